package table_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trama/analysis/internal/view"
	"trama/analysis/structure"
	"trama/analysis/table"
	"trama/graph"
	"trama/graph/graphtest"
)

// The fixture, small enough to work every answer out by hand:
//
//	p1 ─ o1 ─ s1      o2 ─ o3     p2 ─ s1    alone: p3, s2
//	needs: n1 (s1 validated), n2 (s1 contested), n3 (nobody), n4 (s1 and a1)
func fixture(t *testing.T) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	node := func(id, kind string, attrs ...any) {
		row := b.Node(id)
		b.SetKind(row, kind)
		for i := 0; i+1 < len(attrs); i += 2 {
			b.SetNode(row, b.NodeColumn(attrs[i].(string)), attrs[i+1].(graph.Value))
		}
	}
	edge := func(s, typ, target string, attrs ...any) {
		e := b.Edge(graph.BuilderEdge{Source: b.End(s), Target: b.End(target), Type: typ, Directed: true})
		for i := 0; i+1 < len(attrs); i += 2 {
			b.SetEdge(e, b.EdgeColumn(attrs[i].(string)), attrs[i+1].(graph.Value))
		}
	}
	text, list, number := graph.TextValue, func(items ...string) graph.Value { return graph.ListValue(items) }, graph.IntegerValue
	day := func(d string) graph.Value { v, _ := graph.DateValue(d); return v }
	node("l1", "line")
	node("l2", "line")
	node("l3", "line")
	node("p1", "person", "sector", text("citizens"), "circle", text("founding"), "lines", list("l1"))
	node("p2", "person", "sector", text("citizens"))
	node("p3", "person")
	node("o1", "organization", "sector", text("administration"), "lines", list("l1", "l2"))
	node("o2", "organization", "sector", text("third_sector"), "lines", list("l2"))
	node("o3", "organization", "sector", text("third_sector"))
	node("s1", "service", "area", text("Centro"), "tags", list("casa"))
	node("s2", "service", "area", text("Borgo"), "tags", list("scuola", "casa"))
	node("a1", "action", "area", text("Borgo"), "lines", list("l3"))
	node("luogo", "place")
	node("n1", "need", "area", text("Centro"))
	node("n2", "need", "area", text("Centro"))
	node("n3", "need", "area", text("Borgo"), "tags", list("casa"), "people", number(7))
	node("n4", "need")
	node("m1", "meeting", "date", day("2026-01-10"))
	node("m2", "meeting", "date", day("2026-02-10"))
	node("c1", "commitment", "state", text("agreed"), "due", day("2026-02-01"))
	node("c2", "commitment", "state", text("kept"), "due", day("2026-02-01"))
	edge("p1", "member_of", "o1", "status", text("validated"))
	edge("o1", "offers", "s1", "status", text("validated"))
	edge("o2", "collaborates", "o3", "status", text("contested"), "source", text("c2"))
	edge("p2", "uses", "s1", "status", text("declared"))
	edge("s1", "answers", "n1", "status", text("validated"))
	edge("s1", "answers", "n2", "status", text("contested"))
	edge("s1", "answers", "n4")
	edge("a1", "answers", "n4", "status", text("declared"))
	edge("p1", "attends", "m1")
	edge("p1", "attends", "m2")
	edge("o2", "attends", "m2", "abstained", graph.BooleanValue(true))
	edge("p1", "invites", "p2", "meeting", text("m2"))
	edge("p1", "prefers", "l1", "meeting", text("m2"), "points", number(6), "actions", list("a1"))
	edge("p1", "prefers", "l2", "meeting", text("m2"), "points", number(4), "actions", list("a1"))
	edge("o1", "prefers", "l3", "meeting", text("m2"), "rank", number(1))
	edge("p1", "prefers", "l3", "meeting", text("m1"), "points", number(10))
	edge("o2", "expects", "o1", "what", text("spazio"))
	edge("p1", "expects", "o1", "what", text("orari"))
	edge("c1", "concerns", "o1")
	edge("o1", "commits", "c1")
	g, _ := b.Build()
	return g
}

func of(t *testing.T, g *graph.Graph, l graph.Lens) (*table.Table, *view.View) {
	t.Helper()
	sel, err := l.Select(g)
	if err != nil {
		t.Fatal(err)
	}
	v, err := view.New(context.Background(), sel, view.Options{})
	if err != nil {
		t.Fatal(err)
	}
	made, err := table.New(g, l, v, table.NewestMeeting(g))
	if err != nil {
		t.Fatal(err)
	}
	return made, v
}

func ids(things []table.Thing) []string {
	out := []string{}
	for _, thing := range things {
		out = append(out, thing.ID)
	}
	return out
}

func coverage(t *testing.T, made *table.Table) table.Coverage {
	t.Helper()
	c, err := made.Coverage(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCoverageAsWorkedOut(t *testing.T) {
	made, _ := of(t, fixture(t), graph.Lens{})
	c := coverage(t, made)
	got := []int{c.Needs, c.Answered, c.AnsweredOnce, c.ContestedOnly}
	if want := []int{4, 2, 1, 1}; !cmp.Equal(got, want) {
		t.Errorf("needs, answered, once, contested only: %v, want %v", got, want)
	}
	counts := []int{c.Services, c.ServicesIdle, c.Places, c.PlacesEmpty, c.Actions, c.ActionsUnhosted, c.Persons, c.PersonsAlone}
	if want := []int{2, 1, 1, 1, 1, 1, 3, 2}; !cmp.Equal(counts, want) {
		t.Errorf("services, places, actions and persons, each with how many stand idle: %v, want %v", counts, want)
	}
	var unanswered []string
	for _, u := range c.Unanswered {
		unanswered = append(unanswered, u.ID)
	}
	for name, pair := range map[string][2][]string{
		"unanswered": {unanswered, {"n2", "n3"}}, "idle services": {ids(c.IdleServices), {"s2"}}, "empty places": {ids(c.EmptyPlaces), {"luogo"}},
		"unhosted actions": {ids(c.UnhostedActions), {"a1"}}, "alone": {ids(c.Alone), {"p2", "p3"}},
		"candidates of n3": {ids(c.Unanswered[1].Candidates), {"s2"}}, "candidates of n2": {ids(c.Unanswered[0].Candidates), {"s1"}},
	} {
		if !cmp.Equal(pair[0], pair[1]) {
			t.Errorf("%s: %v, want %v", name, pair[0], pair[1])
		}
	}
	if p := c.Unanswered[1].People; p == nil || *p != 7 {
		t.Errorf("people of n3: %v", p)
	}
	want := []table.Area{{Area: "Borgo", Needs: 1, Services: 1, Actions: 1}, {Area: "Centro", Needs: 2, Answered: 1, Services: 1}}
	if diff := cmp.Diff(want, c.Areas); diff != "" {
		t.Errorf("areas: %s", diff)
	}
}

// Who could answer is looked for only for the needs that are shown; all are listed.
func TestCandidatesAreThoseOfTheNeedsShown(t *testing.T) {
	made, _ := of(t, fixture(t), graph.Lens{})
	for shown, want := range map[int][2]int{0: {1, 1}, 1: {1, 0}, 2: {1, 1}} {
		c, err := made.Coverage(context.Background(), shown)
		if err != nil || len(c.Unanswered) != 2 {
			t.Fatal(err, c.Unanswered)
		}
		if got := [2]int{len(c.Unanswered[0].Candidates), len(c.Unanswered[1].Candidates)}; got != want {
			t.Errorf("%d shown: %v candidates, want %v", shown, got, want)
		}
	}
}

// A file may say anything of points and ranks: parts of a point count, and what nobody gives tips no line over.
func TestVotesBeyondMeasure(t *testing.T) {
	for _, c := range []struct {
		what, first, second string // what the one voter says of the two lines
		points              []float64
		front               string
	}{
		{"parts of a point", "points=2.5", "points=7.5", []float64{2.5, 7.5}, "l2"},
		{"more than integers hold", "points=9.3e+18", "points=1", []float64{table.MostPoints, 1}, "l1"},
		{"far below 0", "points=-9.3e+18", "points=1", []float64{-table.MostPoints, 1}, "l2"},
		{"a rank beyond measure", "rank=9.3e+18", "rank=2", []float64{0, 0}, "l2"},
		{"a rank far below 0", "rank=-9.3e+18", "rank=2", []float64{0, 0}, "l1"},
		{"ranks between", "rank=1.75", "rank=1.25", []float64{0, 0}, "l2"},
	} {
		made, _ := of(t, town(t, "node p1 person", "node l1 line", "node l2 line", "node m meeting date=2026-01-31",
			"edge p1 prefers l1 meeting=m "+c.first, "edge p1 prefers l2 meeting=m "+c.second), graph.Lens{})
		p := made.Priorities()
		points := map[string]float64{}
		for _, line := range p.Lines {
			points[line.Line] = line.Points
		}
		if points["l1"] != c.points[0] || points["l2"] != c.points[1] || p.Lines[0].Line != c.front || p.Lines[0].First != 1 {
			t.Errorf("%s: %+v", c.what, p.Lines)
		}
	}
}

// A lens that names kinds leaves the table's own kinds in; one that excludes a kind takes it out of the table too.
func TestALensLeavesTheTableIn(t *testing.T) {
	for _, c := range []struct {
		kinds           []string
		needs, services int
	}{
		{nil, 4, 2}, {[]string{"person"}, 4, 2}, {[]string{"!service"}, 4, 0}, {[]string{"!need"}, 0, 2}, {[]string{"person", "!need", "!service"}, 0, 0},
	} {
		made, _ := of(t, fixture(t), graph.Lens{Kinds: c.kinds})
		if got := coverage(t, made); got.Needs != c.needs || got.Services != c.services {
			t.Errorf("%v: %d needs and %d services, want %d and %d", c.kinds, got.Needs, got.Services, c.needs, c.services)
		}
	}
}

func TestPrioritiesAsWorkedOut(t *testing.T) {
	made, _ := of(t, fixture(t), graph.Lens{})
	p := made.Priorities()
	if *p.Meeting != "m2" || p.Votes != 2 || p.Abstained != 1 {
		t.Errorf("meeting %s, votes %d, abstained %d", *p.Meeting, p.Votes, p.Abstained)
	}
	// p1: l1 2, l2 1, l3 0. o1 ranks l3 alone: 2, and l1 and l2 share the places of 1 and 0.
	want := map[string]table.Tally{"l1": {Points: 6, Borda: 2.5, First: 1}, "l2": {Points: 4, Borda: 1.5}, "l3": {Borda: 2, First: 1}}
	var order []string
	for _, l := range p.Lines {
		order = append(order, l.Line)
		if l.Tally != want[l.Line] {
			t.Errorf("%s: %+v, want %+v", l.Line, l.Tally, want[l.Line])
		}
	}
	if !cmp.Equal(order, []string{"l1", "l3", "l2"}) {
		t.Errorf("order %v", order)
	}
	if len(p.Actions) != 1 || p.Actions[0].Votes != 1 || *p.Actions[0].Line != "l3" {
		t.Errorf("actions %+v: one vote names a1, on two of its edges", p.Actions)
	}
	if got := p.Lines[0].By.Sector["citizens"]; got != (table.Tally{Points: 6, Borda: 2, First: 1}) {
		t.Errorf("l1 among citizens: %+v", got)
	}
}

func TestAlignmentAsWorkedOut(t *testing.T) {
	made, _ := of(t, fixture(t), graph.Lens{})
	got := made.Alignment(made.Priorities())
	// 8 actors, 28 pairs, 4 related: p1–o1, o1–s1, o2–o3, p2–s1. l1: p1, o1; l2: o1, o2; l3: o1, who ranked it first.
	want := []table.Alignment{
		{Line: "l1", Label: "l1", Actors: 2, RelationsInside: 1, DensityInside: 1, DensityOutside: 3. / 27, Pieces: 1},
		{Line: "l2", Label: "l2", Actors: 2, DensityOutside: 4. / 27, Pieces: 2, Missing: 1},
		{Line: "l3", Label: "l3", Actors: 1, DensityOutside: 4. / 28, Pieces: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReciprocityAsWorkedOut(t *testing.T) {
	g := fixture(t)
	made, _ := of(t, g, graph.Lens{})
	r := made.Reciprocity()
	if r.Asked != 2 || r.Returned != 0 || len(r.Silent) != 1 || r.Silent[0].ID != "o1" {
		t.Fatalf("%+v", r)
	}
	answered, err := g.Apply(graph.Changes{PutNodes: []graph.NodeChange{{ID: "c1", Attributes: graph.Attributes{{Name: "on_id", Value: graph.TextValue(r.Unreturned[0].ID)}}}}})
	if err != nil {
		t.Fatal(err)
	}
	made, _ = of(t, answered, graph.Lens{})
	r = made.Reciprocity()
	want := []table.Exchange{{From: "citizens", To: "administration", Asked: 1}, {From: "third_sector", To: "administration", Asked: 1, Returned: 1}}
	if diff := cmp.Diff(want, r.Matrix); diff != "" {
		t.Error(diff)
	}
	dropped, err := answered.Apply(graph.Changes{PutNodes: []graph.NodeChange{{ID: "c1", Attributes: graph.Attributes{{Name: "state", Value: graph.TextValue("dropped")}}}}})
	if err != nil {
		t.Fatal(err)
	}
	made, _ = of(t, dropped, graph.Lens{})
	if r := made.Reciprocity(); r.Returned != 0 {
		t.Errorf("a dropped commitment returns %d expectations", r.Returned)
	}
}

func TestParticipantsAsWorkedOut(t *testing.T) {
	g := fixture(t)
	made, v := of(t, g, graph.Lens{})
	comps, err := structure.NewComponents(context.Background(), v)
	if err != nil {
		t.Fatal(err)
	}
	cuts, err := structure.NewCuts(context.Background(), v)
	if err != nil {
		t.Fatal(err)
	}
	p := made.Participants(table.Pieces{Of: comps.Of, Sizes: comps.Sizes, Critical: func(u int) bool { return cuts.Parts[u] > 1 }})
	if len(p.Meetings) != 2 || p.Meetings[0].ID != "m1" || p.Meetings[1].Present != 2 {
		t.Errorf("meetings %+v", p.Meetings)
	}
	by := map[string]map[string]int{"sector": {"citizens": 1, "third_sector": 1}, "circle": {"founding": 1, "": 1}}
	if diff := cmp.Diff(by, p.Meetings[1].By); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]table.Invitation{{By: "p1", Who: "p2", Meeting: "m2"}}, p.Invited); diff != "" {
		t.Error(diff)
	}
	reasons := map[string]string{}
	for _, a := range p.Missing {
		reasons[a.ID] = a.Reason
	}
	// o1 and s1 cut the large piece; o3 sits in a piece of two with o2, who was there; p3 and s2 are alone.
	want := map[string]string{"o1": "critical", "s1": "critical", "o3": "cut_off", "p3": "cut_off", "s2": "cut_off"}
	if diff := cmp.Diff(want, reasons); diff != "" {
		t.Error(diff)
	}
	if p.Missing[0].Nearest.ID != "p1" || p.Missing[0].Steps != 1 {
		t.Errorf("nearest to o1: %+v", p.Missing[0])
	}
	if p.PiecesAbsent != 4 { // p3, s2, a1 and luogo, each alone
		t.Errorf("%d pieces absent, want 4", p.PiecesAbsent)
	}
}

func TestCommitmentsAsWorkedOut(t *testing.T) {
	made, _ := of(t, fixture(t), graph.Lens{})
	c := made.Commitments()
	if c.Agreed != 1 || c.Kept != 1 || c.Late != 1 || !c.List[0].Late || c.List[1].Late {
		t.Errorf("%+v: c1 is late on the day of the newest meeting, c2 is kept", c)
	}
	if kept := made.KeptEdges(); len(kept) != 1 || kept[0] != "o2~collaborates~o3~1" {
		t.Errorf("kept %v", kept)
	}
}

func TestValidationAsWorkedOut(t *testing.T) {
	g := fixture(t)
	made, _ := of(t, g, graph.Lens{})
	v := made.Validation()
	want := table.Statuses{Declared: 2, Validated: 3, Contested: 2}
	if v.Edges != want || v.Share != 3./7 || len(v.Contested) != 2 {
		t.Errorf("%+v", v)
	}
}

// Only who voices something on a decision has a voice about what it is about: by its id, by its ends, or about a node.
func TestVoicesAreThoseOnTheDecision(t *testing.T) {
	b := graph.NewBuilder()
	kinds := map[string]string{"p1": "person", "p2": "person", "o1": "organization", "o2": "organization", "d1": "decision", "d2": "decision", "d3": "decision", "c1": "commitment"}
	for id, kind := range kinds {
		b.SetKind(b.Node(id), kind)
	}
	set := func(id string, pairs ...string) {
		for i := 0; i+1 < len(pairs); i += 2 {
			b.SetNode(b.Node(id), b.NodeColumn(pairs[i]), graph.TextValue(pairs[i+1]))
		}
	}
	edge := func(source, typ, target string, pairs ...string) {
		e := b.Edge(graph.BuilderEdge{Source: b.End(source), Target: b.End(target), Type: typ, Directed: true})
		for i := 0; i+1 < len(pairs); i += 2 {
			b.SetEdge(e, b.EdgeColumn(pairs[i]), graph.TextValue(pairs[i+1]))
		}
	}
	edge("o1", "collaborates", "o2", "status", "contested")
	edge("p1", "knows", "p2", "status", "contested")
	set("p2", "status", "contested")
	set("d1", "on_id", "o1~collaborates~o2~1")
	set("d2", "on_source", "p1", "on_type", "knows", "on_target", "p2")
	set("d3", "on_node", "p2")
	edge("p1", "voices", "d1", "value", "validated")
	edge("p2", "voices", "d1", "value", "contested", "note", "mai vista")
	edge("c1", "concerns", "d1", "value", "noise")
	edge("o2", "voices", "d2", "value", "contested")
	edge("p1", "voices", "d3", "value", "contested")
	g, _ := b.Build()
	made, _ := of(t, g, graph.Lens{})
	got := map[string][]string{}
	for _, c := range made.Validation().Contested {
		for _, voice := range c.Voices {
			got[c.ID] = append(got[c.ID], voice.By+" "+voice.Value+" "+voice.Note)
		}
	}
	want := map[string][]string{
		"o1~collaborates~o2~1": {"p1 validated ", "p2 contested mai vista"}, "p1~knows~p2~1": {"o2 contested "}, "p2": {"p1 contested "},
	}
	if !cmp.Equal(got, want) {
		t.Error(cmp.Diff(want, got))
	}
}

// A line left out of a ranking is behind those in it, whatever numbers the places have in a table from elsewhere.
func TestALineLeftOutIsLast(t *testing.T) {
	b := graph.NewBuilder()
	for id, kind := range map[string]string{"l1": "line", "l2": "line", "p1": "person", "m1": "meeting"} {
		b.SetKind(b.Node(id), kind)
	}
	b.SetNode(b.Node("m1"), b.NodeColumn("date"), graph.TextValue("2026-01-10"))
	e := b.Edge(graph.BuilderEdge{Source: b.End("p1"), Target: b.End("l2"), Type: "prefers", Directed: true})
	b.SetEdge(e, b.EdgeColumn("meeting"), graph.TextValue("m1"))
	b.SetEdge(e, b.EdgeColumn("rank"), graph.IntegerValue(2_000_000_000))
	g, _ := b.Build()
	made, _ := of(t, g, graph.Lens{})
	lines := made.Priorities().Lines
	if first := lines[0]; first.Line != "l2" || first.Borda != 1 || first.First != 1 {
		t.Errorf("lines %+v", lines)
	}
}

func TestEmptyTableSaysNothing(t *testing.T) {
	made, _ := of(t, graph.Empty(), graph.Lens{})
	c, p, r := coverage(t, made), made.Priorities(), made.Reciprocity()
	if c.Needs != 0 || c.Unanswered == nil || p.Meeting != nil || p.Lines == nil || r.Matrix == nil {
		t.Errorf("coverage %+v, priorities %+v, reciprocity %+v", c, p, r)
	}
}

// town makes a graph of lines, as graphtest.FromLines reads them.
func town(t *testing.T, lines ...string) *graph.Graph {
	t.Helper()
	return graphtest.FromLines(t, lines...)
}

// What one place hosts stands idle no more, but not who hosts or uses something else, and a person with an organization beside is not alone.
func TestWhatIsHostedIsNotIdle(t *testing.T) {
	made, _ := of(t, town(t, "node a1 action", "node a2 action", "node l1 place", "node l2 place", "node s1 service", "node p1 person", "node o1 organization",
		"edge l1 hosts a1", "edge p1 uses s1", "edge p1 member_of o1", "node s2 service", "edge a2 hosts s2", "edge s2 uses s1", "edge p1 hosts l2"), graph.Lens{})
	c := coverage(t, made)
	if !cmp.Equal(ids(c.UnhostedActions), []string{"a2"}) || !cmp.Equal(ids(c.EmptyPlaces), []string{"l2"}) || !cmp.Equal(ids(c.IdleServices), []string{"s2"}) || len(c.Alone) != 0 {
		t.Errorf("actions %v, places %v, services %v, persons %v", c.UnhostedActions, c.EmptyPlaces, c.IdleServices, c.Alone)
	}
}

// Where every need has both coordinates areas are squares of 250 m from the south-western corner; where one lacks any they are
// called by their names.
func TestAreasAreSquaresWhereAllNeedsHaveCoordinates(t *testing.T) {
	const service = "node s1 service lat=45.0 lon=9.0 area=Centro"
	for _, test := range []struct {
		need string
		want []table.Area
	}{
		{"node n2 need lat=45.003 lon=9.0 area=Borgo", []table.Area{{Area: "00-00", Needs: 1, Services: 1}, {Area: "01-00", Needs: 1}}},
		{"node n2 need lat=45.0 lon=9.01 area=Borgo", []table.Area{{Area: "00-00", Needs: 1, Services: 1}, {Area: "00-03", Needs: 1}}},
		{"node n2 need lat=45.0 area=Borgo", []table.Area{{Area: "Borgo", Needs: 1}, {Area: "Centro", Needs: 1, Services: 1}}},
		{"node n2 need lon=9.0 area=Borgo", []table.Area{{Area: "Borgo", Needs: 1}, {Area: "Centro", Needs: 1, Services: 1}}},
	} {
		made, _ := of(t, town(t, service, "node n1 need lat=45.0 lon=9.0 area=Centro", test.need), graph.Lens{})
		if diff := cmp.Diff(test.want, coverage(t, made).Areas); diff != "" {
			t.Errorf("%s: %s", test.need, diff)
		}
	}
}

// A sector of the table speaks for itself; who has none is counted under the empty name.
func TestSectorsOfWhoAsks(t *testing.T) {
	made, _ := of(t, town(t, "node sector:health sector", "node p1 person", "node o1 organization sector=citizens",
		"edge p1 expects o1", "edge sector:health expects o1", "edge o1 expects sector:health", "edge o1 expects p1"), graph.Lens{})
	want := []table.Exchange{{From: "", To: "citizens", Asked: 1}, {From: "citizens", To: "", Asked: 1}, {From: "citizens", To: "health", Asked: 1}, {From: "health", To: "citizens", Asked: 1}}
	r := made.Reciprocity()
	if diff := cmp.Diff(want, r.Matrix); diff != "" {
		t.Error(diff)
	}
	if len(r.Silent) != 1 || r.Silent[0].ID != "o1" || r.Silent[0].Asked != 2 {
		t.Errorf("silent %v", r.Silent)
	}
}

// Who is nearest is the participant the fewest steps away, of equals the one with the lowest id, also where that is the first
// node of all.
func TestNearestParticipants(t *testing.T) {
	g := town(t, "node a person", "node b person", "node c person", "node d person", "node e person", "node f person", "node m meeting date=2026-01-10",
		"node g person", "edge a attends m", "edge d attends m", "edge b knows g", "edge c knows g", "edge a knows b", "edge b knows c", "edge c knows d", "edge c knows e", "edge b knows f")
	made, v := of(t, g, graph.Lens{})
	pieces := table.Pieces{Of: make([]uint32, v.N()), Sizes: []int{v.N()}, Critical: func(int) bool { return true }}
	got := map[string]string{}
	for _, absent := range made.Participants(pieces).Missing {
		got[absent.ID] = fmt.Sprint(absent.Nearest.ID, absent.Steps)
	}
	if want := map[string]string{"b": "a1", "c": "d1", "e": "d2", "f": "a2", "g": "a2"}; !cmp.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Who was there and voted did so however strong the relations are that count, and whoever vouches for them.
func TestRecordsPassWeightAndStatus(t *testing.T) {
	g := fixture(t)
	participants := func(lens graph.Lens) table.Participants {
		made, v := of(t, g, lens)
		return made.Participants(table.Pieces{Of: make([]uint32, v.N()), Sizes: []int{v.N()}, Critical: func(int) bool { return false }})
	}
	want := participants(graph.Lens{})
	for _, lens := range []graph.Lens{{MinWeight: 2}, {Statuses: []string{"validated"}}, {Statuses: []string{"!declared"}}} {
		got := participants(lens)
		if diff := cmp.Diff(want.Meetings, got.Meetings); diff != "" {
			t.Errorf("%+v: meetings (-whole +lens):\n%s", lens, diff)
		}
		if diff := cmp.Diff(want.Invited, got.Invited); diff != "" {
			t.Errorf("%+v: invitations (-whole +lens):\n%s", lens, diff)
		}
		made, _ := of(t, g, lens)
		if p := made.Priorities(); p.Votes != 2 || p.Abstained != 1 {
			t.Errorf("%+v: %d votes and %d abstentions", lens, p.Votes, p.Abstained)
		}
		if by := made.Commitments().List[0].By; len(by) != 1 {
			t.Errorf("%+v: committed are %v", lens, by)
		}
	}
	heavy, _ := of(t, g, graph.Lens{MinWeight: 2})
	if c := coverage(t, heavy); c.Answered != 2 {
		t.Errorf("%d needs answered, where answers have no weight", c.Answered)
	}
	vouched, _ := of(t, g, graph.Lens{Statuses: []string{"validated"}})
	if c := coverage(t, vouched); c.Answered != 1 {
		t.Errorf("%d needs answered by validated relations, want n1", c.Answered)
	}
}
