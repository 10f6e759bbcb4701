package gap

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

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
