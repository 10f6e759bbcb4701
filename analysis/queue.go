package analysis

import (
	"context"
	"slices"

	"trama/analysis/structure"
	"trama/graph"
)

// Queue is what a table has to go through when it validates its map.
type Queue struct {
	Next      []Pending // relations that nobody has validated, contested or retired, in the order of Validation.Next
	Contested []Pending // relations that are contested, by id
	All       int       // relations of the lens and those that are retired
	Validated int
	Retired   int
}

// NewQueue returns what a table has to validate of what the lens leaves of a source: the list of the report, whole, at
// the price of the pieces and bridges alone. It fails as NewReport does. O(n + m).
func NewQueue(ctx context.Context, src Source, l graph.Lens) (*Queue, error) {
	v, sel, err := viewOf(ctx, src, l)
	if err != nil {
		return nil, err
	}
	b := &reporter{Report: &Report{}, ctx: ctx, src: src, sel: sel, v: v, o: ReportOptions{Lens: l}}
	if b.cuts, err = structure.NewCuts(ctx, v); err != nil {
		return nil, err
	}
	b.pending()
	q := &Queue{Next: b.Validation.Next, Contested: []Pending{}}
	status := src.Graph.EdgeMeaning("status")
	for e := range src.Graph.Edges() {
		switch s := status.Text(e); {
		case s == "retired" && graph.Structural(src.Graph.Type(e)):
			q.Retired++
		case sel.HasEdge(e) && s == "validated":
			q.Validated++
		case sel.HasEdge(e) && s == "contested":
			q.Contested = append(q.Contested, b.waiting(e, 0))
		}
	}
	q.All = len(q.Next) + len(q.Contested) + q.Validated + q.Retired
	return q, nil
}

// Card returns the relation with an id where it still waits or is contested, else the first one, and the id of the one
// that follows; nil where there is none left.
func (q *Queue) Card(id string) (card *Pending, next string) {
	list := append(append([]Pending{}, q.Next...), q.Contested...)
	if len(list) == 0 {
		return nil, ""
	}
	at := max(0, slices.IndexFunc(list, func(p Pending) bool { return p.ID == id }))
	if len(list) > 1 {
		next = list[(at+1)%len(list)].ID
	}
	return &list[at], next
}
