package graphtest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"trama/graph"
)

// RandomTown returns a small town of n nodes, of several kinds, of none and of an unknown one, with areas, tags and needs.
func RandomTown(t testing.TB, r *rand.Rand, n int) *graph.Graph {
	t.Helper()
	kinds := []string{graph.Person, graph.Service, graph.Organization, graph.Place, graph.Action, graph.Need, "gatto", ""}
	var c graph.Changes
	for i := range n {
		kind := kinds[r.IntN(len(kinds))]
		attrs := graph.Attributes{}.With("area", graph.TextValue([]string{"Centro", "Borgo", "Colle"}[r.IntN(3)]))
		if r.IntN(2) == 0 {
			attrs = attrs.With("tags", graph.ListValue([]string{[]string{"scuola", "casa", "cibo"}[r.IntN(3)]}))
		}
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: fmt.Sprintf("n%02d", i), Kind: &kind, Attributes: attrs})
	}
	for range n {
		a, b := r.IntN(n), r.IntN(n)
		x, y := c.PutNodes[a], c.PutNodes[b]
		typ, turned, ok := graph.TypeBetween(*x.Kind, *y.Kind)
		if a == b || !ok {
			continue
		}
		if turned {
			x, y = y, x
		}
		c.PutEdges = append(c.PutEdges, graph.EdgeChange{Source: x.ID, Target: y.ID, Type: &typ})
	}
	g, err := graph.Empty().Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	return g
}
