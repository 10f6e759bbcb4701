package gap

import (
	"cmp"
	"context"
	"slices"

	"trama/analysis/augment"
)

// leavesPlanned is up to how many leaves of the bridge forest the plans are made for the list; beyond, only ways around
// single bridges and actors are proposed.
const leavesPlanned = 1_500

// reinforce proposes second ways: those of the two plans that leave no bridge and no critical actor, with what these plans
// take between pieces, and the nearest ways around the bridges and the actors on which most depends.
func (s *search) reinforce(ctx context.Context) error {
	if leaves, isolated := s.Cuts.BridgeForest(); leaves+isolated <= leavesPlanned {
		for _, plan := range []func() (augment.Plan, error){
			func() (augment.Plan, error) { return augment.TwoEdgeConnected(ctx, s.View, s.augmentation()) },
			func() (augment.Plan, error) { return augment.Biconnected(ctx, s.View, s.augmentation()) },
		} {
			p, err := plan()
			if err != nil {
				return err
			}
			for _, link := range p.Links {
				family := Reinforce
				if s.Parts.Of[link[0]] != s.Parts.Of[link[1]] {
					family = Reconnect
				}
				s.addNodes(family, link[0], link[1])
			}
		}
	}
	s.aroundBridges()
	s.aroundActors()
	return ctx.Err()
}

// aroundBridges proposes, for the bridges that separate most, to join an end with a neighbour of the other.
func (s *search) aroundBridges() {
	bridges := s.Cuts.BridgesBySeparation()
	for _, b := range bridges[:min(len(bridges), s.size())] {
		u, w := int(b.U), int(b.V)
		s.addBest(Reinforce, u, s.View.Row(w), 1)
		s.addBest(Reinforce, w, s.View.Row(u), 1)
	}
}

// addBest proposes u with the first so many of the nodes that it would choose and may be joined to.
func (s *search) addBest(family string, u int, nodes []uint32, most int) {
	for w := range s.inChoice(u, nodes) {
		if most == 0 {
			return
		}
		if _, ok := s.addNodes(family, u, int(w)); ok {
			most--
		}
	}
}

// aroundActors proposes, for the actors whose loss cuts most off, to join neighbours that only they join: each block's
// most central neighbour with that of the block of most of them.
func (s *search) aroundActors() {
	actors := s.Cuts.ArticulationPoints()
	slices.SortStableFunc(actors, func(a, b int) int { return cmp.Compare(s.Cuts.CutOff(b), s.Cuts.CutOff(a)) })
	for _, u := range actors[:min(len(actors), s.size())] {
		sides := s.sides(u)
		for _, side := range sides[1:min(len(sides), 6)] {
			s.addBest(Reinforce, side, s.largestSide(u, sides[0]), 1)
		}
	}
}

// sides returns, for each block at a cut node, its neighbour there that is most central, the largest block first.
func (s *search) sides(u int) []int {
	best, size := map[uint32]int{}, map[uint32]int{}
	var blocks []uint32
	for _, w := range s.View.Row(u) {
		block := s.effects.Ties.BlockTo(u, int(w))
		if _, met := best[block]; !met {
			best[block] = int(w)
			blocks = append(blocks, block)
		} else if s.central[w] > s.central[best[block]] {
			best[block] = int(w)
		}
		size[block]++
	}
	slices.SortStableFunc(blocks, func(a, b uint32) int { return cmp.Compare(size[b], size[a]) })
	out := make([]int, len(blocks))
	for i, block := range blocks {
		out[i] = best[block]
	}
	return out
}

// largestSide returns the neighbours of u that are in the same block as one of them.
func (s *search) largestSide(u, neighbour int) []uint32 {
	block := s.effects.Ties.BlockTo(u, neighbour)
	var out []uint32
	for _, w := range s.View.Row(u) {
		if s.effects.Ties.BlockTo(u, int(w)) == block {
			out = append(out, w)
		}
	}
	return out
}
