package predict

import (
	"context"
	"math/rand/v2"
	"slices"

	"trama/analysis/internal/view"
)

// hiddenShare is the share of relations that is hidden to learn from: one in five.
const hiddenShare = .2

// Split is a network without some of its relations.
type Split struct {
	View   *view.View
	Hidden *view.View // of the same nodes, with the relations that are hidden
}

// hide returns the view without a share of its pairs, drawn by the seed. Every feature is to be computed afterwards.
func hide(ctx context.Context, v *view.View, share float64, seed int64) (Split, error) {
	pairs := make([][2]uint32, 0, v.M())
	for u := range v.N() {
		for _, w := range v.Row(u) {
			if uint32(u) < w {
				pairs = append(pairs, [2]uint32{uint32(u), w})
			}
		}
	}
	r := rand.New(rand.NewPCG(uint64(seed), uint64(len(pairs))))
	r.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	count := min(len(pairs), max(1, int(share*float64(len(pairs))+.5)))
	hidden, err := viewOf(ctx, v.N(), pairs[:count])
	if err != nil {
		return Split{}, err
	}
	left, err := viewOf(ctx, v.N(), pairs[count:])
	return Split{View: left, Hidden: hidden}, err
}

func viewOf(ctx context.Context, n int, pairs [][2]uint32) (*view.View, error) {
	source, target := make([]uint32, len(pairs)), make([]uint32, len(pairs))
	for i, p := range pairs {
		source[i], target[i] = p[0], p[1]
	}
	return view.Of(ctx, n, source, target)
}

func (s Split) has(pair [2]uint32) bool { return s.Hidden.Has(int(pair[0]), int(pair[1])) }

// touching counts the hidden pairs that have an end among the nodes, which ascend.
func (s Split) touching(nodes []uint32) int {
	count := 0
	for _, u := range nodes {
		for _, w := range s.Hidden.Row(int(u)) {
			if _, both := slices.BinarySearch(nodes, w); !both || u < w {
				count++
			}
		}
	}
	return count
}
