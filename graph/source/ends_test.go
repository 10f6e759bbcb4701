package source_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

// Relations that call nodes by their names go to the nodes with these names, in any case, where one alone is called so.
func TestEndsByLabel(t *testing.T) {
	const nodes = "id;nome\n1;Caritas\n2;Auser\n3;Il doposcuola\n4;Auser\n5;5bis\n"
	for _, c := range []struct{ what, nodes, edges, want, notes string }{
		{"ids", nodes, "da;a\n1;3\n", "1 > 3", ""},
		{"names", nodes, "da;a\nCaritas;il  Doposcuola\n", "1 > 3", "ends_by_label"},
		{"one of each", nodes, "da;a\n1;CARITAS\n3;caritas\nCaritas;3\n", "1 > 1, 1 > 3, 3 > 1", "ends_by_label"},
		{"two are called so", nodes, "da;a\nAuser;Caritas\n", "Auser > 1", "ends_by_label ends_unclear unlisted_ends"},
		{"nobody is called so", nodes, "da;a\n1;Zed\n", "1 > Zed", "unlisted_ends"},
		{"an id is one first", "id;nome\n1;2\n2;Bea\n", "da;a\n1;2\n", "1 > 2", ""},
		{"ids are never folded", "nome;zona\nCaritas;x\n", "da;a\nCARITAS;Caritas\n", "CARITAS > Caritas", "unlisted_ends"},
		{"who has no id beside the label counts as well", "id;nome\nCaritas;Caritas\n7;caritas\n", "da;a\nCARITAS;7\n", "CARITAS > 7", "ends_unclear unlisted_ends"},
		{"in both directions", "id;nome\nb;Bea\na;Ada\n", "da;tipo;a\nBea;conosce;Ada\nAda;conosce;Bea\n", "a > b, b > a", "ends_by_label"},
	} {
		r, err := decode(source.Options{}, "n.csv", c.nodes, "e.csv", c.edges)
		if err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		if got := arrowsOf(r.Graph); got != c.want || codesSaid(r) != c.notes {
			t.Errorf("%s: %s, %s; want %s, %s", c.what, got, codesSaid(r), c.want, c.notes)
		}
		if r.Kept.Nodes != r.Graph.Nodes() || r.Read.Nodes != r.Kept.Nodes {
			t.Errorf("%s: read %v, kept %v", c.what, r.Read, r.Kept)
		}
	}
}

// arrowsOf lists the relations of a graph by their ends.
func arrowsOf(g *graph.Graph) string {
	var out []string
	for e := range g.Edges() {
		s, t := g.Ends(e)
		out = append(out, g.NodeID(s)+" > "+g.NodeID(t))
	}
	return strings.Join(out, ", ")
}

// The sheets of a workbook are as files, in any order, and the relations are those that ids would make.
func TestEndsByLabelAreAsIDs(t *testing.T) {
	people := sheet{"Persone", [][]any{{"id", "nome"}, {"p1", "Anna"}, {"p2", "Bea"}}}
	byName := sheet{"Relazioni", [][]any{{"da", "a", "tipo", "nota"}, {"Anna", "p2", "conosce", "x"}, {"p1", "Bea", "conosce", "y"}}}
	byID := sheet{"Relazioni", [][]any{{"da", "a", "tipo", "nota"}, {"p1", "p2", "conosce", "x"}, {"p1", "p2", "conosce", "y"}}}
	want, err := decode(source.Options{}, "r.xlsx", workbook(t, people, byID))
	if err != nil {
		t.Fatal(err)
	}
	for what, sheets := range map[string][]sheet{"first": {people, byName}, "last": {byName, people}} {
		r, err := decode(source.Options{}, "r.xlsx", workbook(t, sheets...))
		if err != nil || r.Graph.Digest() != want.Graph.Digest() {
			t.Errorf("%s: %v, %s", what, err, arrowsOf(r.Graph))
		}
		if says := r.Notes[0].Text; says != "relations that call nodes by their names go to the nodes with these names, which have ids (2): “Anna” = p1, “Bea” = p2" {
			t.Errorf("%s: %s", what, says)
		}
	}
}

// Relations that come alone find the nodes of the network into which they go, unless they are all that is left of it.
func TestEndsOfTheNetwork(t *testing.T) {
	before, err := decode(source.Options{}, "n.csv", "id;nome\n1;Caritas\n2;Auser\n3;Auser\nZed;Zed\n")
	if err != nil {
		t.Fatal(err)
	}
	known := func(context.Context) (*graph.Graph, error) { return before.Graph, nil }
	for _, c := range []struct {
		what, files, want, notes string
		o                        source.Options
	}{
		{"names", "da;a\ncaritas;2\n", "1 > 2", "ends_by_label", source.Options{Known: known}},
		{"two are called so", "da;a\nAuser;1\n", "Auser > 1", "ends_unclear", source.Options{Known: known}},
		{"ids", "da;a\nZed;1\n", "Zed > 1", "", source.Options{Known: known}},
		{"nobody", "da;a\nNino;1\n", "Nino > 1", "", source.Options{Known: known}},
		{"a network that is replaced", "da;a\nCaritas;2\n", "Caritas > 2", "", source.Options{Known: known, Replace: true}},
		{"no network yet", "da;a\nCaritas;2\n", "Caritas > 2", "", source.Options{Known: func(context.Context) (*graph.Graph, error) { return nil, nil }}},
	} {
		r, err := decode(c.o, "e.csv", c.files)
		if err != nil || arrowsOf(r.Graph) != c.want || codesSaid(r) != c.notes {
			t.Errorf("%s: %v, %s, %s", c.what, err, arrowsOf(r.Graph), codesSaid(r))
		}
	}
	r, err := decode(source.Options{Known: known}, "n.csv", "id;nome\n9;Caritas\n", "e.csv", "da;a\nCaritas;2\n")
	if err != nil || arrowsOf(r.Graph) != "9 > 2" {
		t.Errorf("who is told of here comes first: %v, %s", err, arrowsOf(r.Graph))
	}
	r, err = decode(source.Options{Known: known}, "n.csv", "id;nome\n8;Caritas\n9;Caritas\n", "e.csv", "da;a\nCaritas;2\n")
	if err != nil || arrowsOf(r.Graph) != "Caritas > 2" || !strings.Contains(codesSaid(r), "ends_unclear") {
		t.Errorf("of several here none of the network is meant: %v, %s, %s", err, arrowsOf(r.Graph), codesSaid(r))
	}
	r, err = decode(source.Options{Known: known}, "n.csv", "id;nome\n9;Auser\n", "e.csv", "da;a\nAuser;1\n")
	if err != nil || arrowsOf(r.Graph) != "9 > 1" || strings.Contains(codesSaid(r), "ends_unclear") {
		t.Errorf("one here, of several of the network: %v, %s, %s", err, arrowsOf(r.Graph), codesSaid(r))
	}
	for _, edges := range []string{"da;a\nZed;9\n", "da;a\nZed;9\nNino;9\n"} { // whoever else is nowhere
		r, err := decode(source.Options{Known: known}, "n.csv", "id;nome\n9;Zed\n", "e.csv", edges)
		if err != nil || !strings.HasSuffix(arrowsOf(r.Graph), "Zed > 9") {
			t.Errorf("but not before an id of the network: %v, %s", err, arrowsOf(r.Graph))
		}
	}
}

// A row without an id does not tell more of a node of the network that is called so: it is another one, and a note says it.
func TestNamesakesOfTheNetwork(t *testing.T) {
	before, err := decode(source.Options{}, "n.csv", "id;nome\n1;Caritas\n2;Auser\n3;Auser\nZed;Zed\n")
	if err != nil {
		t.Fatal(err)
	}
	known := func(context.Context) (*graph.Graph, error) { return before.Graph, nil }
	const note = "nodes without an id become new ones, beside nodes of the network that are called so and have another id "
	for _, c := range []struct {
		table, want string
		replace     bool
	}{
		{"nome;tel\ncaritas;1\nAuser;2\nZed;3\nNino;4\n", note + "(2): “Auser” = 2, “caritas” = 1; with that id in a column “id” they are the same", false},
		{"id;nome\n9;Caritas\n", "", false},
		{"nome;tel\nZed;3\nNino;4\n", "", false},
		{"nome;tel\nCaritas;1\n", "", true},
	} {
		r, err := decode(source.Options{Known: known, Replace: c.replace}, "s.csv", c.table)
		if err != nil {
			t.Fatal(err)
		}
		var says string
		for _, n := range r.Notes {
			if n.Code == "namesakes" {
				says = n.Text
			}
		}
		if says != c.want {
			t.Errorf("%q: %s", c.table, says)
		}
	}
}

// A column whose names only the network has is told too, but where the network becomes what the table says.
func TestAColumnThatNamesTheNetwork(t *testing.T) {
	before, err := decode(source.Options{}, "n.csv", "nome;tipologia\nCaritas;ente\nAuser;ente\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, replace := range []bool{false, true} {
		r, err := decode(source.Options{Known: func(context.Context) (*graph.Graph, error) { return before.Graph, nil }, Replace: replace}, "s.csv", "bisogno;Segnalato da;N. persone\nCasa;caritas;molte\nScuola;Auser e Zed;poche\n")
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(codesSaid(r), source.NamesInColumn); got == replace {
			t.Errorf("replacing %v: %s", replace, codesSaid(r))
		}
	}
}

// TestColumnsOfWhichRelationsWereMadeBefore: the network tells of which columns of the same files relations were made, and a reading
// says so that keeps them as texts.
func TestColumnsOfWhichRelationsWereMadeBefore(t *testing.T) {
	const table = "nome;Collabora con;Offerto da;Referente\nCaritas;Auser, Zed;;Ada\nAuser;;;Bo\nMensa;;Caritas;Ada\n"
	for _, c := range []struct {
		what, first, second, want string
	}{
		{"relations of two columns", "Collabora con|Offerto da", table, "Collabora con|Offerto da"},
		{"of a column whose type is its heading", "Referente", table, "Referente"},
		{"of none", "", table, ""},
		{"half of the names are new", "Collabora con", "nome;Collabora con\nCaritas;Auser, Nuovo\n", "Collabora con"},
		{"most of the names are new", "Collabora con", "nome;Collabora con\nCaritas;Auser, Nuovo, Uno\n", ""},
		{"relations among the files", "Collabora con", "nome;Collabora con\nCaritas;Auser\n\nda;a\nMensa;Caritas\n", "Collabora con"},
	} {
		var first []string
		if c.first != "" {
			first = strings.Split(c.first, "|")
		}
		before, err := decode(source.Options{Relations: first}, "n.csv", table)
		if err != nil {
			t.Fatal(err)
		}
		for _, replace := range []bool{false, true} {
			o := source.Options{Known: func(context.Context) (*graph.Graph, error) { return before.Graph, nil }, Replace: replace}
			r, err := source.Decode(t.Context(), tables(c.second), o)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(r.ColumnsMadeBefore(), "|"); got != c.want || strings.Contains(codesSaid(r), source.MadeBefore) != (got != "") {
				t.Errorf("%s, replacing %v: %q, and %s", c.what, replace, got, codesSaid(r))
			}
			o.Relations = r.ColumnsMadeBefore()
			r, err = source.Decode(t.Context(), tables(c.second), o)
			if err != nil || len(r.ColumnsMadeBefore()) > 0 {
				t.Errorf("%s, made again: %v, %q", c.what, err, r.ColumnsMadeBefore())
			}
		}
	}
}

// TestMarksOfWhichRelationsWereMadeBefore: the network tells of which type relations were made of the marks of the same file.
func TestMarksOfWhichRelationsWereMadeBefore(t *testing.T) {
	const table = "nome,kind,Caritas,Auser,Mensa\nCaritas,ente,,x,x\nAuser,ente,x,,\nMensa,servizio,,x,\n"
	for _, c := range []struct{ what, matrix, second, want string }{
		{"relations without direction", "collabora", table, "collaborates 3"},
		{"with direction", "invia", table, "refers 4"},
		{"of no type of the catalogue", "vede", table, "vede 4"},
		{"marks kept as data", "", table, ""},
		{"half of the marks are new", "invia", "nome,kind,Caritas,Nuovo\nCaritas,ente,,x\nAuser,ente,x,\n", "refers 1"},
		{"most of the marks are new", "invia", "nome,kind,Caritas,Nuovo\nCaritas,ente,,x\nAuser,ente,x,x\n", ""},
	} {
		before, err := decode(source.Options{Matrix: c.matrix}, "n.csv", table)
		if err != nil {
			t.Fatal(err)
		}
		o := source.Options{Known: func(context.Context) (*graph.Graph, error) { return before.Graph, nil }}
		r, err := source.Decode(t.Context(), tables(c.second), o)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, note := range r.Notes {
			if note.Code == source.MarksMadeBefore {
				got = fmt.Sprint(note.Values["type"], " ", note.Values["relations"])
			}
		}
		if got != c.want || strings.Contains(codesSaid(r), source.MarkColumns) != (got == "") {
			t.Errorf("%s: %q, and %s", c.what, got, codesSaid(r))
		}
	}
}

// tables are files of the tables in a text, with a blank line between two.
func tables(text string) []source.File {
	var out []source.File
	for i, table := range strings.Split(text, "\n\n") {
		out = append(out, source.File{Name: fmt.Sprintf("%d.csv", i), Reader: strings.NewReader(table)})
	}
	return out
}

// Names in a column, and the headings of a matrix, are those of nodes of the network where no row has them.
func TestNamesOfTheNetwork(t *testing.T) {
	before, err := decode(source.Options{}, "n.csv", "id;nome;tipologia\n1;Caritas;ente\n2;Auser;ente\n3;Auser;ente\n4;Mensa;servizio\n")
	if err != nil {
		t.Fatal(err)
	}
	known := func(context.Context) (*graph.Graph, error) { return before.Graph, nil }
	for _, c := range []struct {
		what, table, want, kinds, notes string
		o                               source.Options
	}{
		{"a column", "nome;conosce\nScout;caritas e Zed\n", "1 > Scout, Scout > Zed", "1 |Scout organization|Zed organization", "unlisted_ends names_known names_parted", source.Options{Relations: []string{"conosce"}, DefaultKind: "ente"}},
		{"a column that goes the other way", "nome;tipologia;gestito da\nDoposcuola;servizio;Zed\n", "Zed > Doposcuola", "Doposcuola service|Zed organization", "unlisted_ends", source.Options{Relations: []string{"gestito da"}, DefaultKind: "ente"}},
		{"the only kind it may have, before the one of all", "nome;tipologia;gestito da\nDoposcuola;servizio;Zed\n", "Zed > Doposcuola", "Doposcuola service|Zed organization", "unlisted_ends", source.Options{Relations: []string{"gestito da"}, DefaultKind: "persona"}},
		{"a row first", "nome;conosce\nScout;Caritas\nCaritas;\n", "Caritas > Scout", "Caritas |Scout ", "namesakes", source.Options{Relations: []string{"conosce"}}},
		{"a matrix", "nome;Mensa;Ascolto\nScout;x;x\n", "Scout > 4, Scout > Ascolto", "4 |Ascolto service|Scout organization", "names_known matrix_read", source.Options{Matrix: "offre", DefaultKind: "luogo"}},
		{"a network that is replaced", "nome;conosce\nScout;Caritas\n", "Caritas > Scout", "Caritas |Scout ", "unlisted_ends", source.Options{Relations: []string{"conosce"}, Replace: true}},
	} {
		c.o.Known = known
		r, err := decode(c.o, "s.csv", c.table)
		if err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		var kinds []string
		for i := range r.Graph.Nodes() {
			kinds = append(kinds, r.Graph.NodeID(i)+" "+r.Graph.Kind(i))
		}
		if got := strings.Join(kinds, "|"); arrowsOf(r.Graph) != c.want || got != c.kinds || codesSaid(r) != c.notes || r.Read.Nodes != r.Kept.Nodes {
			t.Errorf("%s: %s, %s, %s, %v of %v", c.what, arrowsOf(r.Graph), got, codesSaid(r), r.Kept, r.Read)
		}
	}
	r, err := decode(source.Options{Known: known, Relations: []string{"conosce"}}, "s.csv", "nome;conosce\nScout;caritas, 4\n")
	if err != nil || !slices.ContainsFunc(r.Notes, func(n graph.Sentence) bool { return n.Values["names"] == "“4”, “caritas” = 1" }) {
		t.Errorf("an id by which a node is called is said twice: %v, %v", r.Notes, err)
	}
	if _, err := decode(source.Options{Known: known, Relations: []string{"conosce"}}, "s.csv", "nome;conosce\nScout;Auser\n"); graph.KindOf(err) != graph.Invalid {
		t.Errorf("two are called so: %v", err)
	}
}
