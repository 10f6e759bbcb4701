package graphtest_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

func TestMemoryIsAStore(t *testing.T) {
	graphtest.TestStore(t, func(testing.TB) graph.Store { return graphtest.Memory() }, graphtest.Options{Pair: memoryPair})
}

func memoryPair(testing.TB) (a, b graph.Store) {
	m := graphtest.Memory()
	return m, m
}

// recorder is a test that stops at Skipf and Fatalf and says which it was.
type recorder struct {
	testing.TB
	said string
}

func (r *recorder) Helper()               {}
func (r *recorder) Skipf(string, ...any)  { r.said = "skip"; panic(r) }
func (r *recorder) Fatalf(string, ...any) { r.said = "fail"; panic(r) }
func (r *recorder) Fatal(...any)          { r.said = "fail"; panic(r) }

// outcome returns how a test that does this ends: "skip", "fail" or "".
func outcome(do func(t testing.TB)) string {
	r := &recorder{}
	func() {
		defer func() { _ = recover() }()
		do(r)
	}()
	return r.said
}

func TestGetenv(t *testing.T) {
	for _, c := range []struct{ value, ci, want string }{{"x", "", ""}, {"x", "true", ""}, {"", "", "skip"}, {"", "false", "skip"}, {"", "true", "fail"}} {
		t.Setenv("GRAPHTEST_VARIABLE", c.value)
		t.Setenv("CI", c.ci)
		var got string
		if how := outcome(func(t testing.TB) { got = graphtest.Getenv(t, "GRAPHTEST_VARIABLE") }); how != c.want || how == "" && got != c.value {
			t.Errorf("value %q, CI %q: %q, %q; want %q", c.value, c.ci, got, how, c.want)
		}
	}
}

func TestShared(t *testing.T) {
	root := graphtest.Root(t)
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Error(err)
	}
	if how := outcome(func(t testing.TB) { graphtest.Shared(t, "there is no such folder") }); how != "skip" {
		t.Errorf("a folder that is not there: %q", how)
	}
	t.Chdir(t.TempDir())
	if how := outcome(func(t testing.TB) { graphtest.Root(t) }); how != "fail" {
		t.Errorf("outside of the module: %q", how)
	}
}

// TestTownFigures counts the fixture in the plainest way.
func TestTownFigures(t *testing.T) {
	town, want := graphtest.Town(), graphtest.TownFigures()
	if town.Nodes() != want.Nodes || town.Edges() != want.Edges {
		t.Errorf("%d nodes and %d edges, want %d and %d", town.Nodes(), town.Edges(), want.Nodes, want.Edges)
	}
	view := viewOf(town)
	if len(view.nodes) != want.ViewNodes || len(view.pairs) != want.ViewEdges || view.parallel != want.Parallel || view.loops != want.Loops {
		t.Errorf("the view: %d nodes, %d pairs, %d parallel, %d loops; want %+v", len(view.nodes), len(view.pairs), view.parallel, view.loops, want)
	}
	sizes := view.sizes("", [2]string{})
	if len(sizes) != want.Components || !slices.Equal(sizes, want.Sizes) || len(slices.DeleteFunc(slices.Clone(sizes), func(n int) bool { return n > 1 })) != want.Isolates {
		t.Errorf("pieces of %v, want %v", sizes, want.Sizes)
	}
	reached, n := 0, len(view.nodes)
	for _, size := range sizes {
		reached += size * (size - 1)
	}
	if f := 1 - float64(reached)/float64(n*(n-1)); f != want.Fragmentation {
		t.Errorf("fragmentation %v, want %v", f, want.Fragmentation)
	}
	var bridges [][2]string
	for _, pair := range view.pairs {
		if len(view.sizes("", pair)) > len(sizes) {
			bridges = append(bridges, pair)
		}
	}
	var points []string
	for _, id := range view.nodes {
		if len(view.sizes(id, [2]string{})) > len(sizes) {
			points = append(points, id)
		}
	}
	if !slices.Equal(bridges, want.Bridges) || !slices.Equal(points, want.ArticulationPoints) {
		t.Errorf("bridges %v, points %v; want %v, %v", bridges, points, want.Bridges, want.ArticulationPoints)
	}
}

// plainView is what the default lens leaves of the town, as ids and pairs in ascending order.
type plainView struct {
	nodes           []string
	pairs           [][2]string
	parallel, loops int
}

func viewOf(g *graph.Graph) plainView {
	var v plainView
	for i := range g.Nodes() {
		if g.Kind(i) != graph.Need {
			v.nodes = append(v.nodes, g.NodeID(i))
		}
	}
	for e := range g.Edges() {
		edge := g.Edge(e)
		pair := [2]string{min(edge.Source, edge.Target), max(edge.Source, edge.Target)}
		switch {
		case edge.Type == "answers":
		case edge.Source == edge.Target:
			v.loops++
		case slices.Contains(v.pairs, pair):
			v.parallel++
		default:
			v.pairs = append(v.pairs, pair)
		}
	}
	slices.SortFunc(v.pairs, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	return v
}

// sizes returns the sizes of the pieces without a node and a pair, largest first.
func (v plainView) sizes(without string, cut [2]string) []int {
	piece := map[string]int{}
	for i, id := range v.nodes {
		if id != without {
			piece[id] = i
		}
	}
	for range v.nodes { // the lowest number spreads over its piece
		for _, pair := range v.pairs {
			a, okA := piece[pair[0]]
			b, okB := piece[pair[1]]
			if okA && okB && pair != cut {
				piece[pair[0]], piece[pair[1]] = min(a, b), min(a, b)
			}
		}
	}
	count := map[int]int{}
	for _, number := range piece {
		count[number]++
	}
	var out []int
	for _, n := range count {
		out = append(out, n)
	}
	slices.SortFunc(out, func(a, b int) int { return b - a })
	return out
}

// TestRandomChanges checks that the changes fit, and that all sorts of them occur.
func TestRandomChanges(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	var sum graph.Counts
	g := graph.Empty()
	for range 600 {
		next, err := g.Apply(graphtest.RandomChanges(r, g))
		if err != nil {
			t.Fatal(err)
		}
		c := graph.Diff(g, next).Count(g)
		sum.NodesAdded += c.NodesAdded
		sum.NodesChanged += c.NodesChanged
		sum.NodesRemoved += c.NodesRemoved
		sum.EdgesAdded += c.EdgesAdded
		sum.EdgesChanged += c.EdgesChanged
		sum.EdgesRemoved += c.EdgesRemoved
		g = next
	}
	for what, n := range map[string]int{
		"nodes added": sum.NodesAdded, "nodes changed": sum.NodesChanged, "nodes removed": sum.NodesRemoved,
		"edges added": sum.EdgesAdded, "edges changed": sum.EdgesChanged, "edges removed": sum.EdgesRemoved,
	} {
		if n < 15 {
			t.Errorf("%d %s in 600 changes", n, what)
		}
	}
}

func TestHostileHoldsWhatItSays(t *testing.T) {
	g := graphtest.Hostile()
	longestNode, longestEdge, longestValue := 0, 0, 0
	for i := range g.Nodes() {
		longestNode = max(longestNode, len(g.NodeID(i)))
		for _, attr := range g.NodeAttributes(i) {
			longestValue = max(longestValue, len(attr.Value.String()))
		}
	}
	for e := range g.Edges() {
		longestEdge = max(longestEdge, len(g.EdgeID(e)))
	}
	if longestNode != graph.MaxNodeID || longestEdge != graph.MaxEdgeID || longestValue != graph.MaxValue {
		t.Errorf("the longest are %d, %d, %d", longestNode, longestEdge, longestValue)
	}
	for _, name := range []string{"network", "id", "kind", "type"} {
		if g.NodeColumn(name) == nil || g.EdgeColumn(name) == nil {
			t.Errorf("no attribute %s", name)
		}
	}
	for _, c := range graphtest.EveryValue().NodeColumns() {
		if c.Name() == "mixed" && c.Type() != graph.Mixed {
			t.Errorf("the column mixed is %v", c.Type())
		}
	}
}
