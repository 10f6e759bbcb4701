package graph

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// numberEquals gives each edge of the same ends and type its number, from 1, unless it has one, and changes their order so
// that the derived ids ascend. Equals are numbered in the order of their canonical attributes, and numbers whose id is taken
// are passed over.
func (o *edgeOrder) numberEquals(equals, numbers []uint32) {
	free, claimed := unnumbered(equals, numbers)
	if len(free) > 1 && !o.b.alike(free) {
		o.b.sortByContent(o.g, free)
	}
	if len(claimed) == 0 && o.taken == nil {
		i := 0
		for n := range decimalOrder(len(equals)) {
			equals[i], numbers[i] = free[n-1], uint32(n)
			i++
		}
		return
	}
	next := uint32(0)
	for _, e := range free {
		for next++; claimed[next] || o.isTaken(e, next); next++ {
		}
		o.claimed[e] = next
	}
	slices.SortFunc(equals, func(x, y uint32) int { return cmp.Compare(decimal(o.claimed[x]), decimal(o.claimed[y])) })
	for i, e := range equals {
		numbers[i] = o.claimed[e]
	}
}

// unnumbered returns the edges without a number, and the numbers that the others have.
func unnumbered(equals, numbers []uint32) (free []uint32, claimed map[uint32]bool) {
	for i, e := range equals {
		if numbers[i] == 0 {
			free = append(free, e)
			continue
		}
		if claimed == nil {
			claimed = map[uint32]bool{}
		}
		claimed[numbers[i]] = true
	}
	return free, claimed
}

// isTaken tells whether the edge's derived id with the number is another edge's own.
func (o *edgeOrder) isTaken(e, n uint32) bool {
	if o.taken == nil {
		return false
	}
	_, is := o.taken.find(appendDerivedID(nil, o.b.keyOf(o.g, e), n))
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
func decimalOrder(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for k, left := 1, n; left > 0; left-- {
			if !yield(k) {
				return
			}
			if 10*k <= n {
				k *= 10
				continue
			}
			for k%10 == 9 || k == n {
				k /= 10
			}
			k++
		}
	}
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
	return string(out) + b.keyOf(g, e).source
}
