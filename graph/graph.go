// Package graph is Trama's domain: the property graph of a network, its catalogue of kinds and relation types, changes
// to it, the lens through which it is read, and the contract of the stores that keep it. It imports the standard
// library only; everything else in Trama may import it.
//
// A Graph is an immutable snapshot. Codecs (graph/csv, graph/graphml, graph/json) build one with a Builder; stores keep
// it and its history; analysis reads it. Start with Graph, then Builder, then Changes.
package graph

import (
	"sort"
	"sync"
)

// Graph is an immutable snapshot of a network: nodes in ascending order of id, edges likewise, attributes in typed
// columns. It is safe for concurrent use. Nodes and edges are named by their position, from 0.
//
// Ids and texts lie in packed strings and codes, so that a million nodes and five million edges need no map and no
// pointer of their own.
type Graph struct {
	nodes table
	edges edgeTable
	attrs Attributes

	incidence    Incidence
	incidentOnce sync.Once
	digest       string
	digestOnce   sync.Once
}

// table is what nodes and edges share: a name (the kind or the type) per row, and attribute columns in ascending order
// of name.
type table struct {
	ids     packed // nodes: every id; edges: the ids that are not derived
	class   []uint32
	classes []string
	columns []*Column
}

// edgeTable holds the ends and the direction beside what every table has.
type edgeTable struct {
	table
	source, target []uint32
	directed       bits
	nth            []uint32 // 0: the id stands in ids; k: the id is derived and this is the k-th among equals
}

// Empty returns a graph with nothing in it.
func Empty() *Graph { return &Graph{} }

// Nodes returns the number of nodes.
func (g *Graph) Nodes() int { return g.nodes.ids.len() }

// Edges returns the number of edges, loops and parallel ones too.
func (g *Graph) Edges() int { return len(g.edges.source) }

// NodeID returns the id of node i.
func (g *Graph) NodeID(i int) string { return g.nodes.ids.at(i) }

// FindNode returns the position of the node with the id, and whether there is one, in O(log n).
func (g *Graph) FindNode(id string) (int, bool) { return g.nodes.ids.search(id) }

// Kind returns the kind of node i: an id of the catalogue, another name as it was read, or "" where there is none.
func (g *Graph) Kind(i int) string { return g.nodes.classes[g.nodes.class[i]] }

// KindCode returns the kind of node i as a position in Kinds.
func (g *Graph) KindCode(i int) int { return int(g.nodes.class[i]) }

// Kinds returns the kinds that KindCode counts in. Some may have no node.
func (g *Graph) Kinds() []string { return g.nodes.classes }

// KindCounts returns how many nodes have each of Kinds, in O(n).
func (g *Graph) KindCounts() []int { return g.nodes.classCounts() }

// EdgeID returns the id of edge e.
func (g *Graph) EdgeID(e int) string {
	if !g.derived(e) {
		return g.edges.ids.at(e)
	}
	return derivedID(g.edgeKey(e), g.edges.nth[e])
}

// AppendEdgeID appends the id of edge e: for writers of millions of edges, most of whose ids are derived.
func (g *Graph) AppendEdgeID(dst []byte, e int) []byte {
	if !g.derived(e) {
		return append(dst, g.edges.ids.at(e)...)
	}
	return appendDerivedID(dst, g.edgeKey(e), g.edges.nth[e])
}

func (g *Graph) derived(e int) bool { return g.edges.nth != nil && g.edges.nth[e] != 0 }

func (g *Graph) edgeKey(e int) edgeKey {
	return edgeKey{
		source: g.NodeID(int(g.edges.source[e])), target: g.NodeID(int(g.edges.target[e])), typ: g.Type(e),
	}
}

// EdgeNumber returns the number of edge e among those with its ends and type, from 1, where its id is derived from
// them, and 0 where it has an id of its own.
func (g *Graph) EdgeNumber(e int) int {
	if g.edges.nth == nil {
		return 0
	}
	return int(g.edges.nth[e])
}

// FindEdge returns the position of the edge with the id, and whether there is one, in O(log m).
func (g *Graph) FindEdge(id string) (int, bool) {
	i := sort.Search(g.Edges(), func(e int) bool { return g.EdgeID(e) >= id })
	return i, i < g.Edges() && g.EdgeID(i) == id
}

// Ends returns the source and the target of edge e, as positions of nodes.
func (g *Graph) Ends(e int) (source, target int) {
	return int(g.edges.source[e]), int(g.edges.target[e])
}

// Sources and Targets return the ends of all edges, as positions of nodes. They are not to be changed.
func (g *Graph) Sources() []uint32 { return g.edges.source }

// Targets is the other end; see Sources.
func (g *Graph) Targets() []uint32 { return g.edges.target }

// Type returns the relation type of edge e: an id of the catalogue, another name as it was read, or "" for none.
func (g *Graph) Type(e int) string { return g.edges.classes[g.edges.class[e]] }

// TypeCode returns the type of edge e as a position in Types.
func (g *Graph) TypeCode(e int) int { return int(g.edges.class[e]) }

// Types returns the types that TypeCode counts in. Some may have no edge.
func (g *Graph) Types() []string { return g.edges.classes }

// TypeCounts returns how many edges have each of Types, in O(m).
func (g *Graph) TypeCounts() []int { return g.edges.classCounts() }

// Directed tells whether edge e has a direction.
func (g *Graph) Directed(e int) bool { return g.edges.directed.get(e) }

// NodeColumns returns the attribute columns of the nodes, in ascending order of name.
func (g *Graph) NodeColumns() []*Column { return g.nodes.columns }

// EdgeColumns returns the attribute columns of the edges, in ascending order of name.
func (g *Graph) EdgeColumns() []*Column { return g.edges.columns }

// NodeColumn returns the column with the name, or nil. A nil column holds nothing in every row.
func (g *Graph) NodeColumn(name string) *Column { return g.nodes.column(name) }

// EdgeColumn returns the column with the name, or nil.
func (g *Graph) EdgeColumn(name string) *Column { return g.edges.column(name) }

// Attributes returns the graph's own attributes (title, area, licence …), in ascending order of name.
func (g *Graph) Attributes() Attributes { return g.attrs }

// Label returns what to show for node i: its attribute label, else its id. A label of which nothing shows is none.
func (g *Graph) Label(i int) string {
	if label := g.NodeColumn("label").Text(i); shows(label) {
		return label
	}
	return g.NodeID(i)
}

// NodeAttributes returns the attributes of node i, in ascending order of name.
func (g *Graph) NodeAttributes(i int) Attributes { return g.nodes.attributes(i) }

// EdgeAttributes returns the attributes of edge e, in ascending order of name.
func (g *Graph) EdgeAttributes(e int) Attributes { return g.edges.attributes(e) }

// Node returns node i as a value of its own.
func (g *Graph) Node(i int) Node {
	return Node{ID: g.NodeID(i), Kind: g.Kind(i), Attributes: g.NodeAttributes(i)}
}

// Edge returns edge e as a value of its own.
func (g *Graph) Edge(e int) Edge {
	s, t := g.Ends(e)
	return Edge{
		ID: g.EdgeID(e), Source: g.NodeID(s), Target: g.NodeID(t), Type: g.Type(e), Directed: g.Directed(e),
		Attributes: g.EdgeAttributes(e),
	}
}

// Node is one node, as results and requests carry it.
type Node struct {
	ID         string     `json:"id"`
	Kind       string     `json:"kind"`
	Attributes Attributes `json:"attributes"`
}

// Edge is one edge, as results and requests carry it.
type Edge struct {
	ID         string     `json:"id"`
	Source     string     `json:"source"`
	Target     string     `json:"target"`
	Type       string     `json:"type"`
	Directed   bool       `json:"directed"`
	Attributes Attributes `json:"attributes"`
}

// NoNode returns the error of a node that a graph does not have.
func NoNode(op, id string) error {
	return Fail(NotFound, op, Say("no_node", "there is no node {id}", V{"id": id}))
}

// NoEdge returns the error of an edge that a graph does not have.
func NoEdge(op, id string) error {
	return Fail(NotFound, op, Say("no_edge", "there is no relation {id}", V{"id": id}))
}

// Incidence lists, for each node, the edges that touch it, in ascending order; a loop stands once.
type Incidence struct {
	offsets []uint32
	edges   []uint32
}

// Of returns the edges at node i. It is not to be changed.
func (in Incidence) Of(i int) []uint32 { return in.edges[in.offsets[i]:in.offsets[i+1]] }

// Incidence returns the edges at each node; it is made at the first call, in O(n+m).
func (g *Graph) Incidence() Incidence {
	g.incidentOnce.Do(func() { g.incidence = newIncidence(g) })
	return g.incidence
}

func newIncidence(g *Graph) Incidence {
	offsets := make([]uint32, g.Nodes()+1)
	for e, s := range g.edges.source {
		offsets[s+1]++
		if t := g.edges.target[e]; t != s {
			offsets[t+1]++
		}
	}
	for i := range g.Nodes() {
		offsets[i+1] += offsets[i]
	}
	edges, next := make([]uint32, offsets[g.Nodes()]), append([]uint32(nil), offsets...)
	for e, s := range g.edges.source {
		edges[next[s]] = uint32(e)
		next[s]++
		if t := g.edges.target[e]; t != s {
			edges[next[t]] = uint32(e)
			next[t]++
		}
	}
	return Incidence{offsets: offsets, edges: edges}
}

func (t *table) column(name string) *Column {
	i := sort.Search(len(t.columns), func(i int) bool { return t.columns[i].name >= name })
	if i < len(t.columns) && t.columns[i].name == name {
		return t.columns[i]
	}
	return nil
}

func (t *table) classCounts() []int {
	counts := make([]int, len(t.classes))
	for _, class := range t.class {
		counts[class]++
	}
	return counts
}

func (t *table) attributes(row int) Attributes {
	var attrs Attributes
	for _, c := range t.columns {
		if v, ok := c.At(row); ok {
			attrs = append(attrs, Attribute{Name: c.name, Value: v})
		}
	}
	return attrs
}
