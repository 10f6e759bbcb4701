package tavolo

import (
	"math"
	"slices"

	"trama/graph"
)

// pointsOfAVote is how many points a vote spreads.
const pointsOfAVote = 10

// VoteRequest is the vote of one participant at one meeting: points, or a ranking, or an abstention.
type VoteRequest struct {
	By      string         `json:"by"`
	Meeting string         `json:"meeting"`
	Points  map[string]int `json:"points,omitempty"` // by line, 10 in all
	Rank    []string       `json:"rank,omitempty"`   // lines, the best first
	Abstain bool           `json:"abstain,omitempty"`
	Why     string         `json:"why,omitempty"`
	Actions []string       `json:"actions,omitempty"` // up to three
}

// Vote records a vote. It takes the place of an earlier one by the same voter at the same meeting, and says so.
func Vote(g *graph.Graph, r VoteRequest) (Made, error) {
	d := newDraft(g)
	d.need(r.By, "by")
	d.actor(r.By)
	d.need(r.Meeting, "meeting")
	d.node(r.Meeting, graph.Meeting)
	d.oneWay(r)
	if len(r.Actions) > 3 {
		d.invalid("vote_actions", "a vote names at most three actions", nil)
	}
	for _, action := range r.Actions {
		d.node(action, graph.Action)
	}
	d.replaceVote(r)
	attrs := attributes("meeting", text(r.Meeting), "why", text(r.Why), "actions", graph.ListValue(r.Actions))
	d.points(r, attrs)
	d.ranks(r, attrs)
	d.abstention(r)
	return d.done()
}

// oneWay checks that a vote is given in exactly one way.
func (d *draft) oneWay(r VoteRequest) {
	ways := 0
	for _, used := range []bool{len(r.Points) > 0, len(r.Rank) > 0, r.Abstain} {
		if used {
			ways++
		}
	}
	if ways != 1 {
		d.invalid("vote_ways", "a vote is either points, or a ranking, or an abstention", nil)
	}
}

func (d *draft) points(r VoteRequest, attrs graph.Attributes) {
	if len(r.Points) == 0 {
		return
	}
	sum := 0
	lines := make([]string, 0, len(r.Points))
	for line, points := range r.Points {
		lines = append(lines, line)
		if points < 0 {
			d.invalid("vote_negative", "points are not below 0", nil)
		}
		sum += min(max(points, 0), math.MaxInt-sum) // never beyond what an integer holds
	}
	slices.Sort(lines)
	for _, line := range lines {
		d.node(line, graph.Line)
		if r.Points[line] > 0 {
			d.edge(r.By, "prefers", line, attrs.With("points", graph.IntegerValue(int64(r.Points[line]))))
		}
	}
	if sum != pointsOfAVote {
		d.invalid("vote_sum", "there are {all} points to give in all: here are {sum}", graph.V{"sum": sum, "all": pointsOfAVote})
	}
}

func (d *draft) ranks(r VoteRequest, attrs graph.Attributes) {
	for i, line := range r.Rank {
		d.node(line, graph.Line)
		if slices.Contains(r.Rank[:i], line) {
			d.invalid("vote_twice", "{line} stands twice in the ranking", graph.V{"line": line})
		}
		d.edge(r.By, "prefers", line, attrs.With("rank", graph.IntegerValue(int64(i+1))))
	}
}

// abstention marks the voter's attendance, or takes the mark off where the voter votes after all.
func (d *draft) abstention(r VoteRequest) {
	present := d.between(r.By, "attends", r.Meeting)
	if len(present) == 0 {
		if r.Abstain {
			d.edge(r.By, "attends", r.Meeting, attributes("abstained", graph.BooleanValue(true)))
		}
		return
	}
	mark := graph.Value{}
	if r.Abstain {
		mark = graph.BooleanValue(true)
	}
	id := d.g.EdgeID(present[0])
	before, _ := d.g.EdgeColumn("abstained").At(present[0])
	if r.Abstain {
		d.made.IDs = append(d.made.IDs, id)
	}
	if before != mark {
		d.made.Changes.PutEdges = append(d.made.Changes.PutEdges, graph.EdgeChange{ID: id, Attributes: graph.Attributes{{Name: "abstained", Value: mark}}})
	}
}

func (d *draft) replaceVote(r VoteRequest) {
	meeting := d.g.EdgeColumn("meeting")
	earlier := d.edges(r.By, "prefers", func(e int) bool { return meeting.Text(e) == r.Meeting })
	for _, e := range earlier {
		d.made.Changes.RemoveEdges = append(d.made.Changes.RemoveEdges, d.g.EdgeID(e))
	}
	if len(earlier) > 0 {
		d.note("vote_replaced", "the earlier vote of {by} at {meeting} is replaced", graph.V{"by": r.By, "meeting": r.Meeting})
	}
}
