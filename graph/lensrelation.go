package graph

import "strings"

// Counts tells whether the lens counts relations of a type that the catalogue knows.
func (l Lens) Counts(typ string) bool {
	return choose(l.Types, TypeNamed).takes(typ, l.Everything || Structural(typ))
}

// TypeBetween returns the first type, in the catalogue's order, that may join nodes of two kinds and that the lens
// counts, so that a relation proposed is one of what the lens leaves. Types that the lens names and the catalogue does not
// know may join any. turned and ok are those of TypeBetween.
func (l Lens) TypeBetween(a, b string) (typ string, turned, ok bool) {
	if len(l.Types) == 0 {
		return TypeBetween(a, b)
	}
	if typ, turned, ok = TypeBetween(a, b); ok && l.Counts(typ) {
		return typ, turned, true
	}
	for _, t := range TypeCatalogue() {
		switch {
		case !l.Counts(t.ID):
		case t.Joins(a, b):
			return t.ID, false, true
		case t.Joins(b, a):
			return t.ID, true, true
		}
	}
	for _, value := range l.Types {
		if _, known := FindType(TypeNamed(value)); !known && !strings.HasPrefix(value, "!") {
			return value, false, true
		}
	}
	return "", false, false
}

// Passing returns what a relation that is tried needs so that the lens counts it: its status, and weight enough.
func (l Lens) Passing() Attributes {
	var attrs Attributes
	for _, status := range l.Statuses {
		if !strings.HasPrefix(status, "!") {
			attrs = attrs.With("status", TextValue(status))
			break
		}
	}
	if l.MinWeight > 1 {
		attrs = attrs.With("weight", FloatValue(l.MinWeight))
	}
	return attrs
}
