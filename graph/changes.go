package graph

import (
	"cmp"
	"slices"
)

// Changes is a change to a graph, applied in the order of its fields: removals first, then what is put.
type Changes struct {
	RemoveNodes []string     `json:"remove_nodes,omitempty"` // their edges go too
	RemoveEdges []string     `json:"remove_edges,omitempty"`
	PutNodes    []NodeChange `json:"put_nodes,omitempty"`
	PutEdges    []EdgeChange `json:"put_edges,omitempty"`
	Attributes  Attributes   `json:"attributes,omitempty"` // of the graph; a zero Value removes
}

// NodeChange makes a node or changes one. A nil Kind leaves the kind as it is; attributes given replace, a zero Value
// removes, the others stay.
type NodeChange struct {
	ID         string     `json:"id"`
	Kind       *string    `json:"kind,omitempty"`
	Attributes Attributes `json:"attributes,omitempty"`
}

// EdgeChange makes an edge or changes one. Without an ID it makes one, which gets the next free id of its ends and
// type. Of an edge that exists, ends, Type and Directed may be left out; ends cannot change.
type EdgeChange struct {
	ID         string     `json:"id,omitempty"`
	Source     string     `json:"source,omitempty"`
	Target     string     `json:"target,omitempty"`
	Type       *string    `json:"type,omitempty"`
	Directed   *bool      `json:"directed,omitempty"`
	Attributes Attributes `json:"attributes,omitempty"`
}

// Empty tells whether there is nothing to change.
func (c Changes) Empty() bool {
	return len(c.RemoveNodes)+len(c.RemoveEdges)+len(c.PutNodes)+len(c.PutEdges)+len(c.Attributes) == 0
}

// Size returns the number of nodes, edges and graph attributes that the changes name.
func (c Changes) Size() int {
	return len(c.RemoveNodes) + len(c.RemoveEdges) + len(c.PutNodes) + len(c.PutEdges) + len(c.Attributes)
}

// Diff returns the changes that make b of a, in O(size of both).
func Diff(a, b *Graph) Changes {
	var c Changes
	diffNodes(a, b, &c)
	diffEdges(a, b, &c)
	c.Attributes = diffAttributes(a.attrs, b.attrs)
	return c
}

// Made returns what the changes do to a graph: the Diff of what they make of it, without what was so already. It fails as
// Apply does. O(size of the graph).
func (c Changes) Made(before *Graph) (Changes, error) {
	after, err := before.Apply(c)
	if err != nil {
		return Changes{}, err
	}
	return Diff(before, after), nil
}

// EdgesGone returns the ids of the edges that are removed and not put again, as those are whose ends differ.
func (c Changes) EdgesGone() []string {
	if len(c.RemoveEdges) == 0 {
		return nil
	}
	put := make(map[string]bool, len(c.PutEdges))
	for _, e := range c.PutEdges {
		put[e.ID] = true
	}
	return slices.DeleteFunc(slices.Clone(c.RemoveEdges), func(id string) bool { return put[id] })
}

// Count returns how many nodes and edges were added, changed and removed, where c is a Diff from before. An edge whose
// ends differ is changed.
func (c Changes) Count(before *Graph) Counts {
	counts := Counts{NodesRemoved: len(c.RemoveNodes), EdgesRemoved: len(c.EdgesGone())}
	for _, n := range c.PutNodes {
		if _, there := before.FindNode(n.ID); there {
			counts.NodesChanged++
		} else {
			counts.NodesAdded++
		}
	}
	for _, e := range c.PutEdges {
		if _, there := before.FindEdge(e.ID); there && e.ID != "" {
			counts.EdgesChanged++
		} else {
			counts.EdgesAdded++
		}
	}
	return counts
}

func diffNodes(a, b *Graph, c *Changes) {
	pairs := columnPairs(a.nodes.columns, b.nodes.columns)
	nodesSideBySide(a, b, func(i, j int) {
		switch {
		case j < 0:
			c.RemoveNodes = append(c.RemoveNodes, a.NodeID(i))
		case i < 0:
			c.PutNodes = append(c.PutNodes, wholeNode(b.Node(j)))
		case a.Kind(i) != b.Kind(j) || !same(pairs, i, j):
			c.PutNodes = append(c.PutNodes, changedNode(a, b, i, j))
		}
	})
}

func wholeNode(n Node) NodeChange {
	return NodeChange{ID: n.ID, Kind: &n.Kind, Attributes: n.Attributes}
}

func changedNode(a, b *Graph, i, j int) NodeChange {
	change := NodeChange{ID: b.NodeID(j), Attributes: diffAttributes(a.NodeAttributes(i), b.NodeAttributes(j))}
	if kind := b.Kind(j); kind != a.Kind(i) {
		change.Kind = &kind
	}
	return change
}

func diffEdges(a, b *Graph, c *Changes) {
	pairs := columnPairs(a.edges.columns, b.edges.columns)
	edgesSideBySide(a, b, func(i, j int) {
		switch {
		case j < 0:
			c.RemoveEdges = append(c.RemoveEdges, a.EdgeID(i))
		case i < 0:
			c.PutEdges = append(c.PutEdges, wholeEdge(b.Edge(j)))
		case !sameEnds(a, b, i, j):
			c.RemoveEdges = append(c.RemoveEdges, a.EdgeID(i))
			c.PutEdges = append(c.PutEdges, wholeEdge(b.Edge(j)))
		case a.Type(i) != b.Type(j) || a.Directed(i) != b.Directed(j) || !same(pairs, i, j):
			c.PutEdges = append(c.PutEdges, changedEdge(a, b, i, j))
		}
	})
}

func sameEnds(a, b *Graph, i, j int) bool {
	s, t := a.Ends(i)
	u, v := b.Ends(j)
	return a.NodeID(s) == b.NodeID(u) && a.NodeID(t) == b.NodeID(v)
}

func changedEdge(a, b *Graph, i, j int) EdgeChange {
	change := EdgeChange{ID: b.EdgeID(j), Attributes: diffAttributes(a.EdgeAttributes(i), b.EdgeAttributes(j))}
	if typ := b.Type(j); typ != a.Type(i) {
		change.Type = &typ
	}
	if directed := b.Directed(j); directed != a.Directed(i) {
		change.Directed = &directed
	}
	return change
}

func wholeEdge(e Edge) EdgeChange {
	return EdgeChange{ID: e.ID, Source: e.Source, Target: e.Target, Type: &e.Type, Directed: &e.Directed, Attributes: e.Attributes}
}

// diffAttributes returns what makes b of a: the values that differ, and zero Values for what goes.
func diffAttributes(a, b Attributes) Attributes {
	var out Attributes
	for _, attr := range a {
		if v := b.Get(attr.Name); v != attr.Value {
			out = append(out, Attribute{Name: attr.Name, Value: v})
		}
	}
	for _, attr := range b {
		if a.Get(attr.Name).IsZero() {
			out = append(out, attr)
		}
	}
	slices.SortFunc(out, func(x, y Attribute) int { return cmp.Compare(x.Name, y.Name) })
	return out
}

// Summary counts what an import changes, nodes and edges together.
type Summary struct {
	Added   int `json:"added"`
	Changed int `json:"changed"`
	Same    int `json:"same"`
	Removed int `json:"removed"` // by a replacement, or by changes that say so
}

// Merge returns the changes that put all of incoming into base: a value given replaces, what incoming does not name
// stays. An edge whose id is derived is known by source, type, target and its number among equals.
func Merge(base, incoming *Graph) (Changes, Summary) {
	var c Changes
	var s Summary
	mergeNodes(base, incoming, &c, &s)
	mergeEdges(base, incoming, &c, &s)
	c.Attributes = newValues(base.attrs, incoming.attrs)
	return c, s
}

func mergeNodes(base, incoming *Graph, c *Changes, s *Summary) {
	pairs := columnPairs(base.nodes.columns, incoming.nodes.columns)
	nodesSideBySide(base, incoming, func(i, j int) {
		switch {
		case j < 0:
		case i < 0:
			c.PutNodes, s.Added = append(c.PutNodes, wholeNode(incoming.Node(j))), s.Added+1
		case (incoming.Kind(j) == "" || incoming.Kind(j) == base.Kind(i)) && holds(pairs, i, j):
			s.Same++
		default:
			change := NodeChange{ID: base.NodeID(i), Attributes: newValues(base.NodeAttributes(i), incoming.NodeAttributes(j))}
			if kind := incoming.Kind(j); kind != "" && kind != base.Kind(i) {
				change.Kind = &kind
			}
			c.PutNodes, s.Changed = append(c.PutNodes, change), s.Changed+1
		}
	})
}

func mergeEdges(base, incoming *Graph, c *Changes, s *Summary) {
	pairs := columnPairs(base.edges.columns, incoming.edges.columns)
	edgesSideBySide(base, incoming, func(i, j int) {
		switch {
		case j < 0:
		case i < 0:
			c.PutEdges, s.Added = append(c.PutEdges, wholeEdge(incoming.Edge(j))), s.Added+1
		case !sameEnds(base, incoming, i, j):
			e := incoming.Edge(j)
			e.Attributes = base.EdgeAttributes(i).over(e.Attributes)
			c.RemoveEdges, c.PutEdges = append(c.RemoveEdges, e.ID), append(c.PutEdges, wholeEdge(e))
			s.Changed++
		case (incoming.Type(j) == "" || incoming.Type(j) == base.Type(i)) && !turns(base, incoming, i, j) && holds(pairs, i, j):
			s.Same++
		default:
			change := EdgeChange{ID: base.EdgeID(i), Attributes: newValues(base.EdgeAttributes(i), incoming.EdgeAttributes(j))}
			if typ := incoming.Type(j); typ != "" && typ != base.Type(i) {
				change.Type = &typ
			}
			if turns(base, incoming, i, j) {
				directed := incoming.Directed(j)
				change.Directed = &directed
			}
			c.PutEdges, s.Changed = append(c.PutEdges, change), s.Changed+1
		}
	})
}

// turns tells whether an incoming edge gives that of the base another direction. Where the catalogue knows the type that
// the edge will have, it decides, and an incoming edge without a type says nothing.
func turns(base, incoming *Graph, i, j int) bool {
	if incoming.Type(j) == "" && directionOf(base.Type(i)) != asFile {
		return false
	}
	return incoming.Directed(j) != base.Directed(i)
}

// over returns a with the values of b put over it; zero Values of b take away.
func (a Attributes) over(b Attributes) Attributes {
	for _, attr := range b {
		a = a.With(attr.Name, attr.Value)
	}
	return a
}

// newValues returns the values of b that a does not have.
func newValues(a, b Attributes) Attributes {
	var out Attributes
	for _, attr := range b {
		if a.Get(attr.Name) != attr.Value {
			out = append(out, attr)
		}
	}
	return out
}
