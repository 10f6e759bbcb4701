package ods

import (
	"cmp"
	"io"
	"math"
	"slices"
	"strconv"

	"trama/graph"
	"trama/graph/internal/workbook"
	"trama/graph/internal/xml"
)

// Rows gives the rows of a table that hold something, one after the other; it is a workbook.Rows.
type Rows struct {
	*document
	sheet  string
	inside int // the depth of the table
	row
	again int    // how often the row still comes
	text  string // of its cells
	cells []string

	met     workbook.Met
	hides   []workbook.Block
	columns []columns
	held    []bool // of each column whether it holds something
	spread  workbook.Spread
	values  int
	spanned int // cells of all rows up to the last of each
}

// columns are some of the same style, up to this one.
type columns struct {
	last  int
	style string
}

// row is the one that is read.
type row struct {
	line   int // its number, and that of the last that is like it
	last   int
	column int    // cells so far
	style  string // of cells that have none
	buf    []byte
	spans  []span // of the cells in buf, up to the last that holds something
	start  int    // where in buf the cell begins that is read
}

// span is where a cell's text stands.
type span struct{ from, to int }

func newRows(d *document, t table) *Rows {
	return &Rows{document: d, sheet: t.name, inside: d.depth, spread: workbook.NewSpread(d.o.Name, d.most)}
}

// Next returns the cells of the next row and its number in the sheet, io.EOF behind the last.
func (r *Rows) Next() (cells []string, line int, err error) {
	if r.again > 0 {
		r.again--
		r.line++
	} else {
		if err := r.read(); err != nil {
			return nil, r.line, err
		}
		r.again, r.text = r.last-r.line, string(r.buf)
	}
	r.cells = r.cells[:0]
	for _, s := range r.spans {
		r.cells = append(r.cells, r.text[s.from:s.to])
	}
	r.cells, err = r.spread.Fill(r.line, r.cells)
	return r.cells, r.line, err
}

// Notes says what of the sheet was not read as it is. The sheet's name stands in each as the caller names it; its data lie below the
// row of the headings.
func (r *Rows) Notes(sheet string, headings int) []graph.Sentence {
	met := r.met
	met.Spread, met.HiddenColumns = r.spread.Below(headings), workbook.HiddenColumns(r.held, r.hides)
	return met.Notes(sheet)
}

// Close does nothing: the workbook holds what is open.
func (r *Rows) Close() error { return nil }

// read goes on to the next row that holds something, io.EOF at the end of the table.
func (r *Rows) read() error {
	for r.depth >= r.inside {
		t, err := r.next()
		switch {
		case err != nil:
			return err
		case t.Kind != xml.StartTag:
			continue
		}
		switch string(t.Name.Full()) {
		case "table:table-column":
			r.addColumn(t)
		case "table:table-row":
			if err := r.readRow(t); err != nil || len(r.spans) > 0 {
				return err
			}
		case "table:table-columns", "table:table-header-columns", "table:table-column-group",
			"table:table-rows", "table:table-header-rows", "table:table-row-group":
		default:
			if err := r.leave(r.depth); err != nil {
				return err
			}
		}
	}
	return io.EOF
}

// addColumn keeps which columns do not show, and the style of cells that have none.
func (r *Rows) addColumn(t *xml.Token) {
	first := 1
	if n := len(r.columns); n > 0 {
		first = r.columns[n-1].last + 1
	}
	last := min(first-1+repeats(attribute(t, "table:number-columns-repeated")), workbook.MaxColumns)
	if first > last {
		return
	}
	r.columns = append(r.columns, columns{last, attribute(t, "table:default-cell-style-name")})
	if !isShown(t) {
		r.hides = append(r.hides, workbook.Block{First: first, Last: last})
	}
}

// styleOfColumn returns the style of cells that have none of their own in the column that is read.
func (r *Rows) styleOfColumn() string {
	i, _ := slices.BinarySearchFunc(r.columns, r.column+1, func(c columns, at int) int { return cmp.Compare(c.last, at) })
	if i == len(r.columns) {
		return ""
	}
	return r.columns[i].style
}

// isShown tells whether a row or a column is shown: nobody hid it, and no filter does.
func isShown(t *xml.Token) bool {
	v := attribute(t, "table:visibility")
	return v == "" || v == "visible"
}

// repeats returns how often something is there that says it itself.
func repeats(count string) int {
	n, err := strconv.Atoi(count)
	if err != nil {
		return 1
	}
	return min(max(n, 1), math.MaxInt32)
}

func (r *Rows) readRow(t *xml.Token) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	shown, count := isShown(t), repeats(attribute(t, "table:number-rows-repeated"))
	r.row = row{line: r.last + 1, last: min(r.last+count, math.MaxInt32), buf: r.buf[:0], spans: r.spans[:0], style: attribute(t, "table:default-cell-style-name")}
	err := r.children(func(t *xml.Token) error {
		switch string(t.Name.Full()) {
		case "table:table-cell":
			return r.readCell(t, false)
		case "table:covered-table-cell":
			return r.readCell(t, true)
		}
		return nil
	})
	if err != nil || len(r.spans) == 0 {
		return err
	}
	if !shown {
		r.met.HiddenRows += count
	}
	r.spanned += count * len(r.spans)
	return r.count(count)
}

// count counts what a row and those that are like it take. A row that stands there a million times was filled down by
// mistake, or made to fill a memory.
func (r *Rows) count(rows int) error {
	if r.last > workbook.MaxRows {
		return workbook.Broken(r.o.Name)
	}
	size := int64(0)
	for _, s := range r.spans {
		if s.to > s.from {
			size += int64(s.to-s.from) + workbook.CellSize
		}
	}
	if r.made += size * int64(rows); r.made <= r.most {
		return nil
	}
	if rows == 1 {
		return workbook.Swollen(r.o.Name)
	}
	return workbook.Refuse(graph.Invalid, r.o.Name, graph.Say("rows_repeated", "on the sheet {sheet} the same row stands from line {line} on {count} times; empty the rows below the table",
		graph.V{"sheet": graph.Shown(r.sheet), "line": r.line, "count": rows}))
}
