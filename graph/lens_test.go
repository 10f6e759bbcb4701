package graph_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
)

// village is a small network with all that a lens looks at.
//
//	anna –knows– bice –offers→ doposcuola ←hosts– piazza      ciro (retired)     dora
//	anna –has_need→ compiti ←answers– doposcuola               bice –presta– dora
func village() *graph.Graph {
	b := graph.NewBuilder()
	node := func(id, kind string, attrs ...any) int {
		row := b.Node(id)
		b.SetKind(row, kind)
		for i := 0; i < len(attrs); i += 2 {
			b.SetNode(row, b.NodeColumn(attrs[i].(string)), attrs[i+1].(graph.Value))
		}
		return row
	}
	day := func(text string) graph.Value { v, _ := graph.DateValue(text); return v }
	anna := node("anna", "person", "area", graph.TextValue("Nord"), "tags", graph.ListValue([]string{"casa", "cibo"}), "since", day("2026-01-10"))
	bice := node("bice", "organization", "area", graph.TextValue("Sud"), "until", day("2026-03-01"))
	ciro := node("ciro", "person", "status", graph.TextValue("retired"))
	dora := node("dora", "club", "age", graph.IntegerValue(7))
	doposcuola := node("doposcuola", "service", "area", graph.TextValue("Nord"))
	piazza := node("piazza", "place")
	compiti := node("compiti", "need")
	edge := func(from, to int, typ string, attrs ...any) {
		e := b.Edge(graph.BuilderEdge{Source: from, Target: to, Type: typ, Directed: true})
		for i := 0; i < len(attrs); i += 2 {
			b.SetEdge(e, b.EdgeColumn(attrs[i].(string)), attrs[i+1].(graph.Value))
		}
	}
	edge(anna, bice, "knows", "weight", graph.IntegerValue(3), "status", graph.TextValue("declared"))
	edge(bice, doposcuola, "offers", "weight", graph.FloatValue(0.5), "status", graph.TextValue("validated"))
	edge(piazza, doposcuola, "hosts", "status", graph.TextValue("retired"))
	edge(anna, compiti, "has_need")
	edge(doposcuola, compiti, "answers")
	edge(bice, dora, "presta", "since", day("2026-02-01"), "until", day("2026-02-28"), "status", graph.TextValue("contested"))
	edge(ciro, anna, "knows")
	g, _ := b.Build()
	return g
}

func TestLens(t *testing.T) {
	const everyone = "anna bice dora doposcuola piazza"
	for _, c := range []struct {
		name         string
		lens         graph.Lens
		nodes, edges string
	}{
		{"default: no need, no retired node or relation", graph.Lens{}, everyone, "knows offers presta"},
		{"without a kind", graph.Lens{Kinds: []string{"!place"}}, "anna bice dora doposcuola", "knows offers presta"},
		{"only a kind, in Italian", graph.Lens{Kinds: []string{"Persona", "need"}}, "anna compiti", ""},
		{"wanted and unwanted", graph.Lens{Kinds: []string{"person", "!person"}}, "", ""},
		{"a type takes the place of the default ones", graph.Lens{Types: []string{"ha bisogno"}, Kinds: []string{"person", "need"}}, "anna compiti", "has_need"},
		{"without a type", graph.Lens{Types: []string{"!knows"}}, everyone, "offers presta"},
		{"retired relations, named", graph.Lens{Statuses: []string{"retired"}}, everyone, "hosts"},
		{"without a status", graph.Lens{Statuses: []string{"!contested"}}, everyone, "knows offers"},
		{"an area, of nodes", graph.Lens{Areas: []string{"Nord"}}, "anna doposcuola", ""},
		{"without an area", graph.Lens{Areas: []string{"!Nord"}}, "bice dora piazza", "presta"},
		{"where, of a list any item counts", graph.Lens{Where: []string{"tags=cibo"}}, "anna", ""},
		{"where not", graph.Lens{Where: []string{"tags!=casa"}}, "bice dora doposcuola piazza", "offers presta"},
		{"where, any of the values of a name", graph.Lens{Where: []string{"area=Nord", "area=Sud"}}, "anna bice doposcuola", "knows offers"},
		{"where, all of the names", graph.Lens{Where: []string{"area=Nord", "tags=casa"}}, "anna", ""},
		{"where, a number as it is written", graph.Lens{Where: []string{"age=7"}}, "dora", ""},
		{"where, nothing there", graph.Lens{Where: []string{"age="}}, "anna bice doposcuola piazza", "knows offers"},
		{"left out", graph.Lens{LeaveOut: []string{"bice", "piazza"}}, "anna dora doposcuola", ""},
		{"before anna and the relation", graph.Lens{AsOf: "2026-01-09"}, "bice dora doposcuola piazza", "offers"},
		{"on the first day", graph.Lens{AsOf: "2026-02-01"}, everyone, "knows offers presta"},
		{"on the last day", graph.Lens{AsOf: "2026-02-28"}, everyone, "knows offers presta"},
		{"after all", graph.Lens{AsOf: "2026-03-02"}, "anna dora doposcuola piazza", ""},
		{"a least weight; none is 1", graph.Lens{MinWeight: 0.6}, everyone, "knows presta"},
		{"a larger one", graph.Lens{MinWeight: 2}, everyone, "knows"},
		{"everything", graph.Lens{Everything: true}, everyone + " ciro compiti", "knows knows offers presta hosts has_need answers"},
		{"everything without persons", graph.Lens{Everything: true, Kinds: []string{"!person"}}, "bice dora doposcuola piazza compiti", "offers presta hosts answers"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := village()
			s, err := c.lens.Select(g)
			if err != nil {
				t.Fatal(err)
			}
			var nodes, edges []string
			for i := range g.Nodes() {
				if s.HasNode(i) {
					nodes = append(nodes, g.NodeID(i))
				}
			}
			for e := range g.Edges() {
				if s.HasEdge(e) {
					edges = append(edges, g.Type(e))
				}
			}
			if !sameWords(nodes, c.nodes) || !sameWords(edges, c.edges) {
				t.Errorf("%q and %q, want %q and %q", nodes, edges, c.nodes, c.edges)
			}
			if s.NodeCount != len(nodes) || s.EdgeCount != len(edges) || s.NodesOut != g.Nodes()-len(nodes) || s.EdgesOut != g.Edges()-len(edges) {
				t.Errorf("counts %+v", s)
			}
			checkPart(t, s)
		})
	}
}

func sameWords(got []string, want string) bool {
	words := strings.Fields(want)
	slices.Sort(got)
	slices.Sort(words)
	return slices.Equal(got, words)
}

// checkPart compares the part with the graph that a builder makes of what is in.
func checkPart(t interface{ Errorf(string, ...any) }, s *graph.Selection) {
	g, want := s.Graph, modelOf(s.Graph)
	for i := range g.Nodes() {
		if !s.HasNode(i) {
			delete(want.nodes, g.NodeID(i))
		}
	}
	for e := range g.Edges() {
		if !s.HasEdge(e) {
			delete(want.edges, g.EdgeID(e))
		}
	}
	if how := want.compare(s.Part()); how != "" {
		t.Errorf("part: %s", how)
	}
}

// Where no relation has a status all count as declared: none is validated, and none is what a lens excludes but for these.
func TestStatusesOfARelationWithoutOne(t *testing.T) {
	g := mustApply(t, graph.Empty(), graph.Changes{PutNodes: nodesOf("a", "b"), PutEdges: []graph.EdgeChange{edgeOf("e", "a", "b")}})
	for status, want := range map[string]int{"declared": 1, "validated": 0, "retired": 0, "!validated": 1, "!retired": 1, "!declared": 0} {
		if s, err := (graph.Lens{Statuses: []string{status}}).Select(g); err != nil || s.EdgeCount != want {
			t.Errorf("%s: %d relations, want %d; %v", status, s.EdgeCount, want, err)
		}
	}
}

func TestPartOfAnyLens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := graphs().Draw(t, "graph")
		lens := graph.Lens{
			Kinds: rapid.SliceOfN(rapid.SampledFrom([]string{"person", "!place", "club", "!"}), 0, 2).Draw(t, "kinds"),
			Types: rapid.SliceOfN(rapid.SampledFrom([]string{"knows", "!presta a", "!offers"}), 0, 2).Draw(t, "types"),
			Where: rapid.SliceOfN(rapid.SampledFrom([]string{"a=7", "a!=true", "label=Anna", "z!="}), 0, 2).Draw(t, "where"),
		}
		lens.MinWeight = rapid.SampledFrom([]float64{0, 0.5, 1, 2}).Draw(t, "least weight")
		s, err := lens.Select(g)
		if err != nil {
			t.Fatal(err)
		}
		for e := range g.Edges() {
			if from, to := g.Ends(e); s.HasEdge(e) && !(s.HasNode(from) && s.HasNode(to)) {
				t.Fatal("an edge without its ends")
			}
		}
		checkPart(t, s)
	})
}

// A part without persons names none in the records about them either: they go, whatever names the person. Where only some
// kinds are asked for, the records about others stay.
func TestPartLeavesOutRecordsAboutWhoIsLeftOut(t *testing.T) {
	about := func(pairs ...string) graph.Attributes {
		var attrs graph.Attributes
		for i := 0; i < len(pairs); i += 2 {
			attrs = attrs.With(pairs[i], graph.TextValue(pairs[i+1]))
		}
		return attrs
	}
	c := graph.Changes{PutEdges: []graph.EdgeChange{{Source: "anna", Target: "org", Type: text("member_of")}, {Source: "org", Target: "service", Type: text("offers")}}}
	for _, n := range []struct {
		id, kind string
		attrs    graph.Attributes
	}{
		{"anna", "person", nil}, {"org", "organization", nil}, {"service", "service", nil},
		{"by-node", "decision", about("on_node", "anna")}, {"by-source", "decision", about("on_source", "anna", "on_target", "org")},
		{"by-target", "commitment", about("on_source", "org", "on_target", "anna")}, {"by-edge", "decision", about("on_id", "anna~member_of~org~1")},
		{"by-pair", "decision", about("on_id", graph.PairID("anna", "service"))}, {"gone", "decision", about("on_node", "bruno")},
		{"other", "decision", about("on_id", "org~offers~service~1", "on_source", "org", "on_target", "service")}, {"free", "commitment", nil},
	} {
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: n.id, Kind: text(n.kind), Attributes: n.attrs})
	}
	g := mustApply(t, graph.Empty(), c)
	for _, test := range []struct {
		lens graph.Lens
		want string
	}{
		{graph.Lens{Kinds: []string{"!person"}}, "free org other service"},
		{graph.Lens{LeaveOut: []string{"anna"}}, "free gone org other service"},
		{graph.Lens{Kinds: []string{"!service"}}, "anna by-edge by-node by-source by-target free gone org"},
		{graph.Lens{Kinds: []string{"decision"}}, "by-edge by-node by-pair by-source gone other"},
		{graph.Lens{}, "anna by-edge by-node by-pair by-source by-target free gone org other service"},
	} {
		test.lens.Everything = true
		s, err := test.lens.Select(g)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for i, part := 0, s.Part(); i < part.Nodes(); i++ {
			ids = append(ids, part.NodeID(i))
		}
		if got := strings.Join(ids, " "); got != test.want {
			t.Errorf("%+v: %s, want %s", test.lens, got, test.want)
		}
	}
}

func TestLensRefuses(t *testing.T) {
	for _, c := range []struct {
		lens graph.Lens
		kind graph.ErrorKind
	}{
		{graph.Lens{LeaveOut: []string{"nessuno"}}, graph.NotFound},
		{graph.Lens{AsOf: "2026-02-30"}, graph.Usage},
		{graph.Lens{AsOf: "domani"}, graph.Usage},
		{graph.Lens{Statuses: []string{"!fine"}}, graph.Usage},
		{graph.Lens{Where: []string{"area"}}, graph.Usage},
		{graph.Lens{Where: []string{"=x"}}, graph.Usage},
		{graph.Lens{Where: []string{"!=x"}}, graph.Usage},
		{graph.Lens{MinWeight: -1}, graph.Usage},
		{graph.Lens{MinWeight: math.NaN()}, graph.Usage},
		{graph.Lens{MinWeight: math.Inf(1)}, graph.Usage},
	} {
		if _, err := c.lens.Select(village()); graph.KindOf(err) != c.kind {
			t.Errorf("%+v: %v", c.lens, err)
		}
	}
}
