package gap

import (
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

// TestWhatAPlanProposesIsFound: a table can take up what any plan of the town proposes, and what stands in a list of one
// actor, with the type that they have there; related pairs, and what was declined, stay out.
func TestWhatAPlanProposesIsFound(t *testing.T) {
	n := read(t, graphtest.Town(), Options{Seed: 1})
	var proposed []Suggestion
	for _, goal := range Goals() {
		plan, err := n.Plan(t.Context(), Aim{Goal: goal})
		if err != nil {
			t.Fatal(err)
		}
		proposed = append(proposed, plan.Suggestions...)
	}
	for _, s := range append(proposed, missing(t, n, Wanted{Involving: []string{"hilda"}})...) {
		found, err := n.Pair(t.Context(), s.ID, "")
		if err != nil || found.Type != s.Type || found.Source != s.Source || len(found.Reasons) == 0 {
			t.Errorf("%s: %+v, %v", s.ID, found, err)
		}
	}
	for _, id := range []string{"ada~bruno", "ada~nobody", "ada~ada", "ada", "compiti~hilda", "ada~carla"} {
		if _, err := n.Pair(t.Context(), id, ""); graph.KindOf(err) != graph.NotFound {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// TestAPairIsFoundInTheFamilyAskedFor: of a pair that stands in several, in one of these; where it is in none, as a pair by itself.
func TestAPairIsFoundInTheFamilyAskedFor(t *testing.T) {
	n := read(t, graphtest.Town(), Options{Seed: 1})
	for _, c := range []struct {
		id, family, want string
		kind             graph.ErrorKind
	}{
		{"bruno~dario", Likely, Likely, 0},
		{"bruno~dario", Reinforce, "", graph.NotFound}, // a relation of a ring is no second way
		{"forno~gino", Reinforce, Reinforce, 0},
		{"forno~gino", Likely, Likely, 0},
		{"ada~elsa", Reconnect, Reconnect, 0},
	} {
		found, err := n.Pair(t.Context(), c.id, c.family)
		if c.want == "" {
			if graph.KindOf(err) != c.kind {
				t.Errorf("%s in %s: %+v, %v", c.id, c.family, found, err)
			}
		} else if err != nil || found.Family != c.want || found.ID != c.id {
			t.Errorf("%s in %s: %+v, %v", c.id, c.family, found, err)
		}
	}
}

// A pair that stands in no list is of the family that fits it, or of the one asked for where that could be.
func TestAPairByItself(t *testing.T) {
	n := read(t, graphtest.FromLines(t, "edge a knows b", "edge b knows c", "edge x knows y"), Options{Seed: 1})
	for _, c := range []struct{ id, asked, want string }{
		{"a~c", "", Likely}, {"a~x", "", Reconnect}, {"a~c", Reinforce, Reinforce}, {"a~c", Coverage, Likely}, {"a~x", Reciprocity, Reconnect}, {"a~b", "", ""}, {"a~z", "", ""},
	} {
		s := n.search(Wanted{})
		if c.asked != "" {
			s.wanted.Family = []string{c.asked}
		}
		switch got, err := s.alone(t.Context(), c.id); {
		case err != nil:
			t.Fatal(err)
		case c.want == "" && got != nil:
			t.Errorf("%s: %+v", c.id, got)
		case c.want != "" && (got == nil || got.family != c.want || got.estimate.Plausibility == 0):
			t.Errorf("%s asked for in %q: %+v, want %s", c.id, c.asked, got, c.want)
		}
	}
}
