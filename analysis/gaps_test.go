package analysis_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
)

// TestSearchesThatShareFindWhatEachFindsAlone: each of several searches in one reading gives the bytes that it gives by itself,
// whatever was asked before.
func TestSearchesThatShareFindWhatEachFindsAlone(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var c graph.Changes
	for i := range 30 {
		c.PutNodes = append(c.PutNodes, node(fmt.Sprint("n", i), []string{"person", "service", "organization", "need"}[i%4]))
	}
	for i := range 60 {
		e := edge(fmt.Sprint("n", r.IntN(30)), fmt.Sprint("n", r.IntN(30)), "collaborates")
		e.ID = fmt.Sprint("e", i)
		c.PutEdges = append(c.PutEdges, e)
	}
	for name, g := range map[string]*graph.Graph{"the town": graphtest.Town(), "random": stateOf(t, c)} {
		src := analysis.Source{Graph: g}
		var asked []analysis.MissingOptions
		for i := range min(g.Nodes(), 4) {
			o := analysis.DefaultMissingOptions()
			o.Limit, o.Involving = 3, []string{g.NodeID(i)}
			asked = append(asked, o)
		}
		for _, order := range []string{"plausibility", "benefit", ""} {
			o := analysis.DefaultMissingOptions()
			o.Sort = order
			asked = append(asked, o)
		}
		gaps, err := analysis.NewGaps(t.Context(), src, analysis.DefaultMissingOptions())
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range slices.Concat(asked, asked) {
			together, err := gaps.Missing(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			alone, err := analysis.Missing(t.Context(), src, o)
			if err != nil {
				t.Fatal(err)
			}
			got, errGot := json.Marshal(together)
			want, errWant := json.Marshal(alone)
			if errGot != nil || errWant != nil || !bytes.Equal(got, want) {
				t.Errorf("%s, %v %q: %s, want %s", name, o.Involving, o.Sort, got, want)
			}
		}
	}
}
