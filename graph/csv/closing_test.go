package csv_test

import (
	"fmt"
	"strings"
	"testing"

	"trama/graph/csv"
)

// TestTheRowThatClosesATable is left out with a note where its first cell is such a word and the others are empty or sums; any other
// row is a node as ever.
func TestTheRowThatClosesATable(t *testing.T) {
	const table = "nome;tipologia;soci;quota\nAuser;ente;12;0,10\nCaritas;ente;;0,20\nScout;ente;30;\n"
	many := "nome\n"
	for i := range 4095 { // with the last row, one whole batch
		many += fmt.Sprintf("n%d\n", i)
	}
	for _, c := range []struct {
		content, note string
		nodes         int
	}{
		{table + "Totale;;42;0,3\n", "closing_row", 3}, {table + ";;;\nTOT.;;42;\n;;;\n", "closing_row", 3}, {table + "segue…\n", "closing_row", 3},
		{table + "Continua;;;\n", "closing_row", 3}, {table + "Sum;;;0.30\n", "closing_row", 3}, {table + "Totale 3;;;", "closing_row", 3},
		{"codice;nome;soci\na;Auser;1\nb;Banco;2\n;Totale;3\n", "closing_row", 2}, {many + "Totale\n", "closing_row", 4095}, {many + "n\nTotale\n", "closing_row", 4096},
		{table + "Totale;;41;\n", "", 4}, {table + "Totale;ente;42;\n", "", 4}, {table + "Totale;;42;\nAvis;ente;1;\n", "", 5}, {table + "Totale iscritti;;42;\n", "", 4},
		{table + "Totale;;4,2e1;\n", "", 4}, {"nome\nTotale\n", "", 1}, {"nome;soci\nAuser;1\nBanco;molti\nTotale;1\n", "", 3},
	} {
		g, notes := read(t, csv.Options{}, file{"t.csv", c.content})
		if codes(notes) != c.note || g.Nodes() != c.nodes {
			t.Errorf("%q: %d nodes, %v", c.content[max(0, len(c.content)-60):], g.Nodes(), notes)
		}
	}
	_, notes := read(t, csv.Options{}, file{"t.csv", table + "\nTotale;;42;\n"})
	if len(notes) != 1 || !strings.Contains(notes[0].Text, "row 6, the last, says “Totale, 42” and is no node") {
		t.Errorf("%v", notes)
	}
}
