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

// Count returns how many nodes and edges were added, changed and removed, where c is a Diff from before. An edge whose
// ends differ is changed.
func (c Changes) Count(before *Graph) Counts {
	counts := Counts{NodesRemoved: len(c.RemoveNodes)}
	put := make(map[string]bool, len(c.RemoveEdges))
	if len(c.RemoveEdges) > 0 {
		for _, e := range c.PutEdges {
			put[e.ID] = true
		}
	}
	for _, id := range c.RemoveEdges {
		if !put[id] {
			counts.EdgesRemoved++
		}
	}
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
	i, j := 0, 0
	for i < a.Nodes() || j < b.Nodes() {
		switch order := compareHeads(i < a.Nodes(), j < b.Nodes(), func() (string, string) { return a.NodeID(i), b.NodeID(j) }); {
		case order < 0:
			c.RemoveNodes = append(c.RemoveNodes, a.NodeID(i))
			i++
		case order > 0:
			n := b.Node(j)
			c.PutNodes = append(c.PutNodes, NodeChange{ID: n.ID, Kind: &n.Kind, Attributes: n.Attributes})
			j++
		default:
			if change, differs := changedNode(a, b, i, j); differs {
				c.PutNodes = append(c.PutNodes, change)
			}
			i, j = i+1, j+1
		}
	}
}

// compareHeads compares the next ids of two ascending lists, of which either may have ended.
func compareHeads(moreA, moreB bool, ids func() (string, string)) int {
	if !moreA || !moreB {
		if moreA {
			return -1
		}
		return 1
	}
	x, y := ids()
	return cmp.Compare(x, y)
}

func changedNode(a, b *Graph, i, j int) (NodeChange, bool) {
	change := NodeChange{ID: b.NodeID(j), Attributes: diffAttributes(a.NodeAttributes(i), b.NodeAttributes(j))}
	if kind := b.Kind(j); kind != a.Kind(i) {
		change.Kind = &kind
	}
	return change, change.Kind != nil || len(change.Attributes) > 0
}

func diffEdges(a, b *Graph, c *Changes) {
	i, j := 0, 0
	for i < a.Edges() || j < b.Edges() {
		switch order := compareHeads(i < a.Edges(), j < b.Edges(), func() (string, string) { return a.EdgeID(i), b.EdgeID(j) }); {
		case order < 0:
			c.RemoveEdges = append(c.RemoveEdges, a.EdgeID(i))
			i++
		case order > 0:
			c.PutEdges = append(c.PutEdges, wholeEdge(b.Edge(j)))
			j++
		default:
			diffEdge(a, b, i, j, c)
			i, j = i+1, j+1
		}
	}
}

func diffEdge(a, b *Graph, i, j int, c *Changes) {
	x, y := a.Edge(i), b.Edge(j)
	if x.Source != y.Source || x.Target != y.Target {
		c.RemoveEdges = append(c.RemoveEdges, x.ID)
		c.PutEdges = append(c.PutEdges, wholeEdge(y))
		return
	}
	change := EdgeChange{ID: y.ID, Attributes: diffAttributes(x.Attributes, y.Attributes)}
	if x.Type != y.Type {
		change.Type = &y.Type
	}
	if x.Directed != y.Directed {
		change.Directed = &y.Directed
	}
	if change.Type != nil || change.Directed != nil || len(change.Attributes) > 0 {
		c.PutEdges = append(c.PutEdges, change)
	}
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
	for i := range incoming.Nodes() {
		n := incoming.Node(i)
		at, there := base.FindNode(n.ID)
		if !there {
			c.PutNodes = append(c.PutNodes, NodeChange{ID: n.ID, Kind: &n.Kind, Attributes: n.Attributes})
			s.Added++
			continue
		}
		change := NodeChange{ID: n.ID, Attributes: newValues(base.NodeAttributes(at), n.Attributes)}
		if n.Kind != "" && n.Kind != base.Kind(at) {
			change.Kind = &n.Kind
		}
		if change.Kind == nil && len(change.Attributes) == 0 {
			s.Same++
			continue
		}
		c.PutNodes, s.Changed = append(c.PutNodes, change), s.Changed+1
	}
	mergeEdges(base, incoming, &c, &s)
	c.Attributes = newValues(base.attrs, incoming.attrs)
	return c, s
}

func mergeEdges(base, incoming *Graph, c *Changes, s *Summary) {
	for j := range incoming.Edges() {
		e := incoming.Edge(j)
		at, there := base.FindEdge(e.ID)
		if !there {
			c.PutEdges, s.Added = append(c.PutEdges, wholeEdge(e)), s.Added+1
			continue
		}
		old := base.Edge(at)
		if old.Source != e.Source || old.Target != e.Target {
			e.Attributes = old.Attributes.over(e.Attributes)
			c.RemoveEdges, c.PutEdges = append(c.RemoveEdges, e.ID), append(c.PutEdges, wholeEdge(e))
			s.Changed++
			continue
		}
		change := EdgeChange{ID: e.ID, Attributes: newValues(old.Attributes, e.Attributes)}
		if e.Type != "" && e.Type != old.Type {
			change.Type = &e.Type
		}
		if e.Directed != old.Directed {
			change.Directed = &e.Directed
		}
		if change.Type == nil && change.Directed == nil && len(change.Attributes) == 0 {
			s.Same++
			continue
		}
		c.PutEdges, s.Changed = append(c.PutEdges, change), s.Changed+1
	}
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
