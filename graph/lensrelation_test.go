package graph_test

import (
	"testing"

	"trama/graph"
)

// A lens without types counts the structural ones; one that names types these alone; one that excludes some the other
// structural ones. Names may be Italian, and the last word is that of an exclusion.
func TestWhatALensCounts(t *testing.T) {
	for _, c := range []struct {
		types    []string
		typ      string
		expected bool
	}{
		{nil, "knows", true}, {nil, "answers", false},
		{[]string{"knows"}, "knows", true}, {[]string{"knows"}, "uses", false}, {[]string{"conosce"}, "knows", true},
		{[]string{"answers"}, "answers", true}, {[]string{"answers"}, "knows", false},
		{[]string{"!knows"}, "knows", false}, {[]string{"!conosce"}, "knows", false}, {[]string{"!knows"}, "uses", true}, {[]string{"!knows"}, "answers", false},
		{[]string{"uses", "!knows"}, "uses", true}, {[]string{"uses", "!knows"}, "offers", false}, {[]string{"knows", "!knows"}, "knows", false},
	} {
		if got := (graph.Lens{Types: c.types}).Counts(c.typ); got != c.expected {
			t.Errorf("%v counts %s: %v", c.types, c.typ, got)
		}
	}
	if whole := (graph.Lens{Everything: true}); !whole.Counts("answers") {
		t.Error("a lens on everything does not count answers")
	}
}

// A relation that is tried between two kinds is of the first type of the catalogue that may join them and that the lens counts,
// else of a type that the lens names and the catalogue does not know; turned where it goes the other way.
func TestTheTypeThatALensLeavesBetweenTwoKinds(t *testing.T) {
	for _, c := range []struct {
		types []string
		a, b  string
		typ   string
		turn  bool
	}{
		{nil, "person", "person", "collaborates", false}, {nil, "place", "place", "", false}, {nil, "action", "place", "hosts", true}, {nil, "place", "action", "hosts", false},
		{nil, "gatto", "place", "collaborates", false},
		{[]string{"knows"}, "person", "person", "knows", false}, {[]string{"!collaborates"}, "person", "person", "knows", false},
		{[]string{"offers"}, "organization", "service", "offers", false}, {[]string{"offers"}, "service", "organization", "offers", true},
		{[]string{"offers"}, "person", "person", "", false}, {[]string{"offers", "parente"}, "person", "person", "parente", false},
		{[]string{"!parente"}, "place", "place", "", false}, {[]string{"collaborates", "parente"}, "person", "person", "collaborates", false},
	} {
		typ, turned, ok := (graph.Lens{Types: c.types}).TypeBetween(c.a, c.b)
		if typ != c.typ || turned != c.turn || ok != (c.typ != "") {
			t.Errorf("%v, %s and %s: %q, turned %v, ok %v", c.types, c.a, c.b, typ, turned, ok)
		}
	}
}

// A relation that is tried has the first status that the lens asks for, and weight enough: one without a weight weighs 1.
func TestWhatIsTriedPassesTheLens(t *testing.T) {
	for _, c := range []struct {
		lens           graph.Lens
		status, weight string
	}{
		{graph.Lens{}, "", ""}, {graph.Lens{MinWeight: 1}, "", ""}, {graph.Lens{MinWeight: 2.5}, "", "2.5"},
		{graph.Lens{Statuses: []string{"!retired", "validated", "declared"}}, "validated", ""}, {graph.Lens{Statuses: []string{"!contested"}}, "", ""},
	} {
		attrs := c.lens.Passing()
		if got := [2]string{attrs.Get("status").String(), attrs.Get("weight").String()}; got != [2]string{c.status, c.weight} {
			t.Errorf("%+v: %q", c.lens, got)
		}
	}
}
