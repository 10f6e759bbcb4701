// Package sqlite keeps networks and their history in one SQLite file, the embedded graph.Store. The engine is
// modernc.org/sqlite, without cgo.
//
// The file's tables hold each node and each edge as a row, with its attributes as JSON, so that other tools can read
// them (migrations/001_networks.sql). What a commit replaces moves to a table of the past with the revisions between
// which it stood: the state at any revision is a scan, and the history needs no log to be played. The digest of each
// revision is kept, and compared whenever one is loaded.
//
// A commit is one transaction in write-ahead mode, synced before it is acknowledged: a crash at any moment leaves the
// old revision or the new one. Several processes may have the file open; one writes at a time, the others wait. Where
// nothing may be written the file can still be read (still.go).
//
// Start with Store, then load.go for the way out and commit.go for the way in.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"trama/graph"
)

// Store is a graph.Store, graph.Importer and graph.Rewriter in one file. Beside the errors that the interfaces name it returns Invalid
// for a file that is no store of Trama, Denied for writing one that may only be read, and Unavailable for one that is
// damaged, written by a newer Trama, locked by another program for more than a minute, or on a disk that is full: then
// nothing is half written.
type Store struct {
	name   string // of the file, as the user gave it
	path   string // of the file, absolute
	schema fs.FS  // the migrations
	cache  cache
	closed atomic.Bool
	opened atomic.Bool // the engine has the file open, or had

	mu    sync.Mutex // guards what follows
	read  *sql.DB
	write *sql.DB
	file  os.FileInfo // the file that read and write have open
	still *marks      // of a still file when read was opened
}

var (
	_ graph.Store    = (*Store)(nil)
	_ graph.Importer = (*Store)(nil)
	_ graph.Rewriter = (*Store)(nil)
)

// Open returns the store in the file. A file that does not exist is an empty store, and is made with the first commit:
// for its owner alone, as are the folders above it that are missing. A file that exists is looked at.
func Open(ctx context.Context, path string) (*Store, error) {
	return openWith(ctx, path, migrations)
}

func openWith(ctx context.Context, path string, schema fs.FS) (*Store, error) {
	s := &Store{name: path, path: filepath.Clean(path), schema: schema}
	if absolute, err := filepath.Abs(path); err == nil {
		s.path = absolute
	}
	if _, err := s.reader(ctx, "sqlite.Open"); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Close ends the use of the file. What is under way fails.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed.Store(true)
	var errs []error
	for _, db := range []*sql.DB{s.read, s.write} { // the writer last: the last to close copies the log into the file
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	s.read, s.write = nil, nil
	if err := errors.Join(errs...); err != nil {
		return s.failed("sqlite.Close", err)
	}
	return nil
}

// reader returns the pool that reads, nil where the store is empty because its file is not there yet.
func (s *Store) reader(ctx context.Context, op string) (*sql.DB, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	there, err := s.look(ctx, op)
	if err != nil || !there {
		return nil, err
	}
	if s.read != nil && s.still != nil && *s.still != s.marks() {
		s.read.Close()
		s.read, s.still = nil, nil
	}
	if s.read == nil {
		err = s.openReader(ctx)
	}
	return s.read, s.unreadable(op, err)
}

// openReader opens the pool that reads, unless the file has no schema yet.
func (s *Store) openReader(ctx context.Context) error {
	read, err := s.settledPool(ctx, readPool())
	if err != nil && s.isStill(err) {
		still := s.marks()
		if read, err = s.settledPool(ctx, s.stillPool()); read != nil {
			s.still = &still
		}
	}
	if read != nil {
		s.read = read
		s.remember()
	}
	return err
}

// settledPool returns a pool on a file that settle has looked at; nil where that has no schema.
func (s *Store) settledPool(ctx context.Context, p pool) (*sql.DB, error) {
	db := s.openPool(p)
	there, err := s.settle(ctx, db)
	if err != nil || !there {
		db.Close()
		return nil, err
	}
	return db, nil
}

// moved tells whether a pool is no longer the one to read with: what it read may be of two states.
func (s *Store) moved(read *sql.DB) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.closed.Load() && (s.read != read || s.still != nil && *s.still != s.marks())
}

// writer returns the handle that writes; the file and its schema are made where they are not there yet.
func (s *Store) writer(ctx context.Context, op string) (*sql.DB, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	there, err := s.look(ctx, op)
	if err != nil {
		return nil, err
	}
	if err := s.openWriter(ctx, there); err != nil {
		return nil, s.failed(op, err)
	}
	return s.write, nil
}

// look tells whether the file is there and has something in it. A file that was open and is there no more is
// Unavailable: what would be written to it would be lost.
func (s *Store) look(ctx context.Context, op string) (there bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, s.failed(op, err)
	}
	if s.closed.Load() {
		return false, closed(op)
	}
	info, err := os.Stat(s.path)
	switch {
	case s.file != nil && (err != nil || !os.SameFile(info, s.file)):
		return false, s.says(graph.Unavailable, op, "store_gone", "{path} was taken away or replaced while it was in use")
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, s.failed(op, err)
	case !info.Mode().IsRegular(), info.Size() > 0 && info.Size() < headerSize: // the engine would take a few bytes for nothing
		return false, s.noStore(op)
	}
	return info.Size() > 0, nil
}

// remember keeps which file was opened. One that went at once is found missing by the next look.
func (s *Store) remember() {
	s.opened.Store(true)
	if info, err := os.Stat(s.path); err == nil && s.file == nil {
		s.file = info
	}
}
