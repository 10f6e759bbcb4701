// Package drawing draws what a page shows beside its words: the pieces of a network, two states of one, the surroundings of a
// node, bars and a curve, as inline SVG with a title, a description and a legend. The same graph is the same bytes. pieces.go is where to
// start: sketch.go chooses what of a network is drawn, layout.go places the nodes of a piece, maxent.go those of a large one, which
// dense.go draws, panel.go the pieces, label.go the names; svg.go writes.
package drawing

import (
	"html/template"
	"math"
	"slices"
	"strconv"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// The paper of a drawing, in its own units.
const (
	paperWidth  = 1016.0 // that of a page
	paperLeast  = 520.0
	nodeRadius  = 5.5
	ring        = 3.5 // what the ring of a critical actor adds to its radius
	panelGround = "#f3f6f8"
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

// Drawing is a picture with a caption, and what its marks mean.
type Drawing struct {
	SVG     template.HTML
	Caption string
	Legend  []Legend
	Network bool   // of nodes and relations, to come nearer to
	Names   []Name // of the nodes that are drawn, in order; none where these are few
	Saved   string // the address at which the drawing is a file; "" for none

	width, height float64
}

// Legend is a mark of a drawing, and what it means.
type Legend struct {
	Mark template.HTML
	Name string
}

// Options say what else is drawn of a network, and in which language it is told.
type Options struct {
	Lang    string
	Missing [][2]string // pairs of ids between which a relation is missing; the first are drawn
}

// Pieces draws the pieces of a network as its report has them: each piece laid out by itself in a panel, the panels in
// rows, isolates in columns beneath; kinds by shape and colour, critical actors with a ring, critical relations thick,
// missing ones dotted. It is nil where there is nothing to draw.
func Pieces(r analysis.Report, g *graph.Graph, o Options) *Drawing {
	if g == nil {
		return nil
	}
	l := locale.New(o.Lang)
	s, ok := newSketch(g, sketchOptions{r.Lens, l, wholeLimits()})
	if !ok || s.drawn() == 0 {
		return nil
	}
	if s.large {
		r = withFirst(r)
	}
	p := placed(s, look{critical: criticalNodes(r), ring: ring, names: s.namings()})
	p.missing = p.drawnPairs(o.Missing)
	values := p.counts()
	out := newSVG("pieces-drawing", p.width, p.height, l.Say("drawing.title", values), l.Say("drawing.description", values))
	written := p.draw(out, criticalPairs(r))
	d := &Drawing{Network: true, width: p.width, height: p.height, Names: p.drawIndex(out, "pieces", written), Caption: l.Say("drawing.caption", values), Legend: append(append(legendOf(s, l), p.criticalLegend(r, l)...), p.missingLegend(l)...)}
	if s.drawn() < s.total {
		d.Caption += " " + l.Say("drawing.part", values)
	}
	for _, said := range p.namesSaid() {
		d.Caption += " " + l.Say(said, graph.V{"isolates": isolatesNamed})
	}
	d.SVG = out.done()
	return d
}

// namesSaid are the sentences on whose names are written, none where all are.
func (p *placement) namesSaid() []string {
	var said []string
	switch {
	case p.large:
		said = append(said, "drawing.large")
	case len(p.names)+len(p.isolates) < p.drawn():
		said = append(said, "drawing.names")
	}
	if len(p.isolates) > isolatesNamed {
		said = append(said, "drawing.unnamed")
	}
	return said
}

// counts are the numbers that the words of the drawing give: what there is, and what of it is drawn.
func (p *placement) counts() graph.V {
	cut := slices.ContainsFunc(p.pieces, func(piece sketchPiece) bool { return len(piece.nodes) < piece.whole })
	return graph.V{
		"pieces": p.size.pieces + p.size.isolates, "isolates": p.size.isolates, "nodes": p.total, "drawn": p.drawn(),
		"panels": len(p.pieces), "shown": len(p.isolates),
		"cut": cut, "fewer": p.size.pieces > len(p.pieces), "waiting": p.size.isolates > len(p.isolates),
	}
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

// look is what else makes the room that nodes take: rings and names.
type look struct {
	critical map[string]bool // ids of nodes with a ring
	ring     float64         // what the ring of a node, or its sign, adds to its radius
	names    map[int]naming  // by node, those that are written
	plain    bool            // panels have no numbers

	told func(a, b int) bool // whether names rather stay off the relation of two nodes; nil: off all alike
}

// placement is a sketch with a place on the paper for every node and every name.
type placement struct {
	sketch
	look
	width    float64
	height   float64
	panels   []box // by piece
	plates   [][]plate
	at       [][]point // by piece, by node of it
	isolated []point
	missing  [][2]point
}

func placed(s sketch, with look) placement {
	p := placement{sketch: s, look: with}
	wanted, widest := make([]float64, len(s.pieces)), 0.0
	for i, piece := range s.pieces {
		if p.dense(i) {
			p.at = append(p.at, evened(maxentLayout(piece.neighbours)))
		} else {
			p.at = append(p.at, stressLayout(piece.neighbours))
		}
		plates := make([]plate, len(piece.nodes))
		for k, node := range piece.nodes {
			plates[k] = p.plateOf(i, node)
		}
		p.plates = append(p.plates, plates)
		if wanted[i] = wantedWidth(p.at[i], plates, piece.relations()); p.dense(i) {
			wanted[i] = denseWidth(p.at[i])
		}
		widest += wanted[i] + panelGap
	}
	p.width = min(max(widest-panelGap, paperLeast), paperWidth)
	p.placePieces(wanted)
	p.placeIsolates()
	return p
}

// plateOf is the room that a node of a piece takes with its name, in a dense piece without.
func (p *placement) plateOf(piece, node int) plate {
	if p.dense(piece) {
		r := p.denseReach(node) + 1
		return plate{r, r, r}
	}
	r := p.reach(node)
	if n, written := p.names[node]; written {
		return plate{max(r, n.width/2) + 3, r + 3, r + n.height + 4}
	}
	return plate{r + 3, r + 3, r + 3}
}

// reach is the radius of a node with its ring or sign.
func (p *placement) reach(node int) float64 {
	if p.critical[p.graph.NodeID(node)] {
		return p.radius(node) + p.ring
	}
	return p.radius(node)
}

// placePieces puts the panels of the pieces in rows, those of a row as high as its highest.
func (p *placement) placePieces(wanted []float64) {
	widths, rows := panelRows(wanted, p.width)
	heights := make([]float64, len(widths))
	for i, width := range widths {
		if p.dense(i) {
			p.at[i], heights[i] = denseSettled(p.at[i], p.plates[i], width)
		} else {
			p.at[i], heights[i] = settled(p.at[i], p.plates[i], width)
		}
	}
	left := 0.0
	for i, width := range widths {
		if i > 0 && rows[i] != rows[i-1] {
			left, p.height = 0, p.height+panelGap
		}
		high := 0.0
		for j := range widths {
			if rows[j] == rows[i] {
				high = max(high, heights[j])
			}
		}
		for k, q := range p.at[i] {
			p.at[i][k] = point{left + q.x, p.height + (high-heights[i])/2 + q.y}
		}
		p.panels = append(p.panels, box{left, p.height, left + width, p.height + high})
		left += width + panelGap
		if i+1 == len(widths) || rows[i+1] != rows[i] {
			p.height += high
		}
	}
}

// The isolates stand in columns, each with its name.
const (
	isolateWidth  = 230.0
	isolateHeight = 21.0
	isolateRunes  = 31
	isolatesNamed = 90
	isolateDot    = 13.0 // the room of one without a name
)

// placeIsolates puts the first isolates in columns, beside their names, and those beyond close together.
func (p *placement) placeIsolates() {
	named := min(len(p.isolates), isolatesNamed)
	columns := int(p.width / isolateWidth)
	for i := range named {
		p.isolated = append(p.isolated, point{14 + float64(i%columns)*p.width/float64(columns), p.height + 22 + float64(i/columns)*isolateHeight})
	}
	if rows := (named + columns - 1) / columns; rows > 0 {
		p.height += 18 + float64(rows)*isolateHeight
	}
	columns = int((p.width - isolateDot) / isolateDot)
	for i := range len(p.isolates) - named {
		p.isolated = append(p.isolated, point{14 + float64(i%columns)*isolateDot, p.height + 8 + float64(i/columns)*isolateDot})
	}
	if rows := (len(p.isolates) - named + columns - 1) / columns; rows > 0 {
		p.height += 8 + float64(rows)*isolateDot
	}
}

// numbered tells whether panels have a number: where there are several, and a table that has the same numbers.
func (p *placement) numbered() bool { return len(p.panels) > 1 && !p.plain }

// draw writes all of a placement and returns the nodes whose name is written.
func (p *placement) draw(out *svg, bridges map[[2]string]bool) (written map[int]bool) {
	p.drawPanels(out)
	for i, piece := range p.pieces {
		p.drawEdges(out, i, piece, bridges)
	}
	p.drawMissing(out)
	for i, piece := range p.pieces {
		if p.dense(i) {
			p.drawDense(out, i)
			continue
		}
		for k, node := range piece.nodes {
			p.drawNode(out, node, p.at[i][k])
		}
	}
	written = map[int]bool{}
	for _, l := range p.labels() {
		l.draw(out)
		written[l.node] = true
	}
	if p.large {
		p.drawFar(out, written)
	}
	for i, node := range p.isolates {
		if i >= isolatesNamed {
			markOf(p.graph.Kind(node)).draw(out, p.isolated[i], smallRadius+1)
			continue
		}
		p.drawNode(out, node, p.isolated[i])
		out.text(p.isolated[i].x+11, p.isolated[i].y+4, locale.Cut(p.name(node), isolateRunes), "font-size", letteringOf(false).size)
		written[node] = true
	}
	return written
}

func (p *placement) drawPanels(out *svg) {
	for i, c := range p.panels {
		out.element("rect", "x", c.left, "y", c.top, "width", c.right-c.left, "height", c.bottom-c.top, "rx", "10", "fill", panelGround)
		if p.numbered() {
			out.text(c.left+8, c.top+17, strconv.Itoa(i+1)+".", "fill", "#4a545e", "font-weight", "700")
		}
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
	colour, thin, wide := strokeOf(piece), "1", "2.2"
	if p.dense(i) {
		colour, thin, wide = "#a6b1bb", ".6", "1.5"
	}
	if len(plain) > 0 {
		out.element("path", "d", string(plain), "stroke", colour, "stroke-width", thin, "fill", "none")
	}
	if len(thick) > 0 {
		out.element("path", "d", string(thick), "stroke", "#b3262e", "stroke-width", wide, "stroke-dasharray", "5 2.5", "fill", "none")
	}
}

// strokeOf is the colour of plain relations: paler where they are many, so that nodes and names stand out.
func strokeOf(piece sketchPiece) string {
	if piece.relations() > 3*len(piece.nodes) {
		return "#bcc5cc"
	}
	return "#8a96a1"
}

func (p *placement) radius(node int) float64 {
	return nodeRadius + min(4.5, 1.1*math.Log1p(float64(p.degree[node]))-.75)
}

func (p *placement) drawNode(out *svg, node int, at point) {
	r := p.radius(node)
	if p.critical[p.graph.NodeID(node)] {
		out.element("circle", "cx", at.x, "cy", at.y, "r", r+ring, "fill", "#ffffff", "stroke", "#1b2127", "stroke-width", "1.6")
	}
	markOf(p.graph.Kind(node)).draw(out, at, r)
}

// draw writes the shape around a point; all shapes look about as large.
func (m mark) draw(out *svg, at point, r float64) {
	if m.shape == "ring" {
		out.element("circle", "cx", at.x, "cy", at.y, "r", r-1, "fill", "#ffffff", "stroke", m.colour, "stroke-width", "2")
		return
	}
	m.shaped(out, at, r, "fill", m.colour, "stroke", "#ffffff", "stroke-width", "1")
}

// shaped writes the shape with a filling and an outline of its own.
func (m mark) shaped(out *svg, at point, r float64, edge ...any) {
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
		out.element("circle", append([]any{"cx", at.x, "cy", at.y, "r", r - 1}, edge...)...)
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
func legendOf(s sketch, l *locale.Locale) []Legend {
	used, other := map[string]bool{}, "word.no_kind" // where others have no kind at all
	see := func(node int) {
		kind := s.graph.Kind(node)
		mark := markOf(kind).kind
		used[mark] = true
		if mark == "" && kind != "" {
			other = "drawing.other"
		}
	}
	for _, p := range s.pieces {
		for _, node := range p.nodes {
			see(node)
		}
	}
	for _, node := range s.isolates {
		see(node)
	}
	var out []Legend
	for _, m := range marks() {
		if !used[m.kind] {
			continue
		}
		name := l.Say(other, nil)
		if m.kind != "" {
			name = l.Kind(m.kind)
		}
		out = append(out, Legend{Mark: small(func(s *svg) { m.draw(s, point{9, 9}, 7) }), Name: name})
	}
	return out
}

// criticalLegend names the marks of what is critical, those that are drawn, and says where a report that lists only some
// marks only those.
func (p *placement) criticalLegend(r analysis.Report, l *locale.Locale) []Legend {
	part := func(listed, all int) graph.V {
		if listed >= all {
			return nil
		}
		return graph.V{"part": listed, "all": all}
	}
	var out []Legend
	actors, relations := p.criticalDrawn(criticalPairs(r))
	if actors {
		out = append(out, Legend{small(func(s *svg) {
			s.element("circle", "cx", 9, "cy", 9, "r", 7, "fill", "#ffffff", "stroke", "#1b2127", "stroke-width", "1.6")
		}), l.Say("drawing.critical_actor", part(len(r.CriticalActors), r.Fragility.ArticulationPoints))})
	}
	if relations {
		out = append(out, Legend{small(func(s *svg) {
			s.element("path", "d", "M1 9L17 9", "stroke", "#b3262e", "stroke-width", "2.2", "stroke-dasharray", "5 2.5")
		}), l.Say("drawing.critical_relation", part(len(r.CriticalRelations), r.Fragility.Bridges))})
	}
	return out
}

// criticalDrawn tells whether a critical actor and a critical relation are among what is drawn.
func (p *placement) criticalDrawn(bridges map[[2]string]bool) (actors, relations bool) {
	for _, piece := range p.pieces {
		for k, node := range piece.nodes {
			id := p.graph.NodeID(node)
			actors = actors || p.critical[id]
			for _, to := range piece.neighbours[k] {
				relations = relations || bridges[[2]string{id, p.graph.NodeID(piece.nodes[to])}]
			}
		}
	}
	return actors, relations
}

// small is a mark of the legend. The name beside it says what it is, so it is hidden from screen readers.
func small(draw func(*svg)) template.HTML {
	s := &svg{}
	s.WriteString(`<svg viewBox="0 0 18 18" aria-hidden="true">`)
	draw(s)
	return s.done()
}
