package gexf

import (
	"fmt"
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
)

func (f *file) startAttributes(o *open, attrs map[string]string) error {
	o.role = inAttributes
	switch of := strings.ToLower(xml.Trimmed(attrs["class"])); of {
	case "node":
	case "edge":
		o.class = ofEdges
	default:
		return graph.Say("gexf_class", `attributes are of class node or edge, not "{value}"`, graph.V{"value": graph.Shown(of)})
	}
	return nil
}

// startAttribute takes a declaration. Of two with one id the first counts.
func (f *file) startAttribute(o *open, attrs map[string]string) error {
	if o.name != "attribute" {
		return nil
	}
	within := f.top()
	id, title := xml.Trimmed(attrs["id"]), attrs["title"]
	own, marked := f.mark.of(within.class, id)
	if !f.mark.own {
		title = xml.Trimmed(title)
	}
	if title == "" {
		title = id
	}
	name := title
	switch {
	case marked && own.Name != "":
		name = xml.Cleaned(own.Name)
	case f.mark.own && isAdded(within.class, id):
		name = "\x00" + id // an attribute of the graph may have the name
	}
	c, err := f.declare(within.class, id, name)
	if err != nil {
		return err
	}
	c.typ, c.list = f.typeNamed(attrs["type"])
	c.exact, c.title = own.Type, title
	c.mean(f)
	o.role, o.column = inAttribute, c
	return nil
}

// declare returns the column of a declaration: the one that values made already, where they stand before it.
func (f *file) declare(of class, id, name string) (*column, error) {
	first := f.declared[of][id]
	if first != nil && first.undeclared && !f.taken[of][name] && len(name) <= graph.MaxNodeID && name != weightName {
		delete(f.taken[of], first.name)
		first.name, first.undeclared, f.taken[of][name] = name, false, true
		return first, nil
	}
	c, err := f.newColumn(of, name)
	if err == nil && first == nil {
		f.declared[of][id] = c
	}
	return c, err
}

func (f *file) startInAttribute(o *open) {
	switch o.name {
	case "default", "options":
		o.role, o.column = inText, f.top().column
	}
}

func (f *file) stopInAttribute(o *open) {
	text := string(o.text)
	switch {
	case xml.Trimmed(text) == "":
	case o.name == "options":
		f.notes.options = append(f.notes.options, o.column.name)
	default:
		o.column.fallback = text
	}
}

// newColumn returns a column of a name that is not taken: the second of two with one name is name_2.
func (f *file) newColumn(of class, name string) (*column, error) {
	if len(f.columns[ofNodes])+len(f.columns[ofEdges]) >= xml.MaxKeys {
		return nil, f.in.TooLarge(xml.ManyKeys())
	}
	if len(name) > graph.MaxNodeID {
		return nil, f.in.TooLarge(graph.LongName())
	}
	if name == "" {
		name = "column"
	}
	if of == ofEdges && name == weightName && !f.mark.own {
		name = dataWeight // the weight itself is set elsewhere
	}
	if f.taken[of][name] {
		f.notes.repeated = append(f.notes.repeated, name)
		base := name
		for f.taken[of][name] {
			f.again[of][base]++
			name = fmt.Sprintf("%s_%d", base, 1+f.again[of][base])
		}
	}
	f.taken[of][name] = true
	c := &column{class: of, name: name, typ: graph.Text}
	staged := fmt.Sprintf("\x00gexf %d", len(f.columns[of])) // no file has a column of that name
	if of == ofNodes {
		c.staged = f.b.NodeColumn(staged)
	} else {
		c.staged = f.b.EdgeColumn(staged)
	}
	f.columns[of] = append(f.columns[of], c)
	return c, nil
}

// other returns the column of what stands in an XML attribute or in a drawing.
func (f *file) other(of class, name string, typ graph.ValueType) (*column, error) {
	if c := f.others[of][name]; c != nil {
		return c, nil
	}
	c, err := f.newColumn(of, name)
	if err != nil {
		return nil, err
	}
	c.typ, f.others[of][name] = typ, c
	return c, nil
}

// columnOf returns the column of an attribute; one that is declared nowhere so far is text, under its id.
func (f *file) columnOf(of class, id string) (*column, error) {
	if c := f.declared[of][id]; c != nil {
		return c, nil
	}
	c, err := f.newColumn(of, id)
	if err != nil {
		return nil, err
	}
	c.title, c.undeclared = id, true
	c.mean(f)
	f.declared[of][id] = c
	return c, nil
}

// typeNamed returns the type of values under an attribute, and whether they are lists of texts.
func (f *file) typeNamed(name string) (typ graph.ValueType, list bool) {
	bare := xml.Trimmed(name)
	if items, list := strings.CutPrefix(strings.ToLower(bare), "list"); list && items != "" {
		if _, known := xml.TypeNamed(items); known {
			return graph.Text, true
		}
	}
	typ, known := xml.TypeNamed(bare)
	if !known {
		f.notes.unknownTypes = append(f.notes.unknownTypes, name)
	}
	return typ, false
}
