package community

import (
	"context"
	"math"

	"trama/analysis/internal/view"
)

const (
	hasty  = 2             // how often a node is asked where to go, where there is haste
	always = math.MaxInt32 // and where there is none: until no node wants to move

	mostAtOnce = 1 << 10 // nodes that choose at once, at most
	apart      = 64      // fewer choose one after the other, each knowing what the one before did
	crowd      = 1 << 14 // nodes of a level from which on several choose at once
	patience   = 8       // looks at each node after which they choose one after the other, so that there is an end
	parcel     = 1 << 6  // nodes that are given to a core at once
)

// wish is the community where a node gains most, the weight toward it and toward its own.
type wish struct{ to, toward, home uint32 }

// nowhere stands for a community without nodes.
const nowhere = view.None

// move lets each node go to the community that gains most, until none wants to or each was asked so many times; it
// returns whether one moved, and how many communities there are. A gain is (weight toward the community) · 2m − strength · (strengths in
// it).
//
// On a large level nodes choose many at once, on all cores, by what held before any of them moved. They go one after the
// other, and only where they still gain by what holds then. How many choose at once does not depend on the cores.
func (l *leiden) move(ctx context.Context, g *level, part []uint32, times int) (moved bool, communities int) {
	l.fill(g, part)
	n := g.n()
	q := queue{ring: l.order(n), waits: l.waiting[:n], waiting: n}
	for i := range q.waits {
		q.waits[i] = true
	}
	for asked, looked := 0, 0; q.waiting > 0 && asked/times < n; {
		batch := l.batch[:q.take(l.batch[:atOnce(n, asked, q.waiting)])]
		if asked += len(batch); asked >= looked {
			if looked += steps; ctx.Err() != nil {
				break
			}
		}
		l.choose(ctx, g, part, batch)
		for i, u := range batch {
			if l.settleIn(g, part, u, l.wishes[i]) {
				moved = true
				q.call(g.targets[g.offsets[u]:g.offsets[u+1]], part, part[u])
			}
		}
	}
	clear(q.waits)
	return moved, n - len(l.empty)
}

// atOnce is how many nodes choose at once.
func atOnce(n, asked, waiting int) int {
	if n < crowd || asked/patience >= n || waiting < apart*apart {
		return 1
	}
	return min(waiting/apart, mostAtOnce)
}

// choose fills in the wishes of nodes.
func (l *leiden) choose(ctx context.Context, g *level, part, nodes []uint32) {
	if len(nodes) == 1 {
		l.wishes[0] = l.wish(l.core(0), g, part, nodes[0])
		return
	}
	view.Share(ctx, (len(nodes)+parcel-1)/parcel, func(worker, task int) {
		s, first := l.core(worker), task*parcel
		some := nodes[first:min(len(nodes), first+parcel)]
		g.fetch(part, some)
		for i, u := range some {
			l.wishes[first+i] = l.wish(s, g, part, u)
		}
	})
}

// wish returns the community in which a node gains most: its own, one of its neighbours', or an empty one. Of equals its
// own wins, then the first met.
func (l *leiden) wish(s *scratch, g *level, part []uint32, u uint32) wish {
	own, k := part[u], int64(g.strength[u])
	met := s.shares(g, part, u)
	w := wish{to: own}
	for _, m := range met {
		if m.part == own {
			w.toward, w.home = m.weight, m.weight
		}
	}
	most := l.gain(w.home, k, int64(l.sum[own])-k)
	for _, m := range met {
		if m.part != own {
			if gain := l.gain(m.weight, k, int64(l.sum[m.part])); gain > most {
				w.to, w.toward, most = m.part, m.weight, gain
			}
		}
	}
	if most < 0 {
		w.to, w.toward = nowhere, 0
	}
	return w
}

// gain is what a node of strength k adds to the modularity, times a constant, by being with nodes of so much strength.
func (l *leiden) gain(toward uint32, k, sum int64) int64 { return int64(toward)*l.total - k*sum }

// settleIn takes a node where it wishes to be, if it still gains by that, and tells whether it does.
func (l *leiden) settleIn(g *level, part []uint32, u uint32, w wish) bool {
	own, k := part[u], int64(g.strength[u])
	if w.to == own {
		return false
	}
	stay := l.gain(w.home, k, int64(l.sum[own])-k)
	if w.to == nowhere {
		if stay >= 0 || len(l.empty) == 0 {
			return false
		}
		w.to = l.empty[len(l.empty)-1]
		l.empty = l.empty[:len(l.empty)-1]
	} else if l.sum[w.to] == 0 || l.gain(w.toward, k, int64(l.sum[w.to])) <= stay {
		return false // all have left it meanwhile, or too many have come
	}
	l.sum[own] -= uint32(k)
	l.sum[w.to] += uint32(k)
	if l.sum[own] == 0 {
		l.empty = append(l.empty, own)
	}
	part[u] = w.to
	return true
}

// fill sums the strengths of the communities, and lists the numbers without nodes. A node without neighbours keeps its
// community to itself.
func (l *leiden) fill(g *level, part []uint32) {
	n := g.n()
	clear(l.sum[:n])
	held := make([]bool, n)
	for u, c := range part {
		l.sum[c] += g.strength[u]
		held[c] = true
	}
	l.empty = l.empty[:0]
	for c := n - 1; c >= 0; c-- {
		if !held[c] {
			l.empty = append(l.empty, uint32(c))
		}
	}
}

// queue holds the nodes that are to choose, each once.
type queue struct {
	ring          []uint32
	waits         []bool
	head, waiting int
}

// take takes the first nodes out of the queue, and returns how many.
func (q *queue) take(nodes []uint32) int {
	count := copy(nodes, q.ring[q.head:min(len(q.ring), q.head+q.waiting)])
	for _, u := range nodes[:count] {
		q.waits[u] = false
	}
	q.waiting -= count
	if q.head += count; q.head == len(q.ring) {
		q.head = 0
	}
	return count
}

// call puts those of some nodes at the end of the queue that are not in it nor in a community.
func (q *queue) call(nodes, part []uint32, community uint32) {
	for _, w := range nodes {
		if part[w] != community && !q.waits[w] {
			q.waits[w] = true
			tail := q.head + q.waiting
			if tail >= len(q.ring) {
				tail -= len(q.ring)
			}
			q.ring[tail] = w
			q.waiting++
		}
	}
}
