package render

import "trama/graph"

// historyShell is the page of a history; where the page has an address, two states can be compared and older ones turned to.
func historyShell(r graph.CommitList, v View) Shell {
	s := Shell{Page: historyPage(r, v)}
	if v.Self != "" {
		s.Form = compareForm(r, v)
		s.Page.Sections[0].Blocks = append(s.Page.Sections[0].Blocks, Block{Entries: v.turns(r.Commits)})
	}
	return s
}

func historyPage(r graph.CommitList, v View) Page {
	l := v.locale()
	t := &Table{Caption: l.Say("history.table", nil), Whole: true, Columns: []Column{
		{Name: l.Say("column.revision", nil), Figure: true}, {Name: l.Say("column.time", nil), Whole: true}, {Name: l.Say("column.author", nil)}, {Name: l.Say("column.message", nil), Row: true},
		{Name: l.Say("column.snapshots", nil)}, {Name: l.Say("column.nodes", nil)}, {Name: l.Say("measure.edges", nil)},
	}}
	for _, c := range r.Commits {
		n := c.Counts
		t.Rows = append(t.Rows, []string{
			cell(c.Revision), l.Moment(c.Time), c.Author, l.Operation(c.Message), c.Snapshot,
			l.Changed(n.NodesAdded, n.NodesChanged, n.NodesRemoved), l.Changed(n.EdgesAdded, n.EdgesChanged, n.EdgesRemoved),
		})
	}
	return Page{
		Title: l.Say("history.title", nil), Subtitle: named(v.Title, r.Network),
		Sections: []Section{{ID: "commits", Title: v.historyTitle(r), About: l.Say("history.about", nil), Blocks: []Block{{Brief: true, Table: filledTable(t)}}}},
	}
}

// historyPart is how many commits a page of the history shows.
const historyPart = 50

// HistoryPart is the part of a history that its page shows first.
func HistoryPart(offset int) graph.Page {
	return graph.Page{Offset: max(0, offset), Limit: historyPart}
}

// historyTitle says how many commits there are, and which of them a page shows that does not show all. A revision is the
// number of its commit.
func (v View) historyTitle(r graph.CommitList) string {
	l, shown, offset := v.locale(), len(r.Commits), max(0, WholeNumber(v.Query.Get("offset")))
	if v.Self == "" || shown == 0 || int(r.Commits[0].Revision)+offset == shown {
		return l.Say("history.list", graph.V{"n": shown})
	}
	return l.Say("history.part", graph.V{"from": offset + 1, "to": offset + shown, "n": int(r.Commits[0].Revision) + offset})
}

// turns are the ways to older and to newer commits, where there are any.
func (v View) turns(shown []graph.Commit) []Entry {
	l := v.locale()
	offset := max(0, WholeNumber(v.Query.Get("offset")))
	turn := func(id string, to int) Entry {
		query := with(v.Query, "offset", cell(max(0, to)))
		query.Set("lang", l.Lang())
		return Entry{Name: l.Say(id, nil), Href: Address(v.Self, query)}
	}
	var out []Entry
	if n := len(shown); n > 0 && shown[n-1].Revision > 1 {
		out = append(out, turn("history.older", offset+historyPart))
	}
	if offset > 0 {
		out = append(out, turn("history.newer", offset-historyPart))
	}
	return out
}
