package augment

import (
	"cmp"
	"context"
	"slices"

	"trama/analysis/internal/view"
)

// forest is a graph shrunk to what its cuts leave. Its nodes are parts (of nodes that no cut parts) and, for
// biconnectivity, cut nodes between the blocks that share them. A new relation within a tree melts the parts on the path
// between its ends into one; between two trees it joins them.
type forest struct {
	v      *view.View
	o      Options
	cuts   bool // of blocks and cut nodes; else of parts and bridges
	nodes  []treeNode
	of     []int32 // the tree node of each node of the graph
	links  [][2]int
	known  map[[2]int]bool   // links that were added
	some   map[int32]chosen  // the members tried of large parts
	load   []uint32          // the new relations of each node, where they are spread
	turns  map[int32]*queues // of large parts of which a node has had its turn
	order  uint64            // of the attempt
	scarce []int             // by class, in the attempt by need

	looked int // pairs of ends that were weighed, and tree nodes walked

	tree    union // of the nodes of the graph: their components
	scratch treeWalk
}

// treeNode is a part or a cut node.
type treeNode struct {
	next    []int32
	members []uint32 // nodes that can be an end here: of a part those of no other part, of a cut node itself
	cut     bool
	gone    bool
}

func bridgeForest(ctx context.Context, v *view.View, o Options) (*forest, error) {
	f := newForest(v, o, false)
	parts := newUnion(v.N())
	found, err := blocks(ctx, v)
	if err != nil {
		return nil, err
	}
	for _, block := range found {
		for _, u := range block[1:] {
			if len(block) > 2 {
				parts.join(block[0], u)
			}
		}
	}
	for u := range v.N() {
		root := parts.find(uint32(u))
		if root == uint32(u) {
			f.of[u] = f.part()
		}
	}
	for u := range v.N() {
		at := f.of[parts.find(uint32(u))]
		f.of[u] = at
		f.nodes[at].members = append(f.nodes[at].members, uint32(u))
	}
	for _, block := range found {
		if len(block) == 2 {
			f.tie(f.of[block[0]], f.of[block[1]])
		}
	}
	return f, nil
}

func blockForest(ctx context.Context, v *view.View, o Options) (*forest, error) {
	f := newForest(v, o, true)
	found, err := blocks(ctx, v)
	if err != nil {
		return nil, err
	}
	count := make([]int32, v.N())
	for _, block := range found {
		for _, u := range block {
			count[u]++
		}
	}
	for u := range v.N() {
		if count[u] > 1 {
			f.of[u] = f.cutNode(uint32(u))
		}
	}
	for _, block := range found {
		at := f.part()
		for _, u := range block {
			if count[u] > 1 {
				f.tie(at, f.of[u])
			} else {
				f.of[u] = at
				f.nodes[at].members = append(f.nodes[at].members, u)
			}
		}
		slices.Sort(f.nodes[at].members)
	}
	return f, nil
}

func newForest(v *view.View, o Options, cuts bool) *forest {
	f := &forest{v: v, o: o, cuts: cuts, of: make([]int32, v.N()), known: map[[2]int]bool{}, some: map[int32]chosen{}, turns: map[int32]*queues{}, tree: newUnion(v.N())}
	for u := range v.N() {
		for _, w := range v.Row(u) {
			f.tree.join(uint32(u), w)
		}
	}
	return f
}

// part adds a part without members yet, and returns its number.
func (f *forest) part() int32 {
	f.nodes = append(f.nodes, treeNode{})
	return int32(len(f.nodes) - 1)
}

func (f *forest) cutNode(u uint32) int32 {
	f.nodes = append(f.nodes, treeNode{members: []uint32{u}, cut: true})
	f.of[u] = int32(len(f.nodes) - 1)
	return f.of[u]
}

func (f *forest) tie(a, b int32) {
	f.nodes[a].next, f.nodes[b].next = append(f.nodes[a].next, b), append(f.nodes[b].next, a)
}

func (f *forest) untie(a, b int32) {
	for _, end := range [2][2]int32{{a, b}, {b, a}} {
		next := f.nodes[end[0]].next
		at := slices.Index(next, end[1])
		f.nodes[end[0]].next = slices.Delete(next, at, at+1)
	}
}

func (f *forest) degree(t int32) int { return len(f.nodes[t].next) }

// leaf tells whether t is a part at the end of a tree.
func (f *forest) leaf(t int32) bool { return len(f.nodes[t].next) == 1 && !f.nodes[t].cut }

// state is what the forest still lacks.
type state struct {
	trees    [][]int32 // the open ends of each tree: its leaves, or its only part
	leaves   int
	isolated int
	most     int // blocks at the cut node of most blocks
}

func (s state) done() bool { return len(s.trees) <= 1 && s.leaves == 0 }

func (f *forest) state() state {
	var s state
	seen := make([]bool, len(f.nodes))
	var stack []int32
	for root := range f.nodes {
		if seen[root] || f.nodes[root].gone {
			continue
		}
		ends, size := []int32(nil), 0
		seen[root] = true
		for stack = append(stack[:0], int32(root)); len(stack) > 0; size++ {
			t := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if f.leaf(t) {
				ends = append(ends, t)
			}
			if f.nodes[t].cut {
				s.most = max(s.most, f.degree(t))
			}
			for _, w := range f.nodes[t].next {
				if !seen[w] {
					seen[w] = true
					stack = append(stack, w)
				}
			}
		}
		s.leaves += len(ends)
		if size == 1 {
			s.isolated++
			ends = append(ends, int32(root))
		}
		f.byLowest(ends)
		s.trees = append(s.trees, ends)
	}
	return s
}

// byLowest puts parts in the order of their lowest members, so that the walk's order does not matter. It looks at each member
// once: of a star the part that has grown holds half of all nodes, and is compared with hundreds of others.
func (f *forest) byLowest(parts []int32) {
	if len(parts) < 2 {
		return
	}
	type entry struct {
		lowest uint32
		part   int32
	}
	entries := make([]entry, len(parts))
	for i, t := range parts {
		entries[i] = entry{slices.Min(f.nodes[t].members), t}
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.lowest, b.lowest) })
	for i, e := range entries {
		parts[i] = e.part
	}
}

func (f *forest) bound(s state) int {
	if s.leaves+s.isolated <= 1 {
		return 0
	}
	bound := (s.leaves+1)/2 + s.isolated
	if f.cuts && s.most > 0 {
		bound = max(bound, s.most+len(s.trees)-2)
	}
	return bound
}

// link adds a relation between two nodes of the graph.
func (f *forest) link(a, b uint32) {
	pair := [2]int{int(min(a, b)), int(max(a, b))}
	f.links, f.known[pair] = append(f.links, pair), true
	if !f.tree.join(a, b) {
		f.melt(f.path(f.of[a], f.of[b]))
		return
	}
	if !f.cuts {
		f.tie(f.of[a], f.of[b])
		return
	}
	f.bridge(a, b)
}

// bridge joins two trees of blocks by a new block of a and b. An end that is a whole tree of one node needs no cut.
func (f *forest) bridge(a, b uint32) {
	if f.alone(b) {
		a, b = b, a
	}
	at := f.of[a]
	if !f.alone(a) {
		at = f.part()
		f.tie(at, f.cutAt(a))
	}
	if !f.alone(b) {
		f.tie(at, f.cutAt(b))
		return
	}
	f.nodes[f.of[b]].gone = true
	f.of[b] = at
	f.nodes[at].members = append(f.nodes[at].members, b)
}

func (f *forest) alone(u uint32) bool {
	t := f.nodes[f.of[u]]
	return !t.cut && len(t.next) == 0 && len(t.members) == 1
}

// cutAt returns the cut node of u, which is taken out of its block where it was none.
func (f *forest) cutAt(u uint32) int32 {
	block := f.of[u]
	if f.nodes[block].cut {
		return block
	}
	f.withdraw(block, u)
	cut := f.cutNode(u)
	f.tie(block, cut)
	return cut
}

// withdraw takes a member out of a part.
func (f *forest) withdraw(part int32, u uint32) {
	members := f.nodes[part].members
	at := slices.Index(members, u)
	f.nodes[part].members = slices.Delete(members, at, at+1)
	delete(f.some, part)
}

// path returns the tree nodes from a to b of one tree, both with them.
func (f *forest) path(a, b int32) []int32 {
	w := f.walk(b)
	path := []int32{a}
	for t := a; t != b; {
		t = w.at[t].before
		path = append(path, t)
	}
	return path
}

// melt makes one part of the parts on a path. A cut node within it that is left with no other block becomes a member.
func (f *forest) melt(path []int32) {
	var parts, cuts []int32
	for i, t := range path {
		if !f.nodes[t].cut {
			parts = append(parts, t)
		} else if i > 0 && i < len(path)-1 {
			cuts = append(cuts, t)
		}
	}
	for i := 1; i < len(path); i++ {
		f.untie(path[i-1], path[i])
	}
	into := slices.MaxFunc(parts, func(a, b int32) int { return cmp.Compare(len(f.nodes[a].members), len(f.nodes[b].members)) })
	for _, t := range parts {
		if t != into {
			f.absorb(into, t)
		}
	}
	for _, end := range []int32{path[0], path[len(path)-1]} {
		if f.nodes[end].cut {
			f.tie(into, end)
		}
	}
	for _, t := range cuts {
		if f.degree(t) == 0 {
			f.absorb(into, t)
		} else {
			f.tie(into, t)
		}
	}
}

func (f *forest) absorb(into, t int32) {
	for _, u := range f.nodes[t].members {
		f.of[u] = into
	}
	f.nodes[into].members = append(f.nodes[into].members, f.nodes[t].members...)
	for _, w := range f.nodes[t].next {
		at := slices.Index(f.nodes[w].next, t)
		f.nodes[w].next[at] = into
	}
	f.nodes[into].next = append(f.nodes[into].next, f.nodes[t].next...)
	f.nodes[t] = treeNode{gone: true}
}

// union is a union-find over nodes; the lowest node stands for its set.
type union []uint32

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = uint32(i)
	}
	return u
}

func (u union) find(a uint32) uint32 {
	for u[a] != a {
		u[a] = u[u[a]]
		a = u[a]
	}
	return a
}

func (u union) join(a, b uint32) bool {
	a, b = u.find(a), u.find(b)
	if a == b {
		return false
	}
	u[max(a, b)] = min(a, b)
	return true
}
