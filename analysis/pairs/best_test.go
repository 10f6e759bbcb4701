package pairs_test

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trama/analysis/pairs"
)

// TestBestAreTheFirstOfAll: however the pairs come and are joined, those kept are the first of all in order, and what is beyond
// them is none of these.
func TestBestAreTheFirstOfAll(t *testing.T) {
	order := func(a, b pairs.Pair) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.U, b.U), cmp.Compare(a.W, b.W))
	}
	rapid.Check(t, func(t *rapid.T) {
		most := pick(t)(0, 5)
		parts := []pairs.Best[pairs.Pair]{{Most: most}, {Most: most}}
		all := make([]pairs.Pair, pick(t)(0, 40))
		for i := range all {
			all[i] = pairs.Pair{U: uint32(i % 7), W: uint32(7 + i), Score: float64(pick(t)(1, 4))}
			if part := &parts[pick(t)(0, 1)]; !part.Beyond(all[i]) {
				part.Add(all[i])
			}
		}
		parts[0].Join(parts[1])
		slices.SortFunc(all, order)
		if got := parts[0].Pairs(); !slices.Equal(got, all[:min(most, len(all))]) {
			t.Fatalf("%v of %v", got, all)
		}
		for _, p := range all[min(most, len(all)):] {
			if !parts[0].Beyond(p) {
				t.Fatalf("%v is not beyond", p)
			}
		}
	})
}
