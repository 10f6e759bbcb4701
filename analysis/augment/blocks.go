package augment

import "trama/analysis/internal/view"

// blocks returns the biconnected components of the view as lists of nodes, each in the order of the walk's stack, in one
// iterative pass (Hopcroft and Tarjan, doi:10.1145/362248.362272). A bridge is a block of two nodes, an isolated node one
// of itself.
func blocks(v *view.View) [][]uint32 {
	w := walk{v: v, order: make([]uint32, v.N()), low: make([]uint32, v.N())}
	for u := range v.N() {
		if w.order[u] == 0 {
			w.from(uint32(u))
		}
	}
	return w.out
}

// walk is one depth-first search on its way.
type walk struct {
	v          *view.View
	order, low []uint32 // from 1; 0: not met yet
	met        uint32
	open       []uint32 // nodes of blocks that are not closed
	path       []place
	out        [][]uint32
}

// place is a node on the path of the walk, and the slot of its next neighbour.
type place struct{ node, slot uint32 }

func (w *walk) enter(u uint32) {
	w.met++
	w.order[u], w.low[u] = w.met, w.met
	w.open = append(w.open, u)
	w.path = append(w.path, place{u, w.v.Offsets[u]})
}

func (w *walk) from(root uint32) {
	w.enter(root)
	if w.v.Degree(int(root)) == 0 {
		w.out = append(w.out, []uint32{root})
	}
	for len(w.path) > 0 {
		top := &w.path[len(w.path)-1]
		u := top.node
		if top.slot == w.v.Offsets[u+1] {
			w.path = w.path[:len(w.path)-1]
			if len(w.path) > 0 {
				w.leave(u, w.path[len(w.path)-1].node)
			}
			continue
		}
		next := w.v.Targets[top.slot]
		top.slot++
		switch {
		case w.order[next] == 0:
			w.enter(next)
		default: // the tree edge to the parent changes nothing: low only meets order[parent] of its own block
			w.low[u] = min(w.low[u], w.order[next])
		}
	}
	w.open = w.open[:0]
}

// leave closes the block of u and its parent where nothing below u reaches above the parent.
func (w *walk) leave(u, parent uint32) {
	w.low[parent] = min(w.low[parent], w.low[u])
	if w.low[u] < w.order[parent] {
		return
	}
	at := len(w.open) - 1
	for w.open[at] != u {
		at--
	}
	block := append([]uint32{parent}, w.open[at:]...)
	w.out, w.open = append(w.out, block), w.open[:at]
}
