package graph

import "bytes"

// Two graphs are compared in one walk along their ids, which ascend in both; ids and values are compared where they lie,
// so that what is the same in both costs no memory.

// sideBySide walks two ascending lists of n and m items. It calls visit with the positions of each item, where that of a
// list without it is -1.
func sideBySide(n, m int, compare func(i, j int) int, visit func(i, j int)) {
	for i, j := 0, 0; i < n || j < m; {
		order := 0
		switch {
		case j == m:
			order = -1
		case i == n:
			order = 1
		default:
			order = compare(i, j)
		}
		switch {
		case order < 0:
			visit(i, -1)
			i++
		case order > 0:
			visit(-1, j)
			j++
		default:
			visit(i, j)
			i, j = i+1, j+1
		}
	}
}

// nodesSideBySide walks the nodes of two graphs.
func nodesSideBySide(a, b *Graph, visit func(i, j int)) {
	sideBySide(a.Nodes(), b.Nodes(), func(i, j int) int {
		x, y := a.NodeID(i), b.NodeID(j)
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}, visit)
}

// edgesSideBySide walks the edges of two graphs.
func edgesSideBySide(a, b *Graph, visit func(i, j int)) {
	inA, inB := edgeCursor{g: a, at: -1}, edgeCursor{g: b, at: -1}
	sideBySide(a.Edges(), b.Edges(), func(i, j int) int {
		if a.derived(i) && b.derived(j) && a.edges.nth[i] == b.edges.nth[j] && a.Type(i) == b.Type(j) && sameEnds(a, b, i, j) {
			return 0 // without making the ids
		}
		return bytes.Compare(inA.id(i), inB.id(j))
	}, visit)
}

// edgeCursor makes the id of one edge at a time, most being derived.
type edgeCursor struct {
	g   *Graph
	at  int
	buf []byte
}

func (c *edgeCursor) id(e int) []byte {
	if e != c.at {
		c.at, c.buf = e, c.g.AppendEdgeID(c.buf[:0], e)
	}
	return c.buf
}

// columnPair is a column of two tables; either may be nil.
type columnPair struct{ a, b *Column }

// columnPairs returns the columns of two tables by name.
func columnPairs(a, b []*Column) []columnPair {
	var out []columnPair
	for len(a) > 0 || len(b) > 0 {
		var p columnPair
		if len(b) == 0 || len(a) > 0 && a[0].name <= b[0].name {
			p.a = a[0]
		}
		if len(a) == 0 || len(b) > 0 && b[0].name <= a[0].name {
			p.b = b[0]
		}
		if p.a != nil {
			a = a[1:]
		}
		if p.b != nil {
			b = b[1:]
		}
		out = append(out, p)
	}
	return out
}

// same tells whether row i of the one table holds the values of row j of the other.
func same(pairs []columnPair, i, j int) bool {
	for _, p := range pairs {
		x, _ := p.a.At(i)
		y, _ := p.b.At(j)
		if x != y {
			return false
		}
	}
	return true
}

// holds tells whether row i of the one table holds every value that row j of the other has.
func holds(pairs []columnPair, i, j int) bool {
	for _, p := range pairs {
		y, given := p.b.At(j)
		if x, _ := p.a.At(i); given && x != y {
			return false
		}
	}
	return true
}

// Differences walks two graphs side by side and calls nodes, then edges, with the positions in a and in b of each that
// is not the same in both, in ascending order of id; -1 stands for the graph that does not have it.
func Differences(a, b *Graph, nodes, edges func(i, j int)) {
	pairs := columnPairs(a.nodes.columns, b.nodes.columns)
	nodesSideBySide(a, b, func(i, j int) {
		if i < 0 || j < 0 || a.Kind(i) != b.Kind(j) || !same(pairs, i, j) {
			nodes(i, j)
		}
	})
	pairs = columnPairs(a.edges.columns, b.edges.columns)
	edgesSideBySide(a, b, func(i, j int) {
		if i < 0 || j < 0 || !sameEnds(a, b, i, j) || a.Type(i) != b.Type(j) || a.Directed(i) != b.Directed(j) || !same(pairs, i, j) {
			edges(i, j)
		}
	})
}
