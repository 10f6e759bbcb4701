package analysis

import (
	"slices"
	"strings"

	"trama/graph"
)

// typeBetween returns the first type, in the catalogue's order, that may join nodes of two kinds and that the lens
// counts, so that a relation proposed is one of the view. Types that the lens names and the catalogue does not know may
// join any. turned and ok are those of graph.TypeBetween.
func typeBetween(l graph.Lens, a, b string) (typ string, turned, ok bool) {
	if len(l.Types) == 0 {
		return graph.TypeBetween(a, b)
	}
	if typ, turned, ok = graph.TypeBetween(a, b); ok && counted(l, typ) {
		return typ, turned, true
	}
	for _, t := range graph.TypeCatalogue() {
		switch {
		case !counted(l, t.ID):
		case t.Joins(a, b):
			return t.ID, false, true
		case t.Joins(b, a):
			return t.ID, true, true
		}
	}
	for _, value := range l.Types {
		if _, known := graph.FindType(graph.TypeNamed(value)); !known && !strings.HasPrefix(value, "!") {
			return value, false, true
		}
	}
	return "", false, false
}

// counted tells whether the lens counts relations of a type that the catalogue knows.
func counted(l graph.Lens, typ string) bool {
	wanted, plain := false, false
	for _, value := range l.Types {
		name, out := strings.CutPrefix(value, "!")
		same := graph.TypeNamed(name) == typ
		if out && same {
			return false
		}
		wanted, plain = wanted || same, plain || !out
	}
	return wanted || !plain && graph.Structural(typ)
}

// leavingOut returns the lens with those of the nodes to leave out that a graph has: another state of a network may lack
// them.
func leavingOut(l graph.Lens, g *graph.Graph) graph.Lens {
	l.LeaveOut = slices.DeleteFunc(slices.Clone(l.LeaveOut), func(id string) bool {
		_, there := g.FindNode(id)
		return !there
	})
	return l
}

// passing returns what a relation that is tried needs so that the lens counts it: its status, and weight enough.
func passing(l graph.Lens) graph.Attributes {
	var attrs graph.Attributes
	for _, status := range l.Statuses {
		if !strings.HasPrefix(status, "!") {
			attrs = attrs.With("status", graph.TextValue(status))
			break
		}
	}
	if l.MinWeight > 1 {
		attrs = attrs.With("weight", graph.FloatValue(l.MinWeight))
	}
	return attrs
}
