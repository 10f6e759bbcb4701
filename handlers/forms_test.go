package handlers_test

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"trama/graph"
	"trama/handlers"
)

const asForm = "Content-Type: application/x-www-form-urlencoded"

// sheet is a form of a page, as a browser would send it: the address, and the values that stand in it.
type sheet struct {
	action string
	values url.Values
	fields func(name string) // fails where the form of the page has no such field, nil where it is of no page
}

var (
	aForm  = regexp.MustCompile(`(?s)<form class="record[^>]* action="([^"]*)">(.*?)</form>`)
	anIn   = regexp.MustCompile(`<input (?:id="[^"]*" )?(?:type="hidden" )?name="([^"]*)"(?: type="([a-z]*)")? value="([^"]*)"`)
	aField = regexp.MustCompile(`<(?:input|select|textarea|button)[^>]* name="([^"]*)"`)
	aName  = regexp.MustCompile(`name="form" value="([^"]*)"`)
	aTitle = regexp.MustCompile(`(?s)<div class="notice[^"]*" id="done".*?</div>`)
	alarm  = regexp.MustCompile(`(?s)<div class="notice alarm".*?</div>`)
)

// form finds a form of a page by its name.
func form(t *testing.T, page, name string) sheet {
	t.Helper()
	var there []string
	for _, m := range aForm.FindAllStringSubmatch(page, -1) {
		called := aName.FindStringSubmatch(m[2])
		if called == nil {
			continue
		}
		if there = append(there, called[1]); html.UnescapeString(called[1]) != name {
			continue
		}
		f := sheet{action: html.UnescapeString(m[1]), values: url.Values{}}
		for _, in := range anIn.FindAllStringSubmatch(m[2], -1) {
			f.values.Add(in[1], html.UnescapeString(in[3]))
		}
		names := map[string]bool{"author": true, "back": true} // any form may say who writes, and where to lead
		for _, field := range aField.FindAllStringSubmatch(m[2], -1) {
			names[html.UnescapeString(field[1])] = true
		}
		f.fields = func(field string) {
			t.Helper()
			if !names[field] {
				t.Errorf("the form %q has no field %q", name, field)
			}
		}
		return f
	}
	t.Fatalf("no form %q among %q", name, there)
	return sheet{}
}

// with returns the form with some of its fields filled in.
func (f sheet) with(pairs ...string) sheet {
	out := sheet{action: f.action, values: url.Values{}, fields: f.fields}
	for name, values := range f.values {
		out.values[name] = append([]string{}, values...)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if out.values.Del(pairs[i]); f.fields != nil {
			f.fields(pairs[i])
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		out.values.Add(pairs[i], pairs[i+1])
	}
	return out
}

// send posts a form as a browser does.
func (s *service) send(f sheet, header ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	address, _, _ := strings.Cut(f.action, "#")
	return s.do(request{method: http.MethodPost, path: address, body: f.values.Encode(), header: append(header, asForm, "Accept: text/html")})
}

// written posts a form that must be written, and returns the page that it leads to.
func (s *service) written(f sheet) string {
	s.t.Helper()
	w := s.send(f)
	if w.Code != http.StatusSeeOther {
		s.t.Fatalf("%s: %d: %s", f.action, w.Code, alarm.FindString(w.Body.String()))
	}
	return s.page(w.Header().Get("Location"))
}

// page asks for a page that must be there.
func (s *service) page(address string) string {
	s.t.Helper()
	address, _, _ = strings.Cut(address, "#")
	w := s.get(address)
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
		s.t.Fatalf("%s: %d as %s: %.300s", address, w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	return w.Body.String()
}

func (s *service) revision() graph.Revision {
	s.t.Helper()
	info, err := s.store.Info(s.t.Context(), "borgo")
	if err != nil {
		s.t.Fatal(err)
	}
	return info.Revision
}

// says fails the test where a page does not hold each text.
func says(t *testing.T, what, page string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			t.Errorf("%s does not say %q: %s%s", what, text, alarm.FindString(page), aTitle.FindString(page))
		}
	}
}

// post writes a record by the API.
func (s *service) post(path, body string) {
	s.t.Helper()
	w := s.do(request{method: "POST", path: "/api/v1/networks/borgo/" + path, body: body, header: []string{asJSON, "If-Match: " + s.tag()}})
	wants(s.t, path, w, http.StatusOK)
}

// readOnly makes it a service that is only read.
func (s *service) readOnly() {
	s.handler = handlers.New(handlers.Options{Patience: unhurried, Store: s.store, Version: "test", Lang: "it", ReadOnly: true})
}

const historyIt = "/networks/borgo/history?lang=it"

// TestTheHistoryIsUndone takes a commit back from the history, and the undo too, from the notice that tells of it.
func TestTheHistoryIsUndone(t *testing.T) {
	s := newService(t)
	s.post("needs", `{"label":"Compagnia la sera","raised_by":"ada"}`)
	history := s.page(historyIt)
	says(t, "the history", history, `<a href="/networks/borgo/table?at=1&amp;lang=it">Il tavolo alla revisione 1</a>`, `<a href="/networks/borgo/table?at=2&amp;lang=it">`)
	page := s.written(form(t, history, "undo 2"))
	says(t, "the notice", aTitle.FindString(page), "Scritto (revisione 3)", "Annullata la modifica 2.", "Tolto: Compagnia la sera (bisogno).", "Annulla<span")
	if strings.Contains(aTitle.FindString(page), "need-1") {
		t.Errorf("the notice speaks in ids: %s", aTitle.FindString(page))
	}
	page = s.written(form(t, aTitle.FindString(page), "undo 3"))
	says(t, "the notice", aTitle.FindString(page), "Scritto (revisione 4)", "Nuovo bisogno: Compagnia la sera, segnalato da Àda")
}

// TestAFormIsWrittenOnce sends the same form again, one after the other and at the same time: it is written once, and all are led
// to what it made. A service that does not know of it says what was written meanwhile, and writes nothing.
func TestAFormIsWrittenOnce(t *testing.T) {
	s := newService(t)
	s.post("needs", `{"label":"Compagnia la sera"}`)
	undo := form(t, s.page(historyIt), "undo 2")
	to := s.send(undo).Header().Get("Location")
	if w := s.send(undo); w.Code != http.StatusSeeOther || w.Header().Get("Location") != to || s.revision() != 3 {
		t.Errorf("the second time: %d to %s, revision %d, want %s", w.Code, w.Header().Get("Location"), s.revision(), to)
	}
	says(t, "the second time", aTitle.FindString(s.page(to)), "Scritto (revisione 3)", "Tolto: Compagnia la sera")
	s.handler = handlers.New(handlers.Options{Patience: unhurried, Store: s.store, Lang: "it"})
	w := s.send(undo)
	if w.Code != http.StatusConflict || s.revision() != 3 {
		t.Errorf("of another service: %d, revision %d", w.Code, s.revision())
	}
	says(t, "another service", alarm.FindString(w.Body.String()), "Non è stato scritto niente", "è alla revisione 3", "premere di nuovo", "Tolto: Compagnia la sera")
	for _, seen := range []string{"", "*", `"`, "x-99"} {
		if w := s.send(undo.with("seen", seen)); w.Code != http.StatusConflict || s.revision() != 3 {
			t.Errorf("seen %q: %d, revision %d", seen, w.Code, s.revision())
		}
	}
	if again := form(t, w.Body.String(), "undo 2"); again.values.Get("seen") == undo.values.Get("seen") {
		t.Error("the form that comes back stands on the old state")
	}
}

// TestEachFormIsWrittenOnce: those that make, join and take away, and two clicks at once. What had nothing to write is no form
// that was written.
func TestEachFormIsWrittenOnce(t *testing.T) {
	s := newService(t)
	made := form(t, s.page("/networks/borgo?lang=it"), "node_new").with("label", "Nuova voce", "kind", "service")
	related := form(t, s.page("/networks/borgo/nodes/ada?lang=it"), "node_relate")
	for i, f := range []sheet{made, related.with("relation", "out:knows", "other", "nuova-voce"), form(t, s.page("/networks/borgo/nodes/ada?lang=it"), "node_remove")} {
		f.values.Set("seen", form(t, s.page("/networks/borgo?lang=it"), "node_new").values.Get("seen"))
		locations := make([]string, 4)
		var all sync.WaitGroup
		for k := range locations {
			all.Go(func() { locations[k] = s.send(f).Header().Get("Location") })
		}
		all.Wait()
		locations = append(locations, s.send(f).Header().Get("Location"))
		if at := s.revision(); at != graph.Revision(i+2) || len(slices.Compact(locations)) != 1 || locations[0] == "" {
			t.Errorf("form %d: revision %d, led to %q", i, at, locations)
		}
	}
	edit := form(t, s.page("/networks/borgo/nodes/elsa?lang=it"), "node_edit").with("label", s.label("elsa"))
	s.written(edit)
	s.post("changes", `{"put_nodes":[{"id":"elsa","attributes":{"label":"Un'altra"}}]}`)
	if w := s.send(edit); w.Code != http.StatusConflict || s.label("elsa") != "Un'altra" {
		t.Errorf("what changed nothing, sent once more: %d", w.Code)
	}
}

// TestABeginningAndADeletionAreDoneOnce: a new network and one that is taken away, sent again and twice at once. A form of other words
// finds the name taken, and the network gone.
func TestABeginningAndADeletionAreDoneOnce(t *testing.T) {
	s := newService(t)
	begin := form(t, s.page("/?lang=it"), "begin").with("title", "Il Borgo Nuovo", "author", "Àda")
	gone := form(t, s.page(historyIt), "delete").with("name", "borgo")
	for _, c := range []struct {
		what, network, to string
		form, other       sheet
		status            int
		there             bool
	}{
		{"a beginning", "il-borgo-nuovo", "/networks/il-borgo-nuovo?author=%C3%80da&done=1&lang=it#done", begin, begin.with("author", "Elsa"), http.StatusConflict, true},
		{"a deletion", "borgo", "/?deleted=yes&lang=it", gone, gone.with("author", "Elsa"), http.StatusNotFound, false},
	} {
		locations := make([]string, 4)
		var all sync.WaitGroup
		for k := range locations {
			all.Go(func() { locations[k] = s.send(c.form).Header().Get("Location") })
		}
		all.Wait()
		locations = append(locations, s.send(c.form).Header().Get("Location"))
		if led := slices.Compact(locations); len(led) != 1 || led[0] != c.to {
			t.Errorf("%s led to %q", c.what, led)
		}
		if _, err := s.store.Info(t.Context(), c.network); (err == nil) != c.there {
			t.Errorf("%s: %v", c.what, err)
		}
		if w := s.send(c.other); w.Code != c.status {
			t.Errorf("%s of other words: %d", c.what, w.Code)
		}
	}
}

// label returns the name of a node.
func (s *service) label(id string) string {
	s.t.Helper()
	g, err := s.store.Load(s.t.Context(), "borgo", 0)
	if err != nil {
		s.t.Fatal(err)
	}
	i, _ := g.FindNode(id)
	return g.Label(i)
}

// TestNoRefusalLosesWhatWasTyped where the form cannot be shown again: its node was taken out of the history, or its network is gone.
func TestNoRefusalLosesWhatWasTyped(t *testing.T) {
	s := newService(t)
	edit := form(t, s.page("/networks/borgo/nodes/ada?lang=it"), "node_edit").with("label", "Ada <b>Neri</b>", "kind", "person", "area", "Stazione")
	undo := form(t, s.page(historyIt), "undo 1")
	if _, status, text := s.erasures(`{"ids":["ada"]}`, s.tag()); status != http.StatusOK {
		t.Fatal(text)
	}
	w := s.send(edit)
	if w.Code != http.StatusNotFound {
		t.Errorf("of who was erased: %d", w.Code)
	}
	says(t, "of who was erased", w.Body.String(), "Quello che era scritto", "Ada &lt;b&gt;Neri&lt;/b&gt;", "Stazione", "persona")
	if err := s.store.Delete(t.Context(), "borgo", s.revision()); err != nil {
		t.Fatal(err)
	}
	w = s.send(edit)
	if w.Code != http.StatusNotFound {
		t.Errorf("of a network that is gone: %d", w.Code)
	}
	says(t, "of a network that is gone", w.Body.String(), "Quello che era scritto", "Ada &lt;b&gt;Neri&lt;/b&gt;", "Stazione", "persona")
	if w := s.send(undo); w.Code != http.StatusNotFound || strings.Contains(w.Body.String(), "Quello che era scritto") {
		t.Errorf("a button alone: %d", w.Code)
	}
}

// TestUndoAndNamesOverHTTP asks the API itself.
func TestUndoAndNamesOverHTTP(t *testing.T) {
	s := newService(t)
	s.post("needs", `{"label":"Compagnia"}`)
	post := func(path, body string, header ...string) *httptest.ResponseRecorder {
		return s.do(request{method: "POST", path: "/api/v1/networks/borgo/" + path, body: body, header: append(header, asJSON)})
	}
	wants(t, "without If-Match", post("undo", `{}`), http.StatusPreconditionRequired)
	wants(t, "a name without If-Match", post("snapshots", `{"name":"x"}`), http.StatusPreconditionRequired)
	for body, status := range map[string]int{`{"revision":99}`: 404, `{"revision":-1}`: 404, `{"x":1}`: 422, ``: 400} {
		wants(t, "undo "+body, post("undo", body, "If-Match: "+s.tag()), status)
		if body != "" && status == 404 {
			wants(t, "name "+body, post("snapshots", strings.Replace(body, "{", `{"name":"n",`, 1), "If-Match: "+s.tag()), status)
		}
	}
	w := post("undo", `{}`, "If-Match: "+s.tag())
	wants(t, "undo", w, http.StatusOK)
	if body := strings.Join(strings.Fields(w.Body.String()), ""); !strings.Contains(body, `"revision":3`) || !strings.Contains(body, `"removed":1`) || !strings.Contains(body, `"undid":{"revision":2`) {
		t.Errorf("undo says %s", body)
	}
	w = post("snapshots", `{"name":"Primo","revision":1}`, "If-Match: "+s.tag())
	wants(t, "a name", w, http.StatusOK)
	wants(t, "the snapshot", s.get("/api/v1/networks/borgo/report?at=Primo"), http.StatusOK)
}

// TestOneRevisionIsNotCompared: the history offers to compare once there are two.
func TestOneRevisionIsNotCompared(t *testing.T) {
	s := newService(t)
	for _, offers := range []bool{false, true} {
		page := s.page(historyIt)
		if strings.Contains(page, `action="/networks/borgo/compare"`) != offers || strings.Contains(page, `form="compare"`) != offers {
			t.Errorf("at revision %d it offers: %v", s.revision(), !offers)
		}
		s.post("needs", `{"label":"Compagnia la sera"}`)
	}
}

// TestSnapshotsAreNamed names revisions, the newest and an older one, and is told of a name that is taken.
func TestSnapshotsAreNamed(t *testing.T) {
	s := newService(t)
	s.post("needs", `{"label":"Compagnia"}`)
	page := s.written(form(t, s.page(historyIt), "snapshot 1").with("name", " Incontro 1 "))
	says(t, "the page", page, "La revisione 1 ora si chiama «Incontro 1».", `<span class="tag">Incontro 1</span>`)
	w := s.send(form(t, page, "snapshot 2").with("name", "Incontro 1"))
	if w.Code != http.StatusConflict {
		t.Errorf("a name that is taken: %d", w.Code)
	}
	says(t, "the refusal", w.Body.String(), "Incontro 1", `<details class="fold" id="r-snapshot.2" open>`, `name="name" type="text" value="Incontro 1"`)
	if w := s.send(form(t, page, "snapshot 2").with("name", "  ")); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("no name: %d", w.Code)
	}
	if s.revision() != 2 {
		t.Errorf("a name made revision %d", s.revision())
	}
}

// TestANetworkIsTakenAwayByItsName wants the name typed, and then the network is gone.
func TestANetworkIsTakenAwayByItsName(t *testing.T) {
	s := newService(t)
	remove := form(t, s.page(historyIt), "delete")
	for _, name := range []string{"", "Borgo", "altro"} {
		if w := s.send(remove.with("name", name)); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "per toglierla si scrive borgo") {
			t.Errorf("%q: %d", name, w.Code)
		}
	}
	s.revision()
	says(t, "the first page", s.written(remove.with("name", "borgo")), "La rete è stata tolta")
	wants(t, "the network", s.get("/api/v1/networks/borgo/history"), http.StatusNotFound)
}

// TestNothingIsWrittenFromElsewhere sends the forms as another site's page would, by GET, and as another content.
func TestNothingIsWrittenFromElsewhere(t *testing.T) {
	s := newService(t)
	undo := form(t, s.page(historyIt), "undo 1")
	for _, header := range []string{"Origin: https://elsewhere.example", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: null"} {
		if w := s.send(undo, header); w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", header, w.Code)
		}
	}
	if w := s.send(undo, "Origin: http://127.0.0.1:8080", "Sec-Fetch-Site: same-origin"); w.Code != http.StatusSeeOther {
		t.Errorf("the service's own page: %d", w.Code)
	}
	if w := s.send(undo.with("author", "anna"), "Origin: http://127.0.0.1:8080"); w.Code != http.StatusConflict {
		t.Errorf("a browser without Sec-Fetch-Site: %d", w.Code)
	}
	before := s.revision()
	address, _, _ := strings.Cut(undo.action, "#")
	if w := s.get(address + "&" + form(t, s.page(historyIt), "undo 2").values.Encode()); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("by GET: %d", w.Code)
	}
	w := s.do(request{method: http.MethodPost, path: address, body: undo.values.Encode(), header: []string{"Content-Type: text/plain"}})
	if w.Code != http.StatusUnsupportedMediaType {
		t.Errorf("as plain text: %d", w.Code)
	}
	if s.revision() != before {
		t.Error("something was written")
	}
}

// TestANoticeSaysOnlyWhatTheHistoryHas follows links that were made up.
func TestANoticeSaysOnlyWhatTheHistoryHas(t *testing.T) {
	s := newService(t)
	for _, query := range []string{"done=99", "done=-1", "done=<b>x</b>", "done=1e0", "named=1", "named=7", "done="} {
		page := s.page(historyIt + "&" + strings.ReplaceAll(url.PathEscape(query), "%3D", "="))
		if notice := aTitle.FindString(page); notice != "" || strings.Contains(page, "<b>x") {
			t.Errorf("%s: %s", query, notice)
		}
	}
}

// TestAFormLeadsToItsNetworkOnly sends addresses that lead elsewhere.
func TestAFormLeadsToItsNetworkOnly(t *testing.T) {
	s := newService(t)
	for _, back := range []string{"https://elsewhere.example/", "//elsewhere.example/x", "/networks/borgo/../../x", "/networks/borgone", "/networks/altra/history", "javascript:alert(1)", "/api/v1/networks", `\\elsewhere.example`, "/networks/borgo/%2e%2e/x", "\x00"} {
		w := s.send(form(t, s.page(historyIt), fmt.Sprintf("undo %d", s.revision())).with("back", back))
		if to := w.Header().Get("Location"); !strings.HasPrefix(to, "/networks/borgo/history?done=") {
			t.Errorf("%q leads to %q", back, to)
		}
	}
	w := s.send(form(t, s.page(historyIt), fmt.Sprintf("undo %d", s.revision())).with("back", "/networks/borgo/missing?area=Centro", "author", "Ada Neri"))
	if to := w.Header().Get("Location"); !strings.HasPrefix(to, "/networks/borgo/missing?area=Centro&author=Ada+Neri&done=") {
		t.Errorf("leads to %q", to)
	}
	commits, err := s.store.History(t.Context(), "borgo", graph.Page{Limit: 1})
	if err != nil || commits[0].Author != "Ada Neri" {
		t.Errorf("written by %q, %v", commits[0].Author, err)
	}
}

// TestReadOnlyServiceIsRead refuses every write, from forms and from the API, shows no form, and answers all questions.
func TestReadOnlyServiceIsRead(t *testing.T) {
	s := newService(t)
	undo := form(t, s.page(historyIt), "undo 1")
	s.readOnly()
	if w := s.send(undo); w.Code != http.StatusForbidden {
		t.Errorf("a form: %d", w.Code)
	}
	for _, r := range []request{
		{method: "POST", path: "/api/v1/networks/borgo/needs", body: `{"label":"x"}`}, {method: "DELETE", path: "/api/v1/networks/borgo"},
		{method: "POST", path: "/api/v1/networks/borgo/changes", body: `{}`}, {method: "POST", path: "/api/v1/networks/borgo/imports", body: "id\nx\n"},
		{method: "POST", path: "/api/v1/networks/whatif/needs", body: `{"label":"x"}`}, {method: "PUT", path: "/api/v1/networks/borgo"},
		{method: "POST", path: "/networks/borgo/nowhere/whatif"}, {method: "POST", path: "/api/v1/networks/borgo/%77hatif/../needs", body: `{}`},
	} {
		r.header = []string{asJSON, "If-Match: *"}
		wants(t, r.method+" "+r.path, s.do(r), http.StatusForbidden)
	}
	if page := s.page(historyIt); strings.Contains(page, `method="post"`) {
		t.Error("the history offers to write")
	}
	wants(t, "a question", s.do(request{method: "POST", path: "/api/v1/networks/borgo/whatif", body: `{"without":["ada"]}`, header: []string{asJSON}}), http.StatusOK)
	s.page("/networks/borgo/whatif?add=hilda,elsa,knows")
	if s.revision() != 1 {
		t.Error("something was written")
	}
}
