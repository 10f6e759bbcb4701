package render

import (
	"math"
	"net/url"
	"slices"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// missingShell is the page of the missing relations: a card for each. Where the page has an address, the filters stand
// in a form, and ticking cards leads to what they would change together; it works without script.
func missingShell(r analysis.MissingList, v View) Shell {
	s := Shell{Page: missingPage(r, v)}
	if v.Self != "" {
		s.Form = missingForm(r, v)
		if len(r.Suggestions) == 0 {
			s.Form.Try = "" // there are no cards to tick
		}
	}
	return s
}

func missingPage(r analysis.MissingList, v View) Page {
	l := v.locale()
	p := Page{Title: l.Say("missing.title", nil), Subtitle: networkName(r.Network, v), Lead: missingLead(r, l)}
	p.Sections = []Section{
		{
			ID: "suggestions", Title: l.Say("missing.list", nil), About: l.Say("missing.about", nil), Do: chooseSome(r, v),
			Blocks: append([]Block{{Brief: true, Cards: missingCards(r, v, v.Self != "")}}, afterCards(r, v)...),
		},
		{ID: "families", Title: l.Say("missing.families", nil), Blocks: []Block{{Brief: true, Table: familyTable(r, l)}}},
		methodSection(l, origin{r.Network, r.Lens, r.Params.Seed, r.Notes}, learnedText(r.Backtest, l)),
	}
	if len(r.Suggestions) == 0 {
		p.Sections[0].Blocks = nil
	}
	return p
}

// afterCards is what stands beneath the cards: on a page with an address what to do with those that are ticked, and the
// way to the next and the last ones; then the same list as a table.
func afterCards(r analysis.MissingList, v View) []Block {
	blocks := []Block{{Table: suggestionTable(r.Suggestions, v)}}
	if v.Self == "" {
		return blocks
	}
	if turns := pageTurns(r, v); len(turns) > 0 {
		blocks = append([]Block{{Entries: turns}}, blocks...)
	}
	return append([]Block{{Try: sibling(v.Self, "whatif")}}, blocks...)
}

// pageTurns are the ways to the suggestions after those shown, and before.
func pageTurns(r analysis.MissingList, v View) []Entry {
	l, o := v.locale(), r.Params
	turn := func(id string, to int) Entry {
		query := with(v.Query, "offset", cell(to))
		query.Del("add")
		query.Set("lang", l.Lang())
		return Entry{Name: l.Say(id, nil), Href: Address(v.Self, query)}
	}
	var out []Entry
	if o.Limit > 0 && len(r.Suggestions) == o.Limit && suggestionsInAll(r) != o.Offset+o.Limit {
		out = append(out, turn("missing.next", o.Offset+o.Limit))
	}
	if o.Limit > 0 && o.Offset > 0 {
		out = append(out, turn("missing.previous", max(0, o.Offset-o.Limit)))
	}
	return out
}

// chooseSome says what the table could do with a list of suggestions: with three or fewer there is nothing to choose. On
// a page on its own it says with which commands; where the page has an address, each card leads to where the table decides.
func chooseSome(r analysis.MissingList, v View) string {
	l, how := v.locale(), ""
	if v.Self == "" {
		how = " " + l.Say("missing.take", graph.V{"network": r.Network.Name})
	}
	switch n := len(r.Suggestions); {
	case n == 0:
		return ""
	case n <= 3:
		return l.Say("plan.do.budget", graph.V{"n": n}) + how
	}
	return l.Say("missing.do", nil) + how
}

// learnedText says which method the network's own relations chose, and how well it did.
func learnedText(b analysis.Learned, l *locale.Locale) string {
	if b.Hidden == 0 {
		return l.Say("missing.priors", nil)
	}
	return l.Say("missing.learned", graph.V{"method": b.Method, "hidden": b.Hidden, "auc": b.AUC, "precision": b.Precision})
}

func missingLead(r analysis.MissingList, l *locale.Locale) string {
	shown, total := len(r.Suggestions), suggestionsInAll(r)
	values := graph.V{
		"shown": shown, "total": total, "candidates": r.Params.Candidates, "from": r.Params.Offset + 1, "to": r.Params.Offset + shown,
	}
	if total == r.Params.Candidates {
		values["candidates"] = 0 // all that was looked at is a suggestion, which is said once
	}
	switch {
	case shown == 0:
		return l.Say("missing.empty", values)
	case shown == total:
		return l.Say("missing.lead.all", values)
	case r.Params.Offset > 0:
		return l.Say("missing.lead.page", values)
	}
	return l.Say("missing.lead", values)
}

// suggestionsInAll is how many suggestions the list is a part of; 0 where that is not known.
func suggestionsInAll(r analysis.MissingList) int {
	o, total := r.Params, 0
	if shown := len(r.Suggestions); o.Limit == 0 || 0 < shown && shown < o.Limit {
		return o.Offset + shown
	}
	if len(o.Between)+len(o.Sector)+len(o.Line)+len(o.Involving) > 0 {
		return 0
	}
	for name, family := range r.Families {
		if len(o.Family) == 0 || slices.Contains(o.Family, name) {
			total += family.Count
		}
	}
	return total
}

func networkName(n analysis.Network, v View) string {
	l := v.locale()
	name := v.Title
	if name == "" {
		name = n.Name
	}
	if name == "" {
		name = l.Say("report.unnamed", nil)
	}
	if n.Revision > 0 {
		name += " · " + l.Say("report.revision", graph.V{"revision": n.Revision})
	}
	return name
}

func familyTable(r analysis.MissingList, l *locale.Locale) *Table {
	t := &Table{Caption: l.Say("missing.families.table", nil), Columns: columns(l, []string{"column.family", "column.proposes"}, "column.count")}
	for _, family := range analysis.Families() {
		if f, ok := r.Families[family]; ok {
			t.Rows = append(t.Rows, []string{l.Name("family", family), l.Name("family_about", family), l.Number(f.Count)})
		}
	}
	return filledTable(t)
}

// missingCards makes a card for each suggestion. With ticks, a card may be chosen for what-if.
func missingCards(r analysis.MissingList, v View, ticks bool) []card {
	cards := make([]card, len(r.Suggestions))
	ticked := map[string]bool{}
	for _, pair := range v.Query["add"] {
		ticked[pair] = true
	}
	for i, s := range r.Suggestions {
		cards[i] = suggestionCard(s, r.Params.Offset+i+1, r.Before, v)
		if ticks && s.Type != graph.Commitment {
			cards[i].Tick = pairText(s)
			cards[i].Ticked = ticked[cards[i].Tick]
		}
		cards[i].Decide = v.decision(s, len(r.Params.Family) > 0)
	}
	return cards
}

// decision is the address of the page where the table decides about a suggestion; "" on a page on its own. A list of one
// family shows its suggestions as that family proposes them, and so does that page.
func (v View) decision(s analysis.Suggestion, ofFamily bool) string {
	if v.Self == "" {
		return ""
	}
	query := v.SameState()
	query.Set("list", Address(v.Self, with(v.Query, "lang", v.Lang)))
	if ofFamily {
		query.Set("family", s.Family)
	}
	return Address(v.Network()+"/suggestions/"+url.PathEscape(s.ID), query)
}

// pairText names a relation as --add takes it: A,B,TYPE, with quotes where a part holds a comma or a quote.
func pairText(s analysis.Suggestion) string {
	parts := []string{s.Source, s.Target, s.Type}
	for i, part := range parts {
		if strings.ContainsAny(part, "\",\n\r") {
			parts[i] = `"` + strings.ReplaceAll(part, `"`, `""`) + `"`
		}
	}
	return strings.Join(parts, ",")
}

func suggestionCard(s analysis.Suggestion, number int, before analysis.Figures, v View) card {
	l := v.locale()
	a, b := l.Side(named(s.SourceLabel, s.Source)), l.Side(named(s.TargetLabel, s.Target))
	if a == b { // two of one name are told apart by their ids
		a, b = a+" ("+s.Source+")", b+" ("+s.Target+")"
	}
	c := card{
		Anchor: "s-" + url.QueryEscape(s.ID), Number: l.Number(number),
		Source: Entry{Name: a, Href: v.nodeAddress(s.Source)}, Target: Entry{Name: b, Href: v.nodeAddress(s.Target)},
		Relation: l.Say("card.relation", graph.V{"a": a, "type": s.Type, "b": b}),
		Family:   l.Name("family", s.Family),
		ID:       s.ID,
	}
	if v.kind(s.Source) != "" || v.kind(s.Target) != "" {
		c.Kinds = l.Kind(v.kind(s.Source)) + " – " + l.Kind(v.kind(s.Target))
	}
	if s.Weighing != nil {
		c.weigh(s, before, v)
	}
	return c
}

// weigh tells on a card what speaks for its suggestion, and how to begin.
func (c *card) weigh(s analysis.Suggestion, before analysis.Figures, v View) {
	l := v.locale()
	c.Step = l.Say("step."+l.Number(s.Step), graph.V{"a": keeper(c.Source.Name, v.kind(s.Source), l), "b": keeper(c.Target.Name, targetKind(s, v), l)})
	c.Effects = effects(before, s.Effect, l)
	c.Scores, c.Cautions = scores(s, l)
	for _, reason := range s.Reasons {
		c.Reasons = append(c.Reasons, reason.Text)
	}
	for _, who := range s.Introducers {
		c.Introducers = append(c.Introducers, introducer(who, v, l))
	}
}

// scores are plausibility and benefit in a line, with what is to be known of how they are estimated, and the other cautions; a
// commitment has no line.
func scores(s analysis.Suggestion, l *locale.Locale) (line string, cautions []string) {
	if weighed(s) {
		line = l.Say("card.scores", graph.V{"plausibility": s.Plausibility, "lift": plainLift(s.Lift), "benefit": s.Benefit})
	}
	for _, caution := range s.Cautions {
		switch ofEstimate := caution.Code == "prior_only" || caution.Code == "little_data"; {
		case !ofEstimate:
			cautions = append(cautions, caution.Text)
		case line != "":
			line += " " + caution.Text
		}
	}
	return line, cautions
}

func weighed(s analysis.Suggestion) bool {
	return s.Weighing != nil && s.Type != graph.Commitment && s.Plausibility > 0
}

// plainLift is a lift with the figures that it deserves, which nobody can take for thousands: 5, not 5.037.
func plainLift(lift float64) float64 {
	if lift >= 10 {
		return math.Round(lift)
	}
	return math.Round(lift*10) / 10
}

// targetKind is the kind of a suggestion's target; what is answered is a need, also where no graph is at hand.
func targetKind(s analysis.Suggestion, v View) string {
	if s.Type == "answers" {
		return graph.Need
	}
	return v.kind(s.Target)
}

// keeper is whom to talk to: a person or an organization itself, for anything else whoever runs it.
func keeper(name, kind string, l *locale.Locale) string {
	switch kind {
	case graph.Service, graph.Place, graph.Action:
		return l.Say("step.keeper", graph.V{"name": name})
	case graph.Need:
		return l.Say("step.need", graph.V{"name": name})
	}
	return name
}

func named(label, id string) string {
	if label == "" {
		return id
	}
	return label
}

// introducer names who could bring the two together. A longer chain is told step by step, and who is not on it, but stands for a
// service or a place where the two meet, by how each knows that.
func introducer(who analysis.Introducer, v View, l *locale.Locale) string {
	name, aside := named(who.Label, who.ID), len(who.Path) > 0 && !slices.Contains(who.Path, who.ID)
	ties := who.Ties
	var told []string
	if len(who.Path) > 3 {
		told = append(told, l.Say("card.chain", graph.V{"path": strings.Join(v.labels(who.Path), " → ")}))
		ties = ties[min(len(ties), len(who.Path)-1):]
	}
	for _, tie := range ties {
		if aside {
			told = append(told, l.Say("card.relation", graph.V{"a": v.label(tie.Source), "type": tie.Type, "b": v.label(tie.Target)}))
		}
	}
	if len(told) == 0 {
		return name
	}
	return name + " (" + strings.Join(told, "; ") + ")"
}

func (v View) labels(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = v.label(id)
	}
	return out
}

// effects are the figures that a relation changes, before and after. A share that changes by less than can be read is told only where
// nothing else changes.
func effects(before, change analysis.Figures, l *locale.Locale) []effect {
	var out, small []effect
	differences := namedFigures(change)
	for i, f := range namedFigures(before) {
		was := asNumber(f.value)
		by := asNumber(differences[i].value)
		if by == 0 {
			continue
		}
		e := effect{Name: l.Name("measure", f.name), Before: l.Number(f.value), After: l.Number(was + by), Difference: l.Signed(by)}
		if f.name == "fragmentation" || f.name == "global_efficiency" {
			e.Before, e.After, e.Difference = l.Percent(was), l.Percent(was+by), points(by, l)
			if math.Abs(by) < leastShare {
				small = append(small, e)
				continue
			}
		}
		out = append(out, e)
	}
	if len(out) == 0 {
		return small
	}
	return out
}

// leastShare is the least difference of shares that a card tells beside others: 0.1 points, rounded.
const leastShare = .0005

// points is a difference of shares in percentage points, to one decimal.
func points(by float64, l *locale.Locale) string {
	n := math.Round(by*1000) / 10
	if n == 0 && by != 0 {
		return l.Say("card.few_points", graph.V{"points": l.Number(.1), "more": by > 0})
	}
	return l.Say("card.points", graph.V{"points": l.Signed(n), "single": math.Abs(n) == 1})
}

// asNumber returns the number of a figure.
func asNumber(value any) float64 {
	switch v := value.(type) {
	case int:
		return float64(v)
	case int64:
		return float64(v)
	}
	return value.(float64)
}

// suggestionTable is the same list as a table.
func suggestionTable(list []analysis.Suggestion, v View) *Table {
	l := v.locale()
	t := &Table{Caption: l.Say("missing.table", nil), Columns: columns(l, []string{"column.from", "column.relation", "column.to", "column.family"}, "measure.plausibility", "measure.lift", "measure.benefit")}
	for _, s := range list {
		source, target := analysis.Member{ID: s.Source, Label: l.Side(named(s.SourceLabel, s.Source))}, analysis.Member{ID: s.Target, Label: l.Side(named(s.TargetLabel, s.Target))}
		row := []string{source.Label, l.Type(s.Type), target.Label, l.Name("family", s.Family), "–", "–", "–"}
		if weighed(s) {
			copy(row[4:], []string{l.Percent(s.Plausibility), l.Number(plainLift(s.Lift)), l.Percent(s.Benefit)})
		}
		t.Rows = append(t.Rows, row)
		t.link(v, 0, source)
		t.link(v, 2, target)
	}
	return filledTable(t)
}

// origin is how a result came about.
type origin struct {
	network analysis.Network
	lens    graph.Lens
	seed    int64
	notes   []graph.Sentence // with their texts
}

// methodSection closes a page: how the result came about, and what is needed to make it again.
func methodSection(l *locale.Locale, o origin, more ...string) Section {
	s := Section{ID: "method", Title: l.Say("section.method", nil)}
	for _, text := range more {
		s.Blocks = append(s.Blocks, Block{Brief: true, Text: text})
	}
	if len(o.notes) > 0 {
		s.Blocks = append(s.Blocks, Block{Brief: true, Items: texts(o.notes)})
	}
	s.Blocks = append(s.Blocks, Block{Brief: true, Text: l.Say("method.short", graph.V{"seed": o.seed, "digest": o.network.Digest, "lens": lensText(o.lens, l)})})
	return s
}
