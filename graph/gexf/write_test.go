package gexf_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"trama/graph"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// values makes attributes of names and values in turn; a text that is a day is a date.
func values(pairs ...any) graph.Attributes {
	var out graph.Attributes
	for i := 0; i < len(pairs); i += 2 {
		v := graph.Value{}
		switch x := pairs[i+1].(type) {
		case string:
			if day, is := graph.DateValue(x); is {
				v = day
			} else {
				v = graph.TextValue(x)
			}
		case int:
			v = graph.IntegerValue(int64(x))
		case float64:
			v = graph.FloatValue(x)
		case bool:
			v = graph.BooleanValue(x)
		case []string:
			v = graph.ListValue(x)
		}
		out = out.With(pairs[i].(string), v)
	}
	return out
}

func person(id string, pairs ...any) graph.NodeChange {
	kind := graph.Person
	return graph.NodeChange{ID: id, Kind: &kind, Attributes: values(pairs...)}
}

func tie(id, source, target, typ string, directed bool, pairs ...any) graph.EdgeChange {
	return graph.EdgeChange{ID: id, Source: source, Target: target, Type: &typ, Directed: &directed, Attributes: values(pairs...)}
}

// written are graphs of which each shows what the other does not: dates and none, a look that Gephi knows and one that it
// does not, directions of both kinds and of one, weights and none.
func written(t *testing.T) map[string]*graph.Graph {
	t.Helper()
	out := map[string]*graph.Graph{}
	for name, c := range map[string]graph.Changes{
		"every": {
			Attributes: values("title", "T & <co>", "creator", "trama", "keywords", "a, b", "description", "uno\ndue", "lastmodifieddate", "2026-01-31", "n", 3, "x", 0.5, "ok", true, "list", []string{"a|b", "c"}),
			PutNodes: []graph.NodeChange{
				person("a", "label", "Anna", "x", 1.0, "y", -2.5, "r", 0, "g", 255, "b", 7, "size", 0.0, "since", "2026-01-31", "until", "2026-03-01", "mixed", 1, "id", "x", "born", "1970-01-01", "weight", 2.0),
				person("b", "label", `B "&"`, "since", "2026-03-01", "until", "2026-01-31", "mixed", "1", "tags", []string{"x,y", `"z"`}, "ok", true),
				person("c", "x", 3.0, "y", 4.0, "z", 5.0, "until", "2026-05-01", "mixed", 1.5, "numbers", 1),
				person("d", "numbers", 2.5, "mixed", []string{"1"}, "since", "2026-05-01"),
				{ID: "e", Attributes: values("mixed", "testo")},
			},
			PutEdges: []graph.EdgeChange{
				tie("1", "a", "b", "knows", false, "weight", 2, "label", "si conoscono", "since", "2026-01-31"),
				tie("2", "b", "c", "refers", true, "weight", 0.5, "until", "2026-02-01", "source", "x", "interaction", "y"),
				tie("3", "c", "c", "", true, "key", 1),
			},
		},
		"plain": {
			PutNodes: []graph.NodeChange{
				{ID: "a", Attributes: values("r", 256, "g", 0, "b", 0, "size", -1.0, "x", 1, "y", 2.0, "since", "maggio", "label", 3)},
				{ID: "b", Attributes: values("r", 1, "g", 0, "b", 0, "size", 2.0, "until", 5)},
			},
			PutEdges: []graph.EdgeChange{
				tie("1", "a", "b", "presta", true, "weight_data", "tanto", "note", "così"), tie("2", "b", "a", "presta", true, "weight", 2),
			},
		},
		"undirected": {
			Attributes: values("description", "solo questo"),
			PutNodes:   []graph.NodeChange{{ID: "a", Attributes: values("r", -1, "g", 0, "b", 0, "z", 1.0)}, {ID: "b"}},
			PutEdges:   []graph.EdgeChange{tie("1", "a", "b", "knows", false)},
		},
	} {
		g, err := graph.Empty().Apply(c)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = g
	}
	return out
}

// The bytes are the contract: what other programs read is kept in testdata.
func TestEncodeWritesWhatOthersRead(t *testing.T) {
	for name, g := range written(t) {
		got, golden := encode(t, g), "testdata/written-"+name+".gexf"
		if *update {
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s:\n%s", name, got)
		}
		if again, notes, err := decode("g.gexf", want, graph.DecodeOptions{}); err != nil || len(notes) > 0 || again.Digest() != g.Digest() {
			t.Errorf("%s comes back as another: %v %v", name, notes, err)
		}
	}
}
