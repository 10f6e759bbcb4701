package render_test

import (
	"fmt"
	"strings"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
	"trama/render"
)

// A comparison says which values are others, in text and on the page; of many values the first, and how many more.
func TestComparisonSaysWhichValues(t *testing.T) {
	many := func(value string) string {
		line := "node s service"
		for i := range 9 {
			line += fmt.Sprintf(" a%d=%s", i, value)
		}
		return line
	}
	before := graphtest.FromLines(t, "node p person phone=1 area=Centro", many("x"), "edge p uses s status=declared")
	after := graphtest.FromLines(t, "node p person phone=2 "+"note="+strings.Repeat("l", 200), many("y"), "edge p uses s status=validated")
	c, err := analysis.Compare(t.Context(), analysis.Source{Graph: before}, analysis.Source{Graph: after}, analysis.CompareOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for format, write := range map[string]string{
		"text": string(rendered(t, render.Text, render.Viewed{Result: *c, View: render.View{Graph: after}}, "en")),
		"html": string(rendered(t, render.HTML, render.Viewed{Result: *c, View: render.View{Graph: after}}, "en")),
	} {
		said := strings.Join(strings.Fields(write), " ")
		for _, want := range []string{
			"Other values (3)", "Area: “Centro” taken off; Note: “" + strings.Repeat("l", 59) + "…”, which is new; phone: “1” → “2”",
			"a3: “x” → “y”; and 5 more", "Status: “declared” → “validated”",
		} {
			if !strings.Contains(said, want) {
				t.Errorf("%s does not say %q: %.3000s", format, want, said)
			}
		}
		if strings.Contains(said, "a4: “x”") || strings.Contains(said, strings.Repeat("l", 60)) {
			t.Errorf("%s says too much", format)
		}
	}
	for _, kind := range []string{"!person"} {
		c, err := analysis.Compare(t.Context(), analysis.Source{Graph: before}, analysis.Source{Graph: after}, analysis.CompareOptions{Seed: 1, Lens: graph.Lens{Kinds: []string{kind}}})
		if err != nil {
			t.Fatal(err)
		}
		if said := string(rendered(t, render.Text, render.Viewed{Result: *c, View: render.View{Graph: after}}, "en")); strings.Contains(said, "phone") {
			t.Errorf("without persons it says their values: %s", said)
		}
	}
}
