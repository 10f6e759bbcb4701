package csv_test

import (
	"fmt"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/csv"
)

func TestHeadingsThatSayTheKind(t *testing.T) {
	for _, c := range []struct{ what, content, id, kind, notes string }{
		{"a service", "Servizio;Gestito da\nMensa;Caritas\n", "Mensa", graph.Service, "row_kind"},
		{"a need", "Bisogno;Zona\nCasa;Nord\n", "Casa", graph.Need, "row_kind"},
		{"the name of one, behind a numbering and below a title", "Enti 2026;;\nN.;Denominazione dell'ente;Zona\n1;Caritas;Nord\n", "Caritas", graph.Organization, "row_kind title_rows"},
		{"answers of a form", "Informazioni cronologiche,Nome dell'organizzazione,Temi\n1,Caritas,\"casa, cibo\"\n", "Caritas", graph.Organization, "row_kind"},
		{"below groups of columns", "Ente;;Contatti\nid;nome;mail\n1;Caritas;a\n", "1", "", "title_rows"},
		{"in English", "Name of the service;Area\nCanteen;North\n", "Canteen", graph.Service, "row_kind"},
		{"a person by both names", "Cognome;Nome\nNeri;Anna\n", "Anna Neri", graph.Person, "full_names row_persons"},
		{"a need behind the day on which it was told", "Data segnalazione;Bisogno;Zona\n1/2;Casa;Nord\n", "Casa", graph.Need, "row_kind"},
		{"a person by the whole name, beside where they belong", "N.;Cognome e nome;Ente\n1;Neri Anna;Caritas\n", "Neri Anna", graph.Person, "row_kind"},
		{"an organization beside the whole name of who answers for it", "Ente;Nome e cognome\nCaritas;Anna Rossi\n", "Caritas", graph.Organization, "row_kind"},
		{"a kind in a column", "Servizio;Tipologia\nMensa;luogo\n", "Mensa", graph.Place, ""},
		{"who is no person by a column", "Nome;Cognome;Tipologia\nAnna;Neri;ente\n", "Anna", graph.Organization, "full_names"},
		{"an organization beside who answers for it", "Ente;Nome referente;Cognome referente\nCaritas;Anna;Rossi\n", "Caritas", graph.Organization, "row_kind"},
		{"a column that may be the kind, and is none", "Servizio;Tipo\nMensa;sociale\n", "Mensa", graph.Service, "row_kind_beside"},
		{"one that is", "Servizio;Tipo\nMensa;luogo\nEmporio;\n", "Emporio", "", ""},
		{"persons beside one", "Nome;Cognome;Tipo\nAnna;Neri;volontaria\n", "Anna Neri", graph.Person, "full_names row_persons_beside"},
		{"an organization beside a surname", "Nome;Cognome\nPro Loco Nord;Neri\n", "Pro Loco Nord", "", "full_names row_persons names_of_others"},
		{"a surname that organizations have too", "Nome;Cognome\nAnna;Croce\n", "Anna Croce", graph.Person, "full_names row_persons"},
		{"a name of its own", "nome;Servizio\nAnna;Mensa\n", "Anna", "", ""},
	} {
		g, notes := read(t, csv.Options{}, file{"t.csv", c.content})
		i, found := g.FindNode(c.id)
		if !found || g.Kind(i) != c.kind || codes(notes) != c.notes {
			t.Errorf("%s: found %v, notes %s, want kind %s and notes %s", c.what, found, codes(notes), c.kind, c.notes)
		}
	}
	for _, content := range []string{
		"Ente;Servizio\nCaritas;Mensa\n",                  // perhaps the ends of relations
		"Settore;Zona\nScuola;Nord\n",                     // no kind of which people keep lists
		"Ente;Mensa;Ascolto\nCaritas;x;\nParrocchia;;x\n", // a matrix
		"Servizio\nMensa\n",                               // perhaps a title
		"Ente;tipo;verso\nCaritas;offre;Mensa\n",          // an end of relations, and of the other only what it is
		"Servizio;Da;Zona\nMensa;9:00;Nord\n",
	} {
		refused(t, graph.Invalid, csv.Options{}, file{"t.csv", content})
	}
	if why := refused(t, graph.Invalid, csv.Options{}, file{"a.csv", "Servizio;Zona\nEmporio;Nord\n"}, file{"b.csv", "Ente;Zona\nEmporio;Nord\n"}); !strings.Contains(why, "node Emporio is of another kind already: if they are two") {
		t.Errorf("one name of two kinds: %s", why)
	}
}

// That a surname is that of a person says less than any word for the kind, in whatever table and order, or in the network; who has
// none may be anything.
func TestPersonsByTheirNames(t *testing.T) {
	names := file{"a.csv", "nome;cognome\nAnna;Neri\nBea;Bo\nCaritas;\n"}
	kinds := file{"b.csv", "nome;tipologia\nAnna Neri;volontaria\n"}
	types := file{"b.csv", "nome;tipo\nAnna Neri;servizio\n"}
	network, _ := read(t, csv.Options{}, file{"n.csv", "nome;tipologia\nAnna Neri;ospite\nBea Bo;\n"})
	known := func() (*graph.Graph, error) { return network, nil }
	for _, c := range []struct {
		what  string
		o     csv.Options
		files []file
		want  string
	}{
		{"alone", csv.Options{}, []file{names}, "person person"},
		{"before a kind", csv.Options{}, []file{names, kinds}, "volontaria person"},
		{"behind a kind", csv.Options{}, []file{kinds, names}, "volontaria person"},
		{"before a type that is a kind", csv.Options{}, []file{names, types}, "service person"},
		{"in a network", csv.Options{Known: known}, []file{names}, " person"},
		{"in no network", csv.Options{Known: func() (*graph.Graph, error) { return nil, nil }}, []file{names}, "person person"},
	} {
		g, _ := read(t, c.o, c.files...)
		if got := g.Kind(0) + " " + g.Kind(1); g.Nodes() != 3 || got != c.want || g.Kind(2) != "" {
			t.Errorf("%s: %d nodes, %s", c.what, g.Nodes(), got)
		}
	}
}

// What somebody corrected in the network stays under a heading that says another kind: a sheet is imported again and again.
func TestAHeadingLeavesTheKindsOfTheNetwork(t *testing.T) {
	network, _ := read(t, csv.Options{}, file{"n.csv", "nome;tipologia\nEmporio;ente\nMensa;\nAscolto;servizio\n"})
	o := csv.Options{Known: func() (*graph.Graph, error) { return network, nil }}
	const rows = "Emporio;%[1]sNord\nMensa;%[1]sNord\nAscolto;%[1]sNord\n"
	for _, c := range []struct{ content, kinds, notes string }{
		{"Servizio;Zona\n" + fmt.Sprintf(rows, ""), "service organization service", "row_kind row_kind_there"},
		{"Servizio;Tipo;Zona\n" + fmt.Sprintf(rows, "sociale;"), "  service", "row_kind_beside"},
	} {
		g, notes := read(t, o, file{"s.csv", c.content})
		if got := g.Kind(0) + " " + g.Kind(1) + " " + g.Kind(2); got != c.kinds || codes(notes) != c.notes {
			t.Errorf("%s: kinds %q, notes %s", c.content, got, codes(notes))
		}
	}
}
