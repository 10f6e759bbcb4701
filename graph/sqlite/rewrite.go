package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"trama/graph"
)

// Rewrite makes the history of a network anew, in one transaction, and then wipes what it took out from the file and from
// the write-ahead log, as Delete does. Revisions that it changes must have the digests that they were stored with: else they
// are damaged, and would be given digests that say they are not. Cost: the rows of the network are read three times; a write
// for each that differs; two hashes of the document of each revision that differs, but for what revisions have in common; and
// the writing of the file anew.
func (s *Store) Rewrite(ctx context.Context, network string, base graph.Revision, r graph.Rewriting, c graph.Commit) (graph.Revision, error) {
	const op = "sqlite.Rewrite"
	if _, err := s.stateOf(ctx, op, network, 0); err != nil { // before a file is made
		return 0, err
	}
	w := rewriting{Rewriting: r, commit: r.Commit(c), counts: map[graph.Revision]*graph.Counts{}}
	err := s.writing(ctx, op, func(tx *sql.Tx) (err error) {
		w.tx = tx
		if w.state, err = s.state(ctx, tx, network, 0); err != nil {
			return err
		}
		if w.newest != base {
			return graph.StaleBase(op, network, base, w.newest)
		}
		return w.rewrite(ctx)
	})
	if err != nil || w.made == base {
		return w.made, err
	}
	for _, digest := range w.gone {
		s.cache.drop(digest)
	}
	s.wipe(ctx, op)
	return w.made, nil
}

// rewriting is one Rewrite on its way.
type rewriting struct {
	graph.Rewriting
	state
	tx      *sql.Tx
	commit  graph.Commit
	differs []bool                           // by revision: whether its state is another one
	nodes   []changedRow                     // ids of which a state differs, ascending
	edges   []changedRow                     // likewise
	own     []graph.Version                  // what the network's own attributes become
	counts  map[graph.Revision]*graph.Counts // what is to be added to those of a commit
	made    graph.Revision
	gone    map[graph.Revision]string // digests of states that are no more
}

// changedRow is a node or an edge of which some state differs, with all its states before and after.
type changedRow struct {
	id            string
	before, after []graph.Version
}

// rewrite makes the history anew and sets made: the newest revision where there is nothing to do.
func (w *rewriting) rewrite(ctx context.Context) error {
	w.made, w.differs = w.newest, make([]bool, w.newest+1)
	if err := w.look(ctx); err != nil {
		return err
	}
	commits, err := w.commits(ctx)
	if err != nil {
		return err
	}
	if !slices.Contains(w.differs, true) && !commits {
		return nil
	}
	graph.Report(ctx, "erase", 0, int64(len(erased())+1))
	for _, step := range []func(context.Context) error{w.checkDigests, w.writeOwn, w.writeNodes, w.writeEdges, w.writeCounts, w.writeDigests, w.record} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	w.made = w.newest + 1
	_, err = w.tx.ExecContext(ctx, "UPDATE erasure SET pending = 1")
	return err
}

// look finds what differs.
func (w *rewriting) look(ctx context.Context) error {
	var err error
	if w.own, err = w.ownAttributes(ctx, w.tx); err != nil {
		return err
	}
	w.lookAtOwn()
	all := sameIDs{rewriting: w, add: func(row changedRow) { w.nodes = append(w.nodes, row) }}
	if err := w.nodeVersions(ctx, w.tx, func(v graph.Version, _ string) error { return all.version(v.Node.ID, v) }); err != nil {
		return err
	}
	all.end()
	all.add = func(row changedRow) { w.edges = append(w.edges, row) }
	err = w.edgeVersions(ctx, w.tx, func(v graph.Version, _ string) error { return all.version(v.Edge.ID, v) })
	all.end()
	return err
}

// lookAtOwn finds what becomes of the network's own attributes.
func (w *rewriting) lookAtOwn() {
	for i := range w.own {
		v := &w.own[i]
		old := v.Attributes
		if v.Attributes = w.Whole(old); !slices.Equal(old, v.Attributes) {
			w.differ(*v)
		}
	}
}

// writeOwn writes the network's own attributes: a commit that changed nothing in them any more says nothing of them.
func (w *rewriting) writeOwn(ctx context.Context) error {
	var before string
	for _, v := range w.own {
		now, err := v.Attributes.MarshalJSON()
		if err != nil {
			return err
		}
		text := any(string(now))
		if string(now) == before || before == "" && string(now) == "{}" {
			text = nil
		}
		before = string(now)
		if _, err := w.tx.ExecContext(ctx, "UPDATE commits SET attributes = ? WHERE network = ? AND revision = ?", text, w.network, v.Since); err != nil {
			return err
		}
	}
	return nil
}

// differ notes that the states of the revisions in which something stood are other ones.
func (w *rewriting) differ(v graph.Version) {
	until := v.Until
	if until == 0 {
		until = w.newest + 1
	}
	for at := v.Since; at < until; at++ {
		w.differs[at] = true
	}
}

// sameIDs collects the states of one id after the other.
type sameIDs struct {
	*rewriting
	id      string
	states  []graph.Version
	changed bool
	add     func(changedRow)
}

func (s *sameIDs) version(id string, v graph.Version) error {
	if id != s.id {
		s.end()
		s.id = id
	}
	s.states = append(s.states, v)
	if !s.stays(v) {
		s.changed = true
		s.differ(v)
	}
	return nil
}

// stays tells whether a state stays as it is.
func (w *rewriting) stays(v graph.Version) bool {
	if v.Node != nil {
		n, stays := w.Node(*v.Node)
		return stays && slices.Equal(n.Attributes, v.Node.Attributes)
	}
	e, stays := w.Edge(*v.Edge)
	return stays && slices.Equal(e.Attributes, v.Edge.Attributes)
}

// end hands over the states of an id that has changed.
func (s *sameIDs) end() {
	if s.changed {
		slices.SortFunc(s.states, func(a, b graph.Version) int { return int(a.Since - b.Since) })
		s.add(changedRow{id: s.id, before: s.states, after: s.after(s.states)})
		s.states = nil
	}
	s.id, s.states, s.changed = "", s.states[:0], false
}

// after returns what becomes of the states of an id: those that are the same now, one after the other, are one.
func (w *rewriting) after(states []graph.Version) []graph.Version {
	var out []graph.Version
	for _, v := range states {
		stays := false
		if v.Node != nil {
			var n graph.Node
			n, stays = w.Node(*v.Node)
			v.Node = &n
		} else {
			var e graph.Edge
			e, stays = w.Edge(*v.Edge)
			v.Edge = &e
		}
		last := len(out) - 1
		switch {
		case !stays:
		case last >= 0 && out[last].Until == v.Since && sameState(out[last], v):
			out[last].Until = v.Until
		default:
			out = append(out, v)
		}
	}
	return out
}

func sameState(a, b graph.Version) bool {
	if a.Node != nil {
		return a.Node.Kind == b.Node.Kind && slices.Equal(a.Node.Attributes, b.Node.Attributes)
	}
	x, y := a.Edge, b.Edge
	return x.Source == y.Source && x.Target == y.Target && x.Type == y.Type && x.Directed == y.Directed && slices.Equal(x.Attributes, y.Attributes)
}

// commits rewrites authors, messages and snapshots, and tells whether one of them differs.
func (w *rewriting) commits(ctx context.Context) (differs bool, err error) {
	all, err := w.state.commits(ctx, w.tx, graph.Page{})
	if err != nil {
		return false, err
	}
	for _, c := range all {
		now := w.Commit(c)
		if now.Author == c.Author && now.Message == c.Message {
			continue
		}
		differs = true
		if _, err := w.tx.ExecContext(ctx, "UPDATE commits SET author = ?, message = ?, sum = ? WHERE network = ? AND revision = ?", now.Author, now.Message, sumOfCommit(now), w.network, c.Revision); err != nil {
			return false, err
		}
	}
	infos := []graph.NetworkInfo{{}}
	if err := addSnapshots(ctx, w.tx, infos, map[int64]int{w.network: 0}); err != nil {
		return false, err
	}
	old := infos[0].Snapshots
	now := w.Snapshots(old)
	if slices.Equal(old, now) {
		return differs, nil
	}
	if _, err := w.tx.ExecContext(ctx, "DELETE FROM snapshots WHERE network = ?", w.network); err != nil {
		return false, err
	}
	for _, s := range now {
		if _, err := w.tx.ExecContext(ctx, "INSERT INTO snapshots (network, name, revision, sum) VALUES (?, ?, ?, ?)", w.network, s.Name, s.Revision, sumOf(s.Revision, s.Name)); err != nil {
			return false, err
		}
	}
	return true, nil
}

func (w *rewriting) writeNodes(ctx context.Context) error {
	return w.writeRows(ctx, w.nodes, rowWriter{
		tables: [2]string{"nodes", "past_nodes"}, columns: "(network, id, kind, attributes, since", places: "(?, ?, ?, ?, ?",
		values: func(v graph.Version) ([]any, error) {
			text, err := v.Node.Attributes.MarshalJSON()
			return []any{w.network, v.Node.ID, v.Node.Kind, string(text), v.Since}, err
		},
		added: func(c *graph.Counts) *int { return &c.NodesAdded }, changed: func(c *graph.Counts) *int { return &c.NodesChanged }, removed: func(c *graph.Counts) *int { return &c.NodesRemoved },
	})
}

func (w *rewriting) writeEdges(ctx context.Context) error {
	return w.writeRows(ctx, w.edges, rowWriter{
		tables: [2]string{"edges", "past_edges"}, columns: "(network, id, source, target, type, directed, attributes, since", places: "(?, ?, ?, ?, ?, ?, ?, ?",
		values: func(v graph.Version) ([]any, error) {
			e, directed := v.Edge, int64(0)
			if e.Directed {
				directed = 1
			}
			text, err := e.Attributes.MarshalJSON()
			return []any{w.network, e.ID, e.Source, e.Target, e.Type, directed, string(text), v.Since}, err
		},
		added: func(c *graph.Counts) *int { return &c.EdgesAdded }, changed: func(c *graph.Counts) *int { return &c.EdgesChanged }, removed: func(c *graph.Counts) *int { return &c.EdgesRemoved },
	})
}

// rowWriter writes the states of nodes, or of edges, into the table of the newest state and that of the past.
type rowWriter struct {
	tables                  [2]string
	columns, places         string
	values                  func(graph.Version) ([]any, error)
	added, changed, removed func(*graph.Counts) *int
}

func (w *rewriting) writeRows(ctx context.Context, rows []changedRow, into rowWriter) error {
	for _, row := range rows {
		w.count(row.before, -1, into)
		w.count(row.after, 1, into)
		for _, table := range into.tables {
			if _, err := w.tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE network = ? AND id = ?", w.network, row.id); err != nil {
				return err
			}
		}
		for _, v := range row.after {
			values, err := into.values(v)
			if err != nil {
				return err
			}
			text := "INSERT INTO " + into.tables[0] + into.columns + ") VALUES " + into.places + ")"
			if v.Until > 0 {
				text = "INSERT INTO " + into.tables[1] + into.columns + ", until) VALUES " + into.places + ", ?)"
				values = append(values, v.Until)
			}
			if _, err := w.tx.ExecContext(ctx, text, values...); err != nil {
				return err
			}
		}
	}
	return nil
}

// count adds what the commits made of the states of one id, times by, to what is to be added to their counts.
func (w *rewriting) count(states []graph.Version, by int, into rowWriter) {
	of := func(at graph.Revision) *graph.Counts {
		if w.counts[at] == nil {
			w.counts[at] = &graph.Counts{}
		}
		return w.counts[at]
	}
	for i, v := range states {
		if i > 0 && states[i-1].Until == v.Since {
			*into.changed(of(v.Since)) += by
		} else {
			*into.added(of(v.Since)) += by
		}
		if v.Until > 0 && (i+1 == len(states) || states[i+1].Since != v.Until) {
			*into.removed(of(v.Until)) += by
		}
	}
}

// writeCounts writes how much each commit changes now, and how much its state has.
func (w *rewriting) writeCounts(ctx context.Context) error {
	nodes, edges := 0, 0 // that the states have more than they had
	for at := graph.Revision(1); at <= w.newest; at++ {
		n := w.counts[at]
		if n == nil {
			n = &graph.Counts{}
		}
		nodes, edges = nodes+n.NodesAdded-n.NodesRemoved, edges+n.EdgesAdded-n.EdgesRemoved
		if *n == (graph.Counts{}) && nodes == 0 && edges == 0 {
			continue
		}
		_, err := w.tx.ExecContext(ctx, `UPDATE commits SET nodes = nodes + ?, edges = edges + ?, nodes_added = nodes_added + ?, nodes_changed = nodes_changed + ?,
			nodes_removed = nodes_removed + ?, edges_added = edges_added + ?, edges_changed = edges_changed + ?, edges_removed = edges_removed + ? WHERE network = ? AND revision = ?`,
			nodes, edges, n.NodesAdded, n.NodesChanged, n.NodesRemoved, n.EdgesAdded, n.EdgesChanged, n.EdgesRemoved, w.network, at)
		if err != nil {
			return err
		}
	}
	return nil
}

// checkDigests compares the states that are to be other ones with the digests that they were stored with.
func (w *rewriting) checkDigests(ctx context.Context) error {
	digests, err := w.digests(ctx)
	if err != nil {
		return err
	}
	w.gone = digests
	for at, digest := range digests {
		var stored string
		if err := w.tx.QueryRowContext(ctx, "SELECT digest FROM commits WHERE network = ? AND revision = ?", w.network, at).Scan(&stored); err != nil {
			return err
		}
		if digest != stored {
			return errDigest
		}
	}
	return nil
}

// errDigest is a revision whose rows are not those that it was stored with.
var errDigest = errors.New("sqlite: a revision does not have its digest")

// writeDigests writes the digests of the states that are other ones.
func (w *rewriting) writeDigests(ctx context.Context) error {
	digests, err := w.digests(ctx)
	for at, digest := range digests {
		if _, err := w.tx.ExecContext(ctx, "UPDATE commits SET digest = ? WHERE network = ? AND revision = ?", digest, w.network, at); err != nil {
			return err
		}
	}
	return err
}

// digests returns the digests that the rows give to the revisions that differ.
func (w *rewriting) digests(ctx context.Context) (map[graph.Revision]string, error) {
	var revisions []graph.Revision
	for at, differs := range w.differs {
		if differs {
			revisions = append(revisions, graph.Revision(at))
		}
	}
	d := graph.NewDigester(revisions)
	inEdges := false
	err := w.versions(ctx, w.tx, func(v graph.Version, attributes string) error {
		switch {
		case v.Node != nil:
			d.Node(v, attributes)
			return nil
		case v.Edge == nil:
			d.Attributes(v)
			return nil
		case !inEdges:
			d.Edges()
			inEdges = true
		}
		d.Edge(v, attributes)
		return nil
	})
	if !inEdges {
		d.Edges()
	}
	return d.Digests(), err
}

// record writes the commit that says so, and moves the network to it.
func (w *rewriting) record(ctx context.Context) error {
	c := w.commit
	if c.Time.IsZero() {
		c.Time = time.Now()
	}
	c.Revision = w.newest + 1
	_, err := w.tx.ExecContext(ctx, `INSERT INTO commits SELECT network, ?, ?, ?, ?, digest, nodes, edges, 0, 0, 0, 0, 0, 0, NULL, ?
		FROM commits WHERE network = ? AND revision = ?`, c.Revision, c.Author, written(c.Time), c.Message, sumOfCommit(c), w.network, w.newest)
	if err != nil {
		return err
	}
	title := ""
	if last := len(w.own) - 1; last >= 0 {
		title = w.own[last].Attributes.Get("title").String()
	}
	_, err = w.tx.ExecContext(ctx, "UPDATE networks SET revision = ?, title = ?, sum = ? WHERE key = ?", c.Revision, title, sumOf(c.Revision, w.name, title), w.network)
	return err
}
