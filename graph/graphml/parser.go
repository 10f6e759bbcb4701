package graphml

import (
	"context"
	"io"

	"trama/graph"
	"trama/graph/internal/xml"
)

// role is what an open element is to the reader.
type role int

const (
	inOutside role = iota // around the root
	inRoot
	inKey
	inDefault
	inGraph
	inNode
	inEdge
	inData
	inDesc
	inNested  // a hyperedge, and what else holds no data of nodes and edges
	inDrawn   // the label in yEd's drawing of a node or an edge
	inForeign // elements of others, inside of data or anywhere
)

// open is an element that has begun.
type open struct {
	role    role
	element *element  // of a node or an edge
	graph   *oneGraph // of a graph
	key     *key      // of data, or of a key itself
	text    []byte    // of data, default and desc
}

// parser walks through the tokens of a file with the stack of elements that are open, and gives the steps that are to be
// done with what it has seen.
type parser struct {
	ctx    context.Context
	in     *xml.Reader
	stack  []open
	keys   keys
	passed passed
	texts  xml.Texts
	steps  *steps

	nodeKey func(id []byte) graph.Key
}

// newParser returns the parser of what f is to become.
func newParser(ctx context.Context, r io.Reader, f *file) *parser {
	return &parser{ctx: ctx, in: xml.NewReader(r, f.document()), keys: newKeys(), steps: newSteps(), nodeKey: f.b.Keys()}
}

// checkEvery is the number of tokens after which the context is asked.
const checkEvery = 4096

// tokens goes through the file to its end.
func (p *parser) tokens() error {
	for n := 0; ; n++ {
		if n%checkEvery == 0 && p.ctx.Err() != nil {
			return p.in.Interrupted(p.ctx)
		}
		t, err := p.in.Next()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = p.take(t)
		}
		if err != nil {
			return p.in.Failed(err, p.in.Line())
		}
	}
}

func (p *parser) take(t *xml.Token) error {
	switch t.Kind {
	case xml.StartTag:
		return p.start(t)
	case xml.EndTag:
		return p.stop()
	case xml.CharData:
		return p.chars(t.Text)
	}
	return nil
}

func (p *parser) top() *open { return &p.stack[len(p.stack)-1] }

func (p *parser) role() role {
	if len(p.stack) == 0 {
		return inOutside
	}
	return p.top().role
}

func (p *parser) chars(text []byte) error {
	if len(p.stack) == 0 {
		return nil
	}
	o, limits := p.top(), p.in.Limits
	switch {
	case o.role != inData && o.role != inDefault && o.role != inDesc && o.role != inDrawn:
		return nil
	case int64(len(o.text)+len(text)) > limits.Value:
		return p.in.TooLarge(limits.LongValue())
	}
	o.text = append(o.text, text...)
	return nil
}

func (p *parser) start(t *xml.Token) error {
	o, err := open{role: inForeign}, error(nil)
	if n := len(p.stack); n < cap(p.stack) {
		o.text = p.stack[:n+1][n].text[:0]
	}
	local := string(t.Name.Local())
	switch p.role() {
	case inOutside:
		o.role = inRoot
	case inRoot:
		err = p.startInRoot(local, t, &o)
	case inKey:
		if local == "default" {
			o.role, o.key = inDefault, p.top().key
		}
	case inGraph:
		err = p.startInGraph(local, t, &o)
	case inNode, inEdge:
		err = p.startInElement(local, t, &o)
	case inData, inForeign, inDrawn:
		p.passed.foreign++
		if p.drawnLabel(local) {
			o.role = inDrawn
		}
	}
	p.stack = append(p.stack, o)
	return err
}

func (p *parser) startInRoot(local string, t *xml.Token, o *open) error {
	switch local {
	case "key":
		k, err := p.declared(t.Attrs)
		if err != nil {
			return err
		}
		o.role, o.key = inKey, k
	case "graph":
		return p.startGraph(t.Attrs, nil, o)
	case "data":
		return p.startData(t.Attrs, o)
	case "desc":
		o.role = inNested
	}
	return nil
}

func (p *parser) startInGraph(local string, t *xml.Token, o *open) error {
	switch local {
	case "node", "edge":
		o.role = inNode
		if local == "edge" {
			o.role = inEdge
		}
		o.element = p.newElement(t, p.top().graph)
	case "hyperedge":
		o.role = inNested
		p.passed.hyperedges++
	default:
		return p.startInBoth(local, t, o)
	}
	return nil
}

func (p *parser) startInElement(local string, t *xml.Token, o *open) error {
	switch local {
	case "graph":
		p.passed.nested++
		return p.startGraph(t.Attrs, p.top().element, o)
	case "port":
		o.role = inNested
		p.passed.ports++
	default:
		return p.startInBoth(local, t, o)
	}
	return nil
}

// startInBoth begins what a graph may hold, and a node or an edge too.
func (p *parser) startInBoth(local string, t *xml.Token, o *open) error {
	switch local {
	case "data":
		return p.startData(t.Attrs, o)
	case "desc":
		o.role = inDesc
	case "locator":
		o.role = inNested
		p.passed.locators++
	default:
		p.passed.foreign++
	}
	return nil
}

// startGraph begins a graph; within is the node or edge that it lies in, nil for a graph of the file itself.
func (p *parser) startGraph(attrs []xml.Attribute, within *element, o *open) error {
	g := &oneGraph{inner: within != nil}
	for _, a := range attrs {
		switch string(a.Name.Local()) {
		case "id":
			g.id = string(xml.Trimmed(a.Value))
		case "edgedefault":
			g.directed = string(xml.Trimmed(a.Value)) == "directed"
		}
	}
	o.role, o.graph = inGraph, g
	if g.inner {
		return nil
	}
	return p.steps.add(graphBegun{g})
}

func (p *parser) startData(attrs []xml.Attribute, o *open) error {
	for _, a := range attrs {
		if string(a.Name.Local()) == "key" {
			k, err := p.key(xml.Trimmed(a.Value))
			o.role, o.key = inData, k
			return err
		}
	}
	return graph.Say("data_without_key", "<data> names no key", nil)
}

// drawnLabel tells whether an element is the label in yEd's drawing of what is open.
func (p *parser) drawnLabel(name string) bool {
	if name != "NodeLabel" && name != "EdgeLabel" {
		return false
	}
	data := p.data()
	return data != nil && data.key.graphics
}

// data returns the innermost data that is open, nil where there is none.
func (p *parser) data() *open {
	for i := len(p.stack) - 1; i >= 0; i-- {
		if p.stack[i].role == inData {
			return &p.stack[i]
		}
	}
	return nil
}

// within returns the innermost node or edge that is open, nil where there is none.
func (p *parser) within() *element {
	for i := len(p.stack) - 1; i >= 0; i-- {
		if p.stack[i].element != nil {
			return p.stack[i].element
		}
	}
	return nil
}

func (p *parser) stop() error {
	o := *p.top()
	p.stack = p.stack[:len(p.stack)-1]
	switch o.role {
	case inDefault:
		return p.steps.add(fallback{o.key, p.texts.Of(o.text)})
	case inData:
		return p.stopData(&o)
	case inDesc:
		if on := p.around(); on != nil {
			on.desc = p.texts.Of(o.text)
		} else {
			return p.steps.add(description{p.top().graph, p.texts.Of(o.text)})
		}
	case inDrawn:
		if on := p.within(); on != nil && on.drawn == "" {
			on.drawn = p.texts.Of(xml.Trimmed(o.text))
		}
	case inNode, inEdge:
		return p.steps.add(o.element)
	case inGraph:
		if !o.graph.inner {
			return p.steps.add(graphEnded{o.graph})
		}
	}
	return nil
}

// around returns the node or edge that is open, nil where it is a graph or the root.
func (p *parser) around() *element {
	if len(p.stack) == 0 {
		return nil
	}
	return p.top().element
}

func (p *parser) stopData(o *open) error {
	d := datum{key: o.key, text: p.texts.Of(o.text)}
	if on := p.around(); on != nil {
		on.data = append(on.data, d)
		return nil
	}
	if g := p.top().graph; g == nil || !g.inner {
		return p.steps.add(graphData(d))
	}
	return nil
}
