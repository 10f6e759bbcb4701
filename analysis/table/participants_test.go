package table_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trama/analysis/structure"
	"trama/analysis/table"
	"trama/graph"
)

func participants(t *testing.T, lines ...string) table.Participants {
	t.Helper()
	made, v := of(t, town(t, lines...), graph.Lens{})
	comps, err := structure.NewComponents(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	cuts, err := structure.NewCuts(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	return made.Participants(table.Pieces{Of: comps.Of, Sizes: comps.Sizes, Critical: func(u int) bool { return cuts.Parts[u] > 1 }})
}

// Meetings stand by day, equals by id; a day may be a text, and who is there twice is there once.
func TestMeetingsByDay(t *testing.T) {
	p := participants(t, "node p1 person sector=health circle=founding", "node p2 person", "node a meeting date=2026-03-01", "node b meeting date=2026-01-01",
		"node c meeting date=2026-01-01", "node d meeting date=7", "edge p1 attends b", "edge p1 attends b", "edge p2 attends b", "edge b attends p2")
	var got []string
	for _, m := range p.Meetings {
		got = append(got, fmt.Sprint(m.ID, " ", m.Date, " ", m.Present))
	}
	if want := []string{"d  0", "b 2026-01-01 2", "c 2026-01-01 0", "a 2026-03-01 0"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if diff := cmp.Diff(map[string]map[string]int{"sector": {"health": 1, "": 1}, "circle": {"founding": 1, "": 1}}, p.Meetings[1].By); diff != "" {
		t.Error(diff)
	}
}

// Who was invited came where they attended the meeting that they were invited to, and no other.
func TestWhoWasInvitedAndCame(t *testing.T) {
	p := participants(t, "node a person", "node b person", "node c person", "node m meeting date=2026-01-01", "node n meeting date=2026-01-02",
		"edge a invites b meeting=m", "edge a invites c meeting=m", "edge b invites c meeting=n", "edge c invites a meeting=nowhere", "edge c invites b meeting=m status=retired", "edge a knows b", "edge b attends m", "edge c attends n", "edge c attends m status=retired")
	var got []string
	for _, v := range p.Invited {
		got = append(got, fmt.Sprint(v.By, v.Who, v.Meeting, v.Came))
	}
	if want := []string{"abmtrue", "acmfalse", "bcntrue", "canowherefalse"}; !slices.Equal(got, want) || p.InvitedCount != 4 {
		t.Errorf("%v, want %v; %d in all", got, want, p.InvitedCount)
	}
}

// A piece of which nobody was there is named by its node of most relations, the first of equals. In it nobody is near.
//
//	a──b──c (b was there)   d──e──f, e──g   j──0──k   h──i
func TestPiecesNobodyCameFrom(t *testing.T) {
	p := participants(t, "node a person", "node b person", "node c person", "node d person", "node e organization", "node f person", "node g place", "node h person", "node i place",
		"node 0 person", "node j place", "node k place", "edge 0 located_at j", "edge 0 located_at k", "node m meeting date=2026-01-01", "edge b attends m", "edge a knows b", "edge b knows c", "edge d member_of e", "edge f member_of e", "edge e located_at g", "edge h located_at i")
	var absent, missing []string
	for _, piece := range p.Absent {
		absent = append(absent, fmt.Sprint(piece.ID, piece.Size))
	}
	for _, who := range p.Missing {
		near := "nobody"
		if who.Nearest != nil {
			near = who.Nearest.ID
		}
		missing = append(missing, fmt.Sprint(who.ID, " ", who.Reason, " ", near, " ", who.Steps))
	}
	if want := []string{"e4", "03", "h2"}; !slices.Equal(absent, want) || p.PiecesAbsent != 3 {
		t.Errorf("pieces %v, want %v", absent, want)
	}
	// The piece of four is the largest: who is in it is not cut off, and those who sit with b are.
	if want := []string{"0 critical nobody 0", "a cut_off b 1", "c cut_off b 1", "e critical nobody 0", "h cut_off nobody 0"}; !slices.Equal(missing, want) || p.MissingCount != 5 {
		t.Errorf("missing %q, want %q", missing, want)
	}
}

// Without a meeting nobody is said to be missing.
func TestNobodyIsMissingBeforeTheFirstMeeting(t *testing.T) {
	p := participants(t, "node a person", "node b person", "node c person", "edge a knows b")
	if len(p.Missing) != 0 || p.Missing == nil || len(p.Absent) != 0 || p.MissingCount+p.PiecesAbsent != 0 {
		t.Errorf("%+v", p)
	}
}

// Who is missing is an actor who was at no meeting, and without whom the network is in more pieces, or who is of another piece than
// the largest; the nearest who was there is the fewest steps away, of equals the one with the lowest id.
func TestWhoIsMissingIsThePlainList(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(low, high int) int { return rapid.IntRange(low, high).Draw(rt, "pick") }
		n := draw(1, 8)
		lines := []string{"node m meeting date=2026-01-10", "node o meeting date=2026-02-10"}
		there, actor, all, related := make([]bool, n), make([]bool, n), make([]int, n), map[[2]int]bool{}
		for i := range n {
			kind, at := []string{"person", "organization", "place"}[draw(0, 2)], []string{"", "", "m", "o"}[draw(0, 3)]
			all[i], actor[i], there[i] = i, kind != "place", at != ""
			if lines = append(lines, fmt.Sprintf("node n%d %s", i, kind)); at != "" {
				lines = append(lines, fmt.Sprintf("edge n%d attends %s", i, at))
			}
			for j := range i {
				if draw(0, 3) == 0 {
					lines = append(lines, fmt.Sprintf("edge n%d near n%d", i, j))
					related[[2]int{i, j}], related[[2]int{j, i}] = true, true
				}
			}
		}
		far, want := stepsBetween(n, related), []string{}
		for i := range n {
			reason := ""
			if others := slices.Delete(slices.Clone(all), i, i+1); piecesOf(others, related) > piecesOf(all, related) {
				reason = "critical"
			} else if !ofTheLargest(far, i) {
				reason = "cut_off"
			}
			if actor[i] && !there[i] && reason != "" {
				want = append(want, fmt.Sprint("n", i, " ", reason, nearestOf(far[i], there)))
			}
		}
		got := []string{}
		for _, who := range participants(t, lines...).Missing {
			near := ""
			if who.Nearest != nil {
				near = fmt.Sprint(" ", who.Nearest.ID, " ", who.Steps)
			}
			got = append(got, who.ID+" "+who.Reason+near)
		}
		if !slices.Equal(got, want) {
			rt.Fatalf("%q: %q, want %q", lines, got, want)
		}
	})
}

// stepsBetween returns the steps between all pairs, n where there is no way.
func stepsBetween(n int, related map[[2]int]bool) [][]int {
	far := make([][]int, n)
	for i := range n {
		far[i] = slices.Repeat([]int{n}, n)
		far[i][i] = 0
	}
	for pair := range related {
		far[pair[0]][pair[1]] = 1
	}
	for k := range n {
		for i := range n {
			for j := range n {
				far[i][j] = min(far[i][j], far[i][k]+far[k][j])
			}
		}
	}
	return far
}

// ofTheLargest tells whether a node is of the largest piece, of equals the one with the lowest node.
func ofTheLargest(far [][]int, i int) bool {
	size := func(u int) (size int) {
		for _, steps := range far[u] {
			if steps < len(far) {
				size++
			}
		}
		return size
	}
	largest := 0
	for u := range far {
		if size(u) > size(largest) {
			largest = u
		}
	}
	return far[largest][i] < len(far)
}

// nearestOf names who was there and is the fewest steps away, and how many.
func nearestOf(far []int, there []bool) string {
	best := -1
	for j, steps := range far {
		if there[j] && steps < len(far) && (best < 0 || steps < far[best]) {
			best = j
		}
	}
	if best < 0 {
		return ""
	}
	return fmt.Sprint(" n", best, " ", far[best])
}
