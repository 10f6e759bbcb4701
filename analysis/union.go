package analysis

import (
	"cmp"
	"math"
	"slices"

	"trama/analysis/table"
	"trama/graph"
)

// Move is what became of a node, or of the relation between two, from one state of a network to another.
type Move string

// The moves. A relation has grown or shrunk where the weights of all relations between the two add up to more or to less.
const (
	Same    Move = "same"
	New     Move = "new"
	Gone    Move = "gone"
	Grown   Move = "grown"
	Shrunk  Move = "shrunk"
	Changed Move = "changed" // other values
)

// Union is two states of a network under one lens as one: whatever counts in either.
type Union struct {
	Graph *graph.Graph // the nodes with the kind and the label that they have last, and an edge for each pair
	Nodes []Move       // by node of Graph
	Pairs []UnionPair  // ascending by source, then by target
}

// UnionPair is two nodes between which there is or was a relation, as positions in the graph of a union.
type UnionPair struct {
	Source, Target int // the lower one first
	Move           Move
	Types          []string // of the relations between the two, or of those that are gone; ascending
	Kept           bool     // by a relation that a kept commitment has added since
}

// Union returns both states as one. It is empty where the comparison does not know its states. Loops are left out; a node that
// counts in one of the states only is new or gone, also where the other has it but its lens leaves it out. O(size of both · log).
func (c Comparison) Union() (Union, error) {
	if c.States[0] == nil || c.States[1] == nil {
		return Union{Graph: graph.Empty()}, nil
	}
	var sides [2]unionSide
	for i, g := range c.States {
		var err error
		if sides[i], err = newUnionSide(g, c.Lens); err != nil {
			return Union{}, err
		}
	}
	return unionOf(sides[0], sides[1], c)
}

// Moved returns the nodes that have moved, and the ends of relations that have: positions in the graph, ascending.
func (u Union) Moved() []int {
	var out []int
	for i, m := range u.Nodes {
		if m != Same {
			out = append(out, i)
		}
	}
	for _, p := range u.Pairs {
		if p.Move != Same {
			out = append(out, p.Source, p.Target)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unionSide is what a lens leaves of one state.
type unionSide struct {
	*graph.Selection
	lens     graph.Lens
	strength map[[2]string]float64 // by the ids of two that have a relation, the lower one first
	types    map[[2]string][]string
}

func newUnionSide(g *graph.Graph, l graph.Lens) (unionSide, error) {
	s := unionSide{lens: leavingOut(l, g), strength: map[[2]string]float64{}, types: map[[2]string][]string{}}
	var err error
	if s.Selection, err = s.lens.Select(g); err != nil {
		return s, err
	}
	column := g.EdgeMeaning("weight")
	for e := range g.Edges() {
		if pair, ok := s.pair(e); ok {
			weight, given := column.Number(e)
			if !given {
				weight = 1
			}
			s.strength[pair] += weight
			s.types[pair] = append(s.types[pair], g.Type(e))
		}
	}
	return s, nil
}

// pair returns the ends of an edge that counts, by id; false of one that does not, and of a loop.
func (s unionSide) pair(e int) ([2]string, bool) {
	from, to := s.Graph.Ends(e)
	if from == to || !s.HasEdge(e) {
		return [2]string{}, false
	}
	return orderedPair(s.Graph.NodeID(from), s.Graph.NodeID(to)), true
}

func orderedPair(a, b string) [2]string {
	if b < a {
		a, b = b, a
	}
	return [2]string{a, b}
}

// pairOf is pair, of an edge by its id.
func (s unionSide) pairOf(id string) ([2]string, bool) {
	e, there := s.Graph.FindEdge(id)
	if !there {
		return [2]string{}, false
	}
	return s.pair(e)
}

// has tells whether a node is there and counts.
func (s unionSide) has(id string) bool {
	i, there := s.Graph.FindNode(id)
	return there && s.HasNode(i)
}

func unionOf(before, after unionSide, c Comparison) (u Union, err error) {
	moves := pairMoves(before, after, c)
	u.Graph = unionGraph(before, after, moves)
	u.Nodes = u.nodeMoves(before, after, c.Nodes.Changed)
	kept, err := after.keptPairs(c.Edges.Added)
	if err != nil {
		return Union{}, err
	}
	for pair, move := range moves {
		source, _ := u.Graph.FindNode(pair[0])
		target, _ := u.Graph.FindNode(pair[1])
		types := after.types[pair]
		if move == Gone {
			types = before.types[pair]
		}
		slices.Sort(types)
		u.Pairs = append(u.Pairs, UnionPair{min(source, target), max(source, target), move, slices.Compact(types), kept[pair]})
	}
	slices.SortFunc(u.Pairs, func(a, b UnionPair) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Target, b.Target))
	})
	return u, nil
}

// unionGraph is the graph of all nodes that count, with an edge for each pair.
func unionGraph(before, after unionSide, pairs map[[2]string]Move) *graph.Graph {
	b := graph.NewBuilder()
	label := b.NodeColumn("label")
	for k, s := range []unionSide{after, before} {
		for i := range s.Graph.Nodes() {
			id := s.Graph.NodeID(i)
			if !s.HasNode(i) || k == 1 && after.has(id) {
				continue
			}
			row := b.Node(id)
			b.SetKind(row, s.Graph.Kind(i))
			b.SetNode(row, label, graph.TextValue(s.Graph.Label(i)))
		}
	}
	for pair := range pairs {
		b.Edge(graph.BuilderEdge{Source: b.Node(pair[0]), Target: b.Node(pair[1]), Type: "knows"})
	}
	g, _ := b.Build()
	return g
}

func (u Union) nodeMoves(before, after unionSide, changed []ChangedNode) []Move {
	other := map[string]bool{}
	for _, m := range changed {
		other[m.ID] = true
	}
	moves := make([]Move, u.Graph.Nodes())
	for i := range moves {
		switch id := u.Graph.NodeID(i); {
		case !before.has(id):
			moves[i] = New
		case !after.has(id):
			moves[i] = Gone
		case other[id]:
			moves[i] = Changed
		default:
			moves[i] = Same
		}
	}
	return moves
}

// pairMoves returns what became of each pair that has a relation in either state, by the ids of the two.
func pairMoves(before, after unionSide, c Comparison) map[[2]string]Move {
	moves := map[[2]string]Move{}
	for pair := range before.strength {
		moves[pair] = Gone
	}
	for pair, now := range after.strength {
		then, was := before.strength[pair]
		moves[pair] = strengthMove(then, now, was)
	}
	touch := func(side unionSide, id string) {
		if pair, counts := side.pairOf(id); counts && moves[pair] == Same {
			moves[pair] = Changed
		}
	}
	for _, r := range c.Edges.Added {
		touch(after, r.ID)
	}
	for _, r := range c.Edges.Removed {
		touch(before, r.ID)
	}
	for _, r := range c.Edges.Changed {
		touch(after, r.ID)
	}
	return moves
}

// strengthMove leaves aside by how little two sums of the same weights may differ.
func strengthMove(then, now float64, was bool) Move {
	switch little := 1e-9 * max(math.Abs(then), math.Abs(now)); {
	case !was:
		return New
	case now > then+little:
		return Grown
	case now < then-little:
		return Shrunk
	}
	return Same
}

// keptPairs are the pairs to which a kept commitment has added a relation, of those that are new.
func (s unionSide) keptPairs(added []NamedRelation) (map[[2]string]bool, error) {
	t, err := table.New(s.Graph, s.lens, nil, "")
	if err != nil {
		return nil, err
	}
	recent := map[string]bool{}
	for _, r := range added {
		recent[r.ID] = true
	}
	kept := map[[2]string]bool{}
	for _, id := range t.KeptEdges() {
		if pair, counts := s.pairOf(id); counts && recent[id] {
			kept[pair] = true
		}
	}
	return kept, nil
}
