package gexf_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/gexf"
	"trama/graph/graphtest"
)

func decode(name string, content []byte, o gexf.Options) (*graph.Graph, []graph.Sentence, error) {
	b := graph.NewBuilder()
	notes, err := gexf.Decode(context.Background(), bytes.NewReader(content), name, b, o)
	if err != nil {
		return nil, nil, err
	}
	g, _ := b.Build()
	return g, notes, nil
}

func encode(t testing.TB, g *graph.Graph) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := gexf.Encode(&out, g); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// hostile draws texts that other formats stumble over.
func hostile(control bool) *rapid.Generator[string] {
	pieces := []string{
		"a", "È", "😀", "&", "<", ">", `"`, "'", "]]>", "?>", "\n", "\t", "\r", "\r\n", " ", "|", "_", "1", "-1", ".5", "e", "true", "2026-01-31", "[", "]", ",",
		"\u00a0", "\u2028", "\u0085", "&amp;", "<!--", "name", "label", "kind", "0", "knows", "conosce",
	}
	if control {
		pieces = append(pieces, "\x00", "\x01", "\x1b", "\x0b", "\ufffe", "\uffff")
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 4).Draw(t, "pieces"), "")
	})
}

func anyValue(control bool) *rapid.Generator[graph.Value] {
	return rapid.Custom(func(t *rapid.T) graph.Value {
		switch rapid.IntRange(0, 6).Draw(t, "type") {
		case 0:
			return graph.IntegerValue(rapid.OneOf(rapid.Int64(), rapid.Int64Range(0, 300)).Draw(t, "integer"))
		case 1, 6:
			return graph.FloatValue(rapid.Float64().Draw(t, "float"))
		case 2:
			return graph.BooleanValue(rapid.Bool().Draw(t, "boolean"))
		case 3:
			v, _ := graph.DateValue(fmt.Sprintf("20%02d-01-31", rapid.IntRange(0, 99).Draw(t, "year")))
			return v
		case 4:
			return graph.ListValue(rapid.SliceOfN(hostile(control), 0, 3).Draw(t, "list"))
		}
		return graph.TextValue(hostile(control).Draw(t, "text"))
	})
}

type column struct {
	name   string
	values []graph.Value
}

// columns draws attributes: each name with values of one type, or of any.
func columns(control bool, weight bool) *rapid.Generator[[]column] {
	known := []string{
		"label", "Label", "label_", "name", "kind", "kind_", "id", "size", "x", "y", "z", "r", "g", "b", "shape", "tags", "lines", "since", "until", "type", "tipo",
		"interaction", "reciprocal", "reciprocal_", "pid", "start", "end", "spells", "creator", "description", "lastmodifieddate", "weight_data", "a b", "è", "A",
	}
	return rapid.Custom(func(t *rapid.T) []column {
		var out []column
		for range rapid.IntRange(0, 5).Draw(t, "columns") {
			name := rapid.OneOf(rapid.SampledFrom(known), rapid.SampledFrom([]string{"x", "y", "z", "since", "until", "label"}), hostile(control)).Draw(t, "name")
			if name == "" || name == "weight" && !weight {
				continue
			}
			one := anyValue(control).Draw(t, "first")
			values := []graph.Value{one}
			for range rapid.IntRange(0, 3).Draw(t, "values") {
				v := anyValue(control).Draw(t, "value")
				if v.Type() == one.Type() || rapid.Bool().Draw(t, "mixed") {
					values = append(values, v)
				}
			}
			out = append(out, column{name, values})
		}
		if weight && rapid.Bool().Draw(t, "weighted") {
			weights := []graph.Value{graph.IntegerValue(2), graph.FloatValue(0.5), graph.FloatValue(3), graph.TextValue("heavy")}
			out = append(out, column{"weight", weights[:rapid.IntRange(1, 4).Draw(t, "weights")]})
		}
		return out
	})
}

// anyGraph draws graphs. What XML cannot hold is in them only where control is set.
func anyGraph(control bool) *rapid.Generator[*graph.Graph] {
	return rapid.Custom(func(t *rapid.T) *graph.Graph {
		b := graph.NewBuilder()
		nodes := rapid.IntRange(0, 5).Draw(t, "nodes")
		for i := range nodes {
			row := b.Node(fmt.Sprintf("n%d%s", i, rapid.SampledFrom([]string{"", "è", "&", `"`, "~", "/", "<b>", " c"}).Draw(t, "id")))
			b.SetKind(row, rapid.OneOf(rapid.SampledFrom([]string{"", "person", "Servizio", "club"}), hostile(control)).Draw(t, "kind"))
		}
		for _, c := range columns(control, false).Draw(t, "node columns") {
			for i := range nodes {
				if k := rapid.IntRange(-1, len(c.values)-1).Draw(t, "which"); k >= 0 {
					b.SetNode(i, b.NodeColumn(c.name), c.values[k])
				}
			}
		}
		drawEdges(t, b, nodes, control)
		for _, c := range columns(control, true).Draw(t, "attributes") {
			b.SetAttribute(c.name, c.values[0])
		}
		g, _ := b.Build()
		return g
	})
}

func drawEdges(t *rapid.T, b *graph.Builder, nodes int, control bool) {
	edges := 0
	if nodes > 0 {
		edges = rapid.IntRange(0, 6).Draw(t, "edges")
	}
	own := rapid.Bool().Draw(t, "own ids")
	for e := range edges {
		edge := graph.BuilderEdge{
			Source: rapid.IntRange(0, nodes-1).Draw(t, "source"), Target: rapid.IntRange(0, nodes-1).Draw(t, "target"),
			Type:     rapid.OneOf(rapid.SampledFrom([]string{"", "knows", "offre", "presta"}), hostile(control)).Draw(t, "type"),
			Directed: rapid.Bool().Draw(t, "directed"),
		}
		if own {
			edge.ID = fmt.Sprintf("e%d", e)
		}
		b.Edge(edge)
	}
	for _, c := range columns(control, true).Draw(t, "edge columns") {
		for e := range edges {
			if k := rapid.IntRange(-1, len(c.values)-1).Draw(t, "which"); k >= 0 {
				b.SetEdge(e, b.EdgeColumn(c.name), c.values[k])
			}
		}
	}
}

// What comes back is the same graph, or the writer said what of it XML cannot hold; the bytes are the same always.
func TestWritingAgainWhatWasReadGivesTheSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := anyGraph(rapid.Bool().Draw(t, "control")).Draw(t, "graph")
		var first, second bytes.Buffer
		said, err := gexf.Encode(&first, g)
		if err != nil {
			t.Fatal(err)
		}
		again, notes, err := decode("g.gexf", first.Bytes(), gexf.Options{})
		if err != nil {
			t.Fatalf("%v\n%s", err, first.Bytes())
		}
		if len(notes) > 0 {
			t.Fatalf("%v\n%s", notes, first.Bytes())
		}
		if len(said) == 0 && again.Digest() != g.Digest() {
			t.Fatalf("another graph, and not a word: %+v\n%s", graph.Diff(g, again), first.Bytes())
		}
		if again.Nodes() != g.Nodes() || again.Edges() != g.Edges() {
			t.Fatalf("%d nodes and %d edges, want %d and %d", again.Nodes(), again.Edges(), g.Nodes(), g.Edges())
		}
		if said, err := gexf.Encode(&second, again); err != nil || len(said) > 0 {
			t.Fatal(said, err)
		}
		if third := encodeOf(t, again); len(said) == 0 && !bytes.Equal(first.Bytes(), second.Bytes()) || !bytes.Equal(second.Bytes(), third) {
			t.Fatalf("other bytes:\n%s\n%s", first.Bytes(), second.Bytes())
		}
	})
}

func encodeOf(t *rapid.T, g *graph.Graph) []byte {
	var out bytes.Buffer
	if _, err := gexf.Encode(&out, g); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestKnownGraphsComeBack(t *testing.T) {
	graphs := map[string]*graph.Graph{
		"town": graphtest.Town(), "every value": graphtest.EveryValue(), "hostile": graphtest.Hostile(), "empty": graph.Empty(),
		"random": graphtest.RandomGraph(rand.New(rand.NewPCG(1, 2)), 400),
	}
	for name, g := range graphs {
		var out bytes.Buffer
		said, err := gexf.Encode(&out, g)
		if err != nil {
			t.Fatal(err)
		}
		content := out.Bytes()
		again, notes, err := decode("g.gexf", content, gexf.Options{})
		if err != nil || len(notes) > 0 {
			t.Errorf("%s: %v, %v", name, notes, err)
			continue
		}
		if name != "hostile" && !bytes.Equal(encode(t, again), content) { // whose names change, and with them their order
			t.Errorf("%s: other bytes", name)
		}
		if want := name == "every value" || name == "hostile" || name == "random"; want != (len(said) > 0) {
			t.Errorf("%s: %v", name, said) // these hold control characters
		}
		if len(said) == 0 && again.Digest() != g.Digest() {
			t.Errorf("%s: another graph: %.2000v", name, graph.Diff(g, again))
		}
	}
}
