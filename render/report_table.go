package render

import (
	"maps"
	"slices"
	"strings"

	"trama/analysis"
	"trama/graph"
)

// The sections that the round table itself fills: what was validated, needs, priorities, who was there, expectations
// and commitments. An empty list says of how many it is empty.

// validation is part of section 1: how much of the map the table has confirmed.
func (p reportPage) validation() []Block {
	v := p.r.Validation
	known := v.Edges.Declared + v.Edges.Validated + v.Edges.Contested
	if known == 0 {
		return []Block{{Brief: true, Text: p.say("validation.none", nil)}}
	}
	list := []Block{{Brief: true, Heading: p.say("validation.title", nil), Text: p.say("validation.said", graph.V{
		"validated": v.Edges.Validated, "known": known, "share": v.Share, "contested": v.Edges.Contested, "declared": v.Edges.Declared, "unmarked": v.Unmarked,
		"components": v.ValidatedOnly.Components, "fragmentation": v.ValidatedOnly.Fragmentation, "all": p.r.Fragmentation.Fragmentation,
	})}}
	t := &Table{Caption: p.say("validation.contested", nil), Columns: columns(p.l, []string{"column.contested", "column.voices"})}
	for _, c := range v.Contested {
		t.Rows = append(t.Rows, []string{c.Label, voicesSaid(c.Voices, p.l)})
		for _, end := range p.ends(c.ID) {
			t.followed(0, " – ", Entry{Name: end.Label, Href: p.v.nodeAddress(end.ID)})
		}
	}
	t.lacks(p, v.Nodes.Contested+v.Edges.Contested-len(t.Rows))
	list = append(list, Block{Brief: true, Table: filledTable(t)})
	if len(v.Next) > 0 {
		list = append(list, p.howToValidate(), Block{Table: p.toValidate()})
	}
	return list
}

// howToValidate leads to the page on which one says what is there; a page on its own names the command.
func (p reportPage) howToValidate() Block {
	if p.v.Self == "" {
		return Block{Brief: true, Text: p.say("validation.how", graph.V{"network": p.r.Network.Name})}
	}
	return Block{Entries: []Entry{{Name: p.say("tavolo.validate", nil), Href: Address(p.v.Network()+"/validate", p.v.SameState())}}}
}

// toValidateMax is how many relations that wait to be validated a page names.
const toValidateMax = 15

// toValidate lists the relations to validate first: those on which most depends.
func (p reportPage) toValidate() *Table {
	v := p.r.Validation
	t := &Table{Caption: p.say("validation.next", nil), Columns: []Column{
		{Name: p.say("column.from", nil), Row: true}, {Name: p.say("column.relation", nil)}, {Name: p.say("column.to", nil)}, {Name: p.say("column.separates", nil), Figure: true},
		{Name: p.say("measure.id", nil)},
	}}
	for _, r := range v.Next[:min(len(v.Next), toValidateMax)] {
		t.Rows = append(t.Rows, []string{r.SourceLabel, p.l.Type(r.Type), r.TargetLabel, p.l.Number(r.Separates), r.ID})
		if ends := p.ends(r.ID); len(ends) == 2 {
			t.link(p.v, 0, ends[0])
			t.link(p.v, 2, ends[1])
		}
	}
	t.lacks(p, v.Unvalidated-len(t.Rows))
	return filledTable(t)
}

// needs is section 6: needs and their answers, what stands unused, areas, and the lines that were chosen.
func (p reportPage) needs() Section {
	c := p.r.Coverage
	s := Section{ID: "needs", Title: p.say("section.needs", nil), About: p.say("section.needs.about", nil), Do: p.say("section.needs.do", nil)}
	if c.Needs == 0 {
		s.Blocks = append(s.Blocks, Block{Brief: true, Text: p.say("section.needs.none", nil)})
	} else {
		s.Blocks = append(s.Blocks, Block{Brief: true, Text: p.say("needs.said", graph.V{
			"needs": c.Needs, "answered": c.Answered, "open": c.Needs - c.Answered, "once": c.AnsweredOnce, "contested": c.ContestedOnly,
		})}, Block{Brief: true, Table: p.unanswered()}, Block{Table: p.areas()})
	}
	idle := p.unused("needs.idle", amount{c.Services, c.ServicesIdle}, c.IdleServices)
	if c.ServicesIdle == c.Services && c.Services > 1 { // a list of all of them says nothing
		idle.Text = p.say("needs.idle.all", graph.V{"n": c.Services})
	}
	s.Blocks = append(s.Blocks, idle,
		p.unused("needs.empty", amount{c.Places, c.PlacesEmpty}, c.EmptyPlaces),
		p.unused("needs.unhosted", amount{c.Actions, c.ActionsUnhosted}, c.UnhostedActions),
		p.unused("needs.alone", amount{c.Persons, c.PersonsAlone}, c.Alone),
	)
	return s
}

func (p reportPage) unanswered() *Table {
	t := &Table{Caption: p.say("needs.unanswered", nil), Columns: []Column{
		{Name: p.say("column.need", nil), Row: true}, {Name: p.say("column.area", nil)}, {Name: p.say("column.people", nil), Figure: true}, {Name: p.say("column.candidates", nil)},
	}}
	c := p.r.Coverage
	for _, u := range c.Unanswered {
		people := "–"
		if u.People != nil {
			people = p.l.Number(*u.People)
		}
		candidates, who := p.labelled(u.Candidates)
		t.Rows = append(t.Rows, []string{u.Label, u.Area, people, candidates})
		t.link(p.v, 0, analysis.Member{ID: u.ID, Label: u.Label})
		t.link(p.v, 3, who...)
	}
	t.lacks(p, c.Needs-c.Answered-len(t.Rows))
	return filledTable(t)
}

func (p reportPage) areas() *Table {
	t := &Table{Caption: p.say("needs.areas", nil), Columns: columns(p.l, []string{"column.area"}, "column.needs", "column.answered", "column.services", "column.actions")}
	for _, a := range p.r.Coverage.Areas {
		name := a.Area
		if name == "" {
			name = p.say("word.empty", nil)
		}
		t.Rows = append(t.Rows, []string{name, p.l.Number(a.Needs), p.l.Number(a.Answered), p.l.Number(a.Services), p.l.Number(a.Actions)})
	}
	return filledTable(t)
}

// amount is how many there are of so many.
type amount struct{ of, n int }

// labelled are the names of some nodes, joined for a terminal and one by one for their links.
func (p reportPage) labelled(list []analysis.Thing) (string, []analysis.Member) {
	var names []string
	var nodes []analysis.Member
	for _, one := range list {
		names, nodes = append(names, one.Label), append(nodes, analysis.Member{ID: one.ID, Label: one.Label})
	}
	return strings.Join(names, ", "), nodes
}

// ends are the nodes that an id is about: itself, or the two ends of an edge; none where the graph is not at hand.
func (p reportPage) ends(id string) []analysis.Member {
	g := p.v.Graph
	if g == nil {
		return nil
	}
	if _, there := g.FindNode(id); there {
		return []analysis.Member{p.node(id)}
	}
	e, there := g.FindEdge(id)
	if !there {
		return nil
	}
	from, to := g.Ends(e)
	return []analysis.Member{p.node(g.NodeID(from)), p.node(g.NodeID(to))}
}

// unused is a sentence on things that nobody relates to, and names the first; where there are none it says of how many, and
// nothing where the map has no such things. The list may be cut.
func (p reportPage) unused(id string, a amount, list []analysis.Thing) Block {
	if a.of == 0 {
		return Block{}
	}
	if a.n == 0 {
		return Block{Text: p.say(id+".none", graph.V{"n": a.of})}
	}
	names := make([]string, min(len(list), membersListed))
	for i := range names {
		names[i] = strings.TrimSpace(list[i].Label)
	}
	return Block{Brief: true, Text: p.say(id, graph.V{"n": a.n, "of": a.of, "names": strings.Join(names, ", "), "more": a.n - len(names)})}
}

// priorities are part of section 9: how the lines were voted, and by whom.
func (p reportPage) priorities() []Block {
	list := p.votes()
	for _, groups := range []*Table{p.votesBy("sector", "priorities.by.sector"), p.votesBy("circle", "priorities.by.circle")} {
		if groups != nil {
			list = append(list, Block{Table: groups})
		}
	}
	return list
}

// votes are how the lines were voted, and whether those who chose a line work together: without the groups of who voted, one
// of which may be a single person.
func (p reportPage) votes() []Block {
	r := p.r.Priorities
	if r.Votes == 0 && r.Abstained == 0 {
		return []Block{{Brief: true, Heading: p.say("priorities.title", nil), Text: p.say("priorities.none", nil)}}
	}
	list := []Block{{Brief: true, Heading: p.say("priorities.title", nil), Text: p.say("priorities.said", graph.V{"votes": r.Votes, "abstained": r.Abstained})}}
	t := &Table{Caption: p.say("priorities.table", nil), Columns: columns(p.l, []string{"column.line"}, "column.points", "column.borda", "column.first")}
	for _, line := range r.Lines {
		t.Rows = append(t.Rows, []string{line.Label, p.l.Number(line.Points), p.l.Number(line.Borda), p.l.Number(line.First)})
		t.link(p.v, 0, analysis.Member{ID: line.Line, Label: line.Label})
	}
	for _, tied := range r.Tied {
		t.More = strings.TrimSpace(t.More + " " + p.say("priorities.tied", graph.V{"lines": p.v.labels(tied)}))
	}
	list = append(list, Block{Brief: true, Table: filledTable(t)})
	if actions := p.votedActions(); actions != nil {
		list = append(list, Block{Table: actions})
	}
	return append(list, Block{Brief: true, Table: p.alignment()})
}

// votesBy is what the lines got of each sector, or circle, of those who voted, so that a large one does not hide a small one;
// nil where all are of one.
func (p reportPage) votesBy(attribute, caption string) *Table {
	t := &Table{Caption: p.say(caption, nil), Columns: columns(p.l, []string{"column.group", "column.line"}, "column.points", "column.borda", "column.first")}
	for _, group := range votersBy(p.r, attribute) {
		for _, line := range p.r.Priorities.Lines {
			got := line.By.Of(attribute)[group]
			t.Rows = append(t.Rows, []string{p.group(attribute, group), line.Label, p.l.Number(got.Points), p.l.Number(got.Borda), p.l.Number(got.First)})
			t.link(p.v, 1, analysis.Member{ID: line.Line, Label: line.Label})
		}
	}
	if len(t.Rows) <= len(p.r.Priorities.Lines) {
		return nil
	}
	return t
}

// votersBy returns the sectors, or circles, of those who voted, in ascending order.
func votersBy(r analysis.Report, attribute string) []string {
	groups := map[string]bool{}
	for _, line := range r.Priorities.Lines {
		for group := range line.By.Of(attribute) {
			groups[group] = true
		}
	}
	return slices.Sorted(maps.Keys(groups))
}

func (p reportPage) votedActions() *Table {
	t := &Table{Caption: p.say("priorities.actions", nil), Columns: columns(p.l, []string{"column.action", "column.line"}, "column.votes")}
	for _, a := range p.r.Priorities.Actions {
		line := "–"
		if a.Line != nil {
			line = p.v.label(*a.Line)
		}
		t.Rows = append(t.Rows, []string{a.Label, line, p.l.Number(a.Votes)})
		t.link(p.v, 0, analysis.Member{ID: a.ID, Label: a.Label})
	}
	return filledTable(t)
}

func (p reportPage) alignment() *Table {
	t := &Table{Caption: p.say("alignment.table", nil), Columns: columns(p.l, []string{"column.line"}, "column.actors", "column.relations_inside", "column.density_inside", "column.density_outside", "measure.components")}
	for _, a := range p.r.Alignment {
		t.Rows = append(t.Rows, []string{a.Label, p.l.Number(a.Actors), p.l.Number(a.RelationsInside), p.l.Percent(a.DensityInside), p.l.Percent(a.DensityOutside), p.l.Number(a.Pieces)})
		t.link(p.v, 0, analysis.Member{ID: a.Line, Label: a.Label})
	}
	return filledTable(t)
}

// commitments is section 9: lines, expectations, commitments and who was there.
func (p reportPage) commitments() Section {
	s := Section{ID: "commitments", Title: p.say("section.commitments", nil), About: p.say("section.commitments.about", nil), Do: p.say("section.commitments.do", nil)}
	s.Blocks = append(s.Blocks, p.commitmentBlocks()...)
	s.Blocks = append(s.Blocks, p.expectations()...)
	s.Blocks = append(s.Blocks, p.priorities()...)
	s.Blocks = append(s.Blocks, p.participants()...)
	return s
}

func (p reportPage) commitmentBlocks() []Block {
	c := p.r.Commitments
	all := c.Proposed + c.Agreed + c.UnderWay + c.Kept + c.Dropped
	if all == 0 {
		return []Block{{Brief: true, Text: p.say("section.commitments.none", nil)}}
	}
	t := &Table{Caption: p.say("commitments.table", nil), Columns: columns(p.l, []string{"column.what", "column.by", "column.due", "column.state"})}
	for _, one := range c.List {
		p.commitment(t, one, p.l.Name("state", one.State))
	}
	t.lacks(p, all-len(t.Rows))
	list := []Block{{Brief: true, Text: p.say("commitments.said", graph.V{
		"all": all, "proposed": c.Proposed, "agreed": c.Agreed, "under_way": c.UnderWay, "kept": c.Kept, "dropped": c.Dropped, "late": c.Late, "day": c.Day,
	})}, {Brief: true, Table: filledTable(t)}}
	if c.Effect != nil {
		list = append(list, Block{Brief: true, Text: p.say("commitments.effect", graph.V{
			"components": p.l.Signed(c.Effect.Components), "pairs": p.l.Signed(c.Effect.PairsReached), "bridges": p.l.Signed(c.Effect.Bridges),
		})})
	}
	return list
}

// commitment adds a row to a table of commitments: what, who, by when, and in which state.
func (p reportPage) commitment(t *Table, c analysis.Commitment, state string) {
	by, who := p.labelled(c.By)
	due := "–"
	if c.Due != nil {
		due = p.l.Date(*c.Due)
	}
	if c.Late {
		state += " (" + p.say("commitments.late", nil) + ")"
	}
	t.Rows = append(t.Rows, []string{c.What, by, due, state})
	t.link(p.v, 0, analysis.Member{ID: c.ID, Label: c.What})
	t.link(p.v, 1, who...)
}

// expectations say what is asked, what comes back and what does not.
func (p reportPage) expectations() []Block {
	r := p.r.Reciprocity
	if r.Asked == 0 {
		return []Block{{Brief: true, Heading: p.say("expectations.title", nil), Text: p.say("expectations.none", nil)}}
	}
	list := []Block{{Brief: true, Heading: p.say("expectations.title", nil), Text: p.say("expectations.said", graph.V{"asked": r.Asked, "returned": r.Returned})}}
	t := &Table{Caption: p.say("expectations.unreturned", nil), Columns: columns(p.l, []string{"column.who_asks", "column.asked_of", "column.what", "column.condition"})}
	for _, e := range r.Unreturned {
		from, to := analysis.Member{ID: e.From, Label: p.l.Side(e.FromLabel)}, analysis.Member{ID: e.To, Label: p.l.Side(e.ToLabel)}
		t.Rows = append(t.Rows, []string{from.Label, to.Label, e.What, e.Condition})
		t.link(p.v, 0, from)
		t.link(p.v, 1, to)
	}
	t.lacks(p, r.Asked-r.Returned-len(t.Rows))
	m := &Table{Caption: p.say("expectations.matrix", nil), Columns: columns(p.l, []string{"column.who_asks", "column.asked_of"}, "column.asked", "column.returned")}
	for _, x := range r.Matrix {
		m.Rows = append(m.Rows, []string{p.group("sector", x.From), p.group("sector", x.To), p.l.Number(x.Asked), p.l.Number(x.Returned)})
	}
	list = append(list, Block{Brief: true, Table: filledTable(t)}, Block{Table: filledTable(m)})
	if len(r.Silent) > 0 {
		var names []string
		for _, s := range r.Silent {
			names = append(names, s.Label)
		}
		list = append(list, Block{Brief: true, Text: p.say("expectations.silent", graph.V{"names": names})})
	}
	return list
}

// participants say who was at the table, and who was never there.
func (p reportPage) participants() []Block {
	r := p.r.Participants
	if len(r.Meetings) == 0 {
		return []Block{{Heading: p.say("participants.title", nil), Text: p.say("participants.none", nil)}}
	}
	t := &Table{Caption: p.say("participants.table", nil), Columns: columns(p.l, []string{"column.meeting", "column.date"}, "column.present")}
	for _, m := range r.Meetings {
		t.Rows = append(t.Rows, []string{named(m.Label, m.ID), p.l.Date(m.Date), p.l.Number(m.Present)})
		t.link(p.v, 0, analysis.Member{ID: m.ID, Label: m.Label})
	}
	absent := &Table{Caption: p.say("participants.missing", nil), Columns: columns(p.l, []string{"column.who", "column.reason", "column.nearest"})}
	for _, m := range r.Missing {
		nearest := "–"
		if m.Nearest != nil {
			nearest = m.Nearest.Label
		}
		absent.Rows = append(absent.Rows, []string{m.Label, p.l.Name("absent", m.Reason), nearest})
		absent.link(p.v, 0, analysis.Member{ID: m.ID, Label: m.Label})
		if m.Nearest != nil {
			absent.link(p.v, 2, analysis.Member{ID: m.Nearest.ID, Label: nearest})
		}
	}
	absent.lacks(p, r.MissingCount-len(absent.Rows))
	return []Block{
		{Heading: p.say("participants.title", nil), Table: t}, {Brief: true, Table: filledTable(absent)},
		{Brief: true, Text: p.say("participants.pieces", graph.V{"n": r.PiecesAbsent})},
	}
}
