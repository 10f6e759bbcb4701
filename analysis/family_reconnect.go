package analysis

import (
	"cmp"
	"context"
	"slices"

	"trama/analysis/augment"
)

// reconnect proposes relations between two components: the cheapest set that joins all, the best between each two, and
// for each actor outside the largest component its best partners.
func (s *search) reconnect(ctx context.Context) error {
	if s.parts.Count() < 2 {
		return nil
	}
	plan, err := augment.Connected(ctx, s.view, s.augmentation())
	if err != nil {
		return err
	}
	for _, link := range plan.Links[:min(len(plan.Links), 2*s.size())] {
		s.addNodes(Reconnect, link[0], link[1])
	}
	offers, err := augment.Offers(ctx, s.view, s.augmentation(), s.size())
	if err != nil {
		return err
	}
	for _, link := range offers {
		s.addNodes(Reconnect, link[0], link[1])
	}
	return s.partners(ctx)
}

// partnersTried is how many nodes outside the largest component get partners of their own.
const partnersTried = 200

// partners proposes, for nodes outside the largest component, the two nodes elsewhere with whom they have most in
// common.
func (s *search) partners(ctx context.Context) error {
	var outside []int
	for u := range s.view.N() {
		if s.parts.Of[u] > 0 {
			outside = append(outside, u)
		}
	}
	slices.SortStableFunc(outside, func(a, b int) int { return cmp.Compare(s.parts.Of[a], s.parts.Of[b]) })
	hubs := s.hubs(40)
	for _, u := range outside[:min(len(outside), partnersTried)] {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, w := range s.bestPartners(u, hubs, 2) {
			s.addNodes(Reconnect, u, w)
		}
	}
	return nil
}

// hubs returns the most central nodes of each class, ascending.
func (s *search) hubs(most int) []int {
	byClass := make([][]int, len(s.joins))
	for u := range s.view.N() {
		byClass[s.class[u]] = append(byClass[s.class[u]], u)
	}
	var out []int
	for _, list := range byClass {
		slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(s.central[b], s.central[a]) })
		out = append(out, list[:min(len(list), most)]...)
	}
	slices.Sort(out)
	return out
}

// bestPartners returns the nodes of other components with whom u has most in common, the more central first where that
// is equal.
func (s *search) bestPartners(u int, among []int, most int) []int {
	type partner struct {
		node  int
		score float64
	}
	var list []partner
	for _, w := range among {
		if s.parts.Of[u] != s.parts.Of[w] && s.joins[s.class[u]][s.class[w]] {
			list = append(list, partner{w, s.model.Affinity(uint32(u), uint32(w))})
		}
	}
	slices.SortStableFunc(list, func(a, b partner) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(s.central[b.node], s.central[a.node]))
	})
	var out []int
	for _, p := range list[:min(len(list), most)] {
		out = append(out, p.node)
	}
	return out
}
