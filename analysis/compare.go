package analysis

import (
	"context"
	"maps"
	"slices"

	"trama/analysis/internal/view"
	"trama/analysis/structure"
	"trama/analysis/table"
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
// before give the state after; where a lens is asked for, nodes, edges, kept commitments and changes are those of what it leaves of
// the two. Figures are those of the two reports, by section and name; an undefined one is null.
type Comparison struct {
	Schema     string              `json:"schema"`
	From       Network             `json:"from"`
	To         Network             `json:"to"`
	Lens       graph.Lens          `json:"lens"`
	Params     CompareOptions      `json:"params"`
	Nodes      NodeMoves           `json:"nodes"`
	Edges      EdgeMoves           `json:"edges"`
	Merged     []PieceMove         `json:"merged"`   // pieces that were several and are one
	Split      []PieceMove         `json:"split"`    // pieces that were one and are several
	Answered   []Member            `json:"answered"` // needs that had no answer
	Kept       []Member            `json:"kept"`     // commitments that were not kept
	Before     map[string]*float64 `json:"before"`
	After      map[string]*float64 `json:"after"`
	Difference map[string]*float64 `json:"difference"`
	Changes    graph.Changes       `json:"changes"`
	Notes      []graph.Sentence    `json:"notes"`

	States [2]*graph.Graph `json:"-"` // before and after
}

// NodeMoves are the nodes that joined, left, and have other values.
type NodeMoves struct {
	Added   []Member      `json:"added"`
	Removed []Member      `json:"removed"`
	Changed []ChangedNode `json:"changed"`
}

// EdgeMoves are the relations that are new, lost, and have other values.
type EdgeMoves struct {
	Added   []NamedRelation   `json:"added"`
	Removed []NamedRelation   `json:"removed"`
	Changed []ChangedRelation `json:"changed"`
}

// NamedRelation names a relation.
type NamedRelation struct {
	ID          string `json:"id"`
	Source      string `json:"source"`
	SourceLabel string `json:"source_label"`
	Target      string `json:"target"`
	TargetLabel string `json:"target_label"`
	Type        string `json:"type"`
}

// PieceMove is a piece that came of several, or fell into several; Sizes are theirs, the largest first.
type PieceMove struct {
	Label string `json:"label"`
	Size  int    `json:"size"`
	Sizes []int  `json:"sizes"`
}

// Compare returns what changed from one state to another, under one lens. It costs two reports and O(size of both).
func Compare(ctx context.Context, before, after Source, o CompareOptions) (*Comparison, error) {
	for _, id := range o.Lens.LeaveOut {
		if !before.has(id) && !after.has(id) {
			return nil, graph.NoNode("analysis.Compare", id)
		}
	}
	then, err := compared(ctx, before, o)
	if err != nil {
		return nil, err
	}
	now, err := compared(ctx, after, o)
	if err != nil {
		return nil, err
	}
	both, err := newSeen(before.Graph, after.Graph, o.Lens)
	if err != nil {
		return nil, err
	}
	changes := graph.Diff(both.before, both.after)
	c := &Comparison{
		Schema: CompareSchema, From: before.network(), To: after.network(), Lens: o.Lens, Params: o, Changes: changes, Notes: after.notes(),
		States: [2]*graph.Graph{before.Graph, after.Graph},
		Nodes:  both.nodeMoves(changes), Edges: both.edgeMoves(changes),
		Merged: pieceMoves(now, then), Split: pieceMoves(then, now), Answered: newlyAnswered(then, now), Kept: newlyKept(both.before, both.after),
		Before: then.figures, After: now.figures, Difference: differences(then.figures, now.figures),
	}
	return c, nil
}

// side is one state of a comparison: its pieces and its figures.
type side struct {
	*structure.Components
	view    *view.View
	needs   table.Needs
	members [][]uint32
	figures map[string]*float64
}

func compared(ctx context.Context, src Source, o CompareOptions) (side, error) {
	o.Lens = leavingOut(o.Lens, src.Graph)
	aside, err := table.Aside(src.Graph, o.Lens)
	if err != nil {
		return side{}, err
	}
	v, _, err := viewOf(ctx, src, o.Lens)
	if err != nil {
		return side{}, err
	}
	c, err := structure.NewComponents(ctx, v)
	if err != nil {
		return side{}, err
	}
	figures, err := figuresOf(ctx, src, o)
	return side{Components: c, view: v, needs: table.NewNeeds(aside), members: c.Members(), figures: figures}, err
}

func (s seen) nodeMoves(c graph.Changes) NodeMoves {
	before, after := s.before, s.after
	m := NodeMoves{Added: []Member{}, Removed: []Member{}, Changed: []ChangedNode{}}
	for _, id := range c.RemoveNodes {
		m.Removed = append(m.Removed, memberOf(before, id))
	}
	for _, n := range c.PutNodes {
		if _, there := before.FindNode(n.ID); there {
			m.Changed = append(m.Changed, s.node(n.ID))
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

func (s seen) edgeMoves(c graph.Changes) EdgeMoves {
	before, after := s.before, s.after
	m := EdgeMoves{Added: []NamedRelation{}, Removed: []NamedRelation{}, Changed: []ChangedRelation{}}
	for _, e := range c.PutEdges {
		if _, there := before.FindEdge(e.ID); there {
			m.Changed = append(m.Changed, s.edge(e.ID))
		} else {
			m.Added = append(m.Added, namedRelation(after, e.ID))
		}
	}
	for _, id := range c.EdgesGone() {
		m.Removed = append(m.Removed, namedRelation(before, id))
	}
	return m
}

func namedRelation(g *graph.Graph, id string) NamedRelation {
	e, _ := g.FindEdge(id)
	s, t := g.Ends(e)
	return NamedRelation{ID: id, Source: g.NodeID(s), SourceLabel: g.Label(s), Target: g.NodeID(t), TargetLabel: g.Label(t), Type: g.Type(e)}
}

// pieceMoves returns the pieces of one state whose nodes lie in several pieces of the other: nodes that the other does
// not have are left aside.
func pieceMoves(one, other side) []PieceMove {
	found := make([]map[int]bool, one.Count())
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
		move := PieceMove{Label: namesake(one.view, one.members[rank]), Size: one.Sizes[rank]}
		for _, r := range slices.Sorted(maps.Keys(ranks)) {
			move.Sizes = append(move.Sizes, other.Sizes[r])
		}
		out = append(out, move)
	}
	return out
}

// newlyAnswered returns the needs that had no answer then and have one now.
func newlyAnswered(before, after side) []Member {
	answered := map[string]bool{}
	for _, i := range after.needs.Answered {
		answered[after.view.Graph().NodeID(i)] = true
	}
	out := []Member{}
	for _, i := range before.needs.Open {
		if id := before.view.Graph().NodeID(i); answered[id] {
			out = append(out, memberOf(after.view.Graph(), id))
		}
	}
	return out
}

// newlyKept returns the commitments that are kept now and were not then.
func newlyKept(before, after *graph.Graph) []Member {
	out := []Member{}
	for i := range after.Nodes() {
		if after.Kind(i) != graph.Commitment || after.NodeColumn("state").Text(i) != "kept" {
			continue
		}
		id := after.NodeID(i)
		then, there := before.FindNode(id)
		if !there || before.NodeColumn("state").Text(then) != "kept" {
			out = append(out, memberOf(after, id))
		}
	}
	return out
}
