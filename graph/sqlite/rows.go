package sqlite

import (
	"bytes"
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
		w.nodes()
		w.edges()
	}()
	e := &executor{tx: tx, full: map[string]*sql.Stmt{}, total: int64(max(c.before.Nodes(), c.after.Nodes()) + max(c.before.Edges(), c.after.Edges()))}
	for b := range batches {
		if err := e.run(ctx, b); err != nil {
			cancel()
			for range batches { // until the walk has seen the end of the context
			}
			return err
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

// walk compares the two states in ascending order of id and makes batches of what differs.
type walk struct {
	*commit
	ctx                  context.Context
	batches              chan<- batch
	counts               graph.Counts
	archive, remove, put batch
	done                 int64
	old, next            []byte // attributes
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

// lower compares the next rows of two lists in ascending order of id, of which either may have ended.
func lower(moreA, moreB bool, compare func() int) int {
	switch {
	case moreA && moreB:
		return compare()
	case moreA:
		return -1
	}
	return 1
}

func (w *walk) nodes() {
	w.begin(nodeTable)
	a, b := w.before, w.after
	for i, j := 0, 0; (i < a.Nodes() || j < b.Nodes()) && w.ctx.Err() == nil; w.done++ {
		full := false
		switch order := lower(i < a.Nodes(), j < b.Nodes(), func() int { return strings.Compare(a.NodeID(i), b.NodeID(j)) }); {
		case order < 0:
			full = w.leave(a.NodeID(i))
			w.counts.NodesRemoved++
			i++
		case order > 0:
			full = w.putNode(j)
			w.counts.NodesAdded++
			j++
		default:
			if w.nodeDiffers(i, j) {
				full = w.keep(a.NodeID(i)) || full
				full = w.putNode(j) || full
				w.counts.NodesChanged++
			}
			i, j = i+1, j+1
		}
		if full {
			w.flush()
		}
	}
	w.flush()
}

// leave takes a row out of the newest state, keep copies it into the past before it is written anew.
func (w *walk) leave(id string) (full bool) {
	full = w.archive.add(id)
	return w.remove.add(id) || full
}

func (w *walk) keep(id string) (full bool) { return w.archive.add(id) }

func (w *walk) putNode(j int) (full bool) {
	w.next = w.after.AppendNodeAttributes(w.next[:0], j)
	return w.put.add(w.after.NodeID(j), w.after.Kind(j), string(w.next))
}

func (w *walk) nodeDiffers(i, j int) bool {
	if w.before.Kind(i) != w.after.Kind(j) {
		return true
	}
	w.old, w.next = w.before.AppendNodeAttributes(w.old[:0], i), w.after.AppendNodeAttributes(w.next[:0], j)
	return !bytes.Equal(w.old, w.next)
}

func (w *walk) edges() {
	w.begin(edgeTable)
	a, b := w.before, w.after
	var idA, idB []byte
	if a.Edges() > 0 {
		idA = a.AppendEdgeID(idA, 0)
	}
	if b.Edges() > 0 {
		idB = b.AppendEdgeID(idB, 0)
	}
	for i, j := 0, 0; (i < a.Edges() || j < b.Edges()) && w.ctx.Err() == nil; w.done++ {
		order := lower(i < a.Edges(), j < b.Edges(), func() int { return bytes.Compare(idA, idB) })
		full := false
		switch {
		case order < 0:
			full = w.leave(string(idA))
			w.counts.EdgesRemoved++
		case order > 0:
			full = w.putEdge(string(idB), j)
			w.counts.EdgesAdded++
		case w.edgeDiffers(i, j):
			id := string(idB)
			full = w.keep(id)
			full = w.putEdge(id, j) || full
			w.counts.EdgesChanged++
		}
		if order <= 0 {
			if i++; i < a.Edges() {
				idA = a.AppendEdgeID(idA[:0], i)
			}
		}
		if order >= 0 {
			if j++; j < b.Edges() {
				idB = b.AppendEdgeID(idB[:0], j)
			}
		}
		if full {
			w.flush()
		}
	}
	w.flush()
}

func (w *walk) putEdge(id string, j int) (full bool) {
	s, t := w.after.Ends(j)
	directed := int64(0)
	if w.after.Directed(j) {
		directed = 1
	}
	w.next = w.after.AppendEdgeAttributes(w.next[:0], j)
	return w.put.add(id, w.after.NodeID(s), w.after.NodeID(t), w.after.Type(j), directed, string(w.next))
}

func (w *walk) edgeDiffers(i, j int) bool {
	a, b := w.before, w.after
	sA, tA := a.Ends(i)
	sB, tB := b.Ends(j)
	if a.NodeID(sA) != b.NodeID(sB) || a.NodeID(tA) != b.NodeID(tB) || a.Type(i) != b.Type(j) || a.Directed(i) != b.Directed(j) {
		return true
	}
	w.old, w.next = a.AppendEdgeAttributes(w.old[:0], i), b.AppendEdgeAttributes(w.next[:0], j)
	return !bytes.Equal(w.old, w.next)
}
