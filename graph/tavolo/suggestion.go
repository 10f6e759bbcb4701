package tavolo

import "trama/graph"

// Suggestion is a missing relation as the list proposed it. The caller finds it in the list by its id.
type Suggestion struct {
	ID, Source, Target, Type string
}

func (s Suggestion) about() About {
	return About{ID: s.ID, Source: s.Source, Target: s.Target, Type: s.Type, Suggested: true}
}

// TakeRequest takes a suggestion up.
type TakeRequest struct {
	By    []string `json:"by"`
	Due   string   `json:"due,omitempty"`
	What  string   `json:"what,omitempty"`
	ID    string   `json:"id,omitempty"`
	Today string   `json:"-"`
}

// Take makes a commitment, agreed, of a suggestion. Of an expectation that is not returned it becomes the answer.
func Take(g *graph.Graph, s Suggestion, r TakeRequest) (Made, error) {
	d := newDraft(g)
	about := s.about()
	if s.Type == graph.Commitment {
		about = d.unreturned(s)
	}
	d.commitment(about, CommitRequest{By: r.By, Due: r.Due, What: r.What, ID: r.ID, State: "agreed", Today: r.Today})
	return d.done()
}

// unreturned returns the first expectation between the two of a suggestion that no commitment answers.
func (d *draft) unreturned(s Suggestion) About {
	answered := d.answeredExpectations()
	for _, pair := range [][2]string{{s.Target, s.Source}, {s.Source, s.Target}} {
		for _, e := range d.between(pair[0], "expects", pair[1]) {
			if d.g.EdgeColumn("status").Text(e) == "retired" {
				continue
			}
			if about, _ := Lookup(d.g, "edge:"+d.g.EdgeID(e)); !answered[about.ID] {
				return about
			}
		}
	}
	d.fail(graph.NotFound, "no_expectation", "there is no expectation left to answer between the two", nil)
	return About{}
}

// answeredExpectations returns the ids that commitments, not dropped nor retired, carry as what they are about.
func (d *draft) answeredExpectations() map[string]bool {
	out := map[string]bool{}
	state, status := d.g.NodeColumn("state"), d.g.NodeColumn("status")
	for i := range d.g.Nodes() {
		if d.g.Kind(i) == graph.Commitment && state.Text(i) != "dropped" && status.Text(i) != "retired" {
			out[d.g.NodeColumn("on_id").Text(i)] = true
		}
	}
	return out
}

// DeclineRequest turns a suggestion down, for a reason.
type DeclineRequest struct {
	Why string `json:"why"`
}

// Decline records that a suggestion is turned down: it does not come back.
func Decline(g *graph.Graph, s Suggestion, r DeclineRequest) (Made, error) {
	d := newDraft(g)
	d.need(r.Why, "why")
	d.record(d.freeID("", graph.Decision), graph.Decision, s.about().attributes(g).With("state", text("declined")).With("note", text(r.Why)))
	return d.done()
}

// PostponeRequest puts a suggestion off until a day.
type PostponeRequest struct {
	Until string `json:"until"`
	Today string `json:"-"`
}

// Postpone records that a suggestion is put off: it comes back after that day.
func Postpone(g *graph.Graph, s Suggestion, r PostponeRequest) (Made, error) {
	d := newDraft(g)
	d.need(r.Until, "until")
	until := d.comingDay(r.Until, "until", r.Today)
	d.record(d.freeID("", graph.Decision), graph.Decision, s.about().attributes(g).With("state", text("postponed")).With("until", until))
	return d.done()
}
