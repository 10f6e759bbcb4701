package drawing

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/locale"
)

func TestBoxAndLine(t *testing.T) {
	b := box{10, 10, 20, 20}
	for _, c := range []struct {
		p, q point
		want bool
	}{
		{point{0, 15}, point{30, 15}, true}, {point{0, 0}, point{30, 30}, true}, {point{15, 15}, point{16, 16}, true}, {point{15, 0}, point{15, 12}, true},
		{point{0, 5}, point{30, 5}, false}, {point{0, 15}, point{9, 15}, false}, {point{25, 0}, point{25, 30}, false}, {point{0, 19}, point{11, 31}, false}, {point{5, 5}, point{5, 5}, false},
	} {
		if got := b.crossed(c.p, c.q); got != c.want || b.crossed(c.q, c.p) != c.want {
			t.Errorf("%v–%v: %v", c.p, c.q, got)
		}
	}
	if !(box{11, 11, 20, 20}).within(b) || (box{9, 11, 12, 12}).within(b) {
		t.Error("within")
	}
}

func TestNamesInLines(t *testing.T) {
	for name, want := range map[string][]string{
		"Biblioteca": {"Biblioteca"}, "Maria Rossi": {"Maria Rossi"}, "Centro anziani della Stazione": {"Centro anziani", "della Stazione"},
		"Unaparolasolamoltolungacomenessuna": {"Unaparolasolamoltolun…"}, "": {""},
		"Associazione di promozione sociale Mani Vicine": {"Associazione di", "promozione sociale", "Mani Vicine"},
	} {
		if got := inLines(name); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// Every node of a small network has its name, whatever the network: no name covers another one, a node that is not its
// own, or leaves the paper.
func TestEveryNameIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 60).Draw(t, "nodes")
		var c graph.Changes
		typ := "knows"
		for i := range n {
			label := rapid.StringMatching(`[A-Z][a-z]{2,12}( [a-z]{2,10}){0,3}`).Draw(t, "label")
			c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: name("n", i), Attributes: graph.Attributes{{Name: "label", Value: graph.TextValue(label)}}})
			if i > 0 && rapid.IntRange(0, 9).Draw(t, "joined") > 0 {
				c.PutEdges = append(c.PutEdges, graph.EdgeChange{Source: name("n", i), Target: name("n", rapid.IntRange(0, i-1).Draw(t, "to")), Type: &typ})
			}
		}
		g, err := graph.Empty().Apply(c)
		if err != nil {
			t.Fatal(err)
		}
		s, ok := newSketch(g, sketchOptions{lens: graph.Lens{}, locale: locale.New("it"), most: smallLimits()})
		if !ok {
			t.Fatal("no sketch")
		}
		p := placed(s, look{critical: map[string]bool{name("n", 0): true}, ring: ring, names: s.namings()})
		names := p.labels()
		if len(names)+len(s.isolates) != n {
			t.Fatalf("%d names and %d isolates of %d", len(names), len(s.isolates), n)
		}
		paper := box{-.2, -.2, p.width + .2, p.height + .2}
		for i, l := range names {
			if !l.within(paper) {
				t.Fatalf("%v at %v leaves %v", l.lines, l.box, paper)
			}
			for piece := range p.panels {
				if l.meets(p.numeral(piece)) {
					t.Fatalf("%v covers the number of panel %d", l, piece+1)
				}
			}
			for _, other := range names[:i] {
				if x, y := min(l.right, other.right)-max(l.left, other.left), min(l.bottom, other.bottom)-max(l.top, other.top); x > .2 && y > .2 {
					t.Fatalf("%v covers %v", l, other)
				}
			}
		}
	})
}
