package table

import (
	"slices"

	"trama/graph"
)

// Commitments says what was promised and what became of it.
type Commitments struct {
	CommitmentCounts
	List []Commitment `json:"list"` // in order of id
}

// CommitmentCounts are how many commitments are in each state.
type CommitmentCounts struct {
	Proposed int    `json:"proposed"`
	Agreed   int    `json:"agreed"`
	UnderWay int    `json:"under_way"`
	Kept     int    `json:"kept"`
	Dropped  int    `json:"dropped"`
	Late     int    `json:"late"` // due before the day, neither kept nor dropped
	Day      string `json:"day"`  // today, "" where it is not known and nothing is late, or nobody promised anything
}

// Commitment is one promise.
type Commitment struct {
	ID    string   `json:"id"`
	What  string   `json:"what"`
	By    []Thing  `json:"by"`
	Due   *string  `json:"due"`
	State string   `json:"state"`
	Gives []string `json:"gives"`
	Late  bool     `json:"late"`
}

// Commitments returns the commitments, in O(n+m).
func (t *Table) Commitments() Commitments {
	c := Commitments{List: []Commitment{}}
	for _, i := range t.nodes(graph.Commitment) {
		one := t.commitment(i)
		switch one.State {
		case "agreed":
			c.Agreed++
		case "under_way":
			c.UnderWay++
		case "kept":
			c.Kept++
		case "dropped":
			c.Dropped++
		default:
			c.Proposed++
		}
		if one.Late {
			c.Late++
		}
		c.List, c.Day = append(c.List, one), t.day
	}
	return c
}

func (t *Table) commitment(i int) Commitment {
	c := Commitment{ID: t.g.NodeID(i), What: t.g.Label(i), State: t.text(i, "state"), By: []Thing{}, Gives: append([]string{}, list(t.g.NodeColumn("gives"), i)...)}
	for _, by := range t.sources(i, "commits") {
		c.By = append(c.By, t.thing(by))
	}
	if due := t.text(i, "due"); due != "" {
		c.Due = &due
		c.Late = due < t.day && c.State != "kept" && c.State != "dropped"
	}
	return c
}

// KeptEdges returns the ids of the relations that kept commitments have added: those whose source is one, ascending.
func (t *Table) KeptEdges() []string {
	source := t.g.EdgeColumn("source")
	kept := map[string]bool{}
	for _, i := range t.nodes(graph.Commitment) {
		if t.text(i, "state") == "kept" {
			kept[t.g.NodeID(i)] = true
		}
	}
	var out []string
	for e := range t.g.Edges() {
		if kept[source.Text(e)] && t.aside.HasEdge(e) {
			out = append(out, t.g.EdgeID(e))
		}
	}
	slices.Sort(out)
	return out
}
