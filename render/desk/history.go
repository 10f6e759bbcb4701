package desk

import (
	"fmt"
	"io"
	"net/url"

	"trama/graph"
	"trama/render"
)

// HistoryPage writes the history of a network as its page has it: each commit can be taken back or named, two can be
// ticked to be compared, and the network can be taken away.
func HistoryPage(w io.Writer, r graph.CommitList, v View) error {
	s, err := render.ShellOf(r, v.View)
	if err != nil {
		return err
	}
	if v.Writing != nil {
		s = v.history(s, r)
	}
	s.Above = v.notices()
	return v.Around(s).Write(w, v.Lang)
}

// history puts into the page of a history what can be done with its commits.
func (v View) history(s render.Shell, r graph.CommitList) render.Shell {
	m := newRecorder(v).keeping("offset").unnamed()
	var commits []item
	for _, c := range r.Commits {
		commits = append(commits, m.commit(c))
	}
	s.Form = nil
	list := &s.Page.Sections[0]
	list.About = m.l.Say("history.desk", nil)
	turns := list.Blocks[len(list.Blocks)-1]
	list.Blocks = []render.Block{records(m.compare()), listed(commits), turns}
	if m.w.Author == "" {
		s.Page.Sections = append(s.Page.Sections, m.author())
	}
	s.Page.Sections = append(s.Page.Sections, render.Section{ID: "delete", Title: m.l.Say("history.delete", nil), Blocks: []render.Block{records(m.deletion(r.Network))}})
	return s
}

// commit is a row of the history, with a box to compare it.
func (m recorder) commit(c graph.Commit) item {
	n := c.Counts
	row := item{Title: m.l.Operation(c.Message), Box: fmt.Sprint(c.Revision), Tag: c.Snapshot}
	row.Lines = []string{m.l.Say("history.row", graph.V{
		"time": m.l.Moment(c.Time), "author": c.Author,
		"nodes": m.l.Changed(n.NodesAdded, n.NodesChanged, n.NodesRemoved), "edges": m.l.Changed(n.EdgesAdded, n.EdgesChanged, n.EdgesRemoved),
	})}
	row.Then = m.then(c.Revision)
	if !c.Erases() {
		row.Records = []record{m.undo(c)}
	}
	if c.Snapshot == "" {
		row.Records = append(row.Records, m.snapshot(c))
	}
	return row
}

// then leads to the round table as it was at a revision.
func (m recorder) then(revision graph.Revision) render.Link {
	query := url.Values{"lang": {m.l.Lang()}, "at": {fmt.Sprint(revision)}}
	return render.Link{Name: m.l.Say("history.then", graph.V{"revision": revision}), Href: render.Address(m.w.Base+"/table", query)}
}

// snapshot is the form that names a revision.
func (m recorder) snapshot(c graph.Commit) record {
	r := m.record("snapshot "+fmt.Sprint(c.Revision), "history/snapshots", m.needed("name", "snapshot"))
	r.Fold = m.l.Say("history.name", graph.V{"revision": c.Revision})
	r.Hidden = append(r.Hidden, input{Name: "revision", Value: fmt.Sprint(c.Revision)})
	r.Class = "line"
	return r
}

// compare is the button that compares what is ticked.
func (m recorder) compare() record {
	return record{
		ID: "compare", Get: true, Action: m.v.Network() + "/compare", Class: "line", About: m.l.Say("history.tick", nil),
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
