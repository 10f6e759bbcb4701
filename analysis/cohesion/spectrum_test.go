package cohesion_test

import (
	"context"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"trama/analysis/cohesion"
	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
	"trama/analysis/structure"
)

// eigenvalues returns the eigenvalues of the Laplacian of the part that some nodes induce, ascending.
func eigenvalues(v *view.View, nodes []uint32) []float64 {
	l := mat.NewSymDense(len(nodes), nil)
	for i, u := range nodes {
		for j, w := range nodes {
			if v.Has(int(u), int(w)) {
				l.SetSym(i, j, -1)
				l.SetSym(i, i, l.At(i, i)+1)
			}
		}
	}
	for i := range nodes {
		l.SetSym(i, i, 0)
		for _, w := range nodes {
			if v.Has(int(nodes[i]), int(w)) {
				l.SetSym(i, i, l.At(i, i)+1)
			}
		}
	}
	var e mat.EigenSym
	e.Factorize(l, false)
	return e.Values(nil)
}

func TestSpectrumIsThatOfTheLaplacian(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 80).View() // more than a tile
		c, _ := structure.NewComponents(background, v)
		forest := 0.0
		for rank, nodes := range c.Members() {
			s, err := cohesion.NewSpectrum(background, v, nodes)
			if err != nil {
				t.Fatal(err)
			}
			if len(nodes) == 1 {
				forest++
				if s.AlgebraicConnectivity != nil || s.KirchhoffIndex != nil {
					t.Fatal("one node has a spectrum")
				}
				continue
			}
			values, kirchhoff := eigenvalues(v, nodes), 0.0
			for i, value := range values {
				forest += 1 / (1 + value)
				if i > 0 {
					kirchhoff += float64(len(nodes)) / value
				}
			}
			if off := math.Abs(*s.AlgebraicConnectivity - values[1]); off > 1e-9 {
				t.Fatalf("rank %d, %d nodes: λ₂ %v, want %v", rank, len(nodes), *s.AlgebraicConnectivity, values[1])
			}
			if off := math.Abs(*s.KirchhoffIndex - kirchhoff); off > 1e-8*kirchhoff {
				t.Fatalf("rank %d: Kirchhoff index %v, want %v", rank, *s.KirchhoffIndex, kirchhoff)
			}
		}
		f, err := cohesion.ForestIndex(background, v, c.Members())
		if want := float64(v.N()) * (forest - 1); v.N() > 0 && (err != nil || math.Abs(*f-want) > 1e-9*max(1, want)) {
			t.Fatalf("forest index %v, want %v", *f, want)
		}
	})
}

// The eigenvalues of a path of n nodes are 4 sin² (πk/2n), those of a star 0, 1 and n; between two of them as many are
// counted as lie below.
func TestTreesCountTheirEigenvalues(t *testing.T) {
	path, star := graphs.Edges{N: 300}, graphs.Edges{N: 300}
	for i := uint32(1); i < 300; i++ {
		path.Source, path.Target = append(path.Source, i-1), append(path.Target, i)
		star.Source, star.Target = append(star.Source, i), append(star.Target, 0)
	}
	value := func(k float64) float64 { half := math.Sin(math.Pi * k / 600); return 4 * half * half }
	for k := range 299 {
		if got := cohesion.TreeBelow(path.View(), (value(float64(k))+value(float64(k+1)))/2); got != k+1 {
			t.Fatalf("%d eigenvalues of a path below the %d. mean, want %d", got, k, k+1)
		}
	}
	for number, want := range map[float64]int{.5: 1, .999999: 1, 1.000001: 299, 299: 299, 300.5: 300} {
		if got := cohesion.TreeBelow(star.View(), number); got != want {
			t.Errorf("%d eigenvalues of a star below %v, want %d", got, number, want)
		}
	}
}

// A path of m nodes, each a corner of a triangle, is no tree and out of the reach of Lanczos. Of the two other corners b = a/(1 − λ), so
// that λ + 2λ/(1 − λ) is the value 4 sin² (π/2m) of the path. A ladder of as many rungs has that value too, and is out of the
// reach of both methods: it has no figure rather than a wrong one.
func TestSpectrumWhereLanczosDoesNotCome(t *testing.T) {
	const triangles, rungs = 2000, 3000
	chain, ladder := graphs.Edges{N: 3 * triangles}, graphs.Edges{N: 2 * rungs}
	for i := range uint32(triangles) {
		chain.Source, chain.Target = append(chain.Source, 3*i, 3*i+1, 3*i+2), append(chain.Target, 3*i+1, 3*i+2, 3*i)
		if i > 0 {
			chain.Source, chain.Target = append(chain.Source, 3*i-3), append(chain.Target, 3*i)
		}
	}
	for i := range uint32(rungs) {
		ladder.Source, ladder.Target = append(ladder.Source, 2*i), append(ladder.Target, 2*i+1)
		if i > 0 {
			ladder.Source, ladder.Target = append(ladder.Source, 2*i-2, 2*i-1), append(ladder.Target, 2*i, 2*i+1)
		}
	}
	value := func(e graphs.Edges) *float64 {
		nodes := make([]uint32, e.N)
		for u := range nodes {
			nodes[u] = uint32(u)
		}
		s, err := cohesion.NewSpectrum(background, e.View(), nodes)
		if err != nil {
			t.Fatal(err)
		}
		return s.AlgebraicConnectivity
	}
	half := math.Sin(math.Pi / (2 * triangles))
	path := 4 * half * half
	want := 2 * path / (3 + path + math.Sqrt((3+path)*(3+path)-4*path))
	if got := value(chain); got == nil || math.Abs(*got-want) > 1e-6*want {
		t.Errorf("a path of triangles: %v, want %v", got, want)
	}
	half = math.Sin(math.Pi / (2 * rungs))
	if got := value(ladder); got != nil {
		t.Errorf("a long ladder: %v (its value is %v), want null: a method has become better", *got, 4*half*half)
	}
}

// TestSpectrumOfLargeGraphs compares with closed forms: λ₂ of a ring is 2 − 2 cos(2π/n), of a star 1, of a hypercube 2, of a
// torus that of its longer ring, of a grid 2 − 2 cos(π/n) of its longer side, of all pairs between two sets the size of the smaller.
func TestSpectrumOfLargeGraphs(t *testing.T) {
	all := func(v *view.View) cohesion.Spectrum {
		nodes := make([]uint32, v.N())
		for u := range nodes {
			nodes[u] = uint32(u)
		}
		s, err := cohesion.NewSpectrum(background, v, nodes)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	ring, star, cube := graphs.Edges{N: 500}, graphs.Edges{N: 5000}, graphs.Edges{N: 1 << 12}
	for i := range ring.N {
		ring.Source, ring.Target = append(ring.Source, uint32(i)), append(ring.Target, uint32((i+1)%ring.N))
	}
	for i := 1; i < star.N; i++ {
		star.Source, star.Target = append(star.Source, 0), append(star.Target, uint32(i))
	}
	for i := range cube.N {
		for bit := range 12 {
			cube.Source, cube.Target = append(cube.Source, uint32(i)), append(cube.Target, uint32(i^1<<bit))
		}
	}
	s := all(ring.View())
	n := float64(ring.N)
	if want := 2 - 2*math.Cos(2*math.Pi/n); math.Abs(*s.AlgebraicConnectivity-want) > 1e-8*want {
		t.Errorf("ring: %v, want %v", *s.AlgebraicConnectivity, want)
	}
	if want := n * (n*n - 1) / 12; math.Abs(*s.KirchhoffIndex-want) > 1e-8*want {
		t.Errorf("ring: Kirchhoff index %v, want %v", *s.KirchhoffIndex, want)
	}
	const wide, high = 100, 40
	torus, grid, sets := graphs.Edges{N: wide * high}, graphs.Edges{N: wide * high}, graphs.Edges{N: 3010}
	for i := range wide * high {
		right, down := i/wide*wide+(i+1)%wide, (i+wide)%(wide*high)
		torus.Source, torus.Target = append(torus.Source, uint32(i), uint32(i)), append(torus.Target, uint32(right), uint32(down))
		if right > i {
			grid.Source, grid.Target = append(grid.Source, uint32(i)), append(grid.Target, uint32(right))
		}
		if down > i {
			grid.Source, grid.Target = append(grid.Source, uint32(i)), append(grid.Target, uint32(down))
		}
	}
	for i := range uint32(3000) {
		for j := range uint32(10) {
			sets.Source, sets.Target = append(sets.Source, i), append(sets.Target, 3000+j)
		}
	}
	for name, large := range map[string]struct {
		e    graphs.Edges
		want float64
	}{
		"star": {star, 1}, "cube": {cube, 2}, "sets": {sets, 10}, "torus": {torus, 2 - 2*math.Cos(2*math.Pi/wide)}, "grid": {grid, 2 - 2*math.Cos(math.Pi/wide)},
	} {
		s := all(large.e.View())
		if s.AlgebraicConnectivity == nil || math.Abs(*s.AlgebraicConnectivity-large.want) > 1e-6*large.want {
			t.Errorf("%s: %v, want %v", name, s.AlgebraicConnectivity, large.want)
		}
		if s.KirchhoffIndex != nil {
			t.Errorf("%s: a Kirchhoff index of so many nodes", name)
		}
	}
	path := graphs.Edges{N: 30000}
	for i := 1; i < path.N; i++ {
		path.Source, path.Target = append(path.Source, uint32(i-1)), append(path.Target, uint32(i))
	}
	half := math.Sin(math.Pi / float64(2*path.N)) // 2 − 2 cos x = 4 sin² (x/2), without the loss of digits
	if s, want := all(path.View()), 4*half*half; s.AlgebraicConnectivity == nil || math.Abs(*s.AlgebraicConnectivity-want) > 1e-6*want {
		t.Errorf("a long path: %v, want %v", s.AlgebraicConnectivity, want)
	}
}

// The forest index is exact up to a number of nodes, and not known above.
func TestForestIndexByNodes(t *testing.T) {
	for n, known := range map[int]bool{0: true, 1: true, cohesion.ExactUpTo: true, cohesion.ExactUpTo + 1: false} {
		alone := make([][]uint32, n)
		for u := range alone {
			alone[u] = []uint32{uint32(u)}
		}
		f, err := cohesion.ForestIndex(background, graphs.Edges{N: n}.View(), alone)
		if want := float64(n) * float64(n-1); err != nil || (f != nil) != known || known && *f != max(0, want) {
			t.Errorf("%d nodes alone: %v, %v", n, f, err)
		}
	}
}

func TestSpectrumStopsWithItsContext(t *testing.T) {
	ended, cancel := context.WithCancel(background)
	cancel()
	e := graphs.Edges{N: 200}
	for i := 1; i < e.N; i++ {
		e.Source, e.Target = append(e.Source, 0), append(e.Target, uint32(i))
	}
	v := e.View()
	c, _ := structure.NewComponents(background, v)
	if _, err := cohesion.NewSpectrum(ended, v, c.Members()[0]); err == nil {
		t.Error("the spectrum went on")
	}
	if _, err := cohesion.ForestIndex(ended, v, c.Members()); err == nil {
		t.Error("the forest index went on")
	}
}
