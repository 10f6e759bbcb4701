package handlers_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"trama/graph"
)

// TestAPageShowsTheNetworkAsItWas asks for pages at a revision and at a snapshot: each shows that state, says so, writes
// nothing, and leads to itself as it is now, or to the network where what it is about is gone.
func TestAPageShowsTheNetworkAsItWas(t *testing.T) {
	s := newService(t)
	s.post("needs", `{"label":"Compagnia la sera"}`)
	s.post("snapshots", `{"name":"Primo incontro"}`)
	s.post("needs", `{"label":"Una casa"}`)
	s.post("changes", `{"remove_nodes":["dario"]}`)
	for _, page := range []string{"", "/table", "/history", "/validate", "/nodes/ada", "/suggestions/carla~dario"} {
		address := "/networks/borgo" + page
		then := s.page(address + "?at=2&lang=it")
		now := `<a href="` + address + `?lang=it">Com&#39;è adesso</a>`
		if page == "/suggestions/carla~dario" { // who is gone by now
			now = `<a href="/networks/borgo?lang=it">La rete com&#39;è adesso</a>`
		}
		says(t, page+" then", then, "alla revisione 2, «Primo incontro»", now)
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
	for _, page := range []string{"/report?", "/report?for_meeting=true&", "/missing?involving=ada&", "/plan?goal=connected&", "/whatif?add=ada,carla&", "/nodes?name=a&"} {
		path, query, _ := strings.Cut("/networks/borgo"+page, "?")
		now := regexp.MustCompile(`id="past">\s*<p>[^<]*alla revisione 2, «Primo incontro»[^<]* <a href="([^"]*)"`).FindStringSubmatch(s.page(path + "?" + query + "at=2&lang=it"))
		if now == nil {
			t.Errorf("%s does not say that it shows what was", page)
			continue
		}
		to, err := url.Parse(html.UnescapeString(now[1]))
		asked, _ := url.ParseQuery(query + "lang=it")
		if err != nil || to.Path != path || to.Query().Encode() != asked.Encode() {
			t.Errorf("%s: the way to now is %s", page, now[1])
		}
		if strings.Contains(s.page(html.UnescapeString(now[1])), `id="past"`) {
			t.Errorf("%s: now is as then", page)
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

// TestWhoGivesNoNameWritesOnPages: the history says that it was written on a page, and until a name is known forms ask for it.
func TestWhoGivesNoNameWritesOnPages(t *testing.T) {
	s := newService(t)
	edit := form(t, s.page("/networks/borgo/nodes/ada?lang=it"), "node_edit")
	if _, asks := edit.values["author"]; !asks {
		t.Error("the form does not ask who writes")
	}
	s.written(edit.with("area", "nord"))
	s.written(form(t, s.page("/networks/borgo/nodes/ada?lang=it"), "node_edit").with("area", "sud", "author", " Àda Neri "))
	s.written(form(t, s.page("/?lang=it"), "begin").with("title", "Altra"))
	s.post("needs", `{"label":"Compagnia"}`)
	for _, want := range []struct {
		network string
		at      int
		author  string
	}{{"borgo", 2, "web"}, {"borgo", 3, "Àda Neri"}, {"borgo", 4, "api"}, {"altra", 1, "web"}} {
		commits, err := s.store.History(t.Context(), want.network, graph.Page{})
		if err != nil || commits[len(commits)-want.at].Author != want.author {
			t.Errorf("%+v: %v %+v", want, err, commits)
		}
	}
	for page, asked := range map[string]int{"/networks/borgo/table?lang=it": 1, "/networks/borgo/history?lang=it": 1, "/networks/borgo?lang=it": 2, "/networks/borgo/validate?lang=it": 1} {
		if got := strings.Count(s.page(page), `name="author" type="text"`); got != asked {
			t.Errorf("%s asks for the name %d times, want %d", page, got, asked)
		}
	}
	who := regexp.MustCompile(`(?s)action="([^"]*/table/author[^"]*)">.*?name="back" value="([^"]*)"`).FindStringSubmatch(s.page("/networks/borgo/history?lang=en&offset=0"))
	w := s.send(sheet{action: html.UnescapeString(who[1]), values: url.Values{"author": {"Eva"}, "back": {html.UnescapeString(who[2])}}})
	if to := w.Header().Get("Location"); w.Code != http.StatusSeeOther || to != "/networks/borgo/history?author=Eva&lang=en&offset=0" || len(w.Result().Cookies()) != 1 {
		t.Errorf("%d, leads to %q, keeps %v", w.Code, to, w.Result().Cookies())
	}
	if w := s.send(sheet{action: html.UnescapeString(who[1]), values: url.Values{"author": {"Eva"}, "back": {"//evil.example/"}}}, "Cookie: author=Eva"); w.Header().Get("Location") != "/networks/borgo/table?lang=en" {
		t.Errorf("leads to %q", w.Header().Get("Location"))
	}
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
		if posts, names := strings.Count(with, `method="post"`), strings.Count(with, signed)+strings.Count(with, `name="author" type="text" value="Àda Neri"`); posts == 0 || names < posts {
			t.Errorf("%s: %d forms that write, %d signed", page, posts, names)
		}
		if without := s.get(page).Body.String(); strings.Contains(without, "Àda Neri") {
			t.Errorf("%s: signed by who wrote before", page)
		}
	}
	for _, address := range []string{"/?author=Àda+Neri&lang=it", "/networks/borgo/table?lang=it&author=Àda+Neri", "/networks/borgo/nodes/ada?author=Àda+Neri", "//evil.example/?author=Àda+Neri"} {
		w := s.do(request{path: strings.ReplaceAll(address, "À", "%C3%80"), header: []string{kept}})
		path, query, _ := strings.Cut(address, "?")
		if to := w.Header().Get("Location"); strings.HasPrefix(path, "//") {
			if w.Code != http.StatusNotFound {
				t.Errorf("%s: %d, leads to %q", address, w.Code, to)
			}
		} else if query = strings.Trim(strings.ReplaceAll(query, "author=Àda+Neri", ""), "&"); w.Code != http.StatusSeeOther || to != strings.TrimSuffix(path+"?"+query, "?") {
			t.Errorf("%s: %d, leads to %q", address, w.Code, to)
		}
	}
	for _, page := range []string{"/networks/borgo", "/networks/borgo/table", "/networks/borgo/validate?by=ada", suggestion} {
		if with := s.do(request{path: page, header: []string{kept}}).Body.String(); strings.Contains(with, "author=") {
			t.Errorf("%s: the name stands in addresses", page)
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
	if w := s.send(edit.with("area", "sud", "seen", form(t, s.page("/networks/borgo/nodes/ada"), "node_edit").values.Get("seen")), kept); strings.Contains(w.Header().Get("Location"), "author") {
		t.Errorf("a form leads to %s", w.Header().Get("Location"))
	}
	if other := s.do(request{path: "/networks/borgo/table?author=Eva", header: []string{"Sec-Fetch-Site: cross-site"}}); len(other.Result().Cookies()) != 0 {
		t.Error("another site signs")
	}
}
