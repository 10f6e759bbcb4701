package sqlite_test

import (
	"os"
	"path/filepath"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/sqlite"
)

func open(t testing.TB, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// fileStore remembers its file, so that it can be opened again.
type fileStore struct {
	*sqlite.Store
	path string
}

func fileIn(t testing.TB, folder string) fileStore {
	path := filepath.Join(folder, "trama.db")
	return fileStore{open(t, path), path}
}

func TestStore(t *testing.T) {
	graphtest.TestStore(t, func(t testing.TB) graph.Store { return fileIn(t, t.TempDir()) }, graphtest.Options{
		Verify: 1000,
		Again:  func(t testing.TB, s graph.Store) graph.Store { return open(t, s.(fileStore).path) },
		Pair: func(t testing.TB) (a, b graph.Store) {
			folder := t.TempDir()
			return fileIn(t, folder), fileIn(t, folder)
		},
		Away: func(t testing.TB) graph.Store {
			folder := filepath.Join(t.TempDir(), "folder")
			s := open(t, filepath.Join(folder, "trama.db"))
			if err := os.WriteFile(folder, nil, 0o600); err != nil { // where the folder should be is a file
				t.Fatal(err)
			}
			return s
		},
	})
}
