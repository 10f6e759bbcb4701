package csv_test

import (
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/csv"
)

// Headings in two rows are one: what stands below a group, and what has none.
func TestHeadingsInTwoRows(t *testing.T) {
	for _, c := range []struct{ what, content, columns, line string }{
		{"contacts", "Nome;Contatti;;Note\n;Telefono;Email;\nAnna;1;a@b;x\n", "Email Telefono label note", "1 and 2"},
		{"the first goes over both", "Nome;Contatti;;Note\nNome;Telefono;Email;Note\nAnna;1;a@b;x\n", "Email Telefono label note", "1 and 2"},
		{"below a title", "Elenco 2026;;;\nNome;Contatti;;Note\n;Telefono;Email;\nAnna;1;a@b;x\n", "Email Telefono label note", "2 and 3"},
		{"meanings below", "Nome;Periodo;;Posizione;\n;dal;al;lat;lon\nAnna;2020-01-01;2021-01-01;45.1;9.2\n", "label lat lon since until", "1 and 2"},
		{"the same twice", "Nome;Sede legale;;Sede operativa;\n;Via;Comune;Via;Comune\nAnna;a;b;c;d\n", "Sede legale Comune Sede legale Via Sede operativa Comune Sede operativa Via label", "1 and 2"},
		{"another name below", "Denominazione;Referente;\n;Nome;Telefono\nCaritas;Anna;1\n", "Referente Nome Telefono label", "1 and 2"},
		{"separators behind", "Nome;Contatti;;;\n;Telefono;Email;;\nAnna;1;a@b;;\n", "Email Telefono label", "1 and 2"},
		{"a kind over both", "Ente;Tipologia;Referente;\n;;Nome;Telefono\nCaritas;ente;Anna;1\n", "Referente Nome Telefono label", "1 and 2"},
		{"a kind beside a group", "Ente;Contatti;\n;Telefono;Email\nCaritas;1;a@b\n", "Email Telefono label", "1 and 2"},
		{"a kind, and another below", "Ente;Sede;\n;Via;Luogo\nCaritas;a;b\n", "Luogo Via label", "1 and 2"},
		{"an empty cell that no group has", "nome;zona;\n;;x\nAnna;z;\n", "", ""},
	} {
		if c.columns == "" {
			if text := refused(t, graph.Invalid, csv.Options{}, file{"t.csv", c.content}); !strings.Contains(text, "line 2: there is no name under “nome”, and the row says “x”") {
				t.Errorf("%s: %s", c.what, text)
			}
			continue
		}
		g, notes := read(t, csv.Options{}, file{"t.csv", c.content})
		var columns []string
		for _, column := range g.NodeColumns() {
			columns = append(columns, column.Name())
		}
		said := ""
		for _, n := range notes {
			if n.Code == "headings_in_two_rows" {
				said = n.Text
			}
		}
		if got := strings.Join(columns, " "); got != c.columns || g.Nodes() != 1 || !strings.Contains(said, "stand in the lines "+c.line+", and are read as ") {
			t.Errorf("%s: %d nodes, %q, %q", c.what, g.Nodes(), got, said)
		}
	}
}

// Both ends of relations may be groups of the parts of names; a heading that is empty may stand in the row above.
func TestHeadingsOfGroups(t *testing.T) {
	g, _ := read(t, csv.Options{}, file{"t.csv", "Da;;A;;tipo\nnome;cognome;nome;cognome;\nAnna;Rossi;Bea;Neri;conosce\n"})
	if g.Nodes() != 2 || g.Edges() != 1 || g.NodeID(0) != "Anna Rossi" || g.Edge(0).Type != "knows" {
		t.Errorf("%d nodes, %d relations", g.Nodes(), g.Edges())
	}
	g, _ = read(t, csv.Options{}, file{"t.csv", "Zona;Ente;;\n;Nome;Tipologia;Telefono\nNord;Caritas;ente;1\n"})
	if g.NodeColumn("area") == nil || g.NodeID(0) != "Caritas" || g.Kind(0) != "organization" {
		t.Errorf("the heading above: %v", g.NodeColumns())
	}
	g, _ = read(t, csv.Options{}, file{"t.csv", ";;;;Sede;Luogo\nEnte;Zona;Note;Telefono;;\nCaritas;Nord;aperta;12;viale;qui\n"})
	if g.NodeID(0) != "Caritas" || g.Kind(0) != "organization" || g.NodeColumn("Luogo") == nil {
		t.Errorf("a kind in the heading above: %v", g.NodeColumns())
	}
	g, _ = read(t, csv.Options{}, file{"t.csv", "Elenco, 2026, del Comune\nNome;Zona;\nCaritas;Nord;x\n"})
	if g.NodeColumn("column_3") == nil {
		t.Errorf("a title with commas: %v", g.NodeColumns())
	}
}

// A first row of data stays one, whatever the headings lack.
func TestARowOfDataIsNoSecondHeading(t *testing.T) {
	for what, content := range map[string]string{
		"a name over two columns": "Nome;;Telefono\nAnna;Rossi;\nBea;Neri;1\n",
		"a column without name":   "Nome;Tipo;\nAnna;persona;x\nBea;ente;y\n",
		"nothing under it":        "Nome;Telefono;;\nAnna;1;;\nBea;;;\n",
		"numbers under a group":   "Nome;Utenti;\nNome;1;2\nBea;3;4\n",
	} {
		if g, _ := read(t, csv.Options{}, file{"t.csv", content}); g.Nodes() != 2 {
			t.Errorf("%s: %d nodes", what, g.Nodes())
		}
	}
}
