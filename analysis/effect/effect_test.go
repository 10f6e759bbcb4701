package effect

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"trama/analysis/paths"
	"trama/analysis/structure"
	"trama/graph"
	"trama/graph/graphtest"
)

// randomGraph returns a graph of n nodes of unknown kind and about m relations.
func randomGraph(r *rand.Rand, n, m int) *graph.Graph {
	b := graph.NewBuilder()
	for i := range n {
		b.Node("n" + strconv.Itoa(i))
	}
	for range m {
		if s, t := r.IntN(n), r.IntN(n); s != t {
			b.Edge(graph.BuilderEdge{Source: s, Target: t})
		}
	}
	g, _ := b.Build()
	return g
}

// sampledNodes are so many that several cores look at them.
const sampledNodes = linesAtATime + 500

// ofASample takes distances as in a network of more than paths.ExactUpTo nodes.
func ofASample() paths.Options { return paths.Options{Seed: 1, UpTo: 1} }

// stateOf returns the state of a whole graph.
func stateOf(t *testing.T, g *graph.Graph, o paths.Options) *State {
	t.Helper()
	s, err := NewState(context.Background(), g, Options{Distances: o})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func withRelation(t *testing.T, g *graph.Graph, a, b string) *graph.Graph {
	t.Helper()
	next, err := g.Apply(graph.Changes{PutEdges: []graph.EdgeChange{{Source: a, Target: b}}})
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// An effect is the difference that computing everything again gives, to the last digit.
func TestEffectsEqualRecomputation(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		n := 2 + r.IntN(40)
		checkEffects(t, r, randomGraph(r, n, r.IntN(2*n)), paths.Options{Seed: 1}, 10)
	}
}

// So it is where distances are sampled.
func TestEffectsEqualRecomputationOfASample(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	checkEffects(t, r, randomGraph(r, sampledNodes, sampledNodes*5/4), ofASample(), 4)
}

// Of a sample the effects of many relations are found at once, and those of the ones that are left when some of them are made:
// each is what computing everything again gives.
func TestEffectsOfManyRelationsInASample(t *testing.T) {
	ctx, r := context.Background(), rand.New(rand.NewPCG(9, 1))
	for range 15 {
		n := 3 + r.IntN(60)
		g := randomGraph(r, n, r.IntN(2*n))
		now, _ := New(ctx, stateOf(t, g, ofASample()))
		var pool [][2]uint32
		for a := range n {
			if b := r.IntN(n); a != b && !now.View.Has(a, b) {
				pool = append(pool, [2]uint32{uint32(a), uint32(b)})
			}
		}
		if grown, err := now.Growth(ctx, pool); len(pool) > 0 && grown != nil || err != nil {
			t.Fatal("there are distances before the pool was weighed", err)
		}
		got, err := now.Of(ctx, pool)
		if err != nil {
			t.Fatal(err)
		}
		checkPool(t, g, pool, got)
		if len(pool) == 0 {
			continue
		}
		narrow := *now
		narrow.Room = 1 // which those from the sample fit no more, were they not found already
		if grown, err := narrow.Growth(ctx, pool); grown != nil || err != nil {
			t.Fatal("there is no room for distances from the ends", err)
		}
		grown, err := now.Growth(ctx, pool)
		if grown == nil || err != nil {
			t.Fatal("no distances are left", err)
		}
		if again, err := now.Growth(ctx, pool); again != nil || err != nil {
			t.Fatal("they are taken over twice", err)
		}
		for round := 0; len(pool) > 0 && round < 3; round++ {
			far := now.Far
			change, fits, err := grown.Add(ctx, pool[0])
			if err != nil || !fits {
				t.Fatal(fits, err)
			}
			g = withRelation(t, g, g.NodeID(int(pool[0][0])), g.NodeID(int(pool[0][1])))
			now, _ = New(ctx, stateOf(t, g, ofASample()))
			if far = far.With(change); !slices.Equal(far.Counts, now.Far.Counts) {
				t.Fatalf("distances %v, want %v", far.Counts, now.Far.Counts)
			}
			pool = slices.DeleteFunc(pool[1:], func(p [2]uint32) bool { return now.View.Has(int(p[0]), int(p[1])) })
			if got, err = grown.Of(ctx, now, pool); err != nil {
				t.Fatal(err)
			}
			checkPool(t, g, pool, got)
		}
	}
}

// checkPool compares effects with what computing everything again gives.
func checkPool(t *testing.T, g *graph.Graph, pool [][2]uint32, got []Figures) {
	t.Helper()
	if len(got) != len(pool) {
		t.Fatalf("%d effects of %d relations", len(got), len(pool))
	}
	before := stateOf(t, g, ofASample()).Figures()
	for i, p := range pool {
		a, b := g.NodeID(int(p[0])), g.NodeID(int(p[1]))
		after := stateOf(t, withRelation(t, g, a, b), ofASample()).Figures()
		if want := after.Minus(before); got[i] != want {
			t.Fatalf("%s–%s: got %+v, want %+v", a, b, got[i], want)
		}
	}
}

// The bridges and articulation points that a relation is said to do away with are the ones that are none any more with it.
func TestPathIsWhatGoes(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 1))
	for range 200 {
		n := 2 + r.IntN(25)
		g := randomGraph(r, n, r.IntN(3*n/2+1))
		before := stateOf(t, g, paths.Options{})
		all, _ := New(context.Background(), before)
		a, b := r.IntN(n), r.IntN(n)
		if a == b || before.View.Has(a, b) || before.Parts.Of[a] != before.Parts.Of[b] {
			continue
		}
		after := stateOf(t, withRelation(t, g, g.NodeID(a), g.NodeID(b)), paths.Options{})
		bridges, points := all.Ties.Path(a, b)
		var want [][2]uint32
		for _, bridge := range before.Cuts.Bridges {
			stays := func(b structure.Bridge) bool { return b.U == bridge.U && b.V == bridge.V }
			if !slices.ContainsFunc(after.Cuts.Bridges, stays) {
				want = append(want, [2]uint32{bridge.U, bridge.V})
			}
		}
		for i, bridge := range bridges {
			bridges[i] = [2]uint32{min(bridge[0], bridge[1]), max(bridge[0], bridge[1])}
		}
		byEnds := func(x, y [2]uint32) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) }
		if slices.SortFunc(bridges, byEnds); !slices.Equal(bridges, want) {
			t.Fatalf("%d–%d: bridges %v, want %v", a, b, bridges, want)
		}
		var gone []uint32
		for u := range n {
			if before.Cuts.Parts[u] > 1 && after.Cuts.Parts[u] < 2 {
				gone = append(gone, uint32(u))
			}
		}
		if slices.Sort(points); !slices.Equal(points, gone) {
			t.Fatalf("%d–%d: articulation points %v, want %v", a, b, points, gone)
		}
	}
}

// And where it is so deep that a byte does not hold its distances: chains of 700, some tied to each other.
func TestEffectsEqualRecomputationOfADeepSample(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	b := graph.NewBuilder()
	const chain, chains = 700, 6
	for i := range chain * chains {
		b.Node("n" + strconv.Itoa(i))
		if i%chain > 0 || i > 0 && r.IntN(3) == 0 {
			b.Edge(graph.BuilderEdge{Source: i - 1, Target: i})
		}
	}
	g, _ := b.Build()
	checkEffects(t, r, g, ofASample(), 6)
}

func checkEffects(t *testing.T, r *rand.Rand, g *graph.Graph, o paths.Options, pairs int) {
	t.Helper()
	ctx := context.Background()
	before := stateOf(t, g, o)
	all, err := New(ctx, before)
	if err != nil {
		t.Fatal(err)
	}
	bare := *all
	bare.Rows, bare.Room = nil, 1 // the searches that large graphs need, and the sample in the smallest parts
	for range pairs {
		a, b := r.IntN(g.Nodes()), r.IntN(g.Nodes())
		if a == b || before.View.Has(a, b) {
			continue
		}
		after := stateOf(t, withRelation(t, g, g.NodeID(a), g.NodeID(b)), o)
		want := after.Figures().Minus(before.Figures())
		if all.Far.Exact {
			if got, err := all.Distances(ctx, a, b); err != nil || !slices.Equal(got.Counts, after.Far.Counts) {
				t.Fatalf("n %d m %d, %s–%s: distances %v, want %v; %v", g.Nodes(), g.Edges(), g.NodeID(a), g.NodeID(b), got, after.Far.Counts, err)
			}
		}
		for name, e := range map[string]*Effects{"as it is": all, "without room": &bare} {
			effects, err := e.Of(ctx, [][2]uint32{{uint32(a), uint32(b)}})
			if err != nil {
				t.Fatal(err)
			}
			if got := effects[0]; got != want {
				t.Fatalf("%s: n %d m %d, %s–%s: got %+v, want %+v", name, g.Nodes(), g.Edges(), g.NodeID(a), g.NodeID(b), got, want)
			}
		}
	}
}

// What relations of a pool change after some of them are made is what computing everything again gives.
func TestGrowthEqualsRecomputation(t *testing.T) {
	ctx, o := context.Background(), ofASample()
	r := rand.New(rand.NewPCG(4, 1))
	n := sampledNodes
	g := randomGraph(r, n, n*5/4)
	now, _ := New(ctx, stateOf(t, g, o))
	var pool [][2]uint32
	for len(pool) < 12 {
		if a, b := uint32(r.IntN(n)), uint32(r.IntN(n)); a != b {
			pool = append(pool, [2]uint32{a, b})
		}
	}
	if grown, err := now.Growth(ctx, pool); grown != nil || err != nil {
		t.Fatal("there are distances before the pool was weighed", err)
	}
	if _, err := now.Of(ctx, pool); err != nil {
		t.Fatal(err)
	}
	grown, err := now.Growth(ctx, pool)
	if grown == nil || err != nil {
		t.Fatal("no distances are left", err)
	}
	far := now.Far
	for _, pair := range pool[:4] {
		change, fits, err := grown.Add(ctx, pair)
		if err != nil || !fits {
			t.Fatal(fits, err)
		}
		far = far.With(change)
		g = withRelation(t, g, g.NodeID(int(pair[0])), g.NodeID(int(pair[1])))
		st := stateOf(t, g, o)
		now, _ := New(ctx, st)
		if !slices.Equal(far.Counts, st.Far.Counts) {
			t.Fatalf("distances %v, want %v", far.Counts, st.Far.Counts)
		}
		want, _ := now.Of(ctx, pool)
		got, err := grown.Of(ctx, now, pool)
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("got %+v, want %+v; %v", got, want, err)
		}
	}
}

// A difference is that of each figure, and needs are covered that somebody answers.
func TestDifferencesOfFigures(t *testing.T) {
	if got, want := (Figures{9, 8, .75, .5, 7, 6, 5}).Minus(Figures{1, 3, .25, .125, 5, 2, 4}), (Figures{8, 5, .5, .375, 2, 4, 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	g := graphtest.FromLines(t, "node s service", "node n need", "node m need", "node k need", "edge s answers n")
	if got := stateOf(t, g, paths.Options{}).Figures().NeedsCovered; got != 1 {
		t.Errorf("%d needs are covered", got)
	}
}
