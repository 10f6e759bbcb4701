package gexf_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/gexf"
	"trama/graph/graphtest"
)

func decode(name string, content []byte, o graph.DecodeOptions) (*graph.Graph, []graph.Sentence, error) {
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

// anyGraph draws graphs. What XML cannot hold is in them only where control is set. Names that GEXF knows, and that others
// give a meaning, are drawn more often.
func anyGraph(control bool) *rapid.Generator[*graph.Graph] {
	return graphtest.Drawing{
		Control: control, Weights: []graph.Value{graph.IntegerValue(2), graph.FloatValue(0.5), graph.FloatValue(3), graph.TextValue("heavy")},
		Names: []string{
			"label_", "y", "z", "r", "g", "b", "shape", "tipo", "pid", "start", "end", "spells", "creator", "description", "lastmodifieddate", "weight_data",
			"x", "y", "z", "since", "until", "label",
		},
	}.Graph()
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
		again, notes, err := decode("g.gexf", first.Bytes(), graph.DecodeOptions{})
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
		again, notes, err := decode("g.gexf", content, graph.DecodeOptions{})
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
