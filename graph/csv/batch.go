package csv

import (
	"iter"

	"trama/graph"
)

// batch is some rows of a table on their way from the goroutine that cuts them to the one that adds them. An error that
// cutting came to ends a batch: it belongs behind its rows.
type batch struct {
	pairs []uint32 // the rows before the others that are two numbers and nothing else
	wide  int      // bytes of these
	bytes []byte   // of the cells, one behind the other
	cells []uint32 // where each cell ends
	rows  []cutRow
	keys  []graph.Key // of the ids in each row
	err   error
	line  int  // of the error
	last  bool // no row comes after these
}

// cutRow is a row of a batch: the cells up to this one that no row before it has.
type cutRow struct {
	line  int
	cells uint32
	odd   bool
}

// What a batch holds at most. Handing it on must cost little beside its rows, and long cells must not take much memory.
const (
	batchRows  = 4096
	batchBytes = 1 << 18
	batchCells = 1 << 18
)

// ahead is how many batches may wait to be added.
const ahead = 2

// cutting is the goroutine that cuts rows, and how batches come from it and go back to it.
type cutting struct {
	rows *rows
	ids  []int // the columns of which a batch has keys
	key  func([]byte) graph.Key
	full chan *batch
	used chan *batch
	stop chan struct{}

	fault any // what it panicked with: for the other goroutine to panic with, since nobody can recover in this one
}

// batches returns what is left of the rows, cut by a goroutine of its own, which has ended when the last batch is used or no
// more is wanted. A batch is used again after the next one was asked for. It has keys of the ids in some columns.
func (r *rows) batches(ids []int, key func([]byte) graph.Key) iter.Seq[*batch] {
	return func(yield func(*batch) bool) {
		c := cutting{
			rows: r, ids: ids, key: key,
			full: make(chan *batch, ahead), used: make(chan *batch, ahead+2), stop: make(chan struct{}),
		}
		go c.run()
		defer c.end()
		for b := range c.full {
			if !yield(b) {
				return
			}
			if cap(b.bytes) <= 2*batchBytes && cap(b.cells) <= 2*batchCells {
				c.used <- b
			}
		}
		if c.fault != nil {
			panic(c.fault)
		}
	}
}

// run hands on batches until the last one, or until nobody wants more.
func (c *cutting) run() {
	defer close(c.full)
	defer func() { c.fault = recover() }()
	for more := true; more; {
		b := c.empty()
		more = c.fill(b)
		select {
		case c.full <- b:
		case <-c.stop:
			return
		}
	}
}

// end waits until nothing reads the table any more.
func (c *cutting) end() {
	close(c.stop)
	for range c.full {
	}
}

// empty returns a batch to fill.
func (c *cutting) empty() *batch {
	select {
	case b := <-c.used:
		b.reset()
		return b
	default:
		return &batch{}
	}
}

// fill cuts rows into a batch; it returns false where nothing comes after it.
func (c *cutting) fill(b *batch) bool {
	r := c.rows
	if r.bare {
		if err := r.pairs(b); err != nil {
			b.err, b.line = err, r.following
			return false
		}
		if len(b.pairs) == 2*r.perBatch {
			return true
		}
	}
	for len(b.rows) < r.perBatch && len(b.bytes) < batchBytes && len(b.cells) < batchCells {
		ok, err := r.next()
		if err != nil {
			b.err, b.line = err, r.line
			return isRefusal(err)
		}
		if !ok {
			b.last = true
			return false
		}
		b.add(&r.row)
		for _, i := range c.ids {
			b.keys = append(b.keys, c.key(r.id(i)))
		}
	}
	b.last = r.look() == nil && r.held.err == nil
	return true
}

// width returns how many bytes of the file a row takes, 0 without rows.
func (b *batch) width() float64 {
	rows := len(b.rows) + len(b.pairs)/2
	return float64(b.wide+len(b.bytes)+len(b.cells)) / float64(max(1, rows))
}

func (b *batch) reset() {
	b.wide, b.pairs, b.bytes, b.cells, b.rows, b.keys, b.err = 0, b.pairs[:0], b.bytes[:0], b.cells[:0], b.rows[:0], b.keys[:0], nil
	b.last = false
}

func (b *batch) add(r *row) {
	for _, cell := range r.cells {
		b.bytes = append(b.bytes, cell...)
		b.cells = append(b.cells, uint32(len(b.bytes)))
	}
	b.rows = append(b.rows, cutRow{r.line, uint32(len(b.cells)), r.odd})
}

// all returns the rows one after the other, in the same place.
func (b *batch) all(r *row) iter.Seq[int] {
	return func(yield func(int) bool) {
		cell, start := uint32(0), uint32(0)
		for i, cut := range b.rows {
			r.cells, r.line, r.odd = r.cells[:0], cut.line, cut.odd
			for ; cell < cut.cells; cell++ {
				r.cells = append(r.cells, b.bytes[start:b.cells[cell]])
				start = b.cells[cell]
			}
			if !yield(i) {
				return
			}
		}
	}
}
