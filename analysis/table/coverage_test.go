package table_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"trama/analysis/table"
	"trama/graph"
)

// Who could answer a need shares a tag with it, in its area; where the need has no area, or no tags, the other decides, and where
// it has neither there is nobody.
func TestCandidatesByAreaAndTags(t *testing.T) {
	givers := []string{"node a action area=Centro tags=casa", "node b service area=Centro tags=scuola", "node c service area=Borgo tags=casa|scuola", "node d service"}
	for need, want := range map[string][]string{
		"area=Centro tags=casa":        {"a"},
		"area=Centro tags=casa|scuola": {"b", "a"}, // services first
		"area=Centro":                  {"b", "a"},
		"tags=casa|scuola":             {"b", "c", "a"},
		"area=Borgo tags=cibo":         {},
		"area=Altrove":                 {},
		"":                             {},
	} {
		made, _ := of(t, town(t, append(slices.Clone(givers), "node n need "+need)...), graph.Lens{})
		if got := ids(coverage(t, made).Unanswered[0].Candidates); !slices.Equal(got, want) {
			t.Errorf("a need of %q: %v, want %v", need, got, want)
		}
	}
}

// A need is answered by who stands behind the answer: once where one does, though twice; not where it is contested or retired.
func TestAnswersThatStand(t *testing.T) {
	base := []string{"node n need", "node s service", "node s2 service"}
	for _, test := range []struct {
		edges                []string
		answered, once, only int
		statuses             []string // of the lens
	}{
		{nil, 0, 0, 0, nil},
		{[]string{"edge s answers n"}, 1, 1, 0, nil},
		{[]string{"edge s answers n", "edge s answers n status=validated"}, 1, 1, 0, nil},
		{[]string{"edge s answers n", "edge s2 answers n status=declared"}, 1, 0, 0, nil},
		{[]string{"edge s answers n", "edge s2 answers n status=contested"}, 1, 1, 0, nil},
		{[]string{"edge s answers n status=contested"}, 0, 0, 1, nil},
		{[]string{"edge s answers n status=retired"}, 0, 0, 0, nil},
		{[]string{"edge n answers s"}, 0, 0, 0, nil},
		{[]string{"edge s offers n"}, 0, 0, 0, nil},
		{[]string{"edge s answers n status=retired"}, 0, 0, 0, []string{"retired"}},
		{[]string{"edge s answers n status=contested"}, 0, 0, 1, []string{"contested"}},
	} {
		g := town(t, append(slices.Clone(base), test.edges...)...)
		lens := graph.Lens{Statuses: test.statuses}
		made, _ := of(t, g, lens)
		c := coverage(t, made)
		if got := [3]int{c.Answered, c.AnsweredOnce, c.ContestedOnly}; got != [3]int{test.answered, test.once, test.only} {
			t.Errorf("%v: answered, once, contested only %v", test.edges, got)
		}
		aside, err := table.Aside(g, lens)
		if err != nil {
			t.Fatal(err)
		}
		if n := table.NewNeeds(aside); len(n.Answered) != test.answered || len(n.Open) != 1-test.answered {
			t.Errorf("%v: needs %+v", test.edges, n)
		}
	}
}

// A need that the lens leaves out is none, and no answer counts that it leaves out.
func TestNeedsOfALens(t *testing.T) {
	g := town(t, "node m need", "node n need", "node s service", "edge s answers m", "edge s answers n")
	for _, test := range []struct {
		lens           graph.Lens
		open, answered int
	}{
		{graph.Lens{}, 0, 2}, {graph.Lens{LeaveOut: []string{"m"}}, 0, 1}, {graph.Lens{LeaveOut: []string{"s"}}, 2, 0}, {graph.Lens{Types: []string{"!answers"}}, 2, 0},
	} {
		aside, err := table.Aside(g, test.lens)
		if err != nil {
			t.Fatal(err)
		}
		if n := table.NewNeeds(aside); len(n.Open) != test.open || len(n.Answered) != test.answered {
			t.Errorf("%+v: %+v", test.lens, n)
		}
	}
}

// Of whom the lens leaves out it is not said that they are alone.
func TestWhomTheLensLeavesOutIsNotAlone(t *testing.T) {
	made, _ := of(t, town(t, "node p person", "node q person", "node s service", "node a place", "edge a hosts s"), graph.Lens{Kinds: []string{"service", "place"}})
	if c := coverage(t, made); c.Persons != 2 || len(c.Alone) != 0 {
		t.Errorf("%d persons, alone %v", c.Persons, c.Alone)
	}
}

// A cell is 250 m wide: 250 m are 1/445.28 of a degree of latitude, and at 60° two of longitude are as long as one.
func TestCellsOfAQuarterOfAKilometre(t *testing.T) {
	const metre = 1 / 111_320.0
	for _, test := range []struct {
		north, east float64 // metres from the south-western need
		want        string
	}{
		{0, 0, "00-00"}, {249, 0, "00-00"}, {251, 0, "01-00"}, {499, 499, "01-01"}, {10_001, 1_001, "40-04"},
	} {
		made, _ := of(t, town(t, "node a need lat=60 lon=10", fmt.Sprintf("node b need lat=%.9f lon=%.9f", 60+test.north*metre, 10+2*test.east*metre)), graph.Lens{})
		if areas := coverage(t, made).Areas; areas[len(areas)-1].Area != test.want {
			t.Errorf("%v m north, %v m east: %+v, want %s", test.north, test.east, areas, test.want)
		}
	}
}

func TestCoverageStopsWithItsContext(t *testing.T) {
	made, _ := of(t, town(t, "node n need"), graph.Lens{})
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := made.Coverage(ended, 0); err == nil {
		t.Error("it went on")
	}
}

// Validation counts nodes and edges by status, whatever the lens leaves; the share is validated of what is not retired.
func TestValidationByStatus(t *testing.T) {
	made, _ := of(t, town(t, "node a person status=validated", "node b person status=retired", "node c person status=declared", "node d person", "node e person status=retired",
		"edge a knows b status=retired", "edge a knows c status=validated", "edge b knows c status=declared", "edge c knows a status=contested", "edge c knows b"), graph.Lens{})
	v := made.Validation()
	if v.Nodes != (table.Statuses{Declared: 1, Validated: 1, Retired: 2}) || v.Edges != (table.Statuses{Declared: 1, Validated: 1, Contested: 1, Retired: 1}) || v.Share != 1./3 {
		t.Errorf("%+v", v)
	}
	if len(v.Contested) != 1 || v.Contested[0].Label != "c – a" || v.Contested[0].Voices == nil {
		t.Errorf("contested %+v", v.Contested)
	}
}

// Who is left out by kind or by name is counted among what is contested, and named neither there nor among the voices.
func TestWhoIsLeftOutIsNotNamed(t *testing.T) {
	g := town(t, "node a person status=contested", "node o organization", "node s service", "edge a member_of o status=contested", "edge o expects a status=contested", "edge o offers s status=contested",
		"node d decision on_source=o on_type=offers on_target=s", "edge a voices d value=contested", "edge s voices d value=validated")
	for _, l := range []graph.Lens{{Kinds: []string{"!person"}}, {LeaveOut: []string{"a"}}} {
		made, _ := of(t, g, l)
		v := made.Validation()
		if v.Nodes.Contested != 1 || v.Edges.Contested != 3 || len(v.Contested) != 1 || v.Contested[0].Label != "o – s" {
			t.Errorf("%+v", v)
		} else if voices := v.Contested[0].Voices; len(voices) != 1 || voices[0].By != "s" {
			t.Errorf("voices %+v", voices)
		}
	}
}

// Silent is who is asked twice or more and has returned nothing, the most asked first.
func TestSilentIsWhoReturnsNothing(t *testing.T) {
	made, _ := of(t, town(t, "node a person", "node b person", "node c person", "node d person", "node k commitment state=agreed on_id=a~expects~d~1",
		"edge a expects b", "edge c expects b", "edge a expects c", "edge b expects c", "edge d expects c", "edge a expects d", "edge b expects d", "edge b expects a",
		"node e person", "node f person", "node g person", "edge 0 expects g", "edge z expects g", "edge 1 expects f", "edge z expects f", "edge 2 expects e", "edge z expects e",
		"edge a expects h", "edge b expects h status=retired"), graph.Lens{})
	r := made.Reciprocity()
	var got []string
	for _, s := range r.Silent {
		got = append(got, fmt.Sprint(s.ID, s.Asked))
	}
	if !slices.Equal(got, []string{"c3", "b2", "e2", "f2", "g2"}) || r.Asked != 15 || r.Returned != 1 || len(r.Unreturned) != 14 {
		t.Errorf("silent %v; %d asked, %d returned", got, r.Asked, r.Returned)
	}
}

// The squares begin where the south-westernmost node with both coordinates lies: one that has a latitude alone is nowhere, and so is
// one that the lens leaves out.
func TestTheCornerIsOfNodesWithBothCoordinates(t *testing.T) {
	made, _ := of(t, town(t, "node n1 need lat=45.0 lon=9.0", "node n2 need lat=45.003 lon=9.0", "node s1 service lat=44.5", "node s2 service lon=8.5",
		"node s3 service lat=44.5 lon=8.5"), graph.Lens{LeaveOut: []string{"s3"}})
	var areas []string
	for _, a := range coverage(t, made).Areas {
		areas = append(areas, a.Area)
	}
	if !slices.Equal(areas, []string{"00-00", "01-00"}) {
		t.Errorf("%q", areas)
	}
}

func TestNeedsAnsweredTwice(t *testing.T) {
	made, _ := of(t, town(t, "node l need", "node m need", "node n need", "node q service", "node r service", "node s service", "edge r answers l", "edge s answers l",
		"edge r answers m", "edge r answers m", "edge q answers n", "edge r answers n", "edge s answers n status=contested"), graph.Lens{})
	if got := made.AnsweredTwice(); !slices.Equal(got, []string{"l", "n"}) {
		t.Errorf("%q", got)
	}
}
