package graphml

import (
	"bytes"
	"context"
	"io"

	"trama/graph"
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
	name    name
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
	in     *stream
	scan   *scanner
	name   string // of the file, for messages
	limits graph.Limits
	stack  []open
	keys   keys
	root   bool // has been seen
	passed passed
	texts  texts
	steps  *steps

	nodeKey func(id []byte) graph.Key
}

// newParser returns the parser of what f is to become.
func newParser(ctx context.Context, r io.Reader, f *file) *parser {
	in := newStream(r, 10*int(f.o.Limits.Value)+(1<<16)) // a character may take ten bytes in XML
	return &parser{
		ctx: ctx, in: in, scan: newScanner(in), name: f.name, limits: f.o.Limits, keys: newKeys(), steps: newSteps(), nodeKey: f.b.Keys(),
	}
}

// checkEvery is the number of tokens after which the context is asked.
const checkEvery = 4096

// tokens goes through the file to its end.
func (p *parser) tokens() error {
	for n := 0; ; n++ {
		if n%checkEvery == 0 && p.ctx.Err() != nil {
			return interrupted(p.ctx)
		}
		t, err := p.scan.next()
		if err == io.EOF {
			return p.end()
		}
		if err == nil {
			err = p.take(t)
		}
		if err != nil {
			return p.failed(err)
		}
	}
}

func (p *parser) take(t *token) error {
	switch t.kind {
	case startTag:
		return p.start(t)
	case endTag:
		return p.stop(t)
	case charData:
		return p.chars(t.text)
	case directive:
		return p.directive(t.text)
	}
	return nil
}

// end is reached where the file ends.
func (p *parser) end() error {
	switch {
	case !p.root:
		return p.failed(say("graphml_empty", "the file holds no GraphML", nil))
	case len(p.stack) > 0:
		return p.failed(say("graphml_cut", "the file breaks off inside <{element}>", graph.V{"element": string(p.top().name.local())}))
	}
	return nil
}

func (p *parser) top() *open { return &p.stack[len(p.stack)-1] }

func (p *parser) innermost() string {
	if len(p.stack) == 0 {
		return "graphml"
	}
	return string(p.top().name.local())
}

func (p *parser) role() role {
	if len(p.stack) == 0 {
		return inOutside
	}
	return p.top().role
}

// directive refuses a DOCTYPE by its name: entities that it declares could make any file endless.
func (p *parser) directive(text []byte) error {
	if len(text) >= 7 && (string(text[:7]) == "DOCTYPE" || string(text[:7]) == "doctype") {
		return say("doctype", "a DOCTYPE is not taken", nil)
	}
	return say("bad_xml", "this is no XML: {why}", graph.V{"why": "a declaration inside the document"})
}

func (p *parser) chars(text []byte) error {
	if len(p.stack) == 0 {
		for _, c := range text {
			if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
				return say("bad_xml", "this is no XML: {why}", graph.V{"why": "text outside of the document"})
			}
		}
		return nil
	}
	o := p.top()
	switch {
	case o.role != inData && o.role != inDefault && o.role != inDesc && o.role != inDrawn:
		return nil
	case int64(len(o.text)+len(text)) > p.limits.Value:
		return tooLarge(p.limits.LongValue())
	}
	o.text = append(o.text, text...)
	return nil
}

func (p *parser) start(t *token) error {
	if depth := p.limits.Depth; int64(len(p.stack)) >= depth {
		return tooLarge(say("limit_depth", "elements lie in each other more than {limit} deep (limit-depth)", graph.V{"limit": depth}))
	}
	o := open{role: inForeign}
	if n := len(p.stack); n < cap(p.stack) {
		ended := &p.stack[:n+1][n]
		o.name.full, o.text = ended.name.full[:0], ended.text[:0]
	}
	o.name = name{append(o.name.full, t.name.full...), t.name.prefix}
	switch p.role() {
	case inOutside:
		if err := p.startRoot(t); err != nil {
			return err
		}
		o.role = inRoot
	case inRoot:
		if err := p.startInRoot(t, &o); err != nil {
			return err
		}
	case inKey:
		if string(t.name.local()) == "default" {
			o.role, o.key = inDefault, p.top().key
		}
	case inGraph:
		if err := p.startInGraph(t, &o); err != nil {
			return err
		}
	case inNode, inEdge:
		if err := p.startInElement(t, &o); err != nil {
			return err
		}
	case inData, inForeign, inDrawn:
		p.passed.foreign++
		if p.drawnLabel(string(t.name.local())) {
			o.role = inDrawn
		}
	}
	p.stack = append(p.stack, o)
	return nil
}

func (p *parser) startRoot(t *token) error {
	if p.root {
		return say("bad_xml", "this is no XML: {why}", graph.V{"why": "a second document follows"})
	}
	if local := string(t.name.local()); local != "graphml" {
		return say("no_graphml", "this is no GraphML: it begins with <{element}>", graph.V{"element": graph.Shown(local)})
	}
	p.root = true
	return nil
}

func (p *parser) startInRoot(t *token, o *open) error {
	switch string(t.name.local()) {
	case "key":
		k, err := p.declared(t.attrs)
		if err != nil {
			return err
		}
		o.role, o.key = inKey, k
	case "graph":
		return p.startGraph(t.attrs, nil, o)
	case "data":
		return p.startData(t.attrs, o)
	case "desc":
		o.role = inNested
	}
	return nil
}

func (p *parser) startInGraph(t *token, o *open) error {
	switch string(t.name.local()) {
	case "node", "edge":
		o.role = inNode
		if string(t.name.local()) == "edge" {
			o.role = inEdge
		}
		o.element = p.newElement(t, p.top().graph)
	case "data":
		return p.startData(t.attrs, o)
	case "desc":
		o.role = inDesc
	case "hyperedge":
		o.role = inNested
		p.passed.hyperedges++
	case "locator":
		o.role = inNested
		p.passed.locators++
	default:
		p.passed.foreign++
	}
	return nil
}

func (p *parser) startInElement(t *token, o *open) error {
	switch string(t.name.local()) {
	case "data":
		return p.startData(t.attrs, o)
	case "desc":
		o.role = inDesc
	case "graph":
		p.passed.nested++
		return p.startGraph(t.attrs, p.top().element, o)
	case "port":
		o.role = inNested
		p.passed.ports++
	case "locator":
		o.role = inNested
		p.passed.locators++
	default:
		p.passed.foreign++
	}
	return nil
}

// startGraph begins a graph; within is the node or edge that it lies in, nil for a graph of the file itself.
func (p *parser) startGraph(attrs []attribute, within *element, o *open) error {
	g := &oneGraph{inner: within != nil}
	for _, a := range attrs {
		switch string(a.name.local()) {
		case "id":
			g.id = string(trimmed(a.value))
		case "edgedefault":
			g.directed = string(trimmed(a.value)) == "directed"
		}
	}
	o.role, o.graph = inGraph, g
	if g.inner {
		return nil
	}
	return p.steps.add(graphBegun{g})
}

func (p *parser) startData(attrs []attribute, o *open) error {
	for _, a := range attrs {
		if string(a.name.local()) == "key" {
			k, err := p.key(trimmed(a.value))
			o.role, o.key = inData, k
			return err
		}
	}
	return say("data_without_key", "<data> names no key", nil)
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

func (p *parser) stop(t *token) error {
	if len(p.stack) == 0 || !bytes.Equal(p.top().name.full, t.name.full) {
		return say("bad_xml", "this is no XML: {why}", graph.V{"why": "</" + graph.Shown(string(t.name.local())) + "> ends what is not open"})
	}
	o := *p.top()
	p.stack = p.stack[:len(p.stack)-1]
	switch o.role {
	case inDefault:
		return p.steps.add(fallback{o.key, p.texts.of(o.text)})
	case inData:
		return p.stopData(&o)
	case inDesc:
		if on := p.around(); on != nil {
			on.desc = p.texts.of(o.text)
		} else {
			return p.steps.add(description{p.top().graph, p.texts.of(o.text)})
		}
	case inDrawn:
		if on := p.within(); on != nil && on.drawn == "" {
			on.drawn = p.texts.of(trimmed(o.text))
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
	d := datum{key: o.key, text: p.texts.of(o.text)}
	if on := p.around(); on != nil {
		on.data = append(on.data, d)
		return nil
	}
	if g := p.top().graph; g == nil || !g.inner {
		return p.steps.add(graphData(d))
	}
	return nil
}
