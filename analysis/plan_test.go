package analysis_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
)

func plan(t testing.TB, g *graph.Graph, o analysis.PlanOptions) *analysis.PlanResult {
	t.Helper()
	o.Seed = 1
	r, err := analysis.Plan(background, analysis.Source{Graph: g}, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// with returns the graph with a plan's relations made.
func with(t testing.TB, g *graph.Graph, list []analysis.Suggestion) *graph.Graph {
	t.Helper()
	var c graph.Changes
	for _, s := range list {
		c.PutEdges = append(c.PutEdges, graph.EdgeChange{Source: s.Source, Target: s.Target, Type: &s.Type})
	}
	next, err := g.Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// Plans reach their goals where the catalogue lets them, and say what they would be then.
func TestPlansReachTheirGoals(t *testing.T) {
	for name, g := range lists(t) {
		for _, goal := range analysis.Goals() {
			p := plan(t, g, analysis.PlanOptions{Goal: goal})
			what := fmt.Sprintf("%s, %s", name, goal)
			after := report(t, with(t, g, p.Suggestions))
			if got := [4]int{p.After.Components, p.After.Bridges, p.After.ArticulationPoints, int(p.After.PairsReached)}; got != [4]int{
				after.Fragmentation.Components, after.Fragility.Bridges, after.Fragility.ArticulationPoints, got[3]} || p.After.GlobalEfficiency != after.Fragmentation.GlobalEfficiency {
				t.Errorf("%s: after %+v, the report says %+v", what, p.After, after.Fragility)
			}
			if len(p.Suggestions) < p.LowerBound && p.Impossible == nil || p.Optimal != (p.Impossible == nil && len(p.Suggestions) == p.LowerBound) {
				t.Errorf("%s: %d relations, lower bound %d, optimal %v, impossible %v", what, len(p.Suggestions), p.LowerBound, p.Optimal, p.Impossible)
			}
			reached := map[string]bool{
				analysis.GoalConnected:    p.After.Components <= 1,
				analysis.GoalRobustLinks:  p.After.Components <= 1 && p.After.Bridges == 0,
				analysis.GoalRobustActors: p.After.Components <= 1 && p.After.ArticulationPoints == 0,
				analysis.GoalNeedsCovered: p.After.NeedsCovered == p.Before.NeedsCovered+p.LowerBound,
			}[goal]
			if reached != (p.Impossible == nil) {
				t.Errorf("%s: reached %v, impossible %v", what, reached, p.Impossible)
			}
		}
	}
}

// Two lone places may not be joined, and two nodes cannot be made robust; a plan says so and does what it can.
func TestImpossiblePlans(t *testing.T) {
	places := stateOf(t, graph.Changes{PutNodes: []graph.NodeChange{node("a", graph.Place), node("b", graph.Place)}})
	two := stateOf(t, graph.Changes{PutNodes: []graph.NodeChange{node("a", graph.Person), node("b", graph.Person)}})
	pair := stateOf(t, graph.Changes{
		PutNodes: []graph.NodeChange{node("a", graph.Person), node("b", graph.Person)},
		PutEdges: []graph.EdgeChange{edge("a", "b", "knows")},
	})
	for _, c := range []struct {
		name, goal string
		g          *graph.Graph
		code       string
		links      int
	}{
		{"two places", analysis.GoalConnected, places, "plan_catalogue", 0},
		{"two strangers", analysis.GoalRobustLinks, two, "plan_two_nodes", 1},
		{"two strangers", analysis.GoalConnected, two, "", 1},
		{"two who know each other", analysis.GoalRobustLinks, pair, "plan_two_nodes", 0},
		{"two who know each other", analysis.GoalRobustActors, pair, "", 0},
		{"nobody", analysis.GoalRobustActors, graph.Empty(), "", 0},
	} {
		p := plan(t, c.g, analysis.PlanOptions{Goal: c.goal})
		code := ""
		if p.Impossible != nil {
			code = p.Impossible.Code
		}
		if code != c.code || len(p.Suggestions) != c.links {
			t.Errorf("%s, %s: impossible %q, %d relations", c.name, c.goal, code, len(p.Suggestions))
		}
	}
}

// A declined pair takes no part in a plan: the other way round is found, or it is said that there is none.
func TestPlansRespectWhatStands(t *testing.T) {
	kind := graph.Decision
	decline := func(ids ...string) graph.Changes {
		var c graph.Changes
		for _, id := range ids {
			a, b, _ := graph.PairOf(id)
			c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: "d-" + id, Kind: &kind, Attributes: graph.Attributes{}.With("state", graph.TextValue("declined")).
				With("on_source", graph.TextValue(a)).With("on_target", graph.TextValue(b))})
		}
		return c
	}
	g := stateOf(t, graph.Changes{PutNodes: []graph.NodeChange{node("a", graph.Person), node("b", graph.Person), node("c", graph.Person)}})
	one, err := g.Apply(decline("a~b"))
	if err != nil {
		t.Fatal(err)
	}
	if p := plan(t, one, analysis.PlanOptions{Goal: analysis.GoalConnected}); p.Impossible != nil || len(p.Suggestions) != 2 {
		t.Errorf("around one declined pair: %+v", p.Suggestions)
	}
	two, err := g.Apply(decline("a~b", "a~c"))
	if err != nil {
		t.Fatal(err)
	}
	if p := plan(t, two, analysis.PlanOptions{Goal: analysis.GoalConnected}); p.Impossible == nil || len(p.Suggestions) != 1 {
		t.Errorf("around both: %+v", p)
	}
}

// A budget is spent on relations that help, and the joint effect is that of making all of them.
func TestBudget(t *testing.T) {
	g := valdora(t)
	p := plan(t, g, analysis.PlanOptions{Budget: 5})
	if len(p.Suggestions) != 5 {
		t.Fatalf("%d relations", len(p.Suggestions))
	}
	after := report(t, with(t, g, p.Suggestions))
	if p.After.Components != after.Fragmentation.Components || p.After.GlobalEfficiency != after.Fragmentation.GlobalEfficiency {
		t.Errorf("after %+v, the report says %+v", p.After, after.Fragmentation)
	}
	needs := map[string]bool{}
	for _, s := range p.Suggestions {
		if s.Type == "answers" {
			if needs[s.Target] {
				t.Errorf("%s is answered twice", s.Target)
			}
			needs[s.Target] = true
		}
	}
}

// Of more than fifty relations the first fifty come with effects; the others have no figure, not even 0.
func TestLongPlansAreCutShort(t *testing.T) {
	g := randomTown(t, 140)
	p := plan(t, g, analysis.PlanOptions{Goal: analysis.GoalConnected})
	if len(p.Suggestions) < 60 || len(p.Suggestions[49].Reasons) == 0 {
		t.Fatalf("%d relations", len(p.Suggestions))
	}
	text, err := json.Marshal(p.Suggestions[50])
	var fields map[string]any
	if err := errors.Join(err, json.Unmarshal(text, &fields)); err != nil {
		t.Fatal(err)
	}
	if names := slices.Sorted(maps.Keys(fields)); !slices.Equal(names, []string{"family", "id", "source", "source_label", "target", "target_label", "type"}) {
		t.Errorf("the 51st has %v", names)
	}
	for _, s := range p.Suggestions {
		if s.Source == "" || s.Target == "" || s.Type == "" {
			t.Errorf("%+v", s)
		}
	}
}

func randomTown(t *testing.T, n int) *graph.Graph {
	r := rand.New(rand.NewPCG(8, 8))
	var c graph.Changes
	for i := range n {
		c.PutNodes = append(c.PutNodes, node(fmt.Sprintf("n%03d", i), graph.Person))
	}
	for range n / 4 {
		if a, b := r.IntN(n), r.IntN(n); a != b {
			c.PutEdges = append(c.PutEdges, edge(c.PutNodes[a].ID, c.PutNodes[b].ID, "knows"))
		}
	}
	return stateOf(t, c)
}

func TestPlansWithoutAGoal(t *testing.T) {
	for _, o := range []analysis.PlanOptions{{}, {Goal: "felice"}, {Budget: -1}} {
		if _, err := analysis.Plan(background, analysis.Source{Graph: graph.Empty()}, o); err == nil {
			t.Errorf("%+v is taken", o)
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
	for _, said := range []string{"edge s answers n status=contested", "node d decision state=declined on_source=s on_target=n"} {
		spoken := plan(t, graphtest.FromLines(t, "node n need area=Centro", "node s service area=Centro", said), analysis.PlanOptions{Goal: analysis.GoalNeedsCovered})
		if spoken.Impossible == nil || spoken.Impossible.Code != "plan_needs_spoken" || len(spoken.Suggestions) != 0 {
			t.Errorf("with %q: %+v", said, spoken)
		}
	}
}

// Of services that fit needs alike each answers as many, and that nothing says that one fits is a caution.
func TestAPlanSpreadsNeeds(t *testing.T) {
	lines := []string{"node s service area=Centro", "node r service area=Centro", "node q service area=Borgo", "node far need area=Colle"}
	for i := range 6 {
		lines = append(lines, fmt.Sprintf("node n%d need area=Centro", i))
	}
	p := plan(t, graphtest.FromLines(t, lines...), analysis.PlanOptions{Goal: analysis.GoalNeedsCovered})
	given := map[string]int{}
	for _, s := range p.Suggestions {
		given[s.Source]++
		doubted := slices.ContainsFunc(s.Cautions, func(c graph.Sentence) bool { return c.Code == "nothing_in_common" })
		if doubted != (s.Target == "far") {
			t.Errorf("%s answers %s: %v", s.Source, s.Target, s.Cautions)
		}
	}
	if given["s"] != 3 || given["r"] != 3 || given["q"] != 1 || !p.Optimal {
		t.Errorf("%v, %+v", given, p)
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
