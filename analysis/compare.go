package analysis

import (
	"context"
	"slices"

	"trama/analysis/internal/view"
	"trama/analysis/structure"
	"trama/graph"
)

// CompareSchema is the name of the document of a comparison.
const CompareSchema = "trama.compare/1"

// CompareOptions are the parameters of a comparison.
type CompareOptions struct {
	Lens  graph.Lens `json:"-"`
	Seed  int64      `json:"seed"`
	Exact bool       `json:"exact,omitempty"`
}

// Comparison is what changed from one state of a network to another, trama.compare/1. Changes applied to the state
// before give the state after.
type Comparison struct {
	Schema  string           `json:"schema"`
	Before  Network          `json:"before"`
	After   Network          `json:"after"`
	Lens    graph.Lens       `json:"lens"`
	Params  CompareOptions   `json:"params"`
	Nodes   NodeMoves        `json:"nodes"`
	Edges   EdgeMoves        `json:"edges"`
	Merged  []PieceMove      `json:"merged"` // pieces that were several and are one
	Split   []PieceMove      `json:"split"`  // pieces that were one and are several
	Needs   []Member         `json:"needs_answered"`
	Kept    []Member         `json:"commitments_kept"`
	Figures []FigureMove     `json:"figures"`
	Changes graph.Changes    `json:"changes"`
	Notes   []graph.Sentence `json:"notes"`
}

// NodeMoves are the nodes that joined, left, and have other values.
type NodeMoves struct {
	Added   []Member `json:"added"`
	Removed []Member `json:"removed"`
	Changed []Member `json:"changed"`
}

// EdgeMoves are the relations that are new, lost, and have other values.
type EdgeMoves struct {
	Added   []RelationMove `json:"added"`
	Removed []RelationMove `json:"removed"`
	Changed []RelationMove `json:"changed"`
}

// RelationMove names a relation.
type RelationMove struct {
	ID          string `json:"id"`
	Source      string `json:"source"`
	SourceLabel string `json:"source_label"`
	Target      string `json:"target"`
	TargetLabel string `json:"target_label"`
	Type        string `json:"type"`
}

// PieceMove is a piece that came of several, or fell into several; Pieces are these, the largest first.
type PieceMove struct {
	Label  string  `json:"label"`
	Size   int     `json:"size"`
	Pieces []Piece `json:"pieces"`
}

// Piece is a component by its name and size.
type Piece struct {
	Label string `json:"label"`
	Size  int    `json:"size"`
}

// FigureMove is a figure of the report then and now; the difference is that of the printed figures.
type FigureMove struct {
	Figure     string   `json:"figure"` // section.field
	Before     *float64 `json:"before"`
	After      *float64 `json:"after"`
	Difference *float64 `json:"difference"`
}

// Compare returns what changed from one state to another, under one lens. It costs two reports and O(size of both).
func Compare(ctx context.Context, before, after Source, o CompareOptions) (*Comparison, error) {
	options := ReportOptions{Lens: o.Lens, Seed: o.Seed, Exact: o.Exact}
	then, err := NewReport(ctx, before, options)
	if err != nil {
		return nil, err
	}
	now, err := NewReport(ctx, after, options)
	if err != nil {
		return nil, err
	}
	c := &Comparison{
		Schema: CompareSchema, Before: then.Network, After: now.Network, Lens: o.Lens, Params: o,
		Changes: graph.Diff(before.Graph, after.Graph), Notes: after.notes(), Figures: figureMoves(then, now),
		Needs: newlyAnswered(then, now, before.Graph), Kept: newlyKept(then, now),
	}
	c.Nodes, c.Edges = nodeMoves(before.Graph, after.Graph, c.Changes), edgeMoves(before.Graph, after.Graph, c.Changes)
	if c.Merged, err = pieceMoves(ctx, after, before, o.Lens); err != nil {
		return nil, err
	}
	c.Split, err = pieceMoves(ctx, before, after, o.Lens)
	return c, err
}

func nodeMoves(before, after *graph.Graph, c graph.Changes) NodeMoves {
	m := NodeMoves{Added: []Member{}, Removed: []Member{}, Changed: []Member{}}
	for _, id := range c.RemoveNodes {
		m.Removed = append(m.Removed, memberOf(before, id))
	}
	for _, n := range c.PutNodes {
		if _, there := before.FindNode(n.ID); there {
			m.Changed = append(m.Changed, memberOf(after, n.ID))
		} else {
			m.Added = append(m.Added, memberOf(after, n.ID))
		}
	}
	return m
}

func memberOf(g *graph.Graph, id string) Member {
	i, there := g.FindNode(id)
	if !there {
		return Member{ID: id, Label: id}
	}
	return Member{ID: id, Label: g.Label(i), Kind: g.Kind(i)}
}

func edgeMoves(before, after *graph.Graph, c graph.Changes) EdgeMoves {
	m := EdgeMoves{Added: []RelationMove{}, Removed: []RelationMove{}, Changed: []RelationMove{}}
	put := map[string]bool{}
	for _, e := range c.PutEdges {
		put[e.ID] = true
		if _, there := before.FindEdge(e.ID); there {
			m.Changed = append(m.Changed, relationMove(after, e.ID))
		} else {
			m.Added = append(m.Added, relationMove(after, e.ID))
		}
	}
	for _, id := range c.RemoveEdges {
		if !put[id] {
			m.Removed = append(m.Removed, relationMove(before, id))
		}
	}
	return m
}

func relationMove(g *graph.Graph, id string) RelationMove {
	e, _ := g.FindEdge(id)
	s, t := g.Ends(e)
	return RelationMove{ID: id, Source: g.NodeID(s), SourceLabel: g.Label(s), Target: g.NodeID(t), TargetLabel: g.Label(t), Type: g.Type(e)}
}

// pieces are the components of a state.
type pieces struct {
	*structure.Components
	view    *view.View
	members [][]uint32
}

func piecesOf(ctx context.Context, src Source, l graph.Lens) (pieces, error) {
	v, _, err := viewOf(ctx, src, l)
	if err != nil {
		return pieces{}, err
	}
	c, err := structure.NewComponents(ctx, v)
	if err != nil {
		return pieces{}, err
	}
	return pieces{Components: c, view: v, members: c.Members()}, nil
}

func (p pieces) label(rank int) string { return namesake(p.view, p.members[rank]) }

// pieceMoves returns the pieces of one state whose nodes lie in several pieces of the other: nodes that the other does
// not have are left aside.
func pieceMoves(ctx context.Context, whole, parts Source, l graph.Lens) ([]PieceMove, error) {
	one, err := piecesOf(ctx, whole, l)
	if err != nil {
		return nil, err
	}
	other, err := piecesOf(ctx, parts, l)
	if err != nil {
		return nil, err
	}
	found := make([]map[int]bool, len(one.Sizes))
	for u := range one.view.N() {
		i, there := other.view.Graph().FindNode(one.view.Graph().NodeID(one.view.Position(u)))
		if !there {
			continue
		}
		if w, in := other.view.Index(i); in {
			rank := one.Of[u]
			if found[rank] == nil {
				found[rank] = map[int]bool{}
			}
			found[rank][int(other.Of[w])] = true
		}
	}
	out := []PieceMove{}
	for rank, ranks := range found {
		if len(ranks) < 2 {
			continue
		}
		move := PieceMove{Label: one.label(rank), Size: one.Sizes[rank]}
		for _, r := range sortedRanks(ranks) {
			move.Pieces = append(move.Pieces, Piece{Label: other.label(r), Size: other.Sizes[r]})
		}
		out = append(out, move)
	}
	return out, nil
}

func sortedRanks(set map[int]bool) []int {
	out := make([]int, 0, len(set))
	for r := range set {
		out = append(out, r)
	}
	slices.Sort(out)
	return out
}

// newlyAnswered returns the needs that had no answer then and have one now.
func newlyAnswered(then, now *Report, before *graph.Graph) []Member {
	open := map[string]bool{}
	for _, n := range now.Coverage.Unanswered {
		open[n.ID] = true
	}
	out := []Member{}
	for _, n := range then.Coverage.Unanswered {
		if !open[n.ID] {
			out = append(out, memberOf(before, n.ID))
		}
	}
	return out
}

// newlyKept returns the commitments that are kept now and were not then.
func newlyKept(then, now *Report) []Member {
	kept := map[string]bool{}
	for _, c := range then.Commitments.List {
		kept[c.ID] = c.State == "kept"
	}
	out := []Member{}
	for _, c := range now.Commitments.List {
		if c.State == "kept" && !kept[c.ID] {
			out = append(out, Member{ID: c.ID, Label: c.What, Kind: graph.Commitment})
		}
	}
	return out
}

func figureMoves(then, now *Report) []FigureMove {
	before, after := figuresOf(then), figuresOf(now)
	out := make([]FigureMove, len(before))
	for i, f := range before {
		m := FigureMove{Figure: f.name, Before: f.value, After: after[i].value}
		if m.Before != nil && m.After != nil {
			d := *m.After - *m.Before
			m.Difference = &d
		}
		out[i] = m
	}
	return out
}

// reportFigure is one figure of a report by its name there.
type reportFigure struct {
	name  string
	value *float64
}

// figuresOf returns the single figures of a report, in its order.
func figuresOf(r *Report) []reportFigure {
	whole := func(n int) *float64 { x := float64(n); return &x }
	real := func(x float64) *float64 { return &x }
	s, f, g, c := r.Structure, r.Fragmentation, r.Fragility, r.Cohesion
	return []reportFigure{
		{"structure.nodes", whole(s.Nodes)}, {"structure.edges", whole(s.Edges)}, {"structure.density", real(s.Density)},
		{"structure.mean_degree", real(s.MeanDegree)}, {"structure.isolates", whole(s.Isolates)},
		{"fragmentation.components", whole(f.Components)}, {"fragmentation.largest_component", whole(f.LargestComponent)},
		{"fragmentation.largest_share", real(f.LargestShare)}, {"fragmentation.component_entropy", real(f.ComponentEntropy)},
		{"fragmentation.component_entropy_normalized", real(f.ComponentEntropyNormalized)}, {"fragmentation.herfindahl", real(f.Herfindahl)},
		{"fragmentation.fragmentation", real(f.Fragmentation)}, {"fragmentation.connectedness", real(f.Connectedness)},
		{"fragmentation.distance_fragmentation", real(f.DistanceFragmentation)}, {"fragmentation.global_efficiency", real(f.GlobalEfficiency)},
		{"fragmentation.mean_distance", f.MeanDistance}, {"fragmentation.diameter", whole(f.Diameter)},
		{"fragility.bridges", whole(g.Bridges)}, {"fragility.articulation_points", whole(g.ArticulationPoints)},
		{"fragility.bridge_leaves", whole(g.BridgeLeaves)}, {"fragility.bridge_isolated", whole(g.BridgeIsolated)},
		{"fragility.links_to_connect", whole(g.LinksToConnect)}, {"fragility.links_to_robust", whole(g.LinksToRobust)}, {"fragility.robustness", g.Robustness},
		{"hierarchy.hierarchy", r.Hierarchy.Hierarchy}, {"hierarchy.efficiency", r.Hierarchy.Efficiency}, {"hierarchy.lubness", r.Hierarchy.Lubness},
		{"cohesion.transitivity", real(c.Transitivity)}, {"cohesion.average_clustering", real(c.AverageClustering)},
		{"cohesion.max_core", whole(c.MaxCore)}, {"cohesion.core_share", real(c.CoreShare)}, {"cohesion.algebraic_connectivity", c.AlgebraicConnectivity},
		{"cohesion.kirchhoff_index", c.KirchhoffIndex}, {"cohesion.forest_index", c.ForestIndex},
		{"communities.count", whole(r.Communities.Count)}, {"communities.modularity", real(r.Communities.Modularity)},
		{"coverage.needs", whole(r.Coverage.Needs)}, {"coverage.answered", whole(r.Coverage.Answered)}, {"coverage.answered_once", whole(r.Coverage.AnsweredOnce)},
		{"coverage.contested_only", whole(r.Coverage.ContestedOnly)}, {"validation.share", real(r.Validation.Share)},
		{"reciprocity.asked", whole(r.Reciprocity.Asked)}, {"reciprocity.returned", whole(r.Reciprocity.Returned)},
		{"participants.pieces_absent", whole(r.Participants.PiecesAbsent)},
		{"commitments.kept", whole(r.Commitments.Kept)}, {"commitments.late", whole(r.Commitments.Late)}, {"commitments.dropped", whole(r.Commitments.Dropped)},
	}
}
