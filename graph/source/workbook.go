package source

import (
	"bytes"
	"errors"
	"io"

	"trama/graph"
	"trama/graph/csv"
	"trama/graph/hsds"
	"trama/graph/internal/workbook"
	"trama/graph/ods"
	"trama/graph/xlsx"
)

// A workbook is a folder of tables in one file: graph/xlsx and graph/ods give the rows of each sheet, graph/csv makes nodes
// and relations of them, and here they meet, since codecs do not know one another.

// book is a workbook while its sheets are read.
type book struct {
	workbook.Book
	*decoder
	e      entry
	tables int
	other  []graph.Refusal      // sheets that are no tables
	parts  map[string]hsds.Part // of a directory of services, by the names of the sheets
}

// readWorkbook reads the sheets of a workbook that are tables, and names the others in notes.
func (d *decoder) readWorkbook(e entry, r io.Reader) error {
	opened, err := d.openBook(e, r)
	if err != nil {
		return err
	}
	defer opened.Close()
	w := &book{Book: opened, decoder: d, e: e}
	if err := w.findDirectory(); err != nil {
		return err
	}
	for at := range opened.Sheets() {
		if err := w.read(at); err != nil {
			return err
		}
	}
	if w.tables == 0 {
		return w.nothing()
	}
	for _, other := range w.other {
		d.notes = append(d.notes, passed(other))
	}
	return nil
}

func (d *decoder) openBook(e entry, r io.Reader) (workbook.Book, error) {
	content, err := d.whole(e, r)
	if err != nil {
		return nil, err
	}
	o := workbook.Options{Name: e.name, Format: string(e.format), Limits: d.o.Limits}
	if e.format == formatODS {
		return ods.Open(d.ctx, content, o)
	}
	return xlsx.Open(d.ctx, content, o)
}

// read adds a sheet, by its place, or notes why it is passed over.
func (w *book) read(at int) error {
	sheet := w.Sheets()[at]
	name := w.e.name + ": sheet " + printable(sheet.Name)
	if why, over := passedSheet(sheet); over {
		w.other = append(w.other, graph.Refusal{File: name, Why: why})
		return nil
	}
	rows, err := w.Rows(at)
	if err != nil {
		return err
	}
	defer rows.Close()
	err = w.readRows(sheet, csv.Sheet{Name: name, Rows: rows})
	if refused, ok := errors.AsType[*graph.Refused](err); ok && isOther(refused) {
		w.other = append(w.other, refused.First[0])
		return nil
	}
	if err == nil {
		w.tables++
		w.notes = append(w.notes, rows.Notes(name, w.decoder.tables.HeadingsAt())...)
	}
	return err
}

// readRows reads a sheet as a table, or keeps it for the directory of services to which it belongs.
func (w *book) readRows(sheet workbook.Sheet, rows csv.Sheet) error {
	part := w.parts[sheet.Name]
	if part == "" {
		return w.decoder.tables.ReadSheet(w.ctx, rows)
	}
	cut, err := w.decoder.tables.CutSheet(w.ctx, rows)
	if err != nil {
		return err
	}
	return w.addTable(entry{name: rows.Name, part: part}, cut)
}

// findDirectory finds the sheets that are tables of a directory of services, if one of them says so.
func (w *book) findDirectory() error {
	parts, tells := map[string]hsds.Part{}, false
	for at, sheet := range w.Sheets() {
		part, known := hsds.PartOf(sheet.Name)
		if _, over := passedSheet(sheet); over || !known {
			continue
		}
		parts[sheet.Name] = part
		rows, err := w.Rows(at)
		if err != nil {
			return err
		}
		cut, err := csv.NewReader(graph.NewBuilder(), csv.Options{Limits: w.o.Limits}).CutSheet(w.ctx, csv.Sheet{Rows: rows})
		if err == nil {
			tells = tells || hsds.Tells(part, cut.Headers())
		}
		rows.Close()
	}
	if tells {
		w.parts = parts
	}
	return w.ctx.Err()
}

// passedSheet returns why a sheet is not looked at.
func passedSheet(sheet workbook.Sheet) (why graph.Sentence, over bool) {
	switch {
	case sheet.Hidden:
		return graph.Say("sheet_hidden", "the sheet is hidden", nil), true
	case sheet.Ignored():
		return graph.Say("sheet_ignored", "its name says that it is to be ignored", nil), true
	case sheet.Empty:
		return graph.Say(codeEmptySheet, "the sheet is empty", nil), true
	}
	return graph.Sentence{}, false
}

// codeEmptySheet is the code of the sentence about a sheet that holds nothing.
const codeEmptySheet = "sheet_empty"

// isOther tells whether a sheet is refused because it is no table.
func isOther(refused *graph.Refused) bool {
	code := refused.First[0].Why.Code
	return refused.Count == 1 && (isNoTable(code) || code == csv.EmptyFile)
}

// isNoTable tells whether a sheet is refused because it is a table of something else.
func isNoTable(code string) bool {
	return code == csv.NotATable || code == csv.Matrix || code == csv.Neo4j
}

// nothing returns why a workbook without a table is refused: what the sheets are that one can see and that hold something, else
// the first.
func (w *book) nothing() error {
	if len(w.other) == 0 {
		return refuse(graph.Invalid, w.e.name, graph.Say(codeEmptySheet, "the sheet is empty", nil))
	}
	refused := &graph.Refused{}
	for _, other := range w.other {
		if isNoTable(other.Why.Code) {
			refused.Add(other)
		}
	}
	if refused.Count == 0 {
		refused.Add(w.other[0])
	}
	return &graph.Error{Kind: graph.Invalid, Op: "source.Open", Err: refused}
}

// whole returns a file of which any place can be read; what comes as a stream is read into memory first.
func (d *decoder) whole(e entry, r io.Reader) (workbook.Source, error) {
	if c, ok := r.(*counted); ok {
		size, err := c.f.Seek(0, io.SeekEnd)
		if err != nil {
			return nil, err
		}
		return io.NewSectionReader(c.f, 0, size), nil
	}
	limit := d.o.Limits.Unpacked
	content, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(content)) > limit {
		return nil, tooMuch(e.name, limit)
	}
	return bytes.NewReader(content), nil
}
