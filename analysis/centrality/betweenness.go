package centrality

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

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
// Brandes' accumulation (2001, doi:10.1080/0022250X.2001.9990249), from sixteen sources at once. Exact up to
// BetweennessExactUpTo nodes, in O(nm), where n and m are without hanging trees, whose pairs are counted; above, from pivots
// drawn without replacement and scaled by n/k (Brandes and Pich 2007, doi:10.1142/S0218127407018403), with the standard error
// of each node, which is too small where most of the figure comes from few sources: that of a node with one leaf. A sample
// counts paths in single precision, and its figures are rounded at about the seventh digit. It fails only when the context
// ends.
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
	a := v.BreadthFirst()
	if o.Pivots >= n {
		values, err := exactly(ctx, a)
		if err != nil {
			return nil, err
		}
		return &Betweenness{Values: values, Pivots: n, Exact: true}, nil
	}
	s := search{v: a.View, batches: batchesOf(pivotsOf(n, o.Pivots, o.Seed), a.Number), sums: striped(n), squares: striped(n)}
	if err := searched[float32](ctx, s, 1<<60); err != nil {
		return nil, err
	}
	b := &Betweenness{Pivots: o.Pivots}
	b.scale(ofNodes(gathered(s.sums), a.Number), ofNodes(gathered(s.squares), a.Number))
	return b, nil
}

// exactly returns the betweenness of each node of the view that was arranged.
func exactly(ctx context.Context, a *view.Arrangement) ([]float64, error) {
	p, err := withoutTrees(ctx, a.View)
	if err != nil {
		return nil, err
	}
	n := p.core.N()
	s := search{v: p.core, mass: p.mass, batches: slices.Collect(slices.Chunk(numbers(n), lanes)), sums: striped(n), squares: make([][]float64, stripes)}
	if err := searched[float64](ctx, s, 1<<500); err != nil {
		return nil, err
	}
	for i, sum := range gathered(s.sums) {
		p.through[p.was[i]] += sum / 2 // each pair was met from both ends
	}
	return ofNodes(p.through, a.Number), nil
}

// search is the work of a betweenness: batches of sources, and for each of stripes the sums for each node of what is found
// from every stripes-th batch.
type search struct {
	v             *view.View
	mass          []float64 // how many nodes each stands for; nil: one
	batches       [][]uint32
	sums, squares [][]float64 // squares may be nil
}

// searched does a search, in which path counts are divided by what is large.
func searched[F float](ctx context.Context, s search, large F) error {
	cores := make([]*brandes[F], view.Workers())
	return view.Share(ctx, stripes, func(worker, stripe int) {
		if cores[worker] == nil {
			cores[worker] = newBrandes(s, large)
		}
		for i := stripe; i < len(s.batches) && ctx.Err() == nil; i += stripes {
			cores[worker].from(ctx, s.batches[i], tally{s.sums[stripe], s.squares[stripe]})
		}
	})
}

// batchesOf returns the sources by the numbers that they have in the search, as many together as it has lanes: those whose
// numbers are near are near each other in the graph.
func batchesOf(sources, number []uint32) [][]uint32 {
	for i, u := range sources {
		sources[i] = number[u]
	}
	slices.Sort(sources)
	return slices.Collect(slices.Chunk(sources, lanes))
}

// ofNodes returns values in the order of the view.
func ofNodes(values []float64, number []uint32) []float64 {
	of := make([]float64, len(number))
	for u, x := range number {
		of[u] = values[x]
	}
	return of
}

// scale takes the sums over the pivots, each pair met from both ends, for those over all nodes.
func (b *Betweenness) scale(sums, squares []float64) {
	b.Values, b.StandardError = sums, squares
	n, k := float64(len(sums)), float64(b.Pivots)
	for u, sum := range sums {
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

func striped(n int) [][]float64 {
	sums := make([][]float64, stripes)
	for i := range sums {
		sums[i] = make([]float64, n)
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

// numbers returns the numbers below n.
func numbers(n int) []uint32 {
	all := make([]uint32, n)
	for u := range all {
		all[u] = uint32(u)
	}
	return all
}

// pivotsOf draws count different nodes of n.
func pivotsOf(n, count int, seed int64) []uint32 {
	all, random := numbers(n), rand.New(rand.NewPCG(uint64(seed), uint64(n)))
	for i := range count {
		j := i + random.IntN(n-i)
		all[i], all[j] = all[j], all[i]
	}
	return all[:count]
}
