package gap

import (
	"context"

	"trama/analysis/predict"
	"trama/graph"
)

// returnPrior is how plausible it is that an expectation is returned. It is stated, not learned.
const returnPrior = .5

// reciprocity proposes, for each expectation that no commitment answers, a commitment of the one who is asked.
func (s *search) reciprocity(ctx context.Context) error {
	status := s.Graph.EdgeMeaning("status")
	for e := range s.Graph.Edges() {
		if s.Graph.Type(e) != "expects" || !s.Aside.HasEdge(e) || status.Text(e) == "retired" || s.records.answered[s.Graph.EdgeID(e)] {
			continue
		}
		asks, asked := s.Graph.Ends(e)
		if s.leftOut(asks) || s.leftOut(asked) {
			continue
		}
		if c, ok := s.addTyped(Reciprocity, graph.Commitment, asked, asks); ok && c.estimate.Plausibility == 0 {
			c.estimate = predict.Estimate{Score: returnPrior, Plausibility: returnPrior, Lift: 1}
			c.said = append(c.said, Reason{Sentence: say("expectation", graph.V{
				"asks": s.Graph.Label(asks), "asked": s.Graph.Label(asked), "what": s.Graph.EdgeColumn("what").Text(e),
			})})
		}
	}
	return ctx.Err()
}

// leftOut tells whether the lens leaves out an actor by choosing other kinds. A sector, which is never in the view, it leaves
// out only by excluding it.
func (s *search) leftOut(at int) bool {
	_, in := s.View.Index(at)
	return !in && graph.IsActor(s.Graph.Kind(at))
}
