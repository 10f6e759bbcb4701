package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// valdoraFiles writes the tables of the fictional town into a folder of the test.
func valdoraFiles(t testing.TB) []string {
	t.Helper()
	folder := t.TempDir()
	var files []string
	for _, table := range []string{"valdora.nodes.csv", "valdora.edges.csv"} {
		content, err := valdora.ReadFile("valdora/" + table)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, put(t, folder, table, string(content)))
	}
	return files
}

// TestCountsAreThoseOfWholeLists cuts the lists of a report: the counts stay.
func TestCountsAreThoseOfWholeLists(t *testing.T) {
	home(t)
	type covered struct {
		Coverage struct {
			IdleServices []any `json:"idle_services"`
			Alone        []any
			ServicesIdle int `json:"services_idle"`
			PersonsAlone int `json:"persons_alone"`
		}
	}
	var whole, cut covered
	files := valdoraFiles(t)
	doneJSON(t, &whole, with("report", files, "--limit", "0")...)
	doneJSON(t, &cut, with("report", files, "--limit", "3")...)
	w, c := whole.Coverage, cut.Coverage
	if len(w.IdleServices) <= 3 || len(c.IdleServices) != 3 || c.ServicesIdle != len(w.IdleServices) || c.PersonsAlone != len(w.Alone) {
		t.Errorf("%d of %d services listed, said %d; %d persons alone, said %d", len(c.IdleServices), len(w.IdleServices), c.ServicesIdle, len(w.Alone), c.PersonsAlone)
	}
}

// TestUndoSaysWhatItUndid takes a need back, and then the undo.
func TestUndoSaysWhatItUndid(t *testing.T) {
	home(t)
	net := []string{"--network", "valdora", "--store", newStore(t)}
	done(t, with("import", town(t), net...)...)
	done(t, append([]string{"need", "--label", "Compiti", "--author", "ada"}, net...)...)
	for _, want := range []string{"Annullata la revisione 2, «bisogno» di ada: ora c'è la revisione 3. Fra nodi e relazioni, tolti 1, rimessi 0", "Annullata la revisione 3, «annullata la modifica 2» di bea: ora c'è la revisione 4. Fra nodi e relazioni, tolti 0, rimessi 1"} {
		if out := oneLine(done(t, append([]string{"undo", "--author", "bea"}, net...)...)); !strings.Contains(out, want) {
			t.Errorf("%q does not hold %q", out, want)
		}
	}
	var did struct {
		Removed int
		Undid   struct {
			Revision int
			Message  string
		}
	}
	if doneJSON(t, &did, append([]string{"undo", "2"}, net...)...); did.Removed != 1 || did.Undid.Revision != 2 || did.Undid.Message != "need" {
		t.Errorf("%+v", did)
	}
	changes := put(t, t.TempDir(), "c.json", `{"remove_nodes":["anna"]}`)
	if out := oneLine(done(t, append([]string{"change", "--changes", changes}, net...)...)); !strings.Contains(out, "tolti 2") {
		t.Error(out)
	}
	if out := done(t, with("import", town(t)[:1], append(net, "--replace")...)...); !strings.Contains(out, "tolti") {
		t.Errorf("a replacement that removes says %q", out)
	}
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// TestUnknownNamesAreNoted gives words that are no kind or type: they are taken, and a note says so.
func TestUnknownNamesAreNoted(t *testing.T) {
	home(t)
	for want, args := range map[string][]string{
		"«persne» (0 nodi) non è fra quelli che Trama conosce: forse «persona»?":   {"report", "--kind", "!persne"},
		"«servizo» (0 nodi) non è fra quelli che Trama conosce: forse «servizio»?": {"metrics", "--kind", "persona,servizo"},
		"«conoce» (0 relazioni) non è fra quelli che Trama conosce: forse":         {"metrics", "--type", "conoce"},
		"«vola sopra a» (0 relazioni) non è fra quelli che Trama conosce: resta":   {"whatif", "--add", "anna,solo,vola sopra a"},
		"«colabora con» (0 relazioni) non è fra quelli che Trama conosce: forse «": {"whatif", "--add", "anna,solo,colabora con"},
		"«!vola» (0 relazioni) non è fra quelli che Trama conosce: resta":          {"whatif", "--add", "anna,solo,!vola"}, // no filter that excludes
	} {
		got := trama(t, with(args[0], town(t), args[1:]...)...)
		if got.code != 0 || !strings.Contains(oneLine(got.err), want) {
			t.Errorf("trama %s: exit %d, %q; want %q", strings.Join(args, " "), got.code, got.err, want)
		}
	}
	for _, args := range [][]string{{"report", "--kind", "servizio"}, {"report", "--type", "!conosce"}, {"whatif", "--add", "anna,solo"}, {"whatif", "--add", "anna,solo,conosce"}} {
		if got := trama(t, with(args[0], town(t), args[1:]...)...); got.code != 0 || got.err != "" {
			t.Errorf("trama %s: exit %d, %q", strings.Join(args, " "), got.code, got.err)
		}
	}
}

// TestSuggestionsAreTakenAsTheyAreShown reads the ids off the cards, and gives one turned round.
func TestSuggestionsAreTakenAsTheyAreShown(t *testing.T) {
	home(t)
	net := []string{"--network", "valdora", "--store", newStore(t)}
	done(t, with("import", valdoraFiles(t), net...)...)
	text := done(t, append([]string{"missing", "--limit", "2"}, net...)...)
	if !strings.Contains(oneLine(text), "trama take ID --by CHI --network valdora") {
		t.Errorf("missing does not say how to take one: %s", text)
	}
	var ids []string
	for _, line := range strings.Split(text, "\n") {
		if id, ok := strings.CutPrefix(strings.TrimSpace(line), "ID: "); ok {
			ids = append(ids, id)
		}
	}
	if len(ids) != 2 {
		t.Fatalf("%d ids shown: %s", len(ids), text)
	}
	a, b, _ := strings.Cut(ids[0], "~")
	done(t, append([]string{"postpone", b + "~" + a, "--until", "2099-01-31"}, net...)...)
	done(t, append([]string{"take", ids[1], "--by", "org-comune"}, net...)...)
	if page := done(t, append([]string{"missing", "--limit", "1", "--format", "html"}, net...)...); !strings.Contains(page, "<code>") {
		t.Error("the page shows no id")
	}
	if table := done(t, append([]string{"report", "--format", "csv", "--limit", "3"}, net...)...); strings.Count(table, "validation.next,") != 3*4 {
		t.Errorf("the table does not list the relations to validate")
	}
}

// TestTablesInOneFileAreAnArchive refuses to write the archive of both tables where a table is expected.
func TestTablesInOneFileAreAnArchive(t *testing.T) {
	folder := home(t)
	table := filepath.Join(folder, "v.csv")
	got := trama(t, with("convert", town(t), "--to", "csv", "--out", table)...)
	if _, err := os.Stat(table); got.code != 2 || err == nil || !strings.Contains(got.err, "--out FILE.zip") || !strings.Contains(got.err, "nodes.csv") {
		t.Errorf("exit %d: %s", got.code, got.err)
	}
	var out, errs bytes.Buffer
	onScreen := streams{in: strings.NewReader(""), out: &out, err: &errs, screen: true}
	if code := run(context.Background(), onScreen, with("convert", town(t), "--to", "csv")); code != 2 || out.Len() > 0 {
		t.Errorf("onto a terminal: exit %d, %d bytes", code, out.Len())
	}
	if out := done(t, with("convert", town(t), "--to", "csv")...); !strings.HasPrefix(out, "PK") {
		t.Error("into a pipe the archive is not written")
	}
}

// TestWordsThatAreShownAreTaken gives the words of the program back to it, in Italian and in English.
func TestWordsThatAreShownAreTaken(t *testing.T) {
	home(t)
	net := []string{"--network", "valdora", "--store", newStore(t)}
	done(t, with("import", valdoraFiles(t), net...)...)
	for _, words := range []string{"validata", "Contestata", "ritirata", "validated"} {
		done(t, append([]string{"validate", "org-forno", "--as", words, "--by", "org-comune"}, net...)...)
	}
	id := strings.Fields(done(t, append([]string{"commit", "--by", "org-comune", "--what", "la sala", "--gives", "tempo,Spazio,skill", "--state", "concordato"}, net...)...))[0]
	done(t, append([]string{"commit", "--id", id, "--state", "under way"}, net...)...)
	kept := done(t, append([]string{"export", "--to", "json"}, net...)...)
	for _, want := range []string{`["time","space","skill"]`, `"under_way"`} {
		if !strings.Contains(strings.Join(strings.Fields(kept), ""), want) {
			t.Errorf("the network does not hold %s", want)
		}
	}
	for _, family := range []string{"ricucire", "Reconnect", "RECONNECT"} {
		if out := done(t, append([]string{"missing", "--family", family, "--limit", "1"}, net...)...); !strings.Contains(out, "Ricucire") {
			t.Errorf("--family %s: %s", family, out)
		}
	}
	same := func(args ...string) string {
		var list struct {
			Suggestions []struct{ ID string }
			Notes       []struct{ Text string }
		}
		doneJSON(t, &list, append(append([]string{"missing", "--limit", "5"}, args...), net...)...)
		return fmt.Sprint(list)
	}
	for _, filter := range [][]string{
		{"--sector", "third_sector", "terzo settore", "Third sector"}, {"--line", "linea-welfare", "Welfare personalizzato e comunitario"},
		{"--between", "person,organization", "persona,Organizzazione"}, {"--where", "sector=administration", "settore=Amministrazione"},
		{"--area", "Centro", "centro"}, {"--sort", "plausibility", "Plausibilità"}, {"--kind", "person", "persona"},
	} {
		for _, words := range filter[2:] {
			if got, want := same(filter[0], words), same(filter[0], filter[1]); got != want || strings.Count(want, "~") < 5 {
				t.Errorf("%s %s: %s, want %s", filter[0], words, got, want)
			}
		}
	}
	for want, args := range map[string][]string{
		"nessun nodo ha settore «terzo setore»: forse «terzo settore»?": {"--sector", "terzo setore"}, "nessun nodo ha zona «Cento»: forse «Centro»?": {"--area", "Cento"},
		"nessuna linea si chiama «linea-welfar»": {"--line", "linea-welfar"}, "forse «servizio»?": {"--between", "persona,servizo"},
	} {
		if got := same(args...); !strings.Contains(got, want) || strings.Contains(got, "~") {
			t.Errorf("%v: %s, want %s", args, got, want)
		}
	}
	done(t, append([]string{"report", "--status", "validata"}, net...)...)
	done(t, append([]string{"report", "--status", "!contestata"}, net...)...)
}

// TestMistypedNames says what was probably meant, in one line.
func TestMistypedNames(t *testing.T) {
	home(t)
	net := []string{"--network", "valdora", "--store", newStore(t)}
	done(t, with("import", valdoraFiles(t), net...)...)
	gone := filepath.Join(t.TempDir(), "via.json")
	if err := os.WriteFile(gone, []byte(`{"remove_nodes":["org-biblioteca"]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"non c'è un comando reprot: forse report?":                                              {"reprot"},
		"non c'è un'opzione --famly: forse --family?":                                           {"missing", "--famly", "likely"},
		"non c'è nessuna rete valdra: forse valdora?":                                           {"report", "--network", "valdra", "--store", net[3]},
		"non c'è nessuna rete x: ci sono valdora":                                               {"report", "--network", "x", "--store", net[3]},
		"non c'è nessun nodo org-biblioteca: lo tolgono le stesse modifiche":                    append([]string{"whatif", "--changes", gone, "--add", "org-biblioteca,per-vedovo"}, net...),
		"non c'è nessun nodo org-bibloteca: forse org-biblioteca?":                              append([]string{"report", "--leave-out", "org-bibloteca"}, net...),
		"non c'è nessun nodo Biblioteca comunale: «Biblioteca comunale» ha l'id org-biblioteca": append([]string{"need", "--label", "x", "--raised-by", "Biblioteca comunale"}, net...),
		"forse «Biblioteca comunale», che ha l'id org-biblioteca?":                              append([]string{"whatif", "--without", "Bibliotecca comunale"}, net...),
		"manca --what":  append([]string{"commit", "--by", "org-comune"}, net...),
		"manca --label": append([]string{"need"}, net...),
		"--date: «30/11/2026» non è una data; si scrive 2026-11-30": append([]string{"meeting", "--id", "m", "--date", "30/11/2026"}, net...),
		"--date: «domani» non è una data; si scrive 2026-01-31":     append([]string{"meeting", "--id", "m", "--date", "domani"}, net...),
		"--lang può essere it o en":                                 {"report", "x.csv", "--lang", "fr"},
	} {
		got := trama(t, args...)
		if got.code == 0 || !strings.Contains(got.err, want) || strings.Count(got.err, "\n") != 1 {
			t.Errorf("trama %s: exit %d, %q; want %q", strings.Join(args, " "), got.code, got.err, want)
		}
	}
}

// TestRecordsArePrintedAsTextOrJSON refuses other formats before anything is recorded.
func TestRecordsArePrintedAsTextOrJSON(t *testing.T) {
	home(t)
	net := []string{"--network", "valdora", "--store", newStore(t)}
	done(t, with("import", town(t), net...)...)
	for _, format := range []string{"html", "csv"} {
		if got := trama(t, append([]string{"need", "--label", "x", "--format", format}, net...)...); got.code != 2 || !strings.Contains(got.err, "text o json") {
			t.Errorf("--format %s: exit %d, %s", format, got.code, got.err)
		}
	}
	var h struct{ Commits []any }
	if doneJSON(t, &h, append([]string{"history"}, net...)...); len(h.Commits) != 1 {
		t.Errorf("%d commits: something was recorded", len(h.Commits))
	}
	if help := done(t, "need", "--help"); !strings.Contains(help, "FORMATO text o json") {
		t.Errorf("help: %s", help)
	}
}

// TestNotesAreSaidOnce: on a terminal, where both streams are read, no note stands in both.
func TestNotesAreSaidOnce(t *testing.T) {
	home(t)
	nodes := put(t, t.TempDir(), "nodi.csv", "id;nome\na;Anna\n")
	edges := put(t, t.TempDir(), "relazioni.csv", "da;a\na;b\n")
	got := trama(t, "import", nodes, edges, "--network", "x", "--store", newStore(t))
	if note := "è sulla mappa lo stesso: b"; strings.Count(got.err, note) != 1 || strings.Contains(got.out, note) {
		t.Errorf("on standard output:\n%s\non standard error:\n%s", got.out, got.err)
	}
}

// TestAnImportOfNothingSaysSo: a table with headings alone makes no network, and nobody looks for one.
func TestAnImportOfNothingSaysSo(t *testing.T) {
	home(t)
	nodes := put(t, t.TempDir(), "nodi.csv", "id;nome;tipologia\n")
	if out := oneLine(done(t, "import", nodes, "--network", "vuota", "--store", newStore(t))); !strings.Contains(out, "la rete non è nata") {
		t.Error(out)
	}
}

// TestValuesThatDoNotFitAreNamed gives a flag a value that it cannot take.
func TestValuesThatDoNotFitAreNamed(t *testing.T) {
	home(t)
	net := []string{"--network", "valdora", "--store", newStore(t)}
	done(t, with("import", town(t), net...)...)
	for want, args := range map[string][]string{
		"--people: «uno» non è un numero intero": with("need", []string{"--label", "Compiti", "--people", "uno"}, net...),
		"--limit: «dieci» non va bene":           with("missing", nil, append([]string{"--limit", "dieci"}, net...)...),
		"manca --meeting":                        with("vote", []string{"--by", "anna"}, net...),
	} {
		if got := trama(t, args...); got.code == 0 || !strings.Contains(got.err, want) {
			t.Errorf("%v: %d, %q does not hold %q", args, got.code, got.err, want)
		}
	}
}
