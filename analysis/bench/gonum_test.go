package bench_test

import (
	"context"
	"math/rand/v2"
	"testing"

	oracle "gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/path"
	"gonum.org/v1/gonum/graph/topo"

	"trama/analysis/centrality"
	"trama/analysis/cohesion"
	"trama/analysis/community"
	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
	"trama/analysis/paths"
	"trama/analysis/structure"
)

// BenchmarkAgainstGonum runs our kernel and gonum's on the same view, for the column of docs/methods.md: seen from the
// same side, so that what is measured is the algorithm and not the way in which the graph is kept.
func BenchmarkAgainstGonum(b *testing.B) {
	ctx := context.Background()
	made := func(name string) *view.View {
		e, err := graphs.Made(name, 1)
		if err != nil {
			b.Fatal(err)
		}
		return e.View()
	}
	large, small := made("ba:10000:5"), made("ba:1000:5")
	for _, task := range []struct {
		name        string
		ours, gonum func()
	}{
		{"components", func() { structure.NewComponents(ctx, large) }, func() { topo.ConnectedComponents(large) }},
		{"kcore", func() { cohesion.Cores(ctx, large) }, func() { topo.DegeneracyOrdering(large) }},
		{"pagerank", func() { centrality.PageRank(ctx, large, centrality.PageRankOptions{Tolerance: 1e-8}) },
			func() { network.PageRankSparse(large.Arcs(), .85, 1e-8) }},
		{"betweenness", func() { centrality.NewBetweenness(ctx, small, centrality.Options{}) }, func() { network.Betweenness(small) }},
		{"harmonic", func() { paths.Harmonic(ctx, small, paths.Options{}) }, func() { network.Harmonic(small, path.DijkstraAllPaths(small)) }},
		{"communities", func() { community.New(ctx, small, community.Options{Runs: 1}) },
			func() { oracle.Modularize(small, 1, rand.NewPCG(1, 1)) }},
	} {
		b.Run(task.name+"/ours", func(b *testing.B) {
			for b.Loop() {
				task.ours()
			}
		})
		b.Run(task.name+"/gonum", func(b *testing.B) {
			for b.Loop() {
				task.gonum()
			}
		})
	}
}
