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
	if o.Most == 0 {
		return nil, nil
	}
	r := newRanks(v, o)
	finders := make([]*finder, view.Workers())
	err := view.Share(ctx, (v.N()+together-1)/together, func(worker, task int) {
		if finders[worker] == nil {
			finders[worker] = &finder{ranks: r, best: Best[Pair]{Most: o.Most}, sum: make([]float64, v.N())}
		}
		finders[worker].from(ctx, uint32(task*together))
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

// ranks are the nodes by degree, the hubs first, with what each adds to a score.
type ranks struct {
	*view.Arrangement
	keep  func(u, w uint32) bool
	index []float64            // by degree
	most  float64              // of what a node adds
	last  atomic.Pointer[Pair] // k pairs are known that are not behind it; nil before that
}

func newRanks(v *view.View, o Options) *ranks {
	r := &ranks{Arrangement: v.HubsFirst(), keep: o.Keep, index: make([]float64, v.MaxDegree()+1)}
	for d := 2; d < len(r.index); d++ {
		r.index[d] = o.Index(d)
	}
	if n := v.N(); n > 0 {
		r.most = slices.Max(r.index[r.Degree(n-1):])
	}
	return r
}

// adds returns what a node adds to the score of two of its neighbours. It is looked up by degree: one list of all degrees
// is nearer than one of all nodes.
func (r *ranks) adds(z uint32) float64 { return r.index[r.Degree(int(z))] }

// bound returns what the scores of a node can be at most: a sum of a part of what it adds up, in its order, is not above it.
// Where that is surely below the score that is needed, it is not worked out but 0.
func (r *ranks) bound(u uint32, least float64) float64 {
	row, bound := r.Row(int(u)), 0.0
	if float64(len(row))*r.most*(1+slack) < least {
		return 0
	}
	for i := len(row) - 1; i >= 0; i-- {
		bound += r.adds(row[i])
	}
	return bound
}

// asked returns what a node asks about its pairs when a score is needed.
func (r *ranks) asked(u uint32, bound, least float64) question {
	row, sum := r.Row(int(u)), 0.0
	at := len(row)
	for enough := bound - near*least; at > 0 && sum <= enough; at-- { // while no score is needed all are asked
		sum += r.adds(row[at-1])
	}
	return question{bound: bound, least: least, asked: row[at:], others: row[:at], rest: bound - sum}
}

// question is what a node asks about its pairs: those of its neighbours who have the fewest of their own, since they add most
// and name few. What the others can add is far below the score that is needed: they only say more of who was named.
type question struct {
	bound, least  float64
	asked, others []uint32
	rest          float64 // what the others can add
}

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

// together is how many nodes one core takes at once: what is asked about their pairs is fetched together.
const together = 16

// finder looks for the best pairs on one core.
type finder struct {
	*ranks
	best Best[Pair]
	asks [together]question // of the nodes taken at once
	rows []uint32           // whose rows these ask first
	sum  []float64          // by node: the score so far with the node at hand, 0 between nodes
	met  []uint32           // the nodes whose sum is not 0
}

// from finds the pairs of some nodes, from the first of them on.
func (f *finder) from(ctx context.Context, first uint32) {
	nodes := min(together, f.N()-int(first))
	least := 0.0
	if last := f.last.Load(); last != nil {
		least = last.Score
	}
	f.rows = f.rows[:0]
	for i := range nodes {
		u := first + uint32(i)
		f.asks[i] = question{bound: f.bound(u, least)}
		if f.asks[i].bound > least {
			f.asks[i] = f.asked(u, f.asks[i].bound, least)
			f.rows = append(f.rows, f.asks[i].asked[max(0, len(f.asks[i].asked)-view.Ahead):]...)
		}
	}
	f.Fetch(f.rows)
	for i := range nodes {
		if ctx.Err() != nil {
			return
		}
		f.at(first+uint32(i), f.asks[i])
	}
}

// at finds the pairs of a node with those before it that share a neighbour with it.
func (f *finder) at(u uint32, q question) {
	switch last := f.last.Load(); {
	case last == nil:
		f.among(u, q)
	case q.bound > last.Score || q.bound == last.Score && f.Was[u] <= last.U:
		if q.asked == nil || q.least != last.Score {
			q = f.asked(u, q.bound, last.Score)
		}
		f.among(u, q)
	case q.bound == last.Score:
		f.withFirst(u, q.bound, last.U)
	}
}

// withFirst scores a node with the first nodes up to one: where it can do no better than the last of the best, only these
// pairs can stand before that. They share all its neighbours, so that those of the one with the fewest are enough.
func (f *finder) withFirst(u uint32, bound float64, end uint32) {
	near := f.Row(int(f.fewest(u)))
	if len(near) <= int(end) {
		for _, w := range near {
			if f.Was[w] <= end {
				f.toBound(u, w, bound)
			}
		}
		return
	}
	for was := range end + 1 {
		f.toBound(u, f.Number[was], bound)
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
func (f *finder) toBound(u, w uint32, bound float64) {
	if _, linked := slices.BinarySearch(f.Row(int(u)), w); w < u && !linked {
		if score := f.followed(candidate{w, 0, bound}, f.Row(int(u)), bound); score > 0 {
			f.take(u, w, score)
		}
	}
}

// among scores a node with all before it that are named by the neighbours asked, and come near the score that is needed.
func (f *finder) among(u uint32, q question) {
	f.met = f.met[:0]
	for at := len(q.asked); at > 0; at -= view.Ahead {
		block := q.asked[max(0, at-view.Ahead):at]
		if at < len(q.asked) {
			f.Fetch(block)
		}
		for i := len(block) - 1; i >= 0; i-- {
			f.meet(block[i], u)
		}
	}
	for _, w := range f.Row(int(u)) {
		if w >= u {
			break
		}
		f.sum[w] = 0
	}
	left := f.reaching(q.least, q.rest)
	for i, w := range left {
		if i%view.Ahead == 0 {
			f.FetchEnds(left[i:min(i+view.Ahead, len(left))])
		}
		score := f.followed(candidate{w, f.sum[w], q.rest}, q.others, q.least)
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
