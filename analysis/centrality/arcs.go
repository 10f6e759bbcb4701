package centrality

// arcs are those of some nodes of a level that some lane takes, node by node.
type arcs struct {
	ends  []uint32
	takes []uint16 // the lanes
	last  []int    // where those of each node end
}

// block is how many arcs are gathered, about, before their ends are read.
const block = 256

func newArcs(longest int) arcs {
	return arcs{make([]uint32, block+longest), make([]uint16, block+longest), make([]int, 0, block)}
}

// of returns the ends of the arcs of the i-th node, and the lanes that take each.
func (a *arcs) of(i int) (ends []uint32, takes []uint16) {
	first := 0
	if i > 0 {
		first = a.last[i-1]
	}
	return a.ends[first:a.last[i]], a.takes[first:a.last[i]]
}

// gather lists the arcs of a block of nodes, from the first on in the order, that some lane takes: one that met the node
// and is, or with not is not, among those of the end. It returns the nodes. It decides nothing on the way, so that no read
// from memory waits for the one before; then the figures of all ends are fetched at once.
func (b *brandes[F]) gather(first, end int, of []uint16, not uint16) (nodes []uint32) {
	a, at := &b.arcs, 0
	a.last = a.last[:0]
	for i := first; i < end && at < block && len(a.last) < block; i++ {
		row, met, taken := b.v.Row(int(b.order[i])), b.met[i], 0
		ends, takes := a.ends[at:at+len(row)], a.takes[at:at+len(row)]
		for _, w := range row {
			m := met & (of[w] ^ not)
			ends[taken], takes[taken] = w, m
			taken += int((uint32(m) + 0xffff) >> 16) // 1 unless m is 0
		}
		at += taken
		a.last = append(a.last, at)
	}
	b.fetch(a.ends[:at])
	return b.order[first : first+len(a.last)]
}

// fetch reads the figures of some nodes and returns what is worth nothing: all of them are on their way from memory at
// once then.
//
//go:noinline
func (b *brandes[F]) fetch(nodes []uint32) (sum F) {
	for _, w := range nodes {
		sum += b.figure[w][0] + F(b.beyond[w])
	}
	return sum
}
