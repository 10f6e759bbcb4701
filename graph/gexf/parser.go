package gexf

import (
	"bytes"
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
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
	name    string
	role    role
	class   class    // of declarations
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
func (f *file) attributes(t *xml.Token) (map[string]string, error) {
	if len(t.Attrs) > maxOfTag {
		return nil, f.in.TooLarge(graph.Say("limit_tag", "a tag has more than {limit} attributes", graph.V{"limit": maxOfTag}))
	}
	out := make(map[string]string, len(t.Attrs))
	for _, a := range t.Attrs {
		if int64(len(a.Value)) > f.Options.Limits.Value {
			return nil, f.in.TooLarge(f.Options.Limits.LongValue())
		}
		if name := string(a.Name.Local()); !a.Name.Prefixed() && name != "xmlns" {
			out[name] = string(a.Value)
		}
	}
	return out, nil
}

func (f *file) start(t *xml.Token, line int) error {
	attrs, err := f.attributes(t)
	if err != nil {
		return err
	}
	o := open{name: string(t.Name.Local()), role: inForeign}
	if len(f.stack) > 0 {
		o.element = f.top().element
	}
	switch f.role() {
	case inOutside:
		o.role = inPart
	case inPart:
		err = f.startInPart(&o, attrs, line)
	case inMeta:
		o.role = inText
	case inAttributes:
		err = f.startAttribute(&o, attrs)
	case inAttribute:
		f.startInAttribute(&o)
	case inElement:
		err = f.startInElement(&o, attrs)
	}
	if o.role == inForeign {
		f.notes.foreign++
	}
	f.stack = append(f.stack, o)
	return err
}

// startInPart begins what stands in the root, in a graph or in one of its lists. The lists may stand anywhere there, and
// what belongs into them beside them.
func (f *file) startInPart(o *open, attrs map[string]string, line int) error {
	switch o.name {
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
		e, err := f.newElement(o.name, attrs, line)
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
	f.directed = strings.EqualFold(xml.Trimmed(attrs["defaultedgetype"]), "directed")
	for _, name := range []string{"name", "start", "end", "timestamp", "timezone"} {
		f.setAttribute(name, attrs[name])
	}
}

func (f *file) startInElement(o *open, attrs map[string]string) error {
	e := o.element
	switch o.name {
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
		e.parents = append(e.parents, xml.Trimmed(attrs["for"]))
		return f.grow(e, len(attrs["for"])+16)
	case "color", "position", "size", "shape", "thickness":
		o.role = inElement
		return f.drawn(e, o.name, attrs)
	}
	return nil
}

// instruction takes the marks of a file that Encode wrote, which stand in the root.
func (f *file) instruction(t *xml.Token) error {
	if len(f.stack) == 1 && f.graphs == 0 {
		return f.mark.take(string(t.Name.Full()), t.Text, f.Options.Limits)
	}
	return nil
}

func (f *file) chars(text []byte) error {
	if len(f.stack) == 0 {
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
	case int64(len(o.text)+len(text)) > f.Options.Limits.Value:
		return f.in.TooLarge(f.Options.Limits.LongValue())
	}
	o.text = append(o.text, text...)
	return nil
}

func (f *file) stop() error {
	o := *f.top()
	f.stack = f.stack[:len(f.stack)-1]
	switch {
	case o.role == inText && o.column != nil:
		f.stopInAttribute(&o)
	case o.role == inText:
		f.setAttribute(o.name, string(o.text))
	case o.begins && o.element.class == ofNodes:
		return f.takeNode(o.element)
	case o.begins:
		return f.takeEdge(o.element)
	}
	return nil
}

// setAttribute gives the graph what the file says of itself; of two graphs the first counts.
func (f *file) setAttribute(name, text string) {
	if text = xml.Trimmed(text); text == "" || f.mark.own {
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
