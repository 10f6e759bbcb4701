package graph

import "strings"

// Loader makes a Graph of what a store kept of one: nodes, then edges, each in ascending order of id. It sorts nothing
// and holds no map, so that it is faster and smaller than a Builder; and edges keep the ids that they have. It is not
// safe for concurrent use.
type Loader struct {
	ids      *dictionary
	kinds    []uint32
	kindOf   names
	nodeCols columns

	source, target []uint32
	types          []uint32
	typeOf         names
	directed       bits
	nth            []uint32
	edgeIDs        *packer
	derived        int
	edgeCols       columns

	last    []byte // the id of the last edge
	scratch []byte
}

// NewLoader returns a Loader for about so many nodes and edges.
func NewLoader(nodes, edges int) *Loader {
	l := &Loader{ids: newDictionary(), kindOf: newNames(asRead), typeOf: newNames(asRead), edgeIDs: newPacker(0)}
	l.kinds = make([]uint32, 0, nodes)
	l.source, l.target, l.types, l.nth = make([]uint32, 0, edges), make([]uint32, 0, edges), make([]uint32, 0, edges), make([]uint32, 0, edges)
	return l
}

func disorder(id string) error {
	return Fail(Invalid, "graph.Loader", Say("disorder", "{id} is out of order", V{"id": id}))
}

// Node adds a node. What it is given is not kept: ids and texts are copied. An id that does not ascend is Invalid.
func (l *Loader) Node(n Node) error {
	if rows := len(l.kinds); rows > 0 && n.ID <= string(l.ids.at(rows-1)) || n.ID == "" || len(l.source) > 0 {
		return disorder(n.ID)
	}
	l.scratch = append(l.scratch[:0], n.ID...)
	row, _ := l.ids.intern(l.scratch)
	l.kinds = append(l.kinds, l.kindOf.code(n.Kind))
	l.nodeCols.set(row, n.Attributes)
	return nil
}

// Edge adds an edge. An id that does not ascend, or an end that is no node, is Invalid.
func (l *Loader) Edge(e Edge) error {
	if e.ID <= string(l.last) {
		return disorder(e.ID)
	}
	s, okS := l.end(e.Source)
	t, okT := l.end(e.Target)
	if !okS || !okT {
		return invalidChange("no_end", "a relation names a node that is not there: {id}", V{"id": e.ID})
	}
	row := len(l.source)
	l.source, l.target = append(l.source, s), append(l.target, t)
	l.types = append(l.types, l.typeOf.code(e.Type))
	if e.Directed {
		l.directed.set(row)
	}
	l.identify(row, e)
	l.edgeCols.set(row, e.Attributes)
	return nil
}

func (l *Loader) end(id string) (uint32, bool) {
	l.scratch = append(l.scratch[:0], id...)
	n, ok := l.ids.find(l.scratch)
	return uint32(n), ok
}

// identify keeps the edge's id: its number where the id is derived, else the text.
func (l *Loader) identify(row int, e Edge) {
	key := edgeKey{source: e.Source, target: e.Target, typ: e.Type}
	l.scratch = appendDerivedID(l.scratch[:0], key, 0)
	n := derivedNumber(e.ID, l.scratch[:len(l.scratch)-1])
	l.nth = append(l.nth, n)
	if n > 0 {
		l.derived++
	}
	if n == 0 || len(l.edgeIDs.ends) > 0 {
		for len(l.edgeIDs.ends) < row {
			l.edgeIDs.add("")
		}
		if n > 0 {
			l.edgeIDs.add("")
		} else {
			l.edgeIDs.add(e.ID)
		}
	}
	l.last = append(l.last[:0], e.ID...)
}

// derivedNumberOf returns the number of the id that is derived from an edge's ends and type, 0 where it is another.
func derivedNumberOf(id string, key edgeKey) uint32 {
	prefix := appendDerivedID(nil, key, 0)
	return derivedNumber(id, prefix[:len(prefix)-1])
}

// derivedNumber returns the number of a derived id that begins as the prefix says, 0 where the id is another.
func derivedNumber(id string, prefix []byte) uint32 {
	if !strings.HasPrefix(id, string(prefix)) {
		return 0
	}
	digits := id[len(prefix):]
	if digits == "" || digits[0] == '0' || len(digits) > 9 {
		return 0
	}
	n := uint32(0)
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return 0
		}
		n = 10*n + uint32(digits[i]-'0')
	}
	return n
}

func (c *columns) set(row int, attrs Attributes) {
	for _, attr := range attrs {
		c.list[c.handle(attr.Name)].set(row, attr.Value)
	}
}

// Graph returns the graph with its own attributes. The Loader is not to be used afterwards.
func (l *Loader) Graph(attrs Attributes) *Graph {
	g := &Graph{attrs: attrs}
	order := identity(max(len(l.kinds), len(l.source)))
	g.nodes = table{ids: l.ids.strings(), columns: l.nodeCols.columns(order[:len(l.kinds)])}
	g.nodes.class, g.nodes.classes = classesInOrder(l.kinds, l.kindOf.list, order[:len(l.kinds)])
	l.ids = nil
	edges := order[:len(l.source)]
	g.edges = edgeTable{source: l.source, target: l.target, directed: l.directed}
	g.edges.ids, g.edges.columns = l.edgeIDs.strings(), l.edgeCols.columns(edges)
	if l.derived > 0 {
		g.edges.nth = l.nth
	}
	g.edges.class, g.edges.classes = classesInOrder(l.types, l.typeOf.list, edges)
	return g
}

func identity(n int) []uint32 {
	out := make([]uint32, n)
	for i := range out {
		out[i] = uint32(i)
	}
	return out
}

// AppendNodeAttributes appends the attributes of node i as the canonical document has them.
func (g *Graph) AppendNodeAttributes(dst []byte, i int) []byte {
	return g.nodes.appendAttributes(dst, i)
}

// AppendEdgeAttributes appends the attributes of edge e as the canonical document has them.
func (g *Graph) AppendEdgeAttributes(dst []byte, e int) []byte {
	return g.edges.appendAttributes(dst, e)
}
