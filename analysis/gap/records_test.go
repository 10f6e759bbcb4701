package gap

import (
	"testing"

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
