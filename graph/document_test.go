package graph_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"trama/graph"
)

func TestReadChangesTakes(t *testing.T) {
	for _, c := range []struct {
		name, doc string
		want      graph.Changes
	}{
		{"nothing", `{}`, graph.Changes{}},
		{"null and a float", `{"schema":"trama.changes/1","put_nodes":[{"id":"a","kind":null,"attributes":{"x":null,"y":1.0}}]}`,
			graph.Changes{PutNodes: []graph.NodeChange{{ID: "a", Attributes: graph.Attributes{{Name: "x"}, {Name: "y", Value: graph.FloatValue(1)}}}}}},
		{"a byte order mark, and white space around", "\xef\xbb\xbf\r\n {\"remove_nodes\":[\"a\"]}\n\t", graph.Changes{RemoveNodes: []string{"a"}}},
		{"names of attributes in any case, twice in two objects", `{"attributes":{"ID":1,"id":2},"put_nodes":[{"id":"a","attributes":{"ID":1}}]}`,
			graph.Changes{
				PutNodes:   []graph.NodeChange{{ID: "a", Attributes: graph.Attributes{{Name: "ID", Value: graph.IntegerValue(1)}}}},
				Attributes: graph.Attributes{{Name: "ID", Value: graph.IntegerValue(1)}, {Name: "id", Value: graph.IntegerValue(2)}},
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, notes, err := graph.ReadChanges(strings.NewReader(c.doc), graph.Limits{})
			if err != nil || len(notes) > 0 || notes == nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("%+v, %#v, %v", got, notes, err)
			}
		})
	}
}

func TestReadChangesRefuses(t *testing.T) {
	for _, c := range []struct {
		name, doc, code string
		line            int // 0: none is said
	}{
		{"an empty file", ``, "bad_changes", 1},
		{"null", `null`, "bad_changes", 1},
		{"a list", `[]`, "bad_changes", 1},
		{"a text", `"x"`, "bad_changes", 1},
		{"no JSON", "{\n\"put_nodes\": [\n{\"id\": a}]}", "bad_changes", 3},
		{"a file that breaks off", "{\"put_nodes\":\n[", "bad_changes", 2},
		{"bytes that are no UTF-8", "{\n\"remove_nodes\":[\"a\xff\"]}", "bad_changes", 2},
		{"another schema", `{"schema":"trama.graph/1"}`, "bad_changes", 1},
		{"a field that nobody knows", "{\n\"put_node\":[],\n\"x\":1}", "field_unknown", 2},
		{"a field of a node that nobody knows", `{"put_nodes":[{"name":"x"}]}`, "field_unknown", 1},
		{"a field of an edge on a node", `{"put_nodes":[{"id":"x","source":"y"}]}`, "bad_changes", 1},
		{"an object in place of a list", `{"put_nodes":{}}`, "bad_changes", 1},
		{"a number in place of an id", "{\"remove_nodes\":\n[1]}", "bad_changes", 2},
		{"a second object", "{}\n{}", "bad_changes", 2},
		{"a bracket too many", `{"remove_nodes":["a"]}}`, "bad_changes", 1},
		{"a list's bracket too many", `{"remove_nodes":["a"]} ]`, "bad_changes", 1},
		{"deep nesting", `{"put_nodes":` + strings.Repeat("[", 100_000), "bad_changes", 1},
		{"a field twice", "{\"put_nodes\":[{\"id\":\"a\"}],\n\"put_nodes\":[{\"id\":\"b\"}]}", "field_twice", 2},
		{"an id twice", `{"put_nodes":[{"id":"a","id":"b"}]}`, "field_twice", 1},
		{"an attribute twice", "{\"put_nodes\":[{\"id\":\"a\",\"attributes\":{\"x\":1,\n\n\"x\":2}}]}", "field_twice", 3},
		{"an attribute of the graph twice", `{"attributes":{"x":1,"x":1}}`, "field_twice", 1},
		{"a date twice", `{"attributes":{"x":{"date":"2026-01-31","date":"2026-01-30"}}}`, "field_twice", 1},
		{"a field in capitals", `{"PUT_NODES":[{"id":"a"}]}`, "field_unknown", 1},
		{"a field of an edge in capitals", `{"put_edges":[{"ID":"a"}]}`, "field_unknown", 1},
		{"attributes in capitals", `{"put_nodes":[{"id":"a","Attributes":{}}]}`, "field_unknown", 1},
		{"a list of numbers", `{"put_nodes":[{"id":"a","attributes":{"x":[1]}}]}`, "bad_value", 0},
		{"a day that does not exist", `{"put_nodes":[{"id":"a","attributes":{"x":{"date":"2026-02-30"}}}]}`, "bad_value", 0},
		{"a number beyond all", `{"attributes":{"x":1e400}}`, "bad_value", 0},
		{"an integer beyond 64 bits", `{"attributes":{"x":9223372036854775808}}`, "bad_value", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := graph.ReadChanges(strings.NewReader(c.doc), graph.Limits{})
			var why graph.Sentence
			if graph.KindOf(err) != graph.Invalid || !errors.As(err, &why) || why.Code != c.code {
				t.Fatalf("%v: %v", graph.KindOf(err), err)
			}
			if line, _ := why.Values["line"].(int); line != c.line {
				t.Errorf("%v, want line %d", err, c.line)
			}
		})
	}
}

func FuzzReadChanges(f *testing.F) {
	f.Add(`{"schema":"trama.changes/1","remove_nodes":["a"],"put_edges":[{"source":"a","target":"b","type":"knows","attributes":{"weight":2}}]}`)
	f.Add(`{"put_nodes":[{"id":"c","kind":"person","attributes":{"x":[],"y":null,"z":{"date":"2026-01-31"},"t":["q"]}}],"attributes":{"title":"x"}}`)
	b := graph.NewBuilder()
	b.Edge(graph.BuilderEdge{Source: b.Node("a"), Target: b.Node("b"), Type: "knows"})
	g, _ := b.Build()
	f.Fuzz(func(t *testing.T, doc string) {
		c, _, err := graph.ReadChanges(strings.NewReader(doc), graph.Limits{})
		if err != nil {
			if kind := graph.KindOf(err); kind != graph.Invalid && kind != graph.TooLarge {
				t.Fatalf("%v: %v", graph.KindOf(err), err)
			}
			return
		}
		next, err := g.Apply(c)
		if err != nil {
			if graph.KindOf(err) == graph.Internal {
				t.Fatal(err)
			}
			return
		}
		if back := mustApply(t, next, graph.Diff(next, g)); back.Digest() != g.Digest() {
			t.Fatal("the difference does not lead back")
		}
	})
}
