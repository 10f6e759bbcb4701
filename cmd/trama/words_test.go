package main

import (
	"fmt"
	"os"
	"path/filepath"

	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
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
	return out.String()
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
		if got := trama(t, words(strings.TrimSpace(command))...); got.code != 0 || strings.Contains(got.out, "guardare prima") {
			t.Errorf("trama %s: exit %d: %s%s", command, got.code, got.err, got.out)
		}
	}
	if run < 6 {
		t.Errorf("%d commands run", run)
	}
}
