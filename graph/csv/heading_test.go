package csv_test

import (
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/csv"
)

// Rows above the headings are passed over, with a note, where the headings are unmistakable; lines stay those of the file.
func TestRowsAboveTheHeadings(t *testing.T) {
	for _, c := range []struct{ what, content, rows, line string }{
		{"a title", "Elenco associazioni 2026;;\nnome;tipologia;zona\nAnna;;\n", "(1) Elenco associazioni 2026", "2"},
		{"a title, a day and blank rows", "Comune di Borgo;;\nal 12/03/2024;;\n;;\n\ncodice;nome;zona\nAnna;A;x\n", "(1) Comune di Borgo, (2) al 12/03/2024", "5"},
		{"a title with another separator in it", "Elenco, anno 2026, del Comune\nnome;tipologia;zona\nAnna;;\n", "(1) Elenco, anno 2026, del Comune", "2"},
		{"tabs below a semicolon", "Elenco; 2026\nnome\ttipologia\tzona\nAnna\t\t\n", "(1) Elenco, 2026", "2"},
		{"a title in quotes over two lines", "\"Elenco\n2026\";;\nnome;tipologia;zona\nAnna;;\n", "(1) Elenco 2026", "3"},
		{"two headings", "Elenco\nnome,zona\nAnna,x\n", "(1) Elenco", "2"},
		{"groups of columns", "Ente;;Contatti\nNome;Tipologia;Telefono\nAnna;ente;1\n", "(1) Ente, Contatti", "2"},
		{"what office it is of", "Ufficio;Servizi sociali;;;;\nnome;zona;tel;mail;via;cap\nAnna;;;;;\n", "(1) Ufficio, Servizi sociali", "2"},
		{"people by two names", "Soci\nCognome;Nome;tel\nRossi;Anna;1\n", "(1) Soci", "2"},
	} {
		_, notes := read(t, csv.Options{}, file{"t.csv", c.content})
		said := ""
		for _, n := range notes {
			if n.Code == "title_rows" {
				said = n.Text
			}
		}
		if want := "t.csv: the headings are those of line " + c.line + "; passed over above them, by their lines: " + c.rows; said != want {
			t.Errorf("%s: %q, want %q", c.what, said, want)
		}
	}
	if g, _ := read(t, csv.Options{}, file{"t.csv", strings.Repeat("x;\n", 20) + "nome;zona\nAnna;x\n"}); g.Nodes() != 1 {
		t.Errorf("below as many rows as are looked at: %d nodes", g.Nodes())
	}
	g, _ := read(t, csv.Options{}, file{"t.csv", "Relazioni;;\n\nda;tipo;a\nx;conosce;y\n"})
	if g.Edges() != 1 || g.Nodes() != 2 {
		t.Errorf("relations below a title: %d, %d", g.Nodes(), g.Edges())
	}
	if message := refused(t, graph.Invalid, csv.Options{}, file{"t.csv", "Elenco;;\n\nid;nome;zona\na;A;\n;B;\n"}); !strings.Contains(message, "t.csv: line 5: the id is empty") {
		t.Error(message)
	}
	if _, notes := read(t, csv.Options{}, file{"t.csv", "Elenco\n\nnome,zona\nAnna,x\n"}, file{"u.csv", strings.Repeat("x\n", 9) + "nome,zona\nBea,x\n"}); !strings.Contains(notes[1].Text, "(5) x, …") {
		t.Error(notes)
	}
}

// What may be a table of its own is never taken for a title.
func TestRowsAboveThatMayBeATable(t *testing.T) {
	for what, content := range map[string]string{
		"headings of its own above":    "Ragione sociale;Telefono;Mail\nCaritas;1;a\nNome;Ruolo;Telefono\nAnna;x;2\n",
		"one row above as wide":        "Ragione sociale;Telefono;Mail\nNome;Ruolo;Telefono\nAnna;x;2\n",
		"several wide rows above":      "Ragione sociale;Telefono;\nCaritas;1;\nNome;Ruolo;Telefono\nAnna;x;2\n",
		"a word of ours among others":  "alfa;beta;\nnome;x;y\n",
		"one cell in the row below":    "Elenco\nnome\nAnna\n",
		"headings far below the title": "Titolo;;\n" + strings.Repeat("x;y;z\n", 30) + "codice;nome;tipologia\n",
		"one row too far":              strings.Repeat("x;\n", 21) + "nome;zona\nAnna;x\n",
		"a file that says how it is":   "sep=,\nElenco\nnome;zona\nAnna;x\n",
	} {
		refused(t, graph.Invalid, csv.Options{}, file{"t.csv", content})
		t.Log(what)
	}
}

func TestNamesInTwoColumns(t *testing.T) {
	for _, c := range []struct{ content, nodes, edges string }{
		{"Cognome;Nome;Ruolo\nRossi;Anna;x\nNeri;;y\n;Bea;z\n", "Anna Rossi|Bea|Neri", ""},
		{"id;nome;cognome\n1; Anna ;Rossi\n2;Bea;\n3\n", "Anna Rossi|Bea|3", ""},
		{"First name,Last name,Town\nAnna,Rossi,X\n", "Anna Rossi", ""},
		{"cognome;denominazione\nRossi;Studio Rossi\n", "Studio Rossi", ""},
		{"label;nome;cognome\nx;Anna;Rossi\n", "x", ""},
		{"Denominazione;Tipologia;Nome;Cognome\nCaritas;ente;Anna;Rossi\n", "Caritas", ""},
		{"Da nome;Da cognome;A (nome);A (cognome);tipo\nAnna;Rossi;Bea;Neri;conosce\n", "Anna Rossi|Bea Neri", "Anna Rossi knows Bea Neri"},
		{"Nome;Tipologia;Nome;Cognome\nCoro;ente;Anna;Rossi\n", "Coro", ""},
		{"Cognome;Nome\nRossi;Anna\nFonte\n", "Anna Rossi|Fonte", ""},
		{"da;a;nome;cognome\nx;y;z;w\n", "x|y", "x  y"},
		{"Nome;Secondo nome;Cognome\nAnna;Maria;Rossi\n", "Anna Rossi", ""},
		{"Nome;Telefono;Cognome\nAnna;1;Rossi\n", "Anna", ""},
		{"Nome;Cognome;Tipologia\nAnna;Rossi;persona\nCaritas;Neri;ente\nIl Ponte;Verdi;cooperativa\n", "Anna Rossi|Caritas|Il Ponte Verdi", ""},
		{"Cognome;Nome\nRossi;Anna Rossi\nNeri;Neri Bea\nAda Bo;Ada Bo\nSanto;Santo\n", "Ada Bo|Anna Rossi|Neri Bea|Santo Santo", ""},
	} {
		g, notes := read(t, csv.Options{}, file{"t.csv", c.content})
		var nodes, edges []string
		for i := range g.Nodes() {
			nodes = append(nodes, g.Label(i))
		}
		for e := range g.Edges() {
			s, to := g.Ends(e)
			edges = append(edges, g.NodeID(s)+" "+g.Type(e)+" "+g.NodeID(to))
		}
		if strings.Join(nodes, "|") != c.nodes || strings.Join(edges, "|") != c.edges {
			t.Errorf("%s: %v, %v, %v", c.content, nodes, edges, notes)
		}
	}
}

// A note gives an example of the names, or says that surnames stand apart; another says who is taken for a person.
func TestNamesInTwoColumnsAreTold(t *testing.T) {
	const persons = "t.csv: who has a surname is taken for a person"
	for content, want := range map[string][]string{
		"nome;cognome\nMaria Grazia;Neri\n": {"t.csv: names are put together of the columns nome and cognome, as “Maria Grazia Neri”", persons},
		"nome;cognome\nCaritas diocesana;Neri\nAnna;Croce\n": {"t.csv: names are put together of the columns nome and cognome", persons,
			"t.csv: names that are no person's are taken without the surname beside them, which is data (1), as “Caritas diocesana”"},
		"nome;cognome\nCaritas;\n":         {"t.csv: names are put together of the columns nome and cognome", persons},
		"nome;tel;cognome\nAnna;1;Rossi\n": {"t.csv: the nodes are called as nome says, and cognome is data: let the two stand side by side if they are the name of a person"},
	} {
		var got []string
		_, notes := read(t, csv.Options{}, file{"t.csv", content})
		for _, n := range notes {
			got = append(got, n.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q", content, got)
		}
	}
}

// A hint names the heading of who the row is about, and not that of somebody beside.
func TestTheHeadingThatMayBeTheLabel(t *testing.T) {
	for content, want := range map[string]string{
		"Sportello;Ente gestore;Orario\nSociale;Comune;9\n":           "Sportello",
		"Codice_Fiscale_Ente;Descrizione_Ente;Importo\n01;Comune;2\n": "Descrizione_Ente",
		"start;end;nome_ente;servizi\n1;2;Caritas;mensa\n":            "nome_ente",
	} {
		if text := refused(t, graph.Invalid, csv.Options{}, file{"t.csv", content}); !strings.HasSuffix(text, "if the names stand under "+want+", call that column label") {
			t.Errorf("%q: %s", content, text)
		}
	}
}

// A label that is the id as well is the id: white space around it tells no two apart.
func TestALabelThatIsTheID(t *testing.T) {
	g, _ := read(t, csv.Options{}, file{"t.csv", "nome;zona\nAuser ;N\nAuser;\n"})
	if g.Nodes() != 1 || g.Label(0) != "Auser" || column(g, "area") != "Auser=N" {
		t.Errorf("%d nodes, %q", g.Nodes(), g.Label(0))
	}
	_, notes := read(t, csv.Options{}, file{"t.csv", "id;submitdate;Come si chiama il tuo ente?\n1;2;Caritas\n"})
	if len(notes) != 1 || notes[0].Text != "t.csv: the nodes are called by their ids; if the names stand under Come si chiama il tuo ente?, call that column label" {
		t.Error(notes)
	}
}
