package centrality_test

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"

	"trama/analysis/centrality"
	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
)

// The figures of known graphs are those of NetworkX 3.6.1: betweenness_centrality(normalized=False), pagerank(tol=1e-13),
// constraint and effective_size. Those of the kite's betweenness stand in Krackhardt 1990 too (14 of 36 pairs: .389).
func known() map[string]map[string][]float64 {
	same := func(n int, x float64) []float64 {
		all := make([]float64, n)
		for i := range all {
			all[i] = x
		}
		return all
	}
	return map[string]map[string][]float64{
		"kite": {
			"betweenness": {5. / 6, 5. / 6, 0, 11. / 3, 0, 25. / 3, 25. / 3, 14, 8, 0},
			"pagerank":    {.101919913, .101919913, .079418114, .147147916, .079418114, .128906928, .128906928, .095248287, .085693956, .051419931},
			"constraint":  {.541197917, .541197917, .664135802, .470169753, .664135802, .445088889, .445088889, .431111111, .5, 1},
		},
		"petersen": {"betweenness": same(10, 3), "pagerank": same(10, .1), "constraint": same(10, 1./3)},
		"k33":      {"betweenness": same(6, 1), "pagerank": same(6, 1./6), "constraint": same(6, 1./3)},
		"barbell": {
			"betweenness": {0, 0, 0, 15, 16, 15, 0, 0, 0},
			"pagerank":    {.107219635, .107219635, .107219635, .140212588, .076257017, .140212588, .107219635, .107219635, .107219635},
			"constraint":  {.865740741, .865740741, .865740741, .583333333, .5, .583333333, .865740741, .865740741, .865740741},
		},
		"grid": {
			"betweenness": {1.683333333, 8.65, 8.65, 1.683333333, 6.3, 17.033333333, 17.033333333, 6.3, 1.683333333, 8.65, 8.65, 1.683333333},
			"pagerank":    {.062545438, .08740727, .08740727, .062545438, .089223688, .110870897, .110870897, .089223688, .062545438, .08740727, .08740727, .062545438},
			"constraint":  {.5, 1. / 3, 1. / 3, .5, 1. / 3, .25, .25, 1. / 3, .5, 1. / 3, 1. / 3, .5},
		},
	}
}

func measured(t *testing.T, v *view.View) map[string][]float64 {
	t.Helper()
	b, err := centrality.NewBetweenness(background, v, centrality.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rank, err := centrality.PageRank(background, v, centrality.PageRankOptions{})
	if err != nil {
		t.Fatal(err)
	}
	constraint, err := centrality.Constraint(background, v)
	if err != nil {
		t.Fatal(err)
	}
	bridging, err := centrality.Bridging(background, v)
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]float64{"betweenness": b.Values, "pagerank": rank, "constraint": constraint, "bridging": bridging}
}

func TestFiguresOfKnownGraphs(t *testing.T) {
	for name, measures := range known() {
		got := measured(t, graphs.Known(name).View())
		for measure, want := range measures {
			for u, x := range want {
				if math.Abs(got[measure][u]-x) > 1e-8 {
					t.Errorf("%s: %s of %d is %v, want %v", name, measure, u, got[measure][u], x)
				}
			}
		}
	}
}

// TestSameBitsOnAnyNumberOfCores runs each kernel on one, two and three cores.
func TestSameBitsOnAnyNumberOfCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	v := scaleFree(700)
	var want map[string][]float64
	for _, cores := range []int{1, 2, 3} {
		runtime.GOMAXPROCS(cores)
		got := measured(t, v)
		some, err := centrality.SampledBetweenness(background, v, centrality.Options{Pivots: 100, Seed: 9})
		if err != nil {
			t.Fatal(err)
		}
		got["sampled"], got["error"] = some.Values, some.StandardError
		if want == nil {
			want = got
		}
		for measure, values := range got {
			if !slices.Equal(values, want[measure]) {
				t.Errorf("%s on %d cores has other bits", measure, cores)
			}
		}
	}
}

func TestNormalizedBetweenness(t *testing.T) {
	star := graphs.Edges{N: 5, Source: []uint32{0, 0, 0, 0}, Target: []uint32{1, 2, 3, 4}}
	b, _ := centrality.NewBetweenness(background, star.View(), centrality.Options{})
	if b.Normalized(0) != 1 || b.Normalized(1) != 0 {
		t.Errorf("the centre of a star has %v, a leaf %v", b.Normalized(0), b.Normalized(1))
	}
	pair := graphs.Edges{N: 2, Source: []uint32{0}, Target: []uint32{1}}
	if b, _ := centrality.NewBetweenness(background, pair.View(), centrality.Options{}); b.Normalized(0) != 0 {
		t.Errorf("one of two has %v", b.Normalized(0))
	}
}

// TestPageRankOfAnyTolerance asks for more than floats can tell.
func TestPageRankOfAnyTolerance(t *testing.T) {
	for _, name := range []string{"kite", "barbell"} {
		v := graphs.Known(name).View()
		want, _ := centrality.PageRank(background, v, centrality.PageRankOptions{})
		finest, err := centrality.PageRank(background, v, centrality.PageRankOptions{Tolerance: 1e-320})
		if err != nil {
			t.Fatal(err)
		}
		for u, x := range finest {
			if !(math.Abs(x-want[u]) < 1e-11) {
				t.Errorf("%s: node %d has %v, want %v", name, u, x, want[u])
			}
		}
	}
}

func TestPageRankOptions(t *testing.T) {
	v := graphs.Known("kite").View()
	loose, _ := centrality.PageRank(background, v, centrality.PageRankOptions{Tolerance: .5})
	sharp, _ := centrality.PageRank(background, v, centrality.PageRankOptions{})
	even, _ := centrality.PageRank(background, v, centrality.PageRankOptions{Damping: 1e-9})
	if slices.Equal(loose, sharp) {
		t.Error("the tolerance changes nothing")
	}
	for u, x := range even {
		if math.Abs(x-.1) > 1e-8 {
			t.Errorf("without damping node %d has %v", u, x)
		}
	}
}

// TestLeavesLeadInBridging keeps the known pitfall of the measure in sight: a leaf on a hub of triangles has more than the
// hub, whose other pairs have a way around.
func TestLeavesLeadInBridging(t *testing.T) {
	e := graphs.Edges{N: 6, Source: []uint32{0, 0, 0, 2, 0, 0, 4}, Target: []uint32{1, 2, 3, 3, 4, 5, 5}}
	b, _ := centrality.Bridging(background, e.View())
	if b[1] <= b[0] {
		t.Errorf("leaf %v, hub %v", b[1], b[0])
	}
	large := graphs.Edges{N: centrality.BridgingUpTo + 1}
	if b, err := centrality.Bridging(background, large.View()); b != nil || err != nil {
		t.Errorf("beyond the bound: %d values, %v", len(b), err)
	}
}

// TestBrokerageWithoutDirections counts each pair twice, and gatekeeper equals representative.
func TestBrokerageWithoutDirections(t *testing.T) {
	v := graphs.Known("kite").View()
	group := []int{0, 0, 0, 1, 1, 1, 2, 2, 2, 2}
	roles, err := centrality.NewBrokerage(background, v.Arcs(), group)
	if err != nil {
		t.Fatal(err)
	}
	for u, r := range roles {
		open := int64(0)
		for _, a := range v.Row(u) {
			for _, b := range v.Row(u) {
				if a != b && !v.Has(int(a), int(b)) {
					open++
				}
			}
		}
		if r.Gatekeeper != r.Representative || r.Coordinator+r.Itinerant+r.Gatekeeper+r.Representative+r.Liaison != open {
			t.Errorf("node %d: %+v of %d open pairs", u, r, open)
		}
	}
}

func ExampleNewBetweenness() {
	b, _ := centrality.NewBetweenness(background, graphs.Known("kite").View(), centrality.Options{})
	fmt.Println(b.Values[7], math.Round(b.Normalized(7)*1000)/1000)
	// Output: 14 0.389
}

func ExamplePageRank() {
	rank, _ := centrality.PageRank(background, graphs.Known("kite").View(), centrality.PageRankOptions{})
	fmt.Printf("%.4f\n", rank[3])
	// Output: 0.1471
}

func ExampleConstraint() {
	c, _ := centrality.Constraint(background, graphs.Known("kite").View())
	fmt.Printf("%.4f %.4f\n", c[3], c[9])
	// Output: 0.4702 1.0000
}

func ExampleEffectiveSize() {
	fmt.Printf("%.4f\n", centrality.EffectiveSize(6, 8))
	// Output: 3.3333
}

func ExampleBridging() {
	b, _ := centrality.Bridging(background, graphs.Known("barbell").View())
	fmt.Printf("%.4f %.4f\n", b[4], b[0])
	// Output: 0.2014 0.0176
}

func ExampleNewBrokerage() {
	arcs := view.ArcsOf(3, []uint32{0, 1}, []uint32{1, 2}) // 0 → 1 → 2
	roles, _ := centrality.NewBrokerage(background, arcs, []int{0, 0, 1})
	fmt.Printf("%+v\n", roles[1])
	// Output: {Coordinator:0 Itinerant:0 Representative:1 Gatekeeper:0 Liaison:0}
}

func BenchmarkBetweenness(b *testing.B) {
	v := scaleFree(1000)
	for b.Loop() {
		centrality.NewBetweenness(background, v, centrality.Options{})
	}
}

func BenchmarkPageRank(b *testing.B) {
	v := scaleFree(10000)
	for b.Loop() {
		centrality.PageRank(background, v, centrality.PageRankOptions{})
	}
}

func BenchmarkConstraint(b *testing.B) {
	v := scaleFree(10000)
	for b.Loop() {
		centrality.Constraint(background, v)
	}
}

func BenchmarkBridging(b *testing.B) {
	ring := graphs.Edges{N: 300}
	for u := range uint32(300) {
		ring.Source, ring.Target = append(ring.Source, u), append(ring.Target, (u+1)%300)
	}
	for name, v := range map[string]*view.View{"scale-free": scaleFree(300), "ring": ring.View()} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				centrality.Bridging(background, v)
			}
		})
	}
}

func BenchmarkBrokerage(b *testing.B) {
	v := scaleFree(10000)
	arcs, group := v.Arcs(), make([]int, v.N())
	for u := range group {
		group[u] = u % 5
	}
	for b.Loop() {
		centrality.NewBrokerage(background, arcs, group)
	}
}

// TestPageRankOfStars has closed forms: of a star of n nodes with k alone beside it, and d the damping, who is alone has
// b = (1 − d) ÷ (n + k − dk), the hub b (1 + d(n−1)) ÷ (1 − d²), a leaf b and d ÷ (n−1) of the hub's. Of a ring all have the same.
func TestPageRankOfStars(t *testing.T) {
	const d = .85
	for _, n := range []int{2, 3, 100, 4_096, 4_097, 12_000} {
		for _, alone := range []int{0, 1, 500} {
			star, ring := graphs.Edges{N: n + alone}, graphs.Edges{N: n}
			for u := 1; u < n; u++ {
				star.Source, star.Target = append(star.Source, 0), append(star.Target, uint32(u))
			}
			for u := range n {
				ring.Source, ring.Target = append(ring.Source, uint32(u)), append(ring.Target, uint32((u+1)%n))
			}
			got, err := centrality.PageRank(background, star.View(), centrality.PageRankOptions{})
			if err != nil {
				t.Fatal(err)
			}
			b := (1 - d) / (float64(n+alone) - d*float64(alone))
			hub := b * (1 + d*float64(n-1)) / (1 - d*d)
			leaf := b + d*hub/float64(n-1)
			for u, x := range got {
				want := leaf
				if u == 0 {
					want = hub
				} else if u >= n {
					want = b
				}
				if math.Abs(x-want) > 1e-12 {
					t.Fatalf("%d in the star, %d alone: node %d has %v, want %v", n, alone, u, x, want)
				}
			}
			even, err := centrality.PageRank(background, ring.View(), centrality.PageRankOptions{})
			for _, x := range even {
				if math.Abs(x-1/float64(n)) > 1e-12 || err != nil {
					t.Fatalf("a ring of %d: %v; %v", n, x, err)
				}
			}
		}
	}
}
