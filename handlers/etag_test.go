package handlers_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestAnAnswerThatTheClientHasIsNotSentAgain: by its ETag, also as a proxy makes it weak; a page, which says what a state is
// called too, is sent always.
func TestAnAnswerThatTheClientHasIsNotSentAgain(t *testing.T) {
	s := newService(t)
	tag := s.tag()
	const report = "/api/v1/networks/borgo/report"
	for _, c := range []struct {
		path, header string
		status       int
	}{
		{report, tag, 304}, {report, "W/" + tag, 304}, {report, `"x", W/` + tag, 304}, {report, "*", 304}, {report + "?format=csv", tag, 304},
		{report, `"x"`, 200}, {report, "", 200}, {report, tag[1 : len(tag)-1], 200}, {report + "?format=html", tag, 200}, {report + "?format=text", tag, 200},
	} {
		w := s.do(request{path: c.path, header: []string{"If-None-Match: " + c.header}})
		if w.Code != c.status || w.Header().Get("ETag") != tag || (w.Body.Len() == 0) != (c.status == http.StatusNotModified) {
			t.Errorf("%s with %s: %d, %d bytes, ETag %s", c.path, c.header, w.Code, w.Body.Len(), w.Header().Get("ETag"))
		}
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
