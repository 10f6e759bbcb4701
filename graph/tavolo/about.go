package tavolo

import (
	"strings"

	"trama/graph"
)

// About is what a decision or a commitment is about: a node, a relation, or a suggested relation.
type About struct {
	Node           string // the node's id, else ""
	ID             string // the edge's id, or the suggestion's
	Source, Target string
	Type           string
	Suggested      bool
}

// Lookup finds what an id names: a node, then an edge. "node:" and "edge:" force one.
func Lookup(g *graph.Graph, id string) (About, bool) {
	nodeID, forcedNode := strings.CutPrefix(id, "node:")
	edgeID, forcedEdge := strings.CutPrefix(id, "edge:")
	if _, there := g.FindNode(id); there && !forcedEdge {
		return About{Node: id}, true
	}
	if forcedNode {
		_, there := g.FindNode(nodeID)
		return About{Node: nodeID}, there
	}
	e, there := g.FindEdge(edgeID)
	if !there && forcedEdge {
		e, there = g.FindEdge(id)
	}
	if !there {
		return About{}, false
	}
	s, t := g.Ends(e)
	return About{ID: g.EdgeID(e), Source: g.NodeID(s), Target: g.NodeID(t), Type: g.Type(e)}, true
}

// attributes returns how a record says what it is about.
func (a About) attributes(g *graph.Graph) graph.Attributes {
	if a.Node != "" {
		return attributes("on_node", text(a.Node), "label", text(labelOf(g, a.Node)))
	}
	return attributes("on_id", text(a.ID), "on_source", text(a.Source), "on_target", text(a.Target), "on_type", text(a.Type),
		"label", text(labelOf(g, a.Source)+" – "+labelOf(g, a.Target)))
}

// is tells whether record i is about the same thing.
func (a About) is(g *graph.Graph, i int) bool {
	value := func(name string) string { return g.NodeColumn(name).Text(i) }
	if a.Node != "" {
		return value("on_node") == a.Node
	}
	if id := value("on_id"); id != "" {
		return id == a.ID
	}
	return value("on_source") == a.Source && value("on_target") == a.Target && value("on_type") == a.Type
}

func labelOf(g *graph.Graph, id string) string {
	if i, there := g.FindNode(id); there {
		return g.Label(i)
	}
	return id
}
