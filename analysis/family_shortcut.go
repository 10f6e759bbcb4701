package analysis

import "context"

// farEnough is how many steps apart two nodes are for a relation between them to be a shortcut.
const farEnough = 3

// shortcut proposes links over long passages: between the most central actors of each class and of each component that
// are three steps or more apart, and between those who are three steps apart with much in common.
func (s *search) shortcut(ctx context.Context) error {
	hubs := s.hubs(24)
	proposed := 0
	for i, u := range hubs {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		row := s.effects.row(ctx, u)
		for _, w := range hubs[i+1:] {
			if row[w] < farEnough || proposed > 2*s.size() {
				continue
			}
			if _, ok := s.addNodes(Shortcut, u, w); ok {
				proposed++
			}
		}
	}
	return ctx.Err()
}
