package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// document is a trama.graph/1, as far as the tests read it.
type document struct {
	Nodes []struct {
		ID         string
		Attributes map[string]any
	}
	Edges []struct{ ID string }
}

func exported(t *testing.T, net []string) document {
	t.Helper()
	var doc document
	if err := json.Unmarshal([]byte(done(t, append([]string{"export", "--to", "json"}, net...)...)), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestChangesOfSeveralProcessesAllStay(t *testing.T) {
	home(t)
	store := newStore(t)
	net := []string{"--network", "n", "--store", store}
	done(t, with("import", town(t), net...)...)
	folder := t.TempDir()
	var wg sync.WaitGroup
	for i := range 4 {
		file := put(t, folder, fmt.Sprintf("c%d.json", i), fmt.Sprintf(`{"put_nodes":[{"id":"nuovo-%d","kind":"person"}]}`, i))
		wg.Go(func() {
			if out, err := program(t, append([]string{"change", "--changes", file}, net...)...).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	wg.Wait()
	if doc := exported(t, net); len(doc.Nodes) != 10 {
		t.Errorf("%d nodes, want 10", len(doc.Nodes))
	}
}

func TestCommandLineBesideTheService(t *testing.T) {
	home(t)
	store := newStore(t)
	net := []string{"--network", "n", "--store", store}
	r := started(t, "serve", "--addr", "127.0.0.1:0", "--store", store)
	if code, _ := fetched(t, r.address+"/api/v1/networks/n/report"); code != 404 {
		t.Errorf("a network that is not there: %d", code)
	}
	done(t, with("import", town(t), net...)...)
	for _, step := range [][]string{nil, {"change", "--changes", put(t, t.TempDir(), "c.json", `{"remove_nodes":["solo"]}`)}, {"undo"}} {
		if step != nil {
			done(t, append(step, net...)...)
		}
		_, body := fetched(t, r.address+"/api/v1/networks/n/report")
		if want := done(t, append([]string{"report", "--format", "json"}, net...)...); body != want {
			t.Errorf("after %v the service says another thing: %.300s", step, body)
		}
	}
	done(t, append([]string{"delete", "--yes"}, net...)...)
	if code, _ := fetched(t, r.address+"/api/v1/networks/n/report"); code != 404 {
		t.Errorf("a network that was deleted: %d", code)
	}
}

func TestUndoOfAnOlderCommitKeepsWhatCameAfter(t *testing.T) {
	home(t)
	store := newStore(t)
	net := []string{"--network", "n", "--store", store}
	done(t, with("import", town(t), net...)...)
	for _, text := range []string{
		`{"put_nodes":[{"id":"anna","attributes":{"label":"Annamaria"}},{"id":"nuovo","kind":"person"}]}`,
		`{"put_nodes":[{"id":"anna","attributes":{"label":"Anna Rossi"}}],"put_edges":[{"source":"nuovo","target":"solo","type":"knows"}]}`,
	} {
		done(t, append([]string{"change", "--changes", put(t, t.TempDir(), "c.json", text)}, net...)...)
	}
	got := trama(t, append([]string{"undo", "2", "--format", "json"}, net...)...)
	var did imported
	if err := json.Unmarshal([]byte(got.out), &did); err != nil || got.code != 0 {
		t.Fatalf("exit %d: %v, %s", got.code, err, got.err)
	}
	if did.Revision != 4 || len(did.Notes) != 2 || strings.Count(got.err, "\n") != 2 {
		t.Errorf("%+v; said %q", did, got.err)
	}
	for _, n := range exported(t, net).Nodes {
		if n.ID == "nuovo" {
			t.Error("what the commit added is still there")
		}
		if n.ID == "anna" && n.Attributes["label"] != "Anna Rossi" {
			t.Errorf("a value changed since was taken back: %v", n.Attributes)
		}
	}
	if got := trama(t, append([]string{"undo", "9"}, net...)...); got.code != 4 {
		t.Errorf("an unknown revision: exit %d", got.code)
	}
}

func TestUndoOfTheUndoIsWhereItWas(t *testing.T) {
	home(t)
	store := newStore(t)
	net := []string{"--network", "n", "--store", store}
	done(t, with("import", town(t), net...)...)
	before := done(t, append([]string{"export", "--to", "json"}, net...)...)
	done(t, append([]string{"change", "--changes", put(t, t.TempDir(), "c.json", `{"remove_nodes":["caritas"]}`)}, net...)...)
	changed := done(t, append([]string{"export", "--to", "json"}, net...)...)
	done(t, append([]string{"undo"}, net...)...)
	if got := done(t, append([]string{"export", "--to", "json"}, net...)...); got != before {
		t.Error("undo does not lead back")
	}
	done(t, append([]string{"undo"}, net...)...)
	if got := done(t, append([]string{"export", "--to", "json"}, net...)...); got != changed {
		t.Error("undo of the undo does not lead back")
	}
}

// TestKilledFirstImportLeavesAWholeNetworkOrNone kills the import that makes a network.
func TestKilledFirstImportLeavesAWholeNetworkOrNone(t *testing.T) {
	home(t)
	var b strings.Builder
	b.WriteString("source,target\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "n%d,n%d\n", i, (i*3+1)%20_000)
	}
	big := put(t, t.TempDir(), "grande.csv", b.String())
	whole := done(t, "convert", big, "--to", "json")
	var list struct{ Networks []struct{ Nodes int } }
	for round := range 6 {
		store := newStore(t)
		cmd := program(t, "import", big, "--network", "n", "--store", store)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		waitForWrites(strings.TrimPrefix(store, "sqlite:"), round)
		cmd.Process.Kill()
		cmd.Wait()
		doneJSON(t, &list, "networks", "--store", store)
		if len(list.Networks) == 0 {
			continue
		}
		if got := done(t, "export", "--network", "n", "--to", "json", "--store", store); got != whole {
			t.Fatalf("round %d: a part of the network is there: %d nodes", round, list.Networks[0].Nodes)
		}
	}
}

// waitForWrites returns when the store's files have grown to some size, which is further in the import each round.
func waitForWrites(file string, round int) {
	for range 5_000 {
		time.Sleep(time.Millisecond)
		size := int64(0)
		for _, name := range []string{file, file + "-wal"} {
			if info, err := os.Stat(filepath.FromSlash(name)); err == nil {
				size += info.Size()
			}
		}
		if size > int64(round)*400_000 {
			return
		}
	}
}
