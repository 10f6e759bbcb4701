package augment

import (
	"cmp"
	"context"
	"slices"

	"trama/analysis/internal/view"
)

const (
	crowd     = 4_096 // tree nodes from which on relations are found many at once
	endsNear  = 4     // open ends of a tree, and of each class of the others, that are weighed when it is joined
	leavesFar = 16    // partners of a leaf that are tried where the first may not be joined
)

// inRounds finds relations many at once, each time by what the forest was before any of them, and shrinks the graph anew
// with them: first such that join its trees, then such that melt all leaves of a tree together. It returns the forest
// that is left when that has few open ends or nothing more is found so, and what was found.
func (f *forest) inRounds(ctx context.Context, shrink shrunk, small int) (*forest, [][2]int, error) {
	var links [][2]int
	for s := f.state(); !s.done() && s.open() > small; s = f.state() {
		found := f.across(s.trees)
		if len(found) == 0 {
			found = f.over(s.trees)
		}
		if len(found) == 0 || ctx.Err() != nil {
			break
		}
		links = append(links, found...)
		v, err := withLinks(ctx, f.v, found)
		if err != nil {
			return nil, nil, err
		}
		if f, err = shrink(ctx, v, f.o); err != nil {
			return nil, nil, err
		}
	}
	return f, links, ctx.Err()
}

// open is the number of ends at which the forest lacks a relation.
func (s state) open() int { return s.leaves + 2*s.isolated }

// withLinks returns a view with more pairs, and no graph behind it.
func withLinks(ctx context.Context, v *view.View, links [][2]int) (*view.View, error) {
	source, target := make([]uint32, 0, v.M()+len(links)), make([]uint32, 0, v.M()+len(links))
	for u := range v.N() {
		for _, w := range v.Row(u) {
			if w > uint32(u) {
				source, target = append(source, uint32(u)), append(target, w)
			}
		}
	}
	for _, l := range links {
		source, target = append(source, uint32(l[0])), append(target, uint32(l[1]))
	}
	return view.Of(ctx, v.N(), source, target)
}

// across joins the trees, the largest first, each by one of its open ends to one of those that have been open for longest
// of the trees before it: so the largest tree gets most of the others, and no chain of small ones is made.
func (f *forest) across(trees [][]int32) (links [][2]int) {
	slices.SortStableFunc(trees, func(a, b []int32) int { return cmp.Compare(len(b), len(a)) })
	pool, in := map[uint64][]int32{}, map[int32]uint64{} // open ends by the classes in them, and those of each
	var classes []uint64
	add := func(ends []int32) {
		for _, t := range ends {
			class, known := in[t]
			if !known {
				class = f.classesIn(t)
				in[t] = class
			}
			if pool[class] == nil {
				classes = append(classes, class)
			}
			pool[class] = append(pool[class], t)
		}
	}
	add(f.twice(trees[0]))
	for _, tree := range trees[1:] {
		ends := f.twice(tree)
		var near []int32
		for _, class := range classes {
			near = append(near, pool[class][:min(len(pool[class]), endsNear)]...)
		}
		best := f.bestAmong(near, thinned(ends, endsNear))
		if !best.ok {
			continue
		}
		links = append(links, [2]int{int(min(best.a, best.b)), int(max(best.a, best.b))})
		x, y := f.of[best.a], f.of[best.b]
		if !slices.Contains(ends, y) {
			x, y = y, x
		}
		pool[in[x]] = withoutFirst(pool[in[x]], x)
		f.spare(best.a)
		f.spare(best.b)
		add(without(ends, y))
	}
	return links
}

// spare leaves a node out of its block where others can be the block's next end: two relations at one node would make a
// cut node of it.
func (f *forest) spare(u uint32) {
	if block := f.nodes[f.of[u]]; f.cuts && !block.cut && len(block.members) > 1 {
		f.withdraw(f.of[u], u)
	}
}

// classesIn returns the classes of the nodes that are tried as ends of a part, a bit each.
func (f *forest) classesIn(t int32) (classes uint64) {
	for _, u := range f.tried(t) {
		classes |= 1 << (f.o.class(u) % 64)
	}
	return classes
}

// withoutFirst returns the list, which it changes, without the first t in it; t is near its start.
func withoutFirst(list []int32, t int32) []int32 {
	at := slices.Index(list, t)
	list[at] = list[0]
	return list[1:]
}

// over joins the leaves of each tree, in the order of a walk, each to the one half of them farther on: then not all
// partners of the leaves on one side of a tie are on that side, too (Eswaran and Tarjan).
func (f *forest) over(trees [][]int32) (links [][2]int) {
	for _, ends := range trees {
		if len(ends) < 2 {
			continue
		}
		leaves := f.inOrder(ends[0])
		far, taken := (len(leaves)+1)/2, make([]bool, len(leaves))
		for i := range far {
			if taken[i] {
				continue
			}
			odd := i == len(leaves)/2 // its partner has one already
			for step := range min(leavesFar, len(leaves)/2) {
				j := (i + far + step) % len(leaves)
				if taken[j] && !odd {
					continue
				}
				if p := f.ends(leaves[i], leaves[j]); p.ok {
					taken[i], taken[j] = true, true
					links = append(links, [2]int{int(min(p.a, p.b)), int(max(p.a, p.b))})
					break
				}
			}
		}
	}
	return links
}

// inOrder returns the leaves of a tree in the order in which a depth-first walk from its middle meets them.
func (f *forest) inOrder(end int32) (leaves []int32) {
	root := f.middle(end)
	type step struct{ at, from int32 }
	for stack := []step{{root, root}}; len(stack) > 0; {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if f.leaf(s.at) {
			leaves = append(leaves, s.at)
		}
		for _, next := range f.nodes[s.at].next {
			if next != s.from {
				stack = append(stack, step{next, s.at})
			}
		}
	}
	return leaves
}

// middle returns the node of a tree from which no branch has more than half of the leaves, rather a part than a cut node:
// the partners of all leaves below any other cut node then are not below it, so that it is none any more.
func (f *forest) middle(end int32) int32 {
	w := f.walk(end)
	leaves, most := make(map[int32]int, len(w.order)), make(map[int32]int, len(w.order))
	for i := len(w.order) - 1; i >= 0; i-- {
		t := w.order[i]
		if f.leaf(t) {
			leaves[t]++
		}
		if before := w.at[t].before; before != t {
			leaves[before] += leaves[t]
			most[before] = max(most[before], leaves[t])
		}
	}
	root, heaviest := end, leaves[end]
	for _, t := range w.order {
		branch := max(most[t], leaves[end]-leaves[t])
		if branch < heaviest || branch == heaviest && f.nodes[root].cut && !f.nodes[t].cut {
			root, heaviest = t, branch
		}
	}
	return root
}
