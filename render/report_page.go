package render

import (
	"maps"
	"slices"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// reportPage makes the sections of a report. Each section is a method in a file of its own kind: what was mapped and
// the method here, the figures in report_figures.go, the lists in report_lists.go, the table's own in report_table.go.
type reportPage struct {
	r analysis.Report
	v View
	l *locale.Locale
}

func newReportPage(r analysis.Report, v View) reportPage {
	return reportPage{r: r, v: v, l: v.locale()}
}

// shell is the page with what a reader sees first; the pack for a meeting is short as it is.
func (p reportPage) shell() Shell {
	s := Shell{Page: p.page()}
	if !p.v.ForMeeting && !p.v.Short {
		s.First = p.first()
	}
	if p.v.Self != "" {
		s.Form = reportForm(p.v)
	}
	return s
}

func (p reportPage) page() Page {
	switch {
	case p.v.ForMeeting:
		return p.meeting()
	case p.v.Short:
		return Page{Title: p.name(), Lead: p.r.Headline.Text, Sections: []Section{p.inShort()}}
	}
	return Page{
		Title:    p.say("report.title", nil),
		Subtitle: p.subtitle(),
		Lead:     p.r.Headline.Text,
		Sections: []Section{
			p.mapped(), p.inShort(), p.pieces(), p.fragility(), p.openness(), p.needs(), p.withLists(p.missing()), p.since(),
			p.commitments(), p.method(),
		},
	}
}

func (p reportPage) say(id string, values graph.V) string { return p.l.Say(id, values) }

// name is the network's title, else its name, else that it is a file.
func (p reportPage) name() string {
	switch {
	case p.v.Title != "":
		return p.v.Title
	case p.r.Network.Name != "":
		return p.r.Network.Name
	}
	return p.say("report.unnamed", nil)
}

func (p reportPage) subtitle() string {
	parts := []string{p.name()}
	if p.r.Network.Revision > 0 {
		parts = append(parts, p.say("report.revision", graph.V{"revision": p.r.Network.Revision}))
	}
	if p.v.Snapshot != "" {
		parts = append(parts, p.v.Snapshot)
	}
	if said := lensText(p.r.Lens, p.l); said != p.say("lens.default", nil) {
		parts = append(parts, locale.Cut(said, lensShown))
	}
	return strings.Join(parts, " · ")
}

// lensShown is how much of a lens stands beneath the title; the method has all of it.
const lensShown = 100

// node is a node by its name.
func (p reportPage) node(id string) analysis.Member {
	return analysis.Member{ID: id, Label: p.v.label(id)}
}

// mapped is section 1: what the map holds, and what of it counts here.
func (p reportPage) mapped() Section {
	n, kinds := p.r.Network, p.kinds(p.r.Network.Kinds)
	if len(n.Kinds) == 1 && n.Kinds[""] > 0 {
		kinds = ""
	}
	s := Section{ID: "mapped", Title: p.say("section.mapped", nil), About: p.say("section.mapped.about", nil)}
	s.Blocks = append(s.Blocks,
		Block{Brief: true, Text: p.say("mapped.size", graph.V{"nodes": n.Nodes, "edges": n.Edges, "kinds": kinds})},
		Block{Brief: true, Text: p.say("mapped.lens", graph.V{
			"nodes": p.r.Structure.Nodes, "edges": p.r.Structure.Edges, "lens": lensText(p.r.Lens, p.l),
		})},
		Block{Pair: tables(p.countTable("mapped.kinds", n.Kinds, p.l.Kind), p.countTable("mapped.types", n.Types, p.l.Type))},
	)
	s.Blocks = append(s.Blocks, p.validation()...)
	s.Do = p.say("section.mapped.do", nil)
	return s
}

// kinds says how many there are of each kind, the most first: "40 persone, 31 servizi e 2 luoghi accoglienti".
func (p reportPage) kinds(counts map[string]int) string {
	var items []string
	for _, kind := range byCount(counts) {
		items = append(items, p.l.Kinds(kind, counts[kind]))
	}
	return p.l.List(items)
}

// byCount returns the names of counts, the highest first, then in order of name.
func byCount(counts map[string]int) []string {
	names := slices.Sorted(maps.Keys(counts))
	slices.SortStableFunc(names, func(a, b string) int { return counts[b] - counts[a] })
	return names
}

func (p reportPage) countTable(caption string, counts map[string]int, name func(string) string) *Table {
	t := &Table{Caption: p.say(caption, nil), Columns: columns(p.l, []string{caption + ".name"}, "column.count")}
	for _, key := range byCount(counts) {
		t.Rows = append(t.Rows, []string{name(key), p.l.Number(counts[key])})
	}
	return filledTable(t)
}

// tables drops those that are not there.
func tables(list ...*Table) []*Table {
	return slices.DeleteFunc(list, func(t *Table) bool { return t == nil })
}

// since is section 8: what has changed since the state that the page compares with.
func (p reportPage) since() Section {
	s := Section{ID: "since", Title: p.say("section.since", nil), Do: p.say("section.since.do", nil)}
	if p.v.Since == nil {
		s.Blocks = []Block{p.nothingToCompare()}
		return s
	}
	s.Blocks = changeBlocks(*p.v.Since, p.v)
	return s
}

// missing is section 7: the first missing relations, as cards.
func (p reportPage) missing() Section {
	s := Section{ID: "missing", Title: p.say("section.missing", nil), About: p.say("section.missing.about", nil), Do: p.say("section.missing.do", nil)}
	if p.v.Missing == nil {
		s.Blocks = []Block{{Brief: true, Text: p.say("section.missing.none", nil)}}
		return s
	}
	list := localizedMissing(*p.v.Missing, p.l)
	s.Do = chooseSome(list, p.v)
	cards := missingCards(list, p.v, false)
	s.Blocks = []Block{{Brief: true, Cards: cards, First: textRows}}
	if len(cards) == 0 {
		s.Blocks = []Block{{Brief: true, Text: p.say("missing.empty", graph.V{"candidates": list.Params.Candidates})}}
	}
	return s
}

// withLists leads from the missing relations to all of them, and to the plan that the figures speak of, where there are pages of both.
func (p reportPage) withLists(s Section) Section {
	if p.v.Network() != "" {
		s.Blocks = append(s.Blocks, Block{Entries: []Entry{
			{Name: p.say("network.link.missing", nil), Href: p.v.near("missing", nil)}, {Name: p.say("network.link.plan", nil), Href: p.v.near("plan", nil)},
		}})
	}
	return s
}

// method is section 10: what the figures mean, and what is needed to make them again.
func (p reportPage) method() Section {
	n := p.r.Network
	facts := [][]string{
		{p.say("method.network", nil), p.name()},
		{p.say("method.revision", nil), p.revision()},
		{p.say("method.digest", nil), n.Digest},
		{p.say("method.lens", nil), lensText(p.r.Lens, p.l)},
		{p.say("method.seed", nil), p.l.Value(p.r.Params.Seed)},
		{p.say("method.distances", nil), p.distances()},
		{p.say("method.communities", nil), p.say("method.communities.value", graph.V{
			"method": p.r.Communities.Method, "resolution": p.r.Communities.Resolution, "seed": p.r.Communities.Seed,
		})},
	}
	s := Section{ID: "method", Title: p.say("section.method", nil), About: p.say("section.method.about", nil)}
	s.Blocks = append(s.Blocks, Block{Table: &Table{
		Caption: p.say("method.facts", nil), Rows: facts,
		Columns: columns(p.l, []string{"page.figure", "page.value"}),
	}})
	s.Blocks = append(s.Blocks, Block{Heading: p.say("method.definitions", nil), Items: p.definitions()})
	if len(p.r.Notes) > 0 {
		s.Blocks = append(s.Blocks, Block{Heading: p.say("method.notes", nil), Items: texts(p.r.Notes), Brief: true})
	}
	s.Blocks = append(s.Blocks, Block{Brief: true, Text: p.say("method.short", graph.V{"seed": p.r.Params.Seed, "digest": n.Digest, "lens": lensText(p.r.Lens, p.l)})})
	s.Do = p.say("section.method.do", nil)
	if p.v.Self != "" {
		s.Do = p.say("section.method.do.page", nil)
	}
	return s
}

func (p reportPage) revision() string {
	if p.r.Network.Revision == 0 {
		return p.say("method.file", nil)
	}
	return p.l.Value(p.r.Network.Revision)
}

func (p reportPage) distances() string {
	if p.r.Fragmentation.Exact {
		return p.say("method.exact", nil)
	}
	return p.say("method.sampled", graph.V{"samples": p.r.Fragmentation.Samples})
}

// definitions are those of the catalogue, "method.define.1" and on.
func (p reportPage) definitions() []string {
	var out []string
	for _, name := range []string{"view", "pieces", "fragmentation", "distances", "bridges", "robust", "robustness", "key_actors", "ei", "communities", "cohesion", "missing"} {
		out = append(out, p.say("define."+name, nil))
	}
	return out
}

func texts(sentences []graph.Sentence) []string {
	out := make([]string, len(sentences))
	for i, s := range sentences {
		out[i] = s.Text
	}
	return out
}

// lensText says what counts: the default, or the conditions one by one.
func lensText(lens graph.Lens, l *locale.Locale) string {
	var parts []string
	add := func(name string, values []string, as func(string) string) {
		if len(values) == 0 {
			return
		}
		items := make([]string, len(values))
		for i, value := range values {
			rest, not := strings.CutPrefix(value, "!")
			items[i] = as(rest)
			if not {
				items[i] = l.Say("lens.not", graph.V{"value": items[i]})
			}
		}
		parts = append(parts, l.Say("lens."+name, graph.V{"values": strings.Join(items, ", ")}))
	}
	same := func(s string) string { return s }
	add("kind", lens.Kinds, l.Kind)
	add("type", lens.Types, l.Type)
	add("status", lens.Statuses, func(s string) string { return l.Name("status", s) })
	add("area", lens.Areas, same)
	add("where", lens.Where, same)
	add("leave_out", lens.LeaveOut, same)
	if lens.AsOf != "" {
		parts = append(parts, l.Say("lens.as_of", graph.V{"day": l.Date(lens.AsOf)}))
	}
	if lens.MinWeight > 0 {
		parts = append(parts, l.Say("lens.min_weight", graph.V{"weight": lens.MinWeight}))
	}
	if lens.Everything {
		parts = append(parts, l.Say("lens.everything", nil))
	}
	if len(parts) == 0 {
		return l.Say("lens.default", nil)
	}
	return strings.Join(parts, "; ")
}

// nothingToCompare leads to where two moments are compared; a page on its own names the command.
func (p reportPage) nothingToCompare() Block {
	if p.v.Self == "" {
		return Block{Brief: true, Text: p.say("section.since.none", nil)}
	}
	return Block{Text: p.say("section.since.none.page", nil), Entries: []Entry{{Name: p.say("network.link.history", nil), Href: Address(p.v.Network()+"/history", p.v.SameState())}}}
}
