package render

import (
	"slices"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/render/drawing"
)

// pieces is section 3: the drawing, the sizes, the pieces one by one and the isolates.
func (p reportPage) pieces() Section {
	s := Section{ID: "pieces", Title: p.say("section.pieces", nil), About: p.say("section.pieces.about", nil)}
	if d := p.drawing(); d != nil {
		s.Blocks = append(s.Blocks, Block{Drawing: d})
	}
	s.Blocks = append(s.Blocks, Block{Brief: true, Bars: p.sizeBars()}, Block{Table: p.components()})
	s.Blocks = append(s.Blocks, p.isolates()...)
	s.Blocks = append(s.Blocks, Block{Heading: p.say("pieces.figures", nil), Figures: p.fragmentationFigures()})
	switch {
	case p.r.Structure.Nodes == 0:
		s.Do = p.say("section.pieces.empty", nil)
	case p.r.Structure.Edges == 0: // what comes first is said in brief
	case p.r.Fragmentation.Components == 1:
		s.Do = p.say("section.pieces.whole", nil)
	default:
		s.Do = p.say("section.pieces.do", graph.V{"n": p.r.Fragility.LinksToConnect})
	}
	return s
}

// missingPairs are the ends of the missing relations that the page shows.
func (p reportPage) missingPairs() [][2]string {
	if p.v.Missing == nil {
		return nil
	}
	var pairs [][2]string
	for _, s := range p.v.Missing.Suggestions {
		if s.Type != graph.Commitment {
			pairs = append(pairs, [2]string{s.Source, s.Target})
		}
	}
	return pairs
}

// barsMax is how many pieces have a bar; the others stand in the table.
const barsMax = 12

// sizeBars are the sizes of the pieces of two nodes and more.
func (p reportPage) sizeBars() *drawing.Bars {
	b := &drawing.Bars{ID: "piece-sizes"}
	for _, c := range p.r.Components {
		if c.Size < 2 || len(b.Rows) == barsMax {
			break
		}
		b.Rows = append(b.Rows, drawing.Bar{Name: p.pieceName(c), Value: float64(c.Size), Text: p.l.Number(c.Size)})
	}
	if len(b.Rows) == 0 {
		return nil
	}
	b.All = p.r.Fragmentation.Components - p.r.Structure.Isolates
	values := graph.V{}
	if b.All > len(b.Rows) {
		values = graph.V{"shown": len(b.Rows), "of": b.All}
	}
	b.Caption = p.say("pieces.bars", values)
	return b
}

func (p reportPage) pieceName(c analysis.Component) string {
	return p.l.Number(c.Rank) + ". " + c.Label
}

func (p reportPage) components() *Table {
	t := &Table{Caption: p.say("pieces.table", nil), Columns: []Column{
		{Name: p.say("column.piece", nil), Row: true}, {Name: p.say("column.nodes", nil), Figure: true}, {Name: p.say("column.share", nil), Figure: true},
		{Name: p.say("column.made_of", nil)}, {Name: p.say("column.members", nil)},
	}}
	for _, c := range p.r.Components {
		if c.Size < 2 {
			break
		}
		t.Rows = append(t.Rows, []string{p.pieceName(c), p.l.Number(c.Size), p.l.Percent(c.Share), p.kinds(c.Kinds), p.members(c)})
		t.link(p.v, 4, c.Members[:min(len(c.Members), membersMax)]...)
		if c.Size > min(len(c.Members), membersMax) && p.v.Network() != "" {
			t.followed(4, " ", Entry{Name: "…"})
		}
	}
	t.lacks(p, p.r.Fragmentation.Components-p.r.Structure.Isolates-len(t.Rows))
	return filledTable(t)
}

// membersMax is how many members of a piece the table names.
const membersMax = 6

func (p reportPage) members(c analysis.Component) string {
	shown := c.Members[:min(len(c.Members), membersMax)]
	out := joinedLabels(shown)
	if c.Size > len(shown) {
		out += " …"
	}
	return out
}

// joinedLabels are the labels of some nodes, joined for a terminal.
func joinedLabels(list []analysis.Member) string {
	var labels []string
	for _, m := range list {
		labels = append(labels, m.Label)
	}
	return strings.Join(labels, ", ")
}

// isolates are counted by kind and named.
func (p reportPage) isolates() []Block {
	if p.r.Structure.Isolates == 0 {
		return []Block{{Heading: p.say("pieces.isolates", nil), Text: p.say("pieces.no_isolates", graph.V{"nodes": p.r.Structure.Nodes})}}
	}
	byKind := map[string]int{}
	t := &Table{Caption: p.say("pieces.isolates.table", nil), Columns: columns(p.l, []string{"column.name", "column.kind"})}
	for _, m := range p.r.Isolates {
		byKind[m.Kind]++
		t.Rows = append(t.Rows, []string{m.Label, p.l.Kind(m.Kind)})
		t.link(p.v, 0, m)
	}
	said := p.say("pieces.isolates.said", graph.V{"n": p.r.Structure.Isolates})
	if more := p.r.Structure.Isolates - len(p.r.Isolates); more > 0 {
		t.lacks(p, more)
	} else {
		said += " " + p.say("pieces.isolates.kinds", graph.V{"kinds": p.kinds(byKind)})
	}
	return []Block{{Brief: true, Heading: p.say("pieces.isolates", nil), Text: said}, {Brief: true, Table: p.telling(t)}}
}

// lacks says on a table how many rows of the list the limit has cut.
func (t *Table) lacks(p reportPage, n int) {
	if n > 0 {
		t.More, t.Limited = p.say("page.more", graph.V{"n": n}), true
	}
}

func (p reportPage) criticalActors() *Table {
	t := &Table{Caption: p.say("fragility.actors", nil), Columns: columns(p.l, []string{"column.name", "column.kind"}, "column.cut_off", "column.components_after", "column.fragmentation_after")}
	for _, a := range p.r.CriticalActors {
		t.Rows = append(t.Rows, []string{a.Label, p.l.Kind(a.Kind), p.l.Number(a.CutOff), p.l.Number(a.ComponentsAfter), p.l.Percent(a.FragmentationAfter)})
		t.link(p.v, 0, analysis.Member{ID: a.ID, Label: a.Label})
	}
	t.lacks(p, p.r.Fragility.ArticulationPoints-len(t.Rows))
	return p.telling(t)
}

func (p reportPage) criticalRelations() *Table {
	t := &Table{Caption: p.say("fragility.relations", nil), Columns: columns(p.l, []string{"column.from", "column.relation", "column.to"}, "column.separates")}
	for _, e := range p.r.CriticalRelations {
		var types []string
		for _, typ := range e.Types {
			types = append(types, p.l.Type(typ))
		}
		t.Rows = append(t.Rows, []string{p.v.label(e.Source), strings.Join(types, ", "), p.v.label(e.Target), p.l.Number(e.Separates)})
		t.link(p.v, 0, p.node(e.Source))
		t.link(p.v, 2, p.node(e.Target))
	}
	t.lacks(p, p.r.Fragility.Bridges-len(t.Rows))
	return p.telling(t)
}

func (p reportPage) keyActors() *Table {
	t := &Table{Caption: p.say("fragility.key_actors", nil), Columns: []Column{
		{Name: p.say("column.k", nil), Figure: true}, {Name: p.say("column.who", nil)}, {Name: p.say("column.components_after", nil), Figure: true}, {Name: p.say("column.fragmentation_after", nil), Figure: true},
	}}
	for _, k := range p.r.Fragility.KeyActors {
		t.Rows = append(t.Rows, []string{p.l.Number(k.K), strings.Join(k.Labels, ", "), p.l.Number(k.ComponentsAfter), p.l.Percent(k.FragmentationAfter)})
		var who []analysis.Member
		for i, id := range k.IDs {
			who = append(who, analysis.Member{ID: id, Label: k.Labels[i]})
		}
		t.link(p.v, 1, who...)
	}
	return filledTable(t)
}

// without compares the network as it is with what it is without the coordinator, and without each set asked for.
func (p reportPage) without() *Table {
	if len(p.r.Without) == 0 {
		return nil
	}
	t := &Table{Caption: p.say("fragility.without", nil), Columns: columns(p.l, []string{"column.without"}, "measure.components", "measure.largest_share", "measure.fragmentation", "measure.global_efficiency")}
	row := func(name string, f analysis.Fragmentation) {
		t.Rows = append(t.Rows, []string{name, p.l.Number(f.Components), p.l.Percent(f.LargestShare), p.l.Percent(f.Fragmentation), p.l.Percent(f.GlobalEfficiency)})
	}
	row(p.say("fragility.with_all", nil), p.r.Fragmentation)
	for _, w := range p.r.Without {
		row(p.say("fragility.without_label", graph.V{"label": w.Label}), w.Fragmentation)
	}
	return t
}

// telling drops the columns of a table that tell nothing: no kind, or no type, in any row.
func (p reportPage) telling(t *Table) *Table {
	for i := len(t.Columns) - 1; i >= 0; i-- {
		nothing := func(row []string) bool { return row[i] == p.l.Kind("") || row[i] == p.l.Type("") }
		if len(t.Rows) == 0 || slices.ContainsFunc(t.Rows, func(row []string) bool { return !nothing(row) }) {
			continue
		}
		t.Columns = slices.Delete(t.Columns, i, i+1)
		t.withoutColumn(i)
		for k := range t.Rows {
			t.Rows[k] = slices.Delete(t.Rows[k], i, i+1)
		}
	}
	return filledTable(t)
}

// filledTable is the table, or none where it has no rows.
func filledTable(t *Table) *Table {
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}
