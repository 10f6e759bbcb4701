package table

import (
	"cmp"
	"slices"

	"trama/graph"
)

// Participants says who was at the table, who brings whom, and who is missing.
type Participants struct {
	Meetings     []Attendance  `json:"meetings"` // the oldest first
	Invited      []Invitation  `json:"invited"`  // in order of the relation's id
	InvitedCount int           `json:"invited_count"`
	Missing      []Absent      `json:"missing"` // actors critical or cut off who were never there, in order of id
	MissingCount int           `json:"missing_count"`
	PiecesAbsent int           `json:"pieces_absent"`
	Absent       []AbsentPiece `json:"absent"` // the pieces nobody at the table belongs to
}

// Attendance is who was at a meeting, counted by sector and by circle.
type Attendance struct {
	ID      string                    `json:"id"`
	Label   string                    `json:"label"`
	Date    string                    `json:"date"`
	Present int                       `json:"present"`
	By      map[string]map[string]int `json:"by"`
}

// Invitation is a "+1".
type Invitation struct {
	By      string `json:"by"`
	Who     string `json:"who"`
	Meeting string `json:"meeting"`
	Came    bool   `json:"came"` // was at that meeting
}

// Absent is an actor who was never at the table and on whom the network depends, or who is cut off from most of it.
type Absent struct {
	Thing
	Reason  string `json:"reason"` // critical, cut_off
	Nearest *Thing `json:"nearest"`
	Steps   int    `json:"steps"` // from the nearest participant; 0 where none can reach
}

// AbsentPiece is a piece of the network nobody at the table belongs to, named by its node of highest degree.
type AbsentPiece struct {
	Thing
	Size int `json:"size"`
}

// Pieces is what Participants needs to know of the view: the piece of each node, their sizes by rank, and which nodes are
// articulation points.
type Pieces struct {
	Of       []uint32
	Sizes    []int
	Critical func(u int) bool
}

// Participants returns the participants, in O(n+m).
func (t *Table) Participants(pieces Pieces) Participants {
	p := Participants{Meetings: t.attendances(), Invited: t.invitations(), Missing: []Absent{}, Absent: []AbsentPiece{}}
	p.InvitedCount = len(p.Invited)
	present := t.present()
	if len(p.Meetings) == 0 {
		return p
	}
	nearest, steps := t.nearest(present)
	for u := range t.v.N() {
		i := t.v.Position(u)
		reason := absence(pieces, u)
		if reason == "" || present[i] || !graph.IsActor(t.g.Kind(i)) {
			continue
		}
		a := Absent{Thing: t.thing(i), Reason: reason}
		if nearest[u] >= 0 {
			who := t.thing(t.v.Position(nearest[u]))
			a.Nearest, a.Steps = &who, steps[u]
		}
		p.Missing = append(p.Missing, a)
	}
	p.Absent = t.absentPieces(pieces, present)
	p.MissingCount, p.PiecesAbsent = len(p.Missing), len(p.Absent)
	return p
}

func absence(pieces Pieces, u int) string {
	switch {
	case pieces.Critical(u):
		return "critical"
	case pieces.Of[u] != 0:
		return "cut_off"
	}
	return ""
}

// present returns the nodes that were at a meeting.
func (t *Table) present() map[int]bool {
	out := map[int]bool{}
	for _, meeting := range t.nodes(graph.Meeting) {
		for _, i := range t.sources(meeting, "attends") {
			out[i] = true
		}
	}
	return out
}

func (t *Table) attendances() []Attendance {
	out := []Attendance{}
	for _, meeting := range t.nodes(graph.Meeting) {
		out = append(out, t.attendance(meeting))
	}
	slices.SortStableFunc(out, func(a, b Attendance) int { return cmp.Compare(a.Date, b.Date) })
	return out
}

func (t *Table) attendance(meeting int) Attendance {
	a := Attendance{ID: t.g.NodeID(meeting), Label: t.g.Label(meeting), Date: t.g.Day(meeting), By: map[string]map[string]int{"sector": {}, "circle": {}}}
	for _, i := range t.sources(meeting, "attends") {
		a.Present++
		a.By["sector"][t.sectorOf(i)]++
		a.By["circle"][t.text(i, "circle")]++
	}
	return a
}

func (t *Table) invitations() []Invitation {
	out := []Invitation{}
	for e := range t.g.Edges() {
		if t.g.Type(e) != "invites" || !t.aside.HasEdge(e) {
			continue
		}
		by, who := t.g.Ends(e)
		v := Invitation{By: t.g.NodeID(by), Who: t.g.NodeID(who), Meeting: t.g.EdgeColumn("meeting").Text(e)}
		if meeting, there := t.g.FindNode(v.Meeting); there {
			v.Came = slices.Contains(t.sources(meeting, "attends"), who)
		}
		out = append(out, v)
	}
	return out
}

// nearest returns for each node of the view the participant that is the fewest steps away, of equals the one with the
// lowest id, −1 where none can reach it, and the steps: one breadth-first search from all participants at once. A queue is in
// ascending order of participant, so that who comes first to a node has the lowest.
func (t *Table) nearest(present map[int]bool) (by, steps []int) {
	by, steps = make([]int, t.v.N()), make([]int, t.v.N())
	var queue []int
	for u := range by {
		by[u] = -1
		if present[t.v.Position(u)] {
			by[u] = u
			queue = append(queue, u)
		}
	}
	for len(queue) > 0 {
		var next []int
		for _, u := range queue {
			for _, w := range t.v.Row(u) {
				if x := int(w); by[x] < 0 {
					by[x], steps[x] = by[u], steps[u]+1
					next = append(next, x)
				}
			}
		}
		queue = next
	}
	return by, steps
}

func (t *Table) absentPieces(pieces Pieces, present map[int]bool) []AbsentPiece {
	there, top := make([]bool, len(pieces.Sizes)), make([]int, len(pieces.Sizes))
	for rank := range top {
		top[rank] = -1
	}
	for u, rank := range pieces.Of {
		there[rank] = there[rank] || present[t.v.Position(u)]
		if top[rank] < 0 || t.v.Degree(u) > t.v.Degree(top[rank]) {
			top[rank] = u
		}
	}
	out := []AbsentPiece{}
	for rank, u := range top {
		if u >= 0 && !there[rank] {
			out = append(out, AbsentPiece{Thing: t.thing(t.v.Position(u)), Size: pieces.Sizes[rank]})
		}
	}
	return out
}
