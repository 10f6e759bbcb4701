package analysis

import (
	"trama/analysis/cohesion"
	"trama/graph"
)

// Cohesion is how closely a graph is knit.
type Cohesion struct {
	Transitivity          float64  `json:"transitivity"`
	AverageClustering     float64  `json:"average_clustering"`
	MaxCore               int      `json:"max_core"`
	CoreShare             float64  `json:"core_share"`
	AlgebraicConnectivity *float64 `json:"algebraic_connectivity"`
	KirchhoffIndex        *float64 `json:"kirchhoff_index"`
	ForestIndex           *float64 `json:"forest_index"`
}

// cohesion fills clustering, cores and the spectral measures.
func (b *reporter) cohesion() error {
	t, err := cohesion.NewTriangles(b.ctx, b.v)
	if err != nil {
		return err
	}
	core, err := cohesion.Cores(b.ctx, b.v)
	if err != nil {
		return err
	}
	b.Cohesion = Cohesion{Transitivity: t.Transitivity(), AverageClustering: t.Average()}
	b.Cohesion.MaxCore, b.Cohesion.CoreShare = innermost(core)
	return b.spectrum()
}

// innermost returns the highest core number and the share of the nodes that have it.
func innermost(core []uint32) (most int, share float64) {
	count := 0
	for _, k := range core {
		if int(k) > most {
			most, count = int(k), 0
		}
		if int(k) == most {
			count++
		}
	}
	if len(core) == 0 {
		return 0, 0
	}
	return most, float64(count) / float64(len(core))
}

func (b *reporter) spectrum() error {
	if b.v.N() == 0 {
		zero := 0.0
		b.Cohesion.AlgebraicConnectivity, b.Cohesion.KirchhoffIndex, b.Cohesion.ForestIndex = &zero, &zero, &zero
		return nil
	}
	members := b.comps.Members()
	s, err := cohesion.NewSpectrum(b.ctx, b.v, members[0])
	if err != nil {
		return err
	}
	forest, err := cohesion.ForestIndex(b.ctx, b.v, members)
	if err != nil {
		return err
	}
	b.Cohesion.AlgebraicConnectivity, b.Cohesion.KirchhoffIndex, b.Cohesion.ForestIndex = s.AlgebraicConnectivity, s.KirchhoffIndex, forest
	if len(members[0]) > cohesion.ExactUpTo {
		if s.AlgebraicConnectivity == nil {
			b.note("not_converged", graph.V{"field": "algebraic_connectivity"})
		}
		b.tooLarge("kirchhoff_index", cohesion.ExactUpTo)
	}
	if forest == nil {
		b.tooLarge("forest_index", cohesion.ExactUpTo)
	}
	return nil
}
