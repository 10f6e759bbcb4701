package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"trama/graph"
)

// writeRows writes the nodes and edges that differ, and counts them. One core makes the rows, another runs the engine.
func (c *commit) writeRows(ctx context.Context, tx *sql.Tx) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	batches := make(chan batch, 4)
	w := &walk{commit: c, ctx: ctx, batches: batches}
	go func() {
		defer close(batches)
		w.run()
	}()
	e := &executor{tx: tx, full: map[string]*sql.Stmt{}, total: int64(max(c.before.Nodes(), c.after.Nodes()) + max(c.before.Edges(), c.after.Edges()))}
	for b := range batches {
		if err := e.run(ctx, b); err != nil {
			return err // and the walk ends with the context
		}
	}
	c.Counts = w.counts
	return ctx.Err()
}

// rowsPerStatement is how many rows one statement writes: many more cost the engine as much for each.
const rowsPerStatement = 100

// table is one of the two tables of the newest state. The statements have a place for the network's key, for the
// revision, and for the rows; each row of put has a place for the key and one for the revision.
type table struct {
	archive, remove, put string
	row, end             string
}

var (
	nodeTable = table{
		archive: "INSERT INTO past_nodes SELECT network, id, kind, attributes, since, %[2]d FROM nodes WHERE network = %[1]d AND id IN (",
		remove:  "DELETE FROM nodes WHERE network = %[1]d AND id IN (",
		put:     "INSERT INTO nodes (network, id, kind, attributes, since) VALUES ", row: "(%[1]d,?,?,?,%[2]d)",
		end: " ON CONFLICT DO UPDATE SET kind = excluded.kind, attributes = excluded.attributes, since = excluded.since",
	}
	edgeTable = table{
		archive: "INSERT INTO past_edges SELECT network, id, source, target, type, directed, attributes, since, %[2]d FROM edges WHERE network = %[1]d AND id IN (",
		remove:  "DELETE FROM edges WHERE network = %[1]d AND id IN (",
		put:     "INSERT INTO edges (network, id, source, target, type, directed, attributes, since) VALUES ", row: "(%[1]d,?,?,?,?,?,?,%[2]d)",
		end: " ON CONFLICT DO UPDATE SET source = excluded.source, target = excluded.target, type = excluded.type, directed = excluded.directed, attributes = excluded.attributes, since = excluded.since",
	}
)

// batch is the values of one statement.
type batch struct {
	head, row, separator, end string
	rows                      int
	args                      []any
	done                      int64 // rows walked so far, for the progress
}

func (b *batch) text() string {
	return b.head + strings.Repeat(b.separator+b.row, b.rows)[len(b.separator):] + b.end
}

// add appends a row and tells whether the batch is full.
func (b *batch) add(args ...any) bool {
	b.args = append(b.args, args...)
	b.rows++
	return b.rows == rowsPerStatement
}

// executor runs batches; the statement of full ones is prepared once.
type executor struct {
	tx    *sql.Tx
	full  map[string]*sql.Stmt
	total int64
}

func (e *executor) run(ctx context.Context, b batch) error {
	graph.Report(ctx, "store_apply", b.done, e.total)
	if b.rows < rowsPerStatement {
		_, err := e.tx.ExecContext(ctx, b.text(), b.args...)
		return err
	}
	stmt := e.full[b.head]
	if stmt == nil {
		var err error
		if stmt, err = e.tx.PrepareContext(ctx, b.text()); err != nil {
			return err
		}
		e.full[b.head] = stmt
	}
	_, err := stmt.ExecContext(ctx, b.args...)
	return err
}

// walk makes batches of what differs between the two states, in ascending order of id.
type walk struct {
	*commit
	ctx                  context.Context
	batches              chan<- batch
	counts               graph.Counts
	archive, remove, put batch
	done                 int64 // rows walked so far
	buf                  []byte
}

// begin prepares empty batches for a table.
func (w *walk) begin(t table) {
	filled := func(template string) string { return fmt.Sprintf(template+"%[3]s", w.key, w.Revision, "") }
	ids := batch{row: "?", separator: ",", end: ")"}
	w.archive, w.remove = ids, ids
	w.archive.head, w.remove.head = filled(t.archive), filled(t.remove)
	w.put = batch{head: t.put, row: filled(t.row), separator: ",", end: t.end}
}

// flush sends what the batches hold: what is replaced is archived first.
func (w *walk) flush() {
	for _, b := range []*batch{&w.archive, &w.remove, &w.put} {
		if b.rows == 0 {
			continue
		}
		b.done = w.done
		select {
		case w.batches <- *b:
		case <-w.ctx.Done():
		}
		b.args, b.rows = make([]any, 0, cap(b.args)), 0
	}
}

func (w *walk) run() {
	w.begin(nodeTable)
	inEdges := false
	graph.Differences(w.before, w.after, w.node, func(i, j int) {
		if !inEdges {
			w.flush()
			w.begin(edgeTable)
			inEdges = true
		}
		w.edge(i, j)
	})
	w.flush()
}

// node writes a node that is at i in the state before and at j in the one after, -1 where it is not there.
func (w *walk) node(i, j int) {
	if w.ctx.Err() != nil {
		return
	}
	full := false
	switch {
	case j < 0:
		full = w.leave(w.before.NodeID(i))
		w.counts.NodesRemoved++
	case i < 0:
		full = w.putNode(j)
		w.counts.NodesAdded++
	default:
		full = w.archive.add(w.before.NodeID(i))
		full = w.putNode(j) || full
		w.counts.NodesChanged++
	}
	if w.done = int64(max(i, j)); full {
		w.flush()
	}
}

// leave takes a row out of the newest state.
func (w *walk) leave(id string) (full bool) {
	full = w.archive.add(id)
	return w.remove.add(id) || full
}

func (w *walk) putNode(j int) (full bool) {
	w.buf = w.after.AppendNodeAttributes(w.buf[:0], j)
	return w.put.add(w.after.NodeID(j), w.after.Kind(j), string(w.buf))
}

func (w *walk) edge(i, j int) {
	if w.ctx.Err() != nil {
		return
	}
	full := false
	switch {
	case j < 0:
		full = w.leave(w.before.EdgeID(i))
		w.counts.EdgesRemoved++
	case i < 0:
		full = w.putEdge(w.after.EdgeID(j), j)
		w.counts.EdgesAdded++
	default:
		id := w.after.EdgeID(j)
		full = w.archive.add(id)
		full = w.putEdge(id, j) || full
		w.counts.EdgesChanged++
	}
	if w.done = int64(w.after.Nodes() + max(i, j)); full {
		w.flush()
	}
}

func (w *walk) putEdge(id string, j int) (full bool) {
	s, t := w.after.Ends(j)
	directed := int64(0)
	if w.after.Directed(j) {
		directed = 1
	}
	w.buf = w.after.AppendEdgeAttributes(w.buf[:0], j)
	return w.put.add(id, w.after.NodeID(s), w.after.NodeID(t), w.after.Type(j), directed, string(w.buf))
}
