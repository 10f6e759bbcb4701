package render

import (
	"strings"
	"testing"

	"trama/analysis"
	"trama/analysis/table"
)

// Groups are open or closed where more than chance says so; of few relations it says little.
func TestGroupsAreOpenOrClosedWhereItIsSure(t *testing.T) {
	for _, c := range []struct {
		internal, external int
		expected           float64
		more, sure         bool
	}{
		{41, 23, .442, false, true}, {5, 12, .462, false, false}, {0, 1, .6, true, false}, {237, 1290, .666, true, false}, {9, 23, .015, true, true},
		{500, 500, .04, false, false}, {5000, 5000, .06, false, true},
	} {
		ei := float64(c.external-c.internal) / float64(c.external+c.internal)
		more, sure := beyondChance(analysis.Openness{Internal: c.internal, External: c.external, EIIndex: &ei, Expected: &c.expected})
		if more != c.more || sure != c.sure {
			t.Errorf("%v: more %v, sure %v", c, more, sure)
		}
	}
	if _, sure := beyondChance(analysis.Openness{}); sure {
		t.Error("sure of nothing")
	}
}

// saidOf is the text of a report in English, its lines joined.
func saidOf(t *testing.T, r analysis.Report) string {
	t.Helper()
	var out strings.Builder
	if err := Text(&out, r, "en"); err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// A map with expectations and no commitments is not said to have no expectations, nor is a piece missing of none.
func TestReportDoesNotGainsayItself(t *testing.T) {
	r := analysis.Report{Reciprocity: table.Reciprocity{Asked: 20}, Participants: table.Participants{Meetings: []table.Attendance{{ID: "m"}}}}
	said := saidOf(t, r)
	for text, want := range map[string]bool{
		"This map has no commitments recorded yet.": true, "Expectations: 20": true, "no commitments or": false, "0 pieces": false,
		"Somebody of every piece of the network has been at the table.": true, "of 0": false, "none, of": false,
	} {
		if strings.Contains(said, text) != want {
			t.Errorf("%q: %v\n%s", text, !want, said)
		}
	}
}

// Of many pieces the chart says how many it leaves out, on paper and on a terminal.
func TestBarsSayHowManyThereAre(t *testing.T) {
	var r analysis.Report
	r.Fragmentation.Components = 18
	for i := range 18 {
		r.Components = append(r.Components, analysis.Component{Rank: i + 1, Size: 2, Label: "P"})
	}
	if b := (reportPage{r: r, l: View{Lang: "en"}.locale()}).sizeBars(); b.Caption != "How many nodes each piece has: the first 12 of 18" {
		t.Error(b.Caption)
	}
	if said := saidOf(t, r); !strings.Contains(said, "… and 8 more rows") {
		t.Error(said)
	}
}

// What a command would take only from the store is offered with the store.
func TestCommandsAreOfferedWhereTheyWork(t *testing.T) {
	r := analysis.MissingList{Suggestions: make([]analysis.Suggestion, 5)}
	if said := chooseSome(r, View{Lang: "en"}); !strings.Contains(said, "trama import FILE --network NAME") {
		t.Error(said)
	}
	r.Network.Name = "valdora"
	if said := chooseSome(r, View{Lang: "en"}); !strings.Contains(said, "trama take ID --by WHO --network valdora") {
		t.Error(said)
	}
}

// A figure that the report gives as a percentage is one in a comparison and in the effect of a relation too.
func TestSharesArePercentagesEverywhere(t *testing.T) {
	l := View{Lang: "en"}.locale()
	before, after, difference := .2, .25, .05
	for _, name := range []string{"fragmentation.global_efficiency", "cohesion.transitivity", "structure.density"} {
		f := analysis.MovedFigure{Name: name, Before: &before, After: &after, Difference: &difference}
		if got := strings.Join(comparedFigure(f, l), " "); got != "20% 25% +5 points" {
			t.Errorf("%s: %s", name, got)
		}
	}
	var r analysis.Report
	r.Fragmentation.GlobalEfficiency = .2
	if f := (reportPage{r: r, l: l}).fragmentationFigures()[6]; f.Value != "20%" {
		t.Errorf("%s: %s", f.Name, f.Value)
	}
}
