package pairs_test

import (
	"cmp"
	"context"
	"flag"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
	"trama/analysis/pairs"
)

// TestMain runs each property on 1,000 graphs, unless -rapid.checks says otherwise.
func TestMain(m *testing.M) {
	flag.Set("rapid.checks", "1000")
	os.Exit(m.Run())
}

func pick(t *rapid.T) graphs.Pick {
	return func(low, high int) int { return rapid.IntRange(low, high).Draw(t, "pick") }
}

func TestTopAreTheBestOfAllPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, k := graphs.Draw(pick(t), 30).View(), pick(t)(0, 12)
		check(t, v, k, []pairs.Index{pairs.AdamicAdar, pairs.ResourceAllocation, pairs.CommonNeighbours}[pick(t)(0, 2)])
	})
}

// TestTopAmongHubs has hubs whose neighbours are not all looked at.
func TestTopAmongHubs(t *testing.T) {
	for _, name := range []string{"rmat:8:6", "ba:250:4", "star:200"} {
		e, err := graphs.Made(name, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, index := range []pairs.Index{pairs.AdamicAdar, pairs.ResourceAllocation, pairs.CommonNeighbours} {
			check(t, e.View(), 25, index)
		}
	}
}

// check compares the best pairs with the best of all, scored one by one.
func check(t rapid.TB, v *view.View, k int, index pairs.Index) {
	t.Helper()
	got, err := pairs.Top(context.Background(), v, k, index)
	if err != nil {
		t.Fatal(err)
	}
	byDegree := make([]int, v.N()) // the order in which scores are summed, so that equal ones are equal to the last bit
	for u := range byDegree {
		byDegree[u] = v.N() - 1 - u
	}
	slices.SortStableFunc(byDegree, func(a, b int) int { return cmp.Compare(v.Degree(a), v.Degree(b)) })
	var all []pairs.Pair
	for u := range v.N() {
		for w := u + 1; w < v.N(); w++ {
			score := 0.0
			for _, z := range byDegree {
				if v.Has(u, z) && v.Has(z, w) {
					score += index(v.Degree(z))
				}
			}
			if score > 0 && !v.Has(u, w) {
				all = append(all, pairs.Pair{U: uint32(u), W: uint32(w), Score: score})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pairs.Pair) int { return cmp.Compare(b.Score, a.Score) })
	if want := all[:min(k, len(all))]; !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
}
