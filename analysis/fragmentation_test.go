package analysis

import (
	"context"
	"strconv"
	"testing"

	"trama/analysis/paths"
	"trama/graph"
)

// Beyond the bound of exact distances the diameter is the longest that well-chosen searches find: between the ends of two tails of a
// star, from neither of which a sample of nodes looks.
func TestTheDiameterIsFoundBeyondASample(t *testing.T) {
	b := graph.NewBuilder()
	const tail = 6
	n := paths.ExactUpTo + 1
	for i := range n {
		b.Node(strconv.Itoa(i))
		if before := n - 2*tail; i > 0 && (i < before || i == before || i == before+tail) {
			b.Edge(graph.BuilderEdge{Source: 0, Target: i})
		} else if i > 0 {
			b.Edge(graph.BuilderEdge{Source: i - 1, Target: i})
		}
	}
	g, _ := b.Build()
	v, _, err := viewOf(context.Background(), Source{Graph: g}, graph.Lens{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := fragmentationOf(context.Background(), v, paths.Options{Seed: 1})
	if err != nil || f.Exact || f.Diameter != 2*tail {
		t.Errorf("diameter %d, want %d; exact %v, %v", f.Diameter, 2*tail, f.Exact, err)
	}
	if far, err := paths.New(context.Background(), v, paths.Options{Seed: 1}); err != nil || far.Diameter() >= 2*tail {
		t.Errorf("the sample alone sees %d; %v", far.Diameter(), err)
	}
}
