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

// TestStrongPartsHaveNamesOfTheirOwn: two rings that meet in the town hall are not both named after it.
func TestStrongPartsHaveNamesOfTheirOwn(t *testing.T) {
	var c graph.Changes
	for _, id := range []string{"hall", "a1", "a2", "a3", "b1", "b2", "b3"} {
		c.PutNodes = append(c.PutNodes, node(id, graph.Organization))
	}
	for _, ring := range [][]string{{"hall", "a1", "a2", "a3"}, {"hall", "b1", "b2", "b3"}} {
		for i, id := range ring {
			c.PutEdges = append(c.PutEdges, edge(id, ring[(i+1)%len(ring)], "collaborates"))
		}
	}
	report, err := analysis.NewReport(background, analysis.Source{Graph: stateOf(t, c)}, analysis.DefaultReportOptions())
	if err != nil {
		t.Fatal(err)
	}
	names := map[any]bool{}
	for _, s := range report.Strengths {
		names[s.Values["label"]] = true
	}
	if len(report.Strengths) != 2 || len(names) != 2 || !names["hall"] {
		t.Errorf("%+v", report.Strengths)
	}
}

// TestTheCoordinatorIsKnownInItalian, as in a table with a column "ruolo".
func TestTheCoordinatorIsKnownInItalian(t *testing.T) {
	g := stateOf(t, graph.Changes{
		PutNodes: []graph.NodeChange{node("giulia", graph.Person, "role", "Coordinatrice"), node("a", graph.Person), node("b", graph.Person)},
		PutEdges: []graph.EdgeChange{edge("giulia", "a", "knows"), edge("giulia", "b", "knows")},
	})
	report, err := analysis.NewReport(background, analysis.Source{Graph: g}, analysis.DefaultReportOptions())
	if err != nil || len(report.Without) != 1 || report.Without[0].IDs[0] != "giulia" {
		t.Errorf("%+v, %v", report.Without, err)
	}
}
