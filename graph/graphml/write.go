package graphml

import (
	"io"

	"trama/graph"
	"trama/graph/internal/xml"
)

// Encode writes the graph in the dialect of GraphML that opens whole in NetworkX, igraph, Gephi, Cytoscape and
// graphology: all keys first, then all nodes and all edges in ascending order of id, one edgedefault, types of keys that
// everybody knows. The same graph gives the same bytes. The sentences say what XML could not hold.
//
// It returns an error of w, and Invalid for an id with a character that XML cannot hold. Cost: O(size of the graph), on all
// cores; memory is some buffers, and a list of the distinct values of the columns.
func Encode(w io.Writer, g *graph.Graph) ([]graph.Sentence, error) {
	out := newOutput(w)
	like := writer{g: g, plan: newPlan(g)}
	around := like
	around.full = func(piece []byte) []byte {
		out.write(piece)
		return out.buffer()
	}
	around.head()
	out.rows(g.Nodes(), like, (*writer).node)
	out.rows(g.Edges(), like, (*writer).edge)
	around.raw("  </graph>\n</graphml>\n")
	around.flush()
	if out.err != nil {
		return nil, out.err
	}
	return like.plan.notes(out.dropped + around.dropped), nil
}

// writer appends elements to a buffer and hands it on when it is full. The first error stays.
type writer struct {
	g       *graph.Graph
	plan    *plan
	buf     []byte
	full    func(piece []byte) []byte // takes a full buffer and returns an empty one
	err     error
	dropped int
}

func (w *writer) raw(text string) { w.buf = append(w.buf, text...) }

func (w *writer) text(text string) {
	var dropped bool
	if w.buf, dropped = xml.AppendText(w.buf, text); dropped {
		w.dropped++
	}
}

func (w *writer) attribute(text string) {
	w.buf, _ = xml.AppendAttribute(w.buf, text)
}

func (w *writer) flush() { w.buf = w.full(w.buf) }

func (w *writer) flushFull() {
	if len(w.buf) >= partBytes {
		w.flush()
	}
}

const opening = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ` +
	`xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
`

func (w *writer) head() {
	w.raw(opening)
	for on, fields := range w.plan.fields {
		for _, f := range fields {
			w.raw(`  <key id="` + f.id + `" for="` + target(on).String() + `" attr.name="`)
			w.attribute(f.name)
			w.raw(`" attr.type="` + f.typ + "\"/>\n")
		}
	}
	w.raw(`  <graph id="G" edgedefault="`)
	if w.plan.Directed {
		w.raw("directed\">\n")
	} else {
		w.raw("undirected\">\n")
	}
	for _, f := range w.plan.fields[forGraph] {
		w.raw("    ")
		w.value(f.id, f.value)
		w.raw("\n")
	}
	w.flush()
}

// value writes data, or nothing where there is no text left to write.
func (w *writer) value(id string, v graph.Value) {
	if v.IsZero() {
		return
	}
	start := len(w.buf)
	w.raw(`<data key="`)
	w.raw(id)
	w.raw(`">`)
	content := len(w.buf)
	switch v.Type() {
	case graph.Integer, graph.Float, graph.Boolean:
		w.buf = v.Append(w.buf)
	case graph.List:
		w.text(w.cleaned(v).String())
	default:
		w.text(v.String())
	}
	if len(w.buf) == content {
		w.buf = w.buf[:start]
		return
	}
	w.raw("</data>")
}

// cleaned returns a value as the file can hold it, and counts it where that is less.
func (w *writer) cleaned(v graph.Value) graph.Value {
	if losesCharacters(v) {
		w.dropped++
	}
	return cleanedValue(v)
}

func (w *writer) node(i int) {
	w.raw(`    <node id="`)
	w.id(w.g.NodeID(i))
	w.raw(`">`)
	content, fields := len(w.buf), w.plan.fields[forNode]
	for f := range fields {
		w.nodeData(&fields[f], i)
	}
	w.close("</node>\n", content)
}

func (w *writer) nodeData(f *field, i int) {
	switch {
	case f.copy:
		dropped := w.dropped
		w.value(f.id, f.at(i))
		w.dropped = dropped // has been counted for the label
	case f.column != nil:
		w.value(f.id, f.at(i))
	default:
		w.value(f.id, graph.TextValue(w.plan.Kinds[w.g.KindCode(i)]))
	}
}

// close ends an element, in short where it has no content.
func (w *writer) close(end string, content int) {
	if len(w.buf) == content {
		w.buf = append(w.buf[:content-1], "/>\n"...)
	} else {
		w.raw(end)
	}
	w.flushFull()
}

// id writes an id as an attribute.
func (w *writer) id(id string) {
	var dropped bool
	if w.buf, dropped = xml.AppendAttribute(w.buf, id); dropped && w.err == nil {
		w.err = graph.Fail(graph.Invalid, "graphml.Encode",
			graph.ControlInID())
	}
}

func (w *writer) edge(e int) {
	source, target := w.g.Ends(e)
	w.raw(`    <edge id="`)
	w.edgeID(e)
	w.raw(`" source="`)
	w.id(w.g.NodeID(source))
	w.raw(`" target="`)
	w.id(w.g.NodeID(target))
	typ := w.plan.Types[w.g.TypeCode(e)]
	if typ != "" {
		w.raw(`" label="`)
		w.attribute(typ)
	}
	w.raw(`">`)
	content, fields := len(w.buf), w.plan.fields[forEdge]
	for f := range fields {
		w.edgeData(&fields[f], e, typ)
	}
	w.close("</edge>\n", content)
}

// edgeID writes the id of an edge; most need no escaping.
func (w *writer) edgeID(e int) {
	start := len(w.buf)
	w.buf = w.g.AppendEdgeID(w.buf, e)
	if !xml.IsPlain(w.buf[start:]) {
		id := string(w.buf[start:])
		w.buf = w.buf[:start]
		w.id(id)
	}
}

func (w *writer) edgeData(f *field, e int, typ string) {
	if f.column != nil {
		w.value(f.id, f.at(e))
		return
	}
	switch f.name {
	case labelName:
		v, _ := w.plan.label.At(e)
		if v = w.cleaned(v); v.IsZero() {
			v = graph.TextValue(typ)
		}
		w.value(f.id, v)
	case typeName:
		w.value(f.id, graph.TextValue(typ))
	case mutualName:
		if !w.plan.DirectedEdge(e) {
			w.value(f.id, graph.BooleanValue(true))
		}
	}
}
