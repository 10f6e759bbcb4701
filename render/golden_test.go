package render_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"trama/analysis"
	"trama/analysis/table"
	"trama/graph"
	"trama/locale"
	"trama/render"
	"trama/web"
)

var update = flag.Bool("update", false, "writes the golden files")

// golden compares with testdata/NAME, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at it and run go test ./render -update\n%s", name, firstDifference(got, want))
	}
}

func firstDifference(got, want []byte) string {
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d:\n got ", i+1) + g[i] + "\nwant " + w[i]
		}
	}
	return "one is longer"
}

func rendered(t testing.TB, write func(io.Writer, any, string) error, result any, lang string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out, result, lang); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestTextOfEveryResult(t *testing.T) {
	for name, result := range sampleResults(t) {
		for _, lang := range locale.Languages() {
			golden(t, name+"."+lang+".txt", rendered(t, render.Text, result, lang))
		}
	}
}

func TestCSVOfEveryResult(t *testing.T) {
	for name, result := range sampleResults(t) {
		got := rendered(t, render.CSV, result, "it")
		golden(t, name+".csv", got)
		rows, err := csv.NewReader(bytes.NewReader(got)).ReadAll() // refuses rows of another length
		if err != nil || len(rows) < 2 {
			t.Errorf("%s: %d rows, %v", name, len(rows), err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "+") || strings.HasPrefix(cell, "@") {
					t.Errorf("%s: a spreadsheet would run %q", name, cell)
				}
			}
		}
	}
}

func TestHTMLOfEveryResult(t *testing.T) {
	for name, result := range sampleResults(t) {
		for _, lang := range locale.Languages() {
			page := rendered(t, render.HTML, result, lang)
			golden(t, name+"."+lang+".html", withoutCode(page))
			checkPage(t, name+"."+lang, string(page), lang)
		}
	}
}

// withoutCode is a page without its style and its script, which are the same in every page.
func withoutCode(page []byte) []byte {
	page = style.ReplaceAll(page, []byte("<style></style>"))
	page = bytes.ReplaceAll(page, []byte("<script>"+web.Script()+"</script>"), []byte("<script></script>"))
	return bytes.ReplaceAll(page, []byte(web.ScriptPath()), []byte("/drawing.js"))
}

var (
	style      = regexp.MustCompile(`(?s)<style>.*?</style>`) // the same in every page: kept out of the golden files
	noNumber   = regexp.MustCompile(`\b(NaN|Inf)\b`)
	outside    = regexp.MustCompile(`<(script|link|img|iframe|object)[^>]+(src|href|data)=["']?(https?:)?//`)
	unfilled   = regexp.MustCompile(`\{[a-z_]+[:}%]`)
	idAttr     = regexp.MustCompile(` id="([^"]+)"`)
	labelledBy = regexp.MustCompile(` (?:aria-labelledby|for|form|list)="([^"]+)"`)
	inlineCSS  = regexp.MustCompile(` style="`)
)

// checkPage holds every page to what all of them promise.
func checkPage(t *testing.T, name, page, lang string) {
	t.Helper()
	for _, ours := range []string{"<script>" + web.Script() + "</script>", `<script src="` + web.ScriptPath() + `"></script>`} {
		page = strings.Replace(page, ours, "", 1)
	}
	body := page[strings.Index(page, "<body"):]
	for what, wrong := range map[string]bool{
		"the language is not said":              !strings.Contains(page, `<html lang="`+lang+`">`),
		"something is fetched from outside":     outside.MatchString(page),
		"a script or what a name smuggled in":   strings.Contains(page, "<script"),
		"a style in an attribute":               inlineCSS.MatchString(body),
		"a value without a place in a sentence": unfilled.MatchString(body),
		"something that is no number":           noNumber.MatchString(body),
		"a word that html/template refused":     strings.Contains(page, "ZgotmplZ"),
		"not one h1":                            strings.Count(page, "<h1") != 1,
	} {
		if wrong {
			t.Errorf("%s: %s", name, what)
		}
	}
	checkNesting(t, name, page)
	ids := map[string]bool{}
	for _, m := range idAttr.FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("%s: id %s stands twice", name, m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range labelledBy.FindAllStringSubmatch(body, -1) {
		for _, id := range strings.Fields(m[1]) {
			if !ids[id] {
				t.Errorf("%s: refers to %s, which is not there", name, id)
			}
		}
	}
}

var (
	tag  = regexp.MustCompile(`<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:"[^"]*"|[^">])*)>`)
	void = map[string]bool{"meta": true, "link": true, "input": true, "br": true, "hr": true, "img": true}
)

// checkNesting holds the tags of a page to stand in each other as they should.
func checkNesting(t *testing.T, name, page string) {
	t.Helper()
	var open []string
	for _, m := range tag.FindAllStringSubmatch(style.ReplaceAllString(page, ""), -1) {
		switch {
		case void[m[2]] || strings.HasSuffix(m[3], "/"):
		case m[1] == "":
			open = append(open, m[2])
		case len(open) == 0 || open[len(open)-1] != m[2]:
			t.Errorf("%s: </%s> ends %v", name, m[2], open)
			return
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("%s: never ended: %v", name, open)
	}
}

func TestReportPageStandsAlone(t *testing.T) {
	for _, lang := range locale.Languages() {
		page := string(rendered(t, render.HTML, sampleResults(t)["report"], lang))
		if n := strings.Count(page, "<h2"); n != 10 {
			t.Errorf("%s: %d sections, want the ten of the outline", lang, n)
		}
		for _, part := range []string{"<svg", "<table", "<caption", `scope="col"`, `scope="row"`, "@page", "table-header-group", "counter(pages)", "<title id=", "<desc id="} {
			if !strings.Contains(page, part) {
				t.Errorf("%s: no %s", lang, part)
			}
		}
	}
}

func TestReportOfNothing(t *testing.T) {
	r := analysis.Report{Headline: graph.Sentence{Code: "headline_empty"}}
	for _, write := range []func(io.Writer, any, string) error{render.Text, render.CSV, render.HTML} {
		for _, lang := range locale.Languages() {
			got := string(rendered(t, write, render.Viewed{Result: r, View: render.View{Graph: graph.Empty()}}, lang))
			if strings.Contains(got, "NaN") || unfilled.MatchString(got) && !strings.Contains(got, "<style>") {
				t.Errorf("%s: %s", lang, got)
			}
		}
	}
}

func TestTextLeavesOutWhatCommandsATerminal(t *testing.T) {
	r := sampleReport()
	r.Isolates[0].Label = "\x1b[31mrosso\x07\u009b2J"
	got := string(rendered(t, render.Text, r, "it"))
	if strings.ContainsAny(got, "\x1b\x07\u009b") {
		t.Error("a name reaches the terminal with its controls")
	}
	if !strings.Contains(got, "rosso") {
		t.Error("the name itself is gone")
	}
}

func TestTextFitsATerminal(t *testing.T) {
	for name, result := range sampleResults(t) {
		for _, lang := range locale.Languages() {
			for _, line := range strings.Split(string(rendered(t, render.Text, result, lang)), "\n") {
				if n := len([]rune(line)); n > 92 {
					t.Errorf("%s %s: a line of %d: %s", name, lang, n, line)
				}
			}
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	result := sampleResults(t)["report"]
	want := rendered(t, render.HTML, result, "it")
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for range 20 {
		if !bytes.Equal(rendered(t, render.HTML, result, "it"), want) {
			t.Fatal("the page changes from one time to the next")
		}
	}
}

func TestWhatHasNoPageIsSaid(t *testing.T) {
	var out bytes.Buffer
	for _, write := range []func(io.Writer, any, string) error{render.Text, render.CSV, render.HTML} {
		if err := write(&out, 7, "it"); graph.KindOf(err) != graph.Usage || out.Len() > 0 {
			t.Errorf("error %v, %d bytes", err, out.Len())
		}
	}
}

func TestLocalizeFillsEverySentenceOfACopy(t *testing.T) {
	r := sampleMissing()
	for _, lang := range locale.Languages() {
		got := render.Localize(r, lang)
		for _, s := range got.Suggestions {
			for _, reason := range s.Reasons {
				if reason.Text == "" || reason.Text == reason.Code {
					t.Errorf("%s: no words for %s", lang, reason.Code)
				}
			}
			for _, c := range s.Cautions {
				if c.Text == "" {
					t.Errorf("%s: no words for %s", lang, c.Code)
				}
			}
		}
	}
	if r.Suggestions[0].Reasons[0].Text != "" || r.Notes[0].Text != "" {
		t.Error("the result given has changed")
	}
	if got := render.Localize(&r, "en"); got == &r || got.Suggestions[0].Reasons[0].Text == "" {
		t.Error("a pointer is not followed")
	}
}

// Every result with notes says them in the reader's language, given as a value or behind a pointer.
func TestLocalizeSaysTheNotesOfEveryResult(t *testing.T) {
	notes := func() []graph.Sentence {
		return []graph.Sentence{graph.Say("undo_gone", "{id} is gone already", graph.V{"id": "x"})}
	}
	of := func(result any) string {
		var out bytes.Buffer
		if err := render.JSON(&out, result); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	for _, result := range []any{
		analysis.Report{Notes: notes()}, &analysis.Report{Notes: notes()}, analysis.MissingList{Notes: notes()}, &analysis.MissingList{Notes: notes()},
		analysis.PlanResult{Notes: notes()}, &analysis.PlanResult{Notes: notes()}, analysis.WhatIfResult{Notes: notes()}, &analysis.WhatIfResult{Notes: notes()},
		analysis.Minutes{Notes: notes()}, analysis.Comparison{Notes: notes()}, &analysis.Comparison{Notes: notes()}, analysis.Metrics{Notes: notes()}, &analysis.Metrics{Notes: notes()},
		analysis.Scores{Notes: notes()}, &analysis.Scores{Notes: notes()}, analysis.BacktestResult{Notes: notes()}, &analysis.BacktestResult{Notes: notes()},
		graph.Checked{Notes: notes()}, &graph.Checked{Notes: notes()}, graph.Imported{Notes: notes()}, &graph.Imported{Notes: notes()},
		graph.Recorded{Notes: notes()}, &graph.Recorded{Notes: notes()}, render.Viewed{Result: &graph.Imported{Notes: notes()}}, notes(), notes()[0],
	} {
		before := of(result)
		for lang, want := range map[string]string{"it": "non c'è già più", "en": "is gone already"} {
			if got := of(render.Localize(result, lang)); !strings.Contains(got, want) {
				t.Errorf("%T in %s: %s", result, lang, got)
			}
		}
		if of(result) != before {
			t.Errorf("%T: the result given has changed", result)
		}
	}
	if got := render.Localize((*analysis.Report)(nil), "it"); got != nil {
		t.Errorf("no report becomes %v", got)
	}
	if got := render.Localize(graph.NetworkList{Schema: "s"}, "it"); got.Schema != "s" {
		t.Errorf("a result without sentences becomes %v", got)
	}
}

func TestLocalizeThroughAView(t *testing.T) {
	var plain, viewed bytes.Buffer
	var result any = render.Viewed{Result: sampleReport(), View: render.View{Graph: graph.Empty()}}
	if err := render.JSON(&viewed, render.Localize(result, "it")); err != nil {
		t.Fatal(err)
	}
	if err := render.JSON(&plain, render.Localize(sampleReport(), "it")); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(plain.Bytes(), viewed.Bytes()) || !strings.Contains(plain.String(), "La rete è divisa") {
		t.Error("the document differs when a page stands beside the result")
	}
}

// One of each is told as the many are: a single commitment, expectation, need, meeting and vote have their place.
func TestOneOfEachIsTold(t *testing.T) {
	due := "2026-05-01"
	r := analysis.Report{Structure: analysis.Structure{Nodes: 2}}
	r.Commitments.Proposed = 1
	r.Commitments.List = []table.Commitment{{ID: "c1", What: "una sala il martedì", Due: &due, State: "proposed"}}
	r.Coverage.Needs = 1
	r.Coverage.Unanswered = []table.Unanswered{{Thing: table.Thing{ID: "n1", Label: "Compagnia"}}}
	r.Reciprocity.Asked = 1
	r.Reciprocity.Unreturned = []table.Expectation{{ID: "e1", FromLabel: "Scuola", ToLabel: "Comune", What: "orari certi"}}
	r.Participants.Meetings = []table.Attendance{{ID: "m1", Label: "Primo incontro", Date: due, Present: 1}}
	r.Priorities.Votes = 1
	r.Priorities.Lines = []table.LineVotes{{Line: "l1", Label: "Casa"}}
	r.Validation.Edges.Declared = 1
	for _, lang := range []string{"it", "en"} {
		var text, page bytes.Buffer
		if err := errors.Join(render.Text(&text, r, lang), render.HTML(&page, r, lang)); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"una sala il martedì", "Compagnia", "orari certi", "Casa"} {
			if !strings.Contains(text.String(), want) || !strings.Contains(page.String(), want) {
				t.Errorf("%s: %q is not told\n%s", lang, want, text.String())
			}
		}
		if !strings.Contains(page.String(), "Primo incontro") {
			t.Errorf("%s: the meeting is not told", lang)
		}
	}
}
