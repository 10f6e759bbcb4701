package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/sqlite"
)

func put(t testing.TB, s *sqlite.Store, network string, g *graph.Graph) {
	t.Helper()
	if _, err := s.Import(t.Context(), network, 0, g, graph.Commit{}); err != nil {
		t.Fatal(err)
	}
}

func fails(t *testing.T, err error, kind graph.ErrorKind, says string) {
	t.Helper()
	if err == nil || graph.KindOf(err) != kind || !strings.Contains(err.Error(), says) {
		t.Errorf("%v (%s), want %s and %q", err, graph.KindOf(err), kind, says)
	}
}

func TestReadingMakesNoFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "folder", "trama.db")
	s := open(t, path)
	if networks, err := s.Networks(t.Context()); err != nil || len(networks) != 0 {
		t.Errorf("networks %v, %v", networks, err)
	}
	_, err := s.Load(t.Context(), "n", 0)
	fails(t, err, graph.NotFound, "no network n")
	fails(t, s.Delete(t.Context(), "n", 0), graph.NotFound, "no network n")
	fails(t, s.Snapshot(t.Context(), "n", 0, "x"), graph.NotFound, "no network n")
	_, err = s.Apply(t.Context(), "n", 0, graph.Commit{Changes: graph.Changes{RemoveNodes: []string{"nobody"}}})
	fails(t, err, graph.NotFound, "nobody")
	if made, err := s.Apply(t.Context(), "n", 0, graph.Commit{}); made != 0 || err != nil {
		t.Errorf("a commit of nothing: %d, %v", made, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Dir(path)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is there: %v", err)
	}
}

func TestPathsAreTakenAsTheyAre(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, path := range []string{"relative.db", "a b.db", "100%.db", "%41.db", "q?mode=memory.db", "hash#.db", "amp&.db", "è😀.db", "'quote\".db", ":memory:", "file:x.db", "sub/../other/deep/x.db"} {
		if runtime.GOOS == "windows" && strings.ContainsAny(path, `?"*:<>|`) {
			continue
		}
		s := open(t, path)
		put(t, s, "n", graphtest.Town())
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(filepath.Clean(path)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v, %v", path, info, err)
		}
		s = open(t, path)
		if g, err := s.Load(t.Context(), "n", 0); err != nil {
			t.Errorf("%s: %v", path, err)
		} else {
			graphtest.Same(t, g, graphtest.Town())
		}
		s.Close()
	}
}

func TestNoStore(t *testing.T) {
	folder := t.TempDir()
	file := func(name string, content []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	foreign := filepath.Join(folder, "foreign.db")
	alter(t, foreign, "CREATE TABLE bookmarks (url TEXT)")
	newer := filepath.Join(folder, "newer.db")
	s := open(t, newer)
	put(t, s, "n", graphtest.Town())
	s.Close()
	alter(t, newer, "PRAGMA user_version = 99")
	for _, c := range []struct {
		path string
		kind graph.ErrorKind
		says string
	}{
		{file("text.db", bytes.Repeat([]byte("this is a table, and no store\n"), 1000)), graph.Invalid, "text.db is no store of Trama"},
		{file("short.db", []byte("a")), graph.Invalid, "short.db is no store of Trama"},
		{folder, graph.Invalid, "is no store of Trama"},
		{foreign, graph.Invalid, "foreign.db is no store of Trama"},
		{newer, graph.Unavailable, "newer.db was written by a newer Trama"},
		{filepath.Join(file("file", nil), "trama.db"), graph.Unavailable, "trama.db cannot be read or written"},
	} {
		before, _ := os.ReadFile(c.path)
		_, err := sqlite.Open(t.Context(), c.path)
		fails(t, err, c.kind, c.says)
		if after, _ := os.ReadFile(c.path); !bytes.Equal(before, after) {
			t.Errorf("%s was changed", c.path)
		}
	}
	s = open(t, file("empty.db", nil)) // a file of no bytes is an empty store
	defer s.Close()
	put(t, s, "n", graphtest.Town())
}

// alter runs a statement on the file, past the store.
func alter(t testing.TB, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func TestChangedRowsAreNoAnswer(t *testing.T) {
	for _, statement := range []string{
		"UPDATE nodes SET kind = 'place' WHERE id = 'ada'", "UPDATE nodes SET attributes = '{\"label\":1}' WHERE id = 'ada'", "DELETE FROM edges WHERE source = 'ada'",
		"DELETE FROM nodes WHERE id = 'ada'", "UPDATE nodes SET attributes = '{' WHERE id = 'ada'", "UPDATE edges SET target = 'nobody'", "UPDATE edges SET directed = 1 - directed",
		"UPDATE commits SET attributes = 'x'", "UPDATE commits SET attributes = NULL", "UPDATE commits SET digest = ''", "UPDATE nodes SET id = ' ' WHERE id = 'hilda'", "UPDATE nodes SET id = ''  WHERE id = 'hilda'",
	} {
		path := filepath.Join(t.TempDir(), "trama.db")
		s := open(t, path)
		put(t, s, "n", graphtest.Town())
		s.Close()
		alter(t, path, statement)
		s = open(t, path)
		if _, err := s.Info(t.Context(), "n"); err != nil {
			t.Errorf("%s: info: %v", statement, err)
		}
		_, err := s.Load(t.Context(), "n", 0)
		fails(t, err, graph.Unavailable, "trama.db is damaged")
		_, err = s.Apply(t.Context(), "n", 1, graph.Commit{Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: "x"}}}})
		fails(t, err, graph.Unavailable, "trama.db is damaged")
		s.Close()
	}
}

// TestRowsThatNoCommitWrote has rows of the history changed by a tool that knows no digests: what needs them says that the file
// is damaged. Nothing that the other rows tell is kept back, and nothing is added to them.
func TestRowsThatNoCommitWrote(t *testing.T) {
	history := func(s *sqlite.Store) error { _, err := s.History(t.Context(), "n", graph.Page{}); return err }
	page := func(s *sqlite.Store) error {
		_, err := s.History(t.Context(), "n", graph.Page{Offset: 1, Limit: 1})
		return err
	}
	networks := func(s *sqlite.Store) error { _, err := s.Networks(t.Context()); return err }
	load := func(at graph.Revision) func(*sqlite.Store) error {
		return func(s *sqlite.Store) error { _, err := s.Load(t.Context(), "n", at); return err }
	}
	add := func(s *sqlite.Store) error { _, err := s.Apply(t.Context(), "n", 3, newNode("another")); return err }
	change := func(s *sqlite.Store) error {
		c := newNode("new")
		c.Changes.PutNodes[0].Attributes = graph.Attributes{{Name: "label", Value: graph.TextValue("again")}}
		_, err := s.Apply(t.Context(), "n", 3, c)
		return err
	}
	versions := func(s *sqlite.Store) error {
		return s.Versions(t.Context(), "n", 3, func(graph.Version) error { return nil })
	}
	erase := func(s *sqlite.Store) error {
		rewriting := graph.Rewriting{Nodes: map[string]bool{"new": true}, Value: func(_ string, v graph.Value) graph.Value { return v }, Text: func(text string) string { return text }}
		_, err := s.Rewrite(t.Context(), "n", 3, rewriting, graph.Commit{})
		return err
	}
	type calls []func(*sqlite.Store) error
	for _, c := range []struct {
		statement    string
		fails, stays calls
	}{
		{"DELETE FROM commits WHERE revision = 2", calls{history, page, load(2), erase}, calls{networks, load(3)}},
		{"DELETE FROM commits WHERE revision = 1", calls{history, load(1), load(3), erase}, calls{networks, page}},
		{"DELETE FROM commits WHERE revision = 3", calls{history, networks, load(3), load(0), add, erase}, calls{load(2)}},
		{"UPDATE networks SET revision = 1 << 60", calls{history, networks, load(0), versions, erase}, calls{load(2)}},
		{"UPDATE commits SET nodes = -1, edges = 1 << 60", nil, calls{load(0), load(2), history, add}},
		{"UPDATE commits SET time = 'noon'", calls{history, erase}, calls{load(0), add}},
		{"UPDATE commits SET author = 'Aldo' WHERE revision = 2", calls{history, page, erase}, calls{networks, load(2), add}},
		{"UPDATE commits SET message = 'b' WHERE revision = 3", calls{history, erase}, calls{networks, page, add}},
		{"UPDATE commits SET time = replace(time, '2', '1') WHERE revision = 1", calls{history, erase}, calls{networks, page, add}},
		{"UPDATE snapshots SET name = 'secondo'", calls{history, networks, erase}, calls{load(2), add}},
		{"UPDATE snapshots SET revision = 1", calls{history, networks, erase}, calls{load(2), add}},
		{"UPDATE networks SET name = 'm'", calls{networks}, nil},
		{"UPDATE networks SET title = 'Altrove'", calls{networks}, calls{load(0), history, add}},
		{"UPDATE networks SET revision = 2", calls{networks}, calls{load(1)}},
		{"UPDATE past_nodes SET since = -8", calls{versions, erase}, calls{load(2), load(3), history, add}},
		{"UPDATE past_nodes SET until = -8", calls{load(2), versions, erase}, calls{load(3)}},
		{"UPDATE past_nodes SET until = 1 << 60", calls{versions, erase}, calls{load(2), load(3)}},
		{"UPDATE past_nodes SET attributes = '{'", calls{load(2), versions, erase}, calls{load(3)}},
		{"UPDATE past_nodes SET attributes = '{\"label\":\"b\"}'", calls{load(2), erase}, calls{load(3), versions}},
		{"UPDATE past_nodes SET since = 3", calls{load(2), versions, erase, change}, calls{load(3), add}},
		{"UPDATE edges SET since = 4 WHERE source = 'ada'", calls{versions, erase}, calls{load(3)}},
	} {
		path := filepath.Join(t.TempDir(), "trama.db")
		twoRevisions(t, path, false)
		s := open(t, path)
		if err := change(s); graph.KindOf(err) != graph.Conflict {
			t.Fatal(err)
		}
		next := newNode("new")
		next.Changes.PutNodes[0].Attributes = graph.Attributes{{Name: "label", Value: graph.TextValue("a")}}
		if _, err := s.Apply(t.Context(), "n", 2, next); err != nil {
			t.Fatal(err)
		}
		if err := s.Snapshot(t.Context(), "n", 3, "primo"); err != nil {
			t.Fatal(err)
		}
		s.Close()
		alter(t, path, c.statement)
		s = open(t, path)
		for i, call := range c.fails {
			if err := call(s); graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "trama.db is damaged") {
				t.Errorf("%s: call %d: %v", c.statement, i, err)
			}
		}
		for i, call := range c.stays {
			if err := call(s); err != nil {
				t.Errorf("%s: call %d of what stays: %v", c.statement, i, err)
			}
		}
		s.Close()
	}
}

// TestDamage changes single bytes of the file: what is read then is right, or an error, never a panic or another graph.
func TestDamage(t *testing.T) {
	flips := 150
	if os.Getenv("TRAMA_VERIFY") == "1" {
		flips = 1000
	} else if testing.Short() {
		flips = 20
	}
	path := filepath.Join(t.TempDir(), "trama.db")
	s := open(t, path)
	put(t, s, "n", graphtest.Town())
	if _, err := s.Import(t.Context(), "n", 1, graphtest.EveryValue(), graph.Commit{}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r, found := rand.New(rand.NewPCG(7, 7)), 0
	for range flips {
		damaged := bytes.Clone(whole)
		at, bit := r.IntN(len(damaged)), byte(1)<<r.IntN(8)
		damaged[at] ^= bit
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if readsRight(t, path) {
			continue
		}
		found++
	}
	if found == 0 {
		t.Errorf("none of %d damages was found", flips)
	}
	for _, size := range []int{100, 4096, len(whole) / 2, len(whole) - 1} {
		if err := os.WriteFile(path, whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		if readsRight(t, path) {
			t.Errorf("a file cut to %d of %d bytes went unnoticed", size, len(whole))
		}
	}
}

// readsRight tells whether both revisions could be read; it fails where one is another graph.
func readsRight(t *testing.T, path string) bool {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path)
	if err != nil {
		clear(t, err)
		return false
	}
	defer s.Close()
	right := true
	for at, want := range []*graph.Graph{graphtest.Town(), graphtest.EveryValue()} {
		g, err := s.Load(t.Context(), "n", graph.Revision(at+1))
		if err != nil {
			clear(t, err)
			right = false
			continue
		}
		graphtest.Same(t, g, want)
	}
	return right
}

// clear fails for an error that tells nobody what to do.
func clear(t *testing.T, err error) {
	t.Helper()
	if kind := graph.KindOf(err); kind == graph.Internal || strings.Contains(err.Error(), "SQLITE") {
		t.Errorf("a damage is told as %s: %v", kind, err)
	}
}

func TestFileTakenAway(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an open file cannot be taken away")
	}
	path := filepath.Join(t.TempDir(), "trama.db")
	s := open(t, path)
	defer s.Close()
	put(t, s, "n", graphtest.Town())
	if err := os.Rename(path, path+".old"); err != nil {
		t.Fatal(err)
	}
	_, err := s.Load(t.Context(), "n", 0)
	fails(t, err, graph.Unavailable, "taken away")
	_, err = s.Apply(t.Context(), "m", 0, graph.Commit{Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: "x"}}}})
	fails(t, err, graph.Unavailable, "taken away")
	if err := os.WriteFile(path, []byte("another"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = s.Networks(t.Context())
	fails(t, err, graph.Unavailable, "replaced")
}

func TestClosedStore(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "trama.db"))
	put(t, s, "n", graphtest.Town())
	for range 2 {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	_, err := s.Load(t.Context(), "n", 0)
	fails(t, err, graph.Unavailable, "closed")
	_, err = s.Apply(t.Context(), "n", 1, graph.Commit{Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: "x"}}}})
	fails(t, err, graph.Unavailable, "closed")
}

// TestOthersCanRead looks into the file with SQL, as a person with another tool does.
func TestOthersCanRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trama.db")
	s := open(t, path)
	defer s.Close()
	put(t, s, "n", graphtest.Town())
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var who, tags string
	var weight float64
	err = db.QueryRow(`SELECT n.attributes ->> 'label', n.attributes ->> '$.tags[1]', e.attributes ->> 'weight' FROM edges e JOIN nodes n ON n.network = e.network AND n.id = e.source
		WHERE e.type = 'works_for' AND e.target = 'sportello'`).Scan(&who, &tags, &weight)
	if err != nil || who != "Dario" || tags != "casa" || weight != 3 {
		t.Errorf("%q, %q, %v, %v", who, tags, weight, err)
	}
}

// TestLibc compares the version of modernc.org/libc with the one that the engine names in its own go.mod: the engine is
// right with that one only.
func TestLibc(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "modernc.org/sqlite").Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	version := func(path string) string {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Skip(err)
		}
		found := regexp.MustCompile(`modernc\.org/libc (v\S+)`).FindSubmatch(text)
		if found == nil {
			t.Fatalf("%s names no modernc.org/libc", path)
		}
		return string(found[1])
	}
	ours, theirs := version(filepath.Join(graphtest.Root(t), "go.mod")), version(filepath.Join(strings.TrimSpace(string(out)), "go.mod"))
	if ours != theirs {
		t.Errorf("go.mod has modernc.org/libc %s, modernc.org/sqlite needs %s", ours, theirs)
	}
}

func TestEndedOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trama.db")
	s := open(t, path)
	put(t, s, "n", graphtest.Town())
	s.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := sqlite.Open(ctx, path)
	fails(t, err, graph.Interrupted, "")
}

// A file of somebody else is denied, to readers as to writers.
func TestFileOfSomebodyElse(t *testing.T) {
	if asSomebody(t) {
		return
	}
	path := filepath.Join(t.TempDir(), "trama.db")
	s := open(t, path)
	put(t, s, "n", graphtest.Town())
	s.Close()
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	_, err := sqlite.Open(t.Context(), path)
	fails(t, err, graph.Denied, "trama.db may not be opened")
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if s, err = sqlite.Open(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if g, err := s.Load(t.Context(), "n", 0); err != nil {
		t.Error(err)
	} else {
		graphtest.Same(t, g, graphtest.Town())
	}
	_, err = s.Apply(t.Context(), "n", 1, graph.Commit{Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: "x"}}}})
	fails(t, err, graph.Denied, "trama.db may only be read")
}
