package graphml

import (
	"trama/graph"
	"trama/graph/internal/xml"
)

// takeEdge puts an edge into the builder, or nothing of it where it is refused.
func (f *file) takeEdge(e *element) error {
	f.Found.Edges++
	why, long := f.Options.Limits.WrongEdge(e.source, e.target, e.id)
	if wrong, err := f.wrong(e, why, long); wrong {
		return err
	}
	f.edges++
	m := f.edgeMeaning(e)
	weight, fine := f.weight(m.weight)
	if !fine {
		f.Refuse(e.line, graph.NoWeight(m.weight.text))
		return nil
	}
	if twice := f.saidTwice(forEdge, m.rest); twice != "" {
		f.Refuse(e.line, graph.EdgeConflict(twice))
		return nil
	}
	f.Made.Edges++
	row := f.b.Edge(graph.BuilderEdge{
		ID: e.id, Type: m.typ, Directed: m.directed,
		Source: f.b.EndKeyed(e.keys[0], f.bytes(e.source)), Target: f.b.EndKeyed(e.keys[1], f.bytes(e.target)),
	})
	if f.b.IsDirected(row) != m.directed {
		f.notes.fixed++
	}
	if !weight.IsZero() {
		f.b.SetEdge(row, f.column(forEdge, weightName).handle, weight)
	}
	if m.label != nil && m.label.text != "" && m.label.text != f.b.EdgeType(row) {
		m.rest = append(m.rest, *m.label)
	}
	for _, d := range m.rest {
		f.set(forEdge, row, d)
	}
	if text := xml.Trimmed(e.desc); text != "" {
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
	label    *datum // none where it says just what the type does
	rest     []datum
}

// edgeParts are the data of an edge that may say its type or its label.
type edgeParts struct{ typ, interaction, labelE, label *datum }

func (f *file) edgeMeaning(e *element) edgeMeaning {
	m := edgeMeaning{rest: f.rest[:0], directed: e.graph.directed}
	if v, ok := xml.Boolean(e.directed); ok {
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
			if v, _ := xml.Boolean(xml.Trimmed(d.text)); v == graph.BooleanValue(true) {
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
	if parts.label != nil && xml.Trimmed(parts.label.text) != "" {
		label = *parts.label
	}
	for _, d := range []*datum{parts.typ, parts.interaction, {key: f.labelKey, text: e.label}, parts.labelE} {
		switch {
		case d == nil || xml.Trimmed(d.text) == "":
		case m.typ == "":
			m.typ = xml.Trimmed(d.text)
		case d.key != f.labelKey:
			m.rest = append(m.rest, *d)
		case label.text == "" && xml.Trimmed(d.text) != m.typ:
			label = *d
		}
	}
	if m.typ == "" {
		m.typ = xml.Trimmed(label.text)
	}
	m.label = &label
}

// ownTypeAndLabel does so in a file that Encode wrote: the type is data interaction, and a label equal to it is none.
func (f *file) ownTypeAndLabel(e *element, m *edgeMeaning, parts edgeParts) {
	m.typ = e.label
	if parts.interaction != nil {
		m.typ = parts.interaction.text
	}
	m.label = parts.label
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

// keep keeps data that may stand once on an element, the first that is not empty. What says another thing a second time is
// plain data.
func keep(slot **datum, d *datum, rest *[]datum) {
	if *slot == nil || xml.Trimmed((*slot).text) == "" {
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
	text := xml.Trimmed(d.text)
	if text == "" {
		return graph.Value{}, true
	}
	return xml.Weight(text, d.key.typ == graph.Float && !f.own)
}
