package graph_test

import (
	"testing"

	"trama/graph"
)

// A number is a revision, whatever a snapshot of an older version is called; one that no revision has is a name.
func TestNumberIsARevision(t *testing.T) {
	info := graph.NetworkInfo{Network: "n", Revision: 12, Snapshots: []graph.Snapshot{{Name: "12", Revision: 3}, {Name: "2026", Revision: 4}, {Name: "012", Revision: 5}}}
	for text, want := range map[string]graph.Revision{"12": 12, "2026": 4, "012": 5, "3": 3, "": 12} {
		if at, err := info.At(text); err != nil || at != want {
			t.Errorf("at %q: %d, %v", text, at, err)
		}
	}
	for _, text := range []string{"13", "0", "-1", "+1", "1 "} {
		if at, err := info.At(text); graph.KindOf(err) != graph.NotFound || err == nil {
			t.Errorf("at %q: %d, %v", text, at, err)
		}
	}
}
