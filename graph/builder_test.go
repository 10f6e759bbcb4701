package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
)

// The order of rows does not matter.
func TestShuffledInputGivesTheSameGraph(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := parts(rapid.Bool().Draw(t, "own ids")).Draw(t, "parts")
		want := built(all).Digest()
		shuffled := rapid.Permutation(all).Draw(t, "shuffled")
		if got := built(shuffled).Digest(); got != want {
			t.Fatal("another graph comes of another order")
		}
	})
}

// A built graph holds what went in, and derived ids are what the design says.
func TestBuildHoldsWhatWentIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := parts(false).Draw(t, "parts")
		g := built(all)
		edges := map[string][]string{}
		for _, p := range all {
			if !p.isEnd {
				i, there := g.FindNode(p.node.ID)
				if !there || g.Kind(i) != graph.KindNamed(p.node.Kind) || fmt.Sprint(g.NodeAttributes(i)) != fmt.Sprint(p.node.Attributes) {
					t.Fatalf("node %s", p.node.ID)
				}
				continue
			}
			key := derived(p.edge.Source, graph.TypeNamed(p.edge.Type), p.edge.Target, 0)
			edges[key[:len(key)-1]] = append(edges[key[:len(key)-1]], contentOf(p.edge))
		}
		count := 0
		for prefix, want := range edges {
			var got []string
			for k := range want {
				e, there := g.FindEdge(fmt.Sprintf("%s%d", prefix, k+1))
				if !there {
					t.Fatalf("no edge %s%d", prefix, k+1)
				}
				got = append(got, contentOf(g.Edge(e)))
			}
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Fatalf("%s: %q, want %q", prefix, got, want)
			}
			count += len(want)
		}
		if count != g.Edges() {
			t.Fatalf("%d edges, want %d", g.Edges(), count)
		}
	})
}

func contentOf(e graph.Edge) string {
	typ := graph.TypeNamed(e.Type)
	if t, known := graph.FindType(typ); known {
		e.Directed = !t.Symmetric
	}
	return fmt.Sprint(e.Source, " ", e.Target, " ", typ, e.Directed, e.Attributes)
}

func TestIDsAscendAndAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := graphs().Draw(t, "graph")
		for i := range g.Nodes() {
			if i > 0 && g.NodeID(i-1) >= g.NodeID(i) {
				t.Fatalf("%q stands before %q", g.NodeID(i-1), g.NodeID(i))
			}
			if at, there := g.FindNode(g.NodeID(i)); !there || at != i {
				t.Fatalf("node %q is found at %d", g.NodeID(i), at)
			}
		}
		for e := range g.Edges() {
			if e > 0 && g.EdgeID(e-1) >= g.EdgeID(e) {
				t.Fatalf("%q stands before %q", g.EdgeID(e-1), g.EdgeID(e))
			}
			if at, there := g.FindEdge(g.EdgeID(e)); !there || at != e {
				t.Fatalf("edge %q is found at %d", g.EdgeID(e), at)
			}
			if appended := string(g.AppendEdgeID([]byte("x"), e)); appended != "x"+g.EdgeID(e) {
				t.Fatalf("%q is appended for %q", appended, g.EdgeID(e))
			}
		}
		for _, id := range []string{"", "a~", "zz", "~", "\xff"} {
			if _, there := g.FindNode(id); there {
				t.Fatalf("there is no node %q", id)
			}
			if _, there := g.FindEdge(id); there {
				t.Fatalf("there is no edge %q", id)
			}
		}
	})
}

// Ids of edges are compared with all of their encoding, so that "a" and "a b" do not mix their edges up.
func TestDerivedIDsOfNamesThatBeginAlike(t *testing.T) {
	names := []string{"a", "a b", "a-", "a.", "a~b", "a%", "a0", "aA", "aZ", "a_", "aa", "aé", "b", "", "~"}
	b := graph.NewBuilder()
	for _, source := range names {
		for _, target := range names {
			for _, typ := range []string{"", "a", "a b", "knows"} {
				if source != "" && target != "" {
					for range 11 {
						b.Edge(graph.BuilderEdge{Source: b.End(source), Target: b.End(target), Type: typ})
					}
				}
			}
		}
	}
	g, _ := b.Build()
	for e := 1; e < g.Edges(); e++ {
		if g.EdgeID(e-1) >= g.EdgeID(e) {
			t.Fatalf("%q stands before %q", g.EdgeID(e-1), g.EdgeID(e))
		}
	}
}

func TestEdgesKeepIDsFileByFile(t *testing.T) {
	for _, c := range []struct {
		name     string
		files    [][]string
		want     []string
		replaced int
	}{
		{"all have one", [][]string{{"x", "y"}}, []string{"x", "y"}, 0},
		{"none has one", [][]string{{"", ""}}, []string{"a~~b~1", "a~~b~2"}, 0},
		{"one is missing", [][]string{{"x", ""}}, []string{"a~~b~1", "a~~b~2"}, 1},
		{"the first is missing", [][]string{{"", "x"}}, []string{"a~~b~1", "a~~b~2"}, 1},
		{"one repeats", [][]string{{"x", "y", "x"}}, []string{"a~~b~1", "a~~b~2", "a~~b~3"}, 3},
		{"each file for itself", [][]string{{"x"}, {"", "y"}, {"z"}}, []string{"a~~b~1", "a~~b~2", "x", "z"}, 1},
		{"two files share one", [][]string{{"x", "y"}, {"z"}, {"x"}}, []string{"a~~b~1", "a~~b~2", "a~~b~3", "z"}, 3},
		{"a derived id is taken", [][]string{{"a~~b~1"}, {"", ""}}, []string{"a~~b~1", "a~~b~2", "a~~b~3"}, 0},
		{"no edges", [][]string{{}, {}}, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := graph.NewBuilder()
			source, target := b.Node("a"), b.Node("b")
			for _, file := range c.files {
				b.BeginFile()
				for _, id := range file {
					b.Edge(graph.BuilderEdge{ID: id, Source: source, Target: target, Directed: true})
				}
			}
			g, made := b.Build()
			var got []string
			for e := range g.Edges() {
				got = append(got, g.EdgeID(e))
			}
			if !slices.Equal(got, c.want) || made.ReplacedIDs != c.replaced {
				t.Errorf("%q, %d replaced", got, made.ReplacedIDs)
			}
		})
	}
}

func TestNodesThatOnlyEdgesNameAreTold(t *testing.T) {
	b := graph.NewBuilder()
	row := b.Node("a")
	for i := range 30 {
		b.Edge(graph.BuilderEdge{Source: row, Target: b.End(fmt.Sprintf("z%02d", i))})
	}
	if !b.Listed(row) || b.Listed(row+1) {
		t.Error("listed")
	}
	if _, made := b.Build(); made.UnlistedAll != 30 || len(made.Unlisted) != 20 || made.Unlisted[0] != "z00" || made.Unlisted[19] != "z19" {
		t.Errorf("%+v", made)
	}
	b = graph.NewBuilder()
	b.Edge(graph.BuilderEdge{Source: b.End("a"), Target: b.End("b")})
	if _, made := b.Build(); made.UnlistedAll != 0 {
		t.Error("without a list of nodes none is missing from it")
	}
}

func TestAnotherValueOrKindIsRefused(t *testing.T) {
	b := graph.NewBuilder()
	row, column := b.Node("a"), b.NodeColumn("x")
	for _, c := range []struct {
		v  graph.Value
		ok bool
	}{
		{graph.Value{}, true}, {graph.IntegerValue(1), true}, {graph.IntegerValue(1), true}, {graph.Value{}, true},
		{graph.FloatValue(1), false}, {graph.IntegerValue(2), false}, {graph.TextValue("1"), false},
	} {
		if ok := b.SetNode(row, column, c.v); ok != c.ok {
			t.Errorf("%v: %v", c.v, ok)
		}
	}
	for _, c := range []struct {
		kind string
		ok   bool
	}{{"persona", true}, {"Person", true}, {"place", false}, {"", false}} {
		if ok := b.SetKind(row, c.kind); ok != c.ok {
			t.Errorf("%s: %v", c.kind, ok)
		}
	}
	if kind, set := b.Kind(row); kind != "person" || !set {
		t.Errorf("%q %v", kind, set)
	}
	b.ReplaceNode(row, column, graph.TextValue("x"))
	if b.NodeValue(row, column) != graph.TextValue("x") {
		t.Error("not replaced")
	}
	b.ReplaceNode(row, column, graph.Value{})
	if g, _ := b.Build(); g.NodeColumn("x") != nil {
		t.Error("an empty column stands")
	}
}

func TestColumnsAreConvertedRenamedAndDropped(t *testing.T) {
	b := graph.NewBuilder()
	x, y, z := b.NodeColumn("x"), b.NodeColumn("y"), b.NodeColumn("z")
	for i, text := range []string{"1", "2", "1", "due"} {
		row := b.Node(string(rune('a' + i)))
		b.SetNode(row, x, graph.TextValue(text))
		b.SetNode(row, y, graph.TextValue(text))
		b.SetNode(row, z, graph.IntegerValue(int64(i)))
	}
	calls := map[graph.Value]int{}
	b.ConvertNodes(x, func(v graph.Value) graph.Value {
		calls[v]++
		if v.String() == "due" {
			return v
		}
		return graph.IntegerValue(int64(len(v.String())))
	})
	b.ConvertNodes(y, func(v graph.Value) graph.Value {
		if v.String() == "due" {
			return graph.Value{}
		}
		return graph.FloatValue(float64(len(v.String())))
	})
	b.ConvertNodes(z, func(v graph.Value) graph.Value {
		n, _ := v.Integer()
		return graph.TextValue(strings.Repeat("z", int(n)))
	})
	for v, n := range calls {
		if n != 1 {
			t.Errorf("%v was converted %d times", v, n)
		}
	}
	if b.RenameNodes(x, "y") || !b.RenameNodes(x, "x") || !b.RenameNodes(x, "w") {
		t.Error("rename")
	}
	g, _ := b.Build()
	row := func(i int) string { return fmt.Sprint(g.NodeAttributes(i)) }
	if row(0) != "[{w 1} {y 1.0}]" || row(3) != "[{w due} {z zzz}]" || g.NodeColumn("y").Type() != graph.Float || g.NodeColumn("w").Type() != graph.Mixed {
		t.Errorf("%s %s", row(0), row(3))
	}

	b = graph.NewBuilder()
	e := b.Edge(graph.BuilderEdge{Source: b.Node("a"), Target: b.Node("b"), Type: "x"})
	b.SetEdge(e, b.EdgeColumn("p"), graph.IntegerValue(1))
	b.SetEdge(e, b.EdgeColumn("q"), graph.IntegerValue(2))
	b.ConvertEdges(b.EdgeColumn("p"), func(graph.Value) graph.Value { return graph.BooleanValue(true) })
	if len(b.EdgeValues(b.EdgeColumn("q"))) != 1 || b.EdgeType(e) != "x" || !b.RenameEdges(b.EdgeColumn("p"), "r") {
		t.Error("edges")
	}
	b.DropEdges(b.EdgeColumn("q"))
	b.Retype(e, "conosce", true)
	g, _ = b.Build()
	if got := fmt.Sprint(g.Edge(0)); got != "{a~knows~b~1 a b knows false [{r true}]}" {
		t.Error(got)
	}
}

// A column may mix types and stays exact; one that turns out to hold integers or floats only is a column of numbers.
func TestMixedColumnsAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := graph.NewBuilder()
		rows := rapid.IntRange(1, 12).Draw(t, "rows")
		column, want := b.NodeColumn("x"), make([]graph.Value, rows)
		for i := range rows {
			b.Node(fmt.Sprintf("%03d", i))
		}
		for range rapid.IntRange(0, 20).Draw(t, "writes") {
			row := rapid.IntRange(0, rows-1).Draw(t, "row")
			v := values().Draw(t, "value")
			if rapid.IntRange(0, 4).Draw(t, "gone") == 0 {
				v = graph.Value{}
			}
			b.ReplaceNode(row, column, v)
			want[row] = v
			if b.NodeValue(row, column) != v {
				t.Fatalf("row %d holds %v, want %v", row, b.NodeValue(row, column), v)
			}
		}
		g, _ := b.Build()
		checkColumn(t, g.NodeColumn("x"), want)
	})
}

func checkColumn(t *rapid.T, c *graph.Column, want []graph.Value) {
	count, types := 0, map[graph.ValueType]bool{}
	for row, v := range want {
		got, ok := c.At(row)
		if got != v || ok == v.IsZero() {
			t.Fatalf("row %d holds %v, want %v", row, got, v)
		}
		number, isNumber := v.Number()
		if x, ok := c.Number(row); ok != isNumber || ok && x != number {
			t.Fatalf("row %d is the number %v, want %v", row, x, number)
		}
		if c.Text(row) != v.String() {
			t.Fatalf("row %d is the text %q, want %q", row, c.Text(row), v.String())
		}
		if distinct := c.Distinct(); distinct != nil {
			if code := c.Code(row); code == 0 != v.IsZero() || code > 0 && distinct[code-1] != v {
				t.Fatalf("row %d has code %d", row, code)
			}
		}
		if !v.IsZero() {
			count, types[v.Type()] = count+1, true
		}
	}
	typ := graph.None
	for one := range types {
		if typ = one; len(types) > 1 {
			typ = graph.Mixed
		}
	}
	if c.Count() != count || c.Type() != typ {
		t.Fatalf("%d values of type %v, want %d of %v", c.Count(), c.Type(), count, typ)
	}
	if isNumbers := typ == graph.Integer || typ == graph.Float; isNumbers && c.Distinct() != nil {
		t.Fatal("a column of numbers is coded")
	}
}

func TestAColumnThatIsNotThereHoldsNothing(t *testing.T) {
	var c *graph.Column
	if _, ok := c.At(3); ok || c.Text(3) != "" || c.Type() != graph.None || c.Count() != 0 || c.Code(3) != 0 || c.Distinct() != nil {
		t.Error("a nil column holds something")
	}
	if _, ok := c.Number(3); ok {
		t.Error("a nil column holds a number")
	}
}

// What a graph says of itself makes it again, its ids of edges given as any other id.
func TestAGraphIsBuiltAgainOfItsParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := graphs().Draw(t, "graph")
		if g.Edges() > 0 && rapid.Bool().Draw(t, "some removed") {
			g = mustApply(t, g, graph.Changes{RemoveEdges: []string{g.EdgeID(rapid.IntRange(0, g.Edges()-1).Draw(t, "removed"))}})
		}
		var all []part
		for i := range g.Nodes() {
			all = append(all, part{node: g.Node(i)})
		}
		for e := range g.Edges() {
			all = append(all, part{edge: g.Edge(e), isEnd: true})
		}
		again := mustApply(t, built(rapid.Permutation(all).Draw(t, "shuffled")), graph.Changes{Attributes: g.Attributes()})
		if again.Digest() != g.Digest() {
			t.Fatalf("another graph: %+v", graph.Diff(g, again))
		}
		for e := range again.Edges() {
			if at, there := again.FindEdge(g.EdgeID(e)); !there || at != e {
				t.Fatalf("edge %q is found at %d", g.EdgeID(e), at)
			}
		}
	})
}

func TestDerivedIDsPassOverThoseThatAreTaken(t *testing.T) {
	b := graph.NewBuilder()
	x, y := b.Node("a"), b.Node("b")
	b.BeginFile()
	b.Edge(graph.BuilderEdge{ID: "a~~b~2", Source: x, Target: y, Directed: true}) // reads as one derived of its edge
	b.Edge(graph.BuilderEdge{ID: "a~~b~4", Source: y, Target: y, Directed: true}) // does not
	b.Edge(graph.BuilderEdge{ID: "a~~b~05", Source: x, Target: y, Directed: true})
	b.BeginFile()
	weight := b.EdgeColumn("weight")
	for i := range 11 {
		e := b.Edge(graph.BuilderEdge{Source: x, Target: y, Directed: true})
		b.SetEdge(e, weight, graph.IntegerValue(int64(11-i)))
	}
	g, _ := b.Build()
	got := map[string]string{}
	for e := range g.Edges() {
		if e > 0 && g.EdgeID(e-1) >= g.EdgeID(e) {
			t.Errorf("%q stands before %q", g.EdgeID(e-1), g.EdgeID(e))
		}
		got[g.EdgeID(e)] = g.EdgeColumn("weight").Text(e)
	}
	if len(got) != 14 || got["a~~b~1"] != "10" || got["a~~b~3"] != "11" || got["a~~b~2"] != "" || got["a~~b~13"] == "" {
		t.Errorf("%v", got)
	}
}
