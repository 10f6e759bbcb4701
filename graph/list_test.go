package graph_test

import (
	"encoding/csv"
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
