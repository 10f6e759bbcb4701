package desk

import (
	"cmp"
	"slices"
	"strings"

	"trama/graph"
	"trama/locale"
	"trama/render"
)

// VotePoints begins the name of the field with the points of a line; the line's id follows.
const VotePoints = "points "

func (m tavolo) voteForms() []render.Block {
	lines := m.nodes(graph.Line)
	if len(lines) == 0 || len(m.nodes(graph.Meeting)) == 0 {
		b := render.Block{Text: m.l.Say("tavolo.no_vote", nil)}
		if m.w != nil && len(lines) == 0 {
			b.Entries = []render.Entry{{Name: m.l.Say("tavolo.line_new", nil), Href: render.Address(m.v.Network(), m.v.SameState()) + "#update"}}
		}
		return []render.Block{b}
	}
	return m.forms(func() []record {
		who := []field{m.requiredWho("by", "vote_by", "actors"), m.meetingChoice()}
		return []record{
			m.folded("vote", "table/votes", slices.Concat(who, m.pointFields(), m.voteWords())...),
			m.folded("rank", "table/votes", slices.Concat(who, m.placeFields(), m.voteWords())...),
		}
	})
}

// pointFields ask for the points of each line, or for none at all.
func (m tavolo) pointFields() []field {
	var fields []field
	for _, i := range m.v.lines() {
		fields = append(fields, field{Name: VotePoints + i.Value, Label: i.Label, Type: "number", Least: "0", Most: "10"})
	}
	abstain := m.text("abstain", "abstain")
	abstain.Type, abstain.Value = "checkbox", "true"
	return append(fields, abstain)
}

// placesMost is how many places a form asks for.
const placesMost = 20

// placeFields ask for the line of each place, the best first.
func (m tavolo) placeFields() []field {
	lines := m.v.lines()
	var fields []field
	for i := range lines[:min(len(lines), placesMost)] {
		f := m.choice("rank", "rank", m.none(lines))
		f.Label = m.l.Say("tavolo.place", graph.V{"n": i + 1})
		fields = append(fields, f)
	}
	return fields
}

// actionsNamed is how many actions a vote may name.
const actionsNamed = 3

// voteWords ask for why, and for actions where there are some.
func (m tavolo) voteWords() []field {
	fields := []field{m.text("why", "vote_why")}
	if len(m.nodes(graph.Action)) == 0 {
		return fields
	}
	for range actionsNamed {
		fields = append(fields, m.who("actions", "vote_action", "actions"))
	}
	return fields
}

// votes lists the votes of each meeting, the newest first.
func (m tavolo) votes() []render.Block {
	type key struct {
		by      int
		meeting string
	}
	given := map[key][]int{}
	var order []key
	for _, e := range m.edges("prefers") {
		by, _ := m.g.Ends(e)
		k := key{by, m.g.EdgeColumn("meeting").Text(e)}
		if given[k] == nil {
			order = append(order, k)
		}
		given[k] = append(given[k], e)
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
				it.Lines = append(it.Lines, m.g.Label(k.by)+": "+m.vote(given[k]))
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

// vote says what a vote gives each line, a ranking in its order, and the actions that it names.
func (m tavolo) vote(edges []int) string {
	rank := m.g.EdgeColumn("rank")
	slices.SortStableFunc(edges, func(a, b int) int {
		return cmp.Compare(render.WholeNumber(rank.Text(a)), render.WholeNumber(rank.Text(b)))
	})
	var lines []string
	for _, e := range edges {
		_, line := m.g.Ends(e)
		lines = append(lines, preferred(m.l, m.g.EdgeAttributes(e).Get, m.g.Label(line)))
	}
	said := strings.Join(lines, ", ")
	if named, ok := m.g.EdgeColumn("actions").At(edges[0]); ok && len(named.Items()) > 0 {
		var actions []string
		for _, id := range named.Items() {
			actions = append(actions, m.labelOf(id))
		}
		said += ". " + m.l.Say("tavolo.vote_actions", graph.V{"actions": actions})
	}
	return said
}

// preferred says what a vote gives a line: points, or a place.
func preferred(l *locale.Locale, of func(string) graph.Value, line string) string {
	if points := of("points").String(); points != "" {
		return l.Say("told.points", graph.V{"points": points, "line": line})
	}
	if rank := of("rank").String(); rank != "" {
		return l.Say("tavolo.rank", graph.V{"rank": rank, "line": line})
	}
	return line
}
