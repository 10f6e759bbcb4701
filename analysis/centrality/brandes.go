package centrality

import (
	"context"
	"math/bits"

	"trama/analysis/internal/view"
)

// lanes is how many sources are searched from at once. What they know of a node in single precision fills one line of the
// cache, so that one read from memory serves them all.
const lanes = 16

type float interface{ float32 | float64 }

type lane[F float] [lanes]F

// brandes is the scratch space of searches from some sources at once, each in its lane. Sources that are near each other
// meet a node at nearly the same step, and share most of the work.
type brandes[F float] struct {
	v      *view.View
	mass   []float64       // how many nodes each stands for; nil: one
	weight [lanes]float64  // how many the source of each lane stands for
	degree F               // the largest
	large  F               // path counts from here on are divided by it
	figure []lane[F]       // the shortest paths to each node; on the way back (1 + dependency) / paths
	shrunk [][lanes]uint16 // how often each figure was divided; nil until one is
	deep   bool            // a figure of these searches was divided
	seen   []uint16        // the lanes that have met the node
	beyond []uint16        // those that meet it in the level after the one at hand
	order  []uint32        // the nodes, level by level: once for each level in which some lane meets them
	met    []uint16        // by which lanes
	levels []int           // where each begins in order; two empty ones behind them
	arcs   arcs
}

// newBrandes returns the space for searches that begin to divide path counts at large, a power of two.
func newBrandes[F float](s search, large F) *brandes[F] {
	v, n := s.v, s.v.N()
	return &brandes[F]{
		v: v, mass: s.mass, degree: F(v.MaxDegree()), large: large, figure: make([]lane[F], n), seen: make([]uint16, n), beyond: make([]uint16, n),
		order: make([]uint32, 0, 2*n), met: make([]uint16, 0, 2*n), arcs: newArcs(v.MaxDegree()),
	}
}

// tally sums up, for each node, the dependencies of the sources on it, and their squares where those are wanted.
type tally struct {
	sums, squares []float64
}

// from adds the dependencies of at most as many sources as there are lanes to a tally. Once the context has ended it leaves
// that half done.
func (b *brandes[F]) from(ctx context.Context, sources []uint32, to tally) {
	b.forward(ctx, sources)
	for l := len(b.levels) - 3; l > 0 && ctx.Err() == nil; l-- {
		b.backward(ctx, l, to)
	}
	for _, u := range b.order {
		b.figure[u], b.seen[u], b.beyond[u] = lane[F]{}, 0, 0
	}
	if b.deep {
		for _, u := range b.order {
			b.shrunk[u] = [lanes]uint16{}
		}
	}
}

// forward counts shortest paths level by level.
func (b *brandes[F]) forward(ctx context.Context, sources []uint32) {
	b.order, b.met, b.levels, b.deep = append(b.order[:0], sources...), b.met[:0], b.levels[:0], false
	for k, source := range sources {
		b.beyond[source], b.figure[source][k], b.weight[k] = 1<<k, 1, b.massOf(source)
	}
	most := F(1) // no path count of the level is larger
	for first := 0; first < len(b.order); {
		if most >= b.large {
			most = b.shrink(b.order[first:])
		}
		b.levels = append(b.levels, first)
		b.settle(first)
		first = len(b.order)
		b.expand(ctx, b.levels[len(b.levels)-1])
		most *= b.degree
	}
	b.levels = append(b.levels, len(b.order), len(b.order))
}

func (b *brandes[F]) massOf(u uint32) float64 {
	if b.mass == nil {
		return 1
	}
	return b.mass[u]
}

// settle marks the nodes of a level as seen.
func (b *brandes[F]) settle(first int) {
	if len(b.order)-first > b.v.N()/wide {
		b.ascending(first)
	}
	for _, u := range b.order[first:] {
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
func (b *brandes[F]) ascending(first int) {
	b.order = b.order[:first]
	for u, m := range b.beyond {
		if m != 0 {
			b.order = append(b.order, uint32(u))
		}
	}
}

// expand adds the paths of a level to the neighbours that their lanes have not seen: the next level.
func (b *brandes[F]) expand(ctx context.Context, first int) {
	for end := len(b.order); first < end && ctx.Err() == nil; {
		nodes := b.gather(first, end, b.seen, ^uint16(0))
		for i, u := range nodes {
			ends, takes := b.arcs.of(i)
			for j, w := range ends {
				if b.beyond[w] == 0 {
					b.order = append(b.order, w)
				}
				b.beyond[w] |= takes[j]
				if b.deep {
					b.addShrunk(w, u, takes[j])
				} else {
					add(&b.figure[w], &b.figure[u], takes[j])
				}
			}
		}
		first += len(nodes)
	}
}

// add adds the path counts of some lanes.
func add[F float](to, from *lane[F], m uint16) {
	for ; m != 0; m &= m - 1 {
		k := bits.TrailingZeros16(m) & (lanes - 1)
		to[k] += from[k]
	}
}

// addShrunk is add where the counts of the two nodes may have been divided a different number of times.
func (b *brandes[F]) addShrunk(w, u uint32, m uint16) {
	to, from, times, timesFrom := &b.figure[w], &b.figure[u], &b.shrunk[w], &b.shrunk[u]
	for ; m != 0; m &= m - 1 {
		k := bits.TrailingZeros16(m) & (lanes - 1)
		switch {
		case times[k] == timesFrom[k]:
			to[k] += from[k]
		case times[k] < timesFrom[k]:
			to[k] = from[k] + b.divided(to[k], timesFrom[k]-times[k])
			times[k] = timesFrom[k]
		default:
			to[k] += b.divided(from[k], times[k]-timesFrom[k])
		}
	}
}

// divided returns x divided by large so many times.
func (b *brandes[F]) divided(x F, times uint16) F {
	for ; times > 0 && x > 0; times-- {
		x /= b.large
	}
	return x
}

// shrink divides the path counts of a level that are large, each for itself, since what counts is the share of a node in
// those of its neighbours. It returns the largest left.
func (b *brandes[F]) shrink(nodes []uint32) (most F) {
	for _, u := range nodes {
		for m := b.beyond[u]; m != 0; m &= m - 1 {
			k := bits.TrailingZeros16(m) & (lanes - 1)
			if b.figure[u][k] >= b.large {
				b.figure[u][k] /= b.large
				b.deepen()
				b.shrunk[u][k]++
			}
			most = max(most, b.figure[u][k])
		}
	}
	return most
}

func (b *brandes[F]) deepen() {
	if b.deep = true; b.shrunk == nil {
		b.shrunk = make([][lanes]uint16, b.v.N())
	}
}

// backward gathers what the sources' dependencies on the nodes of a level are, from those on the next.
func (b *brandes[F]) backward(ctx context.Context, l int, to tally) {
	first, next, after := b.levels[l], b.levels[l+1], b.levels[l+2]
	for i := next; i < after; i++ {
		b.beyond[b.order[i]] = b.met[i]
	}
	for first < next && ctx.Err() == nil {
		nodes := b.gather(first, next, b.beyond, 0)
		for i, u := range nodes {
			sum, square := b.depend(u, b.met[first+i], b.sharesBehind(u, i))
			to.sums[u] += sum
			if to.squares != nil {
				to.squares[u] += square
			}
		}
		first += len(nodes)
	}
	for i := next; i < after; i++ {
		b.beyond[b.order[i]] = 0
	}
}

// sharesBehind returns, for each lane, the sum of the figures of the neighbours of u, the i-th node of the block, in the
// next level.
func (b *brandes[F]) sharesBehind(u uint32, i int) (sum lane[float64]) {
	ends, takes := b.arcs.of(i)
	for j, w := range ends {
		if b.deep {
			b.addDivided(&sum, w, u, takes[j])
			continue
		}
		of := &b.figure[w]
		for m := takes[j]; m != 0; m &= m - 1 {
			k := bits.TrailingZeros16(m) & (lanes - 1)
			sum[k] += float64(of[k])
		}
	}
	return sum
}

// addDivided adds the figures of w, which may have been divided more often than those of u.
func (b *brandes[F]) addDivided(sum *lane[float64], w, u uint32, m uint16) {
	for ; m != 0; m &= m - 1 {
		k := bits.TrailingZeros16(m) & (lanes - 1)
		sum[k] += float64(b.divided(b.figure[w][k], b.shrunk[w][k]-b.shrunk[u][k]))
	}
}

// depend turns the path counts of u into shares, and returns the sum of the dependencies on it and that of their squares.
func (b *brandes[F]) depend(u uint32, met uint16, shares lane[float64]) (sum, square float64) {
	of, mass := &b.figure[u], b.massOf(u)
	for ; met != 0; met &= met - 1 {
		k := bits.TrailingZeros16(met) & (lanes - 1)
		paths := float64(of[k])
		dependency := paths * shares[k]
		of[k] = F((mass + dependency) / paths)
		sum += dependency * b.weight[k]
		square += dependency * dependency
	}
	return sum, square
}
