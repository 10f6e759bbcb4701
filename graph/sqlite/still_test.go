package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/sqlite"
)

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}

// newNode is a commit of one node.
func newNode(id string) graph.Commit {
	return graph.Commit{Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: id}}}}
}

// twoRevisions makes a store of two revisions and returns the newest. Where it is stopped the second one stands in the
// log alone, as after a crash: somebody reads the first one all the while.
func twoRevisions(t *testing.T, path string, stopped bool) *graph.Graph {
	t.Helper()
	s := open(t, path)
	defer s.Close()
	put(t, s, "n", graphtest.Town())
	if stopped {
		release := readOn(t, path)
		defer release()
	}
	if _, err := s.Apply(t.Context(), "n", 1, newNode("new")); err != nil {
		t.Fatal(err)
	}
	if stopped {
		for _, end := range []string{"", "-wal", "-shm"} {
			copyFile(t, path+end, path+".stopped"+end)
		}
	}
	want, err := s.Load(t.Context(), "n", 0)
	if err != nil {
		t.Fatal(err)
	}
	return want
}

// readOn holds the state that a reader sees until the function that it returns is called.
func readOn(t *testing.T, path string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if err := tx.QueryRow("SELECT count(*) FROM commits").Scan(new(int)); err != nil {
		t.Fatal(err)
	}
	return func() { tx.Rollback(); db.Close() }
}

// readsOnly fails unless the store in the file can be read, all of it, and every write is refused.
func readsOnly(t *testing.T, path string, want *graph.Graph) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Error(err)
		return
	}
	defer s.Close()
	for at, wanted := range []*graph.Graph{want, graphtest.Town(), want} {
		if g, err := s.Load(t.Context(), "n", graph.Revision(at)); err != nil {
			t.Errorf("revision %d: %v", at, err)
		} else {
			graphtest.Same(t, g, wanted)
		}
	}
	if history, err := s.History(t.Context(), "n", graph.Page{}); err != nil || len(history) != 2 {
		t.Errorf("history %v, %v", history, err)
	}
	if networks, err := s.Networks(t.Context()); err != nil || len(networks) != 1 || networks[0].Digest != want.Digest() {
		t.Errorf("networks %v, %v", networks, err)
	}
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Copy(t.Context(), to); err != nil {
		t.Errorf("copy: %v", err)
	} else {
		copied := open(t, to)
		if g, err := copied.Load(t.Context(), "n", 0); err != nil || g.Digest() != want.Digest() {
			t.Errorf("the copy: %v", err)
		}
		copied.Close()
	}
	const says = "trama.db may only be read"
	_, err = s.Apply(t.Context(), "n", 2, newNode("more"))
	fails(t, err, graph.Denied, says)
	_, err = s.Import(t.Context(), "m", 0, graphtest.Town(), graph.Commit{})
	fails(t, err, graph.Denied, says)
	fails(t, s.Snapshot(t.Context(), "n", 1, "first"), graph.Denied, says)
	fails(t, s.Delete(t.Context(), "n", 0), graph.Denied, says)
	if networks, err := s.Networks(t.Context()); err != nil || len(networks) != 1 {
		t.Errorf("after the writes: networks %v, %v", networks, err)
	}
}

// stillFolders are the ways in which a store may lie where nothing can be written.
var stillFolders = []struct {
	name           string
	stopped        bool // its newest commit is in the log alone
	without, empty string
}{
	{name: "closed well"},
	{name: "with an empty log", empty: "-wal"},
	{name: "with its log and shared memory", stopped: true},
	{name: "with its log", stopped: true, without: "-shm"},
}

// lay puts a store into a folder of its own and returns its path.
func lay(t *testing.T, i int) (path string, want *graph.Graph) {
	t.Helper()
	way := stillFolders[i]
	from, folder := filepath.Join(t.TempDir(), "trama.db"), t.TempDir()
	want = twoRevisions(t, from, way.stopped)
	if way.stopped {
		from += ".stopped"
	}
	path = filepath.Join(folder, "trama.db")
	for _, end := range []string{"", "-wal", "-shm"} {
		if _, err := os.Stat(from + end); err == nil && (end == "" || end != way.without) {
			copyFile(t, from+end, path+end)
		}
	}
	if way.empty != "" {
		if err := os.WriteFile(path+way.empty, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path, want
}

// TestFolderOfSomebodyElse reads stores in folders where this user can make no file, whether or not they may write the
// store itself. As root it runs again as nobody.
func TestFolderOfSomebodyElse(t *testing.T) {
	if asSomebody(t) {
		return
	}
	for i, way := range stillFolders {
		for _, mode := range []os.FileMode{0o400, 0o600} {
			if mode == 0o600 && way.stopped && way.without == "" {
				continue // all files are there and may be written: so may the store
			}
			path, want := lay(t, i)
			for _, end := range []string{"", "-wal", "-shm"} {
				os.Chmod(path+end, mode) // some are not there
			}
			if err := os.Chmod(filepath.Dir(path), 0o500); err != nil {
				t.Fatal(err)
			}
			t.Run(way.name+" "+mode.String(), func(t *testing.T) { readsOnly(t, path, want) })
			if err := os.Chmod(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".trama-*")); len(left) > 0 {
				t.Errorf("reading left %v", left)
			}
		}
	}
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	s := open(t, filepath.Join(folder, "trama.db"))
	defer s.Close()
	_, err := s.Apply(t.Context(), "n", 0, newNode("a"))
	fails(t, err, graph.Denied, "trama.db may only be read")
}

const mediumVariable = "TRAMA_SQLITE_MEDIUM"

// withMounts runs a test for each way in which a store may lie, each in a process with mounts of its own.
func withMounts(t *testing.T, run func(t *testing.T, i int)) {
	t.Helper()
	if way := os.Getenv(mediumVariable); way != "" {
		i, _ := strconv.Atoi(way)
		run(t, i)
		return
	}
	if out, err := exec.Command("unshare", "-m", "true").CombinedOutput(); err != nil {
		t.Skipf("this user cannot mount: %v %s", err, out)
	}
	for i, way := range stillFolders {
		child := exec.Command("unshare", "-m", os.Args[0], "-test.run=^"+t.Name()+"$")
		child.Env = append(os.Environ(), mediumVariable+"="+strconv.Itoa(i))
		if out, err := child.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", way.name, err, out)
		}
	}
}

// TestReadOnlyMedium reads stores on a medium that is mounted read-only, as root too.
func TestReadOnlyMedium(t *testing.T) { withMounts(t, onMedium) }

func onMedium(t *testing.T, i int) {
	path, want := lay(t, i)
	folder := filepath.Dir(path)
	for _, args := range [][]string{{"--bind", folder, folder}, {"-o", "remount,ro,bind", folder}} {
		if out, err := exec.Command("mount", args...).CombinedOutput(); err != nil {
			t.Skipf("mount: %v %s", err, out)
		}
	}
	defer exec.Command("umount", folder).Run()
	readsOnly(t, path, want)
}

// TestDiskFilledByOthers reads and writes stores on a disk that is full.
func TestDiskFilledByOthers(t *testing.T) { withMounts(t, onFullDisk) }

func onFullDisk(t *testing.T, i int) {
	from, want := lay(t, i)
	folder := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1m", "none", folder).CombinedOutput(); err != nil {
		t.Skipf("mount: %v %s", err, out)
	}
	defer exec.Command("umount", folder).Run()
	path := filepath.Join(folder, "trama.db")
	for _, end := range []string{"", "-wal", "-shm"} {
		if _, err := os.Stat(from + end); err == nil {
			copyFile(t, from+end, path+end)
		}
	}
	filler := filepath.Join(folder, "filler")
	if err := os.WriteFile(filler, make([]byte, 2<<20), 0o600); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("the disk is not full: %v", err)
	}
	s := open(t, path)
	defer s.Close()
	for range 2 {
		if g, err := s.Load(t.Context(), "n", 0); err != nil {
			t.Error(err)
		} else {
			graphtest.Same(t, g, want)
		}
		_, err := s.Import(t.Context(), "m", 0, region(3000), graph.Commit{})
		fails(t, err, graph.Unavailable, "the disk of "+path+" is full")
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if made, err := s.Apply(t.Context(), "n", 2, newNode("more")); err != nil || made != 3 {
		t.Errorf("with room again: %d, %v", made, err)
	}
	if info, err := s.Info(t.Context(), "n"); err != nil || info.Revision != 3 {
		t.Errorf("with room again: %+v, %v", info, err)
	}
}

// TestNoRoomToWipe takes a network away where the rest cannot be written anew for lack of room: it says so, and the next opening
// with room does it.
func TestNoRoomToWipe(t *testing.T) { withMounts(t, noRoomToWipe) }

func noRoomToWipe(t *testing.T, way int) {
	if way > 0 {
		return // the folder is of one's own
	}
	folder := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=4m", "none", folder).CombinedOutput(); err != nil {
		t.Skipf("mount: %v %s", err, out)
	}
	defer exec.Command("umount", folder).Run()
	path, filler := filepath.Join(folder, "trama.db"), filepath.Join(folder, "filler")
	s := open(t, path)
	put(t, s, "stays", region(2000))
	put(t, s, "goes", graphtest.Town())
	s.Close()
	if err := os.WriteFile(filler, make([]byte, 4<<20), 0o600); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("the disk is not full: %v", err)
	}
	if info, err := os.Stat(filler); err != nil || os.Truncate(filler, info.Size()-256<<10) != nil {
		t.Fatal(err)
	}
	var said []string
	ctx := graph.WithRemarks(t.Context(), func(remark graph.Sentence) { said = append(said, remark.Code) })
	s = open(t, path)
	if err := s.Delete(ctx, "goes", 0); err != nil || !slices.Equal(said, []string{"wiped_with_room"}) {
		t.Errorf("%v, and it said %v", err, said)
	}
	s.Close()
	if !pending(t, path) {
		t.Error("nothing is left to be wiped")
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	s = open(t, path)
	defer s.Close()
	if networks, err := s.Networks(t.Context()); err != nil || len(networks) != 1 || pending(t, path) {
		t.Errorf("with room again: %+v, %v", networks, err)
	}
}

// TestStillFileThatMoves reads a store beside which nothing can be written while its owner writes it: what is read is
// always the newest.
func TestStillFileThatMoves(t *testing.T) {
	if asSomebody(t) {
		return
	}
	path := filepath.Join(t.TempDir(), "trama.db")
	twoRevisions(t, path, false)
	folder := filepath.Dir(path)
	protect := func(mode os.FileMode) {
		if err := os.Chmod(folder, mode); err != nil {
			t.Fatal(err)
		}
	}
	protect(0o500)
	defer protect(0o700)
	reader := open(t, path)
	defer reader.Close()
	for at := graph.Revision(2); at < 6; at++ {
		g, err := reader.Load(t.Context(), "n", 0)
		if info, failed := reader.Info(t.Context(), "n"); err != nil || failed != nil || info.Revision != at || info.Digest != g.Digest() {
			t.Fatalf("at %d: %+v, %v, %v", at, info, err, failed)
		}
		protect(0o700)
		owner := open(t, path)
		if _, err := owner.Apply(t.Context(), "n", at, newNode("n"+strconv.Itoa(int(at)))); err != nil {
			t.Fatal(err)
		}
		if at%2 == 1 { // closed after it was read
			protect(0o500)
			if info, err := reader.Info(t.Context(), "n"); err != nil || info.Revision != at+1 {
				t.Fatalf("while the owner has it open: %+v, %v", info, err)
			}
			protect(0o700)
		}
		owner.Close()
		protect(0o500)
	}
}

// TestCopyOfTheFileAlone copies the file and not its log while a store has it open: what was committed is in it.
func TestCopyOfTheFileAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trama.db")
	s := open(t, path)
	defer s.Close()
	put(t, s, "n", graphtest.Town())
	for at := graph.Revision(1); at < 4; at++ {
		made, err := s.Apply(t.Context(), "n", at, newNode("n"+strconv.Itoa(int(at))))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Snapshot(t.Context(), "n", made, "s"+strconv.Itoa(int(at))); err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(t.TempDir(), "copy.db")
		copyFile(t, path, to)
		copied := open(t, to)
		info, err := copied.Info(context.Background(), "n")
		if err != nil || info.Revision != made || len(info.Snapshots) != int(at) {
			t.Errorf("the copy has %+v, %v", info, err)
		}
		if _, err := copied.Load(t.Context(), "n", 0); err != nil {
			t.Error(err)
		}
		copied.Close()
	}
}
