package graphml

import (
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
)

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
	name          string
	handle        int
	rows          rowSet   // that hold a value of a type other than text
	raw           rawTexts // of those whose text is another than the value's own
	text          bool     // some value did not fit: all are text
	meant         bool     // the name has a meaning that not every value fits
	row           int      // the last that was set, and by which key
	key           *key
	element, keys int     // the element that was looked at last, and how many keys of the name it has so far
	second        *column // for values of another key of the same name in one element
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
	if on == forEdge && k.name == f.Options.Weight {
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
		c = &column{name: name, row: -1, meant: name != weightName && graph.HasMeaning(name)}
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
	_, ok := f.write(on, row, d)
	return ok
}

// write does so, and returns the column where the value is new in it.
func (f *file) write(on target, row int, d datum) (written *column, ok bool) {
	c := f.use(d.key, on).column
	v := f.value(on, c, d)
	if v.IsZero() {
		return nil, true
	}
	for n := 0; c.row == row && c.key != d.key && f.get(on, row, c) != v && !f.get(on, row, c).IsZero(); n++ {
		if n == maxRepeated {
			return nil, false
		}
		if c.second == nil {
			c.second = f.column(on, c.name+"_2")
			f.notes.repeated = append(f.notes.repeated, c.name)
		}
		c = c.second
	}
	if old := f.get(on, row, c); !old.IsZero() {
		return nil, old == v
	}
	c.row, c.key = row, d.key
	if c.meant && !graph.Fits(c.name, v) {
		c.meant = false
		f.notes.unfit = append(f.notes.unfit, c.name)
	}
	if v.Type() != graph.Text {
		c.rows.set(row)
		if f.scratch = v.Append(f.scratch[:0]); string(f.scratch) != d.text {
			c.raw.add(row, xml.Trimmed(d.text))
		}
	}
	f.put(on, row, c, v)
	return c, true
}

// saidTwice returns the name of data that an element has twice with different values, "" where it has none: under one key, or
// under more keys of one name than there are columns for.
func (f *file) saidTwice(on target, data []datum) string {
	if len(data) < 2 {
		return ""
	}
	f.elements++
	for _, d := range data {
		k, c, text := d.key, f.use(d.key, on).column, xml.Trimmed(d.text)
		if text == "" {
			continue
		}
		if k.typ == graph.Text {
			text = d.text
		}
		if c.element != f.elements {
			c.element, c.keys = f.elements, 0
		}
		if k.element != f.elements {
			k.element, k.text = f.elements, text
			c.keys++
		}
		if k.text != text || c.keys > maxRepeated {
			return k.name
		}
	}
	return ""
}

// takeBack takes from a node what it was just given.
func (f *file) takeBack(row int) {
	for _, c := range f.written {
		f.b.ReplaceNode(row, c.handle, graph.Value{})
		c.raw.forget(row)
		c.row = -1
	}
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
		v, ok := d.key.ownValue(f.types, on, d.text)
		if ok {
			return v
		}
		return graph.TextValue(d.text)
	}
	bare := xml.Trimmed(d.text)
	if bare == "" {
		return graph.Value{}
	}
	v, ok := d.key.value(d.text)
	if d.key.typ == graph.Text && !d.key.list {
		v, ok = meant(c.name, d.text)
	}
	if ok && v.IsZero() && d.key.typ == graph.Float {
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
		return graph.DateValue(xml.Trimmed(text))
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
