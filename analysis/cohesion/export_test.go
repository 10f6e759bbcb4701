package cohesion

import "trama/analysis/internal/view"

// TreeBelow is treeBelow of a view that is a tree.
func TreeBelow(v *view.View, number float64) int {
	nodes := make([]uint32, v.N())
	for u := range nodes {
		nodes[u] = uint32(u)
	}
	return newProduct(v, nodes).treeBelow(len(nodes), number)
}
