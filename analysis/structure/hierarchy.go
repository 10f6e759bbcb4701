package structure

import (
	"cmp"
	"context"
	"math/bits"
	"slices"

	"trama/analysis/internal/view"
)

// HierarchyUpTo is the number of nodes up to which the dimensions of hierarchy are computed.
const HierarchyUpTo = 2_000

// Hierarchy holds Krackhardt's graph-theoretic dimensions of hierarchy (1994, Graph theoretical dimensions of informal
// organizations; R's sna computes the same). Each is 1 in an out-tree.
type Hierarchy struct {
	Connectedness float64 // share of the pairs that are in one weak component; 1 where n ≤ 1
	Hierarchy     float64 // of the pairs of which one reaches the other, the share where only one does
	Efficiency    float64 // 1 − arcs beyond those of a tree ÷ the most there could be, over the weak components
	LUBness       float64 // 1 − pairs without a common boss above all their others ÷ the most there could be
}

// NewHierarchy returns the dimensions of a directed graph, given its weak components; ok is false above HierarchyUpTo
// nodes. Direction decides: u is above w where u reaches w. A ratio without anything to divide by is 0, so that two
// nodes without an arc have four zeros; without directions the hierarchy is 0. Weights are ignored.
//
// The upper bounds of two nodes are those that reach both, the two themselves included; the pair is bounded where one of
// them reaches all others. So R's sna counts; Krackhardt's text asks for the bound that all others reach, which is the
// same in a tree.
//
// Reachability is kept as one bit a pair, the nodes ranked by how many are above them, most first: then the only
// candidate is the last bit that the rows of the two share. n³/64 words are looked at. It fails only when the context
// ends.
func NewHierarchy(ctx context.Context, a *view.Arcs, c *Components) (h Hierarchy, ok bool, err error) {
	n := a.N()
	if n > HierarchyUpTo {
		return Hierarchy{}, false, nil
	}
	h.Connectedness = Connectedness(n, c.Reached())
	most := int64(0)
	for _, size := range c.Sizes {
		most += int64(size)*int64(size-1) - int64(size-1)
	}
	if most > 0 {
		h.Efficiency = 1 - float64(int64(a.M())-int64(n-c.Count()))/float64(most)
	}
	r, err := newReach(ctx, a)
	if err != nil {
		return Hierarchy{}, true, err
	}
	h.Hierarchy = r.asymmetry()
	h.LUBness, err = r.lubness(ctx, c)
	return h, true, err
}

// reach says who is above whom: bit j of row i of above stands where the node ranked j reaches the node ranked i. Every
// node is above itself. Rank 0 has the most nodes above it.
type reach struct {
	words int
	above []uint64
	below []uint64 // the same turned over
	node  []uint32 // the node of each rank
}

func newReach(ctx context.Context, a *view.Arcs) (*reach, error) {
	n := a.N()
	r := &reach{words: (n + 63) / 64}
	raw := make([]uint64, n*r.words) // by node: who reaches it
	count, queue := make([]int, n), make([]uint32, 0, n)
	for u := range n {
		if u%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		row := raw[u*r.words : (u+1)*r.words]
		set(row, uint32(u))
		queue = append(queue[:0], uint32(u))
		for i := 0; i < len(queue); i++ {
			for _, w := range a.In(int(queue[i])) {
				if !has(row, w) {
					set(row, w)
					queue = append(queue, w)
				}
			}
		}
		count[u] = len(queue)
		r.node = append(r.node, uint32(u))
	}
	slices.SortStableFunc(r.node, func(u, w uint32) int { return cmp.Compare(count[w], count[u]) })
	rank := make([]uint32, n)
	for i, u := range r.node {
		rank[u] = uint32(i)
	}
	r.above, r.below = make([]uint64, n*r.words), make([]uint64, n*r.words)
	for i, u := range r.node {
		each(raw[int(u)*r.words:(int(u)+1)*r.words], func(w uint32) {
			set(r.row(uint32(i)), rank[w])
			set(r.under(rank[w]), uint32(i))
		})
	}
	return r, nil
}

func (r *reach) row(i uint32) []uint64 { return r.above[int(i)*r.words : (int(i)+1)*r.words] }

func (r *reach) under(i uint32) []uint64 { return r.below[int(i)*r.words : (int(i)+1)*r.words] }

func set(row []uint64, i uint32)      { row[i/64] |= 1 << (i % 64) }
func has(row []uint64, i uint32) bool { return row[i/64]&(1<<(i%64)) != 0 }

func each(row []uint64, f func(i uint32)) {
	for at, word := range row {
		for ; word != 0; word &= word - 1 {
			f(uint32(at*64 + bits.TrailingZeros64(word)))
		}
	}
}

// asymmetry returns, of the pairs of which one reaches the other, the share where only one does.
func (r *reach) asymmetry() float64 {
	one, both := 0, 0
	for i := range r.node {
		each(r.row(uint32(i)), func(j uint32) {
			switch {
			case int(j) == i:
			case has(r.row(j), uint32(i)):
				both++ // met from either end
			default:
				one++
			}
		})
	}
	if one+both == 0 {
		return 0
	}
	return float64(one) / float64(one+both/2)
}

// lubness counts the pairs of a weak component that are not bounded.
func (r *reach) lubness(ctx context.Context, c *Components) (float64, error) {
	most := int64(0)
	for _, size := range c.Sizes {
		if size > 2 {
			most += int64(size-1) * int64(size-2) / 2
		}
	}
	if most == 0 {
		return 0, ctx.Err()
	}
	missing := make([]int64, len(r.node))
	err := view.Share(ctx, len(r.node), func(_, i int) {
		rank := c.Of[r.node[i]]
		if c.Sizes[rank] < 3 {
			return
		}
		for j := range i {
			if c.Of[r.node[j]] == rank && !r.bounded(uint32(i), uint32(j)) {
				missing[i]++
			}
		}
	})
	total := int64(0)
	for _, m := range missing {
		total += m
	}
	return 1 - float64(total)/float64(most), err
}

// bounded tells whether an upper bound of two nodes reaches all their others. It has the fewest nodes above of all upper
// bounds, since what is above it is above all of them.
func (r *reach) bounded(i, j uint32) bool {
	a, b := r.row(i), r.row(j)
	for at := r.words - 1; at >= 0; at-- {
		if word := a[at] & b[at]; word != 0 {
			top := r.under(uint32(at*64 + bits.Len64(word) - 1))
			for ; at >= 0; at-- {
				if a[at]&b[at]&^top[at] != 0 {
					return false
				}
			}
			return true
		}
	}
	return false
}
