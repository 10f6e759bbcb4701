package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"trama/graph"
)

// Load returns the graph at a revision; at 0 it is the newest. What was loaded or committed last is kept in memory.
// A graph that does not have the digest it was stored with is Unavailable. Cost: O(nodes + edges + past of the network).
func (s *Store) Load(ctx context.Context, network string, at graph.Revision) (*graph.Graph, error) {
	const op = "sqlite.Load"
	st, err := s.stateOf(ctx, op, network, at)
	if err != nil {
		return nil, err
	}
	return s.loaded(ctx, op, network, st)
}

// stateOf returns what is known of a revision without its graph.
func (s *Store) stateOf(ctx context.Context, op, network string, at graph.Revision) (st state, err error) {
	there := false
	err = s.reading(ctx, op, func(tx *sql.Tx) (err error) {
		there = true
		st, err = s.state(ctx, tx, network, at)
		return err
	})
	if err == nil && !there { // the file is not
		err = graph.NoNetwork(op, network)
	}
	return st, err
}

// loaded returns the graph of a state, from memory where it is there. Who waits for another to load it holds no
// connection meanwhile.
func (s *Store) loaded(ctx context.Context, op, network string, st state) (*graph.Graph, error) {
	g, done, err := s.cache.find(ctx, st.digest)
	if g != nil || err != nil {
		return g, s.failed(op, err)
	}
	defer done()
	err = s.reading(ctx, op, func(tx *sql.Tx) (err error) {
		if st, err = s.state(ctx, tx, network, st.at); err != nil {
			return err
		}
		g, err = st.load(ctx, tx)
		if known := (*graph.Error)(nil); errors.As(err, &known) && ctx.Err() == nil {
			return s.damaged(op) // the rows do not make a graph
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	switch digest, err := digestOf(ctx, g); {
	case err != nil:
		return nil, s.failed(op, err)
	case digest != st.digest:
		return nil, s.damaged(op)
	}
	s.cache.put(g)
	return g, nil
}

// digestOf returns the digest, unless the context ends before it is computed.
func digestOf(ctx context.Context, g *graph.Graph) (string, error) {
	digest := make(chan string, 1)
	go func() { digest <- g.Digest() }()
	select {
	case sum := <-digest:
		return sum, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// state is one revision of a network.
type state struct {
	name         string // of the network
	network      int64  // its key
	newest, at   graph.Revision
	digest       string
	nodes, edges int
}

// state returns what the commits say of a network's revision; at 0 it is the newest.
func (s *Store) state(ctx context.Context, tx *sql.Tx, network string, at graph.Revision) (state, error) {
	const op = "sqlite.Load"
	st := state{name: network, at: at}
	// Past the index on names (+): a damaged one would say that there is no such network.
	err := tx.QueryRowContext(ctx, "SELECT key, revision FROM networks WHERE +name = ?", network).Scan(&st.network, &st.newest)
	if errors.Is(err, sql.ErrNoRows) {
		return st, graph.NoNetwork(op, network)
	}
	if err != nil {
		return st, err
	}
	if at == 0 {
		st.at = st.newest
	}
	err = tx.QueryRowContext(ctx, "SELECT digest, nodes, edges FROM commits WHERE network = ? AND revision = ?", st.network, st.at).Scan(&st.digest, &st.nodes, &st.edges)
	switch {
	case errors.Is(err, sql.ErrNoRows) && st.at >= 1 && st.at <= st.newest: // which has one commit for each
		return st, s.damaged(op)
	case errors.Is(err, sql.ErrNoRows):
		return st, graph.NoRevision(op, network, at)
	}
	return st, err
}

// load reads the rows of the state.
func (st state) load(ctx context.Context, tx *sql.Tx) (*graph.Graph, error) {
	l := loading{ctx: ctx, state: st, total: int64(st.nodes + st.edges), loader: graph.NewLoader(room(st.nodes), room(st.edges)), decoder: newDecoder()}
	for _, t := range []tableReader{{nodeRows, l.addNode}, {edgeRows, l.addEdge}} {
		if err := l.table(tx, t); err != nil {
			return nil, err
		}
	}
	attrs, err := st.attributes(ctx, tx)
	if err != nil {
		return nil, err
	}
	return l.loader.Graph(attrs), nil
}

// room returns for how many rows there is room from the start: a file that is damaged may say any number.
func room(rows int) int { return min(max(rows, 0), 1<<24) }

// attributes returns the graph's own: those of the newest commit up to the state that changed them.
func (st state) attributes(ctx context.Context, tx *sql.Tx) (graph.Attributes, error) {
	var text string
	err := tx.QueryRowContext(ctx, "SELECT attributes FROM commits WHERE network = ? AND revision <= ? AND attributes IS NOT NULL ORDER BY revision DESC LIMIT 1",
		st.network, st.at).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return newDecoder().attributes(text)
}

// loading is one load on its way.
type loading struct {
	ctx         context.Context
	state       state
	done, total int64
	loader      *graph.Loader
	decoder     *decoder
}

type tableReader struct {
	rows rowReader
	add  func(*row) error
}

func (l *loading) addNode(r *row) error {
	attrs, err := l.decoder.attributes(r.attributes)
	if err != nil {
		return err
	}
	return l.loader.Node(graph.Node{ID: r.id, Kind: r.class, Attributes: attrs})
}

func (l *loading) addEdge(r *row) error {
	attrs, err := l.decoder.attributes(r.attributes)
	if err != nil {
		return err
	}
	return l.loader.Edge(graph.Edge{ID: r.id, Source: r.source, Target: r.target, Type: r.class, Directed: r.directed, Attributes: attrs})
}

// table reads the rows of a table on one core and adds them to the graph on another. Of the batches between the two
// there are as many as each channel holds, so that neither side waits to send.
func (l *loading) table(tx *sql.Tx, t tableReader) error {
	const batches = 4
	full, free := make(chan []row, batches), make(chan []row, batches)
	for range batches {
		free <- nil
	}
	added := make(chan error, 1)
	go func() { added <- l.addBatches(full, free, t.add) }()
	err := t.rows.read(l.ctx, tx, l.state, func(fill func([]row) ([]row, error)) error {
		batch, wanted := <-free
		if !wanted {
			return errUnwanted
		}
		batch, err := fill(batch[:0])
		if len(batch) > 0 {
			full <- batch
		}
		return err
	})
	close(full)
	if addErr := <-added; addErr != nil {
		return addErr
	}
	return err
}

// errUnwanted ends the reading when the rows can no longer be added.
var errUnwanted = errors.New("sqlite: no more rows are wanted")

func (l *loading) addBatches(full <-chan []row, free chan<- []row, add func(*row) error) error {
	defer close(free)
	for batch := range full {
		if err := l.ctx.Err(); err != nil {
			return err
		}
		for i := range batch {
			if err := add(&batch[i]); err != nil {
				return err
			}
		}
		l.done += int64(len(batch))
		graph.Report(l.ctx, "store_load", l.done, l.total)
		free <- batch
	}
	return nil
}
