package graphml_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"trama/graph"
	"trama/graph/graphml"
)

// document returns a GraphML file around elements of a graph; keys is line 3, the graph's content begins on line 5.
func document(keys, content string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
` + keys + `
<graph id="G" edgedefault="undirected">
` + content + `
</graph>
</graphml>
`
}

func key(id, target, name, typ string) string {
	return fmt.Sprintf(`<key id="%s" for="%s" attr.name="%s" attr.type="%s"/>`, id, target, name, typ)
}

// canonical returns the canonical JSON of what a document holds, without the parts that are always there.
func canonical(t *testing.T, doc string, o graph.DecodeOptions) (string, []graph.Sentence) {
	t.Helper()
	g, notes, err := decode("g.graphml", []byte(doc), o)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := g.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(strings.TrimPrefix(out.String(), `{"schema":"trama.graph/1",`), "}"), notes
}

func codes(notes []graph.Sentence) []string {
	var out []string
	for _, n := range notes {
		out = append(out, n.Code)
	}
	return out
}

// The documents are what other programs write (formats.md §1.3, reading.md).
func TestDecodeTakesWhatOthersWrite(t *testing.T) {
	for _, c := range []struct {
		name, doc, want string
		notes           []string
	}{
		{
			name: "no namespace, a prefix, another namespace",
			doc:  `<g:graphml xmlns:g="urn:x"><g:graph edgedefault="directed"><g:node id="a"/><g:edge source="a" target="b"/></g:graph></g:graphml>`,
			want: `"attributes":{},"nodes":[{"id":"a","kind":"","attributes":{}},{"id":"b","kind":"","attributes":{}}],` +
				`"edges":[{"id":"a~~b~1","source":"a","target":"b","type":"","directed":true,"attributes":{}}]`,
		},
		{
			name: "types of keys",
			doc: document(key("a", "node", "whole", "integer")+key("b", "node", "short", "short")+key("c", "node", "day", "date")+
				key("d", "node", "text", "String")+`<key id="e" for="node" attr.name="none"/>`+key("f", "node", "odd", "liststring")+key("g", "node", "x", "Float"),
				`<node id="1"><data key="a">4</data><data key="b">-2</data><data key="c">2020-01-05</data><data key="d">007</data>`+
					`<data key="e">x</data><data key="f">[a, b]</data><data key="g"> 2.50 </data></node>`),
			want: `"attributes":{},"nodes":[{"id":"1","kind":"","attributes":{"day":{"date":"2020-01-05"},"none":"x","odd":"[a, b]","short":-2,"text":"007","whole":4,"x":2.5}}],"edges":[]`, notes: []string{"graphml_unknown_type"},
		},
		{
			name: "a value that does not fit makes the column text, digit by digit",
			doc: document(key("a", "node", "seats", "int"), `<node id="1"><data key="a">012</data></node><node id="2"><data key="a">circa 5</data></node>`+
				`<node id="3"><data key="a"> 7 </data></node><node id="4"><data key="a">8</data></node>`),
			want:  `"attributes":{},"nodes":[{"id":"1","kind":"","attributes":{"seats":"012"}},{"id":"2","kind":"","attributes":{"seats":"circa 5"}},{"id":"3","kind":"","attributes":{"seats":"7"}},{"id":"4","kind":"","attributes":{"seats":"8"}}],"edges":[]`,
			notes: []string{"graphml_text"},
		},
		{
			name: "numbers beyond the book: too many bits, a decimal, infinity; NaN is none",
			doc: document(key("a", "node", "big", "long")+key("b", "node", "dec", "int")+key("c", "node", "inf", "double")+key("d", "node", "nan", "double"),
				`<node id="1"><data key="a">9223372036854775808</data><data key="b">1.5</data><data key="c">INF</data><data key="d">NaN</data></node>`+
					`<node id="2"><data key="a">9223372036854775807</data><data key="b">2</data><data key="c">0.1</data><data key="d">1e-7</data></node>`),
			want: `"attributes":{},"nodes":[{"id":"1","kind":"","attributes":{"big":"9223372036854775808","dec":"1.5","inf":"INF"}},` +
				`{"id":"2","kind":"","attributes":{"big":"9223372036854775807","dec":"2","inf":"0.1","nan":1e-07}}],"edges":[]`,
			notes: []string{"graphml_nan", "graphml_text"},
		},
		{
			name: "booleans of many writers",
			doc: document(key("k", "node", "ok", "boolean"), `<node id="1"><data key="k">true</data></node><node id="2"><data key="k">0</data></node>`+
				`<node id="3"><data key="k"> True </data></node><node id="4"><data key="k">fAlSe</data></node><node id="5"><data key="k"> </data></node>`),
			want: `"attributes":{},"nodes":[{"id":"1","kind":"","attributes":{"ok":true}},{"id":"2","kind":"","attributes":{"ok":false}},{"id":"3","kind":"","attributes":{"ok":true}},{"id":"4","kind":"","attributes":{"ok":false}},{"id":"5","kind":"","attributes":{}}],"edges":[]`,
		},
		{
			name: "a boolean that is none",
			doc:  document(key("k", "node", "ok", "boolean"), `<node id="1"><data key="k">1</data></node><node id="2"><data key="k">sì</data></node>`),
			want: `"attributes":{},"nodes":[{"id":"1","kind":"","attributes":{"ok":"1"}},{"id":"2","kind":"","attributes":{"ok":"sì"}}],"edges":[]`, notes: []string{"graphml_text"},
		},
		{
			name: "defaults",
			doc: document(`<key id="c" for="node" attr.name="color" attr.type="string"><default>yellow</default></key><key id="w" for="edge" attr.name="weight" attr.type="int"><default>3</default></key>`,
				`<node id="1"/><node id="2"><data key="c">blue</data></node><edge source="1" target="3"/><edge source="1" target="2"><data key="w">1</data></edge>`),
			want: `"attributes":{},"nodes":[{"id":"1","kind":"","attributes":{"color":"yellow"}},{"id":"2","kind":"","attributes":{"color":"blue"}},{"id":"3","kind":"","attributes":{}}],` +
				`"edges":[{"id":"1~~2~1","source":"1","target":"2","type":"","directed":false,"attributes":{"weight":1}},{"id":"1~~3~1","source":"1","target":"3","type":"","directed":false,"attributes":{"weight":3}}]`,
		},
		{
			name: "one key for nodes and edges, one id for two keys, undeclared keys, keys for the wrong element",
			doc: document(`<key id="all" for="all" attr.name="any" attr.type="string"/><key id="any2" attr.name="also" attr.type="int"/>`+
				key("d0", "node", "n", "int")+key("d0", "edge", "e", "string")+key("p", "port", "port", "string")+key("g", "node", "strength", "double"),
				`<node id="1"><data key="all">x</data><data key="any2">1</data><data key="d0">5</data><data key="p">q</data><data key="free">y</data></node>`+
					`<edge source="1" target="1"><data key="all">z</data><data key="any2">2</data><data key="d0">05</data><data key="g">0.5</data></edge>`),
			want: `"attributes":{},"nodes":[{"id":"1","kind":"","attributes":{"also":1,"any":"x","free":"y","n":5,"port":"q"}}],` +
				`"edges":[{"id":"1~~1~1","source":"1","target":"1","type":"","directed":false,"attributes":{"also":2,"any":"z","e":"05","strength":0.5}}]`,
			notes: []string{"graphml_undeclared", "graphml_misplaced"},
		},
		{
			name: "two keys of one name: NetworkX writes one for each type; on one element they are two",
			doc: document(key("a", "node", "years", "int")+key("b", "node", "years", "double"),
				`<node id="1"><data key="a">21</data></node><node id="2"><data key="b">2.5</data></node><node id="3"><data key="a">1</data><data key="b">2.0</data></node>`),
			want: `"attributes":{},"nodes":[{"id":"1","kind":"","attributes":{"years":21}},{"id":"2","kind":"","attributes":{"years":2.5}},{"id":"3","kind":"","attributes":{"years":1,"years_2":2.0}}],"edges":[]`, notes: []string{"graphml_repeated_name"},
		},
		{
			name: "a default of a key is none where another key of the name has a value",
			doc: document(key("a", "node", "years", "int")+`<key id="b" for="node" attr.name="years" attr.type="double"><default>2.5</default></key>`,
				`<node id="2"><data key="a">21</data></node><node id="1"/>`),
			want: `"attributes":{},"nodes":[{"id":"1","kind":"","attributes":{"years":2.5}},{"id":"2","kind":"","attributes":{"years":21}}],"edges":[]`,
		},
		{
			name: "the name of igraph, NetworkX and Neo4j, or statnet's, is the label where there is none",
			doc: document(key("n", "node", "name", "string")+key("l", "node", "label", "string")+key("v", "node", "vertex.names", "int"),
				`<node id="1"><data key="n">Anna</data></node><node id="2"><data key="n">Bo</data><data key="l">B.</data></node>`+
					`<node id="3"><data key="v">7</data></node><node id="4"><data key="n"> </data></node><node id="5"><data key="n">Eva</data><data key="v">5</data></node>`),
			want: `"attributes":{},"nodes":[{"id":"1","kind":"","attributes":{"label":"Anna","name":"Anna"}},{"id":"2","kind":"","attributes":{"label":"B.","name":"Bo"}},` +
				`{"id":"3","kind":"","attributes":{"label":"7","vertex.names":7}},{"id":"4","kind":"","attributes":{}},{"id":"5","kind":"","attributes":{"label":"Eva","name":"Eva","vertex.names":5}}],"edges":[]`,
			notes: []string{"graphml_named", "graphml_named"},
		},
		{
			name: "a name that is the label, too, in a file of others",
			doc:  document(key("n", "node", "name", "string")+key("l", "node", "label", "string"), `<node id="1"><data key="n">Anna</data><data key="l">Anna</data></node>`),
			want: `"attributes":{},"nodes":[{"id":"1","kind":"","attributes":{"label":"Anna","name":"Anna"}}],"edges":[]`,
		},
		{
			name: "one id for two keys of an element: the first counts",
			doc:  document(key("d0", "node", "n", "int")+key("d0", "node", "m", "string")+key("d1", "all", "x", "int")+key("d1", "all", "y", "int"), `<node id="1"><data key="d0">5</data><data key="d1">6</data></node>`),
			want: `"attributes":{},"nodes":[{"id":"1","kind":"","attributes":{"n":5,"x":6}}],"edges":[]`,
		},
		{
			name: "a graph that says no direction",
			doc:  `<graphml><graph edgedefault="mixed"><edge source="a" target="a"/></graph></graphml>`,
			want: `"attributes":{},"nodes":[{"id":"a","kind":"","attributes":{}}],"edges":[{"id":"a~~a~1","source":"a","target":"a","type":"","directed":false,"attributes":{}}]`,
		},
		{
			name: "a list of ours with nothing between two marks stays the text that it is",
			doc:  document(key("t", "graph", "trama", "int")+key("s", "node", "tags", "string"), `<data key="t">1</data><node id="1"><data key="s">a||b</data></node><node id="2"><data key="s">a|b</data></node>`),
			want: `"attributes":{},"nodes":[{"id":"1","kind":"","attributes":{"tags":"a||b"}},{"id":"2","kind":"","attributes":{"tags":["a","b"]}}],"edges":[]`,
		},
		{
			name:  "ports of nodes, and labels that no drawing holds",
			doc:   document(key("d", "node", "note", "string"), `<node id="a"><port name="n"/><data key="d"><NodeLabel>x</NodeLabel></data></node>`),
			want:  `"attributes":{},"nodes":[{"id":"a","kind":"","attributes":{}}],"edges":[]`,
			notes: []string{"graphml_ports", "graphml_foreign"},
		},
		{
			name:  "ports of edges",
			doc:   document("", `<edge source="a" target="a" sourceport="n"/>`),
			want:  `"attributes":{},"nodes":[{"id":"a","kind":"","attributes":{}}],"edges":[{"id":"a~~a~1","source":"a","target":"a","type":"","directed":false,"attributes":{}}]`,
			notes: []string{"graphml_ports"},
		},
		{
			name: "a mark of another version than ours",
			doc:  document(key("t", "graph", "trama", "int")+key("s", "node", "size_", "int"), `<data key="t">2</data><node id="1"><data key="s">3</data></node>`),
			want: `"attributes":{"trama":2},"nodes":[{"id":"1","kind":"","attributes":{"size_":3}}],"edges":[]`,
		},
		{
			name: "edges before their nodes, ends that are declared nowhere",
			doc:  document(key("k", "node", "label", "string"), `<edge id="e" source="b" target="c"/><node id="b"><data key="k">Bice</data></node>`),
			want: `"attributes":{},"nodes":[{"id":"b","kind":"","attributes":{"label":"Bice"}},{"id":"c","kind":"","attributes":{}}],"edges":[{"id":"e","source":"b","target":"c","type":"","directed":false,"attributes":{}}]`,
		},
		{
			name: "a node twice, with more data the second time",
			doc:  document(key("k", "node", "label", "string")+key("l", "node", "area", "string"), `<node id="b"><data key="k">Bice</data></node><node id="b"><data key="k">Bice</data><data key="l">Nord</data></node>`),
			want: `"attributes":{},"nodes":[{"id":"b","kind":"","attributes":{"area":"Nord","label":"Bice"}}],"edges":[]`,
		},
		{
			name: "ids lose white space, no-break space too",
			doc:  document("", "<node id=\" a\u00a0\"/><edge id=' 7 ' source='a ' target=' b'/>"),
			want: `"attributes":{},"nodes":[{"id":"a","kind":"","attributes":{}},{"id":"b","kind":"","attributes":{}}],"edges":[{"id":"7","source":"a","target":"b","type":"","directed":false,"attributes":{}}]`,
		},
		{
			name: "direction of an edge",
			doc:  document("", `<edge id="1" source="a" target="b" directed="true"/><edge id="2" source="a" target="b" directed="false"/><edge id="3" source="a" target="b" directed="1"/><edge id="4" source="a" target="b" directed="?"/>`),
			want: `"attributes":{},"nodes":[{"id":"a","kind":"","attributes":{}},{"id":"b","kind":"","attributes":{}}],"edges":[` +
				`{"id":"1","source":"a","target":"b","type":"","directed":true,"attributes":{}},{"id":"2","source":"a","target":"b","type":"","directed":false,"attributes":{}},` +
				`{"id":"3","source":"a","target":"b","type":"","directed":true,"attributes":{}},{"id":"4","source":"a","target":"b","type":"","directed":false,"attributes":{}}]`,
		},
		{
			name: "text in pieces: CDATA, comments, entities, line ends",
			doc:  document(key("k", "node", "label", "string"), "<node id=\"a\"><data key=\"k\">a<![CDATA[<b>&amp;]]><!-- no -->&lt;c&#x1F600;\r\nd</data></node>"),
			want: `"attributes":{},"nodes":[{"id":"a","kind":"","attributes":{"label":"a<b>&amp;<c😀\nd"}}],"edges":[]`,
		},
		{
			name: "descriptions, where there is no data of that name",
			doc: document(key("k", "node", "description", "string"), `<desc> the town </desc><node id="a"><desc>one</desc></node><node id="b"><desc>two</desc><data key="k">2</data></node>`+
				`<edge source="a" target="b"><desc>three</desc></edge>`),
			want: `"attributes":{"description":"the town"},"nodes":[{"id":"a","kind":"","attributes":{"description":"one"}},{"id":"b","kind":"","attributes":{"description":"2"}}],` +
				`"edges":[{"id":"a~~b~1","source":"a","target":"b","type":"","directed":false,"attributes":{"description":"three"}}]`,
		},
		{
			name: "data of the graph itself, before and after its nodes",
			doc:  document(key("t", "graph", "title", "string")+key("y", "graph", "year", "int"), `<data key="t">Valdora</data><node id="a"/><data key="y">2026</data>`),
			want: `"attributes":{"title":"Valdora","year":2026},"nodes":[{"id":"a","kind":"","attributes":{}}],"edges":[]`,
		},
		{
			name: "tags, lines, since and until have their meaning; a date that is none keeps all as text",
			doc: document(key("t", "node", "tags", "string")+key("s", "node", "since", "string")+key("u", "node", "until", "string"),
				`<node id="a"><data key="t">casa|cibo</data><data key="s">2026-01-31</data><data key="u">2026-01-31</data></node><node id="b"><data key="t">casa</data><data key="u">presto</data></node>`),
			want: `"attributes":{},"nodes":[{"id":"a","kind":"","attributes":{"since":{"date":"2026-01-31"},"tags":["casa","cibo"],"until":"2026-01-31"}},` +
				`{"id":"b","kind":"","attributes":{"tags":["casa"],"until":"presto"}}],"edges":[]`,
			notes: []string{"meaning_unfit"},
		},
		{
			name: "lists as APOC writes them",
			doc:  document(`<key id="l" for="node" attr.name="names" attr.type="string" attr.list="string"/>`, `<node id="a"><data key="l">["uno","d\"ue"]</data></node><node id="b"><data key="l">tre</data></node>`),
			want: `"attributes":{},"nodes":[{"id":"a","kind":"","attributes":{"names":["uno","d\"ue"]}},{"id":"b","kind":"","attributes":{"names":"tre"}}],"edges":[]`,
		},
		{
			name: "yEd: the label stands in the drawing",
			doc: document(`<key id="d" for="node" yfiles.type="nodegraphics"/><key id="e" for="edge" yfiles.type="edgegraphics"/>`,
				`<node id="a"><data key="d"><y:ShapeNode xmlns:y="urn:y"><y:NodeLabel font="x"> Anna <y:Model/></y:NodeLabel><y:NodeLabel>no</y:NodeLabel></y:ShapeNode></data></node>`+
					`<edge source="a" target="a"><data key="e"><y:PolyLineEdge xmlns:y="urn:y"><y:EdgeLabel>presta</y:EdgeLabel></y:PolyLineEdge></data></edge>`),
			want: `"attributes":{},"nodes":[{"id":"a","kind":"","attributes":{"label":"Anna"}}],"edges":[{"id":"a~presta~a~1","source":"a","target":"a","type":"presta","directed":false,"attributes":{}}]`, notes: []string{"graphml_foreign"},
		},
		{
			name: "nesting, hyperedges, ports and locators are named",
			doc: document("", `<node id="a"><port name="n"/><graph edgedefault="directed"><node id="b"/><edge source="b" target="c"/></graph></node>`+
				`<hyperedge><endpoint node="a"/><endpoint node="b"/></hyperedge><locator/><edge source="a" target="b" sourceport="n"/><x/>`),
			want: `"attributes":{},"nodes":[{"id":"a","kind":"","attributes":{}},{"id":"b","kind":"","attributes":{}},{"id":"c","kind":"","attributes":{}}],` +
				`"edges":[{"id":"a~~b~1","source":"a","target":"b","type":"","directed":false,"attributes":{}},{"id":"b~~c~1","source":"b","target":"c","type":"","directed":true,"attributes":{}}]`,
			notes: []string{"graphml_nested", "graphml_hyperedges", "graphml_ports", "graphml_locators", "graphml_foreign"},
		},
		{
			name: "no edgedefault is undirected, and a file without a graph holds nothing",
			doc:  `<graphml/>`,
			want: `"attributes":{},"nodes":[],"edges":[]`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, notes := canonical(t, c.doc, graph.DecodeOptions{})
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if !slices.Equal(codes(notes), c.notes) {
				t.Errorf("notes %v, want %v", codes(notes), c.notes)
			}
			for _, n := range notes {
				if n.Text == "" || strings.Contains(n.Text, "{") {
					t.Errorf("note %q", n.Text)
				}
			}
		})
	}
}

func TestKindsOfNodes(t *testing.T) {
	keys := key("kind", "node", "kind", "string") + key("labels", "node", "labels", "string") + key("labelV", "node", "labelV", "string") + key("type", "node", "type", "string")
	for _, c := range []struct{ name, nodes, want string }{
		{"data kind, in Italian", `<node id="a"><data key="kind"> Servizio </data></node>`, `"kind":"service","attributes":{}`},
		{"an unknown kind stays", `<node id="a"><data key="kind">Circolo</data></node>`, `"kind":"Circolo","attributes":{}`},
		{"labels as an XML attribute", `<node id="a" labels=":Person"/>`, `"kind":"person","attributes":{}`},
		{"the last label that the catalogue knows", `<node id="a" labels=":Person:Client"/>`, `"kind":"person","attributes":{"labels":":Person:Client"}`},
		{"else the last", `<node id="a" labels=":Alpha:Beta"/>`, `"kind":"Beta","attributes":{"labels":":Alpha:Beta"}`},
		{"labels as data, twice the same", `<node id="a" labels=":Person"><data key="labels">:Person</data></node>`, `"kind":"person","attributes":{}`},
		{"TinkerPop", `<node id="a"><data key="labelV">person</data></node>`, `"kind":"person","attributes":{}`},
		{"kind before labels, which stay", `<node id="a" labels=":Alpha"><data key="kind">place</data></node>`, `"kind":"place","attributes":{"labels":":Alpha"}`},
		{"type where a kind of the catalogue occurs", `<node id="a"><data key="type">club</data></node><node id="b"><data key="type">Persona</data></node>`, `"kind":"club","attributes":{}`},
		{"type where none does", `<node id="a"><data key="type">club</data></node><node id="b"><data key="type">team</data></node>`, `"kind":"","attributes":{"type":"club"}`},
		{"type beside a kind", `<node id="a"><data key="kind">place</data><data key="type">person</data></node>`, `"kind":"place","attributes":{"type":"person"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := canonical(t, document(keys, c.nodes), graph.DecodeOptions{})
			if !strings.Contains(got, `{"id":"a",`+c.want+"}") {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestTypesOfEdges(t *testing.T) {
	keys := key("type", "edge", "type", "string") + key("interaction", "edge", "interaction", "string") + key("label", "edge", "label", "string") + key("labelE", "edge", "labelE", "string")
	for _, c := range []struct{ name, attributes, data, want string }{
		{"data type, in Italian", "", `<data key="type">collabora con</data>`, `"type":"collaborates","directed":false,"attributes":{}`},
		{"data interaction", "", `<data key="interaction">presta</data>`, `"type":"presta","directed":true,"attributes":{}`},
		{"type before interaction, which stays", "", `<data key="type">a</data><data key="interaction">b</data>`, `"type":"a","directed":true,"attributes":{"interaction":"b"}`},
		{"the XML attribute label", `label="OFFERS"`, "", `"type":"offers","directed":true,"attributes":{}`},
		{"with a label of its own", `label="OFFERS"`, `<data key="label">offre il lunedì</data>`, `"type":"offers","directed":true,"attributes":{"label":"offre il lunedì"}`},
		{"data type before the XML attribute, which is the label then", `label="sostiene"`, `<data key="type">a</data>`, `"type":"a","directed":true,"attributes":{"label":"sostiene"}`},
		{"labelE", "", `<data key="labelE">knows</data>`, `"type":"knows","directed":false,"attributes":{}`},
		{"data label where nothing else is", "", `<data key="label">presta a</data>`, `"type":"presta a","directed":true,"attributes":{}`},
		{"data label that the catalogue knows stays as it was said", "", `<data key="label">conosce</data>`, `"type":"knows","directed":false,"attributes":{"label":"conosce"}`},
		{"a label of its own before the XML attribute", `label="sostiene"`, `<data key="type">a</data><data key="label">b</data>`, `"type":"a","directed":true,"attributes":{"label":"b"}`},
		{"an empty type before one that is not", "", `<data key="type"> </data><data key="type">a</data>`, `"type":"a","directed":true,"attributes":{}`},
		{"the same type twice", "", `<data key="type">a</data><data key="type">a</data>`, `"type":"a","directed":true,"attributes":{}`},
		{"a label equal to the type is none", "", `<data key="type">presta</data><data key="label">presta</data>`, `"type":"presta","directed":true,"attributes":{}`},
		{"the catalogue decides on direction", `directed="true"`, `<data key="type">knows</data>`, `"type":"knows","directed":false,"attributes":{}`},
		{"reciprocal is data in files of others", "", `<data key="type">a</data><data key="reciprocal">true</data>`, `"type":"a","directed":true,"attributes":{"reciprocal":"true"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := strings.Replace(document(keys, `<edge id="e" source="a" target="b" `+c.attributes+`>`+c.data+`</edge>`), "undirected", "directed", 1)
			got, notes := canonical(t, doc, graph.DecodeOptions{})
			if !strings.Contains(got, `"target":"b",`+c.want+"}") {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if turned := strings.Contains(c.want, `"directed":false`); slices.Contains(codes(notes), "direction_fixed") != turned { // the file says directed
				t.Errorf("direction_fixed: %v, want %v", codes(notes), turned)
			}
		})
	}
}

func TestSeveralGraphsAreReadAsOne(t *testing.T) {
	graphs := func(keys, data string) string {
		return `<graphml>` + keys + `<graph id="fiducia" edgedefault="directed"><node id="a"/><edge id="e1" source="a" target="b">` + data + `</edge></graph>
<graph id="scambio"><node id="a"/><edge id="e1" source="c" target="d"/></graph><graph><edge id="e2" source="a" target="d"/></graph></graphml>`
	}
	got, notes := canonical(t, graphs("", ""), graph.DecodeOptions{})
	want := `"edges":[{"id":"a~~b~1","source":"a","target":"b","type":"","directed":true,"attributes":{"graph":"fiducia"}},` +
		`{"id":"a~~d~1","source":"a","target":"d","type":"","directed":false,"attributes":{}},{"id":"c~~d~1","source":"c","target":"d","type":"","directed":false,"attributes":{"graph":"scambio"}}]`
	if !strings.Contains(got, want) || !slices.Equal(codes(notes), []string{"graphml_graphs"}) {
		t.Errorf("got %s, %v", got, codes(notes))
	}
	got, _ = canonical(t, graphs(key("k", "edge", "graph", "string"), `<data key="k">own</data>`), graph.DecodeOptions{})
	if !strings.Contains(got, `"attributes":{"graph":"own","graph_":"fiducia"}`) {
		t.Errorf("with data graph: %s", got)
	}
}

func TestGraphsThatDisagreeOnThemselves(t *testing.T) {
	doc := `<graphml><graph><data key="title">uno</data></graph><graph><data key="title">due</data><data key="area">Nord</data></graph></graphml>`
	got, notes := canonical(t, doc, graph.DecodeOptions{})
	if !strings.HasPrefix(got, `"attributes":{"area":"Nord","title":"uno"}`) || !slices.Contains(codes(notes), "graphml_kept_attribute") {
		t.Errorf("got %s, %v", got, codes(notes))
	}
}

func TestWeights(t *testing.T) {
	edge := func(keyType, name, value string) string {
		return document(key("w", "edge", name, keyType), `<edge id="e" source="a" target="b"><data key="w">`+value+`</data></edge>`)
	}
	for _, c := range []struct {
		doc    string
		weight string
		want   string
	}{
		{edge("int", "weight", "2"), "", `"weight":2}`},
		{edge("double", "weight", "2"), "", `"weight":2.0}`},
		{edge("double", "weight", " 1e-3 "), "", `"weight":0.001}`},
		{edge("string", "weight", "0.5"), "", `"weight":0.5}`},
		{edge("string", "weight", "3"), "", `"weight":3}`},
		{edge("int", "weight", "2.5"), "", `"weight":2.5}`},
		{edge("int", "weight", " "), "", `"attributes":{}}`},
		{edge("int", "peso", "4"), "peso", `"weight":4}`},
		{edge("double", "weight", "-5"), "none", `"weight_data":-5.0}`},
		{edge("boolean", "weight", "false"), "", `"weight_data":false}`},
	} {
		if got, _ := canonical(t, c.doc, graph.DecodeOptions{Weight: c.weight}); !strings.Contains(got, c.want) {
			t.Errorf("%s (%s): got %s, want %s", c.doc, c.weight, got, c.want)
		}
	}
	if got, _ := canonical(t, document("", `<node id="a"/>`), graph.DecodeOptions{Weight: "peso"}); !strings.Contains(got, `"id":"a"`) {
		t.Errorf("nodes alone have no weight to lack: %s", got)
	}
	doc := document(key("w", "edge", "weight", "int")+key("p", "edge", "peso", "int"), `<edge id="e" source="a" target="b"><data key="w">-1</data><data key="p">4</data></edge>`)
	if got, _ := canonical(t, doc, graph.DecodeOptions{Weight: "peso"}); !strings.Contains(got, `"attributes":{"weight":4,"weight_data":-1}`) {
		t.Errorf("another weight: %s", got)
	}
	if _, _, err := decode("g.graphml", []byte(edge("int", "weight", "2")), graph.DecodeOptions{Weight: "peso"}); graph.KindOf(err) != graph.Invalid || err.Error() != "g.graphml: no edge has data peso" {
		t.Errorf("no such weight: %v", err)
	}
}

func TestDecodeRefusesWithFileAndLine(t *testing.T) {
	weights := key("w", "edge", "weight", "string")
	for _, c := range []struct {
		name, doc string
		kind      graph.ErrorKind
		line      int
		code      string
	}{
		{"empty", "", graph.Invalid, 1, "xml_empty"},
		{"no XML", "hello", graph.Invalid, 1, "bad_xml"},
		{"JSON", "{\"nodes\":[]}", graph.Invalid, 1, "bad_xml"},
		{"another root", "<gexf/>", graph.Invalid, 1, "xml_root"},
		{"DOCTYPE", "<?xml version=\"1.0\"?>\n<!DOCTYPE x [<!ENTITY a \"b\">]>\n<graphml><graph><node id=\"&a;\"/></graph></graphml>", graph.Invalid, 2, "doctype"},
		{"an entity", document("", `<node id="&a;"/>`), graph.Invalid, 5, "bad_xml"},
		{"cut", "<graphml>\n<graph>\n<node id=\"a\"/>\n", graph.Invalid, 4, "xml_cut"},
		{"cut inside a tag", "<graphml>\n<graph>\n<node id=\"a", graph.Invalid, 3, "xml_cut"},
		{"tags that cross", document("", "<node id=\"a\">\n</edge>"), graph.Invalid, 6, "bad_xml"},
		{"a second document", "<graphml/>\n<graphml/>", graph.Invalid, 2, "bad_xml"},
		{"text after the document", "<graphml/>\nx", graph.Invalid, 2, "bad_xml"},
		{"no UTF-8", document("", "<node id=\"\xe8\"/>"), graph.Invalid, 5, "bad_xml"},
		{"a control character", document("", "<node id=\"a\x01\"/>"), graph.Invalid, 5, "bad_xml"},
		{"an unknown encoding", `<?xml version="1.0" encoding="klingon"?><graphml/>`, graph.Invalid, 1, "unknown_encoding"},
		{"data without key", document("", "<node id=\"a\">\n<data>x</data></node>"), graph.Invalid, 6, "data_without_key"},
		{"a node without id", document("", "<node id=\"a\"/>\n<node id=\" \"/>"), graph.Invalid, 6, "no_id"},
		{"an id over two lines", document("", "\n<node id=\"a&#10;b\"/>"), graph.Invalid, 6, "control_in_id"},
		{"an edge without source", document("", "<edge target=\"a\"/>"), graph.Invalid, 5, "no_end_given"},
		{"an edge without target", document("", "<edge source=\"a\"\n/>"), graph.Invalid, 6, "no_end_given"},
		{"a weight that is no number", document(weights, "<edge source=\"a\" target=\"b\"><data key=\"w\">molto</data></edge>"), graph.Invalid, 5, "weight_no_number"},
		{"a weight of 0", document(weights, "<edge source=\"a\" target=\"b\"><data key=\"w\">0</data></edge>"), graph.Invalid, 5, "weight_range"},
		{"a weight that is no number at all", document(weights, "<edge source=\"a\" target=\"b\"><data key=\"w\">NaN</data></edge>"), graph.Invalid, 5, "weight_range"},
		{"a weight without end", document(weights, "<edge source=\"a\" target=\"b\"><data key=\"w\">1e999</data></edge>"), graph.Invalid, 5, "weight_range"},
		{"a node with another label", document(key("k", "node", "label", "string"), "<node id=\"a\"><data key=\"k\">x</data></node>\n<node id=\"a\"><data key=\"k\">y</data></node>"), graph.Invalid, 6, "node_conflict"},
		{"a node with another kind", document(key("k", "node", "kind", "string"), "<node id=\"a\"><data key=\"k\">person</data></node>\n<node id=\"a\"><data key=\"k\">place</data></node>"), graph.Invalid, 6, "node_conflict"},
		{"an edge that contradicts itself", document(key("k", "edge", "x", "int"), "<edge source=\"a\" target=\"b\"><data key=\"k\">1</data><data key=\"k\">2</data></edge>"), graph.Invalid, 5, "edge_conflict"},
		{"a long id", document("", `<node id="`+strings.Repeat("x", 1025)+`"/>`), graph.TooLarge, 5, "limit_node_id"},
		{"a long id of an edge", document("", `<edge id="`+strings.Repeat("x", 8193)+`" source="a" target="b"/>`), graph.TooLarge, 5, "limit_edge_id"},
		{"a long end", document("", `<edge source="a" target="`+strings.Repeat("x", 1025)+`"/>`), graph.TooLarge, 5, "limit_node_id"},
		{"a long value", document("", `<node id="a"><data key="k">`+strings.Repeat("x", 1<<20+1)+`</data></node>`), graph.TooLarge, 5, "limit_value"},
		{"a long value in pieces", document("", `<node id="a"><data key="k">`+strings.Repeat("<!---->"+strings.Repeat("x", 1000), 1100)+`</data></node>`), graph.TooLarge, 5, "limit_value"},
		{"a long attribute", document("", `<node id="a" x="`+strings.Repeat("x", 11<<20)+`"/>`), graph.TooLarge, 5, "limit_value"},
		{"a long name", document(key("k", "node", strings.Repeat("x", 1025), "string"), ""), graph.TooLarge, 3, "limit_name"},
		{"deep", document("", `<node id="a"><data key="k">`+strings.Repeat("<y>", 300)), graph.TooLarge, 5, "limit_depth"},
		{"many keys", "", graph.TooLarge, 0, "limit_keys"},
		{"many attributes that few elements have", "", graph.TooLarge, 0, "limit_cells"},
		{"one name again and again", document(keysOfOneName(100), "<node id=\"a\">"+dataOf(100)+"</node>"), graph.Invalid, 5, "node_conflict"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := c.doc
			switch c.code {
			case "limit_keys":
				doc = document(manyKeys(5000), "")
			case "limit_cells":
				doc = document(manyKeys(4000), strings.Repeat("<node id='a'/>", 3)+"<node id='b'>"+dataOf(4000)+"</node>"+manyNodes(15_000))
			}
			_, _, err := decode("g.graphml", []byte(doc), graph.DecodeOptions{})
			var refused *graph.Refused
			if err == nil || graph.KindOf(err) != c.kind || !errors.As(err, &refused) || refused.Count != 1 {
				t.Fatalf("%v: %v", graph.KindOf(err), err)
			}
			first := refused.First[0]
			if first.Why.Code != c.code || first.File != "g.graphml" || c.line > 0 && first.Line != c.line {
				t.Errorf("%s at %s:%d, want %s at line %d: %v", first.Why.Code, first.File, first.Line, c.code, c.line, err)
			}
			if text := err.Error(); len(text) > 300 || strings.ContainsAny(text, "{}\n") || strings.Contains(text, "failed") {
				t.Errorf("no message for people: %q", text)
			}
		})
	}
}

func manyKeys(n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, `<key id="k%d"/>`, i)
	}
	return out.String()
}

func manyNodes(n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, `<node id="%d"/>`, i)
	}
	return out.String()
}

func keysOfOneName(n int) string {
	return strings.ReplaceAll(manyKeys(n), "/>", ` for="node" attr.name="x"/>`)
}

func dataOf(n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, `<data key="k%d">%d</data>`, i, i)
	}
	return out.String()
}

// Data that may stand once on an element, and says two things, is kept twice.
func TestNothingIsLostWhereDataContradictsItself(t *testing.T) {
	keys := key("a", "edge", "type", "string") + key("b", "edge", "type", "string") + key("w", "edge", "weight", "int") + key("v", "edge", "weight", "double") +
		key("k", "node", "kind", "string") + key("l", "node", "kind", "string")
	got, _ := canonical(t, document(keys, `<node id="n"><data key="k">person</data><data key="l">place</data></node>`+
		`<edge id="e" source="n" target="n"><data key="a">x</data><data key="b">y</data><data key="w">1</data><data key="v">2</data></edge>`), graph.DecodeOptions{})
	want := `"attributes":{},"nodes":[{"id":"n","kind":"person","attributes":{"kind":"place"}}],` +
		`"edges":[{"id":"e","source":"n","target":"n","type":"x","directed":false,"attributes":{"type":"y","weight":1,"weight_data":2.0}}]`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// A number that stands twice under one key, with blanks around it or without, is one number; a text with blanks is another one.
func TestDataThatSaysTheSameTwice(t *testing.T) {
	keys := key("n", "node", "beds", "int") + key("s", "node", "note", "string")
	got, _ := canonical(t, document(keys, `<node id="a"><data key="n">5</data><data key="n"> 5 </data><data key="s"> x</data><data key="s"> x</data></node>`), graph.DecodeOptions{})
	if !strings.Contains(got, `"attributes":{"beds":5,"note":" x"}`) {
		t.Errorf("got %s", got)
	}
	if _, _, err := decode("g.graphml", []byte(document(keys, `<node id="a"><data key="s">x</data><data key="s"> x</data></node>`)), graph.DecodeOptions{}); graph.KindOf(err) != graph.Invalid {
		t.Errorf("two texts: %v", err)
	}
}

// A name and an id may be as long as the limit says.
func TestAsLongAsTheLimit(t *testing.T) {
	longest := strings.Repeat("x", graph.MaxNodeID)
	got, _ := canonical(t, document(key("k", "node", longest, "string"), `<node id="`+longest+`"><data key="k">v</data></node>`), graph.DecodeOptions{})
	if want := `{"id":"` + longest + `","kind":"","attributes":{"` + longest + `":"v"}}`; !strings.Contains(got, want) {
		t.Errorf("got %s", got)
	}
}

func TestRefusedElementsAreCollectedWhereAsked(t *testing.T) {
	var content strings.Builder
	for i := range 30 {
		fmt.Fprintf(&content, "<edge source=\"a\" target=\"b%d\"><data key=\"w\">%d</data></edge>\n", i, i%2-1)
	}
	doc := document(key("w", "edge", "weight", "int"), content.String()+`<edge source="a" target="z"/>`)
	var refused graph.Refused
	g, _, err := decode("g.graphml", []byte(doc), graph.DecodeOptions{Refused: &refused})
	if err != nil || g.Edges() != 1 || refused.Count != 30 || len(refused.First) != graph.MaxRefusals || refused.First[2].Line != 7 {
		t.Errorf("%v, %d edges, %d refused", err, g.Edges(), refused.Count)
	}
	_, _, err = decode("g.graphml", []byte(doc), graph.DecodeOptions{})
	if err == nil || strings.Count(err.Error(), "\n") != graph.MaxRefusals || !strings.Contains(err.Error(), "30") {
		t.Errorf("%v", err)
	}
}

func TestDepthAndLimitsCanBeRaised(t *testing.T) {
	deep := func(n int) string {
		return document(key("k", "node", "nodegraphics", "string"), `<node id="a"><data key="k">`+strings.Repeat("<y:g>", n)+strings.Repeat("</y:g>", n)+`</data></node><node id="b"/>`)
	}
	if g, _, err := decode("g.graphml", []byte(deep(240)), graph.DecodeOptions{}); err != nil || g.Nodes() != 2 {
		t.Errorf("240 levels: %v", err)
	}
	if g, _, err := decode("g.graphml", []byte(deep(1000)), graph.DecodeOptions{Limits: graph.Limits{Depth: 2000}}); err != nil || g.Nodes() != 2 {
		t.Errorf("1000 levels of 2000: %v", err)
	}
	long := document("", `<node id="`+strings.Repeat("x", 2000)+`"/>`)
	if _, _, err := decode("g.graphml", []byte(long), graph.DecodeOptions{Limits: graph.Limits{NodeID: 2000}}); err != nil {
		t.Error(err)
	}
	quotes := document("", `<node id="a"><data key="k">`+strings.Repeat("&quot;", 1<<20)+`</data></node>`)
	if _, _, err := decode("g.graphml", []byte(quotes), graph.DecodeOptions{}); err != nil {
		t.Errorf("a value at the limit: %v", err)
	}
}

func TestEncodings(t *testing.T) {
	const text = `<?xml version="1.0" encoding="UTF-8"?><graphml><graph><node id="ò"><data key="label">Città di Forlì – 5 €</data></node></graph></graphml>`
	declared := func(name string) string { return strings.Replace(text, "UTF-8", name, 1) }
	utf16Bytes := func(s string, big, mark bool) []byte {
		var out []byte
		units := utf16.Encode([]rune(s))
		if mark {
			units = append([]uint16{0xfeff}, units...)
		}
		for _, u := range units {
			if big {
				out = append(out, byte(u>>8), byte(u))
			} else {
				out = append(out, byte(u), byte(u>>8))
			}
		}
		return out
	}
	windows, _ := charmap.Windows1252.NewEncoder().String(declared("windows-1252"))
	latin, _ := charmap.Windows1252.NewEncoder().String(declared("ISO-8859-1"))
	nine, _ := charmap.ISO8859_15.NewEncoder().String(strings.Replace(declared("ISO-8859-15"), "–", "-", 1))
	for name, content := range map[string][]byte{
		"UTF-8":                   []byte(text),
		"UTF-8 with mark":         []byte("\xef\xbb\xbf" + text),
		"without declaration":     []byte(text[strings.Index(text, "<graphml"):]),
		"UTF-16 little":           utf16Bytes(declared("UTF-16"), false, true),
		"UTF-16 big":              utf16Bytes(declared("utf-16"), true, true),
		"UTF-16 without mark":     utf16Bytes(declared("UTF-16LE"), false, false),
		"UTF-16 big without mark": utf16Bytes(declared("UTF-16BE"), true, false),
		"UTF-16 that says UTF-8":  utf16Bytes(text, false, true),
		"UTF-8 that says UTF-16":  []byte(declared("UTF-16")),
		"Windows-1252":            []byte(windows),
		"ISO-8859-1":              []byte(latin),
		"ISO-8859-15":             []byte(nine),
		"utf8":                    []byte(declared("utf8")),
	} {
		g, _, err := decode("g.graphml", content, graph.DecodeOptions{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := "Città di Forlì – 5 €"
		if name == "ISO-8859-15" {
			want = "Città di Forlì - 5 €"
		}
		if g.NodeID(0) != "ò" || g.Label(0) != want {
			t.Errorf("%s: %q %q", name, g.NodeID(0), g.Label(0))
		}
	}
}

func TestDecodeStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	endless := io.MultiReader(strings.NewReader("<graphml><graph>"), repeat(`<node id="a"/>`))
	go func() {
		time.Sleep(20 * time.Millisecond)
		cancel()
	}()
	_, err := graphml.Decode(ctx, endless, "g.graphml", graph.NewBuilder(), graph.DecodeOptions{})
	if graph.KindOf(err) != graph.Interrupted {
		t.Errorf("%v", err)
	}
}

// repeat is a reader that never ends.
type repeat string

func (r repeat) Read(p []byte) (int, error) {
	n := 0
	for n+len(r) <= len(p) {
		n += copy(p[n:], r)
	}
	return n, nil
}

func TestErrorsOfTheReaderNameTheFile(t *testing.T) {
	doc := document("", `<node id="a"/>`)
	_, err := graphml.Decode(context.Background(), iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(doc))), "g.graphml", graph.NewBuilder(), graph.DecodeOptions{})
	if graph.KindOf(err) != graph.Invalid || !strings.HasPrefix(err.Error(), "g.graphml: line 1: ") {
		t.Errorf("%v", err)
	}
	limit := graph.Fail(graph.TooLarge, "source", graph.Say("limit_unpacked", "too much", nil))
	_, err = graphml.Decode(context.Background(), io.MultiReader(strings.NewReader("<graphml>"), iotest.ErrReader(limit)), "g.graphml", graph.NewBuilder(), graph.DecodeOptions{})
	if graph.KindOf(err) != graph.TooLarge || err.Error() != "g.graphml: line 1: too much" {
		t.Errorf("%v", err)
	}
}

func TestSeveralFilesShareABuilder(t *testing.T) {
	b := graph.NewBuilder()
	for i, doc := range []string{
		document(key("k", "node", "n", "int"), `<node id="a"><data key="k">1</data></node><edge id="e" source="a" target="b"/>`),
		document(key("k", "node", "n", "int"), `<node id="b"><data key="k">due</data></node><edge source="b" target="c"/>`),
	} {
		if _, err := graphml.Decode(context.Background(), strings.NewReader(doc), fmt.Sprintf("%d.graphml", i), b, graph.DecodeOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	g, _ := b.Build()
	a, _ := g.FindNode("a")
	if v, _ := g.NodeColumn("n").At(a); v != graph.IntegerValue(1) {
		t.Errorf("a value of the first file became %v", v)
	}
	if _, there := g.FindEdge("e"); !there || g.Edges() != 2 {
		t.Error("the ids of the first file are gone")
	}
	doc := document(key("k", "node", "n", "int"), `<node id="a"><data key="k">2</data></node>`)
	b = graph.NewBuilder()
	b.SetNode(b.Node("a"), b.NodeColumn("n"), graph.IntegerValue(1))
	if _, err := graphml.Decode(context.Background(), strings.NewReader(doc), "2.graphml", b, graph.DecodeOptions{}); graph.KindOf(err) != graph.Invalid {
		t.Errorf("two files disagree: %v", err)
	}
}

// An element that contradicts what was said of its node is refused, and leaves nothing, not the digits of a number either.
func TestWhatIsRefusedOfANodeLeavesNothing(t *testing.T) {
	keys := key("k", "node", "kind", "string") + key("t", "node", "type", "string") + key("l", "node", "label", "string") + key("s", "node", "seats", "int")
	for _, second := range []string{`<data key="k">place</data>`, `<data key="t">blu</data>`, `<data key="l">Bice</data>`} {
		first := `<node id="a"><data key="l">Anna</data><data key="t">rosso</data></node>`
		if strings.Contains(second, `"k"`) {
			first = `<node id="a"><data key="l">Anna</data><data key="k">person</data></node>`
		}
		var refused graph.Refused
		got, _ := canonical(t, document(keys, `<node id="y"><data key="s">05</data></node><node id="z"><data key="s">06</data></node>`+first+`<node id="a"><data key="s">07</data>`+second+`</node>`+
			`<node id="a"><data key="s">09</data></node><node id="b"><data key="s">circa 5</data></node>`), graph.DecodeOptions{Refused: &refused})
		if refused.Count != 1 || !strings.Contains(got, `"label":"Anna","seats":"09"`) || !strings.Contains(got, `"seats":"05"`) || !strings.Contains(got, `"seats":"06"`) || strings.Contains(got, "blu") {
			t.Errorf("%s: %d refused, %s", second, refused.Count, got)
		}
	}
}

// A node of which several elements tell is one, and so many elements made none; an element that is refused made none either.
func TestElementsThatMadeNothingAreCounted(t *testing.T) {
	var refused graph.Refused
	var unmade graph.Size
	doc := document(key("l", "node", "label", "string")+key("w", "edge", "weight", "int"),
		`<edge source="a" target="b"/><node id="a"/><node id="a"/><node id="a"/><node id="b"><data key="l">x</data></node><node id="b"><data key="l">y</data></node>`+
			`<edge source="a" target="b"><data key="w">0</data></edge><edge source="a" target="c"/>`)
	if g, _, err := decode("g.graphml", []byte(doc), graph.DecodeOptions{Refused: &refused, Unmade: &unmade}); err != nil || g.Nodes() != 3 || unmade != (graph.Size{Nodes: 3, Edges: 1}) || refused.Count != 2 {
		t.Errorf("%v, unmade %+v, refused %d", err, unmade, refused.Count)
	}
}

// An element may have some data of one name under as many keys, but not any number.
func TestManyKeysOfOneName(t *testing.T) {
	for count, want := range map[int]error{64: nil, 65: errors.New("g.graphml: line 5: node a has another x already: if they are two, one of them needs another id; if they are one, write the same in both places")} {
		var keys, data strings.Builder
		for i := range count {
			keys.WriteString(key(fmt.Sprint("k", i), "node", "x", "int"))
			fmt.Fprintf(&data, `<data key="k%d">%d</data>`, i, i)
		}
		g, _, err := decode("g.graphml", []byte(document(keys.String(), `<node id="a">`+data.String()+`</node>`)), graph.DecodeOptions{})
		if fmt.Sprint(err) != fmt.Sprint(want) || err == nil && len(g.NodeColumns()) != count {
			t.Errorf("%d keys: %v, want %v", count, err, want)
		}
	}
}

// Of two different types of one node the second is refused, be they kinds or not.
func TestANodeHasOneType(t *testing.T) {
	for _, types := range [][2]string{{"person", "place"}, {"rosso", "blu"}, {"person", "blu"}} {
		doc := document(key("t", "node", "type", "string"), `<node id="a"><data key="t">`+types[0]+"</data></node>\n"+
			`<node id="a"><data key="t">`+types[0]+"</data></node>\n"+`<node id="a"><data key="t">`+types[1]+`</data></node>`)
		_, _, err := decode("g.graphml", []byte(doc), graph.DecodeOptions{})
		if err == nil || err.Error() != "g.graphml: line 7: node a has another type already: if they are two, one of them needs another id; if they are one, write the same in both places" {
			t.Errorf("%q: %v", types, err)
		}
	}
}

// What lies in a node tells of that, not of the whole file.
func TestTheDescriptionOfANestedGraphIsNotThatOfTheFile(t *testing.T) {
	got, _ := canonical(t, document(key("k", "graph", "title", "string"),
		`<desc>outer</desc><node id="a"><graph edgedefault="directed"><desc>inner</desc><data key="k">inner</data><node id="b"/></graph></node>`), graph.DecodeOptions{})
	if want := `"attributes":{"description":"outer"},"nodes":[{"id":"a","kind":"","attributes":{}},{"id":"b","kind":"","attributes":{}}],"edges":[]`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	got, _ = canonical(t, document("", `<node id="a"><graph edgedefault="directed"><desc>inner</desc></graph></node>`), graph.DecodeOptions{})
	if want := `"attributes":{},"nodes":[{"id":"a","kind":"","attributes":{}}],"edges":[]`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
