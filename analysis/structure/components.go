package structure

import (
	"context"
	"math"
	"sync/atomic"

	"trama/analysis/internal/view"
)

// Components are the pieces of a graph, ranked by size, ties by the lowest node in them. Rank 0 is the largest.
type Components struct {
	Of    []uint32 // the rank of each node's component
	Sizes []int    // by rank, descending
	First []uint32 // the lowest node of each component, by rank
}

// NewComponents returns the components. Direction and weights are ignored.
//
// Afforest (Sutton, Ben-Nun, Barak 2018, doi:10.1109/IPDPS.2018.00012): two neighbours of each node are hooked, the
// giant component is found by sampling, and edges that start in it are skipped. The hubs come first, so that almost all
// of a skewed graph hangs together after one look at each node. A root always is the lowest node of its tree, so that
// the result does not depend on how the cores take turns. About O(n+m), the edges of the giant component mostly unseen.
// It fails only when the context ends.
func NewComponents(ctx context.Context, v *view.View) (*Components, error) {
	hubs := v.HubsFirst()
	root, err := afforest(ctx, hubs.View)
	if err != nil {
		return nil, err
	}
	return ranked(root, hubs.Number), nil
}

// Count returns the number of components.
func (c *Components) Count() int { return len(c.Sizes) }

// Reached returns the number of unordered pairs of nodes in the same component.
func (c *Components) Reached() int64 {
	pairs := int64(0)
	for _, s := range c.Sizes {
		pairs += Pairs(s)
	}
	return pairs
}

// Largest returns the size of the largest component, 0 without nodes.
func (c *Components) Largest() int {
	if len(c.Sizes) == 0 {
		return 0
	}
	return c.Sizes[0]
}

// Entropy returns −Σ (s/n) ln(s/n) over the component sizes s, in nats; 0 where n ≤ 1.
func (c *Components) Entropy() float64 {
	n, sum := float64(len(c.Of)), 0.0
	for _, s := range c.Sizes {
		share := float64(s) / n
		sum -= share * math.Log(share)
	}
	return sum + 0 // no negative zero
}

// Herfindahl returns Σ (s/n)² over the component sizes s, 0 without nodes.
func (c *Components) Herfindahl() float64 {
	n, sum := float64(len(c.Of)), 0.0
	for _, s := range c.Sizes {
		share := float64(s) / n
		sum += share * share
	}
	return sum
}

// Members returns the nodes of each component, by rank, each list ascending. All lists lie in one array.
func (c *Components) Members() [][]uint32 {
	all, members := make([]uint32, len(c.Of)), make([][]uint32, c.Count())
	start := 0
	for rank, size := range c.Sizes {
		members[rank] = all[start : start : start+size]
		start += size
	}
	for u, rank := range c.Of {
		members[rank] = append(members[rank], uint32(u))
	}
	return members
}

const (
	hooked  = 2    // neighbours of each node that are hooked first
	sampled = 1024 // nodes looked at to find the giant component
)

func afforest(ctx context.Context, v *view.View) ([]uint32, error) {
	n := v.N()
	parent := make([]uint32, n)
	for u := range parent {
		parent[u] = uint32(u)
		if row := v.Row(u); len(row) > 0 && row[0] < uint32(u) {
			parent[u] = parent[row[0]]
		}
	}
	for u := range parent {
		if row := v.Row(u); len(row) >= hooked && parent[row[1]] != parent[u] {
			join(parent, uint32(u), row[1])
		}
	}
	flatten(parent)
	giant := mostFrequent(parent)
	err := view.Share(ctx, (n+steps-1)/steps, func(_, chunk int) {
		for u := chunk * steps; u < min(n, (chunk+1)*steps); u++ {
			if atomic.LoadUint32(&parent[u]) == giant {
				continue
			}
			for _, w := range v.Row(u) {
				join(parent, uint32(u), w)
			}
		}
	})
	flatten(parent)
	return parent, err
}

// flatten hangs every node directly on its root. Parents are lower, so that in ascending order one step is enough.
func flatten(parent []uint32) {
	for u, p := range parent {
		parent[u] = parent[p]
	}
}

// join hooks the higher of two roots onto the lower, whatever other cores hook meanwhile.
func join(parent []uint32, u, w uint32) {
	a, b := atomic.LoadUint32(&parent[u]), atomic.LoadUint32(&parent[w])
	for a != b {
		low, high := min(a, b), max(a, b)
		above := atomic.LoadUint32(&parent[high])
		if above == low || above == high && atomic.CompareAndSwapUint32(&parent[high], high, low) {
			return
		}
		a, b = atomic.LoadUint32(&parent[above]), atomic.LoadUint32(&parent[low])
	}
}

// mostFrequent returns the root that most of a fixed sample hangs on. Any answer gives the same components, so that on a
// small graph, where counting takes longer than what it saves, it is the first.
func mostFrequent(parent []uint32) uint32 {
	n := len(parent)
	if n == 0 {
		return view.None
	} else if n <= sampled {
		return parent[0]
	}
	count, best := map[uint32]int{}, parent[0]
	for i := range sampled {
		root := parent[int(uint64(i)*2654435761%uint64(n))]
		count[root]++
		if count[root] > count[best] {
			best = root
		}
	}
	return best
}

// ranked numbers the components by size, ties by their lowest node: they are met in ascending order of it and sorted by
// counting. number is what each node is called among the roots.
func ranked(root, number []uint32) *Components {
	n := len(root)
	size, of := make([]uint32, n), make([]uint32, n)
	var first []uint32
	for u, x := range number {
		r := root[x]
		of[u] = r
		if size[r] == 0 {
			first = append(first, uint32(u))
		}
		size[r]++
	}
	largest := uint32(0)
	for _, u := range first {
		largest = max(largest, size[of[u]])
	}
	start := make([]uint32, int(largest)+1) // by size: the rank of the next component
	for _, u := range first {
		start[size[of[u]]]++
	}
	next := uint32(0)
	for s := int(largest); s > 0; s-- {
		start[s], next = next, next+start[s]
	}
	c := &Components{Of: of, Sizes: make([]int, len(first)), First: make([]uint32, len(first))}
	rank := size // the size of a root is not needed any more once it has its rank
	for _, u := range first {
		r := of[u]
		s := size[r]
		rank[r] = start[s]
		c.Sizes[start[s]], c.First[start[s]] = int(s), u
		start[s]++
	}
	for u, r := range of {
		of[u] = rank[r]
	}
	return c
}
