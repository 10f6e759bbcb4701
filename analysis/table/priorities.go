package table

import (
	"cmp"
	"math"
	"slices"

	"trama/graph"
)

// Priorities is the result of the newest meeting with votes: in all, by sector and by circle, so that a large group does
// not hide a small one. Points and Borda stand side by side.
type Priorities struct {
	Meeting   *string       `json:"meeting"`
	Votes     int           `json:"votes"` // without abstentions
	Abstained int           `json:"abstained"`
	Lines     []LineVotes   `json:"lines"`   // by Borda, then points, then id
	Actions   []ActionVotes `json:"actions"` // by votes, then id
	Tied      [][]string    `json:"tied"`    // lines that share their place by Borda and points
	choosers  map[int][]int // line → actors who put it alone in front
}

// LineVotes are the votes for one production line.
type LineVotes struct {
	Line  string `json:"line"`
	Label string `json:"label"`
	Tally
	By Groups `json:"by"`
}

// Tally is what a line got. Borda counts all votes: of k lines the first of a vote gets k − 1, the last 0; equals and
// lines left out share the mean of their places.
type Tally struct {
	Points float64 `json:"points"` // of one vote at most MostPoints count, at least as many below 0
	Borda  float64 `json:"borda"`
	First  int     `json:"first"` // votes that put the line alone in front
}

// MostPoints is beyond what anybody gives, and so that sums are exact: what a file says may be anything.
const MostPoints = 1e9

// Groups are tallies by the sector and by the circle of who voted; "" is none.
type Groups struct {
	Sector map[string]Tally `json:"sector"`
	Circle map[string]Tally `json:"circle"`
}

// Of returns the tallies by the sectors, or by the circles, of those who voted.
func (g Groups) Of(attribute string) map[string]Tally {
	if attribute == "circle" {
		return g.Circle
	}
	return g.Sector
}

// ActionVotes says how many votes name an action.
type ActionVotes struct {
	ID    string  `json:"id"`
	Label string  `json:"label"`
	Line  *string `json:"line"`
	Votes int     `json:"votes"`
}

// vote is one voter's vote at a meeting: what each line got, and the actions named.
type vote struct {
	voter   int
	points  map[int]float64
	rank    map[int]float64
	actions map[string]bool
}

// Priorities returns the priorities, in O(votes × lines).
func (t *Table) Priorities() Priorities { return t.prioritiesOf(t.newestVotes()) }

// prioritiesOf returns what the votes at a meeting come to; a meeting below 0 is none.
func (t *Table) prioritiesOf(meeting int, votes []vote) Priorities {
	p := Priorities{Lines: []LineVotes{}, Actions: []ActionVotes{}, Tied: [][]string{}, choosers: map[int][]int{}}
	lines := t.nodes(graph.Line)
	if meeting >= 0 {
		id := t.g.NodeID(meeting)
		p.Meeting, p.Votes, p.Abstained = &id, len(votes), t.abstained(meeting)
	}
	for _, line := range lines {
		p.Lines = append(p.Lines, t.lineVotes(line, lines, votes, p.choosers))
	}
	slices.SortStableFunc(p.Lines, func(a, b LineVotes) int {
		return cmp.Or(cmp.Compare(b.Borda, a.Borda), cmp.Compare(b.Points, a.Points))
	})
	p.Tied = tied(p.Lines)
	p.Actions = t.actionVotes(votes)
	return p
}

// newestVotes returns the newest meeting at which anybody voted or abstained, −1 where there is none, and its votes.
func (t *Table) newestVotes() (int, []vote) {
	meetings := t.nodes(graph.Meeting)
	slices.SortStableFunc(meetings, func(a, b int) int {
		return cmp.Or(cmp.Compare(t.g.Day(b), t.g.Day(a)), cmp.Compare(b, a))
	})
	for _, meeting := range meetings {
		votes := t.votes(t.g.NodeID(meeting))
		if len(votes) > 0 || t.abstained(meeting) > 0 {
			return meeting, votes
		}
	}
	return -1, nil
}

// votes returns the votes at a meeting, in ascending order of voter.
func (t *Table) votes(meeting string) []vote {
	byVoter := map[int]*vote{}
	at, points, rank, actions := t.g.EdgeColumn("meeting"), t.g.EdgeColumn("points"), t.g.EdgeColumn("rank"), t.g.EdgeColumn("actions")
	for _, line := range t.nodes(graph.Line) {
		for _, e := range t.edges(line, "prefers") {
			voter, target := t.g.Ends(e)
			if target != line || at.Text(e) != meeting {
				continue
			}
			v := byVoter[voter]
			if v == nil {
				v = &vote{voter: voter, points: map[int]float64{}, rank: map[int]float64{}, actions: map[string]bool{}}
				byVoter[voter] = v
			}
			if n, ok := points.Number(e); ok {
				v.points[line] += max(-MostPoints, min(n, MostPoints))
			}
			if n, ok := rank.Number(e); ok { // a line that stands twice, as two that became one do, has the better place
				if old, twice := v.rank[line]; !twice || n < old {
					v.rank[line] = n
				}
			}
			for _, action := range list(actions, e) {
				v.actions[action] = true
			}
		}
	}
	out := make([]vote, 0, len(byVoter))
	for _, v := range byVoter {
		out = append(out, *v)
	}
	slices.SortFunc(out, func(a, b vote) int { return cmp.Compare(a.voter, b.voter) })
	return out
}

func (t *Table) abstained(meeting int) int {
	column, count := t.g.EdgeColumn("abstained"), 0
	for _, e := range t.edges(meeting, "attends") {
		if v, ok := column.At(e); ok {
			if yes, _ := v.Boolean(); yes {
				count++
			}
		}
	}
	return count
}

// score returns how much a vote likes a line: more is better, and a line left out is least.
func (v vote) score(line int) float64 {
	if place, ranked := v.rank[line]; ranked {
		return -place
	}
	if len(v.rank) > 0 {
		return math.Inf(-1)
	}
	return v.points[line]
}

// tally returns what one vote gives a line among all.
func (v vote) tally(line int, lines []int) Tally {
	worse, equal := 0, 0
	for _, other := range lines {
		switch mine, theirs := v.score(line), v.score(other); {
		case other == line:
		case theirs < mine:
			worse++
		case theirs == mine:
			equal++
		}
	}
	t := Tally{Points: v.points[line], Borda: float64(worse) + float64(equal)/2}
	if worse == len(lines)-1 {
		t.First = 1
	}
	return t
}

func (t Tally) plus(o Tally) Tally {
	return Tally{Points: t.Points + o.Points, Borda: t.Borda + o.Borda, First: t.First + o.First}
}

func (t *Table) lineVotes(line int, lines []int, votes []vote, choosers map[int][]int) LineVotes {
	out := LineVotes{Line: t.g.NodeID(line), Label: t.g.Label(line), By: Groups{Sector: map[string]Tally{}, Circle: map[string]Tally{}}}
	for _, v := range votes {
		one := v.tally(line, lines)
		sector, circle := t.sectorOf(v.voter), t.text(v.voter, "circle")
		out.Tally = out.Tally.plus(one)
		out.By.Sector[sector] = out.By.Sector[sector].plus(one)
		out.By.Circle[circle] = out.By.Circle[circle].plus(one)
		if one.First > 0 {
			choosers[line] = append(choosers[line], v.voter)
		}
	}
	return out
}

// tied returns the lines that share a place, place by place.
func tied(lines []LineVotes) [][]string {
	out := [][]string{}
	for start := 0; start < len(lines); {
		end := start + 1
		for end < len(lines) && lines[end].Borda == lines[start].Borda && lines[end].Points == lines[start].Points {
			end++
		}
		if end-start > 1 {
			var ids []string
			for _, l := range lines[start:end] {
				ids = append(ids, l.Line)
			}
			out = append(out, ids)
		}
		start = end
	}
	return out
}

func (t *Table) actionVotes(votes []vote) []ActionVotes {
	counts := map[string]int{}
	for _, v := range votes {
		for action := range v.actions {
			counts[action]++
		}
	}
	out := []ActionVotes{}
	for id, count := range counts {
		a := ActionVotes{ID: id, Label: id, Votes: count}
		if i, there := t.g.FindNode(id); there {
			a.Label = t.g.Label(i)
			if lines := list(t.g.NodeColumn("lines"), i); len(lines) > 0 {
				a.Line = &lines[0]
			}
		}
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b ActionVotes) int { return cmp.Or(cmp.Compare(b.Votes, a.Votes), cmp.Compare(a.ID, b.ID)) })
	return out
}
