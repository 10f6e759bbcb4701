package view

import "trama/graph"

// Namegiver returns the node that a group of nodes is named after: its best connected organization, else its best connected
// node, the first of equals; −1 for no nodes.
func (v *View) Namegiver(nodes []uint32) int {
	g := v.Graph()
	best, bestIs := -1, false
	for _, u := range nodes {
		is := g.Kind(v.Position(int(u))) == graph.Organization
		if best < 0 || is && !bestIs || is == bestIs && v.Degree(int(u)) > v.Degree(best) {
			best, bestIs = int(u), is
		}
	}
	return best
}
