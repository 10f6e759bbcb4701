package gexf

import (
	"bufio"
	"encoding/json"
	"io"
	"slices"

	"trama/graph"
	"trama/graph/internal/xml"
)

// Encode writes the graph as GEXF 1.3: all nodes and all edges in ascending order of id, one default direction, the type of an
// edge as its kind and as an attribute for readers that know no kinds, dates of beginning and end also as times, so that
// Gephi's timeline shows them. The same graph gives the same bytes. The sentences say what XML could not hold.
//
// It returns an error of w, and Invalid for an id with a character that XML cannot hold. Cost: O(size of the graph).
func Encode(w io.Writer, g *graph.Graph) ([]graph.Sentence, error) {
	out := &writer{w: bufio.NewWriterSize(w, 1<<16), g: g, plan: newPlan(g)}
	out.head()
	out.raw("    <nodes>\n")
	for i := range g.Nodes() {
		out.node(i)
	}
	out.raw("    </nodes>\n    <edges>\n")
	for e := range g.Edges() {
		out.edge(e)
	}
	out.raw("    </edges>\n  </graph>\n</gexf>\n")
	if err := out.w.Flush(); out.err == nil {
		out.err = err
	}
	if out.err != nil {
		return nil, out.err
	}
	return out.plan.notes(out.dropped), nil
}

// writer writes elements. The first error stays.
type writer struct {
	w       *bufio.Writer
	g       *graph.Graph
	plan    *plan
	dropped int
	err     error
}

func (w *writer) raw(text string) {
	if w.err == nil {
		_, w.err = w.w.WriteString(text)
	}
}

// text writes a text, and counts it where it loses a character.
func (w *writer) text(text string) {
	buf, dropped := xml.AppendAttribute(w.w.AvailableBuffer(), text)
	if dropped {
		w.dropped++
	}
	if w.err == nil {
		_, w.err = w.w.Write(buf)
	}
}

// attribute writes an XML attribute, or nothing where there is no text.
func (w *writer) attribute(name, text string) {
	if xml.Cleaned(text) == "" {
		if text != "" {
			w.dropped++
		}
		return
	}
	w.raw(" " + name + `="`)
	w.text(text)
	w.raw(`"`)
}

// id writes an id, which must be whole.
func (w *writer) id(name, id string) {
	if xml.Cleaned(id) != id && w.err == nil {
		w.err = graph.Fail(graph.Invalid, "gexf.Encode", graph.ControlInID())
	}
	w.attribute(name, id)
}

const opening = `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ` +
	`xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
`

func (w *writer) head() {
	w.raw(opening)
	w.instruction(markTarget, w.plan.marks)
	w.graphAttributes()
	w.raw("  <graph defaultedgetype=\"")
	if w.plan.Directed {
		w.raw("directed")
	} else {
		w.raw("undirected")
	}
	w.raw(`" idtype="string"`)
	if slices.ContainsFunc(slices.Concat(w.plan.since[:], w.plan.until[:]), func(c *graph.Column) bool { return c != nil }) {
		w.raw(` mode="dynamic" timeformat="date"`)
	}
	w.raw(">\n")
	for of, fields := range w.plan.fields {
		w.declarations(class(of), fields)
	}
}

// instruction writes what other readers pass over, as JSON that holds no ">".
func (w *writer) instruction(target string, v any) {
	text, err := json.Marshal(v)
	if w.err == nil {
		w.err = err
	}
	w.raw("  <?" + target + " " + string(text) + "?>\n")
}

// graphAttributes writes the attributes of the graph, and again as meta what other readers know of them.
func (w *writer) graphAttributes() {
	var day, rest string
	for _, a := range w.g.Attributes() {
		m := w.cleanedAttribute(a)
		if m.Text == "" && len(m.Items) == 0 {
			continue
		}
		w.instruction(attributeTarget, m)
		switch {
		case a.Name == "lastmodifieddate" && a.Value.Type() == graph.Date:
			day = a.Value.String()
		case a.Name == "creator", a.Name == "keywords", a.Name == "description":
			rest += a.Name
		}
	}
	if day == "" && rest == "" {
		return
	}
	w.raw("  <meta")
	w.attribute("lastmodifieddate", day)
	w.raw(">\n")
	dropped := w.dropped
	for _, name := range []string{"creator", "keywords", "description"} {
		if text := w.g.Attributes().Get(name).String(); text != "" {
			w.raw("    <" + name + ">")
			w.text(text)
			w.raw("</" + name + ">\n")
		}
	}
	w.dropped = dropped // have been counted
	w.raw("  </meta>\n")
}

// cleanedAttribute returns an attribute as a file can hold it, and counts it where that is less.
func (w *writer) cleanedAttribute(a graph.Attribute) markedAttribute {
	m := marked(xml.Cleaned(a.Name), a.Value)
	if m.Name == "" {
		m.Name = "attribute"
	}
	if m.Name != a.Name {
		for !w.g.Attributes().Get(m.Name).IsZero() {
			m.Name += "_"
		}
		w.plan.renamed = append(w.plan.renamed, m.Name)
	}
	lost := m.Text != xml.Cleaned(m.Text)
	m.Text = xml.Cleaned(m.Text)
	for i, item := range m.Items {
		m.Items[i] = xml.Cleaned(item)
		lost = lost || m.Items[i] != item
	}
	if lost {
		w.dropped++
	}
	return m
}

func (w *writer) declarations(of class, fields []field) {
	if len(fields) == 0 {
		return
	}
	w.raw(`    <attributes class="` + of.String() + "\">\n")
	for _, f := range fields {
		w.raw(`      <attribute id="` + f.id + `"`)
		w.attribute("title", f.title)
		w.raw(` type="` + f.typ + "\"/>\n")
	}
	w.raw("    </attributes>\n")
}

func (w *writer) node(i int) {
	w.raw("      <node")
	w.id("id", w.g.NodeID(i))
	w.attribute("label", w.plan.labels[ofNodes].Text(i))
	w.times(ofNodes, i)
	w.raw(">")
	begun := w.values(false, kindID, w.plan.Kinds[w.g.KindCode(i)])
	for _, f := range w.plan.fields[ofNodes] {
		begun = w.value(begun, f, i)
	}
	w.end(begun)
	w.drawing(vizColor, w.plan.colors, i)
	w.drawing(vizPosition, w.plan.positions, i)
	if size := w.plan.sizes.Text(i); size != "" {
		w.raw("<viz:" + vizSize)
		w.attribute("value", size)
		w.raw("/>")
	}
	w.raw("</node>\n")
}

// times writes the dates between which something holds; where the last is before the first, they are data only.
func (w *writer) times(of class, row int) {
	since, until := w.plan.since[of].Text(row), w.plan.until[of].Text(row)
	if since != "" && until != "" && until < since {
		return
	}
	w.attribute("start", since)
	w.attribute("end", until)
}

// values begins the values of an element, where the first is not empty.
func (w *writer) values(begun bool, id, text string) (still bool) {
	if text == "" {
		return begun
	}
	if !begun {
		w.raw("<attvalues>")
	}
	w.raw(`<attvalue for="` + id + `" value="`)
	w.text(text)
	w.raw(`"/>`)
	return true
}

func (w *writer) end(begun bool) {
	if begun {
		w.raw("</attvalues>")
	}
}

// value writes a value under its attribute.
func (w *writer) value(begun bool, f field, row int) (still bool) {
	v, there := f.column.At(row)
	if !there {
		return begun
	}
	clean := w.cleanedValue(v)
	if f.mixed {
		return w.values(begun, f.id, mixedText(clean))
	}
	if clean.IsZero() {
		return begun
	}
	return w.values(begun, f.id, valueText(clean))
}

// cleanedValue returns a value as a file can hold it, and counts it where that is less.
func (w *writer) cleanedValue(v graph.Value) graph.Value {
	clean := cleanedValue(v)
	if clean != v {
		w.dropped++
	}
	return clean
}

// drawing writes a part of how Gephi draws a node; its XML attributes are named as the columns.
func (w *writer) drawing(name string, columns []*graph.Column, row int) {
	if len(columns) == 0 || columns[0].Text(row) == "" {
		return
	}
	w.raw("<viz:" + name)
	for _, c := range columns {
		w.attribute(c.Name(), c.Text(row))
	}
	w.raw("/>")
}

func (w *writer) edge(e int) {
	source, target := w.g.Ends(e)
	typ := w.plan.Types[w.g.TypeCode(e)]
	w.raw("      <edge")
	w.id("id", w.g.EdgeID(e))
	w.id("source", w.g.NodeID(source))
	w.id("target", w.g.NodeID(target))
	w.attribute("kind", typ)
	w.attribute("label", w.plan.labels[ofEdges].Text(e))
	w.attribute("weight", w.plan.weights.Text(e))
	w.times(ofEdges, e)
	w.raw(">")
	begun := w.values(false, typeID, typ)
	for _, f := range w.plan.fields[ofEdges] {
		begun = w.value(begun, f, e)
	}
	if w.plan.Mixed && !w.plan.DirectedEdge(e) {
		begun = w.values(begun, mutualID, "true")
	}
	w.end(begun)
	w.raw("</edge>\n")
}
