package desk

import (
	"io"
	"net/url"
	"strings"

	"trama/graph"
	"trama/render"
)

// GonePage tells who corrects a node that somebody took off the map meanwhile: what was typed is not lost, and the node
// can come back.
type GonePage struct {
	View        View // its Refused says what the form was, and what was typed
	ID          string
	Label, Kind string   // of the node as it was
	Removed     *Written // the commit that took it off; nil: it is further back
}

// Write writes the page.
func (p GonePage) Write(w io.Writer) error {
	v, l := p.View, p.View.locale()
	s := render.Shell{Above: v.notices(), Page: render.Page{Title: p.Label, Subtitle: v.Title}}
	if typed := Typed(v.Writing.Refused.Typed, p.Label, l); typed != nil {
		s.Page.Sections = append(s.Page.Sections, render.TypedSection(typed, v.Lang))
	}
	s.Page.Sections = append(s.Page.Sections, p.back())
	s.Links = []render.Link{{Href: v.way("history"), Name: l.Say("network.link.history", nil)}}
	s = v.Around(s)
	s.Languages = nil // they would lead to the page of the node, which is gone, without what was typed
	return s.Write(w, v.Lang)
}

// back has the ways in which the node can be on the map again: as it was, or anew with what was typed.
func (p GonePage) back() render.Section {
	m, l := newRecorder(p.View), p.View.locale()
	s := render.Section{ID: "back", Title: l.Say("node.gone.back", nil), About: l.Say("node.gone.about", graph.V{"undo": p.Removed != nil})}
	if p.Removed != nil {
		back := render.Address(p.View.Network()+"/nodes/"+url.PathEscape(p.ID), url.Values{"lang": {l.Lang()}})
		undo := m.leading(back).undo(p.Removed.Commit)
		undo.Buttons[0].Label, undo.Buttons[0].Hidden = undo.Buttons[0].Label+" "+undo.Buttons[0].Hidden, ""
		s.Blocks = append(s.Blocks, records(undo))
	}
	typed := p.View.Writing.Refused.Typed
	label, kind, area := m.needed("label", "node_name"), p.Kind, m.text("area", "area")
	label.Value, area.Value = p.Label, typed.Get("area")
	if said := strings.TrimSpace(typed.Get("label")); said != "" {
		label.Value = said
	}
	if typed.Has("kind") {
		kind = typed.Get("kind")
	}
	s.Blocks = append(s.Blocks, records(m.folded("node_new", "nodes", label, m.kindField(kind), area)))
	return s
}
