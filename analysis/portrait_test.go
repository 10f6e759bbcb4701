package analysis_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
)

func portrait(t *testing.T, g *graph.Graph, o analysis.PortraitOptions) *analysis.Portrait {
	t.Helper()
	p, err := analysis.NewPortrait(context.Background(), analysis.Source{Graph: g}, o)
	if err != nil {
		t.Fatal(o.ID, err)
	}
	return p
}

// TestPortraitByHand looks at the town of the fixture: without dario his piece falls into ada's, comune's and sportello's.
func TestPortraitByHand(t *testing.T) {
	g := graphtest.Town()
	p := portrait(t, g, analysis.PortraitOptions{ID: "dario"})
	var sizes []int
	for _, part := range p.Place.Parts {
		sizes = append(sizes, part.Size)
	}
	if p.Place.Piece.Rank != 1 || p.Place.Piece.Size != 7 || p.Place.Pieces != 4 || p.Place.Nodes != 12 || p.Place.Neighbours != 4 || !slices.Equal(sizes, []int{3, 2, 1}) {
		t.Errorf("%+v", p.Place)
	}
	if len(p.Place.Critical) != 2 || len(p.Edges) != 5 || len(p.Related) != 5 || len(p.Aside) != 0 {
		t.Errorf("%d bridges, %d edges, %d count, %d aside", len(p.Place.Critical), len(p.Edges), len(p.Related), len(p.Aside))
	}
	if alone := portrait(t, g, analysis.PortraitOptions{ID: "hilda"}); alone.Place.Piece.Size != 1 || alone.Place.Neighbours != 0 || len(alone.Place.Parts) != 0 {
		t.Errorf("%+v", alone.Place)
	}
	need := portrait(t, g, analysis.PortraitOptions{ID: "compiti"})
	if need.Place != nil || !slices.Equal(need.Answered, []string{"compiti"}) || len(need.Edges) != 1 || len(need.Related) != 0 {
		t.Errorf("%+v", need)
	}
}

// TestPortraitIsTheReports: whatever the network, piece, parts and bridges of a node are those that the report lists.
func TestPortraitIsTheReports(t *testing.T) {
	g := town(60, rand.New(rand.NewPCG(1, 2)))
	o := analysis.DefaultReportOptions()
	o.Limit = 0
	r, err := analysis.NewReport(context.Background(), analysis.Source{Graph: g}, o)
	if err != nil {
		t.Fatal(err)
	}
	cutOff, bridges := map[string]int{}, map[string]int{}
	for _, a := range r.CriticalActors {
		cutOff[a.ID] = a.CutOff
	}
	for _, e := range r.CriticalRelations {
		bridges[e.Source]++
		bridges[e.Target]++
	}
	for i := range g.Nodes() {
		id := g.NodeID(i)
		p := portrait(t, g, analysis.PortraitOptions{ID: id})
		if p.Place == nil {
			continue
		}
		c := r.Components[p.Place.Piece.Rank-1]
		if p.Place.Piece.Size != c.Size || p.Place.Piece.Label != c.Label || len(p.Place.Critical) != bridges[id] {
			t.Errorf("%s: %+v, the report has %+v and %d bridges", id, p.Place, c, bridges[id])
		}
		lost := 0
		for _, part := range p.Place.Parts[min(1, len(p.Place.Parts)):] {
			lost += part.Size
		}
		if lost != cutOff[id] || (len(p.Place.Parts) > 1) != (cutOff[id] > 0) {
			t.Errorf("%s: cuts off %d, the report says %d", id, lost, cutOff[id])
		}
	}
}

// TestPortraitReadsTheRecords: an expectation is returned by a commitment about it, a need answered by what answers it.
func TestPortraitReadsTheRecords(t *testing.T) {
	text := func(s string) graph.Value { return graph.TextValue(s) }
	put := func(id, kind string, attrs ...graph.Attribute) graph.NodeChange {
		return graph.NodeChange{ID: id, Kind: &kind, Attributes: attrs}
	}
	edge := func(id, from, typ, to string) graph.EdgeChange {
		return graph.EdgeChange{ID: id, Source: from, Target: to, Type: &typ}
	}
	g, err := graph.Empty().Apply(graph.Changes{
		PutNodes: []graph.NodeChange{
			put("a", "organization"), put("b", "organization"), put("n", "need"), put("open", "need"), put("s", "service"), put("other", "commitment"),
			put("c", "commitment", graph.Attribute{Name: "due", Value: text("2026-01-01")}, graph.Attribute{Name: "on_id", Value: text("one")}, graph.Attribute{Name: "state", Value: text("agreed")}),
		},
		PutEdges: []graph.EdgeChange{
			edge("one", "a", "expects", "b"), edge("two", "b", "expects", "a"), edge("three", "b", "commits", "c"), edge("four", "s", "answers", "n"),
			edge("five", "b", "raised", "n"), edge("six", "b", "raised", "open"), edge("seven", "a", "knows", "b"),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	p := portrait(t, g, analysis.PortraitOptions{ID: "b", Lens: graph.Lens{AsOf: "2026-02-01"}})
	if !slices.Equal(p.Unreturned, []string{"two"}) || !slices.Equal(p.Answered, []string{"n"}) {
		t.Errorf("unreturned %v, answered %v", p.Unreturned, p.Answered)
	}
	if len(p.Commitments) != 1 || p.Commitments[0].ID != "c" || !p.Commitments[0].Late {
		t.Errorf("%+v", p.Commitments)
	}
}

// TestPortraitKeepsToTheLens: who is left out has no place, and relations that the lens excludes stand aside.
func TestPortraitKeepsToTheLens(t *testing.T) {
	g := graphtest.Town()
	if p := portrait(t, g, analysis.PortraitOptions{ID: "dario", Lens: graph.Lens{LeaveOut: []string{"dario"}}}); p.Place != nil || len(p.Related) != 0 || len(p.Aside) != 5 {
		t.Errorf("%+v", p)
	}
	p := portrait(t, g, analysis.PortraitOptions{ID: "dario", Lens: graph.Lens{Types: []string{"!knows"}}})
	if len(p.Aside) != 2 || len(p.Related) != 3 || p.Place.Neighbours != 3 {
		t.Errorf("%d aside, %d count, %+v", len(p.Aside), len(p.Related), p.Place)
	}
	if _, err := analysis.NewPortrait(context.Background(), analysis.Source{Graph: g}, analysis.PortraitOptions{ID: "nobody"}); graph.KindOf(err) != graph.NotFound {
		t.Error(err)
	}
}
