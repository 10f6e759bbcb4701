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
	Hidden map[[2]uint32]bool // by the lower node first
}

// Hide returns the view without a share of its pairs, drawn by the seed. Every feature is to be computed afterwards.
func Hide(ctx context.Context, v *view.View, share float64, seed int64) (Split, error) {
	var pairs [][2]uint32
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
	s := Split{Hidden: make(map[[2]uint32]bool, count)}
	for _, p := range pairs[:count] {
		s.Hidden[p] = true
	}
	left := pairs[count:]
	slices.SortFunc(left, comparePairs)
	source, target := make([]uint32, len(left)), make([]uint32, len(left))
	for i, p := range left {
		source[i], target[i] = p[0], p[1]
	}
	var err error
	s.View, err = view.Of(ctx, v.N(), source, target)
	return s, err
}

func (s Split) has(pair [2]uint32) bool {
	return s.Hidden[[2]uint32{min(pair[0], pair[1]), max(pair[0], pair[1])}]
}

// touching counts the hidden pairs that have an end among the nodes.
func (s Split) touching(nodes []uint32) int {
	count := 0
	for pair := range s.Hidden {
		_, a := slices.BinarySearch(nodes, pair[0])
		_, b := slices.BinarySearch(nodes, pair[1])
		if a || b {
			count++
		}
	}
	return count
}

func comparePairs(a, b [2]uint32) int {
	if a[0] != b[0] {
		return int(a[0]) - int(b[0])
	}
	return int(a[1]) - int(b[1])
}
