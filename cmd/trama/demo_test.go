package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDemoMakesTheFolderOfItsFiles: who names a folder that is not there yet gets it, and nobody's files are written over.
func TestDemoMakesTheFolderOfItsFiles(t *testing.T) {
	folder := filepath.Join(home(t), "new", "tables")
	if got := trama(t, "demo", "--files", folder); got.code != 0 || strings.Count(got.out, folder) != 2 {
		t.Fatalf("%d %s%s", got.code, got.out, got.err)
	}
	file := filepath.Join(folder, "valdora.nodes.csv")
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := trama(t, "demo", "--files", folder); got.code != 5 {
		t.Errorf("files that are there: %d %s", got.code, got.err)
	}
	if content, _ := os.ReadFile(file); string(content) != "mine" {
		t.Errorf("%s", content)
	}
}
