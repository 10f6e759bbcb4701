package predict

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
)

// drawn lets rapid choose a graph.
func drawn(t *rapid.T, most int) *view.View {
	return graphs.Draw(func(low, high int) int { return rapid.IntRange(low, high).Draw(t, "pick") }, most).View()
}

// The pairs of some nodes with all others are met once each, those that are unlinked and have a score, and all unlinked ones are counted.
func TestEachUnlinkedPairIsMetOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawn(t, 30)
		var sources []uint32
		is := make([]bool, v.N())
		for u := range is {
			if is[u] = rapid.Bool().Draw(t, "source"); is[u] {
				sources = append(sources, uint32(u))
			}
		}
		var lock sync.Mutex
		met := map[[2]uint32]bool{}
		count, err := eachRow(context.Background(), v, sources, func(_ int, p *rowPair) {
			lock.Lock()
			defer lock.Unlock()
			pair := [2]uint32{min(p.u, p.x), max(p.u, p.x)}
			if met[pair] || v.Has(int(p.u), int(p.x)) || !is[p.u] || p.k1 != float64(v.Degree(int(p.u))) || p.k2 != float64(v.Degree(int(p.x))) {
				t.Errorf("%v is met again, is linked, or is of no source", pair)
			}
			met[pair] = true
		})
		if err != nil {
			t.Fatal(err)
		}
		unlinked := 0
		for u := range v.N() {
			for w := range u {
				if !(is[u] || is[w]) || v.Has(u, w) {
					continue
				}
				unlinked++
				near := false // a way of two or three steps, which always has a score
				for _, z := range v.Row(u) {
					for _, x := range v.Row(int(z)) {
						near = near || int(x) == w || v.Has(int(x), w) && int(x) != u
					}
				}
				if near && !met[[2]uint32{uint32(w), uint32(u)}] {
					t.Fatalf("%d and %d are not met", w, u)
				}
			}
		}
		if int(count) != unlinked || len(pairsFrom(v, sources)) != unlinked {
			t.Fatalf("%v unlinked pairs, want %d", count, unlinked)
		}
	})
}

// A sample of nodes is of as many as are asked for, each once, ascending; another seed draws others, and few nodes are all taken.
func TestSourcesAreASample(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, most := rapid.IntRange(0, 300).Draw(t, "n"), rapid.IntRange(1, 120).Draw(t, "most")
		got := sourcesOf(n, most, 5)
		if len(got) != min(n, most) || !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) || len(got) > 0 && int(got[len(got)-1]) >= n {
			t.Fatalf("%d of %d: %v", most, n, got)
		}
	})
	if slices.Equal(sourcesOf(1000, 50, 1), sourcesOf(1000, 50, 2)) {
		t.Error("two seeds draw the same nodes")
	}
	times := make([]int, 10)
	for seed := range int64(4000) {
		for _, u := range sourcesOf(10, 3, seed) {
			times[u]++
		}
	}
	for u, count := range times { // 1,200 of each are expected, give or take 29
		if math.Abs(float64(count-1200)) > 150 {
			t.Errorf("%d is drawn %d times of 4,000", u, count)
		}
	}
}

// Of the nodes around a source all hidden relations are picked, and of the others so many that their weights add up to all.
func TestPicksStandForAllOthers(t *testing.T) {
	v, r := groupsOfTwo(t, 400).View, rand.New(rand.NewPCG(1, 1))
	split, err := hide(context.Background(), v, hiddenShare, 1)
	if err != nil {
		t.Fatal(err)
	}
	w := newWalker(split.View)
	for _, u := range []uint32{0, 7, 123, 399} {
		w.from(u)
		for _, most := range []int{4, 20, 1000} {
			picks := pickRow(r, split, w, u, most)
			hidden, weights, taken := 0, 0.0, map[uint32]bool{}
			kept := [classes]int{}
			for _, p := range picks {
				if taken[p.node] || p.node == u || split.View.Has(int(u), int(p.node)) || p.scores != w.scores(p.node) {
					t.Fatalf("%d is picked twice, or linked", p.node)
				}
				if taken[p.node] = true; split.has([2]uint32{u, p.node}) {
					hidden++
					continue
				}
				weights += p.weight
				kept[classOfPair(p.scores[scoreRA], p.scores[scoreW3])]++
			}
			others := v.N() - 1 - v.Degree(int(u))
			if hidden != split.Hidden.Degree(int(u)) || math.Abs(weights-float64(others)) > 1e-9 || kept[speaking] > most || most < 1000 && kept[silent] > most/4 {
				t.Errorf("%d, at most %d: %d hidden, weight %v of %d, picked %v", u, most, hidden, weights, others, kept)
			}
		}
	}
}

// Where fewer than ten relations are known nothing is hidden, and what was learned elsewhere stands as it is.
func TestFewRelationsCorrectNothing(t *testing.T) {
	for m, hidden := range map[int]int{0: 0, 9: 0, 10: 2, 12: 2, 13: 3} {
		e := graphs.Edges{N: 14}
		for u := range uint32(m) {
			e.Source, e.Target = append(e.Source, u), append(e.Target, (u+1)%14)
		}
		model, err := Learn(context.Background(), Network{View: e.View()}, Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		got, quality := model.Learned()
		if got != hidden || (quality == Quality{}) != (hidden == 0) {
			t.Errorf("%d relations: %d hidden, %+v", m, got, quality)
		}
		if f := model.fit; hidden == 0 && (f.structure(silent, 1.5) != 1.5 || f.structure(speaking, -2) != -2 || f.weight[silent] != silentWeight || f.weight[speaking] != otherWeight) {
			t.Errorf("%d relations: %+v", m, f)
		}
	}
}

// In a large network the end that stands in more pairs is walked from; which it is does not change a score, and the walk of
// up to three steps stands for that of all.
func TestScoresInALargeNetwork(t *testing.T) {
	const n = manyNodes + 1
	e := graphs.Edges{N: n}
	random := rand.New(rand.NewPCG(2, 2))
	for u := range uint32(n) {
		e.Source, e.Target = append(e.Source, u, u), append(e.Target, (u+1)%n, uint32(random.IntN(n)))
	}
	v := e.View()
	var pairs, turned [][2]uint32
	for u := range uint32(40) {
		for _, w := range []uint32{u + 2, u + 3, 5000} {
			pairs, turned = append(pairs, [2]uint32{u, w}), append(turned, [2]uint32{w, u})
		}
	}
	for i, p := range sharedFirst(v, pairs) {
		if p != pairs[i] && p != turned[i] || i%3 == 2 && p[0] != 5000 {
			t.Fatalf("%v became %v", pairs[i], p)
		}
	}
	one, err := scoresOf(context.Background(), v, pairs)
	if err != nil {
		t.Fatal(err)
	}
	other, err := scoresOf(context.Background(), v, turned)
	if err != nil {
		t.Fatal(err)
	}
	for i := range pairs {
		if one[i][scoreRPR] != one[i][scoreRA]+one[i][scoreW3] {
			t.Fatalf("%v: %v", pairs[i], one[i])
		}
		for score, x := range one[i] {
			if math.Abs(x-other[i][score]) > 1e-12*math.Max(1, x) {
				t.Fatalf("%v: %v, turned %v", pairs[i], one[i], other[i])
			}
		}
	}
}

// A network of ten relations or more is asked how well its own relations are found again: of a complete graph of five, all of them come
// before any that is none. Of fewer nothing is said.
func TestANetworkIsAskedAboutItself(t *testing.T) {
	for leaveOut, asked := range map[int]bool{0: true, 1: false} {
		e := graphs.Edges{N: 12}
		for u := range uint32(5) {
			for w := range u {
				e.Source, e.Target = append(e.Source, u), append(e.Target, w)
			}
		}
		e.Source, e.Target = e.Source[leaveOut:], e.Target[leaveOut:]
		s, err := newScene(context.Background(), e.View(), 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, precision := range s.net[netFigures-2:] {
			if asked != (precision == 1) || !asked && precision != 0 {
				t.Errorf("%d relations: precision %v", len(e.Source), precision)
			}
		}
	}
}

// The ways beside a relation are the same, in the same order, from whichever end they are looked for: by definition they lead from a
// neighbour of the one to a neighbour of the other, and not over the two themselves.
func TestWaysBesideARelation(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 40 {
		n := 4 + r.IntN(20)
		var source, target []uint32
		for range 3 * n {
			if a, b := uint32(r.IntN(n)), uint32(min(r.IntN(n), r.IntN(n))); a != b { // the lower ones are hubs
				source, target = append(source, a), append(target, b)
			}
		}
		v, err := view.Of(t.Context(), n, source, target)
		if err != nil {
			t.Fatal(err)
		}
		w := newWalker(v)
		for u := range uint32(n) {
			w.from(u)
			for _, x := range v.Row(int(u)) {
				var want []uint64
				for _, z := range v.Row(int(u)) {
					for _, y := range v.Row(int(z)) {
						if z != x && y != u && v.Has(int(y), int(x)) {
							want = append(want, uint64(z)<<32|uint64(y))
						}
					}
				}
				if got := w.waysBeside(u, x); !slices.Equal(got, want) {
					t.Fatalf("%d–%d of %d: %x, want %x", u, x, n, got, want)
				}
			}
		}
	}
}
