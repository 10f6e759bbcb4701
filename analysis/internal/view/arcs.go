package view

import gonum "gonum.org/v1/gonum/graph"

// Arcs is the simple directed graph of a view: an arc for each directed edge, two for each that has no direction, loops
// dropped and parallel arcs collapsed. The successors of u, ascending, are OutTargets[OutOffsets[u]:OutOffsets[u+1]],
// its predecessors likewise.
type Arcs struct {
	OutOffsets, OutTargets []uint32
	InOffsets, InTargets   []uint32

	view *View
}

// Arcs returns the directed graph; it is made at the first call, in O(n+m). Without a graph behind the view each pair
// is two arcs.
func (v *View) Arcs() *Arcs {
	v.arcsOnce.Do(func() { v.arcs = v.makeArcs() })
	return v.arcs
}

func (v *View) makeArcs() *Arcs {
	if v.sel == nil {
		return &Arcs{OutOffsets: v.Offsets, OutTargets: v.Targets, InOffsets: v.Offsets, InTargets: v.Targets, view: v}
	}
	var source, target []uint32
	g := v.sel.Graph
	for e := range g.Edges() {
		if !v.sel.HasEdge(e) {
			continue
		}
		from, to := g.Ends(e)
		u, in := v.Index(from)
		w, too := v.Index(to)
		if !in || !too {
			continue // of a part, the rest
		}
		source, target = append(source, uint32(u)), append(target, uint32(w))
		if !g.Directed(e) {
			source, target = append(source, uint32(w)), append(target, uint32(u))
		}
	}
	return arcsOf(v, source, target)
}

// ArcsOf returns the directed graph of n nodes and the given arcs, without a graph behind it.
func ArcsOf(n int, source, target []uint32) *Arcs {
	return arcsOf(&View{Offsets: make([]uint32, n+1)}, source, target)
}

func arcsOf(v *View, source, target []uint32) *Arcs {
	out := rowsOf(v.N(), entries{len(source), func(from int, row, value []uint32) {
		copy(row, source[from:])
		for i := range row {
			if value[i] = target[from+i]; value[i] == row[i] {
				row[i] = None
			}
		}
	}})
	out = out.sorted()
	in := out.transposed()
	return &Arcs{OutOffsets: out.offsets, OutTargets: out.targets, InOffsets: in.offsets, InTargets: in.targets, view: v}
}

// N returns the number of nodes.
func (a *Arcs) N() int { return len(a.OutOffsets) - 1 }

// M returns the number of arcs.
func (a *Arcs) M() int { return len(a.OutTargets) }

// Out returns the successors of u, ascending.
func (a *Arcs) Out(u int) []uint32 { return a.OutTargets[a.OutOffsets[u]:a.OutOffsets[u+1]] }

// In returns the predecessors of u, ascending.
func (a *Arcs) In(u int) []uint32 { return a.InTargets[a.InOffsets[u]:a.InOffsets[u+1]] }

// Has tells whether there is an arc from u to w, in O(log degree).
func (a *Arcs) Has(u, w int) bool {
	_, ok := find(a.Out(u), uint32(w))
	return ok
}

// The methods below make Arcs a gonum graph.Directed, in ascending order and without maps.

// Node returns the node with the id, nil where there is none.
func (a *Arcs) Node(id int64) gonum.Node { return a.view.Node(id) }

// Nodes returns all nodes.
func (a *Arcs) Nodes() gonum.Nodes { return a.view.Nodes() }

// From returns the successors of a node.
func (a *Arcs) From(id int64) gonum.Nodes { return a.row(id, a.OutOffsets, a.OutTargets) }

// To returns the predecessors of a node.
func (a *Arcs) To(id int64) gonum.Nodes { return a.row(id, a.InOffsets, a.InTargets) }

func (a *Arcs) row(id int64, offsets, targets []uint32) gonum.Nodes {
	if id < 0 || id >= int64(a.N()) || offsets[id] == offsets[id+1] {
		return gonum.Empty
	}
	return &nodes{all: a.view.gonumNodes(), row: targets[offsets[id]:offsets[id+1]], at: -1}
}

// HasEdgeFromTo tells whether there is an arc from u to w.
func (a *Arcs) HasEdgeFromTo(u, w int64) bool {
	return a.view.holds(u) && a.view.holds(w) && a.Has(int(u), int(w))
}

// HasEdgeBetween tells whether there is an arc between x and y.
func (a *Arcs) HasEdgeBetween(x, y int64) bool { return a.HasEdgeFromTo(x, y) || a.HasEdgeFromTo(y, x) }

// Edge returns the arc from u to w, nil where there is none.
func (a *Arcs) Edge(u, w int64) gonum.Edge {
	if !a.HasEdgeFromTo(u, w) {
		return nil
	}
	return pair{from: a.Node(u), to: a.Node(w)}
}
