package graph_test

import (
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/graphtest"
)

// A Builder of a graph builds that graph, and more edges are those that Apply adds.
func TestBuilderOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := graphtest.Drawing{Names: []string{"label", "weight"}, Weights: []graph.Value{graph.IntegerValue(2), graph.FloatValue(0.5)}}.Graph().Draw(t, "graph")
		if got, _ := graph.BuilderOf(g).Build(); got.Digest() != g.Digest() {
			t.Fatalf("another graph")
		}
	})
	town, typ := graphtest.Town(), "refers"
	want, err := town.Apply(graph.Changes{PutEdges: []graph.EdgeChange{{Source: town.NodeID(0), Target: town.NodeID(1), Type: &typ, Attributes: graph.Attributes{{Name: "weight", Value: graph.IntegerValue(2)}}}}})
	if err != nil {
		t.Fatal(err)
	}
	b := graph.BuilderOf(town)
	b.SetEdge(b.Edge(graph.BuilderEdge{Source: 0, Target: 1, Type: typ, Directed: true}), b.EdgeColumn("weight"), graph.IntegerValue(2))
	if got, _ := b.Build(); got.Digest() != want.Digest() {
		t.Error("an edge more is another one")
	}
}

func TestWithoutNodeColumns(t *testing.T) {
	g := graphtest.Town()
	before := g.Digest()
	less := g.WithoutNodeColumns([]string{"label", "nowhere"})
	if less.NodeColumn("label") != nil || len(less.NodeColumns()) != len(g.NodeColumns())-1 || g.NodeColumn("label") == nil || g.Digest() != before || less.Digest() == before {
		t.Error("the columns")
	}
	if less.Nodes() != g.Nodes() || less.Edges() != g.Edges() || less.Label(0) != less.NodeID(0) {
		t.Error("the rest")
	}
}
