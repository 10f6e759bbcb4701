package csv

import (
	"bytes"
	"math/big"
	"slices"
	"strings"

	"trama/graph"
)

// maxSummed is of how many rows the sums are looked at: a longer table is not written by hand.
const maxSummed = 1 << 16

// isClosing tells whether a text is what stands in place of a name below the rows of a table: that the others of its row are
// sums, or that the table goes on elsewhere.
func isClosing(text string) bool {
	words := []string{"somma", "somme", "sum", "segue", "continua", "continued"}
	return IsTotal(text) || slices.Contains(words, strings.TrimRight(strings.ToLower(strings.TrimSpace(text)), ".…:= "))
}

// leaveClosing tells whether the row that was read, the last of a table of nodes, is none, and notes it: its first cell is such a
// word, and the others are empty or exactly the sums of their columns. In a table of marks a sum counts marks, and is known there.
func (t *table) leaveClosing() bool {
	first := slices.IndexFunc(t.cells, func(cell []byte) bool { return !blank(cell) })
	if t.edges || len(t.nodes) == 0 || t.r.options.Matrix || first < 0 || !isClosing(string(t.cells[first])) {
		return false
	}
	for i := first + 1; i < len(t.cells); i++ {
		if !blank(t.cells[i]) && !t.isSum(i) {
			return false
		}
	}
	text := string(bytes.Join(slices.DeleteFunc(slices.Clone(t.cells), blank), []byte(", ")))
	t.r.note("closing_row", "{file}: row {line}, the last, says “{text}” and is no node: it is left out", graph.V{"file": t.name, "line": t.line, "text": graph.Shown(text)})
	return true
}

// isSum tells whether a cell is the sum of its column over the rows of the table.
func (t *table) isSum(i int) bool {
	at := slices.IndexFunc(t.fields, func(f field) bool { return f.at == i })
	said, ok := decimal(string(trimmed(t.cells[i])))
	if at < 0 || !ok || len(t.nodes) == maxSummed {
		return false
	}
	sum := new(big.Rat)
	for _, node := range t.nodes {
		text := strings.TrimSpace(t.r.b.NodeValue(node, t.fields[at].column.handle).String())
		if text == "" {
			continue
		}
		n, ok := decimal(text)
		if !ok {
			return false
		}
		sum.Add(sum, n)
	}
	return sum.Cmp(said) == 0
}

// decimal returns a plain decimal number exactly. One with an exponent is none: it may be as large as it likes.
func decimal(text string) (*big.Rat, bool) {
	if n, ok := parseNumber([]byte(text)); !ok || n.exp {
		return nil, false
	}
	return new(big.Rat).SetString(strings.Replace(text, ",", ".", 1))
}
