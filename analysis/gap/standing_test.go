package gap

import (
	"slices"
	"testing"

	"trama/analysis/effect"
	"trama/graph"
	"trama/graph/graphtest"
)

// missing returns the suggestions that are wanted of a graph.
func missing(t testing.TB, n *Network, w Wanted) []Suggestion {
	t.Helper()
	list, err := n.Missing(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	return list.Suggestions
}

// TestTheTypeProposedFitsHowTheTwoStand: nobody is said to collaborate with a service that they use or would offer.
func TestTheTypeProposedFitsHowTheTwoStand(t *testing.T) {
	g := graphtest.FromLines(t, "node comune organization", "node caritas organization", "node doposcuola service", "node mensa service",
		"node anna person", "node bruno person", "node carla person", "node dario person", "node lavoro need",
		"edge caritas offers mensa", "edge anna uses mensa", "edge bruno works_for caritas", "edge bruno uses mensa",
		"edge carla has_need lavoro", "edge bruno knows dario", "edge caritas offers doposcuola status=retired")
	for _, want := range [][3]string{
		{"comune", "offers", "doposcuola"},      // nobody offers it: an offer that is retired is none
		{"comune", "collaborates", "mensa"},     // Caritas offers it already
		{"anna", "uses", "doposcuola"},          // she is helped, and works nowhere
		{"carla", "uses", "mensa"},              // she has a need
		{"bruno", "collaborates", "doposcuola"}, // he uses a service, but works
		{"anna", "knows", "comune"}, {"anna", "knows", "carla"}, {"dario", "knows", "comune"}, {"bruno", "collaborates", "comune"},
	} {
		list := missing(t, read(t, g, Options{Seed: 1}), Wanted{Involving: []string{want[0]}})
		typ, _ := graph.FindType(want[1])
		i := slices.IndexFunc(list, func(s Suggestion) bool {
			return s.Source == want[0] && s.Target == want[2] || typ.Symmetric && s.Source == want[2] && s.Target == want[0]
		})
		if i < 0 {
			t.Errorf("%s – %s is not proposed", want[0], want[2])
		} else if list[i].Type != want[1] {
			t.Errorf("%s %s %s, want %s", want[0], list[i].Type, want[2], want[1])
		}
	}
	without := Options{Seed: 1, Lens: graph.Lens{Types: []string{"!uses", "!knows", "!offers"}}}
	for _, s := range missing(t, read(t, g, without), Wanted{}) {
		if s.Type == "uses" || s.Type == "knows" || s.Type == "offers" {
			t.Errorf("%s %s %s, which the lens leaves out", s.Source, s.Type, s.Target)
		}
	}
}

// How a node stands is what its relations say, of whichever end, those that are not retired.
func TestHowANodeStands(t *testing.T) {
	for relation, want := range map[string]standing{
		"edge o offers a": {offered: true}, "edge a works_for o": {works: true}, "edge a member_of o": {works: true}, "edge a coordinates o": {works: true}, "edge a promotes o": {works: true},
		"edge o collaborates a": {works: true}, "edge a uses o": {helped: true}, "edge a has_need o": {helped: true}, "edge o knows a": {knows: true},
		"edge a uses o status=retired": {}, "edge a raised o": {}, "edge a located_at o": {},
	} {
		g := graphtest.FromLines(t, relation)
		s := (&Network{State: &effect.State{Graph: g}, incidence: g.Incidence()}).search(Wanted{})
		if got := s.standingOf(0); got != want {
			t.Errorf("%s: %+v, want %+v", relation, got, want)
		}
	}
}
