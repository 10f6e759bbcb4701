// Package view is the simple graph that a lens leaves, in compressed sparse rows: loops dropped, parallel edges
// collapsed, direction ignored. Every kernel of the analysis runs on it. Rows ascend, and the order of the nodes is that
// of their ids, so that whatever walks a view meets the same things in the same order every time. rows.go makes them.
//
// A View also is a gonum graph.Undirected and graph.Weighted (gonum.go), its Arcs are a graph.Directed (arcs.go). Kernels
// that wait for memory run on an Arrangement of it (arrange.go), and give their results in the view's order. The kernels
// are one package up: analysis/structure, paths, centrality, cohesion, community.
package view

import (
	"context"
	"math"
	"sort"
	"sync"

	"trama/graph"
)

// Options are the parts of a view that not every measure needs.
type Options struct {
	Directed bool // makes the arcs at once, instead of when Arcs is first called
}

// View is a simple undirected graph of n nodes and m pairs. Nodes are numbers from 0 in ascending order of id; the
// neighbours of u, ascending, are Targets[Offsets[u]:Offsets[u+1]]. A position in Targets is a slot: each pair has two.
// A View is not to be changed and is safe for concurrent use.
type View struct {
	Offsets  []uint32
	Targets  []uint32
	Parallel int // edges beyond the first of each pair, loops apart
	Loops    int // edges from a node to itself

	sel       *graph.Selection
	positions []uint32 // of the nodes in the graph; nil: the same
	index     []uint32 // of the graph's nodes in the view; nil: the same

	weightOnce sync.Once
	weights    []float64
	hubsOnce   sync.Once
	hubs       *Arrangement
	arcsOnce   sync.Once
	arcs       *Arcs
	nodeOnce   sync.Once
	nodes      []node
}

// None stands for no node.
const None = ^uint32(0)

// New returns the view of what a lens has selected, in O(n+m) time and with 16 bytes an edge. It returns TooLarge where
// there are 2³¹ edges or more.
func New(ctx context.Context, sel *graph.Selection, o Options) (*View, error) {
	v := &View{sel: sel}
	v.mapNodes()
	source, target := v.selectedEnds()
	if err := v.build(ctx, sel.NodeCount, source, target); err != nil {
		return nil, err
	}
	if o.Directed {
		v.Arcs()
	}
	return v, nil
}

// Of returns the view of n nodes and the given edges, without a graph behind it: positions are the nodes themselves and
// every weight is 1.
func Of(ctx context.Context, n int, source, target []uint32) (*View, error) {
	v := &View{}
	if err := v.build(ctx, n, source, target); err != nil {
		return nil, err
	}
	return v, nil
}

// N returns the number of nodes.
func (v *View) N() int { return len(v.Offsets) - 1 }

// M returns the number of distinct pairs.
func (v *View) M() int { return len(v.Targets) / 2 }

// Row returns the neighbours of u, ascending.
func (v *View) Row(u int) []uint32 { return v.Targets[v.Offsets[u]:v.Offsets[u+1]] }

// Degree returns the number of neighbours of u.
func (v *View) Degree(u int) int { return int(v.Offsets[u+1] - v.Offsets[u]) }

// MaxDegree returns the highest degree, 0 without nodes.
func (v *View) MaxDegree() int {
	most := 0
	for u := range v.N() {
		most = max(most, v.Degree(u))
	}
	return most
}

// Slot returns where w stands in the row of u, and whether it does, in O(log degree).
func (v *View) Slot(u, w int) (int, bool) {
	row := v.Row(u)
	i := sort.Search(len(row), func(i int) bool { return row[i] >= uint32(w) })
	return int(v.Offsets[u]) + i, i < len(row) && row[i] == uint32(w)
}

// Has tells whether u and w are a pair.
func (v *View) Has(u, w int) bool {
	if v.Degree(u) > v.Degree(w) {
		u, w = w, u
	}
	_, ok := v.Slot(u, w)
	return ok
}

// Graph returns the graph behind the view, nil where there is none.
func (v *View) Graph() *graph.Graph {
	if v.sel == nil {
		return nil
	}
	return v.sel.Graph
}

// Position returns the position in the graph of node u of the view.
func (v *View) Position(u int) int {
	if v.positions == nil {
		return u
	}
	return int(v.positions[u])
}

// Index returns the node of the view at a position of the graph, and whether the lens left it in.
func (v *View) Index(position int) (int, bool) {
	if v.index == nil {
		return position, position < v.N()
	}
	u := v.index[position]
	return int(u), u != None
}

// mapNodes numbers the selected nodes, where not all are.
func (v *View) mapNodes() {
	g := v.sel.Graph
	if v.sel.NodeCount == g.Nodes() {
		return
	}
	v.index, v.positions = make([]uint32, g.Nodes()), make([]uint32, 0, v.sel.NodeCount)
	for i := range v.index {
		v.index[i] = None
		if v.sel.HasNode(i) {
			v.index[i] = uint32(len(v.positions))
			v.positions = append(v.positions, uint32(i))
		}
	}
}

// selectedEnds returns the ends of the selected edges as nodes of the view.
func (v *View) selectedEnds() (source, target []uint32) {
	g := v.sel.Graph
	if v.sel.EdgeCount == g.Edges() && v.index == nil {
		return g.Sources(), g.Targets()
	}
	source, target = make([]uint32, 0, v.sel.EdgeCount), make([]uint32, 0, v.sel.EdgeCount)
	for e, s := range g.Sources() {
		if !v.sel.HasEdge(e) {
			continue
		}
		t := g.Targets()[e]
		if v.index != nil {
			s, t = v.index[s], v.index[t]
		}
		source, target = append(source, s), append(target, t)
	}
	return source, target
}

// build puts each pair into the row of its lower end, sorts these short rows, and puts the same into those of the higher
// ends: lower neighbours stand before higher ones, and so all ascend.
func (v *View) build(ctx context.Context, n int, source, target []uint32) error {
	if len(source) >= math.MaxInt32 {
		return graph.Fail(graph.TooLarge, "view.New", graph.Say("too_many_edges",
			"an analysis takes fewer than {limit} relations", graph.V{"limit": math.MaxInt32}))
	}
	upper := rowsOf(n, entries{len(source), func(from int, low, high []uint32) {
		for i := range low {
			s, t := source[from+i], target[from+i]
			if low[i], high[i] = min(s, t), max(s, t); s == t {
				low[i] = None
			}
		}
	}})
	if err := ctx.Err(); err != nil {
		return err
	}
	v.Loops = len(source) - len(upper.targets)
	upper = upper.sorted()
	v.Parallel = len(source) - v.Loops - len(upper.targets)
	if err := ctx.Err(); err != nil {
		return err
	}
	all := rowsBefore(upper, upper.turned())
	v.Offsets, v.Targets = all.offsets, all.targets
	return nil
}
