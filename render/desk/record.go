package desk

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"trama/graph"
	"trama/locale"
	"trama/render"
)

// Writing is what a page needs beside its result to write: the state that its forms build on, who writes, what was
// written just now, and the form that was refused. A page without one only reads.
type Writing struct {
	Base    string         // the address of the network's page, under which all forms are sent
	State   string         // of the network: its forms send it back, so that nothing is written on a state that nobody saw
	Author  string         // of the commits; "" is not known, and forms ask for it
	Carried bool           // the author goes from page to page in their addresses: the browser is yet to be seen to keep him
	Back    string         // the address to which a form leads when it has written; "": to the page itself
	Written *Written       // nil: nothing was written just now
	Named   graph.Snapshot // the revision that was named just now; without a name there is none
	Refused *Refused       // nil: no form was refused
	Demo    bool           // the first page may load the fictional town
}

// Key tells pages apart that are written by others, or elsewise; "" where a page writes nothing.
func (w *Writing) Key() string {
	if w == nil {
		return ""
	}
	return fmt.Sprintf("%q %t", w.Author, w.Carried)
}

// Refused is a form that wrote nothing: what was typed comes back with it.
type Refused struct {
	Form  string // its name: "need", "vote", "commit imp-sala"
	Field string // the field that is wrong; "" where it is no single one
	Why   string // in the reader's language
	Typed url.Values
	Since []Written // what others have written since the page was shown, newest first
}

// typed returns what was typed into a field of a form, where that form was refused.
func (w *Writing) typed(form, field string) ([]string, bool) {
	if w == nil || w.Refused == nil || w.Refused.Form != form {
		return nil, false
	}
	return w.Refused.Typed[field], true
}

// record is a form that writes, sent by POST.
type record struct {
	Name    string
	ID      string
	Fold    string // the heading under which it is folded; "": it lies open
	Open    bool   // unfolded
	Action  string
	About   string
	Error   string
	Fields  []field
	Hidden  []input
	Buttons []button
	Get     bool   // it asks, and writes nothing
	Class   string // "line": fields and button in one line
}

// field is one thing to fill in.
type field struct {
	ID, Name, Label, Hint string
	Type                  string // of the input; "select", "checks", "area" are what they say
	Value                 string
	Options               []option // of a choice, or of boxes
	List                  string   // the id of the list of names that it suggests
	Least, Most           string   // of a number
	Required, Checked     bool
	Quiet                 bool   // its label is for those who listen: the page says it beside
	Error                 string // the id of the sentence that says what is wrong with it
}

// button sends a form; Name and Value go with it.
type button struct{ Name, Value, Label, Class, Hidden string }

// input is a field that is sent as it is.
type input struct{ Name, Value string }

// option is one of a few answers.
type option struct {
	Value, Label string
	Selected     bool
}

// names is a list of names that fields suggest.
type names struct {
	ID      string
	Options []option
}

// recorder makes the forms of a page.
type recorder struct {
	v    View
	l    *locale.Locale
	w    *Writing
	keep []string // the parameters of the page that its forms keep
	asks bool     // the forms ask who writes
}

func newRecorder(v View) recorder {
	return recorder{v: v, l: v.locale(), w: v.Writing, asks: v.Writing != nil && v.Writing.Author == ""}
}

// keeping makes forms that lead to the page with some of the parameters that it was asked with.
func (m recorder) keeping(parameters ...string) recorder {
	m.keep = parameters
	return m
}

// action is the address that a form is sent to, under the network's page.
func (m recorder) action(to string) string {
	query := url.Values{"lang": {m.l.Lang()}}
	for _, name := range m.keep {
		if value := m.v.Query.Get(name); value != "" {
			query.Set(name, value)
		}
	}
	return m.w.Base + "/" + to + "?" + query.Encode()
}

// record returns a form that is sent to a place under the network's page. What was typed into it before it was refused
// stands in its fields.
func (m recorder) record(name, to string, fields ...field) record {
	r := record{Name: name, ID: anchor(name), Action: m.action(to) + "#" + anchor(name)}
	if kind, _, _ := strings.Cut(name, " "); m.l.Has("record_do." + kind) {
		r.Buttons = []button{{Label: m.l.Say("record_do."+kind, nil)}}
	}
	r.Hidden = []input{{Name: "form", Value: name}, {Name: "seen", Value: m.w.State}}
	for _, more := range []input{{Name: "author", Value: m.w.Author}, {Name: "back", Value: m.w.Back}} {
		if more.Value != "" {
			r.Hidden = append(r.Hidden, more)
		}
	}
	if m.w.Refused != nil && m.w.Refused.Form == name {
		r.Error, r.Open = m.w.Refused.Why, true
	}
	if m.asks && len(fields) > 0 {
		fields = append(fields[:len(fields):len(fields)], m.text("author", "author"))
	}
	for i, f := range fields {
		r.Fields = append(r.Fields, m.filled(f, r, i))
	}
	return r
}

// author asks on a page who writes: the name goes with every form of all pages.
func (m recorder) author() render.Section {
	f := m.text("author", "author")
	f.ID, f.Value = "author", m.w.Author
	r := record{ID: "who", Action: m.action("table/author"), Class: "line", Fields: []field{f}, Hidden: []input{{Name: "back", Value: render.Address(m.v.Self, m.v.Query)}}, Buttons: []button{{Label: m.l.Say("tavolo.author.keep", nil), Class: "second"}}}
	return render.Section{ID: "author-of", Title: m.l.Say("tavolo.author", nil), Blocks: []render.Block{records(r)}}
}

// unnamed makes forms that do not ask who writes: what they write is not signed, or the page asks.
func (m recorder) unnamed() recorder {
	m.asks = false
	return m
}

// leading makes forms that lead to an address when they have written.
func (m recorder) leading(back string) recorder {
	w := *m.w
	w.Back, m.w = back, &w
	return m
}

// folded is a record under a heading that opens it, with what it is for.
func (m recorder) folded(name, to string, fields ...field) record {
	r := m.record(name, to, fields...)
	r.Fold = m.l.Say("record."+name, nil)
	if m.l.Has("record_about." + name) {
		r.About = m.l.Say("record_about."+name, nil)
	}
	return r
}

// filled gives a field its id, and what was typed into it.
func (m recorder) filled(f field, r record, nth int) field {
	f.ID = r.ID + "-" + fmt.Sprint(nth)
	before := 0 // fields of the same name
	for _, other := range r.Fields {
		if other.Name == f.Name {
			before++
		}
	}
	if typed, ok := m.w.typed(r.Name, f.Name); ok {
		f = f.typed(typed, before)
		if f.Name == m.w.Refused.Field {
			f.Error = r.ID + "-error"
		}
	}
	return f
}

// typed returns the field with what was typed; of several with one name it is the nth.
func (f field) typed(values []string, nth int) field {
	switch f.Type {
	case "checks", "select":
		if f.Type == "select" {
			values = values[min(nth, len(values)):min(nth+1, len(values))]
		}
		f.Options = slices.Clone(f.Options)
		for i := range f.Options {
			f.Options[i].Selected = slices.Contains(values, f.Options[i].Value)
		}
	case "checkbox":
		f.Checked = slices.Contains(values, f.Value)
	default:
		f.Value = ""
		if nth < len(values) {
			f.Value = values[nth]
		}
	}
	return f
}

// anchor is a name as an id of the page, which an address may end with as it is.
func anchor(name string) string {
	var out strings.Builder
	out.WriteString("r-")
	for _, c := range name {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-':
			out.WriteRune(c)
		case c == ' ':
			out.WriteByte('.')
		default:
			fmt.Fprintf(&out, "_%x", c)
		}
	}
	return out.String()
}

// text is a field for words; label is its name in the catalogue.
func (m recorder) text(name, label string) field {
	f := field{Name: name, Type: "text", Label: m.l.Say("field."+label, nil)}
	if m.l.Has("hint." + label) {
		f.Hint = m.l.Say("hint."+label, nil)
	}
	return f
}

// needed is a field for words without which the form says nothing.
func (m recorder) needed(name, label string) field {
	f := m.text(name, label)
	f.Required = true
	return f
}

// who is a field for a name, suggested from a list.
func (m recorder) who(name, label, list string) field {
	f := m.text(name, label)
	f.List = list
	return f
}

// requiredWho is a field for a name without which the form says nothing.
func (m recorder) requiredWho(name, label, list string) field {
	f := m.who(name, label, list)
	f.Required = true
	return f
}

func (m recorder) day(name, label string) field {
	f := m.text(name, label)
	f.Type = "date"
	return f
}

// choice is a field with a few answers.
func (m recorder) choice(name, label string, options []option) field {
	f := m.text(name, label)
	f.Type, f.Options = "select", options
	return f
}

// boxes are things to tick.
func (m recorder) boxes(name, label string, options []option) field {
	f := m.choice(name, label, options)
	f.Type = "checks"
	return f
}

// way is the address of another page of the network, with the reader's language and the name of who writes.
func (v View) way(to string) string {
	query := v.SameState()
	if v.Writing != nil && v.Writing.Carried {
		query.Set("author", v.Writing.Author)
	}
	return render.Address(v.Network()+"/"+to, query)
}
