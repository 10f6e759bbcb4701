package ods_test

import (
	"strings"
	"testing"

	"trama/graph"
)

// FuzzTable reads any XML as the content of a workbook: nothing panics, a refusal names the file, and reading again, packed
// or flat, gives the same.
func FuzzTable(f *testing.F) {
	for _, tables := range []string{
		"", sheets(), table(row(text("a")) + row(`<table:table-cell office:value-type="float" office:value="1E+300"/>`)),
		table(`<table:table-column table:visibility="collapse"/><table:table-row table:number-rows-repeated="3" table:visibility="filter">` + text(`a<text:s text:c="3"/>b`) + `</table:table-row>`),
		table(row(`<table:table-cell table:number-rows-spanned="2" table:number-columns-repeated="3" office:value-type="date" office:date-value="2024-01-01T00:00:00"/><table:covered-table-cell><text:p>x</text:p></table:covered-table-cell>`)),
		table(row(`<table:table-cell office:value-type="time" office:time-value="PT1H2M3S"><office:annotation><text:p>y</text:p></office:annotation></table:table-cell>`)),
	} {
		f.Add(tables)
	}
	f.Fuzz(func(t *testing.T, tables string) {
		if len(tables) > 1<<14 {
			return
		}
		content := packed(t, tables)
		first, notes, err := sheetText(content, 0)
		if err != nil {
			if kind := graph.KindOf(err); kind != graph.Invalid && kind != graph.TooLarge || !strings.HasPrefix(err.Error(), "r.ods: ") || strings.Contains(err.Error(), ".go") {
				t.Fatal(err)
			}
			return
		}
		for _, again := range [][]byte{content, []byte(document("document", tables))} {
			if second, more, err := sheetText(again, 0); err != nil || second != first || len(more) != len(notes) {
				t.Fatalf("another reading: %v\n%s\n%s", err, first, second)
			}
		}
	})
}
