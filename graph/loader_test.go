package graph_test

import (
	"math/rand/v2"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

func reload(t *testing.T, g *graph.Graph) *graph.Graph {
	t.Helper()
	l := graph.NewLoader(g.Nodes(), g.Edges())
	for i := range g.Nodes() {
		if err := l.Node(g.Node(i)); err != nil {
			t.Fatal(err)
		}
	}
	for e := range g.Edges() {
		if err := l.Edge(g.Edge(e)); err != nil {
			t.Fatal(err)
		}
	}
	return l.Graph(g.Attributes())
}

func TestLoaderMakesTheSameGraph(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	graphs := map[string]*graph.Graph{
		"empty": graph.Empty(), "town": graphtest.Town(), "values": graphtest.EveryValue(), "hostile": graphtest.Hostile(),
		"random": graphtest.RandomGraph(r, 300),
	}
	for name, g := range graphs {
		t.Run(name, func(t *testing.T) {
			loaded := reload(t, g)
			graphtest.Same(t, loaded, g)
			for e := range g.Edges() {
				if at, there := loaded.FindEdge(g.EdgeID(e)); !there || at != e {
					t.Fatalf("edge %q is not at %d", g.EdgeID(e), e)
				}
			}
			// What is made of a loaded graph is what is made of the graph.
			for range 50 {
				c := graphtest.RandomChanges(r, g)
				want, err := g.Apply(c)
				got, gotErr := loaded.Apply(c)
				if err != nil || gotErr != nil {
					t.Fatal(err, gotErr)
				}
				graphtest.Same(t, got, want)
			}
		})
	}
}

func TestLoaderRefusesDisorder(t *testing.T) {
	for what, load := range map[string]func(*graph.Loader) error{
		"a node twice":       func(l *graph.Loader) error { return l.Node(graph.Node{ID: "b"}) },
		"a lower node":       func(l *graph.Loader) error { return l.Node(graph.Node{ID: "a"}) },
		"no id":              func(l *graph.Loader) error { return l.Node(graph.Node{}) },
		"an edge without id": func(l *graph.Loader) error { return l.Edge(graph.Edge{Source: "b", Target: "b"}) },
		"an unknown end":     func(l *graph.Loader) error { return l.Edge(graph.Edge{ID: "e", Source: "b", Target: "c"}) },
		"a lower edge": func(l *graph.Loader) error {
			if err := l.Edge(graph.Edge{ID: "e", Source: "b", Target: "b"}); err != nil {
				t.Fatal(err)
			}
			return l.Edge(graph.Edge{ID: "d", Source: "b", Target: "b"})
		},
		"a node after an edge": func(l *graph.Loader) error {
			if err := l.Edge(graph.Edge{ID: "e", Source: "b", Target: "b"}); err != nil {
				t.Fatal(err)
			}
			return l.Node(graph.Node{ID: "c"})
		},
	} {
		l := graph.NewLoader(0, 0)
		if err := l.Node(graph.Node{ID: "b"}); err != nil {
			t.Fatal(err)
		}
		if err := load(l); graph.KindOf(err) != graph.Invalid || err == nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}
