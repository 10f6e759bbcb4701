package graphml_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphml"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (-update writes it):\n%s", name, firstDifference(want, got))
	}
}

func TestEncodeWritesTheDialect(t *testing.T) {
	golden(t, "everything.graphml", encode(t, everything()))
	golden(t, "undirected.graphml", encode(t, undirected()))
	golden(t, "empty.graphml", encode(t, graph.Empty()))
}

func TestDirectionOfTheWholeFile(t *testing.T) {
	for _, c := range []struct {
		name       string
		directions []bool
		want       string
		reciprocal int
	}{
		{"no edge", nil, "undirected", 0},
		{"none has a direction", []bool{false, false}, "undirected", 0},
		{"all have one", []bool{true, true}, "directed", 0},
		{"some have one", []bool{true, false, false}, "directed", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := graph.NewBuilder()
			b.Node("a")
			for _, directed := range c.directions {
				b.Edge(graph.BuilderEdge{Directed: directed})
			}
			g, _ := b.Build()
			out := string(encode(t, g))
			if !strings.Contains(out, `edgedefault="`+c.want+`"`) || strings.Count(out, `<data key="e_reciprocal">true</data>`) != c.reciprocal || strings.Contains(out, " directed=") {
				t.Errorf("%s", out)
			}
			checkRoundTrip(t, g)
		})
	}
}

// The same graph, whatever the order in which it was put together.
func TestSameGraphSameBytes(t *testing.T) {
	want := encode(t, everything())
	for range 5 {
		if !bytes.Equal(encode(t, everything()), want) {
			t.Fatal("other bytes")
		}
	}
}

func TestControlCharactersAreDroppedWithANote(t *testing.T) {
	b := graph.NewBuilder()
	for i, text := range []string{"rosso \x1b[31mfine", "pagina\x0cnuova", "\x07campanella", "tab\tresta", "\x00", "\ufffe!", "bad\xffbyte"} {
		row := b.Node(string(rune('a' + i)))
		b.SetNode(row, b.NodeColumn("label"), graph.TextValue(text))
	}
	b.SetKind(0, "person\x02s")
	b.SetAttribute("title", graph.TextValue("x\x03"))
	b.SetNode(0, b.NodeColumn("tags"), graph.ListValue([]string{"a\x04", "\x05"}))
	e := b.Edge(graph.BuilderEdge{Source: 0, Target: 1, Type: "lends\x06"})
	b.SetEdge(e, b.EdgeColumn("label"), graph.TextValue("\x08"))
	g, _ := b.Build()
	var out bytes.Buffer
	notes, err := graphml.Encode(&out, g)
	if err != nil {
		t.Fatal(err)
	}
	if len(notes) != 1 || notes[0].Code != "control_characters" || notes[0].Values["count"] != 10 {
		t.Errorf("notes %v", notes)
	}
	again, _, err := decode("g.graphml", out.Bytes(), graph.DecodeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var labels []string
	for i := range again.Nodes() {
		labels = append(labels, again.NodeColumn("label").Text(i))
	}
	want := []string{"rosso [31mfine", "paginanuova", "campanella", "tab\tresta", "", "!", "bad\ufffdbyte"}
	if !slices.Equal(labels, want) || again.Kind(0) != "persons" || again.Type(0) != "lends" {
		t.Errorf("%q %q %q", labels, again.Kind(0), again.Type(0))
	}
}

func TestAnIDThatXMLCannotHoldIsAnError(t *testing.T) {
	for _, id := range []string{"a\x00b", "a\uffff"} {
		b := graph.NewBuilder()
		b.Node(id)
		g, _ := b.Build()
		if _, err := graphml.Encode(&bytes.Buffer{}, g); graph.KindOf(err) != graph.Invalid {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestNotesOfWhatWillNotComeBack(t *testing.T) {
	b := graph.NewBuilder()
	b.Node("a")
	b.Node("b")
	b.SetNode(0, b.NodeColumn("aliases"), graph.ListValue([]string{"x|y", "z"}))
	b.SetNode(0, b.NodeColumn("mixed"), graph.TextValue("1"))
	b.SetNode(1, b.NodeColumn("mixed"), graph.IntegerValue(1))
	b.SetNode(1, b.NodeColumn("a\x01"), graph.IntegerValue(1))
	b.SetNode(1, b.NodeColumn("a"), graph.IntegerValue(2))
	g, _ := b.Build()
	notes, err := graphml.Encode(&bytes.Buffer{}, g)
	if err != nil || !slices.Equal(codes(notes), []string{"graphml_renamed", "graphml_split", "graphml_alike"}) {
		t.Errorf("%v, %v", notes, err)
	}
}

// brokenWriter takes so many bytes and then no more.
type brokenWriter struct{ left int }

var errBroken = errors.New("no room")

func (w *brokenWriter) Write(p []byte) (int, error) {
	if w.left -= len(p); w.left < 0 {
		return 0, errBroken
	}
	return len(p), nil
}

func TestErrorsOfTheWriterAreReturned(t *testing.T) {
	for _, left := range []int{0, 1 << 16, 1 << 17} {
		if _, err := graphml.Encode(&brokenWriter{left}, town(1000, 5000)); !errors.Is(err, errBroken) {
			t.Errorf("%d: %v", left, err)
		}
	}
}

// A file that Encode wrote, then read and written again by NetworkX, keeps its marks but not its ids of keys.
func TestWhatNetworkXMakesOfAFileOfOurs(t *testing.T) {
	const rewritten = `<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d9" for="edge" attr.name="reciprocal" attr.type="boolean"/><key id="d8" for="edge" attr.name="weight" attr.type="double"/>
<key id="d7" for="edge" attr.name="interaction" attr.type="string"/><key id="d6" for="edge" attr.name="label" attr.type="string"/>
<key id="d5" for="node" attr.name="size_" attr.type="long"/><key id="d4" for="node" attr.name="kind" attr.type="string"/>
<key id="d3" for="node" attr.name="name" attr.type="string"/><key id="d2" for="node" attr.name="label" attr.type="string"/>
<key id="d1" for="node" attr.name="born" attr.type="string"/><key id="d11" for="node" attr.name="tags" attr.type="string"/>
<key id="d10" for="graph" attr.name="trama_types" attr.type="string"/><key id="d0" for="graph" attr.name="trama" attr.type="long"/>
<graph edgedefault="directed"><data key="d10">{"node":{"born":"date"}}</data><data key="d0">1</data>
<node id="a"><data key="d2">Anna</data><data key="d3">Anna</data><data key="d4">person</data><data key="d5">7</data><data key="d1">1971-02-03</data><data key="d11">casa</data></node>
<node id="b"><data key="d2">Bice</data><data key="d3">Beatrice</data></node>
<edge source="a" target="b" id="0"><data key="d6">knows</data><data key="d7">knows</data><data key="d8">2.0</data><data key="d9">True</data></edge>
</graph></graphml>`
	got, notes := canonical(t, rewritten, graph.DecodeOptions{})
	want := `"attributes":{},"nodes":[{"id":"a","kind":"person","attributes":{"born":{"date":"1971-02-03"},"label":"Anna","size":7,"tags":["casa"]}},` +
		`{"id":"b","kind":"","attributes":{"label":"Bice","name":"Beatrice"}}],` +
		`"edges":[{"id":"0","source":"a","target":"b","type":"knows","directed":false,"attributes":{"weight":2.0}}]`
	if got != want || len(notes) > 0 {
		t.Errorf("got  %s\nwant %s\n%v", got, want, notes)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(encode(f, everything()))
	f.Add(encode(f, undirected()))
	f.Add([]byte(document(key("k", "node", "label", "int"), `<node id="a" labels=":Person"><data key="k">1</data><graph><node id="b"/></graph></node><edge id="e" source="a" target="b" label="KNOWS"/>`)))
	f.Add([]byte("\xff\xfe<\x00g\x00r\x00"))
	f.Add([]byte(`<?xml version="1.0" encoding="windows-1252"?><graphml><graph id="g"><node id="` + "\xe8" + `"/></graph><graph/></graphml>`))
	if entries, err := filepath.Glob("../../../shared/data/graphml_torture/*/*"); err == nil {
		for _, path := range entries {
			if content, err := os.ReadFile(path); err == nil && len(content) < 20_000 {
				f.Add(content)
			}
		}
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		b := graph.NewBuilder()
		_, err := graphml.Decode(context.Background(), bytes.NewReader(content), "g.graphml", b, graph.DecodeOptions{})
		if err != nil {
			if kind := graph.KindOf(err); kind != graph.Invalid && kind != graph.TooLarge || !strings.HasPrefix(err.Error(), "g.graphml: line ") {
				t.Fatalf("%v: %v", graph.KindOf(err), err)
			}
			return
		}
		g, _ := b.Build()
		first := encode(t, g)
		again, _, err := decode("again.graphml", first, graph.DecodeOptions{})
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if !bytes.Equal(encode(t, again), first) {
			t.Fatalf("other bytes come back: %s", first)
		}
	})
}

// Labels of edges that lose all they hold are counted, be there a type beside them or not.
func TestLabelsOfControlCharactersAloneAreCounted(t *testing.T) {
	for _, typ := range []string{"", "knows"} {
		b := graph.NewBuilder()
		for range 2 {
			e := b.Edge(graph.BuilderEdge{Source: b.Node("a"), Target: b.Node("b"), Type: typ})
			b.SetEdge(e, b.EdgeColumn("label"), graph.TextValue("\x00\x01"))
		}
		g, _ := b.Build()
		notes, err := graphml.Encode(&bytes.Buffer{}, g)
		if err != nil || len(notes) != 1 || notes[0].Code != "control_characters" || notes[0].Values["count"] != 2 {
			t.Errorf("%q: %v, %v", typ, notes, err)
		}
	}
}

// The label of an edge without one is its type, so that its key holds text whatever the other labels are.
func TestTheKeyOfLabelsOfEdgesHoldsText(t *testing.T) {
	b := graph.NewBuilder()
	for i, label := range []graph.Value{graph.IntegerValue(7), {}} {
		e := b.Edge(graph.BuilderEdge{Source: b.Node("a"), Target: b.Node("b"), Type: "presta", Directed: true})
		b.SetEdge(e, b.EdgeColumn("label"), label)
		b.SetEdge(e, b.EdgeColumn("n"), graph.IntegerValue(int64(i)))
	}
	g, _ := b.Build()
	file := string(encode(t, g))
	for _, want := range []string{
		`attr.name="label" attr.type="string"`, `attr.name="n" attr.type="int"`, `<data key="e_label">7</data>`, `<data key="e_label">presta</data>`,
	} {
		if !strings.Contains(file, want) {
			t.Errorf("no %s in\n%s", want, file)
		}
	}
	checkRoundTrip(t, g)
}

// A name that the dialect or a viewer keeps for itself gets "_" behind it, in any case of its letters where they do not look at that;
// what only resembles one is written as it is, and all come back.
func TestNamesThatViewersKeepForThemselves(t *testing.T) {
	for element, names := range map[string]map[string]bool{
		"node": {"NodeLabel": true, "nodelabel": true, "Label": true, "size": true, "Size": false, "kind": true, "EdgeLabel": false, "edge weight": false, "weight": false, "source": false, "self": true},
		"edge": {"EdgeLabel": true, "edgelabel": true, "Edge Weight": true, "edge weight": true, "Weight": true, "LABEL": true, "source": true, "Source": false, "NodeLabel": false, "self": false, "edge_weight": false},
	} {
		for name, kept := range names {
			b := graph.NewBuilder()
			node := b.Node("a")
			edge := b.Edge(graph.BuilderEdge{Source: node, Target: b.Node("b"), Type: "knows"})
			if element == "node" {
				b.SetNode(node, b.NodeColumn(name), graph.TextValue("x"))
			} else {
				b.SetEdge(edge, b.EdgeColumn(name), graph.TextValue("x"))
			}
			g, _ := b.Build()
			want := name
			if kept {
				want += "_"
			}
			if file := string(encode(t, g)); !strings.Contains(file, `for="`+element+`" attr.name="`+want+`"`) {
				t.Errorf("%s of a %s is not written as %s:\n%s", name, element, want, file)
			}
			checkRoundTrip(t, g)
		}
	}
}

// What somebody has written into a file of ours since, and what its types do not fit, is text as it stands.
func TestAFileOfOursThatWasChangedByHand(t *testing.T) {
	doc := document(key("g", "graph", "trama", "int")+key("t", "graph", "trama_types", "string")+key("n", "node", "n", "string")+key("m", "node", "m", "string")+
		key("i", "node", "i", "int")+key("b", "node", "b", "string"),
		`<data key="g">1</data><data key="t">{"node":{"n":"integer","m":"mixed","b":"boolean"}}</data>`+
			`<node id="a"><data key="n">007</data><data key="m">1e5</data><data key="i">x</data><data key="b">falso</data></node>`+
			`<node id="b"><data key="n">7</data><data key="m">100000.0</data><data key="i">8</data><data key="b">false</data></node>`)
	got, _ := canonical(t, doc, graph.DecodeOptions{})
	const want = `"attributes":{},"nodes":[{"id":"a","kind":"","attributes":{"b":"falso","i":"x","m":"1e5","n":"007"}},` +
		`{"id":"b","kind":"","attributes":{"b":false,"i":8,"m":100000.0,"n":7}}],"edges":[]`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// What is lost in each of the parts that are written side by side is counted once.
func TestDroppedCharactersAreCountedOnce(t *testing.T) {
	const rows = 3000
	b := graph.NewBuilder()
	for i := range rows {
		b.SetNode(b.Node(fmt.Sprint(i)), b.NodeColumn("x"), graph.TextValue(fmt.Sprint("a\x01", i)))
	}
	g, _ := b.Build()
	notes, err := graphml.Encode(io.Discard, g)
	if err != nil || len(notes) != 1 || notes[0].Values["count"] != rows {
		t.Errorf("%v, %v", notes, err)
	}
}
