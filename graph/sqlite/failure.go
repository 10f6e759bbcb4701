package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"

	driver "modernc.org/sqlite"
	engine "modernc.org/sqlite/lib"

	"trama/graph"
)

// failed returns the error as a graph.Error: by the engine's code where it has one, else by what the system says.
func (s *Store) failed(op string, err error) error {
	var known *graph.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, sql.ErrTxDone):
		return &graph.Error{Kind: graph.Interrupted, Op: op, Err: err}
	case s.closed.Load():
		return closed(op)
	}
	if failed := s.byCode(op, codeOf(err)); failed != nil {
		return failed
	}
	return s.bySystem(op, err)
}

// byCode returns what a code of the engine means to people, nil where it means a fault of ours or there is none.
func (s *Store) byCode(op string, code int) error {
	switch code {
	case engine.SQLITE_INTERRUPT:
		return &graph.Error{Kind: graph.Interrupted, Op: op, Err: context.Canceled}
	case engine.SQLITE_NOTADB:
		return s.noStore(op)
	case engine.SQLITE_CORRUPT, engine.SQLITE_CONSTRAINT: // a row that is to be written stands there already: we have not put it there
		return s.damaged(op)
	case engine.SQLITE_BUSY, engine.SQLITE_LOCKED:
		return s.busy(op)
	case engine.SQLITE_FULL:
		return s.full(op)
	case engine.SQLITE_READONLY, engine.SQLITE_PERM, engine.SQLITE_AUTH:
		return s.readOnly(op)
	case engine.SQLITE_CANTOPEN, engine.SQLITE_IOERR, engine.SQLITE_PROTOCOL, engine.SQLITE_NOLFS:
		return s.inTheWay(op)
	case engine.SQLITE_TOOBIG:
		return s.says(graph.TooLarge, op, "store_too_big", "a value is too large for {path}")
	}
	return nil
}

// inTheWay returns why the engine can neither open nor use the file, which it does not tell.
func (s *Store) inTheWay(op string) error {
	if s.denied() {
		return s.mayNotOpen(op)
	}
	switch obstacle := s.obstacle(); {
	case forbidden(obstacle):
		return s.readOnly(op)
	case full(obstacle):
		return s.full(op)
	}
	return s.notUsable(op)
}

// bySystem returns what an error of the system means to people; any other is a fault of ours.
func (s *Store) bySystem(op string, err error) error {
	var pathErr *fs.PathError
	switch {
	case forbidden(err) && forbidden(s.obstacle()):
		return s.readOnly(op)
	case full(err):
		return s.full(op)
	case forbidden(err):
		return s.mayNotOpen(op)
	case errors.As(err, &pathErr):
		return s.notUsable(op)
	}
	return &graph.Error{Kind: graph.Internal, Op: op, Err: err}
}

// denied tells whether the system lets this user not even read the file: the engine says only that it cannot open it.
// Where it has the file open that was answered, and to open and close it here would let go of the engine's locks.
func (s *Store) denied() bool {
	if s.opened.Load() {
		return false
	}
	f, err := os.Open(s.path)
	if err == nil {
		f.Close()
	}
	return errors.Is(err, fs.ErrPermission)
}

// unreadable returns the error of something that was read: where the engine finds other tables than ours, or the rows
// hold what we never write, the file is damaged.
func (s *Store) unreadable(op string, err error) error {
	failed := s.failed(op, err)
	if failed == nil || graph.KindOf(failed) != graph.Internal {
		return failed
	}
	return s.damaged(op)
}

// codeOf returns the engine's primary code, 0 where the error is not the engine's.
func codeOf(err error) int {
	if e, ok := errors.AsType[*driver.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}

func closed(op string) error {
	return graph.Fail(graph.Unavailable, op, graph.Say("store_closed", "the store is closed", nil))
}

// says returns an error about the file.
func (s *Store) says(kind graph.ErrorKind, op, code, english string) error {
	return graph.Fail(kind, op, graph.Say(code, english, graph.V{"path": s.name}))
}

func (s *Store) busy(op string) error {
	return s.says(graph.Unavailable, op, "store_busy", "{path} is being written by another program")
}

func (s *Store) mayNotOpen(op string) error {
	return s.says(graph.Denied, op, "store_denied", "{path} may not be opened")
}

func (s *Store) notUsable(op string) error {
	return s.says(graph.Unavailable, op, "store_unreadable", "{path} cannot be read or written")
}

func (s *Store) noStore(op string) error {
	return s.says(graph.Invalid, op, "not_a_store", "{path} is no store of Trama")
}

func (s *Store) newer(op string) error {
	return s.says(graph.Unavailable, op, "store_newer", "{path} was written by a newer Trama")
}

func (s *Store) older(op string) error {
	return s.says(graph.Denied, op, "store_older", "{path} was written by an older Trama and must be brought up to date, but it may only be read: open a copy of it")
}

func (s *Store) full(op string) error {
	return s.says(graph.Unavailable, op, "store_full", "the disk of {path} is full; nothing was written")
}

func (s *Store) readOnly(op string) error {
	return s.says(graph.Denied, op, "store_read_only", "{path} may only be read: the file or its folder is write-protected")
}

func (s *Store) damaged(op string) error {
	return s.says(graph.Unavailable, op, "store_damaged", "{path} is damaged, or was changed by another program")
}
