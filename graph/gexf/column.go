package gexf

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
)

// meaning is what an attribute of a title is for a node or an edge.
type meaning int

const (
	isPlain  meaning = iota
	isKind           // of a node
	isTyped          // of a node: the kind, where a kind of the catalogue occurs in it
	isType           // of an edge
	isCopy           // of the type, which Encode writes beside it
	isMutual         // the edge has no direction
	isLabel
	isWeight
)

// column is an attribute of the nodes or edges of this file. Its values lie as texts under a handle of its own until the
// file has been read: only then it is known whether all are what the attribute says.
type column struct {
	class          class
	name, title    string
	typ            graph.ValueType
	list           bool
	exact          string // the type in a file that Encode wrote, where GEXF has no word for it
	fallback       string
	undeclared     bool
	timed          bool // some value holds for some time only
	meaning        meaning
	rank           int // among those of the same meaning
	staged, placed int // handles
}

// typeTitles are the titles of attributes that say the type of an edge, the first before the others.
func typeTitles() []string {
	return []string{"type", "kind", "relation", "relationship", "interaction", "tipo", "relazione"}
}

// mean finds what the title of an attribute says.
func (c *column) mean(f *file) {
	title := strings.ToLower(xml.Trimmed(c.title))
	c.meaning = isPlain
	switch {
	case f.mark.own:
		c.meaning = c.ownMeaning(f)
	case c.class == ofEdges && c.title == f.Options.Weight && f.Options.Weight != graph.Unweighted:
		c.meaning = isWeight
	case title == labelName:
		c.meaning = isLabel
		if c.name == labelName && f.others[c.class][labelName] == nil {
			f.others[c.class][labelName] = c
		}
	case c.class == ofEdges:
		if c.rank = slices.Index(typeTitles(), title); c.rank >= 0 {
			c.meaning = isType
		}
	case title == kindName || title == "tipologia":
		c.meaning = isKind
	case (title == "type" || title == "tipo") && !c.list:
		c.meaning = isTyped
	}
}

// ownMeaning tells by its id what Encode made an attribute for.
func (c *column) ownMeaning(f *file) meaning {
	is := func(id string) bool { return f.declared[c.class][id] == c }
	switch {
	case c.class == ofNodes && is(kindID):
		return isKind
	case c.class == ofEdges && is(typeID):
		return isCopy
	case c.class == ofEdges && is(mutualID):
		return isMutual
	}
	return isPlain
}

// finish does what can only be done when all has been read. It is an error where no edge has the weight that was asked for
// by its name.
func (f *file) finish(ctx context.Context) error {
	f.nameTimes()
	for of := range f.columns {
		for _, c := range f.columns[of] {
			if ctx.Err() != nil {
				return f.in.Interrupted(ctx)
			}
			f.settle(c)
		}
	}
	if err := f.placeNodes(ctx); err != nil {
		return err
	}
	if err := f.placeEdges(ctx); err != nil {
		return err
	}
	for _, a := range f.mark.attributes {
		if f.mark.own {
			f.b.SetAttribute(a.Name, a.Value)
		}
	}
	if f.graphs > 1 {
		f.notes.graphs = f.graphs
	}
	if asked := f.Options.Weight; asked != weightName && asked != graph.Unweighted && !f.weighted && f.Found.Edges > 0 {
		return graph.Fail(graph.Invalid, "gexf.Decode", graph.NoWeightData(f.File, asked))
	}
	return nil
}

// checkRoom is the error of a file that asks for much more room than it says, where all of it has been read.
func (f *file) checkRoom() error {
	if err := f.b.CheckRoom(); err != nil {
		return f.in.Failed(err, 0)
	}
	return nil
}

// settle decides on the type of a column: what it says where all its values are that, else text.
func (f *file) settle(c *column) {
	if c.undeclared {
		f.notes.undeclared = append(f.notes.undeclared, c.name)
	}
	if c.timed {
		f.notes.timed = append(f.notes.timed, c.name)
		c.typ, c.list = graph.Text, false
	} else if !f.mark.own {
		f.settleMeant(c)
	}
	if c.class == ofNodes {
		c.placed = f.b.NodeColumn(c.name)
	} else {
		c.placed = f.b.EdgeColumn(c.name)
	}
}

func (f *file) settleMeant(c *column) {
	if c.typ == graph.Text && !c.list {
		switch c.name {
		case "tags", "lines":
			c.typ = graph.List
		case "since", "until":
			c.typ = graph.Date
		}
	}
	meant := c.name != weightName && graph.HasMeaning(c.name)
	if !f.allFit(c) {
		if c.typ, c.list = graph.Text, false; !meant {
			f.notes.texts = append(f.notes.texts, c.name)
		}
	}
	for _, v := range f.stagedValues(c) {
		if v = f.value(c, v, false); meant && !v.IsZero() && !graph.Fits(c.name, v) {
			f.notes.unfit = append(f.notes.unfit, c.name)
			return
		}
	}
}

// stagedValues returns the distinct values of a column as they stood in the file.
func (f *file) stagedValues(c *column) []graph.Value {
	values := f.b.EdgeValues
	if c.class == ofNodes {
		values = f.b.NodeValues
	}
	out := values(c.staged)
	if c.fallback != "" {
		out = append(out, graph.TextValue(c.fallback))
	}
	return out
}

// allFit tells whether all values are what their attribute says.
func (f *file) allFit(c *column) bool {
	for _, v := range f.stagedValues(c) {
		if _, ok := c.typedValue(v.String()); !ok {
			return false
		}
	}
	return true
}

// fallen returns a staged value, or the default in its place; that of an edge's type or weight is there already.
func (f *file) fallen(c *column, v graph.Value) graph.Value {
	if v.IsZero() && c.meaning != isType && c.meaning != isWeight {
		return graph.TextValue(c.fallback)
	}
	return v
}

// value returns what a staged value is; counts tells to count what it says it is not.
func (f *file) value(c *column, v graph.Value, counts bool) graph.Value {
	if v = f.fallen(c, v); v.IsZero() || v.Type() == graph.List {
		return v
	}
	out, ok := c.typedValue(v.String())
	if !ok {
		return v
	}
	if out.IsZero() && counts && c.typ == graph.Float {
		f.notes.nans++
	}
	clean := cleanedValue(out)
	if clean != out && counts {
		f.notes.controls++ // a list in JSON may hold what XML cannot
	}
	return clean
}

// typedValue returns what a text is in the column; a number that is none is a zero value. ok is false where the text does not
// fit.
func (c *column) typedValue(text string) (v graph.Value, ok bool) {
	switch c.exact {
	case "date":
		v = xml.Exact("date", text)
		return v, !v.IsZero()
	case "mixed":
		return shown(text), true
	}
	if c.list {
		return graph.ListValue(listItems(text)), true
	}
	switch c.typ {
	case graph.Text:
		return graph.TextValue(text), true
	case graph.List:
		return graph.ListValue(strings.Split(text, "|")), true
	}
	return xml.Value(c.typ, xml.Trimmed(text))
}

// listItems returns the items of a list as Gephi writes one: in brackets, of which each item may be quoted, or without, between
// bars, else commas and semicolons.
func listItems(text string) []string {
	var items []string
	if json.Unmarshal([]byte(text), &items) == nil {
		return items
	}
	text = xml.Trimmed(text)
	inner, open := strings.CutPrefix(text, "[")
	if inner, closed := strings.CutSuffix(inner, "]"); open && closed {
		text = inner
	}
	between := func(r rune) bool { return r == ',' || r == ';' }
	if strings.Contains(text, "|") {
		between = func(r rune) bool { return r == '|' }
	}
	for item := range strings.FieldsFuncSeq(text, between) {
		item = xml.Trimmed(item)
		if n := len(item); n > 1 && (item[0] == '"' || item[0] == '\'') && item[0] == item[n-1] {
			item = item[1 : n-1]
		}
		if item != "" {
			items = append(items, item)
		}
	}
	return items
}
