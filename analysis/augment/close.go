package augment

import (
	"context"
	"slices"
)

// How much is tried before what was found is taken.
const (
	endsTried     = 48     // open ends of a tree, when two trees are joined
	firstTried    = 32     // leaves whose partners are weighed, when the best pair is wanted
	walkedMost    = 60_000 // tree nodes walked for that, together
	partnersTried = 256    // partners of a leaf
)

// join makes one tree of all, by relations between open ends: each of them lowers the bound by one. A tree without an
// open end that may be joined waits until others are, and at last takes any node.
func (f *forest) join(ctx context.Context, trees [][]int32) error {
	f.inTurn(trees)
	main, waiting := f.twice(trees[0]), trees[1:]
	for anywhere := false; len(waiting) > 0; {
		var later [][]int32
		for _, ends := range waiting {
			if err := ctx.Err(); err != nil {
				return err
			}
			ends = f.twice(ends)
			best := f.bestEnds(main, ends)
			if !best.ok && anywhere {
				all := slices.Clone(f.walk(main[0]).order)
				best = f.bestEnds(all, f.walk(ends[0]).order)
			}
			if !best.ok {
				later = append(later, ends)
				continue
			}
			x, y := f.of[best.a], f.of[best.b]
			f.link(best.a, best.b)
			main = f.stillThere(append(without(main, x), without(ends, y)...), f.of[best.a])
		}
		if len(later) == len(waiting) {
			if anywhere {
				return nil // what is left may not be joined to the rest
			}
			anywhere = true
		} else {
			anywhere = false
		}
		waiting = later
	}
	return nil
}

// twice returns the open ends of a tree; one that is a single part has two of them in it.
func (f *forest) twice(ends []int32) []int32 {
	if len(ends) == 1 {
		return []int32{ends[0], ends[0]}
	}
	return ends
}

// without returns the list without the first t in it.
func without(list []int32, t int32) []int32 {
	out := slices.Clone(list)
	if at := slices.Index(out, t); at >= 0 {
		out = slices.Delete(out, at, at+1)
	}
	return out
}

// stillThere replaces ends whose part was absorbed by the part that has it.
func (f *forest) stillThere(ends []int32, heir int32) []int32 {
	for i, t := range ends {
		if f.nodes[t].gone {
			ends[i] = heir
		}
	}
	return ends
}

func (f *forest) bestEnds(xs, ys []int32) pair {
	best := f.bestAmong(thinned(xs, endsTried), thinned(ys, endsTried))
	if !best.ok && (len(xs) > endsTried || len(ys) > endsTried) {
		best = f.bestAmong(xs, ys)
	}
	return best
}

func (f *forest) bestAmong(xs, ys []int32) pair {
	var best pair
	for i, x := range xs {
		if i > 0 && x == xs[i-1] {
			continue
		}
		for j, y := range ys {
			if j > 0 && y == ys[j-1] {
				continue
			}
			if p := f.ends(x, y); p.better(best) {
				best = p
			}
		}
	}
	return best
}

// close makes one part of each tree, leaf by leaf.
func (f *forest) close(ctx context.Context) error {
	stuck := map[int32]bool{}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		s := f.state()
		leaves := f.openLeaves(s, stuck)
		if len(leaves) == 0 {
			return nil
		}
		best, found := f.safePair(s, leaves)
		if !found {
			best, found = f.anyPair(leaves, stuck)
		}
		if found {
			f.link(best.a, best.b)
		}
	}
}

func (f *forest) openLeaves(s state, stuck map[int32]bool) []int32 {
	var out []int32
	for _, ends := range s.trees {
		for _, t := range ends {
			if f.leaf(t) && !stuck[t] {
				out = append(out, t)
			}
		}
	}
	return out
}

// treeWalk is what a walk from one tree node knows of every other. It is scratch space: the next walk takes it over.
type treeWalk struct {
	order []int32 // breadth first
	at    []place // by tree node
	round int32
}

// place is what a walk knows of a tree node that it has met in its round.
type place struct {
	round  int32
	before int32
	steps  int32
	open   int32 // what would be left hanging at the part made of the path up to here, this node as an inner one
	worst  int32 // cut nodes of the most blocks, inside the path up to here and this node
}

func (w *treeWalk) met(t int32) bool { return w.at[t].round == w.round }

func (f *forest) walk(from int32) *treeWalk { return f.weigh(from, -1) }

// weigh walks from a tree node and counts on each path the cut nodes of most blocks.
func (f *forest) weigh(from int32, most int) *treeWalk {
	w := &f.scratch
	for len(w.at) < len(f.nodes) {
		w.at = append(w.at, place{})
	}
	w.round++
	w.order = append(w.order[:0], from)
	w.at[from] = place{round: w.round, before: from}
	if !f.nodes[from].cut {
		w.at[from].open = int32(f.degree(from) - 1)
	}
	for i := 0; i < len(w.order); i++ {
		t := w.order[i]
		for _, next := range f.nodes[t].next {
			if w.met(next) {
				continue
			}
			p := w.at[t]
			p.before, p.steps = t, p.steps+1
			switch degree := f.degree(next); {
			case !f.nodes[next].cut:
				p.open += int32(degree - 2)
			case degree > 2:
				p.open++
			}
			if f.nodes[next].cut && f.degree(next) == most {
				p.worst++
			}
			w.at[next] = p
			w.order = append(w.order, next)
		}
	}
	f.looked += len(w.order)
	return w
}

// left returns how many ties the part made of the path from the walk's start to t has.
func (w *treeWalk) left(f *forest, t int32) int {
	before := int(w.at[w.at[t].before].open)
	if f.nodes[t].cut {
		return before + 1
	}
	return before + f.degree(t) - 1
}

// leavesAfter returns how many leaves a tree of so many has after its leaf, where the walk starts, is joined to t.
func (w *treeWalk) leavesAfter(f *forest, leaves int, t int32) int {
	leaves--
	if f.leaf(t) {
		leaves--
	}
	switch w.left(f, t) {
	case 0:
		return 0
	case 1:
		return leaves + 1
	}
	return leaves
}

// safePair returns a pair of leaves after whose joining the bound is one less, the better one where several are looked
// at. A single tree is taken for granted: where pieces could not be joined, the bound cannot be met anyway.
func (f *forest) safePair(s state, leaves []int32) (pair, bool) {
	bound, critical, most := (s.leaves+1)/2, 0, -1
	if f.cuts && s.most-1 >= bound {
		bound, most = s.most-1, s.most
		for t := range f.nodes {
			if f.nodes[t].cut && f.degree(int32(t)) == most {
				critical++
			}
		}
	}
	var best pair
	firsts := f.firsts(leaves, most)
	matchable := f.matchable(firsts)
	for tried, x := range firsts {
		if !matchable[tried] && !best.ok {
			continue // walking would find nothing, and where most are so it would be walked from all of them
		}
		w := f.weigh(x, most)
		safe := func(y int32) bool {
			return w.met(y) && y != x && int(w.at[w.at[y].before].worst) == critical && (w.leavesAfter(f, s.leaves, y)+1)/2 < bound
		}
		best = f.bestPartner(x, thinned(leaves, partnersTried), safe, best)
		if !best.ok && len(leaves) > partnersTried {
			best = f.bestPartner(x, leaves, safe, best)
		}
		if best.ok && tried+1 >= max(1, min(firstTried, walkedMost/len(f.nodes))) {
			break
		}
	}
	return best, best.ok
}

// bestPartner returns the best pair of a leaf with others that are safe, or the best so far.
func (f *forest) bestPartner(x int32, among []int32, safe func(y int32) bool, best pair) pair {
	for _, y := range among {
		if safe(y) {
			if p := f.ends(x, y); p.better(best) {
				best = p
			}
		}
	}
	return best
}

// firsts orders the leaves so that those come first for which a safe partner is likely: where a cut node is critical,
// those of its branches with several leaves.
func (f *forest) firsts(leaves []int32, most int) []int32 {
	if most < 0 || len(leaves) <= firstTried {
		return leaves
	}
	var first, then []int32
	root := int32(slices.IndexFunc(f.nodes, func(t treeNode) bool { return t.cut && len(t.next) == most }))
	w := f.walk(root)
	branch, count := map[int32]int32{}, map[int32]int{}
	for _, t := range w.order[1:] {
		branch[t] = t
		if before := w.at[t].before; before != root {
			branch[t] = branch[before]
		}
		if f.leaf(t) {
			count[branch[t]]++
		}
	}
	for _, t := range leaves {
		if count[branch[t]] > 1 {
			first = append(first, t)
		} else {
			then = append(then, t)
		}
	}
	return append(first, then...)
}

// anyPair returns the pair from a leaf to anywhere that leaves the fewest leaves; leaves that may be joined to nothing
// that helps are stuck.
func (f *forest) anyPair(leaves []int32, stuck map[int32]bool) (pair, bool) {
	for _, x := range leaves {
		w := f.weigh(x, -1)
		var best pair
		fewest := len(f.nodes)
		for _, y := range w.order[1:] {
			if f.nodes[y].cut && w.at[y].steps == 1 {
				continue
			}
			after := w.leavesAfter(f, len(leaves), y)
			if after > fewest {
				continue
			}
			p := f.ends(x, y)
			if p.ok && (after < fewest || p.better(best)) {
				best, fewest = p, after
			}
		}
		if best.ok {
			return best, true
		}
		stuck[x] = true
	}
	return pair{}, false
}
