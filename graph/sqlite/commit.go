package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"time"

	"trama/graph"
)

// Apply makes the next revision of changes to base. Cost: O(nodes + edges) to make and compare the states, and a write
// per row that differs.
func (s *Store) Apply(ctx context.Context, network string, base graph.Revision, c graph.Commit) (graph.Revision, error) {
	before, err := s.before(ctx, network, base)
	if err != nil {
		return 0, err
	}
	after, err := before.Apply(c.Changes)
	if err != nil {
		return 0, err
	}
	return s.commit(ctx, &commit{network: network, base: base, before: before, after: after, Commit: c})
}

// Import makes next the newest revision. Rows are written as they stand in its columns, and no Changes are made.
func (s *Store) Import(ctx context.Context, network string, base graph.Revision, next *graph.Graph, c graph.Commit) (graph.Revision, error) {
	before, err := s.before(ctx, network, base)
	if err != nil {
		return 0, err
	}
	return s.commit(ctx, &commit{network: network, base: base, before: before, after: next, Commit: c})
}

// before returns the graph at the base, which must be the newest revision.
func (s *Store) before(ctx context.Context, network string, base graph.Revision) (*graph.Graph, error) {
	const op = "sqlite.Apply"
	if err := graph.CheckNetworkName(network); err != nil {
		return nil, err
	}
	st, err := s.stateOf(ctx, op, network, 0)
	switch {
	case err != nil && graph.KindOf(err) == graph.NotFound && base == 0:
		return graph.Empty(), nil
	case err != nil:
		return nil, err
	case st.newest != base:
		return nil, graph.StaleBase(op, network, base, st.newest)
	}
	return s.loaded(ctx, op, network, st)
}

// commit is a Commit on its way into the file.
type commit struct {
	graph.Commit
	network       string
	base          graph.Revision
	before, after *graph.Graph
	key           int64 // of the network
}

// commit writes what differs between the two states, in one transaction.
func (s *Store) commit(ctx context.Context, c *commit) (graph.Revision, error) {
	const op = "sqlite.Apply"
	if c.before == c.after || c.base == 0 && isEmpty(c.after) {
		return c.base, nil
	}
	go c.after.Digest() // beside the writing of the rows; the graph keeps it
	write, err := s.writer(ctx, op)
	if err != nil {
		return 0, err
	}
	var tx *sql.Tx
	if err := s.patiently(ctx, func() (err error) { tx, err = write.BeginTx(ctx, nil); return err }); err != nil {
		return 0, s.failed(op, err)
	}
	defer tx.Rollback()
	made, err := c.write(ctx, tx)
	if err == nil && made > c.base {
		err = tx.Commit()
	}
	if err != nil {
		return 0, s.failed(op, err)
	}
	if made > c.base {
		s.cache.put(c.after)
	}
	return made, nil
}

func isEmpty(g *graph.Graph) bool { return g.Nodes() == 0 && len(g.Attributes()) == 0 }

// write returns the base where nothing differs, else the revision made.
func (c *commit) write(ctx context.Context, tx *sql.Tx) (graph.Revision, error) {
	if err := c.claim(ctx, tx); err != nil {
		return 0, err
	}
	c.Revision = c.base + 1
	if err := c.writeRows(ctx, tx); err != nil {
		return 0, err
	}
	attributes, err := c.newAttributes()
	if err != nil {
		return 0, err
	}
	if c.Counts == (graph.Counts{}) && attributes == nil {
		return c.base, nil
	}
	return c.Revision, c.record(ctx, tx, attributes)
}

// claim checks, under the lock, that the base is still the newest revision, and makes the network where it is new.
func (c *commit) claim(ctx context.Context, tx *sql.Tx) error {
	const op = "sqlite.Apply"
	var newest graph.Revision
	var digest string
	err := tx.QueryRowContext(ctx, "SELECT n.key, n.revision, c.digest FROM networks n JOIN commits c ON c.network = n.key AND c.revision = n.revision WHERE +n.name = ?", c.network).
		Scan(&c.key, &newest, &digest)
	switch {
	case errors.Is(err, sql.ErrNoRows) && c.base != 0:
		return graph.NoNetwork(op, c.network)
	case errors.Is(err, sql.ErrNoRows):
		made, err := tx.ExecContext(ctx, "INSERT INTO networks (name, title, revision) VALUES (?, '', 0)", c.network)
		if err != nil {
			return err
		}
		c.key, err = made.LastInsertId()
		return err
	case err != nil:
		return err
	case newest != c.base || digest != c.before.Digest(): // another digest: deleted and made anew meanwhile
		return graph.StaleBase(op, c.network, c.base, newest)
	}
	return nil
}

// newAttributes returns the graph's own attributes as text, nil where they are as they were.
func (c *commit) newAttributes() (any, error) {
	now, err := c.after.Attributes().MarshalJSON()
	if err != nil {
		return nil, err
	}
	old, err := c.before.Attributes().MarshalJSON()
	if err != nil || bytes.Equal(now, old) {
		return nil, err
	}
	return string(now), nil
}

// record writes the commit itself and moves the network to it.
func (c *commit) record(ctx context.Context, tx *sql.Tx, attributes any) error {
	if c.Time.IsZero() {
		c.Time = time.Now()
	}
	digest, err := digestOf(ctx, c.after)
	if err != nil {
		return err
	}
	n := c.Counts
	_, err = tx.ExecContext(ctx, "INSERT INTO commits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		c.key, c.Revision, c.Author, written(c.Time), c.Message, digest, c.after.Nodes(), c.after.Edges(),
		n.NodesAdded, n.NodesChanged, n.NodesRemoved, n.EdgesAdded, n.EdgesChanged, n.EdgesRemoved, attributes, sumOfCommit(c.Commit))
	if err != nil {
		return err
	}
	title := c.after.Attributes().Get("title").String()
	_, err = tx.ExecContext(ctx, "UPDATE networks SET revision = ?, title = ?, sum = ? WHERE key = ?", c.Revision, title, sumOf(c.Revision, c.network, title), c.key)
	return err
}
