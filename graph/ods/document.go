package ods

import (
	"io"
	"strings"

	"trama/graph/internal/workbook"
	"trama/graph/internal/xml"
)

// document goes through the content. Elements are known by the prefixes that all programs write, and by where they stand: a
// chart or a note has tables and texts of its own.
type document struct {
	*content
	*cursor
	file   io.Closer
	styles styles
	sheets int   // the depth at which the tables are
	tables int   // that have begun
	made   int64 // bytes that the cells so far take
}

// begin opens the content and goes to where the tables begin.
func (c *content) begin() (*document, error) {
	file, err := c.open()
	if err != nil {
		return nil, err
	}
	d := &document{content: c, cursor: newCursor(file, c.root, c.o), file: file, styles: c.styles.clone()}
	if err := d.toTables(); err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

func (d *document) close() error { return d.file.Close() }

func (d *document) toTables() error {
	for {
		t, err := d.next()
		if err == io.EOF || err != nil && isOther(err) {
			return workbook.NotOne(d.o)
		}
		if err != nil {
			return err
		}
		if t.Kind != xml.StartTag || d.depth == 1 {
			continue
		}
		switch string(t.Name.Full()) {
		case "office:body":
		case "office:spreadsheet":
			d.sheets = d.depth + 1
			return nil
		case "office:automatic-styles", "office:styles":
			err = d.styles.read(d.cursor)
		default:
			err = d.leave(d.depth)
		}
		if err != nil {
			return err
		}
	}
}

// table is one of the workbook.
type table struct {
	name   string
	hidden bool
}

// isCopy tells whether a table is what is kept of another file's sheet, which formulas refer to.
func (t table) isCopy() bool { return strings.HasPrefix(t.name, "'file:") }

// nextTable leaves the table that is open, if one is, and returns the next, io.EOF behind the last when the content has been
// read to its end.
func (d *document) nextTable() (table, error) {
	if err := d.ctx.Err(); err != nil {
		return table{}, err
	}
	for {
		if err := d.leave(d.sheets); err != nil {
			return table{}, err
		}
		t, err := d.next()
		if err != nil {
			return table{}, err
		}
		if t.Kind == xml.StartTag && string(t.Name.Full()) == "table:table" && d.depth == d.sheets {
			d.tables++
			return table{attribute(t, "table:name"), d.styles.hidden[attribute(t, "table:style-name")]}, nil
		}
	}
}
