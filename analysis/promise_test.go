package analysis_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"trama/analysis"
	"trama/graph"
)

// livedIn returns a town as one is after some meetings: with who left and what ended, what was contested and retired, what began
// and will end, records about relations, expectations, needs of which some are answered, and a meeting.
func livedIn(t testing.TB, r *rand.Rand, n int) *graph.Graph {
	t.Helper()
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	kinds := []string{graph.Person, graph.Person, graph.Service, graph.Organization, graph.Organization, graph.Place, graph.Action, graph.Need, graph.Meeting, "gatto", ""}
	var c graph.Changes
	for i := range n {
		kind := pick(kinds...)
		attrs := graph.Attributes{}
		for name, values := range map[string][]string{
			"area": {"Centro", "Borgo", "", "n.d."}, "sector": {"administration", "third_sector", "citizens", ""}, "telefono": {"0521 4431", "0521 4432", "", ""}, "team": {"rossi", "blu", ""},
		} {
			if v := values[r.IntN(len(values))]; v != "" {
				attrs = attrs.With(name, graph.TextValue(v))
			}
		}
		if r.IntN(2) == 0 {
			attrs = attrs.With("tags", graph.ListValue([]string{pick("scuola", "casa", "cibo"), pick("scuola", "sport")}))
		}
		attrs = dated(attrs, r)
		if r.IntN(12) == 0 {
			attrs = attrs.With("status", graph.TextValue(pick("retired", "contested", "validated")))
		}
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: fmt.Sprintf("n%02d", i), Kind: &kind, Attributes: attrs})
	}
	for range n + r.IntN(n) {
		a, b := c.PutNodes[r.IntN(n)], c.PutNodes[r.IntN(n)]
		typ, turned, ok := graph.TypeBetween(*a.Kind, *b.Kind)
		switch {
		case graph.IsActor(*a.Kind) && graph.IsActor(*b.Kind) && r.IntN(6) == 0:
			typ, turned, ok = "expects", false, true
		case *b.Kind == graph.Need && (*a.Kind == graph.Service || *a.Kind == graph.Action):
			typ, turned, ok = "answers", false, r.IntN(2) == 0
		case *b.Kind == graph.Need && *a.Kind == graph.Person:
			typ, turned, ok = pick("has_need", "raised"), false, true
		case *b.Kind == graph.Meeting && graph.IsActor(*a.Kind):
			typ, turned, ok = "attends", false, true
		case *a.Kind == graph.Person && *b.Kind == graph.Service:
			typ = pick("uses", "works_for")
		}
		if a.ID == b.ID || !ok {
			continue
		}
		if turned {
			a, b = b, a
		}
		attrs := dated(graph.Attributes{}, r)
		if r.IntN(4) == 0 {
			attrs = attrs.With("status", graph.TextValue(pick("retired", "contested", "validated", "declared")))
		}
		c.PutEdges = append(c.PutEdges, graph.EdgeChange{Source: a.ID, Target: b.ID, Type: &typ, Attributes: attrs})
	}
	decision := graph.Decision
	for i := range r.IntN(5) {
		a, b := c.PutNodes[r.IntN(n)].ID, c.PutNodes[r.IntN(n)].ID
		attrs := graph.Attributes{}.With("state", graph.TextValue(pick("declined", "postponed", "dropped"))).With("on_source", graph.TextValue(a)).With("on_target", graph.TextValue(b))
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: fmt.Sprint("decision-", i), Kind: &decision, Attributes: attrs})
	}
	g, err := graph.Empty().Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// dated gives one in eight a first or a last day.
func dated(attrs graph.Attributes, r *rand.Rand) graph.Attributes {
	day, _ := graph.DateValue([]string{"2025-01-31", "2026-03-01", "2027-06-30"}[r.IntN(3)])
	switch r.IntN(16) {
	case 0:
		return attrs.With("since", day)
	case 1:
		return attrs.With("until", day)
	}
	return attrs
}

// lenses are what the towns are looked at through.
func lenses() []graph.Lens {
	return []graph.Lens{
		{}, {AsOf: "2026-04-01"}, {Kinds: []string{"!place"}}, {Kinds: []string{"person", "organization"}}, {Types: []string{"!knows"}}, {Types: []string{"collaborates", "knows", "uses"}},
		{Statuses: []string{"!contested"}}, {Statuses: []string{"validated"}}, {Areas: []string{"Centro", "Borgo"}}, {Where: []string{"sector!=citizens"}}, {LeaveOut: []string{"n00", "n01"}},
	}
}

// Every suggestion and every plan of a town comes true to the last digit when it is tried, and when it is made; and it is of
// who is there: of nodes that the lens leaves, that did not leave, whom nothing that counts joins, about whom nothing stands.
func TestPromisesComeTrue(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 8))
	for i := range 11 {
		g := livedIn(t, r, 8+r.IntN(18))
		lens := lenses()[i%len(lenses())]
		what := fmt.Sprintf("town %d through %+v", i, lens)
		list := missing(t, g, func(o *analysis.MissingOptions) { o.Lens, o.Limit = lens, 0 })
		keepsPromises(t, what, promised{g, lens, list.Suggestions})
		for _, o := range []analysis.PlanOptions{{Goal: analysis.GoalConnected}, {Goal: analysis.GoalRobustLinks}, {Goal: analysis.GoalRobustActors}, {Goal: analysis.GoalNeedsCovered}, {Budget: 3}, {Goal: analysis.GoalConnected, Budget: 2}} {
			o.Lens = lens
			p := plan(t, g, o)
			keepsPromises(t, fmt.Sprintf("%s, plan %s %d", what, o.Goal, o.Budget), promised{g, lens, p.Suggestions})
			if tried := tried(t, promised{g, lens, p.Suggestions}); tried.After != p.After || tried.Before != p.Before {
				t.Errorf("%s, plan %s %d: after %+v, tried %+v", what, o.Goal, o.Budget, p.After, tried.After)
			}
		}
	}
}

// promised are suggestions with what they are about.
type promised struct {
	g    *graph.Graph
	lens graph.Lens
	list []analysis.Suggestion
}

// tried tries all of them together.
func tried(t *testing.T, p promised) *analysis.WhatIfResult {
	t.Helper()
	o := analysis.WhatIfOptions{Lens: p.lens, Seed: 1}
	for _, s := range p.list {
		if s.Type != graph.Commitment {
			o.Add = append(o.Add, analysis.Relation{Source: s.Source, Target: s.Target, Type: s.Type})
		}
	}
	r, err := analysis.WhatIf(background, analysis.Source{Graph: p.g}, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func keepsPromises(t *testing.T, what string, p promised) {
	t.Helper()
	sel, err := p.lens.Select(p.g)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.list {
		at := fmt.Sprintf("%s: %s %s %s (%s)", what, s.Source, s.Type, s.Target, s.Family)
		for _, id := range append([]string{s.Source, s.Target}, introducersOf(s)...) {
			if node, _ := p.g.FindNode(id); p.g.NodeColumn("status").Text(node) == "retired" || excluded(p, id) {
				t.Errorf("%s: %s is not there", at, id)
			}
		}
		a, _ := p.g.FindNode(s.Source)
		b, _ := p.g.FindNode(s.Target)
		if s.Type != graph.Commitment && (!sel.HasNode(a) || s.Type != "answers" && !sel.HasNode(b)) {
			t.Errorf("%s: an end is not in the lens", at)
		}
		for i := range p.g.Nodes() {
			text := func(name string) string { return p.g.NodeColumn(name).Text(i) }
			pair := []string{text("on_source"), text("on_target")}
			if p.g.Kind(i) == graph.Decision && text("state") != "dropped" && slices.Contains(pair, s.Source) && slices.Contains(pair, s.Target) {
				t.Errorf("%s: %s stands", at, p.g.NodeID(i))
			}
		}
		if s.Type == graph.Commitment {
			continue
		}
		one := tried(t, promised{p.g, p.lens, []analysis.Suggestion{s}})
		if one.Difference != s.Effect && len(s.Reasons) > 0 || s.Type != "answers" && len(one.Notes) > 0 {
			t.Errorf("%s: effect %+v, what-if %+v, %v", at, s.Effect, one.Difference, one.Notes)
		}
		next, err := p.g.Apply(graph.Changes{PutEdges: []graph.EdgeChange{{Source: s.Source, Target: s.Target, Type: &s.Type, Attributes: p.lens.Passing()}}})
		if err != nil {
			t.Fatal(err)
		}
		if len(next.EdgeID(0)) == 0 || next.Edges() != p.g.Edges()+1 {
			t.Errorf("%s: it is made %d times", at, next.Edges()-p.g.Edges())
		}
		if of := missingPair(next, s.ID, p.lens); of {
			t.Errorf("%s: it is proposed again when it is made", at)
		}
	}
}

func missingPair(g *graph.Graph, id string, l graph.Lens) bool {
	if g.Nodes() > 14 {
		return false // it takes a search each
	}
	o := analysis.DefaultMissingOptions()
	o.Lens, o.Limit = l, 0
	list, err := analysis.Missing(background, analysis.Source{Graph: g}, o)
	return err != nil || slices.ContainsFunc(list.Suggestions, func(s analysis.Suggestion) bool { return s.ID == id && s.Type != graph.Commitment })
}

func introducersOf(s analysis.Suggestion) []string {
	var out []string
	for _, i := range s.Introducers {
		out = append(append(out, i.ID), i.Path...)
	}
	return out
}

// excluded tells whether a lens leaves out a node by more than choosing kinds.
func excluded(p promised, id string) bool {
	l := p.lens
	l.Kinds = append(slices.DeleteFunc(slices.Clone(l.Kinds), func(kind string) bool { return kind[0] != '!' }), p.g.Kinds()...)
	sel, err := l.Select(p.g)
	node, _ := p.g.FindNode(id)
	return err != nil || !sel.HasNode(node)
}
