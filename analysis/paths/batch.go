package paths

import "context"

// batch is the scratch space of searches from up to 64 sources: all at once, or one by one where a graph is deep.
type batch struct {
	layout
	single  *search
	at      int // the source that is searched from, where that is one by one
	sweep   *sweep
	shallow bool // whether the last sources could be searched from at once: then the next can, until it turns out otherwise
}

// visit is told which nodes are reached at a distance, and by which sources, a bit each by node; found is nil where
// one source, that at which the batch is, reaches them.
type visit func(distance int, reached []uint32, found []uint64)

// from calls visit with what is reached from the sources at each distance from 1 on. It stops early when the context ends.
func (b *batch) from(ctx context.Context, sources []uint32, level visit) {
	if !b.shallow && b.deep(ctx, sources[0]) {
		for i, source := range sources {
			if ctx.Err() != nil {
				return
			}
			if b.at = i; i > 0 {
				b.single.from(ctx, source)
			}
			b.single.levels(level)
		}
		return
	}
	if b.sweep == nil {
		b.sweep = newSweep(b.layout)
	}
	b.shallow = b.sweep.from(ctx, sources, level) < deep
}

// deep searches from a source and tells whether it goes so deep, or comes to so little, that others do not gain by going
// along.
func (b *batch) deep(ctx context.Context, source uint32) bool {
	if b.single == nil {
		b.single = newSearch(b.layout)
	}
	b.single.from(ctx, source)
	return b.single.deep()
}
