package analysis_test

import (
	"slices"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
)

// TestTheQueueIsTheReportsList: what is to be validated next is what the report says, and nothing is counted twice.
func TestTheQueueIsTheReportsList(t *testing.T) {
	g := graphtest.Town()
	status := func(edge int, s string) graph.EdgeChange {
		return graph.EdgeChange{ID: g.EdgeID(edge), Attributes: graph.Attributes{{Name: "status", Value: graph.TextValue(s)}}}
	}
	g, err := g.Apply(graph.Changes{PutEdges: []graph.EdgeChange{status(0, "validated"), status(1, "contested"), status(2, "retired"), status(4, "declared")}})
	if err != nil {
		t.Fatal(err)
	}
	src := analysis.Source{Graph: g}
	report, err := analysis.NewReport(t.Context(), src, analysis.DefaultReportOptions())
	if err != nil {
		t.Fatal(err)
	}
	q, err := analysis.NewQueue(t.Context(), src, graph.Lens{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(q.Next, report.Validation.Next) || len(q.Next) == 0 {
		t.Errorf("the queue is %v, the report says %v", q.Next, report.Validation.Next)
	}
	if len(q.Contested) != 1 || q.Contested[0].ID != g.EdgeID(1) || q.Validated != 1 || q.Retired != 1 || q.All != len(q.Next)+3 {
		t.Errorf("%+v", q)
	}
	card, next := q.Card("")
	if card.ID != q.Next[0].ID || next != q.Next[1].ID {
		t.Errorf("the first card is %v, then %s", card, next)
	}
	if card, next = q.Card(q.Contested[0].ID); card.ID != q.Contested[0].ID || next != q.Next[0].ID {
		t.Errorf("the last card is %v, then %s", card, next)
	}
	if card, next = (&analysis.Queue{}).Card("x"); card != nil || next != "" {
		t.Error("there is a card of nothing")
	}
}

// After the last card the first follows; a card that is not there is the first one, and a single one has none after it.
func TestCardsGoRound(t *testing.T) {
	q := &analysis.Queue{Next: []analysis.Pending{{ID: "a"}, {ID: "b"}}, Contested: []analysis.Pending{{ID: "c"}}}
	for id, want := range map[string]string{"a": "a b", "b": "b c", "c": "c a", "zz": "a b", "": "a b"} {
		if card, next := q.Card(id); card.ID+" "+next != want {
			t.Errorf("%q: %s %s, want %s", id, card.ID, next, want)
		}
	}
	if card, next := (&analysis.Queue{Contested: []analysis.Pending{{ID: "c"}}}).Card("c"); card.ID != "c" || next != "" {
		t.Errorf("one card: %s, then %q", card.ID, next)
	}
	if card, next := (&analysis.Queue{}).Card("a"); card != nil || next != "" {
		t.Errorf("no card: %v", card)
	}
}
