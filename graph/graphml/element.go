package graphml

import (
	"encoding/xml"
	"strings"

	"trama/graph"
)

// element is a node or an edge as it stands in the file.
type element struct {
	on             target
	line           int
	id             string
	source, target string
	label, labels  string // XML attributes, outside of the schema: the edge's type, the node's kinds
	directed       string
	graph          *oneGraph
	data           []datum
	desc           string
	drawn          string // the label in yEd's drawing
}

type datum struct {
	key  *key
	text string
}

// oneGraph is a <graph>.
type oneGraph struct {
	id          string
	line        int
	directed    bool
	inner       bool // inside of a node or an edge
	first, last int  // its edges, those of graphs inside of it too
}

// newElement returns the node or edge that a tag begins.
func (p *parser) newElement(t xml.StartElement, g *oneGraph) *element {
	e := &element{}
	if n := len(p.free); n > 0 {
		e, p.free = p.free[n-1], p.free[:n-1]
	}
	*e = element{on: forNode, line: p.line(), graph: g, data: e.data[:0]}
	if t.Name.Local == "edge" {
		e.on = forEdge
	}
	for _, a := range t.Attr {
		if a.Name.Space != "" {
			continue
		}
		switch a.Name.Local {
		case "id":
			e.id = trimmed(a.Value)
		case "source":
			e.source = trimmed(a.Value)
		case "target":
			e.target = trimmed(a.Value)
		case "label":
			e.label = a.Value
		case "labels":
			e.labels = a.Value
		case "directed":
			e.directed = trimmed(a.Value)
		case "sourceport", "targetport":
			p.file.notes.ports++
		}
	}
	return e
}

func (p *parser) recycle(e *element) { p.free = append(p.free, e) }

// take puts a node or an edge that has ended into the builder.
func (f *file) take(e *element) error {
	f.decide()
	if cells := len(f.columns[forNode])*f.b.Nodes() + len(f.columns[forEdge])*f.b.Edges(); cells > maxCells {
		return f.tooLarge(e.line, say("limit_cells", "elements times attributes are more than {limit}", graph.V{"limit": maxCells}))
	}
	if e.on == forNode {
		return f.takeNode(e)
	}
	return f.takeEdge(e)
}

// checkNodeID refuses an id that is none. It returns an error where it is too long.
func (f *file) checkNodeID(e *element, id string) (fine bool, err error) {
	switch {
	case id == "":
		f.refuse(e.line, say("no_id", "a node has no id", nil))
		return false, nil
	case int64(len(id)) > f.o.Limits.NodeID:
		return false, f.tooLarge(e.line, say("limit_node_id", "an id is longer than {limit} bytes (limit-node-id)", graph.V{"limit": f.o.Limits.NodeID}))
	}
	return f.checkText(e, id), nil
}

func (f *file) checkEdgeID(e *element) (fine bool, err error) {
	if int64(len(e.id)) > f.o.Limits.EdgeID {
		return false, f.tooLarge(e.line, say("limit_edge_id", "an edge's id is longer than {limit} bytes (limit-edge-id)", graph.V{"limit": f.o.Limits.EdgeID}))
	}
	return f.checkText(e, e.id), nil
}

// checkText refuses an id with a line break or a tab in it; other control characters are no XML.
func (f *file) checkText(e *element, id string) (fine bool) {
	if strings.ContainsFunc(id, func(r rune) bool { return r < ' ' || r == 0xFFFD }) {
		f.refuse(e.line, say("control_in_id", "the id holds a control character", nil))
		return false
	}
	return true
}
