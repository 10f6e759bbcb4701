package gap

import (
	"slices"
	"testing"

	"trama/analysis/effect"
	"trama/graph"
	"trama/graph/graphtest"

	"pgregory.net/rapid"
)

// A pair for which two things were proposed stands once, with the reasons of both, and is counted once.
func TestAPairStandsOnce(t *testing.T) {
	lines := []string{"edge a collaborates b", "edge b collaborates c", "edge d collaborates e", "edge a expects c", "edge a expects d"}
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		lines = append(lines, "node "+id+" organization")
	}
	list := found(t, graphtest.FromLines(t, lines...))
	counted := 0
	for _, family := range list.Families {
		counted += family
	}
	if counted != len(list.Suggestions) {
		t.Errorf("families count %d, the list has %d", counted, len(list.Suggestions))
	}
	for _, s := range list.Suggestions {
		said := slices.ContainsFunc(s.Reasons, func(r Reason) bool { return r.Code == "expectation" })
		if want := s.ID == "a~c" || s.ID == "a~d"; said != want {
			t.Errorf("%s: reasons %+v", s.ID, s.Reasons)
		}
	}
}

// A pair that a relation joins is not proposed, though the lens keeps the relation out of the view: it is of a structural type, or of
// one that the lens counts. One that is retired joins nobody.
func TestWhatIsThereOutsideTheView(t *testing.T) {
	for _, c := range []struct {
		lens graph.Lens
		edge string
		free bool
	}{
		{graph.Lens{Types: []string{"expects"}, Statuses: []string{"validated"}}, "edge a expects b", false},
		{graph.Lens{}, "edge a expects b", true},
		{graph.Lens{Types: []string{"!knows"}}, "edge a knows b", false},
		{graph.Lens{Types: []string{"!knows"}}, "edge a knows b status=retired", true},
		{graph.Lens{Statuses: []string{"validated"}}, "edge a knows b", false},
		{graph.Lens{MinWeight: 2}, "edge a knows b weight=1.0", false},
		{graph.Lens{MinWeight: 2}, "edge b knows a weight=1.0", false},
		{graph.Lens{AsOf: "2026-01-01"}, "edge a knows b until=2025-01-01", false},
		{graph.Lens{Types: []string{"!knows"}}, "edge a knows c", true},
	} {
		g := graphtest.FromLines(t, "node a person", "node b person", "node c person", "node d person", c.edge)
		list := missing(t, read(t, g, Options{Lens: c.lens, Seed: 1}), Wanted{})
		if there := slices.ContainsFunc(list, func(s Suggestion) bool { return s.ID == "a~b" && s.Type != graph.Commitment }); there != c.free || len(list) < 2 {
			t.Errorf("%+v, %s: it is proposed: %v", c.lens, c.edge, there)
		}
	}
}

// A pair stands in the family in which fewest come before it, of equals in the first: those of more merit, and of equals those of
// lower ends. Who is likely is ranked by plausibility, who reinforces by that times what it does away with, a shortcut by that times
// the efficiency gained, the others by what may be expected.
func TestAPairStandsInTheFamilyWhereItRanksBest(t *testing.T) {
	merits := map[string]func(c *candidate) float64{
		Likely: func(c *candidate) float64 { return c.estimate.Plausibility },
		Reinforce: func(c *candidate) float64 {
			return -c.estimate.Plausibility * float64(c.effect.Bridges+c.effect.ArticulationPoints)
		},
		Shortcut: func(c *candidate) float64 { return c.estimate.Plausibility * c.effect.GlobalEfficiency },
	}
	rapid.Check(t, func(t *rapid.T) {
		few := func(most int) int { return rapid.IntRange(0, most).Draw(t, "few") }
		s := &search{}
		for a := range 1 + few(4) {
			for b := range 1 + few(4) {
				c := &candidate{a: a, b: 10 + b, benefit: float64(few(2)) / 2, families: rapid.SliceOfNDistinct(rapid.SampledFrom(Families()), 1, 4, rapid.ID[string]).Draw(t, "families")}
				c.estimate.Plausibility = float64(1+few(2)) / 4
				c.effect = effect.Figures{Bridges: -few(2), ArticulationPoints: -few(2), GlobalEfficiency: float64(few(2)) / 8}
				s.found = append(s.found, c)
			}
		}
		s.found = rapid.Permutation(s.found).Draw(t, "order")
		s.settle()
		for _, c := range s.found {
			want, fewest := "", len(s.found)
			for _, family := range Families() {
				merit := merits[family]
				if merit == nil {
					merit = (*candidate).expected
				}
				before := 0
				for _, other := range s.found {
					if x, y := merit(other), merit(c); other.has(family) && (x > y || x == y && (other.a < c.a || other.a == c.a && other.b < c.b)) {
						before++
					}
				}
				if c.has(family) && before < fewest {
					want, fewest = family, before
				}
			}
			if c.family != want {
				t.Fatalf("%+v stands in %s, want %s", c, c.family, want)
			}
		}
	})
}

// Of two candidates of one pair each tells what only the other knows, whichever was found first.
func TestCandidatesOfOnePairTellEachOther(t *testing.T) {
	said := func(code string) []Reason { return []Reason{{Sentence: say(code, nil)}} }
	one, two, apart := &candidate{a: 1, b: 2, said: said("one")}, &candidate{a: 1, b: 2, said: said("two")}, &candidate{a: 1, b: 3, said: said("other")}
	(&search{found: []*candidate{one, apart, two}}).settle()
	if len(one.also) != 1 || one.also[0].Code != "two" || len(two.also) != 1 || two.also[0].Code != "one" || len(apart.also) != 0 {
		t.Errorf("%v, %v, %v", one.also, two.also, apart.also)
	}
}

// Who is less plausible than a pair at random is not likely, and is of no list where that was its only family, unless somebody asked for
// the partners of an end.
func TestWhoIsNotLikely(t *testing.T) {
	g := graphtest.FromLines(t, "edge a knows b", "edge c knows d")
	s := &search{Network: &Network{State: &effect.State{Graph: g}}, wanted: Wanted{Involving: []string{"d"}}}
	for _, c := range []candidate{{families: []string{Likely}}, {families: []string{Likely, Shortcut}}, {families: []string{Reinforce}}, {families: []string{Likely}, b: 3}, {families: []string{Likely}, b: 2}} {
		c.estimate.Lift = .9
		s.found = append(s.found, &c)
	}
	s.found[4].estimate.Lift = 1
	want := [][]string{{Shortcut}, {Reinforce}, {Likely}, {Likely}}
	s.drop()
	for i, c := range s.found {
		if len(s.found) != len(want) || !slices.Equal(c.families, want[i]) {
			t.Errorf("%d of %d is of %v", i, len(s.found), c.families)
		}
	}
	if s.looked != 5 {
		t.Errorf("%d were looked at", s.looked)
	}
}
