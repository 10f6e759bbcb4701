package graphml

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
)

// field is one key of the file and how its values are found.
type field struct {
	id, name, typ string
	column        *graph.Column
	copy          bool
	value         graph.Value // of the graph itself
}

// plan is what is decided before anything is written: the keys, the direction, and what the types of keys cannot say.
type plan struct {
	xml.Classes
	g       *graph.Graph
	fields  [3][]field
	types   types
	label   *graph.Column
	copied  bool // the label of a node is also its name
	renamed []string
	split   []string // lists with an item that will be read as two
	alike   []string // columns with values of several types that cannot be told apart as text
	dropped int
}

func newPlan(g *graph.Graph) *plan {
	p := &plan{Classes: xml.NewClasses(g), g: g, types: types{}, label: g.EdgeColumn(labelName)}
	p.dropped = p.Lost
	p.graphFields()
	p.nodeFields()
	p.edgeFields()
	if len(p.types) > 0 {
		mark := field{name: typesName, typ: "string", value: graph.TextValue(p.types.text())}
		p.fields[forGraph] = slices.Insert(p.fields[forGraph], 1, mark)
	}
	p.nameKeys()
	return p
}

func (p *plan) graphFields() {
	fields := []field{{name: markName, typ: "int", value: graph.IntegerValue(1)}}
	var own []field
	for _, a := range p.g.Attributes() {
		p.noteSplit(a.Name, a.Value)
		f := field{name: a.Name, value: cleanedValue(a.Value)}
		if losesCharacters(a.Value) {
			p.dropped++
		}
		if f.value.IsZero() {
			continue
		}
		own = append(own, f)
	}
	p.rename(forGraph, own)
	for i := range own {
		own[i].typ = p.keyType(forGraph, own[i].name, []graph.Value{own[i].value})
	}
	p.fields[forGraph] = append(fields, own...)
}

func (p *plan) nodeFields() {
	own := columnFields(p.g.NodeColumns())
	p.rename(forNode, own)
	own = p.typed(forNode, own, p.g.Nodes())
	var label, name *field
	for i := range own {
		switch own[i].name {
		case labelName:
			label = &own[i]
		case nameName:
			name = &own[i]
		}
	}
	p.copied = label != nil && name == nil
	if label != nil && name != nil {
		p.markOwnName(label, name)
	}
	p.fields[forNode] = p.orderedNodeFields(own)
}

// orderedNodeFields puts label, its copy and the kind in front.
func (p *plan) orderedNodeFields(own []field) []field {
	var front, rest []field
	for _, f := range own {
		if f.name != labelName {
			rest = append(rest, f)
			continue
		}
		front = append(front, f)
		if p.copied {
			front = append(front, field{name: nameName, typ: "string", column: f.column, copy: true})
		}
	}
	if p.Kinded {
		front = append(front, field{name: kindName, typ: "string"})
	}
	return append(front, rest...)
}

// markOwnName says of an attribute name that it is no copy, where a reader would take it for one.
func (p *plan) markOwnName(label, name *field) {
	if p.types.of(forNode, nameName) != "" {
		return
	}
	for i := range p.g.Nodes() {
		if text := name.text(i); text != "" && text == label.text(i) {
			p.types.set(forNode, nameName, "text") // which it would be without a mark, too
			return
		}
	}
}

func (p *plan) edgeFields() {
	own := columnFields(p.g.EdgeColumns())
	own = slices.DeleteFunc(own, func(f field) bool { return f.name == labelName })
	p.rename(forEdge, own)
	fields := []field(nil)
	labels := p.ownLabels()
	switch {
	case p.Typed || len(labels) > 0:
		fields = append(fields, field{name: labelName, typ: "string"})
		p.keyType(forEdge, labelName, labels)
	case p.label != nil:
		p.dropped += p.label.Count() // no label has a character left
	}
	if p.Typed {
		fields = append(fields, field{name: typeName, typ: "string"})
	}
	fields = append(fields, p.typed(forEdge, own, p.g.Edges())...)
	if p.Mixed {
		fields = append(fields, field{name: mutualName, typ: "boolean"})
	}
	p.fields[forEdge] = fields
}

// typed returns the fields that hold a value in any of so many rows, with their types.
func (p *plan) typed(on target, fields []field, rows int) []field {
	kept := fields[:0]
	for _, f := range fields {
		if values := p.values(f, rows); len(values) > 0 {
			f.typ = p.keyType(on, f.name, values)
			kept = append(kept, f)
		}
	}
	return kept
}

// ownLabels returns the distinct labels of edges that are not those of their types.
func (p *plan) ownLabels() []graph.Value {
	if p.label == nil {
		return nil
	}
	seen := map[graph.Value]bool{}
	var out []graph.Value
	for e := range p.g.Edges() {
		v, ok := p.label.At(e)
		if !ok || seen[v] {
			continue
		}
		p.noteSplit(labelName, v)
		if clean := cleanedValue(v); !clean.IsZero() && clean.String() != p.Types[p.g.TypeCode(e)] {
			seen[v] = true
			out = append(out, clean)
		}
	}
	return out
}

func columnFields(columns []*graph.Column) []field {
	var out []field
	for _, c := range columns {
		out = append(out, field{name: c.Name(), column: c})
	}
	return out
}

// rename gives the fields the names under which they stand in the file, each once, and orders them by these.
func (p *plan) rename(on target, fields []field) {
	taken := map[string]bool{labelName: on == forEdge}
	for i := range fields {
		name := xml.Trimmed(xml.Cleaned(fields[i].name))
		if name == "" {
			name = "column"
		}
		name = on.written(name)
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s_%d", strings.TrimSuffix(name, fmt.Sprintf("_%d", n-1)), n)
		}
		taken[name] = true
		if on.own(name) != fields[i].name {
			p.renamed = append(p.renamed, fields[i].name)
		}
		fields[i].name = name
	}
	slices.SortFunc(fields, func(a, b field) int { return cmp.Compare(a.name, b.name) })
}

// nameKeys gives every key its id: the letter of its element and its name, in letters, digits, ".", "-" and "_".
func (p *plan) nameKeys() {
	for on := range p.fields {
		taken := map[string]bool{}
		for i := range p.fields[on] {
			f := &p.fields[on][i]
			base := string("gne"[on]) + "_" + strings.Map(idRune, f.name)
			f.id = base
			for n := 2; taken[f.id]; n++ {
				f.id = fmt.Sprintf("%s_%d", base, n)
			}
			taken[f.id] = true
		}
	}
}

func idRune(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_' {
		return r
	}
	return '_'
}

// at returns the value of a field in a row.
func (f *field) at(row int) graph.Value {
	v, _ := f.column.At(row)
	return v
}

// text returns the value of a field in a row as it stands in the file.
func (f *field) text(row int) string { return cleanedValue(f.at(row)).String() }

// notes says what the file does not hold; dropped counts the values that lost a character while they were written.
func (p *plan) notes(dropped int) []graph.Sentence {
	var out graph.Notes
	if dropped += p.dropped; dropped > 0 {
		out = append(out, graph.ControlsDropped(dropped))
	}
	out.List("graphml_renamed", "names that GraphML cannot hold were changed: {names}", "", p.renamed)
	out.List("graphml_split", "items of lists that hold | will be read as several: {names}", "", p.split)
	out.List("graphml_alike", "values of several types that look alike will be read as text: {names}", "", p.alike)
	return out
}
