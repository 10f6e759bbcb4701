package source_test

import (
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

// What is probably no node is named, and stays.
func TestRowsThatAreNoNodes(t *testing.T) {
	for _, c := range []struct{ what, content, says string }{
		{"a total that is no sum", "nome;tipologia;utenti\nAnna;persona;3\nTotale;;4\n", "a row of totals seems to have become a node (1), as “Totale”"},
		{"a total with its number", "nome;tipologia\nTOTALE: 1;\nAnna;persona\n", "a row of totals seems to have become a node (1), as “TOTALE: 1”"},
		{"a total with its sum under the names", "N.;nome;tipologia\n1;Anna;persona\nTotale persone:;1;\n", "a row of totals seems to have become a node (1), as “1”"},
		{"a remark below persons", "Cognome;Nome;Ente\nNeri;Anna;x\nBo;Bea;y\nAssenti: don Paolo;;\n", "rows with one cell only have become nodes (1), as “Assenti: don Paolo”"},
		{"headings of relations below", "nome;tipologia\nAnna;persona\nMensa;servizio\nda;a\n", "seem to have become nodes (1), as “da”"},
		{"headings again", "codice;nome;tipologia\na;Anna;persona\ncodice;nome;tipologia\nb;Bice;persona\n", "seem to have become nodes (1), as “codice”"},
		{"headings of relations again", "da;a\nAnna;Mensa\nda;a\nBice;Mensa\n", "seem to have become nodes (1), as “da”"},
		{"abbreviated numbers", "id;nome\n1,23E+11;Anna\n4E+15;Bice\n77;Carla\n", "ids such as “1,23E+11” (2)"},
		{"a source below", "nome;tipologia\nAnna;persona\nBice;persona\n\nFonte: anagrafe 2024;\n", "rows with one cell only have become nodes (1), as “Fonte: anagrafe 2024”"},
		{"remarks below few rows", "nome;tipologia\nAnna;persona\nBice;persona\n\n* dati di marzo;\nPer informazioni: 055;\n", "rows with one cell only have become nodes (2), as “* dati di marzo”"},
		{"a source below surnames", "Cognome;Nome;Ruolo\nRossi;Anna;x\nNeri;Bea;y\nVerdi;Ivo;z\nFonte: segreteria\n", "rows with one cell only have become nodes (1), as “Fonte: segreteria”"},
		{"opening hours", "Nome;Da;A\nMensa;09:00;13:00\nAscolto;9.30;13:00\n", "relations lead from one time of the day to another: nodes such as “09:00” (3)"},
		{"several names in a cell", "da;a\nCaritas;Auser, Scout\nAuser;Caritas\n", "several names in one cell of a relation have become one node (1), as “Auser, Scout”"},
		{"a name with a comma", "da;a\nCaritas;Casa, lavoro\nAuser;Caritas\n", ""},
		{"opening hours", "Sede;Da;A\nBiblioteca;9-12;15-18\nSportello;8.30 13;chiuso\n", "nodes such as “15-18” (3)"},
		{"bare hours beside others", "Servizio;Da;A\nMensa;9;12,30\nAscolto;15;18\n", "nodes such as “12,30” (4)"},
		{"bare hours of days", "Giorno;Da;A\nlunedì;9;12\n", "nodes such as “12” (2)"},
		{"ids that are numbers", "da;a\n9;12\n12;15\n", ""},
		{"letters in the wrong encoding", "nome;zona\nCaritÃ\u00a0;x\nCittÃ\u00a0 alta;y\nPerchÃ©;z\nLâ€™Ulivo;z\nFonte;w\n", "letters such as in “CaritÃ” (4)"},
		{"letters of other languages", "nome;zona\nSÃO PAULO;x\nÃgua;y\nCafé;z\n", ""},
		{"names alone", "nome\nAnna\nBice\nCarla\n", ""},
		{"a table of names with a few of whom more is known", "nome;tipologia\nA;x\nB;x\nC;x\nD;x\nE;x\nF;x\nG;x\nH;x\nI;\nJ;\nK;\nL;\nM;\nN;\n", ""},
		{"five of them alone", "nome;tipologia\nA;x\nB;x\nC;x\nD;x\nE;x\nF;x\nI;\nJ;\nK;\nL;\nM;\n", "rows with one cell only have become nodes (5), as “I”"},
		{"half of them alone", "nome;tipologia\nAnna;persona\nBice;\n", ""},
		{"short ids", "id;nome\na;A\nda;Da Vinci\ntipo;Tipografia\n1E+05;x\n", "ids such as “1E+05” (1)"},
		{"words that are ids", "id;nome\na;Anna\nb;Bice\narea;Area verde\nname;NAME\n", ""},
	} {
		r, err := decode(source.Options{}, "n.csv", c.content)
		if err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		var said []string
		for _, n := range r.Check().Notes {
			switch n.Code {
			case "total_row", "heading_row", "ids_abbreviated", "lone_rows", "times_as_ends", "several_in_end", "misread_letters":
				said = append(said, n.Text)
			}
		}
		if got := strings.Join(said, "\n"); (c.says == "") != (got == "") || !strings.Contains(got, c.says) || len(said) > 1 {
			t.Errorf("%s: %q", c.what, said)
		}
	}
}

func TestPeopleCalledByTheirFirstNames(t *testing.T) {
	for content, want := range map[string]string{
		"Cognome;Nome;Ruolo\nNeri;Anna;x\n": "full_names row_persons", "id;nome;cognome\n1;Anna;Neri\n": "full_names row_persons", "nome;cognome;tipologia\nAnna;Neri;ente\n": "full_names", "cognome;denominazione\nNeri;Studio Neri\n": "",
		"da;a;nome;cognome\nx;y;z;w\n": "",
	} {
		if r, err := decode(source.Options{}, "n.csv", content); err != nil || told(r) != want {
			t.Errorf("%s: %v, %s", content, err, told(r))
		}
	}
}

// Workbooks of other programs are named as such, and what an open workbook leaves beside it is no file of anybody's.
func TestOtherWorkbooks(t *testing.T) {
	for name, content := range map[string]string{
		"r.xls": "x", "r.xlsb": archive(t, "[Content_Types].xml", "<x/>"), "r.numbers": archive(t, "Index/Document.iwa", "x"), "r.sxc": archive(t, "mimetype", "x"), "r.gsheet": "{}",
	} {
		if _, err := decode(source.Options{}, name, content); graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), "files are not read: save the workbook as .xlsx or .ods") {
			t.Errorf("%s: %v", name, err)
		}
	}
	r, err := open(source.Options{}, folder(t, "n.csv", nodeTable, "~$rete.xlsx", "x", ".~lock.rete.ods#", "x", "m.xltx", workbook(t, relations())))
	if err != nil || told(r) != "ids_apart unlisted_ends" || r.Graph.Edges() != 1 {
		t.Errorf("%v, %v", err, r)
	}
}

func TestDocumentsAreNoTables(t *testing.T) {
	for name, content := range map[string]string{
		"r.pdf": "%PDF-1.4\n", "r.PDF": "x", "senza": "%PDF-1.7\n", "r.docx": archive(t, "[Content_Types].xml", "<x/>"), "r.odt": archive(t, "mimetype", "x", "META-INF/manifest.xml", "<x/>"),
	} {
		if _, err := decode(source.Options{}, name, content); graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), name+": this is a document (") {
			t.Errorf("%s: %v", name, err)
		}
	}
	r, err := open(source.Options{}, folder(t, "n.csv", nodeTable, "verbale.pdf", "%PDF-1.4\n", "lettera.docx", archive(t, "[Content_Types].xml", "<x/>")))
	if err != nil || told(r) != "passed_over passed_over" {
		t.Errorf("%v", err)
	}
}

// Cells that say that nothing is known, or what the cell above says, stay, and are named with their columns.
func TestCellsThatSayNothing(t *testing.T) {
	r, err := decode(source.Options{}, "n.csv", "nome;zona;provincia;note\nAnna;n.d.;NA;-\nBice;Centro;FI;ok\nCarla; N.D.;NA;\nDina;Come sopra;FI;''\nEva;idem;;x\n")
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, n := range r.Check().Notes {
		if n.Code == "placeholder_cells" || n.Code == "ditto_cells" {
			said = append(said, n.Values["columns"].(string))
		}
	}
	if strings.Join(said, "|") != "area (2), note (1)|area (2), note (1)" || r.Graph.NodeColumn("area").Count() != 5 {
		t.Errorf("%q", said)
	}
	r, err = decode(source.Options{}, "a.json", `{"nodes":[{"id":"a","attributes":{"zona":3}},{"id":"b","attributes":{"zona":"n.d."}}]}`)
	if err != nil || !slices.ContainsFunc(r.Check().Notes, func(n graph.Sentence) bool { return n.Code == "placeholder_cells" }) {
		t.Errorf("beside numbers: %v, %v", err, r.Check().Notes)
	}
}
