package ods_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/internal/workbook"
	"trama/graph/ods"
)

// withHead returns a workbook whose content says of itself, in the archive, what a function makes it say.
func withHead(t testing.TB, say func(h *zip.FileHeader)) []byte {
	t.Helper()
	content := document("document-content", table(row(text("id"))))
	h := zip.FileHeader{Name: "content.xml", Method: zip.Store, CompressedSize64: uint64(len(content)), UncompressedSize64: uint64(len(content))}
	say(&h)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	part, err := w.CreateRaw(&h)
	if err == nil {
		_, err = io.WriteString(part, content)
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestHostileWorkbooks(t *testing.T) {
	whole := packed(t, table(row(text("id"))))
	locked := `<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`
	many := func(n int, s string) string { return strings.Repeat(s, n) }
	type hostile struct {
		content []byte
		says    string
	}
	cases := map[string]hostile{
		"nothing":             {nil, "this is no workbook (ods)"},
		"table of text":       {[]byte("id;nome\na;Anna\n"), "this is no workbook (ods)"},
		"a page":              {[]byte("<html><table>"), "this is no workbook (ods)"},
		"no part":             {archive(t, "x", ""), "this is no workbook (ods)"},
		"empty part":          {archive(t, "content.xml", ""), "this is no workbook (ods)"},
		"a text document":     {archive(t, "content.xml", strings.ReplaceAll(document("document-content", ""), "spreadsheet", "text")), "this is no workbook (ods)"},
		"xls":                 {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + many(600, "\x00")), "this is a workbook of the old kind"},
		"password":            {archive(t, "content.xml", "\x12\x34", "META-INF/manifest.xml", locked), "this workbook has a password"},
		"newer password":      {archive(t, "encrypted-package", "x", "META-INF/manifest.xml", manifest), "this workbook has a password"},
		"manifest of nothing": {archive(t, "content.xml", document("document-content", ""), "META-INF/manifest.xml", "<"), "damaged"},
		"large manifest":      {archive(t, "content.xml", "", "META-INF/manifest.xml", many(5<<20, " ")), "unpacks to far more"},
		"styles damaged":      {archive(t, "content.xml", document("document-content", ""), "styles.xml", "<office:document-styles><"), "damaged"},
		"styles of another":   {archive(t, "content.xml", document("document-content", ""), "styles.xml", "<other/>"), "damaged"},
		"wrong checksum":      {withHead(t, func(h *zip.FileHeader) { h.CRC32 = 1 }), "damaged"},
		"says it is shorter":  {withHead(t, func(h *zip.FileHeader) { h.UncompressedSize64 = 10 }), "damaged"},
		"says it is longer":   {withHead(t, func(h *zip.FileHeader) { h.UncompressedSize64 += 100 }), "damaged"},
		"says it is enormous": {withHead(t, func(h *zip.FileHeader) { h.UncompressedSize64 = 1 << 62 }), "bytes unpacked (limit-unpacked)"},
		"says it is large":    {withHead(t, func(h *zip.FileHeader) { h.UncompressedSize64 = 1 << 30 }), "unpacks to far more"},
		"encrypted":           {withHead(t, func(h *zip.FileHeader) { h.Flags |= 1 }), "encrypted"},
		"unknown packing":     {withHead(t, func(h *zip.FileHeader) { h.Method = 99 }), "damaged"},
		"a part twice":        {archive(t, "content.xml", "", "Content.xml", ""), "damaged"},
		"DOCTYPE":             {[]byte(`<!DOCTYPE x [<!ENTITY a "b">]>` + document("document", "")), "damaged"},
		"entity":              {packed(t, table(row(text("&x;")))), "damaged"},
		"table cut":           {[]byte(document("document", table(row(text("a"))))[:900]), "damaged"},
		"deep":                {packed(t, table(row(many(300, "<a>")+many(300, "</a>")))), "limit-depth"},
		"too many columns":    {packed(t, table(row(`<table:table-cell table:number-columns-repeated="16384"/>`+text("a")))), "damaged"},
		"columns repeated":    {packed(t, table(row(`<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="2147483647"/>`))), "damaged"},
		"too many rows":       {packed(t, table(`<table:table-row table:number-rows-repeated="1048576"/>`+row(text("a")))), "damaged"},
		"rows repeated":       {packed(t, table(`<table:table-row table:number-rows-repeated="1048576">`+text("a")+text("b")+`</table:table-row>`)), "on the sheet S the same row stands from line 1 on 1048576 times"},
		"rows and columns":    {packed(t, table(many(99, `<table:table-row table:number-rows-repeated="1000"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000"/></table:table-row>`))), "the same row stands from line 2001 on"},
		"long text repeated":  {packed(t, table(row(`<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>`+many(1<<16, "a")+`</text:p></table:table-cell>`))), "unpacks to far more"},
		"spread thin":         {packed(t, table(many(2200, row(`<table:table-cell table:number-columns-repeated="16383"/>`+text("a"))))), "hardly any has a value"},
		"spread by repeats":   {packed(t, table(`<table:table-row table:number-rows-repeated="2200"><table:table-cell table:number-columns-repeated="16383"/>`+text("a")+`</table:table-row>`)), "hardly any has a value"},
		"many sheets":         {packed(t, many(1025, table(""))), "unpacks to far more"},
	}
	for i := 1; i < 12; i++ {
		cases[fmt.Sprint("cut at ", i)] = hostile{whole[:len(whole)*i/12], "damaged"}
	}
	for what, c := range cases {
		_, _, err := sheetText(c.content, 0)
		kind := graph.Invalid
		if strings.Contains(c.says, "limit-") || strings.Contains(c.says, "hardly") {
			kind = graph.TooLarge
		}
		if graph.KindOf(err) != kind || !strings.HasPrefix(err.Error(), "r.ods: ") || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// What would be large is never in memory as a whole.
func TestHostileWorkbooksTakeLittleMemory(t *testing.T) {
	for what, c := range map[string]struct {
		rows, says string
		most       uint64
	}{
		"swollen":       {strings.Repeat(" ", 65<<20), "unpacks to far more", 1 << 20},
		"spaces":        {row(text(strings.Repeat(`<text:s text:c="2147483647"/>`, 100))), "", 8 << 20},
		"rows repeated": {`<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row>`, "1048576 times", 8 << 20},
		"far cell":      {`<table:table-row table:number-rows-repeated="1048575"/>` + row(`<table:table-cell table:number-columns-repeated="16383"/>`+text("a")), "", 8 << 20},
	} {
		content := packed(t, table(c.rows))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		b, err := opened(content)
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > c.most {
			t.Errorf("%s: %d KiB", what, took>>10)
		}
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", what, err)
		}
		if err == nil {
			b.Close()
		}
	}
}

func TestLimits(t *testing.T) {
	for what, c := range map[string]struct {
		limits graph.Limits
		tables string
		says   string
	}{
		"unpacked": {graph.Limits{Unpacked: 1 << 10}, table(row(text("a"))), "limit-unpacked"},
		"depth":    {graph.Limits{Depth: 5}, table(row(text("a"))), "limit-depth"},
	} {
		_, err := ods.Open(context.Background(), bytes.NewReader(packed(t, c.tables)), workbook.Options{Name: "r.ods", Limits: c.limits})
		if graph.KindOf(err) != graph.TooLarge || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
