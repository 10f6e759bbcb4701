package predict

import (
	"context"
	"math/rand/v2"
	"slices"

	"trama/analysis/internal/view"
)

// rowPair is an unlinked pair with a score above 0, as eachRow meets it.
type rowPair struct {
	u, x   uint32
	k1, k2 float64
	scores values
}

// eachRow walks from each source and calls f with each pair that is unlinked and has a score, once, from several
// goroutines; the pair is to be read at once. It returns how many unlinked pairs the sources have with all nodes.
func eachRow(ctx context.Context, v *view.View, sources []uint32, f func(worker int, p *rowPair)) (float64, error) {
	return eachWalk(ctx, v, sources, nil, f)
}

// eachWalk is eachRow; after the walk from each source, row may look at all of it, linked or not.
func eachWalk(ctx context.Context, v *view.View, sources []uint32, row func(i int, w *walker), f func(worker int, p *rowPair)) (float64, error) {
	isSource := make([]bool, v.N())
	for _, u := range sources {
		isSource[u] = true
	}
	walkers := make([]*walker, view.Workers())
	pairs := make([]int, len(sources))
	err := view.Share(ctx, len(sources), func(worker, i int) {
		if walkers[worker] == nil {
			walkers[worker] = newWalker(v)
		}
		w, u := walkers[worker], sources[i]
		w.from(u)
		if row != nil {
			row(i, w)
		}
		p := rowPair{u: u, k1: float64(v.Degree(int(u)))}
		w.each(func(x uint32, c *cell) {
			if x != u && !c.linked && !(isSource[x] && x < u) {
				p.x, p.k2, p.scores = x, float64(v.Degree(int(x))), w.whole(x, &c.score)
				f(worker, &p)
			}
		})
		pairs[i] = unlinkedOf(v, u, isSource)
	})
	total := 0
	for _, count := range pairs {
		total += count
	}
	return float64(total), err
}

// unlinkedOf counts the nodes that u is not linked to, without the sources below it.
func unlinkedOf(v *view.View, u uint32, isSource []bool) int {
	count := v.N() - 1
	for x, is := range isSource[:u] {
		if is && !v.Has(int(u), x) {
			count--
		}
	}
	return count - v.Degree(int(u))
}

// sourcesOf returns at most so many nodes, drawn by the seed, ascending.
func sourcesOf(n, most int, seed int64) []uint32 {
	out := make([]uint32, n)
	for i := range out {
		out[i] = uint32(i)
	}
	if n <= most {
		return out
	}
	r := rand.New(rand.NewPCG(uint64(seed), uint64(n)))
	for i := range most {
		j := i + r.IntN(n-i)
		out[i], out[j] = out[j], out[i]
	}
	out = out[:most]
	slices.Sort(out)
	return out
}

// scoresOf returns the scores of pairs. Each node that stands first in some pair is walked from once; in a large network,
// where walks are long, the end that stands in more pairs is put first.
func scoresOf(ctx context.Context, v *view.View, pairs [][2]uint32) ([]values, error) {
	out := make([]values, len(pairs))
	if v.N() > manyNodes {
		pairs = sharedFirst(v, pairs)
	}
	order, starts := bySource(v, pairs)
	walkers := make([]*walker, view.Workers())
	err := view.Share(ctx, len(starts), func(worker, i int) {
		if walkers[worker] == nil {
			walkers[worker] = newWalker(v)
		}
		w, end := walkers[worker], len(order)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		u := pairs[order[starts[i]]][0]
		w.from(u)
		for _, at := range order[starts[i]:end] {
			out[at] = w.scores(pairs[at][1])
		}
	})
	return out, err
}

// sharedFirst returns the pairs with the node first that stands in more of them, of equals the one that was.
func sharedFirst(v *view.View, pairs [][2]uint32) [][2]uint32 {
	count := make([]uint32, v.N())
	for _, p := range pairs {
		count[p[0]]++
		count[p[1]]++
	}
	out := slices.Clone(pairs)
	for i, p := range out {
		if count[p[1]] > count[p[0]] {
			out[i] = [2]uint32{p[1], p[0]}
		}
	}
	return out
}

// bySource groups pairs by their first node, in ascending order of it: an order of them, and where in it each group begins.
func bySource(v *view.View, pairs [][2]uint32) (order []uint32, starts []int) {
	next := make([]uint32, v.N()+1) // where in order the next pair of each node goes
	for _, p := range pairs {
		next[p[0]+1]++
	}
	for u := range v.N() {
		if next[u+1] > 0 {
			starts = append(starts, int(next[u]))
		}
		next[u+1] += next[u]
	}
	order = make([]uint32, len(pairs))
	for i, p := range pairs {
		order[next[p[0]]] = uint32(i)
		next[p[0]]++
	}
	return order, starts
}
