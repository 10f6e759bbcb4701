// Package xlsx reads the sheets of a workbook (ECMA-376, Office Open XML) as rows of cells, each cell as the text that a
// table of text would hold: what is typed as text stays as it is, numbers are plain decimals, dates ISO 8601.
//
// The excelize library cuts the rows. It does not say of what kind a cell is, takes a member of the archive with a wrong
// checksum, and ends a sheet without a word where its XML breaks. So nothing comes to it before part.go has read every
// part that matters to its end, within the limits, and survey.go has seen of which kind each cell is. What workbooks of all
// kinds have in common is in graph/internal/workbook.
//
// The way of a workbook: part.go finds and proves the parts, list.go says which of them are sheets, survey.go looks through
// the sheets, rows.go asks excelize for one row after the other, cell.go and style.go say what a cell holds, merge.go which
// cells lie under another. Next: graph/source, which hands the rows to graph/csv.
package xlsx

import (
	"bytes"
	"context"

	"github.com/xuri/excelize/v2"

	"trama/graph/internal/workbook"
)

// Book is an open workbook; it is a workbook.Book.
type Book struct {
	ctx     context.Context
	name    string
	file    *excelize.File
	sheets  []workbook.Sheet
	surveys []*survey // of the sheets
	styles  []style
	is1904  bool
	most    int64 // bytes that merged cells may put into the rows of a sheet
}

// Open proves the whole workbook and opens it. It is Invalid where the file is no workbook that can be read, or unpacks to
// far more than such a file holds, and TooLarge beyond a limit. Memory is bounded by the size of the file and the limits.
func Open(ctx context.Context, in workbook.Source, o workbook.Options) (*Book, error) {
	o.Limits = o.Limits.OrDefault()
	p, err := openParts(ctx, in, o)
	if err != nil {
		return nil, err
	}
	sheets, surveys, err := p.sheets()
	if err != nil {
		return nil, err
	}
	content, err := p.packed()
	if err != nil {
		return nil, err
	}
	b := &Book{ctx: ctx, name: o.Name, sheets: sheets, surveys: surveys, most: p.Most()}
	return b, b.open(content, p.Unpacked())
}

// inMemory is how large a sheet, or the texts of all sheets, may be before excelize keeps it in a temporary file.
const inMemory = 4 << 20

// open lets excelize read the parts. What it cannot read after all is a broken workbook, a panic of its own too: it meets
// files that others made.
func (b *Book) open(content []byte, unpacked int64) (err error) {
	defer func() {
		if recover() != nil {
			err = workbook.Broken(b.name)
		}
		if err != nil {
			b.Close()
		}
	}()
	o := excelize.Options{RawCellValue: true, UnzipSizeLimit: max(unpacked, inMemory), UnzipXMLSizeLimit: inMemory}
	if b.file, err = excelize.OpenReader(bytes.NewReader(content), o); err != nil {
		return workbook.Broken(b.name)
	}
	props, err := b.file.GetWorkbookProps()
	if err != nil {
		return workbook.Broken(b.name)
	}
	b.is1904 = props.Date1904 != nil && *props.Date1904
	b.styles = stylesOf(b.file)
	return nil
}

// Sheets returns the sheets in their order.
func (b *Book) Sheets() []workbook.Sheet { return b.sheets }

// Close lets go of the temporary files.
func (b *Book) Close() error {
	if b.file == nil {
		return nil
	}
	return b.file.Close()
}
