package analysis_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trama/analysis"
	"trama/graph"
)

// unionOf compares two states and returns them as one.
func unionOf(t testing.TB, before, after *graph.Graph, l graph.Lens) analysis.Union {
	t.Helper()
	c, err := analysis.Compare(context.Background(), analysis.Source{Graph: before}, analysis.Source{Graph: after}, analysis.CompareOptions{Seed: 1, Lens: l})
	if err != nil {
		t.Fatal(err)
	}
	u, err := c.Union()
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// moved is a union as a list of what became of what, without what stayed the same.
func moved(u analysis.Union) []string {
	var out []string
	for i, m := range u.Nodes {
		if m != analysis.Same {
			out = append(out, fmt.Sprintf("%s %s", u.Graph.NodeID(i), m))
		}
	}
	for _, p := range u.Pairs {
		if p.Move != analysis.Same {
			text := fmt.Sprintf("%s-%s %s", u.Graph.NodeID(p.Source), u.Graph.NodeID(p.Target), p.Move)
			if p.Kept {
				text += " kept"
			}
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return out
}

func weighing(e graph.EdgeChange, weight float64) graph.EdgeChange {
	e.Attributes = e.Attributes.With("weight", graph.FloatValue(weight))
	return e
}

// TestUnionTellsWhatBecameOfEach: every way in which a node and a relation can move, what does not count left aside.
func TestUnionTellsWhatBecameOfEach(t *testing.T) {
	before := stateOf(t, graph.Changes{
		PutNodes: []graph.NodeChange{
			node("a", "person"), node("b", "person", "label", "Bice"), node("c", "person"), node("d", "person"), node("e", "organization"), node("n", "need"), node("k", "commitment", "state", "agreed"),
		},
		PutEdges: []graph.EdgeChange{
			edge("a", "b", "knows"), edge("c", "d", "knows"), weighing(edge("a", "c", "knows"), 2), weighing(edge("a", "d", "knows"), 2), edge("a", "e", "works_for"), edge("b", "c", "knows"),
		},
	})
	retired := edge("b", "c", "knows")
	retired.Attributes = retired.Attributes.With("status", graph.TextValue("retired"))
	kept := edge("c", "e", "member_of")
	kept.Attributes = kept.Attributes.With("source", graph.TextValue("k"))
	second := edge("a", "b", "collaborates")
	second.ID = "ab2"
	after, err := before.Apply(graph.Changes{
		RemoveNodes: []string{"d"}, // with its relations
		RemoveEdges: []string{"ae"},
		PutNodes:    []graph.NodeChange{node("f", "person"), node("k", "commitment", "state", "kept"), node("b", "person", "label", "Beatrice"), node("m", "need")},
		PutEdges: []graph.EdgeChange{
			second, weighing(edge("a", "c", "knows"), 1), retired, kept, {ID: "ae2", Source: "a", Target: "e", Type: new("member_of")}, edge("f", "b", "knows"),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what string
		lens graph.Lens
		want []string
	}{
		{"the default lens", graph.Lens{}, []string{"a-b grown", "a-c shrunk", "a-d gone", "a-e changed", "b changed", "b-c gone", "b-f new", "c-d gone", "c-e new kept", "d gone", "f new"}},
		{"one left out", graph.Lens{LeaveOut: []string{"d", "f"}}, []string{"a-b grown", "a-c shrunk", "a-e changed", "b changed", "b-c gone", "c-e new kept"}},
		{"persons", graph.Lens{Kinds: []string{"person"}}, []string{"a-b grown", "a-c shrunk", "a-d gone", "b changed", "b-c gone", "b-f new", "c-d gone", "d gone", "f new"}},
	} {
		if got := moved(unionOf(t, before, after, c.lens)); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %v\nwant %v", c.what, got, c.want)
		}
	}
	u := unionOf(t, before, after, graph.Lens{})
	for pair, want := range map[string][]string{"ab": {"collaborates", "knows"}, "ad": {"knows"}, "ae": {"member_of"}} {
		i := slices.IndexFunc(u.Pairs, func(p analysis.UnionPair) bool { return u.Graph.NodeID(p.Source)+u.Graph.NodeID(p.Target) == pair })
		if !slices.Equal(u.Pairs[i].Types, want) {
			t.Errorf("%s: types %v, want %v", pair, u.Pairs[i].Types, want)
		}
	}
	for id, want := range map[string]string{"b": "Beatrice", "d": "d"} {
		if i, there := u.Graph.FindNode(id); !there || u.Graph.Label(i) != want || u.Graph.Kind(i) != "person" {
			t.Errorf("%s is not there as it was last", id)
		}
	}
	if u := unionOf(t, before, before, graph.Lens{}); len(moved(u)) != 0 || u.Graph.Nodes() != 5 || len(u.Pairs) != 6 {
		t.Errorf("a state beside itself: %v, %d nodes, %d pairs", moved(u), u.Graph.Nodes(), len(u.Pairs))
	}
}

// TestUnionHoldsBothStates: of any two states, without what is gone the union is the later one, without what is new the earlier.
func TestUnionHoldsBothStates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var states [2]*graph.Graph
		var pairs [2][]string
		for k := range states {
			states[k], pairs[k] = drawnState(t)
		}
		c := analysis.Comparison{States: states}
		u, err := c.Union()
		if err != nil {
			t.Fatal(err)
		}
		for k, other := range []analysis.Move{analysis.New, analysis.Gone} {
			var nodes, joined []string
			for i, m := range u.Nodes {
				if m != other {
					nodes = append(nodes, u.Graph.NodeID(i))
				}
			}
			for _, p := range u.Pairs {
				if p.Move != other {
					joined = append(joined, u.Graph.NodeID(p.Source)+u.Graph.NodeID(p.Target))
				}
			}
			if len(nodes) != states[k].Nodes() || !slices.Equal(joined, pairs[k]) {
				t.Fatalf("state %d: %v, %v; want %d nodes, %v", k, nodes, joined, states[k].Nodes(), pairs[k])
			}
			for _, id := range nodes {
				if _, there := states[k].FindNode(id); !there {
					t.Fatalf("state %d has no %s", k, id)
				}
			}
		}
	})
}

// drawnState draws a graph of a few persons, and returns it with the pairs that it has.
func drawnState(t *rapid.T) (*graph.Graph, []string) {
	b := graph.NewBuilder()
	ids := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f"}), 1, 6, rapid.ID).Draw(t, "nodes")
	for _, id := range ids {
		b.SetKind(b.Node(id), "person")
	}
	var pairs []string
	for range rapid.IntRange(0, 8).Draw(t, "edges") {
		from, to := rapid.SampledFrom(ids).Draw(t, "from"), rapid.SampledFrom(ids).Draw(t, "to")
		b.Edge(graph.BuilderEdge{Source: b.Node(from), Target: b.Node(to), Type: "knows"})
		if from != to {
			pairs = append(pairs, min(from, to)+max(from, to))
		}
	}
	slices.Sort(pairs)
	g, _ := b.Build()
	return g, slices.Compact(pairs)
}

// A comparison that does not know its states has an empty union.
func TestUnionOfNothing(t *testing.T) {
	if u, err := (analysis.Comparison{}).Union(); err != nil || u.Graph.Nodes() != 0 || len(u.Pairs) != 0 {
		t.Errorf("%v %v", u, err)
	}
}
