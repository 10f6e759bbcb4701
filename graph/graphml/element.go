package graphml

import (
	"trama/graph"
	"trama/graph/internal/xml"
)

// element is a node or an edge as it stands in the file.
type element struct {
	on             target
	line           int
	id             string
	source, target string
	label, labels  string // XML attributes, outside of the schema: the edge's type, the node's kinds
	directed       string
	keys           [2]graph.Key // of the node's id or of the edge's ends
	graph          *oneGraph
	data           []datum
	desc           string
	drawn          string // the label in yEd's drawing
}

type datum struct {
	key  *key
	text string
}

// size returns about how many bytes an element holds.
func (e *element) size() int {
	const perDatum = 24
	size := len(e.id) + len(e.source) + len(e.target) + len(e.label) + len(e.labels) + len(e.desc) + perDatum*len(e.data)
	for _, d := range e.data {
		size += len(d.text)
	}
	return size
}

// oneGraph is a <graph>.
type oneGraph struct {
	id          string
	directed    bool
	inner       bool // inside of a node or an edge
	first, last int  // its edges, those of graphs inside of it too
}

// newElement returns the node or edge that a tag begins.
func (p *parser) newElement(t *xml.Token, g *oneGraph) *element {
	e := p.steps.element()
	*e = element{on: forNode, line: p.in.Line(), graph: g, data: e.data[:0]}
	if string(t.Name.Local()) == "edge" {
		e.on = forEdge
	}
	for _, a := range t.Attrs {
		if a.Name.Prefixed() {
			continue
		}
		switch string(a.Name.Local()) {
		case "id":
			if e.id = p.texts.Of(xml.Trimmed(a.Value)); e.on == forNode {
				e.keys[0] = p.nodeKey(xml.Trimmed(a.Value))
			}
		case "source":
			e.source, e.keys[0] = p.texts.Of(xml.Trimmed(a.Value)), p.nodeKey(xml.Trimmed(a.Value))
		case "target":
			e.target, e.keys[1] = p.texts.Of(xml.Trimmed(a.Value)), p.nodeKey(xml.Trimmed(a.Value))
		case "label":
			e.label = p.texts.Of(a.Value)
		case "labels":
			e.labels = p.texts.Of(a.Value)
		case "directed":
			e.directed = p.texts.Of(xml.Trimmed(a.Value))
		case "sourceport", "targetport":
			p.passed.ports++
		}
	}
	return e
}

// take puts a node or an edge that has ended into the builder.
func (f *file) take(e *element) error {
	f.decide()
	var err error
	if e.on == forNode {
		err = f.takeNode(e)
	} else {
		err = f.takeEdge(e)
	}
	if full := f.b.CheckRoom(); full != nil && err == nil {
		return f.tooLarge(e.line, full)
	}
	return err
}

// wrong refuses an element for its ids. It returns an error where one is too long.
func (f *file) wrong(e *element, why graph.Sentence, long bool) (wrong bool, err error) {
	switch {
	case long:
		return true, f.tooLarge(e.line, why)
	case why.Code != "":
		f.Refuse(e.line, why)
		return true, nil
	}
	return false, nil
}
