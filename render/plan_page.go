package render

import (
	"slices"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// plannedShown is how many relations of a plan stand on its page: one that joins thousands of nodes without a relation
// would have megabytes of them. The other formats hold all.
const plannedShown = 100

// planShell is the page of a plan; where the page has an address, its goals stand in a form.
func planShell(r analysis.PlanResult, v View) Shell {
	s := Shell{Page: planPage(r, v)}
	if v.Self != "" {
		s.Form = planForm(r.Params, v)
	}
	return s
}

func planPage(r analysis.PlanResult, v View) Page {
	l := v.locale()
	list := analysis.MissingList{Suggestions: r.Suggestions, Before: r.Before}
	about, notes := split(r.Notes, "plan_loads", "plan_kept_apart")
	_, notes = split(notes, "plan_part") // which is the lead
	p := Page{Title: l.Say("plan.title", nil), Subtitle: networkName(r.Network, v), Lead: planLead(r, v)}
	p.Sections = []Section{{
		ID: "state", Title: l.Say("plan.state", nil), About: l.Say("plan.state.about", nil),
		Blocks: []Block{{Brief: true, Table: stateTable(r.Before, r.After, l.Say("plan.state.table", nil), v)}},
	}}
	if len(r.Suggestions) > 0 {
		list.Suggestions = r.Suggestions[:min(len(r.Suggestions), plannedShown)]
		relations := suggestionTable(list.Suggestions, v)
		if more := len(r.Suggestions) - plannedShown; more > 0 {
			relations.More = l.Say("page.more", graph.V{"n": more})
		}
		p.Sections = append(p.Sections, Section{
			ID: "suggestions", Title: l.Say("plan.list", nil), Do: planned("plan.do", r, l),
			Blocks: append(said(about), Block{Brief: true, Cards: missingCards(list, v, false)}, Block{Table: relations}),
		})
	}
	p.Sections = append(p.Sections, methodSection(l, origin{r.Network, r.Lens, r.Params.Seed, notes}, planned("plan.method", r, l)))
	return p
}

// said is a paragraph for each sentence.
func said(list []graph.Sentence) []Block {
	var out []Block
	for _, text := range texts(list) {
		out = append(out, Block{Brief: true, Text: text})
	}
	return out
}

// split returns the sentences with one of the codes, and the others.
func split(list []graph.Sentence, codes ...string) (with, without []graph.Sentence) {
	for _, s := range list {
		if slices.Contains(codes, s.Code) {
			with = append(with, s)
		} else {
			without = append(without, s)
		}
	}
	return with, without
}

// planned says something of a plan that is said otherwise of its goal, or of a budget.
func planned(id string, r analysis.PlanResult, l *locale.Locale) string {
	kind := r.Goal
	if part, _ := split(r.Notes, "plan_part"); r.Goal == "" || len(part) > 0 {
		kind = "budget"
	}
	if l.Has(id + "." + kind) {
		id += "." + kind
	}
	return l.Say(id, graph.V{"n": len(r.Suggestions)})
}

func planLead(r analysis.PlanResult, v View) string {
	l := v.locale()
	values := graph.V{"n": len(r.Suggestions), "goal": r.Goal, "bound": r.LowerBound}
	part, _ := split(r.Notes, "plan_part")
	switch {
	case len(part) > 0:
		return part[0].Text
	case r.Impossible != nil && len(r.Suggestions) == 0:
		return l.Say("plan.impossible.empty", graph.V{"why": r.Impossible.Text})
	case r.Impossible != nil:
		return l.Say("plan.impossible", graph.V{"goal": r.Goal, "why": r.Impossible.Text})
	case len(r.Suggestions) == 0 && r.Goal == "":
		return l.Say("plan.budget.empty", nil)
	case len(r.Suggestions) == 0:
		return l.Say("plan.reached", values)
	case r.Goal == "":
		return l.Say("plan.budget", values)
	case r.Optimal:
		return l.Say("plan.optimal", values)
	}
	return l.Say("plan.found", values)
}

// stateTable compares two states, figure by figure, each with what it means.
func stateTable(before, after analysis.Figures, caption string, v View) *Table {
	l := v.locale()
	t := &Table{Caption: caption, Columns: columns(l, []string{"page.figure"}, "card.before", "card.after", "column.difference")}
	then := namedFigures(after)
	for i, f := range namedFigures(before) {
		was := asNumber(f.value)
		is := asNumber(then[i].value)
		row := []string{l.Name("measure", f.name), l.Number(was), l.Number(is), l.Signed(is - was)}
		if f.name == "fragmentation" || f.name == "global_efficiency" {
			row = []string{row[0], l.Percent(was), l.Percent(is), points(is-was, l)}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// whatIfShell is the page of a what-if; where the page has an address, it leads back to the missing relations.
func whatIfShell(r analysis.WhatIfResult, v View) Shell {
	s := Shell{Page: whatIfPage(r, v)}
	if v.Self != "" {
		l := v.locale()
		s.Links = []Link{{Href: Address(sibling(v.Self, "missing"), with(v.Query, "lang", l.Lang())), Name: l.Say("whatif.back", nil)}}
	}
	return s
}

func whatIfPage(r analysis.WhatIfResult, v View) Page {
	l := v.locale()
	p := Page{Title: l.Say("whatif.title", nil), Subtitle: networkName(r.Network, v), Lead: whatIfLead(r, l)}
	p.Sections = []Section{
		{ID: "changes", Title: l.Say("whatif.changes", nil), Blocks: []Block{{Brief: true, Items: changeItems(r.Params, v)}}},
		{
			ID: "state", Title: l.Say("whatif.state", nil), Do: l.Say("whatif.do", nil),
			Blocks: []Block{{Brief: true, Table: stateTable(r.Before, r.After, l.Say("whatif.table", nil), v)}},
		},
	}
	if who := whoBlocks(r, v); len(who) > 0 {
		p.Sections = append(p.Sections, Section{ID: "who", Title: l.Say("whatif.who", nil), Blocks: who})
	}
	p.Sections = append(p.Sections, methodSection(l, origin{r.Network, r.Lens, r.Params.Seed, r.Notes}))
	return p
}

// whoBlocks list those for whom something changes.
func whoBlocks(r analysis.WhatIfResult, v View) []Block {
	var out []Block
	for _, list := range []struct {
		id      string
		members []analysis.Member
	}{{"whatif.reached", r.Reached}, {"whatif.cut_off", r.CutOff}, {"whatif.no_longer_critical", r.NoLongerCritical}, {"whatif.newly_critical", r.NewlyCritical}} {
		if len(list.members) > 0 {
			out = append(out, memberBlock(list.id, list.members, v))
		}
	}
	return out
}

// whatIfLead says what becomes of the pieces, who is newly reached, and who is cut off; where nobody is, what becomes of the
// weak points; and what of the needs.
func whatIfLead(r analysis.WhatIfResult, l *locale.Locale) string {
	list := func(id string, members []analysis.Member) string {
		return l.Say(id, graph.V{"n": len(members), "names": someNames(members, l), "capped": len(members) == analysis.WhatIfListed})
	}
	values := graph.V{"pieces": r.After.Components, "pieces_before": r.Before.Components, "pieces_after": r.After.Components}
	var said []string
	switch {
	case r.Before.Components != r.After.Components:
		said = append(said, l.Say("whatif.lead", values))
	case r.Difference == analysis.Figures{}:
		return l.Say("whatif.lead.same", nil)
	case len(r.Reached)+len(r.CutOff) == 0:
		said = append(said, l.Say("whatif.lead.kept", values))
		said = append(said, passed("whatif.lead.bridges", r.Before.Bridges, r.After.Bridges, l), passed("whatif.lead.points", r.Before.ArticulationPoints, r.After.ArticulationPoints, l))
	}
	if len(r.CutOff) > 0 {
		said = append(said, list("whatif.lead.cut_off", r.CutOff))
	}
	if len(r.Reached) > 0 {
		said = append(said, list("whatif.lead.reached", r.Reached))
	}
	said = append(said, passed("whatif.lead.needs", r.Before.NeedsCovered, r.After.NeedsCovered, l))
	return strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " ")
}

// passed says from what to what a figure goes; "" where it stays.
func passed(id string, before, after int, l *locale.Locale) string {
	if before == after {
		return ""
	}
	return l.Say(id, graph.V{"before": before, "after": after})
}

// namesSaid is how many names stand in a sentence.
const namesSaid = 5

// someNames returns the first names of a list as in a sentence, and how many others there are.
func someNames(list []analysis.Member, l *locale.Locale) string {
	var names []string
	for _, m := range list[:min(len(list), namesSaid)] {
		names = append(names, m.Label)
	}
	if more := len(list) - len(names); more > 0 {
		names = append(names, l.Say("word.others", graph.V{"n": more}))
	}
	return l.List(names)
}

// changeItems says what was tried.
func changeItems(o analysis.WhatIfOptions, v View) []string {
	l := v.locale()
	relation := func(id string, r analysis.Relation) string {
		if r.Type == "" {
			return l.Say(id+".untyped", graph.V{"a": v.label(r.Source), "b": v.label(r.Target)})
		}
		return l.Say(id, graph.V{"a": v.label(r.Source), "b": v.label(r.Target), "type": r.Type})
	}
	var out []string
	for _, r := range o.Add {
		out = append(out, relation("whatif.add", r))
	}
	for _, r := range o.Remove {
		out = append(out, relation("whatif.remove", r))
	}
	for _, id := range o.Without {
		out = append(out, l.Say("whatif.without", graph.V{"a": v.label(id)}))
	}
	if n := o.Changes.Size(); n > 0 {
		out = append(out, l.Say("whatif.more_changes", graph.V{"n": n}))
	}
	if len(out) == 0 {
		out = append(out, l.Say("whatif.nothing", nil))
	}
	return out
}

// membersListed is how many names a list on a page has.
const membersListed = 40

func memberBlock(id string, list []analysis.Member, v View) Block {
	l := v.locale()
	b := Block{Brief: true, Heading: l.Say(id, graph.V{"n": len(list)})}
	for _, m := range list[:min(len(list), membersListed)] {
		b.Names = append(b.Names, Entry{Name: m.Label, Href: v.nodeAddress(m.ID), Text: "(" + l.Kind(m.Kind) + ")"})
	}
	if more := len(list) - len(b.Names); more > 0 {
		b.Names = append(b.Names, Entry{Name: l.Say("page.more", graph.V{"n": more})})
	}
	return b
}
