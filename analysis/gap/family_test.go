package gap

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"trama/analysis/effect"
	"trama/graph"
	"trama/graph/graphtest"
)

// read returns the network of a graph.
func read(t testing.TB, g *graph.Graph, o Options) *Network {
	t.Helper()
	n, err := New(t.Context(), g, o)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// proposed returns the pairs that one family proposes in a network of lines, as graphtest.FromLines reads them.
func proposed(t *testing.T, family func(s *search, ctx context.Context) error, o Options, lines ...string) []string {
	t.Helper()
	s := read(t, graphtest.FromLines(t, lines...), o).search(Wanted{})
	if err := family(s, t.Context()); err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, c := range s.found {
		out = append(out, s.Graph.NodeID(c.from)+" "+c.typ+" "+s.Graph.NodeID(c.to))
	}
	slices.Sort(out)
	return out
}

// Each family proposes what it is for, in networks so small that all of it can be said.
func TestWhatEachFamilyProposes(t *testing.T) {
	people := func(edges string) (lines []string) { // "ab bc": two relations
		for _, e := range strings.Fields(edges) {
			lines = append(lines, "node "+e[:1]+" person", "node "+e[1:]+" person", "edge "+e[:1]+" collaborates "+e[1:])
		}
		return lines
	}
	for _, c := range []struct {
		name   string
		family func(s *search, ctx context.Context) error
		lines  []string
		want   string
	}{
		{"an end of a bridge with a neighbour of the other", func(s *search, _ context.Context) error { s.aroundBridges(); return nil }, people("ab bc cd"), "a-c b-d"},
		{"nothing where there is no bridge", func(s *search, _ context.Context) error { s.aroundBridges(); return nil }, people("ab bc ac"), ""},
		// u holds a, b, c, h together, d, e, g, and f: of each block the most central, with that of the largest.
		{"neighbours that only one actor joins", func(s *search, _ context.Context) error { s.aroundActors(); return nil },
			people("ua ub uc uh ca cb ch ud ue ug ed eg uf"), "c-e c-f"},
		{"nothing where no actor is critical", func(s *search, _ context.Context) error { s.aroundActors(); return nil }, people("ab bc cd da"), ""},
		{"second ways of a path: that of a ring, and ways around", (*search).reinforce, people("ab bc cd"), "a-c a-d b-d"},
		// No relation is the only way, two actors are: a ring over both, and a way around each.
		{"second ways past two actors", (*search).reinforce, people("ab bc ac cd de ce ef fg eg"), "a-e a-f c-f"},
		{"second ways within each piece, and what the plans take between them", (*search).reinforce, people("ab bc xy yz"), "a-c a-x c-z x-z"},
		{"who is three steps apart or more", (*search).shortcut, people("ab bc cd de"), "a-d a-e b-e"},
		{"nobody in a star", (*search).shortcut, people("ab ac ad"), ""},
		{"who has partners in common, or partners of partners", (*search).likely, people("ab bc cd de"), "a-c a-d b-d b-e c-e"},
		{"who has partners in common", (*search).likely, people("ab ac ad"), "b-c b-d c-d"},
		{"nobody elsewhere", (*search).likely, people("ab xy"), ""},
		{"nothing in one piece", (*search).reconnect, people("ab bc cd"), ""},
	} {
		want := []string{}
		for _, pair := range strings.Fields(c.want) {
			want = append(want, pair[:1]+" collaborates "+pair[2:])
		}
		slices.Sort(want)
		if got := proposed(t, c.family, Options{Seed: 1}, c.lines...); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", c.name, got, want)
		}
	}
}

// Two pieces are joined by pairs between them: the best one, and for each outside the largest the two most central of it.
func TestWhatReconnectProposes(t *testing.T) {
	got := proposed(t, (*search).reconnect, Options{Seed: 1}, "node a person", "node b person", "node c person", "node d person", "node x person", "node y person",
		"edge a collaborates b", "edge b collaborates c", "edge b collaborates d", "edge c collaborates d", "edge x collaborates y")
	want := []string{"b collaborates x", "b collaborates y", "c collaborates x", "c collaborates y"}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Between pieces that are not the largest the best pair is proposed too. Of equals a node goes to the lowest, of whatever kind, and past
// one that was declined.
func TestWhatReconnectProposesElsewhere(t *testing.T) {
	three := proposed(t, (*search).reconnect, Options{Seed: 1}, "edge a knows b", "edge b knows c", "edge x knows y", "edge z knows w",
		"node a person", "node b person", "node c person", "node x person", "node y person", "node z person", "node w person")
	if !slices.ContainsFunc(three, func(s string) bool {
		return strings.ContainsAny(s[:1], "wxyz") && strings.ContainsAny(s[len(s)-1:], "wxyz")
	}) {
		t.Errorf("nothing between the small ones: %v", three)
	}
	ring := []string{"node a service", "node b organization", "node c person", "edge b offers a", "edge c works_for b", "edge c works_for a", "node x person"}
	for _, c := range []struct {
		more []string
		want string
	}{{nil, "xa xb"}, {[]string{"node d decision state=declined on_source=x on_target=a"}, "xb xc"}} {
		s := read(t, graphtest.FromLines(t, append(slices.Clone(ring), c.more...)...), Options{Seed: 1}).search(Wanted{})
		if err := s.partners(t.Context()); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range s.found {
			got = append(got, s.Graph.NodeID(c.b)+s.Graph.NodeID(c.a))
		}
		if slices.Sort(got); strings.Join(got, " ") != c.want {
			t.Errorf("with %v: %v, want %s", c.more, got, c.want)
		}
	}
}

// A service that no organization offers gets the two best ones, an action that no place hosts two places, a need that nobody answers the
// two that fit it best; what has one gets none.
func TestWhatCoverageProposes(t *testing.T) {
	lines := []string{"node s service", "node o organization", "node p organization", "node q organization", "edge o collaborates p", "edge o collaborates q",
		"node a action", "node h place", "node n need area=Centro tags=casa lines=l", "node r service area=Centro tags=casa lines=l", "edge p offers r"}
	for _, c := range []struct {
		more []string
		want []string
	}{
		{nil, []string{"h hosts a", "o offers s", "p offers s", "r answers n"}},
		{[]string{"edge q offers s"}, []string{"h hosts a", "r answers n"}},
		// Of what a need does not say nothing speaks against: its area alone, or its tag alone, decides.
		{[]string{"edge q offers s", "node m need area=Centro", "node k need tags=casa"}, []string{"h hosts a", "r answers k", "r answers m", "r answers n"}},
		{[]string{"edge h hosts a"}, []string{"o offers s", "p offers s", "r answers n"}},
		{[]string{"edge r answers n"}, []string{"h hosts a", "o offers s", "p offers s"}},
		{[]string{"edge r concerns n"}, []string{"h hosts a", "o offers s", "p offers s", "r answers n"}},
		{[]string{"node u service area=Centro tags=casa lines=l", "node v service area=Centro tags=casa lines=l", "edge q offers u", "edge q offers v", "edge q offers s"}, []string{"h hosts a", "r answers n", "u answers n"}},
		{[]string{"node u service area=Centro tags=casa lines=l", "node v service area=Centro tags=casa lines=l", "edge q offers u", "edge q offers v", "edge q offers s", "node d decision state=declined on_source=r on_target=n"},
			[]string{"h hosts a", "u answers n", "v answers n"}},
		{[]string{"edge r answers n status=contested"}, []string{"h hosts a", "o offers s", "p offers s"}}, // who is contested is not proposed again
		{[]string{"node d decision state=declined on_source=r on_target=n", "node e decision state=declined on_source=o on_target=s"}, []string{"h hosts a", "p offers s", "q offers s"}},
	} {
		if got := proposed(t, (*search).coverage, Options{Seed: 1}, append(slices.Clone(lines), c.more...)...); !slices.Equal(got, c.want) {
			t.Errorf("with %v: %v, want %v", c.more, got, c.want)
		}
	}
	// For a need that tells nothing of itself nothing speaks, however the chance of one in ten is rounded.
	lone := []string{"node n need"}
	for i := range 10 {
		lone = append(lone, fmt.Sprintf("node s%d service area=Centro", i))
	}
	if got := proposed(t, (*search).coverage, Options{Seed: 1}, lone...); len(got) > 0 {
		t.Errorf("for a need of which nothing is known: %v", got)
	}
	without := Options{Seed: 1, Lens: graph.Lens{Types: []string{"!answers"}}}
	for _, lens := range []graph.Lens{without.Lens, {Statuses: []string{"contested"}}, {Statuses: []string{"retired"}}} {
		if got := proposed(t, (*search).coverage, Options{Seed: 1, Lens: lens}, lines...); slices.Contains(got, "r answers n") {
			t.Errorf("through a lens without answers: %v", got)
		}
		p, err := read(t, graphtest.FromLines(t, lines...), Options{Seed: 1, Lens: lens}).Plan(t.Context(), Aim{Goal: NeedsCovered})
		if err != nil || p.Optimal || p.Impossible == nil || p.Impossible.Code != "plan_needs_unfit" || len(p.Suggestions) > 0 {
			t.Errorf("a plan through a lens without answers: %+v, %v", p, err)
		}
	}
}

// Of several expectations of one actor by another one commitment is proposed, for those that nobody has returned.
func TestWhatReciprocityProposes(t *testing.T) {
	lines := []string{"node a person", "node b person", "node c person", "edge a expects b what=spazio", "edge a expects b what=tempo", "edge c expects a status=retired", "edge b expects c",
		"node k commitment state=agreed on_id=b~expects~c~1"}
	if got, want := proposed(t, (*search).reciprocity, Options{Seed: 1}, lines...), []string{"b commitment a"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	// Whom the lens leaves out neither asks nor is asked; a sector, which is no node of the view, does.
	lines = []string{"node a person", "node b person", "node o organization", "node sector:health sector", "edge a expects o", "edge o expects b until=2025-12-31", "edge sector:health expects o"}
	for _, c := range []struct {
		lens graph.Lens
		want []string
	}{
		{graph.Lens{}, []string{"b commitment o", "o commitment a", "o commitment sector:health"}},
		{graph.Lens{Kinds: []string{"!person"}}, []string{"o commitment sector:health"}},
		{graph.Lens{Kinds: []string{"organization"}}, []string{"o commitment sector:health"}},
		{graph.Lens{AsOf: "2026-01-31"}, []string{"o commitment a", "o commitment sector:health"}},
	} {
		if got := proposed(t, (*search).reciprocity, Options{Seed: 1, Lens: c.lens}, lines...); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v, want %v", c.lens, got, c.want)
		}
	}
}

// For who is named the most plausible partners are proposed, twenty at most, each with the family it is of: of another piece to reconnect.
func TestWhoIsNamedGetsPartners(t *testing.T) {
	lines := []string{"node a person", "edge a collaborates b"}
	for c := 'b'; c <= 'z'; c++ {
		lines = append(lines, "node "+string(c)+" person")
	}
	s := read(t, graphtest.FromLines(t, append(lines, "edge b collaborates c")...), Options{Seed: 1}).search(Wanted{Involving: []string{"a"}})
	if err := s.involving(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(s.found) != partnersOf || s.found[0].families[0] != Likely || s.Graph.NodeID(s.found[0].b) != "c" {
		t.Errorf("%d partners, first %+v", len(s.found), s.found[0])
	}
	for _, c := range s.found[1:] {
		if !c.has(Reconnect) || c.a != 0 {
			t.Errorf("%+v", c)
		}
	}
}

// An expectation that a commitment answers is not proposed again; all effects of the others are 0.
func TestReciprocity(t *testing.T) {
	g := graphtest.FromLines(t, "node a organization", "node b organization", "node c organization", "edge a expects b", "edge c expects b",
		"node i commitment on_id=a~expects~b~1 state=agreed")
	list := missing(t, read(t, g, Options{Seed: 1}), Wanted{Family: []string{Reciprocity}})
	if len(list) != 1 || list[0].Source != "b" || list[0].Target != "c" || list[0].Type != graph.Commitment || list[0].Effect != (effect.Figures{}) {
		t.Errorf("%+v", list)
	}
}

// A list proposes answers, organizations and places for so many needs, services and actions, each: the first of them.
func TestCoverageIsProposedForTheFirst(t *testing.T) {
	lines := []string{"node o organization", "node p place"}
	for i := range needsProposed + 5 {
		lines = append(lines, fmt.Sprintf("node s%d service", 1000+i), fmt.Sprintf("node t%d action", 1000+i))
	}
	got := proposed(t, (*search).coverage, Options{Seed: 1}, lines...)
	offered, hosted := 0, 0
	for _, relation := range got {
		if strings.HasPrefix(relation, "o offers s") {
			offered++
		} else if strings.HasPrefix(relation, "p hosts t") {
			hosted++
		}
	}
	if offered != needsProposed || hosted != needsProposed || len(got) != 2*needsProposed {
		t.Errorf("%d services and %d actions, want %d each; %d in all", offered, hosted, needsProposed, len(got))
	}
	last := fmt.Sprint(1000 + needsProposed - 1)
	if !slices.Contains(got, "o offers s"+last) || !slices.Contains(got, "p hosts t"+last) {
		t.Error("not the first ones")
	}
}
