package graphtest

import (
	"fmt"
	"math"
	"strings"

	"trama/graph"
)

// HostileTexts returns texts that a store, a codec or a page may trip over. Each may be an attribute's name, a kind, a
// type or a value; HostileIDs are those that may be ids.
func HostileTexts() []string {
	return append(HostileIDs(),
		" leading and trailing ", "two\nlines", "carriage\r\nreturn", "tab\there", "null \x00 inside", "\u2028separators\u2029", "\x1b[31mred")
}

// HostileIDs returns texts that are ids and look like something else.
func HostileIDs() []string {
	return []string{
		`"double"`, `'single'`, "`back`", "``", `\`, `\\`, `\u0060`, `\n`, `'; DROP TABLE nodes; --`, `x' OR '1'='1`,
		"`}) DETACH DELETE n //", `"}) MATCH (n) DETACH DELETE n RETURN count(n) //`, "$id", "{id}", "${id}", "?1", ":name", "@p", "%s%d%n",
		"network", "id", "kind", "type", "id_", "kind_", "network_", "type_", "source", "target", "directed", "label", "null", "NULL", "true",
		"007", "1.0", "1e5", "-0", "10", "2", "NaN", "0x10", "a b", "a:b", "a.b", "a/b", "a~b", "a%7Eb", "~", "%", "%00", "#", "&amp;", "<b>&</b>", "]]>",
		"àèìòù", "e\u0301 and é", "ß", "İi", "日本語", "😀", "👩‍👩‍👧", "\u202eright to left", "\ufeffmark", "{}", "[]", `{"date":"2026-01-31"}`, "__proto__",
	}
}

// Values returns values of every type, with the extremes of each.
func Values() []graph.Value {
	day, _ := graph.DateValue("2024-02-29")
	first, _ := graph.DateValue("0001-01-01")
	last, _ := graph.DateValue("9999-12-31")
	return []graph.Value{
		graph.TextValue("text"), graph.TextValue("1"), graph.TextValue("1.0"), graph.TextValue("true"), graph.TextValue("2024-02-29"), graph.TextValue("a|b"),
		graph.IntegerValue(0), graph.IntegerValue(1), graph.IntegerValue(-1), graph.IntegerValue(math.MaxInt64), graph.IntegerValue(math.MinInt64), graph.IntegerValue(1<<53 + 1),
		graph.FloatValue(0), graph.FloatValue(1), graph.FloatValue(-1.5), graph.FloatValue(0.1), graph.FloatValue(1e21), graph.FloatValue(1e-7),
		graph.FloatValue(math.MaxFloat64), graph.FloatValue(math.SmallestNonzeroFloat64), graph.FloatValue(math.Pi),
		graph.BooleanValue(true), graph.BooleanValue(false), day, first, last,
		graph.ListValue([]string{"one"}), graph.ListValue([]string{"a", "b", "a"}), graph.ListValue([]string{"", "|", "x|y"}), graph.ListValue(HostileTexts()),
	}
}

// EveryValue returns a graph in which nodes, edges and the graph itself carry every value, each in columns of one type
// and all in one column that mixes them.
func EveryValue() *graph.Graph {
	b := graph.NewBuilder()
	hub := b.Node("hub")
	for i, v := range Values() {
		row := b.Node(fmt.Sprintf("n%02d", i))
		edge := b.Edge(graph.BuilderEdge{Source: hub, Target: row, Type: "carries", Directed: true})
		for _, name := range []string{"mixed", "only " + v.Type().String()} {
			b.SetNode(row, b.NodeColumn(name), v)
			b.SetEdge(edge, b.EdgeColumn(name), v)
		}
		b.SetAttribute(fmt.Sprintf("value %02d", i), v)
	}
	g, _ := b.Build()
	return g
}

// Hostile returns a graph whose ids, kinds, types, attribute names and values are hostile texts, with ids as long as
// ids may be, and a label of 1 MiB.
func Hostile() *graph.Graph {
	b := graph.NewBuilder()
	texts, ids := HostileTexts(), HostileIDs()
	rows := make([]int, len(ids))
	for i, id := range ids {
		rows[i] = b.Node(id)
		b.SetKind(rows[i], texts[(i+7)%len(texts)])
		b.SetNode(rows[i], b.NodeColumn("label"), graph.TextValue(texts[i]))
	}
	for i, text := range texts {
		b.SetNode(rows[i%len(rows)], b.NodeColumn(text), graph.TextValue(texts[(i+3)%len(texts)]))
		e := b.Edge(graph.BuilderEdge{ID: "e" + ids[i%len(ids)] + fmt.Sprint(i), Source: rows[i%len(rows)], Target: rows[(i*5+1)%len(rows)], Type: text, Directed: i%2 == 0})
		b.SetEdge(e, b.EdgeColumn(text), graph.TextValue(texts[(i+5)%len(texts)]))
		b.SetAttribute(text, graph.TextValue(text))
	}
	long := b.Node(strings.Repeat("é", graph.MaxNodeID/2))
	b.SetNode(long, b.NodeColumn("label"), graph.TextValue(strings.Repeat("😀", graph.MaxValue/4)))
	b.SetNode(long, b.NodeColumn(strings.Repeat("n", 1000)), graph.BooleanValue(true))
	b.Edge(graph.BuilderEdge{ID: strings.Repeat("w", graph.MaxEdgeID), Source: long, Target: long, Type: strings.Repeat("t", 1000)})
	g, _ := b.Build()
	return g
}
