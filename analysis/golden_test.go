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
			s, f, g, c := r.Structure, r.Fragmentation, r.Fragility, r.Cohesion
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
				"robustness_R_adaptive_degree": g.Robustness, "transitivity": &c.Transitivity, "avg_clustering": &c.AverageClustering,
			} {
				near(t, column, got, number(t, row[column]), 1e-9)
			}
			for column, got := range map[string]*float64{
				"lcc_algebraic_connectivity": c.AlgebraicConnectivity, "lcc_kirchhoff_index": c.KirchhoffIndex, "forest_index": c.ForestIndex,
			} {
				if row[column] != "" || f.LargestComponent > 1 { // of isolates alone the file leaves the forest index out
					near(t, column, got, number(t, row[column]), 1e-6)
				}
			}
			if best := number(t, row["leiden_modularity_best20"]); r.Communities.Modularity < best-.002 {
				t.Errorf("modularity %v, igraph's best of 20 is %v", r.Communities.Modularity, best)
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

func metrics(t testing.TB, g *graph.Graph, o analysis.MetricsOptions) analysis.MetricRows {
	t.Helper()
	m, err := analysis.NewMetrics(background, analysis.Source{Graph: g}, o)
	if err != nil {
		t.Fatal(err)
	}
	return m.Nodes
}

// figure returns a figure of a node as a number, nil where there is none.
func figure(t testing.TB, rows analysis.MetricRows, column, id string) *float64 {
	t.Helper()
	ids, _ := rows.Column("id")
	c, ok := rows.Column(column)
	if !ok {
		t.Fatalf("there is no column %s", column)
	}
	for row, other := range ids.Texts {
		if other != id {
			continue
		}
		switch x := c.Value(row).(type) {
		case float64:
			return &x
		case int64:
			return new(float64(x))
		case bool:
			if x {
				return new(1.)
			}
			return new(0.)
		}
		return nil
	}
	t.Fatalf("there is no node %s", id)
	return nil
}

func TestMetricsEqualTheGoldenFigures(t *testing.T) {
	tables := map[string]analysis.MetricRows{}
	for _, row := range table(t, shared(t, "golden", "node_measures.csv")) {
		name := row["network"]
		if _, made := tables[name]; !made {
			tables[name] = metrics(t, network(t, name, asIs), analysis.MetricsOptions{Seed: 1})
		}
		for golden, column := range map[string]string{
			"degree": "degree", "constraint_nx": "constraint", "effective_size_nx": "effective_size", "efficiency": "efficiency",
			"betweenness_norm": "betweenness_normalized", "betweenness_raw_igraph": "betweenness", "is_articulation": "articulation",
			"components_after_removal": "components_after_removal", "F_after_removal": "fragmentation_after_removal",
			"valente_fujimoto_bridging": "bridging",
		} {
			near(t, name+" "+row["node"]+" "+column, figure(t, tables[name], column, row["node"]), number(t, row[golden]), 1e-8)
		}
	}
}

func TestBrokerageEqualsTheGoldenCounts(t *testing.T) {
	tables := map[string]analysis.MetricRows{}
	for _, row := range table(t, shared(t, "golden", "gould_fernandez_sna.csv")) {
		key := row["network"] + " " + row["attr"]
		if _, made := tables[key]; !made {
			o := analysis.MetricsOptions{Measures: []string{"brokerage"}, By: row["attr"]}
			tables[key] = metrics(t, network(t, row["network"], asIs), o)
		}
		for golden, column := range map[string]string{
			"w_I": "coordinator", "w_O": "itinerant", "b_IO": "representative", "b_OI": "gatekeeper", "b_O": "liaison",
		} {
			near(t, key+" "+row["node"]+" "+column, figure(t, tables[key], column, row["node"]), number(t, row[golden]), 0)
		}
	}
}

func TestHierarchyEqualsTheGoldenFigures(t *testing.T) {
	for _, row := range table(t, shared(t, "golden", "krackhardt_gtd_sna.csv")) {
		h := report(t, network(t, row["network"], asIs)).Hierarchy
		for column, got := range map[string]*float64{
			"connectedness": h.Connectedness, "hierarchy_krackhardt": h.Hierarchy, "efficiency": h.Efficiency, "lubness": h.Lubness,
		} {
			near(t, row["network"]+" "+column, got, number(t, row[column]), 1e-8)
		}
	}
}

func TestOpennessEqualsTheGoldenFigures(t *testing.T) {
	for _, row := range table(t, shared(t, "golden", "ei_index.csv")) {
		o := analysis.DefaultReportOptions()
		o.By = []string{row["attr"]}
		r, err := analysis.NewReport(background, analysis.Source{Graph: network(t, row["network"], asIs)}, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, open := range r.Openness {
			if open.Attribute != row["attr"] {
				continue
			}
			name := row["network"] + " " + row["attr"]
			near(t, name+" groups", new(float64(len(open.Groups))), number(t, row["groups"]), 0)
			near(t, name+" external", new(float64(open.External)), number(t, row["external"]), 0)
			near(t, name+" internal", new(float64(open.Internal)), number(t, row["internal"]), 0)
			near(t, name+" index", open.EIIndex, number(t, row["EI"]), 1e-8)
			near(t, name+" expected", open.Expected, number(t, row["expected_EI_random"]), 1e-8)
		}
	}
}
