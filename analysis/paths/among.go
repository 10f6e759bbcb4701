package paths

import (
	"context"
	"math/bits"

	"trama/analysis/internal/view"
)

// Apart is the distance of two nodes that do not reach each other.
const Apart = -1

// Among returns the distances between some nodes, a row for each, searching from 64 at once; Apart between components.
// O(k·(n+m)/64) for k nodes, and k² room. It fails only when the context ends.
func Among(ctx context.Context, v *view.View, nodes []uint32) ([][]int, error) {
	rows := arranged(v)
	named, out := rows.named(nodes), make([][]int, len(nodes))
	for i := range out {
		out[i] = make([]int, len(nodes))
		for j := range out[i] {
			if out[i][j] = Apart; nodes[i] == nodes[j] {
				out[i][j] = 0
			}
		}
	}
	sweeps := make([]*sweep, view.Workers())
	err := view.Share(ctx, (len(nodes)+lanes-1)/lanes, func(worker, batch int) {
		if sweeps[worker] == nil {
			sweeps[worker] = newSweep(rows)
		}
		first := batch * lanes
		sweeps[worker].from(ctx, named[first:min(len(named), first+lanes)], func(distance int, _ []uint32, found []uint64) {
			for j, u := range named {
				for on := found[u]; on != 0; on &= on - 1 {
					out[first+bits.TrailingZeros64(on)][j] = distance
				}
			}
		})
	})
	return out, err
}

// Between returns the distance between two nodes, or Apart, by a search from both ends that meets between them. O(n+m)
// at worst, and far less where hubs are near. It fails only when the context ends.
func Between(ctx context.Context, v *view.View, a, b int) (int, error) {
	if a == b {
		return 0, nil
	}
	side := make([]uint8, v.N()) // 1 or 2: which search has met a node
	side[a], side[b] = 1, 2
	fronts := [2][]uint32{{uint32(a)}, {uint32(b)}}
	for distance := 1; len(fronts[0]) > 0 && len(fronts[1]) > 0; distance++ {
		from := 0
		if len(fronts[1]) < len(fronts[0]) {
			from = 1
		}
		next, met := stepped(v, fronts[from], side)
		if met {
			return distance, nil
		}
		if fronts[from] = next; ctx.Err() != nil {
			return Apart, ctx.Err()
		}
	}
	return Apart, nil
}

// stepped returns the new neighbours of a front, or tells that one of them was met from the other side.
func stepped(v *view.View, front []uint32, side []uint8) (next []uint32, met bool) {
	mine := side[front[0]]
	for _, u := range front {
		for _, w := range v.Row(int(u)) {
			switch side[w] {
			case mine:
			case 0:
				side[w] = mine
				next = append(next, w)
			default:
				return nil, true
			}
		}
	}
	return next, false
}
