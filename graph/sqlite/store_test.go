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

func TestStore(t *testing.T) {
	graphtest.TestStore(t, func(t testing.TB) graph.Store { return open(t, filepath.Join(t.TempDir(), "trama.db")) }, graphtest.Options{
		Pair: func(t testing.TB) (a, b graph.Store) {
			path := filepath.Join(t.TempDir(), "trama.db")
			return open(t, path), open(t, path)
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
