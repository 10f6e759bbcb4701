package drawing

import (
	"strings"
	"testing"

	"trama/analysis"
	"trama/graph"
)

// pictured draws what is there of a graph, with these as critical.
func pictured(t *testing.T, g *graph.Graph, actors []string, relations [][2]string) *Drawing {
	var r analysis.Report
	for _, id := range actors {
		r.CriticalActors = append(r.CriticalActors, analysis.CriticalActor{ID: id})
	}
	for _, ends := range relations {
		r.CriticalRelations = append(r.CriticalRelations, analysis.CriticalRelation{Source: ends[0], Target: ends[1]})
	}
	d := Pieces(r, g, Options{Lang: "en"})
	if d == nil {
		t.Fatal("nothing is drawn")
	}
	return d
}

// The caption speaks of panels, of isolates and of what is left out only where there are such.
func TestCaptionSaysWhatIsThere(t *testing.T) {
	for _, c := range []struct {
		path, star, isolates int
		says, hides          []string
	}{
		{4, 0, 0, []string{"Shape and colour"}, []string{"panel", "isolates", "drawn"}},
		{4, 4, 0, []string{"Each pale panel"}, []string{"isolates", "drawn"}},
		{4, 4, 3, []string{"Each pale panel", "isolates are at the bottom."}, []string{"drawn"}},
		{4, 0, 106, []string{"Of the isolates, the first 90 have their name."}, []string{"large", "panel", "drawn", "best"}},
		{4, 0, 2001, []string{"2,004 of 2,005 nodes are drawn; of the isolates, the first 2,000 of 2,001."}, []string{"large piece", "panel"}},
		{400, 100, 2, []string{"The network is large"}, []string{"of the isolates", "drawn", "Of the isolates"}},
		{6000, 100, 2, []string{"of each large piece"}, []string{"of the isolates"}},
	} {
		caption := pictured(t, chain(t, c.path, c.star, c.isolates), nil, nil).Caption
		for _, text := range c.says {
			if !strings.Contains(caption, text) {
				t.Errorf("%v: %q does not say %q", c, caption, text)
			}
		}
		for _, text := range c.hides {
			if strings.Contains(caption, text) {
				t.Errorf("%v: %q says %q", c, caption, text)
			}
		}
	}
}

// The legend has the marks that are in the picture, and no others.
func TestLegendHasWhatIsDrawn(t *testing.T) {
	g := chain(t, 4, 0, 0)
	for _, c := range []struct {
		actors    []string
		relations [][2]string
		want      string
	}{
		{nil, nil, ""}, {[]string{"p0001"}, nil, "with a ring: critical actor"}, {nil, [][2]string{{"p0001", "p0002"}}, "dashed: critical relation"},
		{[]string{"far"}, [][2]string{{"far", "p0001"}}, ""},
	} {
		var names []string
		for _, l := range pictured(t, g, c.actors, c.relations).Legend {
			if strings.Contains(l.Name, "critical") {
				names = append(names, l.Name)
			}
		}
		if got := strings.Join(names, "; "); got != c.want {
			t.Errorf("%v %v: %q, want %q", c.actors, c.relations, got, c.want)
		}
	}
}

// Nodes of no kind are not called others where there are only such.
func TestLegendOfNodesWithoutAKind(t *testing.T) {
	kinds := []string{"", "", "chapter"}
	for n, want := range map[int]string{2: "kind not given", 3: "other"} {
		var c graph.Changes
		for i := range n {
			c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: name("n", i), Kind: &kinds[i]})
		}
		g, err := graph.Empty().Apply(c)
		if err != nil {
			t.Fatal(err)
		}
		if d := pictured(t, g, nil, nil); len(d.Legend) != 1 || d.Legend[0].Name != want {
			t.Errorf("%d: %v, want %q", n, d.Legend, want)
		}
	}
}
