package graph

import (
	"context"
	"fmt"
	"slices"
)

// Rewriter is a Store whose history can be made anew, as if something had never been in it.
type Rewriter interface {
	Store
	// Versions calls visit with every state in which a node, an edge or the network's own attributes stand or have stood, in
	// an order that does not matter. What it gives may be kept. The newest revision must be at, else it is a Conflict; an error
	// of visit ends the call, which returns it. No graph is made.
	Versions(ctx context.Context, network string, at Revision, visit func(Version) error) error
	// Rewrite puts every revision of a network through the rewriting, and then makes one more without changes, c, which says so.
	// Revisions keep their numbers and times, also one in which nothing is left that changed; counts, digests and snapshots are
	// those of the new history, and of the old one nothing is kept. All of it is done or nothing; base must be the newest
	// revision, else it is a Conflict. Where there is nothing to rewrite no revision is made, and base is returned.
	Rewrite(ctx context.Context, network string, base Revision, r Rewriting, c Commit) (Revision, error)
}

// Version is a state of one node, one edge, or of the network's own attributes, with the revisions in which it stood.
type Version struct {
	Since, Until Revision // from the one until before the other, which is 0 where it still stands
	Node         *Node    // nil: it is not about a node
	Edge         *Edge    // likewise
	Attributes   Attributes
}

// Rewriting says what becomes of each part of a history. Whatever is given twice comes out the same, and what was put
// through it stays as it is when it is put through again. It knows nothing of revisions, so that a store can put a state
// through it as well as the changes between two. The functions are safe for concurrent use.
type Rewriting struct {
	Nodes map[string]bool                  // the ids of nodes that go, with their edges
	Value func(name string, v Value) Value // what a value becomes; the zero Value: it goes
	Text  func(string) string              // what the author or the message of a commit, or the name of a snapshot, becomes
}

// Node returns what becomes of a node, and whether it stays.
func (r Rewriting) Node(n Node) (Node, bool) {
	n.Attributes = r.Whole(n.Attributes)
	return n, !r.Nodes[n.ID]
}

// Edge returns what becomes of an edge, and whether it stays.
func (r Rewriting) Edge(e Edge) (Edge, bool) {
	e.Attributes = r.Whole(e.Attributes)
	return e, !r.Nodes[e.Source] && !r.Nodes[e.Target]
}

// Whole returns what becomes of all attributes that something has; where nothing does it is what was given.
func (r Rewriting) Whole(attrs Attributes) Attributes {
	return slices.DeleteFunc(r.Changed(attrs), func(a Attribute) bool { return a.Value.IsZero() })
}

// Changed returns what becomes of attributes in a change: a value that goes is taken away there.
func (r Rewriting) Changed(attrs Attributes) Attributes {
	out := attrs
	for i, a := range attrs {
		v := r.Value(a.Name, a.Value)
		if v == a.Value {
			continue
		}
		if &out[0] == &attrs[0] {
			out = slices.Clone(attrs)
		}
		out[i].Value = v
	}
	return out
}

// Commit returns what becomes of a commit's author and message.
func (r Rewriting) Commit(c Commit) Commit {
	if a, b, joins := c.Joins(); joins && (r.Nodes[a] || r.Nodes[b]) {
		c.Message = joinCommand
	}
	c.Author, c.Message = r.Text(c.Author), r.Text(c.Message)
	return c
}

// Snapshots returns what becomes of the snapshots of a network, in their order. Of several that would have one name the
// later ones get a number.
func (r Rewriting) Snapshots(list []Snapshot) []Snapshot {
	out, taken := slices.Clone(list), map[string]bool{}
	for _, s := range list {
		if r.Text(s.Name) == s.Name {
			taken[s.Name] = true
		}
	}
	for i, s := range list {
		name := r.Text(s.Name)
		if name == s.Name {
			continue
		}
		out[i].Name = name
		for n := 2; taken[out[i].Name]; n++ {
			out[i].Name = fmt.Sprint(name, " ", n)
		}
		taken[out[i].Name] = true
	}
	return out
}

// Graph returns what becomes of a state of a network; where nothing does it is the graph itself. Cost: O(n+m).
func (r Rewriting) Graph(g *Graph) (*Graph, error) {
	c := Changes{}
	for i := range g.Nodes() {
		id := g.NodeID(i)
		if r.Nodes[id] {
			c.RemoveNodes = append(c.RemoveNodes, id)
		} else if changed := r.differing(g.NodeAttributes(i)); changed != nil {
			c.PutNodes = append(c.PutNodes, NodeChange{ID: id, Attributes: changed})
		}
	}
	for e := range g.Edges() {
		s, t := g.Ends(e)
		if r.Nodes[g.NodeID(s)] || r.Nodes[g.NodeID(t)] {
			continue // it goes with its end
		}
		if changed := r.differing(g.EdgeAttributes(e)); changed != nil {
			c.PutEdges = append(c.PutEdges, EdgeChange{ID: g.EdgeID(e), Attributes: changed})
		}
	}
	if c.Attributes = r.differing(g.attrs); c.Empty() {
		return g, nil
	}
	return g.Apply(c)
}

// differing returns the attributes that do not stay as they are, as changes.
func (r Rewriting) differing(attrs Attributes) Attributes {
	var out Attributes
	for _, a := range attrs {
		if v := r.Value(a.Name, a.Value); v != a.Value {
			out = append(out, Attribute{Name: a.Name, Value: v})
		}
	}
	return out
}
