package pairs_test

import (
	"cmp"
	"context"
	"flag"
	"math"
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
	for _, name := range []string{"rmat:9:6", "ba:600:4"} {
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
	var all []pairs.Pair
	for u := range v.N() {
		for w := u + 1; w < v.N(); w++ {
			score := 0.0
			for z := range v.N() {
				if v.Has(u, z) && v.Has(z, w) {
					score += index(v.Degree(z))
				}
			}
			if score > 0 && !v.Has(u, w) {
				all = append(all, pairs.Pair{U: uint32(u), W: uint32(w), Score: score})
			}
		}
	}
	slices.SortFunc(all, func(a, b pairs.Pair) int { return cmp.Compare(b.Score, a.Score) })
	if len(got) != min(k, len(all)) {
		t.Fatalf("%d pairs, want %d of %d", len(got), k, len(all))
	}
	for i, p := range got {
		at := slices.IndexFunc(all, func(q pairs.Pair) bool { return q.U == p.U && q.W == p.W })
		if at < 0 || math.Abs(all[at].Score-p.Score) > 1e-12 || math.Abs(all[i].Score-p.Score) > 1e-12 {
			t.Fatalf("place %d is %+v, want the score %v", i, p, all[i].Score)
		}
		if i > 0 && (p.Score > got[i-1].Score || p.Score == got[i-1].Score && cmp.Or(cmp.Compare(p.U, got[i-1].U), cmp.Compare(p.W, got[i-1].W)) <= 0) {
			t.Fatalf("%+v stands behind %+v", p, got[i-1])
		}
	}
}
