package drawing

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"trama/analysis"
	"trama/graph"
)

// star is two states of a hub with spokes: of so many, some are gone, some new, in the later one.
func star(t *testing.T, same, gone, added int) analysis.Union {
	t.Helper()
	b, a := graph.NewBuilder(), graph.NewBuilder()
	spokes := func(b *graph.Builder, prefix string, n int) {
		for i := range n {
			b.Edge(graph.BuilderEdge{Source: b.Node("hub"), Target: b.Node(fmt.Sprintf("%s%03d", prefix, i)), Type: "collaborates"})
		}
	}
	spokes(b, "s", same)
	spokes(a, "s", same)
	spokes(b, "g", gone)
	spokes(a, "n", added)
	// Others whom nothing concerns.
	for i := range same {
		for _, b := range []*graph.Builder{a, b} {
			b.Edge(graph.BuilderEdge{Source: b.Node(fmt.Sprintf("s%03d", i)), Target: b.Node(fmt.Sprintf("t%03d", i)), Type: "collaborates"})
		}
	}
	before, _ := b.Build()
	after, _ := a.Build()
	u, err := analysis.Comparison{States: [2]*graph.Graph{before, after}}.Union()
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestComparedDrawsEachMoveOnce: as many dashed outlines, rings, lines and signs as there are nodes and relations that moved.
func TestComparedDrawsEachMoveOnce(t *testing.T) {
	for _, c := range []struct{ same, gone, added int }{{4, 2, 3}, {1, 1, 0}, {1, 0, 1}, {12, 5, 0}} {
		d := Compared(star(t, c.same, c.gone, c.added), "en")
		svg := string(d.SVG)
		lines := func(move analysis.Move) int {
			if m := regexp.MustCompile(`<path d="([^"]*)" stroke="` + traceOf(move).colour + `" stroke-width="` + traceOf(move).width + `"`).FindStringSubmatch(svg); m != nil {
				return strings.Count(m[1], "M")
			}
			return 0
		}
		for what, got := range map[string][2]int{
			"ghosts":           {strings.Count(svg, `stroke-dasharray="3 1.6"`), c.gone},
			"rings":            {strings.Count(svg, `stroke-width="2.2"`), c.added},
			"new relations":    {lines(analysis.New), c.added},
			"lost relations":   {lines(analysis.Gone), c.gone},
			"same relations":   {lines(analysis.Same), 2 * c.same},
			"names struck":     {strings.Count(svg, `line-through`), c.gone},
			"signs at least":   {min(strings.Count(svg, `r="5"`), c.gone+c.added), c.gone + c.added},
			"numbers of panel": {strings.Count(svg, `>1.<`), 0},
		} {
			if got[0] != got[1] {
				t.Errorf("%v: %d %s, want %d", c, got[0], what, got[1])
			}
		}
		if strings.Contains(d.Caption, "large") || strings.Contains(svg, "NaN") {
			t.Errorf("%v: %s", c, d.Caption)
		}
	}
}

// TestComparedOfALargeNetwork draws what has moved with those around it, or, where that is too much, without them; it says so.
func TestComparedOfALargeNetwork(t *testing.T) {
	u := star(t, 400, 2, 0)
	// A change at the rim, far from the hub.
	for i := range u.Nodes {
		if u.Graph.NodeID(i) == "t007" {
			u.Nodes[i] = analysis.Changed
		}
	}
	for i := range u.Pairs {
		u.Pairs[i].Move = analysis.Same
	}
	for i := range u.Nodes {
		if strings.HasPrefix(u.Graph.NodeID(i), "g") {
			u.Nodes[i] = analysis.Same
		}
	}
	d := Compared(u, "en")
	for _, want := range []string{"The network is large: what has changed is drawn with those around it, 2 of 803 nodes."} {
		if !strings.Contains(d.Caption, want) {
			t.Errorf("%q is not in %q", want, d.Caption)
		}
	}
	if many := Compared(star(t, 10, 500, 0), "en"); !strings.Contains(many.Caption, "Of 1,000 changes ") || strings.Count(string(many.SVG), `stroke-dasharray="3 1.6"`) < 200 {
		t.Errorf("what is not drawn is not said, or not drawn node by node: %q", many.Caption)
	}
}

// TestComparedNamesWhatItDraws: the legend has a mark for each move that is drawn, and no other.
func TestComparedNamesWhatItDraws(t *testing.T) {
	u := star(t, 3, 0, 1)
	names := func() string {
		var list []string
		for _, l := range Compared(u, "en").Legend[1:] {
			list = append(list, l.Name)
		}
		return strings.Join(list, "; ")
	}
	if got := names(); got != "with a ring and a plus: new; thick, with a plus: new relation" {
		t.Error(got)
	}
	for i := range u.Pairs {
		u.Pairs[i].Move = []analysis.Move{analysis.Grown, analysis.Shrunk, analysis.Changed}[i%3]
		u.Pairs[i].Kept = i == 0
	}
	for i := range u.Nodes {
		u.Nodes[i] = analysis.Gone
	}
	if got, want := strings.Count(names(), ";"), 4; got != want {
		t.Errorf("%d more marks than one, want %d: %s", got, want, names())
	}
}

// Two states that are the same are not drawn.
func TestComparedOfNoChange(t *testing.T) {
	if d := Compared(star(t, 3, 0, 0), "it"); d != nil {
		t.Errorf("%s", d.Caption)
	}
	if d := Compared(analysis.Union{Graph: graph.Empty()}, "it"); d != nil {
		t.Error("nothing is drawn")
	}
}
