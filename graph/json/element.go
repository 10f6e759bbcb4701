package json

import (
	"slices"
	"strings"

	"trama/graph"
)

// node reads a node and puts it into the builder.
func (d *decoder) node() error {
	d.begin()
	d.Found.Nodes++
	err := d.object(func(name string) error {
		switch name {
		case "id":
			return d.field(name, &d.element.id)
		case "kind":
			return d.field(name, &d.element.class)
		case "attributes":
			return d.own(d.nodeColumns, d.b.NodeColumn)
		}
		return foreignField(name, "node")
	})
	if err != nil {
		return err
	}
	e := &d.element
	if why, long := d.Options.Limits.WrongNodeID(strings.TrimSpace(e.id)); why.Code != "" {
		return d.wrong(why, long)
	}
	if e.repeated != "" {
		d.Refuse(e.line, graph.Say("json_twice", `"{field}" is given twice`, graph.V{"field": graph.Shown(e.repeated)}))
		return nil
	}
	d.putNode()
	return d.b.CheckRoom()
}

// wrong refuses the element, or returns an error where it is beyond a limit.
func (d *decoder) wrong(why graph.Sentence, long bool) error {
	if long {
		return tooLarge(why)
	}
	d.Refuse(d.element.line, why)
	return nil
}

func (d *decoder) begin() {
	d.number++
	d.element = element{line: d.line, columns: d.element.columns[:0], values: d.element.values[:0], given: d.element.given[:0]}
}

// putNode adds the node, or nothing of it where it says something else than was said of it before.
func (d *decoder) putNode() {
	e := &d.element
	id := []byte(strings.TrimSpace(e.id))
	key := d.b.Key(id)
	row, known := d.b.FindKeyed(key, id)
	if known {
		if other := d.disagrees(row); other != "" {
			d.Refuse(e.line, graph.NodeConflict(e.id, other))
			return
		}
	}
	if !known || !d.b.Listed(row) {
		d.Made.Nodes++
	}
	row = d.b.NodeKeyed(key, id)
	if e.class != "" {
		d.b.SetKind(row, e.class)
	}
	for i, v := range e.values {
		d.b.SetNode(row, e.columns[i].handle, v)
	}
}

// disagrees returns the first of the element's names whose value is another than the node has, "" where there is none.
func (d *decoder) disagrees(row int) string {
	e := &d.element
	if kind, set := d.b.Kind(row); set && e.class != "" && graph.KindNamed(e.class) != kind {
		return "kind"
	}
	for i, v := range e.values {
		if old := d.b.NodeValue(row, e.columns[i].handle); !old.IsZero() && !v.IsZero() && old != v {
			return e.columns[i].name
		}
	}
	return ""
}

// edge reads an edge and puts it into the builder.
func (d *decoder) edge() error {
	d.begin()
	d.Found.Edges++
	err := d.object(func(name string) error {
		e := &d.element
		switch name {
		case "id":
			return d.field(name, &e.id)
		case "source":
			return d.field(name, &e.source)
		case "target":
			return d.field(name, &e.target)
		case "type":
			return d.field(name, &e.class)
		case "directed":
			return d.directed()
		case "attributes":
			return d.own(d.edgeColumns, d.b.EdgeColumn)
		}
		return foreignField(name, "edge")
	})
	if err != nil {
		return err
	}
	if why, long := d.wrongEdge(); why.Code != "" {
		return d.wrong(why, long)
	}
	d.putEdge()
	return d.b.CheckRoom()
}

// wrongEdge says why the edge is refused; the sentence is empty where it is not. long tells that it is beyond a limit.
func (d *decoder) wrongEdge() (why graph.Sentence, long bool) {
	e := &d.element
	if why, long = d.Options.Limits.WrongEdge(strings.TrimSpace(e.source), strings.TrimSpace(e.target), strings.TrimSpace(e.id)); why.Code != "" {
		return why, long
	}
	if e.repeated != "" {
		return graph.Say("json_twice", `"{field}" is given twice`, graph.V{"field": graph.Shown(e.repeated)}), false
	}
	for i, v := range e.values {
		if e.columns[i].name == "weight" && !v.IsZero() && !graph.Fits("weight", v) {
			return graph.NoWeight(v.String()), false
		}
	}
	return graph.Sentence{}, false
}

func (d *decoder) putEdge() {
	e := &d.element
	d.Made.Edges++
	row := d.b.Edge(graph.BuilderEdge{
		ID: strings.TrimSpace(e.id), Source: d.b.End(strings.TrimSpace(e.source)), Target: d.b.End(strings.TrimSpace(e.target)),
		Type: e.class, Directed: !e.undirected,
	})
	if e.saysDirected && d.b.IsDirected(row) == e.undirected {
		d.fixed++
	}
	for i, v := range e.values {
		if !v.IsZero() {
			d.b.SetEdge(row, e.columns[i].handle, v)
		}
	}
}

// field reads a text or null into a field that may be given once.
func (d *decoder) field(name string, into *string) error {
	if err := d.once(name); err != nil {
		return err
	}
	c, err := d.next()
	if err != nil {
		return err
	}
	if c == 'n' {
		return d.null(nil)
	}
	if c != '"' {
		return graph.Say("json_text", `"{field}" is a text`, graph.V{"field": name})
	}
	if err := d.text(); err != nil {
		return err
	}
	*into = string(d.buf)
	if d.dropped && name != "kind" && name != "type" {
		*into += "\x00" // an id that lost a character is no id
	} else {
		d.countLost()
	}
	return nil
}

// once refuses a field that is given a second time.
func (d *decoder) once(field string) error {
	if slices.Contains(d.element.given, field) {
		return graph.Say("json_twice", `"{field}" is given twice`, graph.V{"field": field})
	}
	d.element.given = append(d.element.given, field)
	return nil
}

// null reads a null, unless there is an error already.
func (d *decoder) null(err error) error {
	if err != nil {
		return err
	}
	if err := d.word(); err != nil {
		return err
	}
	if string(d.buf) != "null" {
		return graph.Say("bad_json", "this is no JSON: {why}", graph.V{"why": "unexpected " + graph.Shown(string(d.buf))})
	}
	return nil
}

func (d *decoder) directed() error {
	if err := d.once("directed"); err != nil {
		return err
	}
	if _, err := d.next(); err != nil {
		return err
	}
	if err := d.word(); err != nil {
		return err
	}
	switch string(d.buf) {
	case "null":
	case "true", "false":
		d.element.saysDirected, d.element.undirected = true, d.buf[0] == 'f'
	default:
		return graph.Say("json_boolean", `"{field}" is true or false`, graph.V{"field": "directed"})
	}
	return nil
}

// own reads the attributes of an element.
func (d *decoder) own(columns map[string]*column, handle func(string) int) error {
	if err := d.once("attributes"); err != nil {
		return err
	}
	if c, err := d.next(); err != nil || c == 'n' {
		return d.null(err)
	}
	return d.object(func(name string) error {
		v, err := d.attribute(name)
		if err != nil {
			return err
		}
		c := columns[name]
		if c == nil {
			if len(columns) >= maxColumns {
				return tooLarge(graph.Say("limit_columns", "elements have more than {limit} different attributes", graph.V{"limit": maxColumns}))
			}
			c = &column{name: name, handle: handle(name), meant: name != "weight" && graph.HasMeaning(name)}
			columns[name] = c
		}
		if c.last == d.number {
			d.element.repeated = name
		}
		c.last = d.number
		if c.meant && !v.IsZero() && !graph.Fits(name, v) {
			c.meant = false
			d.unfit = append(d.unfit, name)
		}
		d.element.columns, d.element.values = append(d.element.columns, c), append(d.element.values, v)
		return nil
	})
}

// maxColumns is a limit against small files that would take much room: different attributes.
const maxColumns = 4096
