package effect

import (
	"context"

	"trama/analysis/internal/view"
	"trama/analysis/paths"
	"trama/analysis/structure"
)

// Figures are what a relation can change, as they are in one state.
type Figures struct {
	Components         int     `json:"components"`
	PairsReached       int64   `json:"pairs_reached"`
	Fragmentation      float64 `json:"fragmentation"`
	GlobalEfficiency   float64 `json:"global_efficiency"`
	Bridges            int     `json:"bridges"`
	ArticulationPoints int     `json:"articulation_points"`
	NeedsCovered       int     `json:"needs_covered"` // by whoever knows the needs
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

// State is a view with all that its figures are counted from: whole numbers, so that the figures of two states can be
// compared to the last digit.
type State struct {
	View  *view.View
	Parts *structure.Components
	Cuts  *structure.Cuts
	Far   *paths.Distances
}

// NewState returns the state of a view, without its distances. O(n+m), nearly. It fails only when the context ends.
func NewState(ctx context.Context, v *view.View) (*State, error) {
	s := &State{View: v}
	var err error
	if s.Parts, err = structure.NewComponents(ctx, v); err != nil {
		return nil, err
	}
	s.Cuts, err = structure.NewCuts(ctx, v)
	return s, err
}

// Figures returns the figures of a state with its distances, but for the needs.
func (s *State) Figures() Figures { return s.counts().figures(s.View.N()) }

// counts are the whole numbers behind Figures.
type counts struct {
	components, bridges, points int
	reached                     int64
	far                         *paths.Distances
}

func (s *State) counts() counts {
	return counts{
		components: s.Parts.Count(), reached: s.Parts.Reached(), bridges: len(s.Cuts.Bridges),
		points: s.Cuts.ArticulationPoints(), far: s.Far,
	}
}

// figures returns the figures of counts among n nodes.
func (c counts) figures(n int) Figures {
	return Figures{
		Components: c.components, PairsReached: c.reached, Fragmentation: structure.Fragmentation(n, c.reached),
		GlobalEfficiency: c.far.Efficiency(), Bridges: c.bridges, ArticulationPoints: c.points,
	}
}
