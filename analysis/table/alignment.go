package table

import (
	"slices"

	"trama/graph"
)

// Alignment says whether those who chose a production line, or work on it, work with each other.
type Alignment struct {
	Line            string  `json:"line"`
	Label           string  `json:"label"`
	Actors          int     `json:"actors"`           // in the view, who put the line alone in front or have it among their lines
	RelationsInside int     `json:"relations_inside"` // pairs of them that are related
	DensityInside   float64 `json:"density_inside"`   // over their pairs
	DensityOutside  float64 `json:"density_outside"`  // over all other pairs of actors
	Pieces          int     `json:"pieces"`           // of the part of the view that they form
	Missing         int     `json:"missing"`          // pairs of them that are not related
}

// Alignment returns the alignment of each line, in ascending order of its id; p are the priorities of the same table.
func (t *Table) Alignment(p Priorities) []Alignment {
	actors := t.actorsOfView()
	related := t.relatedActors(actors)
	out := []Alignment{}
	for _, line := range t.nodes(graph.Line) {
		members := t.membersOf(line, p.choosers[line], actors)
		a := Alignment{Line: t.g.NodeID(line), Label: t.g.Label(line), Actors: len(members)}
		a.RelationsInside, a.Pieces = t.inside(members)
		pairs, all := len(members)*(len(members)-1)/2, len(actors)*(len(actors)-1)/2
		a.DensityInside, a.DensityOutside = share(a.RelationsInside, pairs), share(related-a.RelationsInside, all-pairs)
		a.Missing = pairs - a.RelationsInside
		out = append(out, a)
	}
	return out
}

// actorsOfView returns the nodes of the view that are persons, services or organizations.
func (t *Table) actorsOfView() []int {
	var out []int
	for u := range t.v.N() {
		if graph.IsActor(t.g.Kind(t.v.Position(u))) {
			out = append(out, u)
		}
	}
	return out
}

// relatedActors counts the pairs of actors that are related.
func (t *Table) relatedActors(actors []int) int {
	isActor := make([]bool, t.v.N())
	for _, u := range actors {
		isActor[u] = true
	}
	count := 0
	for _, u := range actors {
		for _, w := range t.v.Row(u) {
			if int(w) > u && isActor[w] {
				count++
			}
		}
	}
	return count
}

// membersOf returns the actors of the view who chose a line or have it among their lines.
func (t *Table) membersOf(line int, choosers, actors []int) []int {
	id, lines := t.g.NodeID(line), t.g.NodeColumn("lines")
	var out []int
	for _, u := range actors {
		i := t.v.Position(u)
		if slices.Contains(choosers, i) || slices.Contains(list(lines, i), id) {
			out = append(out, u)
		}
	}
	return out
}

// inside returns how many pairs of the members are related, and in how many pieces these relations leave them.
func (t *Table) inside(members []int) (relations, pieces int) {
	place := map[int]int{}
	parent := make([]int, len(members))
	for i, u := range members {
		place[u], parent[i] = i, i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	pieces = len(members)
	for i, u := range members {
		for _, w := range t.v.Row(u) {
			j, in := place[int(w)]
			if !in || int(w) < u {
				continue
			}
			relations++
			if a, b := root(i), root(j); a != b {
				parent[a] = b
				pieces--
			}
		}
	}
	return relations, pieces
}
