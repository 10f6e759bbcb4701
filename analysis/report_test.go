package analysis_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"trama/analysis"
	"trama/graph"
)

func jsonNames(fields any) []string {
	var names []string
	t := reflect.TypeOf(fields)
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}

// pair is an edge to build: "a-b" or "a-b:type".
func built(t testing.TB, nodes map[string]string, edges ...string) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	for id, kind := range nodes {
		row := b.Node(id)
		b.SetKind(row, kind)
	}
	for _, text := range edges {
		ends, typ, _ := strings.Cut(text, ":")
		from, to, _ := strings.Cut(ends, "-")
		b.Edge(graph.BuilderEdge{Source: b.End(from), Target: b.End(to), Type: typ, Directed: true})
	}
	g, _ := b.Build()
	return g
}

func written(t testing.TB, r any) string {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestReportOfNothing(t *testing.T) {
	r := report(t, graph.Empty())
	f := r.Fragmentation
	if r.Headline.Code != "headline_empty" || f.Connectedness != 1 || f.Fragmentation != 0 || f.MeanDistance != nil || r.Fragility.Robustness != nil {
		t.Errorf("%+v", r)
	}
	for _, x := range []*float64{r.Cohesion.AlgebraicConnectivity, r.Cohesion.KirchhoffIndex, r.Cohesion.ForestIndex, r.Hierarchy.Lubness} {
		if x == nil || *x != 0 {
			t.Errorf("a figure of nothing is not 0: %v", x)
		}
	}
	if text := written(t, r); strings.Contains(text, "null,") && strings.Contains(text, `[]null`) {
		t.Error(text)
	}
}

// TestListsAreNeverNull walks a report: a slice or map that is nil would be null.
func TestListsAreNeverNull(t *testing.T) {
	for name, g := range map[string]*graph.Graph{
		"nothing": graph.Empty(), "one": built(t, map[string]string{"a": "person"}), "pair": built(t, nil, "a-b"),
	} {
		var walk func(path string, v reflect.Value)
		walk = func(path string, v reflect.Value) {
			switch v.Kind() {
			case reflect.Pointer, reflect.Interface:
				if !v.IsNil() {
					walk(path, v.Elem())
				}
			case reflect.Struct:
				for i := range v.NumField() {
					tag := v.Type().Field(i).Tag.Get("json")
					if v.Type().Field(i).IsExported() && tag != "-" && !strings.Contains(tag, "omitempty") {
						walk(path+"."+v.Type().Field(i).Name, v.Field(i))
					}
				}
			case reflect.Slice:
				if v.IsNil() {
					t.Errorf("%s: %s is nil", name, path)
				}
				for i := range v.Len() {
					walk(path, v.Index(i))
				}
			case reflect.Map:
				if v.IsNil() {
					t.Errorf("%s: %s is nil", name, path)
				}
			}
		}
		walk("report", reflect.ValueOf(*report(t, g)))
		m, err := analysis.NewMetrics(background, analysis.Source{Graph: g}, analysis.MetricsOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if text := written(t, m); strings.Contains(text, `"nodes":null`) || strings.Contains(text, `"notes":null`) {
			t.Errorf("%s: %s", name, text)
		}
	}
}

func TestReportOfOneNode(t *testing.T) {
	r := report(t, built(t, map[string]string{"a": "person"}))
	if r.Headline.Code != "headline_no_relations" || len(r.Isolates) != 1 || r.Cohesion.AlgebraicConnectivity != nil || *r.Cohesion.ForestIndex != 0 {
		t.Errorf("%+v", r)
	}
	if *r.Fragility.Robustness != 0 || len(r.Fragility.KeyActors) != 0 || len(r.Fragility.RobustnessCurve) != 2 {
		t.Errorf("%+v", r.Fragility)
	}
}

// TestReportOfATown has a hub that holds two sides together, a bridge between them and a loner.
//
//	a   e
//	|\ /|        loner
//	b-hub-bridge-f-g
func TestReportOfATown(t *testing.T) {
	g := built(t, map[string]string{"a": "person", "b": "person", "hub": "organization", "e": "service", "f": "organization", "g": "person", "loner": "person", "need": "need"},
		"a-b:knows", "b-a:refers", "a-hub:member_of", "b-hub:member_of", "hub-e:offers", "hub-f:collaborates", "f-g:collaborates", "a-need:raised", "a-a:knows")
	r := report(t, g)
	if s := r.Structure; s.Nodes != 7 || s.Edges != 6 || s.ParallelEdges != 1 || s.SelfLoops != 1 || s.Isolates != 1 {
		t.Errorf("structure %+v", s)
	}
	if len(r.CriticalActors) != 2 || r.CriticalActors[0].ID != "hub" || r.CriticalActors[0].CutOff != 3 || r.CriticalActors[0].ComponentsAfter != 4 {
		t.Errorf("critical actors %+v", r.CriticalActors)
	}
	first := r.CriticalRelations[0]
	if len(r.CriticalRelations) != 3 || first.Source != "f" || first.Target != "hub" || first.Separates != 2 || !slices.Equal(first.Types, []string{"collaborates"}) || len(first.IDs) != 1 {
		t.Errorf("critical relations %+v", r.CriticalRelations)
	}
	c := r.Components[0]
	if c.Label != "hub" || c.Size != 6 || c.Kinds["person"] != 3 || c.Members[0].ID != "hub" || len(r.Components) != 2 {
		t.Errorf("components %+v", r.Components)
	}
	if k := r.Fragility.KeyActors[0]; !slices.Equal(k.IDs, []string{"hub"}) || k.ComponentsAfter != 4 {
		t.Errorf("key actors %+v", k)
	}
	if r.Network.Nodes != 8 || r.Network.Edges != 9 || r.Network.Kinds["need"] != 1 || r.Network.Types["knows"] != 2 {
		t.Errorf("network %+v", r.Network)
	}
	if r.Headline.Code != "headline_pieces_fragile" || r.Headline.Text != "" || r.Headline.Values["actor"] != "hub" {
		t.Errorf("headline %+v", r.Headline)
	}
	if !slices.ContainsFunc(r.Notes, func(s graph.Sentence) bool { return s.Code == "left_out" && s.Values["nodes"] == 1 }) {
		t.Errorf("notes %+v", r.Notes)
	}
}

func TestLimitCutsLists(t *testing.T) {
	var edges []string
	for i := range 30 {
		edges = append(edges, fmt.Sprintf("a%02d-b%02d", i, i), fmt.Sprintf("b%02d-c%02d", i, i))
	}
	nodes := map[string]string{}
	for i := range 30 {
		nodes[fmt.Sprintf("z%02d", i)] = "person"
	}
	o := analysis.DefaultReportOptions()
	o.Limit = 7
	r, err := analysis.NewReport(background, analysis.Source{Graph: built(t, nodes, edges...)}, o)
	if err != nil {
		t.Fatal(err)
	}
	for name, n := range map[string]int{
		"components": len(r.Components), "isolates": len(r.Isolates), "critical_actors": len(r.CriticalActors),
		"critical_relations": len(r.CriticalRelations), "groups": len(r.Communities.Groups),
	} {
		if n != 7 {
			t.Errorf("%s: %d", name, n)
		}
	}
	if r.Fragility.Bridges != 60 || r.Fragmentation.Components != 60 || r.Communities.Count != 60 {
		t.Error("a limit changes the figures")
	}
	o.Limit = 0
	if r, _ = analysis.NewReport(background, analysis.Source{Graph: built(t, nodes, edges...)}, o); len(r.CriticalRelations) != 60 {
		t.Errorf("no limit gives %d", len(r.CriticalRelations))
	}
}

func TestWithoutCompares(t *testing.T) {
	b := graph.NewBuilder()
	for _, id := range []string{"a", "b", "c"} {
		b.Node(id)
	}
	b.SetNode(b.Node("b"), b.NodeColumn("role"), graph.TextValue("coordinator"))
	b.Edge(graph.BuilderEdge{Source: b.End("a"), Target: b.End("b")})
	b.Edge(graph.BuilderEdge{Source: b.End("b"), Target: b.End("c")})
	g, _ := b.Build()
	o := analysis.DefaultReportOptions()
	o.Without = [][]string{{"b"}, {"c", "a"}}
	r, err := analysis.NewReport(background, analysis.Source{Graph: g}, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Without) != 2 || r.Without[0].Components != 2 || r.Without[1].Components != 1 || !slices.Equal(r.Without[1].IDs, []string{"a", "c"}) {
		t.Errorf("%+v", r.Without)
	}
	o.Without = [][]string{{"nobody"}}
	if _, err := analysis.NewReport(background, analysis.Source{Graph: g}, o); graph.KindOf(err) != graph.NotFound {
		t.Errorf("without nobody: %v", err)
	}
}

func TestOpennessOfManyGroups(t *testing.T) {
	b := graph.NewBuilder()
	team := b.NodeColumn("team")
	for i := range 120 { // 60 teams of two; team 59 has twenty more
		row := b.Node(fmt.Sprintf("n%03d", i))
		b.SetNode(row, team, graph.TextValue(fmt.Sprintf("t%02d", i/2)))
	}
	for i := range 20 {
		b.SetNode(b.Node(fmt.Sprintf("x%02d", i)), team, graph.TextValue("t59"))
	}
	b.Node("alone")
	for i := range 119 {
		b.Edge(graph.BuilderEdge{Source: b.End(fmt.Sprintf("n%03d", i)), Target: b.End(fmt.Sprintf("n%03d", i+1))})
	}
	g, _ := b.Build()
	o := analysis.DefaultReportOptions()
	o.By = []string{"team", "team"}
	r, err := analysis.NewReport(background, analysis.Source{Graph: g}, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Openness) != 4 || r.Openness[0].EIIndex != nil || len(r.Openness[0].Matrix) != 0 {
		t.Fatalf("%d attributes", len(r.Openness))
	}
	open := r.Openness[3]
	if open.Internal != 60 || open.External != 59 || len(open.Groups) != 51 || open.Groups[50] != "" || !slices.Contains(open.Groups, "t59") {
		t.Errorf("%d inside, %d across, groups %v", open.Internal, open.External, open.Groups)
	}
	sum := 0
	for i, row := range open.Matrix {
		for j, count := range row {
			if count != open.Matrix[j][i] {
				t.Fatal("the matrix is not symmetric")
			}
			if j <= i {
				sum += count
			}
		}
	}
	if sum != 119 {
		t.Errorf("the matrix holds %d pairs", sum)
	}
}

// town returns a random network of about n nodes with attributes; its rows are shuffled by order.
func town(n int, order *rand.Rand) *graph.Graph {
	random := rand.New(rand.NewPCG(5, 5))
	type row struct{ from, to int }
	var rows []row
	for range 2 * n {
		from := random.IntN(n)
		rows = append(rows, row{from, min(n-1, from/7*7+random.IntN(12))})
	}
	nodes := order.Perm(n)
	order.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	b := graph.NewBuilder()
	for _, i := range nodes {
		at := b.Node(fmt.Sprint("n", i))
		b.SetKind(at, []string{"person", "service", "organization"}[i%3])
		b.SetNode(at, b.NodeColumn("sector"), graph.TextValue([]string{"health", "citizens"}[i%2]))
	}
	for _, r := range rows {
		b.Edge(graph.BuilderEdge{Source: b.End(fmt.Sprint("n", r.from)), Target: b.End(fmt.Sprint("n", r.to)), Type: "collaborates"})
	}
	g, _ := b.Build()
	return g
}

// TestSameBytes takes the report and all figures of nodes ten times, with the rows in another order, on one core and on
// several; once on each number of cores where -short is set, as under the race detector.
func TestSameBytes(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var want string
	runs := 10
	if testing.Short() {
		runs = 4
	}
	for run := range runs {
		runtime.GOMAXPROCS(run%4 + 1)
		g := town(400, rand.New(rand.NewPCG(uint64(run), 1)))
		m, err := analysis.NewMetrics(background, analysis.Source{Graph: g}, analysis.MetricsOptions{Seed: 1, By: "sector"})
		if err != nil {
			t.Fatal(err)
		}
		got := written(t, report(t, g)) + written(t, m)
		if want == "" {
			want = got
		}
		if got != want {
			t.Fatalf("run %d gives other bytes", run)
		}
	}
}

func TestReportStopsWithItsContext(t *testing.T) {
	ended, cancel := context.WithCancel(background)
	cancel()
	g := town(100, rand.New(rand.NewPCG(1, 1)))
	if _, err := analysis.NewReport(ended, analysis.Source{Graph: g}, analysis.DefaultReportOptions()); graph.KindOf(err) != graph.Interrupted {
		t.Errorf("%v", err)
	}
	if _, err := analysis.NewMetrics(ended, analysis.Source{Graph: g}, analysis.MetricsOptions{}); graph.KindOf(err) != graph.Interrupted {
		t.Errorf("%v", err)
	}
}

// TestOddShapes have finite figures.
func TestOddShapes(t *testing.T) {
	shapes := map[string]func(add func(a, b int)) int{
		"isolates": func(func(a, b int)) int { return 1000 },
		"pairs": func(add func(a, b int)) int {
			for i := range 1000 {
				add(2*i, 2*i+1)
			}
			return 2000
		},
		"path": func(add func(a, b int)) int {
			for i := range 2999 {
				add(i, i+1)
			}
			return 3000
		},
		"star": func(add func(a, b int)) int {
			for i := range 2999 {
				add(0, i+1)
			}
			return 3000
		},
		"clique": func(add func(a, b int)) int {
			for i := range 150 {
				for j := range i {
					add(i, j)
				}
			}
			return 150
		},
	}
	for name, shape := range shapes {
		b := graph.NewBuilder()
		n := shape(func(a, c int) {
			b.Edge(graph.BuilderEdge{Source: b.End(fmt.Sprint(a)), Target: b.End(fmt.Sprint(c))})
		})
		for i := range n {
			b.Node(fmt.Sprint(i))
		}
		g, _ := b.Build()
		r := report(t, g)
		written(t, r) // JSON refuses what is not finite
		if r.Structure.Nodes != n || r.Fragility.Robustness == nil || math.IsNaN(*r.Fragility.Robustness) {
			t.Errorf("%s: %+v", name, r.Structure)
		}
	}
}

func TestMetricsChosen(t *testing.T) {
	g := built(t, nil, "a-b", "b-c")
	names := func(o analysis.MetricsOptions) []string {
		var all []string
		for _, c := range metrics(t, g, o).Columns {
			all = append(all, c.Name)
		}
		return all
	}
	if got := names(analysis.MetricsOptions{Measures: []string{"betweenness", "degree"}}); !slices.Equal(got, []string{"id", "label", "kind", "degree", "betweenness"}) {
		t.Errorf("%v", got)
	}
	all := names(analysis.MetricsOptions{})
	want := strings.Split("id,label,kind,component,degree,strength,core,triangles,clustering,constraint,effective_size,efficiency,betweenness,"+
		"betweenness_normalized,harmonic,pagerank,community,articulation,components_after_removal,fragmentation_after_removal,bridging", ",")
	if !slices.Equal(all, want) {
		t.Errorf("%v, want %v", all, want)
	}
	for _, small := range []*graph.Graph{g, built(t, nil)} {
		if m, err := analysis.NewMetrics(background, analysis.Source{Graph: small}, analysis.MetricsOptions{}); err != nil || len(m.Notes) > 0 {
			t.Errorf("of %d nodes: %v, %v", small.Nodes(), m, err)
		}
	}
	if got := names(analysis.MetricsOptions{Measures: []string{"brokerage"}, By: "kind"}); len(got) != 8 || got[3] != "coordinator" {
		t.Errorf("%v", got)
	}
	for _, o := range []analysis.MetricsOptions{{Measures: []string{"beauty"}}, {Measures: []string{"brokerage"}}, {Measures: []string{"liaison"}}} {
		if _, err := analysis.NewMetrics(background, analysis.Source{Graph: g}, o); graph.KindOf(err) != graph.Usage {
			t.Errorf("%v: %v", o, err)
		}
	}
}

func TestUndefinedFiguresAreEmpty(t *testing.T) {
	rows := metrics(t, built(t, map[string]string{"a": ""}, "b-c"), analysis.MetricsOptions{})
	for _, name := range []string{"constraint", "effective_size", "efficiency"} {
		c, _ := rows.Column(name)
		if c.Value(0) != nil || c.Value(1) == nil {
			t.Errorf("%s: %v, %v", name, c.Value(0), c.Value(1))
		}
	}
	text := written(t, rows)
	if !strings.HasPrefix(text, `[{"id":"a","label":"a","kind":"","component":2,`) || !strings.Contains(text, `"constraint":null`) {
		t.Error(text)
	}
}

// A sum of weights may be beyond the largest number though none of them is; no result holds an infinity.
func TestStrengthBeyondTheLargestNumberIsNone(t *testing.T) {
	g, err := built(t, nil, "a-b", "b-c").Apply(graph.Changes{PutEdges: []graph.EdgeChange{
		{ID: "a~~b~1", Attributes: graph.Attributes{}.With("weight", graph.FloatValue(1e308))},
		{ID: "b~~c~1", Attributes: graph.Attributes{}.With("weight", graph.FloatValue(1e308))},
	}})
	if err != nil {
		t.Fatal(err)
	}
	c, _ := metrics(t, g, analysis.MetricsOptions{}).Column("strength")
	if c.Value(0) != 1e308 || c.Value(1) != nil || c.Value(2) != 1e308 {
		t.Errorf("%v, %v, %v", c.Value(0), c.Value(1), c.Value(2))
	}
}

// A page has the missing relations beside its report, but not of a network of more than 20,000 nodes, unless a meeting is to
// discuss them; they are searched for as the report was made.
func TestMissingRelationsBesideAReport(t *testing.T) {
	o := analysis.ReportOptions{Lens: graph.Lens{Kinds: []string{"person"}}, Seed: 7, Exact: true, Limit: 3}
	for _, c := range []struct {
		nodes           int
		meeting, inTime bool
	}{{3, false, true}, {20_000, false, true}, {20_001, false, false}, {20_001, true, true}} {
		b := graph.NewBuilder()
		for i := range c.nodes {
			b.Node(fmt.Sprint(i))
		}
		g, _ := b.Build()
		search, inTime := analysis.MissingBeside(analysis.Source{Graph: g}, o, c.meeting)
		if inTime != c.inTime || search.Limit != 20 || search.Seed != 7 || !search.Exact || !slices.Equal(search.Lens.Kinds, o.Lens.Kinds) {
			t.Errorf("%+v: %+v, %v", c, search, inTime)
		}
	}
}

// TestCodesOfReports: a report says nothing of its own but these, which are in both languages.
func TestCodesOfReports(t *testing.T) {
	codes := []string{
		"headline_empty", "headline_no_relations", "headline_pieces", "headline_pieces_fragile", "headline_whole",
		"headline_whole_fragile", "headline_whole_thin", "left_out", "not_converged", "sampled_distances", "too_large",
		"strength_whole", "strength_answered_twice",
	}
	for _, g := range []*graph.Graph{graph.Empty(), built(t, nil, "a-b"), built(t, nil, "a-b", "b-c", "a-c"), built(t, nil, "a-b", "b-c"),
		built(t, nil, "a-b", "c-d"), built(t, nil, "a-b", "b-c", "d-e"), built(t, nil, "a-b", "b-c", "c-d", "d-a", "b-d")} {
		r := report(t, g)
		said := append(slices.Clone(r.Notes), r.Headline)
		for _, s := range r.Strengths {
			said = append(said, s.Sentence)
		}
		for _, s := range said {
			if !slices.Contains(codes, s.Code) {
				t.Errorf("%s is not declared", s.Code)
			}
		}
	}
}
