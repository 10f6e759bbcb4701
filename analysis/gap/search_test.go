package gap

import (
	"math"
	"slices"
	"strings"
	"testing"

	"trama/analysis/effect"
	"trama/graph"
	"trama/graph/graphtest"
)

// The filters by sector and by production line keep what has one end there.
func TestFiltersBySectorAndLine(t *testing.T) {
	g := graphtest.FromLines(t, "node a person sector=health lines=l1|l2", "node b person sector=citizens lines=l2", "node c person sector=health", "node d person lines=l3", "node e person",
		"edge a knows c", "edge a knows b")
	n := read(t, g, Options{Seed: 1})
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
		list, everyone := missing(t, n, Wanted{Sector: c.sector, Line: c.line}), missing(t, n, Wanted{})
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

// A page is a part of the list, and one behind its end is empty.
func TestPagesOfTheList(t *testing.T) {
	n := read(t, graphtest.FromLines(t, "edge a knows b", "edge b knows c", "edge c knows d", "edge d knows e", "node f person"), Options{Seed: 1})
	whole := missing(t, n, Wanted{})
	for _, c := range [][3]int{{0, 0, len(whole)}, {3, 0, len(whole) - 3}, {0, 2, 2}, {len(whole) - 1, 2, 1}, {len(whole), 2, 0}, {len(whole) + 9, 0, 0}} {
		if got := missing(t, n, Wanted{Offset: c[0], Limit: c[1]}); len(got) != c[2] || got == nil {
			t.Errorf("from %d, at most %d: %d, want %d", c[0], c[1], len(got), c[2])
		}
	}
}

// Benefit is the largest share that a relation has of what is left to do, of each of five things; never below 0 nor above 1.
func TestBenefitIsTheLargestShareOfWhatIsLeft(t *testing.T) {
	// a──b──c   d   n, m: of ten pairs of five nodes 3 reach each other, 2 relations are bridges, 1 actor is critical, 2 needs are open.
	g := graphtest.FromLines(t, "node a person", "node b person", "node c person", "node d person", "node e person", "node n need", "node m need", "edge a knows b", "edge b knows c")
	s := read(t, g, Options{}).search(Wanted{})
	efficiency := s.Before.GlobalEfficiency // (1 + 1 + ½) ÷ 10
	for _, c := range []struct {
		change effect.Figures
		want   float64
	}{
		{effect.Figures{}, 0}, {effect.Figures{PairsReached: 3}, 3. / 7}, {effect.Figures{PairsReached: -3}, 0}, {effect.Figures{Bridges: -1}, .5}, {effect.Figures{Bridges: 1}, 0}, {effect.Figures{Bridges: -3}, 1},
		{effect.Figures{ArticulationPoints: -1}, 1}, {effect.Figures{NeedsCovered: 1}, .5}, {effect.Figures{GlobalEfficiency: .15}, .2}, {effect.Figures{PairsReached: 1, Bridges: -1, NeedsCovered: 0}, .5},
	} {
		if got := s.benefit(c.change); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%+v: %v, want %v", c.change, got, c.want)
		}
	}
	if math.Abs(efficiency-.25) > 1e-12 {
		t.Errorf("efficiency %v", efficiency)
	}
}

// Whatever the lens, an effect is the difference that the relation makes when it is made, to the last digit, and what may be expected of
// it is its plausibility times its benefit. An answer is as plausible where needs are in the view as where they are not.
func TestEffectsAreThoseOfTheRelationMade(t *testing.T) {
	g := everyFamily(t)
	answers := map[float64]bool{}
	for _, lens := range []graph.Lens{
		{}, {Kinds: []string{"person", "service", "action", "need"}}, {Kinds: []string{"service", "action", "need"}, Statuses: []string{"contested"}}, {Types: []string{"!answers", "!offers"}},
		{Kinds: []string{"service", "action", "need"}, Types: []string{"answers"}}, {Kinds: []string{"service", "action", "need"}, Types: []string{"answers"}, Statuses: []string{"contested"}},
		{Kinds: []string{"person", "need"}, Types: []string{"has_need"}}, {Statuses: []string{"declared"}}, {Types: []string{"expects"}},
	} {
		n := read(t, g, Options{Seed: 1, Lens: lens})
		for _, s := range missing(t, n, Wanted{}) {
			next := g
			if s.Type != graph.Commitment {
				var err error
				if next, err = g.Apply(graph.Changes{PutEdges: []graph.EdgeChange{{Source: s.Source, Target: s.Target, Type: &s.Type, Attributes: lens.Passing()}}}); err != nil {
					t.Fatal(err)
				}
			}
			after, err := effect.NewState(t.Context(), next, effect.Options{Lens: lens})
			if want := after.Figures().Minus(n.Before); err != nil || s.Effect != want || s.ExpectedBenefit != s.Plausibility*s.Benefit {
				t.Errorf("%+v: %s %s: %+v, want %+v; %v", lens, s.Type, s.ID, s.Effect, want, err)
			}
			if s.ID == "n~r" && s.Effect.NeedsCovered > 0 {
				answers[s.Plausibility] = true
			}
		}
	}
	if len(answers) != 1 {
		t.Errorf("the answer is as plausible as %v", answers)
	}
}

// A plan joins pieces by those who have something in common; of equals by the most central.
func TestAPlanJoinsWhoGoTogether(t *testing.T) {
	lines := []string{"edge a knows b", "edge b knows c", "edge c knows d", "edge d knows e", "edge x knows y", "edge y knows z"}
	for _, c := range []struct {
		tagged []string
		want   string
	}{{nil, "c~y"}, {[]string{"a", "z"}, "a~z"}, {[]string{"d", "x"}, "d~x"}} {
		all := slices.Clone(lines)
		for _, person := range strings.Split("abcdexyz", "") {
			if slices.Contains(c.tagged, person) {
				all = append(all, "node "+person+" person tags=casa")
			} else {
				all = append(all, "node "+person+" person tags=scuola"+person)
			}
		}
		if p := planned(t, graphtest.FromLines(t, all...), Aim{Goal: Connected}); len(p.Suggestions) != 1 || p.Suggestions[0].ID != c.want {
			t.Errorf("%v: %+v, want %s", c.tagged, p.Suggestions, c.want)
		}
	}
}

// A plan takes no pair that may not be joined, or about which something stands, where there is another way.
func TestAPlanKeepsToWhatMayBeJoined(t *testing.T) {
	for _, lines := range [][]string{
		{"node p place", "node q place", "node z person"},
		{"node a person", "node b person", "node p place", "node d decision state=declined on_source=a on_target=p"},
	} {
		if p := planned(t, graphtest.FromLines(t, lines...), Aim{Goal: Connected}); !p.Optimal || len(p.Suggestions) != 2 || p.After.Components != 1 {
			t.Errorf("%v: %+v", lines, p)
		}
	}
}

// A second search in a network works out only what the first has not.
func TestASecondSearchKnowsWhatTheFirstWorkedOut(t *testing.T) {
	n := read(t, graphtest.Town(), Options{Seed: 1})
	missing(t, n, Wanted{})
	first := len(n.weighed)
	missing(t, n, Wanted{Limit: 3, Involving: []string{"ada"}})
	second := len(n.weighed)
	missing(t, n, Wanted{Limit: 3, Involving: []string{"ada"}})
	if first == 0 || second-first > partnersOf || len(n.weighed) != second {
		t.Errorf("known of %d pairs, then %d, then %d", first, second, len(n.weighed))
	}
}
