package csv

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTrimmed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.OneOf(rapid.StringMatching(`[ \t\n\x{a0}\x{3000}\x{2003}aè]{0,6}`), rapid.String()).Draw(t, "cell")
		if got, want := string(trimmed([]byte(cell))), strings.TrimSpace(cell); got != want {
			t.Fatalf("%q: %q, want %q", cell, got, want)
		}
		if got, want := blank([]byte(cell)), strings.TrimSpace(cell) == ""; got != want {
			t.Fatalf("%q blank: %v", cell, got)
		}
	})
}

// TestGuard: a text gets an apostrophe exactly where a spreadsheet may run it, and reading gives the text back.
func TestGuard(t *testing.T) {
	for cell, want := range map[string]bool{
		"=1": true, "+1": true, "@x": true, "\tx": true, "\rx": true, "-x": true, "-": true, "--1": true, "'=1": true, "''+": true, "-1 ": true, "=": true,
		"": false, "'": false, "''": false, "x": false, " =1": false, "-1": false, "-1,5": false, "-0.5e3": false, "'x": false, "'-1": false, "1": false, "\n=": false,
	} {
		if got := runs([]byte(cell)); got != want {
			t.Errorf("%q runs: %v", cell, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`'{0,2}[-=+@\t\rx1,.]{0,4}`).Draw(t, "cell")
		written := cell
		if runs([]byte(cell)) {
			written = "'" + cell
		}
		if got := string(unguarded([]byte(written))); got != cell {
			t.Fatalf("%q is written %q and read %q", cell, written, got)
		}
	})
}

func TestFoldedHeader(t *testing.T) {
	for own, want := range map[string]string{
		"ID": "id", "Node_Number": "node number", "node--number": "node number", "node \u00a0number": "node number", "type_": "type ", "_id": " id", "Attività": "attività", "È": "è", "": "",
	} {
		if got := foldedHeader(own); got != want {
			t.Errorf("%q: %q, want %q", own, got, want)
		}
	}
}

func TestWeightOf(t *testing.T) {
	for cell, want := range map[string]float64{"1": 1, "007": 7, "0.5": .5, ".5": .5, "1e-3": .001, "123456789012345": 123456789012345, "1234567890123456789": 1234567890123456789} {
		if x, _, ok := weightOf([]byte(cell), false); !ok || x != want {
			t.Errorf("%s: %v, %v", cell, x, ok)
		}
	}
	if x, n, ok := weightOf([]byte("1,5"), true); !ok || x != 1.5 || !n.comma {
		t.Errorf("1,5: %v, %v", x, ok)
	}
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`[0-9]{1,18}`).Draw(t, "cell")
		x, n, ok := weightOf([]byte(cell), false)
		y, numberOK := floatOf([]byte(cell), number{})
		if !n.integer || ok != (strings.Trim(cell, "0") != "") || ok && (!numberOK || x != y) {
			t.Fatalf("%s: %v %+v %v, want %v", cell, x, n, ok, y)
		}
	})
}
