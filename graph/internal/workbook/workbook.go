// Package workbook is what the readers of workbooks have in common: graph/xlsx and graph/ods.
//
// A workbook is an archive of parts in XML: archive.go gives the parts, each proved and within the limits. What a cell holds
// becomes the text that a table of text would hold: number.go. What stands in cells merged over rows is that of each: spread.go.
// What could not be read as it stands there is said: note.go, failure.go. Next: graph/xlsx and graph/ods, which cut sheets into
// rows of cells; graph/source hands these to graph/csv.
package workbook

import (
	"io"
	"strings"

	"trama/graph"
)

// Options say how a workbook is read.
type Options struct {
	Name   string // of the file, in messages
	Format string // for people: xlsx, ods
	Limits graph.Limits
}

// Source is a file as a workbook needs it: its directory stands at its end.
type Source interface {
	io.ReaderAt
	Size() int64
}

// Book is an open workbook. It is not safe for concurrent use.
type Book interface {
	// Sheets returns the sheets in their order.
	Sheets() []Sheet
	// Rows opens a sheet by its place among the sheets. One can be open at a time.
	Rows(at int) (Rows, error)
	// Close lets go of what the workbook holds.
	Close() error
}

// Sheet is one sheet of a workbook.
type Sheet struct {
	Name   string
	Hidden bool
	Empty  bool // no cell of it holds anything; of a hidden one it may not be known
}

// Ignored tells whether a sheet's name ends in (ignore), as Kumu marks what is no data.
func (s Sheet) Ignored() bool {
	return strings.HasSuffix(strings.ToLower(strings.TrimSpace(s.Name)), "(ignore)")
}

// Rows gives the rows of a sheet that hold something, one after the other.
type Rows interface {
	// Next returns the cells of the next row and its number in the sheet, io.EOF behind the last.
	Next() (cells []string, line int, err error)
	// Notes says what of the sheet was not read as it is; the sheet's name stands in each as the caller names it, and its data
	// lie below the row of the headings. It is complete behind the last row.
	Notes(sheet string, headings int) []graph.Sentence
	// Close ends the reading.
	Close() error
}

// What a workbook has at most: so many rows and columns the spreadsheets of today have, too.
const (
	MaxSheets  = 1024
	MaxRows    = 1 << 20
	MaxColumns = 1 << 14
)
