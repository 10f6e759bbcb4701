package workbook_test

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"trama/graph"
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
	if row != 26 || s.Below(0) != 1 || s.Below(row) != 0 {
		t.Errorf("%d rows, %d blocks", row, s.Below(0))
	}
	if cells, err := s.Fill(row, []string{"", ""}); err != nil || !slices.Equal(cells, []string{"", ""}) {
		t.Errorf("a row that holds nothing: %q, %v", cells, err)
	}
}

func TestIgnored(t *testing.T) {
	for name, want := range map[string]bool{"Note (ignore)": true, "NOTE (IGNORE) ": true, "ignore": false, "(ignore) Note": false, "": false} {
		if got := (workbook.Sheet{Name: name}).Ignored(); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

// TestOpenArchive: what is no archive is refused as what it is.
func TestOpenArchive(t *testing.T) {
	const container = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	for content, says := range map[string]string{
		"":        "this is no workbook (xlsx)",
		"id;nome": "this is no workbook (xlsx)",
		"PK":      "this workbook is damaged",
		container: "a workbook of the old kind",
		container + strings.Repeat("x", 1<<16) + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00": "this workbook has a password",
	} {
		_, err := workbook.OpenArchive(t.Context(), strings.NewReader(content), workbook.Options{Name: "rete.xlsx", Format: "xlsx"})
		if err == nil || graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), says) {
			t.Errorf("%.20q: %v, want %q", content, err, says)
		}
	}
}

// TestTake: a member is found however its name is written, is as long as the archive says, and counts against the limits.
func TestTake(t *testing.T) {
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for _, name := range []string{"xl/Workbook.xml", "long.xml"} {
		member, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		member.Write(bytes.Repeat([]byte("x"), 1000))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	open := func(unpacked int64) *workbook.Archive {
		a, err := workbook.OpenArchive(t.Context(), bytes.NewReader(file.Bytes()), workbook.Options{Name: "f", Limits: graph.Limits{Unpacked: unpacked}})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := open(2000)
	f, err := a.Take(`\XL\workbook.XML`, 1000)
	if err != nil || f == nil || a.Unpacked() != 1000 {
		t.Fatalf("%v, %v, %d", f, err, a.Unpacked())
	}
	r, err := a.Unpack(f)
	if err != nil {
		t.Fatal(err)
	}
	if content, err := io.ReadAll(r); err != nil || len(content) != 1000 {
		t.Errorf("%d bytes, %v", len(content), err)
	}
	if f, err := a.Take("missing.xml", 1000); f != nil || err != nil {
		t.Errorf("what is missing: %v, %v", f, err)
	}
	if _, err := open(999).Take("long.xml", 1000); graph.KindOf(err) != graph.TooLarge {
		t.Errorf("beyond what may be unpacked: %v", err)
	}
	if _, err := open(2000).Take("long.xml", 999); graph.KindOf(err) != graph.Invalid {
		t.Errorf("beyond what the part may be: %v", err)
	}
}
