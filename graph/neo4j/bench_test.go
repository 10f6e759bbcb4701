package neo4j_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

// volume returns a graph of n nodes and 5n edges with four attributes each, as a register has them. TRAMA_BENCH_NODES
// sets n.
func volume(b *testing.B) *graph.Graph {
	b.Helper()
	n := 100_000
	if text := os.Getenv("TRAMA_BENCH_NODES"); text != "" {
		n, _ = strconv.Atoi(text)
	}
	r := rand.New(rand.NewPCG(1, 2))
	kinds := []string{graph.Person, graph.Service, graph.Organization, graph.Place}
	build := graph.NewBuilder()
	label, area, lat, weight, since := build.NodeColumn("label"), build.NodeColumn("area"), build.NodeColumn("lat"), build.EdgeColumn("weight"), build.EdgeColumn("since")
	for i := range n {
		row := build.Node(fmt.Sprintf("n%07d", i))
		build.SetKind(row, kinds[r.IntN(len(kinds))])
		build.SetNode(row, label, graph.TextValue(fmt.Sprintf("Nodo numero %d", i)))
		build.SetNode(row, area, graph.TextValue(fmt.Sprintf("area %d", r.IntN(40))))
		build.SetNode(row, lat, graph.FloatValue(45+r.Float64()))
	}
	day, _ := graph.DateValue("2026-01-31")
	for i := range 5 * n {
		e := build.Edge(graph.BuilderEdge{Source: i % n, Target: r.IntN(n), Type: []string{"knows", "collaborates", "refers"}[r.IntN(3)], Directed: true})
		build.SetEdge(e, weight, graph.FloatValue(1+r.Float64()))
		build.SetEdge(e, since, day)
	}
	g, _ := build.Build()
	return g
}

func BenchmarkImport(b *testing.B) {
	graphtest.Getenv(b, "TRAMA_TEST_NEO4J_URI")
	g := volume(b)
	s := empty(b)
	b.ResetTimer()
	for i := range b.N {
		if _, err := s.Import(context.Background(), fmt.Sprintf("n%d", i), 0, g, graph.Commit{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*(g.Nodes()+g.Edges()))/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkLoad(b *testing.B) {
	for _, how := range []struct {
		name string
		at   graph.Revision
	}{{"newest", 0}, {"old", 1}} {
		b.Run(how.name, func(b *testing.B) {
			graphtest.Getenv(b, "TRAMA_TEST_NEO4J_URI")
			g := volume(b)
			s := empty(b)
			if _, err := s.Import(context.Background(), "n", 0, g, graph.Commit{}); err != nil {
				b.Fatal(err)
			}
			if _, err := s.Apply(context.Background(), "n", 1, graph.Commit{Changes: graph.Changes{RemoveNodes: []string{g.NodeID(0)}}}); err != nil {
				b.Fatal(err)
			}
			b.ResetTimer()
			for range b.N {
				other := s.again(b) // its memory is empty
				if _, err := other.Load(context.Background(), "n", how.at); err != nil {
					b.Fatal(err)
				}
				other.Close()
			}
			b.ReportMetric(float64(b.N*(g.Nodes()+g.Edges()))/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
