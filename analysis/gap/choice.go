package gap

import (
	"cmp"
	"container/heap"
	"iter"
)

// choice is a heap of nodes, the one that some node would choose first on top: the one with which it has most in common, of
// equals the more central, then the one that was named before.
type choice []partner

type partner struct {
	node, at          uint32
	affinity, central float64
}

// inChoice returns nodes in the order in which u would choose them; each costs O(log n) after the first.
func (s *search) inChoice(u int, nodes []uint32) iter.Seq[uint32] {
	c := make(choice, len(nodes))
	for i, w := range nodes {
		c[i] = partner{w, uint32(i), s.Model.Affinity(uint32(u), w), s.central[w]}
	}
	heap.Init(&c)
	return func(yield func(uint32) bool) {
		for len(c) > 0 && yield(heap.Pop(&c).(partner).node) {
		}
	}
}

// Len returns the number of partners; with the other four methods they are a heap.Interface.
func (c choice) Len() int { return len(c) }

// Swap exchanges two partners.
func (c choice) Swap(i, j int) { c[i], c[j] = c[j], c[i] }

// Less tells whether partner i would be chosen before partner j; no two are equal, so the order is the same every time.
func (c choice) Less(i, j int) bool {
	a, b := &c[i], &c[j]
	return cmp.Or(cmp.Compare(b.affinity, a.affinity), cmp.Compare(b.central, a.central), cmp.Compare(a.at, b.at)) < 0
}

// Push appends a partner: heap.Interface wants it, though a choice only shrinks.
func (c *choice) Push(p any) { *c = append(*c, p.(partner)) }

// Pop takes the last partner off, where heap.Pop has put the first choice.
func (c *choice) Pop() any {
	last := (*c)[len(*c)-1]
	*c = (*c)[:len(*c)-1]
	return last
}
