package sqlite

import (
	"cmp"
	"context"
	"errors"
	"slices"

	engine "modernc.org/sqlite/lib"

	"trama/graph"
)

// Copy writes the store as it is at one moment into a file that is not there or is empty, while others may write the
// store. The copy is checked: each network's newest revision has its digest. It fails with NotFound where there is no
// store yet, with what reading a store fails with, and with Unavailable where the copy cannot be written; what it has
// written of it then stays. Cost: O(size of the store), written once and read once.
func (s *Store) Copy(ctx context.Context, path string) error {
	const op = "sqlite.Copy"
	read, err := s.reader(ctx, op)
	if err != nil {
		return err
	}
	if read == nil {
		return s.says(graph.NotFound, op, "no_store_yet", "{path} is not there yet")
	}
	if err := s.vacuumInto(ctx, path); err != nil {
		return s.uncopied(op, err)
	}
	if err := checked(ctx, path); err != nil {
		return cmp.Or(s.check(ctx), err) // a copy is damaged because the store is
	}
	return nil
}

// uncopied returns the error of a copy that was not written: of the store where that is damaged, else of its place.
func (s *Store) uncopied(op string, err error) error {
	failed := s.failed(op, err)
	if graph.KindOf(failed) == graph.Interrupted || codeOf(err) == engine.SQLITE_CORRUPT {
		return failed
	}
	return s.says(graph.Unavailable, op, "copy_failed", "the copy of {path} cannot be written there")
}

// vacuumInto copies by a connection of its own: on one that must not change anything the engine takes no copy.
func (s *Store) vacuumInto(ctx context.Context, path string) error {
	p := readPool()
	if s.isOpenStill() {
		p = s.stillPool()
	}
	p.parameters = slices.DeleteFunc(p.parameters, func(parameter string) bool { return parameter == queryOnly })
	db := s.openPool(p)
	defer db.Close()
	return first(db.ExecContext(ctx, "VACUUM INTO ?", path))
}

// checked returns an error unless all networks of the store in a file can be read.
func checked(ctx context.Context, path string) error {
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	return errors.Join(s.check(ctx), s.Close())
}

// check returns an error unless all networks can be read.
func (s *Store) check(ctx context.Context) error {
	infos, err := s.Networks(ctx)
	for _, info := range infos {
		if _, failed := s.Load(ctx, info.Network, 0); failed != nil {
			err = errors.Join(err, failed)
		}
	}
	return err
}
