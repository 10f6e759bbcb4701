package structure

import (
	"context"
	"math"
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
// The order needs one pass: degrees only fall, so that the nodes of the highest degree left, taken in ascending order,
// are passed once, and each edge moves a node down one bucket. The sizes come from putting the nodes back in reverse
// with a union-find. O(n + m), and the sorting of the buckets. It fails only when the context ends.
func NewRobustness(ctx context.Context, v *view.View) (*Robustness, error) {
	order, err := adaptiveOrder(ctx, v)
	if err != nil {
		return nil, err
	}
	left, err := sizesLeft(ctx, v, order)
	if err != nil {
		return nil, err
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

const removed = ^uint32(0) // the degree of a node that is gone

func adaptiveOrder(ctx context.Context, v *view.View) ([]uint32, error) {
	n := v.N()
	degree, buckets := make([]uint32, n), make([][]uint32, v.MaxDegree()+1)
	for u := range n {
		degree[u] = uint32(v.Degree(u))
		buckets[degree[u]] = append(buckets[degree[u]], uint32(u))
	}
	order := make([]uint32, 0, n)
	for d := len(buckets) - 1; d >= 0; d-- {
		// No node can fall into this bucket any more while it is worked on: whoever loses an edge leaves it.
		bucket := slices.DeleteFunc(buckets[d], func(u uint32) bool { return degree[u] != uint32(d) })
		buckets[d] = nil
		slices.Sort(bucket)
		for _, u := range bucket {
			if degree[u] != uint32(d) {
				continue
			}
			if len(order)%steps == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			order, degree[u] = append(order, u), removed
			for _, w := range v.Row(int(u)) {
				if degree[w] != removed {
					degree[w]--
					buckets[degree[w]] = append(buckets[degree[w]], w)
				}
			}
		}
	}
	return order, nil
}

// sizesLeft puts the nodes back from the last to the first and notes the largest component at each step.
func sizesLeft(ctx context.Context, v *view.View, order []uint32) ([]uint32, error) {
	n := v.N()
	left := make([]uint32, n+1)
	parent, size := make([]uint32, n), make([]uint32, n) // size 0: not back yet
	largest := uint32(0)
	for q := n - 1; q >= 0; q-- {
		if q%steps == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		root := order[q]
		parent[root], size[root] = root, 1
		for _, w := range v.Row(int(root)) {
			if size[w] == 0 {
				continue
			}
			root = unite(parent, size, root, rootOf(parent, w))
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
