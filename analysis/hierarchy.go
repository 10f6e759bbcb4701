package analysis

import (
	"trama/analysis/structure"
	"trama/graph"
)

// Hierarchy is Krackhardt's graph-theoretic dimensions of the directed view; null beyond 2,000 nodes.
type Hierarchy struct {
	Connectedness *float64 `json:"connectedness"`
	Hierarchy     *float64 `json:"hierarchy"`
	Efficiency    *float64 `json:"efficiency"`
	Lubness       *float64 `json:"lubness"`
}

// hierarchy fills Krackhardt's dimensions of the directed view.
func (b *reporter) hierarchy() error {
	h, ok, err := structure.NewHierarchy(b.ctx, b.v.Arcs(), b.comps)
	if err != nil {
		return err
	}
	if !ok {
		b.tooLarge("hierarchy", structure.HierarchyUpTo)
		return nil
	}
	b.Hierarchy = Hierarchy{Connectedness: &h.Connectedness, Hierarchy: &h.Hierarchy, Efficiency: &h.Efficiency, Lubness: &h.LUBness}
	return nil
}

// tooLarge notes that a field is null because its graph has more nodes than it is computed for.
func (b *reporter) tooLarge(field string, limit int) {
	b.note("too_large", graph.V{"field": field, "limit": limit})
}
