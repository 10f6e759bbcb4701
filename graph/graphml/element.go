package graphml

import (
	"errors"
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
func (p *parser) newElement(t *token, g *oneGraph) *element {
	e := p.steps.element()
	*e = element{on: forNode, line: p.in.line(), graph: g, data: e.data[:0]}
	if string(t.name.local()) == "edge" {
		e.on = forEdge
	}
	for _, a := range t.attrs {
		if a.name.prefixed() {
			continue
		}
		switch string(a.name.local()) {
		case "id":
			if e.id = p.texts.of(trimmed(a.value)); e.on == forNode {
				e.keys[0] = p.nodeKey(trimmed(a.value))
			}
		case "source":
			e.source, e.keys[0] = p.texts.of(trimmed(a.value)), p.nodeKey(trimmed(a.value))
		case "target":
			e.target, e.keys[1] = p.texts.of(trimmed(a.value)), p.nodeKey(trimmed(a.value))
		case "label":
			e.label = p.texts.of(a.value)
		case "labels":
			e.labels = p.texts.of(a.value)
		case "directed":
			e.directed = p.texts.of(trimmed(a.value))
		case "sourceport", "targetport":
			p.passed.ports++
		}
	}
	return e
}

// take puts a node or an edge that has ended into the builder.
func (f *file) take(e *element) error {
	f.decide()
	put := f.takeEdge
	if e.on == forNode {
		put = f.takeNode
	}
	if err := put(e); err != nil {
		return err
	}
	var why graph.Sentence
	if errors.As(f.b.CheckRoom(), &why) {
		return f.tooLarge(e.line, why)
	}
	return nil
}

// checkNodeID refuses an id that is none. It returns an error where it is too long.
func (f *file) checkNodeID(e *element, id string) (fine bool, err error) {
	switch {
	case id == "":
		f.refuse(e.line, say("no_id", "a node has no id", nil))
		return false, nil
	case int64(len(id)) > f.o.Limits.NodeID:
		return false, f.tooLarge(e.line, f.o.Limits.LongNodeID())
	}
	return f.checkText(e, id), nil
}

func (f *file) checkEdgeID(e *element) (fine bool, err error) {
	if int64(len(e.id)) > f.o.Limits.EdgeID {
		return false, f.tooLarge(e.line, f.o.Limits.LongEdgeID())
	}
	return f.checkText(e, e.id), nil
}

// checkText refuses an id with a line break or a tab in it; other control characters are no XML.
func (f *file) checkText(e *element, id string) (fine bool) {
	if strings.ContainsFunc(id, graph.NotInID) {
		f.refuse(e.line, graph.ControlInID())
		return false
	}
	return true
}
