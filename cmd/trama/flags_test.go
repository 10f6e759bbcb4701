package main

import (
	"testing"

	"trama/graph"
)

func TestRelationsAreTwoEndsAndMaybeAType(t *testing.T) {
	b := graph.NewBuilder()
	b.Node("in a")
	b.Node("in b, c")
	g, _ := b.Build()
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
