package render

import (
	"strconv"

	"trama/graph"
)

// historyDesk is the history of a network as its page has it: each commit can be taken back or named, two can be
// ticked to be compared, and the network can be taken away.
func historyDesk(r graph.CommitList, v View) shell {
	m := newRecorder(v).keeping("offset")
	p := historyPage(r, v)
	commits := block{}
	for _, c := range r.Commits {
		commits.List = append(commits.List, m.commit(c))
	}
	p.Sections[0].About = m.l.Say("history.desk", nil)
	p.Sections[0].Blocks = []block{{Records: []record{m.compare(v.Self)}}, commits, {Entries: v.turns(len(r.Commits))}}
	p.Sections = append(p.Sections, section{ID: "delete", Title: m.l.Say("history.delete", nil), Blocks: []block{{Records: []record{m.deletion(r.Network)}}}})
	return shell{Page: p, Notices: v.notices()}
}

// commit is a row of the history, with a box to compare it.
func (m recorder) commit(c graph.Commit) item {
	n := c.Counts
	row := item{Title: m.l.Operation(c.Message), Box: cell(c.Revision), Tag: c.Snapshot}
	row.Lines = []string{m.l.Say("history.row", graph.V{
		"time": m.l.Moment(c.Time), "author": c.Author,
		"nodes": m.l.Changed(n.NodesAdded, n.NodesChanged, n.NodesRemoved), "edges": m.l.Changed(n.EdgesAdded, n.EdgesChanged, n.EdgesRemoved),
	})}
	row.Records = []record{m.undo(c)}
	if c.Snapshot == "" {
		row.Records = append(row.Records, m.snapshot(c))
	}
	return row
}

// snapshot is the form that names a revision.
func (m recorder) snapshot(c graph.Commit) record {
	r := m.record("snapshot "+cell(c.Revision), "history/snapshots", m.needed("name", "snapshot"))
	r.Fold = m.l.Say("history.name", graph.V{"revision": c.Revision})
	r.Hidden = append(r.Hidden, input{Name: "revision", Value: cell(c.Revision)})
	r.Class = "line"
	return r
}

// compare is the button that compares what is ticked.
func (m recorder) compare(self string) record {
	return record{
		ID: "compare", Get: true, Action: sibling(self, "compare"), Class: "line", About: m.l.Say("history.tick", nil),
		Hidden: []input{{Name: "lang", Value: m.l.Lang()}}, Buttons: []button{{Label: m.l.Say("form.compare", nil)}},
	}
}

// deletion is the form that takes a network away; its name must be typed.
func (m recorder) deletion(network string) record {
	f := m.needed("name", "delete")
	f.Hint = m.l.Say("history.delete.name", graph.V{"network": network})
	r := m.record("delete", "delete", f)
	r.Fold, r.About = m.l.Say("history.delete.open", nil), m.l.Say("history.delete.about", nil)
	r.Buttons[0].Class = "danger"
	return r
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
	l, shown, offset := v.locale(), len(r.Commits), max(0, number(v.Query.Get("offset")))
	if v.Self == "" || shown == 0 || int(r.Commits[0].Revision)+offset == shown {
		return l.Say("history.list", graph.V{"n": shown})
	}
	return l.Say("history.part", graph.V{"from": offset + 1, "to": offset + shown, "n": int(r.Commits[0].Revision) + offset})
}

// turns are the ways to older and to newer commits.
func (v View) turns(shown int) []entry {
	l := v.locale()
	offset := max(0, number(v.Query.Get("offset")))
	turn := func(id string, to int) entry {
		query := with(v.Query, "offset", cell(max(0, to)))
		query.Set("lang", l.Lang())
		return entry{Name: l.Say(id, nil), Href: address(v.Self, query)}
	}
	var out []entry
	if shown == historyPart {
		out = append(out, turn("history.older", offset+historyPart))
	}
	if offset > 0 {
		out = append(out, turn("history.newer", offset-historyPart))
	}
	return out
}

// number is a whole number as a page was asked with it; what is none is 0.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}
