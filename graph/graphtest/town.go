package graphtest

import "trama/graph"

// Town returns the fixture town, small enough to count by hand.
//
//	ada ─── bruno                 elsa ─── forno
//	 │ ╲   ╱                       │
//	 │  ╲ ╱                       gino                  hilda
//	carla ═══ dario ──▶ sportello
//	            │                          doposcuola ──▶ (compiti, a need)
//	          comune ──▶ anagrafe
//
// "═" are two parallel relations, "▶" is directed; carla also has a loop. Ada's label is "Àda", forno is a place,
// sportello, anagrafe and doposcuola are services, comune is an organization, compiti is a need that doposcuola
// answers, the others are persons. The figures are in TownFigures.
func Town() *graph.Graph {
	b := graph.NewBuilder()
	b.SetAttribute("title", graph.TextValue("The fixture town"))
	b.SetAttribute("area", graph.TextValue("centro"))
	nodes := []struct{ id, kind, label, area string }{
		{"ada", graph.Person, "Àda", "centro"}, {"bruno", graph.Person, "Bruno", "centro"}, {"carla", graph.Person, "Carla", ""},
		{"dario", graph.Person, "Dario", "nord"}, {"elsa", graph.Person, "Elsa", "nord"}, {"gino", graph.Person, "", "nord"},
		{"hilda", graph.Person, "Hilda", "sud"}, {"forno", graph.Place, "Il forno", "nord"}, {"sportello", graph.Service, "Sportello", "centro"},
		{"anagrafe", graph.Service, "Anagrafe", "centro"}, {"doposcuola", graph.Service, "Doposcuola", "sud"},
		{"comune", graph.Organization, "Comune", "centro"}, {"compiti", graph.Need, "Aiuto nei compiti", "sud"},
	}
	row := map[string]int{}
	for _, n := range nodes {
		row[n.id] = b.Node(n.id)
		b.SetKind(row[n.id], n.kind)
		b.SetNode(row[n.id], b.NodeColumn("label"), graph.TextValue(n.label))
		b.SetNode(row[n.id], b.NodeColumn("area"), graph.TextValue(n.area))
	}
	b.SetNode(row["ada"], b.NodeColumn("role"), graph.TextValue("coordinator"))
	b.SetNode(row["dario"], b.NodeColumn("tags"), graph.ListValue([]string{"giovani", "casa"}))
	edges := []struct {
		source, target, typ string
		weight              float64
	}{
		{"ada", "bruno", "collaborates", 2}, {"ada", "carla", "collaborates", 1}, {"bruno", "carla", "knows", 0},
		{"carla", "dario", "collaborates", 0.5}, {"carla", "dario", "knows", 0}, {"carla", "carla", "knows", 0},
		{"ada", "dario", "knows", 0}, {"dario", "sportello", "works_for", 3}, {"dario", "comune", "member_of", 0},
		{"comune", "anagrafe", "offers", 0}, {"elsa", "gino", "knows", 0}, {"elsa", "forno", "located_at", 0},
		{"doposcuola", "compiti", "answers", 0},
	}
	for _, e := range edges {
		edge := b.Edge(graph.BuilderEdge{Source: row[e.source], Target: row[e.target], Type: e.typ})
		if e.weight > 0 {
			b.SetEdge(edge, b.EdgeColumn("weight"), graph.FloatValue(e.weight))
		}
	}
	g, _ := b.Build()
	return g
}

// Figures are what is known of a fixture, counted by hand.
type Figures struct {
	Nodes, Edges         int // of the graph: all, loops and parallel ones too
	ViewNodes, ViewEdges int // of the default lens: distinct pairs, no loops
	Parallel, Loops      int
	Components, Isolates int
	Sizes                []int // of the components, largest first
	Bridges              [][2]string
	ArticulationPoints   []string
	Fragmentation        float64 // Borgatti's F: the share of pairs that cannot reach each other
}

// TownFigures returns the figures of Town under the default lens: 12 nodes (the need does not count), in pieces of 7
// (ada, anagrafe, bruno, carla, comune, dario, sportello), 3 (elsa, forno, gino), 1 (hilda) and 1 (doposcuola).
// Of 12·11 ordered pairs 7·6 + 3·2 = 48 reach each other.
func TownFigures() Figures {
	return Figures{
		Nodes: 13, Edges: 13, ViewNodes: 12, ViewEdges: 10, Parallel: 1, Loops: 1,
		Components: 4, Isolates: 2, Sizes: []int{7, 3, 1, 1},
		Bridges:            [][2]string{{"anagrafe", "comune"}, {"comune", "dario"}, {"dario", "sportello"}, {"elsa", "forno"}, {"elsa", "gino"}},
		ArticulationPoints: []string{"comune", "dario", "elsa"},
		Fragmentation:      1 - 48.0/132.0,
	}
}
