package render

import (
	"io"
	"net/url"

	"trama/analysis"
	"trama/locale"
)

// Problem is what an error page says.
type Problem struct {
	Status  int    // of HTTP
	Detail  string // the sentence, in the reader's language
	Network string // the address of the page of the network that was asked about; "" for none
	Asked   string // the page whose form was filled in, which is shown again as it was: missing, plan; "" for none
	Typed   *Table // what was typed into a form that cannot be shown again; nil: nothing
}

// ErrorPage writes the page of an error.
func ErrorPage(w io.Writer, problem Problem, v View) error {
	l := v.locale()
	home := Address("/", url.Values{"lang": {l.Lang()}})
	title := l.Name("error.title", cell(problem.Status))
	if !l.Has("error.title." + cell(problem.Status)) {
		title = l.Say("error.title", nil)
	}
	s := Shell{Home: home, Languages: v.languages(), HeadTitle: title + " – Trama"}
	s.Page = Page{Title: title, Lead: locale.Whole(problem.Detail), Sections: []Section{{
		ID: "next", Title: l.Say("error.next", nil), Blocks: []Block{{Entries: problem.ways(home, l)}},
	}}}
	if problem.Typed != nil {
		s.Page.Sections = append([]Section{TypedSection(problem.Typed, v.Lang)}, s.Page.Sections...)
		s.Languages = nil // they would lead away from what was typed
	}
	switch problem.Asked {
	case "missing":
		s.Form = missingForm(analysis.MissingList{}, v)
		s.Form.Try = "" // there are no cards to tick
		s.Form.Inputs[len(s.Form.Inputs)-1].Value = v.Query.Get("limit")
	case "plan":
		s.Form = planForm(analysis.PlanOptions{Goal: v.Query.Get("goal")}, v)
		s.Form.Inputs[0].Value = v.Query.Get("budget")
	}
	return s.Write(w, l.Lang())
}

// TypedSection gives back what was typed into a form that cannot be shown again.
func TypedSection(typed *Table, lang string) Section {
	return Section{ID: "typed", Title: locale.New(lang).Say("typed.title", nil), Blocks: []Block{{Table: typed}}}
}

// ways are those on from an error.
func (p Problem) ways(home string, l *locale.Locale) []Entry {
	var out []Entry
	said := url.Values{"lang": {l.Lang()}}
	if p.Network != "" {
		out = append(out, Entry{Name: l.Say("page.network", nil), Href: Address(p.Network, said)})
	}
	return append(out, Entry{Name: l.Say("error.home", nil), Href: home})
}
