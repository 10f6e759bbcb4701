package centrality

import (
	"context"

	"trama/analysis/internal/view"
)

// product sums what the neighbours of each node hold. On a large graph these lie all over the memory. There the slots are
// kept in blocks: those of a band of rows, whose sums fit in the cache of a core, follow the nodes that they read, column
// by column (Nishtala et al. 2007, doi:10.1007/s00200-007-0038-9).
type product struct {
	v              *view.View
	nodes          int // with neighbours, the first of the view
	bands, columns int
	starts         []uint32  // by band and, within, by column: where a block begins in slots; and the end
	slots          []uint32  // the node within its column, and the row within its band
	sums           []float64 // by row; nil where there are no blocks
}

// A band has 2¹⁷ rows, a column 2¹⁵ nodes, so that the two make a number of 32 bits.
const (
	bandBits   = 17
	columnBits = 32 - bandBits
)

// newProduct returns the product of a view whose hubs come first, with 4 bytes a slot and 8 a node where it needs blocks:
// where less than a third of what rows name lies in the first band, which stays in the cache by itself.
func newProduct(v *view.View, nodes int) *product {
	p := &product{v: v, nodes: nodes}
	if nodes > 1<<bandBits && v.Offsets[1<<bandBits] < v.Offsets[nodes]/3 {
		p.inBlocks()
	}
	return p
}

// inBlocks puts the slots into their blocks: those of each column are counted, and then put into their places.
func (p *product) inBlocks() {
	p.bands, p.columns = (p.nodes-1)>>bandBits+1, (p.nodes-1)>>columnBits+1
	p.starts = make([]uint32, p.bands*p.columns+1)
	p.inColumns(func(column, from, to int) {
		for _, w := range p.v.Targets[p.v.Offsets[from]:p.v.Offsets[to]] {
			p.starts[p.at(w, column)+1]++
		}
	})
	for i, n := range p.starts[1:] {
		p.starts[i+1] = p.starts[i] + n
	}
	p.slots, p.sums = make([]uint32, len(p.v.Targets)), make([]float64, p.bands<<bandBits)
	p.inColumns(func(column, from, to int) {
		next := make([]uint32, p.bands)
		for b := range next {
			next[b] = p.starts[b*p.columns+column]
		}
		for u := from; u < to; u++ {
			node := uint32(u-from) << bandBits
			for _, w := range p.v.Row(u) {
				place := &next[w>>bandBits]
				p.slots[*place] = node | w&(1<<bandBits-1)
				*place++
			}
		}
	})
}

// at returns the number of the block in which the nodes of a column are read for a row.
func (p *product) at(row uint32, column int) int { return int(row>>bandBits)*p.columns + column }

// inColumns calls work for each column with its first node and the one behind its last, on all cores.
func (p *product) inColumns(work func(column, from, to int)) {
	view.Share(context.Background(), p.columns, func(_, column int) {
		work(column, column<<columnBits, min(p.nodes, (column+1)<<columnBits))
	})
}

// of makes the sums of what nodes hold; values has room for whole columns (see room).
func (p *product) of(values []float64) {
	view.Share(context.Background(), p.bands, func(_, band int) {
		sums := (*[1 << bandBits]float64)(p.sums[band<<bandBits:])
		clear(sums[:])
		for column := range p.columns {
			at := band*p.columns + column
			add(sums, (*[1 << columnBits]float64)(values[column<<columnBits:]), p.slots[p.starts[at]:p.starts[at+1]])
		}
	})
}

// add adds to the rows of a band what the slots of a block read. Each row comes to be added up in its own order.
func add(band *[1 << bandBits]float64, column *[1 << columnBits]float64, slots []uint32) {
	for _, slot := range slots {
		band[slot&(1<<bandBits-1)] += column[slot>>bandBits]
	}
}

// room returns how long a list of what nodes hold must be.
func room(nodes int) int { return (nodes + 1<<columnBits - 1) &^ (1<<columnBits - 1) }
