package analysis_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"trama/analysis"
	"trama/graph"
)

// What the report says through a lens the other results say too: what is tried, one state compared with itself, the way through
// what is to be validated, and the page of each node.
func TestResultsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 8))
	for i := range 33 {
		g, lens := muchAnswered(t, r, livedIn(t, r, 8+r.IntN(24))), lenses()[i%len(lenses())]
		a := agreeing{t, fmt.Sprintf("town %d through %+v", i, lens), analysis.Source{Graph: g}, lens, nil}
		var err error
		if a.report, err = analysis.NewReport(background, a.src, analysis.ReportOptions{Lens: lens, Seed: 1}); err != nil {
			t.Fatal(err)
		}
		a.needs()
		a.figures()
		a.queue(1 + r.IntN(5))
		a.portraits()
		a.losses()
		a.metrics()
	}
}

// muchAnswered returns a town in which services answer needs, some of them twice, and some of the answers doubted or over.
func muchAnswered(t *testing.T, r *rand.Rand, g *graph.Graph) *graph.Graph {
	t.Helper()
	typ, c := "answers", graph.Changes{}
	for need := range g.Nodes() {
		for service := range g.Nodes() {
			if g.Kind(need) != graph.Need || g.Kind(service) != graph.Service || r.IntN(2) == 0 {
				continue
			}
			attrs := dated(graph.Attributes{}, r)
			if r.IntN(3) == 0 {
				attrs = attrs.With("status", graph.TextValue([]string{"retired", "contested", "validated"}[r.IntN(3)]))
			}
			c.PutEdges = append(c.PutEdges, graph.EdgeChange{Source: g.NodeID(service), Target: g.NodeID(need), Type: &typ, Attributes: attrs})
		}
	}
	next, err := g.Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

type agreeing struct {
	*testing.T
	what   string
	src    analysis.Source
	lens   graph.Lens
	report *analysis.Report
}

func (a agreeing) same(name string, got, want any) {
	a.Helper()
	if got != want {
		a.Errorf("%s: %s %v, want %v", a.what, name, got, want)
	}
}

func (a agreeing) needs() {
	c, twice := a.report.Coverage, 0
	for _, s := range a.report.Strengths {
		if s.Code == "strength_answered_twice" {
			twice = len(s.IDs)
		}
	}
	a.same("needs", c.Needs, c.Answered+len(c.Unanswered))
	a.same("needs answered twice", twice, c.Answered-c.AnsweredOnce)
	answers, err := analysis.NewAnswers(background, a.src, a.lens)
	if err != nil {
		a.Fatal(err)
	}
	a.same("answered", len(answers.Answered), c.Answered)
	a.same("unreturned", len(answers.Unreturned), a.report.Reciprocity.Asked-a.report.Reciprocity.Returned)
}

func (a agreeing) figures() {
	tried, err := analysis.WhatIf(background, a.src, analysis.WhatIfOptions{Lens: a.lens, Seed: 1})
	if err != nil {
		a.Fatal(err)
	}
	f, g := a.report.Fragmentation, a.report.Fragility
	want := analysis.Figures{
		Components: f.Components, PairsReached: tried.Before.PairsReached, Fragmentation: f.Fragmentation, GlobalEfficiency: f.GlobalEfficiency,
		Bridges: g.Bridges, ArticulationPoints: g.ArticulationPoints, NeedsCovered: a.report.Coverage.Answered,
	}
	a.same("figures before", tried.Before, want)
	a.same("figures after nothing", tried.After, want)
	c, err := analysis.Compare(background, a.src, a.src, analysis.CompareOptions{Lens: a.lens, Seed: 1})
	if err != nil {
		a.Fatal(err)
	}
	for name, d := range c.Difference {
		if d != nil && *d != 0 {
			a.Errorf("%s: %s differs from itself by %v", a.what, name, *d)
		}
	}
	a.same("what differs", len(c.Merged)+len(c.Split)+len(c.Answered)+len(c.Kept)+c.Changes.Size(), 0)
}

// queue compares the way through what is to be validated with the report's list, and that with a cut one's.
func (a agreeing) queue(limit int) {
	q, err := analysis.NewQueue(background, a.src, a.lens)
	if err != nil {
		a.Fatal(err)
	}
	cut, err := analysis.NewReport(background, a.src, analysis.ReportOptions{Lens: a.lens, Seed: 1, Limit: limit})
	if err != nil {
		a.Fatal(err)
	}
	next := a.report.Validation.Next
	a.same("the queue", slices.Equal(q.Next, next), true)
	a.same("a cut list", slices.Equal(cut.Validation.Next, next[:min(limit, len(next))]), true)
	a.same("what is to be validated", cut.Validation.Unvalidated, len(next))
	if !slices.IsSortedFunc(next, func(x, y analysis.Pending) int { return cmp.Compare(y.Separates, x.Separates) }) {
		a.Errorf("%s: not what most depends on first: %+v", a.what, next)
	}
}

func (a agreeing) portraits() {
	critical, placed, cutOff := 0, 0, map[string]analysis.CriticalActor{}
	for _, c := range a.report.CriticalActors {
		cutOff[c.ID] = c
	}
	for i := range a.src.Graph.Nodes() {
		id := a.src.Graph.NodeID(i)
		p, err := analysis.NewPortrait(background, a.src, analysis.PortraitOptions{Lens: a.lens, ID: id})
		if err != nil {
			a.Fatal(err)
		}
		if p.Place == nil {
			continue
		}
		placed++
		critical += len(p.Place.Critical)
		a.same(id+"'s piece", p.Place.Piece.Size, a.report.Components[p.Place.Piece.Rank-1].Size)
		actor, is := cutOff[id]
		a.same(id+" is critical", len(p.Place.Parts) > 1, is)
		if is {
			a.same(id+"'s parts", len(p.Place.Parts), actor.ComponentsAfter-a.report.Fragmentation.Components+1)
			a.same("cut off by "+id, p.Place.Piece.Size-1-p.Place.Parts[0].Size, actor.CutOff)
		}
	}
	a.same("nodes", placed, a.report.Structure.Nodes)
	a.same("critical relations at their ends", critical, 2*len(a.report.CriticalRelations))
}

// losses tries the losses of which the report says what they do.
func (a agreeing) losses() {
	tried := func(o analysis.WhatIfOptions) *analysis.WhatIfResult {
		o.Lens, o.Seed = a.lens, 1
		r, err := analysis.WhatIf(background, a.src, o)
		if err != nil {
			a.Fatal(err)
		}
		return r
	}
	o := analysis.ReportOptions{Lens: a.lens, Seed: 1, Limit: 1}
	for _, c := range a.report.CriticalActors {
		o.Without = append(o.Without, []string{c.ID})
	}
	without, err := analysis.NewReport(background, a.src, o)
	if err != nil {
		a.Fatal(err)
	}
	for i, c := range a.report.CriticalActors {
		after := tried(analysis.WhatIfOptions{Without: []string{c.ID}}).After
		a.same("without "+c.ID, fmt.Sprint(c.ComponentsAfter, c.FragmentationAfter), fmt.Sprint(after.Components, after.Fragmentation))
		w := without.Without[i].Fragmentation
		a.same("the report without "+c.ID, fmt.Sprint(w.Components, w.Fragmentation, w.GlobalEfficiency), fmt.Sprint(after.Components, after.Fragmentation, after.GlobalEfficiency))
	}
	for _, k := range a.report.Fragility.KeyActors {
		after := tried(analysis.WhatIfOptions{Without: k.IDs}).After
		a.same(fmt.Sprint("without ", k.IDs), fmt.Sprint(k.ComponentsAfter, k.FragmentationAfter), fmt.Sprint(after.Components, after.Fragmentation))
	}
	for _, c := range a.report.CriticalRelations {
		r := tried(analysis.WhatIfOptions{Remove: []analysis.Relation{{Source: c.Source, Target: c.Target}}})
		a.same("without "+c.Source+"–"+c.Target, r.Difference.Components, 1)
		a.same("cut off by "+c.Source+"–"+c.Target, len(r.CutOff), c.Separates)
	}
}

// metrics compares the figures of the nodes with those of the whole.
func (a agreeing) metrics() {
	m, err := analysis.NewMetrics(background, a.src, analysis.MetricsOptions{Lens: a.lens, Seed: 1, Measures: []string{"component", "degree", "articulation", "components_after_removal", "community", "core"}})
	if err != nil {
		a.Fatal(err)
	}
	sum, largest, count := map[string]int{}, map[string]int{}, map[string]int{}
	for _, c := range m.Nodes.Columns {
		for row := range c.Len() {
			switch x := c.Value(row).(type) {
			case int64:
				sum[c.Name] += int(x)
				largest[c.Name] = max(largest[c.Name], int(x))
				count[fmt.Sprint(c.Name, x)]++
			case bool:
				if x {
					sum[c.Name]++
				}
			}
		}
	}
	a.same("degrees", sum["degree"], 2*a.report.Structure.Edges)
	a.same("isolates", count["degree0"], a.report.Structure.Isolates)
	a.same("components", largest["component"], a.report.Fragmentation.Components)
	a.same("the largest component", count["component1"], a.report.Fragmentation.LargestComponent)
	a.same("articulation points", sum["articulation"], a.report.Fragility.ArticulationPoints)
	a.same("communities", largest["community"], a.report.Communities.Count)
	a.same("the innermost core", largest["core"], a.report.Cohesion.MaxCore)
}
