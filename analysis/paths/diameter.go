package paths

import (
	"context"

	"trama/analysis/internal/view"
)

// Diameter is the largest finite distance of a graph, or what is known of it.
type Diameter struct {
	Lower, Upper int // equal where Exact
	Exact        bool
}

// NewDiameter returns the largest distance within a component, given the members of the components by descending size.
// Direction and weights are ignored; 0 where no two nodes reach each other.
//
// In each component that is large enough to matter, four sweeps find a long path and a node near its middle, then iFUB
// searches from the nodes farthest from there until what is left cannot be longer (Crescenzi et al. 2013,
// doi:10.1016/j.tcs.2012.09.018). A search costs O(n+m); at most limit of them are made, after which the bounds stand
// apart. It fails only when the context ends.
func NewDiameter(ctx context.Context, v *view.View, components [][]uint32, limit int) (Diameter, error) {
	b := &bounds{v: v, distance: make([]uint32, v.N()), left: limit}
	d := Diameter{Exact: true}
	for _, nodes := range components {
		if len(nodes)-1 <= d.Lower {
			break
		}
		part, err := b.of(ctx, nodes, d.Lower)
		if err != nil {
			return Diameter{}, err
		}
		d.Lower, d.Upper = max(d.Lower, part.Lower), max(d.Upper, part.Upper)
	}
	d.Exact = d.Upper == d.Lower
	return d, nil
}

// bounds is the scratch space of the searches: one at a time.
type bounds struct {
	v        *view.View
	distance []uint32 // one more than the distance; 0: not met
	order    []uint32 // the nodes as they were met
	left     int      // searches that may still be made
}

// of returns the bounds of one component; below known it need not be exact.
func (b *bounds) of(ctx context.Context, nodes []uint32, known int) (Diameter, error) {
	d := Diameter{Lower: known, Upper: len(nodes) - 1}
	center := nodes[0]
	for _, u := range nodes {
		if b.v.Degree(int(u)) > b.v.Degree(int(center)) {
			center = u
		}
	}
	for range 2 { // two sweeps each: to a far node, and from there to the farthest
		if b.left < 2 {
			return d, nil
		}
		far, err := b.farthest(ctx, center)
		if err != nil {
			return d, err
		}
		other, err := b.farthest(ctx, far)
		if err != nil {
			return d, err
		}
		d.Lower = max(d.Lower, int(b.distance[other])-1)
		center = b.halfway(other)
	}
	return b.fringe(ctx, center, d)
}

// fringe searches from the farthest nodes of the middle inward. Once only nodes within i steps of it are left, no path
// between two of them is longer than 2i.
func (b *bounds) fringe(ctx context.Context, center uint32, d Diameter) (Diameter, error) {
	if b.left <= 0 {
		return d, nil
	}
	if _, err := b.farthest(ctx, center); err != nil {
		return d, err
	}
	order := append([]uint32(nil), b.order...)
	depth := make([]uint32, len(order))
	for i, u := range order {
		depth[i] = b.distance[u] - 1
	}
	for i := len(order) - 1; ; i-- { // to the middle at most, whose depth is 0
		d.Upper = min(d.Upper, max(d.Lower, 2*int(depth[i])))
		if d.Upper == d.Lower || b.left <= 0 {
			return d, nil
		}
		far, err := b.farthest(ctx, order[i])
		if err != nil {
			return d, err
		}
		d.Lower = max(d.Lower, int(b.distance[far])-1)
	}
}

// farthest searches from a node and returns the last node met; order and distance tell of all others.
func (b *bounds) farthest(ctx context.Context, from uint32) (uint32, error) {
	for _, u := range b.order {
		b.distance[u] = 0
	}
	b.left--
	b.order = append(b.order[:0], from)
	b.distance[from] = 1
	for i := 0; i < len(b.order); i++ {
		if i%4096 == 0 && ctx.Err() != nil {
			return from, ctx.Err()
		}
		u := b.order[i]
		for _, w := range b.v.Row(int(u)) {
			if b.distance[w] == 0 {
				b.distance[w] = b.distance[u] + 1
				b.order = append(b.order, w)
			}
		}
	}
	return b.order[len(b.order)-1], nil
}

// halfway returns the node in the middle of a shortest path from the source of the last search to a node.
func (b *bounds) halfway(to uint32) uint32 {
	for half := (b.distance[to] + 1) / 2; b.distance[to] > half; {
		for _, w := range b.v.Row(int(to)) {
			if b.distance[w] == b.distance[to]-1 {
				to = w
				break
			}
		}
	}
	return to
}
