package xlsx

import (
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"trama/graph"
)

// Rows gives the rows of a sheet that hold something, one after the other.
type Rows struct {
	b     *Book
	sheet Sheet
	rows  *excelize.Rows
	cover *cover
	at    int32 // the row that excelize stands at
	next  int   // of the survey
	cells int   // of the survey, behind those of the row

	failures, unsaved, covered int
}

// Rows opens a sheet of the workbook. One sheet can be open at a time.
func (b *Book) Rows(s Sheet) (*Rows, error) {
	rows, err := b.file.Rows(s.Name)
	if err != nil {
		return nil, broken(b.name)
	}
	return &Rows{b: b, sheet: s, rows: rows, cover: newCover(s.survey)}, nil
}

// Next returns the cells of the next row and its number in the sheet, io.EOF behind the last.
func (r *Rows) Next() (cells []string, line int, err error) {
	if err := r.b.ctx.Err(); err != nil {
		return nil, int(r.at), err
	}
	if r.next == len(r.sheet.survey.rows) {
		return nil, int(r.at), io.EOF
	}
	row := r.sheet.survey.rows[r.next]
	if cells, err = r.reach(row.number); err != nil {
		return nil, int(row.number), err
	}
	r.show(row, cells)
	r.next, r.cells = r.next+1, int(row.cells)
	return cells, int(row.number), nil
}

// reach lets excelize go on to a row. That it ends before is as unexpected as that it panics.
func (r *Rows) reach(row int32) (cells []string, err error) {
	defer func() {
		if recover() != nil {
			err = brokenSentence()
		}
	}()
	for ; r.at < row; r.at++ {
		if !r.rows.Next() {
			return nil, brokenSentence()
		}
		if cells, err = r.rows.Columns(); err != nil {
			return nil, brokenSentence()
		}
	}
	return cells, nil
}

// show turns the raw values of a row into what its cells hold.
func (r *Rows) show(row seenRow, cells []string) {
	r.cover.reach(row.number)
	for _, seen := range r.sheet.survey.cells[r.cells:row.cells] {
		at := int(seen.column) - 1
		switch {
		case seen.kind == unsaved:
			r.unsaved++
		case seen.kind == failure:
			r.failures++
		}
		if at >= len(cells) {
			continue // excelize leaves out what is empty
		}
		shown := r.b.show(cells[at], seen)
		if shown != "" && r.cover.hides(row.number, seen.column) {
			r.covered++
			shown = ""
		}
		cells[at] = shown
	}
}

// Close ends the reading.
func (r *Rows) Close() error { return r.rows.Close() }

// Notes says what of the sheet was not read as it is. The sheet's name stands in each as the caller names it.
func (r *Rows) Notes(sheet string) []graph.Sentence {
	var notes []graph.Sentence
	for _, n := range []struct {
		count          int
		code, template string
	}{
		{r.failures, "cell_errors", "{file}: cells that hold an error such as #N/A are empty here ({count})"},
		{r.unsaved, "formulas_unsaved", "{file}: formulas whose value is not saved are empty here ({count}); open the workbook and save it, then they have one"},
		{r.covered, "cells_covered", "{file}: values that lie hidden under merged cells are left out ({count})"},
		{r.sheet.survey.hidden.rows, "rows_hidden", "{file}: hidden rows are read too ({count}); take them out of the workbook if nobody meant to hand them over"},
		{r.sheet.survey.spread(), "cells_spread", "{file}: what stands in cells merged over several rows is read of the first row only ({count}); split them and fill in each row that it is meant for"},
	} {
		if n.count > 0 {
			notes = append(notes, graph.Say(n.code, n.template, graph.V{"file": sheet, "count": n.count}))
		}
	}
	if columns := r.sheet.survey.hiddenColumns(); len(columns) > 0 {
		notes = append(notes, graph.Say("columns_hidden", "{file}: hidden columns are read too ({columns}); take them out of the workbook if nobody meant to hand them over",
			graph.V{"file": sheet, "columns": graph.Shown(strings.Join(columns, ", "))}))
	}
	return notes
}
