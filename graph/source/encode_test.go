package source_test

import (
	"io"
	"slices"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

// TestWhatATableCannotHoldIsSaid writes a network that says something of itself: a note names what a table leaves out.
func TestWhatATableCannotHoldIsSaid(t *testing.T) {
	b := graph.NewBuilder()
	b.Node("a")
	plain, _ := b.Build()
	titled, err := plain.Apply(graph.Changes{Attributes: graph.Attributes{{Name: "area", Value: graph.TextValue("Valle")}, {Name: "title", Value: graph.TextValue("Rete")}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range source.Encodings() {
		tables := slices.Contains([]string{"csv", "nodes.csv", "edges.csv"}, f.Name)
		for g, want := range map[*graph.Graph]bool{plain: false, titled: tables} {
			notes, err := f.Encode(io.Discard, g)
			said := slices.ContainsFunc(notes, func(s graph.Sentence) bool {
				return s.Code == "network_left_out" && s.Values["names"] == "area, title"
			})
			if err != nil || said != want {
				t.Errorf("%s: %v, %v", f.Name, notes, err)
			}
		}
	}
}
