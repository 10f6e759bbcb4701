package gap

import (
	"slices"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
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

// A pair that a relation of the lens's type joins is not proposed, though its status keeps the relation out of the view.
func TestWhatIsThereOutsideTheView(t *testing.T) {
	g := graphtest.FromLines(t, "node a organization", "node b organization", "node c organization", "edge a expects b")
	lens := graph.Lens{Types: []string{"expects"}, Statuses: []string{"validated"}}
	list := missing(t, read(t, g, Options{Lens: lens, Seed: 1}), Wanted{})
	if len(list) != 2 || list[0].ID == "a~b" || list[1].ID == "a~b" {
		t.Errorf("%+v", list)
	}
}
