package analysis_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
)

// A piece is named after its best connected organization, else after its best connected node, the first of equals.
func TestPiecesAreNamedAfterTheirBestConnected(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"edge a knows b"}, "a"},
		{[]string{"edge a knows b", "edge b knows c"}, "b"},
		{[]string{"node c organization label=Comune", "edge a knows b", "edge b collaborates c"}, "Comune"},
		{[]string{"node c organization", "node d organization", "edge a knows b", "edge b collaborates c", "edge b collaborates d", "edge d collaborates a"}, "d"},
		{[]string{"node c organization", "node d organization", "edge b collaborates d", "edge b collaborates c"}, "c"},
	} {
		if got := reportOf(t, analysis.DefaultReportOptions(), c.lines...).Components[0].Label; got != c.want {
			t.Errorf("%v: %q, want %q", c.lines, got, c.want)
		}
	}
}

// Of a large piece the first twenty members stand, those of most relations first, equals by id; kinds and sectors count all.
func TestMembersOfALargePiece(t *testing.T) {
	var lines []string
	for i := range 30 { // n29 knows all, n03 and n05 know each other
		lines = append(lines, fmt.Sprintf("node n%02d person sector=%s", i, []string{"health", "citizens"}[i%2]))
		if i < 29 {
			lines = append(lines, fmt.Sprintf("edge n29 knows n%02d", i))
		}
	}
	r := reportOf(t, analysis.DefaultReportOptions(), append(lines, "edge n05 knows n03", "node z place", "edge zz knows zy", "node zz service sector=health")...)
	c := r.Components[0]
	var ids []string
	for _, m := range c.Members {
		ids = append(ids, m.ID)
	}
	if len(ids) != 20 || !slices.Equal(ids[:5], []string{"n29", "n03", "n05", "n00", "n01"}) || ids[19] != "n18" {
		t.Errorf("%v", ids)
	}
	if c.Size != 30 || c.Rank != 1 || c.Share != 30./33 || c.Kinds["person"] != 30 || len(c.Kinds) != 1 || c.Sectors["health"] != 15 || c.Sectors["citizens"] != 15 || len(c.Sectors) != 2 {
		t.Errorf("%+v", c)
	}
	if last := r.Components[2]; last.Rank != 3 || last.Members[0].ID != "z" || len(last.Sectors) != 0 || r.Isolates[0].Kind != "place" {
		t.Errorf("%+v, isolates %+v", last, r.Isolates)
	}
}

// Critical actors stand by the pairs that they hold together, critical relations by what they separate.
//
//	a──b──c──d──e──f   x──y──z
func TestCriticalOnesByWhatDependsOnThem(t *testing.T) {
	r := reportOf(t, analysis.DefaultReportOptions(), "edge a knows b", "edge b knows c", "edge c knows d", "edge d knows e", "edge e knows f", "edge x knows y", "edge y knows z", "edge a collaborates b")
	var actors, relations []string
	for _, a := range r.CriticalActors {
		actors = append(actors, fmt.Sprint(a.ID, a.CutOff, a.ComponentsAfter))
	}
	for _, e := range r.CriticalRelations {
		relations = append(relations, fmt.Sprint(e.Source, e.Target, e.Separates, len(e.IDs)))
	}
	if want := []string{"c2 3", "d2 3", "b1 3", "e1 3", "y1 3"}; !slices.Equal(actors, want) {
		t.Errorf("%q, want %q", actors, want)
	}
	if want := []string{"cd3 1", "bc2 1", "de2 1", "ab1 2", "ef1 1", "xy1 1", "yz1 1"}; !slices.Equal(relations, want) {
		t.Errorf("%q, want %q", relations, want)
	}
}

// The headline says what matters most.
func TestHeadlines(t *testing.T) {
	for _, c := range []struct {
		code  string
		lines []string
	}{
		{"headline_empty", nil}, {"headline_empty", []string{"node n need"}}, {"headline_no_relations", []string{"node a person", "node b person"}},
		{"headline_whole_thin", []string{"edge a knows b"}}, {"headline_whole", []string{"edge a knows b", "edge b knows c", "edge a knows c"}},
		{"headline_whole_fragile", []string{"edge a knows b", "edge b knows c"}}, {"headline_pieces", []string{"edge a knows b", "edge c knows d"}},
		{"headline_pieces_fragile", []string{"edge a knows b", "edge b knows c", "node d person"}},
	} {
		h := reportOf(t, analysis.DefaultReportOptions(), c.lines...).Headline
		if h.Code != c.code {
			t.Errorf("%v: %s, want %s", c.lines, h.Code, c.code)
		}
		if _, named := h.Values["actor"]; named != (c.code == "headline_whole_fragile" || c.code == "headline_pieces_fragile") {
			t.Errorf("%s: %v", c.code, h.Values)
		}
	}
	v := reportOf(t, analysis.DefaultReportOptions(), "edge a knows b", "edge b knows c", "node d person", "node e person", "edge x knows y").Headline.Values
	for name, want := range map[string]any{"components": 4, "isolates": 2, "groups": 2, "links_to_connect": 3, "largest_component": 3, "actor": "b", "cut_off": 1, "bridges": 3, "articulation_points": 1} {
		if v[name] != want {
			t.Errorf("%s is %v, want %v", name, v[name], want)
		}
	}
}

// Openness is (E − I) ÷ (E + I) of the pairs across and inside groups: 1 where all are across, −1 where none is. Expected is that of
// a pair at random; who is in no group does not count.
func TestOpennessByHand(t *testing.T) {
	r := reportOf(t, analysis.ReportOptions{By: []string{"team"}}, "node a person team=x", "node b person team=x", "node c person team=x", "node d person team=y", "node e person team=y", "node f person",
		"edge a knows b", "edge b knows c", "edge c knows d", "edge e knows f", "edge d knows b")
	o := r.Openness[3]
	if o.Internal != 2 || o.External != 2 || *o.EIIndex != 0 || *o.Expected != (10.-2*4)/10 || !slices.Equal(o.Groups, []string{"x", "y"}) {
		t.Errorf("%+v, index %v, expected %v", o, *o.EIIndex, *o.Expected)
	}
	if want := [][]int{{2, 2}, {2, 0}}; !slices.EqualFunc(o.Matrix, want, slices.Equal) {
		t.Errorf("%v, want %v", o.Matrix, want)
	}
	kinds := r.Openness[2]
	if *kinds.EIIndex != -1 || *kinds.Expected != -1 || kinds.Internal != 5 {
		t.Errorf("kinds %+v", kinds)
	}
}

// Without some nodes the figures are those of the network in which they are not; the coordinators' loss stands first, and a set
// that was asked for twice stands once.
func TestWithoutIsTheNetworkWithoutThem(t *testing.T) {
	lines := []string{"node a person role=coordinator", "node b person", "node c person label=Carla", "edge a knows b", "edge a knows c", "edge c knows d", "node n need"}
	o := analysis.DefaultReportOptions()
	o.Without = [][]string{{"c", "b", "c"}, {"a"}, {"b", "c"}, {"n"}}
	r := reportOf(t, o, lines...)
	var labels []string
	for _, w := range r.Without {
		labels = append(labels, w.Label)
		lens := analysis.DefaultReportOptions()
		lens.Lens.LeaveOut = w.IDs
		if alone := reportOf(t, lens, lines...); !cmp.Equal(w.Fragmentation, alone.Fragmentation) {
			t.Errorf("without %v: %s", w.IDs, cmp.Diff(w.Fragmentation, alone.Fragmentation))
		}
	}
	if want := []string{"a", "b, Carla", "n"}; !slices.Equal(labels, want) {
		t.Errorf("%q, want %q", labels, want)
	}
}

// Columns are written with the values they have: text, whole numbers, true and false, and null where there is none.
func TestRowsOfFigures(t *testing.T) {
	g := graphtest.FromLines(t, "node a person label=Ada team=x", "node b service team=y", "node c person", "edge a uses b", "edge c uses b")
	rows := metrics(t, g, analysis.MetricsOptions{Measures: []string{"degree", "articulation", "brokerage", "efficiency", "components_after_removal"}, By: "team"})
	text, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"id":"a","label":"Ada","kind":"person","degree":1,"efficiency":1,"articulation":false,"components_after_removal":1,"coordinator":0,"itinerant":0,"representative":0,"gatekeeper":0,"liaison":0},` +
		`{"id":"b","label":"b","kind":"service","degree":2,"efficiency":1,"articulation":true,"components_after_removal":2,"coordinator":0,"itinerant":0,"representative":0,"gatekeeper":0,"liaison":0},` +
		`{"id":"c","label":"c","kind":"person","degree":1,"efficiency":1,"articulation":false,"components_after_removal":1,"coordinator":null,"itinerant":null,"representative":null,"gatekeeper":null,"liaison":null}]`
	if string(text) != want {
		t.Errorf("%s, want %s", text, want)
	}
	if rows.Len() != 3 || (analysis.MetricRows{}).Len() != 0 {
		t.Errorf("%d rows", rows.Len())
	}
	if _, there := rows.Column("pagerank"); there {
		t.Error("a column stands that nobody asked for")
	}
	for _, o := range []analysis.MetricsOptions{{Measures: []string{"brokerage"}}, {Measures: []string{"liaison"}}, {Measures: []string{"colore"}}} {
		if _, err := analysis.NewMetrics(t.Context(), analysis.Source{Graph: g}, o); graph.KindOf(err) != graph.Usage {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// TestTheCoordinatorIsKnownInItalian, as in a table with a column "ruolo".
func TestTheCoordinatorIsKnownInItalian(t *testing.T) {
	g := stateOf(t, graph.Changes{
		PutNodes: []graph.NodeChange{node("giulia", graph.Person, "role", "Coordinatrice"), node("a", graph.Person), node("b", graph.Person)},
		PutEdges: []graph.EdgeChange{edge("giulia", "a", "knows"), edge("giulia", "b", "knows")},
	})
	report, err := analysis.NewReport(background, analysis.Source{Graph: g}, analysis.DefaultReportOptions())
	if err != nil || len(report.Without) != 1 || report.Without[0].IDs[0] != "giulia" {
		t.Errorf("%+v, %v", report.Without, err)
	}
}

// The innermost core has the highest number, and its share is that of all nodes: of one node alone, and of three of five.
func TestTheInnermostCore(t *testing.T) {
	for _, c := range []struct {
		lines []string
		most  int
		share float64
	}{{nil, 0, 0}, {[]string{"node a person"}, 0, 1}, {[]string{"edge a knows b", "edge b knows c", "edge c knows a", "edge c knows d", "node e person"}, 2, .6}} {
		if r := reportOf(t, analysis.DefaultReportOptions(), c.lines...); r.Cohesion.MaxCore != c.most || r.Cohesion.CoreShare != c.share {
			t.Errorf("%v: core %d, share %v", c.lines, r.Cohesion.MaxCore, r.Cohesion.CoreShare)
		}
	}
}

// A report on a map that only says who offers what says so, once, whether reading it has said so already or not.
func TestDirectoriesAreCalledSo(t *testing.T) {
	lines := []string{"node a organization", "node b organization", "node s service", "edge a offers s"}
	count := func(r *analysis.Report) (n int) {
		for _, note := range r.Notes {
			if note.Code == graph.CodeOwnership {
				n++
			}
		}
		return n
	}
	if r := reportOf(t, analysis.DefaultReportOptions(), lines...); count(r) != 1 {
		t.Errorf("%v", r.Notes)
	}
	g := graphtest.FromLines(t, lines...)
	note, _ := graph.Ownership(g)
	if r, err := analysis.NewReport(t.Context(), analysis.Source{Graph: g, Notes: []graph.Sentence{note}}, analysis.DefaultReportOptions()); err != nil || count(r) != 1 {
		t.Errorf("%v %v", r, err)
	}
	if r := reportOf(t, analysis.DefaultReportOptions(), append(lines, "edge a collaborates b")...); count(r) != 0 {
		t.Errorf("%v", r.Notes)
	}
}

// A critical relation goes as its edges do: “z offers y”, never “y offers z”.
func TestCriticalRelationsGoAsTheirEdges(t *testing.T) {
	r := reportOf(t, analysis.DefaultReportOptions(), "edge z refers y", "edge z knows y", "edge x knows w", "edge b refers a", "edge a refers b", "edge c refers b")
	var ends []string
	for _, e := range r.CriticalRelations {
		ends = append(ends, e.Source+e.Target)
	}
	slices.Sort(ends)
	if want := []string{"ab", "cb", "wx", "zy"}; !slices.Equal(ends, want) {
		t.Errorf("%q, want %q", ends, want)
	}
}
