package gap

import "trama/graph"

// cautions says where a suggestion leans on little: a contested relation, one person only, a stated prior, who is there no
// more, or a relation that was there once.
func (s *search) cautions(c *candidate, introducers []Introducer) []graph.Sentence {
	out := []graph.Sentence{}
	common := s.common(c)
	if e, ok := s.contested(c, common); ok {
		from, to := s.Graph.Ends(e)
		out = append(out, say("leans_on_contested", graph.V{"a": s.Graph.Label(from), "b": s.Graph.Label(to), "type": s.Graph.Type(e)}))
	}
	switch {
	case len(introducers) == 0 && c.typ != graph.Commitment && c.typ != "answers":
		out = append(out, say("nobody_knows_both", nil))
	case len(common) == 1 && s.introduces(s.View.Position(common[0])):
		out = append(out, say("one_person_only", graph.V{"actor": s.label(common[0])}))
	}
	for _, end := range []int{c.from, c.to} {
		if until, is := s.left(end); is {
			out = append(out, say("has_left", graph.V{"actor": s.Graph.Label(end), "until": until}))
		}
	}
	if c.typ == "answers" && len(c.parts) == 0 {
		out = append(out, say("nothing_in_common", nil))
	}
	if s.retired(c) {
		out = append(out, say("was_retired", graph.V{"a": s.Graph.Label(c.from), "b": s.Graph.Label(c.to)}))
	}
	if c.typ == graph.Commitment || c.typ == "answers" && len(s.Needs.Answered) < priorAnswer {
		out = append(out, say("prior_only", nil))
	} else if m := s.View.M(); m < LittleData {
		out = append(out, say("little_data", graph.V{"relations": m}))
	}
	return out
}

// LittleData is below how many relations a network teaches too little about itself.
const LittleData = 40

// contested returns a contested relation between an end and a common partner.
func (s *search) contested(c *candidate, common []int) (int, bool) {
	status := s.Graph.EdgeMeaning("status")
	if status == nil {
		return 0, false
	}
	for _, u := range common {
		at := s.View.Position(u)
		for _, end := range []int{c.from, c.to} {
			for _, e := range s.incidence.Of(end) {
				from, to := s.Graph.Ends(int(e))
				if (from == at || to == at) && status.Text(int(e)) == "contested" {
					return int(e), true
				}
			}
		}
	}
	return 0, false
}

// retired tells whether a structural relation between the ends is retired.
func (s *search) retired(c *candidate) bool {
	status := s.Graph.EdgeMeaning("status")
	if status == nil {
		return false
	}
	for _, e := range s.incidence.Of(c.a) {
		from, to := s.Graph.Ends(int(e))
		if (from == c.b || to == c.b) && status.Text(int(e)) == "retired" && graph.Structural(s.Graph.Type(int(e))) {
			return true
		}
	}
	return false
}
