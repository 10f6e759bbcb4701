package handlers_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trama/graph"
)

// erasures sends a body that takes something out of the history, upon a state.
func (s *service) erasures(body, tag string) (did graph.Erased, status int, text string) {
	s.t.Helper()
	w := s.do(request{method: http.MethodPost, path: "/api/v1/networks/borgo/erasures?author=anna", body: body, header: []string{asJSON, "If-Match: " + tag}})
	if w.Code == http.StatusOK {
		if err := json.Unmarshal(w.Body.Bytes(), &did); err != nil {
			s.t.Fatal(err)
		}
	}
	return did, w.Code, w.Body.String()
}

// readsOf are addresses at which the network is read as it was at revision 1, and as it is.
func readsOf() []string {
	var out []string
	for _, at := range []string{"at=1", ""} {
		for _, path := range []string{"report", "missing", "metrics", "graph", "export/csv", "export/graphml", "codebook"} {
			out = append(out, "/api/v1/networks/borgo/"+path+"?"+at)
		}
		out = append(out, "/api/v1/networks/borgo/report?format=html&"+at, "/networks/borgo?lang=it&"+at, "/networks/borgo/report?lang=it&"+at, "/networks/borgo/missing?lang=it&"+at)
	}
	return append(out, "/networks/borgo/history?lang=it", "/networks/borgo/table?lang=it&at=1", "/networks/borgo/compare?a=1&b=2&lang=it", "/api/v1/networks/borgo/history")
}

// Whatever was answered before, nothing that is asked afterwards has the person: at no revision, in no format, from no cache.
func TestNoAnswerHasWhoWasErased(t *testing.T) {
	s := newService(t)
	s.post("changes?author=Zita%20Zeta&message=by%20Zita%20Zeta", `{"put_nodes":[{"id":"zq9","kind":"person","attributes":{"label":"Zita Zeta"}},{"id":"ada","attributes":{"note":"a friend of ZITA ZETA"}}],"put_edges":[{"source":"zq9","target":"ada","type":"knows"}]}`)
	s.post("snapshots", `{"name":"Prima di Zita Zeta"}`)
	s.post("changes", `{"remove_nodes":["zq9"]}`) // she is off the map, and the newest state does not change
	before, known := 0, map[string]string{}
	reads := readsOf()
	for i, address := range reads {
		reads[i] = strings.ReplaceAll(address, "at=1", "at=2")
		w := s.get(reads[i])
		wants(t, reads[i], w, http.StatusOK)
		if known[reads[i]] = w.Header().Get("ETag"); strings.Contains(w.Body.String(), "Zita") || strings.Contains(w.Body.String(), "zq9") {
			before++
		}
	}
	if before < len(reads)/2 {
		t.Fatalf("only %d of %d answers have her before", before, len(reads))
	}
	dry, status, text := s.erasures(`{"ids":["zq9"],"dry_run":true}`, s.tag())
	if status != http.StatusOK || !dry.DryRun || dry.Revision != 3 || dry.LeftCount != 4 || dry.Nodes[0].OnMap {
		t.Fatalf("dry run: %d %s", status, text)
	}
	stale := s.tag()
	did, status, text := s.erasures(`{"ids":["zq9"],"words":["Zita Zeta"]}`, stale)
	if status != http.StatusOK || did.Revision != 4 || did.LeftCount != 0 || did.Words != 4 {
		t.Fatalf("%d %s", status, text)
	}
	for _, address := range reads {
		w := s.do(request{path: address, header: []string{"If-None-Match: " + known[address]}})
		wants(t, address, w, http.StatusOK)
		if body := w.Body.String(); strings.Contains(body, "Zita") || strings.Contains(body, "zq9") {
			t.Errorf("%s has her still", address)
		}
	}
	if w := s.get("/networks/borgo/nodes/zq9?lang=it&at=2"); w.Code != http.StatusNotFound {
		t.Errorf("her page: %d", w.Code)
	}
	if _, status, _ := s.erasures(`{"ids":["ada"]}`, stale); status != http.StatusPreconditionFailed {
		t.Errorf("upon a state that is no more: %d", status)
	}
	s.post("undo", `{"revision":2}`)
	if body := s.get("/api/v1/networks/borgo/graph").Body.String(); strings.Contains(body, "zq9") {
		t.Error("undoing brings her back")
	}
}

// TestANameGoesHoweverItsAccentsAreWritten: some systems write an accent behind its letter, which looks the same. What is
// written without them stays, and is listed.
func TestANameGoesHoweverItsAccentsAreWritten(t *testing.T) {
	s := newService(t)
	s.post("changes", `{"put_nodes":[{"id":"zq9","kind":"person","attributes":{"label":"Nicol\u00f2 Zeta"}},{"id":"ada","attributes":{"note":"amica di Nicolo\u0300 Zeta","description":"con NICOLO ZETA"}}]}`)
	page := s.page("/networks/borgo/nodes/zq9/erase?lang=it&words=" + url.QueryEscape("Nicol\u00f2 Zeta"))
	if strings.Contains(page, "amica di") || !strings.Contains(page, "con NICOLO ZETA") {
		t.Error("the page lists other texts than those that stay")
	}
	did, status, text := s.erasures(`{"ids":["zq9"],"words":["Nicol\u00f2 Zeta"]}`, s.tag())
	if status != http.StatusOK || did.Words != 1 || did.LeftCount != 1 || did.Left[0].Name != "description" {
		t.Errorf("%d %s", status, text)
	}
	if body := s.get("/api/v1/networks/borgo/graph?at=2").Body.String(); !strings.Contains(body, "amica di […]") {
		t.Error("her name stands in the note")
	}
}

func TestErasuresAreRefused(t *testing.T) {
	s := newService(t)
	for _, c := range []struct {
		body   string
		status int
	}{
		{`{"ids":["nobody"]}`, http.StatusNotFound}, {`{}`, http.StatusUnprocessableEntity}, {`{"words":["12"]}`, http.StatusUnprocessableEntity},
		{`{"ids":"ada"}`, http.StatusUnprocessableEntity}, {`{"id":["ada"]}`, http.StatusUnprocessableEntity},
	} {
		if _, status, text := s.erasures(c.body, s.tag()); status != c.status {
			t.Errorf("%s: %d, want %d: %s", c.body, status, c.status, text)
		}
	}
	if w := s.do(request{method: http.MethodPost, path: "/api/v1/networks/borgo/erasures", body: `{"ids":["ada"]}`, header: []string{asJSON}}); w.Code != http.StatusPreconditionRequired {
		t.Errorf("without If-Match: %d", w.Code)
	}
	tag := s.tag()
	s.readOnly()
	if _, status, _ := s.erasures(`{"ids":["ada"]}`, tag); status != http.StatusForbidden {
		t.Errorf("of a service that only reads: %d", status)
	}
	if page := s.page("/networks/borgo/nodes/ada?lang=it"); strings.Contains(page, "Togli anche dalla storia") {
		t.Error("a service that only reads offers it")
	}
	if w := s.do(request{method: http.MethodPost, path: "/networks/borgo/nodes/ada/erase", body: "name=Ada", header: []string{"Content-Type: application/x-www-form-urlencoded"}}); w.Code != http.StatusForbidden {
		t.Errorf("the form of a service that only reads: %d", w.Code)
	}
	if s.revision() != 1 {
		t.Errorf("revision %d", s.revision())
	}
}

// In the browser: from the page of the node, by a look at what would go, with words, once its name was typed.
func TestAPersonIsTakenOutOfTheHistory(t *testing.T) {
	s := newService(t)
	s.post("changes", `{"put_nodes":[{"id":"zq9","kind":"person","attributes":{"label":"Zita Zeta"}},{"id":"ada","attributes":{"note":"amica di Zita Zeta"}}],"put_edges":[{"source":"zq9","target":"ada","type":"knows"}]}`)
	says(t, "the page of the node", s.page("/networks/borgo/nodes/zq9?lang=it"), "Togli anche dalla storia", `action="/networks/borgo/nodes/zq9/erase"`)
	page := s.page("/networks/borgo/nodes/zq9/erase?lang=it")
	says(t, "what would go", page, "Togliere Zita Zeta dalla storia", "Relazioni che spariscono: 1", "amica di Zita Zeta", "Non si può annullare", "Le copie dell&#39;archivio")
	page = s.page("/networks/borgo/nodes/zq9/erase?lang=it&words=" + url.QueryEscape("Zita Zeta"))
	says(t, "with the words", page, "Nessun testo di nessuna revisione", `name="words" value="Zita Zeta"`)
	refused := s.send(form(t, page, "erase").with("name", "Zita"))
	if refused.Code != http.StatusUnprocessableEntity {
		t.Errorf("another name: %d", refused.Code)
	}
	says(t, "another name", refused.Body.String(), "Per confermare va scritto il suo nome", "Nessun testo di nessuna revisione")
	if s.revision() != 2 {
		t.Fatalf("revision %d", s.revision())
	}
	after := s.written(form(t, page, "erase").with("name", "zita zeta", "author", "anna"))
	says(t, "afterwards", after, "Qualcosa è stato tolto dalla mappa e da tutta la sua storia.")
	if strings.Contains(after, "Zita") || strings.Contains(after, `value="undo 3"`) {
		t.Error("the page has her, or offers to take it back")
	}
	for at := graph.Revision(1); at <= s.revision(); at++ {
		w := s.get(fmt.Sprint("/api/v1/networks/borgo/graph?at=", at))
		if strings.Contains(w.Body.String(), "Zita") || strings.Contains(w.Body.String(), "zq9") {
			t.Errorf("revision %d has her", at)
		}
	}
	if w := s.get("/networks/borgo/nodes/zq9/erase?lang=it"); w.Code != http.StatusNotFound {
		t.Errorf("who is nowhere: %d", w.Code)
	}
	s.post("changes", `{"remove_nodes":["ada"]}`)
	says(t, "who is off the map", s.page("/networks/borgo/nodes/ada?lang=it&at=1"), `action="/networks/borgo/nodes/ada/erase"`)
	says(t, "who is off the map", s.page("/networks/borgo/nodes/ada/erase?lang=it"), "no, solo nella storia")
}
