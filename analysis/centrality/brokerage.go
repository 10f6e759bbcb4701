package centrality

import (
	"context"

	"trama/analysis/internal/view"
)

// Brokerage counts, for one node v, the pairs a, b that it brokers, a → v → b without a → b, by where the three belong.
type Brokerage struct {
	Coordinator    int64 // all in one group
	Itinerant      int64 // a and b in one group, v in another
	Representative int64 // a and v in one group, b in another
	Gatekeeper     int64 // v and b in one group, a in another
	Liaison        int64 // three groups
}

// NewBrokerage returns Gould and Fernandez' raw counts for each node (1989, doi:10.2307/270949), given the group of each
// node; nodes of a negative group take no part, neither as broker nor as an end. Directed; weights are ignored. Each
// ordered pair of different ends counts once, so that without directions each pair counts twice and gatekeeper equals
// representative.
//
// All pairs are counted by groups, then those with an arc of their own are taken off by intersecting rows, the shorter
// with the longer: O(Σ min(degrees) log) over the arcs. It fails only when the context ends.
func NewBrokerage(ctx context.Context, a *view.Arcs, group []int) ([]Brokerage, error) {
	n, groups := a.N(), 0
	for _, g := range group {
		groups = max(groups, g+1)
	}
	all := make([]Brokerage, n)
	workers := make([]*broker, view.Workers())
	err := view.Share(ctx, (n+63)/64, func(worker, task int) {
		if workers[worker] == nil {
			workers[worker] = &broker{a: a, group: group, in: make([]int64, groups), out: make([]int64, groups), from: make([]bool, n)}
		}
		for v := task * 64; v < min(n, (task+1)*64); v++ {
			if ctx.Err() != nil {
				return
			}
			if group[v] >= 0 {
				all[v] = workers[worker].at(v)
			}
		}
	})
	return all, err
}

type broker struct {
	a       *view.Arcs
	group   []int
	in, out []int64 // arcs to and from v, by the group of the other end
	from    []bool  // the successors of v
}

func (b *broker) at(v int) Brokerage {
	roles := b.allPairs(v)
	for _, w := range b.a.Out(v) {
		b.from[w] = true
	}
	for _, u := range b.a.In(v) {
		if b.group[u] >= 0 {
			b.takeClosed(&roles, v, int(u))
		}
	}
	for _, w := range b.a.Out(v) {
		b.from[w] = false
	}
	return roles
}

// allPairs counts the pairs of a predecessor and a successor by role, whatever is between them.
func (b *broker) allPairs(v int) Brokerage {
	own, into, outOf := b.group[v], int64(0), int64(0)
	for _, u := range b.a.In(v) {
		if g := b.group[u]; g >= 0 {
			b.in[g]++
			into++
		}
	}
	for _, w := range b.a.Out(v) {
		if g := b.group[w]; g >= 0 {
			b.out[g]++
			outOf++
		}
	}
	in, out := b.in[own], b.out[own]
	roles := Brokerage{Coordinator: in * out, Representative: in * (outOf - out), Gatekeeper: (into - in) * out}
	b.in[own] = 0
	for _, u := range b.a.In(v) {
		if g := b.group[u]; g >= 0 && b.in[g] > 0 {
			roles.Itinerant += b.in[g] * b.out[g]
			b.in[g] = 0
		}
	}
	roles.Liaison = (into-in)*(outOf-out) - roles.Itinerant
	for _, w := range b.a.Out(v) {
		if g := b.group[w]; g >= 0 {
			b.out[g] = 0
		}
	}
	return roles
}

// takeClosed takes off the pairs of a predecessor u with itself and with successors that it reaches by an arc.
func (b *broker) takeClosed(roles *Brokerage, v, u int) {
	if b.from[u] {
		roles.add(b.group[u], b.group[v], b.group[u], -1)
	}
	if of, own := b.a.Out(u), b.a.Out(v); len(of) <= len(own) {
		for _, w := range of {
			if b.from[w] && b.group[w] >= 0 {
				roles.add(b.group[u], b.group[v], b.group[w], -1)
			}
		}
	} else {
		for _, w := range own {
			if b.group[w] >= 0 && b.a.Has(u, int(w)) {
				roles.add(b.group[u], b.group[v], b.group[w], -1)
			}
		}
	}
}

func (r *Brokerage) add(a, v, b int, count int64) {
	switch {
	case a == v && v == b:
		r.Coordinator += count
	case a == b:
		r.Itinerant += count
	case a == v:
		r.Representative += count
	case v == b:
		r.Gatekeeper += count
	default:
		r.Liaison += count
	}
}
