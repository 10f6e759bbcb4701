package desk

import (
	"strings"

	"trama/graph"
	"trama/render"
)

// VotePoints begins the name of the field with the points of a line; the line's id follows.
const VotePoints = "points "

func (m tavolo) voteForms() []render.Block {
	lines := m.nodes(graph.Line)
	if len(lines) == 0 || len(m.nodes(graph.Meeting)) == 0 {
		return []render.Block{{Text: m.l.Say("tavolo.no_vote", nil)}}
	}
	return m.forms(func() []record {
		fields := []field{m.requiredWho("by", "vote_by", "actors"), m.meetingChoice("meeting")}
		for _, i := range m.v.nodesOf(graph.Line) {
			fields = append(fields, field{Name: VotePoints + i.Value, Label: i.Label, Type: "number", Least: "0", Most: "10"})
		}
		abstain := m.text("abstain", "abstain")
		abstain.Type, abstain.Value = "checkbox", "true"
		return []record{m.folded("vote", "table/votes", append(fields, abstain, m.text("why", "vote_why"))...)}
	})
}

// votes lists the votes of each meeting, the newest first.
func (m tavolo) votes() []render.Block {
	type key struct{ by, meeting string }
	given := map[key][]string{}
	var order []key
	for _, e := range m.edges("prefers") {
		by, line := m.g.Ends(e)
		k := key{m.g.Label(by), m.g.EdgeColumn("meeting").Text(e)}
		if given[k] == nil {
			order = append(order, k)
		}
		given[k] = append(given[k], m.points(e, m.g.Label(line)))
	}
	abstained := map[string][]string{}
	for _, e := range m.edges("attends") {
		if m.g.EdgeColumn("abstained").Text(e) == "true" {
			by, meeting := m.g.Ends(e)
			abstained[m.g.NodeID(meeting)] = append(abstained[m.g.NodeID(meeting)], m.g.Label(by))
		}
	}
	var items []item
	for _, i := range m.byDate() {
		it := item{Title: m.g.Label(i), Tag: m.l.Date(m.of(i, "date"))}
		for _, k := range order {
			if k.meeting == m.g.NodeID(i) {
				it.Lines = append(it.Lines, k.by+": "+strings.Join(given[k], ", "))
			}
		}
		if who := abstained[m.g.NodeID(i)]; len(who) > 0 {
			it.Lines = append(it.Lines, m.l.Say("tavolo.abstained", graph.V{"who": who}))
		}
		if len(it.Lines) > 0 {
			items = append(items, it)
		}
	}
	return m.listed("tavolo.votes.n", items)
}

// points says what a vote gives a line: points, or a place.
func (m tavolo) points(e int, line string) string {
	if points := m.g.EdgeColumn("points").Text(e); points != "" {
		return m.l.Say("told.points", graph.V{"points": points, "line": line})
	}
	return m.l.Say("tavolo.rank", graph.V{"rank": m.g.EdgeColumn("rank").Text(e), "line": line})
}
