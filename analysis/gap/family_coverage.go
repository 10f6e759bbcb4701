package gap

import (
	"cmp"
	"context"
	"slices"

	"trama/analysis/predict"
	"trama/graph"
)

// needsProposed is for how many needs a list proposes answers; a plan does for all.
const needsProposed = 500

// coverage proposes a service or an action for each need that nobody answers, an organization for each service that
// none offers, and a place for each action that none hosts. What has nothing in common with a need is not proposed for it.
func (s *search) coverage(ctx context.Context) error {
	m, open := s.answering(), s.Needs.Open
	for _, need := range open[:min(len(open), needsProposed)] {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		for _, answer := range m.best(need, 2) {
			if m.shares(answer.node, need) != 0 && answer.plausibility > m.base {
				s.addAnswer(answer, need, m)
			}
		}
	}
	if err := s.addMissing(ctx, graph.Service, graph.Organization); err != nil {
		return err
	}
	return s.addMissing(ctx, graph.Action, graph.Place)
}

// ofKind returns the nodes of the view of a kind.
func (s *search) ofKind(kind string) []uint32 {
	var out []uint32
	for u := range s.View.N() {
		if s.Graph.Kind(s.View.Position(u)) == kind {
			out = append(out, uint32(u))
		}
	}
	return out
}

// comparedMost is with how many nodes of a kind, those of the most relations, one that lacks them is compared.
const comparedMost = 2_000

// addMissing proposes, for nodes of a kind that have no neighbour of another kind, the best two nodes of that; in a large
// network for as many of them as for needs.
func (s *search) addMissing(ctx context.Context, kind, lacked string) error {
	among := s.ofKind(lacked)
	if len(among) > comparedMost {
		slices.SortStableFunc(among, func(a, b uint32) int { return cmp.Compare(s.central[b], s.central[a]) })
		among = among[:comparedMost]
	}
	left := needsProposed
	for _, u := range s.ofKind(kind) {
		if left == 0 || ctx.Err() != nil {
			break
		}
		if !s.hasNeighbour(int(u), lacked) {
			s.addBest(Coverage, int(u), among, 2)
			left--
		}
	}
	return ctx.Err()
}

func (s *search) hasNeighbour(u int, kind string) bool {
	return slices.ContainsFunc(s.View.Row(u), func(w uint32) bool { return s.Graph.Kind(s.View.Position(int(w))) == kind })
}

// addAnswer proposes that a service or an action answers a need.
func (s *search) addAnswer(a answer, need int, m *answering) (*candidate, bool) {
	c, ok := s.addTyped(Coverage, "answers", a.node, need)
	if ok {
		c.estimate = predict.Estimate{Score: a.plausibility, Plausibility: a.plausibility, Lift: a.plausibility / m.base}
		c.parts = m.parts(a.node, need)
	}
	return c, ok
}

// answer is a service or an action that may answer a need.
type answer struct {
	node         int
	plausibility float64
}

// best returns the services and actions that fit a need best, ties by the lower node.
func (m *answering) best(need, most int) []answer {
	var list []answer
	needed := &m.profiles[m.number[need]]
	by := m.plausibilities(needed.says())
	for i, givers := range m.alike {
		plausibility := by[m.profiles[i].shares(needed)]
		for _, at := range givers {
			a := answer{at, plausibility}
			place, _ := slices.BinarySearchFunc(list, a, answer.compare)
			if place == most {
				break // and so are all that follow
			}
			if !m.s.records.bars(at, need) && !m.s.saidToAnswer(at, need) {
				list = slices.Insert(list, place, a)
				list = list[:min(len(list), most)]
			}
		}
	}
	return list
}

// compare tells which of two answers comes first: the more plausible, of equals the lower node.
func (a answer) compare(b answer) int {
	return cmp.Or(cmp.Compare(b.plausibility, a.plausibility), cmp.Compare(a.node, b.node))
}

// saidToAnswer tells whether a relation "answers" joins the two that is not retired: it may be contested.
func (s *search) saidToAnswer(giver, need int) bool {
	status := s.Graph.EdgeMeaning("status")
	for _, e := range s.incidence.Of(need) {
		if from, _ := s.Graph.Ends(int(e)); from == giver && s.Graph.Type(int(e)) == "answers" && status.Text(int(e)) != "retired" {
			return true
		}
	}
	return false
}
