package source_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/source"
)

// written returns a graph in a format, and what the format could not hold of it.
func written(t rapid.TB, e source.Encoding, g *graph.Graph) ([]byte, []graph.Sentence) {
	var out bytes.Buffer
	said, err := e.Encode(&out, g)
	if err != nil {
		t.Fatalf("%s: %v", e.Name, err)
	}
	return out.Bytes(), said
}

// wholeEncodings returns the formats that hold both nodes and edges.
func wholeEncodings() []source.Encoding {
	return slices.DeleteFunc(source.Encodings(), func(e source.Encoding) bool { return e.Name == "nodes.csv" || e.Name == "edges.csv" })
}

// readBack reads what was written in a format. It may drop characters only that no file should hold.
func readBack(t rapid.TB, e source.Encoding, content []byte) (g *graph.Graph, dropped bool) {
	r, err := decode(source.Options{}, "g."+e.Ending, string(content))
	if err != nil {
		t.Fatalf("%s: %v\n%s", e.Name, err, content)
	}
	return r.Graph, slices.ContainsFunc(r.Notes, func(n graph.Sentence) bool { return n.Code == graph.ControlsDropped(1).Code })
}

// diff says what another graph has otherwise.
func diff(a, b *graph.Graph) string {
	text, _ := json.Marshal(graph.Diff(a, b))
	return string(text)
}

// through writes a graph in a format and reads it, twice: the bytes are the same, and the graph too unless the format said
// what of it it could not hold.
func through(t rapid.TB, e source.Encoding, g *graph.Graph) *graph.Graph {
	first, said := written(t, e, g)
	again, dropped := readBack(t, e, first)
	lossless := len(said) == 0 && !dropped
	if lossless && again.Digest() != g.Digest() {
		t.Fatalf("%s: another graph, and not a word: %s", e.Name, diff(g, again))
	}
	second, _ := written(t, e, again)
	last, _ := readBack(t, e, second)
	third, more := written(t, e, last)
	if lossless && !bytes.Equal(first, second) || !bytes.Equal(second, third) {
		t.Fatalf("%s: other bytes, said %v then %v", e.Name, said, more)
	}
	return again
}

// Whatever a graph is, it comes back from any format and from any after any other.
func TestGraphsComeBackFromEveryPairOfFormats(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		drawing := graphtest.Drawing{
			Weights: []graph.Value{graph.IntegerValue(2), graph.FloatValue(0.5), graph.FloatValue(3)},
			Names:   []string{"status", "source", "target", "note", "direction", "directed", "relation", "tipo", "kind", "peso", "area", "lat", "on_id", "title"},
		}
		g := drawing.Graph().Draw(t, "graph")
		if rapid.Bool().Draw(t, "a town") {
			seed := rapid.Uint64().Draw(t, "seed")
			g = graphtest.RandomGraph(rand.New(rand.NewPCG(seed, 1)), 60)
		}
		for _, first := range wholeEncodings() {
			again := through(t, first, g)
			second := rapid.SampledFrom(wholeEncodings()).Draw(t, "then")
			through(t, second, again)
		}
	})
}

// The towns that tests know, with all their records, and every value there is.
func TestTownsComeBackFromEveryFormat(t *testing.T) {
	for name, g := range map[string]*graph.Graph{"town": graphtest.Town(), "values": graphtest.EveryValue(), "hostile": graphtest.Hostile(), "nothing": graph.Empty()} {
		for _, e := range wholeEncodings() {
			t.Run(name+" "+e.Name, func(t *testing.T) { through(t, e, g) })
		}
	}
}
