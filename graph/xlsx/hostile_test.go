package xlsx_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"trama/graph"
	"trama/graph/internal/workbook"
	"trama/graph/xlsx"
)

// member is a part of a workbook as the archive has it.
type member struct {
	zip.FileHeader
	content []byte
}

const sheetPart = "xl/worksheets/sheet1.xml"

// remade returns a workbook of one sheet, after a function has changed its parts.
func remade(t testing.TB, change func(name string, m *member)) []byte {
	t.Helper()
	return remadeOf(t, written(t, func(f *excelize.File) {
		must(t, f.SetCellValue("Sheet1", "A1", "id"), f.SetCellValue("Sheet1", "A2", "a"), f.SetCellValue("Sheet1", "B2", 1.5))
	}), change)
}

func remadeOf(t testing.TB, plain []byte, change func(name string, m *member)) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	must(t, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		in, err := f.Open()
		must(t, err)
		content, err := io.ReadAll(in)
		must(t, err)
		m := member{zip.FileHeader{Name: f.Name, Method: zip.Deflate}, content}
		change(f.Name, &m)
		add(t, w, m)
	}
	must(t, w.Close())
	return out.Bytes()
}

// listed returns a workbook of two sheets, after a function has changed their list.
func listed(t testing.TB, change func(list string) string) []byte {
	t.Helper()
	return remadeOf(t, written(t, func(f *excelize.File) {
		_, err := f.NewSheet("Sheet2")
		must(t, err, f.SetCellValue("Sheet1", "A1", "id"), f.SetCellValue("Sheet2", "A1", "id"))
	}), func(name string, m *member) {
		if name == "xl/workbook.xml" {
			m.content = []byte(change(string(m.content)))
		}
	})
}

// add writes a member; where its header says a size, the header is left as it is.
func add(t testing.TB, w *zip.Writer, m member) {
	t.Helper()
	if m.UncompressedSize64 > 0 {
		out, err := w.CreateRaw(&m.FileHeader)
		must(t, err)
		_, err = out.Write(m.content)
		must(t, err)
		return
	}
	out, err := w.CreateHeader(&m.FileHeader)
	must(t, err)
	_, err = out.Write(m.content)
	must(t, err)
}

const sheetHead = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`

// withSheet returns a workbook whose sheet holds some XML.
func withSheet(t testing.TB, inside string) []byte {
	return withPart(t, sheetPart, sheetHead+inside+`</worksheet>`)
}

func withPart(t testing.TB, part, content string) []byte {
	return remade(t, func(name string, m *member) {
		if name == part {
			m.content = []byte(content)
		}
	})
}

// raw makes of a member one that is stored as it is and says of itself what a function makes it say.
func raw(t testing.TB, part string, say func(m *member)) []byte {
	return remade(t, func(name string, m *member) {
		if name == part {
			m.Method = zip.Store
			m.UncompressedSize64, m.CompressedSize64 = uint64(len(m.content)), uint64(len(m.content))
			say(m)
		}
	})
}

// moved gives a part another name, in the archive and where it is named.
func moved(part string) func(name string, m *member) {
	return func(name string, m *member) {
		m.Name = strings.Replace(name, "xl/"+part, "xl/other.xml", 1)
		if name == "xl/_rels/workbook.xml.rels" {
			m.content = []byte(strings.Replace(string(m.content), part, "other.xml", 1))
		}
	}
}

func wantEmpty(t *testing.T, folder string) {
	t.Helper()
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestHostileWorkbooks(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	whole := remade(t, func(string, *member) {})
	if got, _, err := sheetText(whole); err != nil || got != "1:id\n2:a|1.5\n" {
		t.Fatalf("%q, %v", got, err)
	}
	capital := remade(t, func(name string, m *member) { m.Name = strings.Replace(name, "xl/sharedS", "xl/SharedS", 1) })
	if got, _, err := sheetText(capital); err != nil || got != "1:id\n2:a|1.5\n" {
		t.Errorf("another case: %q, %v", got, err)
	}
	const ole = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	locked := ole + strings.Repeat("\x00", 70_000)
	for _, c := range utf16.Encode([]rune("EncryptedPackage")) {
		locked += string([]byte{byte(c), byte(c >> 8)})
	}
	ids := regexp.MustCompile(` r:id="[^"]*"`)
	row := func(r string) string { return `<sheetData>` + r + `</sheetData>` }
	cases := map[string]struct {
		content []byte
		says    string
	}{
		"nothing":              {nil, "this is no workbook"},
		"text":                 {[]byte("id;nome\na;Anna\n"), "this is no workbook"},
		"a page":               {[]byte("<html><table>"), "this is no workbook"},
		"no member":            {archive(t), "this is no workbook"},
		"a document":           {withPart(t, "xl/workbook.xml", `<document/>`), "this is no workbook"},
		"xls":                  {[]byte(ole + strings.Repeat("\x00", 600)), "this is a workbook of the old kind"},
		"password":             {[]byte(locked), "this workbook has a password"},
		"wrong checksum":       {raw(t, sheetPart, func(m *member) { m.CRC32 = 1 }), "damaged"},
		"says it is shorter":   {raw(t, sheetPart, func(m *member) { m.UncompressedSize64 = 10 }), "damaged"},
		"says it is longer":    {raw(t, sheetPart, func(m *member) { m.UncompressedSize64 += 1000 }), "damaged"},
		"says it is enormous":  {raw(t, sheetPart, func(m *member) { m.UncompressedSize64 = 1 << 62 }), "bytes unpacked (limit-unpacked)"},
		"says it is large":     {raw(t, sheetPart, func(m *member) { m.UncompressedSize64 = 1 << 30 }), "unpacks to far more"},
		"styles damaged":       {raw(t, "xl/styles.xml", func(m *member) { m.CRC32 = 1 }), "damaged"},
		"texts damaged":        {raw(t, "xl/sharedStrings.xml", func(m *member) { m.CRC32 = 1 }), "damaged"},
		"encrypted":            {raw(t, sheetPart, func(m *member) { m.Flags |= 1 }), "encrypted"},
		"unknown packing":      {raw(t, sheetPart, func(m *member) { m.Method = 99 }), "damaged"},
		"sheet cut":            {withPart(t, sheetPart, sheetHead+`<sheetData><row><c><v>1</v></c></row><row>`), "damaged"},
		"sheet of nothing":     {withPart(t, sheetPart, ""), ""},
		"entities":             {withSheet(t, row(`<row><c t="inlineStr"><is><t>&x;</t></is></c></row>`)), "damaged"},
		"deep":                 {withSheet(t, strings.Repeat("<a>", 300)+strings.Repeat("</a>", 300)), "damaged"},
		"rows in disorder":     {withSheet(t, row(`<row r="2"><c><v>1</v></c></row><row r="1"><c><v>2</v></c></row>`)), "damaged"},
		"a row twice":          {withSheet(t, row(`<row r="2"><c><v>1</v></c></row><row r="2"><c><v>2</v></c></row>`)), "damaged"},
		"row 0":                {withSheet(t, row(`<row r="0"><c><v>1</v></c></row>`)), "damaged"},
		"row too far":          {withSheet(t, row(`<row r="1048577"><c><v>1</v></c></row>`)), "damaged"},
		"cells in disorder":    {withSheet(t, row(`<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>`)), "damaged"},
		"cell of another row":  {withSheet(t, row(`<row r="1"><c r="A2"><v>1</v></c></row>`)), "damaged"},
		"cell without place":   {withSheet(t, row(`<row r="1"><c r="1A"><v>1</v></c></row>`)), "damaged"},
		"column too far":       {withSheet(t, row(`<row r="1"><c r="XFD1"><v>1</v></c><c><v>1</v></c></row>`)), "damaged"},
		"no such text":         {withSheet(t, row(`<row><c t="s"><v>2</v></c></row>`)), "damaged"},
		"text without number":  {withSheet(t, row(`<row><c t="s"><v>x</v></c></row>`)), "damaged"},
		"style without number": {withSheet(t, row(`<row><c s="x"><v>1</v></c></row>`)), "damaged"},
		"row within a cell":    {withSheet(t, row(`<row><c><row/></c></row>`)), "damaged"},
		"blocks nowhere":       {withSheet(t, row(``)+`<mergeCells><mergeCell ref="x"/></mergeCells>`), "damaged"},
		"many texts":           {withPart(t, "xl/sharedStrings.xml", `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+strings.Repeat("<si/>", 100_000)+`</sst>`), "unpacks to far more"},
		"many styles":          {withPart(t, "xl/styles.xml", "<styleSheet>"+strings.Repeat("<xf/>", 100_001)+"</styleSheet>"), "unpacks to far more"},
		"texts elsewhere":      {remade(t, moved("sharedStrings.xml")), "damaged"},
		"styles elsewhere":     {remade(t, moved("styles.xml")), "damaged"},
		"texts nowhere":        {remade(t, func(name string, m *member) { m.Name = strings.Replace(name, "xl/sharedS", "xl/unsharedS", 1) }), "damaged"},
		"large styles":         {withPart(t, "xl/styles.xml", "<styleSheet>"+strings.Repeat(" ", 5<<20)+"</styleSheet>"), "unpacks to far more"},
		"many members":         {archive(t, manyNames(100_000)...), "unpacks to far more"},
		"a name twice":         {listed(t, func(list string) string { return strings.Replace(list, "Sheet2", "Sheet1", 1) }), "damaged"},
		"a sheet twice":        {listed(t, func(list string) string { return ids.ReplaceAllString(list, ids.FindString(list)) }), "damaged"},
		"a member twice":       {archive(t, "xl/workbook.xml", "XL\\workbook.xml"), "damaged"},
	}
	for i := 1; i < 12; i++ {
		cases[fmt.Sprint("cut at ", i)] = struct {
			content []byte
			says    string
		}{whole[:len(whole)*i/12], "damaged"}
	}
	for what, c := range cases {
		_, _, err := sheetText(c.content)
		if c.says == "" {
			continue
		}
		kind := graph.Invalid
		if strings.Contains(c.says, "limit-unpacked") {
			kind = graph.TooLarge
		}
		if graph.KindOf(err) != kind || !strings.HasPrefix(err.Error(), "r.xlsx: ") || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", what, err)
		}
	}
	wantEmpty(t, temp)
}

// archive returns an archive with members of some names.
func archive(t testing.TB, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range names {
		_, err := w.CreateHeader(&zip.FileHeader{Name: name}) // not packed: that takes a second for so many
		must(t, err)
	}
	must(t, w.Close())
	return out.Bytes()
}

func manyNames(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("x%d", i)
	}
	return names
}

// What a bomb unpacks to is never in memory as a whole.
func TestHostileWorkbooksTakeLittleMemory(t *testing.T) {
	for what, c := range map[string]struct {
		inside, says string
		most         uint64
	}{
		"swollen":  {strings.Repeat(" ", 65<<20), "unpacks to far more", 1 << 20},
		"spaces":   {strings.Repeat(" ", 20<<20), "damaged", 96 << 20}, // one token, given up at 8 MiB; its buffer has doubled until then
		"far cell": {`<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>`, "", 8 << 20},
	} {
		content := withSheet(t, c.inside)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, err := sheetText(content)
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > c.most {
			t.Errorf("%s: %d KiB", what, took>>10)
		}
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// A bomb that stays within its limits is read on as it comes, and the end of the context ends it.
func TestLimitOfWhatIsUnpacked(t *testing.T) {
	content := withSheet(t, strings.Repeat("<a/>", 1<<19))
	_, err := xlsx.Open(context.Background(), bytes.NewReader(content), workbook.Options{Name: "r.xlsx", Format: "xlsx", Limits: graph.Limits{Unpacked: 1 << 20}})
	if graph.KindOf(err) != graph.TooLarge || !strings.Contains(err.Error(), "limit-unpacked") {
		t.Error(err)
	}
}

// One cell far to the right in each row would be sixteen thousand cells in each.
func TestSheetOfHardlyAnything(t *testing.T) {
	var rows strings.Builder
	for i := 1; i <= 2200; i++ {
		fmt.Fprintf(&rows, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i, i)
	}
	_, _, err := sheetText(withSheet(t, `<sheetData>`+rows.String()+`</sheetData>`))
	if graph.KindOf(err) != graph.TooLarge || !strings.Contains(err.Error(), "hardly any has a value") {
		t.Error(err)
	}
	if _, _, err := sheetText(withSheet(t, `<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>`)); err != nil {
		t.Error(err)
	}
}

// A text that cells share takes no room in the file, however many of them have it.
func TestTextSharedByManyCells(t *testing.T) {
	for cells, says := range map[int]string{64: "", 65: "unpacks to far more", 16384: "unpacks to far more"} {
		content := remade(t, func(name string, m *member) {
			switch name {
			case "xl/sharedStrings.xml":
				m.content = []byte(`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>` + strings.Repeat("a", 1<<20) + `</t></si></sst>`)
			case sheetPart:
				m.content = []byte(sheetHead + `<sheetData><row>` + strings.Repeat(`<c t="s"><v>0</v></c>`, cells) + `</row></sheetData></worksheet>`)
			}
		})
		b, err := opened(content)
		if (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%d cells: %v", cells, err)
		}
		if err == nil {
			b.Close()
		}
	}
}
