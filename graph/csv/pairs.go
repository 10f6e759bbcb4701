package csv

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// The commonest large table is a bare list of edges between numbers. Its rows need not be cut into cells: two numbers and a
// line end are read as what they mean, eight bytes at a time. The first row that is anything else goes the way of all rows.

// bare tells whether the table is a list of pairs and nothing else.
func (t *table) bare(separator byte) bool {
	return t.edges && len(t.headers) == 2 && t.source == 0 && t.target == 1 && !isDigit(separator) &&
		t.r.options.Limits.NodeID >= wideNumber
}

// wideNumber is how many digits such a number has at most.
const wideNumber = 8

// widestPair is more than the longest row of two such numbers, and what reading it looks at behind it.
const widestPair = 2*wideNumber + 8

// pairs reads rows of two numbers into the batch until it is full, another row comes or the file ends.
func (r *rows) pairs(b *batch) error {
	b.pairs = slices.Grow(b.pairs, 2*r.perBatch)[: 0 : 2*r.perBatch]
	for len(b.pairs) < 2*r.perBatch {
		if r.end-r.pos < widestPair && r.ended == nil {
			if err := r.fill(); err != nil {
				return err
			}
		}
		before, at := len(b.pairs), r.pos
		b.pairs, r.pos = appendPairs(b.pairs, r.buf[:r.end], at, r.separator)
		r.following += (len(b.pairs) - before) / 2
		b.wide += r.pos - at
		if r.end-r.pos >= widestPair || r.ended != nil {
			return nil
		}
	}
	return nil
}

// appendPairs appends the numbers of the rows that begin at a place, as far as they are pairs and there is room; it returns
// where the next row begins.
func appendPairs(pairs []uint32, data []byte, at int, separator byte) ([]uint32, int) {
	for at+widestPair <= len(data) && len(pairs)+2 <= cap(pairs) {
		source, i := numberAt(data, at)
		if i == at || data[i] != separator {
			break
		}
		target, end := numberAt(data, i+1)
		if end == i+1 {
			break
		}
		if data[end] == '\r' {
			end++
		}
		if data[end] != '\n' {
			break
		}
		pairs, at = append(pairs, source, target), end+1
	}
	return pairs, at
}

// numberAt returns the number at a place and where it ends: at the place itself where none begins that is written without
// needless zeros. Eight bytes must follow. More digits than those eight end the number, and what follows is no line then.
func numberAt(data []byte, at int) (value uint32, end int) {
	const zeros = 0x3030303030303030
	text := binary.LittleEndian.Uint64(data[at:]) ^ zeros // a digit has become its value
	other := (text + 0x7676767676767676 | text) & 0x8080808080808080
	digits := bits.TrailingZeros64(other) / 8
	if digits == 0 || digits > 1 && byte(text) == 0 {
		return 0, at
	}
	text <<= 64 - 8*digits // zeros before the digits
	text = (10*text + text>>8) & 0x00ff00ff00ff00ff
	text = (100*text + text>>16) & 0x0000ffff0000ffff
	return uint32(10000*text + text>>32), at + digits
}
