package handlers_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"trama/graph"
	"trama/handlers"
)

// TestAnImportThatTakesItsTime leads to a page that says how far it is, and then to the preview; who gives up, or comes back later,
// begins again, and nothing goes on.
func TestAnImportThatTakesItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, _ := waits(t, 14*time.Second)
		s := &service{t: t, store: store, handler: handlers.New(handlers.Options{Store: store, Lang: "en"})}
		get := func(path string) *httptest.ResponseRecorder {
			return s.do(request{path: path, header: []string{"Accept: text/html"}})
		}
		begin := func() string {
			w := s.chosen("/networks/borgo/imports?lang=en", []string{"nodi.csv", "id;nome\nx;Ics\n"})
			to := w.Header().Get("Location")
			if w.Code != http.StatusSeeOther || !strings.HasPrefix(to, "/networks/borgo/imports?job=") || !strings.HasSuffix(to, "&lang=en") {
				t.Fatalf("%d to %s: %.200s", w.Code, to, w.Body)
			}
			return to
		}
		to := begin()
		w := get(to)
		if w.Code != http.StatusAccepted || w.Header().Get("Refresh") != "4" {
			t.Fatalf("%d %v", w.Code, w.Header())
		}
		says(t, "waiting", w.Body.String(), "loading, 25 of 100 done", "Give up", `action="`+strings.ReplaceAll(to, "&", "&amp;")+`"`)
		time.Sleep(4 * time.Second)
		for range 2 {
			if w := s.do(request{method: http.MethodHead, path: to}); w.Code != http.StatusOK {
				t.Errorf("a HEAD: %d %v", w.Code, w.Header())
			}
		}
		w = get(to)
		says(t, "preview", w.Body.String(), "Ics")
		if w.Code != http.StatusOK || store.loads.Load() != 1 {
			t.Errorf("%d, loaded %d times", w.Code, store.loads.Load())
		}
		if w := get(to); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/networks/borgo?lang=en" {
			t.Errorf("once more: %d %v", w.Code, w.Header())
		}
		store.takes = time.Hour
		to = begin()
		if w := s.do(request{method: http.MethodPost, path: to}); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/networks/borgo?lang=en" {
			t.Errorf("giving up: %d %v", w.Code, w.Header())
		}
		synctest.Wait()
		if store.givenUp.Load() != 1 {
			t.Error("given up, and the work goes on")
		}
		begin()
		time.Sleep(20 * time.Second)
		synctest.Wait()
		if store.givenUp.Load() != 2 {
			t.Error("nobody comes back, and the work goes on")
		}
		store.takes = 14 * time.Second
		to = begin()
		time.Sleep(10 * time.Second)
		to = s.send(pressed(t, get(to).Body.String(), "Confirm and import")).Header().Get("Location")
		if !strings.HasPrefix(to, "/networks/borgo/imports?job=") {
			t.Fatalf("a confirmation leads to %s", to)
		}
		time.Sleep(10 * time.Second)
		if w := s.do(request{method: http.MethodPost, path: to}); !strings.HasPrefix(w.Header().Get("Location"), "/networks/borgo?") || !strings.HasSuffix(w.Header().Get("Location"), "#done") {
			t.Errorf("giving up what is written: %d %v", w.Code, w.Header())
		}
		if info, err := store.Info(t.Context(), "borgo"); err != nil || info.Revision != graph.Revision(2) {
			t.Errorf("%+v, %v", info, err)
		}
	})
}
