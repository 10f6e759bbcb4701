package desk

import (
	"io"
	"maps"
	"net/url"
	"slices"

	"trama/graph"
	"trama/render"
)

// ErasePage writes what would be taken out of a network and its history with a node, and what would be left, with the form
// that does it; words are those that would be taken out of texts too, as they were typed.
func ErasePage(w io.Writer, r graph.Erased, words string, v View) error {
	l, who := v.locale(), r.Nodes[0].Label
	s := render.Shell{Above: v.notices(), Page: render.Page{
		Title: l.Say("erase.page.title", graph.V{"name": who}), Subtitle: v.Title, Lead: l.Say("erase.page.lead", graph.V{"name": who}),
		Sections: render.EraseSections(r, v.View),
	}}
	if v.Writing != nil {
		m := newRecorder(v)
		about := render.Section{ID: "words", Title: l.Say("erase.page.words", nil), Blocks: []render.Block{records(m.wordsForm(r, words))}}
		do := render.Section{ID: "erase", Title: l.Say("erase.page.do", nil), Blocks: []render.Block{records(m.erasure(r, words))}}
		s.Page.Sections = append(s.Page.Sections, about, do)
	}
	if r.Nodes[0].OnMap {
		s.Links = append(s.Links, render.Link{Href: v.way("nodes/" + url.PathEscape(r.Nodes[0].ID)), Name: who})
	}
	s.Links = append(s.Links, render.Link{Href: v.way("history"), Name: l.Say("network.link.history", nil)})
	return v.Around(s).Write(w, v.Lang)
}

// wordsForm asks for the page again, with words that are to be taken out of texts too.
func (m recorder) wordsForm(r graph.Erased, words string) record {
	f := m.text("words", "erase_words")
	if f.ID, f.Value = "erase-words", words; words == "" {
		f.Value = r.Nodes[0].Label
	}
	return record{
		ID: "look", Get: true, Action: m.v.Self, About: m.l.Say("erase.page.words.about", nil), Fields: []field{f},
		Hidden: m.asked(), Buttons: []button{{Label: m.l.Say("erase.page.look", nil), Class: "second"}},
	}
}

// asked are the parameters with which another page of the network is asked for by a form.
func (m recorder) asked() []input {
	var out []input
	state := m.v.SameState()
	for _, name := range slices.Sorted(maps.Keys(state)) {
		out = append(out, input{Name: name, Value: state.Get(name)})
	}
	if m.w != nil && m.w.Carried {
		out = append(out, input{Name: "author", Value: m.w.Author})
	}
	return out
}

// erasure is the form that does it, once the name was typed.
func (m recorder) erasure(r graph.Erased, words string) record {
	f := m.needed("name", "erase")
	f.Hint = m.l.Say("erase.page.name", graph.V{"name": r.Nodes[0].Label})
	form := m.record("erase", "nodes/"+url.PathEscape(r.Nodes[0].ID)+"/erase", f)
	form.About = m.l.Say("erase.page.about", graph.V{"words": words})
	form.Hidden = append(form.Hidden, input{Name: "label", Value: r.Nodes[0].Label}, input{Name: "words", Value: words})
	form.Buttons[0].Class = "danger"
	return form
}

// eraseLink leads to the page that says what would go with a node.
func (m recorder) eraseLink(id string) record {
	return record{
		ID: anchor("node_erase"), Fold: m.l.Say("record.node_erase", nil), About: m.l.Say("record_about.node_erase", nil), Get: true,
		Action: m.v.Network() + "/nodes/" + url.PathEscape(id) + "/erase", Hidden: m.asked(), Buttons: []button{{Label: m.l.Say("record_do.node_erase", nil), Class: "second"}},
	}
}
