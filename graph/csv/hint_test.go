package csv_test

import (
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/csv"
)

// What a table that is refused may lack is said of tables as people have them.
func TestRefusedTablesSayWhatTheyMayLack(t *testing.T) {
	for _, c := range []struct{ what, content, says string }{
		{"two tables below each other", "Ragione sociale;Telefono;Mail\nCaritas;1;2\nNome;Tipologia;Telefono\nAnna;ente;1\n", "the headings seem to stand in line 3"},
		{"headings far below", "Titolo;;\n" + strings.Repeat("x;y;z\n", 30) + "codice;nome;tipologia\n", "in line 2 below what seems to be a title"},
		{"a title above the ends", "Relazioni;;\nEnte 1;Ente 2;Rapporto\nx;y;z\n", "here are Ente 1, Ente 2, Rapporto, in line 2 below what seems to be a title; if Ente 1 and Ente 2 are the ends"},
		{"a title of unknown headings", "Titolo;;\nalfa;beta;gamma\n", "in line 2 below what seems to be a title"},
		{"one cell a row", "\"da,a,tipo\"\n\"x,y,z\"\n", "each row stands in one cell"},
		{"two that are numbered", "Soggetto 1;Soggetto 2;Rapporto\nx;y;z\n", "if Soggetto 1 and Soggetto 2 are the ends of a relation, call them source and target"},
		{"two with letters", "Ente A;Ente_B;Tipo\nx;y;z\n", "if Ente A and Ente_B are the ends"},
		{"two words for ends", "Partenza;Arrivo;Tipo\nx;y;z\n", "if Partenza and Arrivo are the ends"},
		{"three that are numbered", "Gruppo;Socio 1;Socio 2;Socio 3\nx;y;z;w\n", "if the names stand under Gruppo,"},
		{"a form", "Informazioni cronologiche;A quale ente appartieni?;Nome e cognome\n1;2;3\n", "if the names stand under Nome e cognome, call that column label"},
		{"a name beside numbered columns", "Telefono;Organisation name;Works with 1;Works with 2\n1;2;3;4\n", "if the names stand under Organisation name,"},
		{"no heading above the names", ";Telefono;Via\nCaritas;1;2\n", "; the first column has no heading: if the names stand in it, call it label"},
		{"one column below a title", "Elenco\nnome\nCaritas\n", "the headings seem to stand in line 2"},
		{"a running number", "N.;Soggetto;Telefono\n1;Caritas;2\n", "if the names stand under Soggetto,"},
		{"nothing that speaks of names", "Data;Zeta;Alfa\n1;2;3\n", "if the names stand under Zeta,"},
		{"nothing at all", "Data;Email\n1;2\n", "here are Data, Email"},
		{"a pivot table", "Etichette di riga;Anna;Totale complessivo\nMensa;1;1\n", "this is a pivot table"},
		{"a matrix of marks", ";Anna;Bice\nAnna;;x\nBice;X;\n", "this is a matrix"},
	} {
		if message := refused(t, graph.Invalid, csv.Options{}, file{"t.csv", c.content}); !strings.Contains(message, c.says) {
			t.Errorf("%s: %s", c.what, message)
		}
	}
}

func TestTablesSideBySide(t *testing.T) {
	for content, want := range map[string]string{
		"nome;tipologia;;da;a\nAnna;persona;;Anna;Mensa\n": "side_by_side", "da;a;;codice;nome\nx;y;;z;w\n": "side_by_side",
		"nome;zona;;nome;tel\nCaritas;Nord;;Anna;1\n": "side_by_side meaning_taken", "nome;zona;;Servizio;Gestito da\nCaritas;Nord;;Mensa;Caritas\n": "side_by_side", "nome;zona;;tel;orario\nCaritas;Nord;;1;9-12\n": "",
		"da;a;;nota\nx;y;;z\n": "", "da;a;nome;\nx;y;z;\n": "", "nome;;tipologia\nx;;y\n": "", "id;da;;a\n1;x;;y\n": "",
	} {
		if _, notes := read(t, csv.Options{}, file{"t.csv", content}); codes(notes) != want {
			t.Errorf("%s: %v", content, notes)
		}
	}
}
