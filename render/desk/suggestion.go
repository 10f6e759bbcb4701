package desk

import (
	"io"
	"net/url"

	"trama/analysis"
	"trama/graph"
	"trama/render"
)

// SuggestionPage is the page of one missing relation, where the table decides about it.
type SuggestionPage struct {
	View       View
	ID         string               // of the pair
	Suggestion *analysis.Suggestion // nil: it is not, or no longer, among the missing relations
	Before     analysis.Figures
	List       string // the address of the list that one came from; "": the page of the missing relations
}

// suggestionParts are the parameters that lead with the forms of a suggestion back to its page.
func suggestionParts() []string { return []string{"family", "list"} }

// Write writes the page.
func (p SuggestionPage) Write(w io.Writer) error {
	v, l := p.View, p.View.locale()
	a, b, _ := graph.PairOf(p.ID)
	m := newTavolo(v, analysis.Answers{})
	s := render.Shell{Above: v.notices(), Page: render.Page{Title: m.l.Side(m.labelOf(a)) + " – " + m.l.Side(m.labelOf(b)), Subtitle: v.Title}}
	if p.Suggestion != nil {
		card, err := p.card()
		if err != nil {
			return err
		}
		s.Page.Sections = append(s.Page.Sections, render.Section{ID: "suggestion", Title: l.Say("suggestion.title", nil), Blocks: []render.Block{card}})
		if v.Writing != nil {
			s.Page.Sections = append(s.Page.Sections, p.decide())
			s.Below = v.lists()
		}
	} else {
		s.Page.Lead = l.Say("suggestion.none", nil)
	}
	if list := p.records(); len(list) > 0 {
		s.Page.Sections = append(s.Page.Sections, render.Section{ID: "decided", Title: l.Say("suggestion.decided", nil), Blocks: []render.Block{listed(list)}})
	}
	s.Links = []render.Link{{Href: p.list(), Name: l.Say("whatif.back", nil)}, {Href: v.way("table"), Name: l.Say("tavolo.title", nil)}}
	return v.Around(s).Write(w, v.Lang)
}

// card is the suggestion as the list has it, on a page without an address: it leads nowhere.
func (p SuggestionPage) card() (render.Block, error) {
	v := p.View.View
	v.Self = ""
	list, err := render.ShellOf(analysis.MissingList{Suggestions: []analysis.Suggestion{*p.Suggestion}, Before: p.Before}, v)
	if err != nil {
		return render.Block{}, err
	}
	b := list.Page.Sections[0].Blocks[0]
	for i := range b.Cards {
		b.Cards[i].ID = "" // the page decides about it; no command has to name it
	}
	return b, nil
}

// list is the address of the list that one came from.
func (p SuggestionPage) list() string {
	if p.List != "" {
		return p.List
	}
	return p.View.way("missing")
}

// decide has the three things that a table can do with a suggestion.
func (p SuggestionPage) decide() render.Section {
	m := newRecorder(p.View).keeping(suggestionParts()...)
	to := "suggestions/" + url.PathEscape(p.ID) + "/"
	until := m.day("until", "until")
	until.Required = true
	forms := []record{
		m.folded("take", to+"take", m.requiredWho("by", "take_by", "actors"), m.who("by", "commit_with", "actors"), m.day("due", "due"), m.text("what", "take_what")),
		m.folded("decline", to+"decline", m.needed("why", "why")),
		m.folded("postpone", to+"postpone", until),
	}
	return render.Section{ID: "decide", Title: m.l.Say("suggestion.decide", nil), Blocks: []render.Block{records(forms...)}}
}

// records are the commitments and decisions about the pair that stand in the graph: those that are retired bar it no more.
func (p SuggestionPage) records() []item {
	v := p.View
	m := newTavolo(v, analysis.Answers{})
	var out []item
	status := v.Graph.Meaning("status")
	for i := range v.Graph.Nodes() {
		kind := v.Graph.Kind(i)
		if (kind != graph.Commitment && kind != graph.Decision) || m.of(i, "on_id") != p.ID || status.Text(i) == "retired" {
			continue
		}
		it := item{Title: v.Graph.Label(i), Tag: m.l.Name("state", m.of(i, "state"))}
		if kind == graph.Decision {
			it.Tag = m.l.Name("decided", m.of(i, "state"))
		}
		it.Lines = m.said(it.Lines, "tavolo.by", m.l.List(m.ends(i, "commits")))
		it.Lines = m.said(it.Lines, "tavolo.by", m.of(i, "note"))
		for _, day := range []string{"due", "until"} {
			if date := m.of(i, day); date != "" {
				it.Lines = append(it.Lines, m.l.Say("tavolo.due", graph.V{"due": date}))
			}
		}
		out = append(out, it)
	}
	return out
}
