package table_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trama/graph"
)

// Each promise is counted by its state, and one of which no state is said as proposed. Late is what was due before today, unless
// it is kept or dropped: today is the day of the newest meeting.
func TestCommitmentsByStateAndDay(t *testing.T) {
	promises := []string{
		"node c1 commitment state=proposed due=2026-02-09", "node c2 commitment state=agreed due=2026-02-10", "node c3 commitment state=agreed due=2026-02-11",
		"node c4 commitment state=under_way due=2026-01-31", "node c5 commitment state=kept due=2026-01-31", "node c6 commitment state=dropped due=2026-01-31",
		"node c7 commitment state=dropped", "node c8 commitment gives=tempo|spazio", "node b person", "node a person", "node a2 person", "edge a2 commits c8",
		"edge b commits c8", "edge a commits c8", "edge c8 concerns b",
	}
	made, _ := of(t, town(t, append(promises, "node m meeting date=2026-02-10", "node o meeting date=2026-01-31")...), graph.Lens{})
	c := made.Commitments()
	if got, want := [6]int{c.Proposed, c.Agreed, c.UnderWay, c.Kept, c.Dropped, c.Late}, [6]int{2, 2, 1, 1, 2, 2}; got != want {
		t.Errorf("proposed, agreed, under way, kept, dropped, late: %v, want %v", got, want)
	}
	var late []string
	for _, one := range c.List {
		if one.Late {
			late = append(late, one.ID)
		}
		if hasDue := one.ID < "c7"; hasDue != (one.Due != nil) {
			t.Errorf("%s is due %v", one.ID, one.Due)
		}
	}
	if !slices.Equal(late, []string{"c1", "c4"}) {
		t.Errorf("late: %v", late)
	}
	if c.Day != "2026-02-10" {
		t.Errorf("late on %q", c.Day)
	}
	last := c.List[len(c.List)-1]
	if !cmp.Equal(ids(last.By), []string{"a", "a2", "b"}) || !cmp.Equal(last.Gives, []string{"tempo", "spazio"}) {
		t.Errorf("%s by %v gives %v", last.ID, last.By, last.Gives)
	}
	if undated, _ := of(t, town(t, promises...), graph.Lens{}); undated.Commitments().Late != 0 || undated.Commitments().Day != "" {
		t.Error("something is late on a day that is not known")
	}
}

// Relations that kept promises added are those whose source is a promise that is kept, and that the lens leaves.
func TestKeptEdgesAreThoseOfKeptPromises(t *testing.T) {
	made, _ := of(t, town(t, "node c1 commitment state=kept", "node c2 commitment state=agreed", "node c3 commitment state=kept",
		"node a person", "node b person", "node z person", "edge z knows a source=c1", "edge a knows b source=c3", "edge b knows z source=c2",
		"edge a knows z source=c1 status=retired", "edge b knows a"), graph.Lens{})
	if got, want := made.KeptEdges(), []string{"a~knows~b~1", "a~knows~z~2"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
