package xlsx_test

import (
	"strings"
	"testing"

	"trama/graph"
)

// FuzzSheet reads any XML as a sheet: nothing panics, a refusal names the file, and reading again gives the same.
func FuzzSheet(f *testing.F) {
	for _, inside := range []string{
		`<sheetData/>`, `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>45000.5</v></c></row></sheetData>`,
		`<sheetData><row><c t="inlineStr"><is><t>a</t></is></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row><row r="9"><c><f>1+1</f></c></row></sheetData><mergeCells><mergeCell ref="A1:B9"/></mergeCells>`,
		`<sheetData><row r="3"><c r="XFD3"><v>1E+300</v></c></row></sheetData><drawing><row/></drawing>`,
		`<x:sheetData xmlns:x="y"><row><c t="d"><v>2024-01-01T00:00:00Z</v></c><c><v/><v>2</v></c></row></x:sheetData>`,
	} {
		f.Add(inside)
	}
	f.Fuzz(func(t *testing.T, inside string) {
		if len(inside) > 1<<14 {
			return
		}
		content := withSheet(t, inside)
		first, notes, err := sheetText(content)
		if err != nil {
			if graph.KindOf(err) != graph.Invalid && !strings.Contains(err.Error(), "damaged") || strings.Contains(err.Error(), ".go") {
				t.Fatal(err)
			}
			return
		}
		if second, more, err := sheetText(content); err != nil || second != first || len(more) != len(notes) {
			t.Fatalf("another reading: %v", err)
		}
	})
}
