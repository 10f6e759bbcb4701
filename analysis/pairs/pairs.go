// Package pairs finds the best of all unlinked pairs by a local index: Adamic–Adar, resource allocation or common
// neighbours. Start with Top. Scores that see across pieces, and what a score means, are in analysis/predict.
package pairs

import (
	"context"
	"math"
	"slices"
	"sync/atomic"

	"trama/analysis/internal/view"
)

// Index is what a common neighbour of a degree of 2 or more adds to the score of a pair.
type Index func(degree int) float64

// AdamicAdar adds 1/ln k (Adamic and Adar 2003, doi:10.1016/S0378-8733(03)00009-1).
func AdamicAdar(degree int) float64 { return 1 / math.Log(float64(degree)) }

// ResourceAllocation adds 1/k (Zhou, Lü, Zhang 2009, doi:10.1140/epjb/e2009-00335-8).
func ResourceAllocation(degree int) float64 { return 1 / float64(degree) }

// CommonNeighbours adds 1.
func CommonNeighbours(int) float64 { return 1 }

// Pair is an unlinked pair with its score. U < W.
type Pair struct {
	U, W  uint32
	Score float64
}

// Top returns the k unlinked pairs with the highest scores above 0, the best first, ties by U, then W. Direction and
// weights are ignored; two nodes in different components score 0 and never stand here.
//
// Exact. A node's scores are at most S = Σ index(degree) over its neighbours. Nodes are taken by degree, the hubs first,
// each with those before it, and those whose S is below the k-th best score are passed over; of the others' neighbours the
// hubs, which add little and name many, are only asked about pairs that have come near it (MaxScore, Turtle and Flood 1995,
// doi:10.1016/0306-4573(95)00020-H). So few wedges of a skewed graph are looked at, and all of an even one (Σ degree²). Sums
// are taken in a fixed order, so that the result does not depend on the cores. It fails only when the context ends.
func Top(ctx context.Context, v *view.View, k int, index Index) ([]Pair, error) {
	return TopOf(ctx, v, Options{Most: k, Index: index})
}

// Options say which pairs are wanted.
type Options struct {
	Most  int // how many pairs
	Index Index
	Keep  func(u, w uint32) bool // whether a pair, u < w, is one of them, from several goroutines; nil: all are
}

// TopOf is Top among the pairs that are wanted.
func TopOf(ctx context.Context, v *view.View, o Options) ([]Pair, error) {
	r, err := newRanks(ctx, v, o)
	if err != nil || o.Most == 0 {
		return nil, err
	}
	finders := make([]*finder, view.Workers())
	const chunk = 16
	err = view.Share(ctx, (v.N()+chunk-1)/chunk, func(worker, task int) {
		if finders[worker] == nil {
			finders[worker] = &finder{ranks: r, best: Best[Pair]{Most: o.Most}, sum: make([]float64, v.N())}
		}
		for u := task * chunk; u < min(v.N(), (task+1)*chunk) && ctx.Err() == nil; u++ {
			finders[worker].at(uint32(u))
		}
	})
	if err != nil {
		return nil, err
	}
	all := Best[Pair]{Most: o.Most}
	for _, f := range finders {
		if f != nil {
			all.Join(f.best)
		}
	}
	return all.Pairs(), nil
}

// ranks are the nodes by degree, the hubs first, with what each adds to a score and what its scores can be at most.
type ranks struct {
	*view.Arrangement
	keep  func(u, w uint32) bool
	index []float64            // by degree
	bound []float64            // a sum of a part of what is added to a bound, in its order, is not above it
	last  atomic.Pointer[Pair] // k pairs are known that are not behind it; nil before that
}

func newRanks(ctx context.Context, v *view.View, o Options) (*ranks, error) {
	n := v.N()
	r := &ranks{Arrangement: v.HubsFirst(), keep: o.Keep, index: make([]float64, v.MaxDegree()+1), bound: make([]float64, n)}
	for d := 2; d < len(r.index); d++ {
		r.index[d] = o.Index(d)
	}
	err := view.Share(ctx, (n+steps-1)/steps, func(_, task int) {
		for u := task * steps; u < min(n, (task+1)*steps); u++ {
			for _, z := range slices.Backward(r.Row(u)) {
				r.bound[u] += r.adds(z)
			}
		}
	})
	return r, err
}

// adds returns what a node adds to the score of two of its neighbours. It is looked up by degree: one list of all degrees
// is nearer than one of all nodes.
func (r *ranks) adds(z uint32) float64 { return r.index[r.Degree(int(z))] }

// steps is how many bounds one core works out at once.
const steps = 1 << 12

// raise tells all cores that k pairs are not behind one.
func (r *ranks) raise(to Pair) {
	for {
		old := r.last.Load()
		if old != nil && to.Compare(*old) >= 0 || r.last.CompareAndSwap(old, &to) {
			return
		}
	}
}

// beyond tells whether a pair cannot be among the best any more: where very many score the same, most of them come too late.
func (r *ranks) beyond(p Pair) bool {
	last := r.last.Load()
	return last != nil && p.Compare(*last) >= 0
}

// finder looks for the best pairs on one core.
type finder struct {
	*ranks
	best Best[Pair]
	sum  []float64 // by node: the score so far with the node at hand, 0 between nodes
	met  []uint32  // the nodes whose sum is not 0
}

// at finds the pairs of a node with those before it that share a neighbour with it.
func (f *finder) at(u uint32) {
	switch last := f.last.Load(); {
	case last == nil:
		f.among(u, 0)
	case f.bound[u] > last.Score || f.bound[u] == last.Score && f.Was[u] <= last.U:
		f.among(u, last.Score)
	case f.bound[u] == last.Score:
		f.withFirst(u, last.U)
	}
}

// withFirst scores a node with the first nodes up to one: where it can do no better than the last of the best, only these
// pairs can stand before that. They share all its neighbours, so that those of the one with the fewest are enough.
func (f *finder) withFirst(u, end uint32) {
	near := f.Row(int(f.fewest(u)))
	if len(near) <= int(end) {
		for _, w := range near {
			if f.Was[w] <= end {
				f.toBound(u, w)
			}
		}
		return
	}
	for was := range end + 1 {
		f.toBound(u, f.Number[was])
	}
}

// fewest returns the neighbour of a node that has the fewest of those that add to its scores.
func (f *finder) fewest(u uint32) uint32 {
	for _, z := range slices.Backward(f.Row(int(u))) {
		if f.adds(z) > 0 {
			return z
		}
	}
	return u
}

// toBound takes a pair, the later node first, if its score is as much as the later one's can be.
func (f *finder) toBound(u, w uint32) {
	if _, linked := slices.BinarySearch(f.Row(int(u)), w); w < u && !linked {
		if score := f.followed(candidate{w, 0, f.bound[u]}, f.Row(int(u)), f.bound[u]); score > 0 {
			f.take(u, w, score)
		}
	}
}

// among scores a node with all before it: by way of the neighbours of fewest neighbours first, which add most and name few.
// Where what the others can add is far below the score that is needed, only pairs that have come near it are followed on.
func (f *finder) among(u uint32, least float64) {
	f.met = f.met[:0]
	row, rest := f.Row(int(u)), f.bound[u]
	for fetched := len(row); len(row) > 0 && rest >= near*least; row = row[:len(row)-1] {
		if len(row) == fetched {
			fetched = max(0, len(row)-view.Ahead)
			f.Fetch(row[fetched:])
		}
		z := row[len(row)-1]
		f.meet(z, u)
		rest = max(0, rest-f.adds(z)) // not below 0 by rounding: while no score is needed all are met
	}
	for _, w := range f.Row(int(u)) {
		f.sum[w] = 0
	}
	left := f.reaching(least, rest)
	for i, w := range left {
		if i%view.Ahead == 0 {
			f.FetchEnds(left[i:min(i+view.Ahead, len(left))])
		}
		score := f.followed(candidate{w, f.sum[w], rest}, row, least)
		f.sum[w] = 0
		if score > 0 {
			f.take(u, w, score)
		}
	}
}

// reaching returns those met that can come to a score if all the rest is added to theirs. The others are forgotten.
func (f *finder) reaching(least, rest float64) []uint32 {
	left := f.met[:0]
	for _, w := range f.met {
		if score := f.sum[w]; score > 0 && (candidate{w, score, rest}).reaches(least) {
			left = append(left, w)
		} else {
			f.sum[w] = 0
		}
	}
	return left
}

// near is the share of the score needed below which it pays to stop meeting pairs.
const near = .7

// meet adds what z adds to all before a node.
func (f *finder) meet(z, before uint32) {
	sum, add := f.sum, f.adds(z)
	for _, w := range f.Row(int(z)) {
		if w >= before {
			break
		}
		if sum[w] == 0 {
			f.met = append(f.met, w)
		}
		sum[w] += add
	}
}

// candidate is a node met, its score so far, and what it can come to have more.
type candidate struct {
	node        uint32
	score, rest float64
}

// slack covers that what is left to add is known by subtraction.
const slack = 1e-9

// reaches tells whether a candidate can come to a score.
func (c candidate) reaches(least float64) bool { return (c.score+c.rest)*(1+slack) >= least }

// followed returns the score of a candidate once the nodes of a row have added to it, 0 as soon as it falls short of least.
func (f *finder) followed(c candidate, row []uint32, least float64) float64 {
	other := f.Row(int(c.node))
	for i := len(row) - 1; i >= 0; i-- {
		if !c.reaches(least) {
			return 0
		}
		z := row[i]
		other = upTo(other, z)
		if len(other) > 0 && other[len(other)-1] == z {
			c.score += f.adds(z)
		}
		c.rest -= f.adds(z)
	}
	return c.score
}

// upTo returns the part of an ascending row that is not above an end.
func upTo(row []uint32, end uint32) []uint32 {
	step := 1
	for step < len(row) && row[len(row)-step] > end {
		row, step = row[:len(row)-step], 2*step
	}
	for len(row) > 0 && row[len(row)-1] > end {
		row = row[:len(row)-1]
	}
	return row
}

// take adds a pair to the best if it can be one of them.
func (f *finder) take(u, w uint32, score float64) {
	a, b := f.Was[u], f.Was[w]
	p := Pair{U: min(a, b), W: max(a, b), Score: score}
	if !f.beyond(p) && (f.keep == nil || f.keep(p.U, p.W)) && f.best.Add(p) {
		f.raise(f.best.last())
	}
}
