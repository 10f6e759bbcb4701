package gexf

import (
	"bytes"
	"encoding/xml"
	"strings"
	"unicode"

	"trama/graph"
)

// role is what an open element is to the reader.
type role int

const (
	inOutside    role = iota // around the root
	inPart                   // the root, a graph and its lists: what stands there is told by its name
	inMeta                   // of the file
	inText                   // an element of which the text counts
	inAttributes             // the list of declarations
	inAttribute
	inElement // a node or an edge, and what groups things in it
	inForeign // elements of others
)

// open is an element that has begun.
type open struct {
	name    xml.Name
	role    role
	class   class    // of declarations
	timed   bool     // declarations of attributes that change
	element *element // the innermost node or edge
	begins  bool     // it is that itself
	column  *column  // of a declaration
	text    []byte
}

func (f *file) top() *open { return &f.stack[len(f.stack)-1] }

func (f *file) role() role {
	if len(f.stack) == 0 {
		return inOutside
	}
	return f.top().role
}

// attributes returns the XML attributes of a tag by their local names, without declarations of namespaces.
func (f *file) attributes(t xml.StartElement) (map[string]string, error) {
	if len(t.Attr) > maxOfTag {
		return nil, tooLarge(say("limit_tag", "a tag has more than {limit} attributes", graph.V{"limit": maxOfTag}))
	}
	out := make(map[string]string, len(t.Attr))
	for _, a := range t.Attr {
		if int64(len(a.Value)) > f.o.Limits.Value {
			return nil, tooLarge(f.o.Limits.LongValue())
		}
		if a.Name.Space == "" && a.Name.Local != "xmlns" {
			out[a.Name.Local] = a.Value
		}
	}
	return out, nil
}

func (f *file) start(t xml.StartElement, line int) error {
	if depth := f.o.Limits.Depth; int64(len(f.stack)) >= depth {
		return tooLarge(say("limit_depth", "elements lie in each other more than {limit} deep (limit-depth)", graph.V{"limit": depth}))
	}
	attrs, err := f.attributes(t)
	if err != nil {
		return err
	}
	o := open{name: t.Name, role: inForeign}
	if len(f.stack) > 0 {
		o.element = f.top().element
	}
	switch f.role() {
	case inOutside:
		err = f.startRoot(&o)
	case inPart:
		err = f.startInPart(&o, attrs, line)
	case inMeta:
		o.role = inText
	case inAttributes:
		err = f.startAttribute(&o, attrs)
	case inAttribute:
		f.startInAttribute(&o)
	case inElement:
		err = f.startInElement(&o, attrs, line)
	}
	if o.role == inForeign {
		f.notes.foreign++
	}
	f.stack = append(f.stack, o)
	return err
}

func (f *file) startRoot(o *open) error {
	if f.root {
		return badXML("a second document follows")
	}
	if o.name.Local != "gexf" {
		return say("no_gexf", "this is no GEXF: it begins with <{element}>", graph.V{"element": graph.Shown(o.name.Local)})
	}
	f.root, o.role = true, inPart
	return nil
}

// startInPart begins what stands in the root, in a graph or in one of its lists. The lists may stand anywhere there, and
// what belongs into them beside them.
func (f *file) startInPart(o *open, attrs map[string]string, line int) error {
	switch o.name.Local {
	case "meta":
		o.role = inMeta
		f.setAttribute("lastmodifieddate", attrs["lastmodifieddate"])
	case "graph":
		o.role = inPart
		f.startGraph(attrs)
	case "attributes":
		return f.startAttributes(o, attrs)
	case "nodes", "edges":
		o.role = inPart
	case "node", "edge":
		o.role, o.begins = inElement, true
		e, err := f.newElement(o.name.Local, attrs, line)
		if err == nil && o.element != nil && e.class == ofNodes && e.pid == "" {
			e.pid = o.element.id
		}
		o.element = e
		return err
	}
	return nil
}

func (f *file) startGraph(attrs map[string]string) {
	f.graphs++
	f.directed = strings.EqualFold(trimmed(attrs["defaultedgetype"]), "directed")
	f.time = strings.ToLower(trimmed(attrs["timeformat"]))
	for _, name := range []string{"name", "start", "end", "timestamp", "timezone"} {
		f.setAttribute(name, attrs[name])
	}
}

func (f *file) startInElement(o *open, attrs map[string]string, line int) error {
	e := o.element
	switch o.name.Local {
	case "attvalues", "spells", "slices", "parents":
		o.role = inElement
	case "nodes", "edges":
		o.role = inPart
	case "attributes":
		return f.startAttributes(o, attrs)
	case "attvalue":
		o.role = inElement
		return f.attvalue(e, attrs)
	case "spell", "slice":
		o.role = inElement
		e.spans = append(e.spans, spellOf(attrs))
		return f.grow(e, 16)
	case "parent":
		o.role = inElement
		e.parents = append(e.parents, trimmed(attrs["for"]))
		return f.grow(e, len(attrs["for"])+16)
	case "color", "position", "size", "shape", "thickness":
		o.role = inElement
		return f.drawn(e, o.name.Local, attrs)
	}
	return nil
}

// instruction takes the marks of a file that Encode wrote, which stand in the root.
func (f *file) instruction(t xml.ProcInst) error {
	if len(f.stack) == 1 && f.graphs == 0 {
		return f.mark.take(t.Target, t.Inst, f.o.Limits)
	}
	return nil
}

func (f *file) chars(text []byte) error {
	if len(f.stack) == 0 {
		if strings.TrimFunc(string(text), unicode.IsSpace) != "" {
			return badXML("text outside of the document")
		}
		return nil
	}
	o := f.top()
	switch {
	case o.role == inForeign:
		return nil
	case o.role != inText:
		if len(bytes.TrimSpace(text)) > 0 {
			f.notes.foreign++
		}
		return nil
	case int64(len(o.text)+len(text)) > f.o.Limits.Value:
		return tooLarge(f.o.Limits.LongValue())
	}
	o.text = append(o.text, text...)
	return nil
}

func (f *file) stop(t xml.EndElement) error {
	if len(f.stack) == 0 || f.top().name != t.Name {
		return badXML("</" + t.Name.Local + "> ends what is not open")
	}
	o := *f.top()
	f.stack = f.stack[:len(f.stack)-1]
	switch {
	case o.role == inText && o.column != nil:
		f.stopInAttribute(&o)
	case o.role == inText:
		f.setAttribute(o.name.Local, string(o.text))
	case o.begins && o.element.class == ofNodes:
		return f.takeNode(o.element)
	case o.begins:
		return f.takeEdge(o.element)
	}
	return nil
}

// setAttribute gives the graph what the file says of itself; of two graphs the first counts.
func (f *file) setAttribute(name, text string) {
	if text = trimmed(text); text == "" || f.mark.own {
		return
	}
	v, isDate := graph.DateValue(text)
	if !isDate {
		v = graph.TextValue(text)
	}
	if old, there := f.attrs[name]; there {
		if old != v {
			f.notes.kept = append(f.notes.kept, name)
		}
		return
	}
	f.attrs[name] = v
	f.b.SetAttribute(name, v)
}

// trimmed returns a text without white space around it, the no-break space included.
func trimmed(text string) string { return strings.TrimFunc(text, unicode.IsSpace) }
