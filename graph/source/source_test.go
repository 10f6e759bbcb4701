package source_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

const (
	nodeTable = "id,label,kind\na,Anna,person\nb,Bar,ente\n"
	edgeTable = "source,target,type\na,b,membro di\n"
	document  = `{"schema":"trama.graph/1","attributes":{},"nodes":[{"id":"j","kind":"","attributes":{"n":7}}],"edges":[]}`
	xml       = `<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed"><node id="x"/><edge source="x" target="a"/></graph></graphml>`
)

const gephi = `<?xml version="1.0"?><gexf xmlns="http://gexf.net/1.3"><graph><nodes><node id="x"/></nodes><edges><edge source="x" target="a"/></edges></graph></gexf>`

// decode reads files given as name, content, name, content …
func decode(o source.Options, files ...string) (*source.Reading, error) {
	var list []source.File
	for i := 0; i < len(files); i += 2 {
		list = append(list, source.File{Name: files[i], Reader: strings.NewReader(files[i+1])})
	}
	return source.Decode(context.Background(), list, o)
}

// folder writes files into a folder of their own.
func folder(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		path := filepath.Join(dir, filepath.FromSlash(files[i]))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(files[i+1]), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func open(o source.Options, paths ...string) (*source.Reading, error) {
	return source.Open(context.Background(), paths, o)
}

func archive(t *testing.T, files ...string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err == nil {
			_, err = f.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func packed(content string) string {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write([]byte(content))
	w.Close()
	return out.String()
}

// told returns the codes of the notes.
func told(r *source.Reading) string {
	var out []string
	for _, n := range r.Notes {
		out = append(out, n.Code)
	}
	return strings.Join(out, " ")
}

func ids(g *graph.Graph) string {
	var out []string
	for i := range g.Nodes() {
		out = append(out, g.NodeID(i))
	}
	return strings.Join(out, " ")
}

func TestSeveralSourcesCountAsOne(t *testing.T) {
	want, err := decode(source.Options{}, "n.csv", nodeTable, "e.csv", edgeTable)
	if err != nil {
		t.Fatal(err)
	}
	if want.Kept != (graph.Size{Nodes: 2, Edges: 1}) || want.Read != want.Kept || len(want.Notes) > 0 {
		t.Errorf("%+v", want)
	}
	dir := folder(t, "n.csv", nodeTable, "e.csv", edgeTable, "z.zip", archive(t, "sub/e.csv", edgeTable, "n.csv", nodeTable),
		"n.csv.gz", packed(nodeTable), "e.tsv", strings.ReplaceAll(edgeTable, ",", "\t"), "in/deep/n.csv", nodeTable, "in/e.csv", edgeTable)
	at := func(name string) string { return filepath.Join(dir, name) }
	for what, paths := range map[string][]string{
		"files": {at("n.csv"), at("e.csv")}, "files the other way round": {at("e.csv"), at("n.csv")}, "an archive": {at("z.zip")},
		"a compressed file": {at("n.csv.gz"), at("e.tsv")}, "a folder": {at("in")}, "a node table twice": {at("n.csv"), at("n.csv.gz"), at("e.csv")},
	} {
		r, err := open(source.Options{}, paths...)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if r.Graph.Digest() != want.Graph.Digest() {
			t.Errorf("%s: another graph", what)
		}
	}
}

func TestFormatsJoinInOneGraph(t *testing.T) {
	r, err := decode(source.Options{}, "g.graphml", xml, "n.csv", "id,n\nj,7\na,8\n", "g.json", document)
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(r.Graph); got != "a j x" || r.Graph.Edges() != 1 || r.Graph.NodeColumn("n").Type() != graph.Integer {
		t.Errorf("%s, n is %v", got, r.Graph.NodeColumn("n").Type())
	}
	_, err = decode(source.Options{}, "g.json", document, "n.csv", "id,n\nj,8\n")
	if graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), "n.csv: node j has another n already: if they are two, one of them needs another id; if they are one, write the same in both places") {
		t.Errorf("another value in another format: %v", err)
	}
	r, err = decode(source.Options{}, "g.graphml", strings.ReplaceAll(xml, `target="a"`, `target="a" id="e1"`), "e.csv", "source,target,weight\nx,a,2\n")
	if err != nil || r.Graph.Edges() != 2 || r.Graph.EdgeColumn("weight").Count() != 1 {
		t.Errorf("edges of two formats: %v", err)
	}
}

func TestFormatByContent(t *testing.T) {
	for _, c := range []struct{ what, name, content, ids string }{
		{"a table of another name", "edges.txt", edgeTable, "a b"},
		{"a table without a name", "", edgeTable, "a b"},
		{"GraphML without a name", "upload", xml, "a x"},
		{"JSON without a name", "upload", " \n" + document, "j"},
		{"XML", "g.XML", xml, "a x"},
		{"compressed, by its bytes", "e.csv", packed(edgeTable), "a b"},
		{"compressed GraphML", "g.graphml.gz", packed(xml), "a x"},
		{"GEXF", "g.gexf", gephi, "a x"},
		{"compressed GEXF", "g.gexf.gz", packed(gephi), "a x"},
		{"GEXF named XML", "g.xml", gephi, "a x"},
		{"compressed, without more of a name", "dump.gz", packed(document), "j"},
	} {
		r, err := decode(source.Options{}, c.name, c.content)
		if err != nil || ids(r.Graph) != c.ids {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	r, err := decode(source.Options{From: "csv"}, "g.graphml", xml, "edges", edgeTable, "g.json.gz", packed(document))
	if err != nil || ids(r.Graph) != "a b j x" {
		t.Errorf("--from is for what has no name: %v", err)
	}
}

func TestStandardInput(t *testing.T) {
	r, err := open(source.Options{From: "tsv", Stdin: strings.NewReader(strings.ReplaceAll(edgeTable, ",", "\t"))}, "-")
	if err != nil || ids(r.Graph) != "a b" {
		t.Errorf("%v", err)
	}
	r, err = open(source.Options{From: "json", Stdin: strings.NewReader(packed(document))}, "-")
	if err != nil || ids(r.Graph) != "j" {
		t.Errorf("compressed: %v", err)
	}
	r, err = open(source.Options{From: "zip", Stdin: strings.NewReader(archive(t, "e.csv", edgeTable))}, "-")
	if err != nil || ids(r.Graph) != "a b" {
		t.Errorf("archive: %v", err)
	}
	for _, o := range []source.Options{{}, {From: "doc"}} {
		o.Stdin = strings.NewReader(edgeTable)
		if _, err := open(o, "-"); graph.KindOf(err) != graph.Usage {
			t.Errorf("--from %q: %v", o.From, err)
		}
	}
	if _, err := open(source.Options{From: "csv", Stdin: strings.NewReader("source,target\na,\n")}, "-"); err == nil || err.Error() != "-: line 2: the target is empty" {
		t.Errorf("%v", err)
	}
	if _, err := open(source.Options{}); graph.KindOf(err) != graph.Usage {
		t.Errorf("nothing: %v", err)
	}
}

func TestWhatIsNotThere(t *testing.T) {
	dir := folder(t, "e.csv", edgeTable)
	_, err := open(source.Options{}, filepath.Join(dir, "e.csv"), filepath.Join(dir, "nothing.csv"))
	if graph.KindOf(err) != graph.NotFound || err.Error() != "there is no file nothing.csv" {
		t.Errorf("%v", err)
	}
	secret := filepath.Join(dir, "secret.csv")
	os.WriteFile(secret, []byte(edgeTable), 0o000)
	if f, err := os.Open(secret); err == nil {
		f.Close() // the superuser may read everything
	} else if _, err := open(source.Options{}, secret); graph.KindOf(err) != graph.Denied || strings.Contains(err.Error(), dir) {
		t.Errorf("%v", err)
	}
}

func TestMessagesNameTheFile(t *testing.T) {
	bad := "source,target\na,\n"
	dir := folder(t, "x/e.csv", bad, "y/e.csv", edgeTable, "z.zip", archive(t, "in/e.csv", bad), "e.csv.gz", packed(bad))
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, c := range []struct {
		want  string
		paths []string
	}{
		{"e.csv: line 2: the target is empty", []string{at("x/e.csv")}},
		{at("x/e.csv") + ": line 2: the target is empty", []string{at("x/e.csv"), at("y/e.csv")}},
		{"e.csv: line 2: the target is empty", []string{at("x")}},
		{"x/e.csv: line 2: the target is empty", []string{at("x"), at("y")}},
		{"z.zip: in/e.csv: line 2: the target is empty", []string{at("z.zip")}},
		{"e.csv.gz: line 2: the target is empty", []string{at("e.csv.gz")}},
	} {
		_, err := open(source.Options{}, c.paths...)
		if graph.KindOf(err) != graph.Invalid || err.Error() != c.want {
			t.Errorf("%v: %v", c.paths, err)
		}
	}
}

func TestFoldersAndArchives(t *testing.T) {
	other := []string{".hidden.csv", "x", ".git/config.csv", "x", "__MACOSX/._e.csv", "x", "Thumbs.db", "x", "sub/.DS_Store", "x"}
	strange := []string{"foto.png", "x", "note.txt", "x", "t.csv", "alfa,beta\n1,2\n", "m.csv", ",a,b\na,0,1\nb,1,0\n", "r.csv", ":START_ID,:END_ID\na,b\n", "p.json", `{"name":"x"}`, "s.xml", "<svg/>", "g.gexf", "<svg/>", "f.xlsx", "x", "a.tar.gz", packed("x"), "empty.csv", ""}
	right := []string{"sub/n.csv", nodeTable, "e.csv", edgeTable}
	without := slices.DeleteFunc(slices.Clone(strange), func(s string) bool { return s == "empty.csv" || s == "" })
	for what, path := range map[string]string{
		"folder":  folder(t, slices.Concat(other, without, right)...),
		"archive": filepath.Join(folder(t, "z.zip", archive(t, slices.Concat(other, without, right)...)), "z.zip"),
	} {
		r, err := open(source.Options{}, path)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		var named []string
		for _, n := range r.Notes {
			file, _ := n.Values["file"].(string)
			named = append(named, n.Code+" "+strings.TrimPrefix(file, "z.zip: "))
		}
		slices.Sort(named)
		want := "passed_over a.tar.gz,passed_over f.xlsx,passed_over foto.png,passed_over g.gexf,passed_over m.csv,passed_over note.txt,passed_over p.json,passed_over r.csv,passed_over s.xml,passed_over t.csv"
		if got := strings.Join(named, ","); got != want || ids(r.Graph) != "a b" {
			t.Errorf("%s: %s", what, got)
		}
	}
	for name, content := range map[string]string{"g.gexf": gephi, "g.graphml": xml, "g.json": document} {
		if r, err := open(source.Options{}, folder(t, name, content)); err != nil || r.Graph.Nodes() == 0 || strings.Contains(told(r), "passed_over") {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := open(source.Options{}, folder(t, name, content[:len(content)-3], "e.csv", edgeTable)); graph.KindOf(err) != graph.Invalid || !strings.HasPrefix(err.Error(), name) {
			t.Errorf("half of %s: %v", name, err)
		}
	}
	_, err := open(source.Options{}, folder(t, strange...))
	if graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), "empty.csv: the file is empty") {
		t.Errorf("an empty table in a folder: %v", err)
	}
	_, err = open(source.Options{}, folder(t, without...))
	if graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), "t.csv: a table of edges needs") || !strings.Contains(err.Error(), "foto.png: ") {
		t.Errorf("nothing else is left: %v", err)
	}
	_, err = open(source.Options{}, folder(t, other...))
	if graph.KindOf(err) != graph.Invalid || err.Error() != "there is no file of a known format" {
		t.Errorf("nothing at all: %v", err)
	}
}

func TestLinksInFolders(t *testing.T) {
	dir := folder(t, "real/e.csv", edgeTable, "in/x.csv", nodeTable)
	for name, to := range map[string]string{"in/e.csv": "../real/e.csv", "in/loop": "../in", "in/gone.csv": "nowhere", "link": "in"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	for _, name := range []string{"in", "link"} {
		r, err := open(source.Options{}, filepath.Join(dir, name))
		if err != nil || ids(r.Graph) != "a b" || r.Graph.Edges() != 1 || told(r) != "passed_over passed_over" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A directory of services is read from files, folders, archives and workbooks alike (graph/hsds has what it becomes).
func TestServiceDirectory(t *testing.T) {
	organizations := "id,name,description\no1,Caritas,x\n"
	services := "id,organization_id,name,status\ns1,o1,Mensa,active\n"
	book := workbook(t, sheet{"Organizations", [][]any{{"id", "name", "description"}, {"o1", "Caritas", "x"}}}, sheet{"Leggimi", [][]any{{"elenco"}}},
		sheet{"Services", [][]any{{"id", "organization_id", "name", "status"}, {"s1", "o1", "Mensa", "active"}}})
	for what, r := range map[string]func() (*source.Reading, error){
		"files": func() (*source.Reading, error) {
			return decode(source.Options{}, "services.csv", services, "organizations.csv", organizations)
		},
		"folder": func() (*source.Reading, error) {
			return open(source.Options{}, folder(t, "organizations.csv", organizations, "services.csv", services))
		},
		"archive": func() (*source.Reading, error) {
			return decode(source.Options{}, "d.zip", archive(t, "d/organizations.csv", organizations, "d/services.csv", services))
		},
		"packed files": func() (*source.Reading, error) {
			return decode(source.Options{}, "organizations.csv.gz", packed(organizations), "services.csv.gz", packed(services))
		},
		"workbook": func() (*source.Reading, error) { return decode(source.Options{}, "d.xlsx", book) },
	} {
		read, err := r()
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if g := read.Graph; ids(g) != "o1 s1" || g.Edges() != 1 || g.Type(0) != "offers" || g.Kind(1) != graph.Service || !strings.HasPrefix(told(read), "hsds_read") {
			t.Errorf("%s: %s, %s", what, ids(g), told(read))
		}
	}
	if _, err := decode(source.Options{}, "organizations.csv", organizations); err != nil {
		t.Errorf("organizations alone: %v", err)
	}
}

func TestFormatsNotRead(t *testing.T) {
	for name, want := range map[string]string{
		"r.gml": "r.gml: gml files are not read: open the file in the program that it comes from, or a network in Gephi, and export GraphML or two tables", "r.vna": "r.vna: vna files are not read: open the file in the program that it comes from, or a network in Gephi, and export GraphML or two tables", "r.xlsx": "r.xlsx: this is no workbook (xlsx)",
		"r.ods": "r.ods: this is no workbook (ods)", "r.xls": "r.xls: xls files are not read: save the workbook as .xlsx or .ods, or each sheet as CSV", "r.csv": "r.csv: this is an archive; its name must end in .zip",
	} {
		content := "<?xml version=\"1.0\"?>\n<gexf xmlns=\"http://gexf.net/1.3\"/>"
		if name == "r.xlsx" || name == "r.csv" || name == "r.ods" {
			content = archive(t, "[Content_Types].xml", "<x/>", "xl/workbook.xml", "<x/>")
		}
		if _, err := decode(source.Options{}, name, content); graph.KindOf(err) != graph.Invalid || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := decode(source.Options{}, "r.zip", archive(t, "[Content_Types].xml", "<x/>")); err == nil || err.Error() != "r.zip: this is no workbook (xlsx)" {
		t.Errorf("a workbook named zip: %v", err)
	}
}

func TestBrokenArchives(t *testing.T) {
	whole := archive(t, "e.csv", edgeTable+strings.Repeat("a,b,x\n", 2000))
	for name, content := range map[string]string{
		"cut.zip": whole[:len(whole)/2], "no.zip": "hello", "empty.zip": "", "no.csv.gz": "hello", "cut.csv.gz": packed(edgeTable + strings.Repeat("abcde\n", 100))[:40],
		"changed.zip": strings.Replace(whole, whole[60:62], "\x00\x00", 1),
	} {
		_, err := decode(source.Options{}, name, content)
		if name == "no.csv.gz" { // a table then, of one column that is nothing
			if graph.KindOf(err) != graph.Invalid {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if graph.KindOf(err) != graph.Invalid || !strings.HasPrefix(err.Error(), name) || !strings.HasSuffix(err.Error(), "this is no archive that can be read") {
			t.Errorf("%s: %v", name, err)
		}
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	f, _ := w.CreateHeader(&zip.FileHeader{Name: "e.csv", Flags: 1})
	f.Write([]byte("x"))
	w.Close()
	if _, err := decode(source.Options{}, "z.zip", out.String()); err == nil || !strings.Contains(err.Error(), "z.zip: e.csv: this member of the archive is encrypted") {
		t.Errorf("encrypted: %v", err)
	}
}

func TestLimits(t *testing.T) {
	var many []string
	for i := range 65 {
		many = append(many, fmt.Sprintf("n%02d.csv", i), fmt.Sprintf("id\nn%d\n", i))
	}
	big := "id\n" + strings.Repeat("x,\n", 100_000)
	for _, c := range []struct {
		what, limit string
		limits      graph.Limits
		files       []string
	}{
		{"members", "limit-members", graph.Limits{}, []string{"z.zip", archive(t, many...)}},
		{"unpacked archive", "limit-unpacked", graph.Limits{Unpacked: 100_000}, []string{"z.zip", archive(t, "n.csv", big)}},
		{"unpacked members together", "limit-unpacked", graph.Limits{Unpacked: 500_000}, []string{"z.zip", archive(t, "a.csv", big, "b.csv", big)}},
		{"unpacked file", "limit-unpacked", graph.Limits{Unpacked: 100_000}, []string{"n.csv.gz", packed(big)}},
		{"unpacked GraphML", "limit-unpacked", graph.Limits{Unpacked: 1000}, []string{"g.graphml.gz", packed(xml + strings.Repeat(" ", 10_000))}},
		{"unpacked JSON", "limit-unpacked", graph.Limits{Unpacked: 1000}, []string{"g.json.gz", packed(document + strings.Repeat(" ", 10_000))}},
		{"value", "limit-value", graph.Limits{Value: 3}, []string{"n.csv", nodeTable}},
		{"id", "limit-node-id", graph.Limits{NodeID: 2}, []string{"n.csv", "id\nabc\n"}},
	} {
		_, err := decode(source.Options{Limits: c.limits}, c.files...)
		if graph.KindOf(err) != graph.TooLarge || !strings.Contains(err.Error(), c.limit) || !strings.HasPrefix(err.Error(), c.files[0]) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	if r, err := decode(source.Options{Limits: graph.Limits{Members: 65}}, "z.zip", archive(t, many...)); err != nil || r.Graph.Nodes() != 65 {
		t.Errorf("a limit that is raised: %v", err)
	}
}

// TestBomb: what unpacks to a thousand times its size is left at the limit, without being held.
func TestBomb(t *testing.T) {
	bomb := packed("id\n" + strings.Repeat("x\n", 32<<20))
	_, err := decode(source.Options{Limits: graph.Limits{Unpacked: 8 << 20}}, "n.csv.gz", bomb)
	if graph.KindOf(err) != graph.TooLarge {
		t.Errorf("%v", err)
	}
	const few = "id\nx\ny\n"
	for limit, over := range map[int64]bool{int64(len(few)): false, int64(len(few)) - 1: true} {
		_, err := decode(source.Options{Limits: graph.Limits{Unpacked: limit}}, "n.csv.gz", packed(few))
		if is := graph.KindOf(err) == graph.TooLarge; is != over || !over && err != nil {
			t.Errorf("%d bytes where %d are allowed: %v", len(few), limit, err)
		}
	}
}

// TestSwollen: within the limits, what unpacks to far more than maps do is refused all the same, and named.
func TestSwollen(t *testing.T) {
	rows := "from,to\n" + strings.Repeat("1,2\n", 18<<20)
	for name, content := range map[string]string{
		"e.csv.gz": packed(rows), "z.zip": archive(t, "e.csv", rows), "two.zip": archive(t, "a.csv", rows[:40<<20], "b.csv", rows[:40<<20]),
	} {
		_, err := decode(source.Options{}, name, content)
		if graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), "unpacks to far more") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What is read, kept and refused is counted alike in every format, and a refused element leaves nothing behind.
func TestEveryFormatCountsAlike(t *testing.T) {
	graphML := `<graphml><key id="x" for="node" attr.name="x" attr.type="int"/><key id="w" for="edge" attr.name="weight" attr.type="int"/><graph edgedefault="directed">` +
		`<edge source="a" target="b"><data key="w">1</data></edge><edge source="c"/><edge source="d" target="e"><data key="w">0</data></edge><edge source="f" target="g"><data key="w">2</data></edge>` +
		`<node id="a"><data key="x">1</data></node><node id="a"><data key="x">1</data></node><node id="a"><data key="x">2</data></node><node id="b"/></graph></graphml>`
	own := `{"edges":[{"source":"a","target":"b","attributes":{"weight":1}},{"source":"c"},{"source":"d","target":"e","attributes":{"weight":0}},{"source":"f","target":"g","attributes":{"weight":2}}],` +
		`"nodes":[{"id":"a","attributes":{"x":1}},{"id":"a","attributes":{"x":1}},{"id":"a","attributes":{"x":2}},{"id":"b"}]}`
	digest := ""
	for _, files := range [][]string{
		{"e.csv", "source,target,weight\na,b,1\nc,,\nd,e,0\nf,g,2\n", "n.csv", "id,x\na,1\na,1\na,2\nb,\n"}, {"g.graphml", graphML}, {"g.json", own},
	} {
		r, err := decode(source.Options{SkipRefused: true}, files...)
		if err != nil {
			t.Fatal(files[0], err)
		}
		if r.Read != (graph.Size{Nodes: 6, Edges: 4}) || r.Kept != (graph.Size{Nodes: 4, Edges: 2}) || r.RefusedCount != 3 {
			t.Errorf("%s: read %v, kept %v, refused %d", files[0], r.Read, r.Kept, r.RefusedCount)
		}
		if digest == "" {
			digest = r.Graph.Digest()
		}
		if r.Graph.Digest() != digest {
			t.Errorf("%s: another graph: %s", files[0], ids(r.Graph))
		}
	}
}

func TestWrongRows(t *testing.T) {
	e := "source,target,weight\na,b,1\nc,,1\nd,e,x\nf,g,2\n"
	n := "id,x\na,1\na,1\na,2\nb,\n"
	_, err := decode(source.Options{}, "e.csv", e, "n.csv", n)
	want := "e.csv: line 3: the target is empty\ne.csv: line 4: weight \"x\" is not a number\nn.csv: line 4: node a has another x already: if they are two, one of them needs another id; if they are one, write the same in both places"
	if graph.KindOf(err) != graph.Invalid || err.Error() != want {
		t.Errorf("%v", err)
	}
	r, err := decode(source.Options{SkipRefused: true}, "e.csv", e, "n.csv", n)
	if err != nil {
		t.Fatal(err)
	}
	if r.Read != (graph.Size{Nodes: 6, Edges: 4}) || r.Kept != (graph.Size{Nodes: 4, Edges: 2}) || r.RefusedCount != 3 || len(r.Refused) != 3 {
		t.Errorf("read %v, kept %v, refused %d", r.Read, r.Kept, r.RefusedCount)
	}
	if told(r) != "unlisted_ends left_out left_out left_out" || r.Notes[1].Text != "e.csv: line 3: left out: the target is empty" {
		t.Errorf("notes %v", r.Notes)
	}
}

func TestSkippingTakesNoHalfFiles(t *testing.T) {
	for name, content := range map[string]string{"g.graphml": xml[:len(xml)-30], "t.csv": "alfa,beta\n1,2\n", "g.json": `{"nodes":[`} {
		_, err := decode(source.Options{SkipRefused: true}, "e.csv", edgeTable, name, content)
		if graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCheck(t *testing.T) {
	r, err := decode(source.Options{Check: true}, "n.csv", "ID,nome,tipo,x\na,Associazione Arcobaleno,ente,\nb,\"Associazione  \"\"Arcobalèno\"\"\",ente,\nc,Casa,luogo,\na,Altro,,\n",
		"e.csv", "Da,A\na,b\na,\n", "t.csv", "alfa,beta\n1,2\n", "g.graphml", "hello")
	if err != nil {
		t.Fatal(err)
	}
	c := r.Check()
	var where []string
	for _, p := range c.Refused {
		where = append(where, p.Where)
		if p.Why == "" || p.Code == "" {
			t.Errorf("%+v", p)
		}
	}
	if got := strings.Join(where, "; "); !strings.HasPrefix(got, "n.csv: line 5; e.csv: line 3; t.csv; g.graphml") {
		t.Errorf("refused %s", got)
	}
	if c.Schema != "trama.check/1" || c.Read != (graph.Size{Nodes: 4, Edges: 2}) || c.Kept != (graph.Size{Nodes: 3, Edges: 1}) {
		t.Errorf("%+v", c)
	}
	var mapping []string
	for _, u := range c.Mapping {
		mapping = append(mapping, u.File+" "+u.Column+"="+u.Became)
	}
	if got := strings.Join(mapping, ", "); got != "n.csv ID=id, n.csv nome=label, n.csv tipo=kind, n.csv x=x, e.csv Da=source, e.csv A=target" {
		t.Errorf("mapping %s", got)
	}
	if len(c.Duplicates) != 1 || strings.Join(c.Duplicates[0].IDs, " ") != "a b" {
		t.Errorf("duplicates %v", c.Duplicates)
	}
	for _, n := range c.Notes {
		if strings.HasPrefix(n.Code, "left_out") {
			t.Errorf("note %v", n)
		}
	}
	empty, err := decode(source.Options{Check: true}, "e.csv", edgeTable)
	if err != nil {
		t.Fatal(err)
	}
	if c := empty.Check(); c.Refused == nil || c.Duplicates == nil || c.Mapping == nil || c.Notes == nil {
		t.Errorf("a list is null: %+v", c)
	}
}

// TestCheckNamesEachRow: check lists more than the first twenty.
func TestCheckNamesEachRow(t *testing.T) {
	e := "source,target\n" + strings.Repeat("a,\n", 50)
	r, err := decode(source.Options{Check: true}, "e.csv", e)
	if err != nil || len(r.Check().Refused) != 50 {
		t.Errorf("%v", err)
	}
	_, err = decode(source.Options{}, "e.csv", e)
	if err == nil || len(strings.Split(err.Error(), "\n")) != 21 {
		t.Errorf("%v", err)
	}
}

func TestReplacedIDsAreSaid(t *testing.T) {
	r, err := decode(source.Options{}, "e.csv", "id,source,target\n5,a,b\n5,b,c\n")
	if err != nil || told(r) != "edge_ids_replaced" || r.Notes[0].Values["count"] != 2 {
		t.Errorf("%v", err)
	}
	r, err = decode(source.Options{}, "e.csv", "id,source,target\n5,a,b\n,b,c\n")
	if err != nil || told(r) != "edge_ids_replaced" || r.Notes[0].Values["count"] != 1 {
		t.Errorf("one of two: %v, %+v", err, r)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	in := io.MultiReader(strings.NewReader("source,target\n"+strings.Repeat("a,b\n", 1<<20)), stop(cancel), endless{})
	_, err := source.Decode(ctx, []source.File{{Name: "e.csv", Reader: in}}, source.Options{})
	if graph.KindOf(err) != graph.Interrupted {
		t.Errorf("%v", err)
	}
}

// stop ends a context when it is read.
type stop context.CancelFunc

func (s stop) Read([]byte) (int, error) { s(); return 0, io.EOF }

// endless gives edges for ever.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return copy(p, "c,d\n"), nil }

func TestProgress(t *testing.T) {
	dir := folder(t, "e.csv", "source,target\n"+strings.Repeat("a,b\n", 1<<20), "f.csv", "source,target\n"+strings.Repeat("a,b\n", 1<<20))
	var last, total int64
	rises, told := true, 0
	ctx := graph.WithProgress(context.Background(), func(stage string, done, all int64) {
		rises = rises && stage == "read" && done >= last && done <= all
		last, total = done, all
		told++
	})
	if _, err := source.Open(ctx, []string{filepath.Join(dir, "e.csv"), filepath.Join(dir, "f.csv")}, source.Options{}); err != nil {
		t.Fatal(err)
	}
	if !rises || last < total/2 || total != 2*(14+4<<20) || told > int(total>>20) {
		t.Errorf("rises %v, %d of %d, told %d times", rises, last, total, told)
	}
}

// TestSameFromAnywhere: a file of two encodings is read alike from a path and from memory.
func TestSameFromAnywhere(t *testing.T) {
	content := "id,label\na,città\n" + strings.Repeat("c,"+strings.Repeat("x", 98)+"\n", 20_000) + "b,citt\xe0\n"
	path := filepath.Join(folder(t, "n.csv", content), "n.csv")
	one, err := open(source.Options{}, path)
	if err != nil {
		t.Fatal(err)
	}
	two, err := decode(source.Options{}, "n.csv", content)
	if err != nil || one.Graph.Digest() != two.Graph.Digest() || told(one) != told(two) {
		t.Errorf("%v", err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	three, err := source.Decode(context.Background(), []source.File{{Name: "n.csv", Reader: f}}, source.Options{})
	if err != nil || three.Graph.Digest() != one.Graph.Digest() {
		t.Errorf("%v", err)
	}
	if _, err := f.Stat(); err != nil {
		t.Error("the file of the caller is closed")
	}
}

func TestPublicNetworks(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "*", "*.edges.csv"))
	if len(files) == 0 {
		t.Skip("../shared/data is not there")
	}
	for _, e := range files {
		n := strings.TrimSuffix(e, ".edges.csv") + ".nodes.csv"
		r, err := open(source.Options{}, n, e)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(e), err)
			continue
		}
		content, _ := os.ReadFile(e)
		if rows := bytes.Count(bytes.TrimRight(content, "\r\n"), []byte("\n")); r.Graph.Edges() != rows {
			t.Errorf("%s: %d edges, %d rows", filepath.Base(e), r.Graph.Edges(), rows)
		}
	}
}

func TestTablesSayWhatTheyDoNotHold(t *testing.T) {
	r, err := decode(source.Options{}, "g.json", `{"attributes":{"title":"Valdora","area":"Nord"},"nodes":[{"id":"a","attributes":{"x":["b","c"],"tags":["d"],"n":1}},{"id":"b","attributes":{"n":0.5,"t":"2026-01-31"}}],"edges":[{"source":"a","target":"b","attributes":{"n":"1e5","x":["e","f"]}}]}`)
	if err != nil {
		t.Fatal(err)
	}
	for format, want := range map[string]string{
		"csv":       "network_left_out area, title; lists_as_text x; retyped n, t; ",
		"nodes.csv": "network_left_out area, title; lists_as_text x; retyped n, t; ",
		"edges.csv": "network_left_out area, title; lists_as_text x; retyped n; ", "json": "", "graphml": "", "gexf": "",
	} {
		f, known := source.FindEncoding(format)
		if !known {
			t.Fatal(format)
		}
		notes, err := f.Encode(io.Discard, r.Graph)
		got := ""
		for _, n := range notes {
			got += n.Code + " " + fmt.Sprint(n.Values["names"]) + "; "
		}
		if err != nil || got != want {
			t.Errorf("%s: %v, %q, want %q", format, err, got, want)
		}
	}
}

// Of what was left out, and of ends that no row has, the first are named, and beyond these it is said that there are more.
func TestHowManyAreNamed(t *testing.T) {
	for _, count := range []int{graph.MaxRefusals, graph.MaxRefusals + 1} {
		r, err := decode(source.Options{SkipRefused: true}, "n.csv", "id,nome\na,A\n"+strings.Repeat(",x\n", count))
		if err != nil {
			t.Fatal(err)
		}
		all := strings.Count(told(r), "left_out_count")
		if named := strings.Count(told(r), "left_out") - all; named != graph.MaxRefusals || all != count-graph.MaxRefusals {
			t.Errorf("%d left out: %s", count, told(r))
		}
	}
	for _, ends := range []string{"B C D E F", "B C D E F G"} {
		content := "da,a\n"
		for end := range strings.FieldsSeq(ends) {
			content += "a," + end + "\n"
		}
		r, err := source.Decode(t.Context(), []source.File{{Name: "n.csv", Reader: strings.NewReader("id,nome\na,A\n")}, {Name: "e.csv", Reader: strings.NewReader(content)}}, source.Options{})
		want := strings.Join(strings.Fields(ends)[:5], ", ")
		if strings.Contains(ends, "G") {
			want += ", …"
		}
		if err != nil || len(r.Notes) != 1 || r.Notes[0].Values["ids"] != want {
			t.Errorf("%s: %v, %v", ends, r.Notes, err)
		}
	}
}
