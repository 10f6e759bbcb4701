package gap

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"trama/analysis/effect"
	"trama/graph"
)

// Without room for the distances a budget is spent the same way.
func TestBudgetOfALargeNetwork(t *testing.T) {
	ctx := context.Background()
	r := rand.New(rand.NewPCG(5, 1))
	b := graph.NewBuilder()
	const n = 400 // of which distances are sampled
	for i := range n {
		b.Node("n" + strconv.Itoa(i))
	}
	for range n {
		if s, t := r.IntN(n), r.IntN(n); s != t {
			b.Edge(graph.BuilderEdge{Source: s, Target: t})
		}
	}
	g, _ := b.Build()
	var ids [2][]string
	for i, room := range []int{math.MaxInt, 1} {
		n := read(t, g, Options{Seed: 1, exactUpTo: 1})
		n.effects.Room = room
		p := &planner{search: n.search(Wanted{}), aim: Aim{Budget: 4}, Plan: &Plan{}}
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

// A budget is spent in turn on the relation of which most may be expected in the network as the ones before leave it, of equals on the
// one of the lowest id: found here by making each and computing everything again.
func TestABudgetIsSpentInTurn(t *testing.T) {
	first := everyFamily(t)
	n := read(t, first, Options{Seed: 1})
	pool := missing(t, n, Wanted{})
	made := func(g *graph.Graph, s Suggestion) *graph.Graph {
		if s.Type == graph.Commitment {
			return g
		}
		next, err := g.Apply(graph.Changes{PutEdges: []graph.EdgeChange{{Source: s.Source, Target: s.Target, Type: &s.Type}}})
		if err != nil {
			t.Fatal(err)
		}
		return next
	}
	state := func(g *graph.Graph) *effect.State {
		st, err := effect.NewState(t.Context(), g, effect.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return st
	}
	var want, got []string
	for g := first; len(want) < 7; {
		now := state(g)
		turn, best, most := &search{Network: &Network{State: now, Before: now.Figures()}}, -1, -1.
		for i, s := range pool {
			expected := s.Plausibility * turn.benefit(state(made(g, s)).Figures().Minus(turn.Before))
			if expected > most || expected == most && s.ID < pool[best].ID {
				best, most = i, expected
			}
		}
		g, want = made(g, pool[best]), append(want, pool[best].ID)
		pool = slices.Delete(pool, best, best+1)
	}
	p, err := n.Plan(t.Context(), Aim{Budget: 7})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Suggestions {
		got = append(got, s.ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// A goal that is reached already changes nothing, and nothing is worked out again for it.
func TestAPlanOfNothingCostsNothing(t *testing.T) {
	ctx := context.Background()
	b := graph.NewBuilder()
	for i := range 40 {
		b.Node("n" + strconv.Itoa(i))
		b.Edge(graph.BuilderEdge{Source: max(0, i-1), Target: i})
	}
	g, _ := b.Build()
	n := read(t, g, Options{Seed: 1})
	plan, err := n.Plan(ctx, Aim{Goal: Connected})
	if err != nil || len(plan.Suggestions) > 0 {
		t.Fatalf("%d relations, %v", len(plan.Suggestions), err)
	}
	st, err := effect.NewState(ctx, g, effect.Options{})
	if err != nil || plan.After != st.Figures() {
		t.Errorf("after it %v, want %v; %v", plan.After, st.Figures(), err)
	}
	p := &planner{search: n.search(Wanted{})}
	if allocations := testing.AllocsPerRun(1, func() { _, err = p.after(ctx) }); allocations > 0 || err != nil {
		t.Errorf("%v allocations, %v", allocations, err)
	}
}
