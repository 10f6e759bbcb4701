package centrality

import (
	"context"

	"trama/analysis/internal/view"
	"trama/analysis/structure"
)

// BridgingUpTo is the number of nodes up to which bridging is computed.
const BridgingUpTo = 5_000

// Bridging returns Valente and Fujimoto's bridging of each node (2010, doi:10.1016/j.socnet.2010.03.003): the mean, over
// its pairs, of the global efficiency of ordered pairs that is lost with the pair; 0 where a node has no neighbour.
// nil above BridgingUpTo nodes. Direction and weights are ignored; pairs that do not reach each other count 0. Nodes
// with one neighbour lead, so that it is read beside betweenness.
//
// From each source only pairs that are the one way on to their far end matter. With a bridge all that lies behind it is lost,
// which one pass back over the search adds up. What the loss of another pair does is known from that of the pair behind it
// where they follow each other as on a ring or a ladder; else the nodes behind it are searched again: O(nm), and n times the
// sum of the sizes of what lies behind the latter, where removing each pair in turn takes O(nm²). It fails only when the
// context ends.
func Bridging(ctx context.Context, v *view.View) ([]float64, error) {
	n := v.N()
	if n > BridgingUpTo {
		return nil, nil
	}
	bridge, err := bridges(ctx, v)
	if err != nil {
		return nil, err
	}
	losses := make([][]float64, stripes)
	searches := make([]*detour, view.Workers())
	err = view.Share(ctx, stripes, func(worker, stripe int) {
		if searches[worker] == nil {
			searches[worker] = newDetour(v, bridge)
		}
		losses[stripe] = make([]float64, len(v.Targets))
		for source := stripe; source < n && ctx.Err() == nil; source += stripes {
			searches[worker].from(ctx, uint32(source), losses[stripe])
		}
	})
	if err != nil {
		return nil, err
	}
	loss, values := gathered(losses), make([]float64, n)
	for u := range n {
		sum := 0.0
		for i, w := range v.Row(u) {
			back, _ := v.Slot(int(w), u)
			sum += loss[int(v.Offsets[u])+i] + loss[back]
		}
		if d := v.Degree(u); d > 0 {
			values[u] = sum / float64(n) / float64(n-1) / float64(d)
		}
	}
	return values, nil
}

// bridges tells of each slot whether its pair is a bridge.
func bridges(ctx context.Context, v *view.View) ([]bool, error) {
	cuts, err := structure.NewCuts(ctx, v)
	if err != nil {
		return nil, err
	}
	is := make([]bool, len(v.Targets))
	for _, b := range cuts.Bridges {
		for _, ends := range [...][2]uint32{{b.U, b.V}, {b.V, b.U}} {
			slot, _ := v.Slot(int(ends[0]), int(ends[1]))
			is[slot] = true
		}
	}
	return is, nil
}

// detour is the scratch space of the search for what the loss of a pair does to the distances from a source.
type detour struct {
	v        *view.View
	bridge   []bool   // of each slot
	distance []uint32 // one more than the distance; 0: not met
	before   []uint32 // neighbours one step nearer
	parent   []uint32 // the first of them
	order    []uint32
	beyond   []float64 // the sum of 1/distance of a node and of those that were met by way of it
	losses   []float64 // of a node with one neighbour nearer: what the source loses with that pair
	around   []uint32  // of such a node: one more than its distance then; 0: it is not reached

	behind  []uint32 // the nodes whose every shortest path uses the pair
	is      []bool   // whether a node is behind
	arrived []uint32 // neighbours one step nearer that are behind
	touched []uint32
	next    []uint32 // one more than the distance by another way; 0: none
	buckets [][]uint32
}

func newDetour(v *view.View, bridge []bool) *detour {
	n := v.N()
	return &detour{
		v: v, bridge: bridge, distance: make([]uint32, n), before: make([]uint32, n), parent: make([]uint32, n),
		beyond: make([]float64, n), losses: make([]float64, n), around: make([]uint32, n), is: make([]bool, n), arrived: make([]uint32, n),
		next: make([]uint32, n), buckets: make([][]uint32, n+2),
	}
}

// from adds to the slot of each pair, in the row of its far end, what the source loses with it.
func (d *detour) from(ctx context.Context, source uint32, loss []float64) {
	d.search(source)
	d.addUp()
	for i := len(d.order) - 1; i > 0 && ctx.Err() == nil; i-- { // what lies behind a pair comes before it
		u := d.order[i]
		if d.before[u] != 1 {
			continue
		}
		if slot, _ := d.v.Slot(int(u), int(d.parent[u])); d.bridge[slot] {
			d.around[u] = 0
			loss[slot] += d.beyond[u]
		} else {
			d.lose(u)
			loss[slot] += d.losses[u]
		}
	}
	for _, u := range d.order {
		d.distance[u], d.before[u], d.beyond[u] = 0, 0, 0
	}
}

// addUp fills beyond, from the farthest nodes on.
func (d *detour) addUp() {
	for i := len(d.order) - 1; i > 0; i-- {
		u := d.order[i]
		d.beyond[u] += 1 / float64(d.distance[u]-1)
		d.beyond[d.parent[u]] += d.beyond[u]
	}
}

func (d *detour) search(source uint32) {
	d.order = append(d.order[:0], source)
	d.distance[source] = 1
	for i := 0; i < len(d.order); i++ {
		u := d.order[i]
		for _, w := range d.v.Row(int(u)) {
			if d.distance[w] == 0 {
				d.distance[w], d.parent[w] = d.distance[u]+1, u
				d.order = append(d.order, w)
			}
			if d.distance[w] == d.distance[u]+1 {
				d.before[w]++
			}
		}
	}
}

// lose fills in what the source loses with the only pair that leads on to u, and how far u is then.
//
// Where one neighbour c alone is behind u, all that is behind c is too, and nothing else. What comes to it from elsewhere than
// by u does so with or without the pair between u and c; so if u is no shorter way to c than c has around, only u itself is new.
func (d *detour) lose(u uint32) {
	c, around := d.follower(u)
	if c != view.None && d.around[c] > 0 {
		if around == 0 { // a neighbour of its own is never farther than c is around
			around = d.around[c] + 1
		}
		if around+1 >= d.around[c] {
			d.around[u], d.losses[u] = around, d.losses[c]+1/float64(d.distance[u]-1)-1/float64(around-1)
			return
		}
	}
	d.searchBehind(u)
}

// follower returns the neighbour behind u if there is one alone, else view.None, and one more than the distance of u by way
// of its other neighbours without the one nearer, 0 where it has none.
func (d *detour) follower(u uint32) (c, around uint32) {
	c = view.None
	for _, y := range d.v.Row(int(u)) {
		switch behind := d.before[y] == 1 && d.distance[y] == d.distance[u]+1; {
		case y == d.parent[u]:
		case behind && c != view.None:
			return view.None, 0
		case behind:
			c = y
		case around == 0 || d.distance[y]+1 < around:
			around = d.distance[y] + 1
		}
	}
	return c, around
}

// searchBehind searches the nodes behind u again, without the pair that leads on to it.
func (d *detour) searchBehind(u uint32) {
	d.gather(u)
	d.detours(u, d.parent[u])
	d.around[u], d.losses[u] = d.next[u], 0
	for _, x := range d.behind {
		d.losses[u] += 1 / float64(d.distance[x]-1)
		if d.next[x] > 0 {
			d.losses[u] -= 1 / float64(d.next[x]-1)
		}
		d.is[x], d.next[x] = false, 0
	}
}

// gather finds the nodes behind u: those that every neighbour one step nearer is behind.
func (d *detour) gather(u uint32) {
	d.behind, d.touched = append(d.behind[:0], u), d.touched[:0]
	d.is[u] = true
	for i := 0; i < len(d.behind); i++ {
		x := d.behind[i]
		for _, y := range d.v.Row(int(x)) {
			if d.distance[y] != d.distance[x]+1 {
				continue
			}
			if d.arrived[y] == 0 {
				d.touched = append(d.touched, y)
			}
			if d.arrived[y]++; d.arrived[y] == d.before[y] {
				d.is[y] = true
				d.behind = append(d.behind, y)
			}
		}
	}
	for _, y := range d.touched {
		d.arrived[y] = 0
	}
}

// detours finds the distances of the nodes behind u by other ways: into them from nodes that are not behind, then among
// themselves, nearest first.
func (d *detour) detours(u, w uint32) {
	low, high := len(d.buckets), 0
	for _, x := range d.behind {
		best := uint32(0)
		for _, y := range d.v.Row(int(x)) {
			if !d.is[y] && !(x == u && y == w) && (best == 0 || d.distance[y]+1 < best) {
				best = d.distance[y] + 1
			}
		}
		if d.next[x] = best; best > 0 {
			d.buckets[best] = append(d.buckets[best], x)
			low, high = min(low, int(best)), max(high, int(best))
		}
	}
	for at := low; at <= high; at++ {
		for _, x := range d.buckets[at] {
			if d.next[x] != uint32(at) {
				continue
			}
			for _, y := range d.v.Row(int(x)) {
				if d.is[y] && (d.next[y] == 0 || d.next[y] > uint32(at)+1) {
					d.next[y] = uint32(at) + 1
					d.buckets[at+1] = append(d.buckets[at+1], y)
					high = max(high, at+1)
				}
			}
		}
		d.buckets[at] = d.buckets[at][:0]
	}
}
