package desk

import (
	"fmt"
	"net/url"
	"strings"

	"trama/graph"
	"trama/locale"
	"trama/render"
)

// Written is a commit as a page tells of it. Before and After are nil where it is too large to be told in words.
type Written struct {
	Commit        graph.Commit // of revision 0: what was sent stood there already, and nothing was written
	Before, After *graph.Graph
	Left          []graph.Sentence // what a commit that takes another one back left as it was
}

// Removes tells whether the commit took a node off the map.
func (w Written) Removes(node string) bool {
	if w.After == nil {
		return false
	}
	_, was := w.Before.FindNode(node)
	_, there := w.After.FindNode(node)
	return was && !there
}

// notice says at the top of a page what was written just now, or why nothing was.
type notice struct {
	Title string
	Lines []string
	Also  string
	Ways  []render.Link // what Also is about
	Undo  *record
	Alarm bool
}

// linesTold is how many sentences tell of a commit.
const linesTold = 8

// lines are the sentences that tell of a commit.
func (w Written) lines(l *locale.Locale) []string {
	if w.After == nil && w.Commit.Erases() {
		return []string{l.Say("told.erase", nil)}
	}
	imported := strings.HasPrefix(w.Commit.Message, "import")
	if w.After == nil && !imported {
		return []string{locale.Whole(l.Say("notice.counts", graph.V{"operation": l.Operation(w.Commit.Message), "n": w.Commit.Counts.Total()}))}
	}
	var lines []string
	if w.After != nil {
		lines = told(w, l)
	}
	if imported && (w.After == nil || len(lines) > linesTold) { // many of one sort: how many says more
		c := w.Commit.Counts
		return []string{l.Say("notice.imported", graph.V{"nodes": c.NodesAdded, "edges": c.EdgesAdded, "changed": c.Total() - c.NodesAdded - c.EdgesAdded})}
	}
	if more := len(lines) - linesTold; more > 0 {
		lines = append(lines[:linesTold:linesTold], l.Say("notice.more", graph.V{"n": more}))
	}
	return lines
}

// beneath are the lines under a title that is the operation of the commit: what the title says is not said again.
func (w Written) beneath(l *locale.Locale) []string {
	lines := w.lines(l)
	if _, undoes := w.Commit.Undoes(); undoes && w.After != nil && len(lines) > 1 {
		return lines[1:]
	}
	return lines
}

// notices are what a page has to say before all else: what each page has, and what was written just now.
func (v View) notices() []render.Part {
	return append(v.Notices(), v.ownNotices()...)
}

// ownNotices are those of the page itself.
func (v View) ownNotices() []render.Part {
	w, l := v.Writing, v.locale()
	if w == nil {
		return nil
	}
	var out []notice
	if w.Refused != nil {
		out = append(out, w.Refused.notice(l))
	}
	if w.Written != nil {
		out = append(out, v.written(*w.Written))
	}
	if w.Named.Name != "" {
		out = append(out, notice{Title: l.Say("notice.named", graph.V{"revision": w.Named.Revision, "name": w.Named.Name})})
	}
	return parts("notice", out...)
}

// notice says why nothing was written, and what others wrote meanwhile.
func (r Refused) notice(l *locale.Locale) notice {
	n := notice{Title: l.Say("notice.refused", nil), Lines: []string{r.Why}, Alarm: true}
	for _, w := range r.Since {
		who := l.Say("notice.since", graph.V{"revision": w.Commit.Revision, "author": w.Commit.Author})
		for _, line := range w.lines(l) {
			n.Lines = append(n.Lines, who+" "+line)
		}
	}
	return n
}

// written says what was written, and offers to take it back.
func (v View) written(w Written) notice {
	l := v.locale()
	if w.Commit.Revision == 0 {
		return notice{Title: l.Say("notice.same", nil)}
	}
	n := notice{Title: l.Say("notice.written", graph.V{"revision": w.Commit.Revision}), Lines: w.lines(l)}
	if w.Commit.Erases() {
		return n
	}
	if n.Ways = v.alike(w); len(n.Ways) > 0 {
		n.Also = l.Say("notice.alike", nil)
	}
	m := newRecorder(v)
	undo := m.leading(render.Address(v.Self, v.Query)).undo(w.Commit)
	undo.ID = "undo-done" // the same form may stand in the page once more
	n.Undo = &undo
	return n
}

// alike leads to what is called as a node that the commit made.
func (v View) alike(w Written) []render.Link {
	if w.After == nil {
		return nil
	}
	list := graph.Diff(w.Before, w.After).Namesakes(w.Before, locale.Searched)
	var out []render.Link
	for _, n := range list[:min(len(list), linesTold)] {
		i, _ := w.Before.FindNode(n.Other)
		out = append(out, render.Link{Name: w.Before.Label(i) + " (" + n.Other + ")", Href: v.way("nodes/" + url.PathEscape(n.Other))})
	}
	return out
}

// undo is the button that takes a commit back.
func (m recorder) undo(c graph.Commit) record {
	r := m.record("undo "+fmt.Sprint(c.Revision), "history/undo")
	r.Hidden = append(r.Hidden, input{Name: "revision", Value: fmt.Sprint(c.Revision)})
	r.Buttons = []button{{Label: m.l.Say("notice.undo", nil), Class: "second", Hidden: m.l.Say("notice.undo.which", graph.V{"revision": c.Revision})}}
	r.Class = "line"
	return r
}
