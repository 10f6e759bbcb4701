package hsds

import (
	"errors"
	"io"
	"slices"
	"strings"
)

// Cells gives a table row by row: its headers, whether its numbers may have a decimal comma, and the cells of each row with
// the line on which it begins, io.EOF behind the last.
type Cells interface {
	Headers() []string
	DecimalComma() bool
	Next() (cells []string, line int, err error)
}

// table is a table of a directory, in memory.
type table struct {
	name    string // of the file, for messages
	part    Part
	nested  bool // it was part of a document
	comma   bool
	headers []string
	folded  []string
	rows    []row
	read    []bool // columns that were looked at
	id      int
	homes   []int // columns of an address
}

type row struct {
	line  int
	cells []string
	out   bool // refused, or the same as one before
}

// readRows reads the rows of a table; where they are only counted, nothing else is kept of them.
func (t *table) readRows(in Cells, counted bool) error {
	t.comma = in.DecimalComma()
	t.head(in.Headers())
	for {
		cells, line, err := in.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if counted {
			cells = nil
		}
		t.rows = append(t.rows, row{line: line, cells: cells})
	}
}

// head gives the table its columns.
func (t *table) head(headers []string) {
	t.headers, t.read = headers, make([]bool, len(headers))
	for _, h := range headers {
		t.folded = append(t.folded, folded(h))
	}
	t.id = t.column("id")
}

// column returns the first column that has one of the names, in their order; -1 where none has.
func (t *table) column(names ...string) int {
	for _, name := range names {
		if i := slices.Index(t.folded, name); i >= 0 {
			t.read[i] = true
			return i
		}
	}
	return -1
}

// cell returns what stands in a column, as written; "" where nothing does.
func (r row) cell(column int) string {
	if column < 0 || column >= len(r.cells) {
		return ""
	}
	return r.cells[column]
}

// key returns what stands in a column without surrounding white space, as ids and words are compared.
func (r row) key(column int) string { return strings.TrimSpace(r.cell(column)) }

// items returns the several keys of a cell that holds a list.
func (r row) items(column int) []string {
	var out []string
	for _, item := range strings.FieldsFunc(r.cell(column), func(c rune) bool { return c == ',' || c == ';' || c == '|' }) {
		if item = strings.TrimSpace(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}

// unread returns the headers of the columns that hold something at which nobody looked.
func (t *table) unread() []string {
	var out []string
	for i, h := range t.headers {
		if !t.read[i] && slices.ContainsFunc(t.rows, func(r row) bool { return r.key(i) != "" }) {
			out = append(out, h)
		}
	}
	return out
}
