package ods_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// BenchmarkRows opens a workbook of 20,000 relations and reads them.
func BenchmarkRows(b *testing.B) {
	var rows strings.Builder
	for i := range 20_000 {
		rows.WriteString(row(text(fmt.Sprint("p", i)) + text(fmt.Sprint("q", i%977)) + text("collabora con") + fmt.Sprintf(`<table:table-cell office:value-type="float" office:value="%d" calcext:value-type="float"><text:p>%d</text:p></table:table-cell>`, i%7+1, i%7+1)))
	}
	content := packed(b, table(rows.String()))
	b.ReportAllocs()
	b.SetBytes(int64(rows.Len()))
	for b.Loop() {
		book, err := opened(content)
		if err != nil {
			b.Fatal(err)
		}
		r, err := book.Rows(0)
		for err == nil {
			_, _, err = r.Next()
		}
		if !errors.Is(err, io.EOF) {
			b.Fatal(err)
		}
		book.Close()
	}
}
