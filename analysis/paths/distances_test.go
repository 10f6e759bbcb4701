package paths_test

import (
	"context"
	"flag"
	"math"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
	"trama/analysis/paths"
	"trama/analysis/structure"
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

// steps returns the distance from a node to each other, −1 where it does not reach it.
func steps(v *view.View, from int) []int {
	distance := make([]int, v.N())
	for u := range distance {
		distance[u] = -1
	}
	distance[from] = 0
	for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
		for _, w := range v.Row(queue[0]) {
			if distance[w] < 0 {
				distance[w] = distance[queue[0]] + 1
				queue = append(queue, int(w))
			}
		}
	}
	return distance
}

func TestDistancesAreThePlainOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 90).View() // more than one batch of 64
		d, err := paths.New(background, v, paths.Options{})
		if err != nil {
			t.Fatal(err)
		}
		n := v.N()
		counts, inverse, sum, pairs, longest := make([]int64, n+1), 0.0, 0, 0, 0
		for u := range n {
			for w, distance := range steps(v, u) {
				if w > u && distance > 0 {
					counts[distance]++
					inverse += 1 / float64(distance)
					sum, pairs, longest = sum+distance, pairs+1, max(longest, distance)
				}
			}
		}
		for distance, count := range counts {
			if distance < len(d.Counts) && d.Counts[distance] != count || distance >= len(d.Counts) && count > 0 {
				t.Fatalf("distance %d: %v, want %d", distance, d.Counts, count)
			}
		}
		want := 0.0
		if n > 1 {
			want = 2 * inverse / float64(n*(n-1))
		}
		if math.Abs(d.Efficiency()-want) > 1e-12 || d.Diameter() != longest {
			t.Fatalf("efficiency %v, want %v; diameter %d, want %d", d.Efficiency(), want, d.Diameter(), longest)
		}
		if (d.Mean() == nil) != (pairs == 0) || pairs > 0 && math.Abs(*d.Mean()-float64(sum)/float64(pairs)) > 1e-12 {
			t.Fatalf("mean %v, want %d/%d", d.Mean(), sum, pairs)
		}
		if !d.Exact || d.Sources != n || d.StandardError() != nil {
			t.Fatal("not exact")
		}
	})
}

func TestDistancesOfOneNode(t *testing.T) {
	for n := range 2 {
		d, _ := paths.New(background, graphs.Edges{N: n}.View(), paths.Options{})
		if d.Efficiency() != 0 || d.Fragmentation() != 0 || d.Mean() != nil || d.Diameter() != 0 {
			t.Errorf("n %d: %+v", n, d)
		}
	}
}

// pieces returns rings with chords, of 1 to 300 nodes each.
func pieces(n int) *view.View {
	e := graphs.Edges{N: n}
	for first, size := 0, 1; first < n; first, size = first+size, size%300+1 {
		size = min(size, n-first)
		for i := range size {
			e.Source, e.Target = append(e.Source, uint32(first+i), uint32(first+i)), append(e.Target, uint32(first+(i+1)%size), uint32(first+i*79%size))
		}
	}
	return e.View()
}

func TestSampleIsNearTheWhole(t *testing.T) {
	v := pieces(paths.ExactUpTo + 1)
	whole, err := paths.New(background, v, paths.Options{Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	some, _ := paths.New(background, v, paths.Options{Seed: 1})
	again, _ := paths.New(background, v, paths.Options{Seed: 1})
	other, _ := paths.New(background, v, paths.Options{Seed: 2})
	if some.Exact || some.Sources != paths.Sampled || some.StandardError() == nil || !whole.Exact {
		t.Fatalf("sampled %v, %d sources", !some.Exact, some.Sources)
	}
	if off := math.Abs(some.Efficiency() - whole.Efficiency()); off > 5**some.StandardError() {
		t.Errorf("efficiency %v ± %v, want %v", some.Efficiency(), *some.StandardError(), whole.Efficiency())
	}
	if some.Efficiency() != again.Efficiency() || *some.StandardError() != *again.StandardError() {
		t.Error("the same seed gives another figure")
	}
	if same := some.With(nil); same.Exact || same.Efficiency() != some.Efficiency() || same.StandardError() != nil {
		t.Errorf("with nothing changed %v, was %v", same.Efficiency(), some.Efficiency())
	}
	if some.Efficiency() == other.Efficiency() {
		t.Error("another seed gives the same figure")
	}
}

// Of a sample efficiency and standard error are those of its sources, in batches of 64, to the last digits.
func TestSampleIsThePlainOne(t *testing.T) {
	v, o := pieces(paths.ExactUpTo+1), paths.Options{Seed: 3}
	n, sources := float64(v.N()), paths.Sources(v.N(), o)
	batches, mean := make([]float64, len(sources)/paths.Lanes), 0.0
	for i, u := range sources {
		seen := map[uint32]bool{u: true} // few are reached: steps would look at all
		for front, distance := []uint32{u}, 1.0; len(front) > 0; distance++ {
			var next []uint32
			for _, x := range front {
				for _, w := range v.Row(int(x)) {
					if !seen[w] {
						seen[w] = true
						next = append(next, w)
					}
				}
			}
			front = next
			batches[i/paths.Lanes] += float64(len(next)) / distance / (paths.Lanes * (n - 1))
		}
	}
	k := float64(len(batches))
	for _, b := range batches {
		mean += b / k
	}
	squares := 0.0
	for _, b := range batches {
		squares += (b - mean) * (b - mean)
	}
	d, err := paths.New(background, v, o)
	if want := math.Sqrt(squares / k / (k - 1)); err != nil || math.Abs(d.Efficiency()-mean) > 1e-12 || math.Abs(*d.StandardError()-want) > 1e-12 {
		t.Errorf("%v ± %v, want %v ± %v; %v", d.Efficiency(), *d.StandardError(), mean, want, err)
	}
}

// Up to a number of nodes distances are taken from all of them.
func TestSourcesByNodes(t *testing.T) {
	for n, want := range map[int]int{paths.ExactUpTo: paths.ExactUpTo, paths.ExactUpTo + 1: paths.Sampled} {
		d, err := paths.New(background, graphs.Edges{N: n}.View(), paths.Options{})
		if err != nil || d.Sources != want || d.Exact != (want == n) || d.Efficiency() != 0 {
			t.Errorf("%d nodes: %+v, %v", n, d, err)
		}
	}
	first, last := false, false
	for seed := range int64(500) {
		drawn := paths.Sources(paths.ExactUpTo+1, paths.Options{Seed: seed})
		first, last = first || slices.Contains(drawn, 0), last || slices.Contains(drawn, paths.ExactUpTo)
	}
	if !first || !last {
		t.Errorf("the first node is ever drawn: %v, the last: %v", first, last)
	}
}

func TestDistancesStopWithTheirContext(t *testing.T) {
	ended, cancel := context.WithCancel(background)
	cancel()
	if _, err := paths.New(ended, pieces(1000), paths.Options{}); err == nil {
		t.Error("distances went on")
	}
}

func BenchmarkDistances(b *testing.B) {
	v := pieces(10000)
	for b.Loop() {
		paths.New(background, v, paths.Options{})
	}
}

func TestHarmonicIsThePlainOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 90).View()
		got, exact, err := paths.Harmonic(background, v, paths.Options{})
		if err != nil || !exact {
			t.Fatal(exact, err)
		}
		for u := range v.N() {
			want := 0.0
			for _, distance := range steps(v, u) {
				if distance > 0 {
					want += 1 / float64(distance) / float64(v.N()-1)
				}
			}
			if math.Abs(got[u]-want) > 1e-12 {
				t.Fatalf("node %d: %v, want %v", u, got[u], want)
			}
		}
	})
}

// starsAndPaths returns components of 100 nodes each, by turns a star and a path: searches run at once on some and one by
// one on others.
func starsAndPaths(pieces int) *view.View {
	e := graphs.Edges{N: 100 * pieces}
	for u := range uint32(100 * pieces) {
		switch first := u - u%100; {
		case u == first:
		case u/100%2 == 0:
			e.Source, e.Target = append(e.Source, first), append(e.Target, u)
		default:
			e.Source, e.Target = append(e.Source, u-1), append(e.Target, u)
		}
	}
	return e.View()
}

func TestDeepAndShallowComponents(t *testing.T) {
	v := starsAndPaths(20)
	d, err := paths.New(background, v, paths.Options{})
	if err != nil {
		t.Fatal(err)
	}
	h, _, err := paths.Harmonic(background, v, paths.Options{})
	if err != nil {
		t.Fatal(err)
	}
	counts := make([]int64, len(d.Counts))
	for u := range v.N() {
		want := 0.0
		for w, distance := range steps(v, u) {
			if distance > 0 {
				want += 1 / float64(distance) / float64(v.N()-1)
			}
			if w > u && distance > 0 {
				counts[distance]++
			}
		}
		if math.Abs(h[u]-want) > 1e-12 {
			t.Fatalf("node %d: %v, want %v", u, h[u], want)
		}
	}
	if !slices.Equal(d.Counts, counts) {
		t.Errorf("distances %v, want %v", d.Counts, counts)
	}
}

// ring returns one ring with chords all over.
func ring(n int) *view.View {
	e := graphs.Edges{N: n}
	for i := range n {
		e.Source, e.Target = append(e.Source, uint32(i), uint32(i)), append(e.Target, uint32((i+1)%n), uint32(i*7919%n))
	}
	return e.View()
}

func TestHarmonicOfASample(t *testing.T) {
	v := ring(paths.ExactUpTo + 1)
	got, exact, err := paths.Harmonic(background, v, paths.Options{Seed: 1})
	if err != nil || exact {
		t.Fatal(exact, err)
	}
	for _, u := range []int{0, 777, 50000} {
		want := 0.0
		for _, distance := range steps(v, u) {
			if distance > 0 {
				want += 1 / float64(distance) / float64(v.N()-1)
			}
		}
		if math.Abs(got[u]-want) > .02*want {
			t.Errorf("node %d: %v, want about %v", u, got[u], want)
		}
	}
}

func TestDiameterIsTheLargestDistance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 60).View()
		c, _ := structure.NewComponents(background, v)
		want := 0
		for u := range v.N() {
			for _, distance := range steps(v, u) {
				want = max(want, distance)
			}
		}
		looks := &counting{Context: background} // a search of a small graph looks at its context once
		d, err := paths.NewDiameter(looks, v, c.Members(), 1000)
		if err != nil || !d.Exact || d.Lower != want || d.Upper != want {
			t.Fatalf("%+v, want %d; %v", d, want, err)
		}
		if again, _ := paths.NewDiameter(background, v, c.Members(), looks.count); again != d {
			t.Fatalf("within %d searches %+v, and not within as many", looks.count, d)
		}
		for limit := range 6 {
			looks := &counting{Context: background}
			d, _ := paths.NewDiameter(looks, v, c.Members(), limit)
			if d.Lower > want || d.Upper < want || d.Exact != (d.Lower == d.Upper) || looks.count > limit {
				t.Fatalf("within %d searches of %d %+v, want %d between", looks.count, limit, d, want)
			}
			if limit == 0 && v.N() > 0 && d.Upper != c.Sizes[0]-1 {
				t.Fatalf("without a search %+v of %d nodes", d, c.Sizes[0])
			}
		}
	})
}

// counting is a context that counts who looks at it.
type counting struct {
	context.Context
	count int
}

// Err counts.
func (c *counting) Err() error {
	c.count++
	return c.Context.Err()
}

// Distances among some nodes are the plain ones, however many nodes are asked for at once, and whoever is named twice.
func TestAmongIsThePlainSearch(t *testing.T) {
	v := pieces(300)
	for _, count := range []int{0, 1, 63, 64, 65, 150, 300} {
		nodes := make([]uint32, count)
		for i := range nodes {
			nodes[i] = uint32((i * 7) % v.N())
		}
		among, err := paths.Among(background, v, nodes)
		if err != nil || len(among) != count {
			t.Fatal(err, len(among))
		}
		for i, from := range nodes {
			plain := steps(v, int(from))
			for j, to := range nodes {
				if want := plain[to]; among[i][j] != want && !(want < 0 && among[i][j] == paths.Apart) {
					t.Fatalf("%d nodes: from %d to %d it is %d, want %d", count, from, to, among[i][j], want)
				}
			}
		}
	}
}

// A sweep reaches each node from each source once, at their distance, and nothing else.
func TestSweepIsThePlainSearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 70).View()
		var sources []uint32
		for u := range min(v.N(), paths.Lanes) {
			sources = append(sources, uint32(v.N()-1-u))
		}
		met := make([]map[int]int, len(sources))
		for i, u := range sources {
			met[i] = map[int]int{int(u): 0}
		}
		last := 0
		err := paths.Sweep(background, v, sources, func(distance int, reached []uint32, found []uint64) {
			if distance != last+1 {
				t.Fatalf("after %d comes %d", last, distance)
			}
			last = distance
			for _, u := range reached {
				for i := range sources {
					if found[u]>>i&1 != 0 {
						if at, twice := met[i][int(u)]; twice {
							t.Fatalf("%d is met at %d and at %d", u, at, distance)
						}
						met[i][int(u)] = distance
					}
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		for i, u := range sources {
			for w, want := range steps(v, int(u)) {
				if got, there := met[i][w]; there != (want != paths.Apart) || there && got != want {
					t.Fatalf("from %d to %d: %d, want %d", u, w, got, want)
				}
			}
		}
	})
}

// Distances that were counted elsewhere end at the longest that is met, and so do those of which some were taken away.
func TestDistancesEndAtTheLongestMet(t *testing.T) {
	d := paths.OfCounts(5, []int64{0, 4, 3, 2, 1, 0, 0})
	if d.Diameter() != 4 || len(d.Counts) != 5 || *d.Mean() != 2 || math.Abs(d.Efficiency()-(4+3./2+2./3+1./4)/10) > 1e-15 {
		t.Errorf("%+v", d)
	}
	ring := d.With([]int64{0, 1, 2, -2, -1})
	if want := []int64{0, 5, 5}; !slices.Equal(ring.Counts, want) || ring.Diameter() != 2 || ring.N != 5 || !ring.Exact || ring.StandardError() != nil {
		t.Errorf("a path of five closed to a ring: %+v, want %v", ring, want)
	}
	if !slices.Equal(d.Counts, []int64{0, 4, 3, 2, 1}) {
		t.Errorf("what it was made of has changed: %v", d.Counts)
	}
	if longer := paths.OfCounts(3, []int64{0, 1}).With([]int64{0, 0, 1}); !slices.Equal(longer.Counts, []int64{0, 1, 1}) {
		t.Errorf("%v", longer.Counts)
	}
	if none := paths.OfCounts(2, []int64{0, 0}); none.Diameter() != 0 || none.Mean() != nil || len(none.Counts) != 1 {
		t.Errorf("%+v", none)
	}
}

// The standard error that a sample says of itself is about how far samples are from the whole.
func TestStandardErrorIsTheSpreadOfSamples(t *testing.T) {
	v := pieces(paths.ExactUpTo + 1)
	whole, err := paths.New(background, v, paths.Options{Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	const samples = 24
	squares, said := 0.0, 0.0
	for seed := range int64(samples) {
		some, err := paths.New(background, v, paths.Options{Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		off := some.Efficiency() - whole.Efficiency()
		squares, said = squares+off*off/samples, said+*some.StandardError()/samples
	}
	if spread := math.Sqrt(squares); spread < said/2 || spread > 2*said {
		t.Errorf("samples are off by %v, and say %v", spread, said)
	}
}

func TestAllDistancesStopWithTheirContext(t *testing.T) {
	ended, cancel := context.WithCancel(background)
	cancel()
	v := pieces(300)
	for name, search := range map[string]func() error{
		"harmonic": func() error { _, _, err := paths.Harmonic(ended, v, paths.Options{}); return err },
		"rows":     func() error { _, err := paths.NewRows(ended, v, []uint32{1}); return err },
		"lines":    func() error { _, err := paths.NewLines[uint8](v, 1).Fill(ended, []uint32{1}); return err },
		"among":    func() error { _, err := paths.Among(ended, v, []uint32{1, 2}); return err },
		"sweep":    func() error { return paths.Sweep(ended, v, []uint32{1}, func(int, []uint32, []uint64) {}) },
		"between":  func() error { _, err := paths.Between(ended, v, 299, 0); return err },
		"diameter": func() error { _, err := paths.NewDiameter(ended, v, [][]uint32{{0, 1, 2}}, 9); return err },
	} {
		if search() == nil {
			t.Errorf("%s went on", name)
		}
	}
}
