package graph_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
)

// model is a graph as a beginner would write it: maps of values. The properties compare Graph with it.
type model struct {
	nodes map[string]graph.Node
	edges map[string]graph.Edge
	attrs graph.Attributes
}

func modelOf(g *graph.Graph) model {
	m := model{nodes: map[string]graph.Node{}, edges: map[string]graph.Edge{}, attrs: g.Attributes()}
	for i := range g.Nodes() {
		m.nodes[g.NodeID(i)] = g.Node(i)
	}
	for e := range g.Edges() {
		m.edges[g.EdgeID(e)] = g.Edge(e)
	}
	return m
}

// apply is the definition of Changes, word by word.
func (m *model) apply(c graph.Changes) {
	for _, id := range c.RemoveNodes {
		delete(m.nodes, id)
		maps.DeleteFunc(m.edges, func(_ string, e graph.Edge) bool { return e.Source == id || e.Target == id })
	}
	for _, id := range c.RemoveEdges {
		delete(m.edges, id)
	}
	for _, put := range c.PutNodes {
		n := m.nodes[put.ID]
		n.ID = put.ID
		if put.Kind != nil {
			n.Kind = graph.KindNamed(*put.Kind)
		}
		n.Attributes = with(n.Attributes, put.Attributes)
		m.nodes[put.ID] = n
	}
	for _, put := range c.PutEdges {
		e, there := m.edges[put.ID]
		if !there {
			e = graph.Edge{ID: put.ID, Source: put.Source, Target: put.Target, Directed: true}
		}
		if put.Type != nil {
			e.Type = graph.TypeNamed(*put.Type)
		}
		if put.Directed != nil {
			e.Directed = *put.Directed
		}
		e.Attributes = with(e.Attributes, put.Attributes)
		m.edges[put.ID] = e
	}
	for id, e := range m.edges {
		if typ, known := graph.FindType(e.Type); known { // the catalogue has the last word
			e.Directed = !typ.Symmetric
			m.edges[id] = e
		}
	}
	m.attrs = with(m.attrs, c.Attributes)
}

func with(attrs, more graph.Attributes) graph.Attributes {
	byName := map[string]graph.Value{}
	for _, a := range append(slices.Clone(attrs), more...) {
		byName[a.Name] = a.Value
	}
	var out graph.Attributes
	for name, v := range byName {
		if !v.IsZero() {
			out = append(out, graph.Attribute{Name: name, Value: v})
		}
	}
	slices.SortFunc(out, func(a, b graph.Attribute) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// compare tells how a graph differs from the model, "" where it does not.
func (m *model) compare(g *graph.Graph) string {
	if g.Nodes() != len(m.nodes) || g.Edges() != len(m.edges) {
		return fmt.Sprintf("%d nodes and %d edges, want %d and %d", g.Nodes(), g.Edges(), len(m.nodes), len(m.edges))
	}
	for i, id := range slices.Sorted(maps.Keys(m.nodes)) {
		if got, want := fmt.Sprint(g.Node(i)), fmt.Sprint(m.nodes[id]); got != want {
			return fmt.Sprintf("node %d is %s, want %s", i, got, want)
		}
	}
	for e, id := range slices.Sorted(maps.Keys(m.edges)) {
		if got, want := fmt.Sprint(g.Edge(e)), fmt.Sprint(m.edges[id]); got != want {
			return fmt.Sprintf("edge %d is %s, want %s", e, got, want)
		}
	}
	if got, want := fmt.Sprint(g.Attributes()), fmt.Sprint(m.attrs); got != want {
		return fmt.Sprintf("attributes %s, want %s", got, want)
	}
	return ""
}

// derived is the id that an edge without one gets, by the words of the design.
func derived(source, typ, target string, k int) string {
	if t, known := graph.FindType(typ); known && t.Symmetric && target < source {
		source, target = target, source
	}
	return fmt.Sprintf("%s~%s~%s~%d", encoded(source), encoded(typ), encoded(target), k)
}

// encoded percent-encodes all but what RFC 3986 calls unreserved, without "~".
func encoded(part string) string {
	var out strings.Builder
	for _, c := range []byte(part) {
		if strings.IndexByte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._", c) >= 0 {
			out.WriteByte(c)
		} else {
			fmt.Fprintf(&out, "%%%02X", c)
		}
	}
	return out.String()
}

func texts() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{
		"a", "b", "007", "7", "1.0", "true", "2026-01-31", "è", "😀", "a|b", `"`, "\\", "\n", "<&>", "\u2028", "~", "%7E", " x", "Anna", "a\x00b", "\xff",
	})
}

func values() *rapid.Generator[graph.Value] {
	return rapid.Custom(func(t *rapid.T) graph.Value {
		switch rapid.IntRange(0, 5).Draw(t, "type") {
		case 0:
			return graph.IntegerValue(rapid.SampledFrom([]int64{0, 1, -1, 7, 1 << 53, 1<<53 + 1, -1 << 63, 1<<63 - 1}).Draw(t, "integer"))
		case 1:
			return graph.FloatValue(rapid.SampledFrom([]float64{0, 1, 7, 0.1, -2.5e-9, 1 << 53, 1e300}).Draw(t, "float"))
		case 2:
			return graph.BooleanValue(rapid.Bool().Draw(t, "boolean"))
		case 3:
			v, _ := graph.DateValue(rapid.SampledFrom([]string{"2026-01-31", "0001-01-01", "9999-12-31"}).Draw(t, "date"))
			return v
		case 4:
			return graph.ListValue(rapid.SliceOfN(texts(), 1, 3).Draw(t, "list"))
		}
		return graph.TextValue(texts().Draw(t, "text"))
	})
}

func attributes(weight bool) *rapid.Generator[graph.Attributes] {
	return rapid.Custom(func(t *rapid.T) graph.Attributes {
		var out graph.Attributes
		for _, name := range []string{"a", "label", "note", "z"} {
			if rapid.IntRange(0, 2).Draw(t, name) == 0 {
				out = out.With(name, values().Draw(t, "value"))
			}
		}
		if weight && rapid.Bool().Draw(t, "weighted") {
			out = out.With("weight", rapid.SampledFrom([]graph.Value{graph.IntegerValue(1), graph.IntegerValue(3), graph.FloatValue(0.5)}).Draw(t, "weight"))
		}
		return out
	})
}

func nodeIDs() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"a", "b", "c", "10", "2", "è", "a b", "a~b", "a%", "a/b", "Z"})
}

func kinds() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"", "person", "Servizio", "luogo", "club", "need", "ORGANIZATION"})
}

func relationTypes() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"", "knows", "collabora con", "offers", "presta a", "invites", "x~y"})
}

// part is one call on a Builder, kept so that calls can be made in another order.
type part struct {
	node  graph.Node
	edge  graph.Edge
	isEnd bool
}

func parts(ownIDs bool) *rapid.Generator[[]part] {
	return rapid.Custom(func(t *rapid.T) []part {
		var out []part
		kind, attrs := map[string]string{}, map[string]graph.Attributes{}
		for range rapid.IntRange(0, 6).Draw(t, "nodes") {
			id := nodeIDs().Draw(t, "id")
			if _, there := kind[id]; !there {
				kind[id], attrs[id] = kinds().Draw(t, "kind"), attributes(false).Draw(t, "attributes")
			}
			out = append(out, part{node: graph.Node{ID: id, Kind: kind[id], Attributes: attrs[id]}})
		}
		for i := range rapid.IntRange(0, 8).Draw(t, "edges") {
			e := graph.Edge{
				Source: nodeIDs().Draw(t, "source"), Target: nodeIDs().Draw(t, "target"), Type: relationTypes().Draw(t, "type"),
				Directed: rapid.Bool().Draw(t, "directed"), Attributes: attributes(true).Draw(t, "attributes"),
			}
			if ownIDs {
				e.ID = fmt.Sprintf("%se%d", rapid.SampledFrom([]string{"", "a~", "z"}).Draw(t, "prefix"), i)
			}
			out = append(out, part{edge: e, isEnd: true})
		}
		return out
	})
}

func built(all []part) *graph.Graph {
	b := graph.NewBuilder()
	for _, p := range all {
		if !p.isEnd {
			row := b.Node(p.node.ID)
			b.SetKind(row, p.node.Kind)
			for _, a := range p.node.Attributes {
				b.SetNode(row, b.NodeColumn(a.Name), a.Value)
			}
			continue
		}
		e := p.edge
		n := b.Edge(graph.BuilderEdge{ID: e.ID, Source: b.End(e.Source), Target: b.End(e.Target), Type: e.Type, Directed: e.Directed})
		for _, a := range e.Attributes {
			b.SetEdge(n, b.EdgeColumn(a.Name), a.Value)
		}
	}
	g, _ := b.Build()
	return g
}

func graphs() *rapid.Generator[*graph.Graph] {
	return rapid.Custom(func(t *rapid.T) *graph.Graph {
		g := built(parts(rapid.Bool().Draw(t, "own ids")).Draw(t, "parts"))
		if rapid.Bool().Draw(t, "titled") {
			titled, err := g.Apply(graph.Changes{Attributes: attributes(false).Draw(t, "attributes of the graph")})
			if err != nil {
				t.Fatal(err)
			}
			g = titled
		}
		return g
	})
}

// changes draws changes that fit g.
func changes(g *graph.Graph) *rapid.Generator[graph.Changes] {
	return rapid.Custom(func(t *rapid.T) graph.Changes {
		var c graph.Changes
		m := modelOf(g)
		for _, id := range slices.Sorted(maps.Keys(m.nodes)) {
			if rapid.IntRange(0, 6).Draw(t, "remove") == 0 {
				c.RemoveNodes = append(c.RemoveNodes, id)
			}
		}
		for _, id := range slices.Sorted(maps.Keys(m.edges)) {
			if rapid.IntRange(0, 4).Draw(t, "remove") == 0 {
				c.RemoveEdges = append(c.RemoveEdges, id)
			}
		}
		m.apply(c)
		for range rapid.IntRange(0, 3).Draw(t, "put nodes") {
			n := graph.NodeChange{ID: nodeIDs().Draw(t, "id"), Attributes: changed(t, false)}
			if rapid.Bool().Draw(t, "kind given") {
				kind := kinds().Draw(t, "kind")
				n.Kind = &kind
			}
			c.PutNodes = append(c.PutNodes, n)
		}
		m.apply(graph.Changes{PutNodes: c.PutNodes})
		c.PutEdges = edgeChanges(t, m, c.RemoveEdges)
		c.Attributes = changed(t, false)
		return c
	})
}

// edgeChanges draws changes of edges; an id that was removed may join other nodes.
func edgeChanges(t *rapid.T, m model, removed []string) []graph.EdgeChange {
	var out []graph.EdgeChange
	again := map[string]bool{}
	ids, ends := slices.Sorted(maps.Keys(m.edges)), slices.Sorted(maps.Keys(m.nodes))
	for i := range rapid.IntRange(0, 4).Draw(t, "put edges") {
		e := graph.EdgeChange{Attributes: changed(t, true)}
		switch {
		case len(ids) > 0 && rapid.Bool().Draw(t, "change one"):
			e.ID = rapid.SampledFrom(ids).Draw(t, "edge")
		case len(ends) > 0:
			e.ID = rapid.SampledFrom(append([]string{fmt.Sprintf("new%d", i)}, removed...)).Draw(t, "id")
			if m.edges[e.ID].ID != "" || again[e.ID] {
				continue
			}
			again[e.ID] = true
			e.Source, e.Target = rapid.SampledFrom(ends).Draw(t, "source"), rapid.SampledFrom(ends).Draw(t, "target")
		default:
			continue
		}
		if rapid.Bool().Draw(t, "type given") {
			typ := relationTypes().Draw(t, "type")
			e.Type = &typ
		}
		if rapid.Bool().Draw(t, "direction given") {
			directed := rapid.Bool().Draw(t, "directed")
			e.Directed = &directed
		}
		out = append(out, e)
	}
	return out
}

// changed draws attributes of which some are taken away.
func changed(t *rapid.T, weight bool) graph.Attributes {
	attrs := slices.Clone(attributes(weight).Draw(t, "attributes"))
	for i := range attrs {
		if rapid.IntRange(0, 3).Draw(t, "gone") == 0 {
			attrs[i].Value = graph.Value{}
		}
	}
	return attrs
}

func mustApply(t interface {
	Helper()
	Fatal(...any)
}, g *graph.Graph, c graph.Changes) *graph.Graph {
	t.Helper()
	next, err := g.Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

func TestApplyIsWhatItsWordsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := graphs().Draw(t, "graph")
		digest, want := g.Digest(), modelOf(g)
		for range 3 {
			c := changes(g).Draw(t, "changes")
			want.apply(c)
			g2 := mustApply(t, g, c)
			if how := want.compare(g2); how != "" {
				t.Fatalf("%s\nafter %+v", how, c)
			}
			if g.Digest() != digest {
				t.Fatal("the graph that was changed is another now")
			}
			g, digest = g2, g2.Digest()
		}
	})
}
