package structure

import (
	"context"
	"math"
	"math/bits"
	"slices"

	"trama/analysis/internal/view"
)

// Robustness is how a graph falls apart when its best connected nodes go, one after the other.
type Robustness struct {
	Order []uint32 // the nodes in the order of their removal
	Left  []uint32 // Left[q]: the size of the largest component after q removals, q from 0 to n
}

// NewRobustness removes the node of the highest degree among those left, ties by the lowest node, until none is left
// (Schneider et al. 2011, doi:10.1073/pnas.1009440108). Direction and weights are ignored.
//
// Degrees only fall, so that those of the highest degree left are found in one pass from the hubs down: a node that has
// lost pairs is put lower when the pass comes to it, not at each loss. The sizes come from putting the nodes back in
// reverse with a union-find. O(n + m), and the sorting of those of a degree where they are few. It fails only when the
// context ends.
func NewRobustness(ctx context.Context, v *view.View) (*Robustness, error) {
	hubs := v.HubsFirst()
	order, err := adaptiveOrder(ctx, hubs)
	if err != nil {
		return nil, err
	}
	left, err := sizesLeft(ctx, hubs.View, order)
	if err != nil {
		return nil, err
	}
	for q, u := range order {
		order[q] = hubs.Was[u]
	}
	return &Robustness{Order: order, Left: left}, nil
}

// R returns (1/n) Σ S(q) for q from 1 to n, S being the share of all nodes in the largest component after q removals:
// between 1/n² · n(n−1)/2 of a clique, about ½, and 0. nil without nodes.
func (r *Robustness) R() *float64 {
	n := len(r.Order)
	if n == 0 {
		return nil
	}
	sum := int64(0)
	for _, left := range r.Left[1:] {
		sum += int64(left)
	}
	value := float64(sum) / float64(n) / float64(n)
	return &value
}

// Curve returns at most the given number of points, evenly spread with both ends among them: the share of nodes removed
// and the share of all nodes in the largest component then. It is empty without nodes.
func (r *Robustness) Curve(points int) [][2]float64 {
	n := len(r.Order)
	if n == 0 {
		return [][2]float64{}
	}
	last := min(points-1, n)
	curve := make([][2]float64, 0, last+1)
	for i := range last + 1 {
		q := int(math.Round(float64(i) / float64(last) * float64(n)))
		curve = append(curve, [2]float64{float64(q) / float64(n), float64(r.Left[q]) / float64(n)})
	}
	return curve
}

// removed is more than any degree: that of a node that is removed, and stays above removed/2 whatever it loses then.
const removed = 1 << 31

// removal is the pass from the hubs down.
type removal struct {
	*view.Arrangement
	degree []uint32   // among the nodes left
	lower  [][]uint32 // by degree: nodes that had more at first, and this one when the pass last came to them
	next   int        // the first of the nodes that the pass has not come to
	marks  []uint64   // a bit for each node
}

// adaptiveOrder returns the nodes, as they are numbered in the arrangement, in the order of their removal.
func adaptiveOrder(ctx context.Context, hubs *view.Arrangement) ([]uint32, error) {
	r := removal{
		Arrangement: hubs, degree: make([]uint32, hubs.N()), lower: make([][]uint32, hubs.MaxDegree()+1),
		marks: make([]uint64, hubs.N()/64+1),
	}
	for u := range r.degree {
		r.degree[u] = uint32(hubs.Degree(u))
	}
	order := make([]uint32, 0, hubs.N())
	for d := len(r.lower) - 1; d >= 0; d-- {
		nodes := r.of(uint32(d))
		for i, u := range nodes {
			if i%view.Ahead == 0 {
				hubs.Fetch(nodes[i:min(i+view.Ahead, len(nodes))])
			}
			if r.moved(u, uint32(d)) {
				continue
			}
			if len(order)%steps == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			order, r.degree[u] = append(order, u), removed
			for _, w := range hubs.Row(int(u)) {
				r.degree[w]--
			}
		}
	}
	return order, nil
}

// of returns the nodes of a degree, the highest left, in the order of what they were called. No other can come to have it:
// all have that or less, and whoever loses a pair from now on has less.
func (r *removal) of(degree uint32) []uint32 {
	lower := slices.DeleteFunc(r.lower[degree], func(u uint32) bool { return r.moved(u, degree) })
	r.lower[degree] = nil
	for i, u := range lower {
		lower[i] = r.Was[u]
	}
	r.sort(lower)
	all := make([]uint32, 0, len(lower))
	for ; r.next < r.N() && r.Degree(r.next) == int(degree); r.next++ {
		if r.moved(uint32(r.next), degree) {
			continue
		}
		was := r.Was[r.next]
		for len(lower) > 0 && lower[0] < was {
			all, lower = append(all, lower[0]), lower[1:]
		}
		all = append(all, was)
	}
	all = append(all, lower...)
	for i, was := range all {
		all[i] = r.Number[was]
	}
	return all
}

// few is the share of the nodes, as a divisor, up to which a list of them is sorted by comparing.
const few = 256

// sort puts nodes in ascending order: where they are not few by a mark for each, so that the cost is linear.
func (r *removal) sort(nodes []uint32) {
	if len(nodes) < r.N()/few {
		slices.Sort(nodes)
		return
	}
	for _, u := range nodes {
		r.marks[u>>6] |= 1 << (u & 63)
	}
	nodes = nodes[:0]
	for i, word := range r.marks {
		for ; word != 0; word &= word - 1 {
			nodes = append(nodes, uint32(i<<6+bits.TrailingZeros64(word)))
		}
		r.marks[i] = 0
	}
}

// moved puts a node where it belongs if it has not the degree any more, and tells whether it did.
func (r *removal) moved(u, degree uint32) bool {
	if r.degree[u] == degree {
		return false
	}
	d := r.degree[u]
	r.lower[d] = append(r.lower[d], u)
	return true
}

// sizesLeft puts the nodes back from the last to the first and notes the largest component at each step.
func sizesLeft(ctx context.Context, v *view.View, order []uint32) ([]uint32, error) {
	n := v.N()
	left := make([]uint32, n+1)
	parent, size := make([]uint32, n), make([]uint32, n)
	for u := range parent {
		parent[u] = view.None // not back yet
	}
	largest := uint32(0)
	for q := n - 1; q >= 0; q-- {
		if q%steps == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if (n-1-q)%view.Ahead == 0 {
			v.Fetch(order[max(0, q+1-view.Ahead) : q+1])
		}
		root := order[q]
		parent[root], size[root] = root, 1
		for _, w := range v.Row(int(root)) {
			if parent[w] != view.None {
				root = unite(parent, size, root, rootOf(parent, w))
			}
		}
		largest = max(largest, size[root])
		left[q] = largest
	}
	return left, nil
}

// rootOf returns the root of the tree that a node hangs in, and halves the way there.
func rootOf(parent []uint32, u uint32) uint32 {
	for parent[u] != u {
		parent[u] = parent[parent[u]]
		u = parent[u]
	}
	return u
}

// unite hangs the smaller of two trees on the larger and returns the root.
func unite(parent, size []uint32, a, b uint32) uint32 {
	if a == b {
		return a
	}
	if size[a] < size[b] {
		a, b = b, a
	}
	parent[b] = a
	size[a] += size[b]
	return a
}
