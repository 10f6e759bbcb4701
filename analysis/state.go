package analysis

import (
	"context"

	"trama/analysis/internal/view"
	"trama/analysis/paths"
	"trama/analysis/structure"
	"trama/graph"
)

// state is a graph under a lens, with all that its Figures are computed from: whole numbers, so that the figures of two
// states can be compared to the last digit.
type state struct {
	graph *graph.Graph
	lens  graph.Lens
	view  *view.View
	parts *structure.Components
	cuts  *structure.Cuts
	far   *paths.Distances
	needs needs
}

// newState reads a graph through a lens. Distances are exact or sampled as the report's are.
func newState(ctx context.Context, g *graph.Graph, lens graph.Lens, o paths.Options) (*state, error) {
	s, err := stateWithoutDistances(ctx, g, lens)
	if err != nil {
		return nil, err
	}
	s.far, err = paths.New(ctx, s.view, o)
	return s, err
}

func stateWithoutDistances(ctx context.Context, g *graph.Graph, lens graph.Lens) (*state, error) {
	sel, err := lens.Select(g)
	if err != nil {
		return nil, err
	}
	s := &state{graph: g, lens: lens, needs: newNeeds(g, lens.AsOf)}
	if s.view, err = view.New(ctx, sel, view.Options{}); err != nil {
		return nil, err
	}
	if s.parts, err = structure.NewComponents(ctx, s.view); err != nil {
		return nil, err
	}
	s.cuts, err = structure.NewCuts(ctx, s.view)
	return s, err
}

// counts are the whole numbers behind Figures.
type counts struct {
	components, bridges, points, covered int
	reached                              int64
	far                                  *paths.Distances
}

func (s *state) counts() counts {
	return counts{
		components: s.parts.Count(), reached: s.parts.Reached(), bridges: len(s.cuts.Bridges),
		points: s.cuts.ArticulationPoints(), covered: s.needs.covered(), far: s.far,
	}
}

// figures returns the figures of counts among n nodes.
func (c counts) figures(n int) Figures {
	return Figures{
		Components: c.components, PairsReached: c.reached, Fragmentation: structure.Fragmentation(n, c.reached),
		GlobalEfficiency: c.far.Efficiency(), Bridges: c.bridges, ArticulationPoints: c.points, NeedsCovered: c.covered,
	}
}

// minus returns the differences of two states' figures.
func (f Figures) minus(before Figures) Figures {
	return Figures{
		Components: f.Components - before.Components, PairsReached: f.PairsReached - before.PairsReached,
		Fragmentation:      f.Fragmentation - before.Fragmentation,
		GlobalEfficiency:   f.GlobalEfficiency - before.GlobalEfficiency,
		Bridges:            f.Bridges - before.Bridges,
		ArticulationPoints: f.ArticulationPoints - before.ArticulationPoints,
		NeedsCovered:       f.NeedsCovered - before.NeedsCovered,
	}
}

// needs are the needs of a graph and which of them are answered: by a declared or validated relation "answers" from a
// node that is not retired. Retired needs, and those that do not stand on the day, are none; so is an answer.
type needs struct {
	open     []int // positions of the needs that nobody answers
	answered int
}

func newNeeds(g *graph.Graph, day string) needs {
	var n needs
	nodeStands, edgeStands, said := standsOn(g.Meaning, day), standsOn(g.EdgeMeaning, day), g.EdgeMeaning("status")
	answered := map[int]bool{}
	for e := range g.Edges() {
		if g.Type(e) != "answers" {
			continue
		}
		if from, to := g.Ends(e); said.Text(e) != "contested" && edgeStands(e) && nodeStands(from) {
			answered[to] = true
		}
	}
	for i := range g.Nodes() {
		switch {
		case g.Kind(i) != graph.Need || !nodeStands(i):
		case answered[i]:
			n.answered++
		default:
			n.open = append(n.open, i)
		}
	}
	return n
}

// standsOn returns the test whether what is in a row is not retired and stands on a day.
func standsOn(meaning func(name string) *graph.Column, day string) func(row int) bool {
	status, since, until := meaning("status"), meaning("since"), meaning("until")
	return func(row int) bool { return status.Text(row) != "retired" && graph.Stands(since, until, row, day) }
}

func (n needs) covered() int { return n.answered }
