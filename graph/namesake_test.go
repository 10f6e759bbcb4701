package graph_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"trama/graph"
)

// TestNamesakesAreThoseThatMayBeTheSame: of new nodes with a name, beside pieces of the network, and needs beside needs.
func TestNamesakesAreThoseThatMayBeTheSame(t *testing.T) {
	made := func(id, kind, label string) graph.NodeChange {
		return graph.NodeChange{ID: id, Kind: &kind, Attributes: graph.Attributes{}.With("label", graph.TextValue(label))}
	}
	before, err := graph.Empty().Apply(graph.Changes{PutNodes: []graph.NodeChange{
		made("a", "person", "Ada"), made("b", "service", "Ada"), made("n", "need", "Ada"), made("m", "meeting", "Primo"), made("Ugo", "", ""),
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		changes graph.Changes
		want    string
	}{
		{"a person", graph.Changes{PutNodes: []graph.NodeChange{made("x", "person", "ADA")}}, "a b"},
		{"two persons", graph.Changes{PutNodes: []graph.NodeChange{made("x", "person", "ADA"), made("y", "person", "Ada")}}, "a a b b"},
		{"a need", graph.Changes{PutNodes: []graph.NodeChange{made("x", "need", "ada")}}, "n"},
		{"a meeting", graph.Changes{PutNodes: []graph.NodeChange{made("x", "meeting", "Primo")}}, ""},
		{"a node without a label", graph.Changes{PutNodes: []graph.NodeChange{made("x", "", "ugo")}}, "Ugo"},
		{"in place of another", graph.Changes{RemoveNodes: []string{"a"}, PutNodes: []graph.NodeChange{made("x", "person", "Ada")}}, "b"},
		{"a name for who is there", graph.Changes{PutNodes: []graph.NodeChange{made("b", "service", "Ada")}}, ""},
		{"nobody", graph.Changes{PutNodes: []graph.NodeChange{{ID: "x"}}}, ""},
	} {
		var others []string
		for _, n := range c.changes.Namesakes(before, strings.ToLower) {
			others = append(others, n.Other)
		}
		if got := strings.Join(others, " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if said := graph.NamesakesSaid(slices.Repeat([]graph.Namesake{{Label: "A", Other: "a"}}, 11)); len(said) != 1 || strings.Count(said[0].Error(), "A (a)") != 10 || !strings.Contains(said[0].Error(), strconv.Itoa(11)) {
		t.Errorf("%v", said)
	}
}
