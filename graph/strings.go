package graph

import (
	mathbits "math/bits"
	"slices"
	"sort"
)

// packed is an immutable list of strings that lie one behind the other: no pointer per string.
type packed struct {
	bytes string
	ends  []uint64
}

// len returns the number of strings.
func (s packed) len() int { return len(s.ends) }

// at returns string i. It shares memory with the list.
func (s packed) at(i int) string {
	start := uint64(0)
	if i > 0 {
		start = s.ends[i-1]
	}
	return s.bytes[start:s.ends[i]]
}

// search returns where the string stands or would stand in an ascending list, and whether it is there.
func (s packed) search(text string) (int, bool) {
	i := sort.Search(s.len(), func(i int) bool { return s.at(i) >= text })
	return i, i < s.len() && s.at(i) == text
}

// packer collects strings one behind the other.
type packer struct {
	bytes []byte
	ends  []uint64
}

func newPacker(n int) *packer { return &packer{ends: make([]uint64, 0, n)} }

// roomFor returns an empty packer for all that another one holds.
func (p *packer) roomFor() *packer {
	return &packer{bytes: make([]byte, 0, len(p.bytes)), ends: make([]uint64, 0, len(p.ends))}
}

func (p *packer) add(text string) {
	p.bytes = append(roomier(p.bytes, len(text)), text...)
	p.ends = append(roomier(p.ends, 1), uint64(len(p.bytes)))
}

func (p *packer) addBytes(text []byte) {
	p.bytes = append(roomier(p.bytes, len(text)), text...)
	p.ends = append(roomier(p.ends, 1), uint64(len(p.bytes)))
}

// roomier returns the slice with room for n elements, twice as long where there is none: append alone would move a long one
// four times as often.
func roomier[T any](s []T, n int) []T {
	if cap(s)-len(s) >= n {
		return s
	}
	return slices.Grow(s, max(n, len(s)))
}

func (p *packer) at(i int) []byte {
	start := uint64(0)
	if i > 0 {
		start = p.ends[i-1]
	}
	return p.bytes[start:p.ends[i]]
}

// gathered returns the strings with these numbers, in that order.
func (p *packer) gathered(order []uint32) packed {
	ends, size := make([]uint64, len(order)), uint64(0)
	for i, n := range order {
		size += uint64(len(p.at(int(n))))
		ends[i] = size
	}
	bytes := make([]byte, size)
	inShares(len(order), func(from, to int) {
		for i, n := range order[from:to] {
			text := p.at(int(n))
			copy(bytes[ends[from+i]-uint64(len(text)):], text)
		}
	})
	return packed{bytes: string(bytes), ends: ends}
}

// strings returns what was collected, without the room for more.
func (p *packer) strings() packed {
	ends := p.ends
	if cap(ends) > len(ends)+len(ends)/8 {
		ends = slices.Clone(ends)
	}
	return packed{bytes: string(p.bytes), ends: ends}
}

// bits is a set of small numbers.
type bits []uint64

func newBits(n int) bits { return make(bits, (n+63)/64) }

func (b bits) get(i int) bool { return i>>6 < len(b) && b[i>>6]&(1<<(i&63)) != 0 }

func (b *bits) set(i int) {
	for i>>6 >= len(*b) {
		*b = append(*b, 0)
	}
	(*b)[i>>6] |= 1 << (i & 63)
}

// setRange sets all from one up to another.
func (b *bits) setRange(from, to int) {
	for ; from < to && from&63 > 0; from++ {
		b.set(from)
	}
	for ; from+64 <= to; from += 64 {
		b.set(from)
		(*b)[from>>6] = ^uint64(0)
	}
	for ; from < to; from++ {
		b.set(from)
	}
}

func (b bits) clear(i int) {
	if i>>6 < len(b) {
		b[i>>6] &^= 1 << (i & 63)
	}
}

// count returns how many numbers are in the set.
func (b bits) count() int {
	n := 0
	for _, word := range b {
		n += mathbits.OnesCount64(word)
	}
	return n
}

// each calls visit for the numbers in the set in ascending order.
func (b bits) each(visit func(uint32)) {
	for i, word := range b {
		for ; word != 0; word &= word - 1 {
			visit(uint32(i<<6 + mathbits.TrailingZeros64(word)))
		}
	}
}
