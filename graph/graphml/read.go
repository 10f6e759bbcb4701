package graphml

import (
	"context"
	"encoding/xml"
	"io"

	"trama/graph"
)

// Decode reads a GraphML file into b, which may hold other files already, and returns what is to be said of it. The name
// is the file's, for messages.
//
// The error is Invalid for what is no GraphML, with a graph.Refused inside that names the lines, and for a DOCTYPE;
// TooLarge for what is beyond a limit; Interrupted at the end of the context. The file is read as a stream: memory is
// that of b, and of one element with what is in it.
func Decode(ctx context.Context, r io.Reader, name string, b *graph.Builder, o Options) ([]graph.Sentence, error) {
	o = o.withDefaults()
	in := newStream(r, 10*int(o.Limits.Value)+(1<<16)) // a character may take ten bytes in XML
	d := xml.NewDecoder(in)
	d.CharsetReader = in.charset
	b.BeginFile()
	p := &parser{
		ctx: ctx, in: in, xml: d, keys: map[string]*key{},
		file: newFile(name, b, o),
	}
	if err := p.tokens(); err != nil {
		return nil, err
	}
	if err := p.file.finish(); err != nil {
		return nil, err
	}
	if refused := p.file.refused; o.Refused == nil && refused.Count > 0 {
		return nil, &graph.Error{Kind: graph.Invalid, Op: "graphml.Decode", Err: refused}
	}
	return p.file.notes.sentences(), nil
}

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
	name    xml.Name
	role    role
	element *element  // of a node or an edge
	graph   *oneGraph // of a graph
	key     *key      // of data, or of a key itself
	text    []byte    // of data, default and desc
}

// parser walks through the tokens of a file with the stack of elements that are open.
type parser struct {
	ctx      context.Context
	in       *stream
	xml      *xml.Decoder
	stack    []open
	keys     map[string]*key // by id, and by id and what they are for
	keyCount int
	file     *file
	root     bool // has been seen
	free     []*element
}

// checkEvery is the number of tokens after which the context is asked.
const checkEvery = 4096

func (p *parser) tokens() error {
	for n := 0; ; n++ {
		if n%checkEvery == 0 && p.ctx.Err() != nil {
			return &graph.Error{Kind: graph.Interrupted, Op: "graphml.Decode", Err: p.ctx.Err()}
		}
		p.in.nextToken()
		token, err := p.xml.RawToken()
		if err == io.EOF {
			return p.end()
		}
		if err == nil {
			err = p.take(token)
		}
		if err != nil {
			return p.failed(err)
		}
	}
}

func (p *parser) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return p.start(t)
	case xml.EndElement:
		return p.stop(t)
	case xml.CharData:
		return p.chars(t)
	case xml.Directive:
		return p.directive(t)
	}
	return nil
}

// end is reached where the file ends.
func (p *parser) end() error {
	switch {
	case !p.root:
		return p.failed(say("graphml_empty", "the file holds no GraphML", nil))
	case len(p.stack) > 0:
		return p.failed(say("graphml_cut", "the file breaks off inside <{element}>", graph.V{"element": p.top().name.Local}))
	}
	return nil
}

func (p *parser) top() *open { return &p.stack[len(p.stack)-1] }

func (p *parser) innermost() string {
	if len(p.stack) == 0 {
		return "graphml"
	}
	return p.top().name.Local
}

func (p *parser) role() role {
	if len(p.stack) == 0 {
		return inOutside
	}
	return p.top().role
}

// directive refuses a DOCTYPE by its name: entities that it declares could make any file endless.
func (p *parser) directive(t xml.Directive) error {
	if len(t) >= 7 && (string(t[:7]) == "DOCTYPE" || string(t[:7]) == "doctype") {
		return say("doctype", "a DOCTYPE is not taken", nil)
	}
	return say("bad_xml", "this is no XML: {why}", graph.V{"why": "a declaration inside the document"})
}

func (p *parser) chars(text xml.CharData) error {
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
	case int64(len(o.text)+len(text)) > p.file.o.Limits.Value:
		return tooLarge(p.file.valueTooLong())
	}
	o.text = append(o.text, text...)
	return nil
}

func tooLarge(why graph.Sentence) error { return graph.Fail(graph.TooLarge, "graphml.Decode", why) }

func (p *parser) start(t xml.StartElement) error {
	if depth := p.file.o.Limits.Depth; int64(len(p.stack)) >= depth {
		return tooLarge(say("limit_depth", "elements lie in each other more than {limit} deep (limit-depth)", graph.V{"limit": depth}))
	}
	o := open{name: t.Name, role: inForeign}
	if n := len(p.stack); n < cap(p.stack) {
		o.text = p.stack[:n+1][n].text[:0] // of an element that has ended
	}
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
		if t.Name.Local == "default" {
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
		p.file.notes.foreign++
		if p.drawnLabel(t.Name.Local) {
			o.role = inDrawn
		}
	}
	p.stack = append(p.stack, o)
	return nil
}

func (p *parser) startRoot(t xml.StartElement) error {
	if p.root {
		return say("bad_xml", "this is no XML: {why}", graph.V{"why": "a second document follows"})
	}
	if t.Name.Local != "graphml" {
		return say("no_graphml", "this is no GraphML: it begins with <{element}>", graph.V{"element": shortened(t.Name.Local)})
	}
	p.root = true
	return nil
}

func (p *parser) startInRoot(t xml.StartElement, o *open) error {
	switch t.Name.Local {
	case "key":
		k, err := p.declared(t.Attr)
		if err != nil {
			return err
		}
		o.role, o.key = inKey, k
	case "graph":
		return p.startGraph(t.Attr, nil, o)
	case "data":
		return p.startData(t.Attr, o)
	case "desc":
		o.role = inNested
	}
	return nil
}

func (p *parser) startInGraph(t xml.StartElement, o *open) error {
	switch t.Name.Local {
	case "node", "edge":
		o.role = inNode
		if t.Name.Local == "edge" {
			o.role = inEdge
		}
		o.element = p.newElement(t, p.top().graph)
	case "data":
		return p.startData(t.Attr, o)
	case "desc":
		o.role = inDesc
	case "hyperedge":
		o.role = inNested
		p.file.notes.hyperedges++
	case "locator":
		o.role = inNested
		p.file.notes.locators++
	default:
		p.file.notes.foreign++
	}
	return nil
}

func (p *parser) startInElement(t xml.StartElement, o *open) error {
	switch t.Name.Local {
	case "data":
		return p.startData(t.Attr, o)
	case "desc":
		o.role = inDesc
	case "graph":
		p.file.notes.nested++
		return p.startGraph(t.Attr, p.top().element, o)
	case "port":
		o.role = inNested
		p.file.notes.ports++
	case "locator":
		o.role = inNested
		p.file.notes.locators++
	default:
		p.file.notes.foreign++
	}
	return nil
}

// startGraph begins a graph; within is the node or edge that it lies in, nil for a graph of the file itself.
func (p *parser) startGraph(attrs []xml.Attr, within *element, o *open) error {
	g := &oneGraph{line: p.line()}
	if within != nil {
		g.inner = true
	}
	for _, a := range attrs {
		switch a.Name.Local {
		case "id":
			g.id = trimmed(a.Value)
		case "edgedefault":
			g.directed = trimmed(a.Value) == "directed"
		}
	}
	o.role, o.graph = inGraph, g
	if !g.inner {
		p.file.beginGraph(g)
	}
	return nil
}

func (p *parser) startData(attrs []xml.Attr, o *open) error {
	for _, a := range attrs {
		if a.Name.Local == "key" {
			k, err := p.key(trimmed(a.Value))
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

func (p *parser) line() int {
	line, _ := p.xml.InputPos()
	return line
}

func (p *parser) stop(t xml.EndElement) error {
	if len(p.stack) == 0 || p.top().name != t.Name {
		return say("bad_xml", "this is no XML: {why}", graph.V{"why": "</" + shortened(t.Name.Local) + "> ends what is not open"})
	}
	o := *p.top()
	p.stack = p.stack[:len(p.stack)-1]
	switch o.role {
	case inDefault:
		p.file.fallback(o.key, string(o.text))
	case inData:
		return p.stopData(&o)
	case inDesc:
		if on := p.around(); on != nil {
			on.desc = string(o.text)
		} else {
			p.file.describe(p.top().graph, string(o.text))
		}
	case inDrawn:
		if on := p.within(); on != nil && on.drawn == "" {
			on.drawn = trimmed(string(o.text))
		}
	case inNode, inEdge:
		err := p.file.take(o.element)
		p.recycle(o.element)
		return err
	case inGraph:
		if !o.graph.inner {
			p.file.endGraph(o.graph)
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
	if on := p.around(); on != nil {
		on.data = append(on.data, datum{key: o.key, text: string(o.text)})
		return nil
	}
	if g := p.top().graph; g == nil || !g.inner {
		return p.file.takeGraphData(o.key, string(o.text))
	}
	return nil
}
