package desk

import (
	"cmp"
	"slices"

	"trama/graph"
	"trama/render"
)

// byDate are the meetings, the newest first; those without a date come last.
func (m tavolo) byDate() []int {
	out := m.nodes(graph.Meeting)
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(m.of(b, "date"), m.of(a, "date")) })
	return out
}

// meetingChoice offers the meetings, the newest first.
func (m tavolo) meetingChoice() field {
	var options []option
	for _, i := range m.byDate() {
		options = append(options, option{Value: m.g.NodeID(i), Label: m.g.Label(i) + m.dated(i)})
	}
	return m.choice("meeting", "meeting", options)
}

func (m tavolo) dated(meeting int) string {
	if date := m.of(meeting, "date"); date != "" {
		return ", " + m.l.Date(date)
	}
	return ""
}

func (m tavolo) meetingForms() []render.Block {
	return m.forms(func() []record {
		freeze := m.text("freeze", "freeze")
		freeze.Type, freeze.Value = "checkbox", "true"
		date := m.day("date", "date")
		date.Required = true
		out := []record{m.folded("meeting", "table/meetings", m.needed("label", "meeting_label"), date, freeze)}
		if len(m.nodes(graph.Meeting)) == 0 {
			return out
		}
		attend := []field{m.meetingChoice()}
		if known := m.known(); len(known) > 0 {
			attend = append(attend, m.boxes("who", "attend_known", known))
		}
		for range 3 {
			attend = append(attend, m.who("who", "attend_other", "actors"))
		}
		return append(out, m.folded("attend", "table/attendances", attend...),
			m.folded("invite", "table/invitations", m.requiredWho("by", "invite_by", "persons"), m.requiredWho("who", "invite_who", "persons"), m.meetingChoice()),
			m.folded("close", "table/snapshots", m.meetingChoice()))
	})
}

// knownMost is up to how many faces known at the table are offered to tick.
const knownMost = 60

// known are those who have been at a meeting or were invited, by name.
func (m tavolo) known() []option {
	seen := map[int]bool{}
	var out []option
	add := func(node int) {
		if !seen[node] && graph.IsActor(m.g.Kind(node)) {
			seen[node] = true
			out = append(out, option{Value: m.g.NodeID(node), Label: m.g.Label(node)})
		}
	}
	for _, e := range m.edges("attends") {
		who, _ := m.g.Ends(e)
		add(who)
	}
	for _, e := range m.edges("invites") {
		_, who := m.g.Ends(e)
		add(who)
	}
	slices.SortFunc(out, func(a, b option) int { return cmp.Compare(a.Label, b.Label) })
	return out[:min(len(out), knownMost)]
}

// meetings lists the meetings with who was there and who was invited, and leads to the minutes of each.
func (m tavolo) meetings() []render.Block {
	invited := map[string][]string{}
	for _, e := range m.edges("invites") {
		by, who := m.g.Ends(e)
		meeting := m.g.EdgeColumn("meeting").Text(e)
		invited[meeting] = append(invited[meeting], m.l.Say("tavolo.invited.one", graph.V{"by": m.g.Label(by), "who": m.g.Label(who)}))
	}
	var items []item
	for _, i := range m.byDate() {
		it := item{Title: m.g.Label(i), Tag: m.l.Date(m.of(i, "date"))}
		if present := m.ends(i, "attends"); len(present) > 0 {
			it.Lines = append(it.Lines, m.l.Say("tavolo.present", graph.V{"n": len(present), "who": present}))
		}
		if list := invited[m.g.NodeID(i)]; len(list) > 0 {
			it.Lines = append(it.Lines, m.l.Say("tavolo.invited", graph.V{"list": list}))
		}
		query := m.v.SameState()
		query.Set("meeting", m.g.NodeID(i))
		it.Then = render.Link{Name: m.l.Say("tavolo.minutes", nil), Href: render.Address(m.v.Network()+"/minutes", query)}
		items = append(items, it)
	}
	return m.listed("tavolo.meetings.n", items)
}
