package gap

import (
	"cmp"
	"context"
	"slices"

	"trama/graph"
)

// likely proposes the pairs that are most plausible by the relations around them: those of the most common partners, by
// resource allocation, and, in networks of two sides or of few relations, those of the most ways of three steps.
func (s *search) likely(ctx context.Context) error {
	keep := func(a, b uint32) bool {
		return s.joins[s.class[a]][s.class[b]] && s.free(s.View.Position(int(a)), s.View.Position(int(b)))
	}
	best, err := s.Model.Best(ctx, s.size(), keep)
	if err != nil {
		return err
	}
	if s.Model.TwoSided() || s.View.N() <= fewNodes {
		across, err := s.Model.BestAcross(ctx, s.size(), keep)
		if err != nil {
			return err
		}
		best = append(best, across...)
	}
	for _, p := range best {
		s.addNodes(Likely, int(p[0]), int(p[1]))
	}
	return nil
}

// fewNodes is up to how many nodes the walks of three steps are looked at in any network.
const fewNodes = 2_000

// partnersOf is how many partners are proposed for a node that is to be involved.
const partnersOf = 20

// involving proposes the most plausible partners of the nodes that are to be involved, wherever they are.
func (s *search) involving(ctx context.Context) error {
	for _, id := range s.wanted.Involving {
		at, there := s.Graph.FindNode(id)
		if !there {
			return graph.NoNode("gap.Missing", id)
		}
		if u, in := s.View.Index(at); in {
			if err := s.partnersFor(ctx, u); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *search) partnersFor(ctx context.Context, u int) error {
	var pairs [][2]uint32
	for w := range s.View.N() {
		if w != u && s.joins[s.class[u]][s.class[w]] && s.free(s.View.Position(u), s.View.Position(w)) {
			pairs = append(pairs, [2]uint32{uint32(u), uint32(w)})
		}
	}
	estimates, err := s.Model.Of(ctx, pairs)
	if err != nil {
		return err
	}
	order := make([]int, len(pairs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(estimates[b].Plausibility, estimates[a].Plausibility)
	})
	for _, i := range order[:min(len(order), partnersOf)] {
		family := Likely
		if w := pairs[i][1]; s.Parts.Of[u] != s.Parts.Of[w] {
			family = Reconnect
		}
		s.addNodes(family, u, int(pairs[i][1]))
	}
	return nil
}
