package centrality

import (
	"context"
	"math"
	"math/rand/v2"

	"trama/analysis/internal/view"
)

// Bounds of exactness: betweenness is exact up to so many nodes, and above that from so many pivots.
const (
	BetweennessExactUpTo = 20_000
	Pivots               = 1_024
)

// Options say how a measure of paths is taken.
type Options struct {
	Exact  bool  // at any size
	Seed   int64 // of the pivots
	Pivots int   // how many where not exact; 0: Pivots
}

// Betweenness is the betweenness of each node.
type Betweenness struct {
	Values        []float64 // each unordered pair once
	StandardError []float64 // of each value; nil where exact
	Pivots        int       // sources searched from; all nodes where exact
	Exact         bool
}

// NewBetweenness returns for each node the sum, over unordered pairs of other nodes, of the share of their shortest
// paths that pass it (Freeman 1977, doi:10.2307/3033543). Direction and weights are ignored; pairs in different
// components have no path.
//
// Brandes' accumulation (2001, doi:10.1080/0022250X.2001.9990249) over an explicit list of successors. Exact up to
// BetweennessExactUpTo nodes, in O(nm); above, from pivots drawn without replacement and scaled by n/k (Brandes and Pich
// 2007, doi:10.1142/S0218127407018403), with the standard error of each node, which is too small where most of the figure
// comes from few sources: that of a node with one leaf. It fails only when the context ends.
func NewBetweenness(ctx context.Context, v *view.View, o Options) (*Betweenness, error) {
	if o.Exact || v.N() <= BetweennessExactUpTo {
		o.Pivots = v.N()
	}
	return SampledBetweenness(ctx, v, o)
}

// SampledBetweenness is NewBetweenness from so many pivots at any size; it is exact where they are all nodes.
func SampledBetweenness(ctx context.Context, v *view.View, o Options) (*Betweenness, error) {
	n := v.N()
	if o.Pivots == 0 {
		o.Pivots = Pivots
	}
	b := &Betweenness{Pivots: min(o.Pivots, n), Exact: o.Pivots >= n}
	sums, squares := striped(n, true), striped(n, !b.Exact)
	pivots := pivotsOf(n, b.Pivots, o.Seed)
	var number []uint32 // what each node is called in the search; nil: the same
	if n >= arrangeFrom {
		a := v.BreadthFirst()
		v, number = a.View, a.Number
		for i, u := range pivots {
			pivots[i] = number[u]
		}
	}
	searches := make([]*brandes, view.Workers())
	err := view.Share(ctx, stripes, func(worker, stripe int) {
		if searches[worker] == nil {
			searches[worker] = newBrandes(v)
		}
		for i := stripe; i < len(pivots) && ctx.Err() == nil; i += stripes {
			searches[worker].from(ctx, pivots[i], sums[stripe], squares[stripe])
		}
	})
	if err != nil {
		return nil, err
	}
	b.finish(ofNodes(gathered(sums), number), ofNodes(gathered(squares), number))
	return b, nil
}

// arrangeFrom is the number of nodes from which searches run on rows in breadth-first order: below, all that they touch
// is near anyway.
const arrangeFrom = 1 << 15

// ofNodes returns values in the order of the view.
func ofNodes(values []float64, number []uint32) []float64 {
	if number == nil || values == nil {
		return values
	}
	of := make([]float64, len(values))
	for u, x := range number {
		of[u] = values[x]
	}
	return of
}

// finish halves the sums, since each pair was met from both ends, and scales those of a sample.
func (b *Betweenness) finish(sums, squares []float64) {
	b.Values = sums
	n, k := float64(len(sums)), float64(b.Pivots)
	if !b.Exact {
		b.StandardError = squares
	}
	for u, sum := range sums {
		if b.Exact {
			b.Values[u] = sum / 2
			continue
		}
		variance := max(0, (squares[u]-sum*sum/k)/(k-1)) * (1 - k/n)
		b.StandardError[u] = n / 2 * math.Sqrt(variance/k)
		b.Values[u] = sum * n / (2 * k)
	}
}

// Normalized returns the betweenness of u as a share of the pairs of other nodes, 0 where there is none.
func (b *Betweenness) Normalized(u int) float64 {
	n := float64(len(b.Values))
	if n <= 2 {
		return 0
	}
	return b.Values[u] * 2 / ((n - 1) * (n - 2))
}

func striped(n int, wanted bool) [][]float64 {
	sums := make([][]float64, stripes)
	for i := range sums {
		if wanted {
			sums[i] = make([]float64, n)
		}
	}
	return sums
}

// gathered adds the partial sums in order, into the first.
func gathered(sums [][]float64) []float64 {
	for _, part := range sums[1:] {
		for u, x := range part {
			sums[0][u] += x
		}
	}
	return sums[0]
}

// pivotsOf draws count different nodes of n; all in ascending order where count is n.
func pivotsOf(n, count int, seed int64) []uint32 {
	all := make([]uint32, n)
	for u := range all {
		all[u] = uint32(u)
	}
	if count >= n {
		return all
	}
	random := rand.New(rand.NewPCG(uint64(seed), uint64(n)))
	for i := range count {
		j := i + random.IntN(n-i)
		all[i], all[j] = all[j], all[i]
	}
	return all[:count]
}

// brandes is the scratch space of a search from one source.
type brandes struct {
	v          *view.View
	level      []uint32 // 0: not met; the source has 1
	paths      []float64
	share      []float64 // (1 + dependency) / paths, on the way back
	order      []uint32  // the nodes as they were met
	successors []uint32  // those of order[i] are successors[ends[i-1]:ends[i]]
	ends       []uint32
}

func newBrandes(v *view.View) *brandes {
	n := v.N()
	return &brandes{
		v: v, level: make([]uint32, n), paths: make([]float64, n), share: make([]float64, n),
		order: make([]uint32, 0, n), successors: make([]uint32, 0, v.M()), ends: make([]uint32, 0, n),
	}
}

// Path counts beyond large are scaled down, level by level, since only their ratios between two levels count.
const (
	large     = 1 << 500
	scaleDown = 1. / (1 << 500)
)

// from adds the dependency of the source on each node to sums, and its square to squares where that is wanted.
func (b *brandes) from(ctx context.Context, source uint32, sums, squares []float64) {
	scaled := b.forward(ctx, source)
	b.backward(sums, squares, scaled)
	for _, u := range b.order {
		b.level[u], b.paths[u] = 0, 0
	}
}

// forward counts shortest paths level by level, and returns the levels before which they were scaled down.
func (b *brandes) forward(ctx context.Context, source uint32) (scaled []uint32) {
	b.order, b.successors, b.ends = append(b.order[:0], source), b.successors[:0], b.ends[:0]
	b.level[source], b.paths[source] = 1, 1
	level, first := uint32(1), 0
	for i := 0; i < len(b.order); i++ {
		u := b.order[i]
		if b.level[u] != level { // a level is complete
			if level, first = b.level[u], i; b.scale(b.order[first:]) {
				scaled = append(scaled, level)
			}
		}
		if i%steps == 0 && ctx.Err() != nil {
			return nil
		}
		paths := b.paths[u]
		for _, w := range b.v.Row(int(u)) {
			switch b.level[w] {
			case 0:
				b.level[w], b.paths[w] = level+1, paths
				b.order, b.successors = append(b.order, w), append(b.successors, w)
			case level + 1:
				b.paths[w] += paths
				b.successors = append(b.successors, w)
			}
		}
		b.ends = append(b.ends, uint32(len(b.successors)))
	}
	return scaled
}

// scale makes the path counts of a level smaller where one is very large.
func (b *brandes) scale(level []uint32) bool {
	most := 0.0
	for _, u := range level {
		most = max(most, b.paths[u])
	}
	if most < large {
		return false
	}
	for _, u := range level {
		b.paths[u] *= scaleDown
	}
	return true
}

// backward gathers what each node's successors depend on it, from the farthest to the source.
func (b *brandes) backward(sums, squares []float64, scaled []uint32) {
	for i := len(b.ends) - 1; i > 0; i-- {
		u, sum := b.order[i], 0.0
		for _, w := range b.successors[b.ends[i-1]:b.ends[i]] {
			sum += b.share[w]
		}
		if len(scaled) > 0 {
			level := b.level[u]
			for len(scaled) > 0 && scaled[len(scaled)-1] > level+1 {
				scaled = scaled[:len(scaled)-1]
			}
			if len(scaled) > 0 && scaled[len(scaled)-1] == level+1 {
				sum *= scaleDown
			}
		}
		dependency := b.paths[u] * sum
		b.share[u] = (1 + dependency) / b.paths[u]
		sums[u] += dependency
		if squares != nil {
			squares[u] += dependency * dependency
		}
	}
}
