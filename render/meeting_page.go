package render

import (
	"slices"

	"trama/graph"
)

// meeting is the pack for a meeting of the table: its five questions in order, each with what works already and what to
// discuss, and the minutes to fill in.
func (p reportPage) meeting() Page {
	return Page{
		Title: p.say("meeting.title", nil), Subtitle: p.subtitle(), Lead: p.r.Headline.Text, Numbered: true,
		Sections: []Section{
			p.question("needs", p.needsWork(), p.needs().Blocks), p.question("missing", p.strengthWork(), p.toDiscuss()),
			p.question("priorities", p.prioritiesWork(), p.priorities()), p.question("expectations", p.expectationsWork(), p.expectations()),
			p.question("commitments", p.commitmentsWork(), p.commitmentBlocks()), p.minutes(),
		},
	}
}

// meetingCards is how many missing relations a table looks at: more would not be read.
const meetingCards = 10

// toDiscuss are the first missing relations; the others are on a page of their own.
func (p reportPage) toDiscuss() []Block {
	if p.v.Missing != nil && len(p.v.Missing.Suggestions) > meetingCards {
		first := *p.v.Missing
		first.Suggestions = first.Suggestions[:meetingCards]
		p.v.Missing = &first
	}
	return p.missing().Blocks
}

// question is one of the table's questions: what works already, then the list to discuss.
func (p reportPage) question(id string, works []string, discuss []Block) Section {
	s := Section{ID: id, Title: p.say("meeting."+id, nil), Do: p.say("meeting."+id+".do", nil)}
	if len(works) > 0 {
		s.Blocks = append(s.Blocks, Block{Brief: true, Heading: p.say("short.strengths", nil), Items: works})
	}
	s.Blocks = append(s.Blocks, Block{Brief: true, Heading: p.say("meeting.discuss", nil)})
	if len(discuss) > 0 && slices.Contains(works, discuss[0].Text) {
		discuss[0].Text = "" // it is said above
	}
	s.Blocks = append(s.Blocks, discuss...)
	return s
}

func (p reportPage) needsWork() []string {
	if c := p.r.Coverage; c.Answered > 0 {
		return []string{p.say("meeting.needs.works", graph.V{"answered": c.Answered, "needs": c.Needs})}
	}
	return nil
}

func (p reportPage) strengthWork() []string {
	var items []string
	for _, s := range p.r.Strengths {
		items = append(items, s.Text)
	}
	return items
}

func (p reportPage) prioritiesWork() []string {
	var items []string
	for _, a := range p.r.Alignment {
		if a.RelationsInside > 0 {
			items = append(items, p.say("meeting.priorities.works", graph.V{"line": a.Label, "relations": a.RelationsInside, "actors": a.Actors}))
		}
	}
	return items
}

func (p reportPage) expectationsWork() []string {
	if r := p.r.Reciprocity; r.Returned > 0 {
		return []string{p.say("expectations.said", graph.V{"asked": r.Asked, "returned": r.Returned})}
	}
	return nil
}

func (p reportPage) commitmentsWork() []string {
	var items []string
	for _, c := range p.r.Commitments.List {
		if c.State == "kept" {
			items = append(items, c.What)
		}
	}
	return items
}

// minutesRows is how many lines the table has for what is decided.
const minutesRows = 8

// minutes is a table to fill in by hand while the table talks.
func (p reportPage) minutes() Section {
	t := &Table{Caption: p.say("meeting.minutes.table", nil), Class: "minutes", Columns: []Column{
		{Name: p.say("meeting.decision", nil)}, {Name: p.say("column.by", nil)}, {Name: p.say("column.due", nil)},
	}}
	for range minutesRows {
		t.Rows = append(t.Rows, []string{"", "", ""})
	}
	return Section{ID: "minutes", Title: p.say("meeting.minutes", nil), About: p.say("meeting.minutes.about", nil), Blocks: []Block{{Table: t}}, Do: p.say("meeting.minutes.do", nil)}
}
