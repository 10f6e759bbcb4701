package graph

import "slices"

// BuilderOf returns a Builder that holds what a graph holds, for very many edges more: Apply takes hundreds of bytes for each of them.
// Edges with an id of their own keep it; the others are numbered anew together with those that come.
func BuilderOf(g *Graph) *Builder {
	b := NewBuilder()
	for i := range g.Nodes() {
		b.SetKind(b.Node(g.NodeID(i)), g.Kind(i))
	}
	for _, c := range g.NodeColumns() {
		handle := b.NodeColumn(c.Name())
		for i := range g.Nodes() {
			if v, has := c.At(i); has {
				b.SetNode(i, handle, v)
			}
		}
	}
	for _, a := range g.Attributes() {
		b.SetAttribute(a.Name, a.Value)
	}
	for _, own := range []bool{true, false} {
		b.addEdges(g, own)
		b.files = append(b.files, b.Edges()) // an edge without an id must not cost the others theirs
	}
	return b
}

// addEdges adds the edges of a graph whose nodes have the same rows: those with an id of their own, or the others.
func (b *Builder) addEdges(g *Graph, own bool) {
	for e := range g.Edges() {
		if (g.EdgeNumber(e) == 0) != own {
			continue
		}
		from, to := g.Ends(e)
		edge := BuilderEdge{Source: from, Target: to, Type: g.Type(e), Directed: g.Directed(e)}
		if own {
			edge.ID = g.EdgeID(e)
		}
		n := b.Edge(edge)
		for _, a := range g.EdgeAttributes(e) {
			b.SetEdge(n, b.EdgeColumn(a.Name), a.Value)
		}
	}
}

// WithoutNodeColumns returns the graph without the columns of the nodes that have one of the names. All else is shared.
func (g *Graph) WithoutNodeColumns(names []string) *Graph {
	gone := make(map[string]bool, len(names))
	for _, name := range names {
		gone[name] = true
	}
	next := &Graph{nodes: g.nodes, edges: g.edges, attrs: g.attrs}
	next.nodes.columns = slices.DeleteFunc(slices.Clone(g.nodes.columns), func(c *Column) bool { return gone[c.name] })
	return next
}
