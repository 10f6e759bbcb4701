package graph

import (
	"bytes"
	"cmp"
	mathbits "math/bits"
	"slices"
	"sort"
	"strings"
)

// placeEdges gives every edge its id and puts the edges into g in ascending order of it. The ends in b are positions of
// g's nodes already.
func (b *Builder) placeEdges(g *Graph) {
	claimed, own := b.claimedIDs(g)
	o := newEdgeOrder(b, g)
	o.claimed, o.taken = claimed, b.taken(own)
	order, numbers := o.derived(b.Edges() - len(own))
	if len(own) > 0 {
		order, numbers = b.mergedOrder(g, order, numbers, own)
	}
	b.edgeTable(g, order, numbers)
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

func (b *Builder) keyOf(g *Graph, e uint32) edgeKey {
	return edgeKey{source: g.NodeID(int(b.source[e])), target: g.NodeID(int(b.target[e])), typ: b.typeOf.list[b.types[e]]}
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
	rank     []uint32 // of the nodes, as parts of ids
	typeRank []uint32
	turned   []bool // the types whose ends stand in ascending order
	keys     keyLayout
}

// keyLayout says where in the key of an edge, among the edges of its source, the rank of its type and that of its target
// stand; the edge's number is in the lowest bits. Numbers sort faster than anything else.
type keyLayout struct {
	typ, target int
	apart       bool // the type finds no room: it is looked up
}

func newKeyLayout(nodes, types, edges int) keyLayout {
	width := func(n int) int { return mathbits.Len(uint(max(1, n) - 1)) }
	l := keyLayout{target: width(edges), typ: width(edges) + width(nodes)}
	l.apart = l.typ+width(types) > 64
	return l
}

func newEdgeOrder(b *Builder, g *Graph) *edgeOrder {
	types := b.typeOf.list
	o := &edgeOrder{
		b: b, g: g, rank: partRanks(g.nodes.ids), typeRank: comparedRanks(len(types), func(i int) string { return types[i] }),
		keys: newKeyLayout(g.Nodes(), len(types), b.Edges()),
	}
	for _, name := range types {
		o.turned = append(o.turned, symmetric(name))
	}
	return o
}

// derived returns so many edges in order, and the number of each among those with its ends and type, from 1.
func (o *edgeOrder) derived(edges int) (order, numbers []uint32) {
	starts, rows := o.bySource(edges)
	order, numbers = make([]uint32, edges), make([]uint32, edges)
	source := func(edge int) int {
		return sort.Search(len(starts)-1, func(s int) bool { return int(starts[s]) >= edge })
	}
	inShares(edges, func(from, to int) {
		for s, end := source(from), source(to); s < end; s++ {
			start, end := starts[s], starts[s+1]
			o.placeRow(rows[start:end], order[start:end], numbers[start:end])
		}
	})
	return order, numbers
}

// bySource returns the edges of each source together, in the order of the Builder: those of the source with rank r are
// rows[starts[r]:starts[r+1]]. Each part of the edges is counted and then put into its places for itself.
func (o *edgeOrder) bySource(edges int) (starts []uint32, rows []uint64) {
	all := o.b.Edges()
	sources, counts := make([]uint32, all), make([][]uint32, partsOf(all))
	inParts(all, len(counts), func(part, from, to int) {
		counts[part] = make([]uint32, o.g.Nodes())
		for e := from; e < to; e++ {
			if o.isDerived(uint32(e)) {
				sources[e], _ = o.ends(uint32(e))
				counts[part][sources[e]]++
			}
		}
	})
	starts = startsOf(counts, o.g.Nodes())
	rows = make([]uint64, edges)
	inParts(all, len(counts), func(part, from, to int) {
		for e := from; e < to; e++ {
			if o.isDerived(uint32(e)) {
				at := &counts[part][sources[e]]
				rows[*at] = o.key(uint32(e))
				*at++
			}
		}
	})
	return starts, rows
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
	if s > t && o.turned[o.b.types[e]] {
		s, t = t, s
	}
	return o.rank[s], o.rank[t]
}

// key returns the key of an edge.
func (o *edgeOrder) key(e uint32) uint64 {
	_, target := o.ends(e)
	key := uint64(target)<<o.keys.target | uint64(e)
	if !o.keys.apart {
		key |= uint64(o.typeRank[o.b.types[e]]) << o.keys.typ
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
	return o.typeRank[o.b.types[o.edgeOf(key)]]
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
func partRanks(ids Strings) []uint32 {
	if encoded(ids.bytes) {
		return comparedRanks(ids.Len(), ids.At)
	}
	rank, next := make([]uint32, ids.Len()), uint32(0)
	var open []int // each of them begins the next one
	closed := func(id string) {
		for len(open) > 0 && !strings.HasPrefix(id, ids.At(open[len(open)-1])) {
			rank[open[len(open)-1]] = next
			open, next = open[:len(open)-1], next+1
		}
	}
	for i := range rank {
		closed(ids.At(i))
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

// mergedOrder returns all edges in ascending order of id with their numbers: the derived ones, which are in order, and those
// with an id of their own among them, whose number is 0.
func (b *Builder) mergedOrder(g *Graph, derived, numbers, own []uint32) (order, all []uint32) {
	own = b.edgeIDs.ascending(own)
	order, all = make([]uint32, 0, len(derived)+len(own)), make([]uint32, 0, len(derived)+len(own))
	var id []byte
	for i, e := range derived {
		id = appendDerivedID(id[:0], b.keyOf(g, e), numbers[i])
		for len(own) > 0 && bytes.Compare(b.edgeIDs.at(int(own[0])), id) < 0 {
			order, all, own = append(order, own[0]), append(all, 0), own[1:]
		}
		order, all = append(order, e), append(all, numbers[i])
	}
	return append(order, own...), append(all, make([]uint32, len(own))...)
}

func (b *Builder) edgeTable(g *Graph, order, numbers []uint32) {
	t := edgeTable{
		source: make([]uint32, len(order)), target: make([]uint32, len(order)), directed: newBits(len(order)),
	}
	inShares(len(order), func(from, to int) {
		for i, e := range order[from:to] {
			i += from
			t.source[i], t.target[i] = b.source[e], b.target[e]
			if b.directed.get(int(e)) {
				t.directed[i>>6] |= 1 << (i & 63)
			}
		}
	})
	if slices.ContainsFunc(numbers, func(n uint32) bool { return n > 0 }) {
		t.nth = numbers
	}
	t.ids = b.ownIDs(order, numbers)
	t.class, t.classes = classesInOrder(b.types, b.typeOf.list, order)
	t.columns = b.edgeCols.columns(order)
	g.edges = t
}

// ownIDs returns the ids that are not derived, with "" in the place of the others; nothing where all are.
func (b *Builder) ownIDs(order, numbers []uint32) Strings {
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
