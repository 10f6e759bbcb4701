package source_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/source"
)

// sheet is one of a workbook: its name and its rows from the first on.
type sheet struct {
	name string
	rows [][]any
}

func workbook(t interface{ Fatal(...any) }, sheets ...sheet) string {
	f := excelize.NewFile()
	defer f.Close()
	var failed error
	for i, s := range sheets {
		if i == 0 {
			failed = f.SetSheetName("Sheet1", s.name)
		} else {
			_, err := f.NewSheet(s.name)
			failed = errors.Join(failed, err)
		}
		for n, row := range s.rows {
			failed = errors.Join(failed, f.SetSheetRow(s.name, fmt.Sprint("A", n+1), &row))
		}
	}
	failed = errors.Join(failed, f.SetSheetVisible("Nascosto", false))
	var out bytes.Buffer
	if err := errors.Join(failed, f.Write(&out)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func people() sheet {
	return sheet{"Persone", [][]any{{"codice", "nome", "tipologia", "quota"}, {"007", "Anna", "persona", 17}, nil, {"1e5", "Mensa", "servizio", 0.5}}}
}

func relations() sheet {
	return sheet{"Relazioni", [][]any{nil, {"da", "a", "tipo", "peso"}, {"007", "1e5", "collabora con", 1.5}}}
}

func TestWorkbook(t *testing.T) {
	readMe := sheet{"Leggimi", [][]any{{"Questa è la rete della città"}, {"fatta nel 2026"}}}
	content := workbook(t, relations(), readMe, people(), sheet{"Vuoto", nil}, sheet{"Nascosto", [][]any{{"id"}, {"z"}}}, sheet{"Old (ignore)", [][]any{{"id"}, {"y"}}})
	stdin := source.Options{From: "xlsx", Stdin: io.MultiReader(strings.NewReader(content))}
	for what, read := range map[string]func() (*source.Reading, error){
		"r.xlsx":    func() (*source.Reading, error) { return decode(source.Options{}, "r.xlsx", content) },
		"r.xlsm":    func() (*source.Reading, error) { return decode(source.Options{}, "r.xlsm", content) },
		"r.zip":     func() (*source.Reading, error) { return decode(source.Options{}, "r.zip", content) },
		"r.xlsx.gz": func() (*source.Reading, error) { return decode(source.Options{}, "r.xlsx.gz", packed(content)) },
		"z.zip": func() (*source.Reading, error) {
			return decode(source.Options{}, "z.zip", archive(t, "in/r.xlsx", content))
		},
		"folder":  func() (*source.Reading, error) { return open(source.Options{}, folder(t, "r.xlsx", content)) },
		"-":       func() (*source.Reading, error) { return open(stdin, "-") },
		"unnamed": func() (*source.Reading, error) { return decode(source.Options{From: "xlsx"}, "", content) },
		"with table": func() (*source.Reading, error) {
			return decode(source.Options{}, "r.xlsx", content, "n.csv", "id\n007\n")
		},
	} {
		r, err := read()
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if ids(r.Graph) != "007 1e5" || r.Graph.Edges() != 1 || r.Graph.Edge(0).Type != "collaborates" || r.Graph.NodeColumn("quota").Text(0) != "17.0" {
			t.Errorf("%s: %s, %d relations", what, ids(r.Graph), r.Graph.Edges())
		}
		if told(r) != "passed_over passed_over passed_over passed_over" {
			t.Errorf("%s: %s", what, told(r))
		}
		if note := r.Notes[0].Text; !strings.Contains(note, "r.xlsx: sheet Leggimi is passed over: ") && what != "-" && what != "unnamed" && !strings.Contains(what, ".") {
			t.Errorf("%s: %s", what, note)
		}
		if r.Read.Nodes != 2 && what != "with table" || r.Read.Edges != 1 {
			t.Errorf("%s: read %v", what, r.Read)
		}
	}
}

func TestWorkbooksRefused(t *testing.T) {
	for want, sheets := range map[string][]sheet{
		"r.xlsx: sheet S: line 3: the target is empty": {people(), {"S", [][]any{{"da", "a"}, {"007", "1e5"}, {"007"}}}},
		"r.xlsx: sheet S: line 3: node a has another nome already: if they are two, one of them needs another id; if they are one, write the same in both places": {{"S", [][]any{{"id", "nome"}, {"a", "Anna"}, {"a", "Ada"}}}},
		"r.xlsx: sheet S: a table of edges needs a source and a target column":                                                                                    {{"Vuoto", nil}, {"S", [][]any{{"alfa", "beta"}, {1, 2}}}},
		"r.xlsx: sheet Vuoto: the sheet is empty": {{"Vuoto", nil}},
		"r.xlsx: sheet Services: this is a table of a service directory (HSDS), and what it names stands in another, organizations, which is not there": {people(), {"Services", [][]any{{"id", "organization_id", "name"}, {1, 2, "x"}}}},
		"r.xlsx: sheet Old (ignore): its name says that it is to be ignored":                                                                            {{"Old (ignore)", nil}, {"Nascosto", [][]any{{"id"}, {"a"}}}},
	} {
		_, err := decode(source.Options{}, "r.xlsx", workbook(t, sheets...))
		if graph.KindOf(err) != graph.Invalid || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestWorkbookSkipsRefusedRows(t *testing.T) {
	content := workbook(t, people(), sheet{"S", [][]any{{"da", "a"}, {"007", "1e5"}, {"007"}}})
	r, err := decode(source.Options{SkipRefused: true}, "r.xlsx", content)
	if err != nil || r.Graph.Edges() != 1 || r.RefusedCount != 1 || r.Refused[0].Where() != "r.xlsx: sheet S: line 3" {
		t.Errorf("%v, %+v", err, r)
	}
	r, err = decode(source.Options{Check: true}, "r.xlsx", content, "b.xlsx", content[:len(content)/2])
	if err != nil || r.RefusedCount != 2 || r.Refused[1].Where() != "b.xlsx" {
		t.Errorf("%v, %+v", err, r)
	}
	if _, err = decode(source.Options{SkipRefused: true}, "b.xlsx", content[:len(content)/2]); graph.KindOf(err) != graph.Invalid {
		t.Errorf("half a workbook: %v", err)
	}
}

func TestFolderWithWorkbooksThatAreNone(t *testing.T) {
	r, err := open(source.Options{}, folder(t, "n.csv", nodeTable, "r.xlsx", "x", "s.xlsx", workbook(t, sheet{"Leggimi", [][]any{{"testo"}}}), "t.xls", "x", "u.ods", "x"))
	if err != nil || told(r) != "passed_over passed_over passed_over passed_over" {
		t.Fatalf("%v, %v", err, r)
	}
	for name, want := range map[string]string{"t.xls": "xls files are not read: save the workbook as .xlsx or .ods, or each sheet as CSV", "u.ods": "this is no workbook (ods)", "u.xlsx": "this is no workbook (xlsx)"} {
		if _, err := decode(source.Options{}, name, "x"); graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWorkbookEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := source.Decode(ctx, []source.File{{Name: "r.xlsx", Reader: strings.NewReader(workbook(t, people()))}}, source.Options{})
	if graph.KindOf(err) != graph.Interrupted {
		t.Error(err)
	}
}

// A table is the same whether it is written as text or as a sheet.
func TestSheetsAreAsTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var nodes, edges [][]any
		nodes = append(nodes, []any{"id", "nome", "numero", "misto", "vero"})
		edges = append(edges, []any{"da", "a", "tipo", "peso", "nota"})
		text := rapid.StringMatching(`[a-zàè0-9 ;,"'#|.\-]{0,12}`).Filter(func(s string) bool { return !strings.HasPrefix(s, "'") && !strings.HasPrefix(s, "-") })
		number := rapid.OneOf(
			rapid.Map(rapid.IntRange(-1e9, 1e9), func(n int) any { return n }),
			rapid.Map(rapid.IntRange(-1e9, 1e9), func(n int) any { return float64(n) / 1000 }),
			rapid.Just(any(nil)),
		)
		mixed := rapid.OneOf(number, rapid.Map(text, func(s string) any { return s }), rapid.Map(rapid.Bool(), func(b bool) any { return b }))
		for i := range rapid.IntRange(0, 8).Draw(t, "nodes") {
			nodes = append(nodes, []any{fmt.Sprintf("0%d", i), text.Draw(t, "name"), number.Draw(t, "number"), mixed.Draw(t, "mixed"), rapid.Bool().Draw(t, "true")})
		}
		for range rapid.IntRange(0, 8).Draw(t, "edges") {
			edges = append(edges, []any{
				fmt.Sprintf("0%d", rapid.IntRange(0, 9).Draw(t, "from")), fmt.Sprintf("0%d", rapid.IntRange(0, 9).Draw(t, "to")),
				rapid.SampledFrom([]string{"", "collabora", "conosce", "altro"}).Draw(t, "type"), rapid.IntRange(1, 9).Draw(t, "weight"), mixed.Draw(t, "note"),
			})
		}
		asText, err := decode(source.Options{}, "n.csv", table(nodes), "e.csv", table(edges))
		flat := strings.ReplaceAll(odsOf(sheet{"N", nodes}, sheet{"E", edges}), "office:document-content", "office:document")
		for name, content := range map[string]string{"r.xlsx": workbook(t, sheet{"N", nodes}, sheet{"E", edges}), "r.fods": flat} {
			asSheets, other := decode(source.Options{}, name, content)
			if (err == nil) != (other == nil) {
				t.Fatalf("table: %v; %s: %v", err, name, other)
			}
			if err == nil && asText.Graph.Digest() != asSheets.Graph.Digest() {
				t.Fatalf("%s is another graph: %v, %v\n%s\n%s", name, asText.Kept, asSheets.Kept, told(asText), told(asSheets))
			}
		}
	})
}

// table writes rows with commas between their cells, each of them quoted where it must be.
func table(rows [][]any) string {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	for _, row := range rows {
		var cells []string
		for _, cell := range row {
			switch cell := cell.(type) {
			case nil:
				cells = append(cells, "")
			case float64:
				cells = append(cells, strconv.FormatFloat(cell, 'f', -1, 64))
			default:
				cells = append(cells, fmt.Sprint(cell))
			}
		}
		w.Write(cells)
	}
	w.Flush()
	return out.String()
}

// Cells that are merged down count for each row that holds something else, below headings in two rows as well.
func TestMergedCellsOfWorkbooks(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	var failed error
	for at, row := range map[string][]any{
		"A1": {"Elenco degli enti", nil, nil, nil}, "A2": {"Denominazione", "Contatti", nil, "Zona"}, "A3": {nil, "Telefono", "Email"},
		"A4": {"Caritas", "tel. 1", "c@x", "Nord"}, "A5": {"Auser", "tel. 2"}, "A8": {"Scout", "tel. 3", nil, "Sud"},
	} {
		failed = errors.Join(failed, f.SetSheetRow("Sheet1", at, &row))
	}
	for _, block := range [][2]string{{"A1", "D1"}, {"A2", "A3"}, {"B2", "C2"}, {"D2", "D3"}, {"D4", "D6"}, {"A5", "A7"}} {
		failed = errors.Join(failed, f.MergeCell("Sheet1", block[0], block[1]))
	}
	var out bytes.Buffer
	if err := errors.Join(failed, f.Write(&out)); err != nil {
		t.Fatal(err)
	}
	asXLSX, err := decode(source.Options{}, "r.xlsx", out.String())
	if err != nil {
		t.Fatal(err)
	}
	const want = "id,label,kind,Email,Telefono,area\nAuser,Auser,,,tel. 2,Nord\nCaritas,Caritas,,c@x,tel. 1,Nord\nScout,Scout,,,tel. 3,Sud\n"
	nodes, _ := source.FindEncoding("nodes.csv")
	if got, _ := written(t, nodes, asXLSX.Graph); string(got) != want || told(asXLSX) != "cells_spread headings_in_two_rows title_rows" {
		t.Errorf("%s\n%s", got, told(asXLSX))
	}
	for _, n := range asXLSX.Notes {
		if n.Code == "cells_spread" && n.Values["count"] != 1 {
			t.Errorf("merged cells of headings count as data: %s", n.Text)
		}
	}
}
