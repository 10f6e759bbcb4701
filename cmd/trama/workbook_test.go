package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// townWorkbook writes the tables of the small town into a workbook, a sheet each, beside one that is no table.
func townWorkbook(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	failed := errors.Join(f.SetSheetName("Sheet1", "Leggimi"), f.SetCellValue("Leggimi", "A1", "La rete della città"))
	for name, text := range map[string]string{"Chi c'è": townNodes, "Relazioni": townEdges} {
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		_, made := f.NewSheet(name)
		failed = errors.Join(failed, err, made)
		for i, row := range rows {
			failed = errors.Join(failed, f.SetSheetRow(name, fmt.Sprint("A", i+1), &row))
		}
	}
	var out bytes.Buffer
	if err := errors.Join(failed, f.Write(&out)); err != nil {
		t.Fatal(err)
	}
	return put(t, t.TempDir(), "rete.xlsx", out.String())
}

// A workbook is read by every command as the tables that were saved from it are.
func TestWorkbookIsReadAsItsTables(t *testing.T) {
	home(t)
	book, tables := townWorkbook(t), town(t)
	for _, args := range [][]string{{"missing", "--format", "csv", "--lang", "en"}, {"convert", "--to", "graphml"}, {"metrics", "--format", "csv"}} {
		want := done(t, with(args[0], tables, args[1:]...)...)
		if got := done(t, with(args[0], []string{book}, args[1:]...)...); got != want {
			t.Errorf("%s of the workbook:\n%.400s\nof the tables:\n%.400s", args[0], got, want)
		}
	}
	content, err := os.ReadFile(book)
	if err != nil {
		t.Fatal(err)
	}
	want := done(t, with("convert", tables, "--to", "json")...)
	if got := tramaReading(t, string(content), "convert", "-", "--from", "xlsx", "--to", "json"); got.code != 0 || got.out != want {
		t.Errorf("standard input: exit %d, %s", got.code, got.err)
	}
	check := done(t, "check", book)
	for _, says := range []string{"rete.xlsx: foglio Leggimi è saltato", "rete.xlsx: foglio Chi c'è", "6 nodi e 4 relazioni"} {
		if !strings.Contains(check, says) {
			t.Errorf("check does not say %q:\n%s", says, check)
		}
	}
	if report := done(t, "report", book); !strings.Contains(report, "Leggimi") {
		t.Errorf("the report has no note on the sheet that is passed over:\n%s", report)
	}
	store := newStore(t)
	done(t, "import", book, "--network", "n", "--store", store)
	if got := done(t, "export", "--network", "n", "--store", store, "--to", "json"); got != want {
		t.Errorf("imported and exported:\n%.400s\nwant\n%.400s", got, want)
	}
	if again := done(t, with("import", tables, "--network", "n", "--store", store)...); !strings.Contains(again, "10") {
		t.Errorf("the tables read again: %s", again)
	}
}

// A workbook of LibreOffice is read from its file, from standard input and packed, as its saving as .xlsx is.
func TestWorkbookOfLibreOffice(t *testing.T) {
	home(t)
	const ods, xlsx = "../../graph/source/testdata/libreoffice/rete.ods", "../../graph/source/testdata/libreoffice/rete.xlsx"
	want := done(t, "convert", xlsx, "--to", "json")
	if got := done(t, "convert", ods, "--to", "json"); got != want {
		t.Errorf("rete.ods:\n%.400s\nrete.xlsx:\n%.400s", got, want)
	}
	content, err := os.ReadFile(ods)
	if err != nil {
		t.Fatal(err)
	}
	if got := tramaReading(t, string(content), "convert", "-", "--from", "ods", "--to", "json"); got.code != 0 || got.out != want {
		t.Errorf("standard input: exit %d, %s", got.code, got.err)
	}
	check := done(t, "check", ods)
	for _, says := range []string{"rete.ods: foglio Leggimi è saltato", "3 nodi e 2 relazioni", "righe nascoste (2)"} {
		if !strings.Contains(check, says) {
			t.Errorf("check does not say %q:\n%s", says, check)
		}
	}
	store := newStore(t)
	done(t, "import", ods, "--network", "n", "--store", store)
	if got := done(t, "export", "--network", "n", "--store", store, "--to", "json"); got != want {
		t.Errorf("imported and exported:\n%.400s\nwant\n%.400s", got, want)
	}
	for cut := 100; cut < len(content); cut += 3000 {
		if got := tramaReading(t, string(content[:cut]), "check", "-", "--from", "ods"); got.code != 3 || !strings.Contains(got.out, "danneggiata") {
			t.Errorf("cut at %d: exit %d, %s", cut, got.code, got.out)
		}
	}
}
