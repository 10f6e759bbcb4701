package source_test

import (
	"fmt"
	"strings"
	"testing"

	"trama/graph/source"
)

// duplicates returns the pairs proposed for a table of nodes, as "a=b c=d".
func duplicates(t *testing.T, table string) string {
	t.Helper()
	r, err := decode(source.Options{}, "n.csv", table)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range r.Duplicates() {
		out = append(out, strings.Join(d.IDs, "="))
	}
	return strings.Join(out, " ")
}

func TestDuplicates(t *testing.T) {
	for _, c := range []struct{ what, table, want string }{
		{"capitals, accents, marks", "id,label\na,Cooperativa Solidarietà\nb,COOPERATIVA «solidarieta»\nc,Biblioteca\n", "a=b"},
		{"words in another order", "id,label\na,Rossi Anna\nb,Anna Rossi\n", "a=b"},
		{"a letter too few", "id,label\na,Associazione Arcobaleno\nb,Associazione Arcobalen\n", "a=b"},
		{"ids that differ by a capital", "id\nfirma-Unica\nfirma-unica\n", "firma-Unica=firma-unica"},
		{"other numbers", "id,label\na,Scuola media 1\nb,Scuola media 2\n", ""},
		{"other kinds", "id,label,kind\na,Caritas,organization\nb,Caritas,service\n", ""},
		{"a kind and none", "id,label,kind\na,Caritas,organization\nb,Caritas,\n", "a=b"},
		{"numbers only", "id\n1\n2\n11\n", ""},
		{"a word of three letters", "id,label\na,Zoe Bo\nb,bo zoè\n", "a=b"},
		{"a last letter that differs", "id,label\na,Bianchi\nb,Bianchj\n", "a=b"},
		{"first letters that differ", "id,label\na,Mario Arco\nb,Dario Arco\n", ""},
		{"three letters", "id,label\na,ACI\nb,Aci\n", "a=b"},
		{"a sixth letter that differs", "id,label\na,Centro\nb,Centra\n", "a=b"},
		{"too short to tell", "id,label\na,Bo\nb,bo\n", ""},
		{"sides of a place", "id,label\na,ARCI Montalto di Sopra\nb,ARCI Montalto di Sotto\n", ""},
		{"points of the compass", "id,label\na,ASL distretto Est\nb,ASL distretto Ovest\nc,ASL distretto Nord\n", ""},
		{"old and new", "id,label\na,Circolo Borgo Vecchio\nb,Circolo Borgo Nuovo\n", ""},
		{"an old and a new that agree", "id,label\na,Circolo Borgata Nuova\nb,Circolo Borgata Nuovo\n", "a=b"},
		{"high and low", "id,label\na,Comitato di Valle Alta\nb,Comitato di Valle Bassa\n", ""},
		{"men and women", "id,label\na,Pallavolo maschile Rubiera\nb,Pallavolo femminile Rubiera\n", ""},
		{"boys and girls", "id,label\na,Squadra delle ragazze\nb,Squadra delle ragazzi\n", ""},
		{"first and second", "id,label\na,Circolo didattico primo\nb,Circolo didattico secondo\n", ""},
		{"Roman numbers", "id,label\na,Gruppo scout Valdora II\nb,Gruppo scout Valdora III\n", ""},
		{"numbers in words", "id,label\na,Scuola media numero sei\nb,Scuola media numero sette\n", ""},
		{"single letters", "id,label\na,Istituto comprensivo B\nb,Istituto comprensivo C\n", ""},
		{"single letters beside a letter too few", "id,label\na,Gruppo Arcobaleno B\nb,Gruppo Arcobalen C\n", ""},
		{"two letters of ten", "id,label\na,Arcobaleno\nb,Arcobalexy\n", "a=b"},
		{"other saints", "id,label\na,Parrocchia Unità pastorale San Giovanni\nb,Parrocchia Unità pastorale Santa Maria\n", ""},
		{"other names after much that is the same", "id,label\na,Scuola comunale dell'infanzia Gianni Rodari\nb,Scuola comunale dell'infanzia Carlo Collodi\n", ""},
		{"a saint misspelt", "id,label\na,Parrocchia San Giovanni\nb,Parrocchia San Giovani\n", "a=b"},
		{"an abbreviation", "id,label\na,Associazione Genitori insieme per la scuola\nb,Ass. Genitori insieme per la scuola\n", "a=b"},
		{"a saint before the abbreviation", "id,label\na,Parrocchia Santa Lucia\nb,Parrocchia S. Lucia\n", "a=b"},
		{"a saint abbreviated", "id,label\na,Parrocchia S. Lucia\nb,Parrocchia Santa Lucia\n", "a=b"},
		{"other names after still more that is the same", "id,label\na,Scuola comunale dell'infanzia statale del quartiere di Montalto Rodari\nb,Scuola comunale dell'infanzia statale del quartiere di Montalto Volpe\n", ""},
		{"another word before the same ones", "id,label\na,Arcobaleno centro anziani del quartiere Montalto\nb,Girasole centro anziani del quartiere Montalto\n", ""},
		{"three that are alike", "id,label\nc,Caritas\na,CARITAS\nb,caritas\n", "a=b a=c b=c"},
		{"the likeliest first", "id,label\na,Centro anziani Arcobaleno\nb,Centro anziani Arcobalen\nc,Casa di quartiere Nord\nd,casa di Quartiere nord\n", "c=d a=b"},
	} {
		if got := duplicates(t, c.table); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// TestDuplicatesAreBounded: names that all begin alike are not compared each with each, and two hundred pairs are enough.
func TestDuplicatesAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,label\n")
	for i := range 3000 {
		fmt.Fprintf(&b, "n%d,Associazione %05x %d\n", i, i*i, i)
	}
	b.WriteString("x,Associazione Arcobaleno\ny,associazione arcobaleno\n")
	if got := duplicates(t, b.String()); got != "x=y" {
		t.Errorf("among many that begin alike: %q", got)
	}
	b.Reset()
	b.WriteString("id,label\n")
	for i := range 500 {
		word := strings.Repeat(string(rune('a'+i%26)), 2) + strings.Repeat(string(rune('a'+i/26)), 3)
		fmt.Fprintf(&b, "x%d,%s\ny%d,%s\n", i, word, i, strings.ToUpper(word))
	}
	if got := len(strings.Fields(duplicates(t, b.String()))); got != 200 {
		t.Errorf("%d pairs", got)
	}
}
