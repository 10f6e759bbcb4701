package paths

import (
	"context"
	"math/bits"

	"trama/analysis/internal/view"
)

// Lines are the distances from some sources to all nodes, a byte each. Those to one node lie together, a line of memory
// for each 64 sources: Rows of a large graph would be written, and read, all over memory.
type Lines struct {
	rows    layout
	sweeps  []*sweep
	width   int // of the line of a node
	sources int
	cells   []uint8
}

// NewLines returns room for the distances from so many sources: n bytes for each, in multiples of Lanes.
func NewLines(v *view.View, sources int) *Lines {
	l := &Lines{rows: arranged(v), width: (sources + lanes - 1) / lanes * lanes, sweeps: make([]*sweep, view.Workers())}
	l.cells = make([]uint8, l.width*v.N())
	return l
}

// Turn turns to another view of as many nodes, in the place of the one before.
func (l *Lines) Turn(v *view.View) {
	l.rows = arranged(v)
	for _, s := range l.sweeps {
		if s != nil {
			s.layout = l.rows
		}
	}
}

// Fill finds the distances from the sources, searching 64 at once as New does, in the place of those before. It fails only
// when the context ends.
func (l *Lines) Fill(ctx context.Context, sources []uint32) error {
	l.sources = len(sources)
	err := l.share(ctx, func(_ int, cells []uint8) {
		for i := range cells {
			cells[i] = Unreached
		}
	})
	if err != nil {
		return err
	}
	named := l.rows.named(sources)
	return view.Share(ctx, (len(sources)+lanes-1)/lanes, func(worker, batch int) {
		if l.sweeps[worker] == nil {
			l.sweeps[worker] = newSweep(l.rows)
		}
		first := batch * lanes
		some := named[first:min(len(named), first+lanes)]
		for i, u := range some {
			l.line(int(u))[first+i] = 0
		}
		l.sweeps[worker].from(ctx, some, func(distance int, reached []uint32, found []uint64) {
			d := uint8(min(distance, FarAway))
			for _, u := range reached {
				line := l.line(int(u))[first:]
				for on := found[u]; on != 0; on &= on - 1 {
					line[bits.TrailingZeros64(on)] = d
				}
			}
		})
	})
}

// share calls work for parts of the cells, on all cores.
func (l *Lines) share(ctx context.Context, work func(worker int, cells []uint8)) error {
	const part = 1 << 20
	return view.Share(ctx, (len(l.cells)+part-1)/part, func(worker, i int) {
		work(worker, l.cells[i*part:min(len(l.cells), (i+1)*part)])
	})
}

// Of returns the distances to a node from each source.
func (l *Lines) Of(u int) []uint8 {
	if l.rows.number != nil {
		u = int(l.rows.number[u])
	}
	return l.line(u)
}

// At returns the distances to the i-th of the nodes, in an order that is the same for all Lines of a view.
func (l *Lines) At(i int) []uint8 { return l.line(i) }

func (l *Lines) line(i int) []uint8 { return l.cells[i*l.width : i*l.width+l.sources] }

// Distances returns how many pairs of a source and another node stand how far apart, FarAway for what is farther. Cost: a
// look at each cell. It fails only when the context ends.
func (l *Lines) Distances(ctx context.Context) (*Distances, error) {
	byWorker := make([][Unreached + 1]int64, view.Workers())
	err := l.share(ctx, func(worker int, cells []uint8) {
		for _, d := range cells {
			byWorker[worker][d]++
		}
	})
	var counts [Unreached + 1]int64
	for _, part := range byWorker {
		for d, n := range part {
			counts[d] += n
		}
	}
	d := &Distances{N: l.rows.n(), Sources: l.sources, Counts: []int64{0}}
	for distance := 1; distance <= FarAway; distance++ {
		if counts[distance] > 0 {
			d.Counts = append(lengthened(d.Counts, distance), counts[distance])
		}
	}
	return d, err
}
