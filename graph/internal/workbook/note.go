package workbook

import (
	"strings"

	"trama/graph"
)

// Met is what was met in a sheet that was not read as it stands there.
type Met struct {
	Failures      int // cells that hold an error
	Unsaved       int // formulas without a value
	Covered       int // values under merged cells
	HiddenRows    int
	Spread        int // cells merged over several rows that hold something
	HiddenColumns []string
}

// Notes says what was met in a sheet.
func (m Met) Notes(sheet string) []graph.Sentence {
	var notes []graph.Sentence
	for _, n := range []struct {
		count          int
		code, template string
	}{
		{m.Failures, "cell_errors", "{file}: cells that hold an error such as #N/A are empty here ({count})"},
		{m.Unsaved, "formulas_unsaved", "{file}: formulas whose value is not saved are empty here ({count}); open the workbook and save it, then they have one"},
		{m.Covered, "cells_covered", "{file}: values that lie hidden under merged cells are left out ({count})"},
		{m.HiddenRows, "rows_hidden", "{file}: hidden rows are read too ({count}); take them out of the workbook if nobody meant to hand them over"},
		{m.Spread, "cells_spread", "{file}: what stands in cells merged over several rows is read of each of these rows ({count})"},
	} {
		if n.count > 0 {
			notes = append(notes, graph.Say(n.code, n.template, graph.V{"file": sheet, "count": n.count}))
		}
	}
	if len(m.HiddenColumns) > 0 {
		notes = append(notes, graph.Say("columns_hidden", "{file}: hidden columns are read too ({columns}); take them out of the workbook if nobody meant to hand them over",
			graph.V{"file": sheet, "columns": graph.Shown(strings.Join(m.HiddenColumns, ", "))}))
	}
	return notes
}

// Block is some columns, from the first to the last, counted from 1.
type Block struct{ First, Last int }

// HiddenColumns returns the letters of the columns that hold something and lie in a block that does not show. held tells of
// each column, from 0 on, whether it holds something.
func HiddenColumns(held []bool, hidden []Block) []string {
	var names []string
	for i, holds := range held {
		for _, b := range hidden {
			if holds && b.First <= i+1 && i+1 <= b.Last {
				names = append(names, letters(i+1))
				break
			}
		}
	}
	return names
}

// letters returns what a sheet calls a column, by its number from 1: A, Z, AA.
func letters(column int) string {
	name := ""
	for ; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}
