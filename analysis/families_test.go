package analysis_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
)

// deniesFamily returns what a suggestion has not that its family stands for, "" where it has it.
func (f *facts) deniesFamily() string {
	s, d := f.s, f.reach(f.a, -1, noPair)
	steps, together := d[f.b]
	switch s.Family {
	case analysis.Reconnect:
		if together || s.Effect.Components != -1 {
			return "they are in one piece"
		}
	case analysis.Reinforce:
		if !together || s.Effect.Components != 0 || s.Effect.Bridges+s.Effect.ArticulationPoints > 0 {
			return "it is no second way"
		}
	case analysis.Shortcut:
		if together && steps < 3 || s.Effect.GlobalEfficiency <= 0 {
			return fmt.Sprintf("they are %d steps apart", steps)
		}
	case analysis.Coverage:
		codes := []string{"covers_need", "service_alone", "action_unhosted"}
		if !slices.ContainsFunc(s.Reasons, func(r analysis.Reason) bool { return slices.Contains(codes, r.Code) }) {
			return "it covers nothing"
		}
	case analysis.Reciprocity:
		if s.Type != graph.Commitment {
			return "it is no commitment"
		}
	}
	return ""
}

// The filters by sector and by production line keep what has one end there.
func TestFiltersBySectorAndLine(t *testing.T) {
	g := graphtest.FromLines(t, "node a person sector=health lines=l1|l2", "node b person sector=citizens lines=l2", "node c person sector=health", "node d person lines=l3", "node e person",
		"edge a knows c", "edge a knows b")
	for _, c := range []struct {
		sector, line []string
		fits         func(end string) bool
	}{
		{[]string{"health"}, nil, func(end string) bool { return end == "a" || end == "c" }},
		{[]string{"citizens", "other"}, nil, func(end string) bool { return end == "b" }},
		{nil, []string{"l1"}, func(end string) bool { return end == "a" }},
		{nil, []string{"l2", "l3"}, func(end string) bool { return end != "c" && end != "e" }},
		{nil, []string{"l"}, func(string) bool { return false }},
	} {
		list := missing(t, g, func(o *analysis.MissingOptions) { o.Sector, o.Line, o.Limit = c.sector, c.line, 0 }).Suggestions
		everyone := missing(t, g, all).Suggestions
		want := 0
		for _, s := range everyone {
			if c.fits(s.Source) || c.fits(s.Target) {
				want++
			}
		}
		if len(list) != want {
			t.Errorf("%v %v: %d suggestions, want %d of %d", c.sector, c.line, len(list), want, len(everyone))
		}
		for _, s := range list {
			if !c.fits(s.Source) && !c.fits(s.Target) {
				t.Errorf("%v %v: %s", c.sector, c.line, s.ID)
			}
		}
	}
}

// A page is a part of the list, and one behind its end is empty. Where nothing is said it is the first twenty.
func TestPagesOfTheList(t *testing.T) {
	if list := missing(t, valdora(t), nil).Suggestions; len(list) != 20 {
		t.Errorf("%d suggestions where nothing is said", len(list))
	}
	g := line(t)
	whole := missing(t, g, all).Suggestions
	for _, c := range [][3]int{{0, 0, len(whole)}, {3, 0, len(whole) - 3}, {0, 2, 2}, {len(whole) - 1, 2, 1}, {len(whole), 2, 0}, {len(whole) + 9, 0, 0}} {
		if got := missing(t, g, func(o *analysis.MissingOptions) { o.Offset, o.Limit = c[0], c[1] }).Suggestions; len(got) != c[2] || got == nil {
			t.Errorf("from %d, at most %d: %d, want %d", c[0], c[1], len(got), c[2])
		}
	}
}

// A need is covered by the service or action that fits it best, and what fits none is said to be uncovered.
func TestAPlanThatCoversNeeds(t *testing.T) {
	lines := []string{"node n need area=Centro tags=casa", "node m need area=Borgo tags=scuola", "node k need", "node s service area=Centro tags=casa", "node r action area=Borgo tags=scuola|casa", "node q service area=Altrove",
		"edge s answers k", "node p person", "node o organization area=Centro tags=casa"}
	p := plan(t, graphtest.FromLines(t, lines...), analysis.PlanOptions{Goal: analysis.GoalNeedsCovered})
	var got []string
	for _, s := range p.Suggestions {
		got = append(got, s.Source+" "+s.Type+" "+s.Target)
	}
	if slices.Sort(got); !slices.Equal(got, []string{"r answers m", "s answers n"}) || p.LowerBound != 2 || !p.Optimal || p.Impossible != nil || p.After.NeedsCovered != 3 {
		t.Errorf("%v: %+v", got, p)
	}
	none := plan(t, graphtest.FromLines(t, "node n need area=Centro", "node p person area=Centro"), analysis.PlanOptions{Goal: analysis.GoalNeedsCovered})
	if none.Impossible == nil || none.Impossible.Code != "plan_needs_unfit" || none.Impossible.Values["count"] != 1 || none.Optimal || len(none.Suggestions) != 0 {
		t.Errorf("nobody can answer: %+v", none)
	}
}

// A plan that the catalogue makes dearer says so: of three places each can be reached through the one person only, so that no second
// relation of theirs goes elsewhere.
func TestAPlanSaysWhatTheCatalogueForbids(t *testing.T) {
	p := plan(t, graphtest.FromLines(t, "node p person", "node x place", "node y place", "edge p located_at x", "edge p located_at y"), analysis.PlanOptions{Goal: analysis.GoalRobustLinks})
	if p.Impossible == nil || p.Impossible.Code != "plan_catalogue" || p.Optimal || p.After != p.Before {
		t.Errorf("%+v", p)
	}
}

// A budget is spent on the best relations in turn, and no more of them are found than there are.
func TestABudgetLargerThanTheList(t *testing.T) {
	g := graphtest.FromLines(t, "node a person", "node b person", "node c person")
	for budget, want := range map[int]int{1: 1, 2: 2, 3: 3, 9: 3} {
		if p := plan(t, g, analysis.PlanOptions{Budget: budget}); len(p.Suggestions) != want || p.After.Components != max(1, 3-want) {
			t.Errorf("budget %d: %d relations, %d components", budget, len(p.Suggestions), p.After.Components)
		}
	}
}

// A relation is named by its ends, and by its type where that is said; an id with a comma stands in quotes.
func TestRelationsByName(t *testing.T) {
	for text, want := range map[string]analysis.Relation{
		"a,b": {Source: "a", Target: "b"}, "a,b,knows": {Source: "a", Target: "b", Type: "knows"}, `"a,b",c`: {Source: "a,b", Target: "c"},
	} {
		if got, err := analysis.RelationNamed(text); err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "a", "a,b,knows,d", `"a,b`} {
		if got, err := analysis.RelationNamed(text); graph.KindOf(err) != graph.Usage {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
}

// What is tried is taken away in every direction, of one type or of all that count; a record about the two stays.
func TestWhatIfTakesRelationsAway(t *testing.T) {
	g := graphtest.FromLines(t, "edge a knows b", "edge b refers a", "edge a expects b", "edge a collaborates b status=retired", "edge b knows c")
	for _, c := range []struct {
		typ  string
		lens graph.Lens
		left int
	}{{"", graph.Lens{}, 1}, {"knows", graph.Lens{}, 2}, {"conosce", graph.Lens{}, 2}, {"offers", graph.Lens{}, 2}, {"expects", graph.Lens{Types: []string{"expects", "knows"}}, 2}, {"", graph.Lens{Types: []string{"expects", "knows"}}, 2}} {
		r := whatIf(t, g, analysis.WhatIfOptions{Lens: c.lens, Remove: []analysis.Relation{{Source: "b", Target: "a", Type: c.typ}}})
		if pairs := 3 - r.After.Components; pairs != c.left {
			t.Errorf("without %q of a and b: %d pairs are left, want %d", c.typ, pairs, c.left)
		}
		if noted := len(r.Notes) > 0; noted != (c.typ == "offers") {
			t.Errorf("without %q: %+v", c.typ, r.Notes)
		}
	}
}

// A piece came of several where its nodes were in several before, and fell into several where they are now: who is new or gone does
// not count.
//
//	a──b   c──d   e   f──g──h   then   a──b──c──d──x   e──y   f──g   h
func TestPiecesThatMergedAndSplit(t *testing.T) {
	before := graphtest.FromLines(t, "edge a knows b", "edge c knows d", "node e person", "edge f knows g", "edge g knows h", "node k commitment state=kept", "node j commitment state=agreed", "node n need")
	after := graphtest.FromLines(t, "edge a knows b", "edge b knows c", "edge c knows d", "edge d knows x", "edge e knows y", "edge f knows g", "node h person",
		"node k commitment state=kept", "node j commitment state=kept", "node i commitment state=kept", "node l commitment state=agreed", "node n need", "node m need", "edge s answers m")
	c, err := analysis.Compare(t.Context(), analysis.Source{Graph: before}, analysis.Source{Graph: after}, analysis.CompareOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(c.Merged, c.Split); got != "[{b 5 [2 2]}] [{g 3 [2 1]}]" {
		t.Errorf("merged and split: %s", got)
	}
	if !slices.Equal(ids(c.Kept), []string{"i", "j"}) || len(c.Answered) != 0 {
		t.Errorf("kept %v, answered %v", ids(c.Kept), ids(c.Answered))
	}
	for name := range c.Difference {
		if strings.HasSuffix(name, ".seed") || strings.HasSuffix(name, ".samples") {
			t.Errorf("%s is no figure", name)
		}
	}
	if *c.Difference["commitments.kept"] != 2 || *c.Difference["fragmentation.components"] != 1 {
		t.Errorf("%v commitments kept, %v components more", *c.Difference["commitments.kept"], *c.Difference["fragmentation.components"])
	}
}

// A page has the missing relations beside its report, but not of a network of more than 20,000 nodes, unless a meeting is to discuss them.
func TestMissingRelationsBesideAReport(t *testing.T) {
	small := analysis.Source{Graph: line(t)}
	if list, err := analysis.MissingBeside(t.Context(), small, analysis.DefaultReportOptions(), false); err != nil || len(list.Suggestions) == 0 {
		t.Errorf("%+v, %v", list, err)
	}
	b := graph.NewBuilder()
	for i := range 20_001 {
		b.Node(fmt.Sprint(i))
	}
	g, _ := b.Build()
	if list, err := analysis.MissingBeside(t.Context(), analysis.Source{Graph: g}, analysis.DefaultReportOptions(), false); err != nil || list != nil {
		t.Errorf("of a large network: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := analysis.MissingBeside(ended, analysis.Source{Graph: g}, analysis.DefaultReportOptions(), true); err == nil {
		t.Error("for a meeting nothing was looked for")
	}
}
