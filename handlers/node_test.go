package handlers_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/handlers"
)

// oddIDs are ids that an address could trip over, and names that a page could.
func oddIDs() []string {
	return []string{".", "..", "a/b", "a/../b", "a?b#c", "a b", "100%", "%2F", "è", "<b>", `"`, "+", "a&b=c", "//x", "a;b", `\`}
}

// oddService is a service over a network "strana" of a hub with a neighbour of every odd id.
func oddService(t *testing.T) *service {
	t.Helper()
	organization, typ := graph.Organization, "collaborates"
	c := graph.Changes{PutNodes: []graph.NodeChange{{ID: "hub", Kind: &organization, Attributes: graph.Attributes{{Name: "label", Value: graph.TextValue(`<script>alert("hub")</script>`)}}}}}
	for _, id := range oddIDs() {
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: id, Kind: &organization, Attributes: graph.Attributes{{Name: "label", Value: graph.TextValue("Nodo " + id)}}})
		c.PutEdges = append(c.PutEdges, graph.EdgeChange{Source: "hub", Target: id, Type: &typ})
	}
	store := graphtest.Memory()
	if _, err := store.Apply(context.Background(), "strana", 0, graph.Commit{Changes: c}); err != nil {
		t.Fatal(err)
	}
	return &service{t: t, store: store, handler: handlers.New(handlers.Options{Patience: unhurried, Store: store, Lang: "it"})}
}

var aLink = regexp.MustCompile(`href="(/networks/[^"]*)"`)

// followed returns the addresses on a page that begin with one, as a browser reads them.
func followed(page, begin string) []string {
	var out []string
	for _, m := range aLink.FindAllStringSubmatch(page, -1) {
		to := strings.ReplaceAll(strings.ReplaceAll(m[1], "&amp;", "&"), "&#43;", "+")
		if strings.HasPrefix(to, begin) {
			out = append(out, to)
		}
	}
	return out
}

// TestTwoNodesBecomeOne: on the page of the one that stays, by the name of the other; undoing brings the other back.
func TestTwoNodesBecomeOne(t *testing.T) {
	s := newService(t)
	s.post("changes", `{"put_nodes":[{"id":"ada2","kind":"person","attributes":{"label":"Ada, di nuovo","area":"Sasso"}}],"put_edges":[{"source":"ada2","target":"carla","type":"knows"}]}`)
	page := s.page("/networks/borgo/nodes/ada?lang=it")
	refused := s.send(form(t, page, "node_join").with("other", "Àda"))
	if refused.Code != http.StatusUnprocessableEntity {
		t.Errorf("itself: %d", refused.Code)
	}
	says(t, "itself", refused.Body.String(), "È già questo nodo")
	done := s.written(form(t, page, "node_join").with("other", "Ada, di nuovo"))
	g, err := s.store.Load(t.Context(), "borgo", 0)
	if err != nil {
		t.Fatal(err)
	}
	_, there := g.FindNode("ada2")
	_, moved := g.FindEdge("ada~knows~carla~1")
	if there || !moved {
		t.Errorf("there %t, moved %t: %s", there, moved, aTitle.FindString(done))
	}
	says(t, "the notice", done, "Ada, di nuovo è stato unito a Àda: ora sono un nodo solo.")
	history := s.page("/networks/borgo/history?lang=it")
	says(t, "the history", history, "Nodi uniti: ada e ada2", "Ada, di nuovo è stato unito a Àda: ora sono un nodo solo.")
	says(t, "the history as text", s.do(request{path: "/api/v1/networks/borgo/history?format=csv"}).Body.String(), ",join: ada~ada2,")
	if strings.Contains(history, "Tolto:") {
		t.Error("the history says that who was joined was taken away")
	}
	s.written(form(t, aTitle.FindString(done), "undo "+fmt.Sprint(s.revision())))
	if g, err = s.store.Load(t.Context(), "borgo", 0); err != nil {
		t.Fatal(err)
	}
	if _, back := g.FindEdge("ada2~knows~carla~1"); !back {
		t.Error("the other does not come back")
	}
	s.post("meetings", `{"id":"m1","date":"2026-03-05"}`)
	if strings.Contains(s.page("/networks/borgo/nodes/m1?lang=it"), "È la stessa cosa") {
		t.Error("a meeting is offered to be another one")
	}
	refused = s.send(form(t, page, "node_join").with("other", "m1"))
	if refused.Code != http.StatusUnprocessableEntity {
		t.Errorf("a meeting: %d", refused.Code)
	}
	says(t, "a meeting", refused.Body.String(), "Àda è di tipo «persona», m1 di tipo «incontro»: non sono la stessa cosa")
	s.withLines()
	says(t, "a line", s.page("/networks/borgo/nodes/l1?lang=it"), "È la stessa cosa")
}

// TestANewNodeOrNeedSaysWhoIsCalledSoAlready: with the way to it, on the page and in the answer of the API; it is made all the same.
func TestANewNodeOrNeedSaysWhoIsCalledSoAlready(t *testing.T) {
	s := newService(t)
	s.post("needs", `{"label":"Caffè  del Borgo","id":"n1"}`)
	made := s.written(form(t, s.page("/networks/borgo?lang=it"), "node_new").with("label", "ada ", "kind", "person"))
	says(t, "a node", made, "era già chi si chiama così:", `<a href="/networks/borgo/nodes/ada?lang=it">Àda (ada)</a>`)
	need := s.written(form(t, s.page(tableIt), "need").with("label", "CAFFE del borgo"))
	says(t, "a need", need, `<a href="/networks/borgo/nodes/n1?lang=it">Caffè  del Borgo (n1)</a>`)
	other := s.written(form(t, s.page("/networks/borgo?lang=it"), "node_new").with("label", "Caffè del borgo", "kind", "service"))
	if strings.Contains(other, "era già chi") {
		t.Error("a service is told to be called as a need")
	}
	for path, body := range map[string]string{"needs": `{"label":"caffe del Borgo"}`, "changes": `{"put_nodes":[{"id":"n9","kind":"need","attributes":{"label":"caffe del Borgo"}}]}`} {
		w := s.do(request{method: "POST", path: "/api/v1/networks/borgo/" + path, body: body, header: []string{asJSON, "If-Match: " + s.tag()}})
		says(t, path, w.Body.String(), `"code": "called_alike"`, "caffe del Borgo (n1)")
	}
}

// TestEveryNodeHasAPageThatLinksLeadTo follows every link to a node, as browsers resolve it, from the pages that have
// some: each is there, whatever the id, and no name is anything but text.
func TestEveryNodeHasAPageThatLinksLeadTo(t *testing.T) {
	s := oddService(t)
	base, err := url.Parse("http://127.0.0.1:8080/")
	if err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{"/networks/strana/nodes/hub", "/networks/strana", "/networks/strana/report", "/networks/strana/missing?limit=0"} {
		page := s.get(from)
		wants(t, from, page, http.StatusOK)
		links := followed(page.Body.String(), "/networks/strana/nodes")
		if len(links) == 0 {
			t.Errorf("%s: no link to a node", from)
		}
		seen := map[string]bool{}
		for _, to := range links {
			resolved, err := base.Parse(to)
			if err != nil {
				t.Fatal(to, err)
			}
			if strings.Contains(resolved.Path, "/./") || seen[to] {
				continue
			}
			seen[to] = true
			w := s.get(resolved.RequestURI())
			wants(t, from+" → "+to, w, http.StatusOK)
			if body := w.Body.String(); !strings.Contains(body, `id="relations"`) || strings.Contains(withoutScript(body), "<script") || strings.Contains(body, "<b>") {
				t.Errorf("%s → %s: no page of a node, or a name that is more than text", from, to)
			}
		}
		if from == "/networks/strana/nodes/hub" && len(seen) < len(oddIDs()) {
			t.Errorf("only %d of %d neighbours have a page: %v", len(seen), len(oddIDs()), links)
		}
	}
}

func TestNodePageSaysWhereItStands(t *testing.T) {
	s := newService(t)
	for path, want := range map[string][]string{
		"/networks/borgo/nodes/dario?lang=it": {
			"<h1>Dario</h1>", "Persona · The fixture town · revisione 1", "Passando parola, da qui si arriva a 6 nodi su 11. Senza Dario ne resterebbero tagliati fuori 3.",
			"Chi si staccherebbe senza Dario", "<h3>Dario lavora per</h3>", `<a href="/networks/borgo/nodes/sportello?lang=it">Sportello</a>`, "unica strada per 1 nodo",
			`href="/networks/borgo/whatif?lang=it&amp;without=dario"`, `href="/networks/borgo/missing?involving=dario&amp;lang=it"`, "giovani, casa", `aria-labelledby="node-drawing-t`,
		},
		"/networks/borgo/nodes/dario?lang=en":         {"Person · The fixture town · revision 1", "By word of mouth 6 nodes of 11 can be reached from here.", "Dario works for"},
		"/networks/borgo/nodes/hilda":                 {"Hilda oggi non ha nessuna relazione che conti", "Nessuna relazione, finora."},
		"/networks/borgo/nodes/compiti":               {"È un bisogno che ha trovato risposta.", "Che cosa risponde a questo bisogno"},
		"/networks/borgo/nodes/ada":                   {"coordina la rete"},
		"/networks/borgo/nodes/dario?leave_out=dario": {"In questa analisi non conta tra i pezzi della rete"},
		"/networks/borgo/nodes/dario?type=!knows&at=1": {
			"Relazioni che qui non contano", `<a href="/networks/borgo/nodes/sportello?at=1&amp;lang=it&amp;type=%21knows">Sportello</a>`,
		},
	} {
		w := s.get(path)
		wants(t, path, w, http.StatusOK)
		for _, text := range want {
			if !strings.Contains(w.Body.String(), text) {
				t.Errorf("%s: no %q", path, text)
			}
		}
	}
	for path, status := range map[string]int{
		"/networks/borgo/nodes/nobody": 404, "/networks/nowhere/nodes/dario": 404, "/networks/borgo/nodes/dario?at=9": 404,
		"/networks/borgo/nodes/dario?leave_out=nobody": 404, "/networks/borgo/nodes/dario?min_weight=x": 422, "/networks/borgo/nodes/dario?as_of=x": 422,
	} {
		if w := s.get(path); w.Code != status || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			t.Errorf("%s: %d as %s, want a page of %d", path, w.Code, w.Header().Get("Content-Type"), status)
		}
	}
}

// TestNodePageOfAnOlderState shows the node as it was then, and is there for one that is gone by now.
func TestNodePageOfAnOlderState(t *testing.T) {
	s := newService(t)
	if _, err := s.store.Apply(context.Background(), "borgo", 1, graph.Commit{Changes: graph.Changes{RemoveNodes: []string{"dario"}}}); err != nil {
		t.Fatal(err)
	}
	if w := s.get("/networks/borgo/nodes/dario"); w.Code != http.StatusNotFound {
		t.Errorf("gone: %d", w.Code)
	}
	wants(t, "then", s.get("/networks/borgo/nodes/dario?at=1"), http.StatusOK)
}

// TestAnOlderStateIsOnlyRead: what is written is written of the newest one, whose pages alone have the forms.
func TestAnOlderStateIsOnlyRead(t *testing.T) {
	s := newService(t)
	s.post("changes", `{"put_nodes":[{"id":"ada","attributes":{"note":"x"}}]}`)
	for path, form := range map[string]string{"/networks/borgo": "node_new", "/networks/borgo/nodes/ada": "node_edit", "/networks/borgo/table": "need"} {
		if field := `name="form" value="` + form + `"`; strings.Contains(s.page(path+"?lang=it&at=1"), field) || !strings.Contains(s.page(path+"?lang=it"), field) {
			t.Errorf("%s: a form on the page of an older state, or none on that of the newest", path)
		}
	}
}

func TestNodesAreFoundByName(t *testing.T) {
	s := newService(t)
	for query, to := range map[string]string{
		"ada": "/networks/borgo/nodes/ada", "ÀDA": "/networks/borgo/nodes/ada", "name of nobody": "", "": "", "o": "",
		"forno": "/networks/borgo/nodes/forno", "sporte": "/networks/borgo/nodes/sportello", "compiti aiuto": "/networks/borgo/nodes/compiti",
	} {
		w := s.get("/networks/borgo/nodes?lang=it&name=" + url.QueryEscape(query))
		if to == "" {
			wants(t, query, w, http.StatusOK)
			if !strings.Contains(w.Body.String(), `role="search"`) {
				t.Errorf("%q: no search on the page", query)
			}
			continue
		}
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != to+"?lang=it" {
			t.Errorf("%q leads with %d to %q", query, w.Code, got)
		}
	}
	several := s.get("/networks/borgo/nodes?lang=it&at=1&name=a").Body.String()
	for _, want := range []string{`<a href="/networks/borgo/nodes/anagrafe?at=1&amp;lang=it">Anagrafe</a>`, `name="at" value="1"`, `<option value="Anagrafe">servizio</option>`} {
		if !strings.Contains(several, want) {
			t.Errorf("no %s", want)
		}
	}
	if w := s.get("/networks/nowhere/nodes?name=a"); w.Code != http.StatusNotFound {
		t.Errorf("no network: %d", w.Code)
	}
}

// TestAWholeNameLeadsToItsNode: though others begin with it; without one, names that begin with what was looked for stand before those
// of which another word does, and those before what only holds it.
func TestAWholeNameLeadsToItsNode(t *testing.T) {
	s := newService(t)
	s.post("changes", `{"put_nodes":[{"id":"x1","kind":"place","attributes":{"label":"Via Rosai"}},{"id":"x2","kind":"place","attributes":{"label":"Mimosa Primarosa"}},{"id":"x3","kind":"person","attributes":{"label":"Rosanna"}},{"id":"x4","kind":"person","attributes":{"label":"Rosa"}}]}`)
	if got := s.get("/networks/borgo/nodes?lang=it&name=rosa").Header().Get("Location"); got != "/networks/borgo/nodes/x4?lang=it" {
		t.Errorf("leads to %q", got)
	}
	_, rest, _ := strings.Cut(s.page("/networks/borgo/nodes?lang=it&name=ros"), `id="found"`)
	for _, name := range []string{">Rosa<", ">Rosanna<", ">Via Rosai<", ">Mimosa Primarosa<"} {
		before, after, there := strings.Cut(rest, name)
		if !there {
			t.Fatalf("no %s after %s", name, before)
		}
		rest = after
	}
	s.post("changes", `{"put_nodes":[{"id":"x5","kind":"place","attributes":{"label":"rosa"}}]}`)
	says(t, "two of one name", s.page("/networks/borgo/nodes?lang=it&name=rosa"), "/nodes/x4?", "/nodes/x5?")
}

// TestARelationIsMadeOnce: from either end where it goes both ways, and from each where it goes one.
func TestARelationIsMadeOnce(t *testing.T) {
	s := newService(t)
	s.post("changes", `{"put_nodes":[{"id":"x1","kind":"person","attributes":{"label":"Xenia"}},{"id":"x2","kind":"person","attributes":{"label":"Yuri"}}],"put_edges":[{"source":"x1","target":"x2","type":"knows"},{"source":"x1","target":"x2","type":"refers"}]}`)
	relate := func(id, relation, other string) *httptest.ResponseRecorder {
		return s.send(form(t, s.page("/networks/borgo/nodes/"+id+"?lang=it"), "node_relate").with("relation", relation, "other", other))
	}
	for _, c := range []struct {
		id, relation, other string
		there               bool
	}{
		{"x1", "out:knows", "Yuri", true}, {"x2", "out:knows", "Xenia", true}, {"x1", "out:refers", "Yuri", true}, {"x2", "in:refers", "Xenia", true},
		{"x2", "out:refers", "Xenia", false}, {"x1", "out:collaborates", "Yuri", false}, {"x2", "out:collaborates", "Xenia", true},
	} {
		w := relate(c.id, c.relation, c.other)
		if said := strings.Contains(w.Body.String(), "Questa relazione c&#39;è già."); said != c.there || w.Code == http.StatusSeeOther == c.there {
			t.Errorf("%s %s %s: %d, said to be there: %v", c.id, c.relation, c.other, w.Code, said)
		}
	}
}

// TestAStatusThatNobodyKnowsStaysInTheForm: who corrects a name takes no status away.
func TestAStatusThatNobodyKnowsStaysInTheForm(t *testing.T) {
	s := newService(t)
	s.post("changes", `{"put_nodes":[{"id":"ada","attributes":{"status":"in prova"}},{"id":"carla","attributes":{"status":"validated"}}]}`)
	says(t, "of a word of their own", s.page("/networks/borgo/nodes/ada?lang=it"), `<option value="in prova" selected>`)
	if known := s.page("/networks/borgo/nodes/carla?lang=it"); strings.Count(known, `<option value="validated"`) != 1 || !strings.Contains(known, `<option value="validated" selected>`) {
		t.Error("a status that the table knows is not offered once")
	}
}

// TestAHubHasAPageOfABearableLength: who alone holds a crowd together is not answered with all of it.
func TestAHubHasAPageOfABearableLength(t *testing.T) {
	organization, typ := graph.Organization, "collaborates"
	c := graph.Changes{PutNodes: []graph.NodeChange{{ID: "hub", Kind: &organization}}}
	for i := range 150 {
		id := fmt.Sprintf("foglia-%d", i)
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: id, Kind: &organization})
		c.PutEdges = append(c.PutEdges, graph.EdgeChange{Source: "hub", Target: id, Type: &typ})
	}
	store := graphtest.Memory()
	if _, err := store.Apply(context.Background(), "stella", 0, graph.Commit{Changes: c}); err != nil {
		t.Fatal(err)
	}
	s := &service{t: t, store: store, handler: handlers.New(handlers.Options{Patience: unhurried, Store: store, Lang: "it"})}
	page := s.page("/networks/stella/nodes/hub?lang=it")
	says(t, "the hub's page", page, "Senza hub ne resterebbero tagliati fuori 149.", "Ce ne sono ancora 129 che qui non si vedono.", "Ce ne sono ancora 50 che qui non si vedono.", "i 24 più collegati, su 150")
}

// TestANodeThatIsGoneLosesNothing corrects a node that somebody has taken off the map meanwhile: the page says so, keeps
// what was typed, and puts the node back.
func TestANodeThatIsGoneLosesNothing(t *testing.T) {
	for _, step := range []struct {
		form   string
		fields []string
		says   []string
	}{
		{"node_edit", []string{"label", "Dario <Verdi>", "area", "nord", "tags", "sera, anziani"}, []string{"Dario &lt;Verdi&gt;", "nord", "sera, anziani", `name="label" type="text" value="Dario &lt;Verdi&gt;"`, `name="area" type="text" value="nord"`}},
		{"node_relate", []string{"relation", "out:knows", "other", "Carla"}, []string{"Dario conosce", "Carla"}},
		{"node_remove", nil, nil},
	} {
		s := newService(t)
		late := form(t, s.page("/networks/borgo/nodes/dario?lang=it"), step.form).with(step.fields...)
		s.post("changes", `{"remove_nodes":["dario"]}`)
		w := s.send(late)
		page := w.Body.String()
		if w.Code != http.StatusConflict || s.revision() != 2 {
			t.Fatalf("%s: %d, revision %d", step.form, w.Code, s.revision())
		}
		says(t, step.form, page, append(step.says, "<h1>Dario</h1>", "«Dario» non è più sulla mappa", "Nel frattempo (revisione 2, api): Tolto: Dario", "Rimetterlo sulla mappa", ">Annulla la modifica 2</button>")...)
		if strings.Contains(page, "hreflang") {
			t.Errorf("%s: a link to the page that is gone", step.form)
		}
		if step.fields == nil && strings.Contains(page, "Quello che era scritto") {
			t.Errorf("%s: nothing was typed", step.form)
		}
		back := s.written(form(t, page, "undo 2"))
		says(t, "the node again", back, "<h1>Dario</h1>", "Annullata la modifica 2")
	}
	s := newService(t)
	late := form(t, s.page("/networks/borgo/nodes/dario?lang=en"), "node_edit").with("label", "Dario Verdi")
	s.post("changes", `{"remove_nodes":["dario"]}`)
	again := s.written(form(t, s.send(late).Body.String(), "node_new"))
	says(t, "the node anew", again, "<h1>Dario Verdi</h1>")
	for what, f := range map[string]sheet{"who never was": {action: "/networks/borgo/nodes/nobody/edit", values: late.values}, "no state": {action: late.action, values: url.Values{"form": {"node_edit"}, "label": {"x"}}}} {
		if w := s.send(f); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", what, w.Code)
		}
	}
}

// TestANodeWhoseNameIsBlankIsCalledByItsID: everywhere that names stand, so that no link is empty.
func TestANodeWhoseNameIsBlankIsCalledByItsID(t *testing.T) {
	s := newService(t)
	s.post("changes", `{"put_nodes":[{"id":"ada","attributes":{"label":" \u200b "}}]}`)
	empty := regexp.MustCompile(`<(a|h1|title|b|strong|td|text)\b[^>]*>[\s\x{200b}]*</(a|h1|title|b|strong|text)>`)
	for _, path := range []string{"", "/nodes/ada", "/nodes/bruno", "/table", "/validate", "/report", "/missing", "/plan", "/whatif?without=ada", "/history", "/compare?a=1&b=2"} {
		page := s.page("/networks/borgo" + withMore(path, "lang=en"))
		if at := empty.FindString(page); at != "" || !strings.Contains(page, ">ada<") && strings.HasPrefix(path, "/node") {
			t.Errorf("%s: %q", path, at)
		}
	}
	if text := s.get("/api/v1/networks/borgo/report?format=text&without=ada").Body.String(); !strings.Contains(text, "ada") {
		t.Error("the report does not name it")
	}
}

// TestThePastOfANodeThatIsGoneLeadsToTheNetwork: not to its page as it is now, which is not there; so does that of a missing relation.
func TestThePastOfANodeThatIsGoneLeadsToTheNetwork(t *testing.T) {
	s := newService(t)
	paths := []string{"/nodes/ada", "/suggestions/ada~hilda"}
	for _, path := range paths {
		page := s.page("/networks/borgo" + path + "?at=1&lang=it")
		if says(t, path, page, `<a href="/networks/borgo`+path+`?lang=it">Com&#39;è adesso</a>`); strings.Contains(page, "non c&#39;è più") {
			t.Errorf("%s: it is there", path)
		}
	}
	s.post("changes", `{"remove_nodes":["ada"]}`)
	for _, path := range paths {
		page := s.page("/networks/borgo" + path + "?at=1&lang=it")
		says(t, path, page, "Adesso sulla mappa non c&#39;è più. <a href=\"/networks/borgo?lang=it\">La rete com&#39;è adesso</a>")
		if strings.Contains(page, `href="/networks/borgo`+path+`?lang=it"`) {
			t.Errorf("%s leads to a page that is not there", path)
		}
	}
}

// TestWhatIsGoneLeadsToTheStateThatHadIt: every node that a comparison names has its page there, in the one state or the other.
func TestWhatIsGoneLeadsToTheStateThatHadIt(t *testing.T) {
	s := newService(t)
	s.post("changes", `{"remove_nodes":["dario"],"put_nodes":[{"id":"zeno","kind":"person"}],"put_edges":[{"source":"zeno","target":"ada","type":"knows"}]}`)
	page := s.page("/networks/borgo/compare?a=1&b=2&lang=it")
	says(t, "the comparison", page, `<a href="/networks/borgo/nodes/dario?at=1&amp;lang=it">`, `<a href="/networks/borgo/nodes/zeno?`)
	for _, to := range followed(page, "/networks/borgo/nodes") {
		if w := s.get(to); w.Code != http.StatusOK {
			t.Errorf("%s: %d", to, w.Code)
		}
	}
}

// TestARelationThatWasRetiredCanBeMadeAnew on the page of a node, as a kept commitment makes it; one that stands is there already.
func TestARelationThatWasRetiredCanBeMadeAnew(t *testing.T) {
	s := newService(t)
	const ada = "/networks/borgo/nodes/ada?lang=it"
	again := func() *httptest.ResponseRecorder {
		return s.send(form(t, s.page(ada), "node_relate").with("relation", "out:knows", "other", "nuova"))
	}
	s.post("changes", `{"put_nodes":[{"id":"nuova","kind":"person"}],"put_edges":[{"id":"k","source":"nuova","target":"ada","type":"knows"}]}`)
	w := again()
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("one that stands: %d", w.Code)
	}
	says(t, "one that stands", w.Body.String(), "Questa relazione c&#39;è già.")
	s.post("changes", `{"put_edges":[{"id":"k","attributes":{"status":"retired"}}]}`)
	wants(t, "one that is retired", again(), http.StatusSeeOther)
}
