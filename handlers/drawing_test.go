package handlers_test

import (
	"encoding/xml"
	"errors"
	"html"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

var aDrawing = regexp.MustCompile(`<a href="(/networks/borgo/drawing\.svg[^"]*)" download>`)

// TestTheDrawingIsAFile that is SVG by itself and shows what the page with the link shows: at its revision, through its lens.
func TestTheDrawingIsAFile(t *testing.T) {
	s := newService(t)
	s.post("changes", `{"put_nodes":[{"id":"zq9","kind":"person","attributes":{"label":"Zita <Zeta>"}}],"put_edges":[{"source":"zq9","target":"ada","type":"knows"}]}`)
	for page, want := range map[string][2]string{ // what it says and what not
		"/networks/borgo?lang=it":                       {"Zita &lt;Zeta&gt;", "contestat"},
		"/networks/borgo?lang=it&at=1":                  {"revisione 1", "Zita"},
		"/networks/borgo/report?lang=en&kind=%21person": {"not person", "Zita"},
	} {
		m := aDrawing.FindStringSubmatch(s.page(page))
		if m == nil {
			t.Errorf("%s leads to no drawing", page)
			continue
		}
		w := s.get(html.UnescapeString(m[1]))
		body := strings.ReplaceAll(w.Body.String(), "</tspan>", " ")
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "image/svg+xml" || w.Header().Get("Content-Disposition") != "attachment; filename=borgo.svg" {
			t.Errorf("%s: %d %v", m[1], w.Code, w.Header())
		}
		if !strings.Contains(body, want[0]) || strings.Contains(body, want[1]) {
			t.Errorf("%s: says not %q, or says %q: %s", m[1], want[0], want[1], body)
		}
		if !strings.HasPrefix(body, `<svg xmlns="http://www.w3.org/2000/svg"`) || strings.Contains(body, "href") {
			t.Errorf("%s is no file by itself: %.200s", m[1], body)
		}
		for d := xml.NewDecoder(w.Body); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Errorf("%s: %v", m[1], err)
				break
			}
		}
	}
	for address, status := range map[string]int{"/networks/nowhere/drawing.svg": 404, "/networks/borgo/drawing.svg?at=9": 404, "/networks/borgo/drawing.svg?area=nessuna&lang=it": 404} {
		if w := s.get(address); w.Code != status || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			t.Errorf("%s: %d as %s", address, w.Code, w.Header().Get("Content-Type"))
		}
	}
}
