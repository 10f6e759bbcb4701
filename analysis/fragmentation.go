package analysis

import (
	"context"
	"math"

	"trama/analysis/internal/view"
	"trama/analysis/paths"
	"trama/analysis/structure"
)

// Fragmentation is how much a graph is in pieces. Distances count steps, over pairs that reach each other.
type Fragmentation struct {
	Components                 int      `json:"components"`
	LargestComponent           int      `json:"largest_component"`
	LargestShare               float64  `json:"largest_share"`
	ComponentEntropy           float64  `json:"component_entropy"`
	ComponentEntropyNormalized float64  `json:"component_entropy_normalized"`
	Herfindahl                 float64  `json:"herfindahl"`
	Fragmentation              float64  `json:"fragmentation"`
	Connectedness              float64  `json:"connectedness"`
	DistanceFragmentation      float64  `json:"distance_fragmentation"`
	GlobalEfficiency           float64  `json:"global_efficiency"`
	MeanDistance               *float64 `json:"mean_distance"`
	Diameter                   int      `json:"diameter"`
	Exact                      bool     `json:"exact"`
	Samples                    int      `json:"samples"`        // sources of distances; all nodes where exact
	StandardError              *float64 `json:"standard_error"` // of global_efficiency, where sampled
}

// fragmentation returns the fragmentation fields of a view, given its components and distances.
func fragmentation(v *view.View, c *structure.Components, d *paths.Distances) Fragmentation {
	n := v.N()
	f := Fragmentation{
		Components: c.Count(), LargestComponent: c.Largest(),
		ComponentEntropy: c.Entropy(), Herfindahl: c.Herfindahl(),
		Fragmentation: structure.Fragmentation(n, c.Reached()), Connectedness: structure.Connectedness(n, c.Reached()),
		DistanceFragmentation: d.Fragmentation(), GlobalEfficiency: d.Efficiency(), MeanDistance: d.Mean(),
		Diameter: d.Diameter(), Exact: d.Exact, Samples: d.Sources, StandardError: d.StandardError(),
	}
	if n > 0 {
		f.LargestShare = float64(c.Largest()) / float64(n)
	}
	if n > 1 {
		f.ComponentEntropyNormalized = min(1, f.ComponentEntropy/math.Log(float64(n))) // the sum may be rounded up
	}
	return f
}

// fragmentationOf computes components and distances of a view and returns its fragmentation fields.
func fragmentationOf(ctx context.Context, v *view.View, o paths.Options) (Fragmentation, error) {
	c, err := structure.NewComponents(ctx, v)
	if err != nil {
		return Fragmentation{}, err
	}
	d, err := paths.New(ctx, v, o)
	if err != nil {
		return Fragmentation{}, err
	}
	f := fragmentation(v, c, d)
	return f, f.lengthen(ctx, v, c)
}

// sweeps is how many searches look for a longer distance than a sample has met.
const sweeps = 8

// lengthen raises the diameter of sampled distances to the longest that a few well-chosen searches find. It stays a
// lower bound, mostly a sharp one.
func (f *Fragmentation) lengthen(ctx context.Context, v *view.View, c *structure.Components) error {
	if f.Exact {
		return nil
	}
	d, err := paths.NewDiameter(ctx, v, c.Members(), sweeps)
	f.Diameter = max(f.Diameter, d.Lower)
	return err
}
