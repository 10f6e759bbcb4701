package centrality

import (
	"context"
	"slices"

	"trama/analysis/internal/view"
	"trama/analysis/structure"
)

// pruned is a view without its hanging trees, which all paths enter and leave by the node that they hang on (Sarıyüce, Saule,
// Kaya, Çatalyürek 2012, doi:10.48550/arXiv.1209.6007).
type pruned struct {
	core    *view.View
	was     []uint32  // the node of the view that each of the core is
	mass    []float64 // of each node of the core: how many nodes it stands for, itself and those that hang on it
	through []float64 // for each node of the view, the pairs whose paths pass it since one of the two hangs on it
}

// withoutTrees takes leaves away, and those that are leaves then. O(n+m).
func withoutTrees(ctx context.Context, v *view.View) (*pruned, error) {
	components, err := structure.NewComponents(ctx, v)
	if err != nil {
		return nil, err
	}
	n := v.N()
	left, out := make([]int, n), make([]bool, n)
	mass, squares := make([]float64, n), make([]float64, n) // squares: of the trees that hang on a node
	for u := range n {
		left[u], mass[u] = v.Degree(u), 1
	}
	for leaf := range n {
		for u := leaf; left[u] == 1 && !out[u]; {
			row := v.Row(u)
			on := int(row[slices.IndexFunc(row, func(w uint32) bool { return !out[w] })])
			out[u] = true
			left[on]--
			mass[on] += mass[u]
			squares[on] += mass[u] * mass[u]
			u = on
		}
	}
	p := &pruned{through: make([]float64, n)}
	for u := range n {
		hanging, others := mass[u]-1, float64(components.Sizes[components.Of[u]])-mass[u]
		p.through[u] = (hanging*hanging-squares[u])/2 + hanging*others
	}
	p.core, p.was = v.Without(out)
	for _, u := range p.was {
		p.mass = append(p.mass, mass[u])
	}
	return p, nil
}
