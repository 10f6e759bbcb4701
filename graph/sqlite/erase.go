package sqlite

import (
	"context"
	"database/sql"
	"errors"

	engine "modernc.org/sqlite/lib"

	"trama/graph"
)

// Delete takes a network away with all its history, in one transaction, and then wipes its bytes from the file and from
// the write-ahead log: what others hold open or the end of the context leaves undone is done when the store is next
// opened. Cost: O(size of the network) and the writing of all others anew.
func (s *Store) Delete(ctx context.Context, network string, base graph.Revision) error {
	const op = "sqlite.Delete"
	if _, err := s.stateOf(ctx, op, network, 0); err != nil { // before a file is made
		return err
	}
	var st state
	err := s.writing(ctx, op, func(tx *sql.Tx) (err error) {
		if st, err = s.state(ctx, tx, network, 0); err != nil {
			return err
		}
		if base != 0 && base != st.newest {
			return graph.StaleBase(op, network, base, st.newest)
		}
		return st.delete(ctx, tx)
	})
	if err != nil {
		return err
	}
	s.cache.drop(st.digest)
	s.wipe(ctx, op)
	return nil
}

// wipe wipes what was deleted or taken out of a history, and remarks where that has to wait for the next opening.
func (s *Store) wipe(ctx context.Context, op string) {
	write, err := s.writer(ctx, op)
	if err == nil {
		err = s.erase(ctx, write)
	}
	switch path := (graph.V{"path": s.name}); {
	case err == nil || write != nil && isErased(ctx, write):
	case codeOf(err) == engine.SQLITE_FULL:
		graph.Remark(ctx, graph.Say("wiped_with_room", "no program shows it any more, but the disk has no room for the file {path} to be written anew: the old bytes in it are overwritten when it is next opened and there is as much room again as it takes", path))
	default:
		graph.Remark(ctx, graph.Say("wiped_later", "no program shows it any more, but another one is reading the file {path}: the old bytes in it are overwritten when it is next opened", path))
	}
}

// isErased tells whether nothing is left to be wiped: another process may have done it meanwhile.
func isErased(ctx context.Context, write *sql.DB) bool {
	pending := true
	err := write.QueryRowContext(context.WithoutCancel(ctx), "SELECT pending FROM erasure").Scan(&pending)
	return err == nil && !pending
}

// erased returns the tables that hold rows of a network.
func erased() []string {
	return []string{"edges", "past_edges", "nodes", "past_nodes", "snapshots", "commits"}
}

// delete removes all rows of the network. Of the only network the tables are emptied whole, which is much faster.
func (st state) delete(ctx context.Context, tx *sql.Tx) error {
	var networks int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM networks").Scan(&networks); err != nil {
		return err
	}
	for i, table := range erased() {
		graph.Report(ctx, "erase", int64(i), int64(len(erased())+1))
		query, args := "DELETE FROM "+table, []any{}
		if networks > 1 {
			query, args = query+" WHERE network = ?", []any{st.network}
		}
		if _, err := tx.ExecContext(ctx, query, args...); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM networks WHERE key = ?", st.network); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE erasure SET pending = 1")
	return err
}

// erase wipes what is pending: the file is written anew and the log is cut off. Overwriting alone (secure_delete) would leave
// copies of rows that the engine moved within a page. What fails stays pending.
func (s *Store) erase(ctx context.Context, write *sql.DB) error {
	var pending bool
	if err := write.QueryRowContext(ctx, "SELECT pending FROM erasure").Scan(&pending); err != nil || !pending {
		return err
	}
	graph.Report(ctx, "erase", int64(len(erased())), int64(len(erased())+1))
	if err := s.patiently(ctx, func() error { return first(write.ExecContext(ctx, "VACUUM")) }); err != nil {
		return err
	}
	var busy, frames, copied int
	if err := write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &copied); err != nil {
		return err
	}
	if busy != 0 {
		return errRead
	}
	return first(write.ExecContext(ctx, "UPDATE erasure SET pending = 0")) // else it is done again
}

// errRead is a log that cannot be cut off because somebody reads it.
var errRead = errors.New("sqlite: another program reads what was wiped")
