package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trama/graph"
)

// erasable is a store with a network in which somebody came, was decided about, signed and went.
func erasable(t *testing.T) (file string, net []string) {
	t.Helper()
	folder := home(t)
	file = filepath.Join(folder, "trama.db")
	nodes, edges := filepath.Join(folder, "n.csv"), filepath.Join(folder, "e.csv")
	write := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(nodes, "id,label,kind,note\nzq9,Zita Zeta,person,\nada,Ada,person,detto da Zità Zeta\norg,Ente,organization,chiedere a zita zeta\n")
	write(edges, "source,target,type\nzq9,org,works_for\nada,org,works_for\n")
	net = []string{"--network", "n", "--store", "sqlite:" + file}
	done(t, append([]string{"import", nodes, edges, "--author", "Zita Zeta"}, net...)...)
	done(t, append([]string{"validate", "zq9", "--as", "contested", "--by", "ada", "--author", "ada"}, net...)...)
	done(t, append([]string{"commit", "--by", "zq9,ada", "--what", "una sera", "--author", "ada"}, net...)...)
	done(t, append([]string{"snapshot", "Prima"}, net...)...)
	changes := filepath.Join(folder, "c.json")
	write(changes, `{"remove_nodes":["zq9"]}`)
	done(t, append([]string{"change", "--changes", changes, "--author", "ada"}, net...)...)
	return file, net
}

// Somebody who is off the map is taken out of the history: what the command says before and after, and what the file has.
func TestEraseTakesAPersonOutOfTheHistory(t *testing.T) {
	file, net := erasable(t)
	text := done(t, append([]string{"erase", "zq9", "--dry-run", "--lang", "en"}, net...)...)
	for _, want := range []string{"Nothing is written", "Zita Zeta", "no, in the history only", "Decisions and commitments that go: 1", "chiedere a zita zeta"} {
		if !strings.Contains(text, want) {
			t.Errorf("the dry run does not say %q:\n%s", want, text)
		}
	}
	var dry, did graph.Erased
	doneJSON(t, &dry, append([]string{"erase", "zq9", "--dry-run"}, net...)...)
	if dry.Schema != graph.ErasureSchema || dry.Revision != 4 || !dry.DryRun || dry.LeftCount != 3 || dry.Edges != 3 {
		t.Errorf("%+v", dry)
	}
	doneJSON(t, &did, append([]string{"erase", "zq9", "--words", "Zita Zeta", "--yes", "--author", "ada"}, net...)...)
	if did.Revision != 5 || did.DryRun || did.LeftCount != 1 || did.Left[0].Text != "detto da Zità Zeta" || did.Words != 2 || len(did.Records) != 1 {
		t.Errorf("%+v", did)
	}
	for _, name := range []string{file, file + "-wal", file + "-shm"} {
		content, err := os.ReadFile(name)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if lower := bytes.ToLower(content); bytes.Contains(lower, []byte("zita")) || bytes.Contains(lower, []byte("zq9")) {
			t.Errorf("%s has her still", filepath.Base(name))
		}
	}
	history := done(t, append([]string{"history", "--format", "csv"}, net...)...)
	if !strings.Contains(history, "[…]") || strings.Count(history, "\n") != 6 || !strings.Contains(history, "Prima") {
		t.Errorf("the history:\n%s", history)
	}
	if got := trama(t, append([]string{"erase", "zq9", "--yes"}, net...)...); got.code != 4 {
		t.Errorf("done twice: exit %d: %s", got.code, got.err)
	}
	if out := done(t, append([]string{"undo", "4"}, net...)...); strings.Contains(out, "zq9") {
		t.Errorf("undoing: %s", out)
	}
	if out := done(t, append([]string{"export", "--to", "json"}, net...)...); strings.Contains(out, "zq9") {
		t.Error("undoing brings her back")
	}
	if out := done(t, append([]string{"report", "--at", "Prima", "--format", "json"}, net...)...); strings.Contains(out, "zq9") {
		t.Error("the snapshot has her still")
	}
}

func TestEraseIsRefused(t *testing.T) {
	_, net := erasable(t)
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"erase", "zq9"}, 2, "--yes"},
		{[]string{"erase", "zq9", "--yes", "--dry-run"}, 2, "--dry-run"},
		{[]string{"erase", "--yes"}, 2, "id di un nodo"},
		{[]string{"erase", "zq9", "--words", "12", "--yes"}, 2, "12"},
		{[]string{"erase", "zq8", "--yes"}, 4, "forse zq9?"},
		{[]string{"erase", "Zita Zeta", "--dry-run"}, 4, "ha l'id zq9"},
		{[]string{"erase", "ada", "zq8", "--yes"}, 4, "zq8"},
	} {
		if got := trama(t, append(c.args, net...)...); got.code != c.code || !strings.Contains(got.err, c.says) || got.out != "" {
			t.Errorf("%v: exit %d, want %d: %s%s", c.args, got.code, c.code, got.out, got.err)
		}
	}
	if got := trama(t, append([]string{"erase", "ada", "--yes", "--store"}, append(net[3:], "--network", "altra")...)...); got.code != 4 {
		t.Errorf("another network: exit %d: %s", got.code, got.err)
	}
	if history := done(t, append([]string{"history", "--format", "csv"}, net...)...); strings.Count(history, "\n") != 5 {
		t.Errorf("something was written:\n%s", history)
	}
}
