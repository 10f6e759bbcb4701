package api

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"

	"github.com/gin-gonic/gin"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
)

// TestWhatAListShowedIsNotSearchedAgain asks for the missing relations, and then for one of them: it is the one that was
// found already, as long as the network stays the same.
func TestWhatAListShowedIsNotSearchedAgain(t *testing.T) {
	store := graphtest.Memory()
	if _, err := graph.Import(t.Context(), store, "borgo", graphtest.Town(), graph.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	s := New(Options{Store: store, Lang: "it", Settings: Settings{Seed: 1}, Log: slog.New(slog.DiscardHandler)})
	engine := gin.New()
	s.Routes(engine)
	ask := func(path string) {
		w := httptest.NewRecorder()
		engine.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/api/v1/networks/borgo/"+path, nil))
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	source := func() analysis.Source {
		st, err := s.stateOf(t.Context(), "borgo", "")
		if err != nil {
			t.Fatal(err)
		}
		src, err := s.sourceOf(t.Context(), st)
		if err != nil {
			t.Fatal(err)
		}
		return src
	}
	src := source()
	list, err := analysis.Missing(t.Context(), src, analysis.DefaultMissingOptions())
	if err != nil {
		t.Fatal(err)
	}
	id := list.Suggestions[0].ID
	want, err := analysis.MissingPair(t.Context(), src, s.sought(id, ""))
	if err != nil {
		t.Fatal(err)
	}
	ask("missing?leave_out=ada")
	if s.pairs.Len() != 0 {
		t.Error("a list through another lens is kept")
	}
	for _, path := range []string{"missing?format=html&lang=it", "report?format=html&lang=it"} {
		s.pairs.Purge() // lists are kept too: they say again what they show
		ask(path)
		if s.pairs.Len() != len(list.Suggestions) {
			t.Errorf("%s: %d kept, want %d", path, s.pairs.Len(), len(list.Suggestions))
		}
		kept, _ := s.pairs.Get(foundIn(src, s.sought(id, "")))
		got, err := s.Suggestion(t.Context(), source(), id, "")
		if err != nil || got != kept || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v, %v", path, got, want, err)
		}
	}
	done, end := context.WithCancel(t.Context())
	end()
	if _, err := s.Suggestion(done, source(), id, ""); err != nil {
		t.Errorf("what is kept is searched again: %v", err)
	}
	if _, err := s.Suggestion(t.Context(), source(), "ada~bruno", ""); graph.KindOf(err) != graph.NotFound {
		t.Errorf("a pair that is not missing: %v", err)
	}
	if _, err := store.Apply(t.Context(), "borgo", 1, graph.Commit{Changes: graph.Changes{RemoveNodes: []string{list.Suggestions[0].Source}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Suggestion(t.Context(), source(), id, ""); graph.KindOf(err) != graph.NotFound {
		t.Errorf("what was found in another state: %v", err)
	}
}
