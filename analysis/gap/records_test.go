package gap

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

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

// everyFamily is a town so small that each family proposes a few of its pairs.
func everyFamily(t *testing.T) *graph.Graph {
	t.Helper()
	lines := []string{"edge a knows b", "edge b knows c", "edge c knows d", "edge d knows e", "edge x knows y", "edge f knows g", "edge f knows i", "edge f knows j", "edge g knows i", "edge g knows j", "edge o offers r", "edge o collaborates a", "edge h hosts k", "edge a expects x", "edge a expects b",
		"node s service", "node r service area=Centro tags=casa", "node n need area=Centro tags=casa", "node k action", "node l action", "node h place", "node o organization"}
	for _, person := range strings.Split("abcdefgijxy", "") {
		lines = append(lines, "node "+person+" person")
	}
	return graphtest.FromLines(t, lines...)
}

// What stands about a pair keeps it out of every family: recorded about all suggestions at once, it leaves none of them. What was
// dropped, or put off to a day that is past, changes nothing.
func TestRecordsKeepPairsOut(t *testing.T) {
	g := everyFamily(t)
	first := found(t, g)
	for family, count := range first.Families {
		if count == 0 {
			t.Errorf("%s proposes nothing", family)
		}
	}
	before := map[string]bool{}
	for _, s := range first.Suggestions {
		before[s.ID] = true
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
		var changes graph.Changes
		for i, s := range first.Suggestions {
			attrs := graph.Attributes{}.With("state", graph.TextValue(c.state)).With("on_id", graph.TextValue(s.ID)).
				With("on_source", graph.TextValue(s.Source)).With("on_target", graph.TextValue(s.Target)).With("on_type", graph.TextValue(s.Type))
			if day, ok := graph.DateValue(c.until); ok {
				attrs = attrs.With("until", day)
			}
			changes.PutNodes = append(changes.PutNodes, graph.NodeChange{ID: fmt.Sprint("record", i), Kind: &c.kind, Attributes: attrs})
		}
		next, err := g.Apply(changes)
		if err != nil {
			t.Fatal(err)
		}
		list := missing(t, read(t, next, Options{Seed: 1, Today: "2026-02-10"}), Wanted{})
		if !c.out && !reflect.DeepEqual(list, first.Suggestions) {
			t.Errorf("%s %s %s: %d suggestions, %d before", c.kind, c.state, c.until, len(list), len(first.Suggestions))
		}
		if i := slices.IndexFunc(list, func(s Suggestion) bool { return before[s.ID] }); c.out && i >= 0 {
			t.Errorf("%s %s %s: %s is there", c.kind, c.state, c.until, list[i].ID)
		}
	}
}
