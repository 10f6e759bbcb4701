package analysis

import (
	"context"
	"fmt"
	"testing"

	"trama/analysis/effect"
	"trama/analysis/paths"
	"trama/graph"
)

// Paths of three are the relations between the partners of one and those of the other, and to count them for two hubs of a
// hundred thousand partners each takes no time: without it ten thousand million pairs of partners would be looked at.
func TestPathsOfThreeBetweenHubs(t *testing.T) {
	const leaves = 100_000
	b := graph.NewBuilder()
	hubs := [2]int{b.Node("a"), b.Node("b")}
	join := func(i, j int) { b.Edge(graph.BuilderEdge{Source: i, Target: j, Type: "collaborates"}) }
	var last [2]int
	for i := range leaves {
		for side, hub := range hubs {
			leaf := b.Node(fmt.Sprint("n", side, "-", i))
			join(hub, leaf)
			if side == 1 && i < 3 {
				join(last[0], leaf)
			}
			last[side] = leaf
		}
	}
	g, _ := b.Build()
	st, err := effect.NewState(context.Background(), g, effect.Options{Far: &paths.Distances{}})
	if err != nil {
		t.Fatal(err)
	}
	s := &search{State: st}
	at := func(id string) int {
		i, _ := g.FindNode(id)
		u, _ := st.View.Index(i)
		return u
	}
	if got := s.pathsOfThree(&candidate{u: at("a"), w: at("b")}); got != 3 {
		t.Errorf("%d paths of three between the hubs, want 3", got)
	}
	if got := s.pathsOfThree(&candidate{u: at("n0-1"), w: at("n0-2")}); got != 0 {
		t.Errorf("%d between two of one hub, want 0", got)
	}
}
