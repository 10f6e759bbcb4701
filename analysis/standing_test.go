package analysis_test

import (
	"slices"
	"testing"

	"trama/analysis"
	"trama/graph"
)

// TestTheTypeProposedFitsHowTheTwoStand: nobody is said to collaborate with a service that they use or would offer.
func TestTheTypeProposedFitsHowTheTwoStand(t *testing.T) {
	retired := edge("caritas", "doposcuola", "offers")
	retired.Attributes = graph.Attributes{}.With("status", graph.TextValue("retired"))
	g := stateOf(t, graph.Changes{
		PutNodes: []graph.NodeChange{
			node("comune", graph.Organization), node("caritas", graph.Organization), node("doposcuola", graph.Service), node("mensa", graph.Service),
			node("anna", graph.Person), node("bruno", graph.Person), node("carla", graph.Person), node("dario", graph.Person), node("lavoro", graph.Need),
		},
		PutEdges: []graph.EdgeChange{
			edge("caritas", "mensa", "offers"), edge("anna", "mensa", "uses"), edge("bruno", "caritas", "works_for"), edge("bruno", "mensa", "uses"),
			edge("carla", "lavoro", "has_need"), edge("bruno", "dario", "knows"), retired,
		},
	})
	for _, want := range [][3]string{
		{"comune", "offers", "doposcuola"},      // nobody offers it: an offer that is retired is none
		{"comune", "collaborates", "mensa"},     // Caritas offers it already
		{"anna", "uses", "doposcuola"},          // she is helped, and works nowhere
		{"carla", "uses", "mensa"},              // she has a need
		{"bruno", "collaborates", "doposcuola"}, // he uses a service, but works
		{"anna", "knows", "comune"}, {"anna", "knows", "carla"}, {"dario", "knows", "comune"}, {"bruno", "collaborates", "comune"},
	} {
		list := missing(t, g, func(o *analysis.MissingOptions) { o.Limit, o.Involving = 0, []string{want[0]} }).Suggestions
		typ, _ := graph.FindType(want[1])
		i := slices.IndexFunc(list, func(s analysis.Suggestion) bool {
			return s.Source == want[0] && s.Target == want[2] || typ.Symmetric && s.Source == want[2] && s.Target == want[0]
		})
		if i < 0 {
			t.Errorf("%s – %s is not proposed", want[0], want[2])
		} else if list[i].Type != want[1] {
			t.Errorf("%s %s %s, want %s", want[0], list[i].Type, want[2], want[1])
		}
	}
	without := func(o *analysis.MissingOptions) { o.Limit, o.Lens.Types = 0, []string{"!uses", "!knows", "!offers"} }
	for _, s := range missing(t, g, without).Suggestions {
		if s.Type == "uses" || s.Type == "knows" || s.Type == "offers" {
			t.Errorf("%s %s %s, which the lens leaves out", s.Source, s.Type, s.Target)
		}
	}
}
