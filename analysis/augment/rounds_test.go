package augment

import (
	"context"
	"math/bits"
	"testing"

	"pgregory.net/rapid"

	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
	"trama/analysis/structure"
)

// TestRoundsReachTheGoal takes rounds on small graphs, where nothing hides: without bars a plan against the loss of a
// relation meets the bound, and one against the loss of a node is near it.
func TestRoundsReachTheGoal(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(func(low, high int) int { return rapid.IntRange(low, high).Draw(t, "pick") }, 40).View()
		if v.N() < 4 {
			return
		}
		for _, actors := range []bool{false, true} {
			shrink := shrunk(bridgeForest)
			if actors {
				shrink = blockForest
			}
			f, err := shrink(ctx, v, Options{})
			if err != nil {
				t.Fatal(err)
			}
			before := f.state()
			bound := f.bound(before)
			_, links, err := f.inRounds(ctx, shrink, 0)
			if err != nil {
				t.Fatal(err)
			}
			after, err := withLinks(ctx, v, links)
			if err != nil {
				t.Fatal(err)
			}
			if after.M() != v.M()+len(links) {
				t.Fatalf("%d relations of %d are new", after.M()-v.M(), len(links))
			}
			check(t, after, actors)
			if extra := len(links) - bound; extra < 0 || !actors && extra > 0 || extra > 1+bits.Len(uint(before.open())) {
				t.Fatalf("actors %v: %d relations, the bound is %d", actors, len(links), bound)
			}
		}
	})
}

func check(t *rapid.T, v *view.View, actors bool) {
	cuts, err := structure.NewCuts(context.Background(), v)
	if err != nil {
		t.Fatal(err)
	}
	if cuts.Components() != 1 || len(cuts.Bridges) > 0 || actors && len(cuts.ArticulationPoints()) > 0 {
		t.Fatalf("actors %v: %d components, %d bridges, %d articulation points are left", actors, cuts.Components(), len(cuts.Bridges), len(cuts.ArticulationPoints()))
	}
}

// TestRoundsKeepToWhatMayBeJoined bars the relations within a class, and single pairs.
func TestRoundsKeepToWhatMayBeJoined(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(func(low, high int) int { return rapid.IntRange(low, high).Draw(t, "pick") }, 40).View()
		if v.N() == 0 {
			return
		}
		o := Options{
			Class: make([]uint8, v.N()), Joins: func(a, b uint8) bool { return a != b },
			Barred: func(a, b int) bool { return (a+b)%7 == 0 },
		}
		for u := range o.Class {
			o.Class[u] = uint8(u % 3)
		}
		f, err := bridgeForest(ctx, v, o)
		if err != nil {
			t.Fatal(err)
		}
		_, links, err := f.inRounds(ctx, bridgeForest, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range links {
			if v.Has(l[0], l[1]) || l[0]%3 == l[1]%3 || (l[0]+l[1])%7 == 0 {
				t.Fatalf("%v may not be joined", l)
			}
		}
	})
}

// TestLargeForestsAreJoinedInRounds has more open ends than are weighed one by one.
func TestLargeForestsAreJoinedInRounds(t *testing.T) {
	e, err := graphs.Made("er:20000:16000", 1)
	if err != nil {
		t.Fatal(err)
	}
	v := e.View()
	p, err := TwoEdgeConnected(context.Background(), v, Options{})
	if err != nil || !p.Optimal() {
		t.Fatalf("%d relations, the bound is %d, %d left: %v", len(p.Links), p.LowerBound, p.Left, err)
	}
	q, err := Biconnected(context.Background(), v, Options{})
	if err != nil || !q.Reached || len(q.Links) > q.LowerBound+bits.Len(uint(q.LowerBound)) {
		t.Fatalf("%d relations, the bound is %d, %d left: %v", len(q.Links), q.LowerBound, q.Left, err)
	}
}

// What is taken of a long list is spread over it evenly: no two neighbours are farther apart than the share rounded up.
func TestThinnedIsSpreadEvenly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := make([]int32, rapid.IntRange(0, 300).Draw(t, "length"))
		for i := range list {
			list[i] = int32(i)
		}
		n := rapid.IntRange(1, 60).Draw(t, "most")
		got := thinned(list, n)
		if len(got) != min(n, len(list)) {
			t.Fatalf("%d of %d, at most %d", len(got), len(list), n)
		}
		for i := 1; i < len(got); i++ {
			if gap := int(got[i] - got[i-1]); gap < 1 || gap > (len(list)+n-1)/n {
				t.Fatalf("%d of %d: %v", n, len(list), got)
			}
		}
	})
}
