package main

import (
	"testing"

	"trama/graph"
)

func TestRelationsAreTwoEndsAndMaybeAType(t *testing.T) {
	b := graph.NewBuilder()
	b.Node("in a")
	b.Node("in b, c")
	g, _ := b.Build()
	got, err := relations(g, texts{`in a,"in b, c"`, `"in b, c",in a,knows`})
	if err != nil || len(got) != 2 || got[0].Target != "in b, c" || got[0].Type != "" || got[1].Type != "knows" {
		t.Errorf("%+v, %v", got, err)
	}
	for text, kind := range map[string]graph.ErrorKind{"in a": graph.Usage, "in a,x,y,z": graph.Usage, "in a,nessuno": graph.NotFound, `"in a`: graph.Usage} {
		if _, err := relations(g, texts{text}); graph.KindOf(err) != kind {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// An empty kind or type is that of nodes and relations without one, alone or beside others; a list of nothing is no filter.
func TestEmptyKindsAndTypes(t *testing.T) {
	b := graph.NewBuilder()
	b.SetKind(b.Node("a"), "person")
	b.Edge(graph.BuilderEdge{Source: b.Node("a"), Target: b.Node("b"), Type: "knows"})
	b.Edge(graph.BuilderEdge{Source: b.Node("b"), Target: b.Node("c")})
	g, _ := b.Build()
	for _, c := range []struct {
		kinds, types texts
		nodes, edges int
	}{
		{nil, nil, 3, 2}, {texts{""}, nil, 2, 1}, {texts{"!"}, nil, 1, 0}, {texts{"", "person"}, nil, 3, 2}, {texts{","}, nil, 3, 2},
		{nil, texts{""}, 3, 1}, {nil, texts{"!"}, 3, 1}, {nil, texts{"", "knows"}, 3, 2},
	} {
		lens, err := lensFlags{kinds: c.kinds, types: c.types, note: func([]graph.Sentence) {}}.lens(g)
		if err != nil {
			t.Fatal(err)
		}
		if s, err := lens.Select(g); err != nil || s.NodeCount != c.nodes || s.EdgeCount != c.edges {
			t.Errorf("%q %q: %d nodes and %d edges, %v; want %d and %d", c.kinds, c.types, s.NodeCount, s.EdgeCount, err, c.nodes, c.edges)
		}
	}
}
