package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"trama/graph"
	"trama/graph/graphtest"
)

// TestManyMakeTheFile opens many handles on a file that is not there, and writes through all at once: the schema is
// made once, and each commit lands.
func TestManyMakeTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "trama.db")
	var all sync.WaitGroup
	for i := range 8 {
		s := open(t, path)
		defer s.Close()
		all.Go(func() {
			if _, err := s.Import(t.Context(), fmt.Sprintf("n%d", i), 0, graphtest.Town(), graph.Commit{}); err != nil {
				t.Errorf("handle %d: %v", i, err)
			}
		})
	}
	all.Wait()
	s := open(t, path)
	defer s.Close()
	if networks, err := s.Networks(t.Context()); err != nil || len(networks) != 8 {
		t.Errorf("%d networks, %v", len(networks), err)
	}
}

// TestWritersWait holds the file as another program that writes does: reading goes on, a write waits, and gives up when
// its context ends.
func TestWritersWait(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trama.db")
	s := open(t, path)
	defer s.Close()
	put(t, s, "n", graphtest.Town())
	release := hold(t, path)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	change := graph.Commit{Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: "new"}}}}
	_, err := s.Apply(ctx, "n", 1, change)
	fails(t, err, graph.Interrupted, "")
	if g, err := s.Load(t.Context(), "n", 0); err != nil || g.Nodes() != graphtest.Town().Nodes() {
		t.Errorf("reading beside a writer: %v", err)
	}
	done := make(chan error)
	go func() {
		made, err := s.Apply(t.Context(), "n", 1, change)
		if err == nil && made != 2 {
			err = fmt.Errorf("revision %d", made)
		}
		done <- err
	}()
	select {
	case err := <-done:
		t.Fatalf("a write did not wait: %v", err)
	case <-time.After(100 * time.Millisecond):
	}
	release()
	if err := <-done; err != nil {
		t.Errorf("a write that waited: %v", err)
	}
}

// hold takes the lock of the file until the function that it returns is called.
func hold(t *testing.T, path string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := errors.Join(tx.Rollback(), db.Close()); err != nil {
			t.Error(err)
		}
	}
}

// TestLoadIsStopped ends the context when the load first tells how far it is.
func TestLoadIsStopped(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trama.db")
	s := open(t, path)
	g := region(2000)
	put(t, s, "n", g)
	if _, err := s.Import(t.Context(), "n", 1, graphtest.Town(), graph.Commit{}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = open(t, path)
	defer s.Close()
	ctx, cancel := context.WithCancel(t.Context())
	ctx = graph.WithProgress(ctx, func(string, int64, int64) { cancel() })
	_, err := s.Load(ctx, "n", 1)
	fails(t, err, graph.Interrupted, "")
	var last, total int64
	ctx = graph.WithProgress(t.Context(), func(_ string, done, of int64) { last, total = max(last, done), of })
	loaded, err := s.Load(ctx, "n", 1)
	if err != nil {
		t.Fatal(err)
	}
	graphtest.Same(t, loaded, g)
	if last != total || total != int64(g.Nodes()+g.Edges()) {
		t.Errorf("the progress ended at %d of %d", last, total)
	}
}
