package cohesion

import (
	"context"

	"trama/analysis/internal/view"
)

// Cores returns the core number of each node: the largest k such that it belongs to a subgraph in which every node has
// k neighbours or more (Seidman 1983, doi:10.1016/0378-8733(83)90028-X). Direction and weights are ignored; an isolated
// node has 0.
//
// Peeling level by level: the nodes left that have no more than k neighbours go, and with them those that fall to k
// (PKC, Kabir and Madduri 2017, doi:10.1109/HiPC.2017.00039). The list of the nodes left is drawn together as it
// shrinks, so that the levels cost O(n + m) beside the passes over what is left. It fails only when the context ends.
func Cores(ctx context.Context, v *view.View) ([]uint32, error) {
	hubs := v.HubsFirst()
	core, err := peeled(ctx, hubs.View)
	if err != nil {
		return nil, err
	}
	out := make([]uint32, len(core))
	for u, number := range hubs.Number {
		out[u] = core[number]
	}
	return out, nil
}

// peeled is Cores, which it describes, in the view's own order.
func peeled(ctx context.Context, v *view.View) ([]uint32, error) {
	n := v.N()
	degree, left := make([]uint32, n), make([]uint32, n)
	for u := range n {
		degree[u], left[u] = uint32(v.Degree(u)), uint32(u)
	}
	var peeled []uint32
	for level := uint32(0); len(left) > 0; level++ {
		peeled, left, level = lowest(degree, left, peeled[:0], level)
		for i := 0; i < len(peeled); i++ {
			if i%steps == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if i%view.Ahead == 0 {
				v.Fetch(peeled[i:min(i+view.Ahead, len(peeled))])
			}
			for _, w := range v.Row(int(peeled[i])) {
				if degree[w] > level {
					degree[w]--
					if degree[w] == level {
						peeled = append(peeled, w)
					}
				}
			}
		}
	}
	return degree, ctx.Err()
}

// lowest gathers the nodes that go at a level, and keeps the others. Where none goes, the level becomes that of the
// lowest degree left.
func lowest(degree, left, peeled []uint32, level uint32) (gone, rest []uint32, at uint32) {
	least := ^uint32(0)
	rest = left[:0]
	for _, u := range left {
		switch d := degree[u]; {
		case d < level: // gone with an earlier level
		case d == level:
			peeled = append(peeled, u)
		default:
			rest = append(rest, u)
			least = min(least, d)
		}
	}
	if len(peeled) > 0 || len(rest) == 0 {
		return peeled, rest, level
	}
	return lowest(degree, rest, peeled, least)
}
