package predict

import (
	"cmp"
	"context"
	"slices"

	"trama/analysis/internal/view"
	"trama/analysis/pairs"
)

// Best returns the k unlinked pairs that keep accepts with the highest resource allocation, exactly: the best first, ties
// by the lower nodes. keep is called from several goroutines. Cost: see pairs.Top.
func (m *Model) Best(ctx context.Context, k int, keep func(a, b uint32) bool) ([][2]uint32, error) {
	top, err := pairs.TopOf(ctx, m.network.View, pairs.Options{Most: k, Index: pairs.ResourceAllocation, Keep: keep})
	return endsOf(top), err
}

func endsOf(list []pairs.Pair) [][2]uint32 {
	out := make([][2]uint32, len(list))
	for i, p := range list {
		out[i] = [2]uint32{p.U, p.W}
	}
	return out
}

// walkedUpTo is up to how many nodes BestAcross walks from all; beyond, from those of the most neighbours.
const walkedUpTo = 4_000

// TwoSided tells whether the network has two sides, between which all relations are: common neighbours say nothing there.
func (m *Model) TwoSided() bool { return m.scene.side != nil }

// BestAcross returns the k unlinked pairs that keep accepts with the highest superposed random walk, pairs on one side of
// a network of two left out, the best first. Up to 4,000 nodes it is exact; beyond, it looks at the pairs of the 4,000
// nodes of the most neighbours.
func (m *Model) BestAcross(ctx context.Context, k int, keep func(a, b uint32) bool) ([][2]uint32, error) {
	v := m.network.View
	sources := make([]uint32, v.N())
	for u := range sources {
		sources[u] = uint32(u)
	}
	if len(sources) > walkedUpTo {
		slices.SortStableFunc(sources, func(a, b uint32) int { return cmp.Compare(v.Degree(int(b)), v.Degree(int(a))) })
		sources = sources[:walkedUpTo]
		slices.Sort(sources)
	}
	found := make([]pairs.Best[pairs.Pair], view.Workers())
	for worker := range found {
		found[worker].Most = k
	}
	_, err := eachRow(ctx, v, sources, func(worker int, p *rowPair) {
		top, pair := &found[worker], pairs.Pair{U: min(p.u, p.x), W: max(p.u, p.x), Score: p.scores.of(SRW3, p.k1, p.k2)}
		if pair.Score > 0 && !top.Beyond(pair) && !m.scene.sameSide(p.u, p.x) && keep(pair.U, pair.W) {
			top.Add(pair)
		}
	})
	all := pairs.Best[pairs.Pair]{Most: k}
	for _, top := range found {
		all.Join(top)
	}
	return endsOf(all.Pairs()), err
}
