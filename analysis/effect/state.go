package effect

import (
	"context"

	"trama/analysis/internal/view"
	"trama/analysis/paths"
	"trama/analysis/structure"
	"trama/analysis/table"
	"trama/graph"
)

// Figures are what a relation can change, as they are in one state.
type Figures struct {
	Components         int     `json:"components"`
	PairsReached       int64   `json:"pairs_reached"`
	Fragmentation      float64 `json:"fragmentation"`
	GlobalEfficiency   float64 `json:"global_efficiency"`
	Bridges            int     `json:"bridges"`
	ArticulationPoints int     `json:"articulation_points"`
	NeedsCovered       int     `json:"needs_covered"`
}

// Minus returns the differences from the figures of another state.
func (f Figures) Minus(before Figures) Figures {
	return Figures{
		Components: f.Components - before.Components, PairsReached: f.PairsReached - before.PairsReached,
		Fragmentation:      f.Fragmentation - before.Fragmentation,
		GlobalEfficiency:   f.GlobalEfficiency - before.GlobalEfficiency,
		Bridges:            f.Bridges - before.Bridges,
		ArticulationPoints: f.ArticulationPoints - before.ArticulationPoints,
		NeedsCovered:       f.NeedsCovered - before.NeedsCovered,
	}
}

// Options say through which lens a graph is read, and how far apart its nodes are.
type Options struct {
	Lens      graph.Lens
	Distances paths.Options
	Far       *paths.Distances // where they are known already; nil: they are searched for
}

// State is a graph through a lens, with all that its figures are counted from: whole numbers, so that the figures of two
// states can be compared to the last digit.
type State struct {
	Graph *graph.Graph
	Lens  graph.Lens
	Aside *graph.Selection // what the lens leaves with all kinds and types that it does not exclude
	View  *view.View
	Parts *structure.Components
	Cuts  *structure.Cuts
	Far   *paths.Distances
	Needs table.Needs

	distances paths.Options
}

// NewState returns the state of a graph through a lens: O(n+m), nearly, and where distances are not known as long as
// paths.New takes. It fails as the lens does for one that is none, and when the context ends.
func NewState(ctx context.Context, g *graph.Graph, o Options) (*State, error) {
	s := &State{Graph: g, Lens: o.Lens, Far: o.Far, distances: o.Distances}
	sel, err := o.Lens.Select(g)
	if err != nil {
		return nil, err
	}
	if s.Aside, err = table.Aside(g, o.Lens); err != nil {
		return nil, err
	}
	s.Needs = table.NewNeeds(s.Aside)
	if s.View, err = view.New(ctx, sel, view.Options{}); err != nil {
		return nil, err
	}
	if s.Parts, err = structure.NewComponents(ctx, s.View); err != nil {
		return nil, err
	}
	if s.Cuts, err = structure.NewCuts(ctx, s.View); err == nil && s.Far == nil {
		s.Far, err = paths.New(ctx, s.View, o.Distances)
	}
	return s, err
}

// Figures returns the figures of a state.
func (s *State) Figures() Figures { return s.counts().figures(s.View.N()) }

// counts are the whole numbers behind Figures.
type counts struct {
	components, bridges, points, needs int
	reached                            int64
	far                                *paths.Distances
}

func (s *State) counts() counts {
	return counts{
		components: s.Parts.Count(), reached: s.Parts.Reached(), bridges: len(s.Cuts.Bridges),
		points: len(s.Cuts.ArticulationPoints()), far: s.Far, needs: len(s.Needs.Answered),
	}
}

// figures returns the figures of counts among n nodes.
func (c counts) figures(n int) Figures {
	return Figures{
		Components: c.components, PairsReached: c.reached, Fragmentation: structure.Fragmentation(n, c.reached),
		GlobalEfficiency: c.far.Efficiency(), Bridges: c.bridges, ArticulationPoints: c.points, NeedsCovered: c.needs,
	}
}
