package community

import (
	"context"
	"math/rand/v2"

	"trama/analysis/internal/view"
)

// steps is how many nodes are handled between two looks at the context.
const steps = 1 << 12

// level is a graph of the hierarchy: nodes are parts of the level below, weights count pairs between them, and strength
// is the sum of the degrees inside.
type level struct {
	offsets, targets []uint32
	weights          []uint32 // nil: all 1
	strength         []int64
}

func (g *level) n() int { return len(g.strength) }

// leiden is one run: its random numbers and its scratch space, which has room for the lowest level.
type leiden struct {
	base   *level
	total  int64 // twice the number of pairs
	random *rand.Rand

	tally   []tally  // by community
	met     []uint32 // the communities toward which there is weight
	queue   []uint32
	waiting []bool
	empty   []uint32 // numbers of communities without nodes
}

// tally is what is kept of a community, in one place, since both are needed at once.
type tally struct {
	sum    int64 // the strengths in it
	toward int64 // the weight from the node at hand; 0 elsewhere
}

func newLeiden(v *view.View, source rand.Source) *leiden {
	n := v.N()
	l := &leiden{
		base:  &level{offsets: v.Offsets, targets: v.Targets, strength: make([]int64, n)},
		total: int64(len(v.Targets)), random: rand.New(source),
		tally: make([]tally, n), waiting: make([]bool, n), queue: make([]uint32, n),
	}
	for u := range n {
		l.base.strength[u] = int64(v.Degree(u))
	}
	return l
}

// run returns the community of each node after at most so many rounds; it stops where a round changes nothing, and when
// the context ends.
func (l *leiden) run(ctx context.Context, most int) []uint32 {
	part := make([]uint32, l.base.n())
	for u := range part {
		part[u] = uint32(u)
	}
	l.settle(ctx, part, most)
	return part
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
	g := l.base
	at := make([]uint32, g.n()) // the node of the level that holds each node of the base
	for u := range at {
		at[u] = uint32(u)
	}
	upper := append([]uint32(nil), part...)
	for ctx.Err() == nil {
		moved, count := l.move(ctx, g, upper)
		changed = changed || moved
		if count == g.n() {
			break
		}
		refined, parts := l.refine(ctx, g, upper)
		if parts == g.n() {
			refined, parts = renumbered(upper, g.n())
		}
		for u, x := range at {
			at[u] = refined[x]
		}
		g, upper = l.aggregate(g, refined, parts, upper)
	}
	for u, x := range at {
		part[u] = upper[x]
	}
	return changed
}

// move lets each node go to the community that gains most, until none wants to; it returns whether one moved, and how
// many communities there are. A gain is (weight toward the community) · 2m − strength · (strengths in it).
func (l *leiden) move(ctx context.Context, g *level, part []uint32) (moved bool, communities int) {
	n := g.n()
	l.fill(g, part)
	order := l.order(n)
	head, waiting := 0, n
	for i := range n {
		l.waiting[i] = true
	}
	for done := 0; waiting > 0; done++ {
		if done%steps == 0 && ctx.Err() != nil {
			break
		}
		u := order[head]
		if head++; head == n {
			head = 0
		}
		waiting--
		l.waiting[u] = false
		own := part[u]
		best := l.best(g, part, u)
		if best == own {
			continue
		}
		moved = true
		k := g.strength[u]
		if l.tally[best].sum == 0 {
			l.empty = l.empty[:len(l.empty)-1]
		}
		l.tally[own].sum -= k
		l.tally[best].sum += k
		if l.tally[own].sum == 0 {
			l.empty = append(l.empty, own)
		}
		part[u] = best
		tail := head + waiting
		for _, w := range g.targets[g.offsets[u]:g.offsets[u+1]] {
			if part[w] != best && !l.waiting[w] {
				l.waiting[w] = true
				if tail >= n {
					tail -= n
				}
				order[tail] = w
				tail++
				waiting++
			}
		}
	}
	clear(l.waiting[:n])
	return moved, n - len(l.empty)
}

// fill sums the strengths of the communities, and lists the numbers without nodes. A node without neighbours keeps its
// community to itself.
func (l *leiden) fill(g *level, part []uint32) int {
	n := g.n()
	clear(l.tally[:n])
	held := make([]bool, n)
	for u, c := range part {
		l.tally[c].sum += g.strength[u]
		held[c] = true
	}
	l.empty = l.empty[:0]
	for c := n - 1; c >= 0; c-- {
		if !held[c] {
			l.empty = append(l.empty, uint32(c))
		}
	}
	return n - len(l.empty)
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

// best returns the community in which a node gains most: its own, one of its neighbours', or an empty one. Of equals its
// own wins, then the first met.
func (l *leiden) best(g *level, part []uint32, u uint32) uint32 {
	own, k := part[u], g.strength[u]
	l.look(g, part, u)
	best, most := own, l.tally[own].toward*l.total-k*(l.tally[own].sum-k)
	for _, c := range l.met {
		if c != own {
			at := &l.tally[c]
			if gain := at.toward*l.total - k*at.sum; gain > most {
				best, most = c, gain
			}
		}
	}
	l.forget()
	if most < 0 && len(l.empty) > 0 {
		return l.empty[len(l.empty)-1]
	}
	return best
}

// look adds the weights from a node toward each community of its neighbours.
func (l *leiden) look(g *level, part []uint32, u uint32) {
	l.met = l.met[:0]
	start, end := g.offsets[u], g.offsets[u+1]
	if g.weights == nil {
		for _, w := range g.targets[start:end] {
			l.meet(part[w], 1)
		}
		return
	}
	weights := g.weights[start:end]
	for i, w := range g.targets[start:end] {
		l.meet(part[w], int64(weights[i]))
	}
}

// lookInside adds the weights from a node toward each part of its own community.
func (l *leiden) lookInside(g *level, part, community []uint32, u uint32) {
	l.met = l.met[:0]
	c := community[u]
	for slot := g.offsets[u]; slot < g.offsets[u+1]; slot++ {
		if w := g.targets[slot]; community[w] == c {
			l.meet(part[w], g.weight(slot))
		}
	}
}

func (l *leiden) meet(c uint32, weight int64) {
	at := &l.tally[c]
	if at.toward == 0 {
		l.met = append(l.met, c)
	}
	at.toward += weight
}

func (l *leiden) forget() {
	for _, c := range l.met {
		l.tally[c].toward = 0
	}
}

// refine merges nodes within each community, singles only, into parts that are well connected to the rest of it, and
// returns the part of each node, numbered from 0, and how many there are.
func (l *leiden) refine(ctx context.Context, g *level, community []uint32) (part []uint32, parts int) {
	n := g.n()
	part = make([]uint32, n)
	inPart, outside := make([]int64, n), make([]int64, n) // strengths in a part, weight from it to the rest of its community
	single := make([]bool, n)
	for u := range n {
		part[u], inPart[u], single[u] = uint32(u), g.strength[u], true
		for slot := g.offsets[u]; slot < g.offsets[u+1]; slot++ {
			if community[g.targets[slot]] == community[u] {
				outside[u] += g.weight(slot)
			}
		}
	}
	wellConnected := func(p, c uint32) bool { return outside[p]*l.total >= inPart[p]*(l.tally[c].sum-inPart[p]) }
	for i, u := range l.order(n) {
		if i%steps == 0 && ctx.Err() != nil {
			break
		}
		c := community[u]
		if !single[u] || outside[u] == 0 || !wellConnected(u, c) {
			continue
		}
		l.lookInside(g, part, community, u)
		best, most := u, int64(0)
		for _, p := range l.met {
			if gain := l.tally[p].toward*l.total - g.strength[u]*inPart[p]; gain > most && wellConnected(p, c) {
				best, most = p, gain
			}
		}
		if best != u {
			outside[best] += outside[u] - 2*l.tally[best].toward
			inPart[best] += g.strength[u]
			part[u], single[u], single[best] = best, false, false
		}
		l.forget()
	}
	return renumbered(part, n)
}

func (g *level) weight(slot uint32) int64 {
	if g.weights == nil {
		return 1
	}
	return int64(g.weights[slot])
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

// aggregate returns the level whose nodes are the parts, and the community of each of them.
func (l *leiden) aggregate(g *level, part []uint32, parts int, community []uint32) (*level, []uint32) {
	start := make([]uint32, parts+1)
	for _, p := range part {
		start[p+1]++
	}
	for p := range parts {
		start[p+1] += start[p]
	}
	members, next := make([]uint32, g.n()), append([]uint32(nil), start...)
	for u, p := range part {
		members[next[p]] = uint32(u)
		next[p]++
	}
	room := len(g.targets) - len(g.targets)/4
	above := &level{
		offsets: make([]uint32, 1, parts+1), strength: make([]int64, parts),
		targets: make([]uint32, 0, room), weights: make([]uint32, 0, room),
	}
	upper := make([]uint32, parts)
	for p := range uint32(parts) {
		l.met = l.met[:0]
		for _, u := range members[start[p]:start[p+1]] {
			above.strength[p] += g.strength[u]
			upper[p] = community[u]
			for slot := g.offsets[u]; slot < g.offsets[u+1]; slot++ {
				other := part[g.targets[slot]]
				if other == p {
					continue
				}
				if l.tally[other].toward == 0 {
					l.met = append(l.met, other)
				}
				l.tally[other].toward += g.weight(slot)
			}
		}
		for _, other := range l.met {
			above.targets, above.weights = append(above.targets, other), append(above.weights, uint32(l.tally[other].toward))
			l.tally[other].toward = 0
		}
		above.offsets = append(above.offsets, uint32(len(above.targets)))
	}
	upper, _ = renumbered(upper, l.base.n())
	return above, upper
}
