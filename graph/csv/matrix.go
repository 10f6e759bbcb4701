package csv

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
)

// A table whose columns are names and whose cells are marks is a matrix: graph/source makes relations of it where that is asked
// for. Here it is told from a table of nodes.

// isMatrix tells whether a table that is no list of edges is a square of who is related to whom: behind the first column
// there are names only, and the first row is that of the first of them and holds numbers or marks.
func isMatrix(headers []header, cells [][]byte) bool {
	if len(headers) < 3 || slices.ContainsFunc(headers[1:], func(h header) bool { return h.role != data || h.empty }) {
		return false
	}
	if len(cells) == 0 || len(cells) > len(headers) || string(trimmed(cells[0])) != headers[1].own {
		return false
	}
	return !slices.ContainsFunc(cells[1:], func(cell []byte) bool {
		_, number := parseNumber(trimmed(cell))
		return !number && !blank(cell) && !isMark(cell)
	})
}

// leastMarks is how many marks tell that a table of which nothing else is known is a matrix.
const leastMarks = 2

// isMarked tells whether a table without a label or an id holds marks only behind its first column; a row above its headings may
// be a title.
func isMarked(first []heading) bool {
	for i := range first[:min(len(first), 3)] {
		if first[i].means() {
			return false
		}
		marks := 0
		for _, row := range first[i+1:] {
			n := first[i].marksIn(row.row.cells, first[i].headers[0].empty)
			if n < 0 {
				marks = 0
				break
			}
			marks += n
		}
		if first[i].filled > 1 && marks >= leastMarks {
			return true
		}
	}
	return false
}

// marksIn counts the marks of a row behind its first cell; it is -1 where it holds anything else, or no name. Yes and no may count.
func (h heading) marksIn(cells [][]byte, words bool) int {
	if len(cells) == 0 || blank(cells[0]) || len(cells) > len(h.headers) {
		return -1
	}
	marks := 0
	for i, cell := range cells[1:] {
		switch {
		case blank(cell), IsTotal(string(cells[0])), IsTotal(h.headers[i+1].own):
		case h.headers[i+1].empty || !isMark(cell) && !(words && isAnswer(cell)):
			return -1
		default:
			marks++
		}
	}
	return marks
}

// isOfMatrix tells whether the row below holds nothing but marks, numbers if the table is a square, or some marks beside data and
// behind a name.
func (h heading) isOfMatrix(below [][]byte) bool {
	return h.filled > 1 && (isMatrix(h.headers, below) || len(below) > 0 && h.marksIn(below, true) >= 0 || h.isBesideData(below))
}

// isBesideData tells whether the row below begins with a name and holds a mark.
func (h heading) isBesideData(below [][]byte) bool {
	if len(below) == 0 || h.headers[0].empty || isMark(below[0]) || isAnswer(below[0]) || !bytes.ContainsFunc(below[0], unicode.IsLetter) {
		return false
	}
	for i := 1; i < min(len(below), len(h.headers)); i++ {
		if !h.headers[i].empty && isMark(below[i]) {
			return true
		}
	}
	return false
}

// nameRows takes the first column of a matrix for the label.
func (t *table) nameRows() {
	if h := &t.headers[0]; h.role == data {
		h.role, h.name = meant, "label"
	}
}

// IsTotal tells whether a text says that what stands beside or below it is a sum.
func IsTotal(text string) bool {
	words := []string{"totale", "totali", "totale generale", "totale complessivo", "tot", "tot.", "total", "totals", "grand total"}
	return slices.Contains(words, strings.TrimRight(strings.ToLower(strings.TrimSpace(text)), ":= 0123456789"))
}
