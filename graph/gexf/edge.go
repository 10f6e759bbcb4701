package gexf

import (
	"context"
	"math"
	"strconv"
	"strings"

	"trama/graph"
)

// takeEdge puts an edge into the builder, or nothing of it where it is refused.
func (f *file) takeEdge(e *element) error {
	f.found.Edges++
	for _, end := range []struct{ id, is string }{{e.source, "source"}, {e.target, "target"}} {
		if end.id == "" {
			f.refuse(e.line, say("no_end_given", "an edge has no {end}", graph.V{"end": end.is}))
			return nil
		}
		if fine, err := f.checkID(e, end.id); !fine {
			return err
		}
	}
	if int64(len(e.id)) > f.o.Limits.EdgeID {
		return tooLarge(f.o.Limits.LongEdgeID())
	}
	if !f.checkText(e, e.id) {
		return nil
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
	weight, fine := weightValue(text, exact)
	if !fine {
		f.refuse(e.line, graph.NoWeight(text))
		return nil
	}
	typ := f.typeOf(e, relation)
	if relation == typ && relation != "" {
		f.notes.relations++
	} else if err := f.give(e, "type", graph.Text, relation); err != nil {
		return err
	}
	label := e.label
	if label != "" && !f.mark.own && (trimmed(label) == typ || trimmed(label) == graph.TypeNamed(typ)) {
		label = ""
	}
	if err := f.give(e, labelName, graph.Text, label); err != nil {
		return err
	}
	cells, twice := f.values(e)
	if twice != "" {
		f.refuse(e.line, say("edge_conflict", "the edge has two different {column}", graph.V{"column": graph.Shown(twice)}))
		return nil
	}
	f.made.Edges++
	row := f.b.Edge(graph.BuilderEdge{ID: e.id, Type: typ, Directed: directed, Source: f.b.End(e.source), Target: f.b.End(e.target)})
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
			if c.column.meaning == isType && c.when == "" && trimmed(c.text) != "" && (from < 0 || c.column.rank < e.cells[from].column.rank) {
				from, typ = i, trimmed(c.text)
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
		typ = trimmed(e.label)
	}
	kept := e.cells[:0]
	for i, c := range e.cells {
		own := c.column.meaning == isCopy || c.column.meaning == isMutual
		same := c.column.meaning == isType && c.when == "" && trimmed(c.text) == typ
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
			typ = trimmed(c.fallback)
		}
	}
	return typ
}

// weight returns the text that is the weight of an edge, and whether it is a float whatever it looks like. What is called
// weight and is none stays as data.
func (f *file) weight(e *element) (text string, float bool, err error) {
	kept, found := e.cells[:0], false
	if f.mark.own || f.o.Weight == weightName {
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
			text, float, found = trimmed(c.text), c.column.typ == graph.Float, true
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
			return trimmed(c.fallback)
		}
	}
	return ""
}

// weightValue returns the weight that a text is; fine is false for what is no finite number above 0.
func weightValue(text string, float bool) (v graph.Value, fine bool) {
	if text == "" {
		return graph.Value{}, true
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && !float {
		v = graph.IntegerValue(n)
		return v, graph.Fits(weightName, v)
	}
	x, ok := number(text)
	if !ok || math.IsNaN(x) || math.IsInf(x, 0) {
		return graph.Value{}, false
	}
	v = graph.FloatValue(x)
	return v, graph.Fits(weightName, v)
}

// placeEdges types the attributes of the edges and puts them where they belong.
func (f *file) placeEdges(ctx context.Context) error {
	for _, c := range f.columns[ofEdges] {
		if ctx.Err() != nil {
			return interrupted(ctx)
		}
		for row := f.first; row < f.b.Edges() && c.meaning != isCopy && c.meaning != isMutual; row++ {
			if v := f.value(c, f.b.EdgeValue(row, c.staged), true); !v.IsZero() {
				f.b.SetEdge(row, c.placed, v)
			}
		}
		f.b.DropEdges(c.staged)
	}
	return f.b.CheckRoom()
}
