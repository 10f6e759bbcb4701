package paths_test

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"

	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
	"trama/analysis/paths"
	"trama/analysis/structure"
)

// The figures of known graphs are those of NetworkX 3.6.1.
func TestFiguresOfKnownGraphs(t *testing.T) {
	for _, want := range []struct {
		name             string
		efficiency, mean float64
		diameter         int
		harmonic         []float64
	}{
		{"kite", .6462962962962963, 1.977777777777778, 4, []float64{.675925926, .675925926, .62037037, .787037037, .62037037, .759259259, .759259259, .666666667, .518518519, .37962963}},
		{"petersen", 2. / 3, 5. / 3, 2, slices.Repeat([]float64{2. / 3}, 10)},
		{"k33", .8, 1.4, 2, slices.Repeat([]float64{.8}, 6)},
		{"barbell", .6041666666666666, 2.2777777777777777, 4, []float64{.572916667, .572916667, .572916667, .6875, .625, .6875, .572916667, .572916667, .572916667}},
		{"grid", .5464646464646465, 7. / 3, 5, []float64{.472727273, .568181818, .568181818, .472727273, .545454545, .651515152, .651515152, .545454545, .472727273, .568181818, .568181818, .472727273}},
	} {
		v := graphs.Known(want.name).View()
		d, err := paths.New(background, v, paths.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(d.Efficiency()-want.efficiency) > 1e-12 || math.Abs(*d.Mean()-want.mean) > 1e-12 || d.Diameter() != want.diameter {
			t.Errorf("%s: efficiency %v, mean %v, diameter %d", want.name, d.Efficiency(), *d.Mean(), d.Diameter())
		}
		h, _, _ := paths.Harmonic(background, v, paths.Options{})
		for u, x := range want.harmonic {
			if math.Abs(h[u]-x) > 1e-8 {
				t.Errorf("%s: harmonic of %d is %v, want %v", want.name, u, h[u], x)
			}
		}
	}
}

// TestDeepAndArranged has shapes on which searches run one by one, on a copy in another order: rings and paths whose
// nodes are shuffled.
func TestDeepAndArranged(t *testing.T) {
	const n = 60_000
	e, err := graphs.Made(fmt.Sprintf("path:%d", n), 1)
	if err != nil {
		t.Fatal(err)
	}
	v := e.View()
	d, err := paths.New(background, v, paths.Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	// The efficiency of a path is 2/(n(n−1)) Σ (n−d)/d.
	want := 0.0
	for distance := n - 1; distance > 0; distance-- {
		want += float64(n-distance) / float64(distance)
	}
	want *= 2 / (float64(n) * (n - 1))
	if off := math.Abs(d.Efficiency() - want); off > 4**d.StandardError() || off > .02*want {
		t.Errorf("efficiency %v ± %v, want %v", d.Efficiency(), *d.StandardError(), want)
	}
	c, _ := structure.NewComponents(background, v)
	longest, err := paths.NewDiameter(background, v, c.Members(), 8)
	if err != nil || longest.Lower != n-1 || !longest.Exact {
		t.Errorf("%+v, %v", longest, err)
	}
	if h, exact, err := paths.Harmonic(background, v, paths.Options{Seed: 1}); err != nil || exact || len(h) != n {
		t.Errorf("harmonic: %v, %v", exact, err)
	}
}

// TestSameBitsOnAnyNumberOfCores runs each kernel on one, two and three cores, exact and sampled.
func TestSameBitsOnAnyNumberOfCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	small, _ := graphs.Made("ba:1500:3", 1)
	deep, _ := graphs.Made("path:2000", 1)
	large, _ := graphs.Made(fmt.Sprintf("er:%d:15000", paths.ExactUpTo+1), 1)
	var want []float64
	for _, cores := range []int{1, 2, 3} {
		runtime.GOMAXPROCS(cores)
		var got []float64
		for _, v := range []*view.View{small.View(), deep.View(), starsAndPaths(30), large.View()} {
			d, err := paths.New(background, v, paths.Options{Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			h, _, err := paths.Harmonic(background, v, paths.Options{Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			got = append(append(got, d.Efficiency(), *d.Mean()), h...)
			if e := d.StandardError(); e != nil {
				got = append(got, *e)
			}
		}
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("other bits on %d cores", cores)
		}
	}
}

func TestOfCountsIsTheSameFormula(t *testing.T) {
	d, _ := paths.New(background, graphs.Known("kite").View(), paths.Options{})
	again := paths.OfCounts(10, d.Counts)
	if again.Efficiency() != d.Efficiency() || again.Fragmentation() != 1-d.Efficiency() || *again.Mean() != *d.Mean() {
		t.Errorf("%v, %v", again, d)
	}
}

func ExampleNew() {
	d, _ := paths.New(background, graphs.Known("petersen").View(), paths.Options{})
	fmt.Println(d.Counts, d.Diameter())
	fmt.Printf("%.4f %.4f\n", d.Efficiency(), *d.Mean())
	// Output:
	// [0 15 30] 2
	// 0.6667 1.6667
}

func ExampleHarmonic() {
	h, exact, _ := paths.Harmonic(background, graphs.Known("kite").View(), paths.Options{})
	fmt.Printf("%.4f %v\n", h[3], exact)
	// Output: 0.7870 true
}

func ExampleNewDiameter() {
	v := graphs.Known("grid").View()
	c, _ := structure.NewComponents(background, v)
	d, _ := paths.NewDiameter(background, v, c.Members(), 100)
	fmt.Println(d.Lower, d.Exact)
	// Output: 5 true
}

func BenchmarkHarmonic(b *testing.B) {
	e, _ := graphs.Made("ba:10000:5", 1)
	v := e.View()
	for b.Loop() {
		paths.Harmonic(background, v, paths.Options{})
	}
}
