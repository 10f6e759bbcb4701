package analysis_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
)

func reportOf(t *testing.T, o analysis.ReportOptions, lines ...string) *analysis.Report {
	t.Helper()
	r, err := analysis.NewReport(t.Context(), analysis.Source{Graph: graphtest.FromLines(t, lines...)}, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Today is the lens's day, else that of the newest commit, else that of the newest meeting: what is due before it is late.
func TestTodayIsWhatIsKnownOfIt(t *testing.T) {
	g := graphtest.FromLines(t, "node m meeting date=2026-02-10", "node a commitment state=agreed due=2026-02-09", "node b commitment state=agreed due=2026-03-09", "node c commitment state=agreed due=2026-04-09")
	committed := analysis.SourceAt(graph.NetworkInfo{Network: "valdora", Time: time.Date(2026, 3, 10, 23, 30, 0, 0, time.FixedZone("", 3600))}, 7, g)
	if committed.Network != "valdora" || committed.Revision != 7 || committed.Today != "2026-03-10" {
		t.Errorf("%+v", committed)
	}
	for _, c := range []struct {
		src  analysis.Source
		asOf string
		late int
	}{{analysis.Source{Graph: g}, "", 1}, {committed, "", 2}, {committed, "2026-04-10", 3}, {committed, "2026-02-09", 0}} {
		o := analysis.DefaultReportOptions()
		o.Lens.AsOf = c.asOf
		r, err := analysis.NewReport(t.Context(), c.src, o)
		if err != nil || r.Commitments.Late != c.late {
			t.Errorf("%q, %q: %d late, want %d; %v", c.src.Today, c.asOf, r.Commitments.Late, c.late, err)
		}
	}
}

// What kept promises changed is the network with the relations they added, less the one without them.
//
//	a──b══c──d   "═" was added
func TestTheEffectOfKeptPromises(t *testing.T) {
	lines := []string{"node a person", "node b person", "node c person", "node d person", "node k commitment state=kept", "edge a knows b", "edge c knows d"}
	o := analysis.DefaultReportOptions()
	if r := reportOf(t, o, lines...); r.Commitments.Effect != nil {
		t.Errorf("nothing was added: %+v", r.Commitments.Effect)
	}
	r := reportOf(t, o, append(lines, "edge b knows c source=k")...)
	without := reportOf(t, o, lines...)
	want := analysis.Figures{Components: -1, PairsReached: 4, Fragmentation: r.Fragmentation.Fragmentation - without.Fragmentation.Fragmentation,
		GlobalEfficiency: r.Fragmentation.GlobalEfficiency - without.Fragmentation.GlobalEfficiency, Bridges: 1, ArticulationPoints: 2}
	if e := r.Commitments.Effect; e == nil || *e != want {
		t.Errorf("%+v, want %+v", e, want)
	}
}

// Relations wait to be validated, those first on which most depends, then by id; the figures of the validated ones alone are
// those of a lens of them.
func TestWhatWaitsToBeValidated(t *testing.T) {
	lines := []string{"edge a knows b status=validated", "edge b knows c", "edge c knows d status=declared", "edge d knows e status=contested", "edge e knows f status=retired",
		"edge x knows y", "edge y knows z", "edge x knows z", "edge a answers n", "node n need"}
	r := reportOf(t, analysis.DefaultReportOptions(), lines...)
	var got []string
	for _, p := range r.Validation.Next {
		got = append(got, fmt.Sprint(p.ID, " ", p.Separates))
	}
	if want := []string{"b~knows~c~1 2", "c~knows~d~1 2", "x~knows~y~1 0", "x~knows~z~1 0", "y~knows~z~1 0"}; !slices.Equal(got, want) || r.Validation.Unvalidated != 5 || r.Validation.Unmarked != 4 {
		t.Errorf("%q, want %q; %d, %d without a status", got, want, r.Validation.Unvalidated, r.Validation.Unmarked)
	}
	o := analysis.DefaultReportOptions()
	o.Lens.Statuses = []string{"validated"}
	if alone := reportOf(t, o, lines...); !cmp.Equal(r.Validation.ValidatedOnly, alone.Fragmentation) || alone.Structure.Edges != 1 {
		t.Error(cmp.Diff(r.Validation.ValidatedOnly, alone.Fragmentation))
	}
	o = analysis.DefaultReportOptions()
	o.Limit = 3
	if cut := reportOf(t, o, lines...); len(cut.Validation.Next) != 3 || cut.Validation.Unvalidated != 5 {
		t.Errorf("with a limit %d of %d", len(cut.Validation.Next), cut.Validation.Unvalidated)
	}
	o.Limit = 1 // the critical relation that separates most is validated already
	line := []string{"edge a knows b", "edge b knows c", "edge c knows d status=validated", "edge d knows e", "edge e knows f", "edge 1 knows 2", "edge 2 knows 3", "edge 3 knows 1"}
	if next := reportOf(t, o, line...).Validation.Next; len(next) != 1 || next[0].ID != "b~knows~c~1" || next[0].Separates != 2 {
		t.Errorf("after the first comes %+v", next)
	}
	q, err := analysis.NewQueue(t.Context(), analysis.Source{Graph: graphtest.FromLines(t, lines...)}, graph.Lens{})
	if err != nil || q.All != 8 || q.Validated != 1 || q.Retired != 1 || len(q.Contested) != 1 || q.Contested[0].ID != "d~knows~e~1" {
		t.Errorf("%+v, %v", q, err)
	}
}

// Answers are those of the report: needs with a standing answer, and expectations that nobody returned.
func TestAnswersAreTheReports(t *testing.T) {
	lines := []string{"node n need", "node m need", "node l need", "node s service", "edge s answers n", "edge s answers m status=contested", "edge s answers l status=retired",
		"node a organization", "node b organization", "edge a expects b what=spazio", "edge b expects a what=tempo", "node k commitment state=agreed on_id=a~expects~b~1"}
	got, err := analysis.NewAnswers(t.Context(), analysis.Source{Graph: graphtest.FromLines(t, lines...)}, graph.Lens{})
	if err != nil || !slices.Equal(got.Answered, []string{"n"}) || len(got.Unreturned) != 1 || got.Unreturned[0].What != "tempo" {
		t.Errorf("%+v, %v", got, err)
	}
	r := reportOf(t, analysis.DefaultReportOptions(), lines...)
	if r.Coverage.Answered != 1 || len(r.Reciprocity.Unreturned) != 1 || r.Reciprocity.Unreturned[0] != got.Unreturned[0] {
		t.Errorf("the report has %+v", r.Reciprocity)
	}
}

// What works is said of the parts that no one actor holds together, the largest first, and of needs with two answers that stand.
func TestStrengths(t *testing.T) {
	lines := []string{"node n need", "node m need", "node k need status=retired", "node s service", "node r service status=retired", "node q service"}
	for _, ring := range []string{"abcd", "efghi", "xyz"} { // of three is not large enough
		for i := range ring {
			lines = append(lines, fmt.Sprintf("edge %c knows %c", ring[i], ring[(i+1)%len(ring)]))
		}
	}
	lines = append(lines, "edge d knows e", // a bridge holds two of them
		"edge s answers n", "edge q answers n status=validated", "edge s answers m", "edge s answers m", "edge q answers m status=contested", "edge r answers m",
		"edge s answers k", "edge q answers k")
	var got []string
	for _, s := range reportOf(t, analysis.DefaultReportOptions(), lines...).Strengths {
		got = append(got, fmt.Sprint(s.Code, " ", s.Values, " ", s.IDs))
	}
	want := []string{
		"strength_whole map[label:e size:5] [e f g h i]", "strength_whole map[label:d size:4] [a b c d]", "strength_answered_twice map[needs:1] [n]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	var many []string
	for i := range 7 { // of seven cliques of four the first five are named
		for _, pair := range []string{"ab", "ac", "ad", "bc", "bd", "cd"} {
			many = append(many, fmt.Sprintf("edge %c%d knows %c%d", pair[0], i, pair[1], i))
		}
	}
	if strengths := reportOf(t, analysis.DefaultReportOptions(), many...).Strengths; len(strengths) != 5 || strengths[0].IDs[0] != "a0" || strengths[4].IDs[0] != "a4" {
		t.Errorf("%+v", strengths)
	}
}

// TestStrongPartsHaveNamesOfTheirOwn: two rings that meet in the town hall are not both named after it.
func TestStrongPartsHaveNamesOfTheirOwn(t *testing.T) {
	var c graph.Changes
	for _, id := range []string{"hall", "a1", "a2", "a3", "b1", "b2", "b3"} {
		c.PutNodes = append(c.PutNodes, node(id, graph.Organization))
	}
	for _, ring := range [][]string{{"hall", "a1", "a2", "a3"}, {"hall", "b1", "b2", "b3"}} {
		for i, id := range ring {
			c.PutEdges = append(c.PutEdges, edge(id, ring[(i+1)%len(ring)], "collaborates"))
		}
	}
	report, err := analysis.NewReport(background, analysis.Source{Graph: stateOf(t, c)}, analysis.DefaultReportOptions())
	if err != nil {
		t.Fatal(err)
	}
	names := map[any]bool{}
	for _, s := range report.Strengths {
		names[s.Values["label"]] = true
	}
	if len(report.Strengths) != 2 || len(names) != 2 || !names["hall"] {
		t.Errorf("%+v", report.Strengths)
	}
}
