package community_test

import (
	"context"
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	gonum "gonum.org/v1/gonum/graph"
	oracle "gonum.org/v1/gonum/graph/community"
	"pgregory.net/rapid"

	"trama/analysis/community"
	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
)

var background = context.Background()

// TestMain runs each property on 1,000 graphs, unless -rapid.checks says otherwise.
func TestMain(m *testing.M) {
	flag.Set("rapid.checks", "1000")
	os.Exit(m.Run())
}

// pick lets rapid choose.
func pick(t *rapid.T) graphs.Pick {
	return func(low, high int) int { return rapid.IntRange(low, high).Draw(t, "pick") }
}

func TestPartitionIsOneOfConnectedGroups(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 40).View()
		o := community.Options{Seed: int64(pick(t)(0, 3)), Runs: pick(t)(1, 3)}
		p, err := community.New(background, v, o)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := community.New(background, v, o)
		if !slices.Equal(p.Of, again.Of) || p.Modularity != again.Modularity {
			t.Fatal("the same seed gives another partition")
		}
		groups := make([][]gonum.Node, len(p.Sizes))
		first := make([]int, len(p.Sizes))
		for u := v.N() - 1; u >= 0; u-- {
			groups[p.Of[u]] = append(groups[p.Of[u]], v.Node(int64(u)))
			first[p.Of[u]] = u
		}
		for c, members := range groups {
			if len(members) != p.Sizes[c] || len(members) == 0 {
				t.Fatalf("community %d has %d nodes, says %d", c, len(members), p.Sizes[c])
			}
			if c > 0 && (p.Sizes[c] > p.Sizes[c-1] || p.Sizes[c] == p.Sizes[c-1] && first[c] < first[c-1]) {
				t.Fatalf("communities are out of order: %v, %v", p.Sizes, first)
			}
			if !reachable(v, p.Of, first[c], len(members)) {
				t.Fatalf("community %d is in pieces", c)
			}
		}
		if v.M() == 0 {
			if p.Modularity != 0 || len(p.Sizes) != v.N() {
				t.Fatalf("%d communities without a pair, modularity %v", len(p.Sizes), p.Modularity)
			}
			return
		}
		if want := oracle.Q(v, groups, 1); math.Abs(p.Modularity-want) > 1e-9 {
			t.Fatalf("modularity %v, gonum says %v", p.Modularity, want)
		}
	})
}

func reachable(v *view.View, of []uint32, from, size int) bool {
	seen := map[int]bool{from: true}
	for stack := []int{from}; len(stack) > 0; {
		u := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, w := range v.Row(u) {
			if of[w] == of[from] && !seen[int(w)] {
				seen[int(w)] = true
				stack = append(stack, int(w))
			}
		}
	}
	return len(seen) == size
}

// TestNearTheBestOfSmallGraphs compares with the best of all partitions, by trying each. The search is no proof: on a
// path of six nodes five runs of six end in three pairs (.26) and not in two halves (.30). One run that is not disturbed
// comes to the best of 97 graphs in a hundred.
func TestNearTheBestOfSmallGraphs(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	const count = 1000
	reached := map[int]int{}
	for range count {
		v := graphs.Draw(func(low, high int) int { return low + random.IntN(high-low+1) }, 8).View()
		of, best := make([]uint32, v.N()), math.Inf(-1)
		var try func(u int, used uint32)
		try = func(u int, used uint32) {
			if u == v.N() {
				best = max(best, community.Modularity(v, of))
				return
			}
			for c := range used + 1 {
				of[u] = c
				try(u+1, max(used, c+1))
			}
		}
		try(0, 0)
		for _, runs := range []int{1, community.Runs} {
			p, _ := community.New(background, v, community.Options{Seed: 1, Runs: runs})
			switch {
			case p.Modularity >= best-1e-12:
				reached[runs]++
			case p.Modularity < best-.05:
				t.Errorf("modularity %v, the best is %v", p.Modularity, best)
			}
		}
	}
	if reached[1] < count*98/100 || reached[community.Runs] < count*99/100 {
		t.Errorf("the best in so many of %d graphs, by runs: %v", count, reached)
	}
}

// TestNothingNearIsBetter: where a run ends no single node gains by going to another community or by being one, and no two
// communities gain by being one. Louvain's end is sure of the latter only.
func TestNothingNearIsBetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 24).View()
		seed := int64(pick(t)(0, 9))
		p, err := community.New(background, v, community.Options{Seed: seed, Runs: pick(t)(1, 3)})
		if err != nil {
			t.Fatal(err)
		}
		for u := range v.N() {
			for c := range uint32(len(p.Sizes) + 1) {
				other := slices.Clone(p.Of)
				if other[u] = c; int(c) == len(p.Sizes) && len(p.Sizes) == v.N() {
					continue
				}
				if q := community.Modularity(v, other); q > p.Modularity+1e-12 {
					t.Fatalf("%v: modularity %v, with %d in %d %v", p.Of, p.Modularity, u, c, q)
				}
			}
		}
		mergedIsNoBetter(t, v, p)
		louvain, err := community.Louvain(background, v, seed)
		if err != nil || louvain.Runs != 1 || math.Abs(louvain.Modularity-community.Modularity(v, louvain.Of)) > 1e-12 {
			t.Fatalf("%+v, %v", louvain, err)
		}
		mergedIsNoBetter(t, v, louvain)
	})
}

func mergedIsNoBetter(t *rapid.T, v *view.View, p *community.Partition) {
	for a := range p.Sizes {
		for b := range a {
			other := slices.Clone(p.Of)
			for u, c := range other {
				if int(c) == a {
					other[u] = uint32(b)
				}
			}
			if q := community.Modularity(v, other); q > p.Modularity+1e-12 {
				t.Fatalf("%v: modularity %v, with %d and %d as one %v", p.Of, p.Modularity, a, b, q)
			}
		}
	}
}

// TestMoreRunsAreNoWorse: the best of more runs is that of fewer or better, and as many are made as are asked for.
func TestMoreRunsAreNoWorse(t *testing.T) {
	e, err := graphs.Made("er:120:260", 3)
	if err != nil {
		t.Fatal(err)
	}
	v, last := e.View(), math.Inf(-1)
	for runs := 1; runs <= 12; runs++ {
		p, err := community.New(background, v, community.Options{Seed: 7, Runs: runs})
		if err != nil || p.Runs != runs || p.Modularity < last {
			t.Errorf("%d runs: modularity %v after %v, says %d runs; %v", runs, p.Modularity, last, p.Runs, err)
		}
		last = p.Modularity
	}
	if one, _ := community.New(background, v, community.Options{Seed: 7, Runs: 1}); one.Modularity == last {
		t.Error("the first run is the best, so that nothing is said of the others")
	}
}

// TestCommunitiesOfKnownGraphs has what is known to be best: a complete graph is one, a star is one, two cliques with a pair between
// them are two, and a ring of n nodes has stretches of about √n.
func TestCommunitiesOfKnownGraphs(t *testing.T) {
	star, whole := graphs.Edges{N: 6}, graphs.Edges{N: 6}
	for i := range uint32(6) {
		for j := range i {
			if whole.Source, whole.Target = append(whole.Source, i), append(whole.Target, j); j == 0 {
				star.Source, star.Target = append(star.Source, i), append(star.Target, j)
			}
		}
	}
	for _, c := range []struct {
		name  string
		e     graphs.Edges
		sizes []int
	}{
		{"nothing", graphs.Edges{}, []int{}}, {"three alone", graphs.Edges{N: 3}, []int{1, 1, 1}}, {"loops", graphs.Edges{N: 2, Source: []uint32{0, 1}, Target: []uint32{0, 1}}, []int{1, 1}},
		{"a pair", graphs.Edges{N: 2, Source: []uint32{0}, Target: []uint32{1}}, []int{2}}, {"a star", star, []int{6}}, {"a complete graph", whole, []int{6}},
		{"two cliques", graphs.Known("barbell"), []int{5, 4}},
	} {
		p, err := community.New(background, c.e.View(), community.Options{Seed: 1})
		if err != nil || !slices.Equal(p.Sizes, c.sizes) {
			t.Errorf("%s: %v, want %v; %v", c.name, p.Sizes, c.sizes, err)
		}
		if p, err := community.Louvain(background, c.e.View(), 1); err != nil || !slices.Equal(p.Sizes, c.sizes) {
			t.Errorf("%s by Louvain: %v, want %v; %v", c.name, p.Sizes, c.sizes, err)
		}
	}
	ring := graphs.Edges{N: 100}
	for u := range uint32(100) {
		ring.Source, ring.Target = append(ring.Source, u), append(ring.Target, (u+1)%100)
	}
	// Of k stretches of 100/k nodes the modularity is 1 − k/100 − 1/k: the best is .8, of ten.
	if p, _ := community.New(background, ring.View(), community.Options{Seed: 1}); p.Modularity < .795 || p.Modularity > .8 {
		t.Errorf("of a ring of a hundred %v in %d stretches", p.Modularity, len(p.Sizes))
	}
}

// Up to a number of nodes the best of several runs is kept.
func TestRunsByNodes(t *testing.T) {
	for n, want := range map[int]int{community.BestOfUpTo: community.Runs, community.BestOfUpTo + 1: 1} {
		if p, err := community.New(background, graphs.Edges{N: n}.View(), community.Options{}); err != nil || p.Runs != want {
			t.Errorf("%d nodes: %+v, %v", n, p.Runs, err)
		}
	}
}

func TestCommunitiesStopWithTheirContext(t *testing.T) {
	ended, cancel := context.WithCancel(background)
	cancel()
	if _, err := community.New(ended, graphs.Edges{N: 3}.View(), community.Options{}); err == nil {
		t.Error("communities went on")
	}
	if _, err := community.Louvain(ended, graphs.Known("kite").View(), 1); err == nil {
		t.Error("Louvain went on")
	}
}
