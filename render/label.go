package render

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Names in a drawing: how many, how long in one line and when cut, and the room that a letter and a line take.
const (
	labelsMax   = 22
	labelRunes  = 30
	labelCut    = 16
	letterWidth = 7.8
	lineHeight  = 15.5
	labelDearth = 12.0 // a name that costs more is left out, twice that for the first three of a piece
)

// box is where a label or a node lies.
type box struct{ left, top, right, bottom float64 }

func (b box) meets(c box) bool {
	return b.left < c.right && c.left < b.right && b.top < c.bottom && c.top < b.bottom
}

// within tells whether all of the box lies in the circle.
func (b box) within(c circle) bool {
	return math.Hypot(max(c.x-b.left, b.right-c.x), max(c.y-b.top, b.bottom-c.y)) <= c.r
}

// touches tells whether some of the box lies in the circle.
func (b box) touches(c circle) bool {
	return math.Hypot(c.x-min(max(c.x, b.left), b.right), c.y-min(max(c.y, b.top), b.bottom)) < c.r
}

// crossed tells whether a line from p to q goes through the box (Liang and Barsky: what of the line is left between
// each pair of sides).
func (b box) crossed(p, q point) bool {
	from, to := 0.0, 1.0
	for _, side := range [4][2]float64{{p.x - q.x, p.x - b.left}, {q.x - p.x, b.right - p.x}, {p.y - q.y, p.y - b.top}, {q.y - p.y, b.bottom - p.y}} {
		switch direction, room := side[0], side[1]; {
		case direction == 0 && room < 0:
			return false
		case direction < 0:
			from = max(from, room/direction)
		case direction > 0:
			to = min(to, room/direction)
		}
	}
	return from < to
}

// namedNode is a node that may get its name in the drawing.
type namedNode struct {
	node, piece int
	at          point
	rank        int // within its piece, by relations
	own         box // where the node lies, with its ring
}

// label is a name where it is written.
type label struct {
	box
	lines  []string
	anchor string
	far    float64 // 1 where it stands at a distance from its node
}

// labels writes the names.
func (p *placement) labels(out *svg, critical map[string]bool) {
	for _, l := range p.named(critical) {
		l.draw(out)
	}
}

// named returns the names of the most connected nodes, each where it covers no other name, hardly a node and few
// relations, and stays in the circle of its piece if that can be; a name that finds no place is left out.
func (p *placement) named(critical map[string]bool) []label {
	var all []label
	var names []box
	nodes := p.toName(critical)
	for _, n := range nodes[:min(len(nodes), labelsMax)] {
		if l, ok := p.labelOf(n, nodes, names); ok {
			all, names = append(all, l), append(names, l.box)
		}
	}
	return all
}

// toName lists the nodes of all pieces: the most connected of each piece first, then all others by their relations.
func (p *placement) toName(critical map[string]bool) []namedNode {
	var all []namedNode
	for i, piece := range p.pieces {
		order := make([]namedNode, len(piece.nodes))
		for k, node := range piece.nodes {
			r, at := p.radius(node), p.at[i][k]
			if critical[p.graph.NodeID(node)] {
				r += ring
			}
			order[k] = namedNode{node: node, piece: i, at: at, own: box{at.x - r, at.y - r, at.x + r, at.y + r}}
		}
		slices.SortStableFunc(order, func(a, b namedNode) int { return cmp.Compare(p.degree[b.node], p.degree[a.node]) })
		for k := range order {
			order[k].rank = k
		}
		all = append(all, order...)
	}
	slices.SortStableFunc(all, func(a, b namedNode) int {
		return cmp.Or(cmp.Compare(min(a.rank, 1), min(b.rank, 1)), cmp.Compare(p.degree[b.node], p.degree[a.node]))
	})
	return all
}

// labelOf returns the name of a node in the form and place that cost least: in one line, in two, or cut short. It
// returns false where each covers another name, or too much.
func (p *placement) labelOf(n namedNode, nodes []namedNode, names []box) (label, bool) {
	name := cut(p.graph.Label(n.node), labelRunes)
	forms := [][]string{{name}}
	if two := inTwoLines(name); two != nil {
		forms = append(forms, two)
	}
	if length(name) > labelCut {
		forms = append(forms, []string{cut(name, labelCut)})
	}
	best, least := label{}, math.Inf(1)
	for i, lines := range forms {
		for _, l := range places(n, lines) {
			if l.left < 2 || l.right > p.width-2 || l.top < 0 || l.bottom > p.height || slices.ContainsFunc(names, l.meets) {
				continue
			}
			if cost := p.cost(n, l, nodes) + 1.5*float64(i); cost < least {
				best, least = l, cost
			}
		}
	}
	most := labelDearth
	if n.rank < 3 {
		most *= 2
	}
	return best, least < most || n.rank == 0 && least < math.Inf(1)
}

// cost is how much a label disturbs: the relations that it crosses, more the nodes that it covers, and where it leaves
// its circle or reaches into another one.
func (p *placement) cost(n namedNode, l label, nodes []namedNode) float64 {
	cost := 1.2 * l.far
	for _, other := range nodes {
		if l.meets(other.own) && other.node != n.node {
			cost += 8 + float64(p.degree[other.node])
		}
	}
	for k, list := range p.pieces[n.piece].neighbours {
		for _, to := range list {
			if k < to && l.crossed(p.at[n.piece][k], p.at[n.piece][to]) {
				cost++
			}
		}
	}
	if !l.within(p.circles[n.piece]) {
		cost += 3
	}
	for i, c := range p.circles {
		if i != n.piece && l.touches(c) {
			cost += 6
		}
	}
	return cost
}

// places returns where a name may stand around its node: to a side, above, below and at a corner, near first.
func places(n namedNode, lines []string) []label {
	width, height := 0.0, lineHeight*float64(len(lines))
	for _, line := range lines {
		width = max(width, letterWidth*float64(length(line)))
	}
	var all []label
	own, at := n.own, n.at
	place := func(anchor string, left, top, far float64) {
		all = append(all, label{box{left, top, left + width, top + height}, lines, anchor, far})
	}
	for far, gap := range []float64{3, 13} {
		for _, shift := range []float64{.5, .15, .85} {
			place("start", own.right+gap, at.y-height*shift, float64(far))
			place("end", own.left-gap-width, at.y-height*shift, float64(far))
			place("middle", at.x-width*shift, own.top-gap-height, float64(far))
			place("middle", at.x-width*shift, own.bottom+gap, float64(far))
		}
	}
	place("start", own.right, own.top-height, 0)
	place("start", own.right, own.bottom, 0)
	place("end", own.left-width, own.top-height, 0)
	place("end", own.left-width, own.bottom, 0)
	return all
}

// inTwoLines returns a name parted between words as evenly as can be; nil for one word or a short name.
func inTwoLines(name string) []string {
	words := strings.Fields(name)
	if len(words) < 2 || length(name) <= labelCut {
		return nil
	}
	best := []string(nil)
	for k := 1; k < len(words); k++ {
		two := []string{strings.Join(words[:k], " "), strings.Join(words[k:], " ")}
		if best == nil || max(length(two[0]), length(two[1])) < max(length(best[0]), length(best[1])) {
			best = two
		}
	}
	return best
}

func (l label) draw(out *svg) {
	x := map[string]float64{"start": l.left, "middle": (l.left + l.right) / 2, "end": l.right}[l.anchor]
	for i, line := range l.lines {
		out.text(x, l.top+lineHeight*float64(i+1)-4, line, "text-anchor", l.anchor, "font-weight", "600", "stroke", "#ffffff", "stroke-width", "3.5", "paint-order", "stroke", "stroke-linejoin", "round")
	}
}
