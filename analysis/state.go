package analysis

import (
	"context"

	"trama/analysis/effect"
	"trama/analysis/internal/view"
	"trama/analysis/paths"
	"trama/analysis/table"
	"trama/graph"
)

// state is a graph under a lens, with all that its Figures are computed from.
type state struct {
	graph *graph.Graph
	lens  graph.Lens
	aside *graph.Selection // what the lens leaves with all kinds and types that it does not exclude
	*effect.State
	needs needs
}

// newState reads a graph through a lens. Distances are exact or sampled as the report's are.
func newState(ctx context.Context, g *graph.Graph, lens graph.Lens, o paths.Options) (*state, error) {
	s, err := stateWithoutDistances(ctx, g, lens)
	if err != nil {
		return nil, err
	}
	s.Far, err = paths.New(ctx, s.View, o)
	return s, err
}

func stateWithoutDistances(ctx context.Context, g *graph.Graph, lens graph.Lens) (*state, error) {
	sel, err := lens.Select(g)
	if err != nil {
		return nil, err
	}
	s := &state{graph: g, lens: lens}
	if s.aside, err = table.Aside(g, lens); err != nil {
		return nil, err
	}
	s.needs = newNeeds(s.aside)
	v, err := view.New(ctx, sel, view.Options{})
	if err != nil {
		return nil, err
	}
	s.State, err = effect.NewState(ctx, v)
	return s, err
}

// figures are those of a state with its distances.
func (s *state) figures() Figures {
	f := s.Figures()
	f.NeedsCovered = s.needs.covered()
	return f
}

// needs are the needs that a lens leaves and which of them are answered, as the report's coverage counts them: by a
// declared or validated relation "answers" that the lens leaves, too.
type needs struct {
	open     []int // positions of the needs that nobody answers
	answered []int // and of the others
}

func newNeeds(aside *graph.Selection) needs {
	var n needs
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
			n.answered = append(n.answered, i)
		} else {
			n.open = append(n.open, i)
		}
	}
	return n
}

func (n needs) covered() int { return len(n.answered) }
