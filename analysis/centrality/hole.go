package centrality

import (
	"context"
	"math"

	"trama/analysis/cohesion"
	"trama/analysis/internal/view"
)

// Constraint returns Burt's constraint of each node, Σ_j (p_ij + Σ_q p_iq p_qj)² over its neighbours j, with
// p_ij = 1/degree(i) (Burt 1992); NaN where a node has no neighbour. It may be above 1 for two neighbours or fewer.
// Direction and weights are ignored.
//
// With T_ij the sum of 1/degree(q) over the common neighbours q of a pair, it is Σ_j ((1 + T_ij) / degree(i))², and T is
// filled while the triangles are listed, in O(m^1.5) where the definition takes Σ degree². T is kept as whole numbers of
// 2⁻⁴⁴, so that the order in which cores add does not matter. It fails only when the context ends.
func Constraint(ctx context.Context, v *view.View) ([]float64, error) {
	o := cohesion.NewOriented(v)
	through, err := throughCommon(ctx, v, o)
	if err != nil {
		return nil, err
	}
	sums := make([]float64, v.N())
	for i := range sums {
		own := 0.0
		for slot := o.Offsets[i]; slot < o.Offsets[i+1]; slot++ {
			share := 1 + float64(through[slot])*(1./unit)
			own += share * share
			sums[o.Targets[slot]] += share * share
		}
		sums[i] += own
	}
	constraint := make([]float64, v.N())
	for u, number := range o.Number {
		if d := float64(v.Degree(u)); d > 0 {
			constraint[u] = sums[number] / (d * d)
		} else {
			constraint[u] = math.NaN()
		}
	}
	return constraint, nil
}

// unit is what 1 is as a whole number in the sums over common neighbours.
const unit = 1 << 44

// throughCommon returns, for each slot, the sum of 1/degree over the common neighbours of its pair.
func throughCommon(ctx context.Context, v *view.View, o *cohesion.Oriented) ([]uint64, error) {
	inverse := make([]uint64, v.N())
	for i, u := range o.Node {
		if d := v.Degree(int(u)); d > 0 {
			inverse[i] = uint64(math.Round(unit / float64(d)))
		}
	}
	parts := make([][]uint64, view.Workers())
	for worker := range parts {
		parts[worker] = make([]uint64, v.M())
	}
	err := o.Each(ctx, func(worker int, t cohesion.Triangle) {
		part := parts[worker]
		part[t.UV] += inverse[t.W]
		part[t.UW] += inverse[t.V]
		part[t.VW] += inverse[t.U]
	})
	for _, part := range parts[1:] {
		for slot, x := range part {
			parts[0][slot] += x
		}
	}
	return parts[0], err
}

// EffectiveSize returns k − 2t/k for a node of k neighbours with t ties among them: Burt's effective size of its network
// in Borgatti's form (1997, Connections 20(1)). NaN where there is no neighbour. Divided by k it is the efficiency.
func EffectiveSize(degree int, triangles int64) float64 {
	if degree == 0 {
		return math.NaN()
	}
	k := float64(degree)
	return k - 2*float64(triangles)/k
}
