package render_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"trama/analysis"
	"trama/render"
)

// firstOf is what a reader of a report sees before its sections.
func firstOf(t *testing.T, r analysis.Report, view render.View) string {
	t.Helper()
	page := string(rendered(t, render.HTML, render.Viewed{Result: r, View: view}, "it"))
	_, rest, there := strings.Cut(page, `<div class="first">`)
	if !there {
		return ""
	}
	first, _, _ := strings.Cut(rest, "</div>")
	return first
}

// TestAReportBeginsWithPiecesMissingRelationsAndWhatToDo: in that order, each with the way to where it is told in full.
func TestAReportBeginsWithPiecesMissingRelationsAndWhatToDo(t *testing.T) {
	missing := sampleMissing()
	view := render.View{Graph: sampleGraph(t), Missing: &missing, Self: "/networks/valdora/report"}
	got := firstOf(t, sampleReport(), view)
	rest := got
	for _, want := range []string{
		"Dove è a pezzi:", `<a href="#pieces">`, "Che cosa manca, per cominciare:", `<a href="#s-`, `<span class="meaning">`, "Al prossimo incontro:",
		`href="/networks/valdora/report?lang=it&amp;for_meeting=true"`,
	} {
		before, after, there := strings.Cut(rest, want)
		if !there {
			t.Fatalf("no %q after %q in %s", want, before, got)
		}
		rest = after
	}
	if n := strings.Count(got, "<li>"); n != min(3, len(missing.Suggestions)) {
		t.Errorf("%d missing relations", n)
	}
}

// TestTheFirstMissingRelationsAreOfDifferentFamilies: three of one family would say one thing only.
func TestTheFirstMissingRelationsAreOfDifferentFamilies(t *testing.T) {
	missing := sampleMissing()
	one, other := missing.Suggestions[0], missing.Suggestions[0]
	other.Family, other.ID = "likely", "other"
	for _, c := range []struct {
		what string
		list []analysis.Suggestion
		want int // how many lead to the other
	}{
		{"the other is far behind", []analysis.Suggestion{one, one, one, one, other}, 1},
		{"one family alone", []analysis.Suggestion{one, one, one, one}, 0},
		{"two", []analysis.Suggestion{one, other}, 1},
	} {
		missing.Suggestions = c.list
		got := firstOf(t, sampleReport(), render.View{Missing: &missing})
		if n := strings.Count(got, `href="#s-other"`); n != c.want || strings.Count(got, "<li>") != min(3, len(c.list)) {
			t.Errorf("%s: %s", c.what, got)
		}
	}
}

// TestWithoutRelationsTheFirstThingIsToAddSome: no figure of such a map says anything.
func TestWithoutRelationsTheFirstThingIsToAddSome(t *testing.T) {
	r, missing := sampleReport(), sampleMissing()
	r.Structure.Edges = 0
	got := firstOf(t, r, render.View{Missing: &missing, Self: "/networks/valdora/report"})
	if !strings.Contains(got, "chiedere a ciascuno con chi lavora") || !strings.Contains(got, `href="/networks/valdora?lang=it#update"`) || strings.Contains(got, "<li>") {
		t.Error(got)
	}
	r.Fragility = analysis.Fragility{}
	text := string(rendered(t, render.Text, r, "it"))
	if !strings.Contains(text, "→ Chiedere a ciascuno con chi lavora") || strings.Contains(text, "è un risultato da tenere") {
		t.Error(text)
	}
	r.Structure.Nodes = 0
	if got := firstOf(t, r, render.View{}); got != "" {
		t.Errorf("of nothing: %s", got)
	}
}

// TestTheFirstPiecesAreTheLargest: four are named, those beyond and the isolates counted; a network in one piece names none.
func TestTheFirstPiecesAreTheLargest(t *testing.T) {
	piece := analysis.Component{Size: 3, Label: "Pezzo"}
	for _, c := range []struct {
		pieces, isolates int
		want             string
	}{
		{1, 0, ""}, {0, 1, ""}, {1, 1, "Pezzo, 1 isolato"}, {0, 2, "2 isolati"}, {2, 0, "Pezzo, Pezzo"}, {4, 0, "Pezzo, Pezzo, Pezzo, Pezzo"},
		{5, 2, "Pezzo, Pezzo, Pezzo, Pezzo, un altro pezzo, 2 isolati"}, {7, 0, "Pezzo, Pezzo, Pezzo, Pezzo, altri 3 pezzi"},
	} {
		r := sampleReport()
		r.Fragmentation.Components, r.Structure.Isolates = c.pieces+c.isolates, c.isolates
		r.Components = append(slices.Repeat([]analysis.Component{piece}, c.pieces), slices.Repeat([]analysis.Component{{Size: 1, Label: "Solo"}}, c.isolates)...)
		var named []string
		for _, m := range regexp.MustCompile(`<a href="#pieces">([^<]*)</a>`).FindAllStringSubmatch(firstOf(t, r, render.View{}), -1) {
			named = append(named, m[1])
		}
		if got := strings.Join(named, ", "); got != c.want {
			t.Errorf("%d pieces and %d isolates: %q, want %q", c.pieces, c.isolates, got, c.want)
		}
	}
}
