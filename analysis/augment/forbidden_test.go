package augment_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"trama/analysis/augment"
)

// fewestOf searches all sets of pairs that may be joined, small ones first.
func (g simple) fewestOf(may func(a, b int) bool, good func(simple) bool) int {
	missing := slices.DeleteFunc(g.missing(), func(p [2]int) bool { return !may(p[0], p[1]) })
	for k := 0; k <= len(missing); k++ {
		if g.some(missing, k, nil, good) {
			return k
		}
	}
	return -1
}

// kept are the classes of a town's map: neither two places nor two actions are joined, all others are.
func kept(a, b uint8) bool { return a == 2 || b == 2 || a != b }

// Where classes may not be joined, a plan for a small network still has as few relations as a search of all sets finds.
func TestPlansAreTheShortestOfWhatMayBeJoined(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	short := 0
	for range 1500 {
		g := random(r, 6)
		class := make([]uint8, g.n)
		for i := range class {
			class[i] = uint8(r.IntN(3))
		}
		may := func(a, b int) bool { return kept(class[a], class[b]) }
		for name, c := range map[string]struct {
			plan method
			good func(simple) bool
		}{"links": {augment.TwoEdgeConnected, simple.robustLinks}, "actors": {augment.Biconnected, simple.robustActors}} {
			got, err := c.plan(context.Background(), g.view(t), augment.Options{Class: class, Joins: kept})
			if err != nil {
				t.Fatal(err)
			}
			if !got.Reached {
				continue
			}
			if want := g.fewestOf(may, c.good); len(got.Links) != want {
				short++
				t.Logf("%s: %d nodes %v classes %v: %v, %d suffice", name, g.n, g.pair, class, got.Links, want)
			}
		}
	}
	if short > 0 {
		t.Errorf("%d plans have more relations than suffice", short)
	}
}

// Of places and persons that nobody has joined yet each place needs two relations to persons, and each person two: a ring
// where there are as many persons, else as many relations as the places need.
func TestPlansOfManyPlaces(t *testing.T) {
	for _, c := range []struct{ places, persons, want int }{{3, 4, 7}, {40, 40, 80}, {80, 40, 160}, {120, 200, 320}, {900, 300, 1800}} {
		g := simple{c.places + c.persons, map[[2]int]bool{}}
		o := augment.Options{Class: make([]uint8, g.n), Joins: kept}
		for i := c.places; i < g.n; i++ {
			o.Class[i] = 2
		}
		for name, plan := range map[string]method{"links": augment.TwoEdgeConnected, "actors": augment.Biconnected} {
			got, err := plan(context.Background(), g.view(t), o)
			if err != nil || !got.Reached || len(got.Links) != c.want {
				t.Errorf("%s of %d places and %d persons: %d relations, want %d, reached %v, %v", name, c.places, c.persons, len(got.Links), c.want, got.Reached, err)
			}
		}
	}
}
