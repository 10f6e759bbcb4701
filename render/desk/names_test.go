package desk

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/render"
)

// named is the node that a form takes a typed name for: the one with that id, else the only one with that label.
func named(g *graph.Graph, text string, kinds []string) (string, bool) {
	if _, there := g.FindNode(text); there {
		return text, true
	}
	ids := g.NodesLabelled(text, kinds...)
	if len(ids) != 1 {
		return "", false
	}
	return ids[0], true
}

// Whoever is chosen from a list of names is who is meant, whatever others are called: like an id of somebody, like somebody
// else, or with a space behind the name.
func TestANameThatIsSuggestedIsThatOfTheNode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := []string{"anna", "Anna", "anna ", " bruno", "bruno", "12", "x", "è"}
		b := graph.NewBuilder()
		kinds := []string{graph.Person, graph.Service}
		for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"anna", "bruno", "12", "x", "y", "z"}), 0, 6, rapid.ID[string]).Draw(t, "ids") {
			row := b.Node(id)
			b.SetKind(row, rapid.SampledFrom([]string{graph.Person, graph.Service, graph.Place}).Draw(t, "kind"))
			if label := rapid.SampledFrom(append(words, "")).Draw(t, "label"); label != "" {
				b.SetNode(row, b.NodeColumn("label"), graph.TextValue(label))
			}
		}
		g, _ := b.Build()
		list := View{View: render.View{Lang: "it", Graph: g}}.namesOf("list", kinds...)
		at := 0
		for i := range g.Nodes() {
			if !slices.Contains(kinds, g.Kind(i)) {
				continue
			}
			value := list.Options[at].Value
			at++
			if id, one := named(g, value, kinds); !one || id != g.NodeID(i) {
				t.Fatalf("%q is suggested for %s, and names %q", value, g.NodeID(i), id)
			}
		}
		if at != len(list.Options) {
			t.Fatalf("%d names of %d nodes", len(list.Options), at)
		}
	})
}
