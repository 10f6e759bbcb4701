package csv_test

import (
	"slices"
	"testing"

	"trama/graph"
	"trama/graph/csv"
)

func TestTextsThatSayWhatTheyAre(t *testing.T) {
	ends := func(text string) bool { return csv.IsEnds(text, "a") }
	for name, c := range map[string]struct {
		is      func(string) bool
		yes, no []string
	}{
		"heading": {csv.IsHeading, []string{"id", "Nome", " tipologia ", "da"}, []string{"", "a", "Biblioteca"}},
		"ends":    {ends, []string{"da", " Da "}, []string{"", "id", "Biblioteca"}},
		"surname": {csv.IsSurname, []string{"Cognome", "surname"}, []string{"", "Nome"}},
		"total":   {csv.IsTotal, []string{"Totale", "TOTALE:", "Totale 12", "grand total"}, []string{"", "Totale ore", "Toto"}},
	} {
		for _, text := range c.yes {
			if !c.is(text) {
				t.Errorf("%q is no %s", text, name)
			}
		}
		for _, text := range c.no {
			if c.is(text) {
				t.Errorf("%q is a %s", text, name)
			}
		}
	}
}

// What a table gives back without the white space around it is named, once each.
func TestTrimmed(t *testing.T) {
	b := graph.NewBuilder()
	x, y := b.Node(" x"), b.Node("y")
	b.SetKind(x, "a kind ")
	b.SetKind(y, "a kind ")
	b.SetNode(y, b.NodeColumn("note\t"), graph.TextValue(" kept "))
	b.Edge(graph.BuilderEdge{Source: x, Target: y, Type: " type", Directed: true, ID: "e"})
	g, _ := b.Build()
	if got, want := csv.Trimmed(g), []string{" type", " x", "a kind ", "note\t"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
