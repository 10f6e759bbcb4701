package render

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
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
	for _, c := range []struct {
		c               circle
		within, touches bool
	}{
		{circle{point{15, 15}, 8}, true, true}, {circle{point{15, 15}, 6}, false, true}, {circle{point{30, 15}, 11}, false, true}, {circle{point{30, 15}, 9}, false, false}, {circle{point{24, 24}, 5}, false, false},
	} {
		if b.within(c.c) != c.within || b.touches(c.c) != c.touches {
			t.Errorf("%v: within %v, touches %v", c.c, b.within(c.c), b.touches(c.c))
		}
	}
}

func TestNamesInTwoLines(t *testing.T) {
	for name, want := range map[string][]string{
		"Biblioteca": nil, "Maria Rossi": nil, "Centro anziani della Stazione": {"Centro anziani", "della Stazione"}, "Unaparolasolamoltolunga": nil,
	} {
		if got := inTwoLines(name); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// No name covers another one or leaves the paper, whatever the network; the best connected of a lone piece has its name.
func TestNamesCoverNoOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(t, "nodes")
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
		s, ok := newSketch(g, graph.Lens{})
		if !ok || len(s.pieces) == 0 {
			return
		}
		p := placed(s)
		var names []box
		for _, l := range p.named(nil) {
			if slices.ContainsFunc(names, l.meets) || l.left < 0 || l.top < 0 || l.right > p.width || l.bottom > p.height {
				t.Fatalf("%v at %v among %v on %v × %v", l.lines, l.box, names, p.width, p.height)
			}
			names = append(names, l.box)
		}
		if len(s.pieces) == 1 && len(names) == 0 && n > 2 {
			t.Fatal("no name at all")
		}
	})
}
