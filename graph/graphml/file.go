package graphml

import (
	"strings"

	"trama/graph"
)

const descName = "description"

// meaning is what data of a name are for a node or an edge.
type meaning int

const (
	isPlain meaning = iota
	isKind
	isLabels // Neo4j's labels or TinkerPop's labelV: the kind, where nothing else says it
	isType   // data type
	isInteraction
	isLabelE
	isLabel
	isCopy // the name that Encode writes beside the label
	isWeight
	isMutual // the edge has no direction
)

// use is a key on one of the targets.
type use struct {
	meaning meaning
	column  *column
}

// column is an attribute of the nodes or edges of this file; several keys may have its name.
type column struct {
	name   string
	handle int
	rows   rowSet   // that hold a value of a type other than text
	raw    rawTexts // of those whose text is another than the value's own
	text   bool     // some value did not fit: all are text
	meant  bool     // the name has a meaning that not every value fits
	row    int      // the last that was set, and by which key
	key    *key
	second *column // for values of another key of the same name in one element
}

// kindless is a node whose data type may turn out to be its kind.
type kindless struct {
	row   int
	datum datum
}

// file is what is known of a file beside its tokens.
type file struct {
	name    string
	b       *graph.Builder
	o       Options
	refused *graph.Refused
	notes   notes

	decided   bool // no more graph data is awaited
	own       bool // Encode wrote the file
	types     types
	graphData []datum
	attrs     map[string]graph.Value

	graphs    []*oneGraph
	columns   [3]map[string]*column
	listed    rowSet // nodes
	kindless  []kindless
	fallbacks []*key
	edges     int
	weighted  bool // some edge has the data that is the weight
	labelKey  *key // of labels that stand in XML attributes
	labelsKey *key
	rest      []datum // room for one element
	scratch   []byte
}

func newFile(name string, b *graph.Builder, o Options) *file {
	f := &file{
		name: name, b: b, o: o, refused: o.Refused, notes: notes{file: name}, attrs: map[string]graph.Value{},
		labelKey: &key{name: labelName, typ: graph.Text}, labelsKey: &key{name: "labels", typ: graph.Text},
	}
	for i := range f.columns {
		f.columns[i] = map[string]*column{}
	}
	if f.refused == nil {
		f.refused = &graph.Refused{}
	}
	return f
}

func (f *file) refuse(line int, why graph.Sentence) {
	f.refused.Add(graph.Refusal{File: f.name, Line: line, Why: why})
}

func (f *file) tooLarge(line int, why graph.Sentence) error {
	refused := &graph.Refused{}
	refused.Add(graph.Refusal{File: f.name, Line: line, Why: why})
	return &placed{&graph.Error{Kind: graph.TooLarge, Op: "graphml.Decode", Err: refused}}
}

// placed is an error that names its line already.
type placed struct{ error }

func (f *file) valueTooLong() graph.Sentence {
	return say("limit_value", "a value is longer than {limit} bytes (limit-value)", graph.V{"limit": f.o.Limits.Value})
}

func (f *file) beginGraph(g *oneGraph) {
	g.first = f.b.Edges()
	f.graphs = append(f.graphs, g)
}

func (f *file) endGraph(g *oneGraph) { g.last = f.b.Edges() }

// takeGraphData keeps data of a graph until it is known whether Encode wrote the file, which such data say.
func (f *file) takeGraphData(k *key, text string) error {
	f.graphData = append(f.graphData, datum{key: k, text: text})
	if f.decided {
		f.setAttributes()
	}
	return nil
}

// decide finds, before the first node or edge, whether Encode wrote the file.
func (f *file) decide() {
	if f.decided {
		return
	}
	f.decided = true
	for _, d := range f.graphData {
		f.own = f.own || d.key.name == markName && trimmed(d.text) == "1"
	}
	for _, d := range f.graphData {
		if f.own && d.key.name == typesName {
			f.types = readTypes(d.text)
		}
	}
	f.setAttributes()
}

func (f *file) setAttributes() {
	for _, d := range f.graphData {
		name, text := d.key.name, d.text
		if f.own && forGraph.keepsForItself(name) {
			continue
		}
		var v graph.Value
		ok := true
		if f.own {
			name = forGraph.own(name)
			v, ok, _ = d.key.ownValue(f.types, forGraph, text)
		} else if trimmed(text) != "" {
			v, ok, _ = d.key.value(text)
		}
		if !ok {
			v = graph.TextValue(trimmed(text))
			f.notes.textColumn(name)
		}
		f.setAttribute(name, v)
	}
	f.graphData = f.graphData[:0]
}

func (f *file) setAttribute(name string, v graph.Value) {
	if v.IsZero() {
		return
	}
	if old, there := f.attrs[name]; there {
		if old != v {
			f.notes.keptAttribute(name)
		}
		return
	}
	f.attrs[name] = v
	f.b.SetAttribute(name, v)
}

// describe keeps the <desc> of a graph.
func (f *file) describe(g *oneGraph, text string) {
	if text = trimmed(text); text != "" && g != nil && !g.inner {
		f.setAttribute(descName, graph.TextValue(text))
	}
}

// fallback keeps the value that a key gives to elements without one.
func (f *file) fallback(k *key, text string) {
	if text != "" && k.fallback == "" {
		k.fallback = text
		f.fallbacks = append(f.fallbacks, k)
	}
}

// isFor tells whether a key is declared for the target.
func (k *key) isFor(on target) bool { return k.on == "" || k.on == "all" || k.on == on.String() }

// use returns what a key is on a target, and tells of keys that are declared for something else or not at all.
func (f *file) use(k *key, on target) *use {
	if k.uses[on] != nil {
		return k.uses[on]
	}
	u := &use{meaning: f.meaning(k, on)}
	k.uses[on] = u
	switch {
	case k.undeclared:
		f.notes.undeclared = append(f.notes.undeclared, k.name)
	case !k.isFor(on):
		f.notes.misplaced = append(f.notes.misplaced, k.name)
	}
	if k.unknown != "" {
		f.notes.unknownTypes = append(f.notes.unknownTypes, k.unknown)
	}
	name := k.name
	if f.own {
		name = on.own(name)
	}
	if on == forEdge && name == weightName {
		name = "weight_data" // the weight itself is set elsewhere
	}
	u.column = f.column(on, name)
	return u
}

func (f *file) meaning(k *key, on target) meaning {
	if on == forEdge && k.name == f.o.Weight {
		f.weighted = true
		if k.typ != graph.Boolean {
			return isWeight
		}
		f.notes.noWeights = true
	}
	switch {
	case k.name == kindName && on == forNode:
		return isKind
	case k.name == labelName:
		return isLabel
	case k.name == typeName && on == forEdge:
		return isInteraction
	case f.own && k.name == mutualName && on == forEdge:
		return isMutual
	case f.own && k.name == nameName && on == forNode && f.types.of(forNode, nameName) == "":
		return isCopy
	case f.own:
		return isPlain
	case k.name == "type" && k.typ == graph.Text:
		return isType
	case (k.name == "labels" || k.name == "labelV") && on == forNode:
		return isLabels
	case k.name == "labelE" && on == forEdge:
		return isLabelE
	}
	return isPlain
}

func (f *file) column(on target, name string) *column {
	c := f.columns[on][name]
	if c == nil {
		c = &column{name: name, row: -1, meant: hasMeaning(name)}
		if on == forNode {
			c.handle = f.b.NodeColumn(name)
		} else {
			c.handle = f.b.EdgeColumn(name)
		}
		f.columns[on][name] = c
	}
	return c
}

// set gives a node or an edge the value that a text is under its key. It returns false where another value is there.
func (f *file) set(on target, row int, d datum) bool {
	c := f.use(d.key, on).column
	v := f.value(on, c, d)
	if v.IsZero() {
		return true
	}
	for n := 0; c.row == row && c.key != d.key && f.get(on, row, c) != v && !f.get(on, row, c).IsZero(); n++ {
		if n == maxRepeated {
			return false
		}
		if c.second == nil {
			c.second = f.column(on, c.name+"_2")
			f.notes.repeated = append(f.notes.repeated, c.name)
		}
		c = c.second
	}
	if old := f.get(on, row, c); !old.IsZero() {
		return old == v
	}
	c.row, c.key = row, d.key
	if c.meant && !graph.Fits(c.name, v) {
		c.meant = false
		f.notes.unfit = append(f.notes.unfit, c.name)
	}
	if v.Type() != graph.Text {
		c.rows.set(row)
		if f.scratch = v.Append(f.scratch[:0]); string(f.scratch) != d.text {
			c.raw.add(row, trimmed(d.text))
		}
	}
	f.put(on, row, c, v)
	return true
}

// hasMeaning tells whether an attribute of the name has a meaning that not every value fits.
func hasMeaning(name string) bool {
	switch name {
	case "status", "since", "until", "lat", "lon":
		return true
	}
	return false
}

func (f *file) get(on target, row int, c *column) graph.Value {
	if on == forNode {
		return f.b.NodeValue(row, c.handle)
	}
	return f.b.EdgeValue(row, c.handle)
}

func (f *file) put(on target, row int, c *column, v graph.Value) {
	if on == forNode {
		f.b.ReplaceNode(row, c.handle, v)
	} else {
		f.b.SetEdge(row, c.handle, v)
	}
}

// value returns what a text is in a column. The first that does not fit its key makes the column text.
func (f *file) value(on target, c *column, d datum) graph.Value {
	if f.own {
		v, ok, _ := d.key.ownValue(f.types, on, d.text)
		if ok {
			return v
		}
		return graph.TextValue(d.text)
	}
	bare := trimmed(d.text)
	if bare == "" {
		return graph.Value{}
	}
	v, ok, nan := d.key.value(d.text)
	if d.key.typ == graph.Text && !d.key.list {
		v, ok = meant(c.name, d.text)
	}
	if nan {
		f.notes.nans++
		return graph.Value{}
	}
	if !ok && !c.text {
		f.makeText(on, c)
	}
	if !ok || c.text && v.Type() != graph.Text {
		return graph.TextValue(bare)
	}
	return v
}

// meant returns what a text is in an attribute whose name has a meaning that text cannot hold: a list of tags, a date.
func meant(name, text string) (v graph.Value, ok bool) {
	switch name {
	case "tags", "lines":
		return graph.ListValue(strings.Split(text, "|")), true
	case "since", "until":
		return graph.DateValue(trimmed(text))
	}
	return graph.TextValue(text), true
}

// makeText makes the values of a column texts, as they stood in the file.
func (f *file) makeText(on target, c *column) {
	c.text = true
	if !c.meant { // otherwise there is a note on the meaning
		f.notes.textColumn(c.name)
	}
	c.rows.each(func(row int) {
		f.put(on, row, c, graph.TextValue(f.get(on, row, c).String()))
	})
	c.raw.each(func(row int, text string) {
		f.put(on, row, c, graph.TextValue(text))
	})
	c.rows, c.raw = nil, rawTexts{}
}

// finish does what can only be done when all has been read. It is an error where no edge has the weight that was asked
// for by its name.
func (f *file) finish() error {
	f.decide()
	f.placeKinds()
	f.placeFallbacks()
	f.placeGraphs()
	if asked := f.o.Weight; asked != weightName && asked != NoWeight && !f.weighted && f.edges > 0 {
		return graph.Fail(graph.Invalid, "graphml.Decode", say("no_weight_data", "{file}: no edge has data {column}",
			graph.V{"file": f.name, "column": shortened(asked)}))
	}
	return nil
}

// placeKinds makes data type the kind of the nodes, where a kind of the catalogue occurs in it.
func (f *file) placeKinds() {
	occurs := false
	for _, n := range f.kindless {
		_, known := graph.FindKind(graph.KindNamed(trimmed(n.datum.text)))
		occurs = occurs || known
	}
	for _, n := range f.kindless {
		if kind := trimmed(n.datum.text); kind == "" || occurs && f.b.SetKind(n.row, kind) {
			continue
		}
		f.set(forNode, n.row, n.datum)
	}
}

// placeFallbacks gives the nodes without a value the one that their key names.
func (f *file) placeFallbacks() {
	for _, k := range f.fallbacks {
		if !k.isFor(forNode) {
			continue
		}
		u := f.use(k, forNode)
		f.listed.each(func(row int) {
			switch {
			case u.meaning == isKind:
				f.b.SetKind(row, trimmed(k.fallback))
			case f.get(forNode, row, u.column).IsZero():
				f.set(forNode, row, datum{key: k, text: k.fallback})
			}
		})
	}
}

// placeGraphs writes to each edge of a file with several graphs which it comes from.
func (f *file) placeGraphs() {
	if len(f.graphs) < 2 {
		return
	}
	name := graphName
	for f.columns[forEdge][name] != nil {
		name += "_"
	}
	c := f.column(forEdge, name)
	for _, g := range f.graphs {
		for e := g.first; e < g.last && g.id != ""; e++ {
			f.b.SetEdge(e, c.handle, graph.TextValue(g.id))
		}
	}
	f.notes.graphs = len(f.graphs)
}
