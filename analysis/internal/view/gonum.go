package view

import (
	"sort"

	gonum "gonum.org/v1/gonum/graph"
)

// The methods of this file make a View a gonum graph.WeightedUndirected, in ascending order and without maps, so that
// any of its algorithms runs on a view and gives the same bits every time. The weight of an edge is its strength.

var (
	_ gonum.WeightedUndirected = (*View)(nil)
	_ gonum.Directed           = (*Arcs)(nil)
)

// node is a node as gonum sees it. All lie in one slice, so that handing one out allocates nothing.
type node uint32

// ID returns the number of the node.
func (n *node) ID() int64 { return int64(*n) }

func (v *View) gonumNodes() []node {
	v.nodeOnce.Do(func() {
		v.nodes = make([]node, v.N())
		for u := range v.nodes {
			v.nodes[u] = node(u)
		}
	})
	return v.nodes
}

func (v *View) holds(id int64) bool { return id >= 0 && id < int64(v.N()) }

// Node returns the node with the id, nil where there is none.
func (v *View) Node(id int64) gonum.Node {
	if !v.holds(id) {
		return nil
	}
	return &v.gonumNodes()[id]
}

// Nodes returns all nodes.
func (v *View) Nodes() gonum.Nodes {
	if v.N() == 0 {
		return gonum.Empty
	}
	return &nodes{all: v.gonumNodes(), whole: true, at: -1}
}

// From returns the neighbours of a node.
func (v *View) From(id int64) gonum.Nodes {
	if !v.holds(id) || v.Degree(int(id)) == 0 {
		return gonum.Empty
	}
	return &nodes{all: v.gonumNodes(), row: v.Row(int(id)), at: -1}
}

// HasEdgeBetween tells whether x and y are a pair.
func (v *View) HasEdgeBetween(x, y int64) bool {
	return v.holds(x) && v.holds(y) && v.Has(int(x), int(y))
}

// Edge returns the pair of x and y, nil where there is none.
func (v *View) Edge(x, y int64) gonum.Edge {
	if !v.HasEdgeBetween(x, y) {
		return nil
	}
	return pair{from: v.Node(x), to: v.Node(y), weight: 1}
}

// EdgeBetween is Edge.
func (v *View) EdgeBetween(x, y int64) gonum.Edge { return v.Edge(x, y) }

// WeightedEdge returns the pair of x and y with its strength, nil where there is none.
func (v *View) WeightedEdge(x, y int64) gonum.WeightedEdge {
	if !v.HasEdgeBetween(x, y) {
		return nil
	}
	slot, _ := v.Slot(int(x), int(y))
	return pair{from: v.Node(x), to: v.Node(y), weight: v.Weights()[slot]}
}

// WeightedEdgeBetween is WeightedEdge.
func (v *View) WeightedEdgeBetween(x, y int64) gonum.WeightedEdge { return v.WeightedEdge(x, y) }

// Weight returns the strength of a pair; ok is false where there is none. It is 0 for a node and itself.
func (v *View) Weight(x, y int64) (w float64, ok bool) {
	if x == y {
		return 0, true
	}
	if e := v.WeightedEdge(x, y); e != nil {
		return e.Weight(), true
	}
	return 0, false
}

// pair is an edge as gonum sees it.
type pair struct {
	from, to gonum.Node
	weight   float64
}

// From returns one end.
func (p pair) From() gonum.Node { return p.from }

// To returns the other end.
func (p pair) To() gonum.Node { return p.to }

// ReversedEdge returns the pair the other way round.
func (p pair) ReversedEdge() gonum.Edge { return pair{from: p.to, to: p.from, weight: p.weight} }

// Weight returns the strength.
func (p pair) Weight() float64 { return p.weight }

// nodes walks a row, or all nodes.
type nodes struct {
	all   []node
	row   []uint32
	whole bool
	at    int
}

func (n *nodes) size() int {
	if n.whole {
		return len(n.all)
	}
	return len(n.row)
}

// Next steps to the next node and tells whether there is one.
func (n *nodes) Next() bool {
	if n.at < n.size() {
		n.at++
	}
	return n.at < n.size()
}

// Len returns how many are left.
func (n *nodes) Len() int { return n.size() - min(n.at+1, n.size()) }

// Reset goes back to the start.
func (n *nodes) Reset() { n.at = -1 }

// Node returns the node that the last Next stepped to.
func (n *nodes) Node() gonum.Node {
	if n.at < 0 || n.at >= n.size() {
		return nil
	}
	if n.whole {
		return &n.all[n.at]
	}
	return &n.all[n.row[n.at]]
}

func find(row []uint32, w uint32) (int, bool) {
	i := sort.Search(len(row), func(i int) bool { return row[i] >= w })
	return i, i < len(row) && row[i] == w
}
