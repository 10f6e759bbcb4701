package gap

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"trama/analysis/effect"
	"trama/graph"
	"trama/graph/graphtest"

	"pgregory.net/rapid"
)

// drawnList draws candidates of few actors and unevenly many families.
func drawnList(t *rapid.T) []*candidate {
	n := rapid.IntRange(0, 45).Draw(t, "candidates")
	list := make([]*candidate, n)
	for i := range list {
		a := rapid.IntRange(0, 9).Draw(t, "a")
		family := Families()[min(rapid.IntRange(0, 20).Draw(t, "family"), len(Families())-1)]
		list[i] = &candidate{a: a, b: a + 1 + rapid.IntRange(0, 9).Draw(t, "b"), family: family}
	}
	return list
}

// sameOnes tells whether two lists hold the same candidates, in any order.
func sameOnes(a, b []*candidate) bool {
	count := map[*candidate]int{}
	for _, c := range a {
		count[c]++
	}
	for _, c := range b {
		count[c]--
	}
	return len(a) == len(b) && !slices.ContainsFunc(a, func(c *candidate) bool { return count[c] != 0 })
}

// Each family has two of the first twenty, or all it has, and who need not give way keeps the order.
func TestFamiliesAreSpreadOverTheHead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := drawnList(t)
		got := spreadFamilies(list, 0)
		if !sameOnes(list, got) {
			t.Fatal("other candidates came out")
		}
		head := got[:min(familyHead, len(got))]
		enough := true
		for _, family := range Families() {
			if countOf(head, family) < min(familyLeast, countOf(list, family)) {
				t.Fatalf("%s has %d of its %d in the head", family, countOf(head, family), countOf(list, family))
			}
			enough = enough && countOf(list[:len(head)], family) >= min(familyLeast, countOf(list, family))
		}
		if enough && !slices.Equal(list, got) {
			t.Fatal("a head that was spread already has changed")
		}
	})
}

// No actor stands more than three times in the first ten as long as any candidate is left that fits, the first ones that fit
// come first, and families keep their two of the first twenty.
func TestActorsAreSpreadOverTheHead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := spreadFamilies(drawnList(t), 0)
		got := spreadFamilies(spreadActors(list), actorHead)
		if !sameOnes(list, got) {
			t.Fatal("other candidates came out")
		}
		count := map[int]int{}
		fits := func(c *candidate) bool { return count[c.a] < actorMost && count[c.b] < actorMost }
		for place, c := range got[:min(actorHead, len(got))] {
			if !fits(c) {
				if slices.ContainsFunc(got[place:], fits) {
					t.Fatalf("place %d is an actor's fourth, and others fit", place)
				}
				break
			}
			count[c.a]++
			count[c.b]++
		}
		head := min(familyHead, len(list))
		for _, family := range Families() {
			if countOf(got[:head], family) < min(familyLeast, countOf(list[:head], family)) {
				t.Fatalf("%s has lost its share of the head", family)
			}
		}
		count = map[int]int{}
		var one []*candidate // who fit one after the other
		for _, c := range list {
			if len(one) < actorHead && fits(c) {
				one = append(one, c)
				count[c.a]++
				count[c.b]++
			}
		}
		if len(one) == min(actorHead, len(list)) && !slices.Equal(one, got[:len(one)]) {
			t.Fatal("one that fits gave way without need")
		}
	})
}

// One actor of all: the first three stay, and the others come behind those of other actors, in their order.
func TestOneActorGivesWay(t *testing.T) {
	var list []*candidate
	for i := range 12 {
		list = append(list, &candidate{a: 0, b: 100 + i, family: Likely})
	}
	for i := range 12 {
		list = append(list, &candidate{a: 200 + i, b: 300 + i, family: Likely})
	}
	var got []string
	for _, c := range spreadActors(list)[:actorHead] {
		got = append(got, fmt.Sprintf("%d-%d", c.a, c.b))
	}
	want := []string{"0-100", "0-101", "0-102"}
	if !slices.Equal(got[:3], want) || slices.ContainsFunc(got[3:], func(pair string) bool { return pair[:2] == "0-" }) {
		t.Errorf("the first ten are %v", got)
	}
}

// Four actors who all fit, and after whom only the fourth pair of one of them is left, make room: ten pairs of eight actors go
// together, though the first ones that fit do not.
func TestTheLastOnesTakenMakeRoom(t *testing.T) {
	var list []*candidate
	for _, pair := range [][2]int{
		{2, 3}, {2, 6}, {3, 6}, {1, 2}, {1, 3}, {1, 6}, {4, 5}, {7, 8}, {4, 7}, {2, 4}, {3, 5}, {6, 8}, {2, 7}, {3, 8},
	} {
		list = append(list, &candidate{a: pair[0], b: pair[1], family: Likely})
	}
	got, count := spreadActors(list), map[int]int{}
	for _, c := range got[:actorHead] {
		count[c.a]++
		count[c.b]++
	}
	for actor, times := range count {
		if times > actorMost {
			t.Errorf("actor %d has %d of the first ten", actor, times)
		}
	}
	if !sameOnes(list, got) || got[0] != list[0] {
		t.Error("not the same candidates, or the first gave way")
	}
}

// Where one actor is in all pairs the search for ten that go together ends, and three of them stand in front.
func TestAnActorInAllPairs(t *testing.T) {
	var list []*candidate
	for i := range 5_000 {
		list = append(list, &candidate{a: 0, b: 1 + i, family: Likely})
	}
	if got := spreadActors(list); !slices.Equal(got, list) {
		t.Error("the order has changed")
	}
}

// The head of the list is spread over families and actors.
func TestTheHeadIsSpread(t *testing.T) {
	for name, g := range lists(t) {
		list := found(t, g)
		count := map[string]int{}
		head := list.Suggestions[:min(20, len(list.Suggestions))]
		for _, s := range head {
			count[s.Family]++
		}
		for _, family := range Families() {
			if has := list.Families[family]; len(head) == 20 && count[family] < min(2, has) {
				t.Errorf("%s: %d of %d of %s in the first twenty", name, count[family], has, family)
			}
		}
		if name != "valdora" {
			continue
		}
		actors := map[string]int{}
		for _, s := range list.Suggestions[:10] {
			actors[s.Source]++
			actors[s.Target]++
		}
		for id, times := range actors {
			if times > 3 {
				t.Errorf("%s stands %d times in the first ten", id, times)
			}
		}
	}
}

// Filters keep what they say, and the order is that of the axis asked for.
func TestFiltersAndOrder(t *testing.T) {
	g := valdora(t)
	n := read(t, g, Options{Seed: 1})
	for _, family := range Families() {
		list, err := n.Missing(t.Context(), Wanted{Family: []string{family}})
		if err != nil || list.Families[family] != len(list.Suggestions) {
			t.Errorf("%d of %s are counted, %d shown; %v", list.Families[family], family, len(list.Suggestions), err)
		}
		for _, s := range list.Suggestions {
			if s.Family != family {
				t.Errorf("--family %s shows %s", family, s.Family)
			}
		}
	}
	between := missing(t, n, Wanted{Between: []string{"servizio", "person"}, Limit: 20})
	for _, s := range between {
		a, _ := g.FindNode(s.Source)
		b, _ := g.FindNode(s.Target)
		if kinds := []string{g.Kind(a), g.Kind(b)}; !slices.Contains(kinds, graph.Service) || !slices.Contains(kinds, graph.Person) {
			t.Errorf("between service and person: %v", kinds)
		}
	}
	involving := missing(t, n, Wanted{Involving: []string{"org-forno"}, Limit: 20})
	if len(involving) < 15 {
		t.Errorf("%d suggestions involve org-forno", len(involving))
	}
	for _, s := range involving {
		if s.Source != "org-forno" && s.Target != "org-forno" {
			t.Errorf("%s does not involve org-forno", s.ID)
		}
	}
	whole := missing(t, n, Wanted{})
	part := missing(t, n, Wanted{Limit: 5, Offset: 3})
	for i := range part {
		if part[i].ID != whole[3+i].ID {
			t.Errorf("place %d of the page is %s, want %s", i, part[i].ID, whole[3+i].ID)
		}
	}
}

// A list holds what passes the filters, each pair once, as that of its candidates of which most may be expected, of equals the one
// found first; in the order of the axis asked for, else of what may be expected, equals in order of id. With families it shows each
// in the first of these that it has.
func TestAListIsFilteredAndSorted(t *testing.T) {
	g := graphtest.FromLines(t, "node a person", "node a! person", "node b service", "node c service", "node d organization", "node e organization")
	wanted := []Wanted{{Sort: "plausibility"}, {Sort: "benefit"}, {Family: []string{Coverage}}, {Family: []string{Shortcut, Likely}}, {Involving: []string{"a!", "d"}},
		{Sort: "benefit", Between: []string{"service", "persona"}}, {Sort: "benefit", Between: []string{"organization", "organization"}}}
	rapid.Check(t, func(t *rapid.T) {
		few := func(most int) int { return rapid.IntRange(0, most).Draw(t, "few") }
		s := &search{Network: &Network{State: &effect.State{Graph: g}}, wanted: rapid.SampledFrom(wanted).Draw(t, "wanted")}
		for range few(40) {
			a := few(g.Nodes() - 2)
			c := &candidate{a: a, b: a + 1 + few(g.Nodes()-a-2), benefit: float64(few(2)) / 2, families: rapid.SliceOfNDistinct(rapid.SampledFrom(Families()), 1, 3, rapid.ID[string]).Draw(t, "families")}
			c.estimate.Plausibility, c.family = float64(1+few(2))/4, c.families[0]
			s.found = append(s.found, c)
		}
		w, counts := s.wanted, map[string]int{}
		for _, c := range oncePlainly(s.found) {
			counts[c.family]++
		}
		for _, family := range Families() {
			if got := s.familyCounts()[family]; got != counts[family] {
				t.Fatalf("%s has %d, want %d", family, got, counts[family])
			}
		}
		var want []*candidate
		for _, c := range s.found {
			if passesPlainly(g, w, c) {
				want = append(want, c)
			}
		}
		want = oncePlainly(want)
		slices.SortFunc(want, func(x, y *candidate) int {
			axis := map[string][2]float64{"": {x.expected(), y.expected()}, "plausibility": {x.estimate.Plausibility, y.estimate.Plausibility}, "benefit": {x.benefit, y.benefit}}[w.Sort]
			return cmp.Or(cmp.Compare(axis[1], axis[0]), cmp.Compare(graph.PairID(g.NodeID(x.a), g.NodeID(x.b)), graph.PairID(g.NodeID(y.a), g.NodeID(y.b))))
		})
		stood := map[*candidate]string{}
		for _, c := range want {
			stood[c] = c.family
		}
		got := s.ordered()
		if !slices.Equal(got, want) {
			t.Fatalf("%+v: %d candidates, want %d of %d in another order", w, len(got), len(want), len(s.found))
		}
		for _, c := range got {
			if at := slices.IndexFunc(w.Family, c.has); w.Family == nil && c.family != stood[c] || w.Family != nil && c.family != w.Family[at] {
				t.Fatalf("%+v shows %s of %v", w, c.family, c.families)
			}
		}
	})
}

// oncePlainly returns of each pair the candidate of which most may be expected, of equals the first.
func oncePlainly(list []*candidate) (once []*candidate) {
	for i, c := range list {
		if !slices.ContainsFunc(list, func(o *candidate) bool { return o.a == c.a && o.b == c.b && o.expected() > c.expected() }) &&
			!slices.ContainsFunc(list[:i], func(o *candidate) bool { return o.a == c.a && o.b == c.b && o.expected() == c.expected() }) {
			once = append(once, c)
		}
	}
	return once
}

// passesPlainly tells whether a candidate has what is wanted.
func passesPlainly(g *graph.Graph, w Wanted, c *candidate) bool {
	sorted := func(kinds ...string) []string { slices.Sort(kinds); return kinds }
	if w.Between != nil && !slices.Equal(sorted(g.Kind(c.a), g.Kind(c.b)), sorted(graph.KindNamed(w.Between[0]), graph.KindNamed(w.Between[1]))) {
		return false
	}
	if w.Involving != nil && !slices.Contains(w.Involving, g.NodeID(c.a)) && !slices.Contains(w.Involving, g.NodeID(c.b)) {
		return false
	}
	return w.Family == nil || slices.ContainsFunc(w.Family, c.has)
}
