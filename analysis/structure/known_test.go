package structure_test

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"

	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
	"trama/analysis/structure"
)

// The figures of known graphs are those of NetworkX 3.6.1 and of plain removal.
func TestFiguresOfKnownGraphs(t *testing.T) {
	for _, want := range []struct {
		name    string
		bridges []structure.Bridge
		points  []int
		blocks  int
		left    []uint32
	}{
		{"kite", []structure.Bridge{{U: 7, V: 8, Separates: 2}, {U: 8, V: 9, Separates: 1}}, []int{7, 8}, 3, []uint32{10, 9, 8, 5, 3, 2, 1, 1, 1, 1, 0}},
		{"petersen", nil, nil, 1, []uint32{10, 9, 8, 6, 5, 3, 1, 1, 1, 1, 0}},
		{"k33", nil, nil, 1, []uint32{6, 5, 4, 1, 1, 1, 0}},
		{"barbell", []structure.Bridge{{U: 3, V: 4, Separates: 4}, {U: 4, V: 5, Separates: 4}}, []int{3, 4, 5}, 4, []uint32{9, 5, 4, 3, 3, 2, 2, 1, 1, 0}},
		{"grid", nil, nil, 1, []uint32{12, 11, 10, 8, 5, 3, 1, 1, 1, 1, 1, 1, 0}},
	} {
		v := graphs.Known(want.name).View()
		c, err := structure.NewCuts(background, v)
		if err != nil {
			t.Fatal(err)
		}
		var points []int
		for u, parts := range c.Parts {
			if parts > 1 {
				points = append(points, u)
			}
		}
		if !slices.Equal(c.Bridges, want.bridges) || !slices.Equal(points, want.points) || c.Blocks != want.blocks {
			t.Errorf("%s: bridges %v, points %v, %d blocks", want.name, c.Bridges, points, c.Blocks)
		}
		if want.name == "barbell" {
			continue // its numbering differs from NetworkX's, and with it the ties of the removal
		}
		r, err := structure.NewRobustness(background, v)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(r.Left, want.left) {
			t.Errorf("%s: left %v, want %v", want.name, r.Left, want.left)
		}
	}
}

// TestHierarchyOfKnownShapes: an out-tree has all four at 1, a directed ring is no hierarchy, and turning a tree over
// takes its upper bounds away.
func TestHierarchyOfKnownShapes(t *testing.T) {
	of := func(n int, source, target []uint32) structure.Hierarchy {
		v, _ := view.Of(background, n, source, target)
		c, _ := structure.NewComponents(background, v)
		h, ok, err := structure.NewHierarchy(background, view.ArcsOf(n, source, target), c)
		if !ok || err != nil {
			t.Fatal(ok, err)
		}
		return h
	}
	up, down := []uint32{0, 0, 1, 1, 2, 2}, []uint32{1, 2, 3, 4, 5, 6}
	if h := of(7, up, down); h != (structure.Hierarchy{Connectedness: 1, Hierarchy: 1, Efficiency: 1, LUBness: 1}) {
		t.Errorf("out-tree: %+v", h)
	}
	if h := of(7, down, up); h.Hierarchy != 1 || h.LUBness > .5 {
		t.Errorf("in-tree: %+v", h)
	}
	if h := of(3, []uint32{0, 1, 2}, []uint32{1, 2, 0}); h.Hierarchy != 0 || h.LUBness != 1 || math.Abs(h.Efficiency-.75) > 1e-12 {
		t.Errorf("ring: %+v", h)
	}
	if h := of(3, []uint32{0, 1}, []uint32{2, 2}); h.LUBness != 0 || h.Efficiency != 1 {
		t.Errorf("two heads of one: %+v", h)
	}
	if h := of(3, []uint32{2, 2}, []uint32{0, 1}); h.LUBness != 1 || h.Efficiency != 1 {
		t.Errorf("one head of two: %+v", h)
	}
	if h := of(2, nil, nil); h != (structure.Hierarchy{}) {
		t.Errorf("two strangers: %+v", h)
	}
	if h := of(0, nil, nil); h != (structure.Hierarchy{Connectedness: 1}) {
		t.Errorf("nobody: %+v", h)
	}
	large := graphs.Edges{N: structure.HierarchyUpTo + 1}
	c, _ := structure.NewComponents(background, large.View())
	if _, ok, err := structure.NewHierarchy(background, large.Arcs(), c); ok || err != nil {
		t.Error("beyond the bound there is a hierarchy")
	}
}

// TestSameOnAnyNumberOfCores runs what uses several cores on one, two and three.
func TestSameOnAnyNumberOfCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	e, err := graphs.Made("er:40000:30000", 3) // large enough for the arranged copy
	if err != nil {
		t.Fatal(err)
	}
	v := e.View()
	var comps *structure.Components
	var actors []structure.KeyActors
	for _, cores := range []int{1, 2, 3} {
		runtime.GOMAXPROCS(cores)
		c, err := structure.NewComponents(background, v)
		if err != nil {
			t.Fatal(err)
		}
		k, err := structure.NewKeyActors(background, v, 2)
		if err != nil {
			t.Fatal(err)
		}
		if comps == nil {
			comps, actors = c, k
		}
		if !slices.Equal(c.Of, comps.Of) || !slices.Equal(c.Sizes, comps.Sizes) {
			t.Errorf("components differ on %d cores", cores)
		}
		for i := range k {
			if !slices.Equal(k[i].Nodes, actors[i].Nodes) || k[i].Reached != actors[i].Reached {
				t.Errorf("key actors on %d cores: %+v, want %+v", cores, k[i], actors[i])
			}
		}
	}
	if cuts, _ := structure.NewCuts(background, v); cuts.ReachedAfter(int(actors[0].Nodes[0])) != actors[0].Reached {
		t.Error("the arranged copy gives another figure")
	}
}

// TestLongAndWide has shapes that a recursive or quadratic search would not survive.
func TestLongAndWide(t *testing.T) {
	const n = 300_000
	for _, name := range []string{"path", "star"} {
		e, err := graphs.Made(fmt.Sprintf("%s:%d", name, n), 1)
		if err != nil {
			t.Fatal(err)
		}
		v := e.View()
		c, err := structure.NewCuts(background, v)
		if err != nil {
			t.Fatal(err)
		}
		if want := map[string]int{"path": n - 2, "star": 1}[name]; len(c.ArticulationPoints()) != want || len(c.Bridges) != n-1 {
			t.Errorf("%s: %d points, %d bridges", name, len(c.ArticulationPoints()), len(c.Bridges))
		}
		r, err := structure.NewRobustness(background, v)
		if err != nil || *r.R() <= 0 || *r.R() > .5 {
			t.Errorf("%s: R %v, %v", name, *r.R(), err)
		}
	}
}

func ExampleNewComponents() {
	c, _ := structure.NewComponents(background, graphs.Edges{N: 5, Source: []uint32{1, 3}, Target: []uint32{3, 4}}.View())
	fmt.Println(c.Sizes, c.Of, c.First)
	fmt.Printf("%.2f\n", structure.Fragmentation(5, c.Reached()))
	// Output:
	// [3 1 1] [1 0 2 0 0] [1 0 2]
	// 0.70
}

func ExampleNewCuts() {
	c, _ := structure.NewCuts(background, graphs.Known("barbell").View())
	fmt.Println(c.Bridges, c.ComponentsAfter(4), c.CutOff(4))
	// Output: [{3 4 4} {4 5 4}] 2 4
}

func ExampleNewRobustness() {
	r, _ := structure.NewRobustness(background, graphs.Known("kite").View())
	fmt.Println(r.Order, *r.R())
	// Output: [3 5 1 6 8 0 2 4 7 9] 0.31
}

func ExampleNewKeyActors() {
	all, _ := structure.NewKeyActors(background, graphs.Known("barbell").View(), 2)
	for _, k := range all {
		fmt.Println(k.Nodes, k.Components, k.Reached)
	}
	// Output:
	// [4] 2 12
	// [3 5] 3 6
}

func ExampleLinksToRobust() {
	c, _ := structure.NewCuts(background, graphs.Known("kite").View())
	fmt.Println(structure.LinksToRobust(c.BridgeForest()))
	// Output: 1
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

func BenchmarkComponents(b *testing.B) {
	benchmark(b, func(v *view.View) { structure.NewComponents(background, v) })
}

func BenchmarkCuts(b *testing.B) {
	benchmark(b, func(v *view.View) { structure.NewCuts(background, v) })
}

func BenchmarkRobustness(b *testing.B) {
	benchmark(b, func(v *view.View) { structure.NewRobustness(background, v) })
}
