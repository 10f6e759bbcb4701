package pairs

import (
	"cmp"
	"slices"
)

// Best keeps the best of the pairs that it is given: by descending score, then by U, then by W. It holds up to twice as many
// before it sorts them, so that a pair takes O(log Most) on average.
type Best struct {
	Most  int // how many pairs
	pairs []Pair
	full  bool // there were as many
}

// compare orders pairs by descending score, then by node.
func (p Pair) compare(q Pair) int {
	return cmp.Or(cmp.Compare(q.Score, p.Score), cmp.Compare(p.U, q.U), cmp.Compare(p.W, q.W))
}

// Add takes a pair and tells whether the last of the best may be another.
func (b *Best) Add(p Pair) bool {
	b.pairs = append(b.pairs, p)
	if len(b.pairs) < 2*b.Most && (b.full || len(b.pairs) < b.Most) {
		return false
	}
	b.trim()
	return b.full
}

// Join takes what another one holds.
func (b *Best) Join(other Best) { b.pairs = append(b.pairs, other.pairs...) }

// Beyond tells whether a pair is surely none of the best.
func (b *Best) Beyond(p Pair) bool { return b.Most == 0 || b.full && p.compare(b.last()) >= 0 }

// Pairs returns the best, the best of them first.
func (b *Best) Pairs() []Pair {
	b.trim()
	return b.pairs
}

func (b *Best) trim() {
	slices.SortFunc(b.pairs, Pair.compare)
	b.pairs = b.pairs[:min(len(b.pairs), b.Most)]
	b.full = len(b.pairs) == b.Most
}

// last returns the last of the best, once they are full.
func (b *Best) last() Pair { return b.pairs[b.Most-1] }
