package graph_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

// TestDifferences compares the walk with what Diff says, which has its own tests.
func TestDifferences(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	a := graphtest.RandomGraph(r, 50)
	for range 200 {
		b, err := a.Apply(graphtest.RandomChanges(r, a))
		if err != nil {
			t.Fatal(err)
		}
		var nodes, edges []string
		graph.Differences(a, b, func(i, j int) {
			nodes = append(nodes, either(i, j, a.NodeID, b.NodeID))
		}, func(i, j int) {
			edges = append(edges, either(i, j, a.EdgeID, b.EdgeID))
		})
		diff := graph.Diff(a, b)
		var wantNodes, wantEdges []string
		wantNodes = append(wantNodes, diff.RemoveNodes...)
		for _, n := range diff.PutNodes {
			wantNodes = append(wantNodes, n.ID)
		}
		wantEdges = append(wantEdges, diff.RemoveEdges...)
		for _, e := range diff.PutEdges {
			wantEdges = append(wantEdges, e.ID)
		}
		slices.Sort(wantNodes)
		slices.Sort(wantEdges)
		if !slices.IsSorted(nodes) || !slices.IsSorted(edges) || !slices.Equal(nodes, slices.Compact(wantNodes)) || !slices.Equal(edges, slices.Compact(wantEdges)) {
			t.Fatalf("nodes %q, edges %q; the diff has %q, %q", nodes, edges, wantNodes, wantEdges)
		}
		a = b
	}
}

func either(i, j int, a, b func(int) string) string {
	if j >= 0 {
		return b(j)
	}
	return a(i)
}
