package centrality

import (
	"context"
	"math/bits"

	"trama/analysis/internal/view"
)

// lanes is how many sources are searched from at once: what they know of a node fills one line of the cache, so that one
// read from memory serves them all.
const lanes = 8

type lane = [lanes]float64

// brandes is the scratch space of searches from some sources at once, each in its lane. Sources that are near each other
// meet a node at nearly the same step, and share most of the work.
type brandes struct {
	v      *view.View
	degree float64  // the largest
	figure []lane   // the shortest paths to each node; on the way back (1 + dependency) / paths
	seen   []uint8  // the lanes that have met the node
	beyond []uint8  // those that meet it in the level after the one at hand
	order  []uint32 // the nodes, level by level: once for each level in which some lane meets them
	met    []uint8  // by which lanes
	levels []level  // two empty ones behind them
}

// level is what the searches meet at one distance from their sources.
type level struct {
	first  int   // in order
	scaled uint8 // the lanes whose path counts were scaled down before it
}

func newBrandes(v *view.View) *brandes {
	n := v.N()
	return &brandes{
		v: v, degree: float64(v.MaxDegree()), figure: make([]lane, n), seen: make([]uint8, n), beyond: make([]uint8, n),
		order: make([]uint32, 0, 2*n), met: make([]uint8, 0, 2*n),
	}
}

// Path counts beyond large are scaled down, level by level, since only their ratios between two levels count.
const (
	large     = 1 << 500
	scaleDown = 1. / (1 << 500)
)

// tally sums up, for each node, the dependencies of the sources on it, and their squares where those are wanted.
type tally struct {
	sums, squares []float64
}

// from adds the dependencies of at most as many sources as there are lanes to a tally. Once the context has ended it leaves
// that half done.
func (b *brandes) from(ctx context.Context, sources []uint32, to tally) {
	b.forward(ctx, sources)
	for l := len(b.levels) - 3; l > 0 && ctx.Err() == nil; l-- {
		b.backward(ctx, l, to)
	}
	for _, u := range b.order {
		b.figure[u], b.seen[u], b.beyond[u] = lane{}, 0, 0
	}
}

// forward counts shortest paths level by level.
func (b *brandes) forward(ctx context.Context, sources []uint32) {
	b.order, b.met, b.levels = append(b.order[:0], sources...), b.met[:0], b.levels[:0]
	for k, source := range sources {
		b.beyond[source], b.figure[source][k] = 1<<k, 1
	}
	most := 1. // no path count of the level is larger
	for first := 0; first < len(b.order); {
		l := level{first: first}
		if most >= large {
			most, l.scaled = b.scale(b.order[first:])
		}
		b.levels = append(b.levels, l)
		first = len(b.order)
		b.settle(l)
		b.expand(ctx, l)
		most *= b.degree
	}
	end := level{first: len(b.order)}
	b.levels = append(b.levels, end, end)
}

// settle marks the nodes of a level as seen.
func (b *brandes) settle(l level) {
	if len(b.order)-l.first > b.v.N()/wide {
		b.ascending(l)
	}
	for _, u := range b.order[l.first:] {
		m := b.beyond[u]
		b.met = append(b.met, m)
		b.seen[u] |= m
		b.beyond[u] = 0
	}
}

// wide is the share of the nodes, as a divisor, above which a level is brought into their order: looking through all
// costs less than reading rows and figures from anywhere.
const wide = 64

// ascending puts the nodes of a level in ascending order.
func (b *brandes) ascending(l level) {
	b.order = b.order[:l.first]
	for u, m := range b.beyond {
		if m != 0 {
			b.order = append(b.order, uint32(u))
		}
	}
}

// expand adds the paths of a level to the neighbours that their lanes have not seen: the next level.
func (b *brandes) expand(ctx context.Context, l level) {
	for i, end := l.first, len(b.order); i < end; i++ {
		if i%steps == 0 && ctx.Err() != nil {
			return
		}
		u, met := b.order[i], b.met[i]
		paths := &b.figure[u]
		for _, w := range b.v.Row(int(u)) {
			m := met &^ b.seen[w]
			if m == 0 {
				continue
			}
			if b.beyond[w] == 0 {
				b.order = append(b.order, w)
			}
			b.beyond[w] |= m
			for to := &b.figure[w]; m != 0; m &= m - 1 {
				k := bits.TrailingZeros8(m) & (lanes - 1)
				to[k] += paths[k]
			}
		}
	}
}

// scale makes the path counts of the lanes smaller that have a very large one in a level. It returns the largest left and
// the lanes.
func (b *brandes) scale(nodes []uint32) (most float64, scaled uint8) {
	var largest lane
	for _, u := range nodes {
		for m := b.beyond[u]; m != 0; m &= m - 1 {
			k := bits.TrailingZeros8(m) & (lanes - 1)
			largest[k] = max(largest[k], b.figure[u][k])
		}
	}
	for k, x := range largest {
		if x >= large {
			scaled |= 1 << k
			x *= scaleDown
		}
		most = max(most, x)
	}
	for _, u := range nodes {
		for m := b.beyond[u] & scaled; m != 0; m &= m - 1 {
			b.figure[u][bits.TrailingZeros8(m)&(lanes-1)] *= scaleDown
		}
	}
	return most, scaled
}

// backward gathers what the sources' dependencies on the nodes of a level are, from those on the next.
func (b *brandes) backward(ctx context.Context, l int, to tally) {
	first, next, after := b.levels[l].first, b.levels[l+1].first, b.levels[l+2].first
	for i := next; i < after; i++ {
		b.beyond[b.order[i]] = b.met[i]
	}
	for i := first; i < next; i++ {
		if i%steps == 0 && ctx.Err() != nil {
			return
		}
		u, met := b.order[i], b.met[i]
		shares := b.sharesBehind(u, met)
		for m := met & b.levels[l+1].scaled; m != 0; m &= m - 1 {
			shares[bits.TrailingZeros8(m)&(lanes-1)] *= scaleDown
		}
		sum, square := b.depend(u, met, &shares)
		to.sums[u] += sum
		if to.squares != nil {
			to.squares[u] += square
		}
	}
	for i := next; i < after; i++ {
		b.beyond[b.order[i]] = 0
	}
}

// sharesBehind returns, for each lane that met u, the sum of the figures of its neighbours in the next level.
func (b *brandes) sharesBehind(u uint32, met uint8) (sum lane) {
	for _, w := range b.v.Row(int(u)) {
		m := met & b.beyond[w]
		for of := &b.figure[w]; m != 0; m &= m - 1 {
			k := bits.TrailingZeros8(m) & (lanes - 1)
			sum[k] += of[k]
		}
	}
	return sum
}

// depend turns the path counts of u into shares, and returns the sum of the dependencies on it and that of their squares.
func (b *brandes) depend(u uint32, met uint8, shares *lane) (sum, square float64) {
	of := &b.figure[u]
	for ; met != 0; met &= met - 1 {
		k := bits.TrailingZeros8(met) & (lanes - 1)
		dependency := of[k] * shares[k]
		of[k] = (1 + dependency) / of[k]
		sum += dependency
		square += dependency * dependency
	}
	return sum, square
}
