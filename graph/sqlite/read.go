package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"strings"

	engine "modernc.org/sqlite/lib"
)

// row is a row of nodes or edges.
type row struct {
	id, source, target, class, attributes string
	directed                              bool
}

// rowReader reads the rows of a table in ascending order of id.
type rowReader struct {
	together string // many rows of the newest state as one text
	newest   string // row by row
	past     string // of an earlier state
	fields   int
	scan     func(*sql.Rows, *row) error
}

var (
	nodeRows = rowReader{
		together: "SELECT count(*), group_concat(concat_ws(char(31), id, kind, attributes), char(30)) FROM (SELECT id, kind, attributes FROM nodes WHERE network = ? AND id > ? ORDER BY id LIMIT ?)",
		newest:   "SELECT id, kind, attributes FROM nodes WHERE network = ? AND id > ? ORDER BY id",
		past: `SELECT id, kind, attributes FROM nodes WHERE network = ?1 AND since <= ?2
			UNION ALL SELECT id, kind, attributes FROM past_nodes WHERE network = ?1 AND since <= ?2 AND until > ?2 ORDER BY 1`,
		fields: 3,
		scan:   func(rows *sql.Rows, r *row) error { return rows.Scan(&r.id, &r.class, &r.attributes) },
	}
	edgeRows = rowReader{
		together: "SELECT count(*), group_concat(concat_ws(char(31), id, source, target, type, directed, attributes), char(30)) FROM (SELECT id, source, target, type, directed, attributes FROM edges WHERE network = ? AND id > ? ORDER BY id LIMIT ?)",
		newest:   "SELECT id, source, target, type, directed, attributes FROM edges WHERE network = ? AND id > ? ORDER BY id",
		past: `SELECT id, source, target, type, directed, attributes FROM edges WHERE network = ?1 AND since <= ?2
			UNION ALL SELECT id, source, target, type, directed, attributes FROM past_edges WHERE network = ?1 AND since <= ?2 AND until > ?2 ORDER BY 1`,
		fields: 6,
		scan: func(rows *sql.Rows, r *row) error {
			var directed any // the engine's own value is scanned fastest
			err := rows.Scan(&r.id, &r.source, &r.target, &r.class, &directed, &r.attributes)
			r.directed = directed == int64(1)
			return err
		},
	}
)

// A batch ends with so many rows or bytes.
const (
	batchRows  = 512
	batchBytes = 1 << 20
)

// read calls batch with functions that fill one, until there are no more rows. The newest state is read as texts of
// many rows: the driver asks for a mutex per cell, so that one large cell costs far less than many small ones.
func (r rowReader) read(ctx context.Context, tx *sql.Tx, st state, batch func(func([]row) ([]row, error)) error) error {
	if st.at < st.newest {
		return r.readSingly(ctx, tx, batch, r.past, st.network, st.at)
	}
	last, err := r.readTogether(ctx, tx, st.network, batch)
	if errors.Is(err, errNotPlain) {
		return r.readSingly(ctx, tx, batch, r.newest, st.network, last)
	}
	return err
}

// errNotPlain is the end of reading many rows as one text: they are too large, or hold one of the separators.
var errNotPlain = errors.New("sqlite: rows that cannot be read together")

// readTogether returns the id up to which it came.
func (r rowReader) readTogether(ctx context.Context, tx *sql.Tx, network int64, batch func(func([]row) ([]row, error)) error) (last string, err error) {
	query, err := tx.PrepareContext(ctx, r.together)
	if err != nil {
		return "", err
	}
	defer query.Close()
	limit := 32 // until it is seen how large rows are
	fill := func(rows []row) ([]row, error) {
		var count int
		var text sql.NullString
		if err := query.QueryRowContext(ctx, network, last, limit).Scan(&count, &text); err != nil {
			if codeOf(err) == engine.SQLITE_TOOBIG {
				err = errNotPlain
			}
			return nil, err
		}
		if count == 0 {
			return nil, io.EOF
		}
		rows, plain := r.split(text.String, rows)
		if !plain || len(rows) != count {
			return nil, errNotPlain
		}
		last = strings.Clone(rows[len(rows)-1].id)
		limit = min(batchRows, 1+batchBytes*len(rows)/len(text.String))
		return rows, nil
	}
	for err == nil {
		err = batch(fill)
	}
	if errors.Is(err, io.EOF) {
		return last, nil
	}
	return last, err
}

// split cuts a text into rows. A separator in a value shows as too many fields (plain is false) or as too many rows.
func (r rowReader) split(text string, rows []row) (out []row, plain bool) {
	for more := true; more; {
		var line string
		line, text, more = strings.Cut(text, "\x1e")
		if strings.Count(line, "\x1f") != r.fields-1 {
			return nil, false
		}
		var made row
		made.id, line, _ = strings.Cut(line, "\x1f")
		if r.fields == edgeRows.fields {
			var directed string
			made.source, line, _ = strings.Cut(line, "\x1f")
			made.target, line, _ = strings.Cut(line, "\x1f")
			made.class, line, _ = strings.Cut(line, "\x1f")
			directed, made.attributes, _ = strings.Cut(line, "\x1f")
			made.directed = directed == "1"
		} else {
			made.class, made.attributes, _ = strings.Cut(line, "\x1f")
		}
		rows = append(rows, made)
	}
	return rows, true
}

// readSingly reads row by row what a query finds.
func (r rowReader) readSingly(ctx context.Context, tx *sql.Tx, batch func(func([]row) ([]row, error)) error, query string, args ...any) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	fill := func(out []row) ([]row, error) {
		for bytes := 0; len(out) < batchRows && bytes < batchBytes; {
			if !rows.Next() {
				if err := rows.Err(); err != nil {
					return nil, err
				}
				return out, io.EOF
			}
			var made row
			if err := r.scan(rows, &made); err != nil {
				return nil, err
			}
			out = append(out, made)
			bytes += len(made.id) + len(made.class) + len(made.attributes)
		}
		return out, nil
	}
	for err == nil {
		err = batch(fill)
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
