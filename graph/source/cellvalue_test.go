package source_test

import (
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

// texts are those that spreadsheets and readers of tables take for something else.
func texts() []string {
	return []string{
		"1e5", "007", "1.0", "1,5", "-3", "+39 0522 451", "TRUE", "false", "2024-01-01", "01/02/2024", "=SUM(A1)", "@nota", "-x", "--", "'", "'=1", "''=1", " davanti", "dietro ", "\u00a0fisso\u00a0",
		"a;b", "a,b", "a\tb", "\"tra virgolette\"", "due\nrighe", "due\r\nrighe", "due\rrighe", "NULL", "N/A", "nan", "inf", "0x1F", "1_000", "½", "è\u0301", "x|y", "|", "sep=;", "#", "id", "x", "\ufefftesto", "\u2028",
	}
}

// ofText returns a graph in which some columns hold a text and another, of nodes and of relations.
func ofText(text, other string, columns ...string) *graph.Graph {
	b := graph.NewBuilder()
	first, second := b.Node("a"), b.Node("b")
	for row, value := range []string{text, other} { // rows count from 0
		edge := b.Edge(graph.BuilderEdge{Source: first, Target: second, Type: "knows"})
		for _, column := range columns {
			if value != "" {
				b.SetNode(row, b.NodeColumn(column), graph.TextValue(value))
				b.SetEdge(edge, b.EdgeColumn(column), graph.TextValue(value))
			}
		}
	}
	g, _ := b.Build()
	return g
}

// Every text comes back from every format as it was, in every kind of column: alone, or among others. A table may say that it does
// not; so each column is tried by itself there.
func TestEveryTextComesBack(t *testing.T) {
	columns := []string{"nota mia", "label", "status", "since", "tags", "tipo"}
	for _, text := range texts() {
		for _, e := range wholeEncodings() {
			if e.Name != "csv" {
				through(t, e, ofText(text, "testo", columns...))
				continue
			}
			for _, column := range columns {
				through(t, e, ofText(text, "", column))
				through(t, e, ofText(text, "5", column))
			}
		}
	}
}

// A text may be an id, a kind or a type too.
func TestEveryTextIsAName(t *testing.T) {
	for _, text := range texts() {
		b := graph.NewBuilder()
		first, second := b.Node("a"), b.Node("b")
		b.SetKind(first, text)
		b.Edge(graph.BuilderEdge{Source: first, Target: second, Type: text, Directed: true})
		if strings.TrimSpace(text) == text && !strings.ContainsFunc(text, graph.NotInID) { // no reader leaves white space around ids
			b.Edge(graph.BuilderEdge{Source: first, Target: b.Node(text), Type: "knows"})
		}
		g, _ := b.Build()
		for _, e := range wholeEncodings() {
			through(t, e, g)
		}
	}
}

// What csv says that it does not keep is all that it does not keep.
func TestATableSaysWhatItLoses(t *testing.T) {
	lost := map[string]string{"1e5": "retyped", "-3": "retyped", "TRUE": "retyped", "false": "retyped", "2024-01-01": "retyped", "1.0": "retyped", "\u2028": "retyped"}
	for _, text := range texts() {
		b := graph.NewBuilder()
		b.SetNode(b.Node("a"), b.NodeColumn("nota mia"), graph.TextValue(text))
		g, _ := b.Build()
		csv, _ := source.FindEncoding("csv")
		_, said := written(t, csv, g)
		got := ""
		for _, n := range said {
			got += n.Code
		}
		if got != lost[text] {
			t.Errorf("%q: says %q, want %q", text, got, lost[text])
		}
	}
}
