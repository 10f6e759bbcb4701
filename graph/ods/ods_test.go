package ods_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/internal/workbook"
	"trama/graph/ods"
)

const names = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"`

// document returns the content of a workbook around its tables.
func document(root, tables string) string {
	const styles = `<office:automatic-styles><style:style style:name="shown" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="away" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>`
	return `<?xml version="1.0"?><office:` + root + ` ` + names + `><office:scripts/>` + styles + `<office:body><office:spreadsheet><table:calculation-settings/>` + tables + `<table:named-expressions/></office:spreadsheet></office:body></office:` + root + `>`
}

// table returns a table around its rows, and row a row around its cells.
func table(rows string) string { return `<table:table table:name="S">` + rows + `</table:table>` }
func row(cells string) string  { return `<table:table-row>` + cells + `</table:table-row>` }

// text returns a cell of a text.
func text(s string) string {
	return `<table:table-cell office:value-type="string"><text:p>` + s + `</text:p></table:table-cell>`
}

// archive packs files, by turns a name and a content.
func archive(t testing.TB, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		member, err := w.Create(files[i])
		if err == nil {
			_, err = io.WriteString(member, files[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const manifest = `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml"/></manifest:manifest>`

// packed returns a workbook of some tables.
func packed(t testing.TB, tables string) []byte {
	return archive(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", document("document-content", tables), "META-INF/manifest.xml", manifest)
}

func opened(content []byte) (*ods.Book, error) {
	return ods.Open(context.Background(), bytes.NewReader(content), workbook.Options{Name: "r.ods", Format: "ods"})
}

// sheetText returns the rows of a sheet, a line each, with its number, and its notes.
func sheetText(content []byte, at int) (text string, notes []string, err error) {
	b, err := opened(content)
	if err != nil {
		return "", nil, err
	}
	defer b.Close()
	if at >= len(b.Sheets()) {
		return "", nil, nil
	}
	rows, err := b.Rows(at)
	if err != nil {
		return "", nil, err
	}
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
	return out.String(), notes, rows.Close()
}

func TestCells(t *testing.T) {
	for what, c := range map[string]struct{ cell, want string }{
		"text of digits":        {text("007"), "007"},
		"text with exponent":    {text("1e5"), "1e5"},
		"text like an error":    {text("#N/A"), "#N/A"},
		"spaces as they are":    {text("  a  b "), "  a  b "},
		"spaces by number":      {text(`<text:s text:c="2"/>a<text:s/>b`), "  a b"},
		"tab and line break":    {text("a<text:tab/>b<text:line-break/>c"), "a\tb\nc"},
		"dressed text":          {text(`uno <text:span>due<text:span> tre</text:span></text:span> <text:a>quattro</text:a>`), "uno due tre quattro"},
		"two paragraphs":        {`<table:table-cell office:value-type="string"><text:p>a</text:p><text:p/><text:p>b</text:p></table:table-cell>`, "a\n\nb"},
		"entities":              {text("a &amp; b &lt;c&gt; &#233;<![CDATA[<x>]]>"), "a & b <c> é<x>"},
		"comment left out":      {`<table:table-cell office:value-type="string"><office:annotation><text:p>non questo</text:p></office:annotation><text:p>a</text:p></table:table-cell>`, "a"},
		"drawing left out":      {`<table:table-cell office:value-type="string"><text:p>a</text:p><draw:frame xmlns:draw="d"><draw:text-box><text:p>b</text:p></draw:text-box><table:table><table:table-row><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table></draw:frame></table:table-cell>`, "a"},
		"comment in a text":     {text("a<office:annotation><text:p>b</text:p></office:annotation>c"), "ac"},
		"text of the tag":       {`<table:table-cell office:value-type="string" office:string-value="dal valore"><text:p>dal testo</text:p></table:table-cell>`, "dal valore"},
		"text without a type":   {`<table:table-cell><text:p>a</text:p></table:table-cell>`, "a"},
		"whole":                 {`<table:table-cell office:value-type="float" office:value="17"><text:p>17,00</text:p></table:table-cell>`, "17"},
		"decimal":               {`<table:table-cell office:value-type="float" office:value="0.30000000000000004"><text:p>0,3</text:p></table:table-cell>`, "0.3"},
		"large":                 {`<table:table-cell office:value-type="float" office:value="1E+020"/>`, "100000000000000000000"},
		"large id":              {`<table:table-cell office:value-type="float" office:value="123456789012345678"/>`, "123456789012345678"},
		"number without value":  {`<table:table-cell office:value-type="float"><text:p>4</text:p></table:table-cell>`, "4"},
		"percentage":            {`<table:table-cell office:value-type="percentage" office:value="0.25"><text:p>25%</text:p></table:table-cell>`, "0.25"},
		"currency":              {`<table:table-cell office:value-type="currency" office:currency="EUR" office:value="-12.5"><text:p>-12,50 €</text:p></table:table-cell>`, "-12.5"},
		"true":                  {`<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>VERO</text:p></table:table-cell>`, "true"},
		"false":                 {`<table:table-cell office:value-type="boolean" office:boolean-value="false"><text:p>FALSO</text:p></table:table-cell>`, "false"},
		"true of an xlsx":       {`<table:table-cell table:formula="of:=TRUE()" office:value-type="float" office:value="1"><text:p>VERO</text:p></table:table-cell>`, "true"},
		"false of an xlsx":      {`<table:table-cell table:formula="of:=FALSE()" office:value-type="float" office:value="0"><text:p>FALSO</text:p></table:table-cell>`, "false"},
		"day":                   {`<table:table-cell office:value-type="date" office:date-value="2024-02-29"><text:p>29/02/24</text:p></table:table-cell>`, "2024-02-29"},
		"day with a time":       {`<table:table-cell office:value-type="date" office:date-value="2024-02-29T13:05:00"/>`, "2024-02-29T13:05:00"},
		"fraction of a second":  {`<table:table-cell office:value-type="date" office:date-value="2024-02-29T13:05:12.345000000Z"/>`, "2024-02-29T13:05:12"},
		"midnight":              {`<table:table-cell office:value-type="date" office:date-value="2024-02-29T00:00:00"/>`, "2024-02-29"},
		"time":                  {`<table:table-cell office:value-type="time" office:time-value="PT08H05M09.5S"/>`, "08:05:09"},
		"lapse":                 {`<table:table-cell office:value-type="time" office:time-value="PT36H00M00S"/>`, "36:00:00"},
		"a minute too many":     {`<table:table-cell office:value-type="time" office:time-value="PT08H60M00S"/>`, "PT08H60M00S"},
		"no time":               {`<table:table-cell office:value-type="time" office:time-value="-PT1H"/>`, "-PT1H"},
		"formula":               {`<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>`, "2"},
		"formula of text":       {`<table:table-cell table:formula="of:=[.A1]" office:value-type="string" office:string-value="ab"><text:p>ab</text:p></table:table-cell>`, "ab"},
		"value of another kind": {`<table:table-cell office:value-type="void" office:value="x"/>`, "x"},
	} {
		for form, content := range map[string][]byte{"ods": packed(t, table(row(c.cell))), "fods": []byte(document("document", table(row(c.cell))))} {
			if got, notes, err := sheetText(content, 0); err != nil || got != "1:"+c.want+"\n" || notes != nil {
				t.Errorf("%s, %s: %q, %q, %v, want %q", what, form, got, notes, err, c.want)
			}
		}
	}
}

func TestFormulasAndErrors(t *testing.T) {
	cells := text("x") + `<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/D</text:p></table:table-cell>` +
		`<table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>` +
		`<table:table-cell table:formula="of:=2+2"/><table:table-cell table:formula="of:=IF(1=2;3;&quot;&quot;)"><text:p/></table:table-cell><table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""/>` + text("y")
	got, notes, err := sheetText(packed(t, table(row(cells))), 0)
	if err != nil || got != "1:x||||||y\n" {
		t.Errorf("%q, %v", got, err)
	}
	if len(notes) != 2 || !strings.Contains(notes[0], "#N/A are empty here (2)") || !strings.Contains(notes[1], "is not saved are empty here (1)") {
		t.Errorf("%q", notes)
	}
}

// Cells and rows that are alike are written once.
func TestRepeated(t *testing.T) {
	rows := `<table:table-columns><table:table-column table:number-columns-repeated="16384"/></table:table-columns>` +
		`<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>` +
		`<table:table-header-rows>` + row(`<table:table-cell/>`+text("id")+`<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="5"/><table:table-cell table:number-columns-repeated="16380"/>`) + `</table:table-header-rows>` +
		`<table:table-row-group><table:table-rows><table:table-row table:number-rows-repeated="2">` + text("a") + `</table:table-row></table:table-rows></table:table-row-group>` +
		`<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>` +
		row(text("z")) + `<table:table-row table:number-rows-repeated="99999999999"><table:table-cell table:number-columns-repeated="99999999999"/></table:table-row>`
	got, notes, err := sheetText(packed(t, table(rows)), 0)
	if want := "4:|id|5|5\n5:a\n6:a\n1048007:z\n"; err != nil || got != want || notes != nil {
		t.Errorf("%q, %q, %v", got, notes, err)
	}
}

func TestMergedCells(t *testing.T) {
	over := `<table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="2"><text:p>unite</text:p></table:table-cell><table:covered-table-cell/>`
	rows := row(over+text("b")) + row(`<table:covered-table-cell office:value-type="string"><text:p>sotto</text:p></table:covered-table-cell><table:covered-table-cell/>`+text("c")) +
		row(`<table:table-cell table:number-rows-spanned="9" office:value-type="float" office:value="1"/>`)
	got, notes, err := sheetText(packed(t, table(rows)), 0)
	if err != nil || got != "1:unite||b\n2:unite||c\n3:1\n" {
		t.Errorf("%q, %v", got, err)
	}
	if len(notes) != 2 || !strings.Contains(notes[0], "hidden under merged cells are left out (1)") || !strings.Contains(notes[1], "merged over several rows is read of each of these rows (1)") {
		t.Errorf("%q", notes)
	}
	rows = row(`<table:table-cell table:number-rows-spanned="2" office:value-type="float" office:value="1"/>`) + row(`<table:covered-table-cell/>`) + row(text("a"))
	if got, notes, err := sheetText(packed(t, table(rows)), 0); err != nil || got != "1:1\n3:a\n" || notes != nil {
		t.Errorf("a block over a row that holds nothing: %q, %q, %v", got, notes, err)
	}
}

// What is written once, with how often it is there, is as if it were written out: cells, numbers of rows, and what is counted in
// notes.
func TestRepeatsAreAsIfWrittenOut(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(low, high int) int { return rapid.IntRange(low, high).Draw(rt, "pick") }
		kinds := []string{
			`<table:table-cell%s/>`, `<table:table-cell%s office:value-type="string"><text:p>a</text:p></table:table-cell>`, `<table:table-cell%s office:value-type="float" office:value="5"/>`,
			`<table:covered-table-cell%s/>`, `<table:covered-table-cell%s office:value-type="string"><text:p>b</text:p></table:covered-table-cell>`,
			`<table:table-cell%s table:formula="of:=1"/>`, `<table:table-cell%s calcext:value-type="error"/>`,
		}
		var once, out strings.Builder
		for range draw(0, 4) {
			var short, long string
			for range draw(0, 4) {
				kind, count := kinds[draw(0, len(kinds)-1)], draw(1, 3)
				short += fmt.Sprintf(kind, fmt.Sprintf(` table:number-columns-repeated="%d"`, count))
				long += strings.Repeat(fmt.Sprintf(kind, ""), count)
			}
			shows, count := []string{"", ` table:visibility="collapse"`}[draw(0, 1)], draw(1, 3)
			fmt.Fprintf(&once, `<table:table-row%s table:number-rows-repeated="%d">%s</table:table-row>`, shows, count, short)
			out.WriteString(strings.Repeat("<table:table-row"+shows+">"+long+"</table:table-row>", count))
		}
		want, wantNotes, err := sheetText([]byte(document("document", table(out.String()))), 0)
		if err != nil {
			rt.Fatal(err)
		}
		got, notes, err := sheetText([]byte(document("document", table(once.String()))), 0)
		if err != nil || got != want || !slices.Equal(notes, wantNotes) {
			rt.Fatalf("%s: %q, %q, %v, want %q, %q", once.String(), got, notes, err, want, wantNotes)
		}
	})
}

// What is hidden is read, and named: it may be what nobody meant to hand over.
func TestHiddenRowsAndColumns(t *testing.T) {
	rows := `<table:table-column/><table:table-column-group><table:table-column table:visibility="collapse" table:number-columns-repeated="26"/></table:table-column-group><table:table-header-columns><table:table-column table:visibility="visible"/><table:table-column table:visibility="filter"/></table:table-header-columns>` +
		row(text("a")+text("b")+`<table:table-cell table:number-columns-repeated="24"/>`+text("c")+text("d")+text("x")) +
		`<table:table-row table:visibility="collapse" table:number-rows-repeated="2">` + text("e") + `</table:table-row>` +
		`<table:table-row table:visibility="filter">` + text("f") + `</table:table-row><table:table-row table:visibility="collapse"><table:table-cell/></table:table-row>`
	got, notes, err := sheetText(packed(t, table(rows)), 0)
	if err != nil || got != "1:a|b|||||||||||||||||||||||||c|d|x\n2:e\n3:e\n4:f\n" {
		t.Errorf("%q, %v", got, err)
	}
	if len(notes) != 2 || !strings.Contains(notes[0], "S: hidden rows are read too (3)") || !strings.Contains(notes[1], "S: hidden columns are read too (B, AA, AC)") {
		t.Errorf("%q", notes)
	}
}

func sheets() string {
	named := func(name, style, rows string) string {
		return `<table:table table:name="` + name + `" table:style-name="` + style + `">` + rows + `</table:table>`
	}
	return `<table:tracked-changes><table:deletion><table:table-row>` + text("deleted") + `</table:table-row></table:deletion></table:tracked-changes>` +
		named("Primo", "shown", `<office:forms/>`+row(text("x"))) + named("Nascosto", "away", row(text("y"))) + named("Vuoto", "shown", row(`<table:table-cell/>`)) +
		named("&apos;file:///altro.ods&apos;#Foglio1", "away", row(text("copia"))) + named("Già è «così» (Ignore)", "", row(text("z"))) + named("Ultimo", "shown", row(text("u"))+row(text("v")))
}

func TestSheets(t *testing.T) {
	b, err := opened(packed(t, sheets()))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	var got []string
	for _, s := range b.Sheets() {
		got = append(got, fmt.Sprint(s.Name, " ", s.Hidden, s.Ignored(), s.Empty))
	}
	if want := []string{"Primo false false false", "Nascosto true false false", "Vuoto false false true", "Già è «così» (Ignore) false true false", "Ultimo false false false"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for _, at := range []int{4, 0, 1, 0, 4, 4, 3, 2} { // also back, the same again, and not to the end of a sheet
		rows, err := b.Rows(at)
		if err != nil {
			t.Fatal(err)
		}
		cells, line, err := rows.Next()
		if want := []string{"x", "y", "", "z", "u"}[at]; want == "" && err != io.EOF || want != "" && (err != nil || line != 1 || cells[0] != want) {
			t.Errorf("sheet %d: %q, %d, %v", at, cells, line, err)
		}
	}
}

func TestContextEndsTheReading(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	b, err := ods.Open(ctx, bytes.NewReader(packed(t, sheets())), workbook.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	rows, err := b.Rows(0)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, _, err := rows.Next(); graph.KindOf(err) != graph.Interrupted {
		t.Error(err)
	}
	for what, content := range map[string][]byte{"packed": packed(t, sheets()), "flat": []byte(document("document", sheets()))} {
		if _, err := ods.Open(ctx, bytes.NewReader(content), workbook.Options{}); graph.KindOf(err) != graph.Interrupted {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// A lapse of hours is a number of days, as of an .xlsx.
func TestLapses(t *testing.T) {
	const styles = `<number:time-style style:name="lapse" number:truncate-on-overflow="false"/><number:time-style style:name="clock"/>` +
		`<style:style style:name="l" style:family="table-cell" style:data-style-name="lapse"/><style:style style:name="c" style:family="table-cell" style:data-style-name="clock"/>`
	cell := func(style, value string) string {
		return `<table:table-cell table:style-name="` + style + `" office:value-type="time" office:time-value="` + value + `"/>`
	}
	content := document("document", table(row(cell("l", "PT36H00M00S")+cell("l", "PT08H30M36S")+cell("c", "PT08H30M00S")+cell("c", "PT36H00M00S")+cell("l", "x"))))
	content = strings.Replace(content, `<office:automatic-styles>`, `<office:automatic-styles>`+styles, 1)
	if got, _, err := sheetText([]byte(content), 0); err != nil || got != "1:1.5|0.354583333333333|08:30:00|36:00:00|x\n" {
		t.Errorf("%q, %v", got, err)
	}
}

// A number whose style shows digits alone is a code, as a postal code: its zeros are read.
func TestCodes(t *testing.T) {
	number := func(name, attributes, more string) string {
		return `<number:number-style style:name="f` + name + `"><number:number number:min-integer-digits=` + attributes + `/>` + more + `</number:number-style>` +
			`<style:style style:name="` + name + `" style:family="table-cell" style:data-style-name="f` + name + `"/>`
	}
	styles := number("code", `"5" number:decimal-places="0"`, "") + number("decimals", `"5" number:decimal-places="2"`, "") + number("thousands", `"5" number:grouping="true"`, "") +
		number("unit", `"5"`, `<number:text> m</number:text>`) + number("hours", `"2"`, "")
	var cells string
	for _, c := range [][2]string{{"code", "6100"}, {"code", "20121"}, {"code", "-61"}, {"code", "61.5"}, {"decimals", "61"}, {"thousands", "61"}, {"unit", "61"}, {"hours", "5"}} {
		cells += `<table:table-cell table:style-name="` + c[0] + `" office:value-type="float" office:value="` + c[1] + `"/>`
	}
	content := strings.Replace(document("document", table(row(cells))), `<office:automatic-styles>`, `<office:automatic-styles>`+styles, 1)
	if got, _, err := sheetText([]byte(content), 0); err != nil || got != "1:06100|20121|-61|61.5|61|61|61|5\n" {
		t.Errorf("%q, %v", got, err)
	}
}

// Of a moment the day alone is read where the cell shows no time, as of an .xlsx: that its style says, or that of its row or
// column, or one on which these build.
func TestMomentsThatShowTheDay(t *testing.T) {
	const own = `<number:date-style style:name="day"><number:day/><number:text>/</number:text><number:month/></number:date-style>` +
		`<number:date-style style:name="both"><number:day/><number:hours/></number:date-style>` +
		`<style:style style:name="d" style:family="table-cell" style:data-style-name="day"/><style:style style:name="b" style:family="table-cell" style:data-style-name="both"/>` +
		`<style:style style:name="onD" style:family="table-cell" style:parent-style-name="d"/><style:style style:name="onOther" style:family="table-cell" style:parent-style-name="other"/>` +
		`<style:style style:name="loop" style:family="table-cell" style:parent-style-name="loop"/>`
	const other = `<number:date-style style:name="far"><number:year/></number:date-style><style:style style:name="other" style:family="table-cell" style:data-style-name="far"/>`
	cell := func(style string) string {
		return `<table:table-cell` + style + ` office:value-type="date" office:date-value="2024-02-29T13:05:00"/>`
	}
	named := func(name string) string { return ` table:style-name="` + name + `"` }
	rows := `<table:table-column table:number-columns-repeated="2"/><table:table-column table:default-cell-style-name="d"/><table:table-column table:number-columns-repeated="9"/>` +
		row(cell("")+cell(named("d"))+cell("")+cell(named("b"))+cell(named("onD"))+cell(named("onOther"))+cell(named("loop"))+cell(named("nowhere"))) +
		`<table:table-row table:default-cell-style-name="d">` + cell("") + cell(named("b")) + `</table:table-row>` +
		`<table:table-row table:default-cell-style-name="b">` + cell("") + cell("") + cell("") + `</table:table-row>`
	const moment, day = "2024-02-29T13:05:00", "2024-02-29"
	want := "1:" + strings.Join([]string{moment, day, day, moment, day, day, moment, moment}, "|") + "\n2:" + day + "|" + moment + "\n3:" + moment + "|" + moment + "|" + moment + "\n"
	content := func(root, more string) string {
		return strings.Replace(document(root, table(rows)), `<office:automatic-styles>`, more+`<office:automatic-styles>`+own, 1)
	}
	for form, content := range map[string][]byte{
		"flat":   []byte(content("document", `<office:styles>`+other+`</office:styles>`)),
		"packed": archive(t, "content.xml", content("document-content", ""), "styles.xml", `<office:document-styles><office:font-face-decls/><office:styles>`+other+`</office:styles><office:automatic-styles><style:style style:name="nowhere" style:family="table-cell" style:data-style-name="far"/></office:automatic-styles></office:document-styles>`),
	} {
		if got, _, err := sheetText(content, 0); err != nil || got != want {
			t.Errorf("%s: %q, %v", form, got, err)
		}
	}
}
