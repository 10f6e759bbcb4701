package gexf_test

import (
	"encoding/json"
	"encoding/xml"
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

// What NetworkX wrote in each version of the format, of the same graph.
func TestDecodeWhatNetworkXWrites(t *testing.T) {
	for _, version := range []string{"1.1draft", "1.2draft", "1.3"} {
		content, err := os.ReadFile(filepath.Join("testdata", "networkx-"+version+".gexf"))
		if err != nil {
			t.Fatal(err)
		}
		got, notes := canonical(t, string(content), graph.DecodeOptions{})
		alpha := `"a":0.5,`
		if version == "1.1draft" {
			alpha = "" // has no transparency
		}
		want := `"attributes":{"creator":"NetworkX 3.6.1","lastmodifieddate":{"date":"2026-11-26"}},"nodes":[` +
			`{"id":"a","kind":"person","attributes":{` + alpha + `"age":3,"b":3,"g":2,"label":"Anna","ok":true,"r":1,"score":0.5,"size":3.0,"x":1.0,"y":2.0,"z":0.0}},` +
			`{"id":"b","kind":"","attributes":{"age":4,"label":"Bice","type":"x"}},{"id":"iso","kind":"","attributes":{"label":"iso"}}],"edges":[` +
			`{"id":"0","source":"a","target":"b","type":"knows","directed":false,"attributes":{"networkx_key":0,"note":"n","weight":2.0}},` +
			`{"id":"1","source":"a","target":"b","type":"sends","directed":true,"attributes":{"networkx_key":1,"since":{"date":"2020-01-01"},"until":{"date":"2021-01-01"},"weight":1}}]`
		if got != want || notes != "gexf_relations direction_fixed" {
			t.Errorf("%s (%s):\ngot  %s\nwant %s", version, notes, got, want)
		}
	}
}

// seen is what a reader saw of a file; all values as text.
type seen struct {
	Directed bool
	Nodes    []map[string]string
	Edges    []map[string]string
}

func TestNetworkXSeesEverything(t *testing.T) {
	python := graphtest.Getenv(t, "TRAMA_TEST_PYTHON")
	for name, g := range map[string]*graph.Graph{"town": graphtest.Town(), "every value": graphtest.EveryValue(), "empty": graph.Empty(), "drawn": drawn(t)} {
		file := filepath.Join(t.TempDir(), "g.gexf")
		if err := os.WriteFile(file, encode(t, g), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(python, filepath.Join("testdata", "reader.py"), file).Output()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var by seen
		if err := json.Unmarshal(out, &by); err != nil {
			t.Fatal(err)
		}
		compareSeen(t, name, g, by)
	}
}

// compareSeen compares every node with its label and kind, every edge with its ends, type and weight, and every text.
func compareSeen(t *testing.T, name string, g *graph.Graph, by seen) {
	t.Helper()
	if len(by.Nodes) != g.Nodes() || len(by.Edges) != g.Edges() {
		t.Fatalf("%s: %d nodes and %d edges, want %d and %d", name, len(by.Nodes), len(by.Edges), g.Nodes(), g.Edges())
	}
	order := func(a, b map[string]string) int { return strings.Compare(a["id"], b["id"]) }
	slices.SortFunc(by.Nodes, order)
	slices.SortFunc(by.Edges, order)
	for i, node := range by.Nodes {
		want := map[string]string{"id": g.NodeID(i), "kind": g.Kind(i), "label": g.NodeColumn("label").Text(i)}
		compareTexts(t, name, node, want, g.NodeAttributes(i))
	}
	for e, edge := range by.Edges {
		source, target := g.Ends(e)
		want := map[string]string{"id": g.EdgeID(e), "interaction": g.Type(e), "source": g.NodeID(source), "target": g.NodeID(target)}
		if !g.Directed(e) {
			want["reciprocal"] = "True"
		}
		if !by.Directed {
			delete(want, "reciprocal")
			want["source"], want["target"] = edge["source"], edge["target"] // readers of an undirected graph turn edges as they like
		}
		compareTexts(t, name, edge, want, g.EdgeAttributes(e))
		if want, ok := g.EdgeColumn("weight").Number(e); ok {
			if got, err := strconv.ParseFloat(edge["weight"], 64); err != nil || got != want {
				t.Errorf("%s: edge %s: weight %q, want %v", name, g.EdgeID(e), edge["weight"], want)
			}
		}
	}
}

func compareTexts(t *testing.T, name string, got, want map[string]string, attrs graph.Attributes) {
	t.Helper()
	for _, a := range attrs {
		if _, kept := want[a.Name]; !kept && a.Value.Type() == graph.Text && a.Name != "mixed" {
			want[a.Name] = a.Value.String()
		}
	}
	for key, text := range want {
		if got[key] != text {
			t.Errorf("%s: %s of %s is %q, want %q", name, key, got["id"], got[key], text)
		}
	}
}

// parameters is a graph with attributes that are called as parameters of NetworkX's functions are.
func parameters() *graph.Graph {
	b := graph.NewBuilder()
	e := b.Edge(graph.BuilderEdge{Source: b.Node("a"), Target: b.Node("b"), Type: "knows"})
	for _, name := range []string{"self", "node_for_adding", "key", "u_for_edge", "v_for_edge"} {
		b.SetNode(0, b.NodeColumn(name), graph.TextValue("x"))
		b.SetEdge(e, b.EdgeColumn(name), graph.TextValue("x"))
	}
	g, _ := b.Build()
	return g
}

func TestAttributesThatWouldBeParametersOfNetworkX(t *testing.T) {
	content := encode(t, parameters())
	for class, names := range map[string][]string{"node": {"self", "node_for_adding"}, "edge": {"self", "key", "u_for_edge", "v_for_edge"}} {
		_, declared, _ := strings.Cut(string(content), `class="`+class+`"`)
		declared, _, _ = strings.Cut(declared, "</attributes>")
		for _, name := range names {
			if strings.Contains(declared, `title="`+name+`"`) || !strings.Contains(declared, `title="`+name+`_"`) {
				t.Errorf("%s of a %s is not set apart: %s", name, class, declared)
			}
		}
	}
	if again, _, err := decode("g.gexf", content, graph.DecodeOptions{}); err != nil || again.Digest() != parameters().Digest() {
		t.Errorf("it does not come back (%v): %s", err, content)
	}
}

// drawn is a graph with a look and with times, some edges directed.
func drawn(t *testing.T) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	first, _ := graph.DateValue("2026-01-31")
	last, _ := graph.DateValue("2026-02-28")
	for i := range 3 {
		row := b.Node(strconv.Itoa(i))
		if i == 2 {
			continue // an isolate without a look
		}
		for name, v := range map[string]graph.Value{
			"x": graph.FloatValue(1.5), "y": graph.FloatValue(-2), "size": graph.FloatValue(10), "r": graph.IntegerValue(255), "g": graph.IntegerValue(0), "b": graph.IntegerValue(7),
			"since": first, "until": last, "label": graph.TextValue("città & <b>"),
		} {
			b.SetNode(row, b.NodeColumn(name), v)
		}
	}
	for _, typ := range []string{"knows", "sends"} {
		e := b.Edge(graph.BuilderEdge{Source: 0, Target: 1, Type: typ, Directed: true})
		b.SetEdge(e, b.EdgeColumn("since"), last)
		b.SetEdge(e, b.EdgeColumn("until"), first) // before since: no time that Gephi would take
		b.SetEdge(e, b.EdgeColumn("weight"), graph.IntegerValue(2))
	}
	g, _ := b.Build()
	return g
}

const wantDrawn = `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
  <?trama {"node":{"n4":{"type":"date"},"n6":{"type":"date"}},"edge":{"e0":{"type":"date"},"e1":{"type":"date"}}}?>
  <graph defaultedgetype="directed" idtype="string" mode="dynamic" timeformat="date">
    <attributes class="node">
      <attribute id="n4" title="since" type="string"/>
      <attribute id="n6" title="until" type="string"/>
    </attributes>
    <attributes class="edge">
      <attribute id="interaction" title="interaction" type="string"/>
      <attribute id="e0" title="since" type="string"/>
      <attribute id="e1" title="until" type="string"/>
      <attribute id="reciprocal" title="reciprocal" type="boolean"/>
    </attributes>
    <nodes>
      <node id="0" label="città &amp; &lt;b&gt;" start="2026-01-31" end="2026-02-28"><attvalues><attvalue for="n4" value="2026-01-31"/><attvalue for="n6" value="2026-02-28"/></attvalues><viz:color r="255" g="0" b="7"/><viz:position x="1.5" y="-2.0"/><viz:size value="10.0"/></node>
      <node id="1" label="città &amp; &lt;b&gt;" start="2026-01-31" end="2026-02-28"><attvalues><attvalue for="n4" value="2026-01-31"/><attvalue for="n6" value="2026-02-28"/></attvalues><viz:color r="255" g="0" b="7"/><viz:position x="1.5" y="-2.0"/><viz:size value="10.0"/></node>
      <node id="2"></node>
    </nodes>
    <edges>
      <edge id="0~knows~1~1" source="0" target="1" kind="knows" weight="2"><attvalues><attvalue for="interaction" value="knows"/><attvalue for="e0" value="2026-02-28"/><attvalue for="e1" value="2026-01-31"/><attvalue for="reciprocal" value="true"/></attvalues></edge>
      <edge id="0~sends~1~1" source="0" target="1" kind="sends" weight="2"><attvalues><attvalue for="interaction" value="sends"/><attvalue for="e0" value="2026-02-28"/><attvalue for="e1" value="2026-01-31"/></attvalues></edge>
    </edges>
  </graph>
</gexf>
`

func TestEncodeGivesTheseBytes(t *testing.T) {
	if got := string(encode(t, drawn(t))); got != wantDrawn {
		t.Errorf("%s", got)
	}
}

// What is written holds only what the schema of GEXF 1.3 knows, with what it requires.
func TestEncodeKeepsToTheSchema(t *testing.T) {
	knows := map[string]string{
		"gexf": "xmlns viz xsi schemaLocation version", "meta": "lastmodifieddate", "creator": "", "keywords": "", "description": "", "graph": "defaultedgetype idtype mode timeformat",
		"attributes": "class", "attribute": "id title type", "nodes": "", "edges": "", "node": "id label start end", "edge": "id source target kind label weight start end",
		"attvalues": "", "attvalue": "for value", "color": "r g b", "position": "x y z", "size": "value",
	}
	needs := map[string]string{"attribute": "id title type", "attvalue": "for value", "node": "id", "edge": "id source target", "color": "r g b", "position": "x y", "size": "value"}
	for name, g := range map[string]*graph.Graph{"town": graphtest.Town(), "every value": graphtest.EveryValue(), "drawn": drawn(t), "hostile": graphtest.Hostile()} {
		dec := xml.NewDecoder(strings.NewReader(string(encode(t, g))))
		for {
			token, err := dec.Token()
			if token == nil {
				if err.Error() != "EOF" {
					t.Error(err)
				}
				break
			}
			start, is := token.(xml.StartElement)
			if !is {
				continue
			}
			allowed, known := knows[start.Name.Local]
			if !known {
				t.Fatalf("%s: <%s>", name, start.Name.Local)
			}
			var has []string
			for _, a := range start.Attr {
				has = append(has, a.Name.Local)
				if !slices.Contains(strings.Fields(allowed), a.Name.Local) {
					t.Fatalf("%s: %s of <%s>", name, a.Name.Local, start.Name.Local)
				}
			}
			for _, need := range strings.Fields(needs[start.Name.Local]) {
				if !slices.Contains(has, need) {
					t.Fatalf("%s: <%s> without %s", name, start.Name.Local, need)
				}
			}
		}
	}
}

// Real files of Gephi and others, where there are any.
func TestDecodeRealFiles(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(graphtest.Shared(t, "data"), "*", "*.gexf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := decode(filepath.Base(file), content, graph.DecodeOptions{}); err != nil {
			t.Error(err)
		}
	}
}
