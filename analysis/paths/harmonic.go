package paths

import (
	"context"
	"math/bits"

	"trama/analysis/internal/view"
)

// stripes is how many partial sums are kept: batch i adds to sum i mod stripes, whichever core runs it, and the sums are
// added in order, so that the figures do not depend on the cores.
const stripes = 8

// Harmonic returns the harmonic closeness of each node, Σ 1/d over the other nodes ÷ (n−1), a node that is not reached
// counting 0 (Marchiori and Latora 2000, doi:10.1016/S0378-4371(00)00311-3); 0 where n ≤ 1. Direction and weights are
// ignored. exact tells whether it was taken from all nodes: as for New, above ExactUpTo nodes it is the mean over the
// sources other than the node itself. The cost is that of New. It fails only when the context ends.
func Harmonic(ctx context.Context, v *view.View, o Options) (values []float64, exact bool, err error) {
	n := v.N()
	r := arranged(v)
	drawn := Sources(n, o)
	sources := r.named(drawn)
	batches := (len(sources) + lanes - 1) / lanes
	sums, searches := make([][]float64, stripes), make([]batch, view.Workers())
	err = view.Share(ctx, stripes, func(worker, stripe int) {
		sums[stripe] = make([]float64, n)
		b := &searches[worker]
		b.layout, b.shallow = r, false // whoever runs the stripe, it searches the same way
		for batch := stripe; batch < batches && ctx.Err() == nil; batch += stripes {
			b.add(ctx, sources[batch*lanes:min(len(sources), (batch+1)*lanes)], sums[stripe])
		}
	})
	if err != nil || n <= 1 {
		return make([]float64, n), true, err
	}
	others := make([]float64, n) // sources other than the node itself
	for u := range others {
		others[u] = float64(len(drawn))
	}
	for _, s := range drawn {
		others[s]--
	}
	values = make([]float64, n)
	for u := range values {
		at := uint32(u)
		if r.number != nil {
			at = r.number[u]
		}
		for _, part := range sums {
			values[u] += part[at]
		}
		values[u] /= others[u]
	}
	return values, len(drawn) == n, nil
}

// add adds 1/d to each node at a distance d from one of the sources.
func (b *batch) add(ctx context.Context, sources []uint32, sum []float64) {
	b.from(ctx, sources, func(distance int, reached []uint32, found []uint64) {
		inverse := 1 / float64(distance)
		for _, u := range reached {
			if found == nil {
				sum[u] += inverse
			} else {
				sum[u] += float64(bits.OnesCount64(found[u])) * inverse
			}
		}
	})
}
