package analysis_test

import (
	"reflect"
	"slices"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
)

// TestWhatAPlanProposesIsFound: a table can take up what any plan of the town proposes, and what stands in a list of one
// actor, with the type that they have there; related pairs, and what was declined, stay out.
func TestWhatAPlanProposesIsFound(t *testing.T) {
	src := analysis.Source{Graph: graphtest.Town()}
	var proposed []analysis.Suggestion
	for _, goal := range analysis.Goals() {
		plan, err := analysis.Plan(t.Context(), src, analysis.PlanOptions{Goal: goal, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		proposed = append(proposed, plan.Suggestions...)
	}
	o := analysis.DefaultMissingOptions()
	o.Limit, o.Involving = 0, []string{"hilda"}
	list, err := analysis.Missing(t.Context(), src, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append(proposed, list.Suggestions...) {
		found, err := analysis.FindSuggestion(t.Context(), src, s.ID, "")
		if err != nil || found.Type != s.Type || found.Source != s.Source || len(found.Reasons) == 0 {
			t.Errorf("%s: %+v, %v", s.ID, found, err)
		}
	}
	for _, id := range []string{"ada~bruno", "ada~nobody", "ada~ada", "ada", "compiti~hilda", "ada~carla"} {
		if _, err := analysis.FindSuggestion(t.Context(), src, id, ""); graph.KindOf(err) != graph.NotFound {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// TestAPairIsFoundInTheFamilyAskedFor: of a pair that stands in several, in one of these; where it is in none, as a pair by itself.
func TestAPairIsFoundInTheFamilyAskedFor(t *testing.T) {
	src := analysis.Source{Graph: graphtest.Town()}
	for _, c := range []struct {
		id, family, want string
		kind             graph.ErrorKind
	}{
		{"bruno~dario", analysis.Likely, analysis.Likely, 0},
		{"bruno~dario", analysis.Reinforce, "", graph.NotFound}, // a relation of a ring is no second way
		{"forno~gino", analysis.Reinforce, analysis.Reinforce, 0},
		{"forno~gino", analysis.Likely, analysis.Likely, 0},
		{"ada~elsa", analysis.Reconnect, analysis.Reconnect, 0},
		{"ada~elsa", "sbagliata", "", graph.Usage},
	} {
		found, err := analysis.FindSuggestion(t.Context(), src, c.id, c.family)
		if c.want == "" {
			if graph.KindOf(err) != c.kind {
				t.Errorf("%s in %s: %+v, %v", c.id, c.family, found, err)
			}
		} else if err != nil || found.Family != c.want || found.ID != c.id {
			t.Errorf("%s in %s: %+v, %v", c.id, c.family, found, err)
		}
	}
}

// TestAListHasWhatIsFoundOfEachPair: what a list shows of a pair is, to the last digit, what is found of the pair alone; a
// list that was searched otherwise promises nothing.
func TestAListHasWhatIsFoundOfEachPair(t *testing.T) {
	for name, g := range map[string]*graph.Graph{"town": graphtest.Town(), "valdora": valdora(t)} {
		src := analysis.Source{Graph: g}
		for _, family := range []string{"", analysis.Likely, analysis.Coverage} {
			o := analysis.DefaultMissingOptions()
			o.Limit, o.Offset = 6, 2
			if family != "" {
				o.Family = []string{family}
			}
			list, err := analysis.Missing(t.Context(), src, o)
			if err != nil {
				t.Fatal(err)
			}
			pairs := list.Pairs()
			if len(pairs) != len(list.Suggestions) {
				t.Errorf("%s %q: %d of %d", name, family, len(pairs), len(list.Suggestions))
			}
			for _, got := range pairs {
				want, err := analysis.MissingPair(t.Context(), src, got.Suggestions[0].ID, family)
				if err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("%s %q: %+v, want %+v, %v", name, family, got, want, err)
				}
			}
		}
	}
	src := analysis.Source{Graph: graphtest.Town()}
	for _, change := range []func(*analysis.MissingOptions){
		func(o *analysis.MissingOptions) { o.Lens.LeaveOut = []string{"ada"} }, func(o *analysis.MissingOptions) { o.Sort = "benefit" }, func(o *analysis.MissingOptions) { o.Seed = 2 },
		func(o *analysis.MissingOptions) { o.Involving = []string{"hilda"} }, func(o *analysis.MissingOptions) { o.Family = []string{analysis.Likely, analysis.Coverage} }, func(o *analysis.MissingOptions) { o.Exact = true },
		func(o *analysis.MissingOptions) { o.Lens.AsOf = "2026-01-01" }, func(o *analysis.MissingOptions) { o.Between = []string{"person", "person"} },
	} {
		o := analysis.DefaultMissingOptions()
		change(&o)
		list, err := analysis.Missing(t.Context(), src, o)
		if err != nil || list.Pairs() != nil {
			t.Errorf("%+v: %d pairs, %v", o, len(list.Pairs()), err)
		}
	}
}

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
