package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver
	engine "modernc.org/sqlite/lib"

	"trama/graph"
)

// applicationID marks a file as a store of Trama, in its header.
const applicationID = 0x5472616d // "Tram"

// headerSize is the least that a file of the engine has.
const headerSize = 100

// patience is how long a write waits for another process that writes.
const patience = time.Minute

//go:embed migrations
var migrations embed.FS

// pool says how a pool of connections is opened. A pragma stands in the address, so that every connection has it.
type pool struct {
	connections int
	parameters  []string
}

// queryOnly keeps a connection from changing anything.
const queryOnly = "_pragma=query_only(1)"

// readPool sees the newest commit, cannot change anything, and waits for nobody.
func readPool() pool {
	return pool{8, []string{"mode=rw", "_pragma=busy_timeout(5000)", queryOnly, "_pragma=cache_size(-16384)"}}
}

// writePool is one connection, whose transactions take the lock at once. What is deleted is overwritten. Each commit is
// copied out of the log into the file, so that whoever copies the file alone, as people do, has it.
func writePool() pool {
	return pool{1, []string{
		"mode=rw", "_pragma=wal_autocheckpoint(1)", "_pragma=busy_timeout(5000)", "_pragma=foreign_keys(1)", "_pragma=synchronous(full)", "_pragma=secure_delete(1)",
		"_pragma=cache_size(-65536)", "_pragma=journal_size_limit(67108864)", "_txlock=immediate",
	}}
}

func (s *Store) openPool(p pool) *sql.DB {
	path := filepath.ToSlash(s.path)
	if !strings.HasPrefix(path, "/") { // C:/…
		path = "/" + path
	}
	address := (&url.URL{Scheme: "file", Path: path}).String() + "?" + strings.Join(p.parameters, "&")
	db, err := sql.Open("sqlite", address)
	if err != nil {
		panic(err) // the driver's name is not registered: a fault of this file
	}
	db.SetMaxOpenConns(p.connections)
	db.SetMaxIdleConns(p.connections)
	return db
}

// settle looks at the file through a pool and tells whether it is a store with a schema. An older schema is brought up
// to date, and what waits to be erased is: where the file may be written.
func (s *Store) settle(ctx context.Context, db *sql.DB) (there bool, err error) {
	version, err := s.version(ctx, db)
	if err != nil || version == 0 {
		return false, err
	}
	pending := false
	if version == len(s.steps()) {
		if err := db.QueryRowContext(ctx, "SELECT pending FROM erasure").Scan(&pending); err != nil {
			return false, err
		}
	}
	if version < len(s.steps()) || pending {
		err := s.openWriter(ctx, true)
		switch {
		case err == nil:
		case graph.KindOf(s.failed("sqlite.Open", err)) != graph.Denied:
			return false, err
		case version < len(s.steps()):
			return false, s.older("sqlite.Open")
		}
	}
	return true, nil
}

// version returns the version of the file's schema, 0 where there is none. A file of another program is no store.
func (s *Store) version(ctx context.Context, db interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}) (int, error) {
	var application, version, tables int
	err := db.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)").
		Scan(&application, &version, &tables)
	switch {
	case err != nil:
		return 0, err
	case application == 0 && version == 0 && tables == 0:
		return 0, nil
	case application != applicationID || version < 1:
		return 0, s.noStore("sqlite.Open")
	case version > len(s.steps()):
		return 0, s.newer("sqlite.Open")
	}
	return version, nil
}

// steps returns the names of the migrations, in order: the n-th makes version n.
func (s *Store) steps() []string {
	names, err := fs.Glob(s.schema, "migrations/*.sql")
	if err != nil {
		panic(err) // a fault of the pattern
	}
	return names
}

func (s *Store) openWriter(ctx context.Context, there bool) error {
	if s.write != nil {
		return nil
	}
	if !there {
		if err := s.createFile(); err != nil {
			return err
		}
	}
	write := s.openPool(writePool())
	if err := s.migrate(ctx, write); err != nil {
		write.Close()
		return err
	}
	s.write = write
	s.remember()
	_ = s.erase(ctx, write) // what fails stays pending
	return nil
}

// createFile makes the file and the folders above it for their owner alone: the engine would let others read.
func (s *Store) createFile() error {
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(s.path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// migrate brings the schema up to date, in one transaction. Of two processes that do it at once the second finds it done.
func (s *Store) migrate(ctx context.Context, write *sql.DB) error {
	conn, err := write.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	version, err := s.version(ctx, conn)
	if err != nil {
		return err
	}
	if version == 0 {
		if err := s.patiently(ctx, func() error { return first(conn.ExecContext(ctx, "PRAGMA page_size = 8192")) }); err != nil {
			return err
		}
	}
	// A copy that another tool has made may not have it.
	if err := s.patiently(ctx, func() error { return first(conn.ExecContext(ctx, "PRAGMA journal_mode = WAL")) }); err != nil || version == len(s.steps()) {
		return err
	}
	var tx *sql.Tx
	if err := s.patiently(ctx, func() (err error) { tx, err = conn.BeginTx(ctx, nil); return err }); err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.migrateIn(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

func first(_ sql.Result, err error) error { return err }

func (s *Store) migrateIn(ctx context.Context, tx *sql.Tx) error {
	version, err := s.version(ctx, tx)
	if err != nil {
		return err
	}
	steps := s.steps()
	for _, name := range steps[version:] {
		text, err := fs.ReadFile(s.schema, name)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(text)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(steps)))
	return err
}

// patiently tries again while another process has the file locked.
func (s *Store) patiently(ctx context.Context, try func() error) error {
	for end := time.Now().Add(patience); ; {
		err := try()
		if code := codeOf(err); code != engine.SQLITE_BUSY && code != engine.SQLITE_LOCKED || time.Now().After(end) || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
		case <-time.After(20 * time.Millisecond):
		}
	}
}
