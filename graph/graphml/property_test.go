package graphml_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/graphml"
)

// hostile draws texts that other formats stumble over.
func hostile(control bool) *rapid.Generator[string] {
	pieces := []string{
		"a", "È", "😀", "&", "<", ">", `"`, "'", "]]>", "\n", "\t", "\r", "\r\n", " ", "|", "_", "1", "-1", ".5", "e", "true", "2026-01-31",
		"\u00a0", "\u2028", "\u0085", "&amp;", "<!--", "name", "label", "kind", "0", "knows", "conosce",
	}
	if control {
		pieces = append(pieces, "\x00", "\x01", "\x1b", "\x0b", "\ufffe", "\uffff")
	}
	return rapid.Custom(func(t *rapid.T) string {
		var out string
		for _, piece := range rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 4).Draw(t, "pieces") {
			out += piece
		}
		return out
	})
}

func anyValue(control bool) *rapid.Generator[graph.Value] {
	return rapid.Custom(func(t *rapid.T) graph.Value {
		switch rapid.IntRange(0, 5).Draw(t, "type") {
		case 0:
			return graph.IntegerValue(rapid.Int64().Draw(t, "integer"))
		case 1:
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
		"label", "name", "kind", "kind_", "kind__", "id", "size", "x", "SUID", "Label", "nodelabel", "tags", "lines", "since", "until", "type",
		"interaction", "reciprocal", "reciprocal_", "graph", "trama", "trama_types", "lat", "labels", "labelV", "labelE", "color", "a b", "a_b", "è", "A",
	}
	return rapid.Custom(func(t *rapid.T) []column {
		var out []column
		for range rapid.IntRange(0, 4).Draw(t, "columns") {
			name := rapid.OneOf(rapid.SampledFrom(known), hostile(control)).Draw(t, "name")
			if name == "" || name == "weight" {
				continue
			}
			one := anyValue(control).Draw(t, "first")
			values := []graph.Value{one}
			for range rapid.IntRange(0, 3).Draw(t, "values") {
				v := anyValue(control).Draw(t, "value")
				if rapid.Bool().Draw(t, "mixed") || v.Type() == one.Type() {
					values = append(values, v)
				}
			}
			out = append(out, column{name, values})
		}
		if weight && rapid.Bool().Draw(t, "weighted") {
			weights := []graph.Value{graph.IntegerValue(2), graph.FloatValue(0.5)}
			out = append(out, column{"weight", weights[:rapid.IntRange(1, 2).Draw(t, "weights")]})
		}
		return out
	})
}

// anyGraph draws graphs. What GraphML cannot hold is in them only where control is set.
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
		for _, c := range columns(control, false).Draw(t, "attributes") {
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

// What comes back is the same graph, or the writer said what of it GraphML cannot hold; the bytes are the same always.
func TestWritingAgainWhatWasReadGivesTheSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := anyGraph(rapid.Bool().Draw(t, "control")).Draw(t, "graph")
		var first, second bytes.Buffer
		said, err := graphml.Encode(&first, g, graphml.EncodeOptions{})
		if err != nil {
			t.Fatal(err)
		}
		again, _, err := decode("g.graphml", first.Bytes(), graphml.Options{})
		if err != nil {
			t.Fatalf("%v\n%s", err, first.Bytes())
		}
		if want := withoutLabelsOfTypes(t, g); len(said) == 0 && again.Digest() != want.Digest() {
			t.Fatalf("another graph, and not a word: %+v\n%s", graph.Diff(want, again), first.Bytes())
		}
		if again.Nodes() != g.Nodes() || again.Edges() != g.Edges() {
			t.Fatalf("%d nodes and %d edges, want %d and %d", again.Nodes(), again.Edges(), g.Nodes(), g.Edges())
		}
		if _, err := graphml.Encode(&second, again, graphml.EncodeOptions{}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatalf("other bytes:\n%s\n%s", firstDifference(first.Bytes(), second.Bytes()), first.Bytes())
		}
	})
}

// withoutLabelsOfTypes returns the graph without the labels of edges that say just what the type does: the dialect writes
// the type in their place, so that they cannot be told from none.
func withoutLabelsOfTypes(t *rapid.T, g *graph.Graph) *graph.Graph {
	var c graph.Changes
	for e := range g.Edges() {
		if label := g.EdgeColumn("label").Text(e); label != "" && label == g.Type(e) {
			c.PutEdges = append(c.PutEdges, graph.EdgeChange{ID: g.EdgeID(e), Attributes: graph.Attributes{{Name: "label"}}})
		}
	}
	out, err := g.Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A refused element leaves nothing behind: what is read beside it is what a file without it holds.
func TestRefusedElementsLeaveNothing(t *testing.T) {
	keys := `<graphml><key id="x" for="all" attr.name="x" attr.type="string"/><key id="n" for="all" attr.name="n" attr.type="int"/>` +
		`<key id="n2" for="all" attr.name="n" attr.type="int"/><key id="k" for="node" attr.name="kind" attr.type="string"/>` +
		`<key id="w" for="edge" attr.name="weight" attr.type="double"/><key id="t" for="node" attr.name="type" attr.type="string"/><graph edgedefault="directed">`
	datum := rapid.SampledFrom([]string{
		`<data key="x">1</data>`, `<data key="x"> 1 </data>`, `<data key="x">2</data>`, `<data key="n">1</data>`, `<data key="n">01</data>`, `<data key="n2">2</data>`,
		`<data key="n">2</data>`, `<data key="k">person</data>`, `<data key="k">Persona</data>`, `<data key="k">place</data>`, `<data key="k">club</data>`, `<data key="k"> </data>`, `<data key="w">1</data>`, `<data key="w">0</data>`, `<data key="w">2</data>`,
	})
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]string{"k", "t"}).Draw(t, "what says the kind")
		var lines []string
		for range rapid.IntRange(1, 8).Draw(t, "elements") {
			id := rapid.SampledFrom([]string{"a", "b", "c", ""})
			data := strings.ReplaceAll(strings.Join(rapid.SliceOfN(datum, 0, 4).Draw(t, "data"), ""), `key="k"`, `key="`+kind+`"`)
			if rapid.Bool().Draw(t, "node") {
				lines = append(lines, fmt.Sprintf(`<node id="%s">%s</node>`, id.Draw(t, "id"), data))
			} else {
				lines = append(lines, fmt.Sprintf(`<edge source="%s" target="%s">%s</edge>`, id.Draw(t, "source"), id.Draw(t, "target"), data))
			}
		}
		read := func() (*graph.Graph, graph.Refused, graph.Size) {
			refused, unmade := graph.Refused{Keep: len(lines)}, graph.Size{}
			doc := keys + "\n" + strings.Join(lines, "\n") + "</graph></graphml>"
			g, _, err := decode("g.graphml", []byte(doc), graphml.Options{Refused: &refused, Unmade: &unmade})
			if err != nil {
				t.Fatal(err)
			}
			return g, refused, unmade
		}
		g, refused, unmade := read()
		nodes := 0
		for _, line := range lines {
			nodes += strings.Count(line, "<node")
		}
		if edges := len(lines) - nodes; g.Edges()+unmade.Edges != edges || unmade.Nodes > nodes || unmade.Nodes+unmade.Edges < refused.Count {
			t.Fatalf("%d edges read, %d made, %+v made nothing, %d refused", edges, g.Edges(), unmade, refused.Count)
		}
		for _, r := range refused.First {
			lines[r.Line-2] = ""
		}
		if without, again, _ := read(); again.Count > 0 || without.Digest() != g.Digest() {
			t.Fatalf("%d refused again; left over: %+v", again.Count, graph.Diff(without, g))
		}
	})
}
