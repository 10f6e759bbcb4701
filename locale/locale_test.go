package locale_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/locale"
)

func TestCountsInBothLanguages(t *testing.T) {
	for _, c := range []struct {
		lang string
		n    float64
		want string
	}{ // the plural rules of CLDR 48: Italian has "many" for whole millions
		{"it", 0, "0 persone"}, {"it", 1, "1 persona"}, {"it", 2, "2 persone"}, {"it", 1234, "1.234 persone"},
		{"it", 1_000_000, "1.000.000 di persone"}, {"it", 1_000_001, "1.000.001 persone"}, {"it", 2_000_000, "2.000.000 di persone"},
		{"it", 1.5, "1,5 persone"}, {"it", 999_999, "999.999 persone"},
		{"en", 0, "0 persons"}, {"en", 1, "1 person"}, {"en", 1_000_000, "1,000,000 persons"}, {"en", 1.5, "1.5 persons"},
	} {
		if got := locale.New(c.lang).Count("person", c.n); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.lang, c.n, got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		x      any
		it, en string
	}{
		{0, "0", "0"}, {7, "7", "7"}, {1234, "1.234", "1,234"}, {-1234, "−1.234", "−1,234"}, {int64(1_234_567), "1.234.567", "1,234,567"},
		{999, "999", "999"}, {1000, "1.000", "1,000"}, {graph.Revision(12), "12", "12"},
		{0.5, "0,5", "0.5"}, {0.12345, "0,123", "0.123"}, {12.34, "12,3", "12.3"}, {1234.56, "1.234,6", "1,234.6"}, {-0.25, "−0,25", "−0.25"},
		{0.00123, "0,0012", "0.0012"}, {2.0, "2", "2"}, {-0.0001, "−0,0001", "−0.0001"}, {math.Copysign(0, -1), "0", "0"}, {9.9999, "10", "10"},
		{math.NaN(), "–", "–"}, {math.Inf(1), "–", "–"}, {math.Inf(-1), "–", "–"}, {nil, "–", "–"}, {(*float64)(nil), "–", "–"}, {"text", "–", "–"},
	} {
		if got := locale.New("it").Number(c.x); got != c.it {
			t.Errorf("it %v: %q, want %q", c.x, got, c.it)
		}
		if got := locale.New("en").Number(c.x); got != c.en {
			t.Errorf("en %v: %q, want %q", c.x, got, c.en)
		}
	}
}

func TestPercentagesNeverSayAllOrNoneWhereItIsNotSo(t *testing.T) {
	for _, c := range []struct {
		share  float64
		it, en string
	}{
		{0, "0%", "0%"}, {1, "100%", "100%"}, {.5, "50%", "50%"}, {.432, "43%", "43%"}, {.0432, "4,3%", "4.3%"}, {.04, "4%", "4%"}, {.0994, "9,9%", "9.9%"}, {.0996, "10%", "10%"},
		{.0004, "<0,1%", "<0.1%"}, {.0005, "0,1%", "0.1%"}, {.9999, "99,9%", "99.9%"}, {.99999999, "99,9%", "99.9%"}, {.996, "99,6%", "99.6%"}, {.994, "99%", "99%"}, {-.25, "−25%", "−25%"}, {2.5, "250%", "250%"},
	} {
		if got := locale.New("it").Percent(c.share); got != c.it {
			t.Errorf("it %v: %q, want %q", c.share, got, c.it)
		}
		if got := locale.New("en").Percent(c.share); got != c.en {
			t.Errorf("en %v: %q, want %q", c.share, got, c.en)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		share := rapid.Float64Range(1e-12, 1-1e-12).Draw(t, "share")
		if got := locale.New("en").Percent(share); got == "0%" || got == "100%" || got == "0.0%" || got == "100.0%" {
			t.Fatalf("%v is %s", share, got)
		}
	})
}

// TestNumbersReadBack holds the marks against Go's own digits.
func TestNumbersReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-1e14, 1e14).Draw(t, "n")
		for lang, mark := range map[string]string{"it": ".", "en": ","} {
			got := locale.New(lang).Number(n)
			if plain := strings.ReplaceAll(strings.ReplaceAll(got, mark, ""), "−", "-"); plain != fmt.Sprint(n) {
				t.Fatalf("%s: %d is %q", lang, n, got)
			}
			for i, group := range strings.Split(got, mark) {
				if i > 0 && len(group) != 3 {
					t.Fatalf("%s: %d is %q", lang, n, got)
				}
			}
		}
	})
}

func TestSigned(t *testing.T) {
	l := locale.New("it")
	for x, want := range map[any]string{2: "+2", -2: "−2", 0: "0", 0.25: "+0,25", int64(1200): "+1.200", "x": "–"} {
		if got := l.Signed(x); got != want {
			t.Errorf("%v: %q, want %q", x, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	for day, want := range map[string][2]string{
		"2026-04-01": {"1º aprile 2026", "1 April 2026"}, "2026-01-31": {"31 gennaio 2026", "31 January 2026"}, "2024-02-29": {"29 febbraio 2024", "29 February 2024"},
		"2023-02-29": {"2023-02-29", "2023-02-29"}, "": {"", ""}, "presto": {"presto", "presto"},
	} {
		for i, lang := range locale.Languages() {
			if got := locale.New(lang).Date(day); got != want[i] {
				t.Errorf("%s %q: %q, want %q", lang, day, got, want[i])
			}
		}
	}
}

func TestLists(t *testing.T) {
	l := locale.New("it")
	for want, items := range map[string][]string{"": nil, "a": {"a"}, "a e b": {"a", "b"}, "a, b e c": {"a", "b", "c"}, "a ed e": {"a ", " e"}} {
		if got := l.List(items); got != want {
			t.Errorf("%v: %q, want %q", items, got, want)
		}
	}
	if got := locale.New("en").Value([]any{"a", 1234, true}); got != "a, 1,234 and yes" {
		t.Errorf("mixed list: %q", got)
	}
}

func TestLanguages(t *testing.T) {
	for asked, want := range map[string]string{"it": "it", "en": "en", "": "it", "de": "it", "en-GB": "en", "IT": "it"} {
		if got := locale.New(asked).Lang(); got != want {
			t.Errorf("New(%q) is %s, want %s", asked, got, want)
		}
	}
	for header, want := range map[string]string{
		"it-IT,it;q=0.9,en;q=0.8": "it", "en-US,en;q=0.9": "en", "de-DE,de;q=0.9,it;q=0.5": "it", "de": "en", "": "it", "*": "it", "???": "it", "fr;q=0.9, en;q=0.1": "en",
	} {
		if got := locale.Match(header); got != want {
			t.Errorf("Match(%q) is %s, want %s", header, got, want)
		}
	}
}

func TestKindsAndTypes(t *testing.T) {
	it, en := locale.New("it"), locale.New("en")
	for _, k := range graph.KindCatalogue() {
		if it.Kind(k.ID) != k.Italian || en.Kind(k.ID) != k.English {
			t.Errorf("%s: %s, %s", k.ID, it.Kind(k.ID), en.Kind(k.ID))
		}
		if one := it.Kinds(k.ID, 1); one != "1 "+k.Italian {
			t.Errorf("one %s is %q, and alone it is %q", k.ID, one, k.Italian)
		}
		if one := en.Kinds(k.ID, 1); one != "1 "+k.English {
			t.Errorf("one %s is %q, and alone it is %q", k.ID, one, k.English)
		}
	}
	for _, typ := range graph.TypeCatalogue() {
		if it.Type(typ.ID) != typ.Italian || en.Type(typ.ID) != typ.English {
			t.Errorf("%s: %s, %s", typ.ID, it.Type(typ.ID), en.Type(typ.ID))
		}
	}
	if got := it.Kinds("Patto {n}", 3); got != "3 Patto {n}" {
		t.Errorf("a foreign kind: %q", got)
	}
	if it.Kind("") != "tipo non indicato" || it.Type("") != "relazione senza tipo" || it.Kinds("", 2) != "2 nodi senza tipo" {
		t.Error("no kind and no type are not said to be none")
	}
}

func TestErrorsKeepFileAndLine(t *testing.T) {
	weight := graph.Say("weight_no_number", `weight "{value}" is not a number`, graph.V{"value": "abc"})
	refused := &graph.Refused{}
	refused.Add(graph.Refusal{File: "edges.csv", Line: 17, Why: weight})
	for _, c := range []struct {
		err    error
		it, en string
	}{
		{&graph.Error{Kind: graph.Invalid, Op: "x", Err: refused}, "edges.csv: riga 17: il peso «abc» non è un numero", `edges.csv: line 17: weight "abc" is not a number`},
		{fmt.Errorf("a folder: n.csv: line 3: %w", weight), "a folder: n.csv: riga 3: il peso «abc» non è un numero", `a folder: n.csv: line 3: weight "abc" is not a number`},
		{graph.Fail(graph.Invalid, "op", graph.Say("table_kind", "{id} is of kind {kind}, not {kinds}", graph.V{"id": "x", "kind": "line", "kinds": "service, action"})), "x è di tipo «linea di produzione», non «servizio, azione generativa»", "x is of kind line, not service, action"},
		{fmt.Errorf("nodes.csv: %w", weight), "nodes.csv: il peso «abc» non è un numero", `nodes.csv: weight "abc" is not a number`},
		{graph.NoNetwork("op", "valdora"), "non c'è nessuna rete valdora", "there is no network valdora"},
		{graph.StaleBase("op", "n", 3, 1234), "la rete n nel frattempo è cambiata: è alla revisione 1234, non 3", "network n has changed meanwhile: revision 1234, not 3"},
		{graph.Fail(graph.Invalid, "op", graph.Say("no_such_code_anywhere", "it stays {what}", graph.V{"what": "English"})), "it stays English", "it stays English"},
		{errors.New("plain"), "plain", "plain"}, {nil, "", ""},
		{context.Canceled, "interrotto prima della fine", "interrupted before the end"},
		{fmt.Errorf("op: %w", context.DeadlineExceeded), "interrotto prima della fine", "interrupted before the end"},
	} {
		if got := locale.New("it").Error(c.err); got != c.it {
			t.Errorf("it: %q, want %q", got, c.it)
		}
		if got := locale.New("en").Error(c.err); got != c.en {
			t.Errorf("en: %q, want %q", got, c.en)
		}
	}
}

func TestManyRefusedRows(t *testing.T) {
	refused := &graph.Refused{}
	for i := range 25 {
		refused.Add(graph.Refusal{File: "e.csv", Line: i + 2, Why: graph.Say("empty_source", "the source is empty", nil)})
	}
	line := map[string]string{"it": "e.csv: riga 2: ", "en": "e.csv: line 2: "}
	for lang, want := range map[string]string{"it": "25 righe sono sbagliate in tutto", "en": "25 rows are wrong in all"} {
		lines := strings.Split(locale.New(lang).Error(refused), "\n")
		if len(lines) != 21 || lines[20] != want || !strings.HasPrefix(lines[0], line[lang]) {
			t.Errorf("%s: %d lines, the last %q", lang, len(lines), lines[len(lines)-1])
		}
	}
}

func TestOperationsAndPlaces(t *testing.T) {
	it, en := locale.New("it"), locale.New("en")
	for message, want := range map[string][2]string{
		"take": {"proposta presa in carico", "suggestion taken on"}, "undo 16": {"annullata la modifica 16", "undone change 16"},
		"join: a~b%20c": {"nodi uniti: a e b c", "nodes joined: a and b c"}, "join": {"nodi uniti", "nodes joined"},
		"import: a.csv, b.csv": {"importazione: a.csv, b.csv", "import: a.csv, b.csv"}, "modifica: x.json": {"modifica: x.json", "modifica: x.json"},
		"take care of it": {"take care of it", "take care of it"}, "undo that": {"undo that", "undo that"}, "Incontro 1": {"Incontro 1", "Incontro 1"}, "": {"", ""},
	} {
		if got := [2]string{it.Operation(message), en.Operation(message)}; got != want {
			t.Errorf("%q: %q, want %q", message, got, want)
		}
	}
	for where, want := range map[string]string{
		"e.csv: line 17": "e.csv: riga 17", "e.csv": "e.csv", "": "",
		"r.xlsx: sheet Chi: line 2": "r.xlsx: foglio Chi: riga 2", "z.zip: a.XLSX: sheet x": "z.zip: a.XLSX: foglio x", "r.ods: sheet Chi: line 2": "r.ods: foglio Chi: riga 2", "r.fods: sheet x": "r.fods: foglio x", "-: sheet x": "-: foglio x", "a sheet x": "a sheet x", "e.csv: line x": "e.csv: line x", "the line 3": "the line 3",
	} {
		if got := it.Place(where); got != want {
			t.Errorf("%q: %q, want %q", where, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	it, en := locale.New("it"), locale.New("en")
	for _, c := range []struct {
		s      graph.Sentence
		it, en string
	}{
		{graph.Sentence{Code: "covers_need", Values: graph.V{"need": "Casa", "area": "Mulini", "people": 1}}, "Risponde a un bisogno che nessuno copre: Casa (zona Mulini), per 1 persona.", "It answers a need that nobody covers: Casa (area Mulini), for 1 person."},
		{graph.Sentence{Code: "covers_need", Values: graph.V{"need": "Casa", "area": "", "people": 0}}, "Risponde a un bisogno che nessuno copre: Casa.", "It answers a need that nobody covers: Casa."},
		{graph.Sentence{Code: "common_partners", Values: graph.V{"count": 1, "partners": "Anna"}}, "Hanno 1 contatto in comune: Anna.", "They have 1 contact in common: Anna."},
		{graph.Sentence{Code: "common_partners", Values: graph.V{"count": 5, "partners": "A, B, C"}}, "Hanno 5 contatti in comune: A, B, C e altri.", "They have 5 contacts in common: A, B, C and others."},
		{graph.Sentence{Code: "shared_need", Values: graph.V{"count": 1, "needs": "Casa"}}, "Hanno a che fare con lo stesso bisogno: Casa.", "They have to do with the same need: Casa."}, // one may have it, the other answer it
		{graph.Sentence{Code: "shared_attribute", Values: graph.V{"attribute": "sector", "value": "third_sector"}}, "Hanno in comune: settore «terzo settore».", "They have in common: sector “third sector”."},
		{graph.Sentence{Code: "shared_attribute", Values: graph.V{"attribute": "state", "value": "AL"}}, "Hanno in comune: state «AL».", "They have in common: state “AL”."},
		{graph.Sentence{Code: "leans_on_contested", Values: graph.V{"a": "A", "b": "B", "type": "collaborates"}}, "Si appoggia a una relazione contestata: A collabora con B.", "It leans on a contested relation: A collaborates with B."},
		{graph.Sentence{Code: "left_out", Values: graph.V{"nodes": 0, "edges": 2}}, "Restano fuori dal filtro 0 nodi e 2 relazioni.", "The lens leaves out 0 nodes and 2 relations."},
		{graph.Sentence{Code: "left_out", Text: "x", Values: graph.V{"where": "b.csv: line 2", "why": graph.Sentence{Text: "wrong"}}}, "b.csv: riga 2: lasciato fuori: wrong", "b.csv: line 2: left out: wrong"},
		{graph.Sentence{Code: "headline_no_relations", Values: graph.V{"nodes": 1}}, "Sulla mappa c'è 1 nodo e nessuna relazione.", "The map has 1 node and no relation."},
		{graph.Sentence{Code: "headline_no_relations", Values: graph.V{"nodes": 2}}, "Sulla mappa ci sono 2 nodi e nessuna relazione: ciascuno è solo.", "The map has 2 nodes and no relation: each one is alone."},
		{graph.Sentence{Code: "headline_pieces", Values: graph.V{"groups": 1, "isolates": 0, "connectedness": .5, "links_to_connect": 1}}, "La rete è divisa in 1 pezzo: il 50% delle coppie può raggiungersi, e con 1 relazione in più, scegliendo bene, sarebbe in un pezzo solo.", "The network is divided into 1 piece: 50% of the pairs can reach each other, and 1 more relation, well chosen, would make it one piece."},
		{graph.Sentence{Code: "step.5", Values: graph.V{"a": "Caritas ", "b": "Emporio "}}, "Presentare di persona Caritas ed Emporio.", "Introduce Caritas and Emporio in person."},
		{graph.Sentence{Code: "meaning.mean_distance", Values: graph.V{"value": 3.9333}}, "Tra chi può raggiungersi servono in media 3,9 passaggi.", "Those who can reach each other are 3.9 steps apart on average."},
		{graph.Sentence{Code: "participants.pieces", Values: graph.V{"n": 0}}, "Di ogni pezzo della rete qualcuno è stato al tavolo.", "Somebody of every piece of the network has been at the table."},
		{graph.Sentence{Code: "meaning_unfit", Text: "x", Values: graph.V{"column": "stato", "meaning": "status", "value": "attiva"}}, "la colonna stato resta come dato, e non dice lo stato: «attiva» non va bene; uno stato si scrive dichiarata (declared), validata (validated), contestata (contested) o ritirata (retired)", "x"},
		{graph.Sentence{Code: "meaning_taken", Text: "x", Values: graph.V{"file": "n.csv", "column": "Tipo", "meaning": "kind"}}, "n.csv: la colonna Tipo resta come dato: il tipo di nodo sta già in un'altra", "x"},
		{graph.Sentence{Text: "as it is"}, "as it is", "as it is"},
		{graph.Sentence{Code: "nobody_says_this", Text: "English"}, "English", "English"},
		{graph.Sentence{Code: "nobody_says_this"}, "nobody_says_this", "nobody_says_this"},
	} {
		if got := it.Sentence(c.s); got != c.it {
			t.Errorf("it %s: %q\nwant %q", c.s.Code, got, c.it)
		}
		if got := en.Sentence(c.s); got != c.en {
			t.Errorf("en %s: %q\nwant %q", c.s.Code, got, c.en)
		}
	}
}

// TestNamesAreNeverReadAsTemplates: what people call things may look like a template of ours.
func TestNamesAreNeverReadAsTemplates(t *testing.T) {
	for _, name := range []string{"{b}", "{people%}", "[area|x]", "{", "]", "a|b", "%s", "{{.}}"} {
		got := locale.New("it").Sentence(graph.Sentence{Code: "ends_isolation", Values: graph.V{"actor": name, "other": "B"}})
		if want := name + " oggi non ha nessuna relazione: quella con B sarebbe la prima."; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestASentenceInsideAnother(t *testing.T) {
	why := graph.Say("unknown_format", "the format of this file is not known", nil)
	s := graph.Say("passed_over", "{file} is passed over: {why}", graph.V{"file": "x.bin", "why": why})
	if got := locale.New("it").Sentence(s); got != "x.bin è saltato: il formato di questo file non è conosciuto" {
		t.Errorf("%q", got)
	}
}

func TestMeasuresHaveANameAndAMeaning(t *testing.T) {
	for _, lang := range locale.Languages() {
		name, meaning := locale.New(lang).Measure("links_to_connect", 1)
		if name == "links_to_connect" || !strings.HasPrefix(strings.ToLower(meaning), map[string]string{"it": "basterebbe 1 relazione ", "en": "1 relation,"}[lang]) {
			t.Errorf("%s: %q %q", lang, name, meaning)
		}
		if name, meaning := locale.New(lang).Measure("nothing", 1); name != "nothing" || meaning != "" {
			t.Errorf("%s: an unknown measure is %q %q", lang, name, meaning)
		}
	}
}

func TestSentencesOfManyGoroutinesAreTheSame(t *testing.T) {
	s := graph.Sentence{Code: "common_partners", Values: graph.V{"count": 2, "partners": "A, B"}}
	want := locale.New("it").Sentence(s)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 200 {
				if got := locale.New("it").Sentence(s); got != want {
					t.Errorf("%q, want %q", got, want)
					return
				}
			}
		})
	}
	all.Wait()
}

// FuzzSentence: whatever the values are, a sentence is made, and no value is lost in it but for the space around it.
func FuzzSentence(f *testing.F) {
	f.Add("A", "B", 3)
	f.Add("{actor}", "[x|y]", -1)
	f.Add("\x00", "\xff", 0)
	f.Add("\t", " x ", 3)
	f.Fuzz(func(t *testing.T, a, b string, n int) {
		for _, lang := range locale.Languages() {
			got := locale.New(lang).Sentence(graph.Sentence{Code: "one_person_only", Values: graph.V{"actor": a}})
			if !strings.Contains(got, strings.TrimSpace(a)) { // the space that was typed around a name is left out
				t.Errorf("%s: %q is not in %q", lang, a, got)
			}
			locale.New(lang).Sentence(graph.Sentence{Code: "second_way", Values: graph.V{"bridges": n, "a": a, "b": b}})
			locale.New(lang).Sentence(graph.Sentence{Code: a, Text: b, Values: graph.V{a: b, b: n}})
		}
	})
}

func BenchmarkSentence(b *testing.B) {
	l := locale.New("it")
	s := graph.Sentence{Code: "joins_pieces", Values: graph.V{"label_a": "A", "label_b": "B", "size_a": 12, "size_b": 3, "pairs": 36}}
	for b.Loop() {
		l.Sentence(s)
	}
}

func TestEntriesAreNamedInAnyLanguage(t *testing.T) {
	for _, c := range [][3]string{
		{"status", "Validata", "validated"}, {"status", "contested", "contested"}, {"state", "under way", "under_way"}, {"state", "lasciato cadere", "dropped"},
		{"gift", " Tempo ", "time"}, {"family", "unmet need", "coverage"}, {"family", "bisogno scoperto", "coverage"}, {"family", "boh", "boh"}, {"none", "x", "x"},
	} {
		if got := locale.Entry(c[0], c[1]); got != c[2] {
			t.Errorf("%s %q is %q, want %q", c[0], c[1], got, c[2])
		}
	}
	if got := locale.Entries("status", []string{"!contestata", "validata"}); fmt.Sprint(got) != "[!contested validated]" {
		t.Errorf("%v", got)
	}
}

// A value that is not given stands as its name, so that it is seen what is missing.
func TestAMissingValueStandsAsItsName(t *testing.T) {
	if got := locale.New("en").Say("lens.not", nil); !strings.Contains(got, "{value}") {
		t.Errorf("%q", got)
	}
	if got := locale.New("en").Say("lens.not", graph.V{"value": "x"}); strings.Contains(got, "{") || !strings.Contains(got, "x") {
		t.Errorf("%q", got)
	}
}

// A sector stands beside actors with its article, and is not called a sector twice.
func TestASectorBesideActors(t *testing.T) {
	for sector, want := range map[string][2]string{
		"third_sector": {"il terzo settore", "the third sector"}, "health": {"il settore sanità", "the health sector"}, "arte": {"il settore arte", "the arte sector"},
	} {
		if got := [2]string{locale.New("it").Sector(sector), locale.New("en").Side("sector:" + sector)}; got != want {
			t.Errorf("%s: %q, want %q", sector, got, want)
		}
	}
	expected := graph.V{"from": "Comune", "of": "sector:third_sector", "what": "turni"}
	if got, want := locale.New("it").Say("told.expect", expected), "Comune si aspetta dal terzo settore: turni."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
