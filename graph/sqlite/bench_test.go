package sqlite_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"trama/graph"
	"trama/graph/sqlite"
)

// sizes are the networks that the benchmarks take: nodes, five times as many edges. TRAMA_BENCH_LARGE=1 adds a million.
func sizes() []int {
	if os.Getenv("TRAMA_BENCH_LARGE") == "1" {
		return []int{1_000, 100_000, 1_000_000}
	}
	return []int{1_000, 100_000}
}

// region returns a network with label, kind, type and weight.
func region(nodes int) *graph.Graph {
	r := rand.New(rand.NewPCG(1, 1))
	b := graph.NewBuilder()
	kinds, types := []string{"person", "person", "person", "service", "organization"}, []string{"collaborates", "knows", "uses", "offers"}
	label, weight := b.NodeColumn("label"), b.EdgeColumn("weight")
	for i := range nodes {
		row := b.Node(fmt.Sprintf("n%07d", i))
		b.SetKind(row, kinds[r.IntN(len(kinds))])
		b.SetNode(row, label, graph.TextValue(fmt.Sprintf("Node number %d", i)))
	}
	for range 5 * nodes {
		e := b.Edge(graph.BuilderEdge{Source: r.IntN(nodes), Target: r.IntN(nodes), Type: types[r.IntN(len(types))]})
		b.SetEdge(e, weight, graph.FloatValue(float64(1+r.IntN(100))/10))
	}
	g, _ := b.Build()
	return g
}

func stored(b *testing.B, path string, g *graph.Graph) *sqlite.Store {
	s := open(b, path)
	if _, err := s.Import(b.Context(), "n", 0, g, graph.Commit{}); err != nil {
		b.Fatal(err)
	}
	return s
}

func BenchmarkImport(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g := region(n)
			for i := 0; b.Loop(); i++ {
				s := stored(b, filepath.Join(b.TempDir(), fmt.Sprint(i)), g)
				if err := s.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "trama.db")
			if err := stored(b, path, region(n)).Close(); err != nil {
				b.Fatal(err)
			}
			if info, err := os.Stat(path); err == nil {
				defer b.ReportMetric(float64(info.Size())/1e6, "file-MB")
			}
			for b.Loop() {
				s := open(b, path)
				if _, err := s.Load(b.Context(), "n", 0); err != nil {
					b.Fatal(err)
				}
				s.Close()
			}
		})
	}
}

// BenchmarkApply commits one node with one edge, as a table's command does.
func BenchmarkApply(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := stored(b, filepath.Join(b.TempDir(), "trama.db"), region(n))
			defer s.Close()
			base := graph.Revision(1)
			for b.Loop() {
				id := fmt.Sprintf("new%d", base)
				made, err := s.Apply(b.Context(), "n", base, graph.Commit{Changes: graph.Changes{
					PutNodes: []graph.NodeChange{{ID: id}}, PutEdges: []graph.EdgeChange{{Source: id, Target: "n0000001"}},
				}})
				if err != nil {
					b.Fatal(err)
				}
				base = made
			}
		})
	}
}

func BenchmarkDelete(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g := region(n)
			s := open(b, filepath.Join(b.TempDir(), "trama.db"))
			defer s.Close()
			for b.Loop() {
				b.StopTimer()
				if _, err := s.Import(b.Context(), "n", 0, g, graph.Commit{}); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				if err := s.Delete(b.Context(), "n", 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
