package structure

import (
	"context"
	"slices"

	"trama/analysis/internal/view"
)

// KeyActors are k nodes whose loss fragments a graph most, as far as the search finds them.
type KeyActors struct {
	Nodes      []uint32 // ascending
	Reached    int64    // unordered pairs that reach each other without them
	Components int      // without them
}

// NewKeyActors returns, for each k from 1 to most that is below the number of nodes, the k nodes whose loss leaves the
// fewest pairs that reach each other: Borgatti's key players KPP-NEG by F (2006, doi:10.1007/s10588-006-7084-x).
// Direction and weights are ignored.
//
// One pass of Cuts knows the outcome of every single loss. So the best set is found by a pass beside each set of k − 1
// nodes while those are few: on a graph of 34 nodes for every k. Else the problem is NP-hard: the set for k − 1 takes the
// node whose loss beside it does most, then single nodes are swapped for better ones while that helps, and the set need
// not be the best. Ties go to the lowest nodes, and among swaps to the lowest node swapped out. O(k (n+m)) for each round
// of swaps; on large graphs the swaps end after a bounded number of passes. It fails only when the context ends.
func NewKeyActors(ctx context.Context, v *view.View, most int) ([]KeyActors, error) {
	k := keySearch{v: v, searches: make([]*search, view.Workers())}
	k.passes = max(0, passWork/(v.N()+len(v.Targets)+1))
	if v.N() >= arrangeFrom {
		a := v.BreadthFirst()
		k.v, k.was = a.View, a.Was
	}
	var all []KeyActors
	var chosen []uint32
	for len(all) < min(most, v.N()-1) {
		found, err := k.extended(ctx, chosen)
		if err != nil {
			return nil, err
		}
		if found, err = k.swapped(ctx, found); err != nil {
			return nil, err
		}
		all, chosen = append(all, found), found.Nodes
	}
	for i := range all {
		all[i].Nodes = k.named(all[i].Nodes)
	}
	return all, nil
}

// Bounds of the search on large graphs: how many slots and nodes its swaps may walk, and the number of nodes from which
// it works on an arranged copy.
const (
	passWork    = 100_000_000
	setWork     = 10_000_000 // the same for trying all sets of k nodes
	arrangeFrom = 1 << 15
)

type keySearch struct {
	v        *view.View
	was      []uint32  // the node that each was before it was arranged; nil: the same
	searches []*search // one a core
	passes   int       // that swaps may still take
}

// first tells whether node u comes before node w in the order of the view that was given.
func (k *keySearch) first(u, w uint32) bool {
	if k.was == nil {
		return u < w
	}
	return k.was[u] < k.was[w]
}

// named returns nodes as the view that was given calls them, ascending.
func (k *keySearch) named(nodes []uint32) []uint32 {
	out := slices.Clone(nodes)
	for i, u := range nodes {
		if k.was != nil {
			out[i] = k.was[u]
		}
	}
	slices.Sort(out)
	return out
}

// loss is what one more node's loss does.
type loss struct {
	node       uint32
	reached    int64
	components int
}

// with returns the set with one more node, in the order of the view that was given.
func (k *keySearch) with(others []uint32, l loss) KeyActors {
	nodes := append(slices.Clone(others), l.node)
	slices.SortFunc(nodes, func(u, w uint32) int {
		if k.first(u, w) {
			return -1
		}
		return 1
	})
	return KeyActors{Nodes: nodes, Reached: l.reached, Components: l.components}
}

// extended returns the set with the node whose loss beside it does most; where that is not too much work, the best of all
// sets of that size.
func (k *keySearch) extended(ctx context.Context, set []uint32) (KeyActors, error) {
	n := k.v.N()
	starts := subsets(n, len(set), setWork/(n+len(k.v.Targets)+1))
	if starts == nil {
		starts = [][]uint32{set}
	}
	losses, err := k.best(ctx, starts)
	if err != nil {
		return KeyActors{}, err
	}
	best := 0
	for i, l := range losses {
		if l.reached < losses[best].reached {
			best = i
		}
	}
	return k.with(starts[best], losses[best]), nil
}

// subsets returns the sets of so many of n nodes, each ascending, in ascending order; nil where they are more than most.
func subsets(n, size, most int) [][]uint32 {
	all := [][]uint32{{}}
	for place := range size {
		var longer [][]uint32
		for _, set := range all {
			next := 0
			if place > 0 {
				next = int(set[place-1]) + 1
			}
			last := n - size + place
			if len(longer)+last-next >= most {
				return nil
			}
			for u := next; u <= last; u++ {
				longer = append(longer, append(slices.Clone(set), uint32(u)))
			}
		}
		all = longer
	}
	return all
}

// best returns, for each set of nodes that are out, the best loss beside it.
func (k *keySearch) best(ctx context.Context, outs [][]uint32) ([]loss, error) {
	found := make([]loss, len(outs))
	err := view.Share(ctx, len(outs), func(worker, task int) {
		if k.searches[worker] == nil {
			k.searches[worker] = newSearch(k.v)
		}
		if k.searches[worker].run(ctx, outs[task]) != nil {
			return // Share tells
		}
		found[task] = k.worst(&k.searches[worker].Cuts, outs[task])
	})
	return found, err
}

// worst returns the node whose loss leaves the fewest pairs, of equals the lowest.
func (k *keySearch) worst(c *Cuts, out []uint32) loss {
	best := loss{node: view.None}
	for u := range c.Parts {
		if slices.Contains(out, uint32(u)) {
			continue
		}
		reached := c.ReachedAfter(u)
		if best.node == view.None || reached < best.reached || reached == best.reached && k.first(uint32(u), best.node) {
			best = loss{node: uint32(u), reached: reached, components: c.ComponentsAfter(u)}
		}
	}
	return best
}

// swapped swaps single nodes as long as a swap leaves fewer pairs.
func (k *keySearch) swapped(ctx context.Context, set KeyActors) (KeyActors, error) {
	for len(set.Nodes) > 1 && k.passes >= len(set.Nodes) {
		k.passes -= len(set.Nodes)
		others := make([][]uint32, len(set.Nodes))
		for i := range set.Nodes {
			others[i] = slices.Delete(slices.Clone(set.Nodes), i, i+1)
		}
		found, err := k.best(ctx, others)
		if err != nil {
			return KeyActors{}, err
		}
		better := -1
		for i, l := range found {
			if l.reached < set.Reached && (better < 0 || l.reached < found[better].reached) {
				better = i
			}
		}
		if better < 0 {
			break
		}
		set = k.with(others[better], found[better])
	}
	return set, nil
}
