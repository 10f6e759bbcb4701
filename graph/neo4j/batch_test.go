package neo4j_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/neo4j"
)

// small returns nodes a:person, b:place, c:person and the edges ab and cb.
func small(t testing.TB) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	for id, kind := range map[string]string{"a": graph.Person, "b": graph.Place, "c": graph.Person} {
		b.SetKind(b.Node(id), kind)
	}
	b.Edge(graph.BuilderEdge{ID: "ab", Source: b.End("a"), Target: b.End("b"), Type: "located_at"})
	b.Edge(graph.BuilderEdge{ID: "cb", Source: b.End("c"), Target: b.End("b"), Type: "uses"})
	g, _ := b.Build()
	return g
}

func applied(t testing.TB, g *graph.Graph, c graph.Changes) *graph.Graph {
	t.Helper()
	next, err := g.Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

func TestBatches(t *testing.T) {
	g, knows := small(t), "knows"
	title := graph.Attributes{{Name: "title", Value: graph.TextValue("T")}}
	for _, test := range []struct {
		name         string
		base, next   *graph.Graph
		items, bytes int
		want         []neo4j.Cut
	}{
		{"nothing", g, g, 10, 1000, nil},
		{"a new graph, kind by kind", graph.Empty(), g, 10, 1000, []neo4j.Cut{
			{Fresh: true, Nodes: []string{"a", "c", "b"}, Edges: []string{"a>ab>b", "c>cb>b"}}}},
		{"in parts", graph.Empty(), g, 2, 1000, []neo4j.Cut{
			{Fresh: true, Nodes: []string{"a", "c"}}, {Fresh: true, Nodes: []string{"b"}, Edges: []string{"a>ab>b"}}, {Fresh: true, Edges: []string{"c>cb>b"}}}},
		{"by bytes", graph.Empty(), g, 10, 40, []neo4j.Cut{
			{Fresh: true, Nodes: []string{"a", "c"}}, {Fresh: true, Nodes: []string{"b"}, Edges: []string{"a>ab>b"}}, {Fresh: true, Edges: []string{"c>cb>b"}}}},
		{"removals of nodes last, of edges first and with their ends", g, applied(t, g, graph.Changes{
			RemoveNodes: []string{"a"}, PutNodes: []graph.NodeChange{{ID: "d"}},
			PutEdges: []graph.EdgeChange{{ID: "cd", Source: "c", Target: "d", Type: &knows}}}), 10, 1000, []neo4j.Cut{
			{Fresh: true, RemoveEdges: []string{"a>ab>b"}, Nodes: []string{"d"}, Edges: []string{"c>cd>d"}, RemoveNodes: []string{"a"}}}},
		{"an edge that changes is named with its ends", g, applied(t, g, graph.Changes{
			PutEdges: []graph.EdgeChange{{ID: "ab", Attributes: title}}}), 10, 1000, []neo4j.Cut{{Edges: []string{"a>ab>b"}}}},
		{"an edge that moves goes first", g, applied(t, g, graph.Changes{
			RemoveEdges: []string{"ab"}, PutEdges: []graph.EdgeChange{{ID: "ab", Source: "c", Target: "b", Type: &knows}}}), 1, 1000, []neo4j.Cut{
			{Fresh: true, RemoveEdges: []string{"a>ab>b"}}, {Edges: []string{"c>ab>b"}}}},
		{"the graph's own attributes", g, applied(t, g, graph.Changes{Attributes: title}), 10, 1000, []neo4j.Cut{{Fresh: true, Attributes: 1}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := neo4j.Cuts(test.base, test.next, test.items, test.bytes); !reflect.DeepEqual(got, test.want) {
				t.Errorf("\n got %+v\nwant %+v", got, test.want)
			}
		})
	}
}

// Up to 10,000 changes are one batch, and so one transaction.
func TestTenThousandChangesAreOneBatch(t *testing.T) {
	for _, test := range []struct{ nodes, want int }{{5000, 1}, {5001, 2}, {10_001, 3}} {
		if got := len(neo4j.Payloads(graph.Empty(), parted(test.nodes))); got != test.want {
			t.Errorf("%d changes in %d batches, want %d", 2*test.nodes, got, test.want)
		}
	}
}

// The memory holds the newest graph of a network, and no more networks than are small together.
func TestMemory(t *testing.T) {
	var m neo4j.Memory
	g, other := small(t), parted(3)
	m.Put("n", "e", 1, g)
	if m.Get("n", "e", 1) != g || m.Get("n", "e", 2) != nil || m.Get("n", "f", 1) != nil || m.Get("m", "e", 1) != nil {
		t.Error("it does not tell states apart")
	}
	m.Put("n", "e", 2, other)
	if m.Get("n", "e", 1) != nil || m.Get("n", "e", 2) != other {
		t.Error("the older graph is still there, or the newer is not")
	}
	m.Put("m", "e", 1, g)
	m.Drop("n")
	if m.Get("n", "e", 2) != nil || m.Get("m", "e", 1) != g {
		t.Error("what was dropped is there, or another is not")
	}
	large := parted(180_000)
	for i := range 4 {
		m.Put(fmt.Sprint("large", i), "e", 1, large)
	}
	var kept []string
	for i := range 4 {
		if name := fmt.Sprint("large", i); m.Get(name, "e", 1) != nil {
			kept = append(kept, name)
		}
	}
	if m.Get("m", "e", 1) != nil || strings.Join(kept, " ") != "large2 large3" {
		t.Errorf("it keeps %v", kept)
	}
}
