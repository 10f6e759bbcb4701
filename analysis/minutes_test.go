package analysis_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
)

// Two states of a table: before its second meeting, and after it.
func minutesStates(t *testing.T) (before, after *graph.Graph) {
	t.Helper()
	lines := []string{
		"node ada person label=Ada+Bianchi", "node bea person label=Bea+Neri sector=citizens", "node casa organization label=Casa sector=third_sector", "node orto action", "node scuola service",
		"node l1 line", "node l2 line", "node m1 meeting date=2026-01-10", "edge ada attends m1", "edge ada prefers l2 meeting=m1 points=10",
		"node vecchio need", "edge scuola answers vecchio", "edge ada knows casa", "node c0 commitment state=agreed label=Le+sedie due=2026-01-31", "edge bea commits c0", "edge casa expects bea what=una+mano",
	}
	before = graphtest.FromLines(t, lines...)
	after = graphtest.FromLines(t, append(lines[:len(lines)-3:len(lines)-3],
		"node c0 commitment state=kept label=Le+sedie due=2026-01-31", "edge bea commits c0", "edge casa expects bea what=una+mano",
		"node m2 meeting date=2026-02-10 label=Secondo", "edge ada attends m2", "edge casa attends m2 abstained=true", "edge ada invites bea meeting=m2",
		"edge ada prefers l1 meeting=m2 points=6", "edge ada prefers l2 meeting=m2 points=4",
		"node nuovo need label=Compiti area=Centro people=3", "edge bea raised nuovo", "edge scuola answers nuovo", "edge orto answers vecchio status=contested",
		"node d1 decision on_node=casa state=validated", "edge ada voices d1 value=validated meeting=m2 note=vero", "node d2 decision on_node=bea state=contested", "edge casa voices d2 value=contested meeting=m1",
		"node d3 decision on_id=ada~scuola on_source=ada on_target=scuola on_type=refers state=declined note=no", "node d4 decision on_id=casa~orto on_source=casa on_target=orto on_type=promotes state=postponed until=2026-09-01",
		"node c1 commitment state=agreed on_id=bea~casa on_source=bea on_target=casa on_type=member_of label=Un+incontro due=2026-03-31", "edge ada commits c1",
		"node c2 commitment state=proposed label=La+mano on_id=casa~expects~bea~1", "edge bea commits c2", "edge bea expects casa what=una+sala", "edge bea knows casa")...)
	return before, after
}

func minutesOf(t *testing.T, o analysis.MinutesOptions) *analysis.Minutes {
	t.Helper()
	before, after := minutesStates(t)
	m, err := analysis.NewMinutes(t.Context(), analysis.MinutesStates{Before: &analysis.Source{Graph: before}, After: analysis.Source{Graph: after}}, o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMinutesTellWhatTheMeetingRecorded(t *testing.T) {
	m := minutesOf(t, analysis.MinutesOptions{Seed: 1})
	text := func(v any) string {
		out, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	for what, c := range map[string]struct {
		part any
		want string
	}{
		"who":          {m.Who, `[{"id":"ada","label":"Ada Bianchi"},{"id":"casa","label":"Casa"}]`},
		"invited":      {m.Invited, `[{"by":{"id":"ada","label":"Ada Bianchi"},"who":{"id":"bea","label":"Bea Neri"},"came":false}]`},
		"judged":       {m.Judged, `[{"id":"casa","label":"Casa","type":"","state":"validated","voices":[{"by":"ada","label":"Ada Bianchi","value":"validated","note":"vero","meeting":"m2"}]}]`},
		"needs":        {m.Needs, `[{"id":"nuovo","label":"Compiti","area":"Centro","people":3,"by":[{"id":"bea","label":"Bea Neri"}],"answered":true}]`},
		"answers":      {m.Answers, `[{"id":"nuovo","label":"Compiti","with":[{"id":"scuola","label":"scuola"}]}]`},
		"expectations": {m.Expectations, `[{"id":"bea~expects~casa~1","from":"bea","from_label":"Bea Neri","to":"casa","to_label":"Casa","what":"una sala","condition":"","new":true,"returned":false},{"id":"casa~expects~bea~1","from":"casa","from_label":"Casa","to":"bea","to_label":"Bea Neri","what":"una mano","condition":"","new":false,"returned":true}]`},
		"related":      {m.Map.Related, `[{"id":"bea~knows~casa~1","source":"bea","source_label":"Bea Neri","target":"casa","target_label":"Casa","type":"knows"}]`},
		"joined":       {m.Map.Joined, `[]`},
	} {
		if got := text(c.part); got != c.want {
			t.Errorf("%s: %s\nwant %s", what, got, c.want)
		}
	}
	var decided, promised []string
	for _, d := range m.Suggestions {
		decided = append(decided, d.ID+" "+d.State)
	}
	for _, c := range m.Commitments {
		promised = append(promised, c.ID+" "+text(c.New)+" "+text(c.Was))
	}
	if want := []string{"bea~casa taken", "ada~scuola declined", "casa~orto postponed"}; !cmp.Equal(decided, want) {
		t.Error(cmp.Diff(decided, want))
	}
	if want := []string{`c0 false "agreed"`, "c1 true null", "c2 true null"}; !cmp.Equal(promised, want) {
		t.Error(cmp.Diff(promised, want))
	}
}

// A figure of the minutes is that of the report of the same state.
func TestMinutesHaveTheFiguresOfTheReport(t *testing.T) {
	before, after := minutesStates(t)
	m := minutesOf(t, analysis.MinutesOptions{Seed: 1})
	report := func(g *graph.Graph) *analysis.Report {
		r, err := analysis.NewReport(t.Context(), analysis.Source{Graph: g}, analysis.DefaultReportOptions())
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	then, now := report(before), report(after)
	unexported := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".choosers" }, cmp.Ignore())
	if diff := cmp.Diff(m.Priorities, now.Priorities, unexported); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(m.Figures, now.Commitments.CommitmentCounts); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(m.Meeting, now.Participants.Meetings[1]); diff != "" {
		t.Error(diff)
	}
	for _, f := range m.Map.Figures {
		if f.Name == "fragmentation.components" && (*f.Before != float64(then.Fragmentation.Components) || *f.After != float64(now.Fragmentation.Components)) {
			t.Errorf("%v of %d and %d", f, then.Fragmentation.Components, now.Fragmentation.Components)
		}
	}
}

// Who is left out by kind is named nowhere, not in a record about them either.
func TestMinutesDoNotNameWhoIsLeftOut(t *testing.T) {
	m := minutesOf(t, analysis.MinutesOptions{Seed: 1, Lens: graph.Lens{Kinds: []string{"!person"}}})
	out, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Ada", "Bea", `"ada`, `"bea`, "~bea", "Un incontro"} {
		if strings.Contains(string(out), name) {
			t.Errorf("%s stands in %s", name, out)
		}
	}
	if m.Meeting.Present != 1 || m.Priorities.Abstained != 1 {
		t.Errorf("%+v", m.Meeting)
	}
}

// Without a state before, minutes tell what names its meeting and what is still open, and say why no more.
func TestMinutesWithoutAStateBefore(t *testing.T) {
	_, after := minutesStates(t)
	m, err := analysis.NewMinutes(t.Context(), analysis.MinutesStates{After: analysis.Source{Graph: after}}, analysis.MinutesOptions{Meeting: "m1", Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if m.Meeting.Present != 1 || m.Priorities.Votes != 1 || len(m.Judged) != 1 || len(m.Needs)+len(m.Answers)+len(m.Suggestions)+len(m.Expectations) > 0 || m.Map != nil {
		t.Errorf("%+v", m)
	}
	if len(m.Commitments) != 2 || m.Commitments[0].New || len(m.Notes) != 1 || m.Notes[0].Code != "minutes_no_before" {
		t.Errorf("%+v, %v", m.Commitments, m.Notes)
	}
	_, err = analysis.NewMinutes(t.Context(), analysis.MinutesStates{After: analysis.Source{Graph: after}}, analysis.MinutesOptions{Lens: graph.Lens{Kinds: []string{"!meeting"}}})
	if graph.KindOf(err) != graph.NotFound {
		t.Error(err)
	}
}

// What was written before the day of the meeting stands apart from what the table did, and what it did with it is told of it.
func TestMinutesTellApartWhatWasWrittenBeforeTheDay(t *testing.T) {
	before, after := minutesStates(t)
	kind, typ, agreed := "need", "answers", graph.Attributes{}.With("state", graph.TextValue("agreed"))
	promise := graph.Commitment
	eve, err := before.Apply(graph.Changes{
		PutNodes: []graph.NodeChange{{ID: "nuovo", Kind: &kind}, {ID: "c1", Kind: &promise, Attributes: graph.Attributes{}.With("state", graph.TextValue("proposed"))}},
		PutEdges: []graph.EdgeChange{{Source: "scuola", Target: "nuovo", Type: &typ}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if after, err = after.Apply(graph.Changes{PutNodes: []graph.NodeChange{{ID: "c1", Attributes: agreed}}}); err != nil {
		t.Fatal(err)
	}
	m, err := analysis.NewMinutes(t.Context(), analysis.MinutesStates{Before: &analysis.Source{Graph: before}, Eve: &analysis.Source{Graph: eve}, After: analysis.Source{Graph: after}}, analysis.MinutesOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Needs)+len(m.Answers) > 0 || len(m.Suggestions) != 2 || len(m.Judged) != 1 || len(m.Expectations) != 2 || m.Map == nil {
		t.Errorf("at the meeting: %+v", m.Noted)
	}
	if e := m.Earlier; len(e.Needs) != 1 || len(e.Answers) != 1 || len(e.Judged)+len(e.Suggestions)+len(e.Expectations) > 0 || len(e.Commitments) != 1 || !e.Commitments[0].New {
		t.Errorf("before it: %+v", e)
	}
	if c := m.Commitments[1]; c.ID != "c1" || c.New || *c.Was != "proposed" || c.State != "agreed" {
		t.Errorf("%+v", c)
	}
}

// Late is what was due before the day of the meeting, however much later the minutes are asked for; the lens may say another day.
func TestMinutesAreLateOnTheDayOfTheMeeting(t *testing.T) {
	_, after := minutesStates(t)
	src := analysis.Source{Graph: after, Today: "2026-12-24"}
	for asOf, late := range map[string]int{"": 0, "2026-04-01": 1} {
		m, err := analysis.NewMinutes(t.Context(), analysis.MinutesStates{After: src}, analysis.MinutesOptions{Lens: graph.Lens{AsOf: asOf}})
		if err != nil || m.Figures.Late != late {
			t.Errorf("%q: %+v, %v", asOf, m.Figures, err)
		}
	}
	dateless, err := after.Apply(graph.Changes{PutNodes: []graph.NodeChange{{ID: "m2", Attributes: graph.Attributes{}.With("date", graph.TextValue("a spring evening"))}}})
	if err != nil {
		t.Fatal(err)
	}
	m, err := analysis.NewMinutes(t.Context(), analysis.MinutesStates{After: analysis.Source{Graph: dateless, Today: "2026-12-24"}}, analysis.MinutesOptions{Meeting: "m2"})
	if err != nil || m.Figures.Day != "2026-12-24" || m.Figures.Late != 1 {
		t.Errorf("%+v, %v", m, err)
	}
}
