package render

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// minutesPage makes the minutes of a meeting: who was there, then the questions of the agenda in its order, each with what was
// recorded on it, then what changed in the map. A question on which nothing was recorded has no section.
type minutesPage struct {
	reportPage // of the figures that stand in the report, too
	m          analysis.Minutes
}

func newMinutesPage(m analysis.Minutes, v View) minutesPage {
	report := analysis.Report{Network: m.Network, Lens: m.Lens, Priorities: m.Priorities}
	report.Commitments.CommitmentCounts = m.Figures
	return minutesPage{reportPage: newReportPage(report, v), m: m}
}

func minutesShell(m analysis.Minutes, v View) Shell {
	p := newMinutesPage(m, v)
	s := Shell{Page: p.page(), HeadTitle: p.say("minutes.title", nil) + " · " + named(m.Meeting.Label, m.Meeting.ID) + " – Trama"}
	if v.Self == "" {
		return s
	}
	s.Links = []Link{{Href: Address(v.Network()+"/table", v.SameState()), Name: p.say("tavolo.title", nil)}}
	if m.Since != nil {
		query := url.Values{"lang": {p.l.Lang()}, "a": {revisionText(m.Since)}, "b": {revisionText(&m.Network)}}
		s.Links = append(s.Links, Link{Href: Address(v.Network()+"/compare", query), Name: p.say("minutes.compare", nil)})
	}
	return s
}

func revisionText(n *analysis.Network) string { return strconv.FormatInt(int64(n.Revision), 10) }

func (p minutesPage) page() Page {
	page := Page{Title: p.say("minutes.title", nil), Subtitle: p.meetingName(), Lead: p.lead()}
	var silent []string // the titles of what has no section
	for _, s := range []Section{p.needs(), p.suggestions(), p.vote(), p.validated(), p.expectations(), p.commitments()} {
		if len(s.Blocks) == 0 {
			silent = append(silent, p.say("word.quoted", graph.V{"text": s.Title}))
			continue
		}
		page.Sections = append(page.Sections, s)
	}
	page.Sections = append(append([]Section{p.present(silent)}, p.earlier()...), page.Sections...)
	if p.m.Map != nil {
		page.Sections = append(page.Sections, p.changed())
	}
	page.Sections = append(page.Sections, p.approved(), methodSection(p.l, origin{p.m.Network, p.m.Lens, p.m.Params.Seed, p.m.Notes}, p.say("minutes.method", graph.V{
		"to": p.m.Network.Revision, "from": p.from(), "day": p.m.Figures.Day,
	})))
	return page
}

// from is the revision before the meeting, 0 where it is not known.
func (p minutesPage) from() graph.Revision {
	if p.m.Since == nil {
		return 0
	}
	return p.m.Since.Revision
}

func (p minutesPage) meetingName() string {
	parts := []string{named(p.m.Meeting.Label, p.m.Meeting.ID)}
	if p.m.Meeting.Date != "" {
		parts = append(parts, p.l.Date(p.m.Meeting.Date))
	}
	parts = append(parts, p.name())
	if said := lensText(p.m.Lens, p.l); said != p.say("lens.default", nil) {
		parts = append(parts, locale.Cut(said, lensShown))
	}
	return strings.Join(parts, " · ")
}

func (p minutesPage) lead() string {
	count := map[string]int{}
	for _, d := range p.m.Suggestions {
		count[d.State]++
	}
	promised := 0
	for _, c := range p.m.Commitments {
		if c.New {
			promised++
		}
	}
	return p.say("minutes.lead", graph.V{
		"present": p.m.Meeting.Present, "needs": len(p.m.Needs), "answers": len(p.m.Answers), "taken": count["taken"], "declined": count["declined"],
		"postponed": count["postponed"], "votes": p.m.Priorities.Votes, "judged": len(p.m.Judged), "commitments": promised,
	})
}

// section is one of the minutes, by the name of its title in the catalogue; without blocks it is silent.
func (p minutesPage) section(title string, blocks ...Block) Section {
	blocks = slices.DeleteFunc(blocks, func(b Block) bool { return b.Table == nil && b.Text == "" && len(b.Items) == 0 && len(b.Names) == 0 })
	return Section{ID: strings.TrimPrefix(title, "minutes."), Title: p.say(title, nil), Blocks: blocks}
}

// table is a table of which a terminal shows all rows: minutes are sent as they are.
func (p minutesPage) table(caption string, texts ...string) *Table {
	return &Table{Caption: p.say(caption, nil), Columns: columns(p.l, texts), Whole: true}
}

// present says who was there and who was invited, and on which questions nothing was recorded.
func (p minutesPage) present(silent []string) Section {
	var names []Entry
	for _, who := range p.m.Who {
		names = append(names, Entry{Name: who.Label, Href: p.v.nodeAddress(who.ID)})
	}
	var invited []string
	for _, i := range p.m.Invited {
		invited = append(invited, p.say("minutes.invited.one", graph.V{"who": i.Who.Label, "by": i.By.Label, "came": i.Came}))
	}
	said := p.say("minutes.present.said", graph.V{"n": p.m.Meeting.Present, "sectors": p.sectors()})
	s := p.section("minutes.present", Block{Brief: true, Text: said}, Block{Brief: true, Names: names})
	if len(invited) > 0 {
		s.Blocks = append(s.Blocks, Block{Brief: true, Heading: p.say("minutes.invited", nil), Items: invited})
	}
	if len(silent) > 0 {
		s.Blocks = append(s.Blocks, Block{Brief: true, Text: p.say("minutes.silent", graph.V{"list": silent, "earlier": p.m.Earlier != nil})})
	}
	return s
}

// sectors says how many of those present are of each sector, the most first; "" where no sector is known.
func (p minutesPage) sectors() string {
	counts := p.m.Meeting.By["sector"]
	if len(counts) == 0 || len(counts) == 1 && counts[""] > 0 {
		return ""
	}
	var out []string
	for _, sector := range byCount(counts) {
		out = append(out, p.group("sector", sector)+" "+p.l.Number(counts[sector]))
	}
	return strings.Join(out, ", ")
}

// earlier is what was written since the meeting before, and before the day of this one.
func (p minutesPage) earlier() []Section {
	if p.m.Earlier == nil {
		return nil
	}
	then := p
	then.m.Noted, then.m.Map = *p.m.Earlier, nil
	s := p.section("minutes.earlier", Block{Brief: true, Text: p.say("minutes.earlier.about", graph.V{"day": p.m.Meeting.Date})})
	for _, part := range []Section{then.needs(), then.suggestions(), then.validated(), then.expectations(), then.promised()} {
		for _, b := range part.Blocks {
			b.Table.Caption = s.Title + ": " + b.Table.Caption // else two tables of the page have one name
			s.Blocks = append(s.Blocks, b)
		}
	}
	if len(s.Blocks) == 1 {
		return nil
	}
	return []Section{s}
}

func (p minutesPage) needs() Section {
	t := p.table("minutes.needs.table", "column.need", "column.area", "minutes.raised_by", "minutes.answered")
	for _, n := range p.m.Needs {
		by, who := p.labelled(n.By)
		t.Rows = append(t.Rows, []string{n.Label, n.Area, by, p.l.Value(n.Answered)})
		t.link(p.v, 0, analysis.Member{ID: n.ID, Label: n.Label})
		t.link(p.v, 2, who...)
	}
	a := p.table("minutes.answers.table", "column.need", "minutes.with")
	for _, n := range p.m.Answers {
		with, who := p.labelled(n.With)
		a.Rows = append(a.Rows, []string{n.Label, with})
		a.link(p.v, 0, analysis.Member{ID: n.ID, Label: n.Label})
		a.link(p.v, 1, who...)
	}
	return p.section("minutes.needs", Block{Brief: true, Table: filledTable(t)}, Block{Brief: true, Table: filledTable(a)})
}

func (p minutesPage) suggestions() Section {
	t := p.table("minutes.suggestions.table", "column.relation", "minutes.decided", "column.by", "minutes.when")
	for _, d := range p.m.Suggestions {
		by, who := p.labelled(d.By)
		t.Rows = append(t.Rows, []string{d.Label, p.l.Name("decided", d.State), by, p.decision(d.Due, d.Until, d.Why)})
		t.link(p.v, 2, who...)
	}
	return p.section("minutes.suggestions", Block{Brief: true, Table: filledTable(t)})
}

// decision says by when, until when or why.
func (p minutesPage) decision(due, until *string, why string) string {
	switch {
	case due != nil:
		return p.say("minutes.due", graph.V{"day": *due})
	case until != nil:
		return p.say("minutes.until", graph.V{"day": *until})
	case why != "":
		return p.say("word.quoted", graph.V{"text": why})
	}
	return "–"
}

// vote is what the lines got, as the report has it, told without names: minutes are sent to all.
func (p minutesPage) vote() Section {
	if p.m.Priorities.Meeting == nil {
		return p.section("minutes.vote")
	}
	blocks := p.votes()
	blocks[0].Heading = ""
	return p.section("minutes.vote", blocks...)
}

func (p minutesPage) validated() Section {
	t := p.table("minutes.validated.table", "minutes.about", "column.state", "column.voices")
	for _, j := range p.m.Judged {
		label := j.Label
		if j.Type != "" {
			label += " (" + p.l.Type(j.Type) + ")"
		}
		t.Rows = append(t.Rows, []string{label, p.l.Name("status", j.State), voicesSaid(j.Voices, p.l)})
	}
	return p.section("minutes.validated", Block{Brief: true, Table: filledTable(t)})
}

// voicesSaid is who says what of a thing, one after the other.
func voicesSaid(voices []analysis.Voice, l *locale.Locale) string {
	var out []string
	for _, voice := range voices {
		said := voice.Label + ": " + l.Name("status", voice.Value)
		if voice.Note != "" {
			said += " (" + l.Say("word.quoted", graph.V{"text": voice.Note}) + ")"
		}
		out = append(out, said)
	}
	return strings.Join(out, "; ")
}

func (p minutesPage) expectations() Section {
	t := p.table("minutes.expectations.table", "column.who_asks", "column.asked_of", "column.what", "column.condition", "minutes.answered")
	for _, e := range p.m.Expectations {
		from, to := analysis.Member{ID: e.From, Label: p.l.Side(e.FromLabel)}, analysis.Member{ID: e.To, Label: p.l.Side(e.ToLabel)}
		t.Rows = append(t.Rows, []string{from.Label, to.Label, e.What, e.Condition, p.l.Value(e.Returned)})
		t.link(p.v, 0, from)
		t.link(p.v, 1, to)
	}
	return p.section("minutes.expectations", Block{Brief: true, Table: filledTable(t)})
}

// commitments are the promises, with how many are in which state and what to do.
func (p minutesPage) commitments() Section {
	s := p.promised()
	if len(s.Blocks) > 0 {
		s.Blocks = append(p.commitmentBlocks()[:1], s.Blocks...)
		s.Do = p.say("minutes.commitments.do", nil)
	}
	return s
}

// promised is what is new or moved, and below it what was open already.
func (p minutesPage) promised() Section {
	fresh := p.table("minutes.commitments.table", "column.what", "column.by", "column.due", "column.state")
	open := p.table("minutes.commitments.open", "column.what", "column.by", "column.due", "column.state")
	for _, c := range p.m.Commitments {
		state := p.l.Name("state", c.State)
		t := open
		switch {
		case c.New:
			t = fresh
		case c.Was != nil && *c.Was != c.State:
			t, state = fresh, p.say("minutes.moved", graph.V{"state": c.State, "was": *c.Was})
		}
		p.commitment(t, c.Commitment, state)
	}
	return p.section("minutes.commitments", Block{Brief: true, Table: filledTable(fresh)}, Block{Brief: true, Table: filledTable(open)})
}

// approved is where those who wrote and led put their names, on paper.
func (p minutesPage) approved() Section {
	t := &Table{Caption: p.say("minutes.approved.about", nil), Class: "minutes", Columns: []Column{{Name: p.say("minutes.wrote", nil)}, {Name: p.say("minutes.led", nil)}}, Rows: [][]string{{"", ""}}}
	return Section{ID: "approved", Title: p.say("minutes.approved", nil), Blocks: []Block{{Table: t}}}
}

// changed is what changed in the map: the figures that are others now, then who and which relations.
func (p minutesPage) changed() Section {
	m := p.m.Map
	t := &Table{Caption: p.say("minutes.figures", nil), Columns: columns(p.l, []string{"page.figure"}, "card.before", "card.after", "column.difference"), Whole: true}
	for _, f := range m.Figures {
		if f.Difference == nil || *f.Difference != 0 {
			t.Rows = append(t.Rows, append([]string{figureName(f.Name, p.l)}, comparedFigure(f, p.l)...))
		}
	}
	figures := Block{Brief: true, Table: filledTable(t)}
	if figures.Table == nil {
		figures.Text = p.say("minutes.same", nil)
	}
	s := p.section("minutes.map", figures)
	for _, list := range []struct {
		id    string
		items []string
	}{
		{"compare.joined", memberNames(m.Joined, p.v)}, {"compare.left", memberNames(m.Left, p.v)}, {"compare.new", relationNames(m.Related, p.l)},
		{"compare.lost", relationNames(m.Parted, p.l)}, {"compare.merged", moveNames("compare.merged.one", m.Merged, p.l)}, {"compare.split", moveNames("compare.split.one", m.Split, p.l)},
	} {
		s.Blocks = append(s.Blocks, changeList(list.id, list.items, p.l)...)
	}
	return s
}

// recordedRows returns section, id, label, who, value, note: a row for each thing that was recorded.
func recordedRows(m analysis.Minutes) [][]string {
	rows := [][]string{{"section", "id", "label", "who", "value", "note"}, cells("meeting", m.Meeting.ID, m.Meeting.Label, "", m.Meeting.Date, "")}
	add := func(values ...any) { rows = append(rows, cells(values...)) }
	for _, who := range m.Who {
		add("present", who.ID, who.Label, "", "", "")
	}
	for _, i := range m.Invited {
		add("invited", i.Who.ID, i.Who.Label, i.By.ID, i.Came, "")
	}
	rows = append(rows, notedRows(m.Noted, "")...)
	for _, l := range m.Priorities.Lines {
		if m.Priorities.Meeting != nil {
			add("line_points", l.Line, l.Label, "", l.Points, "")
			add("line_borda", l.Line, l.Label, "", l.Borda, "")
			add("line_first", l.Line, l.Label, "", l.First, "")
		}
	}
	if m.Earlier != nil {
		rows = append(rows, notedRows(*m.Earlier, "earlier_")...)
	}
	if m.Map != nil {
		for _, f := range m.Map.Figures {
			add("figure_before", f.Name, "", "", f.Before, "")
			add("figure_after", f.Name, "", "", f.After, "")
		}
	}
	return rows
}

// notedRows are the rows of what was written in some time; the names of their sections begin with its name.
func notedRows(m analysis.Noted, time string) (rows [][]string) {
	add := func(section string, values ...any) {
		rows = append(rows, append([]string{time + section}, cells(values...)...))
	}
	for _, n := range m.Needs {
		add("need", n.ID, n.Label, idsOf(n.By), n.Answered, n.Area)
	}
	for _, a := range m.Answers {
		add("answer", a.ID, a.Label, idsOf(a.With), "", "")
	}
	for _, d := range m.Suggestions {
		add("suggestion", d.ID, d.Label, idsOf(d.By), d.State, cell(d.Due)+cell(d.Until)+d.Why)
	}
	for _, j := range m.Judged {
		for _, voice := range j.Voices {
			add("voice", j.ID, j.Label, voice.By, voice.Value, voice.Note)
		}
	}
	for _, e := range m.Expectations {
		add("expectation", e.ID, e.What, []string{e.From, e.To}, e.Returned, e.Condition)
	}
	for _, c := range m.Commitments {
		add("commitment", c.ID, c.What, idsOf(c.By), c.State, cell(c.Due))
	}
	return rows
}

func idsOf(list []analysis.Thing) []string {
	var out []string
	for _, one := range list {
		out = append(out, one.ID)
	}
	return out
}
