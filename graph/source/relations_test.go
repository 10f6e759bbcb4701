package source_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

// related reads a table of nodes some of whose columns name others.
func related(t *testing.T, table string, columns ...string) (*source.Reading, error) {
	t.Helper()
	files := []source.File{{Name: "n.csv", Reader: strings.NewReader(table)}}
	return source.Decode(context.Background(), files, source.Options{Relations: columns})
}

// relationsOf are the relations of a graph, as "a collaborates b".
func relationsOf(g *graph.Graph) string {
	var out []string
	for e := range g.Edges() {
		from, to := g.Ends(e)
		out = append(out, g.NodeID(from)+" "+g.Type(e)+" "+g.NodeID(to))
	}
	return strings.Join(out, ", ")
}

func TestRelationsInAColumn(t *testing.T) {
	for _, c := range []struct{ what, table, column, want string }{
		{"names with commas between them", "nome;Collabora con\nA1;\"B1, C1\"\nB1;\nC1;\n", "Collabora con", "A1 collaborates B1, A1 collaborates C1"},
		{"the column in other letters", "nome;Collabora con\nA1;B1\nB1;\n", "COLLABORA_CON", "A1 collaborates B1"},
		{"semicolons, bars, lines", "nome,collabora\nA1,B1; C1|D1\nB1,\"C1\nD1\"\nC1,\nD1,\n", "collabora", "A1 collaborates B1, A1 collaborates C1, A1 collaborates D1, B1 collaborates C1, B1 collaborates D1"},
		{"who names each other", "nome,conosce\nA1,B1\nB1,A1\n", "conosce", "A1 knows B1"},
		{"each other, with a direction", "nome,invia a\nA1,B1\nB1,A1\n", "invia a", "A1 refers B1, B1 refers A1"},
		{"a name twice", "nome,conosce\nA1,\"B1, b1\"\nB1,\n", "conosce", "A1 knows B1"},
		{"a comma in a name", "nome,conosce\nA1,\"Casa, lavoro; B1\"\nB1,\n\"Casa, lavoro\",\n", "conosce", "A1 knows B1, A1 knows Casa, lavoro"},
		{"as many commas as a name has", "nome,conosce\nA1,\"B1, a, b, c, d, e\"\nB1,\n\"a, b, c, d, e\",\n", "conosce", "A1 knows B1, A1 knows a, b, c, d, e"},
		{"an id that others are called by", "id,nome,conosce\nada,Ada,\nbea,ADA,ada\n", "conosce", "ada knows bea"},
		{"labels of nodes with ids", "id,nome,conosce\n1,Ada,bea\n2,Bea,\n", "conosce", "1 knows 2"},
		{"ids of nodes with labels", "id,nome,conosce\n1,Ada,2\n2,Bea,1\n", "conosce", "1 knows 2"},
		{"marks that are no name", "nome,conosce\nA1,-\nB1,/\nC1,A1\n", "conosce", "A1 knows C1"},
		{"somebody whom no row tells of", "nome,conosce\nA1,Zed\nB1,A1\n", "conosce", "A1 knows B1, A1 knows Zed"},
		{"columns with numbers", "nome;Collabora con 1;Collabora con 2;Collabora con 3\nA1;B1;C1;\nB1;A1;;C1\nC1;;;\n", "collabora con", "A1 collaborates B1, A1 collaborates C1, B1 collaborates C1"},
		{"one of them", "nome;Collabora con 1;Collabora con 2\nA1;B1;C1\nB1;;\nC1;;\n", "collabora con 2", "A1 collaborates C1"},
		{"columns of a form", "nome;Conosce [SQ001];Conosce [SQ002]\nA1;B1;C1\nB1;;\nC1;;\n", "conosce", "A1 knows B1, A1 knows C1"},
		{"a number behind the only one", "nome;Aiuta 1\nA1;B1\nB1;\n", "aiuta 1", "A1 Aiuta 1 B1"},
		{"equal headings", "nome;conosce;conosce\nA1;B1;C1\nB1;;\nC1;;\n", "conosce", "A1 knows B1, A1 knows C1"},
		{"marks of a list", "nome,conosce\nA1,\"- B1\n2) C1\n• D1\"\nB1,\nC1,\nD1,\n", "conosce", "A1 knows B1, A1 knows C1, A1 knows D1"},
		{"and between names", "nome,conosce\nA1,\"B1, C1 e D1\"\nB1,C1 & D1\nC1,\nD1,\n", "conosce", "A1 knows B1, A1 knows C1, A1 knows D1, B1 knows C1, B1 knows D1"},
		{"and before a stranger", "nome,conosce\nA1,B1 e Zed\nB1,\n", "conosce", "A1 knows B1, A1 knows Zed"},
		{"and beside a name that only cells have", "nome,conosce\nA1,Zed\nB1,Zed e Ivo\n", "conosce", "A1 knows Zed, B1 knows Zed e Ivo"},
		{"and in a name", "nome,conosce\nA1,\"Arte e Vita; Casa e Lavoro\"\nArte e Vita,\nArte,\n", "conosce", "A1 knows Arte e Vita, A1 knows Casa e Lavoro"},
		{"commas around a name with commas", "nome,conosce\nA1,\"B1, Casa, lavoro, C1\"\nB1,\nC1,\n\"Casa, lavoro\",\n", "conosce", "A1 knows B1, A1 knows C1, A1 knows Casa, lavoro"},
		{"nobody", "nome,conosce\nA1,nessuno\nB1,\"A1, ecc.\"\nC1,n.d.\nD1,Da verificare\nE1,Nessuno per ora\n", "conosce", "A1 knows B1"},
		{"a node that is called so", "nome,conosce\nA1,Altro\nAltro,\n", "conosce", "A1 knows Altro"},
		{"a point behind", "nome,conosce\nA1,B1.\nB1,\n", "conosce", "A1 knows B1"},
		{"surnames first", "nome,cognome,conosce\nAnna,Rossi,Neri Bea\nBea,Neri,\n", "conosce", "Anna Rossi knows Bea Neri"},
		{"to the row", "Servizio;Gestito da\nMensa;Zed\n", "gestito da", "Zed offers Mensa"},
		{"a question of a form", "nome;tipologia;Con quali enti collabori?\nAnna;persona;\"B1, C1\"\nB1;ente;\nC1;ente;\n", "con quali enti collabori?", "Anna collaborates B1, Anna collaborates C1"},
		{"a question to whom it does not fit", "nome;tipologia;Di quale ente fai parte?\nB1;ente;C1\nC1;ente;\n", "di quale ente fai parte?", "B1 Di quale ente fai parte? C1"},
		{"to the row, from what cannot", "nome;tipologia;gestito da\nMensa;ente;Zed\nZed;persona;\n", "gestito da", "Mensa gestito da Zed"},
		{"who answers a need", "nome;tipologia;Chi risponde\nCasa;bisogno;Mensa\nMensa;servizio;\n", "chi risponde", "Mensa answers Casa"},
		{"the organization of persons", "Cognome e nome;Ente;Ruolo\nRossi Anna;CARITAS, Auser;presidente\nNeri Bea;Caritas;socia\n", "ente", "Neri Bea member_of Caritas, Rossi Anna member_of Auser, Rossi Anna member_of Caritas"},
		{"of persons and others", "nome;tipologia;Ente\nAda;persona;Zed\nMensa;servizio;Zed\n", "ente", "Ada member_of Zed, Mensa Ente Zed"},
		{"a person under it", "nome;tipologia;Ente\nAda;persona;Bea\nBea;persona;\n", "ente", "Ada Ente Bea"},
		{"a type of one's own", "nome,Referente\nA1,Zed\n", "referente", "A1 Referente Zed"},
	} {
		r, err := related(t, c.table, c.column)
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		if got := relationsOf(r.Graph); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
		if n := len(r.Graph.NodeColumns()); r.Kept.Edges != r.Graph.Edges() || r.Kept.Nodes != r.Graph.Nodes() || n > 2 && !strings.Contains(c.what, "one of") {
			t.Errorf("%s: kept %+v, %d columns", c.what, r.Kept, n)
		}
	}
}

// TestKindsOfWhoOnlyNamesMade: a name that no row has is of the only kind that its relations join, whatever all others are taken for.
func TestKindsOfWhoOnlyNamesMade(t *testing.T) {
	files := []source.File{{Name: "n.csv", Reader: strings.NewReader("Servizio;Gestito da;Usato da\nMensa;Zed;\nCorso;Zed, Mensa;Uno\n")}}
	r, err := source.Decode(context.Background(), files, source.Options{Relations: []string{"Gestito da", "Usato da"}, DefaultKind: "person"})
	if err != nil {
		t.Fatal(err)
	}
	kinds := ""
	for i := range r.Graph.Nodes() {
		kinds += r.Graph.NodeID(i) + " " + r.Graph.Kind(i) + ", "
	}
	if want := "Corso service, Mensa service, Uno person, Zed organization, "; kinds != want {
		t.Errorf("%s, want %s", kinds, want)
	}
	if got, want := relationsOf(r.Graph), "Corso Gestito da Mensa, Corso Usato da Uno, Zed offers Corso, Zed offers Mensa"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestDefaultKind: nodes that say none get it, in English or Italian; those that say one keep theirs.
func TestDefaultKind(t *testing.T) {
	for kind, want := range map[string]string{"": "|service", "ente": "organization|service", "organization": "organization|service", "astronave": "astronave|service"} {
		files := []source.File{{Name: "n.csv", Reader: strings.NewReader("nome;tipologia\nA1;\nB1;servizio\n")}}
		r, err := source.Decode(context.Background(), files, source.Options{DefaultKind: kind})
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Graph.Kind(0) + "|" + r.Graph.Kind(1); got != want {
			t.Errorf("%q: %s", kind, got)
		}
	}
}

// TestRelationsWhateverTheOrder: the order of the rows changes nothing.
func TestRelationsWhateverTheOrder(t *testing.T) {
	rows := []string{"A1,\"Zed, B1\"\n", "B1,A1\n", "C1,zed\n"}
	first, err := related(t, "nome,conosce\n"+rows[0]+rows[1]+rows[2], "conosce")
	if err != nil {
		t.Fatal(err)
	}
	for _, order := range [][3]int{{1, 0, 2}, {2, 1, 0}, {0, 2, 1}} {
		r, err := related(t, "nome,conosce\n"+rows[order[0]]+rows[order[1]]+rows[order[2]], "conosce")
		if err != nil {
			t.Fatal(err)
		}
		if r.Graph.Digest() != first.Graph.Digest() {
			t.Errorf("%v: %s, want %s", order, relationsOf(r.Graph), relationsOf(first.Graph))
		}
	}
}

func TestRelationsThatCannotBeMade(t *testing.T) {
	for _, c := range []struct{ table, column, code string }{
		{"nome,conosce\nA1,B1\nB1,\n", "collabora", "no_relations_column"},
		{"id,nome,conosce\n1,Ada,Bea\n2,Bea,\n3,bea,\n", "conosce", "ambiguous_name"},
	} {
		_, err := related(t, c.table, c.column)
		if graph.KindOf(err) != graph.Invalid || !strings.Contains(fmt.Sprintf("%+v", err), c.column) {
			t.Errorf("%s: %v", c.code, err)
		}
	}
}

// Where rows are left out the names of the others become relations all the same; where none is left, the rows matter and no column.
func TestRelationsBesideRowsThatAreLeftOut(t *testing.T) {
	for table, want := range map[string]string{"id;nome;conosce\n1;Ada;Bea\n2;Bea;\n;Zed;Ada\n": "1 knows 2", "id;nome\n;Zed\n": ""} {
		r, err := decode(source.Options{Relations: []string{"conosce"}, SkipRefused: true}, "n.csv", table)
		if err != nil || relationsOf(r.Graph) != want || r.RefusedCount != 1 {
			t.Errorf("%q: %v, %+v", table, err, r)
		}
	}
}

// TestAColumnThatNamesNodesIsNoted: a check names it, and so does a reading that found no relation at all.
func TestAColumnThatNamesNodesIsNoted(t *testing.T) {
	for _, c := range []struct {
		what, table, want string
		count             int
	}{
		{"names", "nome,Collabora con,telefono\nA1,\"B1, C1\",1\nB1,Zed,2\nC1,A1,3\n", "Collabora con", 2},
		{"hardly a name", "nome,parole\nA1,B1\nB1,mare\nC1,sole\nD1,A1\nE1,luna\n", "", 0},
		{"names in half of the cells", "nome,parole\nA1,B1\nB1,mare\nC1,sole\nD1,A1\nE1,\n", "parole", 2},
		{"its own name", "id,nome,sigla\n1,Ada,Ada\n2,Bea,Bea\n", "", 0},
		{"a group", "nome,Con chi 1,Con chi 2\nA1,B1,\nB1,,A1\nC1,,Zed\n", "Con chi", 2},
		{"an area that is a place", "nome,area\nCentro,\nA1,Centro\nB1,Centro\n", "", 0},
	} {
		r, err := related(t, c.table)
		if err != nil {
			t.Fatal(err)
		}
		for where, notes := range map[string][]graph.Sentence{"reading": r.Notes, "check": r.Check().Notes} {
			got, count := "", 0
			for _, note := range notes {
				if note.Code == source.NamesInColumn {
					got, count = note.Values["column"].(string), note.Values["count"].(int)
				}
			}
			if got != c.want || count != c.count {
				t.Errorf("%s, %s: %q %d", c.what, where, got, count)
			}
		}
	}
	r, err := related(t, "nome,conosce\nA1,B1\nB1,A1\n", "conosce")
	if err != nil || len(r.Check().Notes) > 0 {
		t.Errorf("%v: %v", err, r.Check().Notes)
	}
}

// TestTheOrganizationOfPersonsIsNoted: where all rows are persons, a heading says that their organizations stand below, though no row has
// them. What only that names is an organization.
func TestTheOrganizationOfPersonsIsNoted(t *testing.T) {
	for table, want := range map[string]int{
		"Cognome e nome;Ente;Ruolo\nRossi Anna;Caritas;socia\nNeri Bea;Caritas;socia\nBo Ivo;;socio\n": 2, "Cognome;Nome;Associazione\nRossi;Anna;Caritas\n": 1,
		"nome;tipologia;Ente\nAda;persona;Zed\nMensa;servizio;Zed\n": 0, "nome;tipologia;Ente\nAda;persona;Zed\nMensa;servizio;\n": 1, "Nome;Ente\nAda;Zed\n": 0,
		"Cognome;Nome;Ente\nRossi;Anna;sì\nNeri;Bea;no\n": 0, "Cognome e nome;Ente\nRossi Anna;n.d.\n": 0, "Cognome e nome;Ufficio\nRossi Anna;Anagrafe\n": 0,
	} {
		r, err := related(t, table)
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for _, note := range r.Check().Notes {
			if note.Code == source.BodiesInColumn {
				got = note.Values["count"].(int)
			}
		}
		if got != want || strings.Contains(codesSaid(r), source.BodiesInColumn) != (want > 0) {
			t.Errorf("%q: %d, want %d: %s", table, got, want, codesSaid(r))
		}
	}
	r, err := source.Decode(t.Context(), tables("Nome;Ente\nAda;Zed\n"), source.Options{Relations: []string{"Ente"}, DefaultKind: "persona"})
	if err != nil || relationsOf(r.Graph) != "Ada member_of Zed" || r.Graph.Kind(0) != graph.Person || r.Graph.Kind(1) != graph.Organization {
		t.Errorf("%v, %s", err, relationsOf(r.Graph))
	}
}

// What is read otherwise than it stands in a cell is said, and names that are much like one that is there.
func TestNamesInCellsAreTold(t *testing.T) {
	table := "nome,conosce\nCaritas diocesana,\"Auser e Proloco, nessuno\"\nAuser,\"Caritas, Arci Borgo; Nessuno; Idem\"\nARCI di Borgo,\"Auzer; Gruppo Scout; Fiori e Frutta\"\n"
	r, err := related(t, table, "conosce")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, n := range r.Notes {
		said[n.Code] = n.Text
	}
	for code, want := range map[string]string{
		"names_parted": "names with “and” between them are read as several: “Auser e Proloco”: Auser, Proloco",
		"names_whole":  "names with “and” in them that no row has are read as one each: “Fiori e Frutta”; write a semicolon between them if they are several",
		"names_nobody": "words that name nobody are passed over: idem (1), nessuno (2)",
		"names_near":   "names that no row has, and that may mean one that a row has (3): “Arci Borgo” (ARCI di Borgo?), “Auzer” (Auser?), “Caritas” (Caritas diocesana?); write them alike if they do",
	} {
		if said[code] != want {
			t.Errorf("%s: %q, want %q", code, said[code], want)
		}
	}
}

// TestAMarkAndANameSayTheSame: what a matrix says already, a column of names adds nothing to.
func TestAMarkAndANameSayTheSame(t *testing.T) {
	files := []source.File{{Name: "n.csv", Reader: strings.NewReader("nome;Collabora con\nA1;B1\nB1;A1\nC1;B1\n")}, {Name: "m.csv", Reader: strings.NewReader("nome;A1;B1\nA1;;x\nB1;;\n")}}
	r, err := source.Decode(context.Background(), files, source.Options{Relations: []string{"Collabora con"}, Matrix: "collabora con"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := relationsOf(r.Graph), "A1 collaborates B1, B1 collaborates C1"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
