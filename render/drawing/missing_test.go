package drawing

import (
	"strings"
	"testing"

	"trama/analysis"
)

// TestMissingRelationsAreDotted: from piece to piece too, the first ones only, and those alone whose ends are drawn; the legend
// names the dots where there are any.
func TestMissingRelationsAreDotted(t *testing.T) {
	g := chains(3, 2)
	many := [][2]string{{"c000-000", "nobody"}, {"c000-000", "c001-001"}}
	for range 20 {
		many = append(many, [2]string{"c000-000", "c000-002"})
	}
	for _, c := range []struct {
		what  string
		pairs [][2]string
		lines int
	}{
		{"none", nil, 0}, {"one who is not drawn", many[:1], 0}, {"two pieces", many[:2], 1}, {"many", many, missingDrawn},
	} {
		d := Pieces(analysis.Report{}, g, Options{Lang: "it", Missing: c.pairs})
		_, dots, _ := strings.Cut(string(d.SVG), `stroke-dasharray="0.1`)
		before, _, _ := strings.Cut(string(d.SVG), `" stroke="#05527d"`)
		lines := 0
		if dots != "" {
			lines = strings.Count(before[strings.LastIndex(before, `d="`):], "M")
		}
		named := strings.Contains(d.Legend[len(d.Legend)-1].Name, "punteggiata")
		if lines != c.lines || named != (c.lines > 0) {
			t.Errorf("%s: %d lines, named %t", c.what, lines, named)
		}
	}
}
