package desk

import (
	"slices"
	"strings"

	"trama/graph"
	"trama/locale"
	"trama/render"
)

// commitStates are the states that a new commitment may have, commitEnds those in which it is over.
func commitStates() []string { return []string{"proposed", "agreed", "under_way"} }
func commitEnds() []string   { return []string{"kept", "dropped"} }

func (m tavolo) expectationForms() []render.Block {
	return m.forms(func() []record {
		return []record{m.folded("expect", "table/expectations", m.requiredWho("from", "from", "sides"), m.requiredWho("of", "of", "sides"), m.needed("what", "expect_what"), m.text("condition", "condition"))}
	})
}

// expectations lists what is expected, with whether a commitment answers it.
func (m tavolo) expectations() []render.Block {
	var items []item
	edges := m.edges("expects")
	slices.Reverse(edges)
	for _, e := range edges {
		it := item{Title: m.expectation(e)}
		if !m.unreturned[m.g.EdgeID(e)] {
			it.Tag = m.l.Say("tavolo.returned", nil)
		}
		it.Lines = m.said(nil, "tavolo.condition", m.g.EdgeColumn("condition").Text(e))
		items = append(items, it)
	}
	return m.listed("tavolo.expectations.n", items)
}

// expectation is one as a sentence.
func (m tavolo) expectation(e int) string {
	from, of := m.g.Ends(e)
	return strings.TrimSuffix(m.l.Say("told.expect", graph.V{"from": locale.Begun(m.l.Side(m.g.Label(from))), "of": m.l.Side(m.g.Label(of)), "what": m.g.EdgeColumn("what").Text(e)}), ".")
}

func (m tavolo) commitmentForms() []render.Block {
	return m.forms(func() []record {
		var gifts []option
		for _, gift := range []string{"time", "space", "money", "skill", "contact"} {
			gifts = append(gifts, option{Value: gift, Label: m.l.Name("gift", gift)})
		}
		fields := []field{m.needed("what", "commit_what"), m.requiredWho("by", "commit_by", "actors")}
		for range 2 {
			fields = append(fields, m.who("by", "commit_with", "actors"))
		}
		fields = append(fields, m.day("due", "due"), m.choice("state", "state", m.states(commitStates(), "proposed")))
		if targets := m.targets(); len(targets) > 0 {
			fields = append(fields, m.choice("for", "for", m.none(targets)))
		}
		return []record{m.folded("commit", "table/commitments", append(fields, m.boxes("gives", "gives", gifts))...)}
	})
}

func (m recorder) states(states []string, now string) []option {
	var out []option
	for _, state := range states {
		out = append(out, option{Value: state, Label: m.l.Name("state", state), Selected: state == now})
	}
	return out
}

// targets are what a commitment may be for: needs, and what is expected and not returned.
func (m tavolo) targets() []option {
	var out []option
	needs := m.openFirst()
	for at, name := range m.v.apart(needs) {
		out = append(out, option{Value: m.g.NodeID(needs[at]), Label: m.l.Say("tavolo.for_need", graph.V{"label": name})})
	}
	for _, e := range m.edges("expects") {
		if m.unreturned[m.g.EdgeID(e)] {
			out = append(out, option{Value: "edge:" + m.g.EdgeID(e), Label: m.expectation(e)})
		}
	}
	return out
}

// commitments lists those that are not over, each with the form that changes its state; then those that are.
func (m tavolo) commitments() []render.Block {
	var open, over []item
	for _, i := range m.nodes(graph.Commitment) {
		state := m.of(i, "state")
		it := item{Title: m.g.Label(i), Tag: m.l.Name("state", state)}
		it.Lines = m.said(nil, "tavolo.by", m.l.List(m.ends(i, "commits")))
		if due := m.of(i, "due"); due != "" {
			it.Lines = append(it.Lines, m.l.Say("tavolo.due", graph.V{"due": due}))
		}
		it.Lines = []string{strings.Join(it.Lines, " · ")}
		if m.w != nil {
			it.Records = []record{m.stateForm(i, state)}
		}
		if slices.Contains(commitEnds(), state) {
			over = append(over, it)
		} else {
			open = append(open, it)
		}
	}
	blocks := m.listed("tavolo.open.n", open)
	if len(over) > 0 {
		blocks = append(blocks, m.listed("tavolo.over.n", over)...)
	}
	return blocks
}

// stateForm changes the state of one commitment.
func (m tavolo) stateForm(i int, state string) record {
	f := m.choice("state", "state", m.states(append(commitStates(), commitEnds()...), state))
	f.Label = m.l.Say("tavolo.state_of", graph.V{"label": m.g.Label(i)})
	f.Quiet = true
	r := m.record("state "+m.g.NodeID(i), "table/commitments", f)
	r.Hidden = append(r.Hidden, input{Name: "id", Value: m.g.NodeID(i)})
	r.Buttons[0].Class, r.Buttons[0].Hidden = "second", m.g.Label(i)
	r.Class = "line"
	return r
}
