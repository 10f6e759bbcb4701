package xlsx

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"trama/graph"
	"trama/graph/internal/workbook"
)

// survey is what a look through a sheet tells of it: where cells hold something, and of which kind that is.
type survey struct {
	rows    []seenRow
	cells   []seenCell
	merges  []merge
	widest  int // the last column that holds anything
	shared  int // cells with a text that cells share
	hidden  hidden
	spanned int // cells of all rows up to the last of each, which excelize gives whether they hold anything or not
}

// hidden is what of a sheet does not show: rows that hold something, and blocks of columns.
type hidden struct {
	rows    int
	columns []workbook.Block
}

// hiddenColumns returns the letters of the columns that hold something and do not show.
func (s *survey) hiddenColumns() []string {
	held := make([]bool, s.widest)
	for _, c := range s.cells {
		held[c.column-1] = true
	}
	return workbook.HiddenColumns(held, s.hidden.columns)
}

// seenRow is a row that holds something, with the cells up to this one that no row before it has.
type seenRow struct{ number, cells int32 }

// seenCell is a cell that holds something.
type seenCell struct {
	column, style uint16
	kind          kind
}

// kind is what a cell holds.
type kind uint8

const (
	number kind = iota
	text
	boolean
	day     // written as ISO 8601
	failure // an error such as #N/A
	unsaved // a formula whose value is not saved
)

// surveyor looks through a sheet. It wants rows and cells where they belong and in ascending order: excelize would put
// others anywhere.
type surveyor struct {
	*survey
	*parts
	row, column int
	cell        seenCell
	kind        string // of the cell, as written
	value       []byte // of the cell
	inValue     bool
	holds       bool // the cell holds something
	formula     bool
	hiddenRow   bool // the row does not show
	done        bool // the sheet's data have ended
}

// Where the elements of a sheet stand.
const (
	atData  = 2
	atRow   = 3
	atCell  = 4
	atValue = 5
)

// survey looks through the sheet in a part. There may be none: a chart is a sheet too.
func (p *parts) survey(name string) (*survey, error) {
	f, err := p.take(name, p.Most())
	if err != nil {
		return nil, err
	}
	if f == nil {
		return nil, workbook.Broken(p.o.Name)
	}
	s := surveyor{survey: &survey{}, parts: p}
	err = p.look(f, io.Discard, func(t xml.Token, depth int) error {
		if !s.see(t, depth) {
			return workbook.Broken(p.o.Name)
		}
		return nil
	})
	if p.made > p.Most() && err == nil {
		return nil, workbook.Swollen(p.o.Name) // a text that cells share is unpacked once, and may stand in any number of them
	}
	if why, sparse := graph.Sparse(s.spanned, len(s.cells)); sparse && err == nil {
		err = workbook.Refuse(graph.TooLarge, p.o.Name, why)
	}
	return s.survey, err
}

// see takes a token, and returns whether it may stand where it stands.
func (s *surveyor) see(t xml.Token, depth int) bool {
	switch t := t.(type) {
	case xml.StartElement:
		if s.done {
			return t.Name.Local != "mergeCell" || s.addMerge(attribute(t, "ref"))
		}
		return s.start(t, depth)
	case xml.EndElement:
		if !s.done {
			return s.end(t.Name.Local, depth)
		}
	case xml.CharData:
		if s.inValue && len(s.value) < 32 {
			s.value = append(s.value, t[:min(len(t), 32)]...)
		}
	}
	return true
}

func (s *surveyor) start(t xml.StartElement, depth int) bool {
	switch t.Name.Local {
	case "sheetData":
		return depth == atData
	case "col":
		s.startColumns(t)
	case "row":
		s.hiddenRow = isTrue(attribute(t, "hidden"))
		return depth == atRow && s.startRow(attribute(t, "r"))
	case "c":
		return depth == atCell && s.startCell(t)
	}
	if depth == atValue {
		switch t.Name.Local {
		case "v":
			s.inValue = true
		case "is":
			s.holds = true
		case "f":
			s.formula = true
		}
	}
	return true
}

func (s *surveyor) end(name string, depth int) bool {
	switch {
	case name == "sheetData":
		s.done = true
	case depth == atValue && name == "v":
		s.inValue, s.holds = false, s.holds || len(s.value) > 0
	case depth == atCell && name == "c":
		return s.endCell()
	}
	return true
}

// startColumns keeps which columns do not show.
func (s *surveyor) startColumns(t xml.StartElement) {
	first, err := strconv.Atoi(attribute(t, "min"))
	last, failed := strconv.Atoi(attribute(t, "max"))
	if err == nil && failed == nil && isTrue(attribute(t, "hidden")) && len(s.hidden.columns) < excelize.MaxColumns {
		s.hidden.columns = append(s.hidden.columns, workbook.Block{First: first, Last: last})
	}
}

func isTrue(text string) bool { return text == "1" || text == "true" }

func (s *surveyor) startRow(r string) bool {
	at := s.row + 1
	if r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n < at {
			return false
		}
		at = n
	}
	s.row, s.column = at, 0
	return at <= excelize.TotalRows
}

func (s *surveyor) startCell(t xml.StartElement) bool {
	at := s.column + 1
	if r := attribute(t, "r"); r != "" {
		column, row, err := excelize.CellNameToCoordinates(r)
		if err != nil || row != s.row || column < at {
			return false
		}
		at = column
	}
	style := 0
	if own := attribute(t, "s"); own != "" {
		n, err := strconv.Atoi(own)
		if err != nil || n < 0 || n > excelize.MaxCellStyles {
			return false
		}
		style = n
	}
	s.spanned += at - s.column
	s.column, s.cell = at, seenCell{column: uint16(at), style: uint16(style)}
	s.kind, s.value, s.inValue, s.holds, s.formula = attribute(t, "t"), s.value[:0], false, false, false
	return at <= excelize.MaxColumns
}

// endCell keeps a cell that holds something.
func (s *surveyor) endCell() bool {
	switch s.kind {
	case "s":
		s.cell.kind = text
		if !s.holds {
			break
		}
		n, err := strconv.Atoi(strings.TrimSpace(string(s.value)))
		if err != nil || n < 0 || n >= len(s.texts) {
			return false
		}
		s.shared, s.made = s.shared+1, s.made+int64(s.texts[n])
	case "str", "inlineStr":
		s.cell.kind = text
	case "b":
		s.cell.kind = boolean
	case "d":
		s.cell.kind = day
	case "e":
		s.cell.kind = failure
	}
	if s.formula && !s.holds && s.kind != "str" {
		s.cell.kind, s.holds = unsaved, true
	}
	if s.holds {
		s.keep()
	}
	return true
}

func (s *surveyor) keep() {
	if n := len(s.rows); n == 0 || s.rows[n-1].number != int32(s.row) {
		s.rows = append(s.rows, seenRow{number: int32(s.row)})
		if s.hiddenRow {
			s.hidden.rows++
		}
	}
	s.cells = append(s.cells, s.cell)
	s.rows[len(s.rows)-1].cells = int32(len(s.cells))
	s.widest = max(s.widest, s.column)
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
