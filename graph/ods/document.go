package ods

import (
	"errors"
	"io"
	"strings"

	"trama/graph"
	"trama/graph/internal/workbook"
	"trama/graph/internal/xml"
)

// document goes through the content from its beginning to its end. Elements are known by the prefixes that all programs
// write, and by where they stand: a chart or a note has tables and texts of its own.
type document struct {
	*content
	file   io.Closer
	in     *xml.Reader
	depth  int             // elements that are open
	sheets int             // the depth at which the tables are
	hidden map[string]bool // the styles of tables that do not show
	tables int             // that have begun
	made   int64           // bytes that the cells so far take
}

// begin opens the content and goes to where the tables begin.
func (c *content) begin() (*document, error) {
	file, err := c.open()
	if err != nil {
		return nil, err
	}
	d := &document{content: c, file: file, hidden: map[string]bool{}}
	d.in = xml.NewReader(file, xml.Document{File: c.o.Name, Root: c.root, Format: c.o.Format, Limits: c.o.Limits})
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
		if d.isOther(err) {
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
		case "office:automatic-styles":
			err = d.styles()
		default:
			err = d.leave(d.depth)
		}
		if err != nil {
			return err
		}
	}
}

// isOther tells whether an error says that the file is a document of another kind: it has another root, or no sheets.
func (d *document) isOther(err error) bool {
	var why graph.Sentence
	return err == io.EOF || errors.As(err, &why) && (why.Code == "xml_root" || why.Code == "xml_empty")
}

// next returns the next token.
func (d *document) next() (*xml.Token, error) {
	t, err := d.in.Next()
	switch {
	case err == io.EOF:
		return nil, err
	case err != nil && d.depth == 0 && d.isOther(err):
		return nil, err
	case err != nil:
		return nil, failed(d.in, d.o.Name, err)
	case t.Kind == xml.StartTag:
		d.depth++
	case t.Kind == xml.EndTag:
		d.depth--
	}
	return t, nil
}

// leave goes to the end of the element of a depth, if it has not ended.
func (d *document) leave(depth int) error {
	for d.depth >= depth {
		if _, err := d.next(); err != nil {
			return err
		}
	}
	return nil
}

// children shows the tags that begin the elements in the one that is open, and leaves it. What is not looked at of an
// element is passed over.
func (d *document) children(see func(t *xml.Token) error) error {
	for inside := d.depth; ; {
		t, err := d.next()
		switch {
		case err != nil:
			return err
		case t.Kind == xml.StartTag:
			at := d.depth
			if err := see(t); err != nil {
				return err
			}
			if err := d.leave(at); err != nil {
				return err
			}
		case t.Kind == xml.EndTag && d.depth < inside:
			return nil
		}
	}
}

// styles keeps the styles of tables that do not show.
func (d *document) styles() error {
	return d.children(func(t *xml.Token) error {
		if attribute(t, "style:family") != "table" {
			return nil
		}
		name := attribute(t, "style:name")
		return d.children(func(t *xml.Token) error {
			if string(t.Name.Full()) == "style:table-properties" && attribute(t, "table:display") == "false" {
				d.hidden[name] = true
			}
			return nil
		})
	})
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
			return table{attribute(t, "table:name"), d.hidden[attribute(t, "table:style-name")]}, nil
		}
	}
}

// attribute returns an attribute of a tag, "" where it has none of the name.
func attribute(t *xml.Token, name string) string {
	for _, a := range t.Attrs {
		if string(a.Name.Full()) == name {
			return string(a.Value)
		}
	}
	return ""
}
