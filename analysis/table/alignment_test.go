package table_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trama/analysis/table"
	"trama/graph"
)

// Those aligned with a line are the actors who chose it or have it among their lines: their pairs that are related, and all other
// pairs of actors. Their pieces are the components that they form, whatever ties them to each other through somebody else.
func TestAlignmentIsThePlainOne(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(low, high int) int { return rapid.IntRange(low, high).Draw(rt, "pick") }
		n := draw(0, 7)
		lines := []string{"node x line label=X", "node y line", "node m meeting date=2026-01-10"}
		var actors, members []int
		for i := range n {
			kind, own, chosen := []string{"person", "service", "organization", "place"}[draw(0, 3)], draw(0, 3) == 0, []string{"", "", "x", "y"}[draw(0, 3)]
			node := fmt.Sprintf("node n%d %s", i, kind)
			if own {
				node += " lines=x|z"
			}
			if lines = append(lines, node); chosen != "" {
				lines = append(lines, fmt.Sprintf("edge n%d prefers %s meeting=m points=10", i, chosen))
			}
			if kind != "place" {
				actors = append(actors, i)
			}
			if kind != "place" && (own || chosen == "x") {
				members = append(members, i)
			}
		}
		related := map[[2]int]bool{}
		for i := range n {
			for j := range i {
				if draw(0, 2) == 0 {
					lines = append(lines, fmt.Sprintf("edge n%d near n%d", j, i))
					related[[2]int{j, i}], related[[2]int{i, j}] = true, true
				}
			}
		}
		made, _ := of(t, town(t, lines...), graph.Lens{})
		inside, pairs := pairsOf(members, related)
		outside, others := pairsOf(actors, related)
		outside, others = outside-inside, others-pairs
		want := table.Alignment{Line: "x", Label: "X", Actors: len(members), RelationsInside: inside, Missing: pairs - inside, Pieces: piecesOf(members, related)}
		if pairs > 0 {
			want.DensityInside = float64(inside) / float64(pairs)
		}
		if others > 0 {
			want.DensityOutside = float64(outside) / float64(others)
		}
		got := made.Alignment(made.Priorities())
		if diff := cmp.Diff(want, got[0]); diff != "" || len(got) != 2 || got[1].Line != "y" {
			rt.Fatalf("%q: %s", lines, diff)
		}
	})
}

// pairsOf counts the pairs of some nodes, and how many of them are related.
func pairsOf(nodes []int, related map[[2]int]bool) (joined, all int) {
	for k, i := range nodes {
		for _, j := range nodes[:k] {
			if all++; related[[2]int{i, j}] {
				joined++
			}
		}
	}
	return joined, all
}

// piecesOf counts the components that some nodes form by themselves.
func piecesOf(nodes []int, related map[[2]int]bool) (count int) {
	seen := map[int]bool{}
	var visit func(i int)
	visit = func(i int) {
		seen[i] = true
		for _, j := range nodes {
			if !seen[j] && related[[2]int{i, j}] {
				visit(j)
			}
		}
	}
	for _, i := range nodes {
		if !seen[i] {
			count++
			visit(i)
		}
	}
	return count
}
