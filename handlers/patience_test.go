package handlers_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/handlers"
)

// slowStore takes its time to load, and says how far it is. It notes what was given up.
type slowStore struct {
	graph.Store
	takes   time.Duration
	loads   atomic.Int32
	givenUp atomic.Int32
	broken  bool
}

func (s *slowStore) Load(ctx context.Context, network string, at graph.Revision) (*graph.Graph, error) {
	s.loads.Add(1)
	if s.broken {
		panic("broken")
	}
	graph.Report(ctx, "store_load", 1, 4)
	select {
	case <-ctx.Done():
		s.givenUp.Add(1)
		return nil, ctx.Err()
	case <-time.After(s.takes):
	}
	return s.Store.Load(ctx, network, at)
}

// waits is a service over a slow store; get asks it for a page as a browser does, for as long as the client stays.
func waits(t *testing.T, takes time.Duration) (*slowStore, func(path string, stays time.Duration) *httptest.ResponseRecorder) {
	store := &slowStore{Store: graphtest.Memory(), takes: takes}
	if _, err := graph.Import(t.Context(), store.Store, "borgo", graphtest.Town(), graph.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	handler := handlers.New(handlers.Options{Store: store, Lang: "en"})
	return store, func(path string, stays time.Duration) *httptest.ResponseRecorder {
		ctx, leave := context.WithTimeout(t.Context(), stays)
		defer leave()
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil)
		r.Host = "localhost"
		r.Header.Set("Accept", "text/html")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w
	}
}

const longPage = "/networks/borgo/report?lang=en"

// TestAPageThatTakesItsTime is asked for until it is there: in between it says how far it is, and it is worked out once.
func TestAPageThatTakesItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, get := waits(t, 16*time.Second)
		for range 2 {
			w := get(longPage, time.Minute)
			if w.Code != http.StatusAccepted || w.Header().Get("Refresh") != "4" || w.Header().Get("X-Frame-Options") != "DENY" {
				t.Fatalf("%d %v", w.Code, w.Header())
			}
			says(t, "waiting", w.Body.String(), "loading, 25 of 100 done", "Look again now")
			time.Sleep(4 * time.Second)
		}
		w := get(longPage, time.Minute)
		if w.Code != http.StatusOK || w.Header().Get("Refresh") != "" || store.loads.Load() != 1 {
			t.Errorf("%d %v, loaded %d times", w.Code, w.Header(), store.loads.Load())
		}
		says(t, "page", w.Body.String(), "Robustness")
		quick, now := waits(t, 0)
		if got := now(longPage, time.Minute); got.Body.String() != w.Body.String() || quick.loads.Load() != 1 {
			t.Error("the page differs from one that is there at once")
		}
	})
}

// TestAPageThatTakesItsTimeIsForEachWhoWaits: who has it is told so, and who has lost it meanwhile, or never had it, gets all of it.
func TestAPageThatTakesItsTimeIsForEachWhoWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, get := waits(t, 0)
		tag := get(longPage, time.Minute).Header().Get("ETag")
		store.takes = 8 * time.Second
		for last, status := range map[string]int{"If-None-Match: " + tag: http.StatusNotModified, "If-None-Match: ": http.StatusOK} {
			s := &service{t: t, store: store, handler: handlers.New(handlers.Options{Store: store, Lang: "en"})}
			ask := func(header string) *httptest.ResponseRecorder {
				return s.do(request{path: longPage, header: []string{header, "Accept: text/html"}})
			}
			if w := ask("If-None-Match: " + tag); w.Code != http.StatusAccepted {
				t.Fatalf("waiting: %d", w.Code)
			}
			if w := ask(last); w.Code != status || w.Header().Get("ETag") != tag || (w.Body.Len() == 0) != (status == http.StatusNotModified) {
				t.Errorf("%s: %d, %d bytes", last, w.Code, w.Body.Len())
			}
		}
	})
}

// TestAPageThatNobodyWaitsFor is given up: at once where its reader leaves before it said anything, else when nobody has come
// back for a while.
func TestAPageThatNobodyWaitsFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, get := waits(t, time.Hour)
		get(longPage, time.Second)
		synctest.Wait()
		if store.givenUp.Load() != 1 {
			t.Error("the reader has left, and the work goes on")
		}
		get(longPage, time.Minute)
		time.Sleep(14 * time.Second)
		if store.givenUp.Load() != 1 {
			t.Error("given up while the page asks again")
		}
		get(longPage, time.Minute)
		time.Sleep(14 * time.Second)
		if store.givenUp.Load() != 1 {
			t.Error("given up while the page asks again")
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if store.givenUp.Load() != 2 {
			t.Error("nobody asks, and the work goes on")
		}
	})
}

// A page that breaks is answered as any other request that does.
func TestAPageThatBreaks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, get := waits(t, 0)
		store.broken = true
		if w := get(longPage, time.Minute); w.Code != http.StatusInternalServerError {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		store.broken = false
		if w := get(longPage, time.Minute); w.Code != http.StatusOK {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
}
