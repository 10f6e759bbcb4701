package sqlite_test

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/sqlite"
)

// nextVersion is the schema of a Trama to come: this one's and a step more.
func nextVersion(t *testing.T, step string) fs.FS {
	t.Helper()
	next := fstest.MapFS{}
	names, err := fs.Glob(sqlite.Migrations(), "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(sqlite.Migrations(), name)
		if err != nil {
			t.Fatal(err)
		}
		next[name] = &fstest.MapFile{Data: text}
	}
	next["migrations/999_next.sql"] = &fstest.MapFile{Data: []byte(step)}
	return next
}

// versionOf returns the version of a file's schema.
func versionOf(t *testing.T, path string) (version int) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		t.Fatal(err)
	}
	return version
}

// TestOlderStore opens a store of this version with the next one, many times at once: it is brought up to date once, what
// it holds stays, and this version leaves it alone then.
func TestOlderStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trama.db")
	want := twoRevisions(t, path, false)
	now := versionOf(t, path)
	next := nextVersion(t, "CREATE TABLE next (x INTEGER) STRICT; INSERT INTO next VALUES (1); ALTER TABLE nodes ADD COLUMN next TEXT")
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			s, err := sqlite.OpenWith(t.Context(), path, next)
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			for at, wanted := range []*graph.Graph{want, graphtest.Town(), want} {
				if g, err := s.Load(t.Context(), "n", graph.Revision(at)); err != nil || g.Digest() != wanted.Digest() {
					t.Errorf("revision %d: %v", at, err)
				}
			}
		})
	}
	all.Wait()
	if v := versionOf(t, path); v != now+1 {
		t.Errorf("version %d after %d", v, now)
	}
	_, err := sqlite.Open(t.Context(), path)
	fails(t, err, graph.Unavailable, "trama.db was written by a newer Trama")
}

// TestStoreWithoutSums opens a store of the first schema: it tells what it told, and what is written from then on has a sum.
func TestStoreWithoutSums(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trama.db")
	want := twoRevisions(t, path, false)
	s := open(t, path)
	if err := s.Snapshot(t.Context(), "n", 1, "primo"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	alter(t, path, "ALTER TABLE networks DROP COLUMN sum; ALTER TABLE commits DROP COLUMN sum; ALTER TABLE snapshots DROP COLUMN sum; PRAGMA user_version = 1")
	s = open(t, path)
	defer s.Close()
	for at := graph.Revision(3); at < 5; at++ {
		history, err := s.History(t.Context(), "n", graph.Page{})
		if err != nil || len(history) != int(at-1) || history[len(history)-1].Snapshot != "primo" {
			t.Fatalf("%v, %v", history, err)
		}
		if _, err := s.Apply(t.Context(), "n", at-1, newNode(fmt.Sprint("new", at))); err != nil {
			t.Fatal(err)
		}
	}
	if g, err := s.Load(t.Context(), "n", 2); err != nil {
		t.Error(err)
	} else {
		graphtest.Same(t, g, want)
	}
	alter(t, path, "UPDATE commits SET author = author || 'x' WHERE revision = 2") // which has none
	if _, err := s.History(t.Context(), "n", graph.Page{}); err != nil {
		t.Error(err)
	}
	alter(t, path, "UPDATE commits SET author = author || 'x' WHERE revision = 3")
	_, err := s.History(t.Context(), "n", graph.Page{})
	fails(t, err, graph.Unavailable, "trama.db is damaged")
}

// TestFailedMigration leaves the store as it was, for the version that wrote it.
func TestFailedMigration(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trama.db")
	want := twoRevisions(t, path, false)
	now := versionOf(t, path)
	next := nextVersion(t, "CREATE TABLE next (x INTEGER) STRICT; DELETE FROM nodes; INSERT INTO nowhere VALUES (1)")
	if s, err := sqlite.OpenWith(t.Context(), path, next); err == nil {
		s.Close()
		t.Fatal("it opened")
	}
	if v := versionOf(t, path); v != now {
		t.Errorf("version %d after %d", v, now)
	}
	s := open(t, path)
	defer s.Close()
	if g, err := s.Load(t.Context(), "n", 0); err != nil {
		t.Error(err)
	} else {
		graphtest.Same(t, g, want)
	}
}

// TestOlderStillStore opens a store of an older version where it cannot be brought up to date.
func TestOlderStillStore(t *testing.T) {
	if asSomebody(t) {
		return
	}
	path := filepath.Join(t.TempDir(), "trama.db")
	twoRevisions(t, path, false)
	if err := os.Chmod(filepath.Dir(path), 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(filepath.Dir(path), 0o700)
	_, err := sqlite.OpenWith(t.Context(), path, nextVersion(t, "CREATE TABLE next (x INTEGER) STRICT"))
	fails(t, err, graph.Denied, "must be brought up to date")
	if err := errors.Join(os.Chmod(filepath.Dir(path), 0o700), os.Chmod(path, 0o400)); err != nil {
		t.Fatal(err)
	}
	_, err = sqlite.OpenWith(t.Context(), path, nextVersion(t, "CREATE TABLE next (x INTEGER) STRICT"))
	fails(t, err, graph.Denied, "must be brought up to date")
}
