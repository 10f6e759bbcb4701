package analysis

import (
	"math"

	"trama/analysis/centrality"
	"trama/analysis/cohesion"
	"trama/analysis/paths"
	"trama/analysis/structure"
	"trama/graph"
)

// family are columns that one kernel gives.
type family struct {
	names []string
	fill  func(*measurer) error
}

// metricColumns returns all columns in their order, with the kernels that fill them.
func metricColumns() []family {
	return []family{
		{[]string{"id", "label", "kind"}, (*measurer).names},
		{[]string{"component"}, (*measurer).component},
		{[]string{"degree", "strength"}, (*measurer).degrees},
		{[]string{"core"}, (*measurer).cores},
		{[]string{"triangles", "clustering"}, (*measurer).clustering},
		{[]string{"constraint"}, (*measurer).constraint},
		{[]string{"effective_size", "efficiency"}, (*measurer).effectiveSize},
		{[]string{"betweenness", "betweenness_normalized"}, (*measurer).betweenness},
		{[]string{"harmonic"}, (*measurer).harmonic},
		{[]string{"pagerank"}, (*measurer).pagerank},
		{[]string{"community"}, (*measurer).community},
		{[]string{"articulation", "components_after_removal", "fragmentation_after_removal"}, (*measurer).removal},
		{[]string{"bridging"}, (*measurer).bridging},
		{brokerageColumns(), (*measurer).brokerage},
	}
}

func (m *measurer) names() error {
	g, n := m.v.Graph(), m.v.N()
	ids, labels, kinds := make([]string, n), make([]string, n), make([]string, n)
	for u := range n {
		i := m.v.Position(u)
		ids[u], labels[u], kinds[u] = g.NodeID(i), g.Label(i), g.Kind(i)
	}
	m.add(MetricColumn{Name: "id", Texts: ids})
	m.add(MetricColumn{Name: "label", Texts: labels})
	m.add(MetricColumn{Name: "kind", Texts: kinds})
	return nil
}

// whole adds a column of whole numbers, one for each node, where it is wanted.
func (m *measurer) whole(name string, value func(u int) int64) {
	if !m.wanted[name] {
		return
	}
	c := MetricColumn{Name: name, Integers: make([]int64, m.v.N())}
	for u := range c.Integers {
		c.Integers[u] = value(u)
	}
	m.add(c)
}

// real adds a column of real numbers, one for each node, where it is wanted; NaN is none.
func (m *measurer) real(name string, value func(u int) float64) {
	if !m.wanted[name] {
		return
	}
	c := MetricColumn{Name: name, Numbers: make([]float64, m.v.N())}
	for u := range c.Numbers {
		c.Numbers[u] = value(u)
	}
	m.add(c)
}

func (m *measurer) component() error {
	c, err := structure.NewComponents(m.ctx, m.v)
	if err != nil {
		return err
	}
	m.whole("component", func(u int) int64 { return int64(c.Of[u]) + 1 })
	return nil
}

func (m *measurer) degrees() error {
	m.whole("degree", func(u int) int64 { return int64(m.v.Degree(u)) })
	m.real("strength", m.v.Strength)
	return nil
}

func (m *measurer) cores() error {
	core, err := cohesion.Cores(m.ctx, m.v)
	if err != nil {
		return err
	}
	m.whole("core", func(u int) int64 { return int64(core[u]) })
	return nil
}

func (m *measurer) clustering() error {
	t, err := m.triangles()
	if err != nil {
		return err
	}
	m.whole("triangles", func(u int) int64 { return t.At[u] })
	m.real("clustering", t.Clustering)
	return nil
}

// triangles counts them once for the families that need them.
func (m *measurer) triangles() (t *cohesion.Triangles, err error) {
	if m.closed == nil {
		m.closed, err = cohesion.NewTriangles(m.ctx, m.v)
	}
	return m.closed, err
}

func (m *measurer) constraint() error {
	c, err := centrality.Constraint(m.ctx, m.v)
	if err != nil {
		return err
	}
	m.real("constraint", func(u int) float64 { return c[u] })
	return nil
}

func (m *measurer) effectiveSize() error {
	t, err := m.triangles()
	if err != nil {
		return err
	}
	size := func(u int) float64 { return centrality.EffectiveSize(m.v.Degree(u), t.At[u]) }
	m.real("effective_size", size)
	m.real("efficiency", func(u int) float64 { return size(u) / float64(m.v.Degree(u)) })
	return nil
}

func (m *measurer) betweenness() error {
	b, err := centrality.NewBetweenness(m.ctx, m.v, centrality.Options{Exact: m.o.Exact, Seed: m.o.Seed})
	if err != nil {
		return err
	}
	if !b.Exact {
		largest := 0.0
		for _, e := range b.StandardError {
			largest = max(largest, e)
		}
		m.note("sampled_betweenness", graph.V{"samples": b.Pivots, "nodes": m.v.N(), "seed": m.o.Seed, "standard_error": largest})
	}
	m.real("betweenness", func(u int) float64 { return b.Values[u] })
	m.real("betweenness_normalized", b.Normalized)
	return nil
}

func (m *measurer) harmonic() error {
	h, exact, err := paths.Harmonic(m.ctx, m.v, paths.Options{Exact: m.o.Exact, Seed: m.o.Seed})
	if err != nil {
		return err
	}
	if !exact {
		m.note("sampled_harmonic", graph.V{"samples": paths.Sampled, "nodes": m.v.N(), "seed": m.o.Seed})
	}
	m.real("harmonic", func(u int) float64 { return h[u] })
	return nil
}

func (m *measurer) pagerank() error {
	rank, err := centrality.PageRank(m.ctx, m.v, centrality.PageRankOptions{})
	if err != nil {
		return err
	}
	m.real("pagerank", func(u int) float64 { return rank[u] })
	return nil
}

func (m *measurer) removal() error {
	cuts, err := structure.NewCuts(m.ctx, m.v)
	if err != nil {
		return err
	}
	if m.wanted["articulation"] {
		flags := make([]bool, m.v.N())
		for u := range flags {
			flags[u] = cuts.Parts[u] > 1
		}
		m.add(MetricColumn{Name: "articulation", Flags: flags})
	}
	m.whole("components_after_removal", func(u int) int64 { return int64(cuts.ComponentsAfter(u)) })
	m.real("fragmentation_after_removal", cuts.FragmentationAfter)
	return nil
}

func (m *measurer) bridging() error {
	values, err := centrality.Bridging(m.ctx, m.v)
	if err != nil {
		return err
	}
	if values == nil && m.v.N() > 0 {
		m.note("too_large", graph.V{"field": "bridging", "nodes": m.v.N(), "limit": centrality.BridgingUpTo})
	}
	m.real("bridging", func(u int) float64 {
		if values == nil {
			return math.NaN()
		}
		return values[u]
	})
	return nil
}

func (m *measurer) brokerage() error {
	groups := groupsOf(m.v, m.o.By)
	roles, err := centrality.NewBrokerage(m.ctx, m.v.Arcs(), groups.of)
	if err != nil {
		return err
	}
	for i, count := range []func(centrality.Brokerage) int64{
		func(b centrality.Brokerage) int64 { return b.Coordinator },
		func(b centrality.Brokerage) int64 { return b.Itinerant },
		func(b centrality.Brokerage) int64 { return b.Representative },
		func(b centrality.Brokerage) int64 { return b.Gatekeeper },
		func(b centrality.Brokerage) int64 { return b.Liaison },
	} {
		m.whole(brokerageColumns()[i], func(u int) int64 {
			if groups.of[u] < 0 {
				return Undefined
			}
			return count(roles[u])
		})
	}
	return nil
}
