package pairs

import (
	"cmp"
	"slices"
)

// Ordered are values in an order: Compare is below 0 where this one comes first.
type Ordered[P any] interface{ Compare(other P) int }

// Best keeps the best of the pairs that it is given, in their order. It holds up to twice as many before it sorts them, so
// that a pair takes O(log Most) on average.
type Best[P Ordered[P]] struct {
	Most  int // how many pairs
	pairs []P
	full  bool // there were as many
}

// Compare orders pairs by descending score, then by U, then by W.
func (p Pair) Compare(q Pair) int {
	return cmp.Or(cmp.Compare(q.Score, p.Score), cmp.Compare(p.U, q.U), cmp.Compare(p.W, q.W))
}

// Add takes a pair and tells whether the last of the best may be another.
func (b *Best[P]) Add(p P) bool {
	b.pairs = append(b.pairs, p)
	if len(b.pairs) < 2*b.Most && (b.full || len(b.pairs) < b.Most) {
		return false
	}
	b.trim()
	return b.full
}

// Join takes what another one holds.
func (b *Best[P]) Join(other Best[P]) { b.pairs = append(b.pairs, other.pairs...) }

// Beyond tells whether a pair is surely none of the best.
func (b *Best[P]) Beyond(p P) bool { return b.Most == 0 || b.full && p.Compare(b.last()) >= 0 }

// Pairs returns the best, the best of them first.
func (b *Best[P]) Pairs() []P {
	b.trim()
	return b.pairs
}

func (b *Best[P]) trim() {
	slices.SortFunc(b.pairs, P.Compare)
	b.pairs = b.pairs[:min(len(b.pairs), b.Most)]
	b.full = len(b.pairs) == b.Most
}

// last returns the last of the best, once they are full.
func (b *Best[P]) last() P { return b.pairs[b.Most-1] }
