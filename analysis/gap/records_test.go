package gap

import (
	"slices"
	"testing"

	"trama/analysis/table"
	"trama/graph"
	"trama/graph/graphtest"
)

// What stands about a pair keeps it out: named by both ends, in either order, else by the suggestion's id. What was dropped or retired
// does not stand, and what was put off stands until its day is past.
func TestWhatStandsAboutAPair(t *testing.T) {
	const today = "2026-02-10"
	for _, c := range []struct {
		record string
		stands bool
	}{
		{"decision state=declined on_source=a on_target=b", true},
		{"decision state=declined on_source=b on_target=a", true},
		{"decision on_id=a~b", true},
		{"decision on_id=a~b on_source=a", true}, // half a name is none
		{"decision on_id=a~nobody", false},
		{"decision on_id=a", false},
		{"decision on_source=a on_target=nobody", false},
		{"decision state=declined on_source=a on_target=c", false},
		{"commitment state=agreed on_source=a on_target=b", true},
		{"commitment state=dropped on_source=a on_target=b", false},
		{"decision state=declined status=retired on_source=a on_target=b", false},
		{"decision state=postponed until=2026-02-09 on_source=a on_target=b", false},
		{"decision state=postponed until=2026-02-10 on_source=a on_target=b", true},
		{"decision state=postponed date=2026-02-09 on_source=a on_target=b", false},
		{"decision state=postponed date=2026-02-09 until=2026-03-01 on_source=a on_target=b", true},
		{"decision state=postponed on_source=a on_target=b", true}, // without a day, for good
		{"decision state=declined until=2026-02-09 on_source=a on_target=b", true},
		{"need state=declined on_source=a on_target=b", false},
	} {
		g := graphtest.FromLines(t, "node a person", "node b person", "node c person", "node r "+c.record)
		if r := newRecords(g, today); r.bars(0, 1) != c.stands || r.bars(1, 0) != c.stands || r.bars(1, 2) {
			t.Errorf("%s: stands %v", c.record, r.bars(0, 1))
		}
	}
	g := graphtest.FromLines(t, "node a person", "node b person", "node r decision state=postponed until=2026-02-09 on_source=a on_target=b")
	if !newRecords(g, "").bars(0, 1) {
		t.Error("on a day that is not known nothing is past")
	}
	answers := graphtest.FromLines(t, "edge a expects b", "node k commitment state=agreed on_id=a~expects~b~1", "node j commitment state=dropped on_id=e2", "node d decision on_id=e3")
	if got := newRecords(answers, today).answered; !got["a~expects~b~1"] || got["e2"] || got["e3"] {
		t.Errorf("answered %v", got)
	}
}

// What stands about a pair keeps it out of every family, until it is dropped or its day has come.
func TestRecordsKeepPairsOut(t *testing.T) {
	g := valdora(t)
	first := missing(t, read(t, g, Options{Seed: 1}), Wanted{})[0]
	record := func(kind, state, until string) *graph.Graph {
		attrs := graph.Attributes{}.With("state", graph.TextValue(state)).With("on_id", graph.TextValue(first.ID)).
			With("on_source", graph.TextValue(first.Source)).With("on_target", graph.TextValue(first.Target)).With("on_type", graph.TextValue(first.Type))
		if day, ok := graph.DateValue(until); ok {
			attrs = attrs.With("until", day)
		}
		next, err := g.Apply(graph.Changes{PutNodes: []graph.NodeChange{{ID: "zz", Kind: &kind, Attributes: attrs}}})
		if err != nil {
			t.Fatal(err)
		}
		return next
	}
	for _, c := range []struct {
		kind, state, until string
		out                bool
	}{
		{graph.Decision, "declined", "", true},
		{graph.Decision, "contested", "", true},
		{graph.Commitment, "agreed", "", true},
		{graph.Commitment, "kept", "", true},
		{graph.Commitment, "dropped", "", false},
		{graph.Decision, "postponed", "2100-01-01", true},
		{graph.Decision, "postponed", "2001-01-01", false},
	} {
		list := missing(t, read(t, record(c.kind, c.state, c.until), Options{Seed: 1, Today: table.NewestMeeting(g)}), Wanted{})
		if there := slices.ContainsFunc(list, func(s Suggestion) bool { return s.ID == first.ID }); there == c.out {
			t.Errorf("%s %s %s: it is there: %v", c.kind, c.state, c.until, there)
		}
	}
}
