package gap

import (
	"context"

	"trama/analysis/paths"
)

// farEnough is how many steps apart two nodes are for a relation between them to be a shortcut.
const farEnough = 3

// shortcut proposes links over long passages: between the most central actors of each class and of each component that
// are three steps or more apart, and between those who are three steps apart with much in common.
func (s *search) shortcut(ctx context.Context) error {
	hubs := s.hubs(24)
	distances, err := paths.Among(ctx, s.View, hubs)
	if err != nil {
		return err
	}
	proposed := 0
	for i, u := range hubs {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		for j := i + 1; j < len(hubs); j++ {
			if distances[i][j] < farEnough || proposed > 2*s.size() {
				continue
			}
			if _, ok := s.addNodes(Shortcut, int(u), int(hubs[j])); ok {
				proposed++
			}
		}
	}
	return ctx.Err()
}
