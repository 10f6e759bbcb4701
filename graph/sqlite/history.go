package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"time"

	"trama/graph"
)

// Networks lists all networks in ascending order of name, without reading a graph.
func (s *Store) Networks(ctx context.Context) ([]graph.NetworkInfo, error) {
	out := []graph.NetworkInfo{}
	err := s.reading(ctx, "sqlite.Networks", func(tx *sql.Tx) (err error) {
		out, err = infos(ctx, tx, "")
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Info tells of one network, without reading its graph.
func (s *Store) Info(ctx context.Context, network string) (graph.NetworkInfo, error) {
	const op = "sqlite.Info"
	var out []graph.NetworkInfo
	err := s.reading(ctx, op, func(tx *sql.Tx) (err error) {
		out, err = infos(ctx, tx, network)
		return err
	})
	if err != nil {
		return graph.NetworkInfo{}, err
	}
	if len(out) == 0 {
		return graph.NetworkInfo{}, graph.NoNetwork(op, network)
	}
	return out[0], nil
}

// reading calls the function in a transaction that sees one state of the file; not at all where the file is not there.
// Of a still file that has changed meanwhile the function is called again.
func (s *Store) reading(ctx context.Context, op string, f func(*sql.Tx) error) error {
	for {
		read, err := s.reader(ctx, op)
		if err != nil || read == nil {
			return err
		}
		if err = readIn(ctx, read, f); !s.moved(read) {
			return s.unreadable(op, err)
		}
	}
}

func readIn(ctx context.Context, read *sql.DB, f func(*sql.Tx) error) error {
	tx, err := read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return f(tx)
}

// writing calls the function in a transaction that has the file to itself, and commits it.
func (s *Store) writing(ctx context.Context, op string, f func(*sql.Tx) error) error {
	write, err := s.writer(ctx, op)
	if err != nil {
		return err
	}
	var tx *sql.Tx
	if err := s.patiently(ctx, func() (err error) { tx, err = write.BeginTx(ctx, nil); return err }); err != nil {
		return s.failed(op, err)
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return s.unreadable(op, err)
	}
	return s.failed(op, tx.Commit())
}

// infos returns what is known of the network with the name, of all where it is empty.
func infos(ctx context.Context, tx *sql.Tx, name string) ([]graph.NetworkInfo, error) {
	rows, err := tx.QueryContext(ctx, `SELECT n.key, n.name, n.title, n.revision, n.sum, c.digest, c.nodes, c.edges, c.time
		FROM networks n LEFT JOIN commits c ON c.network = n.key AND c.revision = n.revision WHERE ?1 = '' OR n.name = ?1 ORDER BY n.name`, name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out, at := []graph.NetworkInfo{}, map[int64]int{}
	for rows.Next() {
		info := graph.NetworkInfo{Snapshots: []graph.Snapshot{}}
		var key int64
		var when string
		var sum sql.NullString
		if err := rows.Scan(&key, &info.Network, &info.Title, &info.Revision, &sum, &info.Digest, &info.Nodes, &info.Edges, &when); err != nil {
			return nil, err
		}
		if err := checkSum(sum, info.Revision, info.Network, info.Title); err != nil {
			return nil, err
		}
		if info.Time, err = time.Parse(time.RFC3339Nano, when); err != nil {
			return nil, err
		}
		at[key] = len(out)
		out = append(out, info)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return out, addSnapshots(ctx, tx, out, at)
}

// addSnapshots puts the snapshots into the infos, whose places stand under the networks' keys.
func addSnapshots(ctx context.Context, tx *sql.Tx, infos []graph.NetworkInfo, at map[int64]int) error {
	query, args := "SELECT network, name, revision, sum FROM snapshots ORDER BY revision, name", []any{}
	if len(at) == 1 {
		for key := range at {
			query, args = "SELECT network, name, revision, sum FROM snapshots WHERE network = ? ORDER BY revision, name", []any{key}
		}
	}
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key int64
		var snapshot graph.Snapshot
		var sum sql.NullString
		if err := rows.Scan(&key, &snapshot.Name, &snapshot.Revision, &sum); err != nil {
			return err
		}
		if err := checkSum(sum, snapshot.Revision, snapshot.Name); err != nil {
			return err
		}
		if i, listed := at[key]; listed {
			infos[i].Snapshots = append(infos[i].Snapshots, snapshot)
		}
	}
	return rows.Err()
}

// History lists commits, newest first, without their changes. A commit of several snapshots carries the first by name.
func (s *Store) History(ctx context.Context, network string, page graph.Page) ([]graph.Commit, error) {
	const op = "sqlite.History"
	out, err := []graph.Commit(nil), graph.NoNetwork(op, network) // where there is no file
	if failed := s.reading(ctx, op, func(tx *sql.Tx) error {
		var st state
		if st, err = s.state(ctx, tx, network, 0); err == nil {
			out, err = st.commits(ctx, tx, page)
		}
		return err
	}); failed != nil {
		return nil, failed
	}
	return out, err
}

// errMissing is a revision without its commit.
var errMissing = errors.New("sqlite: a commit is missing")

// commits returns a page of the history, which has one commit for each revision up to the newest.
func (st state) commits(ctx context.Context, tx *sql.Tx, page graph.Page) ([]graph.Commit, error) {
	there := max(int(st.newest)-page.Offset, 0)
	limit := min(cmp.Or(page.Limit, there), there)
	named := []graph.NetworkInfo{{}}
	if err := addSnapshots(ctx, tx, named, map[int64]int{st.network: 0}); err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT revision, author, time, message, sum, nodes_added, nodes_changed, nodes_removed, edges_added, edges_changed, edges_removed
		FROM commits WHERE network = ?1 ORDER BY revision DESC LIMIT ?2 OFFSET ?3`, st.network, limit, page.Offset)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []graph.Commit{}
	for rows.Next() {
		var c graph.Commit
		var when string
		var sum sql.NullString
		n := &c.Counts
		if err := rows.Scan(&c.Revision, &c.Author, &when, &c.Message, &sum, &n.NodesAdded, &n.NodesChanged, &n.NodesRemoved, &n.EdgesAdded, &n.EdgesChanged, &n.EdgesRemoved); err != nil {
			return nil, err
		}
		if err := checkSum(sum, c.Revision, c.Author, when, c.Message); err != nil {
			return nil, err
		}
		c.Snapshot = named[0].SnapshotOf(c.Revision)
		if c.Time, err = time.Parse(time.RFC3339Nano, when); err != nil {
			return nil, err
		}
		if int(c.Revision) != there-len(out) {
			return nil, errMissing
		}
		out = append(out, c)
	}
	if err := rows.Err(); err != nil || len(out) == limit {
		return out, err
	}
	return nil, errMissing
}

// Since returns since which revision each of the nodes is there without a break, 0 for one that is not there at the revision.
func (s *Store) Since(ctx context.Context, network string, at graph.Revision, nodes []string) ([]graph.Revision, error) {
	const op = "sqlite.Since"
	var out []graph.Revision
	err := graph.NoNetwork(op, network) // where there is no file
	if failed := s.reading(ctx, op, func(tx *sql.Tx) error {
		var st state
		if st, err = s.state(ctx, tx, network, at); err != nil {
			return err
		}
		out = make([]graph.Revision, len(nodes))
		for i, id := range nodes {
			if out[i], err = st.since(ctx, tx, id); err != nil {
				return err
			}
		}
		return nil
	}); failed != nil {
		return nil, failed
	}
	return out, err
}

const nodeStood = `SELECT since, 0 FROM nodes WHERE network = ?1 AND id = ?2 AND since <= ?3
	UNION ALL SELECT since, until FROM past_nodes WHERE network = ?1 AND id = ?2 AND since <= ?3 ORDER BY 1`

// since follows the rows of a node, each of which begins where the last one ends unless the node was away meanwhile.
func (st state) since(ctx context.Context, tx *sql.Tx, id string) (first graph.Revision, err error) {
	rows, err := tx.QueryContext(ctx, nodeStood, st.network, id, st.at)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	last := graph.Revision(-1)
	for rows.Next() {
		var since, until graph.Revision
		if err := rows.Scan(&since, &until); err != nil {
			return 0, err
		}
		if since != last {
			first = since
		}
		last = until
	}
	if last != 0 && last <= st.at {
		first = 0
	}
	return first, rows.Err()
}

// Snapshot gives a revision a name; at 0 it is the newest.
func (s *Store) Snapshot(ctx context.Context, network string, at graph.Revision, name string) error {
	const op = "sqlite.Snapshot"
	if err := graph.CheckSnapshotName(name); err != nil {
		return err
	}
	if _, err := s.stateOf(ctx, op, network, at); err != nil { // before a file is made
		return err
	}
	return s.writing(ctx, op, func(tx *sql.Tx) error {
		st, err := s.state(ctx, tx, network, at)
		if err != nil {
			return err
		}
		taken := graph.Snapshot{Name: name}
		err = tx.QueryRowContext(ctx, "SELECT revision FROM snapshots WHERE network = ? AND name = ?", st.network, name).Scan(&taken.Revision)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			_, err = tx.ExecContext(ctx, "INSERT INTO snapshots (network, name, revision, sum) VALUES (?, ?, ?, ?)", st.network, name, st.at, sumOf(st.at, name))
			return err
		case err != nil || taken.Revision == st.at:
			return err
		}
		return graph.SnapshotTaken(op, network, taken)
	})
}
