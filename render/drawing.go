package render

import (
	"html/template"
	"math"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// The paper of a drawing, in its own units.
const (
	paperWidth = 960.0
	paperLeast = 520.0
	nodeRadius = 5.5
	ring       = 3.5 // what the ring of a critical actor adds to its radius
)

// mark is how a kind is drawn: a shape and a colour, so that neither is needed alone. Every colour has a contrast of at
// least 4.5 to the white ground.
type mark struct{ kind, shape, colour string }

// marks returns the marks of the kinds; the last is that of all other kinds.
func marks() []mark {
	return []mark{
		{graph.Person, "circle", "#0b5fa5"}, {graph.Service, "square", "#a34a00"}, {graph.Organization, "hexagon", "#0a6b4b"},
		{graph.Place, "triangle", "#7a3e9d"}, {graph.Action, "diamond", "#b3262e"}, {"", "ring", "#4a545e"},
	}
}

func markOf(kind string) mark {
	all := marks()
	for _, m := range all {
		if m.kind == kind {
			return m
		}
	}
	return all[len(all)-1]
}

// piecesDrawing draws the pieces of a network: each piece laid out by itself in a circle, the circles packed, isolates
// in rows beneath; kinds by shape and colour, critical actors with a ring, critical relations thick. It is nil where
// there is nothing to draw.
func piecesDrawing(r analysis.Report, v View) *drawing {
	l := v.locale()
	if v.Graph == nil {
		return nil
	}
	s, ok := newSketch(v.Graph, r.Lens)
	if !ok || s.drawn() == 0 {
		return nil
	}
	p := placed(s)
	values := graph.V{"pieces": s.size.pieces + s.size.isolates, "isolates": s.size.isolates, "nodes": s.total, "drawn": s.drawn()}
	out := newSVG("pieces-drawing", p.width, p.height, l.Say("drawing.title", values), l.Say("drawing.description", values))
	critical := criticalNodes(r)
	p.draw(out, critical, criticalPairs(r))
	p.labels(out, critical)
	d := &drawing{Caption: l.Say("drawing.caption", values), Legend: legendOf(s, len(r.CriticalActors) > 0, l)}
	if s.drawn() < s.total {
		d.Caption += " " + l.Say("drawing.part", values)
	}
	d.SVG = out.done()
	return d
}

func criticalNodes(r analysis.Report) map[string]bool {
	critical := map[string]bool{}
	for _, a := range r.CriticalActors {
		critical[a.ID] = true
	}
	return critical
}

func criticalPairs(r analysis.Report) map[[2]string]bool {
	critical := map[[2]string]bool{}
	for _, e := range r.CriticalRelations {
		critical[[2]string{e.Source, e.Target}] = true
		critical[[2]string{e.Target, e.Source}] = true
	}
	return critical
}

// placement is a sketch with a place on the paper for every node.
type placement struct {
	sketch
	width    float64
	height   float64
	circles  []circle
	at       [][]point // by piece, by node of it
	isolated []point
}

type circle struct {
	point
	r float64
}

func placed(s sketch) placement {
	p := placement{sketch: s}
	radii := make([]float64, len(s.pieces))
	for i, piece := range s.pieces {
		at := stressLayout(piece.neighbours)
		apart(at, .55)
		p.at = append(p.at, at)
		radii[i] = enclosed(at) + margin(len(at))
	}
	p.fit(packed(radii), radii)
	p.placeIsolates()
	return p
}

// margin is what a circle has around its nodes: more in a small piece, so that names have room.
func margin(nodes int) float64 {
	if nodes <= 12 {
		return 1.1
	}
	return .6
}

// fit brings the packed circles to the width of the paper; for a small network the paper is narrower.
func (p *placement) fit(middles []point, radii []float64) {
	if len(middles) == 0 {
		p.width, p.height = paperLeast, 20
		return
	}
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for i, m := range middles {
		low = point{min(low.x, m.x-radii[i]), min(low.y, m.y-radii[i])}
		high = point{max(high.x, m.x+radii[i]), max(high.y, m.y+radii[i])}
	}
	scale := min((paperWidth-20)/(high.x-low.x), 900/(high.y-low.y), 64)
	p.width = max((high.x-low.x)*scale+20, paperLeast)
	left := (p.width - (high.x-low.x)*scale) / 2
	for i, m := range middles {
		c := circle{point{left + (m.x-low.x)*scale, 10 + (m.y-low.y)*scale}, radii[i] * scale}
		p.circles = append(p.circles, c)
		for k, q := range p.at[i] {
			p.at[i][k] = point{c.x + q.x*scale, c.y + q.y*scale}
		}
		apart(p.at[i], 2.1*nodeRadius)
	}
	p.height = (high.y-low.y)*scale + 20
}

// placeIsolates puts the isolates in rows beneath the pieces.
func (p *placement) placeIsolates() {
	const step = 20.0
	perRow := int((p.width - 40) / step)
	for i := range p.isolates {
		p.isolated = append(p.isolated, point{30 + float64(i%perRow)*step, p.height + 16 + float64(i/perRow)*step})
	}
	if rows := (len(p.isolates) + perRow - 1) / perRow; rows > 0 {
		p.height += 16 + float64(rows)*step
	}
}

func (p *placement) draw(out *svg, critical map[string]bool, bridges map[[2]string]bool) {
	for _, c := range p.circles {
		out.element("circle", "cx", c.x, "cy", c.y, "r", c.r, "fill", "#f3f6f8")
	}
	for i, piece := range p.pieces {
		p.drawEdges(out, i, piece, bridges)
	}
	for i, piece := range p.pieces {
		for k, node := range piece.nodes {
			p.drawNode(out, node, p.at[i][k], critical)
		}
	}
	for i, node := range p.isolates {
		p.drawNode(out, node, p.isolated[i], critical)
	}
}

// drawEdges writes the relations of a piece as two paths: the plain ones, and over them the critical ones.
func (p *placement) drawEdges(out *svg, i int, piece sketchPiece, bridges map[[2]string]bool) {
	var plain, thick []byte
	for k, list := range piece.neighbours {
		for _, to := range list {
			if to < k {
				continue
			}
			a, b := p.at[i][k], p.at[i][to]
			line := "M" + px(a.x) + " " + px(a.y) + "L" + px(b.x) + " " + px(b.y)
			if bridges[[2]string{p.graph.NodeID(piece.nodes[k]), p.graph.NodeID(piece.nodes[to])}] {
				thick = append(thick, line...)
			} else {
				plain = append(plain, line...)
			}
		}
	}
	if len(plain) > 0 {
		out.element("path", "d", string(plain), "stroke", "#8a96a1", "stroke-width", "1", "fill", "none")
	}
	if len(thick) > 0 {
		out.element("path", "d", string(thick), "stroke", "#b3262e", "stroke-width", "2.2", "stroke-dasharray", "5 2.5", "fill", "none")
	}
}

func (p *placement) radius(node int) float64 {
	return nodeRadius + min(4.5, 1.1*math.Log1p(float64(p.degree[node]))-.75)
}

func (p *placement) drawNode(out *svg, node int, at point, critical map[string]bool) {
	r := p.radius(node)
	if critical[p.graph.NodeID(node)] {
		out.element("circle", "cx", at.x, "cy", at.y, "r", r+ring, "fill", "#ffffff", "stroke", "#1b2127", "stroke-width", "1.6")
	}
	markOf(p.graph.Kind(node)).draw(out, at, r)
}

// draw writes the shape around a point; all shapes look about as large.
func (m mark) draw(out *svg, at point, r float64) {
	edge := []any{"fill", m.colour, "stroke", "#ffffff", "stroke-width", "1"}
	switch m.shape {
	case "circle":
		out.element("circle", append([]any{"cx", at.x, "cy", at.y, "r", r}, edge...)...)
	case "square":
		side := r * 1.75
		out.element("rect", append([]any{"x", at.x - side/2, "y", at.y - side/2, "width", side, "height", side}, edge...)...)
	case "hexagon":
		out.element("path", append([]any{"d", polygon(at, r*1.1, 6, 0)}, edge...)...)
	case "triangle":
		out.element("path", append([]any{"d", polygon(point{at.x, at.y + r*.15}, r*1.3, 3, -math.Pi/2)}, edge...)...)
	case "diamond":
		out.element("path", append([]any{"d", polygon(at, r*1.25, 4, 0)}, edge...)...)
	default:
		out.element("circle", "cx", at.x, "cy", at.y, "r", r-1, "fill", "#ffffff", "stroke", m.colour, "stroke-width", "2")
	}
}

func polygon(at point, r float64, corners int, turn float64) string {
	path := ""
	for k := range corners {
		sin, cos := math.Sincos(turn + 2*math.Pi*float64(k)/float64(corners))
		command := "L"
		if k == 0 {
			command = "M"
		}
		path += command + px(at.x+r*cos) + " " + px(at.y+r*sin)
	}
	return path + "Z"
}

// legendOf names the marks that the drawing uses.
func legendOf(s sketch, critical bool, l *locale.Locale) []legend {
	used := map[string]bool{}
	see := func(node int) { used[markOf(s.graph.Kind(node)).kind] = true }
	for _, p := range s.pieces {
		for _, node := range p.nodes {
			see(node)
		}
	}
	for _, node := range s.isolates {
		see(node)
	}
	var out []legend
	for _, m := range marks() {
		if !used[m.kind] {
			continue
		}
		name := l.Say("drawing.other", nil)
		if m.kind != "" {
			name = l.Kind(m.kind)
		}
		out = append(out, legend{Mark: small(func(s *svg) { m.draw(s, point{9, 9}, 7) }), Name: name})
	}
	if critical {
		out = append(out,
			legend{small(func(s *svg) {
				s.element("circle", "cx", 9, "cy", 9, "r", 7, "fill", "#ffffff", "stroke", "#1b2127", "stroke-width", "1.6")
			}), l.Say("drawing.critical_actor", nil)},
			legend{small(func(s *svg) {
				s.element("path", "d", "M1 9L17 9", "stroke", "#b3262e", "stroke-width", "2.2", "stroke-dasharray", "5 2.5")
			}), l.Say("drawing.critical_relation", nil)})
	}
	return out
}

// small is a mark of the legend. The name beside it says what it is, so it is hidden from screen readers.
func small(draw func(*svg)) template.HTML {
	s := &svg{}
	s.WriteString(`<svg viewBox="0 0 18 18" aria-hidden="true">`)
	draw(s)
	return s.done()
}
