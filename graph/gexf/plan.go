package gexf

import (
	"fmt"
	"slices"
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
)

// field is one attribute of the file.
type field struct {
	id, title, typ string
	column         *graph.Column
	mixed          bool
}

// plan is what is decided before anything is written: the attributes, the direction, what GEXF itself has a place for, and
// what the marks say.
type plan struct {
	xml.Classes
	g         *graph.Graph
	fields    [2][]field
	marks     mark
	labels    [2]*graph.Column
	since     [2]*graph.Column
	until     [2]*graph.Column
	weights   *graph.Column
	positions []*graph.Column // x, y and perhaps z
	colors    []*graph.Column // r, g, b
	sizes     *graph.Column
	renamed   []string
	dropped   int // texts that lost a character
}

func newPlan(g *graph.Graph) *plan {
	p := &plan{Classes: xml.NewClasses(g), g: g, marks: mark{Node: map[string]markedColumn{}, Edge: map[string]markedColumn{}}}
	p.dropped = p.Lost
	p.drawings()
	p.labels = [2]*graph.Column{texts(g.NodeColumn(labelName)), texts(g.EdgeColumn(labelName))}
	if c := g.EdgeMeaning(weightName); c != nil {
		p.weights = c
	}
	for of, column := range []func(string) *graph.Column{g.NodeColumn, g.EdgeColumn} {
		p.since[of], p.until[of] = dates(column("since")), dates(column("until"))
	}
	p.plan(ofNodes, g.NodeColumns())
	p.plan(ofEdges, g.EdgeColumns())
	return p
}

// texts returns a column of which all values are texts, else nil.
func texts(c *graph.Column) *graph.Column {
	if c.Type() == graph.Text {
		return c
	}
	return nil
}

func dates(c *graph.Column) *graph.Column {
	if c.Type() == graph.Date {
		return c
	}
	return nil
}

// drawings finds what of the nodes' data Gephi knows as their look.
func (p *plan) drawings() {
	together := func(names []string, fits func(graph.Value) bool) []*graph.Column {
		var out []*graph.Column
		for _, name := range names {
			out = append(out, p.g.NodeColumn(name))
		}
		for i := range p.g.Nodes() {
			for _, c := range out {
				v, there := c.At(i)
				if _, first := out[0].At(i); there != first || there && !fits(v) {
					return nil
				}
			}
		}
		if out[0].Count() == 0 {
			return nil
		}
		return out
	}
	isFloat := func(v graph.Value) bool { return v.Type() == graph.Float }
	if p.positions = together([]string{"x", "y", "z"}, isFloat); p.positions == nil {
		p.positions = together([]string{"x", "y"}, isFloat)
	}
	p.colors = together([]string{"r", "g", "b"}, func(v graph.Value) bool {
		n, isInteger := v.Integer()
		return isInteger && n >= 0 && n <= 255
	})
	if size := together([]string{"size"}, func(v graph.Value) bool { x, _ := v.Number(); return isFloat(v) && x >= 0 }); size != nil {
		p.sizes = size[0]
	}
}

// placed tells whether GEXF has a place of its own for an attribute.
func (p *plan) placed(of class, c *graph.Column) bool {
	if of == ofEdges {
		return c == p.labels[of] || c == p.weights
	}
	return c == p.labels[of] || c == p.sizes || slices.Contains(p.positions, c) || slices.Contains(p.colors, c)
}

// plan decides on the attributes of nodes or edges.
func (p *plan) plan(of class, columns []*graph.Column) {
	titles := map[string]bool{}
	names := map[string]bool{}
	for _, c := range columns {
		names[c.Name()] = true
	}
	marks := p.marks.Node
	if of == ofEdges {
		marks = p.marks.Edge
	}
	switch {
	case of == ofNodes && p.Kinded:
		p.fields[of] = append(p.fields[of], field{id: kindID, title: kindName, typ: "string"})
	case of == ofEdges && p.Typed:
		p.fields[of] = append(p.fields[of], field{id: typeID, title: typeID, typ: "string"})
	}
	for i, c := range columns {
		if p.placed(of, c) {
			continue
		}
		f := field{id: fmt.Sprintf("%s%d", of.String()[:1], i), column: c}
		m := p.typeOf(&f)
		name := p.nameOf(c, names)
		f.title = title(of, name, titles)
		if titles[f.title] = true; f.title != name {
			m.Name = name
		}
		if m != (markedColumn{}) {
			marks[f.id] = m
		}
		p.fields[of] = append(p.fields[of], f)
	}
	if of == ofEdges && p.Mixed {
		p.fields[of] = append(p.fields[of], field{id: mutualID, title: mutualID, typ: "boolean"})
	}
}

// nameOf returns the name of an attribute as XML can hold it.
func (p *plan) nameOf(c *graph.Column, names map[string]bool) string {
	name := xml.Cleaned(c.Name())
	if name == c.Name() {
		return name
	}
	p.renamed = append(p.renamed, name)
	if name == "" {
		name = "column"
	}
	for names[name] {
		name += "_"
	}
	names[name] = true
	return name
}

// title returns the title of an attribute: its name, with "_" behind it where readers have that name for something else.
func title(of class, name string, taken map[string]bool) string {
	if of == ofEdges && name == weightName {
		name = dataWeight
	}
	for taken[name] || isKept(of, name) {
		name += "_"
	}
	return name
}

// isKept tells whether Encode or a reader keeps a title for itself. NetworkX hands titles on as the names of parameters, and
// fails where it has one of that name itself.
func isKept(of class, title string) bool {
	kept := []string{"", "id", "label", "viz", "start", "end", "pid", "kind", "timeset", "interval", "timestamp", "self"}
	if of == ofEdges {
		kept = append(kept, typeID, mutualID, "source", "target", "type", "weight", "key", "u_for_edge", "v_for_edge")
	} else {
		kept = append(kept, "node_for_adding")
	}
	return slices.Contains(kept, strings.ToLower(strings.TrimSpace(title)))
}

// typeOf gives a field its type, and returns what the type does not say.
func (p *plan) typeOf(f *field) (m markedColumn) {
	f.typ = "string"
	switch f.column.Type() {
	case graph.Integer:
		f.typ = "long"
	case graph.Float:
		f.typ = "double"
	case graph.Boolean:
		f.typ = "boolean"
	case graph.List:
		f.typ = "liststring"
	case graph.Date:
		m.Type = "date"
	case graph.Mixed:
		f.mixed, m.Type = true, "mixed"
		if !slices.ContainsFunc(f.column.Distinct(), func(v graph.Value) bool { _, is := v.Number(); return !is }) {
			f.typ = "double"
		}
	}
	return m
}

// notes says what the file does not hold; dropped counts the values that lost a character while they were written.
func (p *plan) notes(dropped int) []graph.Sentence {
	var out graph.Notes
	if dropped += p.dropped; dropped > 0 {
		out = append(out, graph.ControlsDropped(dropped))
	}
	out.List("gexf_renamed", "names that GEXF cannot hold were changed: {names}", "", p.renamed)
	return out
}
