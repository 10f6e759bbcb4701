package graph_test

import (
	"encoding/csv"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
)

func TestSplitList(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"a", []string{"a"}},
		{"a,b,c", []string{"a", "b", "c"}},
		{" a , b ", []string{"a", "b"}},
		{"a,,b,", []string{"a", "b"}},
		{`"Casa, Sport","il ""Punto"""`, []string{"Casa, Sport", `il "Punto"`}},
		{`c,il "Punto"`, []string{"c", `il "Punto"`}},
		{` "a" , b`, []string{"a", "b"}},
		{`"a
b",c`, []string{"a\nb", "c"}},
	} {
		got, err := graph.SplitList(c.text)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, %v; want %q", c.text, got, err, c.want)
		}
	}
	for _, text := range []string{`"a`, `"a"b`, `a,"b`, `"`, `"a" b,c`} {
		if got, err := graph.SplitList(text); graph.KindOf(err) != graph.Usage {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func TestSplitListTakesBackWhatCSVWrites(t *testing.T) {
	item := rapid.Map(rapid.StringMatching(`[a-zà", ;]{1,8}`), strings.TrimSpace).Filter(func(s string) bool { return s != "" })
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.SliceOfN(item, 1, 5).Draw(t, "items")
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.Write(items)
		w.Flush()
		got, err := graph.SplitList(strings.TrimSuffix(b.String(), "\n"))
		if err != nil || !slices.Equal(got, items) {
			t.Fatalf("%q: %q, %v", b.String(), got, err)
		}
	})
}

func TestNodesNamedTakesAWholeTextFirst(t *testing.T) {
	b := graph.NewBuilder()
	for _, id := range []string{"Casa, Sport", "Casa", "c"} {
		b.Node(id)
	}
	g, _ := b.Build()
	for text, want := range map[string][]string{
		"Casa, Sport": {"Casa, Sport"}, `"Casa, Sport"`: {"Casa, Sport"}, "Casa,c": {"Casa", "c"}, "c": {"c"},
	} {
		if got, err := g.NodesNamed([]string{text}); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	if _, err := g.NodesNamed([]string{"c", "Sport"}); graph.KindOf(err) != graph.NotFound {
		t.Errorf("error %v", err)
	}
}

// areaGraph has a node "in AREA" in each of the areas.
func areaGraph(t *testing.T, areas ...string) *graph.Graph {
	t.Helper()
	var c graph.Changes
	for _, area := range areas {
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: "in " + area, Attributes: graph.Attributes{}.With("area", graph.TextValue(area))})
	}
	g, err := graph.Empty().Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestNamedAreasMayHoldCommas(t *testing.T) {
	g := areaGraph(t, "Nord", "Centro, Est", "Sud")
	for text, want := range map[string][]string{
		"Nord": {"Nord"}, "Nord,Sud": {"Nord", "Sud"}, "Centro, Est": {"Centro, Est"}, "!Centro, Est": {"!Centro, Est"},
		`"Centro, Est",Sud`: {"Centro, Est", "Sud"}, "Ovest": {"Ovest"},
	} {
		if got, err := (graph.Lens{Areas: []string{text}}).Named(g); err != nil || !slices.Equal(got.Areas, want) {
			t.Errorf("%q: %q, %v", text, got.Areas, err)
		}
	}
}

func TestNamedConditionsMayHoldCommas(t *testing.T) {
	for text, want := range map[string][]string{
		"a=b": {"a=b"}, "a=b,c=d": {"a=b", "c=d"}, "a=b, c": {"a=b, c"}, `"a=b, c",d=e`: {"a=b, c", "d=e"}, `a="b`: {`a="b`},
	} {
		if got, err := (graph.Lens{Where: []string{text}}).Named(graph.Empty()); err != nil || !slices.Equal(got.Where, want) {
			t.Errorf("%q: %q, %v", text, got.Where, err)
		}
	}
}

// All lists of a lens are lists, what is no list stays as it is, and a list that is none is said.
func TestNamedListsOfALens(t *testing.T) {
	g := areaGraph(t, "a", "b, c")
	got, err := graph.Lens{
		Kinds: []string{"person,!place", "need"}, Types: []string{"knows,uses"}, Statuses: []string{"declared", "validated"},
		LeaveOut: []string{"in b, c", "in a"}, AsOf: "2026-01-01", MinWeight: 2, Everything: true,
	}.Named(g)
	want := graph.Lens{
		Kinds: []string{"person", "!place", "need"}, Types: []string{"knows", "uses"}, Statuses: []string{"declared", "validated"},
		LeaveOut: []string{"in b, c", "in a"}, AsOf: "2026-01-01", MinWeight: 2, Everything: true,
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	for name, l := range map[string]graph.Lens{
		"kinds": {Kinds: []string{`"x`}}, "types": {Types: []string{"a", `"x`}}, "statuses": {Statuses: []string{`"x"y`}}, "areas": {Areas: []string{`"Nord`}}, "left out": {LeaveOut: []string{`"x`}},
	} {
		if _, err := l.Named(g); graph.KindOf(err) != graph.Usage {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := (graph.Lens{LeaveOut: []string{"in a,nessuno"}}).Named(g); graph.KindOf(err) != graph.NotFound {
		t.Errorf("left out, but not there: %v", err)
	}
}

func TestNodeLabelled(t *testing.T) {
	b := graph.NewBuilder()
	for _, n := range [][2]string{{"7", "Anna Verdi"}, {"8", "Orto"}, {"9", "orto"}, {"anna", "Bea"}, {"10", " Carla "}} {
		b.SetNode(b.Node(n[0]), b.NodeColumn("label"), graph.TextValue(n[1]))
	}
	g, _ := b.Build()
	for text, want := range map[string]string{"anna verdi ": "7", "Orto": "", "anna": "", "Bea": "anna", "carla": "10", "nessuno": ""} {
		if id, ok := g.NodeLabelled(text); id != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", text, id, ok)
		}
	}
}
