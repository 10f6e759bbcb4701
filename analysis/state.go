package analysis

import (
	"context"

	"trama/analysis/internal/view"
	"trama/analysis/paths"
	"trama/analysis/structure"
	"trama/analysis/table"
	"trama/graph"
)

// state is a graph under a lens, with all that its Figures are computed from: whole numbers, so that the figures of two
// states can be compared to the last digit.
type state struct {
	graph *graph.Graph
	lens  graph.Lens
	aside *graph.Selection // what the lens leaves with all kinds and types that it does not exclude
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
	s := &state{graph: g, lens: lens}
	if s.aside, err = table.Aside(g, lens); err != nil {
		return nil, err
	}
	s.needs = newNeeds(s.aside)
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
