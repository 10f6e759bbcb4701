package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trama/graph/graphtest"
)

// TestAnAnswerThatTheClientHasIsNotSentAgain: by its ETag, also as a proxy makes it weak; a page, which says what a state is
// called too, is sent always.
func TestAnAnswerThatTheClientHasIsNotSentAgain(t *testing.T) {
	s := newService(t)
	tag := s.tag()
	const network, report = "/api/v1/networks/borgo/", "/api/v1/networks/borgo/report"
	tie := url.PathEscape(graphtest.Town().Edge(0).ID)
	for _, c := range []struct {
		path, header string
		status       int
	}{
		{report, tag, 304}, {report, "W/" + tag, 304}, {report, `"x", W/` + tag, 304}, {report, "*", 304}, {report + "?format=csv", tag, 304},
		{network + "graph", tag, 304}, {network + "graph?at=1", tag, 304}, {network + "nodes/ada", "W/" + tag, 304}, {network + "edges/" + tie, tag, 304},
		{network + "compare?a=1", tag, 304}, {network + "export/graphml", tag, 304}, {network + "export/csv?with_metrics=true", tag, 304}, {network + "codebook", tag, 304},
		{network + "graph", `"x"`, 200}, {network + "nodes/ada", `"x"`, 200}, {network + "compare?a=1", "", 200}, {network + "export/graphml", `"x"`, 200}, {network + "codebook", "", 200},
		{network + "compare?a=1&format=html", tag, 200}, {report, `"x"`, 200}, {report, "", 200}, {report, tag[1 : len(tag)-1], 200}, {report + "?format=html", tag, 200}, {report + "?format=text", tag, 200},
	} {
		w := s.do(request{path: c.path, header: []string{"If-None-Match: " + c.header}})
		if w.Code != c.status || w.Header().Get("ETag") != tag || (w.Body.Len() == 0) != (c.status == http.StatusNotModified) {
			t.Errorf("%s with %s: %d, %d bytes, ETag %s", c.path, c.header, w.Code, w.Body.Len(), w.Header().Get("ETag"))
		}
	}
}

// TestTheDocumentSaysWhatIsNotSentAgain: every read of a state, and no other.
func TestTheDocumentSaysWhatIsNotSentAgain(t *testing.T) {
	for path, operations := range newService(t).document(t).Paths {
		read := strings.Contains(path, "{network}") && !strings.HasSuffix(path, "/history") && !strings.HasSuffix(path, "/minutes")
		for method, op := range operations {
			if _, known := op.Responses["304"]; known != (read && method == "get") {
				t.Errorf("%s %s: 304 is in the document: %v", method, path, known)
			}
		}
	}
}

// TestWhatIsNotThereIsNotKnown: an ETag is a state's, and what the state does not have nobody has.
func TestWhatIsNotThereIsNotKnown(t *testing.T) {
	s := newService(t)
	for _, path := range []string{"nodes/nobody", "edges/none", "export/x", "graph?at=9", "compare?a=9"} {
		w := s.do(request{path: "/api/v1/networks/borgo/" + path, header: []string{"If-None-Match: " + s.tag()}})
		wants(t, path, w, http.StatusNotFound)
	}
}

// TestMinutesAreSentAlways: the name that closes a meeting makes other minutes, and no other state.
func TestMinutesAreSentAlways(t *testing.T) {
	s := newService(t)
	const table = "/api/v1/networks/borgo/"
	for _, r := range []request{{path: "meetings", body: `{"date":"2026-03-05","id":"primo"}`}, {path: "needs", body: `{"label":"Allora"}`}, {path: "needs", body: `{"label":"Dopo"}`}} {
		w := s.do(request{method: "POST", path: table + r.path, body: r.body, header: []string{asJSON, "If-Match: " + s.tag()}})
		wants(t, r.path, w, http.StatusOK)
	}
	open, tag := s.get(table+"minutes").Body.String(), s.tag()
	if err := s.store.Snapshot(t.Context(), "borgo", 3, "primo"); err != nil {
		t.Fatal(err)
	}
	closed := s.do(request{path: table + "minutes", header: []string{"If-None-Match: " + tag}})
	wants(t, "the minutes", closed, http.StatusOK)
	if s.tag() != tag || closed.Body.String() == open {
		t.Errorf("the name changed no minutes, or the state: %.200s", closed.Body)
	}
}

// TestAWriteNeedsTheWholeTag: one of several is enough, a weak one is not.
func TestAWriteNeedsTheWholeTag(t *testing.T) {
	for _, c := range []struct {
		header func(tag string) string
		status int
	}{
		{func(tag string) string { return tag }, 200}, {func(tag string) string { return `"x", ` + tag }, 200}, {func(string) string { return "*" }, 200},
		{func(tag string) string { return "W/" + tag }, 412}, {func(string) string { return `"x"` }, 412}, {func(string) string { return "" }, 428},
	} {
		s := newService(t)
		header := c.header(s.tag())
		w := s.do(request{method: "POST", path: "/api/v1/networks/borgo/needs", body: `{"label":"x"}`, header: []string{asJSON, "If-Match: " + header}})
		wants(t, header, w, c.status)
	}
}

// TestAPageThatTheBrowserHasIsNotSentAgain: its ETag is that of the page as it stands there, in its language, with what was named and
// written since.
func TestAPageThatTheBrowserHasIsNotSentAgain(t *testing.T) {
	s := newService(t)
	for _, path := range []string{"/?lang=en", "/networks/borgo?lang=en", "/networks/borgo/report?lang=en", "/networks/borgo/table?lang=en", "/networks/borgo/history?lang=en", "/networks/borgo/nodes/ada?lang=en"} {
		first := s.get(path)
		tag := first.Header().Get("ETag")
		for header, status := range map[string]int{tag: 304, "W/" + tag: 304, `"x"`: 200, "": 200} {
			w := s.do(request{path: path, header: []string{"If-None-Match: " + header}})
			if tag == "" || w.Code != status || w.Header().Get("ETag") != tag || (w.Body.Len() == 0) != (status == 304) {
				t.Errorf("%s with %s: %d, %d bytes", path, header, w.Code, w.Body.Len())
			}
		}
		if w := s.do(request{path: strings.Replace(path, "lang=en", "lang=it", 1), header: []string{"If-None-Match: " + tag}}); w.Code != 200 {
			t.Errorf("%s in Italian: %d", path, w.Code)
		}
	}
	const history = "/networks/borgo/history?lang=en"
	tag := s.get(history).Header().Get("ETag")
	if err := s.store.Snapshot(t.Context(), "borgo", 1, "Incontro 1"); err != nil {
		t.Fatal(err)
	}
	if w := s.do(request{path: history, header: []string{"If-None-Match: " + tag}}); w.Code != 200 {
		t.Errorf("after a snapshot: %d", w.Code)
	}
}
