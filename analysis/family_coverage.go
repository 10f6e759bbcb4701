package analysis

import (
	"cmp"
	"context"
	"slices"

	"trama/analysis/predict"
	"trama/graph"
)

// How plausible it is, before anything is known of a network, that a service or an action answers a need, and how much
// more so for what both share. Stated, not learned: networks hold too few answered needs.
const (
	answerPrior = .05
	areaShare   = .15
	tagShare    = .35
	lineShare   = .10
	returnPrior = .5 // that an expectation is returned
)

// coverage proposes a service or an action for each need that nobody answers, an organization for each service that
// none offers, and a place for each action that none hosts.
func (s *search) coverage(ctx context.Context) error {
	for _, need := range s.needs.open {
		for _, answer := range s.answersTo(need, answerPrior, 3) {
			s.addAnswer(answer, need)
		}
	}
	for u := range s.view.N() {
		switch s.graph.Kind(s.view.Position(u)) {
		case graph.Service:
			s.addMissing(u, graph.Organization)
		case graph.Action:
			s.addMissing(u, graph.Place)
		}
	}
	return ctx.Err()
}

// answer is a service or an action that may answer a need.
type answer struct {
	node int
	fit  float64
}

// addAnswer proposes that a service or an action answers a need.
func (s *search) addAnswer(a answer, need int) (*candidate, bool) {
	c, ok := s.addTyped(Coverage, "answers", a.node, need)
	if ok {
		c.estimate = predict.Estimate{Score: a.fit, Plausibility: a.fit, Lift: a.fit / answerPrior}
		c.effect = Figures{NeedsCovered: 1}
	}
	return c, ok
}

// answersTo returns the services and actions that fit a need best, by area, tags and lines, and better than least.
func (s *search) answersTo(need int, least float64, most int) []answer {
	var list []answer
	for u := range s.view.N() {
		at := s.view.Position(u)
		if kind := s.graph.Kind(at); kind != graph.Service && kind != graph.Action {
			continue
		}
		if fit := s.fit(at, need); fit > least && !s.records.bars(at, need) {
			list = append(list, answer{at, fit})
		}
	}
	slices.SortStableFunc(list, func(a, b answer) int { return cmp.Or(cmp.Compare(b.fit, a.fit), cmp.Compare(a.node, b.node)) })
	return list[:min(len(list), most)]
}

func (s *search) fit(at, need int) float64 {
	fit := answerPrior
	if s.graph.NodeColumn("area").Text(at) != "" && s.graph.NodeColumn("area").Text(at) == s.graph.NodeColumn("area").Text(need) {
		fit += areaShare
	}
	if len(sharedItems(s.graph, "tags", at, need)) > 0 {
		fit += tagShare
	}
	if len(sharedItems(s.graph, "lines", at, need)) > 0 {
		fit += lineShare
	}
	return fit
}

// sharedItems returns the items of a list attribute that two nodes share.
func sharedItems(g *graph.Graph, name string, a, b int) []string {
	column := g.NodeColumn(name)
	x, _ := column.At(a)
	y, _ := column.At(b)
	var out []string
	for _, item := range x.List() {
		if slices.Contains(y.List(), item) && !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	return out
}

// addMissing proposes the best nodes of a kind for a node that has no neighbour of it.
func (s *search) addMissing(u int, kind string) {
	for _, w := range s.view.Row(u) {
		if s.graph.Kind(s.view.Position(int(w))) == kind {
			return
		}
	}
	var list []uint32
	for w := range s.view.N() {
		if s.graph.Kind(s.view.Position(w)) == kind {
			list = append(list, uint32(w))
		}
	}
	s.addBest(Coverage, u, list, 2)
}
