package source_test

import (
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

// codesSaid are the codes of all notes, joined by blanks.
func codesSaid(r *source.Reading) string {
	var codes []string
	for _, n := range r.Notes {
		codes = append(codes, n.Code)
	}
	return strings.Join(codes, " ")
}

// Relations of a matrix, weights, kinds and notes: of a table of marks, of a square, of a square with numbers.
func TestMatrix(t *testing.T) {
	for _, c := range []struct{ what, table, typ, want, kinds, notes string }{
		{"services in columns", "Ente;Mensa;Ascolto\nCaritas;x;X\nAuser;;x\nScout;;\n", "offre", "Auser offers Ascolto, Caritas offers Ascolto, Caritas offers Mensa", "Ascolto service, Auser organization, Caritas organization, Mensa service, Scout ", "matrix_read"},
		{"below a label, beside data", "nome;zona;Mensa;Ascolto;sedi\nCaritas;N;1;0;3\nAuser;S;0;1;2\n", "offre", "Auser offers Ascolto, Caritas offers Mensa", "Ascolto service, Auser organization, Caritas organization, Mensa service", "matrix_read matrix_data"},
		{"persons and organisations", ";Caritas;Auser\nAnna;x;\nBea;✓;x\n", "membro di", "Anna member_of Caritas, Bea member_of Auser, Bea member_of Caritas", "Anna person, Auser , Bea person, Caritas ", "matrix_read"},
		{"who works with whom", ";Anna;Bice;Carlo\nAnna;x;x;\nBice;x;;1\nCarlo;;;\n", "collabora", "Anna collaborates Bice, Bice collaborates Carlo", "Anna , Bice , Carlo ", "matrix_read matrix_selves"},
		{"marks of all sorts", ";Anna;Bice;Carlo\nAnna;;(x);X.\nBice;✔️;;[ ]\nCarlo;[X];●;\n", "invia a", "Anna refers Bice, Anna refers Carlo, Bice refers Anna, Carlo refers Anna, Carlo refers Bice", "Anna , Bice , Carlo ", "matrix_read"},
		{"a direction", "nome;Anna;Bice\nAnna;;x\nBice;x;\n", "invia a", "Anna refers Bice, Bice refers Anna", "Anna , Bice ", "matrix_read"},
		{"numbers", "nome;Anna;Bice\nAnna;0;2\nBice;2,5;0\n", "conosce", "Anna knows Bice 2.0, Anna knows Bice 2.5", "Anna , Bice ", "matrix_read"},
		{"numbers below 1", "nome;Anna;Bice\nAnna;0;0,5\nBice;1;0\n", "invia a", "Anna refers Bice 0.5, Bice refers Anna 1.0", "Anna , Bice ", "matrix_read"},
		{"a number that is 1", "nome;Anna;Bice\nAnna;0;3\nBice;1;0\n", "invia a", "Anna refers Bice 3, Bice refers Anna 1", "Anna , Bice ", "matrix_read"},
		{"all of them 1", "nome;Anna;Bice\nAnna;0;1\nBice;1;0\n", "conosce", "Anna knows Bice", "Anna , Bice ", "matrix_read"},
		{"totals", "Ente;Mensa;Ascolto;Totale\nCaritas;x;x;2\nAuser;;x;1\nTotale;1;2;3\n", "offre", "Auser offers Ascolto, Caritas offers Ascolto, Caritas offers Mensa", "Ascolto service, Auser organization, Caritas organization, Mensa service", "matrix_read matrix_totals matrix_data"},
		{"yes and no", "nome;Mensa;Ascolto\nCaritas;sì;no\nAuser;No;Sì\n", "offre", "Auser offers Ascolto, Caritas offers Mensa", "Ascolto service, Auser organization, Caritas organization, Mensa service", "matrix_read"},
		{"yes and no below nothing", "Chi offre;;\n;Mensa;Ascolto\nCaritas;sì;no\nAuser;no;sì\n", "offre", "Auser offers Ascolto, Caritas offers Mensa", "Ascolto service, Auser organization, Caritas organization, Mensa service", "title_rows matrix_read"},
		{"yes and no beside marks", "nome;Mensa;RUNTS\nCaritas;x;no\nAuser;;sì\n", "offre", "Caritas offers Mensa", "Auser , Caritas organization, Mensa service", "matrix_read matrix_data"},
		{"a word among marks", "nome;Mensa;Ascolto\nCaritas;x;x\nAuser;;x\nScout;;forse\n", "offre", "Caritas offers Mensa", "Auser , Caritas organization, Mensa service, Scout ", "matrix_read matrix_mixed"},
		{"an address and sums beside marks", "Ente;Indirizzo;Mensa;Ascolto;Totale servizi;Referente\nCaritas;Via Roma;x;x;2;\nAuser;Via Po;;x;1;Anna\n", "offre", "Auser offers Ascolto, Caritas offers Ascolto, Caritas offers Mensa", "Ascolto service, Auser organization, Caritas organization, Mensa service", "matrix_read matrix_data"},
		{"counts that are all 1", "nome;Mensa;Ascolto;N. servizi\nCaritas;x;;1\nAuser;;x;1\n", "offre", "Auser offers Ascolto, Caritas offers Mensa", "Ascolto service, Auser organization, Caritas organization, Mensa service", "matrix_read matrix_data"},
		{"a type of one's own", "nome;Mensa;Ascolto\nCaritas;x;x\n", "gestisce", "Caritas gestisce Ascolto, Caritas gestisce Mensa", "Ascolto , Caritas , Mensa ", "matrix_read"},
		{"a title above", "Chi fa che cosa;;\n;Mensa;Ascolto\nCaritas;x;x\n", "offre", "Caritas offers Ascolto, Caritas offers Mensa", "Ascolto service, Caritas organization, Mensa service", "title_rows matrix_read"},
	} {
		r, err := decode(source.Options{Matrix: c.typ}, "m.csv", c.table)
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		var edges, kinds []string
		g := r.Graph
		for e := range g.Edges() {
			from, to := g.Ends(e)
			text := g.NodeID(from) + " " + g.Type(e) + " " + g.NodeID(to)
			if w := g.EdgeColumn("weight"); w != nil {
				v, _ := w.At(e)
				text += " " + v.String()
			}
			edges = append(edges, text)
		}
		for i := range g.Nodes() {
			kinds = append(kinds, g.NodeID(i)+" "+g.Kind(i))
		}
		if got := strings.Join(edges, ", "); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
		if got := strings.Join(kinds, ", "); got != c.kinds {
			t.Errorf("%s: %q, want %q", c.what, got, c.kinds)
		}
		if got := codesSaid(r); got != c.notes {
			t.Errorf("%s: %s, want %s", c.what, got, c.notes)
		}
		if r.Kept.Nodes != g.Nodes() || r.Kept.Edges != g.Edges() || r.Read.Nodes < r.Kept.Nodes || r.Read.Edges != r.Kept.Edges {
			t.Errorf("%s: read %+v, kept %+v of %d", c.what, r.Read, r.Kept, g.Nodes())
		}
	}
}

// Without being asked for nothing becomes relations: a note says that there are marks, or the table is refused as a matrix.
func TestMatrixIsNeverGuessed(t *testing.T) {
	for _, c := range []struct{ table, want string }{
		{"nome;Mensa;Ascolto\nCaritas;x;x\nAuser;;x\n", "Ascolto, Mensa"},
		{"nome;Mensa;Ascolto\nCaritas;x;x\nAuser;;forse\n", ""},
		{"nome;Socio;anni\nCaritas;x;3\n", ""},
	} {
		r, err := decode(source.Options{}, "m.csv", c.table)
		if err != nil || r.Graph.Edges() > 0 {
			t.Fatal(err)
		}
		got := ""
		for _, n := range r.Check().Notes {
			if n.Code == source.MarkColumns {
				got = n.Values["columns"].(string)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q", c.table, got)
		}
	}
	for _, c := range []struct{ table, says string }{
		{"nome;zona\nCaritas;N\n", "no table of nodes has columns that hold nothing but marks"}, {"Gruppo;zona\nCaritas;N\n", "needs a source"},
	} {
		if _, err := decode(source.Options{Matrix: "offre"}, "m.csv", c.table); graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.table, err)
		}
	}
}

// The note on what is no mark speaks of the table with the marks: columns of another may become relations.
func TestDataBesideAMatrix(t *testing.T) {
	r, err := decode(source.Options{Matrix: "offre", Relations: []string{"Collabora con"}}, "m.csv", "nome;Mensa;Ascolto;Tot.\nCaritas;x;x;2\nAuser;;x;1\n", "n.csv", "nome;Collabora con;Telefono\nScout;Auser;12\n")
	if err != nil || r.Graph.Edges() != 4 {
		t.Fatal(err)
	}
	for _, n := range r.Notes {
		if n.Code == "matrix_data" && n.Values["columns"] != "Tot." {
			t.Error(n.Text)
		}
	}
	if !strings.Contains(codesSaid(r), "matrix_data") {
		t.Error(codesSaid(r))
	}
}

// TestOnlyAMatrixIsReadAsOne: what stands in other tables stays as it is, marks and rows of totals too; a second matrix is one.
func TestOnlyAMatrixIsReadAsOne(t *testing.T) {
	const matrix = "nome;Mensa;Ascolto;Docce;Tot.\nCaritas;x;x;;2\nAuser;;x;x;2\nTotale;1;2;1;4\n"
	for _, c := range []struct {
		what, other string
		edges       int
		node, notes string
	}{
		{"marks beside data", "nome;tipologia;Telefono;Socio;Volontari\nCaritas;ente;12;x;\nScout;ente;13;x;x\n", 4, "Scout", "matrix_read matrix_totals matrix_data matrix_other"},
		{"a row of totals", "nome;tipologia;Soci\nCaritas;ente;12\nTotale complessivo;;25\n", 4, "Totale complessivo", "matrix_read matrix_totals matrix_data"},
		{"another matrix", "Ente;Doposcuola;Biblioteca;Referente\nScout;x;x;Ugo\nTotale;1;1;\n", 6, "Scout", "matrix_read matrix_totals matrix_data"},
	} {
		r, err := decode(source.Options{Matrix: "offre"}, "m.csv", matrix, "n.csv", c.other)
		if err != nil {
			t.Fatal(c.what, err)
		}
		for _, name := range []string{"Auser", "Mensa", c.node} {
			if _, there := r.Graph.FindNode(name); !there {
				t.Errorf("%s: no %s", c.what, name)
			}
		}
		if _, there := r.Graph.FindNode("Totale"); there || r.Graph.Edges() != c.edges || !strings.HasSuffix(codesSaid(r), c.notes) {
			t.Errorf("%s: %t, %d relations, %s", c.what, there, r.Graph.Edges(), codesSaid(r))
		}
	}
	r, err := decode(source.Options{Matrix: "offre"}, "m.csv", matrix, "n.csv", "nome;Socio;Attivo;Telefono;Mail;Sede\nScout;x;x;12;a@b.it;N\n")
	if err != nil {
		t.Fatal(err)
	}
	scout, _ := r.Graph.FindNode("Scout")
	if r.Graph.NodeColumn("Socio").Text(scout) != "x" {
		t.Error("a mark of another table is gone")
	}
}
