package sqlite_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

// TestSeparatorsInValues loads kinds and types that hold the separators of rows read together, as whole rows too.
func TestSeparatorsInValues(t *testing.T) {
	kinds := []string{"\x1e", "\x1f", "a\x1f{}\x1ezz\x1fperson", "\x1f\x1e\x1f", "a\x1ezz\x1fperson\x1f{}", "\x1fa\x1fb\x1f1\x1f{}\x1eb\x1fx"}
	for _, rows := range []int{1, 40, 2000} {
		b := graph.NewBuilder()
		for i := range rows {
			row := b.Node(fmt.Sprintf("n%05d", i))
			e := graph.BuilderEdge{Source: row, Target: 0, Type: "knows"}
			if i == rows*3/4 {
				e.Type = kinds[0]
			}
			b.Edge(e)
		}
		for i, kind := range kinds {
			b.SetKind(b.Node(fmt.Sprintf("n%05d", rows*i/len(kinds))), kind)
			b.Edge(graph.BuilderEdge{Source: 0, Target: 0, Type: kind})
		}
		g, _ := b.Build()
		path := filepath.Join(t.TempDir(), "trama.db")
		s := open(t, path)
		put(t, s, "n", g)
		s.Close()
		s = open(t, path)
		loaded, err := s.Load(t.Context(), "n", 0)
		if err != nil {
			t.Fatalf("%d rows: %v", rows, err)
		}
		graphtest.Same(t, loaded, g)
		s.Close()
	}
}

// TestLargeValues loads values of a megabyte, alone and many in turn.
func TestLargeValues(t *testing.T) {
	if testing.Short() {
		t.Skip("many megabytes")
	}
	b := graph.NewBuilder()
	for i := range 300 {
		row := b.Node(fmt.Sprintf("n%05d", i))
		if i == 100 || i >= 280 {
			b.SetNode(row, b.NodeColumn("description"), graph.TextValue(strings.Repeat(string(rune('a'+i%20)), graph.MaxValue)))
		}
	}
	g, _ := b.Build()
	path := filepath.Join(t.TempDir(), "trama.db")
	s := open(t, path)
	put(t, s, "n", g)
	s.Close()
	s = open(t, path)
	defer s.Close()
	loaded, err := s.Load(t.Context(), "n", 0)
	if err != nil {
		t.Fatal(err)
	}
	graphtest.Same(t, loaded, g)
}
