package graph_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
)

func TestPairsAreNamedBothWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.String().Draw(t, "a"), rapid.String().Draw(t, "b")
		id := graph.PairID(a, b)
		if id != graph.PairID(b, a) || strings.Count(id, "~") != 1 {
			t.Fatalf("%q", id)
		}
		x, y, ok := graph.PairOf(id)
		if a == b {
			if ok {
				t.Fatalf("%q is a pair of one", id)
			}
			return
		}
		if !ok || x != min(a, b) || y != max(a, b) {
			t.Fatalf("%q %q of %q", x, y, id)
		}
	})
}

func TestWhatIsNoPair(t *testing.T) {
	for _, id := range []string{"", "a", "a~", "~b", "b~a", "a~a", "a~b~c", "a~b c", "a~%6", "a~%zz", "a~%62", "a~%c3%a8", "a%7e~b", "a%7Eb"} {
		if a, b, ok := graph.PairOf(id); ok && id != "~b" {
			t.Errorf("%q is %q and %q", id, a, b)
		}
	}
	if a, b, ok := graph.PairOf("a%7Eb~c"); !ok || a != "a~b" || b != "c" {
		t.Errorf("%q %q %v", a, b, ok)
	}
}

func TestPairNamed(t *testing.T) {
	for text, want := range map[string]string{
		"a~b": "a~b", "b~a": "a~b", "doposcuola~caritas": "caritas~doposcuola", "z%7E~a%20b": "a%20b~z%7E",
		"a": "a", "a~b~c": "a~b~c", "b~knows~a~1": "b~knows~a~1", "b c~a": "b c~a", "": "",
	} {
		if got := graph.PairNamed(text); got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}
