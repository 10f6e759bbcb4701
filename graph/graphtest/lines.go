package graphtest

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"trama/graph"
)

// FromLines makes a graph of lines "node ID KIND name=value …" and "edge SOURCE TYPE TARGET name=value …"; ends that no line
// names are nodes without a kind. Of values, digits are a number, true and false are what they say, YYYY-MM-DD is a day, a|b a
// list, and "+" stands for a space.
func FromLines(t testing.TB, lines ...string) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	for _, line := range lines {
		words := strings.Fields(line)
		var rest []string
		var set func(name string, v graph.Value)
		switch {
		case len(words) > 2 && words[0] == "node":
			row := b.Node(words[1])
			b.SetKind(row, words[2])
			rest, set = words[3:], func(name string, v graph.Value) { b.SetNode(row, b.NodeColumn(name), v) }
		case len(words) > 3 && words[0] == "edge":
			typ, known := graph.FindType(words[2])
			row := b.Edge(graph.BuilderEdge{Source: b.End(words[1]), Target: b.End(words[3]), Type: words[2], Directed: !known || !typ.Symmetric})
			rest, set = words[4:], func(name string, v graph.Value) { b.SetEdge(row, b.EdgeColumn(name), v) }
		default:
			t.Fatalf("%q is neither a node nor an edge", line)
		}
		for _, word := range rest {
			name, text, _ := strings.Cut(word, "=")
			set(name, valueOf(text))
		}
	}
	g, _ := b.Build()
	return g
}

func valueOf(text string) graph.Value {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return graph.IntegerValue(n)
	}
	if x, err := strconv.ParseFloat(text, 64); err == nil {
		return graph.FloatValue(x)
	}
	if slices.Contains([]string{"true", "false"}, text) {
		return graph.BooleanValue(text == "true")
	}
	if day, ok := graph.DateValue(text); ok {
		return day
	}
	text = strings.ReplaceAll(text, "+", " ")
	if items := strings.Split(text, "|"); len(items) > 1 {
		return graph.ListValue(items)
	}
	return graph.TextValue(text)
}
