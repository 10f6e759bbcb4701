package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/tavolo"
	"trama/locale"
)

// docs/words.md is made from the catalogue: go test ./cmd/trama -run WordsAre -update writes it.
func TestWordsAreThoseOfTheCatalogue(t *testing.T) {
	file := filepath.Join(graphtest.Root(t), "docs", "words.md")
	want := wordsPage()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != want {
		t.Errorf("docs/words.md is not what the catalogue says: %v; run go test ./cmd/trama -run WordsAre -update\n%s", err, firstDifference(string(got), want))
	}
}

func wordsPage() string {
	var out strings.Builder
	out.WriteString(`# Words that Trama knows

In a table a kind (column ` + "`kind`, `tipologia`" + `) and a type of relation (` + "`type`, `tipo`, `relazione`" + `) may be
any word. Those below have a meaning: the type says what it joins, and Trama knows which of them make the network hold
together. Capitals do not matter, and ` + "`_`" + ` is a space. Any other word is kept as it was written, and its nodes and relations
count; ` + "`trama check`" + ` names them.

## Kinds

| kind | Italian | English | also | counts as a piece of the network |
|---|---|---|---|---|
`)
	for _, k := range graph.KindCatalogue() {
		fmt.Fprintf(&out, "| `%s` | %s | %s | %s | %s |\n", k.ID, k.Italian, k.English, strings.Join(k.Names, ", "), yes(k.Lens))
	}
	out.WriteString(`
## Relations

| type | Italian | English | also | from | to | counts in the pieces |
|---|---|---|---|---|---|---|
`)
	for _, r := range graph.TypeCatalogue() {
		fmt.Fprintf(&out, "| `%s` | %s | %s | %s | %s | %s | %s |\n", r.ID, r.Italian, r.English, strings.Join(r.Names, ", "), kindsOf(r.From), kindsOf(r.To), yes(r.Structural))
	}
	out.WriteString(`
A column of one table may name whom each row is related to (` + "`--relations COLUMN`" + `, or a button of the preview). Its heading is the type,
and a heading of these goes to the row, from whom it names, where the two are of kinds that the type joins so:

| heading | type |
|---|---|
`)
	for _, r := range graph.TypeCatalogue() {
		if len(r.Turned) > 0 {
			fmt.Fprintf(&out, "| %s | `%s` |\n", strings.Join(r.Turned, ", "), r.ID)
		}
	}
	out.WriteString(`
So does a question, as a form asks it (“Con quali enti collabori?”), where one of these stands in it:

| in the question | type |
|---|---|
`)
	for _, r := range graph.TypeCatalogue() {
		if len(r.Asked) > 0 {
			fmt.Fprintf(&out, "| %s | `%s` |\n", strings.Join(r.Asked, ", "), r.ID)
		}
	}
	out.WriteString(`
## Headings of columns

A heading may be any of these, in any case; of several that mean the same the first counts. Any other column is kept under its
own name. A table with a source and a target is one of relations.

| column | table | headings | what it holds |
|---|---|---|---|
`)
	for _, h := range headings() {
		fmt.Fprintf(&out, "| `%s` | %s | %s | %s |\n", h.name, h.table, strings.Join(h.names, ", "), h.holds)
	}
	out.WriteString(`
The source of a relation may also stand under ` + "`da` with the target under `a`" + `. A kind may stand under ` + "`tipo` or `type`" + ` where one of the
kinds above occurs in it. In a table without an id and a label the first heading may be what each row is, by itself or behind
` + "`nome`, `denominazione` or `name`" + ` (Servizio, Denominazione ente, Bisogno): the names stand there, and all rows are of that kind (person,
service, organization, place, action, need; under “Cognome e nome” or “Nominativo” a person); a column of numbers or of days may stand
before. Who has a surname is a person, unless something else says the kind. A column called ` + "`kind` or `tipologia`" + ` goes before both, one called ` + "`type` or `tipo`" + ` where it holds a kind
of these; and so does another kind that the network already has.

## Values

A column ` + "`status` (`stato`)" + `, of nodes or relations, holds words of the table below, English or Italian (dichiarata, dichiarato,
dichiarate …), or nothing; with any other word in it all of the column is kept as plain data. ` + "`trama check`" + ` says how it was read.
` + "`sector`, `circle`" + ` and ` + "`role`" + ` may hold any word, which stays as it is written: of those below the Italian or the English is shown. Who writes
“Terzo settore” in one row and ` + "`third_sector`" + ` in another has two sectors that look alike, and ` + "`trama check`" + ` says so. ` + "`coordinator`" + `
(coordinatore, coordinatrice) is who coordinates the network. In a command the Italian words will do too: ` + "`--as validata`," + `
` + "`--status contestata`, `--state mantenuto`, `--gives tempo`, `--sector 'terzo settore'`, `--where settore=sanità`" + `. A filter also finds
areas and values in other case, and lines by their labels.

| column | word | Italian | English |
|---|---|---|---|
`)
	for _, c := range closed() {
		for _, word := range c.words {
			fmt.Fprintf(&out, "| `%s` | `%s` | %s | %s |\n", c.column, word, locale.New("it").Name(c.list, word), locale.New("en").Name(c.list, word))
		}
	}
	return out.String()
}

// heading is a column that has a meaning, and the headings by which tables may call it.
type heading struct {
	name, table string
	names       []string
	holds, fits string // what it holds, and a value that does
}

func headings() []heading {
	return []heading{
		{"id", "both", []string{"id", "key", "codice"}, "any text that is the node's alone; a table of nodes without one takes the label", "x"},
		{"label", "both", []string{"label", "name", "nome", "etichetta", "denominazione"}, "the name to show", "x"},
		{"kind", "nodes", []string{"kind", "tipologia"}, "a kind, as above", "persona"},
		{"source", "relations", []string{"source", "src", "from", "sorgente", "origine", "da"}, "the id of a node", "x"},
		{"target", "relations", []string{"target", "dst", "dest", "destination", "to", "destinazione", "verso"}, "the id of a node", "y"},
		{"type", "relations", []string{"type", "kind", "relation", "relationship", "interaction", "tipo", "relazione"}, "a type, as above", "conosce"},
		{"weight", "relations", []string{"weight", "strength", "peso", "forza"}, "a number above 0: the strength", "2"},
		{"sector", "both", []string{"sector", "settore"}, "a word; some are below", "x"},
		{"circle", "both", []string{"circle", "cerchio"}, "a word; some are below", "x"},
		{"area", "both", []string{"area", "zona", "quartiere"}, "the part of the town", "x"},
		{"tags", "both", []string{"tags", "etichette"}, "what they see to, with a bar between: anziani\\|cibo", "x"},
		{"lines", "both", []string{"lines", "linee"}, "ids of production lines, with a bar between", "x"},
		{"role", "both", []string{"role", "ruolo"}, "a word; coordinator is below", "x"},
		{"status", "both", []string{"status", "stato"}, "one of the words below", "declared"},
		{"since", "both", []string{"since", "dal"}, "a day: 2026-01-31, with semicolons 31/01/2026 too", "2026-01-31"},
		{"until", "both", []string{"until", "al"}, "a day", "2026-01-31"},
		{"lat", "both", []string{"lat", "latitudine"}, "degrees", "44.5"},
		{"lon", "both", []string{"lon", "lng", "longitudine"}, "degrees", "11.5"},
		{"description", "both", []string{"description", "descrizione"}, "any text", "x"},
		{"note", "both", []string{"note"}, "any text", "x"},
		{"title", "both", []string{"title", "titolo"}, "any text", "x"},
	}
}

// closed are the columns that have words of their own, with the list of the catalogue that names them.
func closed() []struct {
	column, list string
	words        []string
} {
	return []struct {
		column, list string
		words        []string
	}{
		{"status", "status", graph.Statuses()},
		{"sector", "sector", []string{"administration", "third_sector", "citizens", "health", "education", "business", "other"}},
		{"circle", "circle", []string{"founding", "strategic", "community"}},
		{"state", "state", tavolo.States()},
		{"gives", "gift", tavolo.Gifts()},
	}
}

// TestHeadingsAreRead puts each heading of docs/words.md over a value, and reads what the column became.
func TestHeadingsAreRead(t *testing.T) {
	folder := home(t)
	for k := range 7 {
		for _, kind := range []string{"nodes", "relations"} {
			var names, values []string
			became := map[string]string{}
			for _, h := range headings() {
				if h.table != "both" && h.table != kind {
					continue
				}
				name := h.names[min(k, len(h.names)-1)]
				if _, twice := became[name]; twice {
					t.Fatalf("%s is a heading of two columns", name)
				}
				names, values, became[name] = append(names, name), append(values, h.fits), h.name
			}
			put(t, folder, "t.csv", strings.Join(names, ",")+"\n"+strings.Join(values, ",")+"\n")
			var answer struct {
				Mapping []struct{ Column, Became string }
			}
			got := trama(t, "check", "--format", "json", filepath.Join(folder, "t.csv"))
			if err := json.Unmarshal([]byte(got.out), &answer); err != nil {
				t.Fatal(err, got.err)
			}
			if len(answer.Mapping) != len(names) {
				t.Errorf("%s: %v became %v", kind, names, answer.Mapping)
			}
			for _, m := range answer.Mapping {
				if m.Became != became[m.Column] {
					t.Errorf("%s: %s became %s, and not %s", kind, m.Column, m.Became, became[m.Column])
				}
			}
		}
	}
}

// kindsOf names the ends of a type.
func kindsOf(kinds []string) string {
	if len(kinds) == 0 {
		return "any"
	}
	return strings.Join(kinds, ", ")
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// TestReadmeTables runs the commands of the README on the two tables that it shows.
func TestReadmeTables(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(graphtest.Root(t), "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	folder := home(t)
	t.Setenv("TRAMA_STORE", "sqlite:"+filepath.Join(folder, "citta.db"))
	t.Chdir(folder)
	_, rest, _ := strings.Cut(string(readme), "    nodi.csv ")
	var nodes, edges strings.Builder
	for _, line := range strings.Split(rest, "\n")[1:] {
		fields := strings.Split(strings.TrimSpace(line), "  ")
		if len(fields[0]) == 0 {
			break
		}
		nodes.WriteString(strings.TrimSpace(fields[0]) + "\n")
		if last := strings.TrimSpace(fields[len(fields)-1]); len(fields) > 1 {
			edges.WriteString(last + "\n")
		}
	}
	put(t, folder, "nodi.csv", nodes.String())
	put(t, folder, "relazioni.csv", edges.String())
	run := 0
	for line := range strings.Lines(rest) {
		command, found := strings.CutPrefix(strings.TrimSpace(line), "$ trama ")
		if command, _, _ = strings.Cut(command, " #"); !found || strings.HasPrefix(command, "serve") {
			continue
		}
		run++
		if got := trama(t, words(strings.TrimSpace(command))...); got.code != 0 || strings.Contains(got.out, "che cosa guardare prima") {
			t.Errorf("trama %s: exit %d: %s%s", command, got.code, got.err, got.out)
		}
	}
	if run < 6 {
		t.Errorf("%d commands run", run)
	}
}
