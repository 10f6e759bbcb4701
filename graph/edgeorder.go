package graph

import (
	"bytes"
	"cmp"
	mathbits "math/bits"
	"slices"
	"strings"
)

// placeEdges gives every edge its id and puts the edges into g in ascending order of it. The ends in b are ranks of g's
// nodes already.
func (b *Builder) placeEdges(g *Graph) {
	claimed, own := b.claimedIDs(g)
	o := newEdgeOrder(b, g)
	o.claimed, o.taken = claimed, b.taken(own)
	p := o.derived(b.Edges() - len(own))
	if len(own) > 0 {
		p = b.merged(g, p, own)
	}
	b.edgeTable(g, p)
}

// placement says which edges of the Builder follow each other in the graph, with the number of each among those with its
// ends and type, 0 where its id is not derived, and its ends.
type placement struct{ edge, number, source, target []uint32 }

func newPlacement(edges int) placement {
	var lists [4][]uint32
	inTasks(len(lists), func(_, i int) { lists[i] = make([]uint32, edges) }) // zeros of their own take as long as what fills them
	return placement{lists[0], lists[1], lists[2], lists[3]}
}

// ownID stands for the number of an edge whose id is not derived.
const ownID = ^uint32(0)

// claimedIDs returns for each edge the number in the id that its file gives it, where that reads as one derived of the edge:
// what Trama wrote comes back that way, and millions of ids need no text. It is 0 where the file gives none, and ownID where
// the id is another; these edges are returned apart. Where no file gives an id, claimed is nil.
func (b *Builder) claimedIDs(g *Graph) (claimed, own []uint32) {
	if len(b.edgeIDs.ends) == 0 {
		return nil, nil
	}
	claimed = make([]uint32, b.Edges())
	var prefix []byte
	for e := range claimed {
		id := b.edgeIDs.at(e)
		if len(id) == 0 {
			continue
		}
		prefix = appendDerivedID(prefix[:0], b.keyOf(g, uint32(e)), 0)
		if claimed[e] = derivedNumber(string(id), prefix[:len(prefix)-1]); claimed[e] == 0 {
			claimed[e], own = ownID, append(own, uint32(e))
		}
	}
	return claimed, own
}

// nodes returns the ends of an edge as positions of nodes.
func (b *Builder) nodes(e uint32) (source, target uint32) {
	return b.ranked[b.source[e]], b.ranked[b.target[e]]
}

func (b *Builder) keyOf(g *Graph, e uint32) edgeKey {
	source, target := b.nodes(e)
	return edgeKey{source: g.NodeID(int(source)), target: g.NodeID(int(target)), typ: b.EdgeType(int(e))}
}

// taken returns the ids of those edges, nil where there are none.
func (b *Builder) taken(own []uint32) *dictionary {
	if len(own) == 0 {
		return nil
	}
	ids := newDictionary()
	for _, e := range own {
		ids.intern(b.edgeIDs.at(int(e)))
	}
	return ids
}

// edgeOrder sorts the edges whose ids are derived as these ids do, by source, type, target and number. A counting sort
// brings those of each source together; the edges of a source are then sorted for themselves, on all cores.
type edgeOrder struct {
	b        *Builder
	g        *Graph
	claimed  []uint32
	taken    *dictionary
	typeRank []uint32
	turned   []bool // the types whose ends stand in ascending order
	anyTurn  bool   // there is such a type
	keys     keyLayout
}

// keyLayout says where in the key of an edge, among the edges of its source, the rank of its type and that of its target
// stand; the edge's number is in the lowest bits. Numbers sort faster than anything else.
type keyLayout struct {
	typ, target int
	nodes       uint64 // the bits of a target
	apart       bool   // the type finds no room: it is looked up
}

func newKeyLayout(nodes, types, edges int) keyLayout {
	width := func(n int) int { return mathbits.Len(uint(max(1, n) - 1)) }
	l := keyLayout{target: width(edges), typ: width(edges) + width(nodes), nodes: 1<<width(nodes) - 1}
	l.apart = l.typ+width(types) > 64
	return l
}

func newEdgeOrder(b *Builder, g *Graph) *edgeOrder {
	types := b.typeOf.list
	o := &edgeOrder{
		b: b, g: g, typeRank: comparedRanks(len(types), func(i int) string { return types[i] }),
		keys: newKeyLayout(g.Nodes(), len(types), b.Edges()),
	}
	for _, name := range types {
		o.turned = append(o.turned, symmetric(name))
		o.anyTurn = o.anyTurn || symmetric(name)
	}
	return o
}

// derived returns so many edges in order.
func (o *edgeOrder) derived(edges int) placement {
	r := o.ranged(edges)
	p, scratch := newPlacement(edges), make([]scratchRows, cores())
	inTasks(len(r.starts)-1, func(worker, task int) { o.placeRange(r, task, &scratch[worker], p) })
	return p
}

func (p placement) part(start, end uint32) placement {
	return placement{p.edge[start:end], p.number[start:end], p.source[start:end], p.target[start:end]}
}

// ranged are edges with those of some sources together: range r holds the sources from r<<shift on, and its edges are those
// from starts[r] to starts[r+1]. What belongs to one range stays near the processor while it is sorted.
type ranged struct {
	shift  int
	starts []uint32
	source []uint32 // the rank of each edge's source
	key    []uint64
}

// Sizes of ranges: there are at most 1<<rangeBits of them, so that each core writes to few places at a time, and they hold
// about 1<<rangeEdges edges or more.
const (
	rangeBits  = 8
	rangeEdges = 14
)

// ranged returns so many edges in ranges, within each in the order of the Builder. Each part of the edges is counted and
// then put into its places for itself.
func (o *edgeOrder) ranged(edges int) ranged {
	all, nodes := o.b.Edges(), o.g.Nodes()
	r := ranged{shift: max(0, mathbits.Len(uint(nodes))-min(rangeBits, mathbits.Len(uint(edges>>rangeEdges))))}
	ranges := nodes>>r.shift + 1
	counts := make([][]uint32, partsOf(all))
	inParts(all, len(counts), func(part, from, to int) {
		count := make([]uint32, ranges)
		for e := from; e < to; e++ {
			if o.isDerived(uint32(e)) {
				source, _ := o.ends(uint32(e))
				count[source>>r.shift]++
			}
		}
		counts[part] = count
	})
	r.starts = startsOf(counts, ranges)
	r.source, r.key = make([]uint32, edges), make([]uint64, edges)
	inParts(all, len(counts), func(part, from, to int) {
		for e := from; e < to; e++ {
			if o.isDerived(uint32(e)) {
				source, target := o.ends(uint32(e))
				at := &counts[part][source>>r.shift]
				r.source[*at], r.key[*at] = source, o.key(uint32(e), target)
				*at++
			}
		}
	})
	return r
}

// scratchRows are the edges of one range, source after source; ends says where those of each source end.
type scratchRows struct {
	ends []uint32
	keys []uint64
}

// placeRange puts the edges of a range into order.
func (o *edgeOrder) placeRange(r ranged, task int, s *scratchRows, p placement) {
	first, low := r.starts[task], uint32(task)<<r.shift
	s.sort(r.source[first:r.starts[task+1]], r.key[first:r.starts[task+1]], low, 1<<r.shift)
	start := uint32(0)
	for i, end := range s.ends {
		if row := s.keys[start:end]; len(row) > 0 {
			part := p.part(first+start, first+end)
			o.placeRow(row, part.edge, part.number)
			o.placeEnds(low+uint32(i), row, part)
		}
		start = end
	}
}

// sort puts the keys of each source together, in the order that they have; sources begin with low, and there are so many.
func (s *scratchRows) sort(source []uint32, key []uint64, low uint32, sources int) {
	s.ends, s.keys = grown(s.ends[:0], sources), grown(s.keys[:0], len(key))
	clear(s.ends)
	for _, x := range source {
		s.ends[x-low]++
	}
	next := uint32(0)
	for i, n := range s.ends {
		s.ends[i], next = next, next+n
	}
	for i, x := range source {
		at := &s.ends[x-low]
		s.keys[*at] = key[i]
		*at++
	}
}

// startsOf makes places of the counts of n keys in each part: where the first of a part belongs among all of its key. It
// returns where each key begins, and the end.
func startsOf(counts [][]uint32, n int) []uint32 {
	starts, at := make([]uint32, n+1), uint32(0)
	for key := range n {
		starts[key] = at
		for _, part := range counts {
			part[key], at = at, at+part[key]
		}
	}
	starts[n] = at
	return starts
}

func (o *edgeOrder) isDerived(e uint32) bool { return o.claimed == nil || o.claimed[e] != ownID }

// ends returns the ranks of the ends in the order that they have in the edge's id.
func (o *edgeOrder) ends(e uint32) (source, target uint32) {
	s, t := o.b.source[e], o.b.target[e]
	if o.anyTurn && o.turned[o.b.typeCode(int(e))] && o.b.ranked[s] > o.b.ranked[t] {
		s, t = t, s
	}
	return s, t
}

// key returns the key of an edge to a target of that rank.
func (o *edgeOrder) key(e, target uint32) uint64 {
	key := uint64(target)<<o.keys.target | uint64(e)
	if !o.keys.apart {
		key |= uint64(o.typeRank[o.b.typeCode(int(e))]) << o.keys.typ
	}
	return key
}

// edgeOf returns the edge of a key.
func (o *edgeOrder) edgeOf(key uint64) uint32 { return uint32(key & (1<<o.keys.target - 1)) }

// typeApart returns the rank of the type of a key that has none in it, 0 for another.
func (o *edgeOrder) typeApart(key uint64) uint32 {
	if !o.keys.apart {
		return 0
	}
	return o.typeRank[o.b.typeCode(int(o.edgeOf(key)))]
}

// sameEnds tells whether the edges of one source have the same target and type.
func (o *edgeOrder) sameEnds(x, y uint64) bool {
	return x>>o.keys.target == y>>o.keys.target && o.typeApart(x) == o.typeApart(y)
}

// placeRow puts the edges of one source in order and numbers them.
func (o *edgeOrder) placeRow(row []uint64, order, numbers []uint32) {
	o.sortRow(row)
	for i, key := range row {
		order[i], numbers[i] = o.edgeOf(key), 0
		if o.claimed != nil {
			numbers[i] = o.claimed[order[i]]
		}
	}
	for start := 0; start < len(row); {
		end := start + 1
		for end < len(row) && o.sameEnds(row[start], row[end]) {
			end++
		}
		if end-start > 1 || o.taken != nil {
			o.numberEquals(order[start:end], numbers[start:end])
		} else {
			numbers[start] = max(1, numbers[start])
		}
		start = end
	}
}

// placeEnds says the ends of the edges of one source, which are placed: in the order that they have in the Builder.
func (o *edgeOrder) placeEnds(source uint32, row []uint64, p placement) {
	for i, key := range row {
		p.source[i], p.target[i] = o.b.ranked[source], o.b.ranked[key>>o.keys.target&o.keys.nodes]
		if o.anyTurn && o.b.source[p.edge[i]] != source {
			p.source[i], p.target[i] = p.target[i], p.source[i]
		}
	}
}

func (o *edgeOrder) sortRow(row []uint64) {
	if !o.keys.apart {
		slices.Sort(row)
		return
	}
	slices.SortFunc(row, func(x, y uint64) int {
		return cmp.Or(cmp.Compare(o.typeApart(x), o.typeApart(y)), cmp.Compare(x, y))
	})
}

// partRanks returns the rank of each of the ascending ids among all, in the order that they have inside derived ids. There
// a part that begins another one stands behind it: where no part is encoded, all else is as it is among the ids.
func partRanks(ids packed) []uint32 {
	if encoded(ids.bytes) {
		return comparedRanks(ids.len(), ids.at)
	}
	rank, next := make([]uint32, ids.len()), uint32(0)
	var open []int // each of them begins the next one
	closed := func(id string) {
		for len(open) > 0 && !strings.HasPrefix(id, ids.at(open[len(open)-1])) {
			rank[open[len(open)-1]] = next
			open, next = open[:len(open)-1], next+1
		}
	}
	for i := range rank {
		closed(ids.at(i))
		open = append(open, i)
	}
	for i := range open {
		rank[open[len(open)-1-i]] = next + uint32(i)
	}
	return rank
}

// encoded tells whether parts of derived ids that hold these bytes are percent-encoded.
func encoded(text string) bool {
	for i := range len(text) {
		if !plain(text[i]) {
			return true
		}
	}
	return false
}

// comparedRanks returns the rank of each name among all, in the order that they have inside derived ids.
func comparedRanks(n int, name func(int) string) []uint32 {
	order := identity(n)
	compare := func(x, y uint32) int {
		a, b := name(int(x)), name(int(y))
		switch {
		case lessPart(a, b):
			return -1
		case lessPart(b, a):
			return 1
		}
		return 0
	}
	if !slices.IsSortedFunc(order, compare) {
		slices.SortFunc(order, compare)
	}
	rank := make([]uint32, n)
	for i, x := range order {
		rank[x] = uint32(i)
	}
	return rank
}

// merged returns all edges in ascending order of id: the derived ones, which are in order, and those with an id of their own
// among them.
func (b *Builder) merged(g *Graph, derived placement, own []uint32) placement {
	all := newPlacement(b.Edges())
	own, next := b.edgeIDs.ascending(own), 0
	place := func(e, number uint32) {
		all.edge[next], all.number[next] = e, number
		all.source[next], all.target[next] = b.nodes(e)
		next++
	}
	var id []byte
	for i, e := range derived.edge {
		id = appendDerivedID(id[:0], b.keyOf(g, e), derived.number[i])
		for len(own) > 0 && bytes.Compare(b.edgeIDs.at(int(own[0])), id) < 0 {
			place(own[0], 0)
			own = own[1:]
		}
		place(e, derived.number[i])
	}
	for _, e := range own {
		place(e, 0)
	}
	return all
}

func (b *Builder) edgeTable(g *Graph, p placement) {
	t := edgeTable{source: p.source, target: p.target, directed: b.directedIn(p.edge)}
	if slices.ContainsFunc(p.number, func(n uint32) bool { return n > 0 }) {
		t.nth = p.number
	}
	t.ids = b.ownIDs(p.edge, p.number)
	t.class, t.classes = classesInOrder(b.types, b.typeOf.list, p.edge)
	t.columns = b.edgeCols.columns(p.edge)
	g.edges = t
}

// directedIn tells of the edges in an order which are directed.
func (b *Builder) directedIn(order []uint32) bits {
	out := newBits(len(order))
	if b.directed.count() == len(order) {
		out.setRange(0, len(order))
		return out
	}
	inShares(len(order), func(from, to int) {
		for i, e := range order[from:to] {
			if i += from; b.directed.get(int(e)) {
				out[i>>6] |= 1 << (i & 63)
			}
		}
	})
	return out
}

// ownIDs returns the ids that are not derived, with "" in the place of the others; nothing where all are.
func (b *Builder) ownIDs(order, numbers []uint32) packed {
	ids := newPacker(0)
	if !slices.Contains(numbers, 0) {
		return ids.strings()
	}
	for i, e := range order {
		if numbers[i] > 0 {
			ids.add("")
		} else {
			ids.addBytes(b.edgeIDs.at(int(e)))
		}
	}
	return ids.strings()
}
