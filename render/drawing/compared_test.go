package drawing

import (
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

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

// TestSignsTouchNoName: no sign of a node or of a relation meets a name, whatever moved, also where names are long and close.
func TestSignsTouchNoName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		states := [2]*graph.Builder{graph.NewBuilder(), graph.NewBuilder()}
		n := rapid.IntRange(2, 11).Draw(t, "nodes")
		labels := make([]string, n)
		for i := range labels {
			labels[i] = rapid.StringMatching(`[A-Z][a-z]{2,12}( [a-z]{2,10}){0,3}`).Draw(t, "label")
		}
		for k, b := range states {
			for i := range n {
				if k == 0 && i == 0 || rapid.IntRange(0, 5).Draw(t, "there") > 0 {
					b.SetNode(b.Node(name("n", i)), b.NodeColumn("label"), graph.TextValue(labels[i]))
				}
			}
			for range rapid.IntRange(0, 3*n).Draw(t, "relations") {
				i, j := rapid.IntRange(0, n-1).Draw(t, "from"), rapid.IntRange(0, n-1).Draw(t, "to")
				b.Edge(graph.BuilderEdge{Source: b.Node(name("n", i)), Target: b.Node(name("n", j)), Type: "collaborates"})
			}
		}
		before, _ := states[0].Build()
		after, _ := states[1].Build()
		u, err := analysis.Comparison{States: [2]*graph.Graph{before, after}}.Union()
		if err != nil {
			t.Fatal(err)
		}
		d := Compared(u, "en")
		if d == nil {
			return
		}
		for _, m := range signDisc.FindAllStringSubmatch(string(d.SVG), -1) {
			x, _ := strconv.ParseFloat(m[1], 64)
			y, _ := strconv.ParseFloat(m[2], 64)
			disc := box{x - signRadius, y - signRadius, x + signRadius, y + signRadius}
			for _, l := range writtenIn(string(d.SVG)) {
				if across, down := min(l.right, disc.right)-max(l.left, disc.left), min(l.bottom, disc.bottom)-max(l.top, disc.top); across > .2 && down > .2 {
					t.Fatalf("a sign at %v,%v touches the name at %v: %v × %v", x, y, l, across, down)
				}
			}
		}
	})
}

var (
	signDisc = regexp.MustCompile(`<circle cx="([^"]*)" cy="([^"]*)" r="5" fill="#ffffff" stroke="[^"]*" stroke-width="1.2"/>`)
	textAt   = regexp.MustCompile(`<text x="([^"]*)" y="([^"]*)" text-anchor="(\w+)" font-size="(11.5|13)"[^>]*>([^<]*)<`)
)

// writtenIn are the boxes of the lines of names that a picture has, as wide as the widest face has them.
func writtenIn(svg string) []box {
	var all []box
	for _, m := range textAt.FindAllStringSubmatch(svg, -1) {
		x, _ := strconv.ParseFloat(m[1], 64)
		y, _ := strconv.ParseFloat(m[2], 64)
		as := letteringOf(m[4] == "13")
		width := as.letter * float64(utf8.RuneCountInString(html.UnescapeString(m[5])))
		left := x - width*map[string]float64{"start": 0, "middle": .5, "end": 1}[m[3]]
		all = append(all, box{left, y - .74*as.line, left + width, y + .26*as.line})
	}
	return all
}
