package graphs_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/graph/path"

	"trama/analysis/internal/graphs"
)

// degrees are those of the simple graph, descending.
func degrees(e graphs.Edges) []int {
	v := e.View()
	out := make([]int, v.N())
	for u := range out {
		out[u] = v.Degree(u)
	}
	slices.Sort(out)
	slices.Reverse(out)
	return out
}

// Nodes, pairs, degrees and diameters as the literature has them; the diameters are gonum's.
func TestKnownGraphsAreThoseOfTheLiterature(t *testing.T) {
	for name, want := range map[string]struct {
		pairs, diameter int
		degrees         []int
	}{
		"kite":     {18, 4, []int{6, 5, 5, 4, 4, 3, 3, 3, 2, 1}}, // Krackhardt 1990, table 1
		"petersen": {15, 2, []int{3, 3, 3, 3, 3, 3, 3, 3, 3, 3}},
		"k33":      {9, 2, []int{3, 3, 3, 3, 3, 3}},
		"barbell":  {14, 4, []int{4, 4, 3, 3, 3, 3, 3, 3, 2}},
		"grid":     {17, 5, []int{4, 4, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2}},
		"nothing":  {0, 0, []int{}},
	} {
		e := graphs.Known(name)
		v := e.View()
		diameter, all := 0., path.DijkstraAllPaths(v)
		for u := range v.N() {
			for w := range u {
				diameter = max(diameter, all.Weight(int64(u), int64(w)))
			}
		}
		if v.M() != want.pairs || len(e.Source) != want.pairs || diameter != float64(want.diameter) || !slices.Equal(degrees(e), want.degrees) {
			t.Errorf("%s: %d pairs, diameter %v, degrees %v", name, v.M(), diameter, degrees(e))
		}
	}
	if girth := shortestCycle(graphs.Known("petersen")); girth != 5 {
		t.Errorf("the shortest cycle of Petersen's graph has %d nodes", girth)
	}
}

// shortestCycle takes away each pair in turn, and looks for the way round.
func shortestCycle(e graphs.Edges) int {
	least := math.Inf(1)
	for i := range e.Source {
		without := graphs.Edges{N: e.N, Source: slices.Delete(slices.Clone(e.Source), i, i+1), Target: slices.Delete(slices.Clone(e.Target), i, i+1)}
		round := path.DijkstraFrom(without.View().Node(int64(e.Source[i])), without.View())
		least = min(least, round.WeightTo(int64(e.Target[i]))+1)
	}
	return int(least)
}

// A property test is worth what is drawn for it: each shape comes, and so do loops, repeats and nothing at all.
func TestDrawnGraphsAreOfEveryShape(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	pick := func(low, high int) int { return low + random.IntN(high-low+1) }
	seen := map[string]int{}
	for range 3000 {
		e := graphs.Draw(pick, 12)
		v := e.View()
		n, m, top := v.N(), v.M(), degrees(e)
		is := func(name string, yes bool) {
			if yes {
				seen[name]++
			}
		}
		loops := 0
		for i := range e.Source {
			if e.Source[i] == e.Target[i] {
				loops++
			}
			if int(max(e.Source[i], e.Target[i])) >= e.N {
				t.Fatalf("an edge to node %d of %d", max(e.Source[i], e.Target[i]), e.N)
			}
		}
		if n > 12 || n != e.N {
			t.Fatalf("%d nodes of %d", n, e.N)
		}
		is("nothing", n == 0)
		is("one", n == 1)
		is("isolates", n > 3 && m == 0)
		is("a star", n > 4 && m == n-1 && top[0] == n-1)
		is("a path", n > 4 && m == n-1 && top[0] == 2)
		is("a ring", n > 4 && m == n && top[0] == 2 && top[n-1] == 2)
		is("a clique", n > 4 && m == n*(n-1)/2)
		is("a loop", loops > 0)
		is("a repeat", len(e.Source)-loops > m)
		is("the centre of a star is no fixed node", n > 4 && m == n-1 && top[0] == n-1 && v.Degree(0) == 1)
	}
	for _, name := range []string{"nothing", "one", "isolates", "a star", "a path", "a ring", "a clique", "a loop", "a repeat", "the centre of a star is no fixed node"} {
		if seen[name] < 20 {
			t.Errorf("%s: %d of 3000", name, seen[name])
		}
	}
}

// The sizes that a name asks for are those that come, the same for the same seed and others for another.
func TestMadeGraphsAreOfTheirSize(t *testing.T) {
	for name, want := range map[string]struct{ nodes, edges int }{
		"ba:500:3": {500, 6 + 496*3}, "rmat:8:4": {256, 1024}, "er:100:250": {100, 250}, "path:40": {40, 39}, "star:40": {40, 39}, "path:1": {1, 0}, "ba:4:3": {4, 6},
	} {
		e, err := graphs.Made(name, 1)
		if err != nil || e.N != want.nodes || len(e.Source) != want.edges || len(e.Target) != want.edges {
			t.Errorf("%s: %d nodes, %d edges; %v", name, e.N, len(e.Source), err)
		}
		again, _ := graphs.Made(name, 1)
		other, _ := graphs.Made(name, 2)
		if !slices.Equal(e.Source, again.Source) || !slices.Equal(e.Target, again.Target) {
			t.Errorf("%s: another graph for the same seed", name)
		}
		if e.N > 9 && slices.Equal(e.Source, other.Source) && slices.Equal(e.Target, other.Target) {
			t.Errorf("%s: the same graph for another seed", name)
		}
	}
	for _, name := range []string{"", "ba", "ba:", "ba:10", "ba:3:3", "ba:0:0", "ba:10:2:1", "er:10", "er:-1:3", "er:10:x", "rmat:28:1", "rmat:20:1025", "path:0", "path:2:2", "star:", "wheel:5"} {
		if e, err := graphs.Made(name, 1); err == nil {
			t.Errorf("%q is a graph of %d nodes", name, e.N)
		}
	}
}

// What a kind of graph is known for: hubs by preferential attachment, the four quarters of a recursive matrix, and none of
// it where ends are chosen alike. Bounds are five standard deviations or more from what is expected.
func TestMadeGraphsAreOfTheirKind(t *testing.T) {
	top := func(name string) int {
		e, err := graphs.Made(name, 3)
		if err != nil {
			t.Fatal(err)
		}
		return degrees(e)[0]
	}
	// The largest degree grows as m√n, about 400 here; of ends chosen alike it is Poisson's, 10 in the mean.
	if hub, plain := top("ba:20000:5"), top("er:20000:100000"); hub < 200 || plain > 35 {
		t.Errorf("the largest degrees are %d and %d", hub, plain)
	}
	if star := top("star:50"); star != 49 {
		t.Errorf("the centre of a star has %d neighbours", star)
	}
	// Of 1 bit a matrix has four cells. Names are shuffled, so that only loops and others can be told apart: .57 + .05.
	e, _ := graphs.Made("rmat:1:100000", 5)
	loops := 0
	for i := range e.Source {
		if e.Source[i] == e.Target[i] {
			loops++
		}
	}
	if share := float64(loops) / float64(len(e.Source)); math.Abs(share-.62) > .006 {
		t.Errorf("%v of the edges lie on the diagonal, want .62", share)
	}
	ends := map[[2]uint32]int{}
	for i := range e.Source {
		ends[[2]uint32{e.Source[i], e.Target[i]}]++
	}
	large, small := max(ends[[2]uint32{0, 0}], ends[[2]uint32{1, 1}]), min(ends[[2]uint32{0, 0}], ends[[2]uint32{1, 1}])
	aside := float64(ends[[2]uint32{0, 1}]) / float64(ends[[2]uint32{1, 0}])
	if ratio := float64(large) / float64(small); math.Abs(ratio-.57/.05) > .7 || math.Abs(aside-1) > .05 {
		t.Errorf("the quarters are %v", ends)
	}
}
