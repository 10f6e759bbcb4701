package drawing

import (
	"testing"

	"trama/graph"
	"trama/locale"
)

func BenchmarkSketchOfAMillionNodes(b *testing.B) {
	g := built(b, 1_000_000, 3_000_000)
	b.ResetTimer()
	for b.Loop() {
		if s, ok := newSketch(g, sketchOptions{lens: graph.Lens{}, locale: locale.New("it"), most: wholeLimits()}); !ok || s.drawn() == 0 {
			b.Fatal("nothing drawn")
		}
	}
}

// built is a graph of n nodes and m edges between nodes picked by a plain congruence.
func built(t testing.TB, n, m int) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	id := func(i int) int {
		buf := []byte("n0000000")
		for k := len(buf) - 1; i > 0; k, i = k-1, i/10 {
			buf[k] = '0' + byte(i%10)
		}
		return b.Node(string(buf))
	}
	for i := range n {
		id(i)
	}
	x := uint64(1)
	for range m {
		x = x*6364136223846793005 + 1442695040888963407
		b.Edge(graph.BuilderEdge{Source: int(x>>33) % n, Target: int(x>>40) % n, Type: "collaborates"})
	}
	g, _ := b.Build()
	return g
}
