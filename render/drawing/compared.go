package drawing

import (
	"cmp"
	"math"
	"slices"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// Compared draws two states of a network as one, each node in one place: what is new, gone, grown, shrunk or has other
// values, each by a colour, a stroke and a sign; what is gone as a ghost. Where that is too much, what has moved is drawn
// with its neighbours. It is nil where nothing has moved.
func Compared(u analysis.Union, lang string) *Drawing {
	moved := u.Moved()
	if len(moved) == 0 {
		return nil
	}
	c := compared{u: u, l: locale.New(lang), pairs: map[[2]int]analysis.UnionPair{}, moved: map[int]bool{}}
	for _, i := range moved {
		c.moved[i] = true
	}
	for _, p := range u.Pairs {
		c.pairs[[2]int{p.Source, p.Target}] = p
	}
	s, ok := c.sketched()
	if !ok {
		return nil
	}
	c.placement = placed(s, look{
		critical: c.ringed(), ring: signReach, names: c.namings(s), plain: true,
		told: func(a, b int) bool { return c.pairOf(a, b).Move != analysis.Same },
	})
	values := c.counts()
	out := newSVG("changes-drawing", c.width, c.height, c.l.Say("compare.drawing.title", values), c.l.Say("compare.drawing.description", values))
	written := c.draw(out)
	names := c.drawIndex(out, "changes", written)
	return &Drawing{Network: true, Names: names, SVG: out.done(), Caption: c.l.Say("compare.drawing.caption", values), Legend: append(legendOf(s, c.l), c.legend()...)}
}

// compared is a union as its drawing is made.
type compared struct {
	placement
	u     analysis.Union
	l     *locale.Locale
	pairs map[[2]int]analysis.UnionPair
	moved map[int]bool // nodes that have moved, and the ends of relations that have
}

// sketched is the whole union, or of a large one what has moved with its neighbours, or without them.
func (c *compared) sketched() (s sketch, ok bool) {
	near := map[int]bool{}
	for pair := range c.pairs {
		if c.moved[pair[0]] || c.moved[pair[1]] {
			near[pair[0]], near[pair[1]] = true, true
		}
	}
	for i := range c.moved {
		near[i] = true
	}
	every := map[int]bool{}
	for i := range c.u.Nodes {
		every[i] = true
	}
	for _, part := range []map[int]bool{every, near, c.moved} {
		var far []string
		for i := range c.u.Nodes {
			if !part[i] {
				far = append(far, c.u.Graph.NodeID(i))
			}
		}
		if s, ok = newSketch(c.u.Graph, sketchOptions{graph.Lens{Everything: true, LeaveOut: far}, c.l, smallLimits()}); !ok || s.drawn() == s.total {
			break
		}
	}
	return s, ok
}

// ringed are the nodes that take the room of a ring: those that have a sign.
func (c *compared) ringed() map[string]bool {
	ringed := map[string]bool{}
	for i, m := range c.u.Nodes {
		if m != analysis.Same {
			ringed[c.u.Graph.NodeID(i)] = true
		}
	}
	return ringed
}

// namings returns the names that are written, those of what has moved first; of the new strong, of what is gone struck through.
func (c *compared) namings(s sketch) map[int]naming {
	var nodes []int
	for _, piece := range s.pieces {
		nodes = append(nodes, piece.nodes...)
	}
	first := func(i int) int {
		switch {
		case c.u.Nodes[i] != analysis.Same:
			return 0
		case c.moved[i]:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(nodes, func(a, b int) int {
		return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(s.degree[b], s.degree[a]))
	})
	out := map[int]naming{}
	for _, i := range nodes[:min(len(nodes), namesMost)] {
		n := newNaming(s.name(i), c.u.Nodes[i] == analysis.New)
		n.gone = c.u.Nodes[i] == analysis.Gone
		out[i] = n
	}
	return out
}

// counts are the numbers that the words of the drawing give.
func (c *compared) counts() graph.V {
	drawn := map[int]bool{}
	for _, piece := range c.placement.pieces {
		for _, i := range piece.nodes {
			drawn[i] = true
		}
	}
	for _, i := range c.isolates {
		drawn[i] = true
	}
	nodes, relations := map[analysis.Move]int{}, map[analysis.Move]int{}
	changes, shown := 0, 0
	count := func(move analysis.Move, in bool) {
		if move != analysis.Same {
			changes++
			if in {
				shown++
			}
		}
	}
	for i, m := range c.u.Nodes {
		nodes[m]++
		count(m, drawn[i])
	}
	for _, p := range c.u.Pairs {
		relations[p.Move]++
		count(p.Move, drawn[p.Source] && drawn[p.Target])
	}
	return graph.V{
		"joined": nodes[analysis.New], "left": nodes[analysis.Gone], "new": relations[analysis.New], "lost": relations[analysis.Gone],
		"grown": relations[analysis.Grown], "shrunk": relations[analysis.Shrunk], "changed": nodes[analysis.Changed] + relations[analysis.Changed],
		"part": len(drawn) < len(c.u.Nodes), "drawn": len(drawn), "nodes": len(c.u.Nodes), "less": shown < changes, "shown": shown, "changes": changes,
	}
}

// trace is how a relation is drawn by what became of it.
type trace struct {
	move                analysis.Move
	colour, width, dash string
}

// traces are in the order in which they are drawn and named. Blue is more and orange is less, which all eyes tell apart.
func traces() []trace {
	return []trace{
		{analysis.Same, "#aab4bd", "1", ""}, {analysis.Changed, "#4a545e", "1.8", "9 3 2 3"}, {analysis.Gone, "#a34a00", "1.8", "6 4"},
		{analysis.Shrunk, "#b06a12", "1.8", "2 3"}, {analysis.Grown, "#2a74b0", "3", ""}, {analysis.New, "#05527d", "3", ""},
	}
}

func traceOf(move analysis.Move) trace {
	return traces()[slices.IndexFunc(traces(), func(t trace) bool { return t.move == move })]
}

func (t trace) draw(out *svg, line string) {
	attributes := []any{"d", line, "stroke", t.colour, "stroke-width", t.width, "fill", "none"}
	if t.dash != "" {
		attributes = append(attributes, "stroke-dasharray", t.dash)
	}
	out.element("path", attributes...)
}

// The radius of the disc of a sign, and how long a relation is at least that has one.
const (
	signRadius = 5.0
	signedLine = 34.0
	signReach  = 6.6 // how far the sign of the smallest node reaches beyond its radius
)

// sign writes a disc with what became of something: + for new, − for gone, a triangle up or down for more or less, a dot
// for other values, a tick for a commitment kept.
func sign(out *svg, at point, move analysis.Move, kept bool) {
	colour := traceOf(move).colour
	out.element("circle", "cx", at.x, "cy", at.y, "r", signRadius, "fill", "#ffffff", "stroke", colour, "stroke-width", "1.2")
	path, fill := signPath(at, move), "none"
	if kept {
		path = "M" + px(at.x-2.6) + " " + px(at.y) + "L" + px(at.x-.7) + " " + px(at.y+2) + "L" + px(at.x+2.6) + " " + px(at.y-2.2)
	} else if move == analysis.Grown || move == analysis.Shrunk {
		fill = colour
	}
	if move == analysis.Changed && !kept {
		out.element("circle", "cx", at.x, "cy", at.y, "r", 1.9, "fill", colour)
		return
	}
	out.element("path", "d", path, "stroke", colour, "stroke-width", "1.6", "fill", fill)
}

func signPath(at point, move analysis.Move) string {
	level := "M" + px(at.x-2.8) + " " + px(at.y) + "L" + px(at.x+2.8) + " " + px(at.y)
	switch move {
	case analysis.New:
		return level + "M" + px(at.x) + " " + px(at.y-2.8) + "L" + px(at.x) + " " + px(at.y+2.8)
	case analysis.Grown:
		return polygon(at, 2, 3, -math.Pi/2)
	case analysis.Shrunk:
		return polygon(at, 2, 3, math.Pi/2)
	}
	return level
}

// draw writes the relations, the more telling ones over the others, the nodes, the names, and the signs of the relations
// where they cover neither. It returns the nodes whose name is written.
func (c *compared) draw(out *svg) (written map[int]bool) {
	c.drawPanels(out)
	signed := c.drawTraces(out)
	for i, piece := range c.placement.pieces {
		for k, node := range piece.nodes {
			c.drawNode(out, node, c.at[i][k])
		}
	}
	labels := c.labels()
	written = map[int]bool{}
	for _, l := range labels {
		l.draw(out)
		written[l.node] = true
	}
	for _, s := range signed {
		if at, free := c.freest(s, labels); free {
			sign(out, at, s.pair.Move, s.pair.Kept)
		}
	}
	for i, node := range c.isolates {
		c.drawNode(out, node, c.isolated[i])
		as := []any{"font-size", letteringOf(false).size}
		if c.u.Nodes[node] == analysis.Gone {
			as = append(as, goneText()...)
		}
		out.text(c.isolated[i].x+18, c.isolated[i].y+4, locale.Cut(c.name(node), isolateRunes-1), as...)
		written[node] = true
	}
	return written
}

// signedPair is a relation with a sign: its ends on the paper, and its piece.
type signedPair struct {
	a, b  point
	piece int
	pair  analysis.UnionPair
}

// drawTraces writes the relations and returns those that have room for a sign.
func (c *compared) drawTraces(out *svg) []signedPair {
	lines := map[analysis.Move]string{}
	var signed []signedPair
	for i, piece := range c.placement.pieces {
		for k, list := range piece.neighbours {
			for _, to := range list {
				if to < k {
					continue
				}
				a, b, pair := c.at[i][k], c.at[i][to], c.pairOf(piece.nodes[k], piece.nodes[to])
				lines[pair.Move] += "M" + px(a.x) + " " + px(a.y) + "L" + px(b.x) + " " + px(b.y)
				if pair.Move != analysis.Same && a.to(b) >= signedLine {
					signed = append(signed, signedPair{a, b, i, pair})
				}
			}
		}
	}
	for _, t := range traces() {
		if lines[t.move] != "" {
			t.draw(out, lines[t.move])
		}
	}
	return signed
}

// freest is where on a relation a sign covers no name and least of nodes: the middle, if that is free. It is nowhere where names
// are all along the relation, of which the stroke tells enough.
func (c *compared) freest(s signedPair, labels []label) (best point, free bool) {
	least := math.Inf(1)
	for _, share := range []float64{.5, .44, .56, .38, .62, .32, .68, .26, .74, .2, .8} {
		at := point{s.a.x + (s.b.x-s.a.x)*share, s.a.y + (s.b.y-s.a.y)*share}
		disc := box{at.x - signRadius, at.y - signRadius, at.x + signRadius, at.y + signRadius}
		if slices.ContainsFunc(labels, func(l label) bool { return l.meets(disc) }) {
			continue
		}
		covers := 0.0
		for k, q := range c.at[s.piece] {
			if at.to(q) < signRadius+c.reach(c.placement.pieces[s.piece].nodes[k]) {
				covers++
			}
		}
		if covers < least {
			best, least, free = at, covers, true
		}
	}
	return best, free
}

func (c *compared) pairOf(a, b int) analysis.UnionPair { return c.pairs[[2]int{min(a, b), max(a, b)}] }

func (c *compared) drawNode(out *svg, node int, at point) {
	c.drawMoved(out, markOf(c.graph.Kind(node)), moving{at, c.radius(node), c.u.Nodes[node]})
}

// moving is a node's place, its radius, and what became of it.
type moving struct {
	at   point
	r    float64
	move analysis.Move
}

// sign is where the sign of the node stands, above to the right.
func (n moving) sign() point { return point{n.at.x + n.r*.7 + 1.5, n.at.y - n.r*.7 - 3} }

// drawMoved writes a node: a new one with a ring, one that is gone as an empty outline, and a sign at its side.
func (c *compared) drawMoved(out *svg, m mark, n moving) {
	switch n.move {
	case analysis.New:
		out.element("circle", "cx", n.at.x, "cy", n.at.y, "r", n.r+ring, "fill", "#ffffff", "stroke", traceOf(n.move).colour, "stroke-width", "2.2")
		m.draw(out, n.at, n.r)
	case analysis.Gone:
		m.shaped(out, n.at, n.r, "fill", panelGround, "stroke", m.colour, "stroke-width", "1.7", "stroke-dasharray", "3 1.6")
	default:
		m.draw(out, n.at, n.r)
	}
	if n.move != analysis.Same {
		sign(out, n.sign(), n.move, false)
	}
}

// legend names the moves that are drawn.
func (c *compared) legend() []Legend {
	nodes, relations, kept := map[analysis.Move]bool{}, map[analysis.Move]bool{}, false
	for _, i := range c.isolates {
		nodes[c.u.Nodes[i]] = true
	}
	for _, piece := range c.placement.pieces {
		for k, i := range piece.nodes {
			nodes[c.u.Nodes[i]] = true
			for _, to := range piece.neighbours[k] {
				pair := c.pairOf(i, piece.nodes[to])
				relations[pair.Move], kept = true, kept || pair.Kept
			}
		}
	}
	var out []Legend
	for _, move := range []analysis.Move{analysis.New, analysis.Gone, analysis.Changed} {
		if nodes[move] {
			out = append(out, Legend{small(func(s *svg) { c.drawMoved(s, marks()[0], moving{point{7.5, 10.5}, 3.2, move}) }), c.l.Say("compare.node."+string(move), nil)})
		}
	}
	for _, move := range []analysis.Move{analysis.New, analysis.Gone, analysis.Grown, analysis.Shrunk, analysis.Changed} {
		if relations[move] {
			out = append(out, Legend{small(func(s *svg) { lineWithSign(s, move, false) }), c.l.Say("compare.relation."+string(move), nil)})
		}
	}
	if kept {
		out = append(out, Legend{small(func(s *svg) { lineWithSign(s, analysis.New, true) }), c.l.Say("compare.relation.kept", nil)})
	}
	return out
}

func lineWithSign(s *svg, move analysis.Move, kept bool) {
	traceOf(move).draw(s, "M0 9L18 9")
	sign(s, point{9, 9}, move, kept)
}
