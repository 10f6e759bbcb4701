package augment

import (
	"cmp"
	"container/heap"
	"context"
	"slices"

	"trama/analysis/internal/view"
	"trama/analysis/pairs"
)

// How many components are weighed each against each; beyond, each is weighed against the hubs only.
const (
	weighedEach = 256
	hubParts    = 24
	partPairs   = 1 << 17 // so many pairs of components are weighed for a plan, and at least those of each and the hubs
)

// Connected returns the relations that join all components: c − 1 for c of them, a spanning tree of the components whose
// relations have the highest scores (Prim's from the largest component, on the best pair between each two; of more than 362
// components the largest ones are joined so, and each of the others to one of them). Of ends that are equally good those come
// first that have the fewest new relations, by turns of three, then those of the highest rank. Cost: O(n log n + m), and for c
// components O(c² log c) up to 362 of them, O(c) beyond.
func Connected(ctx context.Context, v *view.View, o Options) (Plan, error) {
	g := newGrowth(v, o)
	plan := Plan{LowerBound: max(0, len(g.parts)-1)}
	together := newUnion(len(g.nodes))
	for i := range g.hubs {
		if err := g.grow(ctx, i, together); err != nil {
			return Plan{}, err
		}
	}
	if err := g.attach(ctx, together); err != nil {
		return Plan{}, err
	}
	if err := g.joinRest(ctx, g.parts, together); err != nil {
		return Plan{}, err
	}
	plan.Links, plan.Reached, plan.Left = g.links, len(g.links) == plan.LowerBound, plan.LowerBound-len(g.links)
	return plan, nil
}

// growth joins parts, one after the other, to those that are joined already.
type growth struct {
	*forest
	parts  []int32 // the largest first
	place  []int   // of each part among them
	hubs   int     // so many of them, the first ones, are weighed each against each
	joined []bool
	offers offers
}

func newGrowth(v *view.View, o Options) *growth {
	g := &growth{forest: newForest(v, o, false)}
	g.load, g.parts = make([]uint32, v.N()), g.components()
	g.hubs = min(len(g.parts), max(hubParts, partPairs/max(1, len(g.parts))))
	g.joined, g.place = make([]bool, g.hubs), make([]int, len(g.parts))
	for i, part := range g.parts {
		g.place[part] = i
	}
	return g
}

// grow joins to a hub all other hubs that can be.
func (g *growth) grow(ctx context.Context, first int, together union) error {
	if g.joined[first] {
		return nil
	}
	for g.offer(first); g.offers.Len() > 0 && !g.enough(); {
		if err := ctx.Err(); err != nil {
			return err
		}
		best := heap.Pop(&g.offers).(pair)
		to := g.of[best.b]
		if g.joined[g.place[to]] {
			continue
		}
		if max(g.tier(best.a), g.tier(best.b)) > best.tier {
			if best = g.again(best); !best.ok {
				continue
			}
		}
		g.take(best, together)
		g.offer(g.place[to])
	}
	return nil
}

// again returns the best pair between the parts of one whose turn is over; it is not ok where that goes behind others first.
func (g *growth) again(p pair) pair {
	now := g.ends(g.of[p.a], g.of[p.b])
	if now.tier > p.tier {
		heap.Push(&g.offers, now)
		now.ok = false
	}
	return now
}

// offer adds the best pairs of a hub that is joined now with those that are not.
func (g *growth) offer(from int) {
	g.joined[from] = true
	for to, part := range g.parts[:g.hubs] {
		if g.joined[to] {
			continue
		}
		if best := g.ends(g.parts[from], part); best.ok {
			heap.Push(&g.offers, best)
		}
	}
}

// attach joins each part that is no hub to the one that it goes with best.
func (g *growth) attach(ctx context.Context, together union) error {
	for i, part := range g.parts[g.hubs:] {
		if g.enough() || i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		var best pair
		for _, hub := range g.parts[:g.hubs] {
			if p := g.ends(hub, part); p.better(best) {
				best = p
			}
		}
		if best.ok {
			g.take(best, together)
		}
	}
	return ctx.Err()
}

// offers are ordered as a heap, the best on top. The first end of each is joined.
type offers []pair

// Len returns the number of offers; with the other four methods they are a heap.Interface.
func (o offers) Len() int { return len(o) }

// Less tells whether offer i is better than offer j.
func (o offers) Less(i, j int) bool { return o[i].better(o[j]) }

// Swap exchanges two offers.
func (o offers) Swap(i, j int) { o[i], o[j] = o[j], o[i] }

// Push appends a pair; only heap.Push calls it, which then moves the pair to its place in O(log n).
func (o *offers) Push(x any) { *o = append(*o, x.(pair)) }

// Pop takes the last pair off, where heap.Pop has put the best.
func (o *offers) Pop() any {
	last := len(*o) - 1
	x := (*o)[last]
	*o = (*o)[:last]
	return x
}

// components makes a part of each component and returns them, the largest first, ties by the lowest node.
func (f *forest) components() []int32 {
	var order []int32
	for u := range f.v.N() {
		root := f.tree.find(uint32(u))
		if root == uint32(u) {
			f.of[u] = f.part()
			order = append(order, f.of[u])
		}
		f.of[u] = f.of[root]
		f.nodes[f.of[u]].members = append(f.nodes[f.of[u]].members, uint32(u))
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		return cmp.Compare(len(f.nodes[b].members), len(f.nodes[a].members))
	})
	return order
}

// take joins two parts that are not together, and tells its ends that they have one relation more.
func (f *forest) take(p pair, together union) {
	if together.join(uint32(f.of[p.a]), uint32(f.of[p.b])) {
		f.links = append(f.links, [2]int{int(min(p.a, p.b)), int(max(p.a, p.b))})
		f.burden(p.a)
		f.burden(p.b)
	}
}

// enough tells whether there are as many relations as are wanted.
func (f *forest) enough() bool { return f.o.Most > 0 && len(f.links) >= f.o.Most }

// joinRest joins what no hub may be joined with, as long as any two sets of parts may be joined.
func (f *forest) joinRest(ctx context.Context, parts []int32, together union) error {
	if len(f.links) == len(parts)-1 || f.enough() {
		return nil
	}
	has, wants := f.classes(parts)
	for i, x := range parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		for j, y := range parts[:i] {
			if wants[i]&has[j] == 0 || together.find(uint32(x)) == together.find(uint32(y)) {
				continue
			}
			if best := f.ends(x, y); best.ok {
				f.take(best, together)
			}
			if len(f.links) == len(parts)-1 || f.enough() {
				return nil
			}
		}
	}
	return nil
}

// classes returns, for each part, the classes in it and those that they may be joined with, a bit each (the highest bit
// for all classes from 63 on).
func (f *forest) classes(parts []int32) (has, wants []uint64) {
	bit := func(class uint8) uint64 { return 1 << min(class, 63) }
	var all [256]bool
	for u := range f.v.N() {
		all[f.o.class(uint32(u))] = true
	}
	var with [256]uint64
	for a, there := range all {
		for b, other := range all {
			if there && other && (f.o.Joins == nil || f.o.Joins(uint8(a), uint8(b))) {
				with[a] |= bit(uint8(b))
			}
		}
	}
	has, wants = make([]uint64, len(parts)), make([]uint64, len(parts))
	for i, part := range parts {
		for _, u := range f.nodes[part].members {
			has[i] |= bit(f.o.class(u))
			wants[i] |= with[f.o.class(u)]
		}
	}
	return has, wants
}

// Offers returns the best pair between each two components, the better ones first, at most so many: beyond 256
// components, between each and the largest ones.
func Offers(ctx context.Context, v *view.View, o Options, most int) ([][2]int, error) {
	f := newForest(v, o, false)
	parts := f.components()
	hubs := parts
	if len(parts) > weighedEach {
		hubs = parts[:hubParts]
	}
	best := pairs.Best[pair]{Most: most}
	for i, x := range hubs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, y := range parts[i+1:] {
			if p := f.ends(x, y); p.ok && !best.Beyond(p) {
				best.Add(p)
			}
		}
	}
	var out [][2]int
	for _, p := range best.Pairs() {
		out = append(out, [2]int{int(p.a), int(p.b)})
	}
	return out, nil
}
