package table

import (
	"cmp"
	"slices"

	"trama/graph"
)

// Reciprocity says what is expected of whom, and what comes back. An expectation is returned when a commitment that is
// not dropped carries it as its on_id.
type Reciprocity struct {
	Asked      int           `json:"asked"`
	Returned   int           `json:"returned"`
	Matrix     []Exchange    `json:"matrix"`     // by sector of who asks and of who is asked; "": none
	Unreturned []Expectation `json:"unreturned"` // in order of id
	Silent     []Silent      `json:"silent"`     // asked twice or more, and nothing returned
}

// Exchange is what one sector asks of another.
type Exchange struct {
	From     string `json:"from"`
	To       string `json:"to"`
	Asked    int    `json:"asked"`
	Returned int    `json:"returned"`
}

// Expectation is one that is not returned.
type Expectation struct {
	ID        string `json:"id"`
	From      string `json:"from"`
	FromLabel string `json:"from_label"`
	To        string `json:"to"`
	ToLabel   string `json:"to_label"`
	What      string `json:"what"`
	Condition string `json:"condition"`
}

// Silent is who is asked by many and answers none.
type Silent struct {
	Thing
	Asked int `json:"asked"`
}

// Reciprocity returns the reciprocity, in O(n+m).
func (t *Table) Reciprocity() Reciprocity {
	r := Reciprocity{Matrix: []Exchange{}, Unreturned: []Expectation{}, Silent: []Silent{}}
	returned := t.returned()
	cells, asked, answered := map[[2]string]*Exchange{}, map[int]int{}, map[int]int{}
	for e := range t.g.Edges() {
		if !t.aside.HasEdge(e) || t.g.Type(e) != "expects" {
			continue
		}
		from, to := t.g.Ends(e)
		key := [2]string{t.sectorOf(from), t.sectorOf(to)}
		if cells[key] == nil {
			cells[key] = &Exchange{From: key[0], To: key[1]}
		}
		r.Asked++
		cells[key].Asked++
		asked[to]++
		if returned[t.g.EdgeID(e)] {
			r.Returned++
			cells[key].Returned++
			answered[to]++
			continue
		}
		r.Unreturned = append(r.Unreturned, t.expectation(e, from, to))
	}
	for _, c := range cells {
		r.Matrix = append(r.Matrix, *c)
	}
	slices.SortFunc(r.Matrix, func(a, b Exchange) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	r.Silent = t.silent(asked, answered)
	return r
}

func (t *Table) expectation(e, from, to int) Expectation {
	text := func(name string) string { return t.g.EdgeColumn(name).Text(e) }
	return Expectation{
		ID: t.g.EdgeID(e), From: t.g.NodeID(from), FromLabel: t.g.Label(from), To: t.g.NodeID(to), ToLabel: t.g.Label(to),
		What: text("what"), Condition: text("condition"),
	}
}

// returned returns the ids that commitments not dropped are about.
func (t *Table) returned() map[string]bool {
	out := map[string]bool{}
	for _, i := range t.nodes(graph.Commitment) {
		if on := t.text(i, "on_id"); on != "" && t.text(i, "state") != "dropped" {
			out[on] = true
		}
	}
	return out
}

func (t *Table) silent(asked, answered map[int]int) []Silent {
	out := []Silent{}
	for i, times := range asked {
		if times >= 2 && answered[i] == 0 {
			out = append(out, Silent{Thing: t.thing(i), Asked: times})
		}
	}
	slices.SortFunc(out, func(a, b Silent) int { return cmp.Or(cmp.Compare(b.Asked, a.Asked), cmp.Compare(a.ID, b.ID)) })
	return out
}
