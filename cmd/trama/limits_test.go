package main

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"trama/config"
	"trama/graph"
)

// What the settings say of limits where nobody says anything is what the readers take by themselves: config knows nothing
// of them, and so holds the numbers once more.
func TestDefaultLimitsAreThoseOfTheReaders(t *testing.T) {
	l := config.Default().Limits
	if got := (&session{Config: config.Default()}).limits(); got != graph.DefaultLimits() || got.OrDefault() != got {
		t.Errorf("%+v, want %+v", got, graph.DefaultLimits())
	}
	if l.Request != 256<<20 {
		t.Errorf("a request has at most %d bytes", l.Request)
	}
	for _, one := range []int64{l.Value, l.NodeID, l.EdgeID, l.Depth, l.Members, l.Unpacked, l.Request} {
		if one <= 0 {
			t.Errorf("a limit of %d: %+v", one, l)
		}
	}
}

// A file that check takes with a wider limit goes into a store, too, and what it holds can be undone.
func TestWiderLimitsHoldForStoresToo(t *testing.T) {
	folder := t.TempDir()
	file := put(t, folder, "nodes.csv", "id,note\n"+strings.Repeat("x", 2000)+","+strings.Repeat("y", graph.MaxValue+1)+"\n")
	t.Setenv("TRAMA_STORE", "sqlite:"+filepath.Join(folder, "s.db"))
	for _, c := range [][]string{{"check", file}, {"import", file, "--network", "n"}} {
		if got := trama(t, c...); got.code == 0 {
			t.Errorf("%s takes too much", c[0])
		}
	}
	t.Setenv("TRAMA_LIMIT_NODE_ID", "4096")
	t.Setenv("TRAMA_LIMIT_VALUE", "2097152")
	empty := put(t, folder, "empty.csv", "id\nz\n")
	for _, c := range [][]string{
		{"check", file}, {"import", file, "--network", "n"}, {"import", empty, "--network", "n", "--replace"}, {"undo", "--network", "n"},
	} {
		if got := trama(t, c...); got.code != 0 {
			t.Errorf("%s: exit %d, %.200s", c[0], got.code, got.err)
		}
	}
}

// What changes lose is said, and what is left can be written in every format and read again.
func TestChangesSayWhatTheyLose(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TRAMA_STORE", "sqlite:"+filepath.Join(folder, "s.db"))
	trama(t, "import", put(t, folder, "n.csv", "id\na\n"), "--network", "n")
	changes := put(t, folder, "c.json", `{"put_nodes":[{"id":"a","attributes":{"label":"via\u000bRoma","altro \u0000nome":1}}]}`)
	got := trama(t, "change", "--network", "n", "--changes", changes, "--lang", "en")
	if got.code != 0 || !strings.Contains(got.out+got.err, "control characters were dropped (values: 2)") {
		t.Fatalf("exit %d: %s%s", got.code, got.out, got.err)
	}
	want := trama(t, "export", "--network", "n", "--to", "json").out
	if !strings.Contains(want, `"altro nome":1,"label":"viaRoma"`) {
		t.Error(want)
	}
	for _, format := range []string{"json", "graphml", "gexf", "nodes.csv"} {
		file := filepath.Join(folder, "out."+format)
		trama(t, "export", "--network", "n", "--to", format, "--out", file)
		if back := trama(t, "convert", file, "--to", "json"); back.out != want || back.err != "" {
			t.Errorf("%s: %s%s", format, back.out, back.err)
		}
	}
}

func TestAFileOfChangesHasTheLimitOfARequest(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TRAMA_STORE", "sqlite:"+filepath.Join(folder, "s.db"))
	trama(t, "import", put(t, folder, "n.csv", "id\na\n"), "--network", "n")
	const doc = `{"remove_nodes":["a"]}`
	changes := put(t, folder, "c.json", doc)
	t.Setenv("TRAMA_LIMIT_REQUEST", strconv.Itoa(len(doc)-1))
	if got := trama(t, "change", "--network", "n", "--changes", changes); got.code != 8 || !strings.Contains(got.err, "c.json: ") || !strings.Contains(got.err, "limit-request") {
		t.Errorf("exit %d: %s", got.code, got.err)
	}
	t.Setenv("TRAMA_LIMIT_REQUEST", strconv.Itoa(len(doc)))
	if got := trama(t, "change", "--network", "n", "--changes", changes); got.code != 0 {
		t.Errorf("exit %d: %s", got.code, got.err)
	}
}
