package drawing

import (
	"cmp"
	"math"
	"slices"

	"trama/analysis"
	"trama/locale"
)

// How a dense piece is drawn: the radius of a node with one relation, how much larger one may be, how much paper a node has
// where they are few, how many critical actors and relations of a large network have their mark, and how many names a
// piece has at least and at most.
const (
	smallRadius    = 2.2
	largerMost     = 5.5
	denseRoom      = 1100.0
	firstCritical  = 40
	denseNames     = 12
	denseNamesMost = 70
	denseStrong    = 6
	nodesPerName   = 25
)

// withFirst returns a report with the first of its critical actors and relations, which are those that cut off most.
func withFirst(r analysis.Report) analysis.Report {
	r.CriticalActors = r.CriticalActors[:min(len(r.CriticalActors), firstCritical)]
	r.CriticalRelations = r.CriticalRelations[:min(len(r.CriticalRelations), firstCritical)]
	return r
}

// denseRadius is the radius of a node: smaller where there are many.
func (p *placement) denseRadius(node int) float64 {
	many := max(.75, min(1, math.Pow(600/float64(p.drawn()), .15)))
	return many * (smallRadius + min(largerMost, .75*max(0, math.Log2(float64(p.degree[node]))-1)))
}

// denseReach is the radius of a node with its ring.
func (p *placement) denseReach(node int) float64 {
	if p.critical[p.graph.NodeID(node)] {
		return p.denseRadius(node) + denseRing
	}
	return p.denseRadius(node)
}

// denseRing is what the ring of a critical actor adds.
const denseRing = 2.2

// denseWidth is how wide the panel of a dense piece would be: less paper for each node the more they are.
func denseWidth(at []point) float64 {
	area := float64(len(at)) * denseRoom * math.Pow(densePiece/float64(len(at)), .3)
	low, high := extent(at)
	shape := min(2, max(1.1, (high.x-low.x+.6)/(high.y-low.y+.6)))
	return max(math.Sqrt(area*shape)+2*panelEdge, paperLeast/2)
}

// How much of a layout its outline is made for, and how far out half of the nodes lie at least, as a share of that.
const (
	outlineShare = .97
	halfOut      = .6
)

// evened spreads a layout whose nodes crowd in the middle, and draws in the few that lie far out: each keeps its direction
// from the middle, and the order in which they lie outwards stays.
func evened(at []point) []point {
	var middle point
	for _, q := range at {
		middle.x, middle.y = middle.x+q.x/float64(len(at)), middle.y+q.y/float64(len(at))
	}
	out := make([]float64, len(at))
	for i, q := range at {
		out[i] = q.to(middle)
	}
	sorted := slices.Sorted(slices.Values(out))
	half, edge := sorted[len(sorted)/2], sorted[int(outlineShare*float64(len(sorted)-1))]
	if half < 1e-9 || edge < 1e-9 {
		return at
	}
	power := 1.0
	if half < halfOut*edge {
		power = max(.3, math.Log(halfOut)/math.Log(half/edge))
	}
	for i, q := range at {
		if out[i] < 1e-9 {
			continue
		}
		r := edge * math.Pow(min(out[i], edge)/edge, power)
		if out[i] > edge {
			r = edge * (1 + math.Log(out[i]/edge)/3)
		}
		at[i] = point{middle.x + (q.x-middle.x)*r/out[i], middle.y + (q.y-middle.y)*r/out[i]}
	}
	return at
}

// denseSettled brings the layout of a dense piece into a panel of a width, as settled does, but that a few nodes may cover
// each other a little.
func denseSettled(at []point, plates []plate, width float64) ([]point, float64) {
	low, high := extent(at)
	shape := min(2, max(.6, (high.x-low.x+.6)/(high.y-low.y+.6)))
	in := box{panelEdge, panelHead, width - panelEdge, panelHead}
	in.bottom += (in.right - in.left) / shape
	out := fitted(at, plates, in)
	loosened(out, plates, in)
	return trimmed(out, plates)
}

// loosenRounds is how often the nodes of a dense piece are moved off each other at most.
const loosenRounds = 60

// loosened moves nodes whose discs meet off each other, half the way each, until none do or the rounds are over; all lie in
// the box. Only nodes in cells of a grid that touch are looked at, so a round is O(n) where they are spread.
func loosened(at []point, plates []plate, in box) {
	widest := 0.0
	for i, p := range plates {
		widest = max(widest, 2*p.side)
		at[i] = inside(at[i], p, in)
	}
	cells := newCells(in, widest)
	for moved, round := true, 0; moved && round < loosenRounds; round++ {
		moved = false
		cells.fill(at)
		for i := range at {
			cells.near(at[i], func(j int) {
				if j > i && apart(at, i, j, plates[i].side+plates[j].side) {
					moved = true
				}
			})
		}
		for i, p := range plates {
			at[i] = inside(at[i], p, in)
		}
	}
}

func inside(q point, p plate, in box) point {
	return point{clamp(q.x, in.left+p.side, in.right-p.side), clamp(q.y, in.top+p.up, in.bottom-p.down)}
}

// apart moves two nodes to a distance, where they are nearer; of two in one place the later one goes aside.
func apart(at []point, i, j int, distance float64) bool {
	d := at[i].to(at[j])
	if d >= distance-.01 {
		return false
	}
	aside := point{0, 1}
	if d > 1e-6 {
		aside = point{(at[j].x - at[i].x) / d, (at[j].y - at[i].y) / d}
	}
	shift := (distance - d) / 2
	at[i] = point{at[i].x - aside.x*shift, at[i].y - aside.y*shift}
	at[j] = point{at[j].x + aside.x*shift, at[j].y + aside.y*shift}
	return true
}

// cells are the squares of a grid over a box, each with the nodes that lie in it.
type cells struct {
	in      box
	side    float64
	columns int
	nodes   [][]int
}

func newCells(in box, side float64) *cells {
	c := &cells{in: in, side: side, columns: int((in.right-in.left)/side) + 1}
	c.nodes = make([][]int, c.columns*(int((in.bottom-in.top)/side)+1))
	return c
}

// fill puts the nodes into their cells, in order.
func (c *cells) fill(at []point) {
	for k := range c.nodes {
		c.nodes[k] = c.nodes[k][:0]
	}
	for i, q := range at {
		k := c.row(q)*c.columns + c.column(q)
		c.nodes[k] = append(c.nodes[k], i)
	}
}

func (c *cells) column(q point) int {
	return min(c.columns-1, max(0, int((q.x-c.in.left)/c.side)))
}

func (c *cells) row(q point) int {
	return min(len(c.nodes)/c.columns-1, max(0, int((q.y-c.in.top)/c.side)))
}

// near calls with each node of the cell of a point and of those that touch it.
func (c *cells) near(q point, do func(j int)) {
	row, column := c.row(q), c.column(q)
	for r := max(0, row-1); r <= min(len(c.nodes)/c.columns-1, row+1); r++ {
		for k := max(0, column-1); k <= min(c.columns-1, column+1); k++ {
			for _, j := range c.nodes[r*c.columns+k] {
				do(j)
			}
		}
	}
}

// drawDense writes the nodes of a dense piece, those of a mark and a size as one path, the small ones first.
func (p *placement) drawDense(out *svg, i int) {
	type look struct {
		mark mark
		r    float64
	}
	grouped := map[look][]point{}
	for k, node := range p.pieces[i].nodes {
		at := p.at[i][k]
		r := math.Round(p.denseRadius(node)*2) / 2
		if p.critical[p.graph.NodeID(node)] {
			out.element("circle", "cx", at.x, "cy", at.y, "r", r+denseRing, "fill", "#ffffff", "stroke", "#1b2127", "stroke-width", "1.3")
		}
		as := look{markOf(p.graph.Kind(node)), r}
		grouped[as] = append(grouped[as], at)
	}
	var looks []look
	for as := range grouped {
		looks = append(looks, as)
	}
	slices.SortFunc(looks, func(a, b look) int { return cmp.Or(cmp.Compare(a.r, b.r), cmp.Compare(a.mark.kind, b.mark.kind)) })
	for _, as := range looks {
		as.mark.drawAll(out, grouped[as], as.r)
	}
}

// drawAll writes a shape around many points, as one path.
func (m mark) drawAll(out *svg, at []point, r float64) {
	var path []byte
	for _, q := range at {
		switch m.shape {
		case "square":
			path = append(path, polygon(q, r*1.24, 4, math.Pi/4)...)
		case "hexagon":
			path = append(path, polygon(q, r*1.1, 6, 0)...)
		case "triangle":
			path = append(path, polygon(point{q.x, q.y + r*.15}, r*1.3, 3, -math.Pi/2)...)
		case "diamond":
			path = append(path, polygon(q, r*1.25, 4, 0)...)
		default: // a line of no length with round ends
			path = append(path, "M"+px(q.x)+" "+px(q.y)+"h0"...)
		}
	}
	if m.shape == "circle" || m.shape == "ring" {
		out.element("path", "d", string(path), "stroke", m.colour, "stroke-width", 2*r, "stroke-linecap", "round")
		if m.shape == "ring" {
			out.element("path", "d", string(path), "stroke", "#ffffff", "stroke-width", max(1.2, 2*r-2.4), "stroke-linecap", "round")
		}
		return
	}
	out.element("path", "d", string(path), "fill", m.colour)
}

// denseNamed are the nodes of a dense piece that have a name, as places in it: by turns the next critical actor and the
// next best connected.
func (p *placement) denseNamed(i int) []int {
	nodes := p.pieces[i].nodes
	hubs := make([]int, len(nodes))
	for k := range hubs {
		hubs[k] = k
	}
	slices.SortStableFunc(hubs, func(a, b int) int { return cmp.Compare(p.degree[nodes[b]], p.degree[nodes[a]]) })
	var critical []int
	for _, k := range hubs {
		if p.critical[p.graph.NodeID(nodes[k])] {
			critical = append(critical, k)
		}
	}
	var named []int
	for k := range hubs {
		named = append(named, hubs[k])
		if k < len(critical) {
			named = append(named, critical[k])
		}
	}
	seen := map[int]bool{}
	named = slices.DeleteFunc(named, func(k int) bool { again := seen[k]; seen[k] = true; return again })
	return named[:min(len(named), denseNamesMost, denseNames+len(nodes)/nodesPerName)]
}

// farMost is of how many nodes at most all have a name that shows as one comes near.
const farMost = 3000

// drawFar writes the names that are not written, hidden, the best connected first: the script that lets a reader come
// nearer shows those for which there is room then.
func (p *placement) drawFar(out *svg, written map[int]bool) {
	if p.drawn() > farMost {
		return
	}
	type far struct {
		node int
		at   point
	}
	var all []far
	for i, piece := range p.pieces {
		for k, node := range piece.nodes {
			if p.dense(i) && !written[node] {
				all = append(all, far{node, p.at[i][k]})
			}
		}
	}
	if len(all) == 0 {
		return
	}
	slices.SortStableFunc(all, func(a, b far) int { return cmp.Compare(p.degree[b.node], p.degree[a.node]) })
	out.open("g", "class", "far", "display", "none", "font-size", 4.0, "stroke", panelGround, "paint-order", "stroke", "stroke-linejoin", "round")
	out.WriteString(">")
	for _, f := range all {
		out.text(f.at.x+p.denseReach(f.node)+1, f.at.y+1.4, locale.Cut(p.name(f.node), nameRunes))
	}
	out.WriteString("</g>")
}

// denseLabels returns the names of a dense piece where they cover least of its nodes; one that would cover another name is
// left out.
func (p *placement) denseLabels(i int) []label {
	var all []label
	for _, k := range p.denseNamed(i) {
		node := p.pieces[i].nodes[k]
		n := newNaming(p.name(node), len(all) < denseStrong)
		if best, free := p.denseLabel(i, k, places(p.at[i][k], p.denseReach(node), n), all); free {
			best.node = node
			all = append(all, best)
		}
	}
	return all
}

// denseLabel chooses among the places of the name of node k; free is false where none is.
func (p *placement) denseLabel(i, k int, places []label, others []label) (best label, free bool) {
	least := math.Inf(1)
	for _, l := range places {
		if !l.within(p.panels[i]) || l.meets(p.numeral(i)) || slices.ContainsFunc(others, func(o label) bool { return o.meets(l.box) }) {
			continue
		}
		covers := 0.0
		for j, q := range p.at[i] {
			if r := p.plates[i][j].side; j != k && l.meets(box{q.x - r, q.y - r, q.x + r, q.y + r}) {
				covers += r * r
			}
		}
		if covers < least {
			best, least, free = l, covers, true
		}
	}
	return best, free
}
