package analysis_test

import (
	"context"
	"encoding/csv"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"trama/analysis"
	"trama/graph"
)

var background = context.Background()

// TestMain runs each property on 1,000 graphs, unless -rapid.checks says otherwise.
func TestMain(m *testing.M) {
	flag.Set("rapid.checks", "1000")
	os.Exit(m.Run())
}

// shared returns a path in the data folder beside the project, and skips the test where it is not there.
func shared(t testing.TB, path ...string) string {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		if root == filepath.Dir(root) {
			t.Skip("this is no module")
		}
		root = filepath.Dir(root)
	}
	full := filepath.Join(append([]string{root, "..", "shared", "data"}, path...)...)
	if _, err := os.Stat(full); err != nil {
		t.Skipf("there is no %s", filepath.Join(path...))
	}
	return full
}

// table reads a CSV file as rows by column name.
func table(t testing.TB, path string) []map[string]string {
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
	var rows []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// files are the networks of the golden files that have files, by the name they have there.
func files() map[string]string {
	names := map[string]string{
		"DHHS": "interorg/DHHS", "lhds": "interorg/lhds", "TCcoll": "interorg/TCnetworks_TCcoll", "mpn_bristol": "civic/mpn_bristol",
		"covert_17": "fragmented/covert_17", "covert_30_19": "fragmented/covert_30_19", "covert_33": "fragmented/covert_33",
		"covert_36": "fragmented/covert_36",
	}
	for _, name := range []string{"karate", "flo_marriage", "flo_business", "southern_women", "polbooks", "jazz", "netsci", "s50_1",
		"law_friends", "law_advice"} {
		names[name] = "classic/" + name
	}
	return names
}

// network reads a network of the data folder; ids go through name.
func network(t testing.TB, golden string, name func(id string) string) *graph.Graph {
	t.Helper()
	file, known := files()[golden]
	if !known {
		t.Skipf("there are no files of %s", golden)
	}
	b := graph.NewBuilder()
	for _, row := range table(t, shared(t, file+".nodes.csv")) {
		node := b.Node(name(row["id"]))
		for column, text := range row {
			if column != "id" && text != "" {
				b.SetNode(node, b.NodeColumn(column), graph.TextValue(text))
			}
		}
	}
	for _, row := range table(t, shared(t, file+".edges.csv")) {
		b.Edge(graph.BuilderEdge{Source: b.End(name(row["source"])), Target: b.End(name(row["target"])), Directed: true})
	}
	g, _ := b.Build()
	return g
}

func asIs(id string) string { return id }

// padded makes ids of equal width, so that their order is that of the numbers in them.
func padded(id string) string {
	for len(id) < 8 {
		id = "0" + id
	}
	return id
}

func report(t testing.TB, g *graph.Graph) *analysis.Report {
	t.Helper()
	r, err := analysis.NewReport(background, analysis.Source{Graph: g}, analysis.DefaultReportOptions())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// number reads a golden figure; nan and nothing are undefined.
func number(t testing.TB, text string) float64 {
	t.Helper()
	if text == "" {
		return math.NaN()
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// near compares a figure, nil and NaN being undefined.
func near(t testing.TB, what string, got *float64, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(want) || math.IsInf(want, 0) {
		if got != nil {
			t.Errorf("%s: %v, want none", what, *got)
		}
		return
	}
	if got == nil || math.Abs(*got-want) > tolerance*max(1, math.Abs(want)) {
		t.Errorf("%s: %v, want %v", what, shown(got), want)
	}
}

func shown(x *float64) any {
	if x == nil {
		return "none"
	}
	return *x
}

func TestReportEqualsTheGoldenFigures(t *testing.T) {
	for _, row := range table(t, shared(t, "golden", "graph_measures.csv")) {
		t.Run(row["network"], func(t *testing.T) {
			r := report(t, network(t, row["network"], padded))
			s, f, g := r.Structure, r.Fragmentation, r.Fragility
			for column, got := range map[string]int{
				"n": s.Nodes, "m": s.Edges, "components": f.Components, "isolates": s.Isolates, "largest": f.LargestComponent,
				"max_finite_distance": f.Diameter, "bridges": g.Bridges, "articulation_points": g.ArticulationPoints,
				"bridge_leaves_p": g.BridgeLeaves, "bridge_isolated_q": g.BridgeIsolated,
				"one_edge_augmentation": g.LinksToConnect, "two_edge_augmentation_ET": g.LinksToRobust,
			} {
				near(t, column, new(float64(got)), number(t, row[column]), 0)
			}
			for column, got := range map[string]*float64{
				"gcc_fraction": &f.LargestShare, "component_entropy_nats": &f.ComponentEntropy,
				"component_entropy_norm_ln_n": &f.ComponentEntropyNormalized, "herfindahl_sum_sq": &f.Herfindahl,
				"F_borgatti": &f.Fragmentation, "krackhardt_connectedness": &f.Connectedness, "DF_borgatti": &f.DistanceFragmentation,
				"global_efficiency": &f.GlobalEfficiency, "mean_distance_finite_pairs": f.MeanDistance, "density": &s.Density,
				"robustness_R_adaptive_degree": g.Robustness,
			} {
				near(t, column, got, number(t, row[column]), 1e-9)
			}
		})
	}
}

// TestRobustnessByTextOrder compares R with the values of the order that the contract names: ids as text.
func TestRobustnessByTextOrder(t *testing.T) {
	for name, want := range map[string]float64{
		"karate": .131488, "flo_marriage": .160156, "flo_business": .113281, "southern_women": .202148, "polbooks": .247256,
		"jazz": .390878, "netsci": .006916, "s50_1": .091600, "law_friends": .335846, "TCcoll": .387200, "DHHS": .362483,
		"lhds": .097076, "mpn_bristol": .109389, "covert_17": .039604, "covert_36": .021794,
	} {
		t.Run(name, func(t *testing.T) {
			near(t, "R", report(t, network(t, name, asIs)).Fragility.Robustness, want, 1e-6)
		})
	}
}
