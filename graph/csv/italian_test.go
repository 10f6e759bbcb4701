package csv_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"trama/graph"
	"trama/graph/csv"
)

// A small town as people here keep it in their tables. Numbers have a decimal comma and days are DD/MM/YYYY; tables with
// commas between cells write both the other way.
var (
	townNodes = [][]string{
		{"Codice", "Denominazione", "Tipologia", "Settore", "Quartiere", "Etichette", "Dal", "Latitudine", "Longitudine", "Quota associativa", "Telefono", "Attività", "Attivo", "Note"},
		{"001", "Società «L’Angolo» – 5 €", "Associazione", "third_sector", "Città Vecchia", "anziani|bambini", "31/01/2019", "45,4642", "9,19", "12,5", "0165 40321", "Caffè letterario", "vero", "Perché sì"},
		{"002", "Comune di Forlì", "ente", "administration", "Centro; piazza, e poi", "", "01/02/2020", "44,2227", "12,0407", "1200", "", "Ufficio", "vero", "una riga\ne \"un'altra\""},
		{"N03", "Però… Perù", "luogo", "", "", "bambini", "", "", "", "", "06 100", "", "falso", " spazi "},
		{"é4", "Anna Nicolò", "Persona", "citizens", "Città Vecchia", "", "29/02/2024", "", "", "0,25", "", "tè", "", "NA"},
	}
	townEdges = [][]string{
		{"Da", "A", "Relazione", "Peso", "Dal", "Stato", "Nota"},
		{"001", "002", "collabora con", "1,5", "31/01/2024", "validated", "è vero"},
		{"é4", "001", "Membro di", "2", "", "declared", ""},
		{"N03", "é4", "vicino di casa", "", "01/03/2023", "", "“citazione”"},
		{"é4", "ospite", "conosce", "0,75", "", "", "l'€uro"},
	}
)

const townDocument = `{"schema":"trama.graph/1","attributes":{},"nodes":[` +
	`{"id":"001","kind":"organization","attributes":{"Attività":"Caffè letterario","Attivo":true,"Quota associativa":12.5,"Telefono":"0165 40321","area":"Città Vecchia","label":"Società «L’Angolo» – 5 €","lat":45.4642,"lon":9.19,"note":"Perché sì","sector":"third_sector","since":{"date":"2019-01-31"},"tags":["anziani","bambini"]}},` +
	`{"id":"002","kind":"organization","attributes":{"Attività":"Ufficio","Attivo":true,"Quota associativa":1200.0,"area":"Centro; piazza, e poi","label":"Comune di Forlì","lat":44.2227,"lon":12.0407,"note":"una riga\ne \"un'altra\"","sector":"administration","since":{"date":"2020-02-01"}}},` +
	`{"id":"N03","kind":"place","attributes":{"Attivo":false,"Telefono":"06 100","label":"Però… Perù","note":" spazi ","tags":["bambini"]}},` +
	`{"id":"ospite","kind":"","attributes":{}},` +
	`{"id":"é4","kind":"person","attributes":{"Attività":"tè","Quota associativa":0.25,"area":"Città Vecchia","label":"Anna Nicolò","note":"NA","sector":"citizens","since":{"date":"2024-02-29"}}}],"edges":[` +
	`{"id":"%C3%A94~member_of~001~1","source":"é4","target":"001","type":"member_of","directed":true,"attributes":{"status":"declared","weight":2.0}},` +
	`{"id":"001~collaborates~002~1","source":"001","target":"002","type":"collaborates","directed":false,"attributes":{"Nota":"è vero","since":{"date":"2024-01-31"},"status":"validated","weight":1.5}},` +
	`{"id":"N03~vicino%20di%20casa~%C3%A94~1","source":"N03","target":"é4","type":"vicino di casa","directed":true,"attributes":{"Nota":"“citazione”","since":{"date":"2023-03-01"}}},` +
	`{"id":"ospite~knows~%C3%A94~1","source":"é4","target":"ospite","type":"knows","directed":false,"attributes":{"Nota":"l'€uro","weight":0.75}}]}`

// form is a way of writing a table.
type form struct {
	sep, end  string
	encoding  encoding.Encoding // nil: UTF-8
	mark      bool              // a byte order mark before UTF-8
	quotesAll bool
	sepLine   bool
	lastEnd   bool // the last line ends
}

// write writes rows in a form.
func (f form) write(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var lines []string
	if f.sepLine {
		lines = append(lines, "sep="+f.sep)
	}
	for i, row := range rows {
		cells := make([]string, len(row))
		for j, cell := range row {
			cells[j] = f.cell(cell, i == 0)
		}
		lines = append(lines, strings.Join(cells, f.sep))
	}
	text := strings.Join(lines, f.end)
	if f.lastEnd {
		text += f.end
	}
	out := []byte(text)
	if f.encoding != nil {
		var err error
		if out, err = f.encoding.NewEncoder().Bytes(out); err != nil {
			t.Fatal(err)
		}
	}
	if f.mark {
		out = append([]byte("\ufeff"), out...)
	}
	return out
}

func (f form) cell(cell string, header bool) string {
	switch cell {
	case "vero":
		cell = "TRUE"
	case "falso":
		cell = "False"
	}
	if f.sep == "," && !header {
		cell = english(cell)
	}
	if f.quotesAll || strings.ContainsAny(cell, f.sep+"\"\n") {
		return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
	}
	return cell
}

// english writes numbers and days as tables with commas do.
func english(cell string) string {
	var day, month, year int
	if n, _ := fmt.Sscanf(cell, "%2d/%2d/%4d", &day, &month, &year); n == 3 {
		return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	}
	if strings.Trim(cell, "0123456789,") == "" {
		return strings.Replace(cell, ",", ".", 1)
	}
	return cell
}

// TestItalianTables: the same town, whatever program saved it.
func TestItalianTables(t *testing.T) {
	encodings := map[string]encoding.Encoding{
		"UTF-8": nil, "Windows-1252": charmap.Windows1252,
		"UTF-16LE": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-16BE": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	}
	tried := 0
	for name, enc := range encodings {
		for _, sep := range []string{";", ",", "\t"} {
			for _, end := range []string{"\n", "\r\n", "\r"} {
				for choice := range 8 {
					f := form{sep: sep, end: end, encoding: enc, mark: enc == nil && choice&1 == 1, quotesAll: choice&2 > 0, sepLine: choice&4 > 0, lastEnd: choice&1 == 0}
					if got := f.read(t); got != townDocument {
						t.Fatalf("%s, %q, %q, %+v:\ngot  %s\nwant %s", name, sep, end, f, got, townDocument)
					}
					tried++
				}
			}
		}
	}
	if tried != 288 {
		t.Errorf("%d forms", tried)
	}
}

func (f form) read(t *testing.T) string {
	t.Helper()
	b := graph.NewBuilder()
	r := csv.NewReader(b, csv.Options{})
	for _, table := range []struct {
		name string
		rows [][]string
	}{{"nodi.csv", townNodes}, {"relazioni.csv", townEdges}} {
		if err := r.Read(context.Background(), bytes.NewReader(f.write(t, table.rows)), table.name); err != nil {
			t.Fatalf("%+v: %v", f, err)
		}
	}
	if _, err := r.Finish(); err != nil {
		t.Fatalf("%+v: %v", f, err)
	}
	g, _ := b.Build()
	return document(t, g)
}

// TestEnglishHeaders: English headers say the same as Italian ones where the contract has both.
func TestEnglishHeaders(t *testing.T) {
	english := map[string]string{
		"Codice": "ID", "Denominazione": "Name", "Tipologia": "Type", "Settore": "sector", "Quartiere": "Area", "Etichette": "TAGS", "Dal": "since",
		"Latitudine": "lat", "Longitudine": "lng", "Da": "From", "A": "To", "Relazione": "relationship", "Peso": "strength", "Stato": "status",
	}
	was := [][]string{townNodes[0], townEdges[0]}
	defer func() { townNodes[0], townEdges[0] = was[0], was[1] }()
	for i, rows := range [][][]string{townNodes, townEdges} {
		header := make([]string, len(rows[0]))
		for j, own := range was[i] {
			if header[j] = own; english[own] != "" {
				header[j] = english[own]
			}
		}
		rows[0] = header
	}
	if got := (form{sep: ",", end: "\n", lastEnd: true}).read(t); got != townDocument {
		t.Errorf("got  %s\nwant %s", got, townDocument)
	}
}

// TestTownComesBack: what is written of the town is the town.
func TestTownComesBack(t *testing.T) {
	g, _ := read(t, csv.Options{}, nodes(string(form{sep: ";", end: "\n"}.write(t, townNodes))), edges(string(form{sep: ";", end: "\n"}.write(t, townEdges))))
	nodes, edges := written(t, g)
	if got := document(t, again(t, nodes, edges)); got != townDocument {
		t.Errorf("got  %s\nwant %s", got, townDocument)
	}
	wantEdges := "source,target,type,kind,Nota,since,status,weight\n"
	if line, _, _ := strings.Cut(edges, "\n"); line+"\n" != strings.Replace(wantEdges, "type,kind", "type", 1) {
		t.Errorf("edges begin %q", line)
	}
}
