// Package community finds groups of nodes that relate more inside than outside. Start with New; the algorithm is in
// leiden.go.
package community

import (
	"context"
	"math/rand/v2"

	"trama/analysis/internal/view"
)

// Bounds: up to so many nodes the best of several runs is kept, above it one run stands.
const (
	BestOfUpTo    = 2_000
	Runs          = 20
	rounds        = 1      // of the single run on a large graph
	refinedLevels = 2      // of such a round
	mostRounds    = 50     // of a run that goes on until nothing changes
	shakes        = 12     // of such a run at most: it is disturbed and goes on, and what is better is kept
	shakeWork     = 20_000 // nodes and slots that all disturbances of a run settle, about
	shaken        = 8      // one node in so many moves at random when a run is disturbed
)

// Options are the parameters of a partition.
type Options struct {
	Seed int64
	Runs int // 0: 20 up to BestOfUpTo nodes, else 1
}

// Partition is a partition of the nodes into communities, numbered by size, ties by the lowest node in them.
type Partition struct {
	Of         []uint32 // the community of each node
	Sizes      []int    // descending
	Modularity float64
	Runs       int
}

// New returns communities of high modularity, Q = Σ (inside/2m − (degrees/2m)²), each of them connected; an isolated
// node is one by itself. Direction and weights are ignored.
//
// Leiden (Traag, Waltman, van Eck 2019, doi:10.1038/s41598-019-41695-z): nodes move while a queue of those with changed
// neighbours lasts, communities are refined, and refined parts become the nodes of the next level. On small graphs a run
// goes on until nothing changes, is disturbed a few times, and the best of 20 is kept; large ones take one round of one
// run, between two passes of Louvain. Gains are compared as whole numbers and each run has its own seed, so that the
// result depends on the seed alone. About O(m) a level. Q has a resolution limit: communities far smaller than √m may be
// joined (doi:10.1073/pnas.0605965104). It fails only when the context ends.
func New(ctx context.Context, v *view.View, o Options) (*Partition, error) {
	runs := Runs
	if v.N() > BestOfUpTo {
		runs = 1
	}
	if o.Runs == 0 {
		o.Runs = runs
	}
	parts, quality := make([][]uint32, o.Runs), make([]float64, o.Runs)
	err := view.Share(ctx, o.Runs, func(_, run int) {
		l := newLeiden(v, rand.NewPCG(uint64(o.Seed), uint64(run)))
		parts[run] = l.run(ctx)
		quality[run] = Modularity(v, parts[run])
		for range shakesOf(v) {
			if other := l.shake(ctx, parts[run]); Modularity(v, other) > quality[run] {
				parts[run], quality[run] = other, Modularity(v, other)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	best := 0
	for run, q := range quality {
		if q > quality[best] {
			best = run
		}
	}
	return partition(v, parts[best], o.Runs), nil
}

// Louvain returns communities without refinement (Blondel, Guillaume, Lambiotte, Lefebvre 2008,
// doi:10.1088/1742-5468/2008/10/P10008): what New is compared with. On a large graph nodes are placed first, and once the
// levels are done single nodes move again (Rotta, Noack 2011, doi:10.1145/1963190.1970376). Where it leaves a community in
// pieces, the pieces are communities. About O(m) a level. It fails only when the context ends.
func Louvain(ctx context.Context, v *view.View, seed int64) (*Partition, error) {
	l, part := newLeiden(v, rand.NewPCG(uint64(seed), 0)), identity(v.N())
	if len(part) > BestOfUpTo {
		l.place(ctx, part)
		l.louvain(ctx, part, always)
		l.louvain(ctx, part, hasty)
	} else {
		l.louvain(ctx, part, always)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return partition(v, l.ofNodes(part), 1), nil
}

func partition(v *view.View, of []uint32, runs int) *Partition {
	connected(v, of)
	p := ordered(of)
	p.Modularity, p.Runs = Modularity(v, p.Of), runs
	return p
}

// shakesOf is how often a run is disturbed.
func shakesOf(v *view.View) int {
	if v.N() > BestOfUpTo {
		return 0
	}
	return min(shakes, 1+shakeWork/(v.N()+len(v.Targets)+1))
}

// Modularity returns Newman and Girvan's modularity of a partition (2004, doi:10.1103/PhysRevE.69.026113), 0 without
// pairs. O(n+m).
func Modularity(v *view.View, of []uint32) float64 {
	if v.M() == 0 {
		return 0
	}
	inside, degrees := int64(0), make([]int64, v.N()+1)
	for u := range v.N() {
		degrees[of[u]] += int64(v.Degree(u))
		for _, w := range v.Row(u) {
			if of[w] == of[u] {
				inside++
			}
		}
	}
	total, expected := float64(len(v.Targets)), 0.0
	for _, d := range degrees {
		share := float64(d) / total
		expected += share * share
	}
	return float64(inside)/total - expected
}

// found marks the communities of nodes that are in a piece already.
const found = 1 << 31

// connected splits communities that are in pieces, in place: Leiden makes none where it runs to its end, and a split never
// lowers the modularity. The pieces are numbered in the order of their lowest nodes.
func connected(v *view.View, of []uint32) {
	count, queue := uint32(0), make([]uint32, 0, v.N())
	for root := range of {
		community := of[root]
		if community&found != 0 {
			continue
		}
		of[root] = count | found
		queue = append(queue, uint32(root))
		for i := len(queue) - 1; i < len(queue); i++ {
			for _, w := range v.Row(int(queue[i])) {
				if of[w] == community {
					of[w] = count | found
					queue = append(queue, w)
				}
			}
		}
		count++
	}
	for u := range of {
		of[u] &^= found
	}
}

// ordered numbers communities, given in the order of their lowest nodes, by size.
func ordered(of []uint32) *Partition {
	var size []int
	for _, c := range of {
		for int(c) >= len(size) {
			size = append(size, 0)
		}
		size[c]++
	}
	rank := ranks(size)
	p := &Partition{Of: of, Sizes: make([]int, len(size))}
	for c, r := range rank {
		p.Sizes[r] = size[c]
	}
	for u, c := range of {
		of[u] = rank[c]
	}
	return p
}

// ranks returns the place of each size in descending order, equals in the order given, by counting.
func ranks(size []int) []uint32 {
	largest := 0
	for _, s := range size {
		largest = max(largest, s)
	}
	start := make([]uint32, largest+1)
	for _, s := range size {
		start[s]++
	}
	next := uint32(0)
	for s := largest; s > 0; s-- {
		start[s], next = next, next+start[s]
	}
	rank := make([]uint32, len(size))
	for c, s := range size {
		rank[c] = start[s]
		start[s]++
	}
	return rank
}
