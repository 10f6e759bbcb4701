package drawing

import (
	"fmt"
	"testing"

	"trama/graph"
	"trama/locale"
)

// chains is a graph of chains of nodes, one for each length.
func chains(lengths ...int) *graph.Graph {
	b := graph.NewBuilder()
	for i, length := range lengths {
		for k := 1; k < length; k++ {
			from, to := b.Node(fmt.Sprintf("c%03d-%03d", i, k-1)), b.Node(fmt.Sprintf("c%03d-%03d", i, k))
			b.Edge(graph.BuilderEdge{Source: from, Target: to, Type: "collaborates"})
		}
	}
	g, _ := b.Build()
	return g
}

// TestSmallPiecesAreDrawnWhole: beside a piece that is too large to be drawn, a piece of three nodes has three.
func TestSmallPiecesAreDrawnWhole(t *testing.T) {
	many := []int{600}
	for range 59 {
		many = append(many, 8)
	}
	for _, c := range []struct {
		what    string
		lengths []int
		want    []int // of the first pieces
	}{
		{"room for all", []int{300, 12}, []int{300, 12}},
		{"a large one beside small ones", []int{600, 8, 3, 2}, []int{307, 8, 3, 2}},
		{"two large ones", []int{400, 400, 5}, []int{157, 157, 5}},
		{"too many small ones", many, []int{179, 2}},
	} {
		s, _ := newSketch(chains(c.lengths...), sketchOptions{lens: graph.Lens{}, locale: locale.New("it"), most: smallLimits()})
		for i, want := range c.want {
			if got := len(s.pieces[i].nodes); got != want {
				t.Errorf("%s: %d of piece %d, want %d", c.what, got, i, want)
			}
		}
	}
}
