package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/sqlite"
)

// secret stands in what is deleted and nowhere else.
const secret = "SEGRETO"

// secrets returns a network in which every text holds the secret.
func secrets(rows int) *graph.Graph {
	b := graph.NewBuilder()
	b.SetAttribute("title", graph.TextValue(secret))
	for i := range rows {
		row := b.Node(fmt.Sprintf("%s %d", secret, i))
		b.SetKind(row, secret)
		b.SetNode(row, b.NodeColumn("label"), graph.TextValue(fmt.Sprintf("%s %d", secret, i*i)))
		b.Edge(graph.BuilderEdge{Source: row, Target: 0, Type: secret})
	}
	g, _ := b.Build()
	return g
}

// found counts the secrets in all files of the folder.
func found(t *testing.T, folder string) int {
	t.Helper()
	count := 0
	for _, pattern := range []string{"*", ".*"} {
		names, _ := filepath.Glob(filepath.Join(folder, pattern))
		for _, name := range names {
			if content, err := os.ReadFile(name); err == nil {
				count += bytes.Count(content, []byte(secret))
			}
		}
	}
	return count
}

// fill makes networks in turn, so that their rows share pages, and changes some, so that there is a past.
func fill(t *testing.T, s *sqlite.Store) {
	t.Helper()
	put(t, s, "before", region(300))
	put(t, s, "secret", secrets(5))
	put(t, s, "town", graphtest.Town())
	for i, rows := range []int{40, 500, 30, 200, 1000, 20, 700, 3, 800} {
		if _, err := s.Import(t.Context(), "secret", graph.Revision(i+1), secrets(rows), graph.Commit{Author: secret, Message: secret}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Apply(t.Context(), "town", graph.Revision(i+1), graph.Commit{Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: fmt.Sprint(i)}}}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Snapshot(t.Context(), "secret", 2, secret); err != nil {
		t.Fatal(err)
	}
}

func TestDeleteErases(t *testing.T) {
	folder := t.TempDir()
	s := open(t, filepath.Join(folder, "trama.db"))
	defer s.Close()
	fill(t, s)
	before, err := s.Load(t.Context(), "before", 0)
	if err != nil || found(t, folder) == 0 {
		t.Fatalf("%v, %d secrets before", err, found(t, folder))
	}
	if err := s.Delete(t.Context(), "secret", 0); err != nil {
		t.Fatal(err)
	}
	if n := found(t, folder); n != 0 {
		t.Errorf("%d secrets are left in the files", n)
	}
	again := open(t, filepath.Join(folder, "trama.db"))
	defer again.Close()
	if g, err := again.Load(t.Context(), "before", 0); err != nil {
		t.Error(err)
	} else {
		graphtest.Same(t, g, before)
	}
	if history, err := again.History(t.Context(), "town", graph.Page{}); err != nil || len(history) != 10 {
		t.Errorf("the other network has %d commits, %v", len(history), err)
	}
}

func TestDeleteOfTheOnlyNetworkErases(t *testing.T) {
	folder := t.TempDir()
	s := open(t, filepath.Join(folder, "trama.db"))
	put(t, s, "secret", secrets(300))
	if err := s.Delete(t.Context(), "secret", 0); err != nil {
		t.Fatal(err)
	}
	if n := found(t, folder); n != 0 || pending(t, filepath.Join(folder, "trama.db")) {
		t.Errorf("%d secrets are left in the files", n)
	}
	s.Close()
}

// TestErasureIsFinishedLater deletes while the erasing cannot be done, as after a kill: the next opening does it, for
// reading too.
func TestErasureIsFinishedLater(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "trama.db")
	s := open(t, path)
	fill(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	ctx = graph.WithProgress(ctx, func(_ string, done, total int64) {
		if done == total-1 { // the rows are deleted; their bytes are to be wiped
			cancel()
		}
	})
	if err := s.Delete(ctx, "secret", 0); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if !pending(t, path) {
		t.Fatal("the erasing was not stopped")
	}
	s = open(t, path)
	if networks, err := s.Networks(t.Context()); err != nil || len(networks) != 2 {
		t.Errorf("%d networks, %v", len(networks), err)
	}
	if n := found(t, folder); n != 0 || pending(t, path) {
		t.Errorf("%d secrets are left in the files", n)
	}
	s.Close()
}

// pending tells whether the file says that it is still to be erased.
func pending(t *testing.T, path string) (is bool) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT pending FROM erasure").Scan(&is); err != nil {
		t.Fatal(err)
	}
	return is
}
