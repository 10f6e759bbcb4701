package locale_test

import (
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/locale"
)

// Filters take the words of both languages in any case, whatever of them the graph has, lines by their labels too, and name what was
// probably meant by a word that means nothing.
func TestFiltersAreAsTheGraphHasThem(t *testing.T) {
	g := graphtest.FromLines(t, "node a organization sector=third_sector lines=l1 area=Centro", "node b organization sector=amministrazione area=centro", "node c person sector=banda", "node l1 line label=Casa")
	for _, c := range []struct {
		name       string
		words, got []string
		said       string
	}{
		{"by itself", []string{"third_sector"}, []string{"third_sector"}, ""},
		{"in Italian", []string{"Terzo settore"}, []string{"third_sector"}, ""},
		{"in English, the graph in Italian", []string{"administration"}, []string{"amministrazione"}, ""},
		{"of a word of its own", []string{"Banda"}, []string{"banda"}, ""},
		{"two, one of them excluded", []string{"banda", "!third sector"}, []string{"banda", "!third_sector"}, ""},
		{"mistyped in Italian", []string{"terzo setore"}, []string{"terzo setore"}, "nessun nodo ha settore «terzo setore»: forse «terzo settore»?"},
		{"of ours, which no node has", []string{"health"}, []string{"health"}, "nessun nodo ha settore «health»"},
		{"of none", []string{"zzz"}, []string{"zzz"}, "nessun nodo ha settore «zzz»"},
	} {
		ends, notes := locale.ByEnds{Sector: c.words}.Meant(g)
		if !slices.Equal(ends.Sector, c.got) || inItalian(notes) != c.said {
			t.Errorf("%s: %v, %q; want %v, %q", c.name, ends.Sector, inItalian(notes), c.got, c.said)
		}
	}
	for word, want := range map[string]string{"l1": "l1 ", "casa": "l1 ", "Cassa": "Cassa nessuna linea si chiama «Cassa»: forse «Casa»?", "mare": "mare nessuna linea si chiama «mare»"} {
		ends, notes := locale.ByEnds{Line: []string{word}}.Meant(g)
		if got := ends.Line[0] + " " + inItalian(notes); got != want {
			t.Errorf("line %s: %q, want %q", word, got, want)
		}
	}
	if _, notes := (locale.ByEnds{Between: []string{"persona", "ente"}}).Meant(g); len(notes) > 0 {
		t.Errorf("kinds in Italian: %v", notes)
	}
}

// Areas, statuses and conditions of a lens are taken alike; of several values that a word means any is enough.
func TestLensesAreAsTheGraphHasThem(t *testing.T) {
	g := graphtest.FromLines(t, "node a organization sector=third_sector area=Centro hours=2.0 seats=40", "node b organization sector=amministrazione area=centro hours=0.5", "node c person area=Borgo team=Rossi")
	for _, c := range []struct {
		given, want graph.Lens
		said        string
	}{
		{graph.Lens{Areas: []string{"Centro"}}, graph.Lens{Areas: []string{"Centro"}}, ""},
		{graph.Lens{Areas: []string{"CENTRO", "!borgo"}}, graph.Lens{Areas: []string{"Centro", "centro", "!Borgo"}}, ""},
		{graph.Lens{Areas: []string{"Cento"}}, graph.Lens{Areas: []string{"Cento"}}, "nessun nodo ha zona «Cento»: forse «Centro»?"},
		{graph.Lens{Statuses: []string{"validata", "!contestata"}}, graph.Lens{Statuses: []string{"validated", "!contested"}}, ""},
		{graph.Lens{Where: []string{"settore=terzo settore"}}, graph.Lens{Where: []string{"sector=third_sector"}}, ""},
		{graph.Lens{Where: []string{"zona!=CENTRO"}}, graph.Lens{Where: []string{"area!=Centro", "area!=centro"}}, ""},
		{graph.Lens{Where: []string{"Team=rossi", "team="}}, graph.Lens{Where: []string{"team=Rossi", "team="}}, ""},
		{graph.Lens{Where: []string{"hours=2", "hours!=2.00"}}, graph.Lens{Where: []string{"hours=2.0", "hours!=2.0"}}, ""},
		{graph.Lens{Where: []string{"seats=40", "hours!=0.5"}}, graph.Lens{Where: []string{"seats=40", "hours!=0.5"}}, ""},
		{graph.Lens{Where: []string{"seats=41"}}, graph.Lens{Where: []string{"seats=41"}}, "nessun nodo ha seats «41»"},
		{graph.Lens{Where: []string{"hours=NaN"}}, graph.Lens{Where: []string{"hours=NaN"}}, "nessun nodo ha hours «NaN»"},
		{graph.Lens{Where: []string{"teem=Rossi"}}, graph.Lens{Where: []string{"teem=Rossi"}}, "nessun nodo ha un attributo «teem»: forse «team»?"},
		{graph.Lens{Where: []string{"team=Rosi"}}, graph.Lens{Where: []string{"team=Rosi"}}, "nessun nodo ha team «Rosi»: forse «Rossi»?"},
		{graph.Lens{Where: []string{"senza senso"}}, graph.Lens{Where: []string{"senza senso"}}, ""}, // which Select refuses
		{graph.Lens{Kinds: []string{"personna"}}, graph.Lens{Kinds: []string{"personna"}}, "il tipo di nodo «personna» (0 nodi) non è fra quelli che Trama conosce: forse «persona»?"},
	} {
		got, notes := locale.LensMeant(c.given, g)
		if !slices.Equal(got.Areas, c.want.Areas) || !slices.Equal(got.Statuses, c.want.Statuses) || !slices.Equal(got.Where, c.want.Where) || !slices.Equal(got.Kinds, c.want.Kinds) || inItalian(notes) != c.said {
			t.Errorf("%+v: %+v, %q; want %+v, %q", c.given, got, inItalian(notes), c.want, c.said)
		}
	}
}

func inItalian(notes []graph.Sentence) string {
	var texts []string
	for _, s := range locale.New("it").Sentences(notes) {
		texts = append(texts, s.Text)
	}
	return strings.Join(texts, "; ")
}
