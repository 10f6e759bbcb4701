package analysis

import (
	"context"
	"slices"

	"trama/analysis/internal/view"
	"trama/analysis/structure"
	"trama/analysis/table"
	"trama/graph"
)

// PortraitOptions name a node, and what counts around it.
type PortraitOptions struct {
	Lens graph.Lens
	ID   string
}

// Portrait is one node of a network: where it stands in what a lens leaves, and what of the table's records at it is
// still open.
type Portrait struct {
	Network Network
	Lens    graph.Lens
	ID      string
	Place   *Place // null: the lens leaves the node out

	Edges   []int // the node's edges that the lens does not exclude, by position: those of the table's records too
	Aside   []int // its other edges: retired, past, or left out by the lens
	Related []int // of Edges those that the lens counts

	Unreturned  []string           // ids of the expectations at the node that nobody has returned
	Answered    []string           // ids of the needs at the node, itself among them, that are answered
	Commitments []table.Commitment // that the node makes, or that concern it
}

// Place is where a node stands among the pieces of a view.
type Place struct {
	Piece      Component
	Pieces     int
	Nodes      int                // of the view
	Neighbours int                // nodes that it has a relation with
	Parts      []Component        // into which its piece falls without it, the largest first; fewer than two: into none
	Critical   []CriticalRelation // its relations whose loss would cut something off
}

// NewPortrait returns the portrait of a node: pieces, articulation points and bridges by the kernels of the report, the
// parts by the same kernel on the view without the node. In O(n+m). It fails with NotFound for a node that is not there,
// with Usage and NotFound for a lens that is none, and when the context ends.
func NewPortrait(ctx context.Context, src Source, o PortraitOptions) (*Portrait, error) {
	at, there := src.Graph.FindNode(o.ID)
	if !there {
		return nil, graph.NoNode("analysis.NewPortrait", o.ID)
	}
	p := &portrayer{ctx: ctx, src: src, at: at}
	p.Portrait = &Portrait{Network: src.network(), Lens: o.Lens, ID: o.ID, Edges: []int{}, Aside: []int{}, Related: []int{}}
	var err error
	if p.v, p.sel, err = viewOf(ctx, src, o.Lens); err != nil {
		return nil, err
	}
	if p.aside, err = table.Aside(src.Graph, o.Lens); err != nil {
		return nil, err
	}
	if u, in := p.v.Index(at); in {
		if err := p.place(u); err != nil {
			return nil, err
		}
	}
	p.edges()
	return p.Portrait, p.records()
}

// portrayer is a portrait in the making, with what several of its parts need.
type portrayer struct {
	*Portrait
	ctx   context.Context
	src   Source
	at    int // the node's position
	v     *view.View
	sel   *graph.Selection
	aside *graph.Selection // what the lens leaves with all kinds and types that it does not exclude
}

// place finds where the node stands, as node u of the view.
func (p *portrayer) place(u int) error {
	comps, err := structure.NewComponents(p.ctx, p.v)
	if err != nil {
		return err
	}
	cuts, err := structure.NewCuts(p.ctx, p.v)
	if err != nil {
		return err
	}
	p.Place = &Place{
		Piece: pieceOf(p.v, comps, int(comps.Of[u])), Pieces: comps.Count(), Nodes: p.v.N(), Neighbours: p.v.Degree(u),
		Parts: []Component{}, Critical: []CriticalRelation{},
	}
	for _, bridge := range cuts.Bridges {
		if int(bridge.U) == u || int(bridge.V) == u {
			p.Place.Critical = append(p.Place.Critical, relationOf(p.v, bridge))
		}
	}
	if cuts.Parts[u] > 1 {
		p.Place.Parts, err = p.parts(p.v.Row(u))
	}
	return err
}

// pieceOf describes the component of a rank.
func pieceOf(v *view.View, c *structure.Components, rank int) Component {
	members := make([]uint32, 0, c.Sizes[rank])
	for u, of := range c.Of {
		if int(of) == rank {
			members = append(members, uint32(u))
		}
	}
	return componentOf(v, rank, members)
}

// parts returns the components in which the neighbours of the node are once it is left out, the largest first.
func (p *portrayer) parts(neighbours []uint32) ([]Component, error) {
	lens := p.Lens
	lens.LeaveOut = append(slices.Clone(lens.LeaveOut), p.ID)
	v, _, err := viewOf(p.ctx, p.src, lens)
	if err != nil {
		return nil, err
	}
	comps, err := structure.NewComponents(p.ctx, v)
	if err != nil {
		return nil, err
	}
	var ranks []int
	for _, w := range neighbours {
		if now, in := v.Index(p.v.Position(int(w))); in {
			ranks = append(ranks, int(comps.Of[now]))
		}
	}
	slices.Sort(ranks)
	out := []Component{}
	for _, rank := range slices.Compact(ranks) {
		out = append(out, pieceOf(v, comps, rank))
	}
	return out, nil
}

// edges sorts the edges of the node into those that count, those that the lens does not exclude, and the others.
func (p *portrayer) edges() {
	for _, e := range p.src.Graph.Incidence().Of(p.at) {
		i := int(e)
		if p.aside.HasEdge(i) {
			p.Edges = append(p.Edges, i)
		} else {
			p.Aside = append(p.Aside, i)
		}
		if p.sel.HasEdge(i) {
			p.Related = append(p.Related, i)
		}
	}
}

// records reads how the table's records at the node stand, by the rules of the report's sections.
func (p *portrayer) records() error {
	t, err := table.New(p.src.Graph, p.Lens, p.v, p.src.day(p.Lens))
	if err != nil {
		return err
	}
	p.Unreturned, p.Answered, p.Commitments = []string{}, []string{}, []table.Commitment{}
	all := answersOf(p.aside, t)
	for _, e := range all.Unreturned {
		if e.From == p.ID || e.To == p.ID {
			p.Unreturned = append(p.Unreturned, e.ID)
		}
	}
	near := p.near()
	for _, id := range all.Answered {
		if near[id] {
			p.Answered = append(p.Answered, id)
		}
	}
	for _, c := range t.Commitments().List {
		if near[c.ID] {
			p.Commitments = append(p.Commitments, c)
		}
	}
	return nil
}

// near are the ids of the node and of all that it has an edge with.
func (p *portrayer) near() map[string]bool {
	g := p.src.Graph
	near := map[string]bool{p.ID: true}
	for _, e := range p.Edges {
		from, to := g.Ends(e)
		near[g.NodeID(from)], near[g.NodeID(to)] = true, true
	}
	return near
}
