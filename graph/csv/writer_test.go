package csv_test

import (
	"bytes"
	stdcsv "encoding/csv"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/csv"
)

// written returns both tables of a graph.
func written(t testing.TB, g *graph.Graph) (nodes, edges string) {
	t.Helper()
	var n, e bytes.Buffer
	if err := errors.Join(csv.EncodeNodes(&n, g), csv.EncodeEdges(&e, g)); err != nil {
		t.Fatal(err)
	}
	return n.String(), e.String()
}

// again reads what was written.
func again(t testing.TB, nodes, edges string) *graph.Graph {
	t.Helper()
	g, _, err := tryRead(csv.Options{}, file{"nodes.csv", nodes}, file{"edges.csv", edges})
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, nodes, edges)
	}
	return g
}

func TestEncode(t *testing.T) {
	b := graph.NewBuilder()
	a, c := b.Node("a"), b.Node(`x,"y"`)
	b.SetKind(a, "person")
	for name, v := range map[string]graph.Value{
		"label": graph.TextValue("Anna\n\"Nina\" Rossi"), "n": graph.IntegerValue(-5), "x": graph.FloatValue(-0.5), "tags": graph.ListValue([]string{"p", "q"}),
		"ok": graph.BooleanValue(true), "formula": graph.TextValue("=1+1"), "minus": graph.TextValue("-x"), "apostrophe": graph.TextValue("'@x"), "plain": graph.TextValue("'x"),
	} {
		b.SetNode(a, b.NodeColumn(name), v)
	}
	day, _ := graph.DateValue("2024-01-31")
	e := b.Edge(graph.BuilderEdge{Source: a, Target: c, Type: "knows"})
	b.SetEdge(e, b.EdgeColumn("since"), day)
	b.SetEdge(e, b.EdgeColumn("weight"), graph.FloatValue(2))
	g, _ := b.Build()
	nodes, edges := written(t, g)
	wantNodes := "id,label,kind,apostrophe,formula,minus,n,ok,plain,tags,x\n" +
		"a,\"Anna\n\"\"Nina\"\" Rossi\",person,''@x,'=1+1,'-x,-5,true,'x,p|q,-0.5\n" +
		"\"x,\"\"y\"\"\",,,,,,,,,,\n"
	wantEdges := "source,target,type,since,weight\na,\"x,\"\"y\"\"\",knows,2024-01-31,2.0\n"
	if nodes != wantNodes {
		t.Errorf("nodes\n%s\nwant\n%s", nodes, wantNodes)
	}
	if edges != wantEdges {
		t.Errorf("edges\n%s\nwant\n%s", edges, wantEdges)
	}
	if got := again(t, nodes, edges); got.Digest() != g.Digest() {
		t.Errorf("another graph: %s", document(t, got))
	}
}

// TestEncodeManyRows writes more rows than a core makes at a time: in their order, the same on one core and on two.
func TestEncodeManyRows(t *testing.T) {
	b := graph.NewBuilder()
	weight, want := b.EdgeColumn("weight"), []string{"source,target,type,weight"}
	for i := range 50_000 {
		e := b.Edge(graph.BuilderEdge{Source: b.End(fmt.Sprintf("%05d", i)), Target: b.End("x,y"), Type: "knows"})
		b.SetEdge(e, weight, graph.FloatValue(float64(i)/4))
		want = append(want, fmt.Sprintf("%05d,\"x,y\",knows,%s", i, graph.FloatValue(float64(i)/4)))
	}
	g, _ := b.Build()
	for cores := range 2 {
		before := runtime.GOMAXPROCS(1 + cores)
		_, edges := written(t, g)
		runtime.GOMAXPROCS(before)
		if edges != strings.Join(want, "\n")+"\n" {
			t.Errorf("on %d cores another table", 1+cores)
		}
	}
	for room := range 3 {
		if err := csv.EncodeEdges(&full{room}, g); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("on a disk with room for %d: %v", room, err)
		}
	}
}

// full is a disk with room for some writes.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room--; f.room < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestEncodeNothing(t *testing.T) {
	nodes, edges := written(t, graph.Empty())
	if nodes != "id,kind\n" || edges != "source,target,type\n" {
		t.Errorf("%q %q", nodes, edges)
	}
}

// TestEncodeKeepsApart: what a header would say by mistake is said otherwise.
func TestEncodeKeepsApart(t *testing.T) {
	for _, c := range []struct {
		what         string
		build        func(b *graph.Builder)
		nodes, edges string // headers
	}{
		{"names that hold what may separate cells", func(b *graph.Builder) {
			setNode(b, "età; sesso; zona", "x")
			setEdge(b, "a\tb\tc", "x")
		}, `id,kind,"età; sesso; zona"`, "source,target,type,\"a\tb\tc\""},
		{"such a name that is a formula", func(b *graph.Builder) { setNode(b, "=a;b;c;d", "x") }, `id,kind,"'=a;b;c;d"`, "source,target,type"},
		{"a name that is no label", func(b *graph.Builder) { setNode(b, "name", "Anna") }, "id,kind,name,label", "source,target,type"},
		{"reserved names", func(b *graph.Builder) { setNode(b, "id", "7"); setNode(b, "kind", "x"); setNode(b, "type", "person") }, "id,kind,id_,kind_,type", "source,target,type"},
		{"reserved names with something behind", func(b *graph.Builder) { setNode(b, "id_", "w"); setNode(b, "kind__", "x"); setNode(b, "_", "y") }, "id,kind,_,id__,kind___", "source,target,type"},
		{"reserved names with twins", func(b *graph.Builder) {
			setEdge(b, "weight", "2")
			b.SetEdge(0, b.EdgeColumn("Weight"), graph.IntegerValue(-1))
			b.SetEdge(0, b.EdgeColumn("ID"), graph.TextValue("x"))
			b.SetEdge(0, b.EdgeColumn("Status"), graph.TextValue("x"))
			b.SetEdge(0, b.EdgeColumn("weight"), graph.IntegerValue(2))
			b.SetEdge(0, b.EdgeColumn("id"), graph.TextValue("y"))
			setNode(b, "Lat", "x")
			setNode(b, "LABEL", "x")
		}, "id,kind,label,lat,LABEL,Lat", "source,target,type,weight,id,status,ID,Status,Weight,id_"},
		{"another name of the id, beside an attribute that is called id", func(b *graph.Builder) {
			setEdge(b, "id", "e8")
			b.SetEdge(0, b.EdgeColumn("key"), graph.IntegerValue(0))
		}, "id,kind", "source,target,type,id_,key,id"},
		{"reserved names of edges", func(b *graph.Builder) { setEdge(b, "source", "x"); setEdge(b, "type", "y"); setEdge(b, "kind", "z") }, "id,kind", "source,target,type,id,kind_,source_,type_"},
		{"reserved names with a kind beside the type's", func(b *graph.Builder) {
			setEdge(b, "kind", "z")
			b.Edge(graph.BuilderEdge{Source: b.End("a"), Target: b.End("b"), Type: "vicino"})
		}, "id,kind", "source,target,type,kind,kind_"},
		{"nodes that look like edges", func(b *graph.Builder) { setNode(b, "From", "x"); setNode(b, "to", "y"); setNode(b, "a", "z") }, "id,kind,From,a,to_", "source,target,type"},
		{"Italian nodes that look like edges", func(b *graph.Builder) { setNode(b, "da", "x"); setNode(b, "a", "z") }, "id,kind,a_,da", "source,target,type"},
		{"another name that is no label", func(b *graph.Builder) { setNode(b, "NAME", "Anna") }, "id,kind,NAME,label", "source,target,type"},
		{"undirected by itself", func(b *graph.Builder) {
			b.Edge(graph.BuilderEdge{Source: b.End("a"), Target: b.End("b"), Type: "vicino"})
		}, "id,kind", "source,target,type,kind"},
		{"types that are words for directions", func(b *graph.Builder) {
			b.Edge(graph.BuilderEdge{Source: b.End("a"), Target: b.End("b"), Type: "Mutual", Directed: true})
		}, "id,kind", "source,target,type,kind"},
		{"ids of their own", func(b *graph.Builder) {
			b.Edge(graph.BuilderEdge{ID: "e1", Source: b.End("a"), Target: b.End("b"), Directed: true})
		}, "id,kind", "source,target,type,id"},
		{"parallel edges", func(b *graph.Builder) { setEdge(b, "x", "1"); setEdge(b, "x", "2") }, "id,kind", "source,target,type,id,x"},
		{"other names of kind and type", func(b *graph.Builder) { setNode(b, "tipologia", "x"); setNode(b, "tipo", "y") }, "id,kind,tipo,tipologia", "source,target,type"},
		{"a word for directions beside no type", func(b *graph.Builder) {
			b.Edge(graph.BuilderEdge{Source: b.End("a"), Target: b.End("b"), Type: "Directed", Directed: true})
			b.Edge(graph.BuilderEdge{Source: b.End("a"), Target: b.End("b"), Directed: true})
		}, "id,kind", "source,target,type,kind"},
		{"a word for directions beside a type", func(b *graph.Builder) {
			b.Edge(graph.BuilderEdge{Source: b.End("a"), Target: b.End("b"), Type: "Directed", Directed: true})
			b.Edge(graph.BuilderEdge{Source: b.End("a"), Target: b.End("b"), Type: "vicino", Directed: true})
		}, "id,kind", "source,target,type"},
		{"an attribute that would be the direction", func(b *graph.Builder) { setEdge(b, "Directed", "true") }, "id,kind", "source,target,type,kind,Directed"},
		{"an attribute that would not", func(b *graph.Builder) { setEdge(b, "direction", "nord") }, "id,kind", "source,target,type,direction"},
		{"a strength that is no weight", func(b *graph.Builder) { setEdge(b, "strength", "-1"); setEdge(b, "codice", "x") }, "id,kind", "source,target,type,id,codice,strength,weight"},
	} {
		b := graph.NewBuilder()
		c.build(b)
		g, _ := b.Build()
		nodes, edges := written(t, g)
		header := func(table string) string { line, _, _ := strings.Cut(table, "\n"); return line }
		if header(nodes) != c.nodes || header(edges) != c.edges {
			t.Errorf("%s: %s; %s", c.what, header(nodes), header(edges))
		}
		back := again(t, nodes, edges)
		n2, e2 := written(t, back)
		if strings.HasPrefix(c.what, "reserved names with") && back.Digest() != g.Digest() {
			t.Errorf("%s: another graph: %s%s", c.what, nodes, edges)
		}
		if n2 != nodes || e2 != edges {
			t.Errorf("%s: reading it changes it\n%s%s\n%s%s", c.what, nodes, edges, n2, e2)
		}
	}
}

// TestEncodeNumbers: where a column holds integers and floats, reading it would make all of them floats: so they are written.
// Integers that no float holds stay.
func TestEncodeNumbers(t *testing.T) {
	b := graph.NewBuilder()
	for i, v := range [][3]graph.Value{
		{graph.IntegerValue(1), graph.IntegerValue(1), graph.IntegerValue(1<<53 + 1)},
		{graph.FloatValue(1.5), graph.IntegerValue(2), graph.FloatValue(.5)},
	} {
		at := b.Node(string(rune('a' + i)))
		for k, name := range []string{"x", "y", "z"} {
			b.SetNode(at, b.NodeColumn(name), v[k])
		}
	}
	g, _ := b.Build()
	nodes, edges := written(t, g)
	if want := "id,kind,x,y,z\na,,1.0,1,9007199254740993\nb,,1.5,2,0.5\n"; nodes != want {
		t.Errorf("%q", nodes)
	}
	if n2, _ := written(t, again(t, nodes, edges)); n2 != nodes {
		t.Errorf("reading it changes it: %q", n2)
	}
}

func setNode(b *graph.Builder, name, text string) {
	b.SetNode(b.Node("a"), b.NodeColumn(name), graph.TextValue(text))
}

func setEdge(b *graph.Builder, name, text string) {
	e := b.Edge(graph.BuilderEdge{Source: b.End("a"), Target: b.End("b"), Type: "r", Directed: true})
	b.SetEdge(e, b.EdgeColumn(name), graph.TextValue(text))
}

// hostileTexts are what a table could break on, and anything else.
func hostileTexts() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"=1+1", "+1", "-1", "-x", "@SUM(A1)", "\tx", "\rx", "'=x", "''-x", "'", "''", "=", "\"", "a\"b", ",", ";", "a;b,c\td", "sep=;",
			"007", "1.0", "1e5", "-3,5", "1.234,56", "true", "NA", "null", "2024-01-31", "31/01/2024", "x|y", "|", "è€\U0001F600", "\ufeffx", "\r\n", "x\n", "’", "person",
			"Directed", "mutual", "a\u2028b", "=HYPERLINK(\"http://x\")", "\\N", "#REF!", "--"}),
		rapid.StringMatching(`[ -~àèéìòù€\n\t'"=+@;,|.-]{1,12}`), rapid.String(),
	)
}

// TestRoundTrip: what was read from tables comes back from the tables that are written of it, value by value, type by
// type, id by id.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes, edges := drawnTables(t)
		refused := &graph.Refused{}
		first, _, err := tryRead(csv.Options{Refused: refused}, file{"nodes.csv", nodes}, file{"edges.csv", edges})
		if err != nil {
			t.Skip(err)
		}
		var n, e bytes.Buffer
		if err := errors.Join(csv.EncodeNodes(&n, first), csv.EncodeEdges(&e, first)); err != nil {
			t.Fatal(err)
		}
		second, _, err := tryRead(csv.Options{}, file{"nodes.csv", n.String()}, file{"edges.csv", e.String()})
		if err != nil {
			t.Fatalf("%v\n%s\n%s", err, n.String(), e.String())
		}
		var a, b bytes.Buffer
		first.WriteJSON(&a)
		second.WriteJSON(&b)
		if a.String() != b.String() {
			t.Fatalf("from\n%s%s\n%s\n%s\nthrough\n%s%s", nodes, edges, a.String(), b.String(), n.String(), e.String())
		}
	})
}

// drawnTables returns a table of nodes and one of edges with hostile cells, written by encoding/csv.
func drawnTables(t *rapid.T) (nodes, edges string) {
	headers := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"label", "kind", "type", "tags", "dal", "stato", "lat", "name", "x", "=y", "note", "id_", "peso", "età; sesso; zona; casa", "a\tb\tc\td", "p,q", "r\"s", "t\nu", "'=v", "sep=;", "column_3"}), 0, 5, rapid.ID[string])
	cell := rapid.OneOf(hostileTexts(), rapid.SampledFrom([]string{"", "1", "2.5", "2024-01-31", "true"}))
	table := func(first []string, more []string, rows int) string {
		var b bytes.Buffer
		w := stdcsv.NewWriter(&b)
		w.Write(append(first, more...))
		for range rows {
			row := make([]string, 0, len(first)+len(more))
			for range first {
				row = append(row, rapid.OneOf(rapid.SampledFrom([]string{"a", "b", "c", "d"}), hostileTexts()).Draw(t, "id"))
			}
			for range more {
				row = append(row, cell.Draw(t, "cell"))
			}
			w.Write(row)
		}
		w.Flush()
		return b.String()
	}
	nodes = table([]string{"id"}, headers.Draw(t, "node headers"), rapid.IntRange(0, 6).Draw(t, "nodes"))
	edges = table([]string{"source", "target"}, headers.Draw(t, "edge headers"), rapid.IntRange(0, 6).Draw(t, "edges"))
	return nodes, edges
}

// TestNothingRuns: no cell that is written begins as a formula does, but for numbers.
func TestNothingRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := graph.NewBuilder()
		c := b.NodeColumn(rapid.SampledFrom([]string{"x", "=x", "-x"}).Draw(t, "name"))
		for range 3 {
			id := hostileTexts().Filter(func(s string) bool { return s != "" }).Draw(t, "id")
			b.SetNode(b.Node(id), c, graph.TextValue(hostileTexts().Draw(t, "text")))
		}
		g, _ := b.Build()
		var out bytes.Buffer
		if err := csv.EncodeNodes(&out, g); err != nil {
			t.Fatal(err)
		}
		rows, err := stdcsv.NewReader(&out).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && (strings.Contains("=+@\t\r", cell[:1]) || cell[0] == '-' && strings.Trim(cell, "-0123456789.,eE+") != "") {
					t.Fatalf("%q runs", cell)
				}
			}
		}
	})
}

func TestEncodeSaysWhatFails(t *testing.T) {
	b := graph.NewBuilder()
	b.Edge(graph.BuilderEdge{Source: b.Node("a"), Target: b.Node("b")})
	g, _ := b.Build()
	if csv.EncodeNodes(failing{}, g) == nil || csv.EncodeEdges(failing{}, g) == nil {
		t.Error("a writer that fails is not told")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("full") }

// TestRetyped: what is said to change on reading is what does change.
func TestRetyped(t *testing.T) {
	day, _ := graph.DateValue("2026-01-31")
	for what, c := range map[string]struct {
		values []graph.Value
		want   bool
	}{
		"texts":                 {[]graph.Value{graph.TextValue("Anna"), graph.TextValue("1")}, false},
		"texts like numbers":    {[]graph.Value{graph.TextValue("1e5"), graph.TextValue("2")}, true},
		"numbers twice":         {[]graph.Value{graph.TextValue("1.0"), graph.TextValue("1.00")}, false},
		"leading zeros":         {[]graph.Value{graph.TextValue("06100"), graph.TextValue("1")}, false},
		"texts like days":       {[]graph.Value{graph.TextValue("2026-01-31")}, true},
		"texts like booleans":   {[]graph.Value{graph.TextValue("TRUE")}, true},
		"white space":           {[]graph.Value{graph.TextValue("Anna"), graph.TextValue("\u00a0")}, true},
		"integers":              {[]graph.Value{graph.IntegerValue(1), graph.IntegerValue(1 << 60)}, false},
		"floats":                {[]graph.Value{graph.FloatValue(1), graph.FloatValue(1e300)}, false},
		"integers among floats": {[]graph.Value{graph.IntegerValue(1), graph.FloatValue(.5)}, true},
		"booleans":              {[]graph.Value{graph.BooleanValue(true)}, false},
		"days":                  {[]graph.Value{day}, false},
		"a number among texts":  {[]graph.Value{graph.IntegerValue(1), graph.TextValue("Anna")}, true},
		"tags of numbers":       {[]graph.Value{graph.IntegerValue(1)}, true},
		"tags of texts":         {[]graph.Value{graph.TextValue("a")}, true},
		"tags":                  {[]graph.Value{graph.ListValue([]string{"a", "b"})}, false},
		"tags of white space":   {[]graph.Value{graph.ListValue([]string{"a"}), graph.ListValue([]string{"\r"})}, true},
		"tags with white space": {[]graph.Value{graph.ListValue([]string{"a ", " b"})}, false},
		"status":                {[]graph.Value{graph.TextValue("validata"), graph.TextValue("declared")}, true},
		"no status":             {[]graph.Value{graph.TextValue("validata"), graph.TextValue("mah")}, false},
		"statuses":              {[]graph.Value{graph.TextValue("validated")}, false},
	} {
		b := graph.NewBuilder()
		name := "x"
		switch {
		case strings.Contains(what, "status"):
			name = "status"
		case strings.Contains(what, "tags"):
			name = "tags"
		}
		for i, v := range c.values {
			b.SetNode(b.Node(fmt.Sprint(i)), b.NodeColumn(name), v)
		}
		g, _ := b.Build()
		nodes, edges := written(t, g)
		changes := again(t, nodes, edges).Digest() != g.Digest()
		said := len(csv.Retyped(g.Nodes(), g.NodeColumns())) > 0
		if said != c.want || changes != c.want {
			t.Errorf("%s: said %v, changes %v", what, said, changes)
		}
	}
}
