package paths

import (
	"context"
	"math/bits"

	"trama/analysis/internal/view"
)

// Cell is what holds a distance. Its highest value is that of a node in another component.
type Cell interface{ uint8 | uint16 | uint32 }

// Unmet is the cell of a node in another component.
func Unmet[C Cell]() C { return ^C(0) }

// Lines are the distances from some sources to all nodes, a cell each. Those to one node lie together, a line of memory for
// each 64 sources: Rows of a large graph would be written, and read, all over memory.
type Lines[C Cell] struct {
	rows    layout
	batches []batch // of each core
	width   int     // of the line of a node
	sources int
	longest int
	cells   []C
}

// NewLines returns room for the distances from so many sources: n cells for each, in multiples of Lanes.
func NewLines[C Cell](v *view.View, sources int) *Lines[C] {
	l := &Lines[C]{rows: arranged(v), width: (sources + lanes - 1) / lanes * lanes, batches: make([]batch, view.Workers())}
	l.cells = make([]C, l.width*v.N())
	return l
}

// Fill finds the distances from the sources, searching as New does, in the place of those before. fits tells
// whether a cell holds each; where it does not the distances are not to be used. It fails only when the context ends.
func (l *Lines[C]) Fill(ctx context.Context, sources []uint32) (fits bool, err error) {
	l.sources = len(sources)
	if err := l.clear(ctx); err != nil {
		return false, err
	}
	named, far := l.rows.named(sources), make([]int, (len(sources)+lanes-1)/lanes)
	within, stop := context.WithCancel(ctx)
	defer stop()
	view.Share(within, len(far), func(worker, batch int) {
		b := &l.batches[worker]
		b.layout = l.rows
		first := batch * lanes
		some := named[first:min(len(named), first+lanes)]
		for i, u := range some {
			l.At(int(u))[first+i] = 0
		}
		b.from(within, some, func(distance int, reached []uint32, found []uint64) {
			if far[batch] = max(far[batch], distance); uint64(distance) >= uint64(Unmet[C]()) {
				stop()
				return
			}
			for _, u := range reached {
				line := l.At(int(u))[first:]
				if found == nil {
					line[b.at] = C(distance)
					continue
				}
				for on := found[u]; on != 0; on &= on - 1 {
					line[bits.TrailingZeros64(on)] = C(distance)
				}
			}
		})
	})
	l.longest = 0
	for _, distance := range far {
		l.longest = max(l.longest, distance)
	}
	return uint64(l.longest) < uint64(Unmet[C]()), ctx.Err()
}

func (l *Lines[C]) clear(ctx context.Context) error {
	const part = 1 << 20
	var unmet [1 << 12]C
	for i := range unmet {
		unmet[i] = Unmet[C]()
	}
	return view.Share(ctx, (len(l.cells)+part-1)/part, func(_, i int) {
		for cells := l.cells[i*part : min(len(l.cells), (i+1)*part)]; len(cells) > 0; {
			cells = cells[copy(cells, unmet[:]):]
		}
	})
}

// Longest returns the longest of the distances; after Add none is longer.
func (l *Lines[C]) Longest() int { return l.longest }

// Of returns the distances to a node from each source.
func (l *Lines[C]) Of(u int) []C {
	if l.rows.number != nil {
		u = int(l.rows.number[u])
	}
	return l.At(u)
}

// At returns the distances to the i-th of the nodes, in an order that is the same for all Lines of a view.
func (l *Lines[C]) At(i int) []C { return l.cells[i*l.width : i*l.width+l.sources] }
