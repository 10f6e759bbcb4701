package gexf

import (
	"maps"
	"slices"
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
)

// element is a node or an edge as it stands in the file.
type element struct {
	class          class
	line           int
	id, pid        string
	source, target string
	label          string
	kind           string // of an edge: its type
	direction      string
	weight         string
	cells          []cell
	spans          []span
	parents        []string
	drew           []string
	size           int // bytes of all that
}

// cell is a value under an attribute; when is set where it holds for some time only.
type cell struct {
	column *column
	text   string
	when   string
}

// newElement returns the node or edge that a tag begins. What GEXF does not know of its XML attributes is data.
func (f *file) newElement(name string, attrs map[string]string, line int) (*element, error) {
	e := &element{class: ofNodes, line: line}
	known := map[string]*string{"id": &e.id, "label": &e.label}
	if name == "edge" {
		e.class = ofEdges
		maps.Copy(known, map[string]*string{"source": &e.source, "target": &e.target, "kind": &e.kind, "type": &e.direction, "weight": &e.weight})
	} else {
		known["pid"] = &e.pid
	}
	if s := spanOf(attrs); s != (span{}) {
		e.spans = append(e.spans, s)
	}
	for _, name := range slices.Sorted(maps.Keys(attrs)) {
		text := attrs[name]
		if to := known[name]; to != nil {
			if *to = text; name != "label" && !(name == "kind" && f.mark.own) {
				*to = xml.Trimmed(text)
			}
			continue
		}
		if isSpan(name) {
			continue
		}
		if err := f.give(e, name, graph.Text, text); err != nil {
			return e, err
		}
	}
	return e, f.grow(e, len(e.label)+len(e.kind))
}

// give adds data that stands in an XML attribute or a drawing.
func (f *file) give(e *element, name string, typ graph.ValueType, text string) error {
	if text == "" || !f.mark.own && xml.Trimmed(text) == "" {
		return nil
	}
	c, err := f.other(e.class, name, typ)
	if err != nil {
		return err
	}
	e.cells = append(e.cells, cell{column: c, text: text})
	return f.grow(e, len(text)+16)
}

// grow counts what an element holds.
func (f *file) grow(e *element, bytes int) error {
	if e.size += bytes; int64(e.size) > maxValues*f.Options.Limits.Value {
		return f.in.TooLarge(graph.Say("limit_element", "a node or an edge holds more than {limit} bytes", graph.V{"limit": maxValues * f.Options.Limits.Value}))
	}
	return nil
}

// attvalue adds a value; version 1.1 names its attribute by id.
func (f *file) attvalue(e *element, attrs map[string]string) error {
	id, there := attrs["for"]
	if !there {
		id, there = attrs["id"]
	}
	if !there {
		return graph.Say("gexf_attvalue", "<attvalue> names no attribute", nil)
	}
	c, err := f.columnOf(e.class, xml.Trimmed(id))
	if err != nil {
		return err
	}
	text := attrs["value"]
	if text == "" || !f.mark.own && xml.Trimmed(text) == "" {
		return nil
	}
	s := spanOf(attrs)
	if s.open {
		f.notes.open++
	}
	when := s.text()
	for _, name := range []string{"timestamp", "timestamps", "intervals"} {
		when = strings.TrimSpace(when + " " + xml.Trimmed(attrs[name]))
	}
	e.cells = append(e.cells, cell{column: c, text: text, when: when})
	return f.grow(e, len(text)+len(when)+16)
}

// values returns the cells of an element, one for each attribute: those that hold for some time only become one list. twice
// is the name of an attribute that has two values at once, "" where there is none.
func (f *file) values(e *element) (out []staged, twice string) {
	at := map[*column]int{}
	lists := map[*column][]string{}
	for _, c := range e.cells {
		text := c.text
		if c.column.typ != graph.Text {
			text = xml.Trimmed(text)
		}
		i, again := at[c.column]
		if c.when != "" || lists[c.column] != nil {
			if again && lists[c.column] == nil {
				lists[c.column] = []string{out[i].v.String()}
			}
			item := text
			if c.when != "" {
				item += " [" + c.when + "]"
			}
			lists[c.column] = append(lists[c.column], item)
			c.column.timed = true
		}
		switch v := graph.TextValue(text); {
		case !again:
			at[c.column] = len(out)
			out = append(out, staged{c.column, v})
		case lists[c.column] == nil && out[i].v != v:
			return nil, c.column.name
		}
	}
	for c, items := range lists {
		out[at[c]].v = graph.ListValue(items)
	}
	return out, ""
}

// staged is a value as it lies in the graph until its attribute is typed.
type staged struct {
	column *column
	v      graph.Value
}

// wrong refuses an element for its ids. It returns an error where one is too long.
func (f *file) wrong(e *element, why graph.Sentence, long bool) (wrong bool, err error) {
	switch {
	case long:
		return true, f.in.TooLarge(why)
	case why.Code != "":
		f.Refuse(e.line, why)
		return true, nil
	}
	return false, nil
}
