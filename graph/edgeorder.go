package graph

import (
	"cmp"
	"slices"
	"strings"
)

// placeEdges gives every edge its id and puts the edges into g in ascending order of it. The ends in b are positions of
// g's nodes already.
func (b *Builder) placeEdges(g *Graph) {
	derived := b.derivedEdges()
	order := b.derivedOrder(g, derived)
	nth := b.numbered(g, order)
	if len(derived) < b.Edges() {
		order = b.mergedOrder(g, order, nth)
	}
	b.edgeTable(g, order, nth)
}

// derivedEdges returns the edges without an id of their own.
func (b *Builder) derivedEdges() []uint32 {
	var out []uint32
	for e := range b.Edges() {
		if len(b.edgeIDs.ends) == 0 || len(b.edgeIDs.at(e)) == 0 {
			out = append(out, uint32(e))
		}
	}
	return out
}

// derivedOrder sorts edges by source, type and target as their derived ids do: three counting sorts, the last key first.
func (b *Builder) derivedOrder(g *Graph, edges []uint32) []uint32 {
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
	out := countingSort(edges, g.Nodes(), func(e uint32) uint32 { _, t := first(e); return rank[t] })
	out = countingSort(out, len(typeRank), func(e uint32) uint32 { return typeRank[b.types[e]] })
	return countingSort(out, g.Nodes(), func(e uint32) uint32 { s, _ := first(e); return rank[s] })
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

// countingSort returns the items in ascending order of key, which is below n; equals keep their order.
func countingSort(items []uint32, n int, key func(uint32) uint32) []uint32 {
	starts := make([]uint32, n+1)
	for _, x := range items {
		starts[key(x)+1]++
	}
	for i := range n {
		starts[i+1] += starts[i]
	}
	out := make([]uint32, len(items))
	for _, x := range items {
		k := key(x)
		out[starts[k]] = x
		starts[k]++
	}
	return out
}

// numbered returns, for each edge of the order, its number among those with the same key, from 1; within a key, order
// is changed so that the derived ids ascend. Equals are numbered in the order of their canonical attributes.
func (b *Builder) numbered(g *Graph, order []uint32) []uint32 {
	nth := make([]uint32, b.Edges())
	for start := 0; start < len(order); {
		end := start + 1
		for end < len(order) && b.sameKey(order[start], order[end]) {
			end++
		}
		if end-start == 1 {
			nth[order[start]] = 1
		} else {
			b.numberEquals(g, order[start:end], nth)
		}
		start = end
	}
	return nth
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

func (b *Builder) numberEquals(g *Graph, equals []uint32, nth []uint32) {
	content := make(map[uint32]string, len(equals))
	for _, e := range equals {
		content[e] = b.canonicalContent(g, e)
	}
	slices.SortStableFunc(equals, func(x, y uint32) int { return cmp.Compare(content[x], content[y]) })
	for i, e := range equals {
		nth[e] = uint32(i + 1)
	}
	slices.SortFunc(equals, func(x, y uint32) int { return cmp.Compare(decimal(nth[x]), decimal(nth[y])) })
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

// mergedOrder returns all edges in ascending order of id. Derived ids that an edge has as its own move to the next free
// number.
func (b *Builder) mergedOrder(g *Graph, derived, nth []uint32) []uint32 {
	own := make(map[string]bool, b.Edges()-len(derived))
	ids := make([]string, b.Edges())
	order := make([]uint32, b.Edges())
	for e := range ids {
		order[e] = uint32(e)
		if nth[e] == 0 {
			ids[e] = string(b.edgeIDs.at(e))
			own[ids[e]] = true
		}
	}
	for _, e := range derived {
		key := edgeKey{source: g.NodeID(int(b.source[e])), target: g.NodeID(int(b.target[e])), typ: b.typeOf.list[b.types[e]]}
		for ids[e] = derivedID(key, nth[e]); own[ids[e]]; ids[e] = derivedID(key, nth[e]) {
			nth[e]++
		}
		own[ids[e]] = true
	}
	slices.SortFunc(order, func(x, y uint32) int { return strings.Compare(ids[x], ids[y]) })
	return order
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
			ids.add(string(b.edgeIDs.at(int(e))))
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
