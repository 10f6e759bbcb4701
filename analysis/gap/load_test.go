package gap

import (
	"fmt"
	"slices"
	"testing"

	"trama/analysis/effect"
	"trama/graph"
	"trama/graph/graphtest"
)

func planned(t *testing.T, g *graph.Graph, a Aim) *Plan {
	t.Helper()
	p, err := read(t, g, Options{Seed: 1}).Plan(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// noted returns the note of a plan with a code.
func noted(p *Plan, code string) (graph.Sentence, bool) {
	at := slices.IndexFunc(p.Notes, func(s graph.Sentence) bool { return s.Code == code })
	if at < 0 {
		return graph.Sentence{}, false
	}
	return p.Notes[at], true
}

// Who gets more than three new relations is named with how many; nobody is where each gets three at most.
func TestAPlanSaysWhoGetsMany(t *testing.T) {
	lines := []string{"node a person label=Ada", "node b place", "node o organization label=Ente", "edge o collaborates a"}
	few := planned(t, graphtest.FromLines(t, append(lines, "node x place", "node y place", "node z place")...), Aim{Goal: Connected})
	if note, there := noted(few, "plan_loads"); there || len(few.Suggestions) != 4 {
		t.Errorf("%d relations, %v", len(few.Suggestions), note)
	}
	for i := range 9 {
		lines = append(lines, fmt.Sprintf("node p%d place", i)) // places may not be joined to each other: two have all ten
	}
	many := planned(t, graphtest.FromLines(t, lines...), Aim{Goal: Connected})
	note, _ := noted(many, "plan_loads")
	if want := "map[more:0 most:3 names:Ada (6), Ente (4)]"; fmt.Sprint(note.Values) != want || len(many.Suggestions) != 10 {
		t.Errorf("%d relations, %v, want %s", len(many.Suggestions), note.Values, want)
	}
}

// A budget that joins no pieces says how much more its first relation brings than the best that would, and only such a one.
func TestABudgetSaysThatItLeavesPieces(t *testing.T) {
	lines := []string{"node a person", "node b person", "node c person", "edge a knows b", "edge b knows c", "edge c collaborates d", "node d organization"}
	if p := planned(t, graphtest.FromLines(t, append(lines, "node z person")...), Aim{Budget: 2}); !slices.ContainsFunc(p.Suggestions, func(s Suggestion) bool { return s.Family == Reconnect }) {
		t.Fatalf("nothing joins: %+v", p.Suggestions)
	} else if note, there := noted(p, "plan_kept_apart"); there {
		t.Errorf("it joins, and says %v", note)
	}
	for i := range 60 {
		lines = append(lines, fmt.Sprintf("node z%02d person", i))
	}
	p := planned(t, graphtest.FromLines(t, lines...), Aim{Budget: 1})
	note, there := noted(p, "plan_kept_apart")
	if times, _ := note.Values["times"].(float64); !there || note.Values["pieces"] != 61 || times < 1 || p.Suggestions[0].Family == Reconnect {
		t.Errorf("%+v: %v", p.Suggestions[0], note)
	}
}

// With a goal a budget is spent on relations of the plan for the goal, those that bring most; one that is large enough is the plan.
func TestABudgetForAGoal(t *testing.T) {
	lines := []string{"edge a knows b", "edge b knows c", "edge d knows e", "edge e knows f", "node x person", "node y person", "node z person"}
	for c := 'a'; c <= 'f'; c++ {
		lines = append(lines, fmt.Sprintf("node %c person", c))
	}
	g := graphtest.FromLines(t, lines...)
	all := planned(t, g, Aim{Goal: Connected})
	p := planned(t, g, Aim{Goal: Connected, Budget: 2})
	note, _ := noted(p, "plan_part")
	if fmt.Sprint(note.Values) != "map[all:4 count:2 goal:connected]" || len(p.Suggestions) != 2 || p.Optimal || p.LowerBound != 4 || p.After.Components != 3 || p.After.PairsReached != 21 {
		t.Errorf("%v: %+v", note, p)
	}
	for _, s := range p.Suggestions {
		if !slices.ContainsFunc(all.Suggestions, func(of Suggestion) bool { return of.ID == s.ID }) {
			t.Errorf("%s is not of the plan", s.ID)
		}
	}
	if whole := planned(t, g, Aim{Goal: Connected, Budget: 4}); len(whole.Suggestions) != 4 || !whole.Optimal {
		t.Errorf("with room for all: %+v", whole)
	}
}

// Those of most new relations are named first, of equals the lowest, five at most; of the others it is said how many they are.
func TestWhoIsNamedOfMany(t *testing.T) {
	var lines []string
	for c := 'a'; c <= 'i'; c++ {
		lines = append(lines, "node "+string(c)+" person")
	}
	p := &planner{search: &search{Network: &Network{State: &effect.State{Graph: graphtest.FromLines(t, lines...)}}}}
	for node, count := range []int{4, 5, 3, 4, 7, 4, 4, 4} {
		for range count {
			p.chosen = append(p.chosen, &candidate{a: node, b: 8})
		}
	}
	if got := fmt.Sprint(p.loads()[0].Values); got != "map[more:3 most:3 names:i (35), e (7), b (5), a (4), d (4)]" {
		t.Error(got)
	}
	for x, want := range map[float64]float64{5.24: 5.2, 9.96: 10, 10.4: 10, 2488.7: 2489} {
		if got := coarse(x); got != want {
			t.Errorf("%v: %v, want %v", x, got, want)
		}
	}
}

// What joins pieces on the way to another goal is said to do so.
func TestAPlanSaysWhatJoinsPieces(t *testing.T) {
	p := planned(t, graphtest.FromLines(t, "edge a knows b", "edge b knows c", "node x person"), Aim{Goal: RobustLinks})
	for _, s := range p.Suggestions {
		if joins := s.Effect.Components < 0; joins != (s.Family == Reconnect) || !joins && s.Family != Reinforce {
			t.Errorf("%s: %s, %+v", s.ID, s.Family, s.Effect)
		}
	}
	if len(p.Suggestions) != 2 {
		t.Errorf("%+v", p.Suggestions)
	}
}
