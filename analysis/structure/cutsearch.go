package structure

import (
	"cmp"
	"context"
	"slices"

	"trama/analysis/internal/view"
)

// search finds cuts. It can run again, in the same place. Beside the results, which go by the nodes' names, all goes by
// position: the nodes in the order in which the search met them, level by level.
type search struct {
	v    *view.View
	name []uint32 // of each node in the results; nil: its own
	Cuts

	at    []uint32 // the position of each node; none, or out of the graph
	nodes []uint32 // the node at each position
	above []uint32 // the position of its parent, of a root its own
	hangs []uint32 // positions that hang together without the tree: a lower one, or of the lowest its own
	inOne []uint32 // positions that share a block with their parents: likewise
	tree  []sizes

	anchor []uint32 // a position in the block of all that hangs on this one; none before there is one
}

// sizes are what is counted at a position.
type sizes struct {
	size  uint32 // of its subtree
	whole uint32 // of its component
	cut   uint32 // of what its loss cuts off below it

	// Of the block of which this position is the lowest below its top:
	below uint32 // the size of the subtrees that hang on the top by it
	pairs uint32 // how many pairs of a position and its parent it has
}

// Nodes that have no position.
const (
	unmet = view.None
	gone  = view.None - 1
)

func newSearch(v *view.View) *search {
	n := v.N()
	return &search{
		v: v, Cuts: Cuts{Parts: make([]uint32, n), Largest: make([]uint32, n), Reached: make([]int64, n), size: make([]uint32, n)},
		at: make([]uint32, n), nodes: make([]uint32, 0, n), above: make([]uint32, 0, n),
		hangs: make([]uint32, n), inOne: make([]uint32, n), tree: make([]sizes, n), anchor: make([]uint32, n),
	}
}

// run searches the graph without some nodes. Bridges are in no promised order.
func (s *search) run(ctx context.Context, without []uint32) error {
	s.reset(without)
	for _, step := range []func(context.Context) error{s.walk, s.hang, s.cover} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	s.tally()
	return nil
}

func (s *search) reset(without []uint32) {
	clear(s.Parts)
	clear(s.Largest)
	clear(s.Reached)
	clear(s.size)
	s.nodes, s.above, s.Bridges, s.Blocks, s.components, s.reached = s.nodes[:0], s.above[:0], s.Bridges[:0], 0, 0, 0
	for u := range s.at {
		s.at[u] = unmet
	}
	for _, u := range without {
		s.at[u] = gone
	}
}

// walk meets the nodes level by level, component after component. Where the nodes that were met last have most of the pairs,
// those that are not met look for one of them, which they find at once; else it is the other way round (Beamer, Asanović,
// Patterson 2012, doi:10.1109/SC.2012.50).
func (s *search) walk(ctx context.Context) error {
	for root, at := range s.at {
		if at != unmet {
			continue
		}
		start := len(s.nodes)
		s.meet(uint32(root), uint32(start))
		for pairs := s.v.Degree(root); start < len(s.nodes); {
			end := len(s.nodes)
			step := s.reach
			if pairs > len(s.v.Targets)/4 {
				step = s.seek
			}
			if err := step(ctx, uint32(start), uint32(end)); err != nil {
				return err
			}
			pairs = 0
			for _, u := range s.nodes[end:] {
				pairs += s.v.Degree(int(u))
			}
			start = end
		}
	}
	return ctx.Err()
}

// reach meets the new neighbours of the nodes at some positions.
func (s *search) reach(ctx context.Context, start, end uint32) error {
	for i := start; i < end; i++ {
		if i%steps == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		s.fetch(int(i))
		for _, w := range s.v.Row(int(s.nodes[i])) {
			if s.at[w] == unmet {
				s.meet(w, i)
			}
		}
	}
	return nil
}

// seek meets the nodes that have a neighbour at these positions.
func (s *search) seek(ctx context.Context, start, end uint32) error {
	for u := range s.at {
		if u%steps == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if s.at[u] != unmet {
			continue
		}
		for _, w := range s.v.Row(u) {
			if at := s.at[w]; at >= start && at < end {
				s.meet(uint32(u), at)
				break
			}
		}
	}
	return nil
}

func (s *search) meet(u, above uint32) {
	s.at[u] = uint32(len(s.nodes))
	s.nodes, s.above = append(s.nodes, u), append(s.above, above)
}

// hang hangs together what pairs beside the tree join. As in the search for components, the first of them are looked at for
// each node, and then all of those that are not in what most hang in.
func (s *search) hang(ctx context.Context) error {
	hangs := s.hangs[:len(s.nodes)]
	for i := range hangs {
		hangs[i] = uint32(i)
	}
	if len(s.v.Targets) > 2*hooked*len(hangs) {
		for i := range hangs {
			s.fetch(i)
			row := s.v.Row(int(s.nodes[i]))
			s.hangOn(uint32(i), row[:min(len(row), hooked+1)]) // one of them may be of the tree
		}
		flatten(hangs)
	}
	most := mostFrequent(hangs)
	for i := range hangs {
		if i%steps == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		s.fetch(i)
		if hangs[i] != most {
			s.hangOn(uint32(i), s.v.Row(int(s.nodes[i])))
		}
	}
	flatten(hangs)
	return ctx.Err()
}

// fetch fetches the rows from a position on where others have been used up.
func (s *search) fetch(i int) {
	if i%view.Ahead == 0 {
		s.v.Fetch(s.nodes[i:min(i+view.Ahead, len(s.nodes))])
	}
}

// hangOn hangs a position together with some of its neighbours.
func (s *search) hangOn(i uint32, row []uint32) {
	above := s.above[i]
	for _, w := range row {
		if j := s.at[w]; j < gone && j != above && s.above[j] != i {
			hook(s.hangs, i, j)
		}
	}
}

// hook hangs the higher of the roots of two positions on the lower one, and returns that.
func hook(hangs []uint32, i, j uint32) uint32 {
	i, j = rootOf(hangs, i), rootOf(hangs, j)
	hangs[max(i, j)] = min(i, j)
	return min(i, j)
}

// cover puts into one block the pairs of the tree on the way from each node to what it hangs on.
func (s *search) cover(ctx context.Context) error {
	for i := range s.nodes {
		s.inOne[i], s.anchor[i] = uint32(i), unmet
	}
	for i, on := range s.hangs[:len(s.nodes)] {
		if i%steps == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if on != uint32(i) {
			s.join(uint32(i), on)
		}
	}
	flatten(s.inOne[:len(s.nodes)])
	return ctx.Err()
}

// join walks from a position and from what it hangs on to where their ways up meet. What is in one block already is passed
// at one step: above its lowest position is its top.
func (s *search) join(i, on uint32) {
	block := unmet
	for j := on; i != j; {
		if i < j {
			i, j = j, i
		}
		lowest := rootOf(s.inOne, i)
		i = s.above[lowest]
		if block == unmet {
			block = lowest
		}
		block = hook(s.inOne, block, lowest)
	}
	if s.anchor[on] != unmet { // not before: what is beside the way must not be taken for part of it
		block = hook(s.inOne, block, s.anchor[on])
	}
	s.anchor[on] = block
}

// tally counts what each loss leaves.
func (s *search) tally() {
	tree := s.tree[:len(s.nodes)]
	clear(tree)
	for i := len(tree) - 1; i >= 0; i-- {
		tree[i].size++
		if above := s.above[i]; above != uint32(i) {
			tree[above].size += tree[i].size
		}
	}
	for i := range tree {
		above, lowest := s.above[i], &tree[s.inOne[i]]
		if above == uint32(i) {
			tree[i].whole = tree[i].size
			s.components++
			s.reached += Pairs(int(tree[i].size))
			continue
		}
		tree[i].whole = tree[above].whole
		lowest.pairs++
		if above == s.above[s.inOne[i]] {
			lowest.below += tree[i].size
		}
	}
	for i := range tree {
		if s.inOne[i] == uint32(i) && s.above[i] != uint32(i) {
			s.closeBlock(uint32(i), &tree[i])
		}
	}
	for i := range tree {
		u := s.named(uint32(i))
		if rest := tree[i].whole - 1 - tree[i].cut; rest > 0 {
			s.addPart(u, rest)
		}
		s.size[u] = tree[i].whole
	}
}

// closeBlock gives the top of a block what the block holds below it.
func (s *search) closeBlock(lowest uint32, t *sizes) {
	top := s.above[lowest]
	s.Blocks++
	s.tree[top].cut += t.below
	u, above := s.named(lowest), s.named(top)
	s.addPart(above, t.below)
	if t.pairs == 1 {
		s.Bridges = append(s.Bridges, Bridge{U: min(u, above), V: max(u, above), Separates: int(min(t.size, t.whole-t.size))})
	}
}

// named returns the name of the node at a position.
func (s *search) named(i uint32) uint32 {
	if s.name == nil {
		return s.nodes[i]
	}
	return s.name[s.nodes[i]]
}

func (c *Cuts) addPart(u, size uint32) {
	c.Parts[u]++
	c.Largest[u] = max(c.Largest[u], size)
	c.Reached[u] += Pairs(int(size))
}

// cuts returns the results with the tree. The search is not to run again.
func (s *search) cuts() *Cuts {
	n := len(s.nodes)
	s.parent, s.block, s.order = make([]uint32, n), make([]uint32, n), make([]uint32, n)
	slices.SortFunc(s.Bridges, func(a, b Bridge) int {
		return cmp.Compare(uint64(a.U)<<32|uint64(a.V), uint64(b.U)<<32|uint64(b.V))
	})
	number := s.hangs // of each block, by its lowest position
	for i := range number {
		number[i] = view.None
	}
	for place, i := range s.preOrder() {
		u, lowest := s.named(i), s.inOne[i]
		s.order[place], s.parent[u], s.block[u] = u, view.None, view.None
		if s.above[i] == i {
			continue
		}
		if number[lowest] == view.None {
			number[lowest] = uint32(len(s.single))
			s.single = append(s.single, s.tree[lowest].pairs == 1)
		}
		s.parent[u], s.block[u] = s.named(s.above[i]), number[lowest]
	}
	c := s.Cuts
	return &c
}

// preOrder returns the positions so that each stands before all of its subtree, and these together.
func (s *search) preOrder() []uint32 {
	order, next, start := make([]uint32, len(s.nodes)), s.anchor, uint32(0) // next is where the next child goes
	for i, above := range s.above {
		place := start
		if above == uint32(i) {
			start += s.tree[i].size
		} else {
			place = next[above]
			next[above] += s.tree[i].size
		}
		order[place], next[i] = uint32(i), place+1
	}
	return order
}
