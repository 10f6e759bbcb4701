package drawing

import (
	"cmp"
	"slices"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// neighboursDrawn is how many neighbours of a node its drawing has.
const neighboursDrawn = 24

// Surroundings draws a node in the middle of those that it has relations with, and their relations among each other, as
// the pieces of a network are drawn; the node has a ring, relations without another way are thick. It is nil where there
// is nobody around.
func Surroundings(portrait analysis.Portrait, g *graph.Graph, lang string) *Drawing {
	p := surroundings{Portrait: portrait, l: locale.New(lang), g: g}
	p.at, _ = g.FindNode(portrait.ID)
	s := p.sketched()
	if len(s.pieces[0].nodes) < 2 {
		return nil
	}
	drawn := placed(s, look{critical: map[string]bool{p.ID: true}, ring: ring, names: s.namings()})
	values := graph.V{"name": s.name(p.at), "drawn": len(s.pieces[0].nodes) - 1, "all": s.total}
	out := newSVG("node-drawing", drawn.width, drawn.height, p.l.Say("node.drawing", values), p.l.Say("node.drawing.description", values))
	bridges := map[[2]string]bool{}
	if at := p.Place; at != nil {
		for _, r := range at.Critical {
			bridges[[2]string{r.Source, r.Target}], bridges[[2]string{r.Target, r.Source}] = true, true
		}
	}
	drawn.draw(out, bridges)
	return &Drawing{Network: true, SVG: out.done(), Caption: p.l.Say("node.drawing.caption", values), Legend: legendOf(s, p.l)}
}

// surroundings is a node as its drawing looks for those around it.
type surroundings struct {
	analysis.Portrait
	l  *locale.Locale
	g  *graph.Graph
	at int
}

// sketched is the node with its best connected neighbours as one piece of a sketch.
func (p surroundings) sketched() sketch {
	edges := p.Related
	if p.Place == nil {
		edges = p.Edges
	}
	var around []int
	for _, e := range edges {
		from, to := p.g.Ends(e)
		if end := from + to - p.at; end != p.at {
			around = append(around, end)
		}
	}
	slices.Sort(around)
	around = slices.Compact(around)
	s := sketch{graph: p.g, locale: p.l, total: len(around), degree: p.degrees(around)}
	slices.SortStableFunc(around, func(a, b int) int { return cmp.Compare(s.degree[b], s.degree[a]) })
	nodes := append([]int{p.at}, around[:min(len(around), neighboursDrawn)]...)
	s.pieces = []sketchPiece{{nodes: nodes, neighbours: p.joined(nodes), whole: len(nodes)}}
	return s
}

// degrees is how many edges the nodes around have, by node of the graph; the node in the middle stands before all.
func (p surroundings) degrees(around []int) []uint32 {
	out := make([]uint32, p.g.Nodes())
	for _, i := range around {
		out[i] = uint32(len(p.g.Incidence().Of(i)))
		out[p.at] = max(out[p.at], out[i]+1)
	}
	return out
}

// joined are, for each of some nodes, the places of those that it has a relation with that counts.
func (p surroundings) joined(nodes []int) [][]int {
	place := map[int]int{}
	for k, i := range nodes {
		place[i] = k
	}
	out := make([][]int, len(nodes))
	selection, err := p.Lens.Select(p.g)
	for k, i := range nodes {
		for _, e := range p.g.Incidence().Of(i) {
			from, to := p.g.Ends(int(e))
			other, in := place[from+to-i]
			own := i == p.at || from == p.at || to == p.at
			if in && other != k && (own || err == nil && selection.HasEdge(int(e))) {
				out[k] = append(out[k], other)
			}
		}
		slices.Sort(out[k])
		out[k] = slices.Compact(out[k])
	}
	return out
}
