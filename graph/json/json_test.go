package json_test

import (
	"bytes"
	"context"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/json"
)

func decode(text string, o graph.DecodeOptions) (*graph.Graph, []graph.Sentence, error) {
	b := graph.NewBuilder()
	notes, err := json.Decode(context.Background(), strings.NewReader(text), "g.json", b, o)
	if err != nil {
		return nil, notes, err
	}
	g, _ := b.Build()
	return g, notes, nil
}

func encode(t testing.TB, g *graph.Graph) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := json.Encode(&out, g); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const whole = `{"schema":"trama.graph/1","attributes":{"area":"Valdora","since":{"date":"2026-01-31"}},` +
	`"nodes":[{"id":"61695499031416832","kind":"person","attributes":{"big":9007199254740993,"label":"a\u2028\"b\\"}},` +
	`{"id":"b","kind":"","attributes":{"active":true,"half":0.5,"tags":["casa","cibo"],"whole":1.0}}],` +
	`"edges":[{"id":"7","source":"61695499031416832","target":"b","type":"knows","directed":false,"attributes":{"weight":2}},` +
	`{"id":"8","source":"b","target":"b","type":"","directed":true,"attributes":{}}]}`

func TestWhatIsWrittenComesBackByteForByte(t *testing.T) {
	g, notes, err := decode(whole, graph.DecodeOptions{})
	if err != nil || len(notes) > 0 {
		t.Fatal(notes, err)
	}
	if out := encode(t, g); out != whole {
		t.Errorf("got  %s\nwant %s", out, whole)
	}
}

func TestDecodeTakes(t *testing.T) {
	for _, c := range []struct{ name, doc, want string }{
		{"fields in any order, edges first", `{"edges":[{"target":"b","attributes":{"weight":1.5},"source":"a"}],"nodes":[{"kind":"Persona","id":"a"}]}`,
			`"nodes":[{"id":"a","kind":"person","attributes":{}},{"id":"b","kind":"","attributes":{}}],"edges":[{"id":"a~~b~1","source":"a","target":"b","type":"","directed":true,"attributes":{"weight":1.5}}]`},
		{"white space and a mark", "\xef\xbb\xbf { \"nodes\" :\r\n[ { \"id\" : \"a\" } , { \"id\":\"b\"}\t] } \n", `"nodes":[{"id":"a","kind":"","attributes":{}},{"id":"b","kind":"","attributes":{}}],"edges":[]`},
		{"nulls are absent", `{"nodes":[{"id":"a","kind":null,"attributes":{"x":null}},{"id":"b","attributes":null}],"edges":[{"id":null,"source":"a","target":"b","type":null,"directed":null}]}`,
			`"nodes":[{"id":"a","kind":"","attributes":{}},{"id":"b","kind":"","attributes":{}}],"edges":[{"id":"a~~b~1","source":"a","target":"b","type":"","directed":true,"attributes":{}}]`},
		{"integers to the last digit", `{"nodes":[{"id":"a","attributes":{"least":-9223372036854775808,"most":9223372036854775807}}]}`,
			`"nodes":[{"id":"a","kind":"","attributes":{"least":-9223372036854775808,"most":9223372036854775807}}],"edges":[]`},
		{"floats", `{"nodes":[{"id":"a","attributes":{"a":1.0,"b":-0.0,"c":1e2,"d":1E-7,"e":0.1,"f":123456789.5e+3}}]}`,
			`"nodes":[{"id":"a","kind":"","attributes":{"a":1.0,"b":0.0,"c":100.0,"d":1e-07,"e":0.1,"f":123456789500.0}}],"edges":[]`},
		{"texts with escapes", `{"nodes":[{"id":"a","attributes":{"x":"\"\\\/\n\r\t\u00e8\ud83d\ude00é"}}]}`,
			`"nodes":[{"id":"a","kind":"","attributes":{"x":"\"\\/\n\r\tè😀é"}}],"edges":[]`},
		{"half a character", `{"nodes":[{"id":"a","attributes":{"x":"a\ud83dz\ude00\ud83d\u0041"}}]}`,
			"\"nodes\":[{\"id\":\"a\",\"kind\":\"\",\"attributes\":{\"x\":\"a\ufffdz\ufffd\ufffdA\"}}],\"edges\":[]"},
		{"half a character before a whole one, digits in any case", `{"nodes":[{"id":"a","attributes":{"x":"\ude00\ud83d\uDE00\ud83d\\u0041\uabcd\uEFfe\ud83d"}}]}`,
			"\"nodes\":[{\"id\":\"a\",\"kind\":\"\",\"attributes\":{\"x\":\"\ufffd😀\ufffd\\\\u0041\uabcd\ueffe\ufffd\"}}],\"edges\":[]"},
		{"a weight that is null", `{"edges":[{"source":"a","target":"a","attributes":{"weight":null}}]}`,
			`"nodes":[{"id":"a","kind":"","attributes":{}}],"edges":[{"id":"a~~a~1","source":"a","target":"a","type":"","directed":true,"attributes":{}}]`},
		{"empty lists and texts are absent", `{"nodes":[{"id":"a","attributes":{"x":"","y":[],"w":["q"]}}]}`,
			`"nodes":[{"id":"a","kind":"","attributes":{"w":["q"]}}],"edges":[]`},
		{"ids lose white space", `{"nodes":[{"id":" a\n"}],"edges":[{"id":" 1","source":"a ","target":"b"}]}`,
			`"nodes":[{"id":"a","kind":"","attributes":{}},{"id":"b","kind":"","attributes":{}}],"edges":[{"id":"1","source":"a","target":"b","type":"","directed":true,"attributes":{}}]`},
		{"a node twice", `{"nodes":[{"id":"a","kind":"person"},{"id":"a","attributes":{"x":1}}]}`,
			`"nodes":[{"id":"a","kind":"person","attributes":{"x":1}}],"edges":[]`},
		{"the catalogue decides on direction", `{"edges":[{"id":"1","source":"a","target":"b","type":"conosce"},{"id":"2","source":"a","target":"b","type":"x","directed":false}]}`,
			`"nodes":[{"id":"a","kind":"","attributes":{}},{"id":"b","kind":"","attributes":{}}],"edges":[{"id":"1","source":"a","target":"b","type":"knows","directed":false,"attributes":{}},{"id":"2","source":"a","target":"b","type":"x","directed":false,"attributes":{}}]`},
		{"nothing but the schema", `{"schema":"trama.graph/1"}`, `"nodes":[],"edges":[]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, notes, err := decode(c.doc, graph.DecodeOptions{})
			if err != nil || len(notes) > 0 {
				t.Fatal(notes, err)
			}
			if out := encode(t, g); out != `{"schema":"trama.graph/1","attributes":{},`+c.want+"}" {
				t.Errorf("got  %s\nwant %s", out, c.want)
			}
		})
	}
}

func TestDecodeRefusesWithFileAndLine(t *testing.T) {
	node := func(attributes string) string {
		return "{\"nodes\":[\n{\"id\":\"a\",\"attributes\":{" + attributes + "}}]}"
	}
	for _, c := range []struct {
		name, doc string
		kind      graph.ErrorKind
		line      int
		code      string
	}{
		{"empty", "", graph.Invalid, 1, "json_cut"},
		{"a list", "\n[]", graph.Invalid, 2, "no_graph_json"},
		{"null", "null", graph.Invalid, 1, "no_graph_json"},
		{"no JSON", "source,target", graph.Invalid, 1, "no_graph_json"},
		{"an object of something else", `{}`, graph.Invalid, 1, "no_graph_json"},
		{"only attributes", `{"attributes":{"title":"x"}}`, graph.Invalid, 1, "no_graph_json"},
		{"another schema", `{"schema":"trama.changes/1"}`, graph.Invalid, 1, "no_graph_json"},
		{"node-link JSON", "{\"nodes\":[],\n\"links\":[]}", graph.Invalid, 2, "json_field"},
		{"a field of a node", "{\"nodes\":[\n{\"id\":\"a\",\"label\":\"x\"}]}", graph.Invalid, 2, "json_field"},
		{"a field of an edge", "{\"edges\":[\n{\"source\":\"a\",\"from\":\"x\"}]}", graph.Invalid, 2, "json_field"},
		{"cut in a list", "{\"nodes\":[\n", graph.Invalid, 2, "json_cut"},
		{"cut in a text", "{\"nodes\":[\n{\"id\":\"a", graph.Invalid, 2, "json_cut"},
		{"cut in an escape", "{\"nodes\":[{\"id\":\"\\u00", graph.Invalid, 1, "json_cut"},
		{"cut after a backslash", "{\"nodes\":[{\"id\":\"\\", graph.Invalid, 1, "json_cut"},
		{"no comma", `{"nodes":[] "edges":[]}`, graph.Invalid, 1, "bad_json"},
		{"a comma too many", `{"nodes":[],}`, graph.Invalid, 1, "bad_json"},
		{"a comma too many in a list", `{"nodes":[{"id":"a"},]}`, graph.Invalid, 1, "bad_json"},
		{"a comma too many in a list of texts", `{"nodes":[{"id":"a","attributes":{"x":["q",]}}]}`, graph.Invalid, 1, "bad_json"},
		{"half an escape after half a character", `{"nodes":[{"id":"a","attributes":{"x":"\ud83d\u00g0"}}]}`, graph.Invalid, 1, "bad_json"},
		{"no colon", `{"nodes" []}`, graph.Invalid, 1, "bad_json"},
		{"something follows", "{\"nodes\":[]}\n{}", graph.Invalid, 2, "bad_json"},
		{"a NUL", "{\"nodes\":[]}\x00", graph.Invalid, 1, "bad_json"},
		{"a bad escape", `{"nodes":[{"id":"\x"}]}`, graph.Invalid, 1, "bad_json"},
		{"a bad digit", `{"nodes":[{"id":"\u00g0"}]}`, graph.Invalid, 1, "bad_json"},
		{"a line break in a text", "{\"nodes\":[{\"id\":\"a\nb\"}]}", graph.Invalid, 1, "bad_json"},
		{"no UTF-8", "{\"nodes\":[{\"id\":\"a\xe8\"}]}", graph.Invalid, 1, "json_encoding"},
		{"a number as id", `{"nodes":[{"id":7}]}`, graph.Invalid, 1, "json_text"},
		{"a node that is none", `{"nodes":["a"]}`, graph.Invalid, 1, "bad_json"},
		{"attributes that are none", `{"nodes":[{"id":"a","attributes":[]}]}`, graph.Invalid, 1, "bad_json"},
		{"a wrong null", `{"nodes":[{"id":nul}]}`, graph.Invalid, 1, "bad_json"},
		{"direction as text", `{"edges":[{"source":"a","target":"b","directed":"yes"}]}`, graph.Invalid, 1, "bad_json"},
		{"direction as number", `{"edges":[{"source":"a","target":"b","directed":1}]}`, graph.Invalid, 1, "json_boolean"},
		{"a field twice", `{"nodes":[],"nodes":[]}`, graph.Invalid, 1, "json_twice"},
		{"an id twice", `{"nodes":[{"id":"a","id":"b"}]}`, graph.Invalid, 1, "json_twice"},
		{"an attribute twice", node(`"x":1,"y":["q"],"x":1`), graph.Invalid, 2, "json_twice"},
		{"an attribute of the graph twice", `{"schema":"trama.graph/1","attributes":{"x":1,"x":1}}`, graph.Invalid, 1, "json_twice"},
		{"an attribute without a name", node(`"":1`), graph.Invalid, 2, "no_name"},
		{"a list of numbers", node(`"x":[1]`), graph.Invalid, 2, "json_list"},
		{"a list of lists", node(`"x":[["a"]]`), graph.Invalid, 2, "json_list"},
		{"an object", node(`"x":{"y":"2026-01-31"}`), graph.Invalid, 2, "json_object"},
		{"an empty object", node(`"x":{}`), graph.Invalid, 2, "json_object"},
		{"two dates", node(`"x":{"date":"2026-01-31","date":"2026-01-31"}`), graph.Invalid, 2, "json_object"},
		{"a day that does not exist", node(`"x":{"date":"2026-02-30"}`), graph.Invalid, 2, "bad_date"},
		{"an integer beyond 64 bits", node(`"x":9223372036854775808`), graph.Invalid, 2, "json_integer"},
		{"a number beyond all", node(`"x":1e400`), graph.Invalid, 2, "json_finite"},
		{"a needless zero", node(`"x":007`), graph.Invalid, 2, "bad_json"},
		{"no digit after the point", node(`"x":1.`), graph.Invalid, 2, "bad_json"},
		{"no digit in the exponent", node(`"x":1e+`), graph.Invalid, 2, "bad_json"},
		{"an exponent alone", node(`"x":1e`), graph.Invalid, 2, "bad_json"},
		{"a minus alone", node(`"x":-`), graph.Invalid, 2, "bad_json"},
		{"a point in front", node(`"x":.5`), graph.Invalid, 2, "bad_json"},
		{"a plus", node(`"x":+1`), graph.Invalid, 2, "bad_json"},
		{"NaN", node(`"x":NaN`), graph.Invalid, 2, "bad_json"},
		{"a very long number", node(`"x":` + strings.Repeat("1", 2000)), graph.Invalid, 2, "json_number"},
		{"a node without id", "{\"nodes\":[{\"id\":\"a\"},\n{}]}", graph.Invalid, 2, "no_id"},
		{"an id that lost a character", `{"nodes":[{"id":"a\u0000"}]}`, graph.Invalid, 1, "control_in_id"},
		{"an id with a tab", `{"nodes":[{"id":"a\tb"}]}`, graph.Invalid, 1, "control_in_id"},
		{"an edge without target", "{\"edges\":[\n{\"source\":\"a\"}]}", graph.Invalid, 2, "no_end_given"},
		{"an edge's id with a tab", `{"edges":[{"id":"a\tb","source":"a","target":"b"}]}`, graph.Invalid, 1, "control_in_id"},
		{"an edge's attribute twice", `{"edges":[{"source":"a","target":"b","attributes":{"x":1,"x":2}}]}`, graph.Invalid, 1, "json_twice"},
		{"a weight of 0", "{\"edges\":[\n\n{\"source\":\"a\",\"target\":\"b\",\"attributes\":{\"weight\":0}}]}", graph.Invalid, 3, "weight_range"},
		{"a weight as text", `{"edges":[{"source":"a","target":"b","attributes":{"weight":"1"}}]}`, graph.Invalid, 1, "weight_range"},
		{"a node with another value", "{\"nodes\":[{\"id\":\"a\",\"attributes\":{\"x\":1}},\n{\"id\":\"a\",\"attributes\":{\"x\":1.0}}]}", graph.Invalid, 2, "node_conflict"},
		{"a node of another kind", "{\"nodes\":[{\"id\":\"a\",\"kind\":\"x\"},\n{\"id\":\"a\",\"kind\":\"y\"}]}", graph.Invalid, 2, "node_conflict"},
		{"a long id", `{"nodes":[{"id":"` + strings.Repeat("x", 1025) + `"}]}`, graph.TooLarge, 1, "limit_node_id"},
		{"a long end", `{"edges":[{"source":"` + strings.Repeat("x", 1025) + `","target":"b"}]}`, graph.TooLarge, 1, "limit_node_id"},
		{"a long id of an edge", `{"edges":[{"id":"` + strings.Repeat("x", 8193) + `","source":"a","target":"b"}]}`, graph.TooLarge, 1, "limit_edge_id"},
		{"a long value", node(`"x":"` + strings.Repeat("x", 1<<20+1)), graph.TooLarge, 2, "limit_value"},
		{"a long list", node(`"x":[` + strings.Repeat(`"abcdefgh",`, 120_000)), graph.TooLarge, 2, "limit_value"},
		{"a long name", node(`"` + strings.Repeat("x", 1025) + `":1`), graph.TooLarge, 2, "limit_name"},
		{"many attributes that few elements have", "{\"nodes\":[\n{\"id\":\"a\",\"attributes\":{" + manyAttributes(4096) + "}}" + manyNodes(14_000), graph.TooLarge, 2, "limit_cells"},
		{"many attributes", node(manyAttributes(4097)), graph.TooLarge, 2, "limit_columns"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := decode(c.doc, graph.DecodeOptions{})
			var refused *graph.Refused
			if err == nil || graph.KindOf(err) != c.kind || !errors.As(err, &refused) || refused.Count != 1 {
				t.Fatalf("%v: %v", graph.KindOf(err), err)
			}
			if first := refused.First[0]; first.Why.Code != c.code || first.File != "g.json" || first.Line != c.line {
				t.Errorf("%s at %s:%d, want %s at line %d: %v", first.Why.Code, first.File, first.Line, c.code, c.line, err)
			}
			if text := err.Error(); len(text) > 200 || strings.Contains(text, "\n") {
				t.Errorf("no message for people: %q", text)
			}
		})
	}
}

func manyAttributes(n int) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = fmt.Sprintf(`"a%d":1`, i)
	}
	return strings.Join(parts, ",")
}

func manyNodes(n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, `,{"id":"%d"}`, i)
	}
	return out.String()
}

func TestNotes(t *testing.T) {
	_, notes, err := decode(`{"nodes":[{"id":"a","kind":"x\u0007","attributes":{"x":"a\u0000b","y":["\b"],"z":[""],"w":["","q",""],"since":"soon","lat":100,"status":"declared","label":["q"],"tags":7,"weight":"heavy"}}],
		"edges":[{"source":"a","target":"b","type":"offers","directed":false},{"source":"a","target":"b","type":"knows","directed":true},{"source":"a","target":"b","type":"knows"},{"source":"a","target":"b","type":"x","directed":true}]}`, graph.DecodeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range notes {
		got = append(got, fmt.Sprint(n.Code, n.Values))
	}
	want := []string{"control_charactersmap[count:3]", "direction_fixedmap[count:2]", "empty_itemsmap[count:3]", "meaning_unfitmap[column:label meaning:label]", "meaning_unfitmap[column:lat meaning:lat]",
		"meaning_unfitmap[column:since meaning:since]", "meaning_unfitmap[column:tags meaning:tags]"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestRefusedElementsAreCollectedWhereAsked(t *testing.T) {
	doc := `{"nodes":[{"id":"a"},{"id":""},{"id":"b"}],"edges":[` + strings.Repeat(`{"source":"a","target":""},`, 30) + `{"source":"a","target":"b"}]}`
	var refused graph.Refused
	g, _, err := decode(doc, graph.DecodeOptions{Refused: &refused})
	if err != nil || g.Nodes() != 2 || g.Edges() != 1 || refused.Count != 31 || len(refused.First) != graph.MaxRefusals {
		t.Errorf("%v, %d refused", err, refused.Count)
	}
	if _, _, err := decode(doc, graph.DecodeOptions{}); graph.KindOf(err) != graph.Invalid {
		t.Error(err)
	}
}

func TestLimitsCanBeRaised(t *testing.T) {
	doc := `{"nodes":[{"id":"` + strings.Repeat("x", 2000) + `","attributes":{"v":"` + strings.Repeat("y", 2<<20) + `"}}]}`
	if _, _, err := decode(doc, graph.DecodeOptions{Limits: graph.Limits{NodeID: 2000, Value: 2 << 20}}); err != nil {
		t.Error(err)
	}
}

// A list is as long as its texts with a character behind each, as graphs keep it: that much is within the limit, and no byte more.
func TestListsHaveTheLimitOfAValue(t *testing.T) {
	doc := `{"nodes":[{"id":"a","attributes":{"tags":["abcdefghij","abcdefghijk"]}}]}`
	if _, _, err := decode(doc, graph.DecodeOptions{Limits: graph.Limits{Value: 23}}); err != nil {
		t.Error(err)
	}
	if _, _, err := decode(doc, graph.DecodeOptions{Limits: graph.Limits{Value: 22}}); graph.KindOf(err) != graph.TooLarge {
		t.Errorf("one byte beyond: %v", err)
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

func TestDecodeStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		time.Sleep(20 * time.Millisecond)
		cancel()
	}()
	_, err := json.Decode(ctx, io.MultiReader(strings.NewReader(`{"nodes":[`), repeat(`{"id":"a"},`)), "g.json", graph.NewBuilder(), graph.DecodeOptions{})
	if graph.KindOf(err) != graph.Interrupted {
		t.Error(err)
	}
}

func TestErrorsOfReadersAndWriters(t *testing.T) {
	_, err := json.Decode(context.Background(), iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(whole))), "g.json", graph.NewBuilder(), graph.DecodeOptions{})
	if graph.KindOf(err) != graph.Invalid || !strings.HasPrefix(err.Error(), "g.json: line 1: ") {
		t.Error(err)
	}
	g, _, _ := decode(whole, graph.DecodeOptions{})
	if _, err := json.Encode(broken{}, g); !errors.Is(err, errBroken) {
		t.Error(err)
	}
}

type broken struct{}

var errBroken = errors.New("no room")

func (broken) Write([]byte) (int, error) { return 0, errBroken }

// Any graph comes back with the same digest.
func TestRoundTripKeepsTheDigest(t *testing.T) {
	text := rapid.StringOfN(rapid.OneOf(rapid.SampledFrom([]rune("aè😀\"\\<>&\n\t\u2028/ |")), rapid.Rune()), 0, 8, -1).Filter(holdable)
	value := rapid.Custom(func(t *rapid.T) graph.Value {
		switch rapid.IntRange(0, 5).Draw(t, "type") {
		case 0:
			return graph.IntegerValue(rapid.Int64().Draw(t, "integer"))
		case 1:
			return graph.FloatValue(rapid.Float64().Draw(t, "float"))
		case 2:
			return graph.BooleanValue(rapid.Bool().Draw(t, "boolean"))
		case 3:
			v, _ := graph.DateValue(fmt.Sprintf("%04d-02-28", rapid.IntRange(1, 9999).Draw(t, "year")))
			return v
		case 4:
			return graph.ListValue(rapid.SliceOfN(text, 0, 3).Draw(t, "list"))
		}
		return graph.TextValue(text.Draw(t, "text"))
	})
	rapid.Check(t, func(t *rapid.T) {
		b := graph.NewBuilder()
		nodes := rapid.IntRange(1, 6).Draw(t, "nodes")
		name := text.Filter(func(s string) bool { return s != "" })
		for i := range nodes {
			b.Node(fmt.Sprintf("n%d", i))
			b.SetKind(i, text.Draw(t, "kind"))
			b.SetNode(i, b.NodeColumn(name.Draw(t, "name")), value.Draw(t, "value"))
			b.SetAttribute(name.Draw(t, "name"), value.Draw(t, "value"))
		}
		for range rapid.IntRange(0, 6).Draw(t, "edges") {
			e := b.Edge(graph.BuilderEdge{
				Source: rapid.IntRange(0, nodes-1).Draw(t, "source"), Target: rapid.IntRange(0, nodes-1).Draw(t, "target"),
				Type: text.Draw(t, "type"), Directed: rapid.Bool().Draw(t, "directed"),
			})
			b.SetEdge(e, b.EdgeColumn("e"+name.Draw(t, "name")), value.Draw(t, "value"))
			b.SetEdge(e, b.EdgeColumn("weight"), graph.FloatValue(rapid.Float64Range(0.001, 1e9).Draw(t, "weight")))
		}
		g, _ := b.Build()
		var out bytes.Buffer
		if _, err := json.Encode(&out, g); err != nil {
			t.Fatal(err)
		}
		again, _, err := decode(out.String(), graph.DecodeOptions{})
		if err != nil {
			t.Fatalf("%v: %s", err, out.String())
		}
		if again.Digest() != g.Digest() {
			t.Fatalf("another graph: %s", out.String())
		}
	})
}

func holdable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0xFFFE || r == 0xFFFF
	})
}

// Whatever the standard library takes for no JSON is refused here too.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte(`{"nodes":[{"id":"a","attributes":{"x":[],"y":null,"z":-0.5e-3}}]}`))
	f.Add([]byte(`{"edges":[{"source":"\ud83d\ude00","target":"b","directed":false}]}`))
	f.Add([]byte(`{"nodes":[{"id":"a","attributes":{"d":{"date":"2026-01-31"}}}]}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		b := graph.NewBuilder()
		_, err := json.Decode(context.Background(), bytes.NewReader(content), "g.json", b, graph.DecodeOptions{})
		if err != nil {
			if kind := graph.KindOf(err); kind != graph.Invalid && kind != graph.TooLarge || !strings.HasPrefix(err.Error(), "g.json: line ") {
				t.Fatalf("%v: %v", graph.KindOf(err), err)
			}
			return
		}
		if !stdjson.Valid(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))) {
			t.Fatalf("this is no JSON, and was read: %q", content)
		}
		g, _ := b.Build()
		again, _, err := decode(encode(t, g), graph.DecodeOptions{})
		if err != nil || again.Digest() != g.Digest() {
			t.Fatalf("what was written comes back as something else: %v", err)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	var doc strings.Builder
	doc.WriteString(`{"schema":"trama.graph/1","attributes":{},"nodes":[`)
	for i := range 10_000 {
		if i > 0 {
			doc.WriteByte(',')
		}
		fmt.Fprintf(&doc, `{"id":"n%d","kind":"person","attributes":{"label":"Attività %d"}}`, i, i)
	}
	doc.WriteString(`],"edges":[`)
	for i := range 50_000 {
		if i > 0 {
			doc.WriteByte(',')
		}
		fmt.Fprintf(&doc, `{"id":"e%d","source":"n%d","target":"n%d","type":"knows","directed":false,"attributes":{"weight":%d}}`, i, i%10_000, i*7%10_000, i%9+1)
	}
	doc.WriteString(`]}`)
	b.SetBytes(int64(doc.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Decode(context.Background(), strings.NewReader(doc.String()), "g.json", graph.NewBuilder(), graph.DecodeOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}

// What the reader of the file says is said again, wherever it comes, and a document that is cut anywhere is none.
func TestEveryFaultOfTheFileIsAnError(t *testing.T) {
	fault := errors.New("the disk is gone")
	for n := range len(whole) + 1 {
		b := graph.NewBuilder()
		_, err := json.Decode(context.Background(), io.MultiReader(strings.NewReader(whole[:n]), iotest.ErrReader(fault)), "g.json", b, graph.DecodeOptions{})
		if err == nil || !strings.Contains(err.Error(), fault.Error()) || graph.KindOf(err) != graph.Invalid {
			t.Errorf("after %d bytes: %v", n, err)
		}
		if n == len(whole) {
			break
		}
		if _, _, err := decode(whole[:n], graph.DecodeOptions{}); graph.KindOf(err) != graph.Invalid {
			t.Errorf("cut to %d bytes: %v", n, err)
		}
	}
}

// Each limit holds to the byte.
func TestWhatIsAtALimitIsTaken(t *testing.T) {
	x := strings.Repeat("x", graph.MaxValue)
	doc := fmt.Sprintf(`{"nodes":[{"id":%q,"attributes":{%q:1,"v":%q}}],"edges":[{"id":%q,"source":%q,"target":"b"}]}`,
		x[:graph.MaxNodeID], x[:graph.MaxNodeID], x, x[:graph.MaxEdgeID], x[:graph.MaxNodeID])
	if _, notes, err := decode(doc, graph.DecodeOptions{}); err != nil || len(notes) > 0 {
		t.Error(notes, err)
	}
}

// A list that may be in a graph can be read again.
func TestAListAtTheLimitComesBack(t *testing.T) {
	items := make([]string, graph.MaxValue/2)
	for i := range items {
		items[i] = "a"
	}
	c, _, err := graph.Changes{PutNodes: []graph.NodeChange{{ID: "a", Attributes: graph.Attributes{}.With("tags", graph.ListValue(items))}}}.Holdable(graph.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := graph.Empty().Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	if again, _, err := decode(encode(t, g), graph.DecodeOptions{}); err != nil || again.Digest() != g.Digest() {
		t.Error(err)
	}
}

func TestNamesThatLoseACharacterAreCounted(t *testing.T) {
	g, notes, err := decode(`{"nodes":[{"id":"a","attributes":{"n\u0000ame":1}}]}`, graph.DecodeOptions{})
	if err != nil || len(notes) != 1 || notes[0].Values["count"] != 1 || g.NodeColumn("name") == nil {
		t.Error(notes, err)
	}
}

// A refused element leaves nothing behind: what is read beside it is what a document without it holds.
func TestRefusedElementsLeaveNothing(t *testing.T) {
	attribute := rapid.SampledFrom([]string{`"x":"1"`, `"x":"2"`, `"x":null`, `"y":1`, `"y":1.0`, `"weight":0`, `"weight":2`})
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.SampledFrom([]string{"a", "b", "c", "", `\u0001`})
		element := func(format string, of ...string) string {
			args := []any{}
			for _, name := range of {
				args = append(args, id.Draw(t, name))
			}
			args = append(args, strings.Join(rapid.SliceOfN(attribute, 0, 3).Draw(t, "attributes"), ","))
			return fmt.Sprintf(format, args...)
		}
		var nodes, edges []string
		for range rapid.IntRange(0, 6).Draw(t, "nodes") {
			nodes = append(nodes, element(`{"id":"%s","kind":`+rapid.SampledFrom([]string{`""`, `"person"`, `"Persona"`, `"place"`}).Draw(t, "kind")+`,"attributes":{%s}}`, "id"))
		}
		for range rapid.IntRange(0, 4).Draw(t, "edges") {
			edges = append(edges, element(`{"source":"%s","target":"%s","attributes":{%s}}`, "source", "target"))
		}
		read := func(nodes, edges []string) (*graph.Graph, graph.Refused, graph.Size) {
			refused, unmade := graph.Refused{}, graph.Size{}
			doc := "{\"edges\":[\n" + strings.Join(edges, ",\n") + "],\"nodes\":[\n" + strings.Join(nodes, ",\n") + "]}"
			g, _, err := decode(doc, graph.DecodeOptions{Refused: &refused, Unmade: &unmade})
			if err != nil {
				t.Fatal(err)
			}
			return g, refused, unmade
		}
		g, refused, unmade := read(nodes, edges)
		if g.Edges()+unmade.Edges != len(edges) || unmade.Nodes > len(nodes) || unmade.Nodes+unmade.Edges < refused.Count {
			t.Fatalf("%d nodes and %d edges read, %d edges made, %+v made nothing, %d refused", len(nodes), len(edges), g.Edges(), unmade, refused.Count)
		}
		wrong := map[int]bool{}
		for _, r := range refused.First {
			wrong[r.Line] = true
		}
		kept := func(elements []string, first int) (out []string) {
			for i, e := range elements {
				if !wrong[first+i] {
					out = append(out, e)
				}
			}
			return out
		}
		without, again, _ := read(kept(nodes, 2+max(1, len(edges))), kept(edges, 2))
		if again.Count > 0 || without.Digest() != g.Digest() {
			t.Fatalf("%d refused again; left over: %+v", again.Count, graph.Diff(without, g))
		}
	})
}
