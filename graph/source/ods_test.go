package source_test

import (
	"fmt"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

// odsOf returns the content of an .ods of some sheets, with rows and cells that are alike written once.
func odsOf(sheets ...sheet) string {
	var b strings.Builder
	b.WriteString(`<office:document-content><office:body><office:spreadsheet>`)
	for _, s := range sheets {
		fmt.Fprintf(&b, `<table:table table:name="%s">`, html.EscapeString(s.name))
		for _, row := range s.rows {
			b.WriteString("<table:table-row>")
			for i := 0; i < len(row); {
				n := 1
				for i+n < len(row) && row[i+n] == row[i] {
					n++
				}
				fmt.Fprintf(&b, `<table:table-cell table:number-columns-repeated="%d"%s</table:table-cell>`, n, odsCell(row[i]))
				i += n
			}
			b.WriteString("</table:table-row>")
		}
		b.WriteString(`<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`)
	}
	return b.String() + `</office:spreadsheet></office:body></office:document-content>`
}

func odsCell(value any) string {
	switch v := value.(type) {
	case nil:
		return ">"
	case bool:
		return fmt.Sprintf(` office:value-type="boolean" office:boolean-value="%t">`, v)
	case int, float64:
		return fmt.Sprintf(` office:value-type="float" office:value="%v">`, v)
	}
	return fmt.Sprintf(` office:value-type="string"><text:p>%s</text:p>`, html.EscapeString(fmt.Sprint(value)))
}

// odsBook returns an .ods of some sheets.
func odsBook(t *testing.T, sheets ...sheet) string {
	return archive(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", odsOf(sheets...), "META-INF/manifest.xml", "<manifest:manifest/>")
}

func TestODS(t *testing.T) {
	readMe := sheet{"Leggimi", [][]any{{"Questa è la rete della città"}}}
	sheets := []sheet{relations(), readMe, people(), {"Old (ignore)", [][]any{{"id"}, {"y"}}}, {"Vuoto", nil}}
	content := odsBook(t, sheets...)
	flat := strings.ReplaceAll(odsOf(sheets...), "office:document-content", "office:document")
	stdin := func(from, content string) func() (*source.Reading, error) {
		return func() (*source.Reading, error) {
			return open(source.Options{From: from, Stdin: io.MultiReader(strings.NewReader(content))}, "-")
		}
	}
	named := func(name, content string) func() (*source.Reading, error) {
		return func() (*source.Reading, error) { return decode(source.Options{}, name, content) }
	}
	for what, read := range map[string]func() (*source.Reading, error){
		"r.ods": named("r.ods", content), "R.ODS": named("R.ODS", content), "r.ots": named("r.ots", content), "r.fods": named("r.fods", flat), "r.xml": named("r.xml", flat),
		"r.zip": named("r.zip", content), "r.ods.gz": named("r.ods.gz", packed(content)), "z.zip": named("z.zip", archive(t, "in/r.ods", content)),
		"folder": func() (*source.Reading, error) { return open(source.Options{}, folder(t, "r.ods", content)) },
		"ods":    stdin("ods", content), "fods": stdin("fods", flat), "flat ods": stdin("ods", flat),
	} {
		r, err := read()
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if ids(r.Graph) != "007 1e5" || r.Graph.Edges() != 1 || r.Graph.Edge(0).Type != "collaborates" || r.Graph.NodeColumn("quota").Text(0) != "17.0" {
			t.Errorf("%s: %s, %d relations", what, ids(r.Graph), r.Graph.Edges())
		}
		if told(r) != "passed_over passed_over passed_over" {
			t.Errorf("%s: %s", what, told(r))
		}
	}
}

func TestODSRefused(t *testing.T) {
	for want, sheets := range map[string][]sheet{
		"r.ods: sheet S: line 3: the target is empty":                         {people(), {"S", [][]any{{"da", "a"}, {"007", "1e5"}, {"007"}}}},
		"r.ods: sheet S: a table of edges needs a source and a target column": {{"Vuoto", nil}, {"S", [][]any{{"alfa", "beta"}, {1, 2}}}},
		"r.ods: sheet Vuoto: the sheet is empty":                              {{"Vuoto", nil}},
		"r.ods: the sheet is empty":                                           nil,
	} {
		if _, err := decode(source.Options{}, "r.ods", odsBook(t, sheets...)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// However many sheets are no tables, all are counted, beyond those that are named too.
func TestManySheetsThatAreNoTables(t *testing.T) {
	var sheets []sheet
	for i := range graph.MaxRefusals + 5 {
		sheets = append(sheets, sheet{fmt.Sprint("S", i), [][]any{{"alfa", "beta"}, {1, 2}}})
	}
	r, err := decode(source.Options{Check: true}, "r.ods", odsBook(t, sheets...))
	if err != nil || r.RefusedCount != len(sheets) {
		t.Errorf("%d refused of %d, %v", r.RefusedCount, len(sheets), err)
	}
}

// One workbook in the three forms that LibreOffice writes; testdata/libreoffice/README.md says how they were made.
func TestLibreOffice(t *testing.T) {
	var digest, notes string
	for _, form := range []string{"fods", "ods", "xlsx"} {
		r, err := open(source.Options{}, filepath.Join("testdata", "libreoffice", "rete."+form))
		if err != nil {
			t.Fatal(err)
		}
		var said strings.Builder
		for _, n := range r.Notes {
			said.WriteString(strings.ReplaceAll(n.Text, "rete."+form, "rete") + "\n")
		}
		if digest == "" {
			digest, notes = r.Graph.Digest(), said.String()
		}
		if r.Graph.Digest() != digest || said.String() != notes {
			t.Errorf("%s is another network:\n%s%s", form, said.String(), notes)
		}
		anna := r.Graph.Node(0)
		var got []string
		for _, a := range anna.Attributes {
			got = append(got, a.Name+"="+a.Value.String())
		}
		want := "apre=08:30:00 attivo=true contributo=1250.5 description=due  spazi,\ndue righe label=Anna & figli quota=0.25 since=2024-02-29 telefono=000 111"
		if anna.ID != "007" || strings.Join(got, " ") != want {
			t.Errorf("%s: %s %q", form, anna.ID, got)
		}
		for _, says := range []string{"hidden rows are read too (2)", "hidden columns are read too (J)", "read of each of these rows (1)", "sheet Leggimi is passed over", "sheet Vecchi is passed over: the sheet is hidden"} {
			if !strings.Contains(notes, says) {
				t.Errorf("%s does not say %q:\n%s", form, says, notes)
			}
		}
	}
}

// Where LibreOffice is installed, what it makes of tables and workbooks is read as these are.
func TestLibreOfficeConverts(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	dir := t.TempDir()
	nodes := "id,nome,tipologia,quota,dal,note\n007,Anna,persona,17,2024-02-29,\"due righe,\nuna virgola\"\n1e5,Mensa,servizio,0.5,2019-09-01,«così» & così\n"
	edges := "da,a,tipo,peso\n007,1e5,usa,1.5\n"
	book := workbook(t, people(), relations())
	for name, content := range map[string]string{"nodi.csv": nodes, "relazioni.csv": edges, "rete.xlsx": book} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		// As somebody does who opens a table and says which columns are text: ids and days are as they stand.
		columns := "--infilter=CSV:44,34,76,1,1/2/2/2"
		out, err := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", columns, "--convert-to", "ods", "--outdir", dir, filepath.Join(dir, name)).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	for _, c := range []struct{ files, made []string }{{[]string{"nodi.csv", "relazioni.csv"}, []string{"nodi.ods", "relazioni.ods"}}, {[]string{"rete.xlsx"}, []string{"rete.ods"}}} {
		in := func(names []string) (paths []string) {
			for _, n := range names {
				paths = append(paths, filepath.Join(dir, n))
			}
			return paths
		}
		want, err := open(source.Options{}, in(c.files)...)
		if err != nil {
			t.Fatal(err)
		}
		got, err := open(source.Options{}, in(c.made)...)
		if err != nil || got.Graph.Digest() != want.Graph.Digest() {
			t.Errorf("%v: %v", c.made, err)
		}
	}
}
