package sqlite

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	engine "modernc.org/sqlite/lib"
)

// A file is still where this process can write neither to it nor beside it: on a read-only medium, in a folder of
// somebody else, on a disk that is full. The engine reads a store through a file of shared memory that it makes beside
// it. A still one is read without, and so without a lock: each reading looks whether the file has stayed as it was, and
// is done again if not.

// stillPool reads a still file. Commits that stand in the log beside it, because whoever wrote them was stopped, are read
// out of the log: "immutable" would pass them over, and show what was before.
func (s *Store) stillPool() pool {
	if s.marks().log.size == 0 {
		return pool{8, []string{"mode=ro", "immutable=1", queryOnly}}
	}
	// Once it takes the file for its own alone, the engine keeps in memory what it would share. The driver sets pragmas in
	// their order by name, and one that asks for the file before this one would not get it.
	return pool{8, []string{"mode=ro", "vfs=" + unlocked(), "_pragma=locking_mode(exclusive)", queryOnly}}
}

// unlocked names the engine's way to files that takes no locks: those of a file that is only read cannot be had.
func unlocked() string {
	if runtime.GOOS == "windows" {
		return "win32-none"
	}
	return "unix-none"
}

// isOpenStill tells whether the file is read as a still one.
func (s *Store) isOpenStill() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.still != nil
}

// isStill tells whether the file could not be read in the usual way because nothing can be written beside it. Where
// another process has the file open its shared memory lies there, and the usual way is the only right one.
func (s *Store) isStill(err error) bool {
	switch codeOf(err) {
	case engine.SQLITE_CANTOPEN, engine.SQLITE_READONLY, engine.SQLITE_IOERR, engine.SQLITE_FULL:
		obstacle := s.obstacle()
		unfinished := markOf(s.real() + "-journal").there // by another tool: only with it is the file whole
		return !unfinished && s.marks().shared.size < sharedSize && (forbidden(obstacle) || full(obstacle))
	}
	return false
}

// sharedSize is the least that the engine's shared memory has; less was begun, and could not be written.
const sharedSize = 32 << 10

// obstacle returns what keeps this process from writing beside the file. The file itself is not opened for it: to close
// it again would let go of the locks that the engine holds on it.
func (s *Store) obstacle() error {
	f, err := os.CreateTemp(filepath.Dir(s.real()), ".trama-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(make([]byte, 2*sharedSize))
	return errors.Join(err, f.Close())
}

// full tells whether there is no more room.
func full(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }

// forbidden tells whether the system does not let this user do what it was asked.
func forbidden(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// real returns the path without symbolic links, where the engine puts its other files.
func (s *Store) real() string {
	if path, err := filepath.EvalSymlinks(s.path); err == nil {
		return path
	}
	return s.path
}

// marks is what shows from outside that a store has changed.
type marks struct{ file, log, shared mark }

// mark is what shows of one of its files.
type mark struct {
	there   bool
	size    int64
	changed time.Time
}

func (s *Store) marks() marks {
	path := s.real()
	return marks{markOf(path), markOf(path + "-wal"), markOf(path + "-shm")}
}

func markOf(path string) mark {
	info, err := os.Stat(path)
	if err != nil {
		return mark{}
	}
	return mark{true, info.Size(), info.ModTime()}
}
