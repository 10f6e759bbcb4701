package analysis

import (
	"slices"

	"trama/graph"
)

// leavingOut returns the lens with those of the nodes to leave out that a graph has: another state of a network may lack
// them.
func leavingOut(l graph.Lens, g *graph.Graph) graph.Lens {
	l.LeaveOut = slices.DeleteFunc(slices.Clone(l.LeaveOut), func(id string) bool {
		_, there := g.FindNode(id)
		return !there
	})
	return l
}

// isDefault tells whether a lens is the default one.
func isDefault(l graph.Lens) bool {
	lists := len(l.Kinds) + len(l.Types) + len(l.Statuses) + len(l.Areas) + len(l.Where) + len(l.LeaveOut)
	return lists == 0 && l.AsOf == "" && l.MinWeight == 0 && !l.Everything && !l.Records
}
