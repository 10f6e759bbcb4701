package hsds_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

// Baltimore's directory of 2021, of which SOURCE.md beside it says how many there are of each, and graph.edges.csv, which
// others derived, who is related to whom.
func TestBaltimore(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "shared", "data", "hsds_baltimore")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("../shared/data is not there")
	}
	r := open(t, source.Options{}, folder)
	g := r.Graph
	counts := map[string]int{}
	for code, n := range g.KindCounts() {
		counts[g.Kinds()[code]] = n
	}
	for code, n := range g.TypeCounts() {
		counts[g.Types()[code]] = n
	}
	for name, want := range map[string]int{
		graph.Organization: 748, graph.Service: 1876, graph.Place: 1482,
		"located_at": 1482, "hosts": 1875, // 3,357 together, as SOURCE.md says
		"offers": 1875, // follow from these two
	} {
		if counts[name] != want {
			t.Errorf("%s: %d, want %d", name, counts[name], want)
		}
	}
	if g.Nodes() != 4106 || r.RefusedCount > 0 || !strings.HasPrefix(codes(r), "only_ownership hsds_read hsds_through ") {
		t.Errorf("%d nodes, %d refused, %s", g.Nodes(), r.RefusedCount, codes(r))
	}
	for _, n := range r.Notes {
		if n.Code == "hsds_term_key" && n.Text != "taxonomy.csv: parent_id names terms by their taxonomy_id" {
			t.Error(n.Text)
		}
	}
	if !strings.Contains(codes(r), "hsds_term_key") {
		t.Error("nothing is said of parent_id")
	}
	want := derivedEdges(t, filepath.Join(folder, "graph.edges.csv"))
	var got []string
	for e := range g.Edges() {
		if g.Type(e) != "offers" {
			source, target := g.Ends(e)
			got = append(got, g.NodeID(source)+" "+g.NodeID(target))
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%d relations, %d were derived", len(got), len(want))
	}
}

// derivedEdges returns the relations without categories, as "from to".
func derivedEdges(t *testing.T, path string) []string {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	plain := func(id string) string { _, id, _ = strings.Cut(id, ":"); return id }
	var out []string
	for _, row := range rows[1:] {
		if row[2] == "OFFERS" || row[2] == "OPERATES_AT" {
			out = append(out, plain(row[0])+" "+plain(row[1]))
		}
	}
	slices.Sort(out)
	return out
}
