package handlers_test

import (
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"trama/graph"
	"trama/handlers"
)

// overtaken is a store in which somebody else writes just after its state was asked for.
type overtaken struct {
	graph.Store
	write func() // once; nil: nobody writes
}

func (o *overtaken) Info(ctx context.Context, network string) (graph.NetworkInfo, error) {
	info, err := o.Store.Info(ctx, network)
	if write := o.write; write != nil {
		o.write = nil
		write()
	}
	return info, err
}

// TestAPageThatWasOvertakenIsNotKept: who asks while others write gets a page without forms, and nobody after.
func TestAPageThatWasOvertakenIsNotKept(t *testing.T) {
	s := newService(t)
	for i, page := range []string{"/networks/borgo?lang=it", "/networks/borgo/nodes/ada?lang=it"} {
		store := &overtaken{Store: s.store, write: func() {
			c := graph.Commit{Author: "altri", Message: "changes", Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: fmt.Sprint("nuovo", i)}}}}
			if _, err := s.store.Apply(t.Context(), "borgo", s.revision(), c); err != nil {
				t.Fatal(err)
			}
		}}
		late := &service{t: t, store: store, handler: handlers.New(handlers.Options{Patience: unhurried, Store: store, Lang: "it"})}
		late.page(page)
		if !strings.Contains(late.page(page), `method="post"`) {
			t.Errorf("%s has no forms because it had none while others wrote", page)
		}
	}
}

// TestAnErrorLeadsNowhereElse asks for paths that a link would take for another site's address.
func TestAnErrorLeadsNowhereElse(t *testing.T) {
	s := newService(t)
	for _, path := range []string{"//elsewhere.example/x", "///elsewhere.example", "//elsewhere.example%2f..", `/\elsewhere.example`} {
		w := s.do(request{path: "http://localhost" + path, header: []string{"Accept: text/html"}})
		if w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
		for _, link := range []string{`href="//`, `href="/\`, `href="http`} {
			if strings.Contains(w.Body.String(), link) {
				t.Errorf("%s leads to %s", path, link)
			}
		}
	}
}

// TestAFormIsOfBearableLength sends more than anybody types.
func TestAFormIsOfBearableLength(t *testing.T) {
	s := newService(t)
	long := strings.Repeat("x", 2<<20)
	for name, f := range map[string]sheet{
		"a need": form(t, s.page("/networks/borgo/table?lang=it"), "need").with("label", long), "a title": {action: "/networks?lang=it", values: url.Values{"title": {long}}},
		"who writes": {action: "/networks/borgo/table/author?lang=it", values: url.Values{"author": {long}}},
	} {
		if w := s.send(f); w.Code != http.StatusRequestEntityTooLarge || w.Body.Len() > 1<<20 {
			t.Errorf("%s: %d with %d bytes", name, w.Code, w.Body.Len())
		} else {
			says(t, name, w.Body.String(), "fino a 1 MB in tutto", "Non è stato registrato niente", "con il tasto Indietro del browser")
		}
	}
}

// TestTheFormsOfANodeWriteWhatTheyOffer sends what stands in no list, and forms of which a part is missing.
func TestTheFormsOfANodeWriteWhatTheyOffer(t *testing.T) {
	s := newService(t)
	const ada = "/networks/borgo/nodes/ada?lang=it"
	for _, relation := range []string{"out:prefers", "out:voices", "out:<b>", "out:", "", "collaborates", "aside:collaborates"} {
		w := s.send(form(t, s.page(ada), "node_relate").with("relation", relation, "other", "comune"))
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "Scegliere una relazione dall&#39;elenco.") {
			t.Errorf("%q: %d", relation, w.Code)
		}
	}
	s.post("meetings", `{"id":"m1","date":"2026-03-05"}`)
	s.post("attendances", `{"meeting":"m1","who":["ada"]}`)
	g, err := s.store.Load(t.Context(), "borgo", s.revision())
	if err != nil {
		t.Fatal(err)
	}
	i, _ := g.FindNode("ada")
	for _, e := range g.Incidence().Of(i) {
		if g.Type(int(e)) == "attends" {
			w := s.send(sheet{action: "/networks/borgo/nodes/ada/unrelate?lang=it", values: url.Values{"form": {"node_unrelate"}, "edge": {g.EdgeID(int(e))}, "seen": {strings.Trim(s.tag(), `"`)}}})
			if w.Code != http.StatusUnprocessableEntity {
				t.Errorf("an attendance: %d", w.Code)
			}
		}
	}
	before := s.revision()
	s.send(sheet{action: "/networks/borgo/nodes/ada/edit?lang=it", values: url.Values{"form": {"node_edit"}, "label": {g.Label(i)}, "seen": {strings.Trim(s.tag(), `"`)}}})
	if s.revision() != before {
		t.Error("fields that were not sent are taken for empty ones")
	}
}

// TestACorrectionIsTold says which node was corrected, and what it was called.
func TestACorrectionIsTold(t *testing.T) {
	s := newService(t)
	f := form(t, s.page("/networks/borgo/nodes/ada?lang=it"), "node_edit")
	page := s.written(f.with("label", "Ada Neri", "kind", "person"))
	says(t, "the page", page, "Corretto sulla mappa: Ada Neri, prima Àda.")
	if w := s.send(f.with("label", "Ada Verdi", "kind", "person")); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "Corretto sulla mappa: Ada Neri, prima Àda.") {
		t.Errorf("who comes too late is not told: %d %s", w.Code, alarm.FindString(w.Body.String()))
	}
}

// TestAPlanIsOfBearableLength plans for many who have no relation: the page shows the first, and says how many follow.
func TestAPlanIsOfBearableLength(t *testing.T) {
	s := newService(t)
	wants(t, "the lonely", s.do(request{method: "POST", path: "/api/v1/networks/borgo/changes", body: lonely(300), header: []string{asJSON, "If-Match: *"}}), http.StatusOK)
	page := s.page("/networks/borgo/plan?lang=it")
	if n := strings.Count(page, `<li class="card"`); n != 100 || !strings.Contains(page, "che qui non si vedono") {
		t.Errorf("%d cards", n)
	}
}

// lonely are changes that put so many persons on the map who have no relation.
func lonely(n int) string {
	var nodes []string
	for i := range n {
		nodes = append(nodes, fmt.Sprintf(`{"id":"solo%d","kind":"person"}`, i))
	}
	return `{"put_nodes":[` + strings.Join(nodes, ",") + `]}`
}

// TestUndoLeadsBackToAnyNode: an id that looks like a way out of the network is none.
func TestUndoLeadsBackToAnyNode(t *testing.T) {
	s := oddService(t)
	for _, id := range []string{"a/../b", "//x", "a b"} {
		at := "/networks/strana/nodes/" + url.PathEscape(id)
		page := s.written(form(t, s.page(at+"?lang=it"), "node_edit").with("label", "Altro "+id, "kind", "organization", "status", ""))
		_, notice, _ := strings.Cut(page, `id="undo-done"`)
		_, back, _ := strings.Cut(notice, `name="back" value="`)
		back, _, _ = strings.Cut(back, `"`)
		_, state, _ := strings.Cut(notice, `name="seen" value="`)
		state, _, _ = strings.Cut(state, `"`)
		w := s.send(sheet{action: "/networks/strana/history/undo?lang=it", values: url.Values{"form": {"undo 2"}, "back": {html.UnescapeString(back)}, "seen": {state}}})
		if to := w.Header().Get("Location"); !strings.HasPrefix(to, at+"?") {
			t.Errorf("%q: %d to %s", id, w.Code, to)
		}
	}
}

// TestWhoSendsTooMuchIsTold sends, over a connection, what is refused long before it has arrived.
func TestWhoSendsTooMuchIsTold(t *testing.T) {
	s := newService(t)
	server := httptest.NewServer(s.handler)
	defer server.Close()
	need := form(t, s.page("/networks/borgo/table?lang=it"), "need").with("label", strings.Repeat("x", 40<<20))
	file := "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.csv\"\r\n\r\n" + strings.Repeat("a;b;c\n", 8<<20) + "\r\n--b--"
	for _, sends := range []struct{ to, media, body string }{
		{"/networks/borgo/table/needs?lang=it", "application/x-www-form-urlencoded", need.values.Encode()},
		{"/imports?lang=it", "multipart/form-data; boundary=b", file},
	} {
		answer, err := server.Client().Post(server.URL+sends.to, sends.media, onlyOnce{strings.NewReader(sends.body)})
		if err != nil {
			t.Errorf("%s: %v", sends.to, err)
			continue
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusRequestEntityTooLarge || answer.Close {
			t.Errorf("%s: %d, the connection is closed: %t", sends.to, answer.StatusCode, answer.Close)
		}
	}
}

// onlyOnce is a body of unknown length, as a long file is sent.
type onlyOnce struct{ io.Reader }

// TestALongHistoryIsReadToItsEnd: each page of it says which part it shows and leads to the others, also where nothing is
// written.
func TestALongHistoryIsReadToItsEnd(t *testing.T) {
	s := newService(t)
	for i := range 60 {
		c := graph.Commit{Author: "prova", Message: "changes", Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: fmt.Sprint("n", i)}}}}
		if _, err := s.store.Apply(t.Context(), "borgo", s.revision(), c); err != nil {
			t.Fatal(err)
		}
	}
	read := func(what string) {
		t.Helper()
		says(t, what, s.page(historyIt), "Modifiche da 1 a 50, di 61", "Le modifiche precedenti", "offset=50")
		says(t, what, s.page("/networks/borgo/history?lang=it&offset=50"), "Modifiche da 51 a 61, di 61", "Le modifiche più recenti")
	}
	read("the history")
	s.readOnly()
	read("the history to read")
}

// TestAnUndoSaysWhatItLeft: what somebody else changed later stays, and the page says so by name.
func TestAnUndoSaysWhatItLeft(t *testing.T) {
	s := newService(t)
	const ada = "/networks/borgo/nodes/ada?lang=it"
	s.written(form(t, s.page(ada), "node_edit").with("label", "Ada Neri", "kind", "person", "area", "Porto"))
	s.written(form(t, s.page(ada), "node_edit").with("label", "Ada Verdi", "kind", "person", "area", "Porto"))
	page := s.written(form(t, s.page(historyIt), "undo 2"))
	says(t, "the history", page, "Annullata la modifica 2.", "Di «Ada Verdi» resta quello che è stato scritto dopo: nome.", "Corretto sulla mappa: Ada Verdi.")
	s.written(form(t, s.page(ada), "node_edit").with("label", "Ada Bruni", "kind", "person", "area", "Porto"))
	before := s.revision()
	w := s.send(form(t, s.page(historyIt), "undo 3"))
	if w.Code != http.StatusUnprocessableEntity || s.revision() != before || !strings.Contains(w.Body.String(), "non resta niente da annullare") {
		t.Errorf("an undo of nothing: %d %s", w.Code, alarm.FindString(w.Body.String()))
	}
}

// TestARefusalSpeaksEnglishToo: names stand for ids in English as in Italian.
func TestARefusalSpeaksEnglishToo(t *testing.T) {
	s := newService(t)
	const table = "/networks/borgo/table?lang=en"
	w := s.send(form(t, s.page(table), "need").with("label", "A house", "raised_by", "Pippo"))
	says(t, "who is not there", w.Body.String(), "Nothing and nobody on the map is called Pippo")
	const ada = "/networks/borgo/nodes/ada?lang=en"
	s.written(form(t, s.page(ada), "node_edit").with("label", "Ada Neri", "kind", "service", "area", "Porto"))
	s.written(form(t, s.page(ada), "node_edit").with("label", "Ada Verdi", "kind", "organization", "area", "Porto"))
	page := s.written(form(t, s.page("/networks/borgo/history?lang=en"), "undo 2"))
	says(t, "an undo", page, "Ada Verdi was changed since, and stays.", "Of “Ada Verdi” stays what was written later: name.")
}

// outrun is a store in which somebody else writes just after each commit.
type outrun struct {
	graph.Store
	count int
}

func (f *outrun) Apply(ctx context.Context, network string, base graph.Revision, c graph.Commit) (graph.Revision, error) {
	made, err := f.Store.Apply(ctx, network, base, c)
	if err != nil {
		return made, err
	}
	f.count++
	other := graph.Commit{Author: "altri", Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: fmt.Sprint("dopo", f.count)}}}}
	_, err = f.Store.Apply(ctx, network, made, other)
	return made, err
}

// TestAWriteIsNotAnsweredWithTheStateOfAnother: who is overtaken before the commit hears that the state is stale, and who is
// right after it gets no ETag that would let the next write go over what nobody has shown.
func TestAWriteIsNotAnsweredWithTheStateOfAnother(t *testing.T) {
	for path, body := range map[string]string{
		"changes": `{"put_nodes":[{"id":"x","kind":"person"}]}`, "needs": `{"label":"x"}`, "undo": `{}`, "snapshots": `{"name":"x"}`,
	} {
		s := newService(t)
		write := func(what string, status int) http.Header {
			w := s.do(request{method: "POST", path: "/api/v1/networks/borgo/" + path, body: body, header: []string{asJSON, "If-Match: *"}})
			wants(t, path+", "+what, w, status)
			return w.Header()
		}
		if path != "snapshots" { // which makes no state
			s.handler = handlers.New(handlers.Options{Patience: unhurried, Store: &overtaken{Store: s.store, write: func() {
				if _, err := s.store.Apply(t.Context(), "borgo", 1, graph.Commit{Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: "prima"}}}}); err != nil {
					t.Fatal(err)
				}
			}}})
			write("overtaken", http.StatusPreconditionFailed)
		}
		s.handler = handlers.New(handlers.Options{Patience: unhurried, Store: s.store})
		if tag := write("alone", http.StatusOK).Get("ETag"); tag != s.tag() {
			t.Errorf("%s: ETag %s, the state is %s", path, tag, s.tag())
		}
		s.handler = handlers.New(handlers.Options{Patience: unhurried, Store: &outrun{Store: s.store}})
		if tag := write("followed", http.StatusOK).Get("ETag"); path != "snapshots" && tag != "" {
			t.Errorf("%s: ETag %s of a state that the client has not seen", path, tag)
		}
	}
}

// TestAnEarlierStateIsThatOfTheNetworkOfToday: one network is taken away, and another of the same name comes to the same state.
func TestAnEarlierStateIsThatOfTheNetworkOfToday(t *testing.T) {
	s := newService(t)
	node := func(id string) graph.Changes { return graph.Changes{PutNodes: []graph.NodeChange{{ID: id}}} }
	for _, first := range []string{"a", "b", "c"} {
		for base, c := range []graph.Changes{node(first), {RemoveNodes: []string{first}, PutNodes: node("z").PutNodes}} {
			if _, err := s.store.Apply(t.Context(), "paese", graph.Revision(base), graph.Commit{Changes: c}); err != nil {
				t.Fatal(err)
			}
		}
		if w := s.get("/api/v1/networks/paese/metrics?at=1&format=csv"); !strings.Contains(w.Body.String(), "\n"+first+",") {
			t.Errorf("the first state of the network with %s: %s", first, w.Body)
		}
		if err := s.store.Delete(t.Context(), "paese", 0); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAChangeThatTakesAMeaningSaysSo: of a status that is none the answer says that all statuses stop counting.
func TestAChangeThatTakesAMeaningSaysSo(t *testing.T) {
	s := newService(t)
	body := `{"put_nodes":[{"id":"ada","attributes":{"status":"boh"}}]}`
	w := s.do(request{method: "POST", path: "/api/v1/networks/borgo/changes", body: body, header: []string{asJSON, "If-Match: *"}})
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `la colonna status resta come dato, e non dice lo stato: «boh» non va bene`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
