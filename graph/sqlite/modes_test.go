//go:build unix

package sqlite_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"trama/graph/graphtest"
)

// asSomebody runs the test again as a user whom the modes of files stop, where this one is not; then it is over.
func asSomebody(t *testing.T) (over bool) {
	t.Helper()
	if os.Geteuid() != 0 {
		return false
	}
	const nobody = 65534
	folder := t.TempDir()
	program := filepath.Join(folder, "program")
	copyFile(t, os.Args[0], program)
	for path, mode := range map[string]os.FileMode{program: 0o755, folder: 0o777, filepath.Dir(folder): 0o755} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	run := func(test string) ([]byte, error) {
		child := exec.Command(program, "-test.run=^"+test+"$")
		child.Dir, child.Env = folder, append(os.Environ(), "TMPDIR="+folder)
		child.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		return child.CombinedOutput()
	}
	if out, err := run("NoTestOfThisName"); err != nil {
		t.Skipf("nobody cannot run a program here: %v %s", err, out)
	}
	if out, err := run(t.Name()); err != nil {
		t.Errorf("as nobody: %v\n%s", err, out)
	}
	return true
}

func TestFilesAreTheOwners(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	folder := filepath.Join(t.TempDir(), "a", "b")
	path := filepath.Join(folder, "trama.db")
	s := open(t, path)
	put(t, s, "n", graphtest.Town())
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	for _, name := range []string{folder, filepath.Dir(folder)} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(path + "-*"); len(left) != 0 {
		t.Errorf("after closing there are %v", left)
	}
}
