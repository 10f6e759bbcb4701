package desk

import (
	"fmt"
	"io"
	"net/url"
	"slices"

	"trama/graph"
	"trama/locale"
	"trama/render"
)

// HistoryPage is the history of a network as its page has it: each commit can be taken back or named, two can be ticked to
// be compared, and the network can be taken away.
type HistoryPage struct {
	View
	Commits graph.CommitList
	Told    []Written // the first of the commits, with the states around them
}

// Write writes the page as HTML.
func (h HistoryPage) Write(w io.Writer) error {
	s, err := render.ShellOf(h.Commits, h.View.View)
	if err != nil {
		return err
	}
	s = h.commits(s)
	s.Above = h.notices()
	return h.Around(s).Write(w, h.Lang)
}

// commits puts into the page of a history what can be done with its commits.
func (h HistoryPage) commits(s render.Shell) render.Shell {
	m := newRecorder(h.View).keeping("offset").unnamed()
	var commits []item
	for i, c := range h.Commits.Commits {
		row := m.commit(c)
		if h.single() {
			row.Box = ""
		}
		if i < len(h.Told) {
			row.Lines = append(h.Told[i].brief(m.l), row.Lines...)
		}
		commits = append(commits, row)
	}
	s.Form = nil
	list := &s.Page.Sections[0]
	turns := list.Blocks[len(list.Blocks)-1]
	list.Blocks = []render.Block{listed(commits), turns}
	if !h.single() {
		list.Blocks = slices.Insert(list.Blocks, 0, records(m.compare()))
	}
	if m.w == nil {
		return s
	}
	list.About = m.l.Say("history.desk", nil)
	if m.w.Author == "" {
		s.Page.Sections = append(s.Page.Sections, m.author())
	}
	s.Page.Sections = append(s.Page.Sections, render.Section{ID: "delete", Title: m.l.Say("history.delete", nil), Blocks: []render.Block{records(m.deletion(h.Commits.Network))}})
	return s
}

// single tells whether the history is one commit, which there is nothing to compare with.
func (h HistoryPage) single() bool {
	return len(h.Commits.Commits) == 1 && h.Commits.Commits[0].Revision == 1 && h.Query.Get("offset") == ""
}

// briefTold is how many sentences tell of a commit in the history.
const briefTold = 2

// brief are the first sentences that tell of a commit, and how many more there are; none where only counts would tell.
func (w Written) brief(l *locale.Locale) []string {
	if w.After == nil {
		return nil
	}
	lines := w.beneath(l)
	if len(lines) <= briefTold {
		return lines
	}
	more := len(told(w, l)) - briefTold
	if _, undoes := w.Commit.Undoes(); undoes {
		more-- // the title says it
	}
	return append(lines[:briefTold:briefTold], l.Say("history.more", graph.V{"n": more}))
}

// commit is a row of the history, with a box to compare it.
func (m recorder) commit(c graph.Commit) item {
	n := c.Counts
	row := item{Title: locale.Begun(m.l.Operation(c.Message)), Box: fmt.Sprint(c.Revision), Tag: c.Snapshot}
	row.Lines = []string{m.l.Say("history.row", graph.V{
		"time": m.l.Moment(c.Time), "author": c.Author,
		"nodes": m.l.Changed(n.NodesAdded, n.NodesChanged, n.NodesRemoved), "edges": m.l.Changed(n.EdgesAdded, n.EdgesChanged, n.EdgesRemoved),
	})}
	row.Then = m.then(c.Revision)
	if m.w == nil {
		return row
	}
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
	return render.Link{Name: m.l.Say("history.then", graph.V{"revision": revision}), Href: render.Address(m.v.Network()+"/table", query)}
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
