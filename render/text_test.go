package render

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

func TestWrappedTextLosesNoWordAndFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.StringMatching(`[a-zà-ù]{1,30}`)).Draw(t, "words")
		page := textPage{}
		page.wrappedAs("→ ", "  ", strings.Join(words, " "))
		var got []string
		for i, line := range strings.Split(strings.TrimSuffix(page.String(), "\n"), "\n") {
			if length(line) > textWidth {
				t.Fatalf("a line of %d", length(line))
			}
			if first := strings.HasPrefix(line, "→"); first != (i == 0) {
				t.Fatalf("line %d begins as %q", i, line)
			}
			got = append(got, strings.Fields(strings.TrimPrefix(line, "→"))...)
		}
		if strings.Join(got, " ") != strings.Join(words, " ") {
			t.Fatalf("%q became %q", words, got)
		}
	})
}

// TestHarmlessCellsReadBack: what reading takes off is what writing puts on (reading.md), and nothing runs.
func TestHarmlessCellsReadBack(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+39 06": "'+39 06", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "'=1": "''=1", "-x": "'-x", "-5": "-5", "-0.5e3": "-0.5e3", "": "", "'": "'", "a=b": "a=b", "'a": "'a", "−5": "−5",
	} {
		if got := harmless(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`'{0,3}[-=+@a-z0-9 .]{0,6}`).Draw(t, "text")
		got := harmless(text)
		if got != text && got != "'"+text {
			t.Fatalf("%q became %q", text, got)
		}
		if strings.ContainsAny(got[:min(1, len(got))], "=+@\t\r") {
			t.Fatalf("%q would run", got)
		}
	})
}

func TestCellsAreThoseOfTheDocument(t *testing.T) {
	half, n := .5, int64(7)
	for _, c := range []struct {
		value any
		want  string
	}{
		{1, "1"}, {int64(-2), "-2"}, {graph.Revision(3), "3"}, {true, "true"}, {.1, "0.1"}, {1e-9, "1e-09"}, {2.0, "2"}, {&half, "0.5"}, {(*float64)(nil), ""}, {&n, "7"}, {(*int64)(nil), ""},
		{"text", "text"}, {[]string{"a", "b"}, "a|b"}, {nil, ""}, {struct{}{}, ""},
	} {
		if got := cell(c.value); got != c.want {
			t.Errorf("%v: %q, want %q", c.value, got, c.want)
		}
	}
}

// TestWhatNobodyWeighedHasNoFigures: a relation of a long plan beyond its first ones is named, without a figure, reason or step.
func TestWhatNobodyWeighedHasNoFigures(t *testing.T) {
	s := analysis.Suggestion{ID: "p1~p2", Family: "reconnect", Source: "p1", SourceLabel: "Ada", Target: "p2", TargetLabel: "Bea", Type: "knows"}
	c := suggestionCard(s, 51, analysis.Figures{}, View{Lang: "en"})
	if c.Relation != "Ada knows Bea" || c.Step != "" || c.Scores != "" || len(c.Effects) > 0 {
		t.Errorf("%+v", c)
	}
	rows := suggestionRows([]analysis.Suggestion{s})
	if row := rows[1]; len(row) != len(rows[0]) || strings.Join(row, "|") != "p1~p2|reconnect|p1|Ada|p2|Bea|knows"+strings.Repeat("|", len(row)-7) {
		t.Errorf("%q", row)
	}
	var out bytes.Buffer
	if err := Text(&out, analysis.PlanResult{Goal: "connected", Suggestions: []analysis.Suggestion{s}}, "en"); err != nil || strings.Contains(out.String(), "→ \n") || !strings.Contains(out.String(), "Ada – Bea") {
		t.Errorf("%v: %s", err, &out)
	}
}

// TestEffectsAreBeforeAndAfter: the figure after is that before plus the difference, and what does not change is not shown.
func TestEffectsAreBeforeAndAfter(t *testing.T) {
	before := analysis.Figures{Components: 4, PairsReached: 1000, Fragmentation: .5, GlobalEfficiency: .2, Bridges: 3}
	got := effects(before, analysis.Figures{Components: -1, PairsReached: 234, Fragmentation: -.123, Bridges: 1}, locale.New("it"))
	want := []effect{
		{"Pezzi", "4", "3", "−1"}, {"Coppie che si raggiungono", "1.000", "1.234", "+234"},
		{"Frammentazione", "50%", "38%", "−12,3 punti"}, {"Relazioni critiche", "3", "4", "+1"},
	}
	if len(got) != len(want) {
		t.Fatalf("%v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%v, want %v", got[i], want[i])
		}
	}
}

func TestIntroducersByTheirChain(t *testing.T) {
	l := locale.New("en")
	for want, who := range map[string]analysis.Introducer{
		"Anna":                          {ID: "a", Label: "Anna", Path: []string{"x", "a", "y"}},
		"a":                             {ID: "a", Path: []string{"x", "a", "y"}},
		"Anna (the way: x → a → b → y)": {ID: "a", Label: "Anna", Path: []string{"x", "a", "b", "y"}},
		"Nobody's path":                 {ID: "z", Label: "Nobody's path"},
		"Anna (x uses s; y uses s; a works for s)": {ID: "a", Label: "Anna", Path: []string{"x", "s", "y"}, Ties: []analysis.Tie{{Source: "x", Target: "s", Type: "uses"}, {Source: "y", Target: "s", Type: "uses"}, {Source: "a", Target: "s", Type: "works_for"}}},
		"Bea (the way: x → s → z → y; b coordinates s)": {ID: "b", Label: "Bea", Path: []string{"x", "s", "z", "y"}, Ties: []analysis.Tie{
			{Source: "x", Target: "s", Type: "uses"}, {Source: "z", Target: "s", Type: "uses"}, {Source: "z", Target: "y", Type: "knows"}, {Source: "b", Target: "s", Type: "coordinates"},
		}},
		"Carla": {ID: "c", Label: "Carla", Path: []string{"x", "c", "y"}, Ties: []analysis.Tie{{Source: "x", Target: "c", Type: "knows"}, {Source: "c", Target: "y", Type: "knows"}}},
	} {
		if got := introducer(who, View{}, l); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTwoOfOneNameAreToldApart(t *testing.T) {
	s := analysis.Suggestion{Source: "p1", SourceLabel: "Maria", Target: "p2", TargetLabel: "Maria", Type: "knows", Weighing: &analysis.Weighing{Step: 5}}
	if c := suggestionCard(s, 1, analysis.Figures{}, View{Lang: "en"}); c.Relation != "Maria (p1) knows Maria (p2)" || !strings.Contains(c.Step, "Maria (p2)") {
		t.Errorf("%+v", c)
	}
	s.TargetLabel = "Anna"
	if c := suggestionCard(s, 1, analysis.Figures{}, View{Lang: "en"}); c.Relation != "Maria knows Anna" {
		t.Errorf("%+v", c)
	}
}

func TestKeepersByKind(t *testing.T) {
	l := locale.New("en")
	for kind, want := range map[string]string{
		graph.Person: "X", graph.Organization: "X", "": "X", "Patto": "X", graph.Service: "whoever runs X", graph.Place: "whoever runs X", graph.Action: "whoever runs X", graph.Need: "those who live the need “X”",
	} {
		if got := keeper("X", kind, l); got != want {
			t.Errorf("%s: %q, want %q", kind, got, want)
		}
	}
}

func TestSiblingPages(t *testing.T) {
	for self, want := range map[string]string{"/networks/v/missing": "/networks/v/whatif", "/networks/a%20b/history": "/networks/a%20b/whatif"} {
		if got := sibling(self, "whatif"); got != want {
			t.Errorf("%q: %q, want %q", self, got, want)
		}
	}
}

func TestFiguresOfAComparisonHaveNamesOfTheirOwn(t *testing.T) {
	l := locale.New("it")
	for full, want := range map[string]string{
		"fragmentation.components": "Pezzi", "structure.nodes": "Nodi", "hierarchy.connectedness": "Connessione della rete orientata", "fragmentation.connectedness": "Connessione",
		"validation.validated_only.components": "", "coverage.services": "", "cohesion.kirchhoff_index": "Indice di Kirchhoff",
	} {
		if got := figureName(full, l); got != want {
			t.Errorf("%s: %q, want %q", full, got, want)
		}
	}
}

func TestColumnsThatTellNothingAreLeftOut(t *testing.T) {
	p := reportPage{l: locale.New("it")}
	none := p.l.Kind("")
	got := p.telling(&Table{Columns: []Column{{Name: "a"}, {Name: "kind"}, {Name: "b"}}, Rows: [][]string{{"1", none, "2"}, {"3", none, "4"}}})
	if len(got.Columns) != 2 || len(got.Rows[0]) != 2 || got.Rows[1][1] != "4" {
		t.Errorf("%v", got)
	}
	got = p.telling(&Table{Columns: []Column{{Name: "a"}, {Name: "kind"}}, Rows: [][]string{{"1", none}, {"3", "persona"}}})
	if len(got.Columns) != 2 {
		t.Errorf("a column that tells of one was left out")
	}
	if p.telling(&Table{Columns: []Column{{Name: "a"}}}) != nil {
		t.Error("a table without rows stands")
	}
}

func TestAPointIsOne(t *testing.T) {
	for by, want := range map[float64]string{.01: "+1 punto", -.0101: "−1 punto", .0234: "+2,3 punti", 0: "0 punti"} {
		if got := points(by, locale.New("it")); got != want {
			t.Errorf("%v: %q, want %q", by, got, want)
		}
	}
	if got := points(.01, locale.New("en")); got != "+1 point" {
		t.Error(got)
	}
}

// A difference of shares that rounds to nothing is said to be small, not to be none.
func TestPoints(t *testing.T) {
	for by, want := range map[float64][2]string{
		.1: {"+10 punti", "+10 points"}, .01: {"+1 punto", "+1 point"}, -.0123: {"−1,2 punti", "−1.2 points"}, 0: {"0 punti", "0 points"},
		.0004: {"meno di 0,1 punti in più", "less than 0.1 points up"}, -.0004: {"meno di 0,1 punti in meno", "less than 0.1 points down"},
	} {
		if it, en := points(by, locale.New("it")), points(by, locale.New("en")); it != want[0] || en != want[1] {
			t.Errorf("%v: %q, %q", by, it, en)
		}
	}
}

// A figure that reads the same before and after is told by its difference.
func TestEffectsThatReadTheSame(t *testing.T) {
	var out bytes.Buffer
	list := analysis.MissingList{Before: analysis.Figures{GlobalEfficiency: .12}, Suggestions: []analysis.Suggestion{{Weighing: &analysis.Weighing{Effect: analysis.Figures{GlobalEfficiency: .002}}}, {Weighing: &analysis.Weighing{Effect: analysis.Figures{GlobalEfficiency: .1}}}}}
	if err := Text(&out, list, "it"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Efficienza +0,2 punti", "Efficienza 12% → 22%"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in %s", want, out.String())
		}
	}
}

func TestCurveAtGivenShares(t *testing.T) {
	curve := [][2]float64{{0, 1}, {.25, .5}, {.5, .2}, {1, 0}}
	for share, want := range map[float64]float64{0: 1, .1: 1, .25: .5, .3: .5, .5: .2, .9: .2, 1: 0} {
		if got := leftAt(curve, share); got != want {
			t.Errorf("at %v: %v, want %v", share, got, want)
		}
	}
}

func TestColumnsFitTheTerminal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(t, "columns")
		columns, row := make([]Column, n), make([]string, n)
		for i := range n {
			columns[i].Name = rapid.StringN(0, 30, -1).Draw(t, "name")
			row[i] = rapid.StringN(0, 120, -1).Draw(t, "cell")
		}
		total := 0
		for i, w := range columnWidths(columns, [][]string{row}) {
			total += w + 2
			if w < 0 {
				t.Fatalf("column %d is %d wide", i, w)
			}
		}
		if total > textWidth {
			t.Fatalf("%d wide", total)
		}
	})
}

func TestCellsFoldBetweenWords(t *testing.T) {
	for _, c := range []struct {
		cell  string
		width int
		want  []string
	}{
		{"Orto", 4, []string{"Orto"}}, {"Orto dei vicini", 15, []string{"Orto dei vicini"}}, {"Orto dei vicini", 8, []string{"Orto dei", "vicini"}},
		{"Orto dei vicini", 7, []string{"Orto", "dei", "vicini"}}, {"Orto dei vicini nostri", 7, []string{"Orto", "dei", "vicini…"}}, {"Ortocondiviso", 6, []string{"Ortoc…"}}, {"Città però più", 10, []string{"Città però", "più"}}, {"", 3, []string{""}}, {"a b", 1, []string{"a", "b"}},
	} {
		if got := folded(c.cell, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d: %q, want %q", c.cell, c.width, got, c.want)
		}
	}
}
