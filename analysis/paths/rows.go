package paths

import (
	"context"
	"math/bits"

	"trama/analysis/internal/view"
)

// Unreached stands in a row for a node in another component, FarAway for a distance of 254 or more.
const (
	Unreached = 255
	FarAway   = 254
)

// Rows are the distances from some nodes to all, a byte each.
type Rows struct {
	n     int
	cells []uint8
	far   bool
}

// Row returns the distances from the i-th source to all nodes.
func (r *Rows) Row(i int) []uint8 { return r.cells[i*r.n : (i+1)*r.n] }

// Exact tells whether no distance is FarAway.
func (r *Rows) Exact() bool { return !r.far }

// NewRows returns the distances from the sources to all nodes, searching 64 at once as New does. It takes len(sources)·n
// bytes and fails only when the context ends.
func NewRows(ctx context.Context, v *view.View, sources []uint32) (*Rows, error) {
	r := &Rows{n: v.N(), cells: make([]uint8, len(sources)*v.N())}
	for i := range r.cells {
		r.cells[i] = Unreached
	}
	batches := (len(sources) + lanes - 1) / lanes
	sweeps, far := make([]*sweep, view.Workers()), make([]bool, batches)
	err := view.Share(ctx, batches, func(worker, batch int) {
		if sweeps[worker] == nil {
			sweeps[worker] = newSweep(plain(v))
		}
		first := batch * lanes
		some := sources[first:min(len(sources), first+lanes)]
		for i, u := range some {
			r.Row(first + i)[u] = 0
		}
		sweeps[worker].from(ctx, some, func(distance int, reached []uint32, found []uint64) {
			far[batch] = far[batch] || distance >= FarAway
			d := uint8(min(distance, FarAway))
			for _, u := range reached {
				for on := found[u]; on != 0; on &= on - 1 {
					r.cells[(first+bits.TrailingZeros64(on))*r.n+int(u)] = d
				}
			}
		})
	})
	for _, f := range far {
		r.far = r.far || f
	}
	return r, err
}

// Sweep searches from up to 64 sources at once and calls level for each distance from 1 on with the nodes reached at it
// and, by node, the sources (a bit each) that reach them then. Both are to be read at once.
func Sweep(ctx context.Context, v *view.View, sources []uint32, level func(distance int, reached []uint32, found []uint64)) error {
	newSweep(plain(v)).from(ctx, sources, level)
	return ctx.Err()
}

// Lanes is how many sources a Sweep takes.
const Lanes = lanes
