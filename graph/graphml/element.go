package graphml

import (
	"encoding/xml"
	"errors"
	"strconv"
	"strings"

	"trama/graph"
)

// element is a node or an edge as it stands in the file.
type element struct {
	on             target
	line           int
	id             string
	source, target string
	label, labels  string // XML attributes, outside of the schema: the edge's type, the node's kinds
	directed       string
	graph          *oneGraph
	data           []datum
	desc           string
	drawn          string // the label in yEd's drawing
}

type datum struct {
	key  *key
	text string
}

// oneGraph is a <graph>.
type oneGraph struct {
	id          string
	line        int
	directed    bool
	inner       bool // inside of a node or an edge
	first, last int  // its edges, those of graphs inside of it too
}

// newElement returns the node or edge that a tag begins.
func (p *parser) newElement(t xml.StartElement, g *oneGraph) *element {
	e := &element{}
	if n := len(p.free); n > 0 {
		e, p.free = p.free[n-1], p.free[:n-1]
	}
	*e = element{on: forNode, line: p.line(), graph: g, data: e.data[:0]}
	if t.Name.Local == "edge" {
		e.on = forEdge
	}
	for _, a := range t.Attr {
		if a.Name.Space != "" {
			continue
		}
		switch a.Name.Local {
		case "id":
			e.id = trimmed(a.Value)
		case "source":
			e.source = trimmed(a.Value)
		case "target":
			e.target = trimmed(a.Value)
		case "label":
			e.label = a.Value
		case "labels":
			e.labels = a.Value
		case "directed":
			e.directed = trimmed(a.Value)
		case "sourceport", "targetport":
			p.file.notes.ports++
		}
	}
	return e
}

func (p *parser) recycle(e *element) { p.free = append(p.free, e) }

// take puts a node or an edge that has ended into the builder.
func (f *file) take(e *element) error {
	f.decide()
	if cells := len(f.columns[forNode])*f.b.Nodes() + len(f.columns[forEdge])*f.b.Edges(); cells > maxCells {
		return f.tooLarge(e.line, say("limit_cells", "elements times attributes are more than {limit}", graph.V{"limit": maxCells}))
	}
	if e.on == forNode {
		return f.takeNode(e)
	}
	return f.takeEdge(e)
}

func (f *file) takeNode(e *element) error {
	if fine, err := f.checkNodeID(e, e.id); !fine {
		return err
	}
	row := f.b.Node(e.id)
	f.listed.set(row)
	n := f.nodeMeaning(e)
	if n.kind != "" && !f.b.SetKind(row, n.kind) {
		f.refuse(e.line, conflict(e.id, kindName))
		return nil
	}
	if n.typ != nil {
		if n.kind == "" {
			f.kindless = append(f.kindless, kindless{row: row, datum: *n.typ})
		} else {
			n.rest = append(n.rest, *n.typ)
		}
	}
	for _, d := range n.rest {
		if !f.set(forNode, row, d) {
			f.refuse(e.line, conflict(e.id, d.key.name))
			return nil
		}
	}
	f.describeNode(row, e)
	return nil
}

// nodeMeaning is the data of a node told apart.
type nodeMeaning struct {
	kind string
	typ  *datum // data type, which may turn out to be the kind
	rest []datum
}

func (f *file) nodeMeaning(e *element) nodeMeaning {
	n := nodeMeaning{rest: f.rest[:0]}
	var kind, labels, name *datum
	var label string
	for i := range e.data {
		d := &e.data[i]
		switch f.use(d.key, forNode).meaning {
		case isKind:
			keep(&kind, d, &n.rest)
		case isLabels:
			keep(&labels, d, &n.rest)
		case isType:
			keep(&n.typ, d, &n.rest)
		case isCopy:
			keep(&name, d, &n.rest)
		case isLabel:
			label = d.text
			n.rest = append(n.rest, *d)
		default:
			n.rest = append(n.rest, *d)
		}
	}
	if kind != nil {
		if n.kind = kind.text; !f.own {
			n.kind = trimmed(kind.text)
		}
	}
	if name != nil && name.text != label {
		n.rest = append(n.rest, *name)
	}
	f.takeLabels(e, &n, labels)
	f.rest = n.rest
	return n
}

// takeLabels makes the kind of the labels, XML attribute or data, where there is no kind. Labels that say more than the
// kind are kept as data.
func (f *file) takeLabels(e *element, n *nodeMeaning, data *datum) {
	d := datum{key: f.labelsKey, text: e.labels}
	if data != nil {
		d = *data
	}
	var all []string
	for _, label := range strings.Split(d.text, ":") {
		if label = trimmed(label); label != "" {
			all = append(all, label)
		}
	}
	if len(all) == 0 {
		return
	}
	consumed := n.kind == "" && len(all) == 1
	if n.kind == "" {
		n.kind = all[len(all)-1]
		for _, label := range all {
			if _, known := graph.FindKind(graph.KindNamed(label)); known {
				n.kind = label
			}
		}
	}
	if !consumed {
		n.rest = append(n.rest, d)
	}
}

// describeNode keeps what stands in <desc> and in a drawing, where the data says nothing of the kind.
func (f *file) describeNode(row int, e *element) {
	for _, more := range []struct{ name, text string }{{descName, e.desc}, {labelName, e.drawn}} {
		if text := trimmed(more.text); text != "" {
			f.b.SetNode(row, f.column(forNode, more.name).handle, graph.TextValue(text)) // another value stays
		}
	}
}

func (f *file) takeEdge(e *element) error {
	for _, end := range []struct{ id, is string }{{e.source, "source"}, {e.target, "target"}} {
		if end.id == "" {
			f.refuse(e.line, say("no_end_given", "an edge has no {end}", graph.V{"end": end.is}))
			return nil
		}
		if fine, err := f.checkNodeID(e, end.id); !fine {
			return err
		}
	}
	if fine, err := f.checkEdgeID(e); !fine {
		return err
	}
	f.edges++
	m := f.edgeMeaning(e)
	weight, fine := f.weight(m.weight)
	if !fine {
		f.refuse(e.line, noWeight(m.weight.text))
		return nil
	}
	row := f.b.Edge(graph.BuilderEdge{
		ID: e.id, Source: f.b.End(e.source), Target: f.b.End(e.target), Type: m.typ, Directed: m.directed,
	})
	if !weight.IsZero() {
		f.b.SetEdge(row, f.column(forEdge, weightName).handle, weight)
	}
	for _, d := range m.rest {
		if !f.set(forEdge, row, d) {
			f.refuse(e.line, say("edge_conflict", "the edge has two different {column}", graph.V{"column": shortened(d.key.name)}))
			return nil
		}
	}
	if text := trimmed(e.desc); text != "" {
		if c := f.column(forEdge, descName); f.b.EdgeValue(row, c.handle).IsZero() {
			f.b.SetEdge(row, c.handle, graph.TextValue(text))
		}
	}
	return nil
}

// edgeMeaning is the data of an edge told apart.
type edgeMeaning struct {
	typ      string
	directed bool
	weight   *datum
	rest     []datum
}

// edgeParts are the data of an edge that may say its type or its label.
type edgeParts struct{ typ, interaction, labelE, label *datum }

func (f *file) edgeMeaning(e *element) edgeMeaning {
	m := edgeMeaning{rest: f.rest[:0], directed: e.graph.directed}
	if v, ok, _ := boolean(e.directed); ok {
		m.directed, _ = v.Boolean()
	}
	var parts edgeParts
	f.addFallbacks(e)
	for i := range e.data {
		d := &e.data[i]
		switch f.use(d.key, forEdge).meaning {
		case isType:
			keep(&parts.typ, d, &m.rest)
		case isInteraction:
			keep(&parts.interaction, d, &m.rest)
		case isLabelE:
			keep(&parts.labelE, d, &m.rest)
		case isLabel:
			keep(&parts.label, d, &m.rest)
		case isWeight:
			keep(&m.weight, d, &m.rest)
		case isMutual:
			if v, _, _ := boolean(trimmed(d.text)); v == graph.BooleanValue(true) {
				m.directed = false
			}
		default:
			m.rest = append(m.rest, *d)
		}
	}
	if f.own {
		f.ownTypeAndLabel(e, &m, parts)
	} else {
		f.typeAndLabel(e, &m, parts)
	}
	f.rest = m.rest
	return m
}

// typeAndLabel finds the type: data type or interaction, else the XML attribute label, else TinkerPop's labelE, else
// data label. What is not the type stays data, and so does a label that says something else than the type.
func (f *file) typeAndLabel(e *element, m *edgeMeaning, parts edgeParts) {
	label := datum{key: f.labelKey, text: e.drawn}
	if parts.label != nil && trimmed(parts.label.text) != "" {
		label = *parts.label
	}
	for _, d := range []*datum{parts.typ, parts.interaction, {key: f.labelKey, text: e.label}, parts.labelE} {
		switch {
		case d == nil || trimmed(d.text) == "":
		case m.typ == "":
			m.typ = trimmed(d.text)
		case d.key != f.labelKey:
			m.rest = append(m.rest, *d)
		case label.text == "" && trimmed(d.text) != m.typ:
			label = *d
		}
	}
	if m.typ == "" {
		m.typ = trimmed(label.text)
	}
	if label.text != "" && label.text != graph.TypeNamed(m.typ) {
		m.rest = append(m.rest, label)
	}
}

// ownTypeAndLabel does so in a file that Encode wrote: the type is data interaction, and a label equal to it is none.
func (f *file) ownTypeAndLabel(e *element, m *edgeMeaning, parts edgeParts) {
	m.typ = e.label
	if parts.interaction != nil {
		m.typ = parts.interaction.text
	}
	if parts.label != nil && parts.label.text != graph.TypeNamed(m.typ) {
		m.rest = append(m.rest, *parts.label)
	}
}

// addFallbacks adds the values that keys give to edges without one.
func (f *file) addFallbacks(e *element) {
	if len(f.fallbacks) == 0 {
		return
	}
	for _, d := range e.data {
		d.key.given = f.edges
	}
	for _, k := range f.fallbacks {
		if k.given != f.edges && k.isFor(forEdge) {
			e.data = append(e.data, datum{key: k, text: k.fallback})
		}
	}
}

// keep keeps data that may stand once on an element. What says another thing a second time is plain data.
func keep(slot **datum, d *datum, rest *[]datum) {
	if *slot == nil {
		*slot = d
	} else if (*slot).text != d.text {
		*rest = append(*rest, *d)
	}
}

// weight returns the weight that data say; fine is false for what is no finite number above 0.
func (f *file) weight(d *datum) (v graph.Value, fine bool) {
	if d == nil {
		return graph.Value{}, true
	}
	text := trimmed(d.text)
	if text == "" {
		return graph.Value{}, true
	}
	v, ok, nan := (&key{typ: graph.Integer}).value(text)
	if !ok || d.key.typ == graph.Float && !f.own {
		v, ok, nan = float(text)
	}
	return v, ok && !nan && graph.Fits(weightName, v)
}

func noWeight(text string) graph.Sentence {
	text = trimmed(text)
	values := graph.V{"value": shortened(text)}
	if _, err := strconv.ParseFloat(text, 64); err == nil || errors.Is(err, strconv.ErrRange) {
		return say("weight_range", `weight "{value}" is not a finite number above 0`, values)
	}
	return say("weight_no_number", `weight "{value}" is not a number`, values)
}

func conflict(id, column string) graph.Sentence {
	return say("node_conflict", "node {id} has another {column} already", graph.V{"id": shortened(id), "column": shortened(column)})
}

// checkNodeID refuses an id that is none. It returns an error where it is too long.
func (f *file) checkNodeID(e *element, id string) (fine bool, err error) {
	switch {
	case id == "":
		f.refuse(e.line, say("no_id", "a node has no id", nil))
		return false, nil
	case int64(len(id)) > f.o.Limits.NodeID:
		return false, f.tooLarge(e.line, say("limit_node_id", "an id is longer than {limit} bytes (limit-node-id)", graph.V{"limit": f.o.Limits.NodeID}))
	}
	return f.checkText(e, id), nil
}

func (f *file) checkEdgeID(e *element) (fine bool, err error) {
	if int64(len(e.id)) > f.o.Limits.EdgeID {
		return false, f.tooLarge(e.line, say("limit_edge_id", "an edge's id is longer than {limit} bytes (limit-edge-id)", graph.V{"limit": f.o.Limits.EdgeID}))
	}
	return f.checkText(e, e.id), nil
}

// checkText refuses an id with a line break or a tab in it; other control characters are no XML.
func (f *file) checkText(e *element, id string) (fine bool) {
	if strings.ContainsFunc(id, func(r rune) bool { return r < ' ' || r == 0xFFFD }) {
		f.refuse(e.line, say("control_in_id", "the id holds a control character", nil))
		return false
	}
	return true
}
