package neo4j

import (
	"iter"

	"trama/graph"
)

// A batch is a part of a commit's changes, in terms of what changes in effect: every id stands there, and every edge with
// its ends, so that it can be applied to the public shape without the graph. Within it removals of edges come first, then
// nodes, edges, and removals of nodes.
type batch struct {
	fresh       bool // no node and no edge that it puts was there before
	removeEdges []edgeRef
	putNodes    []graph.NodeChange
	putEdges    []graph.EdgeChange
	removeNodes []string
	attributes  graph.Attributes // of the graph itself
}

// edgeRef names an edge by its ends and its id.
type edgeRef struct{ id, source, target string }

// bounds are those of a batch: what one transaction of the server takes at ease.
type bounds struct{ items, bytes int }

func usualBounds() bounds { return bounds{items: 10_000, bytes: 8 << 20} }

func (b *batch) items() int {
	return len(b.removeEdges) + len(b.putNodes) + len(b.putEdges) + len(b.removeNodes) + len(b.attributes)
}

// cutter collects changes into batches within the bounds.
type cutter struct {
	batch
	bounds bounds
	bytes  int
	yield  func(*batch) bool
	ended  bool
}

// room hands the batch over where an item of that many bytes does not fit any more.
func (c *cutter) room(bytes int) {
	if c.items() >= c.bounds.items || c.bytes > 0 && c.bytes+bytes > c.bounds.bytes {
		c.flush()
	}
	c.bytes += bytes
}

func (c *cutter) flush() {
	if c.items() > 0 && !c.ended {
		done := c.batch
		c.ended = !c.yield(&done)
	}
	c.batch, c.bytes = batch{fresh: true}, 0
}

// batches returns what makes next of base, batch by batch. Changes is their difference; where base is empty it is not
// looked at, and next is taken whole, so that nothing large is made on the way.
func batches(base, next *graph.Graph, changes graph.Changes, within bounds) iter.Seq[*batch] {
	return func(yield func(*batch) bool) {
		c := cutter{batch: batch{fresh: true}, bounds: within, yield: yield}
		if base.Nodes() == 0 && len(base.Attributes()) == 0 {
			c.whole(next)
		} else {
			c.difference(base, next, changes)
		}
		c.flush()
	}
}

// merging returns the batches as if any of what they put might be there.
func merging(all iter.Seq[*batch]) iter.Seq[*batch] {
	return func(yield func(*batch) bool) {
		for b := range all {
			b.fresh = false
			if !yield(b) {
				return
			}
		}
	}
}

// whole takes a graph by kinds and types, so that the server sees many rows of one sort at once.
func (c *cutter) whole(g *graph.Graph) {
	for _, attr := range g.Attributes() {
		c.room(size(attr))
		c.attributes = append(c.attributes, attr)
	}
	for _, i := range byClass(g.Nodes(), len(g.Kinds()), g.KindCode) {
		if c.ended {
			return
		}
		n := g.Node(int(i))
		c.room(len(n.ID) + size(n.Attributes...))
		c.putNodes = append(c.putNodes, graph.NodeChange{ID: n.ID, Kind: &n.Kind, Attributes: n.Attributes})
	}
	for _, i := range byClass(g.Edges(), len(g.Types()), g.TypeCode) {
		if c.ended {
			return
		}
		e := g.Edge(int(i))
		c.room(len(e.ID) + len(e.Source) + len(e.Target) + size(e.Attributes...))
		c.putEdges = append(c.putEdges, graph.EdgeChange{
			ID: e.ID, Source: e.Source, Target: e.Target, Type: &e.Type, Directed: &e.Directed, Attributes: e.Attributes,
		})
	}
}

// byClass returns the numbers below n in ascending order of class, equals as they are.
func byClass(n, classes int, class func(int) int) []uint32 {
	starts := make([]uint32, classes+1)
	for i := range n {
		starts[class(i)+1]++
	}
	for k := range classes {
		starts[k+1] += starts[k]
	}
	out := make([]uint32, n)
	for i := range n {
		k := class(i)
		out[starts[k]] = uint32(i)
		starts[k]++
	}
	return out
}

func size(attrs ...graph.Attribute) int {
	n := 16
	for _, attr := range attrs {
		n += len(attr.Name) + 8
		if t := attr.Value.Type(); t == graph.Text || t == graph.List {
			n += len(attr.Value.String())
		}
	}
	return n
}

func (c *cutter) difference(base, next *graph.Graph, changes graph.Changes) {
	for _, attr := range changes.Attributes {
		c.room(size(attr))
		c.attributes = append(c.attributes, attr)
	}
	for _, id := range changes.RemoveEdges {
		e, _ := base.FindEdge(id)
		s, t := base.Ends(e)
		c.room(2 * len(id))
		c.removeEdges = append(c.removeEdges, edgeRef{id, base.NodeID(s), base.NodeID(t)})
	}
	for _, n := range changes.PutNodes {
		i, _ := next.FindNode(n.ID)
		n.Attributes = withUnnamed(n.Attributes, next.NodeAttributes(i))
		c.room(len(n.ID) + size(n.Attributes...))
		_, there := base.FindNode(n.ID)
		c.fresh = c.fresh && !there
		c.putNodes = append(c.putNodes, n)
	}
	for _, e := range changes.PutEdges {
		i, _ := next.FindEdge(e.ID)
		s, t := next.Ends(i)
		e.Source, e.Target = next.NodeID(s), next.NodeID(t)
		e.Attributes = withUnnamed(e.Attributes, next.EdgeAttributes(i))
		c.room(2*len(e.ID) + size(e.Attributes...))
		_, there := base.FindEdge(e.ID)
		c.fresh = c.fresh && !there
		c.putEdges = append(c.putEdges, e)
	}
	for _, id := range changes.RemoveNodes {
		c.room(len(id))
		c.removeNodes = append(c.removeNodes, id)
	}
}

// withUnnamed adds to changed attributes all that share one property with one of them: see properties.
func withUnnamed(changed, all graph.Attributes) graph.Attributes {
	if len(unnamed(changed)) == 0 {
		return changed
	}
	for _, attr := range unnamed(all) {
		changed = changed.With(attr.Name, attr.Value)
	}
	return changed
}
