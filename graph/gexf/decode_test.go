package gexf_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"trama/graph"
	"trama/graph/gexf"
)

// document returns a GEXF file with what its graph holds, from line 4 on.
func document(content string) string {
	return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n<graph defaultedgetype=\"directed\">\n" + content + "</graph></gexf>"
}

func declared(of string, attributes ...string) string {
	return `<attributes class="` + of + `">` + strings.Join(attributes, "") + `</attributes>`
}

func attribute(id, title, typ string) string {
	return fmt.Sprintf(`<attribute id="%s" title="%s" type="%s"/>`, id, title, typ)
}

func nodes(content string) string { return "<nodes>" + content + "</nodes>" }

func node(id string, attvalues ...string) string {
	out := `<node id="` + id + `"><attvalues>`
	for i := 0; i < len(attvalues); i += 2 {
		out += `<attvalue for="` + attvalues[i] + `" value="` + attvalues[i+1] + `"/>`
	}
	return out + `</attvalues></node>`
}

func edge(attrs string, attvalues ...string) string {
	return strings.Replace(strings.Replace(node("", attvalues...), `<node id=""`, `<edge source="a" target="b" `+attrs, 1), "</node>", "</edge>", 1)
}

// canonical returns what is read, as the canonical document behind its schema, and the codes of the notes.
func canonical(t *testing.T, doc string, o graph.DecodeOptions) (text, notes string) {
	t.Helper()
	g, said, err := decode("g.gexf", []byte(doc), o)
	if err != nil {
		t.Fatalf("%v\n%s", err, doc)
	}
	var out bytes.Buffer
	if err := g.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	for _, s := range said {
		notes += " " + s.Code
	}
	return strings.TrimPrefix(strings.TrimSuffix(out.String(), "}"), `{"schema":"trama.graph/1",`), strings.TrimSpace(notes)
}

func TestDecodeNodes(t *testing.T) {
	for _, c := range []struct{ name, doc, want, notes string }{
		{"labels, kinds and values of every type",
			declared("node", attribute("0", "kind", "string"), attribute("1", "age", "integer"), attribute("2", "big", "long"), attribute("3", "score", "double"), attribute("4", "half", "float"),
				attribute("5", "open", "boolean"), attribute("6", "site", "anyURI"), attribute("7", "names", "liststring"), attribute("8", "born", "date")) +
				nodes(`<node id=" a " label="Anna &amp; co"><attvalues><attvalue for="0" value=" Persona "/><attvalue for="1" value=" 3 "/><attvalue for="2" value="9007199254740993"/>`+
					`<attvalue for="3" value="2"/><attvalue for="4" value="1e-3"/><attvalue for="5" value="TRUE"/><attvalue for="6" value="http://a.b"/><attvalue for="7" value="[&quot;x, y&quot;, &quot;z&quot;]"/><attvalue for="8" value="2026-01-31"/></attvalues></node>`),
			`[{"id":"a","kind":"person","attributes":{"age":3,"big":9007199254740993,"born":{"date":"2026-01-31"},"half":0.001,"label":"Anna & co","names":["x, y","z"],"open":true,"score":2.0,"site":"http://a.b"}}]`, ""},
		{"lists as others write them",
			declared("node", attribute("0", "l", "liststring")) + nodes(node("a", "0", "[x, 'y']")+node("b", "0", "x|y, z")+node("c", "0", "x, y;z")+node("d", "0", "[]")),
			`[{"id":"a","kind":"","attributes":{"l":["x","y"]}},{"id":"b","kind":"","attributes":{"l":["x","y, z"]}},{"id":"c","kind":"","attributes":{"l":["x","y","z"]}},{"id":"d","kind":"","attributes":{}}]`, ""},
		{"a list with characters that XML cannot hold", declared("node", attribute("0", "l", "liststring")) + nodes(node("a", "0", `[&quot;x\u0001y&quot;]`)),
			`[{"id":"a","kind":"","attributes":{"l":["xy"]}}]`, "control_characters"},
		{"a type is the kind where the catalogue knows one of them",
			declared("node", attribute("0", "Type", "string")) + nodes(node("a", "0", "servizio")+node("b", "0", "club")),
			`[{"id":"a","kind":"service","attributes":{}},{"id":"b","kind":"club","attributes":{}}]`, ""},
		{"else it is data, as it is beside a kind",
			declared("node", attribute("0", "type", "string"), attribute("1", "kind", "string")) + nodes(node("a", "0", "x", "1", "person")+node("b", "0", "y")),
			`[{"id":"a","kind":"person","attributes":{"type":"x"}},{"id":"b","kind":"","attributes":{"type":"y"}}]`, ""},
		{"values that do not fit make text of all; NaN is no value",
			declared("node", attribute("0", "n", "integer"), attribute("1", "x", "double")) + nodes(node("a", "0", "01", "1", "NaN")+node("b", "0", "two", "1", "1")),
			`[{"id":"a","kind":"","attributes":{"n":"01"}},{"id":"b","kind":"","attributes":{"n":"two","x":1.0}}]`, "gexf_nan gexf_text"},
		{"no declaration, a late one, one of an unknown type",
			nodes(node("a", "0", "1", "7", "2")) + declared("node", attribute("0", "late", "integer"), attribute("1", "odd", "colour")) + nodes(node("b", "1", "red", "0", "5")),
			`[{"id":"a","kind":"","attributes":{"7":"2","late":1}},{"id":"b","kind":"","attributes":{"late":5,"odd":"red"}}]`, "gexf_undeclared gexf_unknown_type"},
		{"two attributes of one title, and two labels",
			declared("node", attribute("0", "x", "string"), attribute("1", "x", "string"), attribute("2", "label", "string")) +
				nodes(`<node id="a" label="A"><attvalues><attvalue for="0" value="1"/><attvalue for="1" value="2"/><attvalue for="2" value="B"/></attvalues></node>`+node("b", "2", "Bice")),
			`[{"id":"a","kind":"","attributes":{"label":"A","label_2":"B","x":"1","x_2":"2"}},{"id":"b","kind":"","attributes":{"label":"Bice"}}]`, "gexf_repeated_name"},
		{"defaults, and options",
			declared("node", `<attribute id="0" title="n" type="integer"><default>7</default><options>7|8</options></attribute>`, `<attribute id="1" title="kind" type="string"><default>place</default></attribute>`) +
				nodes(node("a")+node("b", "0", "8", "1", "person")),
			`[{"id":"a","kind":"place","attributes":{"n":7}},{"id":"b","kind":"person","attributes":{"n":8}}]`, "gexf_options"},
		{"nodes in nodes, and their edges; parents",
			nodes(`<node id="a" label="A"><nodes><node id="b"><nodes><node id="c"/></nodes></node></nodes><edges><edge id="e" source="b" target="c"/></edges></node><node id="d" pid="a"/><node id="f"><parents><parent for="a"/><parent for="b"/></parents></node>`),
			`[{"id":"a","kind":"","attributes":{"label":"A"}},{"id":"b","kind":"","attributes":{"pid":"a"}},{"id":"c","kind":"","attributes":{"pid":"b"}},{"id":"d","kind":"","attributes":{"pid":"a"}},{"id":"f","kind":"","attributes":{"parents":["a","b"]}}],"edges":[{"id":"e","source":"b","target":"c","type":"","directed":true,"attributes":{}}]`, "gexf_parents"},
		{"drawings under the names of GraphML, whatever the namespace",
			nodes(`<node id="a"><viz:color r="1" g="2" b="3" a="0.5"/><viz:position x="1" y="-2.5" z="0"/><viz:size value="10"/><viz:shape value="disc"/></node><node id="b"><ns0:color xmlns:ns0="u" hex="#FF0010"/><color r="9"/></node>`),
			`[{"id":"a","kind":"","attributes":{"a":0.5,"b":3,"g":2,"r":1,"shape":"disc","size":10.0,"x":1.0,"y":-2.5,"z":0.0}},{"id":"b","kind":"","attributes":{"b":16,"g":0,"r":255}}]`, "gexf_foreign"},
		{"dates are since and until; open ends are none",
			nodes(`<node id="a" start="2026-01-31" end="Infinity"/><node id="b" startopen="2026-02-01" end="2026-03-01"/><node id="c"><spells><spell start="2026-01-01" end="2026-01-02"/></spells></node>`),
			`[{"id":"a","kind":"","attributes":{"since":{"date":"2026-01-31"}}},{"id":"b","kind":"","attributes":{"since":{"date":"2026-02-01"},"until":{"date":"2026-03-01"}}},{"id":"c","kind":"","attributes":{"since":{"date":"2026-01-01"},"until":{"date":"2026-01-02"}}}]`, "gexf_open"},
		{"a moment; several", nodes(`<node id="a"><spells><spell timestamp="2026-01-31"/></spells></node><node id="b"><spells><spell timestamp="2026-01-31"/><spell timestamp="2026-02-28"/></spells></node>`),
			`[{"id":"a","kind":"","attributes":{"since":{"date":"2026-01-31"},"until":{"date":"2026-01-31"}}},{"id":"b","kind":"","attributes":{"spells":["2026-01-31","2026-02-28"]}}]`, "gexf_spells"},
		{"values between open bounds", nodes(`<node id="a"><attvalues><attvalue for="x" value="1" startopen="2" endopen="3"/></attvalues></node>`),
			`[{"id":"a","kind":"","attributes":{"x":["1 [2/3]"]}}]`, "gexf_open gexf_timed gexf_undeclared"},
		{"other times are data", nodes(`<node id="a" start="2.0" end="2026-01-01"/><node id="b" timestamp="17"/>`),
			`[{"id":"a","kind":"","attributes":{"start":"2.0","until":{"date":"2026-01-01"}}},{"id":"b","kind":"","attributes":{"timestamp":"17"}}]`, "gexf_times"},
		{"what comes and goes, and changes",
			declared("node", attribute("0", "n", "integer")) + nodes(`<node id="a"><spells><spell start="1" end="2"/><spell start="4"/></spells><attvalues><attvalue for="0" value="5" start="1" end="2"/><attvalue for="0" value="6" start="4"/></attvalues></node>`+node("b", "0", "3")),
			`[{"id":"a","kind":"","attributes":{"n":["5 [1/2]","6 [4/..]"],"spells":["1/2","4/.."]}},{"id":"b","kind":"","attributes":{"n":"3"}}]`, "gexf_spells gexf_timed"},
		{"a node twice, with more the second time", declared("node", attribute("0", "n", "integer")) + nodes(node("a", "0", "3")+node("a", "0", "3")+`<node id="a" label="A"/>`),
			`[{"id":"a","kind":"","attributes":{"label":"A","n":3}}]`, ""},
		{"tags have their meaning, dates that are none do not", declared("node", attribute("0", "tags", "string"), attribute("1", "since", "string")) + nodes(node("a", "0", "x|y", "1", "presto")),
			`[{"id":"a","kind":"","attributes":{"since":"presto","tags":["x","y"]}}]`, "meaning_unfit"},
		{"lists that are not quite ones", declared("node", attribute("0", "l", "liststring")) + nodes(node("a", "0", " [x] ")+node("b", "0", "[x, y")+node("c", "0", "', 'z', '', &quot;")), `[{"id":"a","kind":"","attributes":{"l":["x"]}},{"id":"b","kind":"","attributes":{"l":["[x","y"]}},{"id":"c","kind":"","attributes":{"l":["'","z","\""]}}]`, ""},
		{"a value named as in version 1.1, and an attribute of another namespace", nodes(`<node id="a" xmlns="u" xsi:nil="true"><attvalues><attvalue id="n" value="5"/><attvalue id="m" value=" "/></attvalues></node>`), `[{"id":"a","kind":"","attributes":{"n":"5"}}]`, "gexf_undeclared"},
		{"times with spaces, an open end beside an end, a spell that says nothing",
			nodes(`<node id="a" start=" 2026-01-31 "/><node id="b" end="2026-03-01" endopen="2026-04-01"/><node id="c"><spells><spell/><spell start="2026-01-01"/></spells></node>`), `[{"id":"a","kind":"","attributes":{"since":{"date":"2026-01-31"}}},{"id":"b","kind":"","attributes":{"until":{"date":"2026-03-01"}}},{"id":"c","kind":"","attributes":{"since":{"date":"2026-01-01"}}}]`, ""},
		{"three labels", declared("node", attribute("0", "label", "string"), attribute("1", "Label", "string")) +
			nodes(`<node id="a" label="A"><attvalues><attvalue for="0" value="B"/><attvalue for="1" value="C"/></attvalues></node><node id="b" label="A"><attvalues><attvalue for="0" value="A"/></attvalues></node><node id="c" label="C"><attvalues><attvalue for="0" value="D"/></attvalues></node>`), `[{"id":"a","kind":"","attributes":{"Label":"C","label":"A","label_2":"B"}},{"id":"b","kind":"","attributes":{"label":"A"}},{"id":"c","kind":"","attributes":{"label":"C","label_2":"D"}}]`, "gexf_repeated_name"},
		{"what is no declaration", declared("node", `<option id="9" title="z"/>`, attribute("0", "", "string")) + nodes(node("a", "0", "x")), `[{"id":"a","kind":"","attributes":{"0":"x"}}]`, "gexf_foreign"},
		{"what nobody knows", nodes(`<node id="a" cardinal="3"><what>text<else/></what>text<color hex="red"/></node>`), `[{"id":"a","kind":"","attributes":{"cardinal":"3","hex":"red"}}]`, "gexf_foreign"},
	} {
		got, notes := canonical(t, document(c.doc), graph.DecodeOptions{})
		want := `"attributes":{},"nodes":` + c.want
		if !strings.Contains(want, `"edges":`) {
			want += `,"edges":[]`
		}
		if got != want || notes != c.notes {
			t.Errorf("%s:\ngot  %s (%s)\nwant %s (%s)", c.name, got, notes, want, c.notes)
		}
	}
}

func TestDecodeEdges(t *testing.T) {
	kinds := declared("edge", attribute("0", "Relation", "string"), attribute("1", "tipo", "string"), attribute("2", "peso", "double"), attribute("3", "note", "string"))
	for _, c := range []struct{ edge, weight, want, notes string }{
		{edge(`id="e"`), "", `"e","source":"a","target":"b","type":"","directed":true,"attributes":{}`, ""},
		{edge(`id="e" type="undirected" weight="2.5" label="rel"`), "", `"e","source":"a","target":"b","type":"rel","directed":false,"attributes":{"weight":2.5}`, ""},
		{edge(`id="e" type="mutual" kind="club" label="rel" weight="2"`), "", `"e","source":"a","target":"b","type":"club","directed":false,"attributes":{"label":"rel","weight":2}`, "gexf_mutual"},
		{edge(`id="e" type="undirected" kind="offre" label="offre"`), "", `"e","source":"a","target":"b","type":"offers","directed":true,"attributes":{}`, "direction_fixed"},
		{edge(`id="e" kind="x"`, "0", "y", "3", "n"), "", `"e","source":"a","target":"b","type":"x","directed":true,"attributes":{"Relation":"y","note":"n"}`, ""},
		{edge(`id="e"`, "1", "z", "0", "y"), "", `"e","source":"a","target":"b","type":"y","directed":true,"attributes":{"tipo":"z"}`, ""},
		{edge(`id="e" type="friend"`), "", `"e","source":"a","target":"b","type":"friend","directed":true,"attributes":{}`, "gexf_relations"},
		{edge(`id="e" type="friend" kind="x" label="L"`), "", `"e","source":"a","target":"b","type":"x","directed":true,"attributes":{"label":"L","type":"friend"}`, ""},
		{edge(`id="e" weight="3.0"`, "2", "4"), "peso", `"e","source":"a","target":"b","type":"","directed":true,"attributes":{"weight":4.0,"weight_data":3.0}`, ""},
		{edge(`id="e" weight="-1"`, "2", "4"), "none", `"e","source":"a","target":"b","type":"","directed":true,"attributes":{"peso":4.0,"weight_data":-1.0}`, ""},
		{edge(`id="e" start="2026-01-31" end="2026-02-28"`), "", `"e","source":"a","target":"b","type":"","directed":true,"attributes":{"since":{"date":"2026-01-31"},"until":{"date":"2026-02-28"}}`, ""},
		{edge(``), "", `"a~~b~1","source":"a","target":"b","type":"","directed":true,"attributes":{}`, ""},
	} {
		got, notes := canonical(t, document(kinds+"<edges>"+c.edge+"</edges>"+nodes(node("a")+node("b"))), graph.DecodeOptions{Weight: c.weight})
		_, got, _ = strings.Cut(got, `"edges":[{"id":`)
		if got = strings.TrimSuffix(got, "}]"); got != c.want || notes != c.notes {
			t.Errorf("%s:\ngot  %s (%s)\nwant %s (%s)", c.edge, got, notes, c.want, c.notes)
		}
	}
	undirected, _ := canonical(t, `<gexf><graph><edges><edge source="a" target="b"/></edges></graph></gexf>`, graph.DecodeOptions{})
	if !strings.Contains(undirected, `"directed":false`) {
		t.Errorf("no default: %s", undirected)
	}
}

// What an attribute says of edges that say nothing, or that say it for a time only.
func TestDecodeWhatEdgesFallBackOn(t *testing.T) {
	of := declared("edge", `<attribute id="0" title="type" type="string"><default>d</default></attribute>`, `<attribute id="1" title="peso" type="double"><default>2.5</default></attribute>`, attribute("2", "relation", "string"))
	for _, c := range []struct{ edges, weight, want string }{
		{edge(`id="e"`), "", `[{"id":"e","source":"a","target":"b","type":"d","directed":true,"attributes":{"peso":2.5}}]`},
		{edge(`id="e"`, "0", "t", "2", "r"), "", `[{"id":"e","source":"a","target":"b","type":"t","directed":true,"attributes":{"peso":2.5,"relation":"r"}}]`},
		{edge(`id="e" kind="k"`), "", `[{"id":"e","source":"a","target":"b","type":"k","directed":true,"attributes":{"peso":2.5}}]`},
		{edge(`id="e"`) + edge(`id="f"`, "1", "4"), "peso", `[{"id":"e","source":"a","target":"b","type":"d","directed":true,"attributes":{"weight":2.5}},{"id":"f","source":"a","target":"b","type":"d","directed":true,"attributes":{"weight":4.0}}]`},
		{strings.Replace(edge(`id="e"`, "0", "t"), `value="t"`, `value="t" start="1"`, 1), "", `[{"id":"e","source":"a","target":"b","type":"d","directed":true,"attributes":{"peso":2.5,"type":["t [1/..]"]}}]`},
		{"", "peso", `[]`},
	} {
		got, _ := canonical(t, document(of+"<edges>"+c.edges+"</edges>"), graph.DecodeOptions{Weight: c.weight})
		if _, got, _ = strings.Cut(got, `"edges":`); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.edges, got, c.want)
		}
	}
}

func TestDecodeTheGraphItself(t *testing.T) {
	doc := `<g:gexf xmlns:g="http://www.gexf.net/1.2draft"><g:meta lastmodifieddate="2026-01-31"><g:creator> Gephi </g:creator><g:description>a<![CDATA[<b>]]></g:description><g:title>T</g:title></g:meta>` +
		`<g:graph><g:nodes><g:node id="a"/></g:nodes></g:graph><g:graph name="two"><g:nodes><g:node id="b"/></g:nodes></g:graph><g:graph name="two"/></g:gexf>`
	want := `"attributes":{"creator":"Gephi","description":"a<b>","lastmodifieddate":{"date":"2026-01-31"},"name":"two","title":"T"},"nodes":[{"id":"a","kind":"","attributes":{}},{"id":"b","kind":"","attributes":{}}],"edges":[]`
	if got, notes := canonical(t, doc, graph.DecodeOptions{}); got != want || notes != "gexf_graphs" {
		t.Errorf("%s (%s)", got, notes)
	}
}

// Of two graphs that say different things of themselves the first counts.
func TestDecodeKeepsWhatTheFirstGraphSays(t *testing.T) {
	got, notes := canonical(t, `<gexf><graph name="one" timezone="UTC"/><graph name="two" timezone="UTC"/></gexf>`, graph.DecodeOptions{})
	if want := `"attributes":{"name":"one","timezone":"UTC"},"nodes":[],"edges":[]`; got != want || notes != "gexf_graphs gexf_kept_attribute" {
		t.Errorf("%s (%s)", got, notes)
	}
}

func TestDecodeRefusesWithFileAndLine(t *testing.T) {
	deep := strings.Repeat("<x>", 300)
	for _, c := range []struct {
		name, doc string
		kind      graph.ErrorKind
		line      int
		code      string
	}{
		{"empty", "", graph.Invalid, 1, "xml_empty"},
		{"no XML", "hello", graph.Invalid, 1, "bad_xml"},
		{"JSON", "{\"nodes\":[]}", graph.Invalid, 1, "bad_xml"},
		{"another root", "\n<graphml/>", graph.Invalid, 2, "xml_root"},
		{"DOCTYPE", "<?xml version=\"1.0\"?>\n<!DOCTYPE x [<!ENTITY a \"b\">]>\n<gexf/>", graph.Invalid, 2, "doctype"},
		{"an entity", document("\n<node id=\"&a;\"/>"), graph.Invalid, 5, "bad_xml"},
		{"cut", "<gexf>\n<graph>\n<node id=\"a\"/>\n", graph.Invalid, 4, "xml_cut"},
		{"cut inside a tag", "<gexf>\n<graph>\n<node id=\"a", graph.Invalid, 3, "xml_cut"},
		{"tags that cross", document("<node id=\"a\">\n</edge>"), graph.Invalid, 5, "bad_xml"},
		{"a second document", "<gexf/>\n<gexf/>", graph.Invalid, 2, "bad_xml"},
		{"text after the document", "<gexf/>\nx", graph.Invalid, 2, "bad_xml"},
		{"no UTF-8", document("<node id=\"\xe8\"/>"), graph.Invalid, 4, "bad_xml"},
		{"a control character", document("<node id=\"a\x01\"/>"), graph.Invalid, 4, "bad_xml"},
		{"an unknown encoding", `<?xml version="1.0" encoding="klingon"?><gexf/>`, graph.Invalid, 1, "unknown_encoding"},
		{"a value without attribute", document("<node id=\"a\">\n<attvalues>\n<attvalue value=\"x\"/></attvalues></node>"), graph.Invalid, 6, "gexf_attvalue"},
		{"attributes of something else", document("<attributes class=\"town\"/>"), graph.Invalid, 4, "gexf_class"},
		{"a node without id", document("<node id=\"a\"/>\n<node id=\" \"/>"), graph.Invalid, 5, "no_id"},
		{"an id over two lines", document("\n<node id=\"a&#10;b\"/>"), graph.Invalid, 5, "control_in_id"},
		{"an edge without source", document("<edge target=\"a\"/>"), graph.Invalid, 4, "no_end_given"},
		{"an edge without target", document("<edge source=\"a\"\n/>"), graph.Invalid, 4, "no_end_given"},
		{"a weight that is no number", document("\n" + edge(`weight="molto"`)), graph.Invalid, 5, "weight_no_number"},
		{"a weight of 0", document(edge(`weight="0.0"`)), graph.Invalid, 4, "weight_range"},
		{"a weight that is no number at all", document(edge(`weight="NaN"`)), graph.Invalid, 4, "weight_range"},
		{"a weight without end", document(edge(`weight="1e999"`)), graph.Invalid, 4, "weight_range"},
		{"a hexadecimal weight", document(edge(`weight="0x1p3"`)), graph.Invalid, 4, "weight_range"},
		{"a node with another label", document("<node id=\"a\" label=\"x\"/>\n<node id=\"a\" label=\"y\"/>"), graph.Invalid, 5, "node_conflict"},
		{"a node with another kind", document(declared("node", attribute("k", "kind", "string")) + node("a", "k", "person") + "\n" + node("a", "k", "place")), graph.Invalid, 5, "node_conflict"},
		{"a node that contradicts itself", document(node("a", "k", "1", "k", "2")), graph.Invalid, 4, "node_conflict"},
		{"an edge that contradicts itself", document(edge("", "k", "1", "k", "2")), graph.Invalid, 4, "edge_conflict"},
		{"a long id", document(`<node id="` + strings.Repeat("x", 1025) + `"/>`), graph.TooLarge, 4, "limit_node_id"},
		{"a long id of an edge", document(edge(`id="` + strings.Repeat("x", 8193) + `"`)), graph.TooLarge, 4, "limit_edge_id"},
		{"a long end", document(`<edge source="a" target="` + strings.Repeat("x", 1025) + `"/>`), graph.TooLarge, 4, "limit_node_id"},
		{"a long value", document(`<node id="a" label="` + strings.Repeat("x", 1<<20+1) + `"/>`), graph.TooLarge, 4, "limit_value"},
		{"a long text", "<gexf><meta><creator>" + strings.Repeat("x<!---->", 1<<20+1) + "</creator></meta></gexf>", graph.TooLarge, 1, "limit_value"},
		{"a long title", document(declared("node", attribute("0", strings.Repeat("x", 1025), "string"))), graph.TooLarge, 4, "limit_name"},
		{"too deep", document(deep), graph.TooLarge, 4, "limit_depth"},
		{"many attributes", document(declared("node", strings.Repeat(`<attribute id="x" title="x"/>`, 4097))), graph.TooLarge, 4, "limit_keys"},
		{"a tag of many attributes", document("<node " + strings.Repeat("a='1' ", 1025) + "/>"), graph.TooLarge, 4, "limit_tag"},
	} {
		_, _, err := decode("g.gexf", []byte(c.doc), graph.DecodeOptions{})
		var refused *graph.Refused
		if graph.KindOf(err) != c.kind || !errors.As(err, &refused) || refused.First[0].Line != c.line || refused.First[0].Why.Code != c.code || refused.First[0].File != "g.gexf" {
			t.Errorf("%s: %v %v", c.name, graph.KindOf(err), err)
		}
	}
}

// A refused element leaves nothing behind, and the rest is read.
func TestDecodeSkipsWhatIsRefused(t *testing.T) {
	doc := document(declared("node", attribute("k", "kind", "string")) + node("a", "k", "person") + "\n" + node("a", "k", "place", "x", "1") + node("c", "y", "1", "y", "2") + edge(`weight="0"`, "z", "1") + edge(`id="e"`) + node("", "k", "place"))
	refused, unmade := graph.Refused{}, graph.Size{}
	got, _ := canonical(t, doc, graph.DecodeOptions{Refused: &refused, Unmade: &unmade})
	want := `"attributes":{},"nodes":[{"id":"a","kind":"person","attributes":{}},{"id":"b","kind":"","attributes":{}}],"edges":[{"id":"e","source":"a","target":"b","type":"","directed":true,"attributes":{}}]`
	if got != want || refused.Count != 4 || unmade != (graph.Size{Nodes: 3, Edges: 1}) {
		t.Errorf("%s\n%v, %v", got, refused.Error(), unmade)
	}
}

// A title and an id may be as long as the limit says.
func TestAsLongAsTheLimit(t *testing.T) {
	longest := strings.Repeat("x", graph.MaxNodeID)
	got, _ := canonical(t, document(declared("node", attribute("0", longest, "string"))+node(longest, "0", "v")), graph.DecodeOptions{})
	if want := `{"id":"` + longest + `","kind":"","attributes":{"` + longest + `":"v"}}`; !strings.Contains(got, want) {
		t.Errorf("got %s", got)
	}
}

// A node that another file told of otherwise is refused with its line, and keeps what it had.
func TestDecodeAfterAnotherFile(t *testing.T) {
	b := graph.NewBuilder()
	row := b.Node("a")
	b.SetKind(row, "person")
	b.SetNode(row, b.NodeColumn("n"), graph.IntegerValue(1))
	numbers := declared("node", attribute("0", "n", "integer"), attribute("1", "kind", "string"), attribute("2", "m", "string"))
	read := func(content string) error {
		_, err := gexf.Decode(context.Background(), strings.NewReader(document(numbers+content)), "g.gexf", b, graph.DecodeOptions{})
		return err
	}
	if err := read(node("a", "0", "1", "1", "Persona", "2", "x")); err != nil {
		t.Error(err)
	}
	for _, content := range []string{"\n" + node("a", "0", "2", "2", "x"), "\n" + node("a", "1", "place"), "\n" + node("a", "2", "y")} {
		if err := read(content); err == nil || !strings.HasPrefix(err.Error(), "g.gexf: line 5: node a has another ") {
			t.Errorf("%s: %v", content, err)
		}
	}
	if g, _ := b.Build(); g.Kind(0) != "person" || g.NodeColumn("n").Text(0) != "1" || g.NodeColumn("m").Text(0) != "x" || len(g.NodeColumns()) != 2 {
		t.Errorf("%v", g.Node(0))
	}
}

func TestDecodeEncodings(t *testing.T) {
	doc := `<gexf><graph><nodes><node id="è" label="città"/></nodes></graph></gexf>`
	var wide []byte
	for _, unit := range utf16.Encode([]rune("\ufeff" + doc)) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	latin := `<?xml version="1.0" encoding="ISO-8859-1"?>` + doc
	for from, to := range map[string]string{"è": "\xe8", "à": "\xe0"} {
		latin = strings.ReplaceAll(latin, from, to)
	}
	for name, content := range map[string]string{"mark": "\ufeff" + doc, "UTF-16": string(wide), "without mark": string(wide[2:]), "Latin-1": latin, "upper case": `<?xml version='1.0' encoding='Utf-8'?>` + doc} {
		if g, _, err := decode("g.gexf", []byte(content), graph.DecodeOptions{}); err != nil || g.NodeID(0) != "è" || g.Label(0) != "città" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDecodeEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := gexf.Decode(ctx, strings.NewReader(document("")), "g.gexf", graph.NewBuilder(), graph.DecodeOptions{}); graph.KindOf(err) != graph.Interrupted {
		t.Errorf("interrupted: %v", err)
	}
	broken := io.MultiReader(strings.NewReader("<gexf>"), failing{})
	if _, err := gexf.Decode(context.Background(), broken, "g.gexf", graph.NewBuilder(), graph.DecodeOptions{}); graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), "g.gexf: line 1: the file cannot be read further: disk") {
		t.Errorf("unreadable: %v", err)
	}
	_, _, err := decode("g.gexf", []byte(document(edge(""))), graph.DecodeOptions{Weight: "peso"})
	if graph.KindOf(err) != graph.Invalid || err.Error() != "g.gexf: no edge has data peso" {
		t.Errorf("no such weight: %v", err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("disk") }

// endless is a file that never ends inside of something.
type endless struct {
	head, body string
	at         int // in the body
}

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.head)
	e.head = e.head[n:]
	for n < len(p) {
		took := copy(p[n:], e.body[e.at:])
		n, e.at = n+took, (e.at+took)%len(e.body)
	}
	return n, nil
}

// Nothing that never ends takes much memory before it is refused.
func TestDecodeHostileFiles(t *testing.T) {
	for name, parts := range map[string][2]string{
		"a value":          {`<gexf><graph><nodes><node id="`, "aaaaaaaa"},
		"a tag":            {`<gexf><graph><nodes><node `, "abcdefg='hijk' "},
		"a name":           {`<gexf><`, "aaaaaaaa"},
		"a comment":        {`<gexf><!-- `, "aaaaaaaa"},
		"an instruction":   {`<gexf><?trama `, "aaaaaaaa"},
		"a text":           {`<gexf><meta><creator>`, "aaaaaaaa"},
		"a CDATA section":  {`<gexf><meta><creator><![CDATA[`, "aaaaaaaa"},
		"a depth":          {`<gexf><graph>`, "<nodes>"},
		"values of a node": {`<gexf><graph><node id="a">`, `<attvalue for="x" value="1" start="2"/>`},
		"spells":           {`<gexf><graph><node id="a">`, `<spell start="2"/>`},
		"declarations":     {`<gexf><graph><attributes class="node">`, `<attribute id="x" title="x"/>`},
		"Latin-1":          {`<?xml version="1.0" encoding="latin1"?><gexf><graph><nodes><node id="`, "aaaaaaaa"},
	} {
		e := &endless{head: parts[0], body: parts[1]}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		b := graph.NewBuilder()
		_, err := gexf.Decode(context.Background(), e, "g.gexf", b, graph.DecodeOptions{Limits: graph.Limits{Value: 1 << 16}})
		runtime.ReadMemStats(&after)
		if graph.KindOf(err) != graph.TooLarge || !strings.HasPrefix(err.Error(), "g.gexf: line 1: ") {
			t.Errorf("%s: %v", name, err)
		}
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 128<<20 {
			t.Errorf("%s: %d MiB", name, grown>>20)
		}
	}
}

// FuzzDecode reads any bytes within tight limits: nothing panics, a refusal has a kind and names the file, and what is read
// comes back from what is written of it.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(document(declared("node", attribute("0", "kind", "string")) + nodes(node("a", "0", "person")) + "<edges>" + edge(`weight="2" kind="x" start="2026-01-31"`) + "</edges>")))
	f.Add([]byte(document(nodes(`<node id="a"><viz:position x="1" y="2" z="3"/><spells><spell start="1"/><spell end="2"/></spells></node>`))))
	f.Add([]byte(`<gexf><?trama {"node":{"n0":{"name":"x","type":"mixed"}}}?><?trama-attribute {"name":"a","type":"list","items":["b"]}?><graph>` + declared("node", attribute("n0", "y", "string")) + node("a", "n0", "1") + "</graph></gexf>"))
	f.Add([]byte("<!DOCTYPE gexf>"))
	f.Fuzz(func(t *testing.T, content []byte) {
		g, _, err := decode("g.gexf", content, graph.DecodeOptions{Limits: graph.Limits{Value: 4096, Depth: 32}})
		if err != nil {
			if kind := graph.KindOf(err); kind != graph.Invalid && kind != graph.TooLarge || !strings.Contains(err.Error(), "g.gexf") {
				t.Fatalf("%v: %v", kind, err)
			}
			return
		}
		var out bytes.Buffer
		said, err := gexf.Encode(&out, g)
		if err != nil {
			t.Fatal(err)
		}
		again, notes, err := decode("g.gexf", out.Bytes(), graph.DecodeOptions{})
		if err != nil || len(notes) > 0 || len(said) == 0 && again.Digest() != g.Digest() {
			t.Fatalf("%v, %v: %+v\n%s", notes, err, graph.Diff(g, again), out.Bytes())
		}
	})
}

// A small file whose elements each have an attribute of their own is refused before it takes much memory.
func TestDecodeBoundsElementsTimesAttributes(t *testing.T) {
	var doc strings.Builder
	doc.WriteString("<gexf><graph>")
	for i := range 100_000 {
		fmt.Fprintf(&doc, `<node id="%d" a%d="1"/>`, i, i%3000)
	}
	if _, _, err := decode("g.gexf", []byte(doc.String()), graph.DecodeOptions{}); graph.KindOf(err) != graph.TooLarge || !strings.Contains(err.Error(), "elements times attributes are more than ") {
		t.Error(err)
	}
}

// What is too much only when the attributes are typed is refused with the file's name too.
func TestDecodeBoundsWhatIsTyped(t *testing.T) {
	var doc strings.Builder
	doc.WriteString("<gexf><graph>")
	for i := range 19_000 {
		fmt.Fprintf(&doc, `<node id="%d"/>`, i)
	}
	doc.WriteString(`<node id="z"`)
	for i := range 1_000 {
		fmt.Fprintf(&doc, ` a%d="1"`, i)
	}
	doc.WriteString("/></graph></gexf>")
	if _, _, err := decode("g.gexf", []byte(doc.String()), graph.DecodeOptions{}); graph.KindOf(err) != graph.TooLarge || !strings.HasPrefix(err.Error(), "g.gexf: elements times attributes") {
		t.Error(err)
	}
}
