package analysis

import (
	"context"

	"trama/graph"
)

// likely proposes the pairs that are most plausible by the relations around them: those of the most common partners, by
// resource allocation, and, in networks of two sides or of few relations, those of the most ways of three steps.
func (s *search) likely(ctx context.Context) error {
	keep := func(a, b uint32) bool {
		return s.joins[s.class[a]][s.class[b]] && s.free(s.view.Position(int(a)), s.view.Position(int(b)))
	}
	best, err := s.model.Best(ctx, s.size(), keep)
	if err != nil {
		return err
	}
	if s.model.TwoSided() || s.view.N() <= fewNodes {
		across, err := s.model.BestAcross(ctx, s.size(), keep)
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

// involving proposes the best partners of the nodes that the options name, in the family that fits each pair.
func (s *search) involving(ctx context.Context) error {
	for _, id := range s.o.Involving {
		at, there := s.graph.FindNode(id)
		if !there {
			return graph.NoNode("analysis.Missing", id)
		}
		u, in := s.view.Index(at)
		if !in {
			continue
		}
		for _, w := range s.bestPartners(u, s.hubs(60), 20) {
			s.addNodes(Reconnect, u, w)
		}
	}
	return ctx.Err()
}
