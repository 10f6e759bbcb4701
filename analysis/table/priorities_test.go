package table_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trama/analysis/table"
	"trama/graph"
)

// The meeting that counts is the newest at which anybody voted or abstained, of two on a day the one with the higher id.
func TestTheMeetingThatCounts(t *testing.T) {
	base := []string{"node l1 line", "node p1 person", "node a meeting date=2026-01-10", "node b meeting date=2026-02-10", "node c meeting date=2026-02-10"}
	vote := func(meeting string) string { return "edge p1 prefers l1 points=10 meeting=" + meeting }
	abstain := func(meeting string) string { return "edge p1 attends " + meeting + " abstained=true" }
	for _, test := range []struct {
		edges []string
		want  string
	}{
		{nil, ""},
		{[]string{"edge p1 attends a", "edge p1 attends b abstained=false"}, ""},
		{[]string{vote("a")}, "a 1 0"}, // the first node of all
		{[]string{vote("a"), "edge p1 attends b"}, "a 1 0"},
		{[]string{vote("a"), abstain("b")}, "b 0 1"},
		{[]string{vote("a"), vote("b")}, "b 1 0"},
		{[]string{vote("c"), vote("b"), abstain("b")}, "c 1 0"},
		{[]string{vote("nowhere")}, ""},
	} {
		made, _ := of(t, town(t, append(slices.Clone(base), test.edges...)...), graph.Lens{})
		p, got := made.Priorities(), ""
		if p.Meeting != nil {
			got = fmt.Sprint(*p.Meeting, " ", p.Votes, " ", p.Abstained)
		}
		if got != test.want {
			t.Errorf("%v: meeting, votes, abstained %q, want %q", test.edges, got, test.want)
		}
	}
}

// Of k lines the first of a vote gets k − 1 and the last 0, and equals share the mean of their places (Borda 1781): who ranks
// leaves the others behind equally, who gives points too. All that a vote gives is k(k−1)/2, and the sectors and circles add up.
// Lines share a place where both their figures are equal.
func TestBordaIsTheMeanOfPlaces(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(low, high int) int { return rapid.IntRange(low, high).Draw(rt, "pick") }
		k, voters := draw(1, 4), draw(0, 4)
		lines := []string{"node m meeting date=2026-01-10"}
		for l := range k {
			lines = append(lines, fmt.Sprintf("node l%d line", l))
		}
		borda, points, first := make([]float64, k), make([]int, k), make([]int, k)
		count := 0
		for p := range voters {
			lines = append(lines, fmt.Sprintf("node p%d person sector=s%d circle=c%d", p, draw(0, 1), draw(0, 1)))
			how := []string{"points", "rank"}[draw(0, 1)]
			liked, said := make([]int, k), false
			for l := range k {
				n := draw(0, 3)
				if n == 0 {
					continue
				}
				said = true
				lines = append(lines, fmt.Sprintf("edge p%d prefers l%d meeting=m %s=%d", p, l, how, n))
				if how == "rank" {
					liked[l] = 9 - n // the lower the better, and better than none
					continue
				}
				if draw(0, 3) == 0 { // a table may say it in two rows
					lines = append(lines, fmt.Sprintf("edge p%d prefers l%d meeting=m points=1", p, l))
					n++
				}
				liked[l], points[l] = n, points[l]+n
			}
			if !said {
				continue
			}
			count++
			for l := range k {
				worse, equal := 0, 0
				for _, other := range liked {
					if other < liked[l] {
						worse++
					} else if other == liked[l] {
						equal++
					}
				}
				borda[l] += float64(worse) + float64(equal-1)/2
				if worse == k-1 {
					first[l]++
				}
			}
		}
		made, _ := of(t, town(t, lines...), graph.Lens{})
		p := made.Priorities()
		all, places := 0.0, map[table.Tally][]string{}
		for i, line := range p.Lines {
			place := table.Tally{Points: line.Points, Borda: line.Borda}
			places[place] = append(places[place], line.Line)
			l := int(line.Line[1] - '0')
			if want := (table.Tally{Points: float64(points[l]), Borda: borda[l], First: first[l]}); line.Tally != want {
				rt.Fatalf("%v: %s got %+v, want %+v", lines, line.Line, line.Tally, want)
			}
			for name, group := range map[string]map[string]table.Tally{"sector": line.By.Sector, "circle": line.By.Circle} {
				var sum table.Tally
				for _, part := range group {
					sum = table.Tally{Points: sum.Points + part.Points, Borda: sum.Borda + part.Borda, First: sum.First + part.First}
				}
				if sum != line.Tally {
					rt.Fatalf("by %s %+v, in all %+v", name, sum, line.Tally)
				}
			}
			if all += line.Borda; i > 0 {
				before := p.Lines[i-1]
				if before.Borda < line.Borda || before.Borda == line.Borda && (before.Points < line.Points || before.Points == line.Points && before.Line > line.Line) {
					rt.Fatalf("%+v stands before %+v", before, line)
				}
			}
		}
		shared := 0
		for _, tied := range p.Tied {
			shared += len(tied)
			line := p.Lines[slices.IndexFunc(p.Lines, func(l table.LineVotes) bool { return l.Line == tied[0] })]
			if !slices.Equal(tied, places[table.Tally{Points: line.Points, Borda: line.Borda}]) {
				rt.Fatalf("%q share a place in %+v", tied, p.Lines)
			}
		}
		for _, lines := range places {
			if len(lines) > 1 {
				shared -= len(lines)
			}
		}
		if shared != 0 {
			rt.Fatalf("%d too many share a place: %q", shared, p.Tied)
		}
		if p.Votes != count || math.Abs(all-float64(count*k*(k-1))/2) > 1e-9 {
			rt.Fatalf("%d votes gave %v, want %d", p.Votes, all, count)
		}
	})
}

// Actions stand by the votes that name them, equals by id; one that is no node is called by its id.
func TestActionsByVotes(t *testing.T) {
	made, _ := of(t, town(t, "node l1 line", "node l2 line", "node p1 person", "node p2 person", "node m meeting date=2026-01-10",
		"node orto action label=Orto lines=l2|l1", "edge p1 prefers l1 meeting=m points=1 actions=orto|festa", "edge p2 prefers l1 meeting=m points=1 actions=mensa|orto|coro|pane|sala|cena",
		"edge p2 prefers l2 meeting=m points=1 actions=orto"), graph.Lens{})
	var got []string
	for _, a := range made.Priorities().Actions {
		line := ""
		if a.Line != nil {
			line = *a.Line
		}
		got = append(got, fmt.Sprint(a.ID, " ", a.Label, " ", a.Votes, " ", line))
	}
	if want := []string{"orto Orto 2 l2", "cena cena 1 ", "coro coro 1 ", "festa festa 1 ", "mensa mensa 1 ", "pane pane 1 ", "sala sala 1 "}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// A line that a vote ranks twice, as one does that two have become, has the better of its places, in whatever order they stand.
func TestALineRankedTwice(t *testing.T) {
	for _, places := range [][2]int{{1, 3}, {3, 1}} {
		made, _ := of(t, town(t, "node l1 line", "node l2 line", "node p1 person", "node m meeting date=2026-01-10",
			fmt.Sprintf("edge p1 prefers l1 meeting=m rank=%d", places[0]), "edge p1 prefers l2 meeting=m rank=2", fmt.Sprintf("edge p1 prefers l1 meeting=m rank=%d", places[1])), graph.Lens{})
		if p := made.Priorities(); p.Lines[0].Line != "l1" || p.Lines[0].First != 1 {
			t.Errorf("%v: %+v", places, p.Lines)
		}
	}
}
