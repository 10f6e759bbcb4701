package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestExamplesOfTheHelpRun runs every example that the help shows, each on a store that holds Valdora with two snapshots.
func TestExamplesOfTheHelpRun(t *testing.T) {
	folder := home(t)
	exampleFiles(t, folder)
	kept := exampleStore(t, folder)
	t.Chdir(folder)
	t.Setenv("TRAMA_STORE", "sqlite:"+filepath.Join(folder, "t.db"))
	if err := os.WriteFile("t.db", kept, 0o600); err != nil {
		t.Fatal(err)
	}
	var list struct{ Suggestions []struct{ ID string } }
	doneJSON(t, &list, "missing", "--network", "valdora", "--limit", "1")
	first := list.Suggestions[0].ID
	for _, lang := range []string{"it", "en"} {
		for name, cmd := range commandsIn(lang) {
			if slices.Contains([]string{"demo", "serve", "bench"}, name) {
				continue // they have tests of their own
			}
			for _, line := range exampleLines(cmd.Example) {
				if err := os.WriteFile("t.db", kept, 0o600); err != nil {
					t.Fatal(err)
				}
				in, args := exampleCommand(t, line)
				if slices.Contains([]string{"take", "decline", "postpone"}, name) {
					args[1] = first // the example's own may be in another place of the list by now
				}
				if got := tramaReading(t, in, args...); got.code != 0 {
					t.Errorf("%s: exit %d: %s", line, got.code, got.err)
				}
			}
		}
	}
}

// exampleFiles writes the files that the examples name.
func exampleFiles(t *testing.T, folder string) {
	t.Helper()
	files := town(t)
	for _, name := range []string{"nodi.csv", "nodes.csv"} {
		put(t, folder, name, townNodes)
	}
	for _, name := range []string{"relazioni.csv", "edges.csv"} {
		put(t, folder, name, strings.ReplaceAll(townEdges, "\nanna,caritas", "\n\"Casa, Sport\",orto,hosts,1\n\"House, Sports\",garden,hosts,1\nanna,caritas"))
	}
	for _, name := range []string{"coppie.csv", "pairs.csv"} {
		put(t, folder, name, "source,target\nsolo,anna\n")
	}
	put(t, folder, "changes.json", `{"put_nodes":[{"id":"nuovo","kind":"person"}]}`)
	for _, name := range []string{"rete", "network"} {
		put(t, folder, name+".graphml", done(t, with("convert", files, "--to", "graphml")...))
		put(t, folder, name+".json", done(t, with("convert", files, "--to", "json")...))
	}
}

// exampleStore returns a store with Valdora, three revisions and four snapshots, as bytes.
func exampleStore(t *testing.T, folder string) []byte {
	t.Helper()
	file := filepath.Join(folder, "valdora.db")
	net := []string{"--network", "valdora", "--store", "sqlite:" + file}
	root := filepath.Join(moduleRoot(t), "cmd", "trama", "valdora")
	done(t, append([]string{"import", filepath.Join(root, "valdora.nodes.csv"), filepath.Join(root, "valdora.edges.csv")}, net...)...)
	for _, name := range []string{"Incontro 1", "Meeting 1"} {
		done(t, append([]string{"snapshot", name}, net...)...)
	}
	for _, id := range []string{"nuova", "nuovo-2"} {
		changes := put(t, folder, "more.json", `{"put_nodes":[{"id":"`+id+`","kind":"person"}]}`)
		done(t, append([]string{"change", "--changes", changes}, net...)...)
	}
	for _, name := range []string{"Incontro 2", "Meeting 2"} {
		done(t, append([]string{"snapshot", name}, net...)...)
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func exampleLines(example string) []string {
	var out []string
	for _, line := range strings.Split(example, "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.Contains(line, `snapshot "`) {
			out = append(out, line)
		}
	}
	return out
}

// exampleCommand returns the arguments of an example and, where it begins with cat, its standard input.
func exampleCommand(t *testing.T, line string) (in string, args []string) {
	t.Helper()
	if rest, ok := strings.CutPrefix(line, "cat "); ok {
		file, command, _ := strings.Cut(rest, " | ")
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		in, line = string(text), command
	}
	words := shellWords(line)
	if len(words) == 0 || words[0] != "trama" {
		t.Fatalf("an example that is no command of trama: %s", line)
	}
	return in, words[1:]
}

// shellWords cuts a line into words as a shell does, with single and double quotes.
func shellWords(line string) []string {
	var words []string
	var word strings.Builder
	quote, inWord := rune(0), false
	for _, c := range line {
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote, inWord = c, true
		case quote == 0 && c == ' ':
			if inWord {
				words = append(words, word.String())
				word.Reset()
			}
			inWord = false
		default:
			word.WriteRune(c)
			inWord = true
		}
	}
	if inWord {
		words = append(words, word.String())
	}
	return words
}
