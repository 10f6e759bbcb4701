package graphml_test

import (
	"trama/graph"
)

func date(day string) graph.Value {
	v, ok := graph.DateValue(day)
	if !ok {
		panic(day)
	}
	return v
}

// everything returns a small graph with all that is hard to write: every type of value, reserved names, hostile texts,
// parallel edges with and without direction.
func everything() *graph.Graph {
	b := graph.NewBuilder()
	b.SetAttribute("title", graph.TextValue("Città di «Valdora» & dintorni"))
	b.SetAttribute("founded", date("2026-01-31"))
	b.SetAttribute("bounds", graph.ListValue([]string{"11.1", "44.2"}))
	b.SetAttribute("trama", graph.TextValue("mine"))
	b.SetAttribute("population", graph.IntegerValue(9007199254740993))

	texts := []string{
		`Caffè "Da Gino" & figli`, "<script>alert(1)</script>", "tab\tnew\nline\rreturn", "日本語 ✓ 😀", "=1+1", "'; DROP",
		"]]>", " spaces ", "a\u2028b\u0085c", "007", "true", "1|2",
	}
	for i, text := range texts {
		row := b.Node("id" + string(rune('a'+i)))
		b.SetKind(row, []string{"person", "servizio", "", "Club <x>"}[i%4])
		b.SetNode(row, b.NodeColumn("label"), graph.TextValue(text))
		b.SetNode(row, b.NodeColumn("note & more"), graph.TextValue(text))
		b.SetNode(row, b.NodeColumn("size"), graph.IntegerValue(int64(i)))
		b.SetNode(row, b.NodeColumn("kind_"), graph.TextValue(text))
		b.SetNode(row, b.NodeColumn("tags"), graph.ListValue([]string{"casa", "città & <borghi>"}[:1+i%2]))
		b.SetNode(row, b.NodeColumn("aliases"), graph.ListValue([]string{"uno", "due"}))
		b.SetNode(row, b.NodeColumn("born"), date("1971-02-03"))
		b.SetNode(row, b.NodeColumn("since"), date("2001-12-31"))
		b.SetNode(row, b.NodeColumn("lat"), graph.FloatValue(44.5+float64(i)/7))
		b.SetNode(row, b.NodeColumn("big"), graph.IntegerValue(-1<<63+int64(i)))
		b.SetNode(row, b.NodeColumn("active"), graph.BooleanValue(i%2 == 0))
	}
	b.Node("alone")
	b.SetNode(0, b.NodeColumn("mixed"), graph.IntegerValue(7))
	b.SetNode(1, b.NodeColumn("mixed"), graph.TextValue("sette"))
	b.SetNode(2, b.NodeColumn("mixed"), date("2026-02-03"))
	b.SetNode(3, b.NodeColumn("mixed"), graph.BooleanValue(true))
	b.SetNode(4, b.NodeColumn("mixed"), graph.FloatValue(0.1))
	b.SetNode(0, b.NodeColumn("numbers"), graph.IntegerValue(9007199254740993))
	b.SetNode(1, b.NodeColumn("numbers"), graph.FloatValue(3))

	for i, typ := range []string{"collaborates", "offers", "", "presta a <tutti>", "knows", "collaborates"} {
		e := b.Edge(graph.BuilderEdge{Source: i, Target: (i*i + 1) % len(texts), Type: typ, Directed: i%2 == 1})
		b.SetEdge(e, b.EdgeColumn("weight"), graph.IntegerValue(int64(i+1)))
		b.SetEdge(e, b.EdgeColumn("color"), graph.TextValue("rosso"))
		if i%2 == 0 {
			b.SetEdge(e, b.EdgeColumn("label"), graph.TextValue(texts[i]))
			b.SetEdge(e, b.EdgeColumn("until"), date("2026-01-31"))
		}
	}
	for range 2 {
		b.Edge(graph.BuilderEdge{Source: 1, Target: 1, Type: "knows"})
	}
	g, _ := b.Build()
	return g
}

// undirected returns a graph in which no edge has a direction.
func undirected() *graph.Graph {
	b := graph.NewBuilder()
	a, c := b.Node("a"), b.Node("b")
	b.SetNode(a, b.NodeColumn("label"), graph.TextValue("Anna"))
	b.SetNode(a, b.NodeColumn("name"), graph.TextValue("Anna"))
	b.SetNode(c, b.NodeColumn("name"), graph.TextValue("Bice"))
	b.Edge(graph.BuilderEdge{Source: a, Target: c, Type: "knows"})
	b.Edge(graph.BuilderEdge{Source: c, Target: a})
	g, _ := b.Build()
	return g
}
