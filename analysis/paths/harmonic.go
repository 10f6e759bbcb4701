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
	sums, sweeps := make([][]float64, stripes), make([]*sweep, view.Workers())
	err = view.Share(ctx, stripes, func(worker, stripe int) {
		if sweeps[worker] == nil {
			sweeps[worker] = newSweep(r)
		}
		sum := make([]float64, n)
		for batch := stripe; batch < batches && ctx.Err() == nil; batch += stripes {
			sweeps[worker].from(ctx, sources[batch*lanes:min(len(sources), (batch+1)*lanes)], func(distance int, reached []uint32, found []uint64) {
				inverse := 1 / float64(distance)
				for _, u := range reached {
					sum[u] += float64(bits.OnesCount64(found[u])) * inverse
				}
			})
		}
		sums[stripe] = sum
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
