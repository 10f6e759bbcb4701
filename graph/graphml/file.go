package graphml

import (
	"errors"

	"trama/graph"
	"trama/graph/internal/xml"
)

const descName = "description"

// kindless is a node whose data type may turn out to be its kind.
type kindless struct {
	row, line int
	datum     datum
}

// file is what is known of a file beside its tokens.
type file struct {
	graph.Decoding
	b     *graph.Builder
	notes notes

	decided   bool // no more graph data is awaited
	own       bool // Encode wrote the file
	types     types
	graphData []datum
	attrs     map[string]graph.Value

	graphs    []*oneGraph
	columns   [3]map[string]*column
	listed    rowSet // nodes
	kindless  []kindless
	typed     map[int]string // the first data type of nodes, made when one is told of again
	fallbacks []*key
	edges     int
	elements  int       // whose data was looked at for what is said twice
	written   []*column // what the node in hand was given
	weighted  bool      // some edge has the data that is the weight
	labelKey  *key      // of labels that stand in XML attributes
	labelsKey *key
	rest      []datum // room for one element
	scratch   []byte
	near      []graph.Key // room for some
}

func newFile(d graph.Decoding, b *graph.Builder) *file {
	f := &file{
		Decoding: d, b: b, notes: notes{file: d.File}, attrs: map[string]graph.Value{},
		labelKey: &key{name: labelName, typ: graph.Text}, labelsKey: &key{name: "labels", typ: graph.Text},
	}
	for i := range f.columns {
		f.columns[i] = map[string]*column{}
	}
	return f
}

// bytes returns a text in a place that is used again at the next call.
func (f *file) bytes(text string) []byte {
	f.scratch = append(f.scratch[:0], text...)
	return f.scratch
}

func (f *file) document() xml.Document {
	return xml.Document{File: f.File, Root: "graphml", Format: "GraphML", Limits: f.Options.Limits}
}

func (f *file) tooLarge(line int, why error) error {
	var known graph.Sentence
	errors.As(why, &known)
	return graph.FailAt(graph.TooLarge, "graphml.Decode", graph.Refusal{File: f.File, Line: line, Why: known})
}

// decide finds, before the first node or edge, whether Encode wrote the file.
func (f *file) decide() {
	if f.decided {
		return
	}
	f.decided = true
	for _, d := range f.graphData {
		f.own = f.own || d.key.name == markName && xml.Trimmed(d.text) == "1"
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
			v, ok = d.key.ownValue(f.types, forGraph, text)
		} else if xml.Trimmed(text) != "" {
			v, ok = d.key.value(text)
		}
		if !ok {
			v = graph.TextValue(xml.Trimmed(text))
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

// finish does what can only be done when all has been read. It is an error where no edge has the weight that was asked
// for by its name.
func (f *file) finish() error {
	f.decide()
	f.placeKinds()
	f.placeFallbacks()
	f.placeNames()
	f.placeGraphs()
	if asked := f.Options.Weight; asked != weightName && asked != graph.Unweighted && !f.weighted && f.edges > 0 {
		return graph.Fail(graph.Invalid, "graphml.Decode", graph.NoWeightData(f.File, asked))
	}
	return nil
}

// placeKinds makes data type the kind of the nodes, where a kind of the catalogue occurs in it.
func (f *file) placeKinds() {
	occurs := false
	for _, n := range f.kindless {
		_, known := graph.FindKind(graph.KindNamed(xml.Trimmed(n.datum.text)))
		occurs = occurs || known
	}
	for _, n := range f.kindless {
		kind := xml.Trimmed(n.datum.text)
		if fits := kind == "" || occurs && f.b.SetKind(n.row, kind) || !occurs && f.set(forNode, n.row, n.datum); !fits {
			f.Refuse(n.line, graph.NodeConflict(f.b.NodeID(n.row), n.datum.key.name))
		}
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
				f.b.SetKind(row, xml.Trimmed(k.fallback))
			case f.get(forNode, row, u.column).IsZero():
				f.set(forNode, row, datum{key: k, text: k.fallback})
			}
		})
	}
}

// placeNames labels the nodes that have no label with the name that igraph, NetworkX, Cytoscape and Neo4j give them, or R's
// statnet: their ids are numbers that nobody knows them by. In a file of Encode a node without a label has none.
func (f *file) placeNames() {
	if f.own {
		return
	}
	for _, name := range []string{nameName, statnetName} {
		named := f.columns[forNode][name]
		if named == nil {
			continue
		}
		label, count := f.column(forNode, labelName), 0
		f.listed.each(func(row int) {
			if v := f.get(forNode, row, named); !v.IsZero() && f.get(forNode, row, label).IsZero() {
				f.put(forNode, row, label, graph.TextValue(v.String()))
				count++
			}
		})
		f.notes.nodesNamed(name, count)
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
