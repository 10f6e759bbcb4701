package analysis

import (
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"trama/analysis/paths"
	"trama/graph"
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
		checkEffects(t, r, randomGraph(r, n, r.IntN(2*n)), 10)
	}
}

// So it is where distances are sampled.
func TestEffectsEqualRecomputationOfASample(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	n := paths.ExactUpTo + 500
	checkEffects(t, r, randomGraph(r, n, n*5/4), 4)
}

// And where it is so deep that a byte does not hold its distances: chains of 1,500, some tied to each other.
func TestEffectsEqualRecomputationOfADeepSample(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	b := graph.NewBuilder()
	const chain, chains = 1_500, 34
	for i := range chain * chains {
		b.Node("n" + strconv.Itoa(i))
		if i%chain > 0 || i > 0 && r.IntN(3) == 0 {
			b.Edge(graph.BuilderEdge{Source: i - 1, Target: i})
		}
	}
	g, _ := b.Build()
	checkEffects(t, r, g, 6)
}

func checkEffects(t *testing.T, r *rand.Rand, g *graph.Graph, pairs int) {
	t.Helper()
	ctx := context.Background()
	o := paths.Options{Seed: 1}
	before, err := newState(ctx, g, graph.Lens{}, o)
	if err != nil {
		t.Fatal(err)
	}
	all, err := newEffects(ctx, before, o)
	if err != nil {
		t.Fatal(err)
	}
	bare := *all
	bare.rows, bare.room = nil, 1 // the searches that large graphs need, and the sample in the smallest parts
	for range pairs {
		a, b := r.IntN(g.Nodes()), r.IntN(g.Nodes())
		if a == b || before.view.Has(a, b) {
			continue
		}
		after, err := newState(ctx, withRelation(t, g, g.NodeID(a), g.NodeID(b)), graph.Lens{}, o)
		if err != nil {
			t.Fatal(err)
		}
		want := after.counts().figures(g.Nodes()).minus(all.before)
		if all.far.Exact {
			counts, err := all.countsWith(ctx, ends{a, b, all.row(ctx, a), all.row(ctx, b)})
			if got := paths.OfCounts(g.Nodes(), counts).Counts; err != nil || !slices.Equal(got, after.far.Counts) {
				t.Fatalf("n %d m %d, %s–%s: distances %v, want %v; %v", g.Nodes(), g.Edges(), g.NodeID(a), g.NodeID(b), got, after.far.Counts, err)
			}
		}
		for name, e := range map[string]*effects{"as it is": all, "without room": &bare} {
			effects, err := e.ofAll(ctx, [][2]uint32{{uint32(a), uint32(b)}})
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
	ctx, o := context.Background(), paths.Options{Seed: 1}
	r := rand.New(rand.NewPCG(4, 1))
	n := paths.ExactUpTo + 500
	g := randomGraph(r, n, n*5/4)
	st, _ := newState(ctx, g, graph.Lens{}, o)
	now, _ := newEffects(ctx, st, o)
	var pool [][2]uint32
	for len(pool) < 12 {
		if a, b := uint32(r.IntN(n)), uint32(r.IntN(n)); a != b {
			pool = append(pool, [2]uint32{a, b})
		}
	}
	if grown, err := newGrowth(ctx, now, pool); grown != nil || err != nil {
		t.Fatal("there are distances before the pool was weighed", err)
	}
	if _, err := now.ofAll(ctx, pool); err != nil {
		t.Fatal(err)
	}
	grown, err := newGrowth(ctx, now, pool)
	if grown == nil || err != nil {
		t.Fatal("no distances are left", err)
	}
	far := now.far
	for _, pair := range pool[:4] {
		change, fits, err := grown.add(ctx, pair)
		if err != nil || !fits {
			t.Fatal(fits, err)
		}
		far = far.With(change)
		g = withRelation(t, g, g.NodeID(int(pair[0])), g.NodeID(int(pair[1])))
		st, _ := newState(ctx, g, graph.Lens{}, o)
		now, _ := newEffects(ctx, st, o)
		if !slices.Equal(far.Counts, st.far.Counts) {
			t.Fatalf("distances %v, want %v", far.Counts, st.far.Counts)
		}
		want, _ := now.ofAll(ctx, pool)
		got, err := grown.weigh(ctx, now, pool)
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("got %+v, want %+v; %v", got, want, err)
		}
	}
}

// Without room for the distances a budget is spent the same way.
func TestBudgetOfALargeNetwork(t *testing.T) {
	ctx := context.Background()
	r := rand.New(rand.NewPCG(5, 1))
	n := paths.ExactUpTo + 500
	g := randomGraph(r, n, n)
	var ids [2][]string
	for i, room := range []int{linesBytes, 1} {
		s, err := newSearch(ctx, Source{Graph: g}, MissingOptions{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		s.effects.room = room
		p := &planner{search: s, o: PlanOptions{Budget: 4, Seed: 1}, PlanResult: &PlanResult{}}
		if err := p.best(ctx); err != nil {
			t.Fatal(err)
		}
		for _, c := range p.chosen {
			ids[i] = append(ids[i], p.id(c))
		}
	}
	if len(ids[0]) != 4 || !slices.Equal(ids[0], ids[1]) {
		t.Errorf("with room %v, without %v", ids[0], ids[1])
	}
}

// Beyond the bound of exact distances the diameter is the longest that well-chosen searches find: between the ends of two tails of a
// star, from neither of which a sample of nodes looks.
func TestTheDiameterIsFoundBeyondASample(t *testing.T) {
	b := graph.NewBuilder()
	const tail = 6
	n := paths.ExactUpTo + 1
	for i := range n {
		b.Node(strconv.Itoa(i))
		if before := n - 2*tail; i > 0 && (i < before || i == before || i == before+tail) {
			b.Edge(graph.BuilderEdge{Source: 0, Target: i})
		} else if i > 0 {
			b.Edge(graph.BuilderEdge{Source: i - 1, Target: i})
		}
	}
	g, _ := b.Build()
	v, _, err := viewOf(context.Background(), Source{Graph: g}, graph.Lens{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := fragmentationOf(context.Background(), v, paths.Options{Seed: 1})
	if err != nil || f.Exact || f.Diameter != 2*tail {
		t.Errorf("diameter %d, want %d; exact %v, %v", f.Diameter, 2*tail, f.Exact, err)
	}
	if far, err := paths.New(context.Background(), v, paths.Options{Seed: 1}); err != nil || far.Diameter() >= 2*tail {
		t.Errorf("the sample alone sees %d; %v", far.Diameter(), err)
	}
}
