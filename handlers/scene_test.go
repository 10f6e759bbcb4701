package handlers_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"trama/graph"
)

// TestAPageShowsTheNetworkAsItWas asks for pages at a revision and at a snapshot: each shows that state, says so, writes
// nothing, and leads to itself as it is now.
func TestAPageShowsTheNetworkAsItWas(t *testing.T) {
	s := newService(t)
	s.post("needs", `{"label":"Compagnia la sera"}`)
	s.post("snapshots", `{"name":"Primo incontro"}`)
	s.post("needs", `{"label":"Una casa"}`)
	s.post("changes", `{"remove_nodes":["dario"]}`)
	for _, page := range []string{"", "/table", "/history", "/validate", "/nodes/ada", "/suggestions/carla~dario"} {
		address := "/networks/borgo" + page
		then := s.page(address + "?at=2&lang=it")
		says(t, page+" then", then, "alla revisione 2, «Primo incontro»", `<a href="`+address+`?lang=it">Com&#39;è adesso</a>`)
		if posts := strings.Count(then, `method="post"`); posts > 0 {
			t.Errorf("%s: %d forms that write to what was", page, posts)
		}
		if page != "/suggestions/carla~dario" { // who is gone by now
			if now := s.page(address + "?lang=it&by=ada"); strings.Contains(now, `id="past"`) || !strings.Contains(now, `method="post"`) {
				t.Errorf("%s: now is as then", page)
			}
		}
		if w := s.get(address + "?at=99"); w.Code != http.StatusNotFound {
			t.Errorf("%s at a revision that there is not: %d", page, w.Code)
		}
	}
	for page, ways := range map[string][]string{
		"":       {"/networks/borgo/table?", "/networks/borgo/report?", "/networks/borgo/missing?", "/networks/borgo/history?", "/api/v1/networks/borgo/report?", "/api/v1/networks/borgo/export/graphml?", "/api/v1/networks/borgo/codebook?"},
		"/table": {"/networks/borgo?", "/networks/borgo/history?"}, "/validate": {"/networks/borgo?", "/networks/borgo/table?"}, "/report": {"/networks/borgo?"},
	} {
		then := s.page("/networks/borgo" + page + "?at=2&lang=it&format=html")
		for _, way := range ways {
			if says(t, page+" then", then, `href="`+way+"at=2&amp;"); strings.Contains(then, `href="`+way+"lang=it") {
				t.Errorf("%s: a way leads from then to now: %s", page, way)
			}
		}
	}
	table := s.page("/networks/borgo/table?lang=en&at=" + url.QueryEscape("Primo incontro"))
	says(t, "the table at a snapshot", table, "Compagnia la sera", "revision 2, api", `href="/networks/borgo/history?at=Primo&#43;incontro&amp;lang=en"`, `hreflang="it"`, "at=Primo&#43;incontro&amp;lang=it")
	history := s.page("/networks/borgo/history?lang=it&at=2")
	for what, wrong := range map[string]bool{
		"a table that one only reads is written": strings.Contains(table, "is written here"), "the table knows what came later": strings.Contains(table, "Una casa"), "the history knows what came later": strings.Contains(history, ">4<") || strings.Contains(history, ">3<"),
		"the history has not all that was before": !strings.Contains(history, ">2<") || !strings.Contains(history, ">1<"),
	} {
		if wrong {
			t.Error(what)
		}
	}
	s.readOnly()
	says(t, "a service that only reads", s.page("/networks/borgo/table?at=1&lang=it"), "alla revisione 1: qui si legge soltanto")
}

// TestWhoWritesIsKept gives a name on the table's page: all pages that write sign with it, until it is taken away.
func TestWhoWritesIsKept(t *testing.T) {
	s := newService(t)
	w := s.get("/networks/borgo/table?lang=it&author=Àda+Neri")
	cookies := w.Result().Cookies()
	if vary := w.Header().Get("Vary"); !strings.Contains(vary, "Cookie") {
		t.Errorf("a page with a name in it is the same for all: %q", vary)
	}
	if len(cookies) != 1 || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteLaxMode || cookies[0].MaxAge != 0 || cookies[0].Path != "/" {
		t.Fatalf("%v", cookies)
	}
	kept := "Cookie: author=" + cookies[0].Value
	signed := `name="author" value="Àda Neri"`
	suggestion := suggestions(s.page("/networks/borgo/missing?lang=it"))[0]
	for _, page := range []string{"/?lang=it", "/networks/borgo", "/networks/borgo/table", "/networks/borgo/history", "/networks/borgo/nodes/ada", "/networks/borgo/validate?by=ada", suggestion} {
		with := s.do(request{path: page, header: []string{kept}}).Body.String()
		if posts, names := strings.Count(with, `method="post"`), strings.Count(with, signed); posts == 0 || names < posts {
			t.Errorf("%s: %d forms that write, %d signed", page, posts, names)
		}
		if without := s.get(page).Body.String(); strings.Contains(without, "Àda Neri") {
			t.Errorf("%s: signed by who wrote before", page)
		}
	}
	edit := form(t, s.do(request{path: "/networks/borgo/nodes/ada?lang=it", header: []string{kept}}).Body.String(), "node_edit")
	s.written(edit.with("area", "nord"))
	if files := s.chosen("/networks/borgo/imports?lang=it", []string{"nodi.csv", nodesCSV}, "author", "Àda Neri"); !strings.Contains(files.Body.String(), signed) {
		t.Error("the preview of an import forgets who writes")
	}
	begun := form(t, s.do(request{path: "/?lang=it", header: []string{kept}}).Body.String(), "begin")
	s.written(begun.with("title", "Città Nuova"))
	for network, revision := range map[string]graph.Revision{"borgo": 2, "citta-nuova": 1} {
		commits, err := s.store.History(t.Context(), network, graph.Page{})
		if err != nil || !slices.ContainsFunc(commits, func(c graph.Commit) bool { return c.Revision == revision && c.Author == "Àda Neri" }) {
			t.Errorf("%s: %v %+v", network, err, commits)
		}
	}
	if gone := s.do(request{path: "/networks/borgo/table?author=", header: []string{kept}}); len(gone.Result().Cookies()) != 1 || gone.Result().Cookies()[0].MaxAge >= 0 {
		t.Errorf("no name: %v", gone.Result().Cookies())
	}
	if other := s.do(request{path: "/networks/borgo/table?author=Eva", header: []string{"Sec-Fetch-Site: cross-site"}}); len(other.Result().Cookies()) != 0 {
		t.Error("another site signs")
	}
}
