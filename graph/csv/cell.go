package csv

import (
	"bytes"
	"math"
	"strconv"
	"unicode"
	"unicode/utf8"

	"trama/graph"
)

// trimmed returns a cell without surrounding white space, the no-break one too.
func trimmed(cell []byte) []byte {
	if len(cell) == 0 || visible(cell[0]) && visible(cell[len(cell)-1]) {
		return cell
	}
	return bytes.TrimSpace(cell)
}

// visible tells whether a byte is a letter of ASCII that is no white space.
func visible(c byte) bool { return c > ' ' && c < utf8.RuneSelf }

// unguarded takes off the apostrophe that stands before what a spreadsheet would run.
func unguarded(cell []byte) []byte {
	if len(cell) > 1 && cell[0] == '\'' && runs(cell[1:]) {
		return cell[1:]
	}
	return cell
}

// runs tells whether a spreadsheet may take a text for a formula: after any apostrophes it begins with = + @ tab or CR,
// or with a minus without being a number.
func runs(cell []byte) bool {
	cell = bytes.TrimLeft(cell, "'")
	if len(cell) == 0 {
		return false
	}
	switch cell[0] {
	case '=', '+', '@', '\t', '\r':
		return true
	case '-':
		_, number := parseNumber(cell)
		return !number
	}
	return false
}

// withoutControls returns a cell without the characters that XML cannot hold; the same slice where there are none.
func withoutControls(cell []byte) []byte {
	if bytes.IndexFunc(cell, graph.Unholdable) < 0 {
		return cell
	}
	return bytes.Map(func(c rune) rune {
		if graph.Unholdable(c) {
			return -1
		}
		return c
	}, cell)
}

// number is what a plain decimal number looks like. It may stand with a decimal comma.
type number struct {
	integer bool // digits only
	minus   bool
	comma   bool // the decimal mark is a comma
	point   bool
	exp     bool
	digits  int // after leading zeros and, where there is a mark or an exponent, before those at the end
	places  int // digits after the mark
	padded  bool
	zero    bool
}

// thousands tells whether the point may be one between thousands: it stands before exactly three digits.
func (n number) thousands() bool { return n.point && n.places == 3 && !n.exp }

// parseNumber reads a sign "-", digits with at most one mark, and an exponent. ok is false for anything else, white space
// too. The value is not computed.
func parseNumber(cell []byte) (n number, ok bool) {
	i := 0
	if i < len(cell) && cell[i] == '-' {
		n.minus = true
		i++
	}
	whole, zeros := 0, 0
	n.zero = true
	lead := i < len(cell) && cell[i] == '0'
	count := func(c byte) {
		switch {
		case c != '0':
			n.digits += zeros + 1
			zeros, n.zero = 0, false
		case !n.zero:
			zeros++
		}
	}
	for ; i < len(cell) && isDigit(cell[i]); i++ {
		whole++
		count(cell[i])
	}
	if i < len(cell) && (cell[i] == '.' || cell[i] == ',') {
		n.comma, n.point = cell[i] == ',', cell[i] == '.'
		for i++; i < len(cell) && isDigit(cell[i]); i++ {
			n.places++
			count(cell[i])
		}
		if n.places == 0 {
			return n, false
		}
	}
	if whole+n.places == 0 {
		return n, false
	}
	if i < len(cell) && (cell[i] == 'e' || cell[i] == 'E') {
		if i = exponentEnd(cell, i+1); i < 0 {
			return n, false
		}
		n.exp = true
	}
	n.padded = lead && whole > 1
	n.integer = !n.comma && !n.point && !n.exp
	if n.integer {
		n.digits += zeros
	}
	return n, i == len(cell)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// exponentEnd returns where the digits of an exponent end, -1 where there are none.
func exponentEnd(cell []byte, i int) int {
	if i < len(cell) && (cell[i] == '-' || cell[i] == '+') {
		i++
	}
	start := i
	for i < len(cell) && isDigit(cell[i]) {
		i++
	}
	if i == start {
		return -1
	}
	return i
}

// floatOf returns the value of a number; ok is false where 64 bits do not hold it.
func floatOf(cell []byte, n number) (x float64, ok bool) {
	if n.comma {
		cell = bytes.Replace(cell, []byte{','}, []byte{'.'}, 1)
	}
	x, err := strconv.ParseFloat(string(cell), 64)
	return x, err == nil && !math.IsInf(x, 0) && (x != 0 || n.zero)
}

// dateOf returns a date written YYYY-MM-DD or, where the table's cells are not separated by commas, DD/MM/YYYY.
func dateOf(cell []byte, italian bool) (graph.Value, bool) {
	if len(cell) != 10 {
		return graph.Value{}, false
	}
	if cell[4] == '-' {
		return graph.DateValue(string(cell))
	}
	if !italian || cell[2] != '/' || cell[5] != '/' {
		return graph.Value{}, false
	}
	day := make([]byte, 0, 10)
	day = append(append(append(day, cell[6:]...), '-'), cell[3:5]...)
	return graph.DateValue(string(append(append(day, '-'), cell[:2]...)))
}

// boolean returns true or false, in any case.
func boolean(cell []byte) (value, ok bool) {
	if len(cell) == 4 && bytes.EqualFold(cell, []byte("true")) {
		return true, true
	}
	return false, len(cell) == 5 && bytes.EqualFold(cell, []byte("false"))
}

// blank tells whether a cell is absent: empty, or white space alone.
func blank(cell []byte) bool {
	if len(cell) == 0 {
		return true
	}
	return !visible(cell[0]) && len(bytes.TrimLeftFunc(cell, unicode.IsSpace)) == 0
}
