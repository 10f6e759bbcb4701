package effect

import (
	"context"

	"trama/analysis/paths"
)

// Growth keeps the distances from a sample of nodes, and from all ends of a pool of relations, while relations of the pool
// are made, so that nothing is searched again.
type Growth struct {
	weighing[uint8]
	lanes map[uint32]int // of each end
}

// Growth returns the distances as they are before any of the pool is made: those from the sample that weighing the pool has
// left, which it takes over, and from the ends. It is nil where none are left, or those from the ends take too much room or
// are too long for a byte. It fails only when the context ends.
func (e *Effects) Growth(ctx context.Context, pool [][2]uint32) (*Growth, error) {
	g := &Growth{lanes: map[uint32]int{}}
	var ends []uint32
	for _, pair := range pool {
		for _, u := range pair {
			if _, there := g.lanes[u]; !there {
				g.lanes[u], ends = len(ends), append(ends, u)
			}
		}
	}
	if e.sample == nil || len(ends)*e.View.N() > e.Room/2 {
		return nil, ctx.Err()
	}
	g.weighing = weighing[uint8]{e: e, sources: e.sample, ends: paths.NewLines[uint8](e.View, len(ends))}
	e.sample = nil
	if fits, err := g.ends.Fill(ctx, ends); err != nil || !fits {
		return nil, err
	}
	return g, nil
}

// Of returns what each relation of the pool changes, where e is the network with those that were added.
func (g *Growth) Of(ctx context.Context, e *Effects, pool [][2]uint32) ([]Figures, error) {
	g.e = e
	links := make([]link, len(pool))
	for i, pair := range pool {
		links[i] = e.link(i, pair)
		links[i].lanes = [2]int{g.lanes[pair[0]], g.lanes[pair[1]]}
	}
	err := g.count(ctx, links, true)
	if g.e = nil; err != nil { // which may go before the next
		return nil, err
	}
	out := make([]Figures, len(pool))
	for i := range links {
		out[i] = e.effect(&links[i])
	}
	return out, nil
}

// Add makes a relation of the pool and returns by how many pairs of a source and a node each distance is met more, or less,
// than before; fits tells whether a byte holds all distances.
func (g *Growth) Add(ctx context.Context, pair [2]uint32) (change []int64, fits bool, err error) {
	a, b := pair[0], pair[1]
	made := paths.NewPair[uint8]{A: a, B: b, FromA: g.ends.From(g.lanes[a]), FromB: g.ends.From(g.lanes[b])}
	if change, fits, err = g.sources.Add(ctx, made); err != nil || !fits {
		return nil, fits, err
	}
	_, fits, err = g.ends.Add(ctx, made)
	return change, fits, err
}
