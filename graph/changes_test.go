package graph_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
)

func TestDiffAppliedGivesTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := graphs().Draw(t, "a"), graphs().Draw(t, "b")
		c := graph.Diff(a, b)
		if got := mustApply(t, a, c); got.Digest() != b.Digest() {
			t.Fatalf("another graph comes of %+v: %+v", c, graph.Diff(got, b))
		}
		if same := graph.Diff(b, b); !same.Empty() {
			t.Fatalf("a graph differs from itself: %+v", same)
		}
	})
}

// Changes come through JSON as they are, and a diff after some changes is those changes.
func TestChangesComeThroughJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := graphs().Draw(t, "a"), graphs().Draw(t, "b")
		held, _, err := graph.Diff(a, b).Holdable(graph.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(held)
		if err != nil {
			t.Fatal(err)
		}
		c, notes, err := graph.ReadChanges(strings.NewReader(string(text)), graph.Limits{})
		if err != nil || len(notes) > 0 {
			t.Fatalf("%v, %v: %s", notes, err, text)
		}
		again, _ := json.Marshal(c)
		if string(again) != string(text) {
			t.Fatalf("got %s\nwant %s", again, text)
		}
	})
}

func TestUndoneChangesLeaveNoTrace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := graphs().Draw(t, "graph")
		after := mustApply(t, before, changes(before).Draw(t, "changes"))
		c, notes := graph.Undo(after, before, after)
		if got := mustApply(t, after, c); got.Digest() != before.Digest() {
			t.Fatalf("left over: %+v", graph.Diff(before, got))
		}
		if len(notes) > 0 {
			t.Fatalf("notes on what was simple: %v", notes)
		}
	})
}

// Whatever came after, what the commit did is taken back where it still stands, and what was done since stays.
func TestUndoOfAnOlderCommit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := graphs().Draw(t, "graph")
		after := mustApply(t, before, changes(before).Draw(t, "changes"))
		newest := mustApply(t, after, changes(after).Draw(t, "later changes"))
		c, notes := graph.Undo(newest, before, after)
		got := modelOf(mustApply(t, newest, c))
		checkUndone(t, modelOf(before), modelOf(after), modelOf(newest), got)
		checkUndoneEdges(t, modelOf(before), modelOf(after), modelOf(newest), got)
		for _, n := range notes {
			if n.Code == "" || n.Text == "" || strings.Contains(n.Text, "{") {
				t.Fatalf("note %+v", n)
			}
		}
	})
}

// checkUndone compares nodes with the definition of undo.
func checkUndone(t *rapid.T, before, after, newest, got model) {
	all := map[string]bool{}
	for _, m := range []model{before, after, newest, got} {
		for id := range m.nodes {
			all[id] = true
		}
	}
	for id := range all {
		was, wasThere := before.nodes[id]
		then, thenThere := after.nodes[id]
		now, nowThere := newest.nodes[id]
		is, isThere := got.nodes[id]
		want := nowThere
		switch {
		case thenThere && !wasThere: // the commit made it
			want = false
		case !thenThere && wasThere: // the commit took it away
			want = true
		}
		if isThere != want {
			t.Fatalf("node %s: there %v, want %v", id, isThere, want)
		}
		if !(wasThere && thenThere && nowThere) {
			continue
		}
		for _, name := range []string{"a", "label", "note", "z"} {
			back := now.Attributes.Get(name)
			if back == then.Attributes.Get(name) {
				back = was.Attributes.Get(name)
			}
			if is.Attributes.Get(name) != back {
				t.Fatalf("node %s: %s is %v, want %v", id, name, is.Attributes.Get(name), back)
			}
		}
		if now.Kind == then.Kind && is.Kind != was.Kind || now.Kind != then.Kind && is.Kind != now.Kind {
			t.Fatalf("node %s is a %s: %s, %s, %s", id, is.Kind, was.Kind, then.Kind, now.Kind)
		}
	}
}

// checkUndoneEdges does so with edges: the ends of one are a value, too.
func checkUndoneEdges(t *rapid.T, before, after, newest, got model) {
	stands := func(e graph.Edge) bool {
		return e.ID != "" && got.nodes[e.Source].ID != "" && got.nodes[e.Target].ID != ""
	}
	ends := func(e graph.Edge) [2]string { return [2]string{e.Source, e.Target} }
	all := map[string]bool{}
	for _, m := range []model{before, after, newest, got} {
		for id := range m.edges {
			all[id] = true
		}
	}
	for id := range all {
		was, then, now, is := before.edges[id], after.edges[id], newest.edges[id], got.edges[id]
		want := now // whatever the commit did not touch
		switch {
		case then.ID != "" && was.ID == "":
			want = graph.Edge{}
		case then.ID == "" && was.ID != "" && now.ID == "":
			want = was
		case then.ID != "" && now.ID != "" && ends(now) == ends(then):
			want.Source, want.Target = was.Source, was.Target
		}
		if !stands(want) {
			want = graph.Edge{}
		}
		if is.ID != want.ID || ends(is) != ends(want) {
			t.Fatalf("edge %s is %+v, want %+v: %+v, %+v, %+v", id, is, want, was, then, now)
		}
		if want.ID == "" || was.ID == "" || then.ID == "" || now.ID == "" {
			continue
		}
		if typ := now.Type; typ != then.Type && is.Type != typ || typ == then.Type && is.Type != was.Type {
			t.Fatalf("edge %s is of type %q: %q, %q, %q", id, is.Type, was.Type, then.Type, now.Type)
		}
		for _, name := range []string{"a", "label", "note", "z", "weight"} {
			back := now.Attributes.Get(name)
			if back == then.Attributes.Get(name) {
				back = was.Attributes.Get(name)
			}
			if is.Attributes.Get(name) != back {
				t.Fatalf("edge %s: %s is %v, want %v", id, name, is.Attributes.Get(name), back)
			}
		}
	}
}

func TestMergeIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, incoming := graphs().Draw(t, "base"), graphs().Draw(t, "incoming")
		c, first := graph.Merge(base, incoming)
		merged := mustApply(t, base, c)
		if first.Added+first.Changed+first.Same != incoming.Nodes()+incoming.Edges() {
			t.Fatalf("%+v of %d", first, incoming.Nodes()+incoming.Edges())
		}
		again, second := graph.Merge(merged, incoming)
		if !again.Empty() || second.Added+second.Changed > 0 {
			t.Fatalf("a second merge changes %+v: %+v", second, again)
		}
		checkMerged(t, base, incoming, merged)
	})
}

// checkMerged checks that all of incoming is there, and all of base that incoming does not speak of.
func checkMerged(t *rapid.T, base, incoming, merged *graph.Graph) {
	have, in := modelOf(merged), modelOf(incoming)
	for id, n := range in.nodes {
		for _, a := range n.Attributes {
			if have.nodes[id].Attributes.Get(a.Name) != a.Value {
				t.Fatalf("node %s lost %s", id, a.Name)
			}
		}
	}
	for id, e := range in.edges {
		got := have.edges[id]
		if got.Source != e.Source || got.Target != e.Target || e.Type != "" && got.Type != e.Type {
			t.Fatalf("edge %s is %+v, want %+v", id, got, e)
		}
	}
	for id, n := range modelOf(base).nodes {
		for _, a := range n.Attributes {
			if in.nodes[id].Attributes.Get(a.Name).IsZero() && have.nodes[id].Attributes.Get(a.Name) != a.Value {
				t.Fatalf("node %s of the base lost %s", id, a.Name)
			}
		}
	}
	for id := range modelOf(base).edges {
		if _, there := have.edges[id]; !there {
			t.Fatalf("edge %s of the base is gone", id)
		}
	}
}

func TestCountsOfChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := graphs().Draw(t, "a"), graphs().Draw(t, "b")
		got := graph.Diff(a, b).Count(a)
		x, y := modelOf(a), modelOf(b)
		var want graph.Counts
		for id, n := range y.nodes {
			switch old, there := x.nodes[id]; {
			case !there:
				want.NodesAdded++
			case !reflect.DeepEqual(old, n):
				want.NodesChanged++
			}
		}
		for id, e := range y.edges {
			switch old, there := x.edges[id]; {
			case !there:
				want.EdgesAdded++
			case !reflect.DeepEqual(old, e):
				want.EdgesChanged++
			}
		}
		for id := range x.nodes {
			if _, there := y.nodes[id]; !there {
				want.NodesRemoved++
			}
		}
		for id := range x.edges {
			if _, there := y.edges[id]; !there {
				want.EdgesRemoved++
			}
		}
		if got != want {
			t.Fatalf("%+v, want %+v", got, want)
		}
	})
}

// What changes say of nodes and edges that are so already, or say twice, they do not do.
func TestWhatChangesDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := graphs().Draw(t, "a"), graphs().Draw(t, "b")
		want := graph.Diff(a, b)
		said := want
		said.PutNodes, said.PutEdges = slices.Concat(want.PutNodes, want.PutNodes), slices.Concat(want.PutEdges, want.PutEdges)
		for i := range b.Nodes() {
			said.PutNodes = append(said.PutNodes, graph.NodeChange{ID: b.NodeID(i), Attributes: b.NodeAttributes(i)})
		}
		for i := range b.Edges() {
			said.PutEdges = append(said.PutEdges, graph.EdgeChange{ID: b.EdgeID(i), Attributes: b.EdgeAttributes(i)})
		}
		got, err := said.Made(a)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v, %v, want %+v", got, err, want)
		}
	})
	if _, err := (graph.Changes{RemoveNodes: []string{"z"}}).Made(graph.Empty()); graph.KindOf(err) != graph.NotFound {
		t.Errorf("%v", err)
	}
}

func text(s string) *string { return &s }

func TestApplyRefuses(t *testing.T) {
	b := graph.NewBuilder()
	b.Edge(graph.BuilderEdge{ID: "e", Source: b.Node("a"), Target: b.Node("b"), Type: "knows"})
	g, _ := b.Build()
	digest := g.Digest()
	for _, c := range []struct {
		name    string
		changes graph.Changes
		kind    graph.ErrorKind
		code    string
	}{
		{"a node that is not there", graph.Changes{RemoveNodes: []string{"z"}}, graph.NotFound, "no_node"},
		{"an edge that is not there", graph.Changes{RemoveEdges: []string{"z"}}, graph.NotFound, "no_edge"},
		{"no id", graph.Changes{PutNodes: []graph.NodeChange{{}}}, graph.Invalid, "bad_id"},
		{"white space around an id", graph.Changes{PutNodes: []graph.NodeChange{{ID: " a"}}}, graph.Invalid, "bad_id"},
		{"a control character in an id", graph.Changes{PutNodes: []graph.NodeChange{{ID: "a\x00b"}}}, graph.Invalid, "control_in_id"},
		{"a character that XML cannot hold in an id", graph.Changes{PutNodes: []graph.NodeChange{{ID: "a\uffff"}}}, graph.Invalid, "control_in_id"},
		{"such a one in an edge's id", graph.Changes{PutEdges: []graph.EdgeChange{{ID: "e\ufffe", Source: "a", Target: "b"}}}, graph.Invalid, "control_in_id"},
		{"an id that is no text", graph.Changes{PutNodes: []graph.NodeChange{{ID: "a\xff"}}}, graph.Invalid, "control_in_id"},
		{"no name", graph.Changes{PutNodes: []graph.NodeChange{{ID: "a", Attributes: graph.Attributes{{Value: graph.IntegerValue(1)}}}}}, graph.Invalid, "no_name"},
		{"a weight of 0", graph.Changes{PutEdges: []graph.EdgeChange{{ID: "e", Attributes: graph.Attributes{{Name: "weight", Value: graph.IntegerValue(0)}}}}}, graph.Invalid, "bad_weight"},
		{"a weight as text", graph.Changes{PutEdges: []graph.EdgeChange{{ID: "e", Attributes: graph.Attributes{{Name: "weight", Value: graph.TextValue("1")}}}}}, graph.Invalid, "bad_weight"},
		{"an edge without its end", graph.Changes{PutEdges: []graph.EdgeChange{{Source: "a", Target: "z"}}}, graph.Invalid, "no_end"},
		{"attributes of an edge that is not there", graph.Changes{PutEdges: []graph.EdgeChange{{ID: "z", Attributes: graph.Attributes{{Name: "note", Value: graph.TextValue("x")}}}}}, graph.NotFound, "no_edge"},
		{"an edge whose end goes", graph.Changes{RemoveNodes: []string{"b"}, PutEdges: []graph.EdgeChange{{ID: "f", Source: "a", Target: "b"}}}, graph.Invalid, "no_end"},
		{"a new edge with two ends", graph.Changes{PutEdges: []graph.EdgeChange{{ID: "f", Source: "a", Target: "b"}, {ID: "f", Source: "b"}}}, graph.Invalid, "ends_change"},
		{"another end", graph.Changes{PutEdges: []graph.EdgeChange{{ID: "e", Target: "a"}}}, graph.Invalid, "ends_change"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := g.Apply(c.changes)
			var s graph.Sentence
			if graph.KindOf(err) != c.kind || !errors.As(err, &s) || s.Code != c.code {
				t.Errorf("%v: %v", graph.KindOf(err), err)
			}
			if g.Digest() != digest {
				t.Error("the graph changed")
			}
		})
	}
}

func TestTheEndThatIsMissingIsNamed(t *testing.T) {
	g := mustApply(t, graph.Empty(), graph.Changes{PutNodes: []graph.NodeChange{{ID: "a"}}})
	for _, ends := range [][3]string{{"a", "y", "y"}, {"x", "a", "x"}, {"x", "y", "x"}} {
		_, err := g.Apply(graph.Changes{PutEdges: []graph.EdgeChange{{Source: ends[0], Target: ends[1]}}})
		var why graph.Sentence
		if !errors.As(err, &why) || why.Code != "no_end" || why.Values["id"] != ends[2] {
			t.Errorf("%q: %v", ends, err)
		}
	}
}

func TestEdgesWithoutIDsGetTheNextFree(t *testing.T) {
	put := func(typ, source, target string) graph.EdgeChange {
		return graph.EdgeChange{Type: text(typ), Source: source, Target: target}
	}
	g := mustApply(t, graph.Empty(), graph.Changes{
		PutNodes: []graph.NodeChange{{ID: "a"}, {ID: "b~"}},
		PutEdges: []graph.EdgeChange{put("knows", "b~", "a"), put("knows", "a", "b~"), put("", "b~", "a"), {ID: "a~knows~b%7E~3", Source: "a", Target: "a"}, put("conosce", "a", "b~")},
	})
	var ids []string
	for e := range g.Edges() {
		ids = append(ids, g.EdgeID(e))
	}
	want := []string{"a~knows~b%7E~1", "a~knows~b%7E~2", "a~knows~b%7E~3", "a~knows~b%7E~4", "b%7E~~a~1"}
	if !slices.Equal(ids, want) {
		t.Errorf("%q", ids)
	}
	// What stays keeps its id, and a gap is filled by what comes next.
	g = mustApply(t, g, graph.Changes{RemoveEdges: []string{"a~knows~b%7E~1"}})
	if _, there := g.FindEdge("a~knows~b%7E~2"); !there || g.Edges() != 4 {
		t.Error("ids moved")
	}
	g = mustApply(t, g, graph.Changes{PutEdges: []graph.EdgeChange{put("knows", "a", "b~")}})
	if _, there := g.FindEdge("a~knows~b%7E~1"); !there {
		t.Error("the free id was not taken")
	}
	// What the same change removes, by itself or with its node, leaves its id to what comes in its place.
	for _, c := range []graph.Changes{
		{RemoveEdges: []string{"a~knows~b%7E~1"}, PutEdges: []graph.EdgeChange{put("knows", "a", "b~")}},
		{RemoveEdges: []string{"a~knows~b%7E~1"}, PutEdges: []graph.EdgeChange{put("knows", "b~", "a")}},
		{RemoveNodes: []string{"b~"}, PutNodes: []graph.NodeChange{{ID: "b~"}}, PutEdges: []graph.EdgeChange{put("knows", "a", "b~")}},
	} {
		next := mustApply(t, g, c)
		if _, there := next.FindEdge("a~knows~b%7E~1"); !there || next.Edges() > g.Edges() {
			t.Errorf("%+v: the id that was removed was not taken, %d edges", c, next.Edges())
		}
		if again := mustApply(t, g, graph.Diff(g, next)); again.Digest() != next.Digest() {
			t.Errorf("%+v: the difference does not lead there", c)
		}
		if back := mustApply(t, next, graph.Diff(next, g)); back.Digest() != g.Digest() {
			t.Errorf("%+v: the difference does not lead back", c)
		}
	}
	// Another type leaves the id as it was.
	g = mustApply(t, g, graph.Changes{PutEdges: []graph.EdgeChange{{ID: "b%7E~~a~1", Type: text("offers")}}})
	if e, there := g.FindEdge("b%7E~~a~1"); !there || g.Type(e) != "offers" || !g.Directed(e) {
		t.Error("an edge lost its id with its type")
	}
}

// Whether an edge's id is a derived one depends on what it is, not on how the edge came to have it: a store that gives the
// graph back sees the ids only.
func TestDerivedIDsAreKnownHoweverTheyCame(t *testing.T) {
	number := func(g *graph.Graph, id string) int {
		e, there := g.FindEdge(id)
		if !there {
			t.Fatalf("there is no edge %s", id)
		}
		return g.EdgeNumber(e)
	}
	const id = "a~knows~b~2"
	g := mustApply(t, graph.Empty(), graph.Changes{
		PutNodes: []graph.NodeChange{{ID: "a"}, {ID: "b"}},
		PutEdges: []graph.EdgeChange{{ID: id, Source: "b", Target: "a", Type: text("knows")}, {ID: "x", Source: "a", Target: "b", Type: text("knows")}},
	})
	if number(g, id) != 2 || number(g, "x") != 0 {
		t.Errorf("given: %d and %d, want 2 and 0", number(g, id), number(g, "x"))
	}
	g = mustApply(t, g, graph.Changes{PutEdges: []graph.EdgeChange{{ID: id, Type: text("refers")}}})
	if number(g, id) != 0 {
		t.Errorf("with another type: %d", number(g, id))
	}
	g = mustApply(t, g, graph.Changes{PutEdges: []graph.EdgeChange{{ID: id, Type: text("knows")}}})
	if number(g, id) != 2 || number(g, "x") != 0 {
		t.Errorf("with its type again: %d and %d, want 2 and 0", number(g, id), number(g, "x"))
	}
}

// An import turns an edge as it says; where the catalogue knows the type that the edge has, one without a type says nothing.
func TestMergeTurnsEdges(t *testing.T) {
	edge := func(typ string, directed bool) *graph.Graph {
		b := graph.NewBuilder()
		b.Edge(graph.BuilderEdge{ID: "e", Source: b.Node("a"), Target: b.Node("b"), Type: typ, Directed: directed})
		g, _ := b.Build()
		return g
	}
	for _, c := range []struct {
		base, incoming *graph.Graph
		typ            string
		directed       bool
		summary        graph.Summary
	}{
		{edge("vicino", true), edge("vicino", false), "vicino", false, graph.Summary{Changed: 1, Same: 2}},
		{edge("vicino", false), edge("", true), "vicino", true, graph.Summary{Changed: 1, Same: 2}},
		{edge("vicino", true), edge("", true), "vicino", true, graph.Summary{Same: 3}},
		{edge("offers", true), edge("", false), "offers", true, graph.Summary{Same: 3}},
		{edge("knows", false), edge("", true), "knows", false, graph.Summary{Same: 3}},
		{edge("", true), edge("knows", false), "knows", false, graph.Summary{Changed: 1, Same: 2}},
		{edge("knows", false), edge("vicino", true), "vicino", true, graph.Summary{Changed: 1, Same: 2}},
	} {
		changes, summary := graph.Merge(c.base, c.incoming)
		got := mustApply(t, c.base, changes)
		if got.Type(0) != c.typ || got.Directed(0) != c.directed || summary != c.summary {
			t.Errorf("%q %v and %q %v: %q %v, %+v", c.base.Type(0), c.base.Directed(0), c.incoming.Type(0), c.incoming.Directed(0), got.Type(0), got.Directed(0), summary)
		}
	}
}

// What changes elsewhere leaves an edge the number in its id, so that tables need no ids of their own afterwards.
func TestApplyKeepsTheNumbersOfEdges(t *testing.T) {
	b := graph.NewBuilder()
	b.Edge(graph.BuilderEdge{Source: b.Node("a"), Target: b.Node("b"), Type: "knows"})
	b.Edge(graph.BuilderEdge{Source: b.Node("a"), Target: b.Node("c"), Type: "vicino"})
	g, _ := b.Build()
	g = mustApply(t, g, graph.Changes{PutNodes: []graph.NodeChange{{ID: "0"}}, PutEdges: []graph.EdgeChange{{ID: "a~vicino~c~1", Type: text("offers")}}})
	if knows, offers := g.EdgeNumber(0), g.EdgeNumber(1); knows != 1 || offers != 0 {
		t.Errorf("numbers %d and %d", knows, offers)
	}
}

// A direction, too, is set back: alone, and beside what was changed since.
func TestUndoSetsADirectionBack(t *testing.T) {
	before := mustApply(t, graph.Empty(), graph.Changes{
		PutNodes: []graph.NodeChange{{ID: "a"}, {ID: "b"}}, PutEdges: []graph.EdgeChange{{ID: "e", Source: "a", Target: "b", Type: text("vicino")}},
	})
	turned := false
	after := mustApply(t, before, graph.Changes{PutEdges: []graph.EdgeChange{{ID: "e", Directed: &turned}}})
	later := mustApply(t, after, graph.Changes{PutEdges: []graph.EdgeChange{{ID: "e", Attributes: graph.Attributes{}.With("note", graph.TextValue("x"))}}})
	for _, newest := range []*graph.Graph{after, later} {
		c, notes := graph.Undo(newest, before, after)
		if got := mustApply(t, newest, c); !got.Directed(0) || len(notes) > 0 || got.EdgeColumn("note").Text(0) != newest.EdgeColumn("note").Text(0) {
			t.Errorf("directed %v, notes %v", got.Directed(0), notes)
		}
	}
}
