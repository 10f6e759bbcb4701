package render_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"trama/graph"
	"trama/render"
)

// codebookOf returns the rows of a codebook by what they are of and their name.
func codebookOf(t *testing.T, d render.Documented, lang string) map[string][]string {
	t.Helper()
	var out bytes.Buffer
	if err := render.Codebook(&out, d, lang); err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(&out).ReadAll()
	if err != nil || strings.Join(all[0], ",") != "of,name,type,given,missing,least,most,values,meaning" {
		t.Fatalf("%v: %v", err, all[0])
	}
	rows := map[string][]string{}
	for _, row := range all[1:] {
		rows[row[0]+" "+row[1]] = row[2:]
	}
	return rows
}

func TestCodebook(t *testing.T) {
	b := graph.NewBuilder()
	b.SetAttribute("licence", graph.TextValue("CC BY 4.0"))
	a, c := b.Node("a"), b.Node("c")
	b.Node("alone")
	b.SetKind(a, "person")
	b.SetNode(a, b.NodeColumn("degree"), graph.IntegerValue(-3))
	b.SetNode(c, b.NodeColumn("degree"), graph.IntegerValue(7))
	b.SetNode(c, b.NodeColumn("tags"), graph.ListValue([]string{"casa", "cibo"}))
	b.SetNode(a, b.NodeColumn("tags"), graph.ListValue([]string{"casa"}))
	day, _ := graph.DateValue("2026-01-31")
	e := b.Edge(graph.BuilderEdge{Source: a, Target: c, Type: "knows"})
	b.SetEdge(e, b.EdgeColumn("since"), day)
	b.SetEdge(b.Edge(graph.BuilderEdge{Source: c, Target: a, Directed: true}), b.EdgeColumn("formula"), graph.TextValue("=1+1"))
	g, _ := b.Build()
	rows := codebookOf(t, render.Documented{Graph: g, Figures: map[string]string{"degree": "degree"}}, "en")
	for name, want := range map[string]string{
		"file nodes": "integer,1,0,,,3", "file edges": "integer,1,0,,,2", "file isolates": "integer,1,0,,,1", "file digest": "text,1,0,,," + g.Digest(),
		"graph licence": "text,1,0,,,CC BY 4.0", "node kind": "text,1,2,,,person (person) 1", "node degree": "integer,2,1,-3,7,",
		"node tags": "list,2,1,,,casa | cibo", "edge type": "text,1,1,,,knows (knows) 1", "edge directed": "boolean,2,0,,,true 1 | false 1",
		"edge since": "date,1,1,2026-01-31,2026-01-31,2026-01-31", "edge formula": "text,1,1,,,'=1+1",
	} {
		if got := rows[name]; got == nil || strings.Join(got[:6], ",") != want {
			t.Errorf("%s: %v, want %s", name, got, want)
		}
	}
	if meaning := rows["node degree"][6]; !strings.Contains(meaning, "To how many others it is related. [") {
		t.Errorf("the figure: %q", meaning)
	}
	if rows["edge formula"][6] != "" || rows["file missing"][6] == "" {
		t.Error("what a file calls its own has no meaning, what is missing has")
	}
	plain := codebookOf(t, render.Documented{Graph: g}, "it")
	if plain["node degree"][6] != "" || plain["node kind"][5] != "person (persona) 1" || !strings.HasPrefix(plain["node tags"][6], "Parole") {
		t.Errorf("in Italian, without figures: %v %v %v", plain["node degree"], plain["node kind"], plain["node tags"])
	}
}

func TestCodebookCountsManyValues(t *testing.T) {
	b := graph.NewBuilder()
	for i := range 30 {
		b.SetNode(b.Node(strings.Repeat("x", i+1)), b.NodeColumn("label"), graph.TextValue(strings.Repeat("y", i+1)))
	}
	g, _ := b.Build()
	if got := codebookOf(t, render.Documented{Graph: g}, "en")["node label"][5]; got != "30 different values" {
		t.Error(got)
	}
}
