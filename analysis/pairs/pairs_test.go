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
		check(t, v, pairs.Options{Most: k, Index: []pairs.Index{pairs.AdamicAdar, pairs.ResourceAllocation, pairs.CommonNeighbours}[pick(t)(0, 2)]})
	})
}

// TestTopAmongThoseWanted keeps some pairs out, as those that a table has declined.
func TestTopAmongThoseWanted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, each := graphs.Draw(pick(t), 30).View(), uint32(pick(t)(1, 4))
		check(t, v, pairs.Options{Most: pick(t)(0, 12), Index: pairs.ResourceAllocation, Keep: func(u, w uint32) bool {
			if u >= w {
				t.Errorf("asked about %d and %d", u, w)
			}
			return (u+3*w)%each == 0
		}})
	})
}

// TestIndexIsItsFormula has what a common neighbour adds by its degree: 1/ln k, 1/k and 1.
func TestIndexIsItsFormula(t *testing.T) {
	for _, c := range []struct {
		degree            int
		adamic, ra, count float64
	}{{2, 1.4426950408889634, .5, 1}, {4, .7213475204444817, .25, 1}, {100, .21714724095162588, .01, 1}} {
		got := [3]float64{pairs.AdamicAdar(c.degree), pairs.ResourceAllocation(c.degree), pairs.CommonNeighbours(c.degree)}
		for i, want := range [3]float64{c.adamic, c.ra, c.count} {
			if math.Abs(got[i]-want) > 1e-15 {
				t.Errorf("degree %d: %v, want %v", c.degree, got, c)
			}
		}
	}
}

// TestTopOfTheKite is counted by hand, and NetworkX says the same: 0 and 6 share 1, 3 and 5; 1 and 5 share 0, 3 and 6; 0 and 4
// are the first of those who share two.
func TestTopOfTheKite(t *testing.T) {
	got, err := pairs.Top(context.Background(), graphs.Known("kite").View(), 3, pairs.CommonNeighbours)
	want := []pairs.Pair{{U: 0, W: 6, Score: 3}, {U: 1, W: 5, Score: 3}, {U: 0, W: 4, Score: 2}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, want %v; %v", got, want, err)
	}
}

func TestTopStopsWithItsContext(t *testing.T) {
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if got, err := pairs.Top(ended, graphs.Known("kite").View(), 3, pairs.CommonNeighbours); err == nil || len(got) > 0 {
		t.Errorf("it went on: %v", got)
	}
}

// TestTopAmongHubs has hubs whose neighbours are not all looked at.
func TestTopAmongHubs(t *testing.T) {
	for _, name := range []string{"rmat:8:6", "ba:250:4", "star:200"} {
		e, err := graphs.Made(name, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, index := range []pairs.Index{pairs.AdamicAdar, pairs.ResourceAllocation, pairs.CommonNeighbours} {
			check(t, e.View(), pairs.Options{Most: 25, Index: index})
		}
	}
}

// check compares the best pairs with the best of all, scored one by one.
func check(t rapid.TB, v *view.View, o pairs.Options) {
	t.Helper()
	got, err := pairs.TopOf(context.Background(), v, o)
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
					score += o.Index(v.Degree(z))
				}
			}
			if score > 0 && !v.Has(u, w) && (o.Keep == nil || o.Keep(uint32(u), uint32(w))) {
				all = append(all, pairs.Pair{U: uint32(u), W: uint32(w), Score: score})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pairs.Pair) int { return cmp.Compare(b.Score, a.Score) })
	if want := all[:min(o.Most, len(all))]; !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
}
