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
	best := make([][2]uint32, len(top))
	for i, p := range top {
		best[i] = [2]uint32{p.U, p.W}
	}
	return best, err
}

type scored struct {
	pair  [2]uint32
	score float64
}

func (a scored) compare(b scored) int {
	return cmp.Or(cmp.Compare(b.score, a.score), comparePairs(a.pair, b.pair))
}

// topPairs keeps the best pairs: it lets twice as many come before it sorts and cuts.
type topPairs struct {
	most int
	list []scored
	low  float64 // score of the last kept when cut
	cut  bool
}

func (t *topPairs) full() bool { return t.cut }

func (t *topPairs) least() float64 { return t.low }

func (t *topPairs) add(s scored) {
	if t.list = append(t.list, s); len(t.list) >= 2*t.most+64 {
		t.trim()
	}
}

func (t *topPairs) trim() {
	slices.SortFunc(t.list, scored.compare)
	if t.most > 0 && len(t.list) >= t.most {
		t.list = t.list[:t.most]
		t.low, t.cut = t.list[t.most-1].score, true
	}
}

func (t *topPairs) pairs() [][2]uint32 {
	t.trim()
	out := make([][2]uint32, len(t.list))
	for i, s := range t.list {
		out[i] = s.pair
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
	found := make([]topPairs, view.Workers())
	for worker := range found {
		found[worker].most = k
	}
	_, err := eachRow(ctx, v, sources, func(worker int, p *rowPair) {
		top, score := &found[worker], p.scores.of(SRW3, p.k1, p.k2)
		if k == 0 || score == 0 || top.full() && score < top.least() || m.scene.sameSide(p.u, p.x) {
			return
		}
		if keep(min(p.u, p.x), max(p.u, p.x)) {
			top.add(scored{[2]uint32{min(p.u, p.x), max(p.u, p.x)}, score})
		}
	})
	all := topPairs{most: k}
	for _, top := range found {
		all.list = append(all.list, top.list...)
	}
	return all.pairs(), err
}
