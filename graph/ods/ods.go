// Package ods reads the sheets of a workbook (OpenDocument 1.3, part 3, as LibreOffice, Excel and Google write it) as rows of
// cells, each cell as the text that a table of text would hold: what is typed as text stays as it is, numbers are plain
// decimals, dates ISO 8601. An .ods is an archive, an .fods the same in one file of XML.
//
// All sheets stand in one part, one behind the other, so a workbook is read as a stream, twice: once when it is opened, to
// see that it can be read to its end within the limits and what sheets there are, and once for its rows. Cells and rows that
// repeat are written once, with how often; they count as if they were written out, so that a small file makes no huge table.
//
// The way of a workbook: content.go finds the part, cursor.go goes through it, document.go finds the tables in it, table.go
// gives one row after the other, cell.go, style.go and text.go say what a cell holds. Next: graph/source, which hands the rows to graph/csv.
package ods

import (
	"context"
	"io"

	"trama/graph"
	"trama/graph/internal/workbook"
)

// Book is an open workbook; it is a workbook.Book.
type Book struct {
	content *content
	sheets  []workbook.Sheet
	places  []int // of the sheets among the tables
	at      *document
}

// Open looks through the whole workbook and opens it. It is Invalid where the file is no workbook that can be read, or makes
// far more than such a file holds, and TooLarge beyond a limit. In memory lies one row.
func Open(ctx context.Context, in workbook.Source, o workbook.Options) (*Book, error) {
	o.Limits = o.Limits.OrDefault()
	c, err := openContent(ctx, in, o)
	if err != nil {
		return nil, err
	}
	b := &Book{content: c}
	return b, b.look()
}

// look reads all tables to their end.
func (b *Book) look() error {
	d, err := b.content.begin()
	if err != nil {
		return err
	}
	defer d.close()
	for {
		t, err := d.nextTable()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if t.isCopy() {
			continue
		}
		if len(b.sheets) == workbook.MaxSheets {
			return workbook.Swollen(b.content.o.Name)
		}
		s := workbook.Sheet{Name: t.name, Hidden: t.hidden}
		if !t.hidden {
			if s.Empty, err = b.isEmpty(newRows(d, t)); err != nil {
				return err
			}
		}
		b.sheets, b.places = append(b.sheets, s), append(b.places, d.tables)
	}
}

// isEmpty reads a sheet to its end and tells whether no cell of it holds anything.
func (b *Book) isEmpty(r *Rows) (empty bool, err error) {
	for err == nil {
		err = r.read()
	}
	if err != io.EOF {
		return false, err
	}
	if why, sparse := graph.Sparse(r.spanned, r.values); sparse {
		return false, workbook.Refuse(graph.TooLarge, b.content.o.Name, why)
	}
	return r.values == 0, nil
}

// Sheets returns the sheets in their order.
func (b *Book) Sheets() []workbook.Sheet { return b.sheets }

// Rows opens a sheet by its place. Sheets that are asked for in their order are read in one go.
func (b *Book) Rows(at int) (workbook.Rows, error) {
	if b.at == nil || b.at.tables >= b.places[at] {
		if err := b.rewind(); err != nil {
			return nil, err
		}
	}
	for {
		t, err := b.at.nextTable()
		if err != nil {
			return nil, workbook.PartError(b.content.o.Name, err)
		}
		if b.at.tables == b.places[at] {
			return newRows(b.at, t), nil
		}
	}
}

// rewind goes back to the first table.
func (b *Book) rewind() (err error) {
	b.Close()
	b.at, err = b.content.begin()
	return err
}

// Close lets go of the part.
func (b *Book) Close() error {
	if b.at == nil {
		return nil
	}
	at := b.at
	b.at = nil
	return at.close()
}
