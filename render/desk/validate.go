package desk

import (
	"io"

	"trama/analysis"
	"trama/graph"
	"trama/render"
)

// ValidatePage shows one relation at a time, for a table that validates its map in front of a projector.
type ValidatePage struct {
	View  View
	Queue *analysis.Queue
	By    string            // who says it, as it was typed; "": not asked yet
	Name  string            // of who says it
	Card  *analysis.Pending // nil: there is none left
	Next  string            // the id of the card that follows; "": none does
}

// validateParts are the parameters that stay from card to card.
func validateParts() []string { return []string{"by", "meeting"} }

// stage is what a projector shows: one sentence, large, and what one can do with it.
type stage struct {
	Progress  string
	Done, All int
	Sentence  string
	About     []string
	Record    *record
	Note      *record
	Skip      string // the address of the next card; "": there is none
	SkipName  string
}

// Write writes the page.
func (p ValidatePage) Write(w io.Writer) error {
	v, l := p.View, p.View.locale()
	s := render.Shell{Above: v.notices(), Page: render.Page{Title: l.Say("validate.title", nil), Subtitle: v.Title}}
	card := p.stage()
	var begin []render.Part
	switch {
	case p.Card == nil:
		s.Page.Lead = l.Say("validate.over", nil)
	case v.Writing != nil && p.By == "":
		s.Page.Lead = l.Say("validate.lead", nil)
		card.Sentence, card.About, card.Skip = "", nil, ""
		begin = parts("record", p.begin())
		s.Below = v.lists()
	case v.Writing != nil:
		s.Below = v.lists()
	}
	s.Page.Sections = []render.Section{{ID: "card", Title: l.Say("validate.card", nil), Blocks: []render.Block{{Parts: append(parts("stage", card), begin...)}}}}
	s.Links = []render.Link{{Href: v.way("table"), Name: l.Say("tavolo.title", nil)}}
	if p.By != "" && v.Writing != nil {
		s.Links = append(s.Links, render.Link{Href: v.way("validate"), Name: l.Say("validate.change", graph.V{"by": p.Name})})
	}
	return v.Around(s).Write(w, v.Lang)
}

// begin asks who says it, and at which meeting.
func (p ValidatePage) begin() record {
	m := newTavolo(p.View, analysis.Answers{})
	by := m.requiredWho("by", "validate_by", "actors")
	by.ID = "by"
	fields := []field{by}
	if len(m.nodes(graph.Meeting)) > 0 {
		f := m.meetingChoice()
		f.ID, f.Options = "meeting", append(f.Options, option{Label: m.l.Say("validate.no_meeting", nil)})
		fields = append(fields, f)
	}
	if m.asks {
		who := m.text("author", "author")
		who.ID = "author"
		fields = append(fields, who)
	}
	r := record{Name: "begin", ID: "begin", Get: true, Action: p.View.Self, Fields: fields, Hidden: []input{{Name: "lang", Value: m.l.Lang()}}, Buttons: []button{{Label: m.l.Say("validate.begin", nil)}}}
	if refused := m.w.Refused; refused != nil && refused.Form == r.Name {
		r.Error = refused.Why
		r.Fields[0].Value, r.Fields[0].Error = refused.Typed.Get("by"), "begin-error"
	}
	if m.w.Carried {
		r.Hidden = append(r.Hidden, input{Name: "author", Value: m.w.Author})
	}
	return r
}

func (p ValidatePage) stage() *stage {
	v, l, q := p.View, p.View.locale(), p.Queue
	waiting := len(q.Next) + len(q.Contested)
	s := &stage{Done: q.All - waiting, All: q.All, Progress: l.Say("validate.progress", graph.V{"done": q.All - waiting, "all": q.All, "contested": len(q.Contested)})}
	if p.Card == nil {
		return s
	}
	s.Sentence = l.Relation(p.Card.SourceLabel, p.Card.Type, p.Card.TargetLabel)
	if p.Card.Separates > 0 {
		s.About = append(s.About, l.Say("validate.separates", graph.V{"n": p.Card.Separates}))
	}
	s.About = append(s.About, p.voices()...)
	if p.Next != "" {
		s.Skip, s.SkipName = p.skip(), l.Say("validate.skip", nil)
	}
	if v.Writing != nil && p.By != "" {
		s.Record, s.Note = p.answers(), p.note()
	}
	return s
}

// voices are what was said of the card before.
func (p ValidatePage) voices() []string {
	g, l := p.View.Graph, p.View.locale()
	var out []string
	for e := range g.Edges() {
		by, decision := g.Ends(e)
		if g.Type(e) == "voices" && g.NodeColumn("on_id").Text(decision) == p.Card.ID {
			of := g.EdgeAttributes(e).Get
			out = append(out, l.Say("validate.voice", graph.V{"by": g.Label(by), "value": of("value").String(), "note": of("note").String()}))
		}
	}
	return out
}

// skip is the address of the next card.
func (p ValidatePage) skip() string {
	query := p.View.SameState()
	query.Set("card", p.Next)
	for _, name := range validateParts() {
		if value := p.View.Query.Get(name); value != "" {
			query.Set(name, value)
		}
	}
	if w := p.View.Writing; w != nil && w.Carried {
		query.Set("author", w.Author)
	}
	return render.Address(p.View.Self, query)
}

// answers are the buttons that say how the relation is.
func (p ValidatePage) answers() *record {
	m := newRecorder(p.View).keeping(validateParts()...)
	r := m.record("validate", "validate")
	r.Hidden = append(r.Hidden, p.about()...)
	r.Hidden = append(r.Hidden, input{Name: "by", Value: p.By})
	r.Buttons = nil
	for _, as := range []string{"validated", "contested", "retired"} {
		b := button{Name: "as", Value: as, Label: m.l.Say("validate.as."+as, nil), Class: "second"}
		if as == "validated" {
			b.Class = ""
		}
		r.Buttons = append(r.Buttons, b)
	}
	return &r
}

// about are the fields that say of which card a form speaks.
func (p ValidatePage) about() []input {
	return []input{{Name: "id", Value: p.Card.ID}, {Name: "next", Value: p.Next}, {Name: "meeting", Value: p.View.Query.Get("meeting")}}
}

// note is the form for who says more, or for who else speaks.
func (p ValidatePage) note() *record {
	m := newRecorder(p.View).keeping(validateParts()...)
	var as []option
	for _, value := range []string{"contested", "validated", "retired"} {
		as = append(as, option{Value: value, Label: m.l.Say("validate.as."+value, nil)})
	}
	by := m.requiredWho("by", "opinion_by", "actors")
	by.Value = p.By
	r := m.folded("opinion", "validate", m.choice("as", "as", as), by, m.text("note", "note"))
	r.Hidden = append(r.Hidden, p.about()...)
	return &r
}
