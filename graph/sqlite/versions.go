package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"trama/graph"
)

// Versions calls visit with every state of nodes, edges and attributes that the tables hold, in ascending order of id.
func (s *Store) Versions(ctx context.Context, network string, at graph.Revision, visit func(graph.Version) error) error {
	const op = "sqlite.Versions"
	var visited error
	began := false
	err := graph.NoNetwork(op, network) // where there is no file
	if failed := s.reading(ctx, op, func(tx *sql.Tx) error {
		var st state
		if st, err = s.state(ctx, tx, network, 0); err != nil {
			return err
		}
		if st.newest != at || began { // a still file has changed while it was read
			err = graph.StaleBase(op, network, at, st.newest)
			return err
		}
		began = true
		err = st.versions(ctx, tx, func(v graph.Version, _ string) error { visited = visit(v); return visited })
		return err
	}); visited == nil && failed != nil {
		return failed
	}
	if visited != nil {
		return visited
	}
	return err
}

// versions visits all states, with their attributes as they stand in the tables; those of the network have none there.
func (st state) versions(ctx context.Context, tx *sql.Tx, visit func(v graph.Version, attributes string) error) error {
	own, err := st.ownAttributes(ctx, tx)
	if err != nil {
		return err
	}
	for _, v := range own {
		if err := visit(v, ""); err != nil {
			return err
		}
	}
	if err := st.nodeVersions(ctx, tx, visit); err != nil {
		return err
	}
	return st.edgeVersions(ctx, tx, visit)
}

// ownAttributes returns the states of the network's own attributes, in their order.
func (st state) ownAttributes(ctx context.Context, tx *sql.Tx) ([]graph.Version, error) {
	rows, err := tx.QueryContext(ctx, "SELECT revision, attributes FROM commits WHERE network = ? AND (attributes IS NOT NULL OR revision = 1) ORDER BY revision", st.network)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []graph.Version
	for rows.Next() {
		var v graph.Version
		var text sql.NullString
		if err := rows.Scan(&v.Since, &text); err != nil {
			return nil, err
		}
		if text.Valid {
			if v.Attributes, err = newDecoder().attributes(text.String); err != nil {
				return nil, err
			}
		}
		if last := len(out) - 1; last >= 0 {
			out[last].Until = v.Since
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

const (
	allNodes = `SELECT id, kind, attributes, since, 0 FROM nodes WHERE network = ?1
		UNION ALL SELECT id, kind, attributes, since, until FROM past_nodes WHERE network = ?1 ORDER BY 1`
	allEdges = `SELECT id, source, target, type, directed, attributes, since, 0 FROM edges WHERE network = ?1
		UNION ALL SELECT id, source, target, type, directed, attributes, since, until FROM past_edges WHERE network = ?1 ORDER BY 1`
)

func (st state) nodeVersions(ctx context.Context, tx *sql.Tx, visit func(graph.Version, string) error) error {
	rows, err := tx.QueryContext(ctx, allNodes, st.network)
	if err != nil {
		return err
	}
	defer rows.Close()
	for d := newDecoder(); rows.Next(); {
		v, attributes := graph.Version{Node: &graph.Node{}}, ""
		if err := rows.Scan(&v.Node.ID, &v.Node.Kind, &attributes, &v.Since, &v.Until); err != nil {
			return err
		}
		if v.Node.Attributes, err = d.kept(attributes); err != nil {
			return err
		}
		if !st.stood(v) {
			return errStood
		}
		if err := visit(v, attributes); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (st state) edgeVersions(ctx context.Context, tx *sql.Tx, visit func(graph.Version, string) error) error {
	rows, err := tx.QueryContext(ctx, allEdges, st.network)
	if err != nil {
		return err
	}
	defer rows.Close()
	for d := newDecoder(); rows.Next(); {
		v, attributes, directed := graph.Version{Edge: &graph.Edge{}}, "", int64(0)
		e := v.Edge
		if err := rows.Scan(&e.ID, &e.Source, &e.Target, &e.Type, &directed, &attributes, &v.Since, &v.Until); err != nil {
			return err
		}
		e.Directed = directed == 1
		if e.Attributes, err = d.kept(attributes); err != nil {
			return err
		}
		if !st.stood(v) {
			return errStood
		}
		if err := visit(v, attributes); err != nil {
			return err
		}
	}
	return rows.Err()
}

// errStood is a row that says of revisions what no commit has written.
var errStood = errors.New("sqlite: a row stands in revisions that are not there")

// stood tells whether a version stands in revisions that the network has.
func (st state) stood(v graph.Version) bool {
	return v.Since >= 1 && v.Since <= st.newest && (v.Until == 0 || v.Until > v.Since && v.Until <= st.newest)
}

// kept is attributes for who keeps what it returns.
func (d *decoder) kept(text string) (graph.Attributes, error) {
	attrs, err := d.attributes(text)
	if len(text) > rememberedText {
		d.attrs = nil
	}
	return attrs, err
}
