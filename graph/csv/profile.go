package csv

import (
	"bytes"
	"strconv"

	"trama/graph"
)

// profile says what the cells of a column could all be.
type profile struct {
	cells                    bool // there are any
	noNumber, noBool, noDate bool
	fraction                 bool // a number is no integer
	inexact                  bool // an integer is too large to be a float
	comma, point             bool
	only3                    bool // each point of a table without commas stands before three digits
	other3                   bool // and this is a point that does not
	twins                    bool // two texts may be the same number
}

// add looks at a cell that is new to the column. italian: the table's cells are not separated by commas.
func (p *profile) add(cell []byte, italian bool) {
	p.cells = true
	if !p.noNumber {
		p.addNumber(trimmed(cell), italian)
	}
	if !p.noBool {
		_, ok := boolean(cell)
		p.noBool = !ok
	}
	if !p.noDate {
		_, ok := dateOf(cell, italian)
		p.noDate = !ok
	}
}

func (p *profile) addNumber(cell []byte, italian bool) {
	n, ok := parseNumber(cell)
	if !ok || n.padded || n.comma && !italian {
		p.noNumber = true
		return
	}
	p.twins = p.twins || !n.integer || n.minus && n.zero
	if n.integer {
		p.addInteger(cell, n)
		return
	}
	p.fraction, p.comma, p.point = true, p.comma || n.comma, p.point || n.point
	if n.point && italian {
		p.only3, p.other3 = p.only3 || n.thousands(), p.other3 || !n.thousands()
	} else if n.point {
		p.other3 = true
	}
	if n.digits > 17 {
		p.noNumber = true
	} else if n.exp || len(cell) > 300 {
		_, ok := floatOf(cell, n)
		p.noNumber = !ok
	}
}

func (p *profile) addInteger(cell []byte, n number) {
	if n.digits < 16 {
		return
	}
	i, err := strconv.ParseInt(string(cell), 10, 64)
	p.noNumber = err != nil
	p.inexact = p.inexact || int64(float64(i)) != i
}

// join adds what another profile saw.
func (p *profile) join(q profile) {
	p.cells = p.cells || q.cells
	p.noNumber, p.noBool, p.noDate = p.noNumber || q.noNumber, p.noBool || q.noBool, p.noDate || q.noDate
	p.fraction, p.inexact, p.twins = p.fraction || q.fraction, p.inexact || q.inexact, p.twins || q.twins
	p.comma, p.point = p.comma || q.comma, p.point || q.point
	p.only3, p.other3 = p.only3 || q.only3, p.other3 || q.other3
}

// doubtful tells whether a column of numbers could be read in two ways.
func (p *profile) doubtful(coordinate bool) bool {
	return !p.noNumber && (p.comma && p.point || p.only3 && !p.other3 && !coordinate)
}

// typ returns the type of the column, None where it has no cells. What two texts may share is not looked at.
func (p *profile) typ(coordinate bool) graph.ValueType {
	switch {
	case !p.cells:
		return graph.None
	case !p.noNumber && !p.fraction:
		return graph.Integer
	case !p.noNumber && !p.doubtful(coordinate) && !p.inexact:
		return graph.Float
	case !p.noBool:
		return graph.Boolean
	case !p.noDate:
		return graph.Date
	}
	return graph.Text
}

// sameCell tells whether two cells of a column are one value although their texts differ: numbers with white space around
// them, true and TRUE, the Italian and the English name of a kind.
func sameCell(a, b []byte, r role) bool {
	a, b = trimmed(a), trimmed(b)
	if r == maybeKind {
		return graph.KindNamed(string(a)) == graph.KindNamed(string(b))
	}
	if bytes.Equal(a, b) {
		_, ok := parseNumber(a)
		return ok
	}
	x, okA := boolean(a)
	y, okB := boolean(b)
	return okA && okB && x == y
}
