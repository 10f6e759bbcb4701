package gap

import (
	"math"
	"math/rand/v2"
	"testing"

	"trama/analysis/internal/view"
	"trama/graph"
	"trama/graph/graphtest"
)

// Two nodes may be joined where some type may join their kinds through the lens; kinds that the catalogue does not know are alike.
func TestClassesSayWhoMayBeJoined(t *testing.T) {
	lines := []string{"node x gatto", "node y cane", "edge x knows z"}
	for _, k := range graph.KindCatalogue() {
		lines = append(lines, "node "+k.ID+" "+k.ID)
	}
	g := graphtest.FromLines(t, lines...)
	for _, lens := range []graph.Lens{{Everything: true}, {Everything: true, Types: []string{"!collaborates", "!knows"}}} {
		sel, err := lens.Select(g)
		if err != nil {
			t.Fatal(err)
		}
		v, err := view.New(t.Context(), sel, view.Options{})
		if err != nil {
			t.Fatal(err)
		}
		class, joins := classesOf(v, lens)
		for a := range v.N() {
			for b := range v.N() {
				if _, _, want := lens.TypeBetween(g.Kind(v.Position(a)), g.Kind(v.Position(b))); joins[class[a]][class[b]] != want {
					t.Errorf("%q and %q: %v, want %v", g.Kind(v.Position(a)), g.Kind(v.Position(b)), !want, want)
				}
			}
		}
	}
}

// How central a node is is Σ 1/d over those that it reaches; where distances are not kept it is its degree.
func TestHowCentralNodesAre(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 9))
	for range 3 {
		g := graphtest.RandomTown(t, r, 20)
		n := read(t, g, Options{Seed: 1})
		for u := range n.View.N() {
			want := 0.
			for at, d := range factsOf(g, Suggestion{}).reach(n.View.Position(u), -1, noPair) {
				if at != n.View.Position(u) {
					want += 1 / float64(d)
				}
			}
			if math.Abs(n.central[u]-want) > 1e-12 {
				t.Errorf("%d: %v, want %v", u, n.central[u], want)
			}
		}
		n.effects.Rows = nil
		for u, central := range n.centrality(t.Context()) {
			if central != float64(n.View.Degree(u)) {
				t.Errorf("%d: %v without distances", u, central)
			}
		}
	}
}

// Of fewer than forty relations it is said that they teach little, in the notes and at each suggestion.
func TestHowFewRelationsTeachLittle(t *testing.T) {
	for relations, little := range map[int]bool{39: true, 40: false} {
		var lines []string
		for i := range relations {
			lines = append(lines, "edge n"+string(rune('0'+i))+" knows n"+string(rune('1'+i)))
		}
		n := read(t, graphtest.FromLines(t, lines...), Options{Seed: 1})
		said := false
		for _, c := range missing(t, n, Wanted{Limit: 1})[0].Cautions {
			said = said || c.Code == "little_data"
		}
		if said != little || (len(n.Notes()) == 1) != little {
			t.Errorf("%d relations: %v, notes %v", relations, said, n.Notes())
		}
	}
}
