package csv

import (
	"context"
	"errors"
	"io"

	"trama/graph"
)

// Cut is a table whose columns another room knows, as graph/hsds knows those of a directory of services: cut into cells as
// any table is, with what is wrong of a row refused, and nothing said of what its columns mean. What that room makes of it
// comes back as a Sheet.
type Cut struct {
	r       *Reader
	rows    *rows
	name    string
	headers []string
	rest    int // rows that were refused
}

// Cut opens a table of bytes. The error is that of Read.
func (r *Reader) Cut(ctx context.Context, in io.Reader, name string) (*Cut, error) {
	text, err := newText(ctx, in)
	if err != nil {
		return nil, whole(name, err)
	}
	return r.cut(newRows(text, r.options.Limits.Value), name)
}

// CutSheet opens a sheet of a workbook.
func (r *Reader) CutSheet(ctx context.Context, s Sheet) (*Cut, error) {
	rows := newRows(&text{ctx: ctx}, r.options.Limits.Value)
	rows.sheet = s.Rows
	return r.cut(rows, s.Name)
}

func (r *Reader) cut(rows *rows, name string) (*Cut, error) {
	c := &Cut{r: r, rows: rows, name: name}
	err := rows.settleSeparator()
	ok := false
	if err == nil {
		ok, err = rows.next()
	}
	switch {
	case err != nil:
		c.Close()
		return nil, place(name, rows.line, err)
	case !ok:
		c.Close()
		return nil, at(graph.Invalid, name, 0, graph.Say(EmptyFile, "the file is empty", nil))
	}
	r.headings = rows.line
	for _, h := range readHeaders(rows.cells) {
		if len(h.own) > graph.MaxNodeID {
			c.Close()
			return nil, place(name, rows.line, beyond{graph.LongName()})
		}
		c.headers = append(c.headers, h.own)
	}
	return c, nil
}

// Headers returns the names of the columns, column_N where one has none.
func (c *Cut) Headers() []string { return c.headers }

// Ends returns the columns of source and target; ok is false where one is missing.
func (c *Cut) Ends() (from, to int, ok bool) { return endColumns(foldedHeaders(c.headers)) }

// DecimalComma tells whether numbers may have a comma as their decimal mark: where cells are not separated by commas.
func (c *Cut) DecimalComma() bool { return c.rows.separator != ',' }

// RefusedRows returns how many rows were refused so far.
func (c *Cut) RefusedRows() int { return c.rest }

// Next returns the cells of the next row, at most as many as there are headers, and the line on which it begins; io.EOF
// behind the last. A wrong row is refused and the next one taken.
func (c *Cut) Next() (cells []string, line int, err error) {
	for {
		cells, err := c.next()
		if wrong, ok := errors.AsType[refusal](err); ok {
			c.refuse(wrong.why)
			continue
		}
		if err != nil && err != io.EOF {
			err = place(c.name, c.rows.line, err)
		}
		return cells, c.rows.line, err
	}
}

func (c *Cut) next() ([]string, error) {
	ok, err := c.rows.next()
	switch {
	case err != nil:
		return nil, err
	case !ok:
		return nil, io.EOF
	}
	return c.cells()
}

func (c *Cut) refuse(why graph.Sentence) {
	c.rest++
	c.r.refuse(c.name, c.rows.line, why)
}

// cells returns the row that was read, its texts in one piece of memory.
func (c *Cut) cells() ([]string, error) {
	row := c.rows.cells
	if err := tooLongFor(row, len(c.headers)); err != nil {
		return nil, err
	}
	row = row[:min(len(row), len(c.headers))]
	size := 0
	for _, cell := range row {
		size += len(cell)
	}
	buf := make([]byte, 0, size)
	for _, cell := range row {
		buf = append(buf, unguarded(cell)...)
	}
	text, out, from := string(buf), make([]string, len(row)), 0
	for i, cell := range row {
		to := from + len(unguarded(cell))
		out[i], from = text[from:to], to
	}
	return out, nil
}

// Close lets go of what was read ahead, and says what was read otherwise than it looks.
func (c *Cut) Close() error {
	if c.rows.in.encoding == windows1252 {
		c.r.noteEncoding(c.name)
	}
	return c.rows.in.ahead.Close()
}
