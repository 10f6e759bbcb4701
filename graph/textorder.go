package graph

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// textOrder sorts texts of a packer by their bytes, eight of them at a time: what lies beside a number decides nearly
// always, and texts that begin alike are sorted by what follows.
type textOrder struct {
	texts   *packer
	scratch []begun
}

// begun is a text by its number, and eight of its bytes as a number; zeros stand behind its end.
type begun struct {
	next uint64
	n    uint32
}

// ascending returns the numbers in ascending order of their texts. Equal texts keep their order.
func (p *packer) ascending(numbers []uint32) []uint32 {
	all := make([]begun, len(numbers))
	for i, n := range numbers {
		all[i].n = n
	}
	o := textOrder{texts: p, scratch: make([]begun, len(numbers))}
	o.sort(all, 0)
	out := make([]uint32, len(all))
	for i, x := range all {
		out[i] = x.n
	}
	return out
}

// sort sorts texts that are alike up to depth.
func (o *textOrder) sort(some []begun, depth int) {
	longer := o.read(some, depth)
	sortBegun(some, o.scratch)
	for start := 0; start < len(some); {
		end := start + 1
		for end < len(some) && some[end].next == some[start].next {
			end++
		}
		if alike := some[start:end]; len(alike) > 1 {
			o.sortAlike(alike, depth, longer)
		}
		start = end
	}
}

// read reads eight bytes of each text, and tells whether any text goes on after them.
func (o *textOrder) read(some []begun, depth int) (longer bool) {
	for i := range some {
		text := o.texts.at(int(some[i].n))
		var next [8]byte
		if depth < len(text) {
			copy(next[:], text[depth:])
		}
		some[i].next = binary.BigEndian.Uint64(next[:])
		longer = longer || len(text) > depth+8
	}
	return longer
}

// sortAlike sorts texts whose eight bytes at depth are the same: by what follows, or, where none goes on, by length, since
// zeros stand for nothing there.
func (o *textOrder) sortAlike(alike []begun, depth int, longer bool) {
	if longer && slices.ContainsFunc(alike, func(x begun) bool { return len(o.texts.at(int(x.n))) > depth+8 }) {
		o.sort(alike, depth+8)
		return
	}
	slices.SortStableFunc(alike, func(x, y begun) int {
		return cmp.Compare(len(o.texts.at(int(x.n))), len(o.texts.at(int(y.n))))
	})
}

// fewBegun is up to how many are sorted by comparison: the count of 256 digits costs more there.
const fewBegun = 256

// sortBegun sorts by the eight bytes, equals in the order that they have: by one byte after the other, the last first, those
// left out that are the same everywhere.
func sortBegun(some, scratch []begun) {
	if len(some) <= fewBegun {
		slices.SortStableFunc(some, func(x, y begun) int { return cmp.Compare(x.next, y.next) })
		return
	}
	from, to := some, scratch[:len(some)]
	counts := bytesCounted(some)
	for digit := range counts {
		shift := 8 * digit
		count := &counts[digit]
		if int(count[byte(some[0].next>>shift)]) == len(some) {
			continue
		}
		at := uint32(0)
		for c, n := range count {
			count[c], at = at, at+n
		}
		for _, x := range from {
			place := &count[byte(x.next>>shift)]
			to[*place] = x
			*place++
		}
		from, to = to, from
	}
	if &from[0] != &some[0] {
		copy(some, from)
	}
}

// bytesCounted returns how often each byte stands at each of the eight places, the last first.
func bytesCounted(some []begun) *[8][256]uint32 {
	var counts [8][256]uint32
	for _, x := range some {
		for digit := range counts {
			counts[digit][byte(x.next>>(8*digit))]++
		}
	}
	return &counts
}
