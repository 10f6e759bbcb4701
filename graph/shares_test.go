package graph_test

import (
	"runtime"
	"testing"

	"trama/graph"
)

// TestBuildIsTheSameOnAnyCores builds what is more than one core takes at a time: parallel edges too, and edges with ids of
// their own among the others.
func TestBuildIsTheSameOnAnyCores(t *testing.T) {
	build := func(cores int) *graph.Graph {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		b := collect(100_000, 200_000)
		b.BeginFile()
		for i := range 1000 {
			b.Edge(graph.BuilderEdge{ID: "e" + string(rune('a'+i)), Source: i, Target: i % 7, Type: "knows"})
		}
		for i := range 1000 {
			b.Edge(graph.BuilderEdge{ID: "own" + string(rune('a'+i)), Source: i % 7, Target: i, Type: "knows"})
		}
		g, _ := b.Build()
		return g
	}
	one, two := build(1), build(2)
	if one.Digest() != two.Digest() {
		t.Fatal("another graph on two cores")
	}
	last := ""
	for e := range one.Edges() {
		if id := one.EdgeID(e); id <= last {
			t.Fatalf("edge %s after %s", id, last)
		} else {
			last = id
		}
	}
}
