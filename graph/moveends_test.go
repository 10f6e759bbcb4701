package graph_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
)

// A graph whose ends were moved is the one that names the nodes as they are from the beginning.
func TestMovedEndsAreAsNamed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		moved, plain := graph.NewBuilder(), graph.NewBuilder()
		for i := range 4 {
			moved.Node(fmt.Sprint(i))
			plain.Node(fmt.Sprint(i))
		}
		to, touched := map[int]int{}, 0
		end := rapid.IntRange(0, 7)
		for range rapid.IntRange(0, 12).Draw(t, "edges") {
			source, target := end.Draw(t, "source"), end.Draw(t, "target")
			e := graph.BuilderEdge{Type: rapid.SampledFrom([]string{"", "knows", "refers"}).Draw(t, "type"), Directed: true}
			e.Source, e.Target = moved.End(fmt.Sprint(source)), moved.End(fmt.Sprint(target))
			moved.Edge(e)
			for n, row := range map[int]int{source: e.Source, target: e.Target} {
				if n > 3 { // known by another name
					to[row] = n - 4
				}
			}
			if source > 3 || target > 3 {
				touched++
			}
			e.Source, e.Target = source%4, target%4
			plain.Edge(e)
		}
		if n := moved.MoveEnds(to); n != touched {
			t.Errorf("%d edges, want %d", n, touched)
		}
		got, built := moved.Build()
		if want, _ := plain.Build(); got.Digest() != want.Digest() || built.UnlistedAll > 0 {
			t.Errorf("another graph, %d unlisted", built.UnlistedAll)
		}
	})
}
