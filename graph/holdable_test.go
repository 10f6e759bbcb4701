package graph_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
)

// wholeOf returns changes in which a text stands as a name, a kind, a type, a text and an item of a list.
func wholeOf(name, text string) graph.Changes {
	attrs := func() graph.Attributes {
		return graph.Attributes{{Name: name, Value: graph.TextValue(text)}, {Name: "zz", Value: graph.ListValue([]string{"a", text})}}
	}
	return graph.Changes{
		PutNodes:   []graph.NodeChange{{ID: "a", Kind: &text, Attributes: attrs()}},
		PutEdges:   []graph.EdgeChange{{ID: "e", Source: "a", Target: "a", Type: &text, Attributes: attrs()}},
		Attributes: attrs(),
	}
}

func TestControlCharactersAreDroppedFromChangesWithANote(t *testing.T) {
	c, notes, err := wholeOf("n\x01ame", "a\x0b\x00b\uffff\tc\nd\re").Holdable(graph.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if len(notes) != 1 || notes[0].Code != "control_characters" || notes[0].Values["count"] != 11 { // three names, six values, a kind, a type
		t.Errorf("%v", notes)
	}
	got := mustApply(t, graph.Empty(), c)
	if want := mustApply(t, graph.Empty(), wholeOf("name", "ab\tc\nd\re")); got.Digest() != want.Digest() {
		t.Errorf("%+v", graph.Diff(want, got))
	}
	again, notes, err := c.Holdable(graph.Limits{})
	if err != nil || len(notes) > 0 || mustApply(t, graph.Empty(), again).Digest() != got.Digest() {
		t.Errorf("a second time: %v, %v", notes, err)
	}
}

func TestTwoNamesThatBecomeOneAreRefused(t *testing.T) {
	c := graph.Changes{Attributes: graph.Attributes{{Name: "a", Value: graph.IntegerValue(1)}, {Name: "a\x00", Value: graph.IntegerValue(2)}}}
	if _, _, err := c.Holdable(graph.Limits{}); graph.KindOf(err) != graph.Invalid {
		t.Error(err)
	}
}

// Every limit holds to the byte, and says its name.
func TestHoldableLimits(t *testing.T) {
	limits := graph.Limits{Value: 8, NodeID: 6, EdgeID: 7}
	x := func(n int) string { return strings.Repeat("x", n) }
	with := func(name string, v graph.Value) graph.Changes {
		return graph.Changes{PutNodes: []graph.NodeChange{{ID: "a", Attributes: graph.Attributes{{Name: name, Value: v}}}}}
	}
	kind := func(n int) *string { k := x(n); return &k }
	for _, c := range []struct {
		code     string
		fits, no graph.Changes
	}{
		{"limit_node_id", graph.Changes{PutNodes: []graph.NodeChange{{ID: x(6)}}}, graph.Changes{PutNodes: []graph.NodeChange{{ID: x(7)}}}},
		{"limit_edge_id", graph.Changes{PutEdges: []graph.EdgeChange{{ID: x(7)}}}, graph.Changes{PutEdges: []graph.EdgeChange{{ID: x(8)}}}},
		{"limit_value", with("x", graph.TextValue(x(8))), with("x", graph.TextValue(x(9)))},
		{"limit_value", with("x", graph.ListValue([]string{x(3), x(3)})), with("x", graph.ListValue([]string{x(3), x(4)}))},
		{"limit_value", graph.Changes{PutNodes: []graph.NodeChange{{ID: "a", Kind: kind(8)}}}, graph.Changes{PutNodes: []graph.NodeChange{{ID: "a", Kind: kind(9)}}}},
		{"limit_value", graph.Changes{PutEdges: []graph.EdgeChange{{Type: kind(8)}}}, graph.Changes{PutEdges: []graph.EdgeChange{{Type: kind(9)}}}},
	} {
		if _, _, err := c.fits.Holdable(limits); err != nil {
			t.Errorf("%s: %v", c.code, err)
		}
		var why graph.Sentence
		if _, _, err := c.no.Holdable(limits); graph.KindOf(err) != graph.TooLarge || !errors.As(err, &why) || why.Code != c.code {
			t.Errorf("%s: %v", c.code, err)
		}
	}
	wide := graph.Limits{Value: 1 << 20}
	if _, _, err := with(x(graph.MaxNodeID), graph.IntegerValue(1)).Holdable(wide); err != nil {
		t.Error(err)
	}
	var why graph.Sentence
	if _, _, err := with(x(graph.MaxNodeID+1), graph.IntegerValue(1)).Holdable(wide); !errors.As(err, &why) || why.Code != "limit_name" {
		t.Error(err)
	}
}

// What was read with wider limits can be changed, undone and read from a history.
func TestApplyKnowsNoLimits(t *testing.T) {
	long := strings.Repeat("x", 4*graph.MaxNodeID)
	before := mustApply(t, graph.Empty(), graph.Changes{PutNodes: []graph.NodeChange{{
		ID: long, Attributes: graph.Attributes{}.With("note", graph.TextValue(strings.Repeat("y", graph.MaxValue+1))),
	}}})
	after := mustApply(t, before, graph.Changes{RemoveNodes: []string{long}})
	back, notes := graph.Undo(after, before, after)
	if got := mustApply(t, after, back); got.Digest() != before.Digest() || len(notes) > 0 {
		t.Errorf("%d nodes, %v", got.Nodes(), notes)
	}
}

func TestWithoutControls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.RuneFrom([]rune("\x00\x08\x0b\t\n\r\x1f\x7f\ufffd\ufffe\uffff")))).Draw(t, "text")
		var want strings.Builder
		for _, c := range text {
			if !graph.Unholdable(c) {
				want.WriteRune(c)
			}
		}
		if got := graph.WithoutControls(text); got != want.String() {
			t.Fatalf("%q becomes %q", text, got)
		}
	})
}
