package graph_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
)

func TestTheEmptyGraph(t *testing.T) {
	made, _ := graph.NewBuilder().Build()
	for _, g := range []*graph.Graph{graph.Empty(), made} {
		if g.Nodes() != 0 || g.Edges() != 0 || g.Digest() != made.Digest() || len(g.NodeColumns()) != 0 {
			t.Error("it holds something")
		}
		var out strings.Builder
		if err := g.WriteJSON(&out); err != nil || out.String() != `{"schema":"trama.graph/1","attributes":{},"nodes":[],"edges":[]}` {
			t.Errorf("%s, %v", out.String(), err)
		}
		if _, there := g.FindEdge("x"); there {
			t.Error("it holds an edge")
		}
		if next, err := g.Apply(graph.Changes{}); err != nil || next.Digest() != g.Digest() {
			t.Errorf("%v", err)
		}
		if s, err := (graph.Lens{}).Select(g); err != nil || s.NodeCount != 0 || s.Part().Nodes() != 0 {
			t.Errorf("%v", err)
		}
	}
}

// The document is JSON in which every value comes back, and its hash is the digest.
func TestTheDocumentHoldsTheGraph(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := graphs().Draw(t, "graph")
		var out strings.Builder
		if err := g.WriteJSON(&out); err != nil {
			t.Fatal(err)
		}
		hash := sha256.Sum256([]byte(out.String()))
		if g.Digest() != hex.EncodeToString(hash[:]) {
			t.Fatal("the digest is not the document's hash")
		}
		var doc struct {
			Schema     string
			Attributes graph.Attributes
			Nodes      []graph.Node
			Edges      []graph.Edge
		}
		if err := json.Unmarshal([]byte(out.String()), &doc); err != nil || doc.Schema != graph.GraphSchema {
			t.Fatalf("%v: %s", err, out.String())
		}
		if len(doc.Nodes) != g.Nodes() || len(doc.Edges) != g.Edges() || !sameAttributes(doc.Attributes, g.Attributes()) {
			t.Fatalf("%s", out.String())
		}
		for i, n := range doc.Nodes {
			if want := g.Node(i); n.ID != want.ID || n.Kind != want.Kind || !sameAttributes(n.Attributes, want.Attributes) {
				t.Fatalf("node %+v, want %+v", n, want)
			}
		}
		for i, e := range doc.Edges {
			want := g.Edge(i)
			if !sameAttributes(e.Attributes, want.Attributes) {
				t.Fatalf("edge %+v, want %+v", e, want)
			}
			if e.Attributes, want.Attributes = nil, nil; !reflect.DeepEqual(e, want) {
				t.Fatalf("edge %+v, want %+v", e, want)
			}
		}
	})
}

func sameAttributes(a, b graph.Attributes) bool {
	return slices.EqualFunc(a, b, func(x, y graph.Attribute) bool { return x.Name == y.Name && sameText(x.Value, y.Value) })
}

func TestHostileTextsInTheDocument(t *testing.T) {
	for text, want := range map[string]string{
		"\"\\/<>&": `"\"\\/<>&"`, "\n\r\t": `"\n\r\t"`, "\x00\x1f\x7f": `"\u0000\u001f` + "\x7f" + `"`, "\u2028\u2029": `"\u2028\u2029"`,
		"a\xffb": "\"a\ufffdb\"", "\ufffd": "\"\ufffd\"", "è😀": `"è😀"`, "": `""`, "\xed\xa0\x80": "\"\ufffd\ufffd\ufffd\"",
	} {
		got := string(graph.AppendString(nil, text))
		if got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
		var back string
		if err := json.Unmarshal([]byte(got), &back); err != nil || back != strings.ToValidUTF8(text, "\ufffd") && !strings.Contains(text, "\xed") {
			t.Errorf("%q comes back as %q, %v", text, back, err)
		}
	}
}

type brokenWriter struct{ left int }

var errBroken = errors.New("no room")

func (w *brokenWriter) Write(p []byte) (int, error) {
	if w.left -= len(p); w.left < 0 {
		return 0, errBroken
	}
	return len(p), nil
}

func TestWriteJSONReturnsTheErrorOfItsWriter(t *testing.T) {
	b := graph.NewBuilder()
	row := b.Node("a")
	b.SetNode(row, b.NodeColumn("label"), graph.TextValue(strings.Repeat("x", 100_000)))
	for range 2000 {
		b.Edge(graph.BuilderEdge{Source: row, Target: row})
	}
	g, _ := b.Build()
	for _, left := range []int{0, 70_000, 200_000} {
		if err := g.WriteJSON(&brokenWriter{left}); !errors.Is(err, errBroken) {
			t.Errorf("%d: %v", left, err)
		}
	}
}

func TestIncidenceListsEachEdgeAtItsEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := graphs().Draw(t, "graph")
		in := g.Incidence()
		for i := range g.Nodes() {
			var want []uint32
			for e := range g.Edges() {
				if s, target := g.Ends(e); s == i || target == i {
					want = append(want, uint32(e))
				}
			}
			if !slices.Equal(in.Of(i), want) {
				t.Fatalf("node %d: %v, want %v", i, in.Of(i), want)
			}
		}
	})
}

func TestPartsOfAGraph(t *testing.T) {
	g := village()
	i, _ := g.FindNode("anna")
	if g.Kinds()[g.KindCode(i)] != "person" || g.Label(i) != "anna" || g.NodeColumn("zzz") != nil || g.EdgeColumn("") != nil {
		t.Error("node")
	}
	for e := range g.Edges() {
		s, target := g.Ends(e)
		if g.Types()[g.TypeCode(e)] != g.Type(e) || int(g.Sources()[e]) != s || int(g.Targets()[e]) != target {
			t.Error("edge")
		}
	}
	for _, columns := range [][]*graph.Column{g.NodeColumns(), g.EdgeColumns()} {
		if !slices.IsSortedFunc(columns, func(a, b *graph.Column) int { return strings.Compare(a.Name(), b.Name()) }) {
			t.Error("columns are not in order of name")
		}
	}
	labelled := mustApply(t, g, graph.Changes{PutNodes: []graph.NodeChange{{ID: "anna", Attributes: graph.Attributes{{Name: "label", Value: graph.IntegerValue(7)}}}}})
	if labelled.Label(i) != "7" {
		t.Error("a label may be a number")
	}
	for _, blank := range []string{" ", "\u00a0\t", "\u200b\u00ad ", "\u3164"} {
		label := graph.Attributes{{Name: "label", Value: graph.TextValue(blank)}}
		if got := mustApply(t, g, graph.Changes{PutNodes: []graph.NodeChange{{ID: "anna", Attributes: label}}}); got.Label(i) != "anna" {
			t.Errorf("a label of which nothing shows: %q", got.Label(i))
		}
	}
}

// A graph may be read by many at once.
func TestGraphsAreReadByManyAtOnce(t *testing.T) {
	g := village()
	var group sync.WaitGroup
	digests := make([]string, 8)
	for i := range digests {
		group.Go(func() {
			digests[i] = g.Digest()
			g.Incidence().Of(0)
			g.FindEdge("anna~knows~bice~1")
		})
	}
	group.Wait()
	for _, d := range digests {
		if d != g.Digest() {
			t.Error("another digest")
		}
	}
}
