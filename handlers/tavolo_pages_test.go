package handlers_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"trama/graph"
)

const tableIt = "/networks/borgo/table?lang=it"

// withLines gives the town two production lines, of which one has an id that an address must escape.
func (s *service) withLines() {
	s.post("changes", `{"put_nodes":[{"id":"l1","kind":"line","attributes":{"label":"Casa"}},{"id":"l/2 è","kind":"line","attributes":{"label":"Scuola"}}]}`)
}

// TestTheTableIsWritten fills in every form of the table's page, with names, and reads what the notice says of each.
func TestTheTableIsWritten(t *testing.T) {
	s := newService(t)
	s.withLines()
	page := s.page(tableIt + "&author=Ada+Neri&done=2")
	says(t, "new nodes", aTitle.FindString(page), "Nuovo sulla mappa: Casa (linea di produzione).")
	for _, step := range []struct {
		form   string
		fields []string
		says   []string
	}{
		{"meeting", []string{"label", "Incontro 1: la mappa", "date", "2026-03-05", "freeze", "true"}, []string{"Nuovo incontro: Incontro 1: la mappa, 5 marzo 2026."}},
		{"attend", []string{"meeting", "incontro-1-la-mappa", "who", "àda", "who", "Bruno", "who", ""}, []string{"All&#39;incontro «Incontro 1: la mappa» c&#39;erano: Àda e Bruno."}},
		{"attend", []string{"meeting", "incontro-1-la-mappa", "who", "ada"}, []string{"C&#39;era già: non è cambiato niente."}},
		{"invite", []string{"by", "Bruno", "who", "Hilda", "meeting", "incontro-1-la-mappa"}, []string{"Bruno invita Hilda all&#39;incontro «Incontro 1: la mappa»."}},
		{"need", []string{"label", "Compagnia la sera", "area", "sud", "tags", "anziani, sera ,", "people", "12", "raised_by", "Carla", "line", "l/2 è"}, []string{"Nuovo bisogno: Compagnia la sera, segnalato da Carla."}},
		{"answer", []string{"need", "need-1", "with", " doposcuola "}, []string{"Doposcuola risponde al bisogno «Compagnia la sera»."}},
		{"vote", []string{"by", "Carla", "meeting", "incontro-1-la-mappa", "points l1", "7", "points l/2 è", "3", "why", "prima la casa"}, []string{"Voto di Carla all&#39;incontro «Incontro 1: la mappa»: 3 a Scuola e 7 a Casa."}},
		{"vote", []string{"by", "Carla", "meeting", "incontro-1-la-mappa", "points l1", "10"}, []string{"Voto di Carla", "10 a Casa", "Il voto di Carla all&#39;incontro «Incontro 1: la mappa» che c&#39;era prima non vale più."}},
		{"vote", []string{"by", "Bruno", "meeting", "incontro-1-la-mappa", "points l1", "4", "abstain", "true"}, []string{"Bruno si astiene all&#39;incontro «Incontro 1: la mappa»."}},
		{"expect", []string{"from", "il terzo settore", "of", "Comune", "what", "una sala", "condition", "con le chiavi"}, []string{"Il terzo settore si aspetta da Comune: una sala."}},
		{"commit", []string{"what", "la sala due sere", "by", "Comune", "by", "dario", "due", "2999-01-31", "state", "agreed", "for", "edge:sector%3Athird_sector~expects~comune~1", "gives", "space", "gives", "time"}, []string{"Nuovo impegno: la sala due sere, di Comune e Dario, entro il 31 gennaio 2999; è concordato."}},
		{"state commitment-1", []string{"state", "kept"}, []string{"Impegno cambiato: la sala due sere, entro il 31 gennaio 2999; è mantenuto."}},
	} {
		page = s.written(form(t, page, step.form).with(step.fields...))
		says(t, step.form, page, step.says...)
		if notice := aTitle.FindString(page); strings.Contains(notice, "~") || strings.Contains(notice, "incontro-1") || strings.Contains(notice, "need-1") {
			t.Errorf("%s is told in ids: %s", step.form, notice)
		}
	}
	says(t, "the page", page, "Presenti (2): Àda e Bruno.", "Bruno porta Hilda", "riguarda 12 persone · segnalato da Carla · ha risposta da Doposcuola", "Carla: 10 a Casa", "Si astengono: Bruno.",
		"c&#39;è una risposta", "Chiusi: 1", `<span class="tag">mantenuto</span>`, "Scritto di recente", "revisione 13, Ada Neri")
	history := s.page("/networks/borgo/history?lang=it")
	says(t, "the history", history, "<span>Impegno</span>", "<p>Impegno cambiato: la sala due sere, entro il 31 gennaio 2999; è mantenuto.</p>", "<p>Bruno invita Hilda all&#39;incontro «Incontro 1: la mappa».</p>")
	says(t, "the page of a line", s.page("/networks/borgo/nodes/l1?lang=it"), `<a href="/networks/borgo/table?lang=it#votes">Il voto sulle linee</a>`)
	says(t, "the history as it was", s.page("/networks/borgo/history?lang=it&at=4"), "c&#39;erano: Àda e Bruno.", `<button type="submit">Confronta</button>`)
	commits, err := s.store.History(t.Context(), "borgo", graph.Page{})
	if err != nil || len(commits) != 13 || commits[0].Author != "Ada Neri" || !slices.ContainsFunc(commits, func(c graph.Commit) bool { return c.Snapshot == "incontro-1-la-mappa" }) {
		t.Errorf("%d commits, %v, %+v", len(commits), err, commits)
	}
	g, err := s.store.Load(t.Context(), "borgo", 0)
	if err != nil {
		t.Fatal(err)
	}
	need, _ := g.FindNode("need-1")
	if got := g.NodeAttributes(need); got.Get("tags").String() != "anziani|sera" || got.Get("lines").String() != "l/2 è" || got.Get("people").String() != "12" {
		t.Errorf("the need is %v", got)
	}
}

// TestWhatIsCalledAlikeIsToldApart: lines and needs of one name stand beside their ids, a field is called as the page calls it, and a
// sector by its word alone.
func TestWhatIsCalledAlikeIsToldApart(t *testing.T) {
	s := newService(t)
	s.withLines()
	s.post("meetings", `{"id":"m1","date":"2026-03-05"}`)
	s.post("changes", `{"put_nodes":[{"id":"l3","kind":"line","attributes":{"label":"casa"}},{"id":"n1","kind":"need","attributes":{"label":"Ascolto"}},{"id":"n2","kind":"need","attributes":{"label":"ascolto "}}]}`)
	page := s.page(tableIt)
	says(t, "the page", page, ">Casa (l1)<", ">casa (l3)<", ">Scuola<", `<option value="n1">Ascolto (n1)</option>`, ">Bisogno: Ascolto (n1)<", ">Ascolto (n1)<")
	says(t, "half a point", s.send(form(t, page, "vote").with("by", "Carla", "meeting", "m1", "points l1", "4,5")).Body.String(), "Casa: «4,5» non è un numero intero.")
	says(t, "a sector", s.written(form(t, page, "expect").with("from", "Terzo settore", "of", "Comune", "what", "una sala")), "Il terzo settore si aspetta da Comune: una sala.")
	for _, page := range []string{"missing?family=reciprocity&lang=it", "report?lang=it", "report?for_meeting=true&lang=it", "compare?r=1&r=5&lang=it", "suggestions/comune~sector%253Athird_sector?lang=it"} {
		body := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(s.page("/networks/borgo/"+page), " ")
		says(t, page, body, "il terzo settore")
		if strings.Contains(body, "sector:") {
			t.Errorf("%s names a sector by its id", page)
		}
	}
}

// TestWhatWasTypedComesBack sends forms that are refused: each comes back open, with what was typed and why, in words of
// the page, and nothing is written.
func TestWhatWasTypedComesBack(t *testing.T) {
	s := newService(t)
	s.withLines()
	s.post("meetings", `{"id":"m1","date":"2026-03-05","label":"Primo incontro"}`)
	s.post("changes", `{"put_nodes":[{"id":"b2","kind":"person","attributes":{"label":"bruno"}},{"id":"imp","kind":"commitment","attributes":{"label":"La sala","state":"agreed"}}]}`)
	before, page := s.revision(), s.page(tableIt)
	for _, step := range []struct {
		form   string
		fields []string
		says   []string
	}{
		{"meeting", []string{"label", "Secondo", "date", "05/03/2026"}, []string{"«data»: «05/03/2026» non è una data; si scrive 2026-03-05.", `name="label" type="text" value="Secondo"`, `value="05/03/2026" required aria-invalid="true"`}},
		{"attend", []string{"meeting", "m1", "who", "Pippo <b>"}, []string{"nessuno si chiama Pippo &lt;b&gt;", `value="Pippo &lt;b&gt;"`}},
		{"attend", []string{"meeting", "m1", "who", "BRUNO"}, []string{"Più di uno si chiama BRUNO: scrivere uno di questi codici: b2, bruno."}},
		{"attend", []string{"meeting", "m1"}, []string{"manca «chi»"}},
		{"attend", []string{"meeting", "m1", "who", "Il forno"}, []string{"Il forno è di tipo «luogo accogliente»"}},
		{"need", []string{"label", "Una casa", "people", "tante"}, []string{"«tante» non è un numero intero", `name="label" type="text" value="Una casa"`, `value="tante"`}},
		{"vote", []string{"by", "Carla", "meeting", "m1", "points l1", "7"}, []string{"i punti da dare sono 10 in tutto: qui sono 7", `name="points l1" type="number" value="7"`}},
		{"vote", []string{"by", "Carla", "meeting", "m1"}, []string{"i punti da dare sono 10 in tutto: qui sono 0"}},
		{"expect", []string{"from", "Carla", "of", "carla", "what", "x"}, []string{"nessuno si aspetta"}},
		{"commit", []string{"what", "la sala", "by", "Comune", "due", "2001-01-01", "gives", "space"}, []string{"il 1º gennaio 2001 è già passato", `name="what" type="text" value="la sala"`, `name="gives" value="space" checked`}},
		{"state imp", []string{"state", "finito"}, []string{"un impegno è"}},
	} {
		w := s.send(form(t, page, step.form).with(step.fields...))
		if w.Code < 400 || w.Code >= 500 {
			t.Errorf("%s %v: %d", step.form, step.fields, w.Code)
		}
		body := strings.ToLower(w.Body.String())
		for _, text := range append(step.says, `-error">`, "non è stato scritto niente") {
			if !strings.Contains(body, strings.ToLower(text)) {
				t.Errorf("%s %v does not say %q: %s", step.form, step.fields, text, alarm.FindString(w.Body.String()))
			}
		}
		if s.revision() != before {
			t.Fatalf("%s %v was written", step.form, step.fields)
		}
	}
}

// TestFieldsAreOfWhatIsWrittenInThem: a day is asked as a day, a number as a number, and a side may be a sector of the table.
func TestFieldsAreOfWhatIsWrittenInThem(t *testing.T) {
	s := newService(t)
	s.withLines()
	s.post("meetings", `{"id":"m1","date":"2026-03-05","label":"Primo incontro"}`)
	page := s.page(tableIt)
	says(t, "the table", page, `name="date" type="date"`, `name="due" type="date"`, `name="people" type="number" value="" min="0"`)
	_, sides, _ := strings.Cut(page, `<datalist id="sides">`)
	sides, _, _ = strings.Cut(sides, "</datalist>")
	says(t, "the sides", sides, `value="il settore amministrazione"`, `value="il terzo settore"`, `value="il settore cittadinanza"`, `value="il settore sanità"`, `value="il settore scuola e formazione"`, `value="il settore imprese"`, `value="Àda"`)
}

// TestTheOtherLanguageKeepsWhatWasTyped asks a page with a refused form for the other language: why it was refused is said in
// that one, what was typed stays, and nothing is written.
func TestTheOtherLanguageKeepsWhatWasTyped(t *testing.T) {
	s := newService(t)
	before := s.revision()
	for _, step := range []struct {
		page, form   string
		fields       []string
		italian, now []string
	}{
		{tableIt, "need", []string{"label", "Una \"casa\" & <b>", "people", "tante", "author", "Anna"}, []string{"Quante persone riguarda: «tante» non è un numero intero"}, []string{"How many people it concerns: “tante” is no whole number", `value="Una &#34;casa&#34; &amp; &lt;b&gt;"`, `value="tante"`, `value="Anna"`}},
		{tableIt, "expect", []string{"from", "Carla", "of", "carla", "what", "una mano"}, []string{"nessuno si aspetta"}, []string{`value="una mano"`, "of themselves"}},
		{"/networks/borgo/nodes/ada?lang=it", "node_edit", []string{"label", "", "area", "Sasso"}, []string{"id=\"refused\""}, []string{`value="Sasso"`, "lang=\"en\""}},
	} {
		w := s.send(form(t, s.page(step.page), step.form).with(step.fields...))
		says(t, step.form, w.Body.String(), step.italian...)
		again := aForm.FindString(strings.ReplaceAll(w.Body.String(), `class="again"`, `class="record"`))
		if again == "" || strings.Contains(w.Body.String(), `hreflang="en"`) {
			t.Fatalf("%s: the other language is a link", step.form)
		}
		says(t, step.form, again, ">English</button>")
		other := sheet{action: html.UnescapeString(aForm.FindStringSubmatch(again)[1]), values: url.Values{}}
		for _, in := range anIn.FindAllStringSubmatch(again, -1) {
			other.values.Add(html.UnescapeString(in[1]), html.UnescapeString(in[3]))
		}
		if w = s.send(other); w.Code < 400 || w.Code >= 500 {
			t.Errorf("%s: %d", step.form, w.Code)
		}
		says(t, step.form+" in English", w.Body.String(), append(step.now, `<html lang="en">`, `id="refused"`, ">Italiano</button>")...)
	}
	if s.revision() != before {
		t.Error("something was written")
	}
}

// TestAVoteMayBeARanking votes by the order of the lines and names actions, with the rules of the command line.
func TestAVoteMayBeARanking(t *testing.T) {
	s := newService(t)
	s.withLines()
	s.post("meetings", `{"id":"m1","date":"2026-03-05","label":"Primo incontro"}`)
	s.post("changes", `{"put_nodes":[{"id":"a1","kind":"action","attributes":{"label":"Cena di strada"}},{"id":"a2","kind":"action","attributes":{"label":"Orto"}}]}`)
	page := s.page(tableIt)
	vote := form(t, page, "rank")
	says(t, "the form", page, "Un voto in ordine di preferenza", ">1º posto</label>", ">2º posto</label>", `<datalist id="actions"><option value="Cena di strada">`)
	if strings.Contains(page, "3º posto") {
		t.Error("more places than lines")
	}
	done := s.written(vote.with("by", "Carla", "meeting", "m1", "rank", "l/2 è", "rank", "l1", "actions", "orto", "actions", "", "actions", "a1", "why", "si comincia di lì"))
	says(t, "the notice", aTitle.FindString(done), "Voto di Carla all&#39;incontro «Primo incontro»: 1º posto a Scuola e 2º posto a Casa. Azioni: Orto e Cena di strada.")
	says(t, "the list", done, "Carla: 1º posto a Scuola, 2º posto a Casa. Azioni: Orto e Cena di strada")
	g, err := s.store.Load(t.Context(), "borgo", 0)
	if err != nil {
		t.Fatal(err)
	}
	for e := range g.Edges() {
		from, to := g.Ends(e)
		want := map[string]string{"l/2 è": "1", "l1": "2"}[g.NodeID(to)]
		if of := g.EdgeAttributes(e).Get; g.Type(e) == "prefers" && (g.NodeID(from) != "carla" || of("rank").String() != want || of("actions").String() != "a2|a1" || of("why").String() != "si comincia di lì") {
			t.Errorf("%v", g.EdgeAttributes(e))
		}
	}
	says(t, "a vote by points after it", s.written(form(t, done, "vote").with("by", "Carla", "meeting", "m1", "points l1", "10", "actions", "Orto")), "10 a Casa. Azioni: Orto", "che c&#39;era prima non vale più")
	before := s.revision()
	for _, step := range []struct{ fields, says []string }{
		{[]string{"rank", "l1", "rank", "l1"}, []string{"Casa è due volte nella graduatoria", `<option value="l1" selected>Casa</option>`}},
		{[]string{"rank", "", "rank", ""}, []string{"un voto è per punti, o una graduatoria"}},
		{[]string{"rank", "", "rank", "l1", "actions", "Carla"}, []string{"Carla è di tipo «persona»", `name="actions" type="text" value="Carla"`}},
		{[]string{"rank", "carla", "rank", ""}, []string{"Carla è di tipo «persona»"}},
	} {
		w := s.send(vote.with(append(step.fields, "by", "Bruno", "meeting", "m1", "seen", form(t, s.page(tableIt), "rank").values.Get("seen"))...))
		body := strings.ToLower(w.Body.String())
		for _, text := range step.says {
			if w.Code != http.StatusUnprocessableEntity || s.revision() != before || !strings.Contains(body, strings.ToLower(text)) {
				t.Errorf("%v: %d, does not say %q: %s", step.fields, w.Code, text, alarm.FindString(w.Body.String()))
			}
		}
		selected := 0 // each place shows its own line
		for _, value := range step.fields {
			if value == "l1" {
				selected++
			}
		}
		if got := strings.Count(w.Body.String(), `<option value="l1" selected>`); got != selected {
			t.Errorf("%v: %d places show the line, want %d", step.fields, got, selected)
		}
	}
	if got := s.written(vote.with("by", "Bruno", "meeting", "m1", "rank", "", "rank", "l1", "seen", form(t, s.page(tableIt), "rank").values.Get("seen"))); !strings.Contains(got, "1º posto a Casa") {
		t.Error("a place left empty counts")
	}
}

// TestWhoComesTooLateLosesNothing fills in a form while somebody else writes.
func TestWhoComesTooLateLosesNothing(t *testing.T) {
	s := newService(t)
	late := form(t, s.page(tableIt), "need").with("label", "Una <casa>", "raised_by", "Carla")
	s.post("needs", `{"label":"Compagnia"}`)
	w := s.send(late)
	if w.Code != http.StatusConflict || s.revision() != 2 {
		t.Fatalf("%d, revision %d", w.Code, s.revision())
	}
	says(t, "the page", w.Body.String(), "Nel frattempo la rete è cambiata: ora è alla revisione 2.", "Nel frattempo (revisione 2, api): Nuovo bisogno: Compagnia.", `value="Una &lt;casa&gt;"`, `<details class="fold" id="r-need" open>`)
	page := s.written(form(t, w.Body.String(), "need"))
	says(t, "the notice", page, "Nuovo bisogno: Una &lt;casa&gt;, segnalato da Carla.")
	for _, label := range []string{"Primo", "Secondo", "Terzo", "Quarto"} {
		s.post("needs", `{"label":"`+label+`"}`)
	}
	notice := alarm.FindString(s.send(late).Body.String())
	says(t, "of many the newest", notice, "Nuovo bisogno: Quarto.", "Nuovo bisogno: Terzo.", "Nuovo bisogno: Secondo.")
	if strings.Contains(notice, "Nuovo bisogno: Primo.") {
		t.Errorf("more than three are told: %s", notice)
	}
}

// TestAMeetingIsNotHalfWritten: where its snapshot cannot have its name, the meeting is not written either.
func TestAMeetingIsNotHalfWritten(t *testing.T) {
	s := newService(t)
	s.post("snapshots", `{"name":"incontro-1"}`)
	w := s.send(form(t, s.page(tableIt), "meeting").with("label", "Incontro 1", "date", "2026-03-05", "freeze", "true"))
	if w.Code != http.StatusConflict || s.revision() != 1 {
		t.Errorf("%d, revision %d", w.Code, s.revision())
	}
	says(t, "the page", w.Body.String(), "Non è stato scritto niente", "incontro-1")
	w = s.send(form(t, s.page("/networks/borgo/table?lang=en"), "meeting").with("label", "Meeting 1", "date", "tomorrow"))
	says(t, "a day that is none, in the quotes of the language", w.Body.String(), "“Date”: “tomorrow” is no date")
}

// suggestions are the addresses of the pages where the table decides, as the cards of a page have them.
func suggestions(page string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`<p class="decide"><a href="([^"]*)">`).FindAllStringSubmatch(page, -1) {
		out = append(out, html.UnescapeString(m[1]))
	}
	return out
}

// TestASuggestionIsDecided takes one up, turns one down and puts one off, each from its own page.
func TestASuggestionIsDecided(t *testing.T) {
	s := newService(t)
	for _, step := range []struct {
		form   string
		wrong  []string
		fields []string
		says   []string
	}{
		{"take", []string{"by", "Nessuna"}, []string{"by", "Àda", "due", "2999-01-31"}, []string{"Nuovo impegno: ", ", di Àda, entro il 31 gennaio 2999; è concordato.", `<span class="tag">concordato</span>`}},
		{"decline", []string{"why", " "}, []string{"why", "non si parlano"}, []string{"Proposta scartata: ", "(non si parlano)", `<span class="tag">scartata</span>`}},
		{"postpone", []string{"until", "2001-01-01"}, []string{"until", "2999-01-31"}, []string{"Proposta rimandata: ", "fino al 31 gennaio 2999", `<span class="tag">rimandata</span>`}},
	} {
		list := suggestions(s.page("/networks/borgo/missing?lang=it&sort=benefit"))
		if len(list) == 0 {
			t.Fatal("no card leads to where the table decides")
		}
		page := s.page(list[0])
		says(t, "the page", page, `href="/networks/borgo/missing?format=html&amp;lang=it&amp;sort=benefit`, "La proposta")
		w := s.send(form(t, page, step.form).with(step.wrong...))
		if w.Code < 400 || !strings.Contains(w.Body.String(), "La proposta") {
			t.Errorf("%s refused: %d", step.form, w.Code)
		}
		page = s.written(form(t, page, step.form).with(step.fields...))
		says(t, step.form, page, append(step.says, "Ora non è tra le relazioni che mancano", `href="/networks/borgo/missing?format=html&amp;lang=it&amp;sort=benefit`)...)
		if slices.Contains(suggestions(s.page("/networks/borgo/missing?lang=it&sort=benefit")), list[0]) {
			t.Errorf("%s: it is still proposed", step.form)
		}
	}
	if len(suggestions(s.page("/networks/borgo/plan?lang=it"))) == 0 {
		t.Error("no card of a plan leads to where the table decides")
	}
	for _, nowhere := range []string{"ada~nobody", "x", "bruno~ada~knows"} {
		if w := s.get("/networks/borgo/suggestions/" + url.PathEscape(nowhere)); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", nowhere, w.Code)
		}
	}
}

// TestCardsOfAPlanCanBeTaken follows every card of every plan: what a plan proposes the table can take up.
func TestCardsOfAPlanCanBeTaken(t *testing.T) {
	s := newService(t)
	for _, goal := range []string{"goal=connected", "goal=robust-links", "goal=robust-actors", "goal=needs-covered", "goal=&budget=5"} {
		for _, address := range suggestions(s.page("/networks/borgo/plan?lang=it&" + goal)) {
			says(t, goal+" "+address, s.page(address), `action="/networks/borgo/suggestions/`)
		}
	}
}

var aSentence = regexp.MustCompile(`<p class="sentence">([^<]*)</p>`)

// TestTheMapIsValidatedCardByCard goes through all relations of the town in the order of the report.
func TestTheMapIsValidatedCardByCard(t *testing.T) {
	s := newService(t)
	const validate = "/networks/borgo/validate?lang=it"
	first := s.page(validate)
	says(t, "the first page", first, "0 di 12 guardate", "Chi si esprime", "Comincia")
	if strings.Contains(first, `name="as"`) || strings.Contains(first, "Se non ci fosse") {
		t.Error("one may speak without a name")
	}
	says(t, "a name that nobody has", s.page(validate+"&by=Pippo"), "si chiama Pippo, o più di uno", `value="Pippo"`, "Comincia")
	page := s.page(validate + "&by=bruno&author=Ada+Neri")
	says(t, "the first card", page, "Dario è membro di Comune", "Se non ci fosse", "Si esprime Bruno: cambia")
	for i, as := range []string{"validated", "contested", "retired", "validated"} {
		sentence := aSentence.FindStringSubmatch(page)[1]
		page = s.written(form(t, page, "validate").with("as", as))
		says(t, as, page, []string{"1 di 12 guardate", "1 di 12 guardate, 1 contestata", "2 di 12 guardate, 1 contestata", "3 di 12 guardate, 1 contestata"}[i],
			"Bruno dice che è "+map[string]string{"validated": "validata", "contested": "contestata", "retired": "ritirata"}[as]+": "+sentence)
		if next := aSentence.FindStringSubmatch(page)[1]; next == sentence {
			t.Errorf("after %s the same card stands there: %s", as, next)
		}
	}
	skip := html.UnescapeString(regexp.MustCompile(`<p class="skipcard"><a href="([^"]*)">`).FindStringSubmatch(page)[1])
	after := s.page(skip)
	if aSentence.FindString(after) == aSentence.FindString(page) || !strings.Contains(skip, "by=bruno") || !strings.Contains(skip, "author=Ada+Neri") {
		t.Errorf("skipping by %s shows %s", skip, aSentence.FindString(after))
	}
	noted := s.written(form(t, after, "opinion").with("as", "contested", "by", "Àda", "note", "solo il sabato"))
	says(t, "the notice", noted, "Àda dice che è contestata: ", "(solo il sabato)", "Si esprime Bruno: cambia")
	for range 20 {
		if !aSentence.MatchString(noted) {
			break
		}
		noted = s.written(form(t, noted, "validate").with("as", "validated"))
	}
	says(t, "the end", noted, "12 di 12 guardate", "la mappa è tutta validata")
}

// TestTwoWhoValidateDoNotOverwriteEachOther: the second who answers a card that somebody answered meanwhile is told.
func TestTwoWhoValidateDoNotOverwriteEachOther(t *testing.T) {
	s := newService(t)
	page := s.page("/networks/borgo/validate?lang=it&by=bruno")
	s.written(form(t, page, "validate").with("as", "validated"))
	w := s.send(form(t, page, "validate").with("as", "retired"))
	if w.Code != http.StatusConflict || s.revision() != 2 {
		t.Errorf("%d, revision %d", w.Code, s.revision())
	}
	says(t, "the second", w.Body.String(), "Bruno dice che è validata: Dario è membro di Comune", "Si esprime Bruno: cambia")
}

// TestATableIsReadWhereNothingIsWritten: a service for reading shows the records and the cards, and no form.
func TestATableIsReadWhereNothingIsWritten(t *testing.T) {
	s := newService(t)
	s.withLines()
	s.post("meetings", `{"id":"m1","date":"2026-03-05","label":"Primo incontro"}`)
	s.readOnly()
	for _, address := range []string{tableIt, "/networks/borgo/validate?lang=it", suggestions(s.page("/networks/borgo/missing?lang=it"))[0], historyIt} {
		if page := s.page(address); strings.Contains(page, `method="post"`) || strings.Contains(page, "Comincia") || strings.Contains(page, "si scrive qui") {
			t.Errorf("%s offers to write", address)
		}
	}
	says(t, "the table", s.page(tableIt), "Primo incontro")
	says(t, "the card", s.page("/networks/borgo/validate?lang=it"), "Dario è membro di Comune", "Salta")
}

// TestANeedIsAnsweredAsTheReportSays: what the table contests answers nothing, on its page either.
func TestANeedIsAnsweredAsTheReportSays(t *testing.T) {
	s := newService(t)
	s.post("changes", `{"schema":"trama.changes/1","put_nodes":[{"id":"need-9","kind":"need","attributes":{"label":"Compagnia"}},{"id":"srv-9","kind":"service","attributes":{"label":"Visite"}}],
		"put_edges":[{"id":"a9","source":"srv-9","target":"need-9","type":"answers","attributes":{"status":"contested"}}]}`)
	page := s.page(tableIt)
	says(t, "the contested answer", page, "Compagnia", "nessuno risponde ancora")
	if strings.Contains(page, "ha risposta da Visite") {
		t.Error("a contested answer answers")
	}
	s.post("changes", `{"schema":"trama.changes/1","put_edges":[{"id":"a9","attributes":{"status":"validated"}}]}`)
	says(t, "the validated answer", s.page(tableIt), "ha risposta da Visite")
}

// TestWhoSpeaksIsWhoIsHeard: a name that is the id of one and the label of another means the first, on the card and in the
// record.
func TestWhoSpeaksIsWhoIsHeard(t *testing.T) {
	s := newService(t)
	kind := graph.Person
	other := graph.Changes{PutNodes: []graph.NodeChange{{ID: "zoe", Kind: &kind, Attributes: graph.Attributes{}.With("label", graph.TextValue("ada"))}}}
	if _, err := s.store.Apply(t.Context(), "borgo", 1, graph.Commit{Changes: other}); err != nil {
		t.Fatal(err)
	}
	page := s.page("/networks/borgo/validate?lang=it&by=ada")
	says(t, "the card", page, "Si esprime Àda: cambia")
	s.written(form(t, page, "validate").with("as", "validated"))
	g, err := s.store.Load(t.Context(), "borgo", 3)
	if err != nil {
		t.Fatal(err)
	}
	for e := range g.Edges() {
		if from, _ := g.Ends(e); g.Type(e) == "voices" && g.NodeID(from) != "ada" {
			t.Errorf("%s is heard", g.NodeID(from))
		}
	}
}
