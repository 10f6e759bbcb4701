package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trama/graph/graphtest"
	"trama/locale"
)

// go test ./cmd/trama -run Guides -update rewrites what the commands of the guides answer.
var update = flag.Bool("update", false, "rewrites the guides")

// Every command that a guide shows is run, in order, in an empty folder; what it answers is what the guide says.
func TestGuidesTellWhatHappens(t *testing.T) {
	for name, lang := range map[string]string{"tavolo.it.md": "it", "tavolo.en.md": "en"} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(graphtest.Root(t), "docs", name)
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			folder := home(t)
			t.Setenv("TRAMA_LANG", lang)
			t.Setenv("TRAMA_AUTHOR", "tavolo")
			t.Setenv("TRAMA_STORE", "sqlite:"+filepath.Join(folder, "tavolo.db"))
			t.Chdir(folder)
			told := retold(t, string(text))
			today := time.Now().UTC().Format(time.DateOnly)
			for _, day := range []string{today, locale.New(lang).Date(today)} {
				if strings.Contains(strings.Join(strings.Fields(told), " "), day) {
					t.Errorf("the guide tells of %s, and would of another day tomorrow", day)
				}
			}
			if *update {
				if err := os.WriteFile(file, []byte(told), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if told != string(text) {
				t.Errorf("the guide no longer tells what happens; run go test ./cmd/trama -run Guides -update and read what changed\n%s", firstDifference(string(text), told))
			}
		})
	}
}

// retold returns a guide with the answers that its commands give now. A block of commands begins with ```console; a line
// "$ trama …" is a command, what follows is its answer.
func retold(t *testing.T, guide string) string {
	t.Helper()
	var out strings.Builder
	inside := false
	for _, line := range strings.SplitAfter(guide, "\n") {
		switch plain := strings.TrimSuffix(line, "\n"); {
		case !inside:
			inside = plain == "```console"
			out.WriteString(line)
		case plain == "```":
			inside = false
			out.WriteString(line)
		case strings.HasPrefix(plain, "$ trama "):
			out.WriteString(line)
			got := trama(t, words(strings.TrimPrefix(plain, "$ trama "))...)
			if got.code != 0 {
				t.Fatalf("%s: exit %d: %s", plain, got.code, got.err)
			}
			out.WriteString(got.out + got.err)
		}
	}
	return out.String()
}

// words splits a command line at spaces, with double quotes around words that hold some.
func words(line string) []string {
	var out []string
	var word strings.Builder
	quoted, begun := false, false
	for _, r := range line {
		switch {
		case r == '"':
			quoted, begun = !quoted, true
		case r == ' ' && !quoted:
			if begun {
				out = append(out, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if begun {
		out = append(out, word.String())
	}
	return out
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return "it says:  " + x[i] + "\nit is:    " + y[i]
		}
	}
	return "one is longer"
}
