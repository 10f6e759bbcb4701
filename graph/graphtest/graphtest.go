// Package graphtest is the suite that every graph.Store must pass, with what tests of other packages share: a fixture
// town with known answers, hostile texts, random graphs and changes, a store in memory, and the way to the shared data.
// Production code does not import it.
//
// Start with TestStore; a store's own test file is a dozen lines that call it. Town is the fixture.
package graphtest

import (
	"os"
	"path/filepath"
	"testing"
)

// Getenv returns the environment variable. Where it is not set the test is skipped, and fails where CI is true: what
// needs a server may be left out at home, never in continuous integration.
func Getenv(t testing.TB, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is not set, and CI is true", name)
		}
		t.Skipf("%s is not set", name)
	}
	return value
}

// Shared returns the path of the folder of shared data, which stands beside the module's root, joined with the parts
// given. Where it is not there the test is skipped.
func Shared(t testing.TB, parts ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{filepath.Dir(Root(t)), "shared"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not there", filepath.Join(append([]string{"..", "shared"}, parts...)...))
	}
	return path
}

// Root returns the folder of the module's go.mod.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = parent
	}
}
