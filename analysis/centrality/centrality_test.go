package centrality_test

import (
	"context"
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/path"
	"pgregory.net/rapid"

	"trama/analysis/centrality"
	"trama/analysis/cohesion"
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

func differ(got, want, tolerance float64) bool {
	return math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > tolerance*max(1, math.Abs(want))
}

func TestBetweennessIsGonums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 30).View()
		b, err := centrality.NewBetweenness(background, v, centrality.Options{})
		if err != nil || !b.Exact || b.StandardError != nil {
			t.Fatal(b.Exact, err)
		}
		want := network.Betweenness(v) // ordered pairs: twice ours
		for u := range v.N() {
			if differ(b.Values[u], want[int64(u)]/2, 1e-12) {
				t.Fatalf("node %d: %v, want %v", u, b.Values[u], want[int64(u)]/2)
			}
		}
	})
}

// TestBetweennessOfLargeGraphs pads small graphs with isolates until no level is wide, so that its nodes are taken as they
// were met: which must not show.
func TestBetweennessOfLargeGraphs(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for range 20 {
		e := graphs.Draw(func(low, high int) int { return low + random.IntN(high-low+1) }, 40)
		small, err := centrality.NewBetweenness(background, e.View(), centrality.Options{Exact: true})
		if err != nil {
			t.Fatal(err)
		}
		e.N += 1 << 12
		large, err := centrality.NewBetweenness(background, e.View(), centrality.Options{Exact: true})
		if err != nil {
			t.Fatal(err)
		}
		for u, want := range small.Values {
			if math.Abs(large.Values[u]-want) > 1e-9 {
				t.Fatalf("node %d: %v, alone %v", u, large.Values[u], want)
			}
		}
	}
}

// TestBetweennessOfTrees: on a path what is before a node and what is behind are the pairs; a broom has its leaves' pairs too.
func TestBetweennessOfTrees(t *testing.T) {
	const n, leaves = 20_000, 100 // as many as are exact
	path, broom := graphs.Edges{N: n}, graphs.Edges{N: n}
	for i := uint32(1); i < n; i++ {
		path.Source, path.Target = append(path.Source, i-1), append(path.Target, i)
		broom.Source, broom.Target = append(broom.Source, min(i-1, n-leaves-1)), append(broom.Target, i)
	}
	for name, e := range map[string]graphs.Edges{"path": path, "broom": broom} {
		b, err := centrality.NewBetweenness(background, e.View(), centrality.Options{})
		if err != nil || !b.Exact {
			t.Fatal(b, err)
		}
		for i, got := range b.Values {
			want := float64(i) * float64(n-1-i)
			switch {
			case name == "broom" && i == n-leaves-1:
				want += leaves * (leaves - 1) / 2
			case name == "broom" && i >= n-leaves:
				want = 0
			}
			if got != want {
				t.Fatalf("node %d of a %s has %v, want %v", i, name, got, want)
			}
		}
	}
}

// TestBetweennessOfManyPaths has more shortest paths than floats can count: layers of pairs, each joined with the next.
func TestBetweennessOfManyPaths(t *testing.T) {
	const layers = 1500 // 2¹⁴⁹⁹ paths from end to end
	e := graphs.Edges{N: 2 * layers}
	for i := range layers - 1 {
		for a := range 2 {
			for b := range 2 {
				e.Source, e.Target = append(e.Source, uint32(2*i+a)), append(e.Target, uint32(2*i+2+b))
			}
		}
	}
	b, _ := centrality.NewBetweenness(background, e.View(), centrality.Options{})
	for i := range layers {
		// Of the pairs of a node before and one behind, half of the paths pass each of the two; the twin's pair of
		// neighbours in the same layer adds what is left.
		want := float64(2*i) * float64(2*(layers-1-i)) / 2
		switch i {
		case 0, layers - 1:
			want += 1. / 2
		case 1, layers - 2:
			want += 2 * 1. / 4
		}
		got := b.Values[2*i]
		if math.IsNaN(got) || math.IsInf(got, 0) || got != b.Values[2*i+1] || math.Abs(got-want) > 1+1e-6*want {
			t.Fatalf("layer %d: %v and %v, want about %v", i, got, b.Values[2*i+1], want)
		}
	}
}

// layered has layers of so many nodes, each layer joined with the next whole, and a tail at a node of the first.
func layered(layers, width, tail int) (e graphs.Edges) {
	e.N = layers*width + tail
	for i := range (layers - 1) * width {
		for j := range width {
			e.Source, e.Target = append(e.Source, uint32(i)), append(e.Target, uint32((i/width+1)*width+j))
		}
	}
	for i := range tail {
		to := layers*width + i - 1
		if i == 0 {
			to = 0
		}
		e.Source, e.Target = append(e.Source, uint32(layers*width+i)), append(e.Target, uint32(to))
	}
	return e
}

// TestBetweennessOfOnePathBesideMany has one path to some nodes where others at the same distance have more than single
// precision holds: a tail as long as the layers are many. What is before a node of it and what is behind can be counted,
// and a sample of all nodes but one leaves out the pairs of that one.
func TestBetweennessOfOnePathBesideMany(t *testing.T) {
	const layers, width, tail = 80, 8, 90 // 2²³⁷ paths
	v := layered(layers, width, tail).View()
	n := float64(v.N())
	b := sampleOf(t, v, centrality.Options{Pivots: v.N() - 1, Seed: 1})
	for i := range tail {
		behind := float64(tail - 1 - i)
		before := n - 1 - behind
		ends := b.Values[layers*width+i] * 2 * (n - 1) / n // pairs by the pivots that they end at
		left := 2*before*behind - ends
		if math.Abs(left) > 1e-3*before && math.Abs(left-before) > 1e-3*before && math.Abs(left-behind) > 1e-3*before {
			t.Fatalf("the tail's node %d leaves out %v pairs, want 0, %v or %v", i, left, before, behind)
		}
	}
}

// TestSampledBetweennessIsThatOfItsPivots finds the node that alone is no pivot: what a sample of the others lacks is what
// its paths give, for each node, in so far as single precision tells.
func TestSampledBetweennessIsThatOfItsPivots(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 14).View()
		n := v.N()
		if n < 2 {
			return
		}
		whole, _ := centrality.NewBetweenness(background, v, centrality.Options{})
		some, err := centrality.SampledBetweenness(background, v, centrality.Options{Pivots: n - 1, Seed: int64(pick(t)(0, 9))})
		if err != nil || some.Exact {
			t.Fatal(some, err)
		}
		distance, paths := countedPaths(v)
		for s := range n {
			off := 0.
			for u := range n {
				lacks := 2*whole.Values[u] - some.Values[u]*2*float64(n-1)/float64(n)
				for x := range n {
					if x != u && u != s && x != s && paths[s][x] > 0 && distance[s][u]+distance[u][x] == distance[s][x] {
						lacks -= paths[s][u] * paths[u][x] / paths[s][x]
					}
				}
				off = max(off, math.Abs(lacks))
			}
			if off < 1e-4 {
				return
			}
		}
		t.Fatalf("no node is left out: %v, whole %v", some.Values, whole.Values)
	})
}

// countedPaths returns the distance of each pair and the number of shortest paths, 0 where there is none, from the
// definition: a path to a node at distance d goes on from one at d−1.
func countedPaths(v *view.View) (distance [][]int, paths [][]float64) {
	n := v.N()
	for s := range n {
		far, count := make([]int, n), make([]float64, n)
		count[s] = 1
		for d, level := 0, []uint32{uint32(s)}; len(level) > 0; d++ {
			var next []uint32
			for _, u := range level {
				for _, w := range v.Row(int(u)) {
					if int(w) != s && count[w] == 0 {
						next, far[w] = append(next, w), d+1
					}
					if int(w) != s && far[w] == d+1 {
						count[w] += count[u]
					}
				}
			}
			level = next
		}
		distance, paths = append(distance, far), append(paths, count)
	}
	return distance, paths
}

func scaleFree(n int) *view.View {
	e, state := graphs.Edges{N: n}, uint32(7)
	for i := 1; i < n; i++ {
		for range 3 {
			state = state*1664525 + 1013904223
			to := int(state>>8) % i
			if len(e.Source) > 0 && state>>30 > 0 {
				to = int(e.Target[int(state>>8)%len(e.Target)])
			}
			e.Source, e.Target = append(e.Source, uint32(i)), append(e.Target, uint32(to))
		}
	}
	return e.View()
}

func TestSampledBetweennessIsNearTheWhole(t *testing.T) {
	v := scaleFree(2000)
	whole, _ := centrality.NewBetweenness(background, v, centrality.Options{})
	o := centrality.Options{Pivots: 400, Seed: 3}
	sampled := sampleOf(t, v, o)
	again := sampleOf(t, v, o)
	within, top, hub := 0, 0, 0
	for u := range whole.Values {
		if sampled.Values[u] != again.Values[u] || sampled.StandardError[u] != again.StandardError[u] {
			t.Fatal("the same seed gives another figure")
		}
		if whole.Values[u] > 10*float64(v.N()) { // what few sources make, a sample misses
			top++
			if math.Abs(sampled.Values[u]-whole.Values[u]) <= 3*sampled.StandardError[u] {
				within++
			}
		}
		if whole.Values[u] > whole.Values[hub] {
			hub = u
		}
	}
	if off := math.Abs(sampled.Values[hub] - whole.Values[hub]); off > 4*sampled.StandardError[hub] {
		t.Errorf("the hub has %v ± %v, want %v", sampled.Values[hub], sampled.StandardError[hub], whole.Values[hub])
	}
	if top < 10 || within < top*90/100 {
		t.Errorf("%d of %d within three standard errors", within, top)
	}
}

func sampleOf(t *testing.T, v *view.View, o centrality.Options) *centrality.Betweenness {
	t.Helper()
	b, err := centrality.SampledBetweenness(background, v, o)
	if err != nil || b.Exact || b.Pivots != o.Pivots {
		t.Fatal(b, err)
	}
	return b
}

func TestPageRankIsTheFixedPoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 30).View()
		rank, err := centrality.PageRank(background, v, centrality.PageRankOptions{})
		if err != nil {
			t.Fatal(err)
		}
		n, idle, sum := float64(v.N()), 0.0, 0.0
		for u := range v.N() {
			sum += rank[u]
			if v.Degree(u) == 0 {
				idle += rank[u]
			}
		}
		if v.N() > 0 && math.Abs(sum-1) > 1e-11 {
			t.Fatalf("ranks sum to %v", sum)
		}
		for u := range v.N() {
			want := (.15 + .85*idle) / n
			for _, w := range v.Row(u) {
				want += .85 * rank[w] / float64(v.Degree(int(w)))
			}
			if math.Abs(rank[u]-want) > 1e-12 {
				t.Fatalf("node %d: %v, want %v", u, rank[u], want)
			}
		}
	})
}

func TestConstraintIsTheDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 25).View()
		got, err := centrality.Constraint(background, v)
		if err != nil {
			t.Fatal(err)
		}
		triangles, _ := cohesion.NewTriangles(background, v)
		p := func(i, j int) float64 {
			if !v.Has(i, j) {
				return 0
			}
			return 1 / float64(v.Degree(i))
		}
		for i := range v.N() {
			want, effective := 0.0, 0.0
			for j := range v.N() {
				if !v.Has(i, j) {
					continue
				}
				through, redundant := p(i, j), 0.0
				for q := range v.N() {
					through += p(i, q) * p(q, j)
					if q != i && v.Has(i, q) && v.Has(q, j) {
						redundant += p(i, q)
					}
				}
				want += through * through
				effective += 1 - redundant
			}
			if v.Degree(i) == 0 {
				want, effective = math.NaN(), math.NaN()
			}
			if differ(got[i], want, 1e-11) {
				t.Fatalf("node %d: constraint %v, want %v", i, got[i], want)
			}
			if size := centrality.EffectiveSize(v.Degree(i), triangles.At[i]); differ(size, effective, 1e-12) {
				t.Fatalf("node %d: effective size %v, want %v", i, size, effective)
			}
		}
	})
}

// efficiency returns the sum of 1/d over ordered pairs, without one pair.
func efficiency(v *view.View, a, b int) float64 {
	sum := 0.0
	for s := range v.N() {
		distance := map[int]int{s: 0}
		for queue := []int{s}; len(queue) > 0; queue = queue[1:] {
			for _, w := range v.Row(queue[0]) {
				u, w := queue[0], int(w)
				if _, met := distance[w]; met || u == a && w == b || u == b && w == a {
					continue
				}
				distance[w] = distance[u] + 1
				sum += 1 / float64(distance[w])
				queue = append(queue, w)
			}
		}
	}
	return sum
}

func TestBridgingIsTheLossOfPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { bridgingIsTheLossOfPairs(t, graphs.Draw(pick(t), 14).View()) })
}

// On a ring with few chords and with paths that hang on it, pairs follow each other: what one takes away is known from the
// next.
func TestBridgingIsTheLossOfPairsOnRings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ring, all := rapid.IntRange(3, 18).Draw(t, "ring"), rapid.IntRange(0, 4).Draw(t, "more")
		all += ring
		var e graphs.Edges
		e.N = all
		for u := range ring {
			e.Source, e.Target = append(e.Source, uint32(u)), append(e.Target, uint32((u+1)%ring))
		}
		for u := ring; u < all; u++ {
			e.Source, e.Target = append(e.Source, uint32(u)), append(e.Target, uint32(rapid.IntRange(0, u-1).Draw(t, "at")))
		}
		for range rapid.IntRange(0, 3).Draw(t, "chords") {
			a, b := rapid.IntRange(0, all-1).Draw(t, "a"), rapid.IntRange(0, all-1).Draw(t, "b")
			e.Source, e.Target = append(e.Source, uint32(a)), append(e.Target, uint32(b))
		}
		bridgingIsTheLossOfPairs(t, e.View())
	})
}

func bridgingIsTheLossOfPairs(t *rapid.T, v *view.View) {
	got, err := centrality.Bridging(background, v)
	if err != nil {
		t.Fatal(err)
	}
	whole, n := efficiency(v, -1, -1), float64(v.N())
	for u := range v.N() {
		want := 0.0
		for _, w := range v.Row(u) {
			want += (whole - efficiency(v, u, int(w))) / (n * (n - 1)) / float64(v.Degree(u))
		}
		if differ(got[u], want, 1e-12) {
			t.Fatalf("node %d: %v, want %v", u, got[u], want)
		}
	}
}

// TestBridgingOfALongRing: without one of its pairs a ring is a path.
func TestBridgingOfALongRing(t *testing.T) {
	const n = 2_001
	e := graphs.Edges{N: n, Source: make([]uint32, n), Target: make([]uint32, n)}
	want := 0.0
	for u := range uint32(n) {
		e.Source[u], e.Target[u] = u, (u+1)%n
	}
	for d := 1; d < n; d++ {
		if d <= n/2 {
			want += 2 * n / float64(d)
		}
		want -= 2 * float64(n-d) / float64(d)
	}
	got, err := centrality.Bridging(background, e.View())
	if err != nil {
		t.Fatal(err)
	}
	for u, x := range got {
		if math.Abs(x-want/n/(n-1)) > 1e-12 {
			t.Fatalf("node %d: %v, want %v", u, x, want/n/(n-1))
		}
	}
}

func TestBrokerageIsTheDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := graphs.Draw(pick(t), 14).Arcs()
		group := make([]int, a.N())
		for u := range group {
			group[u] = rapid.IntRange(-1, 3).Draw(t, "group")
		}
		got, err := centrality.NewBrokerage(background, a, group)
		if err != nil {
			t.Fatal(err)
		}
		for v := range a.N() {
			var want centrality.Brokerage
			for u := range a.N() {
				for w := range a.N() {
					if u == w || !a.Has(u, v) || !a.Has(v, w) || a.Has(u, w) || group[u] < 0 || group[v] < 0 || group[w] < 0 {
						continue
					}
					switch x, y, z := group[u], group[v], group[w]; {
					case x == y && y == z:
						want.Coordinator++
					case x == z:
						want.Itinerant++
					case x == y:
						want.Representative++
					case y == z:
						want.Gatekeeper++
					default:
						want.Liaison++
					}
				}
			}
			if got[v] != want {
				t.Fatalf("node %d: %+v, want %+v", v, got[v], want)
			}
		}
	})
}

// TestHarmonicOracle keeps gonum's own measure beside ours, through all its shortest paths.
func TestHarmonicOracle(t *testing.T) {
	v := scaleFree(60)
	all := path.DijkstraAllPaths(v)
	for u, want := range network.Harmonic(v, all) {
		sum := 0.0
		for w := range v.N() {
			if w != int(u) {
				sum += 1 / all.Weight(u, int64(w))
			}
		}
		if differ(sum, want, 1e-12) {
			t.Fatalf("node %d: %v, want %v", u, sum, want)
		}
	}
}

func TestKernelsStopWithTheirContext(t *testing.T) {
	ended, cancel := context.WithCancel(background)
	cancel()
	v := scaleFree(500)
	_, between := centrality.NewBetweenness(ended, v, centrality.Options{})
	_, rank := centrality.PageRank(ended, v, centrality.PageRankOptions{})
	_, hole := centrality.Constraint(ended, v)
	_, bridging := centrality.Bridging(ended, v)
	_, roles := centrality.NewBrokerage(ended, v.Arcs(), make([]int, v.N()))
	for name, err := range map[string]error{"betweenness": between, "pagerank": rank, "constraint": hole, "bridging": bridging, "brokerage": roles} {
		if err == nil {
			t.Errorf("%s went on", name)
		}
	}
}

// In a long path every pair is a bridge, and half of all nodes lie behind it: nothing of them is searched again. The pair
// between node k and the next is on the way of (k+1)(n−1−k) pairs, those at distance d of which are counted by hand.
func TestBridgingOfALongPath(t *testing.T) {
	const n = 3_000
	source, target := make([]uint32, n-1), make([]uint32, n-1)
	for u := range source {
		source[u], target[u] = uint32(u), uint32(u+1)
	}
	v, err := view.Of(background, n, source, target)
	if err != nil {
		t.Fatal(err)
	}
	got, err := centrality.Bridging(background, v)
	if err != nil {
		t.Fatal(err)
	}
	loss := make([]float64, n-1) // of each pair, of ordered pairs
	for k := range loss {
		for d := 1; d < n; d++ {
			over := min(k, n-1-d) - max(0, k+1-d) + 1 // first nodes of the pairs at distance d that pass
			loss[k] += 2 * float64(max(0, over)) / float64(d)
		}
	}
	for u := range n {
		want, degree := 0.0, 0.0
		for _, k := range []int{u - 1, u} {
			if k >= 0 && k < n-1 {
				want, degree = want+loss[k], degree+1
			}
		}
		if want /= degree * n * (n - 1); math.Abs(got[u]-want) > 1e-12 {
			t.Fatalf("node %d: %v, want %v", u, got[u], want)
		}
	}
}

// The standard error of a sample is that of drawing without replacement, worked out on a star of five leaves: from a leaf four
// paths pass the hub, from the hub none. Of five of the six sources one is left out, the hub or a leaf.
func TestStandardErrorOfAStar(t *testing.T) {
	v, err := view.Of(background, 6, []uint32{0, 0, 0, 0, 0}, []uint32{1, 2, 3, 4, 5})
	if err != nil {
		t.Fatal(err)
	}
	met := map[bool]bool{}
	for seed := range int64(40) {
		b := sampleOf(t, v, centrality.Options{Pivots: 5, Seed: seed})
		value, off := 9.6, 3*math.Sqrt((64-16.*16/5)/4*(1-5./6)/5) // the hub and four leaves
		withHub := b.Values[0] < 10
		if !withHub {
			value, off = 12, 0
		}
		if differ(b.Values[0], value, 1e-12) || differ(b.StandardError[0], off, 1e-12) || b.Values[1] != 0 || b.StandardError[1] != 0 {
			t.Fatalf("seed %d: %v ± %v, want %v ± %v", seed, b.Values[0], b.StandardError[0], value, off)
		}
		met[withHub] = true
	}
	if len(met) != 2 {
		t.Error("the hub is in all samples, or in none")
	}
}
