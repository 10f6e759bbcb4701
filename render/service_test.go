package render_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
	"trama/render"
	"trama/render/desk"
	"trama/web"
)

func TestServicePagesKeepWhatAllPagesPromise(t *testing.T) {
	for _, lang := range locale.Languages() {
		for name, page := range servicePages(t, lang) {
			checkPage(t, name+"."+lang, string(page), lang)
			golden(t, "page-"+name+"."+lang+".html", withoutCode(page))
		}
	}
}

// TestStyleStandsInThePageAsItIs: once, whole, and without anything that it would fetch.
func TestStyleStandsInThePageAsItIs(t *testing.T) {
	page := servicePages(t, "it")["home"]
	m := regexp.MustCompile(`(?s)<style>(.*?)</style>`).FindAllSubmatch(page, -1)
	if len(m) != 1 {
		t.Fatalf("%d style elements", len(m))
	}
	if string(m[0][1]) != web.Style() {
		t.Error("the page holds another style sheet")
	}
	if strings.Contains(web.Style(), "url(") || strings.Contains(web.Style(), "@import") {
		t.Error("the style sheet fetches something")
	}
}

func TestNetworkPageLinksToAllThereIs(t *testing.T) {
	page := string(servicePages(t, "it")["network"])
	for _, want := range []string{
		`<a href="/">Trama</a>`, `<a href="/report">Rapporto completo</a>`, `<a href="/x.graphml" download>La rete in GraphML</a>`,
		`<a href="/networks/valdora?at=2&amp;lang=en" hreflang="en" lang="en">English</a>`, `<span aria-current="true" lang="it">Italiano</span>`,
		`<a href="/networks/valdora?without=coordinator">Mostra la rete senza chi coordina</a>`, `id="pieces-drawing-t"`, `<title>Tavolo di Valdora – Trama</title>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	for _, id := range []string{"short", "pieces", "fragility", "missing"} {
		if !strings.Contains(page, `<section id="`+id+`"`) {
			t.Errorf("no section %s", id)
		}
	}
}

func TestNetworkPageWithoutACoordinatorHasNoSwitch(t *testing.T) {
	var out bytes.Buffer
	if err := desk.NetworkPage(&out, render.NetworkPageView{Report: sampleReport(), Home: "/"}, desk.View{View: render.View{Lang: "it", Self: "/n"}}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "Con e senza chi coordina") {
		t.Error("a switch that leads nowhere")
	}
	if !strings.Contains(out.String(), "trama missing") {
		t.Error("without a list the page does not say where there is one")
	}
}

func TestNetworkPageWithoutTheCoordinatorSaysSo(t *testing.T) {
	var out bytes.Buffer
	n := render.NetworkPageView{Report: sampleReport(), Switch: "/back", Without: true}
	if err := desk.NetworkPage(&out, n, desk.View{View: render.View{Lang: "en"}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"without the network&#39;s coordinator", `<a href="/back">Show the network with the coordinator</a>`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestErrorPage(t *testing.T) {
	for status, title := range map[int]string{404: "Qui non c&#39;è niente", 418: "Qualcosa non va", 503: "L&#39;archivio non risponde"} {
		var out bytes.Buffer
		if err := render.ErrorPage(&out, render.Problem{Status: status, Detail: "è <b>così</b>"}, render.View{Lang: "it"}); err != nil {
			t.Fatal(err)
		}
		page := out.String()
		if !strings.Contains(page, "<h1>"+title+"</h1>") || !strings.Contains(page, "È &lt;b&gt;così&lt;/b&gt;") || !strings.Contains(page, `<li><a href="/?lang=it">`) {
			t.Errorf("%d: %s", status, page[strings.Index(page, "<body"):])
		}
	}
}

// missingPage is the page of the sample's missing relations, asked with some parameters.
func missingPage(t *testing.T, query url.Values) string {
	t.Helper()
	view := render.View{Graph: sampleGraph(t), Self: "/networks/valdora/missing", Query: query}
	return string(rendered(t, render.HTML, render.Viewed{Result: sampleMissing(), View: view}, "it"))
}

// TestWhoIsMissingLeadsToTheirPage: and so does who is nearest to them.
func TestWhoIsMissingLeadsToTheirPage(t *testing.T) {
	view := render.View{Graph: sampleGraph(t), Self: "/networks/valdora/report"}
	page := string(rendered(t, render.HTML, render.Viewed{Result: sampleReport(), View: view}, "it"))
	_, rest, _ := strings.Cut(page, "Chi manca: attori critici")
	table, _, _ := strings.Cut(rest, "</table>")
	for id, name := range map[string]string{"mani": "Mani Vicine", "luca": "Referente oratorio", "anna": "«anna»"} {
		if want := `<a href="/networks/valdora/nodes/` + id + `?lang=it">` + name + "</a>"; !strings.Contains(table, want) {
			t.Errorf("no %s in %s", want, table)
		}
	}
}

// TestAListIsTurnedAsFarAsItGoes: on to what follows where something does, and back, not before the first.
func TestAListIsTurnedAsFarAsItGoes(t *testing.T) {
	for _, c := range []struct {
		offset, limit, shown, all int
		on, back                  string // the offsets that the page leads to
	}{
		{0, 20, 20, 50, "20", ""}, {20, 20, 20, 50, "40", "0"}, {40, 20, 10, 50, "", "20"}, {0, 20, 20, 20, "", ""}, {20, 20, 20, 40, "", "0"}, {10, 20, 20, 40, "30", "0"}, {0, 0, 50, 50, "", ""}, {0, 20, 20, 21, "20", ""},
	} {
		list := sampleMissing()
		list.Params.Offset, list.Params.Limit, list.Suggestions = c.offset, c.limit, slices.Repeat(list.Suggestions[:1], c.shown)
		list.Families = map[string]analysis.FamilyCount{"reconnect": {Count: c.all}}
		page := string(rendered(t, render.HTML, render.Viewed{Result: list, View: render.View{Self: "/networks/valdora/missing", Query: url.Values{}}}, "it"))
		turned := map[string]string{}
		for _, m := range regexp.MustCompile(`<a href="[^"]*offset=([0-9]+)[^"]*">([^<]*)</a>`).FindAllStringSubmatch(page, -1) {
			turned[m[2]] = m[1]
		}
		on, back := turned["Le proposte successive"], turned["Le proposte precedenti"]
		if on != c.on || back != c.back {
			t.Errorf("%+v: on to %q, back to %q", c, on, back)
		}
	}
}

// TestAHistoryIsTurnedAsFarAsItGoes: the page says which part it shows, and leads to older and to newer commits where there are any.
func TestAHistoryIsTurnedAsFarAsItGoes(t *testing.T) {
	for _, c := range []struct {
		all, offset         int
		title, older, newer string
	}{
		{49, 0, "49 modifiche", "", ""}, {50, 0, "50 modifiche", "", ""}, {51, 0, "Modifiche da 1 a 50, di 51", "50", ""}, {51, 50, "Modifiche da 51 a 51, di 51", "", "0"},
		{120, 50, "Modifiche da 51 a 100, di 120", "100", "0"}, {100, 50, "Modifiche da 51 a 100, di 100", "", "0"}, {60, 10, "Modifiche da 11 a 60, di 60", "", "0"}, {3, 50, "0 modifiche", "", "0"},
	} {
		commits := sampleHistory().Commits[:0]
		for revision := c.all - c.offset; revision > 0 && len(commits) < 50; revision-- {
			commits = append(commits, graph.Commit{Revision: graph.Revision(revision)})
		}
		view := render.View{Self: "/networks/valdora/history", Query: url.Values{"offset": {strconv.Itoa(c.offset)}}}
		page := string(rendered(t, render.HTML, render.Viewed{Result: graph.NewCommitList("valdora", commits), View: view}, "it"))
		turned := map[string]string{}
		for _, m := range regexp.MustCompile(`<a href="[^"]*offset=([0-9]+)[^"]*">([^<]*)</a>`).FindAllStringSubmatch(page, -1) {
			turned[m[2]] = m[1]
		}
		older, newer := turned["Le modifiche precedenti"], turned["Le modifiche più recenti"]
		if older != c.older || newer != c.newer || !strings.Contains(page, ">"+c.title+"</h2>") {
			t.Errorf("%+v: older from %q, newer from %q", c, older, newer)
		}
	}
}

func TestFormShowsWhatThePageWasAskedWith(t *testing.T) {
	page := missingPage(t, url.Values{
		"family": {"likely"}, "between": {"person,service"}, "sort": {"benefit"}, "sector": {`a"b`}, "kind": {"!place", "!action"}, "at": {"3"}, "lang": {"it"}, "offset": {"20"},
	})
	for _, want := range []string{
		`<form id="filters" method="get" action="/networks/valdora/missing">`, `formaction="/networks/valdora/whatif"`,
		`<option value="likely" selected>Verosimile</option>`, `<option value="person,service" selected>`, `<option value="benefit" selected>`,
		`name="sector" type="text" value="a&#34;b"`, `<input type="hidden" name="kind" value="!place">`, `<input type="hidden" name="kind" value="!action">`,
		`<input type="hidden" name="at" value="3">`, `<input type="hidden" name="lang" value="it">`, `<option value="administration">amministrazione</option>`,
		`<option value="mani">Mani Vicine</option>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(page, `type="hidden" name="offset"`) {
		t.Error("new filters begin in the middle of the list")
	}
	if n := strings.Count(page, `name="kind"`); n != 2 {
		t.Errorf("the lens stands %d times", n)
	}
}

func TestEveryFieldOfTheFormHasALabel(t *testing.T) {
	page := missingPage(t, nil)
	form := page[strings.Index(page, "<form"):strings.Index(page, "</form>")]
	for _, m := range regexp.MustCompile(`<(?:select|input) id="([^"]+)"`).FindAllStringSubmatch(form, -1) {
		if !strings.Contains(form, `<label for="`+m[1]+`">`) {
			t.Errorf("%s has no label", m[1])
		}
	}
	if strings.Count(form, "<select") != 3 || strings.Count(form, "<label") != 8 {
		t.Errorf("%d choices, %d labels", strings.Count(form, "<select"), strings.Count(form, "<label"))
	}
}

// TestTicksAreRelationsAsTheFlagTakesThem: a box's value is A,B,TYPE by the rules of CSV.
func TestTicksAreRelationsAsTheFlagTakesThem(t *testing.T) {
	list := sampleMissing()
	list.Suggestions[0].Source, list.Suggestions[0].Target = `a,b`, `say "hi"`
	list.Suggestions[1].Type = graph.Commitment
	view := render.View{Self: "/missing", Query: url.Values{"add": {`"a,b","say ""hi""",collaborates`}}}
	page := string(rendered(t, render.HTML, render.Viewed{Result: list, View: view}, "en"))
	if want := `name="add" value="&#34;a,b&#34;,&#34;say &#34;&#34;hi&#34;&#34;&#34;,collaborates" form="filters" checked>`; !strings.Contains(page, want) {
		t.Errorf("no %s", want)
	}
	if n := strings.Count(page, `name="add"`); n != 1 {
		t.Errorf("%d boxes; a commitment cannot be tried", n)
	}
	parts, err := graph.SplitList(`"a,b","say ""hi""",collaborates`)
	if err != nil || !slices.Equal(parts, []string{`a,b`, `say "hi"`, "collaborates"}) {
		t.Errorf("the flag reads it as %q, %v", parts, err)
	}
}

func TestPageOnItsOwnHasNoFormAndNoBoxes(t *testing.T) {
	page := string(rendered(t, render.HTML, render.Viewed{Result: sampleMissing(), View: render.View{Graph: sampleGraph(t)}}, "it"))
	for _, not := range []string{"<form", "<input", "<button", "hreflang"} {
		if strings.Contains(page, not) {
			t.Errorf("a page kept as a file has %s, which leads nowhere", not)
		}
	}
}

func TestStepsSpeakToPeople(t *testing.T) {
	list := sampleMissing()
	s := &list.Suggestions[0]
	s.Source, s.SourceLabel, s.Target, s.TargetLabel, s.Type, s.Step = "doposcuola", "Doposcuola", "casa", "Affitti troppo alti", "answers", 7
	page := string(rendered(t, render.Text, render.Viewed{Result: list, View: render.View{Graph: sampleGraph(t)}}, "it"))
	flat := strings.Join(strings.Fields(page), " ")
	if want := "Presentare di persona chi cura Doposcuola e chi vive il bisogno «Affitti troppo alti» con un lavoro da fare insieme."; !strings.Contains(flat, want) {
		t.Errorf("no %q in %s", want, flat)
	}
}

func TestAnEmptyListSaysOfHowMany(t *testing.T) {
	list := sampleMissing()
	list.Suggestions, list.Params.Candidates = nil, 1234
	for lang, want := range map[string]string{"it": "Nessuna proposta, tra 1.234 coppie guardate.", "en": "No suggestion, out of 1,234 pairs looked at."} {
		for _, write := range []func(io.Writer, any, string) error{render.Text, render.HTML} {
			if got := string(rendered(t, write, list, lang)); !strings.Contains(got, want) {
				t.Errorf("%s: no %q", lang, want)
			}
		}
	}
}

// TestABacktestThatHidNothingSaysSo: no table of methods stands without figures.
func TestABacktestThatHidNothingSaysSo(t *testing.T) {
	for lang, want := range map[string]string{"it": "nessun metodo è stato messo alla prova", "en": "no method was put to the test"} {
		for hidden, says := range map[int]bool{0: true, 12: false} {
			result := sampleBacktest()
			result.Hidden = hidden
			for _, write := range []func(io.Writer, any, string) error{render.Text, render.HTML} {
				got := strings.Join(strings.Fields(string(rendered(t, write, result, lang))), " ")
				if strings.Contains(got, want) != says || strings.Contains(got, "AUPR") == says {
					t.Errorf("%s, %d hidden: %.300s", lang, hidden, got)
				}
			}
		}
	}
}

func TestPlanSaysWhatItReaches(t *testing.T) {
	why := graph.Sentence{Code: "plan_two_nodes", Values: graph.V{"nodes": 2}}
	for want, change := range map[string]func(*analysis.PlanResult){
		"2 relations are enough for the network to be one piece: no fewer will do.":                      func(*analysis.PlanResult) {},
		"2 relations are enough for the network to be one piece; at least 1 are needed.":                 func(p *analysis.PlanResult) { p.Optimal, p.LowerBound = false, 1 },
		"No new relation is needed for the network to be one piece: it is so already.":                   func(p *analysis.PlanResult) { p.Suggestions = nil },
		"No new relation would change anything.":                                                         func(p *analysis.PlanResult) { p.Params.Budget, p.Goal, p.Suggestions = 2, "", nil },
		"The 2 relations that give most together.":                                                       func(p *analysis.PlanResult) { p.Params.Budget, p.Goal = 2, "" },
		"All of them are needed: give each a name that takes care of it, and a date. ":                   func(*analysis.PlanResult) {},
		"those before: probability times benefit. It is a good choice, not one proved to be the best.":   func(p *analysis.PlanResult) { p.Params.Budget, p.Goal = 2, "" },
		"For each need without an answer, the service or action that fits it best":                       func(p *analysis.PlanResult) { p.Goal = analysis.GoalNeedsCovered },
		"It cannot be had: with 2 nodes a network cannot be made firm. Before":                           func(p *analysis.PlanResult) { p.Impossible, p.Suggestions = &why, nil },
		"It cannot be had altogether: with 2 nodes a network cannot be made firm. This is the best that": func(p *analysis.PlanResult) { p.Impossible = &why },
	} {
		plan := samplePlan()
		change(&plan)
		got := strings.Join(strings.Fields(string(rendered(t, render.Text, plan, "en"))), " ")
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got[:300])
		}
	}
}

// TestWhatIfSaysWhatGotWorse: the headline names who is cut off, and says so where nothing changes.
func TestWhatIfSaysWhatGotWorse(t *testing.T) {
	some := func(n int) (list []analysis.Member) {
		for i := range n {
			list = append(list, analysis.Member{ID: fmt.Sprint(i), Label: string(rune('A' + i%26))})
		}
		return list
	}
	state := func(pieces int) analysis.Figures { return analysis.Figures{Components: pieces} }
	for _, c := range []struct {
		before, after    int
		reached, cut     int
		difference       analysis.Figures
		italian, english string
	}{
		{5, 5, 0, 0, analysis.Figures{}, "Non cambia niente.", "Nothing changes."},
		{5, 5, 0, 0, analysis.Figures{Bridges: -1}, "I pezzi restano 5: nessuno si aggiunge e nessuno resta tagliato fuori.", "The pieces stay 5: nobody is newly reached and nobody is cut off."},
		{
			5, 5, 0, 0, analysis.Figures{Bridges: -1, ArticulationPoints: 1, NeedsCovered: 2}, "tagliato fuori. Le relazioni critiche passano da 6 a 5. Gli attori critici passano da 4 a 5. I bisogni con una risposta passano da 2 a 4.",
			"is cut off. Critical relations go from 6 to 5. Critical actors go from 4 to 5. Needs with an answer go from 2 to 4.",
		},
		{4, 3, 1, 0, analysis.Figures{Components: -1, Bridges: 1, NeedsCovered: -1}, "Si raggiunge 1 nodo in più. I bisogni con una risposta passano da 2 a 1.", "1 more node can be reached. Needs with an answer go from 2 to 1."},
		{3, 4, 0, 1, state(1), "I pezzi passano da 3 a 4. Resta tagliato fuori A.", "The pieces go from 3 to 4. A is cut off."},
		{3, 5, 0, 7, state(2), "I pezzi passano da 3 a 5. Restano tagliati fuori 7 nodi: A, B, C, D, E e altri 2.", "The pieces go from 3 to 5. 7 nodes are cut off: A, B, C, D, E and 2 others."},
		{3, 5, 0, 6, state(2), "tagliati fuori 6 nodi: A, B, C, D, E e un altro.", "6 nodes are cut off: A, B, C, D, E and one other."},
		{4, 3, 1, 0, state(-1), "I pezzi passano da 4 a 3. Si raggiunge 1 nodo in più.", "The pieces go from 4 to 3. 1 more node can be reached."},
		{4, 4, 2, 2, analysis.Figures{PairsReached: 3}, "Restano tagliati fuori 2 nodi: A e B. Si raggiungono 2 nodi in più.", "2 nodes are cut off: A and B. 2 more nodes can be reached."},
		{4, 3, 200, 0, state(-1), "Si raggiungono almeno 200 nodi in più.", "At least 200 more nodes can be reached."},
	} {
		r := sampleWhatIf()
		r.Before, r.After, r.Difference, r.Reached, r.CutOff = state(c.before), state(c.after), c.difference, some(c.reached), some(c.cut)
		r.Before.Bridges, r.Before.ArticulationPoints, r.Before.NeedsCovered = 6, 4, 2
		r.After.Bridges, r.After.ArticulationPoints, r.After.NeedsCovered = 6+c.difference.Bridges, 4+c.difference.ArticulationPoints, 2+c.difference.NeedsCovered
		for lang, want := range map[string]string{"it": c.italian, "en": c.english} {
			for _, write := range []func(io.Writer, any, string) error{render.Text, render.HTML} {
				if got := strings.Join(strings.Fields(string(rendered(t, write, r, lang))), " "); !strings.Contains(got, want) {
					t.Errorf("%s: no %q", lang, want)
				}
			}
		}
	}
}

// TestListsSayOfHowMany: the first of how many, where that is known, and nothing about a first of one.
func TestListsSayOfHowMany(t *testing.T) {
	for _, c := range []struct {
		shown, candidates int
		o                 analysis.MissingOptions
		italian, english  string
	}{
		{1, 1, analysis.MissingOptions{}, "L'unica proposta. ", "The only suggestion. "},
		{2, 61, analysis.MissingOptions{Limit: 2}, "Le prime 2 proposte di 61. ", "The first 2 suggestions of 61. "},
		{2, 8, analysis.MissingOptions{Limit: 20}, "2 proposte, tra 8 coppie guardate.", "2 suggestions, out of 8 pairs looked at."},
		{2, 90, analysis.MissingOptions{Limit: 2}, "Le prime 2 proposte di 61, scelte tra 90 coppie guardate.", "The first 2 suggestions of 61, out of 90 pairs looked at."},
		{1, 90, analysis.MissingOptions{Limit: 1}, "La prima proposta di 61, scelta tra 90 coppie guardate.", "The first suggestion of 61, out of 90 pairs looked at."},
		{2, 90, analysis.MissingOptions{Limit: 2, Family: []string{"likely"}}, "Le prime 2 proposte di 7, scelte", "The first 2 suggestions of 7, out"},
		{2, 90, analysis.MissingOptions{Limit: 2, Line: []string{"x"}}, "Le prime 2 proposte, scelte tra 90", "The first 2 suggestions, out of 90"},
		{2, 90, analysis.MissingOptions{Limit: 2, Offset: 4}, "Proposte da 5 a 6, di 61, tra 90", "Suggestions 5 to 6, of 61, out of 90"},
	} {
		list := sampleMissing()
		list.Suggestions, list.Params = list.Suggestions[:c.shown], c.o
		list.Params.Candidates = c.candidates
		list.Families = map[string]analysis.FamilyCount{"likely": {Count: 7}, "reconnect": {Count: 54}}
		for lang, want := range map[string]string{"it": c.italian, "en": c.english} {
			if got := strings.Join(strings.Fields(string(rendered(t, render.Text, list, lang))), " "); !strings.Contains(got, want) {
				t.Errorf("%s: no %q in %s", lang, want, got[:200])
			}
		}
	}
}

func TestAReaderWhoIsGone(t *testing.T) {
	for _, write := range []func(io.Writer, any, string) error{render.Text, render.CSV, render.HTML} {
		if err := write(brokenPipe{}, sampleReport(), "it"); !errors.Is(err, io.ErrClosedPipe) || graph.KindOf(err) != graph.Unavailable {
			t.Errorf("error %v", err)
		}
	}
	if err := desk.NetworksPage(brokenPipe{}, nil, desk.View{View: render.View{}}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("error %v", err)
	}
}

// TestLensIsToldInWords: what was left out stands in the report, however it was said.
func TestLensIsToldInWords(t *testing.T) {
	r := sampleReport()
	for want, lens := range map[string]graph.Lens{
		"Contano persone, servizi, organizzazioni, luoghi e azioni": {},
		"Tipi: non luogo accogliente.":                              {Kinds: []string{"!place"}},
		"Tipi: persona, Patto.":                                     {Kinds: []string{"person", "Patto"}},
		"Relazioni: collabora con.":                                 {Types: []string{"collaborates"}},
		"Stato: validata.":                                          {Statuses: []string{"validated"}},
		"Zone: Mulini.":                                             {Areas: []string{"Mulini"}},
		"Condizioni: label!=Category.":                              {Where: []string{"label!=Category"}},
		"Lasciati fuori: anna, luca.":                               {LeaveOut: []string{"anna", "luca"}},
		"Al giorno 31 gennaio 2026.":                                {AsOf: "2026-01-31"},
		"Forza almeno 0,5.":                                         {MinWeight: .5},
		"Conta tutto.":                                              {Everything: true},
	} {
		r.Lens = lens
		got := strings.Join(strings.Fields(string(rendered(t, render.Text, r, "it"))), " ")
		if !strings.Contains(got, want) {
			t.Errorf("no %q", want)
		}
	}
}

func TestReportSaysWhatTheTableCouldDo(t *testing.T) {
	for _, lang := range locale.Languages() {
		page := string(rendered(t, render.HTML, sampleResults(t)["report"], lang))
		for _, section := range strings.Split(page, "<section ")[1:] {
			if !strings.Contains(section, `class="do"`) {
				t.Errorf("%s: a section says nothing of what to do: %.60s", lang, section)
			}
		}
	}
}

// TestEveryFigureOfTheReportHasAMeaning: no figure stands without a sentence, in either language.
func TestEveryFigureOfTheReportHasAMeaning(t *testing.T) {
	empty := regexp.MustCompile(`<td></td></tr>|<span class="meaning"></span>`)
	for _, lang := range locale.Languages() {
		page := string(rendered(t, render.HTML, sampleResults(t)["report"], lang))
		for _, part := range strings.Split(page, `<table class="figures">`)[1:] {
			figures := part[:strings.Index(part, "</table>")]
			if m := empty.FindStringIndex(figures); m != nil {
				t.Errorf("%s: a figure without a meaning: …%s", lang, figures[max(0, m[0]-120):m[1]])
			}
		}
		if strings.Contains(page, "measure.") || strings.Contains(page, "meaning.") {
			t.Errorf("%s: a name of the catalogue instead of its words", lang)
		}
	}
}

func TestDrawingNamesKindsByShapeAndColour(t *testing.T) {
	page := string(rendered(t, render.HTML, sampleResults(t)["report"], "en"))
	legend := page[strings.Index(page, `<ul class="legend">`):]
	legend = legend[:strings.Index(legend, "</ul>")]
	shapes, colours := map[string]bool{}, map[string]bool{}
	for _, m := range regexp.MustCompile(`<svg viewBox="0 0 18 18" aria-hidden="true"><(\w+) ([^>]*)fill="(#[0-9a-f]{6})"`).FindAllStringSubmatch(legend, -1) {
		shapes[m[1]+strings.Repeat("L", strings.Count(m[2], "L"))], colours[m[3]] = true, true // the tag and its corners
	}
	for _, kind := range []string{"person", "service", "organization", "welcoming place", "generative action", "critical actor", "critical relation"} {
		if !strings.Contains(legend, kind) {
			t.Errorf("the legend does not name %s", kind)
		}
	}
	if len(shapes) < 5 || len(colours) < 5 {
		t.Errorf("%d shapes and %d colours for five kinds", len(shapes), len(colours))
	}
}

func TestCSVOfMetricsIsARowPerNodeInOrder(t *testing.T) {
	got := string(rendered(t, render.CSV, sampleMetrics(), "it"))
	want := "id,label,kind,degree,constraint,articulation,community\nanna,Coordinatrice,person,1,1,false,1\ncomune,Comune,organization,1234,0.3333,true,1\n'=2,due,,0,,false,\n"
	if got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
}

func TestCSVOfScoresKeepsOrderAndOrientation(t *testing.T) {
	scores := analysis.Scores{Pairs: []analysis.ScoredPair{{Source: "b", Target: "a", Score: .1, Plausibility: 1e-7}, {Source: "a", Target: "b", Score: 2, Plausibility: 1}}}
	if got, want := string(rendered(t, render.CSV, scores, "it")), "source,target,score,plausibility\nb,a,0.1,1e-07\na,b,2,1\n"; got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// TestHistoryKeepsTheTimeWhole: whatever else is long, and the operations are said in words.
func TestHistoryKeepsTheTimeWhole(t *testing.T) {
	h := sampleHistory()
	h.Commits[0].Message, h.Commits[0].Author, h.Commits[0].Snapshot = "import: "+strings.Repeat("relazioni", 9), strings.Repeat("a", 80), strings.Repeat("s", 60)
	h.Commits[1].Message, h.Commits[1].Time = "decline", h.Commits[0].Time
	got := string(rendered(t, render.Text, h, "it"))
	for _, want := range []string{"3 febbraio 2026, 16:04 UTC", "propos"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
}

// TestDecisionsSayWhatWasDecided where a comparison has the graph.
func TestDecisionsSayWhatWasDecided(t *testing.T) {
	g, err := sampleGraph(t).Apply(graph.Changes{PutNodes: []graph.NodeChange{{
		ID: "d1", Kind: pointerTo(graph.Decision), Attributes: graph.Attributes{{Name: "label", Value: graph.TextValue("Parrocchia")}, {Name: "state", Value: graph.TextValue("validated")}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	c := sampleComparison()
	c.Nodes.Added = []analysis.Member{{ID: "d1", Label: "Parrocchia", Kind: graph.Decision}, {ID: "gone", Label: "Circolo", Kind: graph.Decision}}
	got := string(rendered(t, render.Text, render.Viewed{Result: c, View: render.View{Graph: g}}, "it"))
	for _, want := range []string{"· Validata: Parrocchia\n", "· Circolo (decisione)\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
}

// TestTheTableLooksAtTenSuggestions: the pack for a meeting is short enough to be read, the report has all that it was given.
func TestTheTableLooksAtTenSuggestions(t *testing.T) {
	missing := sampleMissing()
	for first := missing.Suggestions[0]; len(missing.Suggestions) < 15; {
		missing.Suggestions = append(missing.Suggestions, first)
	}
	for meeting, want := range map[bool]int{true: 10, false: 15} {
		result := render.Viewed{Result: sampleReport(), View: render.View{Graph: sampleGraph(t), Missing: &missing, ForMeeting: meeting}}
		if got := strings.Count(string(rendered(t, render.HTML, result, "it")), `class="card"`); got != want {
			t.Errorf("for a meeting %v: %d cards, want %d", meeting, got, want)
		}
		if got := strings.Count(string(rendered(t, render.Text, result, "it")), "ID: "); got != 5 {
			t.Errorf("for a meeting %v: %d suggestions in text, want 5", meeting, got)
		}
	}
}

// TestPlansSayWhoGetsManyAndWhatIsLeft: who gets many relations stands before them, a part of a plan is called one, and each is
// said once.
func TestPlansSayWhoGetsManyAndWhatIsLeft(t *testing.T) {
	for _, c := range []struct {
		goal             string
		note             graph.Sentence
		italian, english string
	}{
		{"connected", graph.Sentence{Code: "plan_loads", Values: graph.V{"most": 3, "names": "Ada (6), Ente (4)", "more": 2}}, "Chi avrebbe più di 3 relazioni nuove: Ada (6), Ente (4) e altri 2.", "Who would have more than 3 new relations: Ada (6), Ente (4) and 2 others."},
		{"", graph.Sentence{Code: "plan_kept_apart", Values: graph.V{"pieces": 124, "times": 2489.0}}, "La rete resta in 124 pezzi: nessuna di queste relazioni ne unisce due.", "By plausibility and benefit together the first gives 2,489 times what"},
		{"connected", graph.Sentence{Code: "plan_part", Values: graph.V{"count": 2, "all": 9, "goal": "connected"}}, "Di 9 relazioni che servirebbero perché la rete sia un solo pezzo queste sono le 2 che", "Of 9 relations that are needed for the network to be one piece these are the 2"},
	} {
		r := samplePlan()
		r.Goal, r.Notes = c.goal, append(r.Notes, c.note)
		for lang, want := range map[string]string{"it": c.italian, "en": c.english} {
			for _, write := range []func(io.Writer, any, string) error{render.Text, render.HTML} {
				got := strings.Join(strings.Fields(string(rendered(t, write, r, lang))), " ")
				first, method := strings.Index(got, want), strings.LastIndex(got, map[string]string{"it": "Metodo", "en": "Method"}[lang])
				if strings.Count(got, want) != 1 || first > method {
					t.Errorf("%s: %q stands %d times, at %d of %d", lang, want, strings.Count(got, want), first, method)
				}
			}
		}
	}
}
