package graph_test

import (
	"slices"
	"testing"

	"trama/graph"
)

func edgeOf(id, source, target string, attrs ...graph.Attribute) graph.EdgeChange {
	return graph.EdgeChange{ID: id, Source: source, Target: target, Type: text("knows"), Attributes: attrs}
}

func nodesOf(ids ...string) []graph.NodeChange {
	var out []graph.NodeChange
	for _, id := range ids {
		out = append(out, graph.NodeChange{ID: id})
	}
	return out
}

func labelled(text string) graph.Attribute {
	return graph.Attribute{Name: "label", Value: graph.TextValue(text)}
}

// Each thing that an undo leaves or takes along is told of, once.
func TestUndoTellsOfWhatItLeaves(t *testing.T) {
	kind := func(k string) *string { return &k }
	for _, c := range []struct {
		name                 string
		first, commit, later graph.Changes
		notes                []string
		left                 graph.Changes // what is there after the undo
	}{
		{
			name:   "a node that is gone already",
			commit: graph.Changes{PutNodes: nodesOf("a", "b")}, later: graph.Changes{RemoveNodes: []string{"a"}},
			notes: []string{"undo_gone a"},
		},
		{
			name:   "an edge that is gone already",
			first:  graph.Changes{PutNodes: nodesOf("a", "b")},
			commit: graph.Changes{PutEdges: []graph.EdgeChange{edgeOf("e", "a", "b")}}, later: graph.Changes{RemoveEdges: []string{"e"}},
			notes: []string{"undo_gone e"}, left: graph.Changes{PutNodes: nodesOf("a", "b")},
		},
		{
			name:   "a node and an edge that are there again",
			first:  graph.Changes{PutNodes: nodesOf("a", "b"), PutEdges: []graph.EdgeChange{edgeOf("e", "b", "b")}},
			commit: graph.Changes{RemoveNodes: []string{"a"}, RemoveEdges: []string{"e"}},
			later:  graph.Changes{PutNodes: []graph.NodeChange{{ID: "a", Attributes: graph.Attributes{labelled("new")}}}, PutEdges: []graph.EdgeChange{edgeOf("e", "a", "b")}},
			notes:  []string{"undo_back a", "undo_back e"},
			left: graph.Changes{
				PutNodes: []graph.NodeChange{{ID: "a", Attributes: graph.Attributes{labelled("new")}}, {ID: "b"}}, PutEdges: []graph.EdgeChange{edgeOf("e", "a", "b")},
			},
		},
		{
			name:   "kind, type, values and an attribute of the network that were changed since",
			first:  graph.Changes{PutNodes: nodesOf("a", "b"), PutEdges: []graph.EdgeChange{edgeOf("e", "a", "b")}},
			commit: graph.Changes{PutNodes: []graph.NodeChange{{ID: "a", Kind: kind("place"), Attributes: graph.Attributes{labelled("one")}}}, PutEdges: []graph.EdgeChange{{ID: "e", Type: text("refers")}}, Attributes: graph.Attributes{labelled("one")}},
			later:  graph.Changes{PutNodes: []graph.NodeChange{{ID: "a", Kind: kind("need"), Attributes: graph.Attributes{labelled("two")}}}, PutEdges: []graph.EdgeChange{{ID: "e", Type: text("uses")}}, Attributes: graph.Attributes{labelled("two")}},
			notes:  []string{"undo_value a", "undo_changed a", "undo_changed e", "undo_attribute label"},
			left: graph.Changes{
				PutNodes: []graph.NodeChange{{ID: "a", Kind: kind("need"), Attributes: graph.Attributes{labelled("two")}}, {ID: "b"}},
				PutEdges: []graph.EdgeChange{{ID: "e", Source: "a", Target: "b", Type: text("uses")}}, Attributes: graph.Attributes{labelled("two")},
			},
		},
		{
			name:   "a later edge that goes with its node, and one of the commit that goes without a word",
			first:  graph.Changes{PutNodes: nodesOf("a")},
			commit: graph.Changes{PutNodes: nodesOf("b"), PutEdges: []graph.EdgeChange{edgeOf("e", "a", "b")}},
			later:  graph.Changes{PutEdges: []graph.EdgeChange{edgeOf("f", "a", "b")}},
			notes:  []string{"undo_later_edge f"}, left: graph.Changes{PutNodes: nodesOf("a")},
		},
		{
			name:   "later edges that lose both ends, or go round one node",
			commit: graph.Changes{PutNodes: nodesOf("a", "b")},
			later:  graph.Changes{PutEdges: []graph.EdgeChange{edgeOf("f", "b", "a"), edgeOf("g", "b", "b")}},
			notes:  []string{"undo_later_edge f", "undo_later_edge g"},
		},
		{
			name:   "an edge that has lost an end",
			first:  graph.Changes{PutNodes: nodesOf("a", "b"), PutEdges: []graph.EdgeChange{edgeOf("e", "a", "b")}},
			commit: graph.Changes{RemoveEdges: []string{"e"}}, later: graph.Changes{RemoveNodes: []string{"b"}},
			notes: []string{"undo_no_end e"}, left: graph.Changes{PutNodes: nodesOf("a")},
		},
		{
			name:   "an edge whose id another has had since, which goes with its node",
			first:  graph.Changes{PutNodes: nodesOf("a", "b"), PutEdges: []graph.EdgeChange{edgeOf("e", "a", "b")}},
			commit: graph.Changes{RemoveEdges: []string{"e"}, PutNodes: nodesOf("c")},
			later:  graph.Changes{PutEdges: []graph.EdgeChange{edgeOf("e", "b", "c")}},
			notes:  []string{"undo_later_edge e"},
			left:   graph.Changes{PutNodes: nodesOf("a", "b"), PutEdges: []graph.EdgeChange{edgeOf("e", "a", "b")}},
		},
		{
			name:   "other ends, and what was said of the edge since",
			first:  graph.Changes{PutNodes: nodesOf("a", "b", "c"), PutEdges: []graph.EdgeChange{edgeOf("e", "a", "b", labelled("old"))}},
			commit: graph.Changes{RemoveEdges: []string{"e"}, PutEdges: []graph.EdgeChange{edgeOf("e", "a", "c", labelled("new"))}},
			later:  graph.Changes{PutEdges: []graph.EdgeChange{{ID: "e", Type: text("uses"), Attributes: graph.Attributes{{Name: "status", Value: graph.TextValue("validated")}}}}},
			notes:  []string{"undo_value e", "undo_changed e"},
			left: graph.Changes{PutNodes: nodesOf("a", "b", "c"), PutEdges: []graph.EdgeChange{
				{ID: "e", Source: "a", Target: "b", Type: text("uses"), Attributes: graph.Attributes{labelled("old"), {Name: "status", Value: graph.TextValue("validated")}}},
			}},
		},
		{
			name:   "ends that were changed again",
			first:  graph.Changes{PutNodes: nodesOf("a", "b", "c"), PutEdges: []graph.EdgeChange{edgeOf("e", "a", "b", labelled("old"))}},
			commit: graph.Changes{RemoveEdges: []string{"e"}, PutEdges: []graph.EdgeChange{edgeOf("e", "a", "c", labelled("new"))}},
			later:  graph.Changes{RemoveEdges: []string{"e"}, PutEdges: []graph.EdgeChange{edgeOf("e", "b", "c", labelled("new"))}},
			notes:  []string{"undo_changed e"},
			left:   graph.Changes{PutNodes: nodesOf("a", "b", "c"), PutEdges: []graph.EdgeChange{edgeOf("e", "b", "c", labelled("old"))}},
		},
		{
			name:   "an edge that has moved to a node of the commit",
			first:  graph.Changes{PutNodes: nodesOf("a", "b"), PutEdges: []graph.EdgeChange{edgeOf("e", "a", "b")}},
			commit: graph.Changes{PutNodes: nodesOf("c"), PutEdges: []graph.EdgeChange{{ID: "e", Attributes: graph.Attributes{labelled("x")}}}},
			later:  graph.Changes{RemoveEdges: []string{"e"}, PutEdges: []graph.EdgeChange{edgeOf("e", "a", "c", labelled("x"))}},
			notes:  []string{"undo_no_end e"}, left: graph.Changes{PutNodes: nodesOf("a", "b")},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := mustApply(t, graph.Empty(), c.first)
			after := mustApply(t, before, c.commit)
			newest := mustApply(t, after, c.later)
			back, notes := graph.Undo(newest, before, after)
			var told []string
			for _, n := range notes {
				subject := n.Values["id"]
				if subject == nil {
					subject = n.Values["name"]
				}
				told = append(told, n.Code+" "+subject.(string))
			}
			if !slices.Equal(told, c.notes) {
				t.Errorf("notes %q, want %q", told, c.notes)
			}
			want := mustApply(t, graph.Empty(), c.left)
			if got := mustApply(t, newest, back); got.Digest() != want.Digest() {
				t.Errorf("left otherwise: %+v", graph.Diff(want, got))
			}
			if newest.Digest() == want.Digest() && !back.Empty() {
				t.Errorf("changes for nothing: %+v", back)
			}
		})
	}
}

func TestUndoesIsSaidByTheMessage(t *testing.T) {
	for _, c := range []struct {
		message string
		at      graph.Revision
		undoes  bool
	}{
		{graph.Undone{Revision: 3}.Commit(), 3, true}, {"undo 7", 0, false}, {"undo 0", 0, false}, {"undo -1", 0, false},
		{"undo the vote", 0, false}, {"undo", 0, false}, {"validate", 0, false},
	} {
		at, undoes := graph.Commit{Revision: 7, Message: c.message}.Undoes()
		if undoes != c.undoes || undoes && at != c.at {
			t.Errorf("%q: %d, %v", c.message, at, undoes)
		}
	}
}
