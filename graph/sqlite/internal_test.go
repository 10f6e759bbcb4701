package sqlite

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

// TestFullDisk lets the file have no more pages, as a full disk does: what does not fit is refused and leaves nothing,
// reading goes on, and writing does as soon as there is room.
func TestFullDisk(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "trama.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Import(t.Context(), "n", 0, graphtest.Town(), graph.Commit{}); err != nil {
		t.Fatal(err)
	}
	limit := func(pages int) {
		if _, err := s.write.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
			t.Fatal(err)
		}
	}
	limit(1) // the engine takes it as the pages that there are
	_, err = s.Import(t.Context(), "n", 1, graphtest.Hostile(), graph.Commit{})
	if graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "is full; nothing was written") {
		t.Errorf("an import to a full disk: %v (%s)", err, graph.KindOf(err))
	}
	g, err := s.Load(t.Context(), "n", 0)
	if err != nil {
		t.Fatal(err)
	}
	graphtest.Same(t, g, graphtest.Town())
	if info, err := s.Info(t.Context(), "n"); err != nil || info.Revision != 1 {
		t.Errorf("%+v, %v", info, err)
	}
	limit(1 << 30)
	if made, err := s.Import(t.Context(), "n", 1, graphtest.Hostile(), graph.Commit{}); err != nil || made != 2 {
		t.Errorf("with room again: revision %d, %v", made, err)
	}
}

func TestCacheIsBounded(t *testing.T) {
	var c cache
	graphs := make([]*graph.Graph, 0, 40)
	for i := range 40 {
		g, err := graph.Empty().Apply(graph.Changes{PutNodes: []graph.NodeChange{{ID: fmt.Sprint(i)}}})
		if err != nil {
			t.Fatal(err)
		}
		graphs = append(graphs, g)
		c.put(g)
		c.get(graphs[0].Digest()) // used again and again
	}
	if len(c.graphs) != cachedGraphs || c.get(graphs[0].Digest()) == nil || c.get(graphs[39].Digest()) == nil || c.get(graphs[1].Digest()) != nil {
		t.Errorf("%d graphs are kept; the first %v, the last %v, the second %v", len(c.graphs), c.get(graphs[0].Digest()), c.get(graphs[39].Digest()), c.get(graphs[1].Digest()))
	}
	c.drop(graphs[39].Digest())
	if c.get(graphs[39].Digest()) != nil {
		t.Error("what was dropped is there")
	}
}

// TestLoadsOnce asks for one revision many times at once.
func TestLoadsOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trama.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Import(t.Context(), "n", 0, graphtest.Town(), graph.Commit{}); err != nil {
		t.Fatal(err)
	}
	s.cache = cache{}
	loaded := make(chan *graph.Graph)
	for range 8 {
		go func() {
			g, err := s.Load(t.Context(), "n", 0)
			if err != nil {
				t.Error(err)
			}
			loaded <- g
		}()
	}
	first := <-loaded
	for range 7 {
		if g := <-loaded; g != first {
			t.Error("one revision was loaded twice")
		}
	}
}
