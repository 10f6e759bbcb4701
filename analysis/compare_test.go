package analysis_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
)

// state makes a graph of relations "a b type", and nodes "a" alone.
func stateOf(t *testing.T, c graph.Changes) *graph.Graph {
	t.Helper()
	g, err := graph.Empty().Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func node(id, kind string, attrs ...string) graph.NodeChange {
	n := graph.NodeChange{ID: id, Kind: &kind}
	for i := 0; i < len(attrs); i += 2 {
		n.Attributes = n.Attributes.With(attrs[i], graph.TextValue(attrs[i+1]))
	}
	return n
}

func edge(source, target, typ string) graph.EdgeChange {
	return graph.EdgeChange{ID: source + target, Source: source, Target: target, Type: &typ}
}

// The town before: a–b, c–d, e alone, a need that nobody answers, an agreed commitment.
//
//	a──b   c──d   e
//
// The town after: b and c have met, d is gone, f has joined with e, the need is answered, the commitment kept.
//
//	a══b──c   e──f
func TestCompareTellsWhatChanged(t *testing.T) {
	before := stateOf(t, graph.Changes{
		PutNodes: []graph.NodeChange{
			node("a", "person"), node("b", "person", "label", "Bice"), node("c", "person"), node("d", "person"), node("e", "service"),
			node("n", "need"), node("k", "commitment", "state", "agreed"),
		},
		PutEdges: []graph.EdgeChange{edge("a", "b", "knows"), edge("c", "d", "knows")},
	})
	after, err := before.Apply(graph.Changes{
		RemoveNodes: []string{"d"},
		PutNodes:    []graph.NodeChange{node("f", "person"), node("k", "commitment", "state", "kept"), node("b", "person", "label", "Beatrice")},
		PutEdges: []graph.EdgeChange{
			edge("b", "c", "knows"), edge("f", "e", "uses"), edge("e", "n", "answers"),
			{ID: "ab", Attributes: graph.Attributes{}.With("note", graph.TextValue("x"))},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := analysis.Compare(context.Background(), analysis.Source{Graph: before}, analysis.Source{Graph: after}, analysis.CompareOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for what, got := range map[string][2][]string{
		"nodes added":   {ids(c.Nodes.Added), {"f"}},
		"nodes removed": {ids(c.Nodes.Removed), {"d"}},
		"nodes changed": {valuesOf(c.Nodes.Changed), {"b label Bice Beatrice", "k state agreed kept"}},
		"edges added":   {relationIDs(c.Edges.Added), {"bc", "en", "fe"}},
		"edges removed": {relationIDs(c.Edges.Removed), {"cd"}},
		"edges changed": {relationValues(c.Edges.Changed), {"ab note  x"}},
		"answered":      {ids(c.Answered), {"n"}},
		"kept":          {ids(c.Kept), {"k"}},
	} {
		if !slices.Equal(got[0], got[1]) {
			t.Errorf("%s: %v, want %v", what, got[0], got[1])
		}
	}
	if len(c.Merged) != 1 || c.Merged[0].Size != 3 || !slices.Equal(c.Merged[0].Sizes, []int{2, 2}) {
		t.Errorf("merged %+v", c.Merged)
	}
	if len(c.Split) != 0 {
		t.Errorf("split %+v", c.Split)
	}
	for name, want := range map[string][3]float64{
		"structure.nodes": {5, 5, 0}, "structure.edges": {2, 3, 1}, "fragmentation.components": {3, 2, -1}, "coverage.answered": {0, 1, 1},
	} {
		if *c.Before[name] != want[0] || *c.After[name] != want[1] || *c.Difference[name] != want[2] {
			t.Errorf("%s: %v, %v, %v; want %v", name, *c.Before[name], *c.After[name], *c.Difference[name], want)
		}
	}
	again, err := before.Apply(c.Changes)
	if err != nil || again.Digest() != after.Digest() {
		t.Errorf("the changes do not make b of a: %v", err)
	}
}

func TestCompareTheOtherWayRoundIsTheInverse(t *testing.T) {
	one := stateOf(t, graph.Changes{PutNodes: []graph.NodeChange{node("a", "person"), node("b", "person")}, PutEdges: []graph.EdgeChange{edge("a", "b", "knows")}})
	two := stateOf(t, graph.Changes{PutNodes: []graph.NodeChange{node("a", "person"), node("b", "person")}})
	c, err := analysis.Compare(context.Background(), analysis.Source{Graph: one}, analysis.Source{Graph: two}, analysis.CompareOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Split) != 1 || len(c.Merged) != 0 || *c.Difference["fragmentation.fragmentation"] != 1 {
		t.Errorf("%+v", c)
	}
	same, err := analysis.Compare(context.Background(), analysis.Source{Graph: one}, analysis.Source{Graph: one}, analysis.CompareOptions{Seed: 1})
	if err != nil || !same.Changes.Empty() || len(same.Nodes.Added) != 0 || *same.Difference["structure.nodes"] != 0 {
		t.Errorf("%v, %+v", err, same)
	}
}

func ids(members []analysis.Member) []string {
	var out []string
	for _, m := range members {
		out = append(out, m.ID)
	}
	slices.Sort(out)
	return out
}

// valuesOf are the values that nodes have changed: id, name, before, after.
func valuesOf(nodes []analysis.ChangedNode) []string {
	var out []string
	for _, n := range nodes {
		for _, v := range n.Values {
			out = append(out, fmt.Sprintf("%s %s %s %s", n.ID, v.Name, v.Before, v.After))
		}
	}
	return out
}

func relationValues(relations []analysis.ChangedRelation) []string {
	var out []string
	for _, r := range relations {
		for _, v := range r.Values {
			out = append(out, fmt.Sprintf("%s %s %s %s", r.ID, v.Name, v.Before, v.After))
		}
	}
	return out
}

func relationIDs(relations []analysis.NamedRelation) []string {
	var out []string
	for _, r := range relations {
		out = append(out, r.ID)
	}
	slices.Sort(out)
	return out
}

// What is undefined in one state is null there, and so is its difference: a figure does not go without a word.
func TestAFigureThatBecomesUndefinedIsNull(t *testing.T) {
	after := stateOf(t, graph.Changes{PutNodes: []graph.NodeChange{node("a", "person"), node("b", "person")}})
	before, err := after.Apply(graph.Changes{PutEdges: []graph.EdgeChange{
		{ID: "ab", Source: "a", Target: "b", Attributes: graph.Attributes{}.With("status", graph.TextValue("validated"))},
	}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := analysis.Compare(context.Background(), analysis.Source{Graph: before}, analysis.Source{Graph: after}, analysis.CompareOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for name, then := range c.Before {
		now, compared := c.After[name]
		if difference, told := c.Difference[name]; !compared || !told || (difference == nil) != (then == nil || now == nil) {
			t.Errorf("%s is lost", name)
		}
	}
	if c.Before["validation.validated_only.mean_distance"] == nil || c.After["validation.validated_only.mean_distance"] != nil {
		t.Error("the mean distance over validated relations is otherwise")
	}
}

// A node to leave out may be in one of the states alone; the needs answered are those of the lens.
func TestCompareThroughALens(t *testing.T) {
	one := stateOf(t, graph.Changes{PutNodes: []graph.NodeChange{node("n", "need"), node("s", "service")}})
	two := stateOf(t, graph.Changes{
		PutNodes: []graph.NodeChange{node("n", "need"), node("m", "need"), node("s", "service"), node("x", "service")},
		PutEdges: []graph.EdgeChange{edge("x", "n", "answers"), edge("s", "m", "answers")},
	})
	for out, want := range map[string]int{"x": 0, "s": 1, "m": 1, "n": 0} {
		o := analysis.CompareOptions{Seed: 1, Lens: graph.Lens{LeaveOut: []string{out}}}
		c, err := analysis.Compare(background, analysis.Source{Graph: one}, analysis.Source{Graph: two}, o)
		if err != nil {
			t.Errorf("without %s: %v", out, err)
			continue
		}
		if len(c.Answered) != want {
			t.Errorf("without %s: answered %v, want %d", out, ids(c.Answered), want)
		}
	}
	o := analysis.CompareOptions{Seed: 1, Lens: graph.Lens{LeaveOut: []string{"zz"}}}
	if _, err := analysis.Compare(background, analysis.Source{Graph: one}, analysis.Source{Graph: two}, o); graph.KindOf(err) != graph.NotFound {
		t.Errorf("without one that is nowhere: %v", err)
	}
}

// Values are those before and after, none where there was or is none; of who is left out, and of what was decided about them, none are told.
func TestCompareTellsValuesThatMayBeSeen(t *testing.T) {
	before := graphtest.FromLines(t, "node p person phone=1 area=Centro", "node s service area=Centro tags=a", "edge p uses s note=x", "node d decision on_node=p state=declined why=lite", "node e decision on_node=s state=declined why=lite")
	after := graphtest.FromLines(t, "node p person phone=2", "node s organization area=Borgo tags=a", "edge p uses s note=y", "node d decision on_node=p state=declined why=pace", "node e decision on_node=s state=declined why=pace")
	for out, want := range map[string]string{
		"":        "[d why lite pace e why lite pace p area Centro  p phone 1 2 s kind service organization s area Centro Borgo] [p~uses~s~1 note x y]",
		"!person": "[e why lite pace s kind service organization s area Centro Borgo] []",
	} {
		o := analysis.CompareOptions{Seed: 1}
		if out != "" {
			o.Lens.Kinds = []string{out}
		}
		c, err := analysis.Compare(t.Context(), analysis.Source{Graph: before}, analysis.Source{Graph: after}, o)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(valuesOf(c.Nodes.Changed), relationValues(c.Edges.Changed)); got != want {
			t.Errorf("%q: %s, want %s", out, got, want)
		}
	}
}

// A comparison under a lens names nobody whom it leaves out, in no list and not among the changes, which make the one of what it
// leaves of the other.
func TestCompareUnderALensNamesNobodyWhomItLeavesOut(t *testing.T) {
	before := graphtest.FromLines(t, "node old-person person", "node same-person person phone=1", "node s service", "node r service", "edge s collaborates r", "edge old-person uses s", "node k1-person commitment state=agreed by=same-person")
	after := graphtest.FromLines(t, "node new-person person", "node same-person person phone=2", "node s service area=Borgo", "edge new-person uses s", "node k1-person commitment state=kept by=same-person", "edge same-person commits k1-person")
	c, err := analysis.Compare(t.Context(), analysis.Source{Graph: before}, analysis.Source{Graph: after}, analysis.CompareOptions{Seed: 1, Lens: graph.Lens{Kinds: []string{"!person", "!commitment"}}})
	if err != nil {
		t.Fatal(err)
	}
	written, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(written), "-person") {
		t.Errorf("somebody is named: %s", written)
	}
	if got := fmt.Sprint(ids(c.Nodes.Removed), valuesOf(c.Nodes.Changed), relationIDs(c.Edges.Removed), c.Changes.RemoveNodes); got != "[r] [s area  Borgo] [r~collaborates~s~1] [r]" {
		t.Errorf("the rest: %s", got)
	}
}

// A piece came of several where its nodes were in several before, and fell into several where they are now: who is new or gone does
// not count.
//
//	a──b   c──d   e   f──g──h   then   a──b──c──d──x   e──y   f──g   h
func TestPiecesThatMergedAndSplit(t *testing.T) {
	before := graphtest.FromLines(t, "edge a knows b", "edge c knows d", "node e person", "edge f knows g", "edge g knows h", "node k commitment state=kept", "node j commitment state=agreed", "node n need")
	after := graphtest.FromLines(t, "edge a knows b", "edge b knows c", "edge c knows d", "edge d knows x", "edge e knows y", "edge f knows g", "node h person",
		"node k commitment state=kept", "node j commitment state=kept", "node i commitment state=kept", "node l commitment state=agreed", "node n need", "node m need", "edge s answers m")
	c, err := analysis.Compare(t.Context(), analysis.Source{Graph: before}, analysis.Source{Graph: after}, analysis.CompareOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(c.Merged, c.Split); got != "[{b 5 [2 2]}] [{g 3 [2 1]}]" {
		t.Errorf("merged and split: %s", got)
	}
	if !slices.Equal(ids(c.Kept), []string{"i", "j"}) || len(c.Answered) != 0 {
		t.Errorf("kept %v, answered %v", ids(c.Kept), ids(c.Answered))
	}
	for name := range c.Difference {
		if strings.HasSuffix(name, ".seed") || strings.HasSuffix(name, ".samples") {
			t.Errorf("%s is no figure", name)
		}
	}
	if *c.Difference["commitments.kept"] != 2 || *c.Difference["fragmentation.components"] != 1 {
		t.Errorf("%v commitments kept, %v components more", *c.Difference["commitments.kept"], *c.Difference["fragmentation.components"])
	}
}
