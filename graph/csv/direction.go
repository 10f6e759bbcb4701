package csv

import (
	"slices"
	"strings"

	"trama/graph"
)

// typeNamed is named for a type; it notices whether the column holds directions only.
func (t *table) typeNamed(cell []byte) string {
	before := len(t.types)
	name := t.named(cell)
	if len(t.types) > before {
		if isDirection(name) {
			t.direction.any = true
		} else {
			t.direction.other = true
		}
	}
	return name
}

func isDirection(name string) bool {
	switch strings.ToLower(name) {
	case "directed", "undirected", "mutual":
		return true
	}
	return false
}

// finish decides what only the whole table tells: whether its type is the direction.
func (t *table) finish() {
	t.addPairs()
	directions := t.direction.any && !t.direction.other
	if directions {
		t.turnTypes()
	} else if t.spareAt >= 0 {
		t.giveSpareBack()
	}
	for i, h := range t.headers {
		if h.taken != "" && !(directions && i == t.spareAt) {
			t.r.note("meaning_taken", "{file}: column {column} is kept as data: another one is the {meaning}", graph.V{"file": t.name, "column": h.own, "meaning": h.taken})
		}
	}
	if t.spareAt >= 0 {
		t.r.b.DropEdges(t.spare)
	}
}

// turnTypes makes directions of the types, and types of the spare column.
func (t *table) turnTypes() {
	t.r.uses[t.uses+t.typ].role = "direction"
	if t.spareAt >= 0 {
		t.r.uses[t.uses+t.spareAt] = use{file: t.name, header: t.headers[t.spareAt].own, role: "type"}
	}
	for edge := t.first; edge < t.r.b.Edges(); edge++ {
		directed, typ := true, ""
		switch strings.ToLower(t.r.b.EdgeType(edge)) {
		case "mutual":
			t.r.mutual++
			directed = false
		case "undirected":
			directed = false
		}
		if t.spareAt >= 0 {
			typ = strings.TrimSpace(t.r.b.EdgeValue(edge, t.spare).String())
		}
		t.r.b.Retype(edge, typ, directed)
	}
}

// giveSpareBack makes the spare column the data that it is.
func (t *table) giveSpareBack() {
	i := slices.IndexFunc(t.fields, func(f field) bool { return f.at == t.spareAt })
	column := t.fields[i].column
	for edge := t.first; edge < t.r.b.Edges(); edge++ {
		if v := t.r.b.EdgeValue(edge, t.spare); !v.IsZero() {
			cell := []byte(v.String())
			column.see(cell, t.r.b.SetEdgeText(edge, column.handle, cell), t)
		}
	}
}
