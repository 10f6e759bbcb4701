package cohesion_test

import (
	"context"
	"flag"
	"math"
	"os"
	"sync"
	"testing"

	"gonum.org/v1/gonum/graph/topo"
	"pgregory.net/rapid"

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

func TestCoresAreThePlainOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 30).View()
		core, err := cohesion.Cores(background, v)
		if err != nil {
			t.Fatal(err)
		}
		want := plainCores(v)
		for u := range v.N() {
			if int(core[u]) != want[u] {
				t.Fatalf("node %d: core %d, want %d", u, core[u], want[u])
			}
		}
		if v.N() == 0 {
			return
		}
		_, gonums := topo.DegeneracyOrdering(v)
		for k, members := range gonums {
			for _, u := range members {
				if int(core[u.ID()]) != k {
					t.Fatalf("node %d: core %d, gonum says %d", u.ID(), core[u.ID()], k)
				}
			}
		}
	})
}

// plainCores takes away nodes of fewer than k neighbours until none is left, for each k.
func plainCores(v *view.View) []int {
	core := make([]int, v.N())
	for k := 1; k <= v.MaxDegree(); k++ {
		out := make([]bool, v.N())
		for again := true; again; {
			again = false
			for u := range out {
				degree := 0
				for _, w := range v.Row(u) {
					if !out[w] {
						degree++
					}
				}
				if !out[u] && degree < k {
					out[u], again = true, true
				}
			}
		}
		for u := range out {
			if !out[u] {
				core[u] = k
			}
		}
	}
	return core
}

// Hubs that fall, once their leaves have gone, to a level that is not the next come before those whose degree they raise: five of
// them, each tied to three of a clique of five.
func TestCoresAboveAGap(t *testing.T) {
	e := graphs.Edges{N: 10}
	for i := range uint32(5) {
		for j := range i {
			e.Source, e.Target = append(e.Source, i), append(e.Target, j)
		}
		for k := range uint32(3) {
			e.Source, e.Target = append(e.Source, 5+i), append(e.Target, (i+k)%5)
		}
		for range 10 {
			e.Source, e.Target = append(e.Source, 5+i), append(e.Target, uint32(e.N))
			e.N++
		}
	}
	v := e.View()
	core, err := cohesion.Cores(background, v)
	if err != nil {
		t.Fatal(err)
	}
	for u, want := range plainCores(v) {
		if int(core[u]) != want {
			t.Errorf("node %d: core %d, want %d", u, core[u], want)
		}
	}
}

func TestTrianglesAreThePlainOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 20).View()
		got, err := cohesion.NewTriangles(background, v)
		if err != nil {
			t.Fatal(err)
		}
		at, total, triples, clustering := make([]int64, v.N()), int64(0), 0, 0.0
		for a := range v.N() {
			for b := range a {
				for c := range b {
					if v.Has(a, b) && v.Has(b, c) && v.Has(a, c) {
						at[a], at[b], at[c], total = at[a]+1, at[b]+1, at[c]+1, total+1
					}
				}
			}
		}
		for u := range at {
			d := v.Degree(u)
			triples += d * (d - 1) / 2
			if got.At[u] != at[u] {
				t.Fatalf("node %d: %d triangles, want %d", u, got.At[u], at[u])
			}
			if d > 1 {
				clustering += float64(at[u]) / float64(d*(d-1)/2)
			}
		}
		if got.Total != total {
			t.Fatalf("%d triangles, want %d", got.Total, total)
		}
		if triples > 0 && math.Abs(got.Transitivity()-3*float64(total)/float64(triples)) > 1e-12 || triples == 0 && got.Transitivity() != 0 {
			t.Fatalf("transitivity %v of %d in %d", got.Transitivity(), total, triples)
		}
		if n := float64(v.N()); n > 0 && math.Abs(got.Average()-clustering/n) > 1e-12 || n == 0 && got.Average() != 0 {
			t.Fatalf("clustering %v, want %v", got.Average(), clustering/n)
		}
	})
}

func TestEachTriangleHasItsPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 20).View()
		o, want := cohesion.NewOriented(v), map[[3]uint32]bool{}
		counted, _ := cohesion.NewTriangles(background, v)
		var lock sync.Mutex
		err := o.Each(background, func(_ int, tr cohesion.Triangle) {
			lock.Lock()
			defer lock.Unlock()
			key := [3]uint32{tr.U, tr.V, tr.W}
			if want[key] || tr.U <= tr.V || tr.V <= tr.W {
				t.Errorf("%v twice or out of order", key)
			}
			want[key] = true
			if o.Targets[tr.UV] != tr.V || o.Targets[tr.UW] != tr.W || o.Targets[tr.VW] != tr.W {
				t.Errorf("%+v: slots of other pairs", tr)
			}
		})
		if err != nil || int64(len(want)) != counted.Total {
			t.Fatalf("%d triangles, want %d; %v", len(want), counted.Total, err)
		}
	})
}

// TestTrianglesOfALargeRing has more nodes than a core takes at a time: each is tied to the next two on a ring, so that there are as
// many triangles as nodes, three at each, and each node's four neighbours are three pairs of six.
func TestTrianglesOfALargeRing(t *testing.T) {
	const n = 5_000
	e := graphs.Edges{N: n}
	for u := range uint32(n) {
		e.Source, e.Target = append(e.Source, u, u), append(e.Target, (u+1)%n, (u+2)%n)
	}
	v := e.View()
	closed, err := cohesion.NewTriangles(background, v)
	if err != nil || closed.Average() != .5 || closed.Transitivity() != .5 {
		t.Fatalf("clustering %v, transitivity %v; %v", closed.Average(), closed.Transitivity(), err)
	}
	oriented := cohesion.NewOriented(v)
	found, at := make([]int, view.Workers()), make([][]int, view.Workers())
	for worker := range at {
		at[worker] = make([]int, n)
	}
	err = oriented.Each(background, func(worker int, t cohesion.Triangle) {
		found[worker]++
		for _, u := range []uint32{t.U, t.V, t.W} {
			at[worker][oriented.Node[u]]++
		}
	})
	all := 0
	for _, count := range found {
		all += count
	}
	if all != n || err != nil {
		t.Errorf("%d triangles, want %d; %v", all, n, err)
	}
	for u := range n {
		here := 0
		for worker := range at {
			here += at[worker][u]
		}
		if here != 3 || closed.At[u] != 3 {
			t.Fatalf("%d triangles at %d, and %d", here, u, closed.At[u])
		}
	}
}

func TestKernelsStopWithTheirContext(t *testing.T) {
	ended, cancel := context.WithCancel(background)
	cancel()
	e := graphs.Edges{N: 300}
	for i := range e.N {
		for j := range i {
			e.Source, e.Target = append(e.Source, uint32(i)), append(e.Target, uint32(j))
		}
	}
	v := e.View()
	if _, err := cohesion.Cores(ended, v); err == nil {
		t.Error("cores went on")
	}
	if _, err := cohesion.NewTriangles(ended, v); err == nil {
		t.Error("triangles went on")
	}
}
