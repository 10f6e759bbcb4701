package graphml

import "math/bits"

// rowSet is a set of rows.
type rowSet []uint64

func (s *rowSet) set(row int) {
	for row>>6 >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[row>>6] |= 1 << (row & 63)
}

func (s rowSet) get(row int) bool { return row>>6 < len(s) && s[row>>6]&(1<<(row&63)) != 0 }

// each calls f with every row, ascending.
func (s rowSet) each(f func(row int)) {
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			f(i<<6 + bits.TrailingZeros64(word))
		}
	}
}

// rawTexts are texts of rows, one behind the other.
type rawTexts struct {
	rows []uint32
	ends []uint64
	all  []byte
}

func (r *rawTexts) add(row int, text string) {
	r.rows = append(r.rows, uint32(row))
	r.all = append(r.all, text...)
	r.ends = append(r.ends, uint64(len(r.all)))
}

// forget takes away the texts of a row that were added last.
func (r *rawTexts) forget(row int) {
	for n := len(r.rows) - 1; n >= 0 && r.rows[n] == uint32(row); n-- {
		r.rows, r.ends = r.rows[:n], r.ends[:n]
		r.all = r.all[:0]
		if n > 0 {
			r.all = r.all[:r.ends[n-1]]
		}
	}
}

// each calls f with every row and its text, in the order in which they were added.
func (r *rawTexts) each(f func(row int, text string)) {
	start := uint64(0)
	for i, row := range r.rows {
		f(int(row), string(r.all[start:r.ends[i]]))
		start = r.ends[i]
	}
}
