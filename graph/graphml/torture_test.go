package graphml_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"trama/graph"
	"trama/graph/graphml"
	"trama/graph/graphtest"
)

func decode(name string, content []byte, o graph.DecodeOptions) (*graph.Graph, []graph.Sentence, error) {
	b := graph.NewBuilder()
	notes, err := graphml.Decode(context.Background(), bytes.NewReader(content), name, b, o)
	if err != nil {
		return nil, notes, err
	}
	g, _ := b.Build()
	return g, notes, nil
}

func encode(t testing.TB, g *graph.Graph) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := graphml.Encode(&out, g); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// mayRefuse are files that neither NetworkX nor igraph 1.0.0 reads (formats.md §1.4): an error is as good as no nodes.
var mayRefuse = map[string]bool{
	"graphml_torture/igraph/bug_1970.graphml": true, "graphml_torture/igraph/bug_2506_1.graphml": true,
	"graphml_torture/igraph/bug_2506_2.graphml": true, "graphml_torture/igraph/invalid2.graphml": true,
	"graphml_torture/tinkerpop/graph-types.xml": true, "graphml_torture/tinkerpop/graph-types-bad.xml": true,
}

func TestTortureFilesGiveTheCountsOfOtherReaders(t *testing.T) {
	data := graphtest.Shared(t, "data")
	table, err := os.Open(filepath.Join(data, "graphml_torture", "expected.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	rows, err := csv.NewReader(table).ReadAll()
	if err != nil || len(rows) != 122 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	for _, row := range rows[1:] {
		file := row[at["file"]]
		t.Run(file, func(t *testing.T) {
			content, err := os.ReadFile(filepath.Join(data, file))
			if err != nil {
				t.Fatal(err)
			}
			g, _, err := decode(filepath.Base(file), content, graph.DecodeOptions{})
			nodes, edges := row[at["nx_nodes"]], row[at["nx_edges"]]
			if row[at["nx_ok"]] != "1" {
				nodes, edges = row[at["igraph_nodes"]], row[at["igraph_edges"]]
			}
			switch {
			case err != nil && (mayRefuse[file] || row[at["nx_ok"]] != "1" && row[at["igraph_ok"]] != "1"):
				if graph.KindOf(err) != graph.Invalid || !bytes.Contains([]byte(err.Error()), []byte(filepath.Base(file)+": line ")) {
					t.Fatalf("refused as %v: %v", graph.KindOf(err), err)
				}
				return
			case err != nil:
				t.Fatal(err)
			case nodes == "" && !mayRefuse[file]:
				t.Fatalf("read, with %d nodes, what nobody reads", g.Nodes())
			case nodes != "" && (strconv.Itoa(g.Nodes()) != nodes || strconv.Itoa(g.Edges()) != edges):
				t.Fatalf("%d nodes and %d edges, others read %s and %s", g.Nodes(), g.Edges(), nodes, edges)
			}
			checkRoundTrip(t, g)
		})
	}
}

// checkRoundTrip writes, reads and writes again.
func checkRoundTrip(t testing.TB, g *graph.Graph) {
	t.Helper()
	first := encode(t, g)
	again, _, err := decode("again.graphml", first, graph.DecodeOptions{})
	if err != nil {
		t.Fatalf("what was written cannot be read: %v", err)
	}
	if again.Digest() != g.Digest() {
		t.Errorf("another graph comes back: %+v", graph.Diff(g, again))
	}
	if second := encode(t, again); !bytes.Equal(first, second) {
		t.Errorf("other bytes come back:\n%s", firstDifference(first, second))
	}
}

// firstDifference returns the first lines that are not the same.
func firstDifference(a, b []byte) string {
	x, y := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range min(len(x), len(y)) {
		if !bytes.Equal(x[i], y[i]) {
			return string(x[i]) + "\n" + string(y[i])
		}
	}
	return "one is shorter"
}
