package render

import (
	"io"
	"net/url"

	"trama/graph"
)

// Waiting is how far a page is that takes its time: the stage that is under way, and how much of how much of it is done.
type Waiting struct {
	Stage       string // a code; "": it has not begun
	Done, Total int64  // of the stage; a Total of 0 is not known
	Leave       string // where a form leads that gives the work up; "": it has none
}

// WaitingPage writes the page that stands where another is still worked out.
func WaitingPage(w io.Writer, far Waiting, v View) error {
	l := v.locale()
	home := Address("/", url.Values{"lang": {l.Lang()}})
	title := l.Say("waiting.title", nil)
	look := Address(v.Self, v.Query)
	next := []Block{{Text: l.Say("waiting.about", nil)}, {Entries: []Entry{{Name: l.Say("waiting.look", nil), Href: look}, {Name: l.Say("error.home", nil), Href: home}}}}
	if far.Leave != "" {
		next = []Block{{Text: l.Say("waiting.import", nil)}, {Entries: []Entry{{Name: l.Say("waiting.look", nil), Href: look}}}, {Parts: []Part{{"leave", far.Leave}}}}
	}
	s := Shell{Home: home, Languages: v.languages(), HeadTitle: title + " – Trama"}
	s.Page = Page{Title: title, Lead: far.said(v), Sections: []Section{{ID: "next", Title: l.Say("error.next", nil), Blocks: next}}}
	return s.Write(w, l.Lang())
}

// said returns the stage and how much of it is done, where that is known.
func (far Waiting) said(v View) string {
	l := v.locale()
	if far.Stage == "" || !l.Has("stage."+far.Stage) {
		return l.Say("waiting.begun", nil)
	}
	values := graph.V{"stage": l.Say("stage."+far.Stage, nil)}
	if far.Total <= 0 {
		return l.Say("waiting.stage", values)
	}
	values["percent"] = 100 * far.Done / far.Total
	return l.Say("waiting.share", values)
}
