package csv_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/csv"
)

// file is a table with its name.
type file struct{ name, content string }

// nodes and edges are tables of that content.
func nodes(content string) file { return file{"n.csv", content} }
func edges(content string) file { return file{"e.csv", content} }

// read reads tables into a graph; it fails the test where they are refused.
func read(t *testing.T, o csv.Options, files ...file) (*graph.Graph, []graph.Sentence) {
	t.Helper()
	g, notes, err := tryRead(o, files...)
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	return g, notes
}

func tryRead(o csv.Options, files ...file) (*graph.Graph, []graph.Sentence, error) {
	b := graph.NewBuilder()
	r := csv.NewReader(b, o)
	for _, f := range files {
		if err := r.Read(context.Background(), strings.NewReader(f.content), f.name); err != nil {
			return nil, nil, err
		}
	}
	notes, err := r.Finish()
	if err != nil {
		return nil, nil, err
	}
	g, _ := b.Build()
	return g, notes, nil
}

// refused reads tables that must be refused, and returns the message.
func refused(t *testing.T, kind graph.ErrorKind, o csv.Options, files ...file) string {
	t.Helper()
	_, _, err := tryRead(o, files...)
	if err == nil {
		t.Fatalf("taken: %q", files)
	}
	if graph.KindOf(err) != kind {
		t.Fatalf("%v: %v, want %v", err, graph.KindOf(err), kind)
	}
	return err.Error()
}

// document returns the graph as trama.graph/1.
func document(t testing.TB, g *graph.Graph) string {
	t.Helper()
	var b bytes.Buffer
	if err := g.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// column returns the texts of a node column by id.
func column(g *graph.Graph, name string) string {
	var out []string
	for i := range g.Nodes() {
		if v, ok := g.NodeColumn(name).At(i); ok {
			out = append(out, g.NodeID(i)+"="+v.String())
		}
	}
	return strings.Join(out, " ")
}

// shape returns each edge as "a-type->b" or "a-type-b", in order of id.
func shape(g *graph.Graph) string {
	var out []string
	for e := range g.Edges() {
		s, d := g.Ends(e)
		arrow := "-"
		if g.Directed(e) {
			arrow = "->"
		}
		out = append(out, fmt.Sprintf("%s-%s%s%s", g.NodeID(s), g.Type(e), arrow, g.NodeID(d)))
	}
	return strings.Join(out, " ")
}

func codes(notes []graph.Sentence) string {
	var out []string
	for _, n := range notes {
		out = append(out, n.Code)
	}
	return strings.Join(out, " ")
}

func TestTableOfNodes(t *testing.T) {
	g, notes := read(t, csv.Options{}, nodes("Codice;Denominazione;Tipologia;Settore;Zona;Posti\n007;Caritas;ente;third_sector;Centro;12\n1.0;Anna; Persona ;citizens;Nord;\n"))
	want := `{"schema":"trama.graph/1","attributes":{},"nodes":[` +
		`{"id":"007","kind":"organization","attributes":{"Posti":12,"area":"Centro","label":"Caritas","sector":"third_sector"}},` +
		`{"id":"1.0","kind":"person","attributes":{"area":"Nord","label":"Anna","sector":"citizens"}}],"edges":[]}`
	if got := document(t, g); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(notes) > 0 {
		t.Errorf("notes %v", notes)
	}
}

func TestTableOfEdges(t *testing.T) {
	g, notes := read(t, csv.Options{}, edges("Da;A;Tipo;Peso;Dal;Nota\nb;a;collabora con;1,5;31/01/2024;x\na;c;Offre;2;01/02/2024;\na;b;vicino a;3;;\n"))
	want := `"edges":[` +
		`{"id":"a~collaborates~b~1","source":"b","target":"a","type":"collaborates","directed":false,"attributes":{"Nota":"x","since":{"date":"2024-01-31"},"weight":1.5}},` +
		`{"id":"a~offers~c~1","source":"a","target":"c","type":"offers","directed":true,"attributes":{"since":{"date":"2024-02-01"},"weight":2.0}},` +
		`{"id":"a~vicino%20a~b~1","source":"a","target":"b","type":"vicino a","directed":true,"attributes":{"weight":3.0}}]}`
	if got := document(t, g); !strings.HasSuffix(got, want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(notes) > 0 {
		t.Errorf("notes %v", notes)
	}
}

// A bare list of numbers says by its headings which way a relation goes, as any table.
func TestBareListsOfNumbers(t *testing.T) {
	for headings, want := range map[string]string{
		"source,target": "11-->22222222 1-->2 3-->1", "target,source": "1-->3 22222222-->11 2-->1", "a,da": "1-->3 22222222-->11 2-->1", "target;da": "1-->3 22222222-->11 2-->1",
	} {
		content := headings + "\n1,2\n3,1\n11,22222222\n" + strings.Repeat("\n", 20) // what is looked at together
		if strings.Contains(headings, ";") {
			content = strings.ReplaceAll(content, ",", ";")
		}
		if g, _ := read(t, csv.Options{}, edges(content)); shape(g) != want {
			t.Errorf("%s: %s, want %s", headings, shape(g), want)
		}
	}
}

// TestSeveralTablesAreOne: types, kinds and conflicts are decided over all tables.
func TestSeveralTablesAreOne(t *testing.T) {
	g, _ := read(t, csv.Options{},
		nodes("id,type,n\na,cosa,1\n"), edges("source,target\na,z\n"), file{"m.csv", "id;type;n;zona\nb;persona;2,5;x\na;;;y\n"})
	if got := column(g, "n"); got != "a=1.0 b=2.5" {
		t.Errorf("n: %s", got)
	}
	if g.NodeColumn("n").Type() != graph.Float {
		t.Errorf("n is %v", g.NodeColumn("n").Type())
	}
	if got := g.Node(0).Kind + " " + g.Node(1).Kind + " " + column(g, "area"); got != "cosa person a=y b=x" {
		t.Errorf("%s", got)
	}
	if message := refused(t, graph.Invalid, csv.Options{}, nodes("id,n\na,1\n"), file{"m.csv", "id,n\nb,1\n\na,2\n"}); message != `m.csv: line 4: node a has another n already: if they are two, one of them needs another id; if they are one, write the same in both places` {
		t.Error(message)
	}
}

func TestTypeOfNodes(t *testing.T) {
	for _, c := range []struct{ what, content, kinds, columns string }{
		{"a catalogue kind occurs", "id,type\na,Persona\nb,cosa\nc,\n", "person cosa ", ""},
		{"white space around them", "id,type\na,Persona\nb, cosa \n", "person cosa", ""},
		{"none occurs", "id,type\na,core\nb,shell\n", " ", "type"},
		{"none occurs, Italian, numbers", "id,Tipo\na,1\nb,2\n", " ", "Tipo"},
		{"kind goes before type", "id,type,kind\na,person,x\nb,service,y\n", "x y", "type"},
		{"tipologia is the kind, whatever it holds", "id,tipologia\na,strano\nb,\n", "strano ", ""},
		{"both names", "id,tipo,type\na,person,y\nb,service,z\n", " ", "tipo type"},
	} {
		g, _ := read(t, csv.Options{}, nodes(c.content))
		var kinds, columns []string
		for i := range g.Nodes() {
			kinds = append(kinds, g.Kind(i))
		}
		for _, col := range g.NodeColumns() {
			columns = append(columns, col.Name())
		}
		if strings.Join(kinds, " ") != c.kinds || strings.Join(columns, " ") != c.columns {
			t.Errorf("%s: kinds %q, columns %q", c.what, kinds, columns)
		}
	}
}

// TestTypeAndKindInDifferentTables: what is no kind is one column of data, also where another table has it beside a kind.
func TestTypeAndKindInDifferentTables(t *testing.T) {
	g, _ := read(t, csv.Options{}, nodes("id,type\na,1\n"), file{"m.csv", "id,kind,type\nb,person,2\n"})
	if got := column(g, "type"); got != "a=1 b=2" || g.NodeColumn("type").Type() != graph.Integer {
		t.Errorf("type: %s, %v", got, g.NodeColumn("type").Type())
	}
	g, _ = read(t, csv.Options{}, nodes("id,type\na,1\n"), file{"m.csv", "id,kind,type\nb,person,x\n"})
	if got := column(g, "type"); got != "a=1 b=x" || g.NodeColumn("type").Type() != graph.Text {
		t.Errorf("one column has one type: %s, %v", got, g.NodeColumn("type").Type())
	}
	for _, n := range [][2]string{{"1.250", "12.5"}, {"12.5", "1.250"}} {
		g, _ = read(t, csv.Options{}, nodes("id;type\na;"+n[0]+"\n"), file{"m.csv", "id;kind;type\nb;person;" + n[1] + "\n"})
		if g.NodeColumn("type").Type() != graph.Float {
			t.Errorf("%q: the points of one table tell what those of the other are", n)
		}
	}
	message := refused(t, graph.Invalid, csv.Options{}, nodes("id,kind\na,person\n"), file{"m.csv", "id,tipo\na,servizio\n"})
	if message != "m.csv: line 2: node a has another tipo already: if they are two, one of them needs another id; if they are one, write the same in both places" {
		t.Error(message)
	}
	message = refused(t, graph.Invalid, csv.Options{}, nodes("id,tipo\nb,ente\n"), file{"m.csv", "id,tipo\na,servizio\n"}, file{"o.csv", "id,kind\na,person\n"})
	if message != "m.csv: line 2: node a has another tipo already: if they are two, one of them needs another id; if they are one, write the same in both places" {
		t.Errorf("the file that says it: %s", message)
	}
	message = refused(t, graph.Invalid, csv.Options{}, nodes("id,type\na,1\n"), file{"m.csv", "id,kind,type\na,person,2\n"})
	if message != "n.csv: line 2: node a has another type already: if they are two, one of them needs another id; if they are one, write the same in both places" {
		t.Errorf("data under two roles: %s", message)
	}
	read(t, csv.Options{}, nodes("id,kind\na,person\n"), file{"m.csv", "id,tipo\na,Persona\n"})
}

// What one table says of directions is nothing to the others, nor to what is said of their columns.
func TestDirectionsAreThoseOfTheirTable(t *testing.T) {
	b := graph.NewBuilder()
	r := csv.NewReader(b, csv.Options{})
	for i, content := range []string{"source,target,type\na,b,vicino\n", "source,target,type,kind\nc,d,Undirected,vicino\n", "source,target,type\ne,f,Directed\n"} {
		if err := r.Read(context.Background(), strings.NewReader(content), fmt.Sprintf("%d.csv", i)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.Finish(); err != nil {
		t.Fatal(err)
	}
	g, _ := b.Build()
	if got := shape(g); got != "a-vicino->b c-vicino-d e-->f" {
		t.Error(got)
	}
	var became []string
	for _, u := range r.Mapping() {
		became = append(became, u.File+" "+u.Column+" "+u.Became)
	}
	if want := []string{
		"0.csv source source", "0.csv target target", "0.csv type type",
		"1.csv source source", "1.csv target target", "1.csv type direction", "1.csv kind type",
		"2.csv source source", "2.csv target target", "2.csv type direction",
	}; !slices.Equal(became, want) {
		t.Errorf("%q", became)
	}
}

// A column that does not fit its meaning became what it is called.
func TestMappingOfAMeaningThatDoesNotFit(t *testing.T) {
	r := csv.NewReader(graph.NewBuilder(), csv.Options{})
	if err := r.Read(context.Background(), strings.NewReader("id,dal,al\na,presto,2026-01-31\n"), "n.csv"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Finish(); err != nil {
		t.Fatal(err)
	}
	if m := r.Mapping(); len(m) != 3 || m[1].Became != "dal" || m[2].Became != "until" {
		t.Errorf("%+v", m)
	}
}

func TestDirectionOfEdges(t *testing.T) {
	for _, c := range []struct{ what, content, shape, notes string }{
		{"plain", "source,target\na,b\n", "a-->b", ""},
		{"Gephi", "Source,Target,Type\na,b,Undirected\nb,c,directed\nc,d,\n", "a--b b-->c c-->d", ""},
		{"mutual", "Source,Target,Type\na,b,Mutual\n", "a--b", "mutual_edges"},
		{"with a kind beside", "Source,Target,Type,Kind\na,b,Undirected, vicino \nb,c,Directed,conosce\nc,d,Directed,\n", "b-knows-c a-vicino-b c-->d", "direction_fixed"},
		{"other words among them", "Source,Target,Type\na,b,Directed\nb,c,acted in\n", "a-Directed->b b-acted in->c", ""},
		{"types and kinds", "source,target,type,kind\na,b,vicino,x\n", "a-vicino->b", "meaning_taken"},
		{"no type at all", "source,target,type\na,b,\n", "a-->b", ""},
		{"Kumu", "From,To,Type,Direction\na,b,vicino,Undirected\nb,c,vicino,directed\nc,d,,\nd,e,,mutual\n", "a-vicino-b b-vicino->c c-->d d--e", "direction_column mutual_edges"},
		{"another direction", "from,to,direction\na,b,undirected\nb,c,north\n", "a-->b b-->c", ""},
		{"a column directed", "source,target,directed\na,b,False\nb,c,TRUE\nc,d,\n", "a--b b-->c c-->d", "direction_column"},
		{"that says nothing", "source,target,directed\na,b,\n", "a-->b", ""},
		{"that says something else", "source,target,directed\na,b,0\nb,c,2\n", "a-->b b-->c", ""},
		{"beside Gephi's", "source,target,type,directed\na,b,Directed,0\n", "a-->b", ""},
		{"the catalogue knows better", "source,target,type,directed\na,b,offre,0\nb,c,conosce,1\n", "a-offers->b b-knows-c", "direction_column direction_fixed"},
		{"and nothing is said", "Source,Target,Type,Kind\na,b,,conosce\nb,c,Directed,offre\n", "a-knows-b b-offers->c", ""},
		{"and says the same", "source,target,type,directed\na,b,offre,1\nb,c,conosce,0\n", "a-offers->b b-knows-c", "direction_column"},
		{"Onodo", "Source,Type,Target,Directed,At,From,To\na,amico,b,1,,,\nb,amico,c,,,,\n", "a-amico->b b-amico-c", "direction_column meaning_taken meaning_taken"},
		{"Onodo without arrows", "Source,Type,Target,Directed,At,From,To\na,amico,b,,,,\n", "a-amico-b", "direction_column meaning_taken meaning_taken"},
	} {
		g, notes := read(t, csv.Options{}, edges(c.content))
		got := strings.Fields(shape(g))
		want := strings.Fields(c.shape)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) || codes(notes) != c.notes {
			t.Errorf("%s: %s, notes %v", c.what, shape(g), notes)
		}
	}
	g, _ := read(t, csv.Options{}, edges("source,target,type,kind\na,b,vicino,x\n"))
	if got := g.EdgeColumn("kind").Text(0); got != "x" {
		t.Errorf("the kind beside the type: %q", got)
	}
}

// A column that says the direction stays: that of mutual relations would be lost.
func TestDirectionStaysData(t *testing.T) {
	g, _ := read(t, csv.Options{}, edges("from,to,direction\na,b,mutual\nb,c,\n"))
	if got := document(t, g); !strings.Contains(got, `"directed":false,"attributes":{"direction":"mutual"}`) || !strings.Contains(got, `"directed":true,"attributes":{}`) {
		t.Error(got)
	}
}

func TestEdgesOfCytoscape(t *testing.T) {
	const header = "SUID,shared name,shared interaction,name,selected,interaction,source\n"
	g, notes := read(t, csv.Options{}, edges(header+"1,A (pp) B (x),pp,A (pp) B (x),false,pp,lab\n2,\"C, d (amico di) A\",amico di,\"C, d (amico di) A\",true,amico di,\n"))
	if got := shape(g); got != "A-pp->B (x) C, d-amico di->A" || codes(notes) != "cytoscape_edges" {
		t.Errorf("%s %v", got, notes)
	}
	if got := document(t, g); !strings.Contains(got, `{"SUID":1,"selected":false,"shared interaction":"pp","source":"lab"}`) {
		t.Error(got)
	}
	for what, row := range map[string]string{
		"no interaction in it": "A-B,pp,A-B,,pp", "another interaction": "A (pd) B,pp,A (pd) B,,pp", "twice": "A (pp) B (pp) C,pp,A (pp) B (pp) C,,pp",
		"one within the other": "A ( (  ( ) B,,A ( (  ( ) B,,(  (", "the names differ": "A (pp) B,pp,A (pp) C,,pp", "too short": "A (pp) B,pp,A (pp) B",
	} {
		message := refused(t, graph.Invalid, csv.Options{}, edges("shared name,shared interaction,name,selected,interaction\nC (pp) D,pp,C (pp) D,,pp\n"+row+"\n"))
		if !strings.HasPrefix(message, "e.csv: line 3: the name ") || !strings.Contains(message, "as GraphML") {
			t.Errorf("%s: %s", what, message)
		}
	}
	if message := refused(t, graph.Invalid, csv.Options{}, edges("shared name,name,interaction\n (pp) B, (pp) B,pp\n")); !strings.Contains(message, "line 2: the source is empty") {
		t.Error(message)
	}
	g, _ = read(t, csv.Options{}, nodes("SUID,shared name,name,selected\n1,A,A,false\n"))
	if g.Nodes() != 1 || g.Edges() != 0 {
		t.Error("the table of Cytoscape's nodes is one of nodes")
	}
}

// A table that looks like one of nodes and is something else would be read without a word.
func TestTablesOfSomethingElse(t *testing.T) {
	for what, c := range map[string]struct{ content, want string }{
		"matrix":                  {";A;B;C\nA;0;1;0\nB;1;0;0\nC;0;0;0\n", "n.csv: this is a matrix"},
		"matrix under a label":    {"nome,Anna,Bruno\nAnna,,2.5\nBruno,-1,0\n", "n.csv: this is a matrix"},
		"nodes for Neo4j":         {"personId:ID,name,:LABEL\np1,Anna,Person\n", "n.csv: this is a table as Neo4j"},
		"nodes of a space of ids": {":ID(Person),name:string\np1,Anna\n", "n.csv: this is a table as Neo4j"},
		"edges for Neo4j":         {":START_ID,:END_ID,:TYPE\np1,p2,KNOWS\n", "n.csv: this is a table as Neo4j"},
		"APOC":                    {"_id,_labels,name,_start,_end,_type\n0,:Person,Anna,,,\n,,,0,1,KNOWS\n", "n.csv: this is a table as Neo4j"},
		"names in another order":  {"x,A,B\nB,1,0\nA,1,0\n", "n.csv: this is a matrix"},
		"marks under services":    {"Ente,Mensa,Ascolto\nCaritas,x,\nAuser,,x\n", "n.csv: this is a matrix"},
		"marks under a title":     {"Chi fa che cosa,,\n,Mensa,Ascolto\nCaritas,x,\nAuser,,x\n", "n.csv: this is a matrix"},
		"neither":                 {"x,A,B\nB,1,0\nA,1,x\n,1,1\n", "n.csv: a table of edges needs"},
	} {
		if message := refused(t, graph.Invalid, csv.Options{}, nodes(c.content)); !strings.HasPrefix(message, c.want) {
			t.Errorf("%s: %s", what, message)
		}
	}
	for what, content := range map[string]string{
		"codebook": "nome,note\nnote,7\n", "texts": "nome,Anna,Bruno\nAnna,sì,no\n", "another first row": "nome,anni,figli\nAnna,40,2\nfigli,1,1\n",
		"a wrong first row": "nome,Anna,Bruno\nAnna,1,2,\n", "a colon": "id,ora:minuti\na,1\n", "no rows": "nome,Anna,Bruno\n",
	} {
		if g, _ := read(t, csv.Options{}, nodes(content)); g.Nodes() != strings.Count(content, "\n")-1 {
			t.Errorf("%s: %s", what, document(t, g))
		}
	}
	if message := refused(t, graph.Invalid, csv.Options{}, nodes("nome,Anna,Bruno\n\"Anna\"x,1,2\nBruno,1,0\n")); !strings.HasPrefix(message, "n.csv: line 2: text follows") {
		t.Errorf("the row that was looked at is refused: %s", message)
	}
}

func TestHeaders(t *testing.T) {
	for _, c := range []struct{ what, content, want, notes string }{
		{"spaces and case", " ID , Label ,Nota breve \na,x,y\n", "id label Nota breve", ""},
		{"underscores and hyphens are spaces", "Node-Number,NODE_NAME\na,x\n", "id label", ""},
		{"first of several", "id,nome,name\na,x,y\n", "id nome label", "meaning_taken"},
		{"label before name", "id,name,label\na,x,y\n", "id name label", "meaning_taken"},
		{"twice the same", "id,x,x,x\na,1,2,3\n", "id x x_2 x_3", ""},
		{"twice a meaning", "id,note,note\na,1,2\n", "id note note_2", "meaning_taken"},
		{"twice another name of one", "id,stato,stato\na,retired,x\n", "id status stato_2", "meaning_taken"},
		{"twice one whose meaning does not fit", "id,stato,stato\na,x,y\n", "id stato stato_2", "meaning_taken meaning_unfit"},
		{"twice the id", "id,id,kind,kind\na,1,person,x\n", "id id_2 kind kind_2", "meaning_taken meaning_taken"},
		{"empty ones", "id,,x,\na,1,2,\n", "id column_2 x", ""},
		{"a label instead of an id", "Nome;Zona\nAnna;Nord\n", "label area id", ""},
		{"names that tables keep", "id,kind_,id_,altro_\na,x,y,z\n", "id kind id altro_", ""},
		{"source is data among nodes", "id,source,peso\na,x,1\n", "id source peso", ""},
	} {
		b := graph.NewBuilder()
		r := csv.NewReader(b, csv.Options{})
		if err := r.Read(context.Background(), strings.NewReader(c.content), "n.csv"); err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		notes, err := r.Finish()
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
		}
		var got []string
		for _, u := range r.Mapping() {
			got = append(got, u.Became)
		}
		if strings.Join(got, " ") != c.want || codes(notes) != c.notes {
			t.Errorf("%s: %q, want %q; notes %v", c.what, got, c.want, notes)
		}
	}
}

func TestEveryHeaderOfTheContract(t *testing.T) {
	for want, headers := range map[string]string{
		"source": "source src from sorgente origine da nodenumber1", "target": "target dst dest destination to destinazione verso nodenumber2",
		"type": "type kind relation relationship interaction tipo relazione", "weight": "weight strength peso forza",
	} {
		for _, h := range strings.Fields(headers) {
			row := map[string]string{"source": "source", "target": "target", "weight": "weight"}
			row[want] = h
			content := row["source"] + "," + row["target"] + "," + cmp.Or(row["type"], row["weight"])
			if got := became(t, content+"\na,b,7\n"); !strings.Contains(got, h+"="+want+" ") {
				t.Errorf("edges %s: %s", h, got)
			}
		}
	}
	for want, headers := range map[string]string{
		"id": "id key codice nodenumber", "label": "label name nome etichetta denominazione nodename", "kind": "kind tipologia",
		"sector": "sector settore", "circle": "circle cerchio", "area": "area zona quartiere", "tags": "tags etichette", "lines": "lines linee",
		"role": "role ruolo", "lat": "lat latitudine", "lon": "lon lng longitudine", "description": "description descrizione", "note": "note",
		"title": "title titolo", "status": "status stato", "since": "since dal", "until": "until al",
	} {
		value := map[string]string{"status": "declared", "since": "2024-01-01", "until": "2024-01-01"}[want]
		if value == "" {
			value = "7"
		}
		for _, h := range strings.Fields(headers) {
			for _, written := range []string{h, strings.ToUpper(h)} {
				content := written + ",x,id\n" + value + ",7,8\n"
				if want == "id" {
					content = written + ",x\n" + value + ",7\n"
				}
				if got := became(t, content); !strings.Contains(got, written+"="+want+" ") {
					t.Errorf("nodes %s: %s", written, got)
				}
			}
		}
	}
	if got := became(t, "da,a\nx,y\n"); got != "da=source a=target " {
		t.Errorf("da, a: %s", got)
	}
	if got := became(t, "source,target,Weight,weight\nx,y,1,z\n"); got != "source=source target=target Weight=weight weight=weight_2 " {
		t.Errorf("weight beside the weight: %s", got)
	}
	if got := became(t, "source,target,a\nx,y,z\n"); got != "source=source target=target a=a " {
		t.Errorf("a beside source: %s", got)
	}
	if message := refused(t, graph.Invalid, csv.Options{}, edges("source,a\nx,y\n")); !strings.Contains(message, "needs a source and a target") {
		t.Errorf("a without da: %s", message)
	}
}

// became returns "header=what it became " for each column.
func became(t *testing.T, content string) string {
	t.Helper()
	r := csv.NewReader(graph.NewBuilder(), csv.Options{})
	if err := r.Read(context.Background(), strings.NewReader(content), "t.csv"); err != nil {
		t.Fatalf("%q: %v", content, err)
	}
	if _, err := r.Finish(); err != nil {
		t.Fatalf("%q: %v", content, err)
	}
	var out string
	for _, u := range r.Mapping() {
		out += u.Column + "=" + u.Became + " "
	}
	return out
}

func TestMeaningThatDoesNotFit(t *testing.T) {
	for _, c := range []struct{ what, content, name, values string }{
		{"a date that is none", "id,dal\na,2024-01-01\nb,presto\n", "dal", "a=2024-01-01 b=presto"},
		{"a day that does not exist", "id,since\na,2024-02-30\n", "since", "a=2024-02-30"},
		{"another vocabulary", "id,Stato\na,active\nb,retired\n", "Stato", "a=active b=retired"},
		{"beyond the pole", "id,latitudine\na,91\nb,45.5\n", "latitudine", "a=91.0 b=45.5"},
		{"no number", "id,lng\na,ovest\n", "lng", "a=ovest"},
	} {
		g, notes := read(t, csv.Options{}, nodes(c.content))
		if got := column(g, c.name); got != c.values || codes(notes) != "meaning_unfit" || len(g.NodeColumns()) != 1 {
			t.Errorf("%s: %s, notes %v", c.what, got, notes)
		}
	}
	for named, content := range map[string]string{ // and not those that would be days or numbers without it
		`"2026-13-01"`: "id,dal\na,2026-01-01\nb,2026-13-01\nc,2026-02-28\n", `"x"`: "id;dal\na;01/02/2026\nb;x\n", `"ovest"`: "id;lng\na;7,5\nb;ovest\n",
		`"100"`: "id,lat\na,45.1\nb,100\nc,nord\n", `"01/02/2026"`: "id,dal\na,2026-01-01\nb,01/02/2026\n",
	} {
		if _, notes := read(t, csv.Options{}, nodes(content)); len(notes) != 1 || !strings.Contains(notes[0].Text, named) {
			t.Errorf("%q does not name %s: %v", content, named, notes)
		}
	}
	if _, notes := read(t, csv.Options{}, nodes("id,stato\na,attivo\nb,dichiarata\nc,chissà\n")); len(notes) != 1 || !strings.Contains(notes[0].Text, `"attivo"`) {
		t.Errorf("it names a word that fits: %v", notes)
	}
	if _, notes := read(t, csv.Options{}, nodes("id,stato\na,validata\nb,forse\nc,chissà\n")); len(notes) != 1 || !strings.Contains(notes[0].Text, `"chissà"`) {
		t.Errorf("it does not say which value: %v", notes)
	}
	g, notes := read(t, csv.Options{}, nodes("id,stato,dal,lat,lng\na,validated,2024-01-31,45.10,9\nb,,,45.1,\n"))
	if got := document(t, g); !strings.Contains(got, `{"lat":45.1,"lon":9,"since":{"date":"2024-01-31"},"status":"validated"}`) || len(notes) > 0 {
		t.Errorf("all fit: %s %v", got, notes)
	}
}

// Words that mean a status are read as it where all are such, whatever their language, gender and number.
func TestStatusInItalian(t *testing.T) {
	const mixed = "a,Dichiarata\nb,VALIDATO\nc,contestate\nd, ritirati \ne,declared\nf,\ng,Validated\n"
	const want = "a=declared b=validated c=contested d=retired e=declared g=validated"
	for _, head := range []string{"id,stato\n", "id,status\n"} {
		g, notes := read(t, csv.Options{}, nodes(head+mixed))
		if got := column(g, "status"); got != want || codes(notes) != "status_read" {
			t.Errorf("%s: %s, %v", head, got, notes)
		}
		if says := ": contestate = contested, dichiarata = declared, ritirati = retired, validato = validated"; !strings.HasSuffix(notes[0].Text, says) {
			t.Errorf("%s", notes[0].Text)
		}
	}
	g, notes := read(t, csv.Options{}, edges("da,a,stato\na,b,contestata\n"), edges("source,target,status\nb,c,validated\n"))
	if got := g.EdgeMeaning("status"); got.Text(0) != "contested" || got.Text(1) != "validated" || codes(notes) != "status_read" {
		t.Errorf("relations of two tables: %v, %v", got, notes)
	}
	for _, other := range []string{"validat", "validatox", "dichiaratao", "confermata", "valida"} {
		if g, notes := read(t, csv.Options{}, nodes("id,stato\na,validata\nb,"+other+"\n")); g.NodeColumn("stato") == nil || codes(notes) != "meaning_unfit" || !strings.Contains(notes[0].Text, `"`+other+`"`) {
			t.Errorf("%s: %v", other, notes)
		}
	}
}

func TestWeights(t *testing.T) {
	for _, c := range []struct{ what, content, want string }{
		{"integers", "source,target,weight\na,b,1\nb,c,\nc,d,3\n", "1 <nil> 3"},
		{"the largest that is exact", "source,target,weight\na,b,9007199254740992\nb,c,1\nc,d,2\n", "9007199254740992 1 2"},
		{"a larger one", "source,target,weight\na,b,9007199254740994\nb,c,1\nc,d,2\n", "9007199254740994.0 1.0 2.0"},
		{"beyond 64 bits", "source,target,weight\na,b,18446744073709551617\nb,c,1\nc,d,2\n", "18446744073709552000.0 1.0 2.0"},
		{"floats", "source,target,weight\na,b,1e-3\nb,c, 2 \nc,d,0.50\n", "0.001 2.0 0.5"},
		{"decimal commas", "da;a;peso\na;b;1,5\nb;c;2\nc;d;0,25\n", "1.5 2.0 0.25"},
		{"thousandths are no thousands", "da;a;peso\na;b;0.125\nb;c;2\nc;d;1\n", "0.125 2.0 1.0"},
		{"thousandths beside others", "da;a;peso\na;b;1.125\nb;c;2.5\nc;d;1\n", "1.125 2.5 1.0"},
		{"points in a comma table", "source,target,weight\na,b,1.125\nb,c,2\nc,d,4.500\n", "1.125 2.0 4.5"},
	} {
		g, _ := read(t, csv.Options{}, edges(c.content))
		var got []string
		for e := range g.Edges() {
			if v, ok := g.EdgeColumn("weight").At(e); ok {
				got = append(got, v.String())
			} else {
				got = append(got, "<nil>")
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
	for _, w := range []string{"0", "0.0", "-0", "-0.5", "NaN", "inf", "-Infinity", "1e999", "1e-999", "molto", "0x10", "1_000", "+1", "1,5", "1.5.5", "1.", "--1", "٣"} {
		message := refused(t, graph.Invalid, csv.Options{}, edges("source,target,weight\na,b,1\nb,c,\nc,d,\""+w+"\"\n"))
		if !strings.HasPrefix(message, "e.csv: line 4: weight \""+w+"\" is not ") {
			t.Errorf("%s: %s", w, message)
		}
	}
	for what, content := range map[string]string{
		"thousands":   "da;a;peso\na;b;1.250\nb;c;3\n",
		"mixed marks": "da;a;peso\na;b;1,5\nb;c;2.5\n",
	} {
		if message := refused(t, graph.Invalid, csv.Options{}, edges(content)); !strings.Contains(message, "two ways") || !strings.Contains(message, "e.csv: line ") {
			t.Errorf("%s: %s", what, message)
		}
	}
}

func TestWeightOption(t *testing.T) {
	signed := edges("source,target,weight\na,b,1\nb,c,-5\nc,a,0\n")
	g, _ := read(t, csv.Options{Weight: graph.Unweighted}, signed)
	if c := g.EdgeColumn("weight_data"); c.Type() != graph.Integer || c.Count() != 3 || g.EdgeColumn("weight") != nil {
		t.Errorf("none: %s", document(t, g))
	}
	g, _ = read(t, csv.Options{Weight: graph.Unweighted}, edges("da;a;Peso;forza\na;b;-1,5;2\n"))
	if g.EdgeColumn("weight_data").Text(0) != "-1.5" || g.EdgeColumn("forza").Text(0) != "2" {
		t.Errorf("none, Italian: %s", document(t, g))
	}
	g, _ = read(t, csv.Options{Weight: graph.Unweighted}, edges("source,target,none\na,b,-7\n"))
	if g.EdgeColumn("none").Text(0) != "-7" || g.EdgeColumn("weight") != nil {
		t.Errorf("a column named none: %s", document(t, g))
	}
	g, _ = read(t, csv.Options{Weight: "intensità  Media"}, edges("source,target,weight,Intensità_media\na,b,-3,2\n"))
	if g.EdgeColumn("weight").Text(0) != "2" || g.EdgeColumn("weight_data").Text(0) != "-3" {
		t.Errorf("another column: %s", document(t, g))
	}
	message := refused(t, graph.Invalid, csv.Options{Weight: "volte"}, nodes("id\na\n"), edges("source,target\na,b\n"))
	if !strings.Contains(message, "volte") {
		t.Error(message)
	}
	read(t, csv.Options{Weight: "volte"}, nodes("id\na\n"))
}

func TestRefusedRows(t *testing.T) {
	for _, c := range []struct{ what, file, content, want string }{
		{"no target", "e.csv", "source,target\na,b\nc,\nd,e\n", "e.csv: line 3: the target is empty"},
		{"no source", "e.csv", "source,target\n ,b\n", "e.csv: line 2: the source is empty"},
		{"a row too short for its target", "e.csv", "x,source,target\n1,a\n", "e.csv: line 2: the target is empty"},
		{"white space is no id", "n.csv", "id,label\na,Anna\nb,Bice\n\u00a0,Ciro\n", "n.csv: line 4: the id is empty"},
		{"too many cells", "n.csv", "id,label\na,Anna,x\n", "n.csv: line 2: the row has 3 cells, the header 2"},
		{"another value for an id", "n.csv", "id,label\nx ,primo\nx,secondo\n", "n.csv: line 3: node x has another label already: if they are two, one of them needs another id; if they are one, write the same in both places"},
		{"another kind for an id", "n.csv", "id,kind\nx,person\nx,Persona\nx,place\n", "n.csv: line 4: node x has another kind already: if they are two, one of them needs another id; if they are one, write the same in both places"},
		{"no id and another value", "n.csv", "nome,zona\nAnna,Nord\nAnna,Sud\n", "n.csv: line 3: node Anna has another zona already: if they are two, give the table a column id that tells them apart; if they are one, write both rows alike"},
		{"text after a quote", "e.csv", "source,target\n\"a\"b,c\n", "e.csv: line 2: text follows the closing quote of a value"},
		{"white space after a quote", "e.csv", "source,target\n\"a\" ,c\n", "e.csv: line 2: text follows the closing quote of a value"},
		{"a quote never closed", "e.csv", "source,target\n1,\"2\n" + strings.Repeat("3,4\n", 1000), "e.csv: line 2: a quote in this row is never closed; the rest of the file belongs to it"},
		{"control character in an id", "e.csv", "source,target\na\x01,b\n", "e.csv: line 2: the source holds a control character"},
		{"control character in an edge's id", "e.csv", "id,source,target\n\ufffe,a,b\n", "e.csv: line 2: the id holds a control character"},
		{"a line break in an id", "n.csv", "id,label\nx,X\n\"a\nb\",A\n", "n.csv: line 3: the id holds a line break: write it on one line"},
		{"a tab in an id", "e.csv", "source,target\na,\"b\tc\"\n", "e.csv: line 2: the target holds a control character"},
		{"a tab in quotes between tabs", "e.csv", "source\ttarget\na\t\"b\tc\"\n", "e.csv: line 2: the target holds a control character"},
		{"a carriage return in a label that is the id", "n.csv", "nome\n\"Centro\rdiurno\"\n", "n.csv: line 2: the id holds a line break: write it on one line"},
		{"a line break in an edge's id", "e.csv", "id,source,target\n\"1\n2\",a,b\n", "e.csv: line 2: the id holds a control character"},
		{"what was no text in an id", "n.csv", "id,label\na\ufffd,A\n", "n.csv: line 2: the id holds a control character"},
		{"neither nodes nor edges", "t.csv", "alfa,beta\n1,2\n", "t.csv: a table of edges needs a source and a target column, one of nodes an id or a label; here are alfa, beta; if the names stand under alfa, call that column label"},
		{"a source alone", "t.csv", "source,beta\n1,2\n", "t.csv: a table of edges needs a source and a target column, one of nodes an id or a label; here are source, beta"},
		{"nothing", "t.csv", "", "t.csv: the file is empty"},
		{"white space", "t.csv", "\n\r\n  \n,,\n", "t.csv: the file is empty"},
		{"binary", "t.csv", string(allBytes()), "t.csv: this is no table of text"},
	} {
		if message := refused(t, graph.Invalid, csv.Options{}, file{c.file, c.content}); message != c.want {
			t.Errorf("%s: %s", c.what, message)
		}
	}
}

func allBytes() []byte {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	return bytes.Repeat(all, 20)
}

func TestTakenRows(t *testing.T) {
	for _, c := range []struct{ what, content, want string }{
		{"blank rows and separators alone", "source,target\n\na,b\n,\n  , \nb,c\n\"\",\n", "a-->b b-->c"},
		{"separators at the end", "Source;Target;\nbar;scuola;\nasilo;orto;\nasilo;orto;\n", "asilo-->orto asilo-->orto bar-->scuola"},
		{"empty cells beyond the header", "source,target\na,b,,\nb,c, \n", "a-->b b-->c"},
		{"a quote within a cell", "source,target\na\"b,\" c\"\nx, \"y\"\n", "a\"b-->c x-->\"y\""},
		{"spaces around ids", "source,target\n  a ,\tb\u00a0\n", "a-->b"},
		{"ids are text", "source,target\n100000,1e5\n1e+05,007\n7,7.0\n", "100000-->1e5 1e+05-->007 7-->7.0"},
		{"words for nothing are ids", "source,target\nNA,null\nNone,-\n", "NA-->null None-->-"},
		{"no line end at the end", "source,target\na,b", "a-->b"},
		{"CR alone", "source,target\ra,b\rb,c\r", "a-->b b-->c"},
		{"CR LF", "source,target\r\na,b\r\n\r\nb,c\r\n", "a-->b b-->c"},
		{"loops", "source,target\na,a\n", "a-->a"},
		{"an apostrophe before what a spreadsheet would run", "source,target\n'=a,'-b\n'c,''@d\n", "'c-->'@d =a-->-b"},
	} {
		g, _ := read(t, csv.Options{}, edges(c.content))
		if got := shape(g); got != c.want {
			t.Errorf("%s: %s", c.what, got)
		}
	}
	g, _ := read(t, csv.Options{}, edges("source,target\n"))
	if g.Nodes() != 0 || g.Edges() != 0 {
		t.Error("a header alone is a graph")
	}
}

// TestLines: the line that is named is the one that an editor shows.
func TestLines(t *testing.T) {
	for _, end := range []string{"\n", "\r\n", "\r"} {
		for want, rows := range map[int][]string{
			2: {"source,target,note,weight", "c,d,y,tanto"},
			4: {"", "source,target,note,weight", "", "c,d,y,tanto"},
			7: {"source,target,note,weight", "a,b,\"prima", "\"\"seconda\"\" riga", "", "quarta\",1", "b,c,x,2", "c,d,y,tanto"},
			8: {"sep=,", "source,\"tar\"\"get\",to,note,weight", "", "a,,b,,1", "b,,c,\"", "\",2", "", "c,,d,y,tanto", "e,,f,,1"},
			3: {"source,target,note,weight", "a,b,\"x\",1", "c,d,\"y", "\",tanto", "", "d,e,,1"},
			5: {"source,target,weight", "a,b,1", "", "", "c,d,tanto"},
		} {
			content := strings.Join(rows, end)
			message := refused(t, graph.Invalid, csv.Options{}, edges(content))
			if message != fmt.Sprintf("e.csv: line %d: weight \"tanto\" is not a number", want) {
				t.Errorf("%q: %s", content, message)
			}
		}
	}
	message := refused(t, graph.Invalid, csv.Options{}, edges("source,target\na,\"b\nc\"d,e\nf,g\nh,\n"))
	if message != "e.csv: line 2: text follows the closing quote of a value\ne.csv: line 5: the target is empty" {
		t.Error(message)
	}
}

func TestManyRefusedRows(t *testing.T) {
	var content strings.Builder
	content.WriteString("source,target,weight\n")
	for i := range 100 {
		fmt.Fprintf(&content, "a,n%d,%s\n", i, []string{"1", "x"}[i%2])
	}
	lines := strings.Split(refused(t, graph.Invalid, csv.Options{}, edges(content.String())), "\n")
	if len(lines) != 21 || lines[0] != `e.csv: line 3: weight "x" is not a number` || lines[19] != `e.csv: line 41: weight "x" is not a number` || !strings.Contains(lines[20], "50") {
		t.Errorf("%d lines: %q", len(lines), lines)
	}
	kept := &graph.Refused{}
	b := graph.NewBuilder()
	r := csv.NewReader(b, csv.Options{Refused: kept})
	if err := r.Read(context.Background(), strings.NewReader(content.String()), "e.csv"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Finish(); err != nil {
		t.Fatal(err)
	}
	read, made := r.Rows()
	if kept.Count != 50 || read != (graph.Size{Edges: 100}) || made != (graph.Size{Edges: 50}) || b.Nodes() != 51 {
		t.Errorf("kept %d, read %v, made %v, %d nodes", kept.Count, read, made, b.Nodes())
	}
}

// TestRefusedRowLeavesNothing: a refused row makes no node and sets no value.
func TestRefusedRowLeavesNothing(t *testing.T) {
	for _, c := range []struct{ first, second file }{
		{nodes("id,x\na,1\n"), edges("source,target,weight\nb,c,0\n\"d\"e,f,1\n")},
		{nodes("id,x\na,1\n"), file{"m.csv", "id,x,kind,y\na,2,person,9\n,3,,\nb,4,5,6,7\n"}},
		{nodes("id,kind,x\na,person,1\n"), file{"m.csv", "id,y,kind\na,9,place\n"}},
	} {
		both, _ := read(t, csv.Options{Refused: &graph.Refused{}}, c.first, c.second)
		first, _ := read(t, csv.Options{}, c.first)
		if got, want := document(t, both), document(t, first); got != want {
			t.Errorf("%q:\ngot  %s\nwant %s", c.second.content, got, want)
		}
	}
}

func TestNodeSaidTwice(t *testing.T) {
	g, _ := read(t, csv.Options{}, nodes("id,label,x,sì,kind\na,Anna,,true,\na,,5,TRUE,persona\na,Anna, 5 ,,person\n"))
	want := `{"id":"a","kind":"person","attributes":{"label":"Anna","sì":true,"x":5}}`
	if got := document(t, g); !strings.Contains(got, want) {
		t.Errorf("got %s", got)
	}
}

func TestEdgeIDs(t *testing.T) {
	g, _ := read(t, csv.Options{}, edges("id,source,target,why\n x ,a,b,prestito\ny,b,c,turno\n"))
	if g.EdgeID(0) != "x" || g.EdgeID(1) != "y" {
		t.Errorf("%s, %s", g.EdgeID(0), g.EdgeID(1))
	}
	g, _ = read(t, csv.Options{}, edges("id,source,target,why\n5,a,b,prestito\n5,b,c,turno\n5,c,d,cena\n5,a,b,auto\n"))
	if g.Edges() != 4 || g.EdgeID(0) != "a~~b~1" || g.EdgeColumn("why").Text(0) != "auto" {
		t.Errorf("repeated: %s", document(t, g))
	}
	g, _ = read(t, csv.Options{}, edges("source,target,id\na,b,x\nb,c,\n"))
	if g.EdgeID(0) != "a~~b~1" {
		t.Errorf("incomplete: %s", g.EdgeID(0))
	}
}

func TestLimits(t *testing.T) {
	id := strings.Repeat("à", 512)
	read(t, csv.Options{}, nodes("id\n"+id+"\n"), edges("source,target\n"+id+",b\n"))
	for _, c := range []struct {
		what, content, want string
		limits              graph.Limits
	}{
		{"node id", "id,label\na,x\n" + id + "x,y\n", "n.csv: line 3: an id is longer than 1024 bytes (limit-node-id)", graph.Limits{}},
		{"end", "source,target\na," + id + "x\n", "n.csv: line 2: an id is longer than 1024 bytes (limit-node-id)", graph.Limits{}},
		{"edge id", "source,target,id\na,b,12345\n", "n.csv: line 2: an edge's id is longer than 4 bytes (limit-edge-id)", graph.Limits{EdgeID: 4}},
		{"value", "id,x\na,12345\n", "n.csv: line 2: a value is longer than 4 bytes (limit-value)", graph.Limits{Value: 4}},
		{"quoted value", "id,x\na,1\nb,\"1\"\"34\n\"\n", "n.csv: line 3: a value is longer than 4 bytes (limit-value)", graph.Limits{Value: 4}},
		{"name", "id," + strings.Repeat("x", graph.MaxNodeID+1) + "\na,1\n", "n.csv: line 1: the name of an attribute is longer than 1024 bytes", graph.Limits{}},
		{"columns", "id," + strings.Repeat(",", 16383) + "\n", "n.csv: line 1: a row has more than 16384 cells", graph.Limits{}},
	} {
		if message := refused(t, graph.TooLarge, csv.Options{Limits: c.limits}, nodes(c.content)); message != c.want {
			t.Errorf("%s: %s", c.what, message)
		}
	}
	read(t, csv.Options{Limits: graph.Limits{Value: 4}}, nodes("id,x\na,\"\"\"\"\"\"\"\"\"\"\nb,1234\n"))
	read(t, csv.Options{}, nodes("id,"+strings.Repeat("x", graph.MaxNodeID)+"\na,1\n"), nodes("id"+strings.Repeat(",", 16383)+"\na\n"))
	read(t, csv.Options{Limits: graph.Limits{NodeID: 2000, EdgeID: 4}}, nodes("id\n"+id+"x\n"), edges("source,target,id\na,b,1234\n"))
}

// endless gives a table with a quote that is never closed, and then so many bytes, without holding them.
type endless struct {
	left int
	head string
	tail string
}

func (e *endless) Read(p []byte) (int, error) {
	if e.head != "" {
		n := copy(p, e.head)
		e.head = e.head[n:]
		return n, nil
	}
	if e.left > 0 {
		n := min(len(p), e.left)
		for i := range p[:n] {
			p[i] = "3,4\n"[i%4]
		}
		e.left -= n
		return n, nil
	}
	if e.tail == "" {
		return 0, fmt.Errorf("end: %w", errEOF)
	}
	n := copy(p, e.tail)
	e.tail = e.tail[n:]
	return n, nil
}

var errEOF = errors.New("the end")

func TestQuoteOpenInALargeFile(t *testing.T) {
	for _, c := range []struct {
		what, tail, want string
		kind             graph.ErrorKind
		refusals         int
	}{
		{"never closed", "", "line 2: a quote in this row is never closed", graph.Invalid, 1},
		{"closed by another", "7,\"8\"\n9,10\n", "line 2: text follows the closing quote", graph.Invalid, 1},
		{"a value too long", "\",5\n9,10\n", "line 2: a value is longer than 1048576 bytes (limit-value)", graph.TooLarge, 0},
		{"and a wrong row after it", "\"x\n9,\n", "line 2: text follows", graph.Invalid, 2},
	} {
		in := &endless{left: 40 << 20, head: "source,target\n1,\"2\n", tail: c.tail}
		r := csv.NewReader(graph.NewBuilder(), csv.Options{})
		err := r.Read(context.Background(), eof{in}, "e.csv")
		if err == nil {
			_, err = r.Finish()
		}
		var refused *graph.Refused
		if !errors.As(err, &refused) || graph.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.want) || c.refusals > 0 && refused.Count != c.refusals {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}

// eof ends a reader that says so in its own way.
type eof struct{ in *endless }

func (e eof) Read(p []byte) (int, error) {
	n, err := e.in.Read(p)
	if err != nil {
		return n, io.EOF
	}
	return n, nil
}

func TestReadingStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := csv.NewReader(graph.NewBuilder(), csv.Options{}).Read(ctx, strings.NewReader("id\na\n"), "n.csv")
	if graph.KindOf(err) != graph.Interrupted {
		t.Errorf("%v", err)
	}
}

// TestRowOrder: the graph does not depend on the order of rows.
func TestRowOrder(t *testing.T) {
	n := []string{"a,Anna,1,persona", "b,,2.5,", "c,Ciro,,cosa", "a,,1,", "d,Dora,3,ente"}
	e := []string{"a,b,collabora,1", "b,a,collabora,1", "a,b,vicino,2", "a,b,vicino,", "z,a,,7"}
	g, _ := read(t, csv.Options{}, nodes("id,label,x,tipo\n"+strings.Join(n, "\n")), edges("source,target,type,weight\n"+strings.Join(e, "\n")))
	want := document(t, g)
	for range 20 {
		slices.Reverse(n[1:])
		slices.Reverse(e[:4])
		n, e = append(n[2:], n[:2]...), append(e[1:], e[:1]...)
		g, _ := read(t, csv.Options{}, edges("source,target,type,weight\n"+strings.Join(e, "\n")), nodes("id,label,x,tipo\n"+strings.Join(n, "\n")))
		if got := document(t, g); got != want {
			t.Fatalf("%q %q:\ngot  %s\nwant %s", n, e, got, want)
		}
	}
}

func TestControlCharactersAreDropped(t *testing.T) {
	g, notes := read(t, csv.Options{}, nodes("id,label\na,rosso \x1b[31mfine\nb,pagina\x0cnuova\nc,\x07campanella\nd,\"tab\tresta\"\ne,\U0001F600\nf,no\uffffn\x00ulla\ng,ｆ\n"))
	if got := column(g, "label"); got != "a=rosso [31mfine b=paginanuova c=campanella d=tab\tresta e=\U0001F600 f=nonulla g=ｆ" {
		t.Errorf("%q", got)
	}
	if codes(notes) != "control_characters" || notes[0].Values["count"] != 4 {
		t.Errorf("%v", notes)
	}
}

// TestOneValueWrittenTwice: of two ways of writing a value the first in order stays, whatever the order of rows.
func TestOneValueWrittenTwice(t *testing.T) {
	for _, rows := range []string{"a,5,true,ente,\na, 5 ,TRUE,Organizzazione,x\nb,n.d.,no,cosa,\n", "b,n.d.,no,cosa,\na, 5 ,TRUE,Organizzazione,x\na,5,true,ente,\n"} {
		g, _ := read(t, csv.Options{}, nodes("id,x,y,type,z\n"+rows))
		if got := column(g, "x") + "; " + column(g, "y") + "; " + g.Kind(0) + "; " + column(g, "z"); got != "a= 5  b=n.d.; a=TRUE b=no; organization; a=x" {
			t.Errorf("%s", got)
		}
	}
}

func TestControlCharactersInHeaders(t *testing.T) {
	g, notes := read(t, csv.Options{}, nodes("id,pr\x07ova\na,1\n"))
	if column(g, "prova") != "a=1" || codes(notes) != "control_characters" {
		t.Errorf("%s %v", document(t, g), notes)
	}
}

// A line end that the buffer cuts in two is one: what follows keeps its line.
func TestALineEndCutInTwoIsOne(t *testing.T) {
	for blanks := 1<<18 - 3; blanks <= 1<<18+1; blanks++ {
		for _, end := range []string{"\r\n", "\n", "\r"} {
			got := refused(t, graph.Invalid, csv.Options{}, file{"e.csv", strings.Repeat(" ", blanks) + end + "source,target" + end + "a,b" + end + "a," + end})
			if !strings.Contains(got, "e.csv: line 4:") {
				t.Errorf("%d blanks and %q: %s", blanks, end, got)
			}
		}
	}
}

// Some kilobytes of headings and of rows with an id alone would become cells by the hundred million.
func TestATableThatHardlySaysAnythingIsRefused(t *testing.T) {
	const columns, rows = 16_000, 3_000
	for _, c := range []struct{ header, row string }{{"id", "r%d"}, {"from,to", "r%d,a"}} {
		var table strings.Builder
		table.WriteString(c.header)
		for i := range columns {
			fmt.Fprintf(&table, ",x%d", i)
		}
		for i := range rows {
			fmt.Fprintf(&table, "\n"+c.row, i)
		}
		fmt.Fprintf(&table, "\n"+c.row+strings.Repeat(",1", columns), rows)
		message := refused(t, graph.TooLarge, csv.Options{}, file{"wide.csv", table.String()})
		if !strings.Contains(message, "wide.csv: line 3002: elements times attributes are more than") {
			t.Error(message)
		}
	}
}
