package table

import "trama/graph"

// Needs are the needs that a lens leaves and which of them are answered, as Coverage counts them: by a declared or
// validated relation "answers" that the lens leaves, too. They are positions, ascending.
type Needs struct {
	Open     []int // what nobody answers
	Answered []int // and the others
}

// NewNeeds returns the needs of what a lens leaves of a graph with all kinds and types: of Aside. O(n+m).
func NewNeeds(aside *graph.Selection) Needs {
	var n Needs
	g := aside.Graph
	status := g.EdgeMeaning("status")
	answered := map[int]bool{}
	for e := range g.Edges() {
		if g.Type(e) != "answers" || !aside.HasEdge(e) {
			continue
		}
		if said := status.Text(e); said != "contested" && said != "retired" {
			_, to := g.Ends(e)
			answered[to] = true
		}
	}
	for i := range g.Nodes() {
		if g.Kind(i) != graph.Need || !aside.HasNode(i) {
			continue
		}
		if answered[i] {
			n.Answered = append(n.Answered, i)
		} else {
			n.Open = append(n.Open, i)
		}
	}
	return n
}
