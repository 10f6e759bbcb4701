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
	named := func(typ string, prefix string) bool {
		return slices.ContainsFunc(l.Types, func(value string) bool {
			rest, out := strings.CutPrefix(value, "!")
			return out == (prefix == "!") && graph.TypeNamed(rest) == typ
		})
	}
	plain := slices.ContainsFunc(l.Types, func(value string) bool { return !strings.HasPrefix(value, "!") })
	counts := func(typ string) bool {
		return !named(typ, "!") && (plain && named(typ, "") || !plain && graph.Structural(typ))
	}
	if typ, turned, ok = graph.TypeBetween(a, b); ok && counts(typ) {
		return typ, turned, true
	}
	for _, t := range graph.TypeCatalogue() {
		switch {
		case !counts(t.ID):
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
