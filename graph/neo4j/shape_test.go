package neo4j_test

import (
	"fmt"
	"slices"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

// Another tool finds the map as people would draw it.
func TestShapeForOtherTools(t *testing.T) {
	s := empty(t)
	town := graphtest.Town()
	s.put(t, "town", town)
	x, params := newTool(t), map[string]any{"network": s.prefix + "town"}
	offers := 0
	for e := range town.Edges() {
		if town.Type(e) == "offers" {
			offers++
		}
	}
	for _, test := range []struct{ query, want string }{
		{"MATCH (o:Organization {network: $network})-[:OFFERS]->(s:Service) RETURN count(*)", fmt.Sprint(offers)},
		{"MATCH (n:Trama {network: $network}) RETURN count(n)", fmt.Sprint(town.Nodes())},
		{"MATCH (:Trama {network: $network})-[r]->() RETURN count(r)", fmt.Sprint(town.Edges())},
		{"MATCH (a:Actor {network: $network}) RETURN count(a)", fmt.Sprint(countKinds(town, graph.IsActor))},
		{"MATCH (p:Person:Actor {network: $network}) RETURN count(p)", fmt.Sprint(countKinds(town, func(k string) bool { return k == graph.Person }))},
		{"MATCH (n:Trama {network: $network}) WHERE n.kind = 'person' AND NOT n:Person RETURN count(n)", "0"},
		{"MATCH (:Trama {network: $network})-[r]->() WHERE r.type = 'collaborates' AND type(r) <> 'COLLABORATES' RETURN count(r)", "0"},
	} {
		if got := x.rows(test.query, params); !slices.Equal(got, []string{test.want}) {
			t.Errorf("%s: %v, want %s", test.query, got, test.want)
		}
	}
}

func countKinds(g *graph.Graph, is func(string) bool) (n int) {
	for i := range g.Nodes() {
		if is(g.Kind(i)) {
			n++
		}
	}
	return n
}

// Each type of value is the server's own, a mixed column keeps each, and names that the store keeps for itself give way.
func TestNativeValues(t *testing.T) {
	s := empty(t)
	day, _ := graph.DateValue("2026-02-28")
	attrs := map[string]graph.Value{
		"label": graph.TextValue("Ada"), "age": graph.IntegerValue(41), "lat": graph.FloatValue(45.5), "active": graph.BooleanValue(true),
		"since": day, "tags": graph.ListValue([]string{"a", "b|c"}),
		"id": graph.TextValue("own"), "type": graph.IntegerValue(1), "network": graph.TextValue("x"), "kind_": graph.TextValue("k"),
		"nul\x00name": graph.IntegerValue(7), "back`tick": graph.IntegerValue(8), `u\u0060`: graph.IntegerValue(9),
	}
	b := graph.NewBuilder()
	row, other := b.Node("p"), b.Node("q")
	b.SetKind(row, graph.Person)
	e := b.Edge(graph.BuilderEdge{Source: row, Target: other, Type: "Legame"})
	for name, v := range attrs {
		b.SetNode(row, b.NodeColumn(name), v)
		b.SetEdge(e, b.EdgeColumn(name), v)
	}
	b.SetNode(other, b.NodeColumn("age"), graph.TextValue("41"))
	g, _ := b.Build()
	s.put(t, "values", g)
	x, params := newTool(t), map[string]any{"network": s.prefix + "values"}
	for _, test := range []struct{ query, want string }{
		{"MATCH (n:Trama {network: $network, id: 'p'}) RETURN n.label, n.age + 1, n.lat * 2, NOT n.active, n.since.month, n.tags[1]", "Ada 42 91 false 2 b|c"},
		{"MATCH (n:Trama {network: $network, id: 'p'}) RETURN n.id_, n.type_, n.network_, n.kind__, n.kind, n.`back``tick`", "own 1 x k person 8"},
		{"MATCH (n:Trama {network: $network, id: 'q'}) RETURN n.age, n.kind", "41 <nil>"},
		{"MATCH (:Trama {network: $network})-[r:LEGAME]->() RETURN r.directed, r.id, r.type, r.since.year, r.age", "false p~Legame~q~1 Legame 2026 41"},
	} {
		if got := x.rows(test.query, params); !slices.Equal(got, []string{test.want}) {
			t.Errorf("%s: %v, want %s", test.query, got, test.want)
		}
	}
	s.holds(t, "values", g)
}

// A kind that changes takes its labels with it, a type makes the relationship anew with all it had.
func TestShapeFollowsKindsAndTypes(t *testing.T) {
	s := empty(t)
	g := graphtest.Town()
	s.put(t, "town", g)
	var e int
	for e = range g.Edges() {
		if g.Type(e) == "offers" {
			break
		}
	}
	edge, kind, typ := g.Edge(e), "Casa del quartiere", "sostiene"
	c := graph.Changes{
		PutNodes: []graph.NodeChange{{ID: edge.Source, Kind: &kind}},
		PutEdges: []graph.EdgeChange{{ID: edge.ID, Type: &typ, Attributes: graph.Attributes{{Name: "note", Value: graph.TextValue("da maggio")}}}},
	}
	next := s.change(t, "town", 1, g, c)
	x, params := newTool(t), map[string]any{"network": s.prefix + "town", "id": edge.Source, "edge": edge.ID}
	for _, test := range []struct{ query, want string }{
		{"MATCH (n:Trama {network: $network, id: $id}) RETURN labels(n)", "[Trama CasaDelQuartiere]"},
		{"MATCH (:Trama {network: $network})-[r {id: $edge}]->() RETURN type(r), r.note", "SOSTIENE da maggio"},
	} {
		if got := x.rows(test.query, params); !slices.Equal(got, []string{test.want}) {
			t.Errorf("%s: %v, want %s", test.query, got, test.want)
		}
	}
	back := graph.Organization
	s.change(t, "town", 2, next, graph.Changes{PutNodes: []graph.NodeChange{{ID: edge.Source, Kind: &back}}})
	if got := x.rows("MATCH (n:Trama {network: $network, id: $id}) RETURN labels(n)", params); got[0] != "[Trama Actor Organization]" && got[0] != "[Actor Organization Trama]" {
		t.Errorf("labels %v", got)
	}
}

// What other tools add beside the map is theirs: it is neither read nor taken away.
func TestForeignAdditions(t *testing.T) {
	s := empty(t)
	g := graphtest.Town()
	s.put(t, "town", g)
	x, params := newTool(t), map[string]any{"network": s.prefix + "town", "id": g.NodeID(0), "other": g.NodeID(1)}
	x.rows("MATCH (n:Trama {network: $network, id: $id}), (m:Trama {network: $network, id: $other}) CREATE (n)-[:SIMILAR {score: 0.5}]->(m), (n)-[:SEEN_IN]->(:ToolNote {network: $network}) SET n:Important", params)
	t.Cleanup(func() { x.rows("MATCH (t:ToolNote {network: $network}) DETACH DELETE t", params) })
	s.holds(t, "town", g)
	s.change(t, "town", 1, g, graph.Changes{PutNodes: []graph.NodeChange{{ID: g.NodeID(0), Attributes: graph.Attributes{{Name: "note", Value: graph.TextValue("x")}}}}})
	if got := x.rows("MATCH (n:Important {network: $network})-[r:SIMILAR]->() RETURN r.score", params); !slices.Equal(got, []string{"0.5"}) {
		t.Errorf("the tool's own data: %v", got)
	}
}

// Queries given as data stay data, in every field there is.
func TestInjection(t *testing.T) {
	s := empty(t)
	s.put(t, "witness", graphtest.Town())
	hostile := []string{
		"`) DETACH DELETE (n) //", `\u0060) DETACH DELETE (n) //`, "'}) MATCH (n) DETACH DELETE n //", `"}) MATCH (n) DETACH DELETE n //`,
		"$network", "]->() WITH 1 AS x MATCH (m) DETACH DELETE m //", "x: 1}) SET n.network = 'stolen' //", "\\", "/* ", "*/ DELETE", "{", "}", "${x}", "`", "``", "\\`",
	}
	b := graph.NewBuilder()
	for i, text := range hostile {
		row := b.Node(text)
		b.SetKind(row, text)
		b.SetNode(row, b.NodeColumn(text), graph.TextValue(text))
		e := b.Edge(graph.BuilderEdge{ID: text, Source: row, Target: b.End(hostile[(i+1)%len(hostile)]), Type: text})
		b.SetEdge(e, b.EdgeColumn(text), graph.ListValue([]string{text, text}))
		b.SetAttribute(text, graph.TextValue(text))
	}
	g, _ := b.Build()
	s.put(t, "hostile", g)
	kind, typ := hostile[1], hostile[0]
	c := graph.Changes{RemoveNodes: hostile[5:6]}
	for i, text := range hostile[:4] {
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: text, Kind: &kind, Attributes: graph.Attributes{{Name: hostile[i+4], Value: graph.IntegerValue(1)}}})
		c.PutEdges = append(c.PutEdges, graph.EdgeChange{ID: text, Type: &typ})
	}
	next := s.change(t, "hostile", 1, g, c)
	if err := s.Snapshot(t.Context(), "hostile", 1, hostile[0]); err != nil {
		t.Error(err)
	}
	if _, err := s.Apply(t.Context(), "hostile", 2, graph.Commit{Author: hostile[2], Message: hostile[3], Changes: graph.Changes{RemoveNodes: hostile[6:7]}}); err != nil {
		t.Error(err)
	}
	if history, err := s.History(t.Context(), "hostile", graph.Page{Limit: 1}); err != nil || history[0].Author != hostile[2] || history[0].Message != hostile[3] {
		t.Errorf("history %v %v", history, err)
	}
	if old, err := s.Load(t.Context(), "hostile", 2); err != nil {
		t.Error(err)
	} else {
		graphtest.Same(t, old, next)
	}
	for _, network := range hostile {
		if _, err := s.Load(t.Context(), network, 0); graph.KindOf(err) != graph.NotFound {
			t.Errorf("loading %q: %v", network, err)
		}
	}
	s.holds(t, "witness", graphtest.Town())
}
