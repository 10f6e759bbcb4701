package cohesion_test

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"

	"trama/analysis/cohesion"
	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
)

func whole(v *view.View) []uint32 {
	nodes := make([]uint32, v.N())
	for u := range nodes {
		nodes[u] = uint32(u)
	}
	return nodes
}

// The figures of known graphs are those of NetworkX 3.6.1 and numpy.linalg.eigvalsh; λ₂ of the Petersen graph is 2, its
// Kirchhoff index 33.
func TestFiguresOfKnownGraphs(t *testing.T) {
	for _, want := range []struct {
		name                                             string
		transitivity, clustering, lambda, kirchhoff, all float64
		core                                             []uint32
		triangles                                        []int64
	}{
		{"kite", .5789473684210527, .52, .3373200890208329, 51.858108108107935, 24.182148905475763,
			[]uint32{3, 3, 3, 3, 3, 3, 3, 2, 1, 1}, []int64{4, 4, 3, 8, 3, 5, 5, 1, 0, 0}},
		{"petersen", 0, 0, 2, 33, 70. / 3, []uint32{3, 3, 3, 3, 3, 3, 3, 3, 3, 3}, make([]int64, 10)},
		{"k33", 0, 0, 3, 9, 48. / 7, []uint32{3, 3, 3, 3, 3, 3}, make([]int64, 6)},
		{"barbell", .7741935483870968, 7. / 9, .20871215252208014, 61, 20.964705882352945,
			[]uint32{3, 3, 3, 3, 2, 3, 3, 3, 3}, []int64{3, 3, 3, 3, 0, 3, 3, 3, 3}},
		{"grid", 0, 0, .5857864376269051, 67.90310559006213, 39.37815126050421, slices.Repeat([]uint32{2}, 12), make([]int64, 12)},
	} {
		v := graphs.Known(want.name).View()
		tr, _ := cohesion.NewTriangles(background, v)
		core, _ := cohesion.Cores(background, v)
		s, _ := cohesion.NewSpectrum(background, v, whole(v))
		forest, _ := cohesion.ForestIndex(background, v, [][]uint32{whole(v)})
		if !slices.Equal(core, want.core) || !slices.Equal(tr.At, want.triangles) {
			t.Errorf("%s: cores %v, triangles %v", want.name, core, tr.At)
		}
		for what, pair := range map[string][2]float64{
			"transitivity": {tr.Transitivity(), want.transitivity}, "clustering": {tr.Average(), want.clustering},
			"λ₂": {*s.AlgebraicConnectivity, want.lambda}, "Kirchhoff": {*s.KirchhoffIndex, want.kirchhoff}, "forest": {*forest, want.all},
		} {
			if math.Abs(pair[0]-pair[1]) > 1e-9*max(1, pair[1]) {
				t.Errorf("%s: %s %v, want %v", want.name, what, pair[0], pair[1])
			}
		}
	}
}

// TestSameBitsOnAnyNumberOfCores runs what uses several cores on one, two and three.
func TestSameBitsOnAnyNumberOfCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	small, _ := graphs.Made("ba:500:4", 1)
	large, _ := graphs.Made("ba:6000:4", 1)
	var want []float64
	for _, cores := range []int{1, 2, 3} {
		runtime.GOMAXPROCS(cores)
		var got []float64
		for _, v := range []*view.View{small.View(), large.View()} {
			s, err := cohesion.NewSpectrum(background, v, whole(v))
			if err != nil {
				t.Fatal(err)
			}
			tr, _ := cohesion.NewTriangles(background, v)
			got = append(got, *s.AlgebraicConnectivity, tr.Average(), tr.Transitivity())
			if s.KirchhoffIndex != nil {
				got = append(got, *s.KirchhoffIndex)
			}
		}
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d cores: %v, want %v", cores, got, want)
		}
	}
}

// TestLargeSpectrumIsTheDenseOne compares Lanczos on the Laplacian with the exact figure just below the bound, by padding
// a graph with a pendant path that changes little: both are taken of the same graph.
func TestLargeSpectrumIsNearTheDenseOne(t *testing.T) {
	e, _ := graphs.Made(fmt.Sprintf("ba:%d:4", cohesion.ExactUpTo), 1)
	dense, _ := cohesion.NewSpectrum(background, e.View(), whole(e.View()))
	if dense.KirchhoffIndex == nil {
		t.Fatalf("of %d nodes the figures are not exact", e.N)
	}
	// Twice the graph, joined node by node, has the same eigenvalues and these plus 2: the same λ₂ where that is below 2.
	twice := graphs.Edges{N: 2 * e.N}
	n := uint32(e.N)
	for i := range e.Source {
		twice.Source, twice.Target = append(twice.Source, e.Source[i], e.Source[i]+n), append(twice.Target, e.Target[i], e.Target[i]+n)
	}
	for u := range n {
		twice.Source, twice.Target = append(twice.Source, u), append(twice.Target, u+n)
	}
	large, _ := cohesion.NewSpectrum(background, twice.View(), whole(twice.View()))
	want := min(2, *dense.AlgebraicConnectivity)
	if large.AlgebraicConnectivity == nil || math.Abs(*large.AlgebraicConnectivity-want) > 1e-6*want {
		t.Errorf("λ₂ %v, want %v", large.AlgebraicConnectivity, want)
	}
}

func ExampleCores() {
	core, _ := cohesion.Cores(background, graphs.Known("kite").View())
	fmt.Println(core)
	// Output: [3 3 3 3 3 3 3 2 1 1]
}

func ExampleNewTriangles() {
	t, _ := cohesion.NewTriangles(background, graphs.Known("kite").View())
	fmt.Printf("%d %.4f %.4f\n", t.Total, t.Transitivity(), t.Average())
	// Output: 11 0.5789 0.5200
}

func ExampleNewSpectrum() {
	v := graphs.Known("petersen").View()
	s, _ := cohesion.NewSpectrum(background, v, whole(v))
	fmt.Printf("%.6f %.6f\n", *s.AlgebraicConnectivity, *s.KirchhoffIndex)
	// Output: 2.000000 33.000000
}

func ExampleForestIndex() {
	v := graphs.Known("k33").View()
	f, _ := cohesion.ForestIndex(background, v, [][]uint32{whole(v)})
	fmt.Printf("%.6f\n", *f)
	// Output: 6.857143
}

func benchmark(b *testing.B, run func(v *view.View)) {
	for _, n := range []int{1000, 10000, 100000} {
		e, err := graphs.Made(fmt.Sprintf("ba:%d:5", n), 1)
		if err != nil {
			b.Fatal(err)
		}
		v := e.View()
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				run(v)
			}
		})
	}
}

func BenchmarkCores(b *testing.B) { benchmark(b, func(v *view.View) { cohesion.Cores(background, v) }) }

func BenchmarkTriangles(b *testing.B) {
	benchmark(b, func(v *view.View) { cohesion.NewTriangles(background, v) })
}

func BenchmarkSpectrum(b *testing.B) {
	e, _ := graphs.Made("ba:1000:5", 1)
	v := e.View()
	for b.Loop() {
		cohesion.NewSpectrum(background, v, whole(v))
	}
}
