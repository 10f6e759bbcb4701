package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBackup(t *testing.T) {
	home(t)
	files, store, folder := town(t), newStore(t), t.TempDir()
	file := filepath.Join(folder, "copy.db")
	if got := trama(t, "backup", file, "--store", store); got.code != 4 {
		t.Errorf("of no store: exit %d, %q", got.code, got.err)
	}
	done(t, with("import", files, "--network", "n", "--store", store)...)
	done(t, "snapshot", "Incontro 1", "--network", "n", "--store", store)
	if out := done(t, "backup", file, "--store", store); out != "" {
		t.Errorf("it says %q", out)
	}
	for _, args := range [][]string{{"history"}, {"export", "--to", "json"}, {"export", "--to", "json", "--at", "Incontro 1"}} {
		args = append(args, "--network", "n")
		if got := done(t, append(args, "--store", "sqlite:"+file)...); got != done(t, append(args, "--store", store)...) {
			t.Errorf("%v: the copy differs", args)
		}
	}
	if got := trama(t, "backup", file, "--store", store); got.code != 5 {
		t.Errorf("onto a file: exit %d, %q", got.code, got.err)
	}
	if got := trama(t, "backup", filepath.Join(folder, "none", "copy.db"), "--store", store); got.code != 4 {
		t.Errorf("into no folder: exit %d, %q", got.code, got.err)
	}
	if got := trama(t, "backup", "--store", store); got.code != 2 {
		t.Errorf("without a name: exit %d, %q", got.code, got.err)
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 1 || !strings.HasPrefix(left[0].Name(), "copy.db") {
		t.Errorf("it leaves %v, %v", left, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}
