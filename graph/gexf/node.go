package gexf

import (
	"context"
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
)

// takeNode puts a node into the builder, or nothing of it where it is refused.
func (f *file) takeNode(e *element) error {
	f.Found.Nodes++
	why, long := f.Options.Limits.WrongNodeID(e.id)
	if wrong, err := f.wrong(e, why, long); wrong {
		return err
	}
	if err := f.complete(e); err != nil {
		return err
	}
	cells, twice := f.values(e)
	if twice != "" {
		f.Refuse(e.line, graph.NodeConflict(e.id, twice))
		return nil
	}
	if row, there := f.b.FindKeyed(f.b.Key([]byte(e.id)), []byte(e.id)); there {
		for _, c := range cells {
			if old := f.b.NodeValue(row, c.column.staged); !old.IsZero() && old != c.v {
				f.Refuse(e.line, graph.NodeConflict(e.id, c.column.name))
				return nil
			}
		}
	}
	row := f.b.End(e.id)
	if !f.b.Listed(row) {
		f.Made.Nodes++
	}
	f.b.List(row)
	if !f.listed[row] {
		f.listed[row] = true
		f.rows = append(f.rows, nodeRow{row, e.line})
	}
	for _, c := range cells {
		f.b.ReplaceNode(row, c.column.staged, c.v)
	}
	return f.b.CheckRoom()
}

// complete adds to the cells of a node what stands beside them: label, times, what it lies in.
func (f *file) complete(e *element) error {
	if err := f.placeLabel(e); err != nil {
		return err
	}
	if err := f.placeTimes(e); err != nil {
		return err
	}
	if e.pid != "" || len(e.parents) > 0 {
		f.notes.parents++
	}
	if err := f.give(e, "parents", graph.List, strings.Join(e.parents, "|")); err != nil {
		return err
	}
	return f.give(e, "pid", graph.Text, e.pid)
}

// placeLabel makes data of the label of an element: the XML attribute, else an attribute of that title. Of two that differ
// both are kept.
func (f *file) placeLabel(e *element) error {
	kept := e.cells[:0]
	var others []string
	for _, c := range e.cells {
		switch {
		case c.column.meaning != isLabel || c.when != "":
			kept = append(kept, c)
		case xml.Trimmed(e.label) == "":
			e.label = c.text
		case c.text == e.label:
		case c.column.name == labelName:
			others = append(others, c.text)
		default:
			kept = append(kept, c)
		}
	}
	e.cells = kept
	for _, text := range others {
		if f.others[e.class][labelName+" again"] == nil {
			c, err := f.newColumn(e.class, labelName)
			if err != nil {
				return err
			}
			f.others[e.class][labelName+" again"] = c
		}
		if err := f.give(e, labelName+" again", graph.Text, text); err != nil {
			return err
		}
	}
	if e.class == ofEdges {
		return nil // it may be the type
	}
	return f.give(e, labelName, graph.Text, e.label)
}

// placeNodes types the attributes of the nodes and puts them where they belong. A node that a file before this one tells of
// otherwise is refused.
func (f *file) placeNodes(ctx context.Context) error {
	kind, typed := f.kindColumns()
	for i, n := range f.rows {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return f.in.Interrupted(ctx)
		}
		var name string
		var source *column
		for _, c := range append(kind, typed...) {
			if v := f.fallen(c, f.b.NodeValue(n.row, c.staged)); name == "" && !v.IsZero() {
				name, source = f.className(v.String()), c
			}
		}
		if other := f.placeNode(n.row, name, source); other != "" {
			f.Refuse(n.line, graph.NodeConflict(f.b.NodeID(n.row), other))
		}
	}
	for _, c := range f.columns[ofNodes] {
		f.b.DropNodes(c.staged)
	}
	return f.checkRoom()
}

func (f *file) className(text string) string {
	if f.mark.own {
		return text
	}
	return xml.Trimmed(text)
}

// kindColumns returns the attributes that are the kind, and those titled type where a kind of the catalogue occurs in them.
func (f *file) kindColumns() (kind, typed []*column) {
	for _, c := range f.columns[ofNodes] {
		switch c.meaning {
		case isKind:
			kind = append(kind, c)
		case isTyped:
			for _, v := range append(f.b.NodeValues(c.staged), graph.TextValue(c.fallback)) {
				if _, known := graph.FindKind(graph.KindNamed(xml.Trimmed(v.String()))); known {
					typed = append(typed, c)
					break
				}
			}
		}
	}
	return kind, typed
}

// placeNode gives a node its kind and values, or nothing where one differs from what it has; the name of that comes back.
// source is the attribute that is the kind: others that could be it are data.
func (f *file) placeNode(row int, kind string, source *column) (other string) {
	old, set := f.b.Kind(row)
	if kind != "" && set && old != graph.KindNamed(kind) {
		return kindName
	}
	for _, place := range []bool{false, true} {
		for _, c := range f.columns[ofNodes] {
			if c == source {
				continue
			}
			v := f.value(c, f.b.NodeValue(row, c.staged), place)
			if v.IsZero() {
				continue
			}
			if place {
				f.b.SetNode(row, c.placed, v)
			} else if old := f.b.NodeValue(row, c.placed); !old.IsZero() && old != v {
				return c.name
			}
		}
	}
	if kind != "" {
		f.b.SetKind(row, kind)
	}
	return ""
}
