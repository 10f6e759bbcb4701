package desk

import (
	"slices"
	"strings"

	"trama/graph"
	"trama/render"
)

// openFirst are the needs, those that nothing answers first.
func (m tavolo) openFirst() []int {
	out := m.nodes(graph.Need)
	open := func(i int) bool { return !m.answered[m.g.NodeID(i)] }
	answered := slices.DeleteFunc(slices.Clone(out), open)
	return append(slices.DeleteFunc(out, func(i int) bool { return !open(i) }), answered...)
}

func (m tavolo) needForms() []render.Block {
	return m.forms(func() []record {
		people := m.text("people", "people")
		people.Type, people.Least = "number", "0"
		fields := []field{m.needed("label", "need_label"), m.who("area", "area", "areas"), m.text("tags", "tags"), people, m.who("raised_by", "raised_by", "actors")}
		if lines := m.v.lines(); len(lines) > 0 {
			fields = append(fields, m.choice("line", "line", m.none(lines)))
		}
		out := []record{m.folded("need", "table/needs", fields...)}
		needs := m.openFirst()
		if len(needs) == 0 {
			return out
		}
		var options []option
		for at, name := range m.v.apart(needs) {
			options = append(options, option{Value: m.g.NodeID(needs[at]), Label: name})
		}
		return append(out, m.folded("answer", "table/answers", m.choice("need", "need", options), m.requiredWho("with", "with", "answering")))
	})
}

// none puts before some answers the one that there is none.
func (m recorder) none(options []option) []option {
	return append([]option{{Label: m.l.Say("tavolo.no_choice", nil)}}, options...)
}

func (m tavolo) needs() []render.Block {
	var items []item
	needs := m.nodes(graph.Need)
	for at, name := range m.v.apart(needs) {
		i := needs[at]
		it := item{Title: name, Tag: m.of(i, "area")}
		if people := render.WholeNumber(m.of(i, "people")); people > 0 {
			it.Lines = append(it.Lines, m.l.Say("tavolo.people", graph.V{"n": people}))
		}
		it.Lines = m.said(it.Lines, "tavolo.raised", m.l.List(m.ends(i, "raised")))
		if m.answered[m.g.NodeID(i)] {
			it.Lines = append(it.Lines, m.l.Say("tavolo.answered", graph.V{"with": m.ends(i, "answers")}))
		} else {
			it.Lines = append(it.Lines, m.l.Say("tavolo.unanswered", nil))
		}
		it.Lines = []string{strings.Join(it.Lines, " · ")}
		items = append(items, it)
	}
	return m.listed("tavolo.needs.n", items)
}
