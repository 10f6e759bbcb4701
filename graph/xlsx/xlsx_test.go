package xlsx_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"trama/graph"
	"trama/graph/internal/workbook"
	"trama/graph/xlsx"
)

// written returns a workbook that a function fills; its first sheet is Sheet1.
func written(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// must fails where filling a workbook does.
func must(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func opened(content []byte) (*xlsx.Book, error) {
	return xlsx.Open(context.Background(), bytes.NewReader(content), workbook.Options{Name: "r.xlsx", Format: "xlsx"})
}

// sheetText returns the rows of the first sheet that is shown, a line each, with its number, and its notes.
func sheetText(content []byte) (text string, notes []string, err error) {
	b, err := opened(content)
	if err != nil {
		return "", nil, err
	}
	defer b.Close()
	at := slices.IndexFunc(b.Sheets(), func(s workbook.Sheet) bool { return !s.Hidden })
	rows, err := b.Rows(max(0, at))
	if err != nil {
		return "", nil, err
	}
	defer rows.Close()
	var out strings.Builder
	for {
		cells, line, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", nil, err
		}
		fmt.Fprintf(&out, "%d:%s\n", line, strings.Join(cells, "|"))
	}
	for _, n := range rows.Notes("S", 0) {
		notes = append(notes, n.Text)
	}
	return out.String(), notes, nil
}

func TestCells(t *testing.T) {
	day := time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)
	for what, c := range map[string]struct {
		value  any
		format string
		want   string
	}{
		"text of digits":      {"007", "", "007"},
		"text with exponent":  {"1e5", "", "1e5"},
		"text like a number":  {"1.0", "", "1.0"},
		"text NA":             {"NA", "", "NA"},
		"text like an error":  {"#N/A", "", "#N/A"},
		"text with spaces":    {" a ", "", " a "},
		"text of two lines":   {"a\nb", "", "a\nb"},
		"text of a formula":   {"=1+1", "", "=1+1"},
		"text TRUE":           {"TRUE", "", "TRUE"},
		"whole":               {17.0, "", "17"},
		"shown with decimals": {17.0, "0.00", "17"},
		"shown in thousands":  {1234567.5, "#,##0.00", "1234567.5"},
		"percent":             {0.25, "0%", "0.25"},
		"tenth":               {0.1, "", "0.1"},
		"sum of tenths":       {0.1 + 0.2, "", "0.3"},
		"negative":            {-2.5, "", "-2.5"},
		"zero":                {0, "", "0"},
		"large id":            {123456789012345678, "", "123456789012345678"},
		"20 digits":           {1.23456789012345e19, "", "12345678901234500000"},
		"small":               {0.00000012, "", "0.00000012"},
		"true":                {true, "", "true"},
		"false":               {false, "", "false"},
		"day":                 {day, "dd/mm/yyyy", "2024-02-29"},
		"day in words":        {day, `[$-410]d mmmm yyyy;@`, "2024-02-29"},
		"month":               {day, "mmm", "2024-02-29"},
		"day with a time":     {day.Add(13*time.Hour + 5*time.Minute), "yyyy-mm-dd hh:mm", "2024-02-29T13:05:00"},
		"time not shown":      {day.Add(23*time.Hour + 59*time.Minute), "dd/mm/yy", "2024-02-29"},
		"midnight":            {day, "yyyy-mm-dd hh:mm", "2024-02-29"},
		"time":                {0.75, "h:mm AM/PM", "18:00:00"},
		"time of a day":       {day.Add(13*time.Hour + 5*time.Minute), "hh:mm", "2024-02-29T13:05:00"},
		"hours beyond a day":  {1.5 + 1.0/48, "h:mm", "36:30:00"},
		"time below all":      {-0.25, "hh:mm", "-0.25"},
		"seconds":             {0.5, "mm:ss.00", "12:00:00"},
		"lapse":               {1.5, "[h]:mm", "1.5"},
		"first day":           {1, "dd/mm/yyyy", "1900-01-01"},
		"no day":              {0.5, "dd/mm/yyyy", "0.5"},
		"below all days":      {-1, "dd/mm/yyyy", "-1"},
		"beyond all days":     {2958466, "dd/mm/yyyy", "2958466"},
		"days as a number":    {3, `0 "days"`, "3"},
		"general":             {3, `General`, "3"},
		"coloured":            {3, `[Red]#,##0;[Blue]-#,##0`, "3"},
		"postal code":         {6100, "00000", "06100"},
		"code of all digits":  {20121, "00000;-00000", "20121"},
		"code below 0":        {-61, "00000", "-61"},
		"code with decimals":  {61.5, "00000", "61.5"},
		"two digits":          {5, "00", "5"},
		"exponent shown":      {12345, "0.00E+00", "12345"},
	} {
		content := written(t, func(f *excelize.File) {
			must(t, f.SetCellValue("Sheet1", "A1", c.value))
			if c.format != "" {
				style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &c.format})
				must(t, err, f.SetCellStyle("Sheet1", "A1", "A1", style))
			}
		})
		if got, _, err := sheetText(content); err != nil || got != "1:"+c.want+"\n" {
			t.Errorf("%s: %q, %v, want %q", what, got, err, c.want)
		}
	}
}

func TestNumbersAsFilesHaveThem(t *testing.T) {
	for raw, want := range map[string]string{
		"17": "17", "17.0": "17", "1.50": "1.5", "007": "7", "-0": "0", "0.1000000000000001": "0.1", "0.10000000000000001": "0.1", "1E5": "100000",
		"1.2345678901234567E+19": "12345678901234567000", "12345678901234567890": "12345678901234567890", "-4.0000000000000002E-2": "-0.04",
		"0.30000000000000004": "0.3", "1e999": "1e999", "x": "x", " 5 ": "5",
	} {
		got, _, err := sheetText(withSheet(t, `<sheetData><row><c><v>`+raw+`</v></c></row></sheetData>`))
		if err != nil || got != "1:"+want+"\n" {
			t.Errorf("%s: %q, %v", raw, got, err)
		}
	}
}

func TestBuiltInFormatsOfDates(t *testing.T) {
	for id, want := range map[int]string{0: "45351.5", 2: "45351.5", 14: "2024-02-29", 15: "2024-02-29", 22: "2024-02-29T12:00:00", 46: "45351.5", 49: "45351.5"} {
		content := written(t, func(f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{NumFmt: id})
			must(t, err, f.SetCellValue("Sheet1", "A1", 45351.5), f.SetCellStyle("Sheet1", "A1", "A1", style))
		})
		if got, _, err := sheetText(content); err != nil || got != "1:"+want+"\n" {
			t.Errorf("format %d: %q, %v", id, got, err)
		}
	}
}

// Days are counted from 1 January 1904, which is 0, where the workbook says so; else from 1 January 1900, which is 1.
func TestDaysFrom1904(t *testing.T) {
	for since1904, want := range map[bool]string{true: "1:1904-01-01|1904-01-02\n", false: "1:0|1900-01-01\n"} {
		content := written(t, func(f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
			must(t, err, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &since1904}), f.SetSheetRow("Sheet1", "A1", &[]any{0, 1}), f.SetCellStyle("Sheet1", "A1", "B1", style))
		})
		if got, _, err := sheetText(content); err != nil || got != want {
			t.Errorf("%v: %q, %v", since1904, got, err)
		}
	}
}

func TestFormulasErrorsAndMergedCells(t *testing.T) {
	sheet := `<row r="2"><c r="A2" t="str"><f>A1</f><v>testo</v></c><c r="B2"><f>1+1</f><v>2</v></c><c r="C2"><f>3+3</f></c><c r="D2" t="e"><v>#N/A</v></c><c r="E2" t="b"><f>TRUE()</f><v>1</v></c><c r="F2" t="str"><f>""</f><v></v></c></row>` +
		`<row r="5"><c t="inlineStr"><is><r><t>due </t></r><r><t>pezzi</t></r></is></c><c r="C5" t="d"><v>2024-02-29T00:00:00</v></c></row>` +
		`<row r="7"><c r="A7"><v>1</v></c><c r="B7"><v>2</v></c></row><row r="8"><c r="A8"><v>3</v></c><c r="B8"><v>4</v></c><c r="C8"><v>5</v></c></row>`
	got, notes, err := sheetText(withSheet(t, `<sheetData>`+sheet+`</sheetData><mergeCells><mergeCell ref="A7:B8"/><mergeCell ref="C1:C1"/></mergeCells>`))
	want := "2:testo|2|||true|\n5:due pezzi||2024-02-29\n7:1|\n8:1||5\n"
	if err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
	if len(notes) != 4 || !strings.Contains(notes[3], "merged over several rows is read of each of these rows (1)") || !strings.Contains(notes[0], "#N/A are empty here (1)") || !strings.Contains(notes[1], "is not saved are empty here (1)") || !strings.Contains(notes[2], "left out (3)") {
		t.Errorf("%q", notes)
	}
}

// Blocks that lie over each other, which no spreadsheet makes, cover what any of them does.
func TestBlocksOverEachOther(t *testing.T) {
	rows := `<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c><c r="B3"><v>4</v></c></row>`
	got, _, err := sheetText(withSheet(t, `<sheetData>`+rows+`</sheetData><mergeCells><mergeCell ref="A1:A3"/><mergeCell ref="A2"/></mergeCells>`))
	if err != nil || got != "1:1\n2:2\n3:1|4\n" {
		t.Errorf("%q, %v", got, err)
	}
}

// A value over several rows is that of each row that holds anything of its own, and of none beside.
func TestMergedCellsOverRows(t *testing.T) {
	rows := `<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row><row r="4"><c r="A4"><v>4</v></c><c r="D4"><v>5</v></c></row>`
	for _, c := range []struct{ refs, want, note string }{
		{"B1:B3", "1:1|2\n3:3|2\n4:4|||5\n", "(1)"},
		{"B1:B9", "1:1|2\n3:3|2\n4:4|2||5\n", "(1)"},
		{"B1:C9", "1:1|2\n3:3|2\n4:4|2||5\n", "(1)"},
		{"B1:B2", "1:1|2\n3:3\n4:4|||5\n", ""},
		{"B1:C1", "1:1|2\n3:3\n4:4|||5\n", ""},
		{"C1:C4", "1:1|2\n3:3\n4:4|||5\n", ""},
		{"B2:B4", "1:1|2\n3:3\n4:4|||5\n", ""},
		{"A1:A4", "1:1|2\n3:\n4:1|||5\n", "(1)"},
		{"B1:B3 A3:A4", "1:1|2\n3:3|2\n4:3|||5\n", "(2)"},
		{"B1:B4 B1:B3", "1:1|2\n3:3|2\n4:4|||5\n", "(1)"},
	} {
		merges := ""
		for ref := range strings.FieldsSeq(c.refs) {
			merges += `<mergeCell ref="` + ref + `"/>`
		}
		got, notes, err := sheetText(withSheet(t, `<sheetData>`+rows+`</sheetData><mergeCells>`+merges+`</mergeCells>`))
		if said := strings.Join(notes, " "); err != nil || got != c.want || !strings.Contains(said, c.note) || (c.note == "") != (said == "") {
			t.Errorf("%s: %q, %q, %v", c.refs, got, said, err)
		}
	}
}

// What is hidden is read, and named: it may be what nobody meant to hand over.
func TestHiddenRowsAndColumns(t *testing.T) {
	sheet := `<cols><col min="1" max="1" hidden="0"/><col min="3" max="5" hidden="1"/><col min="7" max="16384" hidden="true"/></cols><sheetData>` +
		`<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row><row r="2" hidden="1"><c r="E2"><v>3</v></c></row><row r="3" hidden="true"/><row r="4"><c r="B4"><v>4</v></c></row></sheetData>`
	got, notes, err := sheetText(withSheet(t, sheet))
	if err != nil || got != "1:1||2\n2:||||3\n4:|4\n" {
		t.Errorf("%q, %v", got, err)
	}
	if len(notes) != 2 || !strings.Contains(notes[0], "S: hidden rows are read too (1)") || !strings.Contains(notes[1], "S: hidden columns are read too (C, E)") {
		t.Errorf("%q", notes)
	}
}

func TestSheets(t *testing.T) {
	b, err := opened(written(t, func(f *excelize.File) {
		must(t, f.SetCellValue("Sheet1", "A1", "x"))
		for _, name := range []string{"Nascosto", "Vuoto", "Vecchio (Ignore)", "Già è «così»", "Segreto"} {
			_, err := f.NewSheet(name)
			must(t, err)
		}
		must(t, f.SetSheetVisible("Nascosto", false), f.SetSheetVisible("Segreto", false, true), f.SetCellValue("Segreto", "A1", "s"), f.SetCellValue("Nascosto", "A1", "y"), f.SetCellValue("Vecchio (Ignore)", "A1", "z"))
	}))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	var got []string
	for _, s := range b.Sheets() {
		got = append(got, fmt.Sprint(s.Name, s.Hidden, s.Ignored(), s.Empty))
	}
	want := []string{"Sheet1false false false", "Nascostotrue false false", "Vuotofalse false true", "Vecchio (Ignore)false true false", "Già è «così»false false true", "Segretotrue false false"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// Beyond some size the library keeps sheets and texts in files; what is read is the same, and the files go away.
func TestLargeSheets(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	const rows, long = 25_000, 100_000_000_000_000_000
	content := written(t, func(f *excelize.File) {
		for i := range rows {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			must(t, err, f.SetSheetRow("Sheet1", cell, &[]any{fmt.Sprintf("%s %d", strings.Repeat("testo ", 33), i), long + i, long + i, long + i}))
		}
	})
	b, err := opened(content)
	if err != nil {
		t.Fatal(err)
	}
	r, err := b.Rows(0)
	if err != nil {
		t.Fatal(err)
	}
	if kept, err := os.ReadDir(temp); err != nil || len(kept) != 2 {
		t.Errorf("a sheet and the texts are not in two files: %v, %v", kept, err)
	}
	for i := range rows {
		cells, line, err := r.Next()
		if err != nil || line != i+1 || len(cells) != 4 || !strings.HasSuffix(cells[0], fmt.Sprint(" ", i)) || cells[1] != fmt.Sprint(long+i) {
			t.Fatalf("%d: %q, %d, %v", i, cells, line, err)
		}
	}
	must(t, r.Close(), b.Close())
	wantEmpty(t, temp)
}

func TestContextEndsTheReading(t *testing.T) {
	content := written(t, func(f *excelize.File) {
		must(t, f.SetCellValue("Sheet1", "A1", "x"), f.SetCellValue("Sheet1", "A2", "y"))
	})
	ctx, cancel := context.WithCancel(context.Background())
	b, err := xlsx.Open(ctx, bytes.NewReader(content), workbook.Options{})
	must(t, err)
	defer b.Close()
	rows, err := b.Rows(0)
	must(t, err)
	cancel()
	if _, _, err := rows.Next(); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := xlsx.Open(ctx, bytes.NewReader(content), workbook.Options{}); graph.KindOf(err) != graph.Interrupted {
		t.Error(err)
	}
}
