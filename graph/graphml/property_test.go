package graphml_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/graphml"
	"trama/graph/graphtest"
)

// anyGraph draws graphs. What GraphML cannot hold is in them only where control is set.
func anyGraph(control bool) *rapid.Generator[*graph.Graph] {
	return graphtest.Drawing{
		Control: control, Weights: []graph.Value{graph.IntegerValue(2), graph.FloatValue(0.5)},
		Names: []string{"kind__", "SUID", "nodelabel", "graph", "trama", "trama_types", "lat", "labels", "labelV", "labelE", "color", "a_b", "self", "node_for_adding"},
	}.Graph()
}

// What comes back is the same graph, or the writer said what of it GraphML cannot hold; the bytes are the same always.
func TestWritingAgainWhatWasReadGivesTheSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := anyGraph(rapid.Bool().Draw(t, "control")).Draw(t, "graph")
		var first, second bytes.Buffer
		said, err := graphml.Encode(&first, g)
		if err != nil {
			t.Fatal(err)
		}
		again, _, err := decode("g.graphml", first.Bytes(), graph.DecodeOptions{})
		if err != nil {
			t.Fatalf("%v\n%s", err, first.Bytes())
		}
		if want := withoutLabelsOfTypes(t, g); len(said) == 0 && again.Digest() != want.Digest() {
			t.Fatalf("another graph, and not a word: %+v\n%s", graph.Diff(want, again), first.Bytes())
		}
		if again.Nodes() != g.Nodes() || again.Edges() != g.Edges() {
			t.Fatalf("%d nodes and %d edges, want %d and %d", again.Nodes(), again.Edges(), g.Nodes(), g.Edges())
		}
		if _, err := graphml.Encode(&second, again); err != nil {
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
			g, _, err := decode("g.graphml", []byte(doc), graph.DecodeOptions{Refused: &refused, Unmade: &unmade})
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
