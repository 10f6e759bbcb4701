package gap

import (
	"context"

	"trama/analysis/effect"
	"trama/analysis/internal/view"
	"trama/graph"
)

// Suggestion is a missing relation with its reasons and what it would change.
type Suggestion struct {
	ID          string `json:"id"`
	Family      string `json:"family"`
	Source      string `json:"source"`
	SourceLabel string `json:"source_label"`
	Target      string `json:"target"`
	TargetLabel string `json:"target_label"`
	Type        string `json:"type"` // see docs/methods.md, The type that is proposed
	*Weighing          // nil: it stands in a plan beyond the first 50, and nobody weighed it
}

// Weighing is what speaks for a suggestion, and how it begins.
type Weighing struct {
	Plausibility    float64          `json:"plausibility"`
	Lift            float64          `json:"lift"`
	Benefit         float64          `json:"benefit"`
	ExpectedBenefit float64          `json:"expected_benefit"`
	Effect          effect.Figures   `json:"effect"` // differences, after − before
	Reasons         []Reason         `json:"reasons"`
	Introducers     []Introducer     `json:"introducers"`
	Step            int              `json:"step"` // 1 to 7
	Cautions        []graph.Sentence `json:"cautions"`
}

// suggestions returns candidates as the list shows them.
func (s *search) suggestions(ctx context.Context, list []*candidate) ([]Suggestion, error) {
	out := make([]Suggestion, len(list))
	err := view.Share(ctx, len(list), func(_, i int) { out[i] = s.suggestion(ctx, list[i]) })
	return out, err
}

func (s *search) suggestion(ctx context.Context, c *candidate) Suggestion {
	out, introducers := s.bare(c), s.introducers(c)
	out.Weighing = &Weighing{
		Plausibility: c.estimate.Plausibility, Lift: c.estimate.Lift, Benefit: c.benefit, ExpectedBenefit: c.expected(),
		Effect: c.effect, Reasons: s.reasons(ctx, c), Introducers: introducers,
		Step: s.step(c, introducers), Cautions: s.cautions(c, introducers),
	}
	return out
}

// bare returns a suggestion without what costs to compute.
func (s *search) bare(c *candidate) Suggestion {
	g := s.Graph
	return Suggestion{
		ID: s.id(c), Family: c.family, Type: c.typ,
		Source: g.NodeID(c.from), SourceLabel: g.Label(c.from), Target: g.NodeID(c.to), TargetLabel: g.Label(c.to),
	}
}

// step returns the smallest useful step of the seven: 1 suggest to one to talk to the other, 2 suggest it to both,
// 3 tell each of the other and why, 4 bring them together in a message or a call, 5 introduce them in person,
// 6 introduce them in person and stay with them, 7 introduce them in person with a piece of work to share.
func (s *search) step(c *candidate, introducers []Introducer) int {
	switch {
	case c.typ == graph.Commitment:
		return 1
	case c.typ == "answers":
		return 7
	case !s.sameComponent(c):
		if len(introducers) > 0 {
			return 5
		}
		return 6
	}
	switch common := len(s.common(c)); {
	case common >= 2:
		return 1
	case common == 1:
		return 2
	case len(introducers) > 0 && len(introducers[0].Path) == 4:
		return 3
	}
	return 4
}

func (s *search) sameComponent(c *candidate) bool {
	return c.u >= 0 && c.w >= 0 && s.Parts.Of[c.u] == s.Parts.Of[c.w]
}

// common returns the nodes of the view that both ends are joined to, ascending.
func (s *search) common(c *candidate) []int {
	if c.u < 0 || c.w < 0 {
		return nil
	}
	var out []int
	x, y := s.View.Row(c.u), s.View.Row(c.w)
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j]:
			out = append(out, int(x[i]))
			i, j = i+1, j+1
		case x[i] < y[j]:
			i++
		default:
			j++
		}
	}
	return out
}
