package view_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	gonum "gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/topo"
	"pgregory.net/rapid"

	"trama/analysis/internal/view"
	"trama/graph"
)

// edges draws a number of nodes and edges between them, loops and repeats too.
func edges(t *rapid.T) (n int, source, target []uint32) {
	n = rapid.IntRange(0, 24).Draw(t, "n")
	if n == 0 {
		return 0, nil, nil
	}
	node := rapid.Uint32Range(0, uint32(n-1))
	for range rapid.IntRange(0, 60).Draw(t, "m") {
		source, target = append(source, node.Draw(t, "s")), append(target, node.Draw(t, "t"))
	}
	return n, source, target
}

type pairSet map[[2]uint32]int

func plain(source, target []uint32) (pairs pairSet, loops int) {
	pairs = pairSet{}
	for i, s := range source {
		if s == target[i] {
			loops++
			continue
		}
		pairs[[2]uint32{min(s, target[i]), max(s, target[i])}]++
	}
	return pairs, loops
}

func TestViewIsTheSimpleGraph(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, source, target := edges(t)
		v, err := view.Of(context.Background(), n, source, target)
		if err != nil {
			t.Fatal(err)
		}
		pairs, loops := plain(source, target)
		if v.N() != n || v.M() != len(pairs) || v.Loops != loops || v.Parallel != len(source)-loops-len(pairs) {
			t.Fatalf("n %d m %d loops %d parallel %d", v.N(), v.M(), v.Loops, v.Parallel)
		}
		degrees := 0
		for u := range n {
			row := v.Row(u)
			degrees += v.Degree(u)
			for i, w := range row {
				if i > 0 && row[i-1] >= w {
					t.Fatalf("row %d does not ascend: %v", u, row)
				}
				if pairs[[2]uint32{min(uint32(u), w), max(uint32(u), w)}] == 0 || !v.Has(u, int(w)) {
					t.Fatalf("%d-%d is no pair", u, w)
				}
			}
		}
		if degrees != 2*len(pairs) {
			t.Fatalf("degrees sum to %d, want %d", degrees, 2*len(pairs))
		}
	})
}

func TestArcsAreTheSimpleDigraph(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, source, target := edges(t)
		a := view.ArcsOf(n, source, target)
		want := map[[2]uint32]bool{}
		for i, s := range source {
			if s != target[i] {
				want[[2]uint32{s, target[i]}] = true
			}
		}
		if a.N() != n || a.M() != len(want) || len(a.InTargets) != len(want) {
			t.Fatalf("%d nodes, %d arcs, want %d, %d", a.N(), a.M(), n, len(want))
		}
		for u := range n {
			for _, w := range a.Out(u) {
				if !want[[2]uint32{uint32(u), w}] || !slices.Contains(a.In(int(w)), uint32(u)) {
					t.Fatalf("%d→%d is no arc", u, w)
				}
			}
			if !slices.IsSorted(a.Out(u)) || !slices.IsSorted(a.In(u)) {
				t.Fatalf("rows of %d do not ascend", u)
			}
		}
	})
}

func TestWithoutIsTheInducedView(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, source, target := edges(t)
		v, _ := view.Of(context.Background(), n, source, target)
		out := make([]bool, n)
		for u := range out {
			out[u] = rapid.Bool().Draw(t, "out")
		}
		part, was := v.Without(out)
		m := 0
		for u := range n {
			for _, w := range v.Row(u) {
				if !out[u] && !out[w] {
					m++
				}
			}
		}
		if part.M() != m/2 || part.N() != len(was) {
			t.Fatalf("%d pairs, want %d", part.M(), m/2)
		}
		for u := range part.N() {
			for _, w := range part.Row(u) {
				if !v.Has(int(was[u]), int(was[w])) {
					t.Fatalf("%d-%d was no pair", was[u], was[w])
				}
			}
		}
	})
}

// TestLargeViewsAreFilledOnAllCores builds graphs whose rows several cores fill, with loops and repeats, and compares with
// rows that are sorted.
func TestLargeViewsAreFilledOnAllCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	random := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{1, 3, 1_000, 8_193, 90_000} { // 8,192 rows are sorted at a time
		source, target := make([]uint32, 100_000), make([]uint32, 100_000)
		for e := range source {
			source[e], target[e] = uint32(random.IntN(n)), uint32(random.IntN(1+random.IntN(n)))
		}
		rows, out := make([][]uint32, n), make([][]uint32, n)
		for e, s := range source {
			if t := target[e]; s != t {
				rows[s], rows[t] = append(rows[s], t), append(rows[t], s)
				out[s] = append(out[s], t)
			}
		}
		for _, cores := range []int{1, 2, 5} {
			runtime.GOMAXPROCS(cores)
			v, err := view.Of(context.Background(), n, source, target)
			if err != nil {
				t.Fatal(err)
			}
			hubs, arcs := v.HubsFirst(), view.ArcsOf(n, source, target)
			for u := range n {
				slices.Sort(out[u])
				if out[u] = slices.Compact(out[u]); !slices.Equal(arcs.Out(u), out[u]) || !slices.IsSorted(arcs.In(u)) {
					t.Fatalf("%d nodes on %d cores: the successors of %d are not those of its arcs", n, cores, u)
				}
				slices.Sort(rows[u])
				if rows[u] = slices.Compact(rows[u]); !slices.Equal(v.Row(u), rows[u]) {
					t.Fatalf("%d nodes on %d cores: the row of %d is not that of its edges", n, cores, u)
				}
				named := make([]uint32, len(rows[u]))
				for i, w := range rows[u] {
					named[i] = hubs.Number[w]
				}
				slices.Sort(named)
				if !slices.Equal(hubs.Row(int(hubs.Number[u])), named) {
					t.Fatalf("%d nodes on %d cores: the arranged row of %d is another", n, cores, u)
				}
			}
		}
	}
}

func TestArrangementIsTheSameGraph(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, source, target := edges(t)
		v, _ := view.Of(context.Background(), n, source, target)
		for _, a := range []*view.Arrangement{v.BreadthFirst(), v.HubsFirst()} {
			if a.N() != n || a.M() != v.M() {
				t.Fatalf("%d nodes, %d pairs", a.N(), a.M())
			}
			for u := range n {
				x := int(a.Number[u])
				if a.Was[x] != uint32(u) || a.Degree(x) != v.Degree(u) || !slices.IsSorted(a.Row(u)) {
					t.Fatalf("node %d is %d, which was %d", u, x, a.Was[x])
				}
				for _, w := range v.Row(u) {
					if !a.Has(x, int(a.Number[w])) {
						t.Fatalf("%d-%d is lost", u, w)
					}
				}
			}
		}
		hubs := v.HubsFirst()
		for u := 1; u < n; u++ {
			before, d := hubs.Degree(u-1), hubs.Degree(u)
			if before < d || before == d && hubs.Was[u-1] > hubs.Was[u] {
				t.Fatalf("a node of %d neighbours stands before one of %d", before, d)
			}
		}
	})
}

// town has two persons, a service and a need; a loop, a pair of parallel edges, and an edge that the default lens
// leaves out.
func town(t *testing.T) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	rows := map[string]int{}
	for _, n := range [][2]string{{"ada", "person"}, {"bea", "person"}, {"clinic", "service"}, {"aaa-need", "need"}} {
		rows[n[0]] = b.Node(n[0])
		b.SetKind(rows[n[0]], n[1])
	}
	weight := b.EdgeColumn("weight")
	for _, e := range []struct {
		from, to, typ string
		weight        float64
	}{{"ada", "bea", "knows", 2}, {"bea", "ada", "refers", 0.5}, {"ada", "ada", "knows", 1}, {"ada", "clinic", "uses", 0}, {"ada", "aaa-need", "raised", 1}} {
		edge := b.Edge(graph.BuilderEdge{Source: rows[e.from], Target: rows[e.to], Type: e.typ, Directed: true})
		if e.weight > 0 {
			b.SetEdge(edge, weight, graph.FloatValue(e.weight))
		}
	}
	g, _ := b.Build()
	return g
}

func selected(t *testing.T, g *graph.Graph, l graph.Lens) *view.View {
	t.Helper()
	sel, err := l.Select(g)
	if err != nil {
		t.Fatal(err)
	}
	v, err := view.New(context.Background(), sel, view.Options{Directed: true})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestViewOfALens(t *testing.T) {
	g := town(t)
	v := selected(t, g, graph.Lens{})
	if v.N() != 3 || v.M() != 2 || v.Loops != 1 || v.Parallel != 1 {
		t.Fatalf("n %d, m %d, loops %d, parallel %d", v.N(), v.M(), v.Loops, v.Parallel)
	}
	if id := g.NodeID(v.Position(0)); id != "ada" {
		t.Errorf("the first node is %s", id)
	}
	if _, in := v.Index(0); in {
		t.Error("the need is in the view")
	}
	if u, in := v.Index(v.Position(2)); !in || u != 2 {
		t.Errorf("position and index disagree: %d, %v", u, in)
	}
	var ids []string
	for _, e := range v.Edges(0, 1) {
		ids = append(ids, g.Type(e))
	}
	if want := []string{"knows", "refers"}; !slices.Equal(ids, want) {
		t.Errorf("edges between ada and bea: %v, want %v", ids, want)
	}
	slot, _ := v.Slot(0, 1)
	if w := v.Weights()[slot]; w != 2.5 {
		t.Errorf("weight of the pair is %v, want 2.5", w)
	}
	if s := v.Strength(0); s != 3.5 {
		t.Errorf("strength of ada is %v, want 3.5", s)
	}
	a := v.Arcs()
	if a.M() != 3 || !a.Has(0, 1) || !a.Has(1, 0) || !a.Has(0, 2) || a.Has(2, 0) {
		t.Errorf("arcs: %d", a.M())
	}
}

func TestViewOfNothing(t *testing.T) {
	v := selected(t, graph.Empty(), graph.Lens{})
	if v.N() != 0 || v.M() != 0 || v.Arcs().N() != 0 || v.MaxDegree() != 0 {
		t.Errorf("n %d, m %d", v.N(), v.M())
	}
	part, was := v.Without(nil)
	if part.N() != 0 || len(was) != 0 {
		t.Error("nothing without nothing is something")
	}
}

// TestGonumSeesTheView runs gonum's components on the view and compares its walk with the rows.
func TestGonumSeesTheView(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, source, target := edges(t)
		v, _ := view.Of(context.Background(), n, source, target)
		count := 0
		for _, part := range topo.ConnectedComponents(v) {
			count += len(part)
		}
		if count != n {
			t.Fatalf("components hold %d nodes of %d", count, n)
		}
		all := v.Nodes()
		for u := 0; all.Next(); u++ {
			if all.Node().ID() != int64(u) || all.Len() != n-u-1 {
				t.Fatalf("node %d is %d, %d left", u, all.Node().ID(), all.Len())
			}
			var walked []uint32
			for from := v.From(int64(u)); from.Next(); {
				w := from.Node().ID()
				walked = append(walked, uint32(w))
				e := v.WeightedEdge(int64(u), w)
				if e == nil || e.From().ID() != int64(u) || e.To().ID() != w || e.Weight() != 1 {
					t.Fatalf("edge %d-%d is %v", u, w, e)
				}
			}
			if !slices.Equal(walked, v.Row(u)) {
				t.Fatalf("row %d: %v, want %v", u, walked, v.Row(u))
			}
		}
	})
}

// TestGonumSeesTheArcs compares what gonum walks with the rows, one way and the other.
func TestGonumSeesTheArcs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, source, target := edges(t)
		a := view.ArcsOf(n, source, target)
		is := map[[2]int64]bool{}
		for i, s := range source {
			if s != target[i] {
				is[[2]int64{int64(s), int64(target[i])}] = true
			}
		}
		for u := range int64(n) {
			for from := a.From(u); from.Next(); {
				if w := from.Node().ID(); !is[[2]int64{u, w}] {
					t.Fatalf("there is no arc %d→%d", u, w)
				}
			}
			for to := a.To(u); to.Next(); {
				if w := to.Node().ID(); !is[[2]int64{w, u}] {
					t.Fatalf("there is no arc %d→%d", w, u)
				}
			}
			if a.From(u).Len() != len(a.Out(int(u))) || a.To(u).Len() != len(a.In(int(u))) {
				t.Fatalf("%d has %d successors and %d predecessors", u, a.From(u).Len(), a.To(u).Len())
			}
			for w := range int64(n) {
				there, back := is[[2]int64{u, w}], is[[2]int64{w, u}]
				if a.HasEdgeFromTo(u, w) != there || a.HasEdgeBetween(u, w) != (there || back) || (a.Edge(u, w) != nil) != there {
					t.Fatalf("arc %d→%d: %v, and back %v", u, w, there, back)
				}
				if there && (a.Edge(u, w).From().ID() != u || a.Edge(u, w).ReversedEdge().From().ID() != w) {
					t.Fatalf("arc %d→%d is %v", u, w, a.Edge(u, w))
				}
			}
		}
	})
}

// TestAWalkOfNodesBeginsAndEnds: before the first step and after the last there is no node, and after Reset all come again.
func TestAWalkOfNodesBeginsAndEnds(t *testing.T) {
	v, _ := view.Of(context.Background(), 3, []uint32{0, 0}, []uint32{1, 2})
	for name, walk := range map[string]gonum.Nodes{"all": v.Nodes(), "a row": v.From(0)} {
		count := walk.Len()
		for range 2 {
			if walk.Node() != nil || walk.Len() != count {
				t.Errorf("%s: it has begun at %v", name, walk.Node())
			}
			for left := count - 1; walk.Next(); left-- {
				if walk.Node() == nil || walk.Len() != left {
					t.Errorf("%s: %d left at %v, want %d", name, walk.Len(), walk.Node(), left)
				}
			}
			if walk.Next() || walk.Node() != nil || walk.Len() != 0 {
				t.Errorf("%s: it goes on at %v", name, walk.Node())
			}
			walk.Reset()
		}
	}
}

// TestStrengthsAreSumsOfWeights: the strength of a pair is the sum of its edges' weights, one of which nothing is said weighing 1;
// loops and what the lens leaves out do not count.
func TestStrengthsAreSumsOfWeights(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n, source, target := edges(rt)
		b := graph.NewBuilder()
		for u := range n {
			b.SetKind(b.Node(fmt.Sprintf("n%02d", u)), []string{"person", "need"}[rapid.IntRange(0, 1).Draw(rt, "kind")])
		}
		weight, want := b.EdgeColumn("weight"), map[[2]string]float64{}
		for i, s := range source {
			e, w := b.Edge(graph.BuilderEdge{Source: int(s), Target: int(target[i]), Type: "knows"}), float64(rapid.IntRange(0, 9).Draw(rt, "weight"))
			if w > 0 {
				b.SetEdge(e, weight, graph.FloatValue(w))
			}
			ends := [2]string{fmt.Sprintf("n%02d", min(s, target[i])), fmt.Sprintf("n%02d", max(s, target[i]))}
			if s != target[i] {
				want[ends] += max(1, w)
			}
		}
		g, _ := b.Build()
		v := selected(t, g, graph.Lens{})
		pairs := 0
		for u := range v.N() {
			sum := 0.0
			for i, w := range v.Row(u) {
				ends := [2]string{g.NodeID(v.Position(min(u, int(w)))), g.NodeID(v.Position(max(u, int(w))))}
				got := v.Weights()[int(v.Offsets[u])+i]
				if sum += got; got != want[ends] || len(v.Edges(u, int(w))) == 0 {
					rt.Fatalf("%v weighs %v, want %v", ends, got, want[ends])
				}
				pairs++
			}
			if v.Strength(u) != sum {
				rt.Fatalf("strength %v, want %v", v.Strength(u), sum)
			}
		}
		for ends := range want {
			a, _ := g.FindNode(ends[0])
			b, _ := g.FindNode(ends[1])
			if g.Kind(a) == "person" && g.Kind(b) == "person" {
				pairs -= 2
			}
		}
		if pairs != 0 {
			rt.Fatalf("%d pairs are there or lacking", pairs)
		}
	})
}

// TestAPartIsOfTheSameGraph: whom a view is taken without is not in it, and the others keep places, edges and weights.
func TestAPartIsOfTheSameGraph(t *testing.T) {
	g := town(t)
	v := selected(t, g, graph.Lens{}) // ada, bea, clinic
	part, _ := v.Without([]bool{false, false, true})
	if part.N() != 2 || part.M() != 1 || len(part.Edges(0, 1)) != 2 || part.Strength(1) != 2.5 || part.Graph() != g {
		t.Errorf("%d nodes, %d pairs, strength %v", part.N(), part.M(), part.Strength(1))
	}
	if a := part.Arcs(); a.M() != 2 || !a.Has(0, 1) || !a.Has(1, 0) {
		t.Errorf("%d arcs", a.M())
	}
	alone, _ := v.Without([]bool{true, false, true})
	if alone.Strength(0) != 0 || alone.Arcs().M() != 0 {
		t.Errorf("bea alone: strength %v, %d arcs", alone.Strength(0), alone.Arcs().M())
	}
	if u, in := alone.Index(v.Position(1)); u != 0 || !in || alone.Position(0) != v.Position(1) {
		t.Errorf("bea is %d, %v", u, in)
	}
	for _, left := range []int{0, 2} {
		if _, in := alone.Index(v.Position(left)); in {
			t.Errorf("%s is in", g.NodeID(v.Position(left)))
		}
	}
}

// TestWorkersAreTheCores that the program may use, and asking changes nothing.
func TestWorkersAreTheCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	for range 2 {
		if got := view.Workers(); got != 3 {
			t.Errorf("%d workers on three cores", got)
		}
	}
}

func TestGonumOutOfRange(t *testing.T) {
	v, _ := view.Of(context.Background(), 2, []uint32{0}, []uint32{1})
	var u gonum.WeightedUndirected = v
	if u.Node(-1) != nil || u.Node(2) != nil || u.From(7).Next() || u.Edge(0, 7) != nil || u.HasEdgeBetween(-1, 0) {
		t.Error("there is something where nothing is")
	}
	if w, ok := u.Weight(0, 0); w != 0 || !ok {
		t.Errorf("a node and itself: %v, %v", w, ok)
	}
	if _, ok := u.Weight(0, 9); ok {
		t.Error("a weight of no pair")
	}
	a := v.Arcs()
	if a.To(9).Next() || a.Edge(0, 9) != nil || !a.HasEdgeBetween(1, 0) || a.Edge(1, 0).To().ID() != 0 {
		t.Error("arcs out of range")
	}
}

func TestShareRunsEachTaskOnce(t *testing.T) {
	done := make([]int, 1000)
	if err := view.Share(context.Background(), len(done), func(_, task int) { done[task]++ }); err != nil {
		t.Fatal(err)
	}
	for task, times := range done {
		if times != 1 {
			t.Fatalf("task %d ran %d times", task, times)
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if err := view.Share(ended, 5, func(_, _ int) { t.Error("a task ran after the end") }); err == nil {
		t.Error("no error after the end")
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			source, target := make([]uint32, 5*n), make([]uint32, 5*n)
			seed := uint32(1)
			for i := range source {
				seed = seed*1664525 + 1013904223
				source[i] = seed >> 8 % uint32(n)
				seed = seed*1664525 + 1013904223
				target[i] = seed >> 8 % uint32(n)
			}
			b.ReportAllocs()
			for b.Loop() {
				view.Of(context.Background(), n, source, target)
			}
		})
	}
}

// TestShareHandsOnAFault has one task of many panic: whoever shares can recover, on one core and on several.
func TestShareHandsOnAFault(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, cores := range []int{1, 2, 4} {
		runtime.GOMAXPROCS(cores)
		func() {
			defer func() {
				if got := recover(); got != "fault" {
					t.Errorf("%d cores: recovered %v", cores, got)
				}
			}()
			err := view.Share(context.Background(), 100, func(_, task int) {
				if task == 37 {
					panic("fault")
				}
			})
			t.Errorf("%d cores: went on: %v", cores, err)
		}()
	}
}

// TestViewsStopWithTheirContext: nobody gets a view that is half made.
func TestViewsStopWithTheirContext(t *testing.T) {
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if v, err := view.Of(ended, 2, []uint32{0}, []uint32{1}); err == nil || v != nil {
		t.Error("a view of edges was made")
	}
	sel, err := graph.Lens{}.Select(town(t))
	if err != nil {
		t.Fatal(err)
	}
	if v, err := view.New(ended, sel, view.Options{}); err == nil || v != nil {
		t.Error("a view of a lens was made")
	}
}
