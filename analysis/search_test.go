package analysis_test

import (
	"testing"

	"trama/analysis"
	"trama/graph/graphtest"
)

// The filters by sector and by production line keep what has one end there.
func TestFiltersBySectorAndLine(t *testing.T) {
	g := graphtest.FromLines(t, "node a person sector=health lines=l1|l2", "node b person sector=citizens lines=l2", "node c person sector=health", "node d person lines=l3", "node e person",
		"edge a knows c", "edge a knows b")
	for _, c := range []struct {
		sector, line []string
		fits         func(end string) bool
	}{
		{[]string{"health"}, nil, func(end string) bool { return end == "a" || end == "c" }},
		{[]string{"citizens", "other"}, nil, func(end string) bool { return end == "b" }},
		{nil, []string{"l1"}, func(end string) bool { return end == "a" }},
		{nil, []string{"l2", "l3"}, func(end string) bool { return end != "c" && end != "e" }},
		{nil, []string{"l"}, func(string) bool { return false }},
	} {
		list := missing(t, g, func(o *analysis.MissingOptions) { o.Sector, o.Line, o.Limit = c.sector, c.line, 0 }).Suggestions
		everyone := missing(t, g, all).Suggestions
		want := 0
		for _, s := range everyone {
			if c.fits(s.Source) || c.fits(s.Target) {
				want++
			}
		}
		if len(list) != want {
			t.Errorf("%v %v: %d suggestions, want %d of %d", c.sector, c.line, len(list), want, len(everyone))
		}
		for _, s := range list {
			if !c.fits(s.Source) && !c.fits(s.Target) {
				t.Errorf("%v %v: %s", c.sector, c.line, s.ID)
			}
		}
	}
}

// A page is a part of the list, and one behind its end is empty. Where nothing is said it is the first twenty.
func TestPagesOfTheList(t *testing.T) {
	if list := missing(t, valdora(t), nil).Suggestions; len(list) != 20 {
		t.Errorf("%d suggestions where nothing is said", len(list))
	}
	g := line(t)
	whole := missing(t, g, all).Suggestions
	for _, c := range [][3]int{{0, 0, len(whole)}, {3, 0, len(whole) - 3}, {0, 2, 2}, {len(whole) - 1, 2, 1}, {len(whole), 2, 0}, {len(whole) + 9, 0, 0}} {
		if got := missing(t, g, func(o *analysis.MissingOptions) { o.Offset, o.Limit = c[0], c[1] }).Suggestions; len(got) != c[2] || got == nil {
			t.Errorf("from %d, at most %d: %d, want %d", c[0], c[1], len(got), c[2])
		}
	}
}
