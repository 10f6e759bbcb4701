package graphml_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

// seen is what a reader saw of a file; all values as text, in the words of that reader.
type seen struct {
	Directed bool
	Nodes    []map[string]string
	Edges    []map[string]string
}

func readByOthers(t *testing.T, python string, content []byte) map[string]seen {
	t.Helper()
	file := filepath.Join(t.TempDir(), "g.graphml")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(python, "-W", "error", filepath.Join("testdata", "readers.py"), file)
	var complaints strings.Builder
	command.Stderr = &complaints
	out, err := command.Output()
	if err != nil || complaints.Len() > 0 {
		t.Fatalf("%v: %s", err, complaints.String())
	}
	var by map[string]seen
	if err := json.Unmarshal(out, &by); err != nil {
		t.Fatal(err)
	}
	return by
}

func TestOtherReadersSeeEverything(t *testing.T) {
	python := graphtest.Getenv(t, "TRAMA_TEST_PYTHON") // has networkx and igraph
	graphs := map[string]*graph.Graph{"everything": everything(), "undirected": undirected(), "empty": graph.Empty(), "town": town(50, 200)}
	for name, g := range graphs {
		t.Run(name, func(t *testing.T) {
			for reader, by := range readByOthers(t, python, encode(t, g)) {
				t.Run(reader, func(t *testing.T) { compareSeen(t, reader, g, by) })
			}
		})
	}
}

func TestOtherReadersSeeRealNetworks(t *testing.T) {
	python, data := graphtest.Getenv(t, "TRAMA_TEST_PYTHON"), graphtest.Shared(t, "data")
	for _, file := range []string{
		"interorg/lhds.graphml", "interorg/TCnetworks_TCcoll.graphml", "classic/netsci.graphml",
		"topology_zoo/Garr201112.graphml", "graphml_torture/tinkerpop/tinkerpop-modern.xml",
		"graphml_torture/igraph/yfiles.graphml", "graphml_torture/gephi/wiki_kruskal_example_initial.graphml",
	} {
		t.Run(file, func(t *testing.T) {
			content, err := os.ReadFile(filepath.Join(data, file))
			if err != nil {
				t.Fatal(err)
			}
			g, _, err := decode(filepath.Base(file), content, graph.DecodeOptions{})
			if err != nil {
				t.Fatal(err)
			}
			for reader, by := range readByOthers(t, python, encode(t, g)) {
				t.Run(reader, func(t *testing.T) { compareSeen(t, reader, g, by) })
			}
		})
	}
}

// compareSeen compares what a reader saw with the graph: every node, edge, label, kind, type and weight, and every
// attribute that is text.
func compareSeen(t *testing.T, reader string, g *graph.Graph, by seen) {
	t.Helper()
	if len(by.Nodes) != g.Nodes() || len(by.Edges) != g.Edges() {
		t.Fatalf("%d nodes and %d edges, want %d and %d", len(by.Nodes), len(by.Edges), g.Nodes(), g.Edges())
	}
	directed := false
	for e := range g.Edges() {
		directed = directed || g.Directed(e)
	}
	if by.Directed != directed {
		t.Errorf("directed: %v", by.Directed)
	}
	slices.SortFunc(by.Nodes, func(a, b map[string]string) int { return strings.Compare(a["id"], b["id"]) })
	for i, node := range by.Nodes {
		want := map[string]string{"id": g.NodeID(i), "kind": g.Kind(i)}
		if label := g.NodeColumn("label"); label != nil {
			want["label"] = label.Text(i)
			if g.NodeColumn("name") == nil {
				want["name"] = label.Text(i)
			}
		}
		compareAttributes(t, g.NodeID(i), node, want, g.NodeAttributes(i))
	}
	if reader == "networkx" {
		slices.SortFunc(by.Edges, func(a, b map[string]string) int { return strings.Compare(a["id"], b["id"]) })
	}
	for e, edge := range by.Edges {
		if reader == "igraph" {
			edge["id"] = g.EdgeID(e) // igraph 1.0.0 keeps the order of edges, and gives them the ids of nodes
		}
		source, target := g.Ends(e)
		if !directed && edge["source"] != g.NodeID(source) {
			source, target = target, source // readers of an undirected graph turn edges as they like
		}
		want := map[string]string{"id": g.EdgeID(e), "source": g.NodeID(source), "target": g.NodeID(target), "interaction": g.Type(e), "label": g.Type(e)}
		if label := g.EdgeColumn("label").Text(e); label != "" {
			want["label"] = label
		}
		if directed && !g.Directed(e) && !isTrue(edge["reciprocal"]) {
			t.Errorf("edge %s: reciprocal is %q", g.EdgeID(e), edge["reciprocal"])
		}
		compareAttributes(t, g.EdgeID(e), edge, want, g.EdgeAttributes(e))
		if want, ok := g.EdgeColumn("weight").Number(e); ok {
			if got, err := strconv.ParseFloat(edge["weight"], 64); err != nil || got != want {
				t.Errorf("edge %s: weight %q, want %v", g.EdgeID(e), edge["weight"], want)
			}
		}
	}
}

func isTrue(text string) bool { return text == "True" || text == "true" || text == "1" }

func compareAttributes(t *testing.T, id string, got, want map[string]string, attrs graph.Attributes) {
	t.Helper()
	for _, a := range attrs {
		if a.Value.Type() == graph.Text && want[a.Name] == "" && got[a.Name] != "" && a.Name != "name" {
			want[a.Name] = a.Value.String()
		}
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s: %s is %q, want %q", id, name, got[name], text)
		}
	}
}
