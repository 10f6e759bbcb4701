package effect

import (
	"context"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"trama/analysis/paths"
	"trama/graph"
)

// long returns a network that is deep: a piece of one shape, and a small one beside it.
func long(r *rand.Rand, shape string, n int) *graph.Graph {
	b := graph.NewBuilder()
	for i := range n + 4 {
		b.Node("n" + strconv.Itoa(i))
	}
	join := func(i, j int) { b.Edge(graph.BuilderEdge{Source: i, Target: j}) }
	for i := 1; i < n; i++ {
		switch shape {
		case "path", "ring":
			join(i-1, i)
		case "ladder":
			join(max(0, i-2), i)
			if i%2 == 1 {
				join(i-1, i)
			}
		case "caterpillar": // with legs here and there
			if i < n*2/3 {
				join(i-1, i)
			} else {
				join(r.IntN(n*2/3), i)
			}
		case "tree":
			join(i-1-r.IntN(min(i, 3)), i)
		case "holes": // a strip of five, with holes
			if i%5 > 0 && r.IntN(5) > 0 {
				join(i-1, i)
			}
			if i >= 5 && r.IntN(9) > 0 {
				join(i-5, i)
			}
		}
	}
	if shape == "ring" {
		join(n-1, 0)
	}
	join(n, n+1)
	join(n+1, n+2)
	g, _ := b.Build()
	return g
}

// In deep networks what lies behind a node is counted with it, and every effect is still the one of recomputing everything.
func TestEffectsInDeepNetworks(t *testing.T) {
	ctx, r := context.Background(), rand.New(rand.NewPCG(6, 1))
	for shape, n := range map[string]int{"path": 300, "ring": 290, "ladder": 270, "caterpillar": 240, "tree": 330, "holes": 800} {
		g := long(r, shape, n)
		st := stateOf(t, g, paths.Options{})
		e, err := New(ctx, st)
		if err != nil {
			t.Fatal(err)
		}
		if far := st.Far.Diameter(); far < deepFrom {
			t.Fatalf("%s: %d steps are not deep", shape, far)
		}
		var pairs [][2]uint32
		for len(pairs) < 60 {
			a := r.IntN(g.Nodes())
			if b := min(g.Nodes()-1, a+1+r.IntN(6)*r.IntN(30)); a != b && !st.View.Has(a, b) {
				pairs = append(pairs, [2]uint32{uint32(a), uint32(b)})
			}
		}
		want := make([]Figures, len(pairs))
		for i, p := range pairs {
			if want[i], err = e.one(ctx, int(p[0]), int(p[1])); err != nil {
				t.Fatal(err)
			}
		}
		for name, room := range map[string]int{"all sources": linesBytes, "parts of them": g.Nodes() * 200, "no room for ways": 1} {
			e.Room = room
			got, err := e.ofLines(ctx, pairs)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != len(want) {
				t.Fatalf("%s, %s: %d effects, want %d", shape, name, len(got), len(want))
			}
			for i := range got {
				if got[i] != want[i] {
					t.Fatalf("%s, %s, %s–%s: got %+v, want %+v", shape, name, g.NodeID(int(pairs[i][0])), g.NodeID(int(pairs[i][1])), got[i], want[i])
				}
			}
		}
	}
}

// How many lie how far behind is kept as where that number changes.
func TestStepsOfMembers(t *testing.T) {
	for _, test := range []struct {
		members []int32
		want    []step
	}{
		{[]int32{0, 1, 2, 3}, []step{{0, 1}, {4, -1}}},
		{[]int32{0, 1, 1, 2}, []step{{0, 1}, {1, 1}, {2, -1}, {3, -1}}},
		{[]int32{0, 0, 3}, []step{{0, 2}, {1, -2}, {3, 1}, {4, -1}}},
	} {
		c := crossing[uint8]{}
		if got := c.stepsOf(test.members); !slices.Equal(got, test.want) {
			t.Errorf("%v: %v, want %v", test.members, got, test.want)
		}
	}
}

// A search in a deep network stops when nobody waits for it any more.
func TestDeepEffectsStop(t *testing.T) {
	g := long(rand.New(rand.NewPCG(7, 1)), "caterpillar", 3_000)
	e, _ := New(context.Background(), stateOf(t, g, paths.Options{}))
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := e.ofLines(ctx, [][2]uint32{{0, 5}, {9, 700}}); err != context.Canceled {
		t.Errorf("error %v", err)
	}
}

// Where a byte does not hold the longest distance no room is taken for all of them: it would be thrown away again.
func TestRowsAreNotMadeInVain(t *testing.T) {
	for n, kept := range map[int]bool{paths.FarAway: true, 2_000: false} {
		st := stateOf(t, long(nil, "path", n), paths.Options{})
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		e, err := New(context.Background(), st)
		runtime.ReadMemStats(&after)
		if err != nil || (e.Rows != nil) != kept {
			t.Fatalf("a path of %d: kept %v, want %v; %v", n, e.Rows != nil, kept, err)
		}
		if took := after.TotalAlloc - before.TotalAlloc; !kept && took > uint64(n*n/4) {
			t.Errorf("a path of %d: %d bytes for nothing", n, took)
		}
	}
}
