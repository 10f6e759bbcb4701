package desk

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
	"trama/render"
)

// TavoloPage is the page of the round table: what was recorded, and the forms that record more.
type TavoloPage struct {
	View    View
	Answers analysis.Answers
	Recent  []Written // newest first
}

// item is one thing of a list that is more than a line: a record of the table, a commit.
type item struct {
	Title, Tag string
	Box        string // the value of its box; "": none
	Lines      []string
	Then       render.Link // to what the item was about; without a name there is none
	Records    []record
}

// rest is the end of a long list, folded under a heading.
type rest struct {
	Heading string
	Items   []item
}

// tavolo is the page in the making: what stands on it comes from the graph.
type tavolo struct {
	recorder
	g          *graph.Graph
	answered   map[string]bool // the needs that are
	unreturned map[string]bool // the expectations that are
}

func newTavolo(v View, answers analysis.Answers) tavolo {
	m := tavolo{newRecorder(v), v.Graph, map[string]bool{}, map[string]bool{}}
	for _, id := range answers.Answered {
		m.answered[id] = true
	}
	for _, e := range answers.Unreturned {
		m.unreturned[e.ID] = true
	}
	return m
}

// Write writes the page.
func (t TavoloPage) Write(w io.Writer) error {
	v, l := t.View, t.View.locale()
	m := newTavolo(v, t.Answers)
	m.recorder = m.unnamed()
	s := render.Shell{Above: v.notices(), Page: render.Page{Title: l.Say("tavolo.title", nil), Subtitle: v.Title}}
	if v.Writing != nil {
		s.Page.Lead = l.Say("tavolo.lead", nil)
	}
	s.Page.Sections = []render.Section{
		m.section("meetings", m.meetingForms, m.meetings()), m.section("validation", m.ways("tavolo.validate", "validate"), nil),
		m.section("needs", m.needForms, m.needs()), m.section("missing", m.ways("network.link.missing", "missing", "network.link.plan", "plan"), nil),
		m.section("votes", m.voteForms, m.votes()), m.section("expectations", m.expectationForms, m.expectations()),
		m.section("commitments", m.commitmentForms, m.commitments()),
	}
	if len(t.Recent) > 0 {
		s.Page.Sections = append(s.Page.Sections, m.recent(t.Recent))
	}
	if v.Writing != nil {
		s.Page.Sections = append([]render.Section{m.author()}, s.Page.Sections...)
		s.Below = v.lists()
		if actions := v.namesOf("actions", graph.Action); actions != nil {
			s.Below = append(s.Below, parts("names", *actions)...)
		}
	}
	return v.Around(s).Write(w, v.Lang)
}

// section is one of the page: forms, then what was recorded.
func (m tavolo) section(id string, forms func() []render.Block, recorded []render.Block) render.Section {
	s := render.Section{ID: id, Title: m.l.Say("tavolo."+id, nil)}
	s.Blocks = append(forms(), recorded...)
	return s
}

// forms is a block of forms; on a page that only reads it is empty.
func (m tavolo) forms(make func() []record) []render.Block {
	if m.w == nil {
		return nil
	}
	return []render.Block{records(make()...)}
}

// ways leads to other pages of the network, given as names and places in turn.
func (m tavolo) ways(pairs ...string) func() []render.Block {
	return func() []render.Block {
		b := render.Block{}
		for i := 0; i+1 < len(pairs); i += 2 {
			b.Entries = append(b.Entries, render.Entry{Name: m.l.Say(pairs[i], nil), Href: m.v.way(pairs[i+1])})
		}
		return []render.Block{b}
	}
}

// recent tells of the newest commits, each with the button that takes it back.
func (m tavolo) recent(list []Written) render.Section {
	s := render.Section{ID: "recent", Title: m.l.Say("tavolo.recent", nil)}
	var commits []item
	for _, w := range list {
		i := item{Title: locale.Begun(m.l.Operation(w.Commit.Message)), Lines: w.beneath(m.l)}
		i.Tag = m.l.Say("tavolo.commit", graph.V{"revision": w.Commit.Revision, "author": w.Commit.Author})
		if m.w != nil {
			i.Records = []record{m.undo(w.Commit)}
		}
		commits = append(commits, i)
	}
	s.Blocks = []render.Block{listed(commits), {Entries: []render.Entry{{Name: m.l.Say("tavolo.history", nil), Href: m.v.way("history")}}}}
	return s
}

// listed is a list of items, or the sentence that there are none yet.
func (m tavolo) listed(heading string, items []item) []render.Block {
	b := render.Block{Heading: m.l.Say(heading, graph.V{"n": len(items)})}
	switch more := len(items) - itemsOpen; {
	case len(items) == 0:
		b.Text = m.l.Say("tavolo.none", nil)
	case more > 1:
		b.Parts = append(parts("list", items[:itemsOpen]), parts("rest", rest{m.l.Say("tavolo.more", graph.V{"n": more}), items[itemsOpen:]})...)
	default:
		b.Parts = parts("list", items)
	}
	return []render.Block{b}
}

// itemsOpen is how many things of a list lie open; the others are folded.
const itemsOpen = 6

// nodes are the positions of the nodes of a kind that are not retired, newest first as far as their ids tell: made ones are
// numbered.
func (m tavolo) nodes(kind string) []int {
	out := m.v.standing(kind)
	slices.SortStableFunc(out, func(a, b int) int {
		return cmp.Or(cmp.Compare(trailing(m.g.NodeID(b)), trailing(m.g.NodeID(a))), cmp.Compare(m.g.NodeID(b), m.g.NodeID(a)))
	})
	return out
}

// trailing is the number that an id ends with; 0 where it ends with none.
func trailing(id string) int {
	return render.WholeNumber(id[len(strings.TrimRight(id, "0123456789")):])
}

// ends are the labels of the other ends of the edges of a type at a node, those that are contested or retired apart.
func (m tavolo) ends(node int, typ string) []string {
	var out []string
	status := m.g.EdgeMeaning("status")
	for _, e := range m.g.Incidence().Of(node) {
		if said := status.Text(int(e)); m.g.Type(int(e)) != typ || said == "retired" || said == "contested" {
			continue
		}
		s, t := m.g.Ends(int(e))
		if s == node {
			s = t
		}
		out = append(out, m.g.Label(s))
	}
	return out
}

// edges are the positions of the edges of a type that are not retired, nor at an end that is: the report does not count them.
func (m tavolo) edges(typ string) []int {
	var out []int
	ends, status := m.g.Meaning("status"), m.g.EdgeMeaning("status")
	for e := range m.g.Edges() {
		s, t := m.g.Ends(e)
		if m.g.Type(e) == typ && status.Text(e) != "retired" && ends.Text(s) != "retired" && ends.Text(t) != "retired" {
			out = append(out, e)
		}
	}
	return out
}

// labelOf is the name of a node; one that is gone is named by its id.
func (m tavolo) labelOf(id string) string {
	if i, there := m.g.FindNode(id); there {
		return m.g.Label(i)
	}
	return id
}

func (m tavolo) of(node int, name string) string { return m.g.NodeColumn(name).Text(node) }

// said adds a sentence to lines where its value is there.
func (m tavolo) said(lines []string, id, value string) []string {
	if value == "" {
		return lines
	}
	return append(lines, m.l.Say(id, graph.V{"value": value}))
}
