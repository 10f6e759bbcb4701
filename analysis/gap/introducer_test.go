package gap

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/graphtest"
)

// suggested returns what is said of one pair of a network of lines, as graphtest.FromLines reads them.
func suggested(t *testing.T, a, b string, lines ...string) *Suggestion {
	t.Helper()
	return suggestedIn(t, "", graph.PairID(a, b), lines...)
}

func suggestedIn(t *testing.T, family, id string, lines ...string) *Suggestion {
	t.Helper()
	s, err := read(t, graphtest.FromLines(t, lines...), Options{Seed: 1}).Pair(t.Context(), id, family)
	if err != nil {
		t.Fatal(id, err)
	}
	return s
}

// tied returns how the two and who introduces them first know each other.
func tied(s *Suggestion) []string {
	var out []string
	for _, tie := range s.Introducers[0].Ties {
		out = append(out, tie.Source+" "+tie.Type+" "+tie.Target)
	}
	return out
}

// How each side knows who introduces is said relation by relation, that of who stands for a place last.
func TestHowEachSideKnowsWhoIntroduces(t *testing.T) {
	lines := []string{"node a person", "node b person", "node c person", "node o organization", "node s service"}
	for _, c := range []struct{ edges, want []string }{
		{[]string{"edge a knows c", "edge c collaborates b", "edge c knows b status=retired"}, []string{"a knows c", "c collaborates b"}},
		{[]string{"edge a uses s", "edge b works_for s", "edge o offers s"}, []string{"a uses s", "b works_for s", "o offers s"}},
		{[]string{"edge a uses s", "edge b uses s", "edge o offers s", "edge c works_for o"}, []string{"a uses s", "b uses s", "o offers s"}},
		{[]string{"edge a member_of o", "edge o offers s", "edge b uses s"}, []string{"a member_of o", "o offers s", "b uses s"}},
	} {
		if got := tied(suggested(t, "a", "b", append(slices.Clone(lines), c.edges...)...)); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.edges, got, c.want)
		}
	}
}

// introduced returns who introduces, each with the way over them.
func introduced(s *Suggestion) []string {
	out := []string{}
	for _, i := range s.Introducers {
		out = append(out, i.ID+": "+strings.Join(i.Path, " "))
	}
	return out
}

// Who knows both introduces them: persons before organizations, the more central first, three at most. What is no person and no
// organization introduces nobody.
func TestWhoKnowsBothIntroduces(t *testing.T) {
	lines := []string{"node a person", "node b person", "node p person", "node q person", "node o organization", "node s service",
		"edge a knows p", "edge p knows b", "edge a knows q", "edge q knows b", "edge a member_of o", "edge b member_of o", "edge a uses s", "edge b uses s",
		"node x person", "edge q knows x", "node y person", "edge o collaborates y", "node z person", "edge o collaborates z"}
	if got, want := introduced(suggested(t, "a", "b", lines...)), []string{"q: a q b", "p: a p b", "o: a o b"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	more := append(lines, "node r person", "edge a knows r", "edge r knows b", "edge r knows x", "edge r knows y")
	if got, want := introduced(suggested(t, "a", "b", more...)), []string{"r: a r b", "q: a q b", "p: a p b"}; !slices.Equal(got, want) {
		t.Errorf("of four: %v, want %v", got, want)
	}
}

// Where nobody knows both the way leads over the shortest chain of acquaintances, of at most six with both ends; of several of
// a length over the lowest. The step to take is the smaller the nearer the two are.
func TestChainsOfAcquaintances(t *testing.T) {
	persons := []string{"node a person", "node b person", "node c person", "node d person", "node e person", "node f person", "node g person"}
	for _, c := range []struct {
		name  string
		edges []string
		who   []string
		step  int
	}{
		{"over two", []string{"edge a knows c", "edge c knows d", "edge d knows b"}, []string{"c: a c d b"}, 3},
		{"over three", []string{"edge a knows c", "edge c knows d", "edge d knows e", "edge e knows b"}, []string{"c: a c d e b"}, 4},
		{"over four", []string{"edge a knows c", "edge c knows d", "edge d knows e", "edge e knows f", "edge f knows b"}, []string{"c: a c d e f b"}, 4},
		{"over five", []string{"edge a knows c", "edge c knows d", "edge d knows e", "edge e knows f", "edge f knows g", "edge g knows b"}, []string{}, 4},
		{"the lower of two ways", []string{"edge a knows d", "edge d knows f", "edge f knows b", "edge a knows c", "edge c knows e", "edge e knows b"}, []string{"c: a c e b"}, 3},
		{"of two ends of one way", []string{"edge a knows d", "edge d knows e", "edge a knows c", "edge c knows e", "edge e knows b"}, []string{"c: a c e b"}, 3},
		{"one relation is retired", []string{"edge a knows c status=retired", "edge c knows d", "edge d knows b", "edge a knows e"}, []string{}, 6},
		{"through a need that both have", []string{"node n need", "edge a has_need n", "edge b has_need n", "edge d raised n", "edge c raised n"}, []string{"c: a n b"}, 5},
		{"through votes for a line nobody meets", []string{"node l line", "edge a prefers l", "edge b prefers l", "edge c prefers l"}, []string{}, 6},
	} {
		s := suggested(t, "a", "b", append(slices.Clone(persons), c.edges...)...)
		if got := introduced(s); !slices.Equal(got, c.who) || s.Step != c.step {
			t.Errorf("%s: %v, step %d; want %v, step %d", c.name, got, s.Step, c.who, c.step)
		}
	}
}

// A chain is the shortest way over relations through which people meet, of at most six with both ends; of several the one that,
// from its far end back, goes over the lowest.
func TestAChainIsTheShortestOfAllWays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(low, high int) int { return rapid.IntRange(low, high).Draw(rt, "pick") }
		n := draw(2, 8)
		lines, meet := []string{}, make([][]bool, n)
		for i := range n {
			lines, meet[i] = append(lines, fmt.Sprintf("node n%d person", i)), make([]bool, n)
			for j := range i {
				if relation := []string{"", "", "n%d knows n%d", "n%d invites n%d", "n%d expects n%d", "n%d knows n%d status=retired"}[draw(0, 5)]; relation != "" {
					lines = append(lines, "edge "+fmt.Sprintf(relation, i, j))
					meet[i][j] = strings.HasSuffix(relation, "knows n%d") || strings.Contains(relation, "invites")
					meet[j][i] = meet[i][j]
				}
			}
		}
		var ways [][]int // each from its far end back
		var walk func(way []int)
		walk = func(way []int) {
			at := way[len(way)-1]
			if at == 0 {
				ways = append(ways, slices.Clone(way))
			}
			for next := range n {
				if at != 0 && len(way) < 6 && meet[at][next] && !slices.Contains(way, next) {
					walk(append(way, next))
				}
			}
		}
		walk([]int{n - 1})
		var want []int
		if len(ways) > 0 {
			want = slices.MinFunc(ways, func(a, b []int) int { return cmp.Or(cmp.Compare(len(a), len(b)), slices.Compare(a, b)) })
			slices.Reverse(want)
		}
		s := read(t, graphtest.FromLines(t, lines...), Options{Seed: 1}).search(Wanted{})
		if got := s.chain(0, n-1); !slices.Equal(got, want) {
			rt.Fatalf("%q: %v, want %v", lines, got, want)
		}
	})
}

// For a service where the two meet stands the coordinator of the network, else who coordinates it, else who offers it or works
// for it, else whoever else is there, but for those who only use it; of several the lowest, and neither of the two.
func TestWhoStandsForAPlaceIntroduces(t *testing.T) {
	lines := []string{"node a person", "node b person", "node s service", "edge a uses s", "edge b uses s"}
	for _, step := range []struct{ more, want string }{
		{"edge a uses s", ""},
		{"node z person", ""},
		{"edge z uses s", ""},
		{"edge y collaborates s status=retired", ""},
		{"edge z collaborates s", "z"},
		{"edge x collaborates s", "x"},
		{"edge w works_for s", "w"},
		{"edge o offers s", "o"},
		{"edge v coordinates s", "v"},
		{"node u person role=coordinatrice", "v"},
		{"edge u uses s", "u"},
	} {
		lines = append(lines, step.more)
		want := []string{}
		if step.want != "" {
			want = append(want, step.want+": a s b")
		}
		if got := introduced(suggested(t, "a", "b", lines...)); !slices.Equal(got, want) {
			t.Errorf("with %q: %v, want %v", step.more, got, want)
		}
	}
}

// The more the two have in common the smaller the step that is proposed; those of two pieces are introduced in person.
func TestTheSmallestUsefulStep(t *testing.T) {
	persons := []string{"node a person", "node b person", "node c person", "node d person", "node s service", "node n need area=Centro tags=casa lines=l", "node x service area=Centro tags=casa lines=l"}
	for _, c := range []struct {
		a, b  string
		edges []string
		want  int
	}{
		{"a", "b", []string{"edge a knows c", "edge c knows b", "edge a knows d", "edge d knows b"}, 1},
		{"a", "b", []string{"edge a knows c", "edge c knows b"}, 2},
		{"a", "b", []string{"edge a knows c", "edge c knows d", "edge d knows b"}, 3},
		{"a", "b", []string{"edge a uses s", "edge b uses s"}, 2},
		{"a", "b", []string{"edge a knows c"}, 6},
		{"n", "x", nil, 7},
	} {
		if s := suggested(t, c.a, c.b, append(slices.Clone(persons), c.edges...)...); s.Step != c.want {
			t.Errorf("%v: %s %s, step %d, want %d", c.edges, s.Family, s.Type, s.Step, c.want)
		}
	}
	if s := suggestedIn(t, Reciprocity, "a~b", append(slices.Clone(persons), "edge a expects b")...); s.Step != 1 {
		t.Errorf("a commitment: step %d", s.Step)
	}
}

// What a suggestion leans on is said where it is little.
func TestCautions(t *testing.T) {
	persons := []string{"node a person", "node b person", "node c person", "node d person", "node o organization", "node s service"}
	both := []string{"edge a knows c", "edge c knows b"}
	for _, c := range []struct {
		name  string
		edges []string
		want  []string
	}{
		{"one who knows both", both, []string{"one_person_only", "little_data"}},
		{"two who know both", append([]string{"edge a knows d", "edge d knows b"}, both...), []string{"little_data"}},
		{"an organization of both", []string{"edge a member_of o", "edge b member_of o"}, []string{"one_person_only", "little_data"}},
		{"a service that both use", []string{"edge a uses s", "edge b uses s"}, []string{"nobody_knows_both", "little_data"}},
		{"a service where somebody works", []string{"edge a uses s", "edge b uses s", "edge d works_for s"}, []string{"little_data"}},
		{"nobody", []string{"edge a knows c"}, []string{"nobody_knows_both", "little_data"}},
		{"a contested relation with who knows both", []string{"edge a knows c", "edge c knows b status=contested"}, []string{"leans_on_contested", "one_person_only", "little_data"}},
		{"a contested relation elsewhere", append([]string{"edge a knows d status=contested", "edge c knows d status=contested"}, both...), []string{"one_person_only", "little_data"}},
		{"they were related", append([]string{"edge a knows b status=retired"}, both...), []string{"one_person_only", "was_retired", "little_data"}},
		{"one invited the other once", append([]string{"edge a invites b status=retired"}, both...), []string{"one_person_only", "little_data"}},
		{"others were related", append([]string{"edge a knows d status=retired"}, both...), []string{"one_person_only", "little_data"}},
	} {
		s := suggested(t, "a", "b", append(slices.Clone(persons), c.edges...)...)
		var got []string
		for _, caution := range s.Cautions {
			got = append(got, caution.Code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		if i := slices.Index(got, "little_data"); s.Cautions[i].Values["relations"] != countOfCounted(c.edges) {
			t.Errorf("%s: %v", c.name, s.Cautions[i].Values)
		}
	}
	// An answer is plausible by what was stated beforehand until ten needs are answered, and a commitment always is.
	lines := []string{"node s service area=Centro tags=casa lines=l", "node n need area=Centro tags=casa lines=l"}
	for answered := range 12 {
		codes := cautionCodes(suggested(t, "n", "s", lines...))
		if prior := slices.Contains(codes, "prior_only"); prior != (answered < 10) || slices.Contains(codes, "little_data") == prior || slices.Contains(codes, "nobody_knows_both") {
			t.Errorf("%d needs answered: %v", answered, codes)
		}
		other := string(rune('A' + answered))
		lines = append(lines, "node "+other+" need area=Centro tags=casa lines=l", "edge s answers "+other)
	}
	if codes := cautionCodes(suggestedIn(t, Reciprocity, "a~b", append(slices.Clone(persons), "edge a expects b")...)); !slices.Equal(codes, []string{"prior_only"}) {
		t.Errorf("a commitment: %v", codes)
	}
}

// Who was there until a day before today introduces nobody, and as an end is a caution; not on the day itself, nor where today is
// not known, and through a lens of that day they are no end at all.
func TestWhoLeft(t *testing.T) {
	g := graphtest.FromLines(t, "node a person until=2026-02-01", "node b person", "node c person until=2026-02-01", "node d person", "edge a knows c", "edge c knows b", "edge a knows d", "edge d knows b")
	for _, c := range []struct {
		o    Options
		who  []string
		left bool
	}{
		{Options{Today: "2026-02-02"}, []string{"d: a d b"}, true}, {Options{Today: "2026-02-01"}, []string{"c: a c b", "d: a d b"}, false}, {Options{}, []string{"c: a c b", "d: a d b"}, false},
		{Options{Today: "2026-03-01", Lens: graph.Lens{AsOf: "2026-01-31"}}, []string{"c: a c b", "d: a d b"}, false},
	} {
		s, err := read(t, g, c.o).Pair(t.Context(), "a~b", "")
		if err != nil {
			t.Fatal(err)
		}
		if who, codes := introduced(s), cautionCodes(s); !slices.Equal(who, c.who) || slices.Contains(codes, "has_left") != c.left {
			t.Errorf("%+v: %v, %v", c.o, who, codes)
		}
	}
	if _, err := read(t, g, Options{Lens: graph.Lens{AsOf: "2026-03-01"}}).Pair(t.Context(), "a~b", ""); err == nil {
		t.Error("who left is proposed through a lens of a later day")
	}
}

func cautionCodes(s *Suggestion) []string {
	var codes []string
	for _, c := range s.Cautions {
		codes = append(codes, c.Code)
	}
	return codes
}

// countOfCounted counts the relations that stand.
func countOfCounted(edges []string) int {
	count := 0
	for _, e := range edges {
		if !strings.Contains(e, "retired") {
			count++
		}
	}
	return count
}
