package main

import (
	"testing"

	"trama/graph"
)

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

func TestRelationsAreTwoEndsAndMaybeAType(t *testing.T) {
	g := areaGraph(t, "a", "b, c")
	got, err := relations(g, texts{`in a,"in b, c"`, `"in b, c",in a,knows`})
	if err != nil || len(got) != 2 || got[0].Target != "in b, c" || got[0].Type != "" || got[1].Type != "knows" {
		t.Errorf("%+v, %v", got, err)
	}
	for text, kind := range map[string]graph.ErrorKind{"in a": graph.Usage, "in a,x,y,z": graph.Usage, "in a,nessuno": graph.NotFound, `"in a`: graph.Usage} {
		if _, err := relations(g, texts{text}); graph.KindOf(err) != kind {
			t.Errorf("%q: %v", text, err)
		}
	}
}
