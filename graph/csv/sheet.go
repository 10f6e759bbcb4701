package csv

import (
	"cmp"
	"context"
	"errors"
	"io"
	"strings"

	"trama/graph"
)

// Sheet is a table that is cut into cells already, as one of a workbook is. Its numbers have a decimal point, and its texts
// are meant as they are: no apostrophe guards them.
type Sheet struct {
	Name string // of the file and the sheet in it, in all messages
	Rows Rows
	Made *Made // where another room made the sheet of a file's rows, nil else: then the first row is the header
}

// Made is what a room that knows a table's columns says of the sheet that it makes of it.
type Made struct {
	Edges        bool // a table of relations; else of nodes
	DecimalComma bool // numbers and dates are written as in tables that are not separated by commas
	Columns      []MadeColumn
}

// MadeColumn is a column of a sheet that was made.
type MadeColumn struct {
	Name string // the header that says what it means
	Own  string // how the file calls it; "" where it has no such column
}

// Rows gives one row after the other, with its number in the sheet, and io.EOF behind the last. The cells hold until the
// next call. A graph.Sentence as the error refuses the sheet from that row on.
type Rows interface {
	Next() (cells []string, line int, err error)
}

// EmptyFile is the code of the sentence about a table that holds nothing.
const EmptyFile = "empty_file"

// ReadSheet adds a sheet as Read adds a file: what its columns mean, what is refused and how its values are typed is the
// same.
func (r *Reader) ReadSheet(ctx context.Context, s Sheet) error {
	rows := newRows(&text{ctx: ctx}, r.options.Limits.Value)
	rows.perBatch, rows.sheet, rows.made = r.perBatch, s.Rows, s.Made
	return r.readRows(rows, s.Name)
}

// openMade says what each column of a sheet is that another room made.
func (t *table) openMade(made *Made) {
	for _, c := range made.Columns {
		own := cmp.Or(c.Own, c.Name)
		t.headers = append(t.headers, header{own: own, folded: foldedHeader(c.Name), added: c.Own == ""})
	}
	t.edges = made.Edges
	t.r.assign(t.headers, t.edges)
	t.layOut()
}

// nextOfSheet takes a row of a sheet that is not blank.
func (r *rows) nextOfSheet() (ok bool, err error) {
	for {
		if err := r.in.ctx.Err(); err != nil {
			return false, err
		}
		cells, line, err := r.sheet.Next()
		r.line = line
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		if err := r.take(cells); err != nil || !r.blank {
			return err == nil, err
		}
	}
}

// take makes the cells of a row of texts.
func (r *rows) take(cells []string) error {
	r.cells, r.buf, r.odd, r.blank = r.cells[:0], r.buf[:0], false, true
	if len(cells) > maxColumns {
		return tooManyCells()
	}
	size := 0
	for _, cell := range cells {
		if len(cell) > r.limit {
			return r.overLimit()
		}
		if size += len(cell) + 1; size > r.longest() {
			return longRow(r.longest())
		}
	}
	for _, cell := range cells {
		r.takeCell(cell)
	}
	return nil
}

// takeCell adds a cell, guarded where the apostrophe that it begins with would be taken for a guard.
func (r *rows) takeCell(cell string) {
	start := len(r.buf)
	if strings.HasPrefix(cell, "'") && runs([]byte(cell[1:])) {
		r.buf = append(r.buf, '\'')
	}
	r.buf = append(r.buf, cell...)
	own := r.buf[start:len(r.buf):len(r.buf)]
	for _, c := range own {
		r.odd = r.odd || c < ' ' || r.class[c] == oddByte
	}
	r.blank = r.blank && blank(own)
	r.cells = append(r.cells, own)
}

func tooManyCells() error {
	return beyond{graph.Say("limit_columns", "a row has more than {limit} cells", graph.V{"limit": maxColumns})}
}
