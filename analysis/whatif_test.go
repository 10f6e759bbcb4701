package analysis_test

import (
	"slices"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
)

// A line of five, a pair, and one alone:
//
//	a──b──c──d──e   f──g   h
func line(t *testing.T) *graph.Graph {
	var c graph.Changes
	for _, id := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		c.PutNodes = append(c.PutNodes, node(id, graph.Person))
	}
	for _, p := range []string{"ab", "bc", "cd", "de", "fg"} {
		c.PutEdges = append(c.PutEdges, edge(p[:1], p[1:], "knows"))
	}
	return stateOf(t, c)
}

func whatIf(t *testing.T, g *graph.Graph, o analysis.WhatIfOptions) *analysis.WhatIfResult {
	t.Helper()
	o.Seed = 1
	r, err := analysis.WhatIf(background, analysis.Source{Graph: g}, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func memberIDs(list []analysis.Member) []string {
	out := []string{}
	for _, m := range list {
		out = append(out, m.ID)
	}
	return out
}

// What changes change, worked out by hand on the line.
func TestWhatIfByHand(t *testing.T) {
	g := line(t)
	cut := map[string][]string{"a parting": {"a", "b"}, "a leave": {"d", "e"}}
	for _, c := range []struct {
		name                        string
		o                           analysis.WhatIfOptions
		components, bridges, points int
		pairs                       int64
		reached, noLonger, newly    []string
	}{
		{"nothing", analysis.WhatIfOptions{}, 0, 0, 0, 0, nil, nil, nil},
		{"the ring", analysis.WhatIfOptions{Add: []analysis.Relation{{Source: "a", Target: "e"}}}, 0, -4, -3, 0, nil, []string{"b", "c", "d"}, nil},
		{"the pieces", analysis.WhatIfOptions{Add: []analysis.Relation{{Source: "e", Target: "f"}}}, -1, 1, 2, 10, []string{"f", "g"}, nil, []string{"e", "f"}},
		{"two at once", analysis.WhatIfOptions{Add: []analysis.Relation{{Source: "e", Target: "f"}, {Source: "g", Target: "h"}}}, -2, 2, 3, 17, []string{"f", "g", "h"}, nil, []string{"e", "f", "g"}},
		{"a parting", analysis.WhatIfOptions{Remove: []analysis.Relation{{Source: "c", Target: "b"}}}, 1, -1, -2, -6, nil, []string{"b", "c"}, nil},
		{"a leave", analysis.WhatIfOptions{Without: []string{"c"}}, 1, -2, -3, -8, nil, []string{"b", "d"}, nil},
		{"a pair that is there", analysis.WhatIfOptions{Add: []analysis.Relation{{Source: "b", Target: "a"}}}, 0, 0, 0, 0, nil, nil, nil},
		{"another type of a pair that is there", analysis.WhatIfOptions{Add: []analysis.Relation{{Source: "a", Target: "b", Type: "refers"}}}, 0, 0, 0, 0, nil, nil, nil},
		{"changes", analysis.WhatIfOptions{Changes: graph.Changes{RemoveEdges: []string{"ab"}, PutEdges: []graph.EdgeChange{{Source: "a", Target: "h"}}}}, 0, 0, -1, -3, []string{"a"}, nil, nil},
	} {
		r := whatIf(t, g, c.o)
		d := r.Difference
		if got := [3]int{d.Components, d.Bridges, d.ArticulationPoints}; got != [3]int{c.components, c.bridges, c.points} || d.PairsReached != c.pairs {
			t.Errorf("%s: %+v", c.name, d)
		}
		for list, want := range map[*[]analysis.Member][]string{&r.Reached: c.reached, &r.NoLongerCritical: c.noLonger, &r.NewlyCritical: c.newly, &r.CutOff: cut[c.name]} {
			if got := memberIDs(*list); c.name != "changes" && !slices.Equal(got, append([]string{}, want...)) {
				t.Errorf("%s: %v, want %v", c.name, got, want)
			}
		}
		if r.Difference.Fragmentation != r.After.Fragmentation-r.Before.Fragmentation || r.Difference.GlobalEfficiency != r.After.GlobalEfficiency-r.Before.GlobalEfficiency {
			t.Errorf("%s: the difference is not that of the printed figures", c.name)
		}
	}
}

// Before and after are the figures that a report gives.
func TestWhatIfIsTheReports(t *testing.T) {
	g := valdora(t)
	r := whatIf(t, g, analysis.WhatIfOptions{Without: []string{"per-coordinatrice"}})
	rep := report(t, g)
	if r.Before.GlobalEfficiency != rep.Fragmentation.GlobalEfficiency || r.Before.Bridges != rep.Fragility.Bridges || r.Before.Fragmentation != rep.Fragmentation.Fragmentation {
		t.Errorf("before %+v, the report says %+v", r.Before, rep.Fragmentation)
	}
	gone, err := g.Apply(graph.Changes{RemoveNodes: []string{"per-coordinatrice"}})
	if err != nil {
		t.Fatal(err)
	}
	if rep := report(t, gone); r.After.GlobalEfficiency != rep.Fragmentation.GlobalEfficiency || r.After.ArticulationPoints != rep.Fragility.ArticulationPoints {
		t.Errorf("after %+v, the report says %+v", r.After, rep.Fragmentation)
	}
}

// Who is new reaches nobody anew, and is not newly reached: those are the nodes of all pieces that become one but the largest.
func TestNewNodesAreNotReachedAnew(t *testing.T) {
	g := stateOf(t, graph.Changes{
		PutNodes: []graph.NodeChange{node("a", "person"), node("b", "person"), node("c", "person"), node("d", "person"), node("e", "person")},
		PutEdges: []graph.EdgeChange{edge("a", "b", "knows"), edge("b", "c", "knows"), edge("d", "e", "knows")},
	})
	for _, c := range []struct {
		to   []string // whom the new node knows
		want []string
	}{
		{nil, []string{}}, {[]string{"a"}, []string{}}, {[]string{"e"}, []string{}}, {[]string{"a", "c"}, []string{}}, {[]string{"a", "d"}, []string{"d", "e"}},
	} {
		for _, id := range []string{"0", "z"} { // before all others, and behind them
			changes := graph.Changes{PutNodes: []graph.NodeChange{node(id, "person")}}
			for _, to := range c.to {
				changes.PutEdges = append(changes.PutEdges, edge(id, to, "knows"))
			}
			if got := memberIDs(whatIf(t, g, analysis.WhatIfOptions{Changes: changes}).Reached); !slices.Equal(got, c.want) {
				t.Errorf("%s, who knows %v: %v are reached, want %v", id, c.to, got, c.want)
			}
		}
	}
}

// What changes nothing is noted; what is not there is an error.
func TestWhatIfSaysWhatItDidNot(t *testing.T) {
	g := line(t)
	notes := whatIf(t, g, analysis.WhatIfOptions{Add: []analysis.Relation{{Source: "a", Target: "b"}}, Remove: []analysis.Relation{{Source: "a", Target: "h"}}}).Notes
	if len(notes) != 2 || notes[0].Code != "not_there" || notes[1].Code != "already_there" {
		t.Errorf("%+v", notes)
	}
	twice := whatIf(t, g, analysis.WhatIfOptions{Add: []analysis.Relation{{Source: "a", Target: "h"}, {Source: "h", Target: "a"}, {Source: "a", Target: "h", Type: "conosce"}, {Source: "h", Target: "a", Type: "knows"}}}).Notes
	if len(twice) != 2 || twice[0].Code != "already_there" || twice[1].Code != "already_there" {
		t.Errorf("%+v", twice)
	}
	outside := whatIf(t, g, analysis.WhatIfOptions{Lens: graph.Lens{LeaveOut: []string{"h"}}, Add: []analysis.Relation{{Source: "a", Target: "h"}}}).Notes
	if len(outside) != 1 || outside[0].Code != "outside_lens" {
		t.Errorf("%+v", outside)
	}
	beside := whatIf(t, g, analysis.WhatIfOptions{Add: []analysis.Relation{{Source: "b", Target: "a", Type: "invia a"}, {Source: "a", Target: "h", Type: "refers"}}})
	if len(beside.Notes) != 1 || beside.Notes[0].Code != "related_already" || beside.Params.Add[0].Type != "refers" {
		t.Errorf("%+v, tried %+v", beside.Notes, beside.Params.Add)
	}
	for pair, want := range map[analysis.Relation]int{{Source: "a", Target: "b"}: 0, {Source: "b", Target: "a"}: 0, {Source: "b", Target: "c"}: 1, {Source: "c", Target: "b"}: 1} {
		o := analysis.WhatIfOptions{Add: []analysis.Relation{{Source: "a", Target: "b", Type: "refers"}}, Remove: []analysis.Relation{pair}}
		if instead := whatIf(t, g, o); len(instead.Notes) != want {
			t.Errorf("another relation in place of that of %s and %s: %+v", pair.Source, pair.Target, instead.Notes)
		}
	}
	for name, o := range map[string]analysis.WhatIfOptions{
		"no node":      {Add: []analysis.Relation{{Source: "a", Target: "zz"}}},
		"one node":     {Add: []analysis.Relation{{Source: "a", Target: "a"}}},
		"no such node": {Without: []string{"zz"}},
		"a commitment": {Add: []analysis.Relation{{Source: "a", Target: "h", Type: "commitment"}}},
	} {
		if _, err := analysis.WhatIf(background, analysis.Source{Graph: g}, o); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	places := stateOf(t, graph.Changes{PutNodes: []graph.NodeChange{node("p", graph.Place), node("q", graph.Place)}})
	if _, err := analysis.WhatIf(background, analysis.Source{Graph: places}, analysis.WhatIfOptions{Add: []analysis.Relation{{Source: "p", Target: "q"}}}); err == nil {
		t.Error("two places are joined without a type")
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
