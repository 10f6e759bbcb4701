package community

import (
	"context"
	"math"
	"math/rand/v2"

	"trama/analysis/internal/view"
)

// steps is how many nodes are handled between two looks at the context.
const steps = 1 << 12

// leiden is one run: its random numbers and its scratch space, which has room for the lowest level.
type leiden struct {
	base   *level
	number []uint32 // what each node is called in the base; nil: the same
	total  int64    // twice the number of pairs
	random *rand.Rand
	cores  []*scratch

	sum     []uint32 // the strengths in each community
	empty   []uint32 // numbers of communities without nodes
	queue   []uint32
	waiting []bool
	batch   []uint32 // nodes that choose at once, and what they wish
	wishes  []wish
}

// newLeiden returns a run on a view, on a large one with its hubs together in memory.
func newLeiden(v *view.View, source rand.Source) *leiden {
	n := v.N()
	var number []uint32
	if n > BestOfUpTo {
		hubs := v.HubsFirst()
		v, number = hubs.View, hubs.Number
	}
	l := &leiden{
		number: number, base: &level{offsets: v.Offsets, targets: v.Targets, strength: make([]uint32, n)},
		total: int64(len(v.Targets)), random: rand.New(source), cores: make([]*scratch, view.Workers()),
		sum: make([]uint32, n), waiting: make([]bool, n), queue: make([]uint32, n),
		batch: make([]uint32, min(n, mostAtOnce)), wishes: make([]wish, min(n, mostAtOnce)),
	}
	for u := range n {
		l.base.strength[u] = uint32(v.Degree(u))
	}
	return l
}

// core returns the scratch space of one worker of view.Share.
func (l *leiden) core(worker int) *scratch {
	if l.cores[worker] == nil {
		l.cores[worker] = &scratch{place: make([]uint32, l.base.n())}
	}
	return l.cores[worker]
}

// run returns the community of each node. A small graph takes rounds until one changes nothing. On a large one, nodes are
// first taken together in haste, so that the round starts from few communities and not from as many as nodes, and last
// once more, now that single nodes may go anywhere: beside two rounds that is a third of the time for more modularity.
func (l *leiden) run(ctx context.Context) []uint32 {
	part := identity(l.base.n())
	if len(part) <= BestOfUpTo {
		l.settle(ctx, part, mostRounds)
		return part
	}
	l.louvain(ctx, part, hasty)
	l.settle(ctx, part, rounds)
	l.louvain(ctx, part, hasty)
	return l.ofNodes(part)
}

// ofNodes returns the parts in the order of the view.
func (l *leiden) ofNodes(part []uint32) []uint32 {
	if l.number == nil {
		return part
	}
	of := make([]uint32, len(part))
	for u, x := range l.number {
		of[u] = part[x]
	}
	return of
}

// louvain takes a partition through all levels in place, communities becoming the nodes of the next level whole. Each
// node is asked about so many times, and twice as often on each higher level, where there are fewer.
func (l *leiden) louvain(ctx context.Context, part []uint32, times int) {
	g, at, upper := l.base, identity(len(part)), append([]uint32(nil), part...)
	for ctx.Err() == nil {
		_, count := l.move(ctx, g, upper, times)
		if count == g.n() {
			break
		}
		parts, _ := renumbered(upper, g.n())
		through(at, parts)
		g, upper, times = l.aggregate(ctx, g, parts, count), identity(count), 2*times
	}
	copy(part, at)
}

func (l *leiden) settle(ctx context.Context, part []uint32, most int) {
	for range most {
		if !l.round(ctx, part) || ctx.Err() != nil {
			return
		}
	}
}

// shake returns what a partition becomes when some nodes are moved to the communities of neighbours and it settles again.
func (l *leiden) shake(ctx context.Context, part []uint32) []uint32 {
	n := len(part)
	other := append([]uint32(nil), part...)
	for range n / shaken {
		u := l.random.IntN(n)
		if start, end := l.base.offsets[u], l.base.offsets[u+1]; start < end {
			other[u] = other[l.base.targets[int(start)+l.random.IntN(int(end-start))]]
		}
	}
	l.settle(ctx, other, mostRounds)
	return other
}

// round takes a partition through all levels and back, in place, and tells whether it changed.
func (l *leiden) round(ctx context.Context, part []uint32) (changed bool) {
	g, at, upper := l.base, identity(len(part)), append([]uint32(nil), part...)
	for height := 0; ctx.Err() == nil; height++ {
		moved, count := l.move(ctx, g, upper, always)
		changed = changed || moved
		if count == g.n() {
			break
		}
		refined, parts := renumbered(upper, g.n())
		if height < l.refined() {
			if finer, count := l.refine(ctx, g, upper); count < g.n() {
				refined, parts = finer, count
			}
		}
		above := make([]uint32, parts)
		for x, p := range refined {
			above[p] = upper[x]
		}
		above, _ = renumbered(above, g.n())
		through(at, refined)
		g, upper = l.aggregate(ctx, g, refined, parts), above
	}
	for u, x := range at {
		part[u] = upper[x]
	}
	return changed
}

// refined is how many levels a round refines: on a large graph those that hold almost all pairs.
func (l *leiden) refined() int {
	if l.base.n() > BestOfUpTo {
		return refinedLevels
	}
	return math.MaxInt
}

// identity returns the numbers from 0 to n−1.
func identity(n int) []uint32 {
	all := make([]uint32, n)
	for i := range all {
		all[i] = uint32(i)
	}
	return all
}

// through takes each number to what it is called one level higher.
func through(at, above []uint32) {
	for u, x := range at {
		at[u] = above[x]
	}
}

// renumbered numbers parts, whose numbers are below most, from 0 in the order of their first nodes.
func renumbered(part []uint32, most int) (numbered []uint32, count int) {
	number := make([]uint32, most)
	for i := range number {
		number[i] = view.None
	}
	numbered = make([]uint32, len(part))
	for u, p := range part {
		if number[p] == view.None {
			number[p] = uint32(count)
			count++
		}
		numbered[u] = number[p]
	}
	return numbered, count
}

// order returns the nodes in random order, as the queue. Their own order is faster on a large graph, and loses two in a
// hundred of the modularity on a skewed one.
func (l *leiden) order(n int) []uint32 {
	order := l.queue[:n]
	for i := range order {
		j := l.random.IntN(i + 1)
		order[i] = order[j]
		order[j] = uint32(i)
	}
	return order
}
