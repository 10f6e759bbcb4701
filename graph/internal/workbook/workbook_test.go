package workbook_test

import (
	"slices"
	"testing"

	"trama/graph/internal/workbook"
)

func TestDecimal(t *testing.T) {
	for raw, want := range map[string]string{
		"17": "17", "17.0": "17", " 5 ": "5", "1.50": "1.5", "007": "7", "-0": "0", "0": "0", "0.30000000000000004": "0.3", "0.1000000000000001": "0.1",
		"1E+020": "100000000000000000000", "-4.0000000000000002E-2": "-0.04", "12345678901234567890": "12345678901234567890", "1e999": "1e999", "Inf": "Inf", "-inf": "-inf", "NaN": "NaN", "x": "x", "": "",
	} {
		if got := workbook.Decimal(raw); got != want {
			t.Errorf("%s: %s, want %s", raw, got, want)
		}
	}
}

func TestHiddenColumns(t *testing.T) {
	held := make([]bool, 16384)
	for _, i := range []int{0, 1, 25, 26, 51, 52, 701, 702, 16383} {
		held[i] = true
	}
	all := []workbook.Block{{First: 2, Last: 16384}, {First: 26, Last: 27}}
	if got, want := workbook.HiddenColumns(held, all), []string{"B", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := workbook.HiddenColumns(held, []workbook.Block{{First: 3, Last: 25}}); got != nil {
		t.Errorf("columns that hold nothing: %q", got)
	}
}

func TestNotes(t *testing.T) {
	met := workbook.Met{Failures: 1, Unsaved: 2, Covered: 3, HiddenRows: 4, Spread: 5, HiddenColumns: []string{"A", "C"}}
	var codes []string
	for _, n := range met.Notes("S") {
		codes = append(codes, n.Code)
	}
	if want := []string{"cell_errors", "formulas_unsaved", "cells_covered", "rows_hidden", "cells_spread", "columns_hidden"}; !slices.Equal(codes, want) {
		t.Errorf("%q", codes)
	}
	if notes := (workbook.Met{}).Notes("S"); notes != nil {
		t.Errorf("%v", notes)
	}
	for _, one := range []workbook.Met{{Failures: 1}, {Unsaved: 1}, {Covered: 1}, {HiddenRows: 1}, {Spread: 1}, {HiddenColumns: []string{"B"}}} {
		if notes := one.Notes("S"); len(notes) != 1 {
			t.Errorf("%+v: %v", one, notes)
		}
	}
}

// A long text that is merged over very many rows is no more than the file may make.
func TestSpreadWithinItsBounds(t *testing.T) {
	s := workbook.NewSpread("r.ods", 1000)
	s.Open(1, 1<<20, "un testo")
	row := 0
	for err := error(nil); err == nil; row++ {
		var cells []string
		if cells, err = s.Fill(row, []string{"a"}); err == nil && !slices.Equal(cells, []string{"a", "un testo"}) {
			t.Fatalf("row %d: %q", row, cells)
		}
	}
	if row != 26 || s.Blocks != 1 {
		t.Errorf("%d rows, %d blocks", row, s.Blocks)
	}
	if cells, err := s.Fill(row, []string{"", ""}); err != nil || !slices.Equal(cells, []string{"", ""}) {
		t.Errorf("a row that holds nothing: %q, %v", cells, err)
	}
}
