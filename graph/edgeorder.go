package graph

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// placeEdges gives every edge its id and puts the edges into g in ascending order of it. The ends in b are positions of
// g's nodes already.
func (b *Builder) placeEdges(g *Graph) {
	nth := make([]uint32, b.Edges())
	derived, own := b.claimedIDs(g, nth)
	order := b.derivedOrder(g, derived)
	b.number(g, order, nth, b.taken(own))
	if len(own) > 0 {
		order = b.mergedOrder(g, order, own, nth)
	}
	b.edgeTable(g, order, nth)
}

// claimedIDs returns the edges whose ids are derived or to be derived, and those with an id of their own. An id that a
// file gives, but which reads as one derived of its edge, is kept as its number: what Trama wrote comes back that way, and
// millions of ids need no text.
func (b *Builder) claimedIDs(g *Graph, nth []uint32) (derived, own []uint32) {
	var prefix []byte
	for e := range b.Edges() {
		if len(b.edgeIDs.ends) == 0 || len(b.edgeIDs.at(e)) == 0 {
			derived = append(derived, uint32(e))
			continue
		}
		prefix = appendDerivedID(prefix[:0], b.keyOf(g, uint32(e)), 0)
		if nth[e] = derivedNumber(string(b.edgeIDs.at(e)), prefix[:len(prefix)-1]); nth[e] > 0 {
			derived = append(derived, uint32(e))
		} else {
			own = append(own, uint32(e))
		}
	}
	return derived, own
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

// derivedOrder sorts edges by source, type and target as their derived ids do: three sorts, the last key first.
func (b *Builder) derivedOrder(g *Graph, edges []uint32) []uint32 {
	if len(edges) == 0 {
		return nil
	}
	rank := partRanks(g.Nodes(), g.NodeID)
	typeRank := partRanks(len(b.typeOf.list), func(i int) string { return b.typeOf.list[i] })
	turned := make([]bool, len(b.typeOf.list))
	for i, name := range b.typeOf.list {
		turned[i] = symmetric(name)
	}
	first := func(e uint32) (low, high uint32) {
		s, t := b.source[e], b.target[e]
		if s > t && turned[b.types[e]] {
			return t, s
		}
		return s, t
	}
	out := sortedBy(edges, g.Nodes(), func(e uint32) uint32 { _, t := first(e); return rank[t] })
	out = sortedBy(out, len(typeRank), func(e uint32) uint32 { return typeRank[b.types[e]] })
	return sortedBy(out, g.Nodes(), func(e uint32) uint32 { s, _ := first(e); return rank[s] })
}

// partRanks returns the rank of each name among all, in the order that they have inside derived ids.
func partRanks(n int, name func(int) string) []uint32 {
	order := make([]uint32, n)
	for i := range order {
		order[i] = uint32(i)
	}
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

// sortedBy returns the items in ascending order of key, which is below n; equals keep their order. The key is sorted digit
// by digit, the last first, into so few places that memory is written nearly in a row.
func sortedBy(items []uint32, n int, key func(uint32) uint32) []uint32 {
	const digit = 11
	keys, moved := make([]uint32, len(items)), make([]uint32, len(items))
	for i, x := range items {
		keys[i] = key(x)
	}
	out, spare := slices.Clone(items), make([]uint32, len(items))
	for shift := 0; n > 1<<shift; shift += digit {
		var starts [1<<digit + 1]uint32
		for _, k := range keys {
			starts[k>>shift&(1<<digit-1)+1]++
		}
		for i := range 1 << digit {
			starts[i+1] += starts[i]
		}
		for i, k := range keys {
			at := &starts[k>>shift&(1<<digit-1)]
			moved[*at], spare[*at] = k, out[i]
			*at++
		}
		keys, moved, out, spare = moved, keys, spare, out
	}
	return out
}

// number gives each edge of the order its number among those with the same key, from 1, unless it has one; within a key,
// order is changed so that the derived ids ascend. Equals are numbered in the order of their canonical attributes, and
// numbers whose id is taken are passed over.
func (b *Builder) number(g *Graph, order, nth []uint32, taken *dictionary) {
	for start := 0; start < len(order); {
		end := start + 1
		for end < len(order) && b.sameKey(order[start], order[end]) {
			end++
		}
		if equals := order[start:end]; len(equals) > 1 || taken != nil {
			b.numberEquals(g, equals, nth, taken)
		} else if nth[equals[0]] == 0 {
			nth[equals[0]] = 1
		}
		start = end
	}
}

func (b *Builder) sameKey(x, y uint32) bool {
	if b.types[x] != b.types[y] {
		return false
	}
	if b.source[x] == b.source[y] && b.target[x] == b.target[y] {
		return true
	}
	return b.source[x] == b.target[y] && b.target[x] == b.source[y] && symmetric(b.typeOf.list[b.types[x]])
}

func (b *Builder) numberEquals(g *Graph, equals, nth []uint32, taken *dictionary) {
	free, claimed := unnumbered(equals, nth)
	if len(free) > 1 && !b.alike(free) {
		b.sortByContent(g, free)
	}
	next := uint32(0)
	for _, e := range free {
		for next++; claimed[next] || b.isTaken(g, e, next, taken); next++ {
		}
		nth[e] = next
	}
	if len(claimed) > 0 || taken != nil {
		slices.SortFunc(equals, func(x, y uint32) int { return cmp.Compare(decimal(nth[x]), decimal(nth[y])) })
		return
	}
	for i, n := range decimalOrder(len(equals)) {
		equals[i] = free[n-1]
	}
}

// unnumbered returns the edges without a number, and the numbers that the others have.
func unnumbered(equals, nth []uint32) (free []uint32, claimed map[uint32]bool) {
	for _, e := range equals {
		if nth[e] == 0 {
			free = append(free, e)
			continue
		}
		if claimed == nil {
			claimed = map[uint32]bool{}
		}
		claimed[nth[e]] = true
	}
	return free, claimed
}

// isTaken tells whether the edge's derived id with the number is another edge's own.
func (b *Builder) isTaken(g *Graph, e, n uint32, taken *dictionary) bool {
	if taken == nil {
		return false
	}
	_, is := taken.find(appendDerivedID(nil, b.keyOf(g, e), n))
	return is
}

// alike tells whether edges of the same key do not differ at all, as rows of a table that stand there again and again.
func (b *Builder) alike(equals []uint32) bool {
	first := equals[0]
	for _, e := range equals[1:] {
		if b.source[e] != b.source[first] || b.directed.get(int(e)) != b.directed.get(int(first)) {
			return false
		}
		for _, c := range b.edgeCols.list {
			if !c.same(int(e), int(first)) {
				return false
			}
		}
	}
	return true
}

func (b *Builder) sortByContent(g *Graph, equals []uint32) {
	type edge struct {
		e       uint32
		content string
	}
	edges := make([]edge, len(equals))
	for i, e := range equals {
		edges[i] = edge{e, b.canonicalContent(g, e)}
	}
	slices.SortStableFunc(edges, func(x, y edge) int { return strings.Compare(x.content, y.content) })
	for i, x := range edges {
		equals[i] = x.e
	}
}

// decimalOrder returns the numbers from 1 to n as they sort when they are written: 1, 10, 11, …, 2.
func decimalOrder(n int) []int {
	out := make([]int, 0, n)
	for k := 1; len(out) < n; {
		out = append(out, k)
		if 10*k <= n {
			k *= 10
			continue
		}
		for k%10 == 9 || k == n {
			k /= 10
		}
		k++
	}
	return out
}

// canonicalContent returns what tells equals apart: attributes first, then direction and the order of the ends.
func (b *Builder) canonicalContent(g *Graph, e uint32) string {
	var attrs Attributes
	for _, c := range b.edgeCols.list {
		if v := c.at(int(e)); !v.IsZero() {
			attrs = append(attrs, Attribute{Name: c.name, Value: v})
		}
	}
	slices.SortFunc(attrs, func(x, y Attribute) int { return cmp.Compare(x.Name, y.Name) })
	out := appendAttributes(nil, attrs)
	if b.directed.get(int(e)) {
		out = append(out, '>')
	}
	return string(out) + g.NodeID(int(b.source[e]))
}

// mergedOrder returns all edges in ascending order of id: the derived ones, which are in order, and those with an id of
// their own among them.
func (b *Builder) mergedOrder(g *Graph, derived, own, nth []uint32) []uint32 {
	slices.SortFunc(own, func(x, y uint32) int { return bytes.Compare(b.edgeIDs.at(int(x)), b.edgeIDs.at(int(y))) })
	order := make([]uint32, 0, len(derived)+len(own))
	var id []byte
	for _, e := range derived {
		id = appendDerivedID(id[:0], b.keyOf(g, e), nth[e])
		for len(own) > 0 && bytes.Compare(b.edgeIDs.at(int(own[0])), id) < 0 {
			order, own = append(order, own[0]), own[1:]
		}
		order = append(order, e)
	}
	return append(order, own...)
}

func (b *Builder) edgeTable(g *Graph, order, nth []uint32) {
	t := edgeTable{
		source: make([]uint32, len(order)), target: make([]uint32, len(order)), directed: newBits(len(order)),
	}
	ids, derived := newPacker(0), make([]uint32, len(order))
	own, any := false, false
	for i, e := range order {
		t.source[i], t.target[i], derived[i] = b.source[e], b.target[e], nth[e]
		if b.directed.get(int(e)) {
			t.directed.set(i)
		}
		own, any = own || nth[e] == 0, any || nth[e] > 0
	}
	if own {
		for _, e := range order {
			if nth[e] > 0 {
				ids.add("")
			} else {
				ids.addBytes(b.edgeIDs.at(int(e)))
			}
		}
	}
	if any {
		t.nth = derived
	}
	t.ids = ids.strings()
	t.class, t.classes = classesInOrder(b.types, b.typeOf.list, order)
	t.columns = b.edgeCols.columns(order)
	g.edges = t
}
