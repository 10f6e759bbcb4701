package xlsx

import (
	"io"

	"github.com/xuri/excelize/v2"

	"trama/graph"
	"trama/graph/internal/workbook"
)

// Rows gives the rows of a sheet that hold something, one after the other; it is a workbook.Rows.
type Rows struct {
	b      *Book
	survey *survey
	rows   *excelize.Rows
	cover  *cover
	spread workbook.Spread
	at     int32 // the row that excelize stands at
	next   int   // of the survey
	cells  int   // of the survey, behind those of the row
	met    workbook.Met
}

// Rows opens a sheet of the workbook by its place. One sheet can be open at a time.
func (b *Book) Rows(at int) (workbook.Rows, error) {
	rows, err := b.file.Rows(b.sheets[at].Name)
	if err != nil {
		return nil, workbook.Broken(b.name)
	}
	return &Rows{b: b, survey: b.surveys[at], rows: rows, cover: newCover(b.surveys[at]), spread: workbook.NewSpread(b.name, b.most)}, nil
}

// Next returns the cells of the next row and its number in the sheet, io.EOF behind the last.
func (r *Rows) Next() (cells []string, line int, err error) {
	if err := r.b.ctx.Err(); err != nil {
		return nil, int(r.at), err
	}
	if r.next == len(r.survey.rows) {
		return nil, int(r.at), io.EOF
	}
	row := r.survey.rows[r.next]
	if cells, err = r.reach(row.number); err != nil {
		return nil, int(row.number), err
	}
	r.show(row, cells)
	r.next, r.cells = r.next+1, int(row.cells)
	for _, m := range r.cover.down {
		if at := int(m.left) - 1; at < len(cells) && cells[at] != "" {
			r.spread.Open(at, int(m.bottom), cells[at])
		}
	}
	cells, err = r.spread.Fill(int(row.number), cells)
	return cells, int(row.number), err
}

// reach lets excelize go on to a row. That it ends before is as unexpected as that it panics.
func (r *Rows) reach(row int32) (cells []string, err error) {
	defer func() {
		if recover() != nil {
			err = workbook.Damaged()
		}
	}()
	for ; r.at < row; r.at++ {
		if !r.rows.Next() {
			return nil, workbook.Damaged()
		}
		if cells, err = r.rows.Columns(); err != nil {
			return nil, workbook.Damaged()
		}
	}
	return cells, nil
}

// show turns the raw values of a row into what its cells hold.
func (r *Rows) show(row seenRow, cells []string) {
	r.cover.reach(row.number)
	for _, seen := range r.survey.cells[r.cells:row.cells] {
		at := int(seen.column) - 1
		switch {
		case seen.kind == unsaved:
			r.met.Unsaved++
		case seen.kind == failure:
			r.met.Failures++
		}
		if at >= len(cells) {
			continue // excelize leaves out what is empty
		}
		shown := r.b.show(cells[at], seen)
		if shown != "" && r.cover.hides(row.number, seen.column) {
			r.met.Covered++
			shown = ""
		}
		cells[at] = shown
	}
}

// Close ends the reading.
func (r *Rows) Close() error { return r.rows.Close() }

// Notes says what of the sheet was not read as it is. The sheet's name stands in each as the caller names it; its data lie below the
// row of the headings.
func (r *Rows) Notes(sheet string, headings int) []graph.Sentence {
	met := r.met
	met.HiddenRows, met.Spread, met.HiddenColumns = r.survey.hidden.rows, r.spread.Below(headings), r.survey.hiddenColumns()
	return met.Notes(sheet)
}
