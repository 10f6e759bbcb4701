// Package predict says how plausible a missing relation is, from the relations that are there and from what its two ends
// have in common.
package predict

import (
	"cmp"
	"context"
	"math"
	"slices"

	"trama/analysis/internal/view"
)

// Network is what plausibility is learned from.
type Network struct {
	View   *view.View
	Traits []Trait
}

// Trait is something that nodes can have in common: an attribute's values, as codes; a node may have several or none.
type Trait struct {
	Name   string
	Values [][]uint32 // of each node, ascending
}

// Shares tells whether two nodes have a value in common, and which is the lowest.
func (t Trait) Shares(a, b uint32) (value uint32, ok bool) {
	x, y := t.Values[a], t.Values[b]
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j]:
			return x[i], true
		case x[i] < y[j]:
			i++
		default:
			j++
		}
	}
	return 0, false
}

// Options say how a model is learned.
type Options struct{ Seed int64 }

// Estimate is what a model says of a pair.
type Estimate struct {
	Score        float64 // orders pairs
	Plausibility float64 // the chance that the pair is a missing relation, if one relation in five is missing
	Lift         float64 // plausibility ÷ that of a pair at random
}

// Model is what was learned of a network.
type Model struct {
	network Network
	base    float64
	odds    []float64 // by trait: ln of how much likelier a relation is where the value is shared
}

// Learn learns from a network's own relations.
func Learn(ctx context.Context, n Network, o Options) (*Model, error) {
	m := &Model{network: n, odds: make([]float64, len(n.Traits))}
	nodes, pairs := float64(n.View.N()), float64(n.View.M())
	if free := nodes*(nodes-1)/2 - pairs; free > 0 {
		m.base = min(.5, pairs/4/free)
	}
	for i, t := range n.Traits {
		m.odds[i] = logOdds(n.View, t)
	}
	return m, ctx.Err()
}

func logOdds(v *view.View, t Trait) float64 {
	shared := 0.0
	for u := range v.N() {
		for _, w := range v.Row(u) {
			if _, ok := t.Shares(uint32(u), w); ok && uint32(u) < w {
				shared++
			}
		}
	}
	count := map[uint32]float64{}
	for _, values := range t.Values {
		for _, value := range values {
			count[value]++
		}
	}
	all := 0.0
	values := make([]uint32, 0, len(count))
	for value := range count {
		values = append(values, value)
	}
	slices.Sort(values)
	for _, value := range values {
		all += count[value] * (count[value] - 1) / 2
	}
	n := float64(v.N())
	chance := all / max(1, n*(n-1)/2)
	e := (shared + 5*chance + .5) / (float64(v.M()) + 6)
	odds := math.Log(e / (chance + .001))
	return max(0, min(4, odds))
}

// Affinity returns the evidence of what two nodes have in common, as a logarithm of odds.
func (m *Model) Affinity(a, b uint32) float64 {
	sum := 0.0
	for i, t := range m.network.Traits {
		if _, ok := t.Shares(a, b); ok {
			sum += m.odds[i]
		}
	}
	return sum
}

// Of returns the estimates of pairs.
func (m *Model) Of(ctx context.Context, pairs [][2]uint32) ([]Estimate, error) {
	out := make([]Estimate, len(pairs))
	for i, p := range pairs {
		x := m.base * math.Exp(m.Affinity(p[0], p[1])) * (1 + 200*m.ra(p[0], p[1]))
		out[i] = Estimate{Score: x, Plausibility: x / (1 + x)}
		if m.base > 0 {
			out[i].Lift = out[i].Plausibility / m.base
		}
	}
	return out, ctx.Err()
}

func (m *Model) ra(a, b uint32) float64 {
	v := m.network.View
	sum := 0.0
	x, y := v.Row(int(a)), v.Row(int(b))
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j]:
			sum += 1 / float64(v.Degree(int(x[i])))
			i, j = i+1, j+1
		case x[i] < y[j]:
			i++
		default:
			j++
		}
	}
	return sum
}

// Best returns the k unlinked pairs of the highest resource allocation.
func (m *Model) Best(ctx context.Context, k int, keep func(a, b uint32) bool) ([][2]uint32, error) {
	type scored struct {
		pair  [2]uint32
		score float64
	}
	var all []scored
	v := m.network.View
	sum := make([]float64, v.N())
	for u := range v.N() {
		var met []uint32
		for _, w := range v.Row(u) {
			for _, x := range v.Row(int(w)) {
				if x > uint32(u) {
					if sum[x] == 0 {
						met = append(met, x)
					}
					sum[x] += 1 / float64(v.Degree(int(w)))
				}
			}
		}
		for _, x := range met {
			if !v.Has(u, int(x)) && keep(uint32(u), x) {
				all = append(all, scored{[2]uint32{uint32(u), x}, sum[x]})
			}
			sum[x] = 0
		}
	}
	slices.SortFunc(all, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.pair[0], b.pair[0]), cmp.Compare(a.pair[1], b.pair[1]))
	})
	out := make([][2]uint32, 0, k)
	for _, s := range all[:min(k, len(all))] {
		out = append(out, s.pair)
	}
	return out, ctx.Err()
}
