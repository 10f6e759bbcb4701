package analysis

import (
	"context"
	"math"

	"trama/analysis/internal/view"
	"trama/analysis/paths"
	"trama/analysis/structure"
)

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
		f.ComponentEntropyNormalized = f.ComponentEntropy / math.Log(float64(n))
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

// structureOf returns the size and density of a view.
func structureOf(v *view.View) Structure {
	n, m := v.N(), v.M()
	s := Structure{Nodes: n, Edges: m, ParallelEdges: v.Parallel, SelfLoops: v.Loops}
	if n > 1 {
		s.Density = float64(m) / float64(structure.Pairs(n))
	}
	if n > 0 {
		s.MeanDegree = 2 * float64(m) / float64(n)
	}
	for u := range n {
		if v.Degree(u) == 0 {
			s.Isolates++
		}
	}
	return s
}
