package analysis

import (
	"context"

	"trama/analysis/table"
	"trama/graph"
)

// Answers says which needs and expectations of the table have one, by the rules of the report.
type Answers struct {
	Answered   []string            // ids of the needs that are answered
	Unreturned []table.Expectation // what nobody has returned
}

// NewAnswers returns the answers in a network through a lens. O(n+m). It fails with Usage and NotFound for a lens that is
// none, and when the context ends.
func NewAnswers(ctx context.Context, src Source, lens graph.Lens) (*Answers, error) {
	v, _, err := viewOf(ctx, src, lens)
	if err != nil {
		return nil, err
	}
	aside, err := table.Aside(src.Graph, lens)
	if err != nil {
		return nil, err
	}
	t, err := table.New(src.Graph, lens, v, src.day(lens))
	if err != nil {
		return nil, err
	}
	return answersOf(aside, t), nil
}

func answersOf(aside *graph.Selection, t *table.Table) *Answers {
	r := &Answers{Answered: []string{}, Unreturned: t.Reciprocity().Unreturned}
	for _, i := range table.NewNeeds(aside).Answered {
		r.Answered = append(r.Answered, aside.Graph.NodeID(i))
	}
	return r
}
