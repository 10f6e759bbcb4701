package gexf

import (
	"context"
	"strings"

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
	if err := f.placeLabel(e); err != nil {
		return err
	}
	if err := f.placeTimes(e); err != nil {
		return err
	}
	return f.makeEdge(e)
}

// makeEdge adds the edge, unless its weight or data are none.
func (f *file) makeEdge(e *element) error {
	directed, relation := f.direction(e)
	text, exact, err := f.weight(e)
	if err != nil {
		return err
	}
	var weight graph.Value
	if text != "" {
		fine := false
		if weight, fine = xml.Weight(text, exact); !fine {
			f.Refuse(e.line, graph.NoWeight(text))
			return nil
		}
	}
	typ := f.typeOf(e, relation)
	if relation == typ && relation != "" {
		f.notes.relations++
	} else if err := f.give(e, "type", graph.Text, relation); err != nil {
		return err
	}
	label := e.label
	if label != "" && !f.mark.own && (xml.Trimmed(label) == typ || xml.Trimmed(label) == graph.TypeNamed(typ)) {
		label = ""
	}
	if err := f.give(e, labelName, graph.Text, label); err != nil {
		return err
	}
	cells, twice := f.values(e)
	if twice != "" {
		f.Refuse(e.line, graph.EdgeConflict(twice))
		return nil
	}
	f.Made.Edges++
	row := f.b.Edge(graph.BuilderEdge{ID: e.id, Type: typ, Directed: directed, Source: f.b.End(e.source), Target: f.b.End(e.target)})
	if f.b.IsDirected(row) != directed {
		f.notes.fixed++
	}
	if !weight.IsZero() {
		f.b.SetEdge(row, f.b.EdgeColumn(weightName), weight)
	}
	for _, c := range cells {
		f.b.SetEdge(row, c.column.staged, c.v)
	}
	return f.b.CheckRoom()
}

// direction tells whether an edge has one. What is said in its place that is none, as NetworkX does of an attribute named
// type, comes back as the relation.
func (f *file) direction(e *element) (directed bool, relation string) {
	if f.mark.own {
		directed = f.directed
		for _, c := range e.cells {
			directed = directed && !(c.column.meaning == isMutual && c.text == "true")
		}
		return directed, ""
	}
	switch strings.ToLower(e.direction) {
	case "":
		return f.directed, ""
	case "directed":
		return true, ""
	case "undirected":
		return false, ""
	case "mutual":
		f.notes.mutual++
		return false, ""
	}
	return f.directed, e.direction
}

// typeOf returns the type of an edge: its kind, else an attribute of one of the titles that say it, else what stands where its
// direction belongs, else its label. An attribute that is the type is no data beside it.
func (f *file) typeOf(e *element, relation string) string {
	typ, from := e.kind, -1
	if typ == "" {
		for i, c := range e.cells {
			if c.column.meaning == isType && c.when == "" && xml.Trimmed(c.text) != "" && (from < 0 || c.column.rank < e.cells[from].column.rank) {
				from, typ = i, xml.Trimmed(c.text)
			}
		}
	}
	if from < 0 {
		typ = f.fallenType(typ)
	}
	if typ == "" {
		typ = relation
	}
	if typ == "" && !f.mark.own {
		typ = xml.Trimmed(e.label)
	}
	kept := e.cells[:0]
	for i, c := range e.cells {
		own := c.column.meaning == isCopy || c.column.meaning == isMutual
		same := c.column.meaning == isType && c.when == "" && xml.Trimmed(c.text) == typ
		if !own && !same && i != from {
			kept = append(kept, c)
		}
	}
	e.cells = kept
	return typ
}

// fallenType returns a type, or the default of the attribute that says it.
func (f *file) fallenType(typ string) string {
	for _, c := range f.columns[ofEdges] {
		if typ == "" && c.meaning == isType {
			typ = xml.Trimmed(c.fallback)
		}
	}
	return typ
}

// weight returns the text that is the weight of an edge, and whether it is a float whatever it looks like. What is called
// weight and is none stays as data.
func (f *file) weight(e *element) (text string, float bool, err error) {
	kept, found := e.cells[:0], false
	if f.mark.own || f.Options.Weight == weightName {
		text, found = e.weight, e.weight != ""
	} else if e.weight != "" {
		defer func() { // kept shares its memory with the cells
			if err == nil {
				err = f.give(e, dataWeight, graph.Float, e.weight)
			}
		}()
	}
	for _, c := range e.cells {
		if c.column.meaning == isWeight && c.when == "" && !found {
			text, float, found = xml.Trimmed(c.text), c.column.typ == graph.Float, true
			continue
		}
		kept = append(kept, c)
	}
	e.cells = kept
	if !found {
		text = f.fallenWeight()
	}
	f.weighted = f.weighted || found
	return text, float, nil
}

// fallenWeight returns the default of the attribute that is the weight.
func (f *file) fallenWeight() string {
	for _, c := range f.columns[ofEdges] {
		if c.meaning == isWeight && c.fallback != "" {
			return xml.Trimmed(c.fallback)
		}
	}
	return ""
}

// placeEdges types the attributes of the edges and puts them where they belong.
func (f *file) placeEdges(ctx context.Context) error {
	for _, c := range f.columns[ofEdges] {
		if ctx.Err() != nil {
			return f.in.Interrupted(ctx)
		}
		for row := f.first; row < f.b.Edges() && c.meaning != isCopy && c.meaning != isMutual; row++ {
			if v := f.value(c, f.b.EdgeValue(row, c.staged), true); !v.IsZero() {
				f.b.SetEdge(row, c.placed, v)
			}
		}
		f.b.DropEdges(c.staged)
	}
	return f.checkRoom()
}
