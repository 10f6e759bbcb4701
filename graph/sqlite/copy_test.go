package sqlite_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

// TestCopy copies a store while another handle writes it: each copy is one of its states, whole, and can be written.
func TestCopy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trama.db")
	s, writer := open(t, path), open(t, path)
	defer s.Close()
	fails(t, s.Copy(t.Context(), path+".none"), graph.NotFound, "trama.db is not there yet")
	put(t, s, "n", graphtest.Town())
	put(t, s, "m", graphtest.Hostile())
	var all sync.WaitGroup
	defer all.Wait()
	all.Go(func() {
		defer writer.Close()
		for at := graph.Revision(1); at < 14; at++ {
			if _, err := writer.Import(t.Context(), "n", at, stateOf(at), graph.Commit{}); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for i := range 4 {
		to := fmt.Sprint(path, ".copy", i)
		if err := s.Copy(t.Context(), to); err != nil {
			t.Fatal(err)
		}
		fails(t, s.Copy(t.Context(), to), graph.Unavailable, "cannot be written there")
		copied := open(t, to)
		info, err := copied.Info(t.Context(), "n")
		if err != nil {
			t.Fatal(err)
		}
		for at := graph.Revision(1); at <= info.Revision; at++ {
			if _, err := copied.Load(t.Context(), "n", at); err != nil {
				t.Errorf("copy %d, revision %d: %v", i, at, err)
			}
		}
		if g, err := copied.Load(t.Context(), "m", 0); err != nil {
			t.Error(err)
		} else {
			graphtest.Same(t, g, graphtest.Hostile())
		}
		if _, err := copied.Apply(t.Context(), "n", info.Revision, newNode("new")); err != nil {
			t.Errorf("writing the copy: %v", err)
		}
		if mode := journalOf(t, to); mode != "wal" {
			t.Errorf("the copy is written in mode %s", mode)
		}
		copied.Close()
	}
	if _, err := os.Stat(path + ".none"); err == nil {
		t.Error("a copy of nothing was made")
	}
}

// A copy of a store that is damaged says so of the store, whether the engine finds it or only the digest does.
func TestCopyOfADamagedStore(t *testing.T) {
	for name, damage := range map[string]func(t *testing.T, db *sql.DB, path string){"a row": damageRow, "a page": damagePage} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "trama.db")
			made := open(t, path)
			put(t, made, "n", graphtest.Town())
			if err := made.Close(); err != nil {
				t.Fatal(err)
			}
			db, err := sql.Open("sqlite", "file:"+path)
			if err != nil {
				t.Fatal(err)
			}
			damage(t, db, path)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			s := open(t, path)
			defer s.Close()
			fails(t, s.Copy(t.Context(), path+".copy"), graph.Unavailable, "trama.db is damaged")
		})
	}
}

func damageRow(t *testing.T, db *sql.DB, _ string) {
	t.Helper()
	if _, err := db.Exec("UPDATE nodes SET attributes = '{}'"); err != nil {
		t.Fatal(err)
	}
}

// damagePage overwrites the beginning of the page in which the nodes begin.
func damagePage(t *testing.T, db *sql.DB, path string) {
	t.Helper()
	var number, size int64
	if err := db.QueryRow("SELECT rootpage, page_size FROM sqlite_master, pragma_page_size WHERE name = 'nodes'").Scan(&number, &size); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(make([]byte, 64), (number-1)*size); err != nil {
		t.Fatal(err)
	}
}

func journalOf(t *testing.T, path string) (mode string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("PRAGMA journal_mode").Scan(&mode); err != nil {
		t.Fatal(err)
	}
	return mode
}
