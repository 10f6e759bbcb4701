package render

import (
	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// previewSection says what an import would change: how much, and the first values, those by hand before the others.
func previewSection(p graph.Preview, v View) Section {
	l := v.locale()
	s := Section{ID: "changes", Title: l.Say("preview.changes", nil), Blocks: []Block{{Brief: true, Table: previewTable(p.Counts, l)}}}
	var byHand, others []string
	for _, value := range p.Values {
		if value.ByHand != nil {
			byHand = append(byHand, previewValue(value, v))
		} else {
			others = append(others, previewValue(value, v))
		}
	}
	for _, list := range []struct {
		id    string
		items []string
		n     int
	}{{"preview.by_hand", byHand, p.ByHand}, {"preview.values", others, p.ValuesCount - p.ByHand}} {
		if list.n == 0 {
			continue
		}
		b := Block{Brief: true, Heading: l.Say(list.id, graph.V{"n": list.n, "hand": p.ByHand}), Items: list.items}
		if more := list.n - len(list.items); more > 0 {
			b.Items = append(b.Items, l.Say("page.more", graph.V{"n": more}))
		}
		s.Blocks = append(s.Blocks, b)
	}
	if p.ByHand > 0 {
		s.Do = l.Say("preview.by_hand.do", nil)
	}
	return s
}

// previewTable counts what would be new, changed and gone.
func previewTable(c graph.Counts, l *locale.Locale) *Table {
	return &Table{Caption: l.Say("preview.changes.table", nil), Columns: columns(l, []string{"preview.what"}, "preview.added", "preview.changed", "preview.removed"), Rows: [][]string{
		{l.Say("measure.nodes", nil), l.Number(c.NodesAdded), l.Number(c.NodesChanged), l.Number(c.NodesRemoved)},
		{l.Say("measure.edges", nil), l.Number(c.EdgesAdded), l.Number(c.EdgesChanged), l.Number(c.EdgesRemoved)},
	}}
}

// previewValue is whose value it is, what becomes of it, and who has written it by hand.
func previewValue(p graph.PreviewValue, v View) string {
	l := v.locale()
	values := graph.V{"of": named(p.Label, p.ID), "what": l.Say("preview.gone", nil)}
	if p.ID == "" {
		values["of"] = l.Say("preview.network", nil)
	}
	if p.Edge != nil {
		values["of"] = l.Relation(l.Side(p.Edge.Source), p.Edge.Type, l.Side(p.Edge.Target))
	}
	if p.Name != "" {
		c := changedValues{then: v, now: v}
		values["what"] = c.say(analysis.ValueMove{Name: p.Name, Before: p.Before, After: p.After}, p.Edge != nil)
	}
	if h := p.ByHand; h != nil {
		values["date"], values["author"], values["back"] = graph.DayOf(h.Time), h.Author, h.Back
		return l.Say("preview.value.by_hand", values)
	}
	return l.Say("preview.value", values)
}
