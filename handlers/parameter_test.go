package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestAMistypedParameterIsRefused asks with parameters that there are not: the answer names them and what was meant, and
// nothing is written.
func TestAMistypedParameterIsRefused(t *testing.T) {
	s := newService(t)
	const borgo = "/api/v1/networks/borgo"
	for address, says := range map[string][]string{
		borgo + "/missing?limt=5":                            {`"location":"query.limt"`, "perhaps limit?"},
		borgo + "/missing?as-of=2026-01-01":                  {`"location":"query.as-of"`, "perhaps as_of?"},
		borgo + "/report?Limit=5":                            {`"location":"query.Limit"`, "perhaps limit?"},
		borgo + "/graph?zzzzzzzz=1":                          {`"location":"query.zzzzzzzz"`, "There are: at, format, lang."},
		borgo + "/export/csv?wiht_metrics=true&sed=1":        {`"location":"query.sed"`, "perhaps seed?", "perhaps with_metrics?", `"count":2`},
		borgo + "/nodes/ada?at=1&=":                          {`"location":"query."`},
		"/api/v1/networks?offset=1":                          {`"location":"query.offset"`},
		"/api/v1/health?x=1":                                 {`"location":"query.x"`},
		borgo + "/report?" + strings.Repeat("x", 500) + "=1": {strings.Repeat("x", 59) + "…"},
	} {
		w := s.get(address + "&lang=en")
		wants(t, address, w, http.StatusUnprocessableEntity)
		for _, text := range append(says, `"code":"unknown_parameter"`) {
			if !strings.Contains(w.Body.String(), text) {
				t.Errorf("%s does not say %s: %s", address, text, w.Body)
			}
		}
	}
	says(t, "in Italian", s.get(borgo+"/missing?limt=5&lang=it").Body.String(), "Un parametro non c'è.", "forse limit?")
	for path, body := range map[string]string{"needs": `{"label":"x"}`, "changes": `{"put_nodes":[{"id":"x"}]}`, "undo": `{}`, "imports": "id\nx\n"} {
		dry := map[bool]string{true: "dry_rn=true", false: "dry_run=true"}[path == "imports"] // which has a dry run
		for _, parameter := range []string{dry, "autor=Ada"} {
			w := s.do(request{method: "POST", path: borgo + "/" + path + "?" + parameter, body: body, header: []string{asJSON, "If-Match: *"}})
			wants(t, path+" "+parameter, w, http.StatusUnprocessableEntity)
		}
	}
	wants(t, "delete", s.do(request{method: "DELETE", path: borgo + "?dry_run=true", header: []string{"If-Match: *"}}), http.StatusUnprocessableEntity)
	if s.revision() != 1 {
		t.Error("something was written")
	}
}

// TestEveryAnswerMayBeAskedForAsJSON: what has one form only is not refused for being asked for in it.
func TestEveryAnswerMayBeAskedForAsJSON(t *testing.T) {
	s := newService(t)
	const borgo = "/api/v1/networks/borgo"
	for _, address := range []string{"/api/v1/networks", borgo + "/graph", borgo + "/nodes/ada", borgo + "/history", borgo + "/report"} {
		plain := s.get(address).Body.String()
		if w := s.get(address + "?format=json"); w.Code != http.StatusOK || w.Body.String() != plain {
			t.Errorf("%s: %d", address, w.Code)
		}
	}
	wants(t, "a graph as a page", s.get(borgo+"/graph?format=html"), http.StatusUnprocessableEntity)
	says(t, "the networks as a table", s.get("/api/v1/networks?format=csv").Body.String(), "network,title,revision")
	w := s.do(request{method: "POST", path: borgo + "/needs?format=json", body: `{"label":"x"}`, header: []string{asJSON, "If-Match: *"}})
	wants(t, "a need", w, http.StatusOK)
}

// TestTheReportLeadsOn: to all missing relations and to the plan, of the state that it is about.
func TestTheReportLeadsOn(t *testing.T) {
	page := newService(t).page("/networks/borgo/report?lang=en&at=1")
	says(t, "the report", page, `href="/networks/borgo/missing?at=1&amp;lang=en"`, `href="/networks/borgo/plan?at=1&amp;lang=en"`)
}

// TestPagesPassOverParameters: whoever follows a link that another program added something to gets the page.
func TestPagesPassOverParameters(t *testing.T) {
	s := newService(t)
	for _, page := range []string{"/", "/networks/borgo", "/networks/borgo/report", "/networks/borgo/missing", "/networks/borgo/plan", "/networks/borgo/whatif", "/networks/borgo/table", "/networks/borgo/compare?a=1"} {
		at, err := url.Parse(page)
		if err != nil {
			t.Fatal(err)
		}
		query := at.Query()
		query.Set("utm_source", "x")
		s.page(at.Path + "?" + query.Encode())
	}
}

// TestABacktestHasItsBounds, the same as on the command line.
func TestABacktestHasItsBounds(t *testing.T) {
	s := newService(t)
	for repeats, status := range map[string]int{"0": 422, "1": 200, "21": 200, "100": 200, "101": 422} {
		wants(t, repeats, s.get("/api/v1/networks/borgo/backtest?repeats="+repeats), status)
	}
}
