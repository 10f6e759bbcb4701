package analysis_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trama/analysis"
	"trama/graph"
)

// sharedNetwork reads a network of the shared data by its plain tables, or skips the test.
func sharedNetwork(t testing.TB, parts ...string) analysis.Source {
	t.Helper()
	path := filepath.Join(append([]string{"..", "..", "shared", "data"}, parts...)...)
	if _, err := os.Stat(path + ".nodes.csv"); err != nil {
		t.Skip("the shared data is not here: ", path)
	}
	return analysis.Source{Graph: readTables(t, path+".nodes.csv", path+".edges.csv")}
}

// readTables makes a graph of two tables whose headers are attribute names; lists are split at "|".
func readTables(t testing.TB, nodes, edges string) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	header, rows := readTable(t, nodes)
	for _, row := range rows {
		at := b.Node(row[index(header, "id")])
		for i, cell := range row {
			switch name := header[i]; {
			case name == "id" || cell == "":
			case name == "kind":
				b.SetKind(at, cell)
			case name == "tags" || name == "lines":
				b.SetNode(at, b.NodeColumn(name), graph.ListValue(strings.Split(cell, "|")))
			default:
				b.SetNode(at, b.NodeColumn(name), graph.TextValue(cell))
			}
		}
	}
	header, rows = readTable(t, edges)
	for _, row := range rows {
		e := graph.BuilderEdge{Source: b.End(row[index(header, "source")]), Target: b.End(row[index(header, "target")]), Directed: true}
		if i := index(header, "type"); i >= 0 {
			e.Type = row[i]
		}
		at := b.Edge(e)
		if i := index(header, "status"); i >= 0 {
			b.SetEdge(at, b.EdgeColumn("status"), graph.TextValue(row[i]))
		}
	}
	g, _ := b.Build()
	return g
}

func readTable(t testing.TB, path string) (header []string, rows [][]string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[0], all[1:]
}

func index(header []string, name string) int {
	for i, h := range header {
		if h == name {
			return i
		}
	}
	return -1
}
