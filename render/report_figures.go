package render

import (
	"math"
	"slices"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
	"trama/render/drawing"
)

// figure is a measure of the catalogue with its value and its meaning.
func (p reportPage) figure(name string, value any) figure {
	label, meaning := p.l.Measure(name, value)
	return figure{Name: label, Value: p.l.Number(value), Meaning: meaning}
}

// share is a figure whose value is read as a percentage.
func (p reportPage) share(name string, value float64) figure {
	f := p.figure(name, value)
	f.Value = p.l.Percent(value)
	return f
}

func big(list ...figure) []figure {
	for i := range list {
		list[i].Big = true
	}
	return list
}

// inShort is section 2: the few figures a reader sees first, and what works already.
func (p reportPage) inShort() Section {
	s, f, g := p.r.Structure, p.r.Fragmentation, p.r.Fragility
	out := Section{ID: "short", Title: p.say("section.short", nil)}
	list := []figure{
		p.figure("components", f.Components), p.share("largest_share", f.LargestShare), p.figure("isolates", s.Isolates),
		p.share("fragmentation", f.Fragmentation), p.figure("articulation_points", g.ArticulationPoints),
		p.figure("bridges", g.Bridges),
	}
	if slices.ContainsFunc(p.r.Notes, func(n graph.Sentence) bool { return n.Code == graph.CodeOwnership }) {
		out.Blocks = append(out.Blocks, Block{Brief: true, Text: p.say("short.directory", nil)}) // without it the figures mislead
	}
	out.Blocks = append(out.Blocks, Block{Brief: true, Figures: big(append(list, p.linksFigures()...)...)})
	if works := p.strengthWork(); len(works) > 0 {
		out.Blocks = append(out.Blocks, Block{Brief: true, Heading: p.say("short.strengths", nil), Items: works})
	}
	out.Do = p.say("section.short.do", nil)
	if s.Nodes > 0 && s.Edges == 0 {
		out.Do = locale.Whole(p.say("first.no_relations", nil))
	}
	return out
}

// linksFigures say how many relations would do. No number of them makes two nodes firm, so there nothing is promised.
func (p reportPage) linksFigures() []figure {
	g := p.r.Fragility
	list := []figure{p.figure("links_to_connect", g.LinksToConnect)}
	if p.r.Structure.Nodes > 2 {
		list = append(list, p.figure("links_to_robust", g.LinksToRobust))
	}
	return list
}

// fragmentationFigures are the figures of section 3.
func (p reportPage) fragmentationFigures() []figure {
	f := p.r.Fragmentation
	list := []figure{
		p.figure("components", f.Components), p.figure("largest_component", f.LargestComponent),
		p.share("largest_share", f.LargestShare), p.share("fragmentation", f.Fragmentation),
		p.share("connectedness", f.Connectedness), p.share("distance_fragmentation", f.DistanceFragmentation),
		p.share("global_efficiency", f.GlobalEfficiency),
	}
	if f.StandardError != nil {
		list = append(list, p.share("standard_error", *f.StandardError))
	}
	if f.MeanDistance != nil {
		list = append(list, p.figure("mean_distance", f.MeanDistance))
	}
	return append(list, p.figure("diameter", f.Diameter),
		p.figure("component_entropy", f.ComponentEntropy), p.figure("component_entropy_normalized", f.ComponentEntropyNormalized),
		p.figure("herfindahl", f.Herfindahl))
}

// fragility is section 4.
func (p reportPage) fragility() Section {
	s := Section{ID: "fragility", Title: p.say("section.fragility", nil), About: p.say("section.fragility.about", nil)}
	s.Blocks = append(s.Blocks, Block{Figures: p.fragilityFigures()})
	s.Blocks = append(s.Blocks, Block{Brief: true, Table: p.criticalActors()}, Block{Brief: true, Table: p.criticalRelations()})
	s.Blocks = append(s.Blocks, Block{Brief: true, Table: p.without()}, Block{Table: p.keyActors()})
	if curve := p.r.Fragility.RobustnessCurve; len(curve) > 1 {
		s.Blocks = append(s.Blocks, Block{Heading: p.say("curve.title", nil), Drawing: drawing.Curve(curve, p.l.Lang())}, Block{Table: curveTable(curve, p.l)})
	}
	switch {
	case p.r.Structure.Edges == 0: // what is not joined cannot be divided, which is no result
	case p.r.Fragility.ArticulationPoints == 0 && p.r.Fragility.Bridges == 0:
		s.Do = p.say("section.fragility.firm", nil)
	default:
		s.Do = p.say("section.fragility.do", nil)
	}
	return s
}

func (p reportPage) fragilityFigures() []figure {
	g := p.r.Fragility
	list := []figure{
		p.figure("articulation_points", g.ArticulationPoints), p.figure("bridges", g.Bridges),
		p.figure("bridge_leaves", g.BridgeLeaves), p.figure("bridge_isolated", g.BridgeIsolated),
	}
	list = append(list, p.linksFigures()...)
	if g.Robustness != nil {
		list = append(list, p.figure("robustness", g.Robustness))
	}
	return list
}

// openness is section 5: how open groups are to each other, how closely all is knit.
func (p reportPage) openness() Section {
	s := Section{ID: "openness", Title: p.say("section.openness", nil), About: p.say("section.openness.about", nil)}
	for _, o := range p.r.Openness {
		s.Blocks = append(s.Blocks, p.opennessBlocks(o)...)
	}
	if len(p.r.Openness) == 0 {
		s.Blocks = append(s.Blocks, Block{Brief: true, Text: p.say("section.openness.none", nil)})
	}
	s.Blocks = append(s.Blocks, Block{Heading: p.say("openness.cohesion", nil), Figures: p.cohesionFigures()})
	if h := p.hierarchyFigures(); len(h) > 0 {
		s.Blocks = append(s.Blocks, Block{Heading: p.say("openness.hierarchy", nil), Figures: h})
	}
	s.Blocks = append(s.Blocks, p.communities())
	s.Do = p.say("section.openness.do", nil)
	return s
}

// matrixGroups is how many groups a matrix shows on paper; the others are in the CSV and in the JSON.
const matrixGroups = 10

func (p reportPage) opennessBlocks(o analysis.Openness) []Block {
	attribute := p.l.Name("attribute", o.Attribute)
	values := graph.V{"attribute": attribute, "internal": o.Internal, "external": o.External, "groups": len(o.Groups), "ei": o.EIIndex, "expected": o.Expected}
	said := "openness.said"
	switch more, sure := beyondChance(o); {
	case o.EIIndex == nil:
		said = "openness.none"
	case len(o.Groups) == 1:
		said = "openness.one"
	case sure && more:
		said = "openness.open"
	case sure:
		said = "openness.closed"
	}
	list := []Block{{Brief: true, Heading: p.say("openness.by", values), Text: p.say(said, values)}}
	if n := min(len(o.Groups), len(o.Matrix), matrixGroups); n > 1 {
		list = append(list, Block{Table: p.matrix(o, attribute, n)})
	}
	return list
}

// beyondChance tells whether more relations go between groups than by chance, and whether surely so: by more than .05 of
// the index, and by more than two standard deviations of as many draws, since of few relations a single one moves it so far.
func beyondChance(o analysis.Openness) (more, sure bool) {
	if o.EIIndex == nil || o.Expected == nil {
		return false, false
	}
	apart, chance := *o.EIIndex-*o.Expected, (1+*o.Expected)/2
	deviation := 2 * math.Sqrt(chance*(1-chance)/float64(o.External+o.Internal)) // of the index, which is 2·share − 1
	return apart > 0, math.Abs(apart) > max(.05, 2*deviation)
}

func (p reportPage) matrix(o analysis.Openness, attribute string, n int) *Table {
	t := &Table{Caption: p.say("openness.matrix", graph.V{"attribute": attribute}), Class: "matrix", Columns: []Column{{Name: attribute, Row: true}}}
	for i := range n {
		t.Columns = append(t.Columns, Column{Name: p.group(o.Attribute, o.Groups[i]), Figure: true})
		row := []string{p.group(o.Attribute, o.Groups[i])}
		for j := range n {
			row = append(row, p.l.Number(o.Matrix[i][j]))
		}
		t.Rows = append(t.Rows, row)
	}
	if more := len(o.Groups) - n; more > 0 {
		t.More = p.say("openness.more", graph.V{"n": more})
	}
	return t
}

// group is the name of a value of an attribute, in the reader's language where it is one of ours.
func (p reportPage) group(attribute, value string) string {
	switch {
	case attribute == "kind":
		return p.l.Kind(value)
	case value == "" && !p.l.Has(attribute+"."):
		return p.say("word.empty", nil)
	}
	return p.l.Name(attribute, value)
}

func (p reportPage) cohesionFigures() []figure {
	c, s := p.r.Cohesion, p.r.Structure
	list := []figure{
		p.share("density", s.Density), p.figure("mean_degree", s.MeanDegree),
		p.share("transitivity", c.Transitivity), p.share("average_clustering", c.AverageClustering),
		p.figure("max_core", c.MaxCore), p.share("core_share", c.CoreShare),
	}
	return append(list, p.known(map[string]*float64{
		"algebraic_connectivity": c.AlgebraicConnectivity, "kirchhoff_index": c.KirchhoffIndex, "forest_index": c.ForestIndex,
	}, "algebraic_connectivity", "kirchhoff_index", "forest_index")...)
}

func (p reportPage) hierarchyFigures() []figure {
	h := p.r.Hierarchy
	return p.known(map[string]*float64{
		"krackhardt_connectedness": h.Connectedness, "hierarchy": h.Hierarchy, "efficiency": h.Efficiency, "lubness": h.Lubness,
	}, "krackhardt_connectedness", "hierarchy", "efficiency", "lubness")
}

// known returns, in the order given, the figures that are defined.
func (p reportPage) known(values map[string]*float64, order ...string) []figure {
	var list []figure
	for _, name := range order {
		if x := values[name]; x != nil {
			list = append(list, p.figure(name, x))
		}
	}
	return list
}

func (p reportPage) communities() Block {
	c := p.r.Communities
	if c.Count == 0 {
		return Block{}
	}
	t := &Table{Caption: p.say("communities.table", graph.V{"count": c.Count, "modularity": c.Modularity}),
		Columns: columns(p.l, []string{"column.group"}, "column.nodes")}
	for _, g := range c.Groups {
		t.Rows = append(t.Rows, []string{strings.TrimSpace(g.Label), p.l.Number(g.Size)})
	}
	return Block{Heading: p.say("openness.communities", nil), Figures: []figure{p.figure("community_count", c.Count), p.figure("modularity", c.Modularity)}, Table: t}
}
