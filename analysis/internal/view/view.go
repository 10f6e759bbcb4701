// Package view is the simple graph that a lens leaves, in compressed sparse rows: loops dropped, parallel edges
// collapsed, direction ignored. Every kernel of the analysis runs on it. Rows ascend, and the order of the nodes is that
// of their ids, so that whatever walks a view meets the same things in the same order every time.
//
// A View also is a gonum graph.Undirected and graph.Weighted (gonum.go), its Arcs are a graph.Directed (arcs.go). Kernels
// that wait for memory run on an Arrangement of it (arrange.go), and give their results in the view's order. The kernels
// are one package up: analysis/structure, paths, centrality, cohesion, community.
package view

import (
	"context"
	"math"
	"slices"
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

// build makes the rows in two counting passes: the first puts each end into the row of the other, the second walks
// these rows in order and so fills every row in ascending order, without a comparison.
func (v *View) build(ctx context.Context, n int, source, target []uint32) error {
	if len(source) >= math.MaxInt32 {
		return graph.Fail(graph.TooLarge, "view.New", graph.Say("too_many_edges",
			"an analysis takes fewer than {limit} relations", graph.V{"limit": math.MaxInt32}))
	}
	rows := rowsOf(n, source, target, true)
	if err := ctx.Err(); err != nil {
		return err
	}
	rows = rows.transposed()
	if err := ctx.Err(); err != nil {
		return err
	}
	loops := 0
	for e, s := range source {
		if s == target[e] {
			loops++
		}
	}
	rows.collapse()
	v.Offsets, v.Targets, v.Loops = rows.offsets, rows.targets, loops
	v.Parallel = len(source) - loops - v.M()
	return nil
}

// rows are compressed sparse rows in the making.
type rows struct{ offsets, targets []uint32 }

// rowsOf puts each target into the row of its source, and with both each source into that of its target. Loops are left
// out. Within a row the order is that of the edges. Each core looks at all edges and fills the rows of some nodes.
func rowsOf(n int, source, target []uint32, both bool) rows {
	r := rows{offsets: make([]uint32, n+2)}
	count := r.offsets[2:] // shifted by two, so that filling leaves the offsets in place
	r.eachRange(len(source), func(low, width uint32) {
		for e, s := range source {
			t := target[e]
			if s == t {
				continue
			}
			if s-low < width {
				count[s]++
			}
			if both && t-low < width {
				count[t]++
			}
		}
	})
	r.sum()
	next := r.offsets[1:]
	r.targets = make([]uint32, r.offsets[n+1])
	r.eachRange(len(source), func(low, width uint32) {
		for e, s := range source {
			t := target[e]
			if s == t {
				continue
			}
			if s-low < width {
				r.targets[next[s]] = t
				next[s]++
			}
			if both && t-low < width {
				r.targets[next[t]] = s
				next[t]++
			}
		}
	})
	r.offsets = r.offsets[:n+1]
	return r
}

func (r rows) sum() {
	for i := 1; i < len(r.offsets); i++ {
		r.offsets[i] += r.offsets[i-1]
	}
}

// transposed returns the rows in which u stands where v stood in the row of u. They ascend.
func (r rows) transposed() rows {
	n := len(r.offsets) - 1
	out := rows{offsets: make([]uint32, n+2), targets: make([]uint32, len(r.targets))}
	count := out.offsets[2:]
	out.eachRange(len(r.targets), func(low, width uint32) {
		for _, w := range r.targets {
			if w-low < width {
				count[w]++
			}
		}
	})
	out.sum()
	next := out.offsets[1:]
	out.eachRange(len(r.targets), func(low, width uint32) {
		for u := range n {
			for _, w := range r.targets[r.offsets[u]:r.offsets[u+1]] {
				if w-low < width {
					out.targets[next[w]] = uint32(u)
					next[w]++
				}
			}
		}
	})
	out.offsets = out.offsets[:n+1]
	return out
}

// sharedFrom is the number of slots from which rows are filled on several cores.
const sharedFrom = 1 << 16

// eachRange calls fill for ranges of the rows, on all cores where there is much to do: those from low on, width of them.
func (r rows) eachRange(slots int, fill func(low, width uint32)) {
	if slots < sharedFrom {
		fill(0, uint32(len(r.offsets)-2))
		return
	}
	cuts := r.cuts(Workers())
	Share(context.Background(), len(cuts)-1, func(_, part int) { fill(cuts[part], cuts[part+1]-cuts[part]) })
}

// cuts cuts the rows in the making into ranges: of about as many slots where their lengths are known, else of as many rows.
func (r rows) cuts(parts int) []uint32 {
	n := len(r.offsets) - 2
	total := uint64(r.offsets[n+1])
	cuts := make([]uint32, parts+1)
	for part := range parts {
		cuts[part] = uint32(n * part / parts)
		if total > 0 {
			at, _ := slices.BinarySearch(r.offsets[1:n+1], uint32(total*uint64(part)/uint64(parts)))
			cuts[part] = uint32(at)
		}
	}
	cuts[0], cuts[parts] = 0, uint32(n)
	return cuts
}

// collapse leaves each neighbour once in each ascending row.
func (r *rows) collapse() {
	end, start := uint32(0), uint32(0)
	for u := range len(r.offsets) - 1 {
		row := r.targets[start:r.offsets[u+1]]
		start = r.offsets[u+1]
		last := None
		for _, w := range row {
			if w != last {
				r.targets[end], last = w, w
				end++
			}
		}
		r.offsets[u+1] = end
	}
	if int(end) < len(r.targets)*3/4 {
		r.targets = append([]uint32(nil), r.targets[:end]...)
	}
	r.targets = r.targets[:end:end]
}
