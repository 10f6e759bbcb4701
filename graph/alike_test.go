package graph_test

import (
	"slices"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

// TestRelationsAlike are those between the same two, either way where they have no direction; a retired one stands for none.
func TestRelationsAlike(t *testing.T) {
	g := graphtest.FromLines(t, "node a person", "node b person", "node c person",
		"edge a knows b", "edge b refers a", "edge b knows c status=retired", "edge a refers a", "edge a other b")
	for _, c := range []struct {
		source, typ, target string
		alike               int
		stands              bool
	}{
		{"a", "knows", "b", 1, true}, {"b", "knows", "a", 1, true}, {"b", "refers", "a", 1, true}, {"a", "refers", "b", 0, false}, {"c", "knows", "b", 1, false},
		{"a", "refers", "a", 1, true}, {"a", "other", "b", 1, true}, {"b", "other", "a", 0, false}, {"a", "knows", "c", 0, false}, {"a", "knows", "nobody", 0, false}, {"a", "", "b", 0, false},
	} {
		put := graph.EdgeChange{Source: c.source, Target: c.target, Type: &c.typ}
		if got := g.Alike(put); len(got) != c.alike || !slices.IsSorted(got) || g.Stands(put) != c.stands {
			t.Errorf("%s %s %s: %v, stands %t", c.source, c.typ, c.target, got, g.Stands(put))
		}
	}
}

// TestJoiningKeepsTheDirectionOfOtherTypes: of a type that the catalogue does not know a relation with a direction is another one than
// one without.
func TestJoiningKeepsTheDirectionOfOtherTypes(t *testing.T) {
	b := graph.NewBuilder()
	for _, id := range []string{"a", "b", "c"} {
		b.Node(id)
	}
	b.Edge(graph.BuilderEdge{Source: b.End("a"), Target: b.End("c"), Type: "tavolo", Directed: true})
	b.Edge(graph.BuilderEdge{Source: b.End("b"), Target: b.End("c"), Type: "tavolo"})
	g, _ := b.Build()
	c, err := g.Joined("a", "b")
	if err != nil {
		t.Fatal(err)
	}
	joined, err := g.Apply(c)
	if err != nil || joined.Edges() != 2 || joined.Directed(0) == joined.Directed(1) {
		t.Errorf("%d relations, %v", joined.Edges(), err)
	}
}
