package gap

import (
	"cmp"
	"context"
	"slices"

	"trama/analysis/augment"
)

// reconnect proposes relations between two components: the cheapest set that joins all, the best between each two, and
// for each actor outside the largest component its best partners.
func (s *search) reconnect(ctx context.Context) error {
	if s.Parts.Count() < 2 {
		return nil
	}
	o := s.augmentation()
	o.Most = 2 * s.size()
	plan, err := augment.Connected(ctx, s.View, o)
	if err != nil {
		return err
	}
	for _, link := range plan.Links {
		s.addNodes(Reconnect, link[0], link[1])
	}
	offers, err := augment.Offers(ctx, s.View, o, s.size())
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
// common of those whom they may be joined to.
func (s *search) partners(ctx context.Context) error {
	var outside []int
	for u := range s.View.N() {
		if s.Parts.Of[u] > 0 {
			outside = append(outside, u)
		}
	}
	slices.SortStableFunc(outside, func(a, b int) int { return cmp.Compare(s.Parts.Of[a], s.Parts.Of[b]) })
	hubs := s.hubs(40)
	for _, u := range outside[:min(len(outside), partnersTried)] {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.addBest(Reconnect, u, s.elsewhere(u, hubs), 2)
	}
	return nil
}

// hubs returns the most central nodes of each class, ascending.
func (s *search) hubs(most int) []uint32 {
	byClass := make([][]uint32, len(s.joins))
	for u := range s.View.N() {
		byClass[s.class[u]] = append(byClass[s.class[u]], uint32(u))
	}
	var out []uint32
	for _, list := range byClass {
		slices.SortStableFunc(list, func(a, b uint32) int { return cmp.Compare(s.central[b], s.central[a]) })
		out = append(out, list[:min(len(list), most)]...)
	}
	slices.Sort(out)
	return out
}

// elsewhere returns the nodes of other components than that of u.
func (s *search) elsewhere(u int, among []uint32) []uint32 {
	return slices.DeleteFunc(slices.Clone(among), func(w uint32) bool { return s.Parts.Of[u] == s.Parts.Of[w] })
}
