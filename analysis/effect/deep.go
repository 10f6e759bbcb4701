package effect

import (
	"context"
	"slices"

	"trama/analysis/internal/view"
	"trama/analysis/paths"
)

// In a deep network half of all nodes are nearer to one end of a relation than to the other, whatever its ends, and to look
// at each pair of a source and a node would take minutes. But most nodes there lie behind others: where every source that
// matters comes to t by way of the neighbour r, t is one step further from all of them than r, and from the end of the relation
// too, so that the relation does for t what it does for r. Such nodes are counted together, by how far behind they lie.
const (
	deepFrom = 64      // steps between a source and a node from which a network is deep
	atATime  = 1 << 10 // how many sums, or nodes, between two looks at the context
)

// ways says for each pair of neighbours which sources come to the one by way of the other: a bit a source, for each slot in the
// rows of the view.
type ways struct {
	words int
	bits  []uint64
}

// newWays returns the ways from the sources to all nodes; none where the network is not deep, or they take more room than
// there is.
func newWays[C paths.Cell](ctx context.Context, v *view.View, from *paths.Lines[C], room int) (*ways, error) {
	words := (len(from.At(0)) + 63) / 64
	if from.Longest() < deepFrom || 8*words*len(v.Targets) > room/2 {
		return nil, nil
	}
	w := &ways{words, make([]uint64, words*len(v.Targets))}
	const nodes = 1 << 8
	err := view.Share(ctx, (v.N()+nodes-1)/nodes, func(_, task int) {
		for u := task * nodes; u < min(v.N(), (task+1)*nodes); u++ {
			here := from.Of(u)
			for i, by := range v.Row(u) {
				there, bits := from.Of(int(by)), w.of(int(v.Offsets[u])+i)
				for source, d := range there {
					if uint64(d)+1 == uint64(here[source]) { // not of one that is in another component
						bits[source/64] |= 1 << (source % 64)
					}
				}
			}
		}
	})
	return w, err
}

func (w *ways) of(slot int) []uint64 { return w.bits[slot*w.words : (slot+1)*w.words] }

// all tells whether all of some sources take the way of a slot.
func (w *ways) all(slot int, sources []uint64) bool {
	for i, way := range w.of(slot) {
		if sources[i]&^way != 0 {
			return false
		}
	}
	return true
}

// crossing is what one core needs to count what relations change in a deep network.
type crossing[C paths.Cell] struct {
	w *weighing[C]

	near    []uint64 // the sources that gain by it, a bit each
	far     []int32  // of each node the steps to the end that the sources come out at; none where it cannot gain
	order   []uint32 // the nodes that may gain, the nearest to that end first
	starts  []int32  // where in order those of each distance begin
	head    []int32  // of each node: its group
	groups  []group
	members []int32 // how far behind their first node the nodes of each group lie, ascending
	shift   []int64 // by distance, what the sources of a group lose and gain there
	touched []int32 // the distances where shift is not 0
	steps   []step
	slope   []int64 // by distance, by how much more than one step before pairs come to stand there
}

// group is a node and those that lie behind it.
type group struct {
	first       uint32
	size, start int32
}

// countDeep is count where the network is deep: it looks at one relation at a time, each core at its own.
func (w *weighing[C]) countDeep(ctx context.Context, links []link, first bool) error {
	byWorker := make([]*crossing[C], view.Workers())
	return view.Share(ctx, len(links), func(worker, i int) {
		w.begin(&links[i])
		if byWorker[worker] == nil {
			n := w.e.View.N()
			byWorker[worker] = &crossing[C]{w: w, near: make([]uint64, w.ways.words), far: make([]int32, n), head: make([]int32, n)}
		}
		byWorker[worker].count(ctx, &links[i], first)
	})
}

func (c *crossing[C]) count(ctx context.Context, l *link, first bool) {
	if l.joins {
		if first {
			c.around(ctx, l)
		}
		return
	}
	longest := c.w.sources.Longest()
	moved := make([]int64, longest+1)
	for side := range l.near {
		if len(l.near[side]) == 0 || ctx.Err() != nil {
			continue
		}
		c.mark(l, side)
		c.group()
		c.slope = cleared(c.slope, longest+2)
		c.shift = cleared(c.shift, longest+1)
		for _, g := range c.groups {
			if ctx.Err() != nil {
				return
			}
			c.move(ctx, l.near[side], g, moved)
		}
		sum := int64(0)
		for d := range moved {
			sum += c.slope[d]
			moved[d] += sum
		}
	}
	for d, n := range moved {
		l.moved = added(l.moved, d, n)
	}
}

func cleared(list []int64, n int) []int64 {
	list = slices.Grow(list[:0], n)[:n]
	clear(list)
	return list
}

// around counts how many nodes stand how far from each end of a relation between two components.
func (c *crossing[C]) around(ctx context.Context, l *link) {
	for u := range c.w.e.View.N() {
		if u%atATime == 0 && ctx.Err() != nil {
			return
		}
		ends := c.w.ends.Of(u)
		switch x, y := ends[l.lanes[0]], ends[l.lanes[1]]; {
		case x < y:
			l.around[0] = added(l.around[0], int(x), 1)
		case y < x:
			l.around[1] = added(l.around[1], int(y), 1)
		}
	}
}

// mark finds the nodes that the sources near one end may come nearer to: those nearer to the other end by two steps or more,
// in order of how far they are from there.
func (c *crossing[C]) mark(l *link, side int) {
	clear(c.near)
	for _, s := range l.near[side] {
		c.near[s.source/64] |= 1 << (s.source % 64)
	}
	c.starts = c.starts[:0]
	for u := range c.far {
		ends := c.w.ends.Of(u)
		from, to := int64(ends[l.lanes[side]]), int64(ends[l.lanes[1-side]])
		if c.far[u] = none; from-to >= 2 {
			c.far[u] = int32(to)
			for len(c.starts) <= int(to)+1 {
				c.starts = append(c.starts, 0)
			}
			c.starts[to+1]++
		}
	}
	for d := 1; d < len(c.starts); d++ {
		c.starts[d] += c.starts[d-1]
	}
	count := 0
	if len(c.starts) > 0 {
		count = int(c.starts[len(c.starts)-1])
	}
	c.order = slices.Grow(c.order[:0], count)[:count]
	for u, d := range c.far {
		if d != none {
			c.order[c.starts[d]] = uint32(u)
			c.starts[d]++
		}
	}
}

// group puts the nodes that may gain into groups.
func (c *crossing[C]) group() {
	c.groups = c.groups[:0]
	for _, u := range c.order {
		c.head[u] = c.groupBefore(int(u))
		if c.head[u] < 0 {
			c.head[u] = int32(len(c.groups))
			c.groups = append(c.groups, group{first: u})
		}
		c.groups[c.head[u]].size++
	}
	start := int32(0)
	for i := range c.groups {
		c.groups[i].start = start
		start += c.groups[i].size
		c.groups[i].size = 0
	}
	c.members = slices.Grow(c.members[:0], len(c.order))[:len(c.order)]
	for _, u := range c.order {
		g := &c.groups[c.head[u]]
		c.members[g.start+g.size] = c.far[u] - c.far[g.first]
		g.size++
	}
}

// groupBefore returns the group of a neighbour by whose way all sources and the end of the relation come to a node, −1 where
// there is none.
func (c *crossing[C]) groupBefore(u int) int32 {
	v := c.w.e.View
	for i, by := range v.Row(u) {
		if c.far[by] != none && c.far[by]+1 == c.far[u] && c.w.ways.all(int(v.Offsets[u])+i, c.near) {
			return c.head[by]
		}
	}
	return -1
}

// move counts what the sources gain on the way to the nodes of a group: those of one node one by one, those of more in slope.
func (c *crossing[C]) move(ctx context.Context, near []start, g group, moved []int64) {
	line, far := c.w.sources.Of(int(g.first)), int64(c.far[g.first])
	c.touched = c.touched[:0]
	for _, s := range near {
		now, shorter := int64(line[s.source]), int64(s.steps)+far
		switch {
		case shorter >= now:
		case g.size == 1:
			moved[now]--
			moved[shorter]++
		default:
			c.touched = append(c.touched, int32(now), int32(shorter))
			c.shift[now]--
			c.shift[shorter]++
		}
	}
	steps := c.stepsOf(c.members[g.start : g.start+g.size])
	for i, d := range c.touched {
		if i%atATime == 0 && ctx.Err() != nil {
			return
		}
		times := c.shift[d]
		c.shift[d] = 0
		if times == 0 {
			continue
		}
		for _, s := range steps {
			c.slope[d+s.at] += times * s.by
		}
	}
}

// step says that at a distance there are so many nodes more, or less, than at the one before.
type step struct {
	at int32
	by int64
}

// stepsOf returns where the number of members that lie so far behind changes: in a path it does twice.
func (c *crossing[C]) stepsOf(members []int32) []step {
	c.steps = c.steps[:0]
	last, before := int32(-1), int64(0)
	for i := 0; i < len(members); {
		at, count := members[i], int64(0)
		for ; i < len(members) && members[i] == at; i++ {
			count++
		}
		if at > last+1 && before != 0 {
			c.steps = append(c.steps, step{last + 1, -before})
			before = 0
		}
		if count != before {
			c.steps = append(c.steps, step{at, count - before})
		}
		last, before = at, count
	}
	c.steps = append(c.steps, step{last + 1, -before})
	return c.steps
}
