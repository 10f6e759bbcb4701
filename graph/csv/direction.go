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
	} else {
		if t.spareAt >= 0 {
			t.giveSpareBack()
		}
		t.takeArrows()
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
		directed, typ, word := true, "", strings.ToLower(t.r.b.EdgeType(edge))
		switch word {
		case "mutual":
			t.r.mutual++
			directed = false
		case "undirected":
			directed = false
		}
		if t.spareAt >= 0 {
			typ = strings.TrimSpace(t.r.b.EdgeValue(edge, t.spare).String())
		}
		if t.r.b.Retype(edge, typ, directed) != directed && word != "" {
			t.r.fixed++
		}
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

// A column of its own may say the direction too: Kumu's direction, in the words that Gephi has in Type, and directed, which is 1
// or true and 0 or false. It stays data as well.

// arrows is such a column and what its words mean; the word "" is an empty cell.
type arrows struct {
	at    int
	words map[string]bool
}

// findArrows returns the columns that may say the direction.
func findArrows(headers []header) []arrows {
	var out []arrows
	for _, a := range []struct {
		name  string
		words map[string]bool
	}{
		{"direction", map[string]bool{"directed": true, "undirected": false, "mutual": false, "": true}},
		{"directed", map[string]bool{"1": true, "true": true, "0": false, "false": false, "": !isOnodo(headers)}},
	} {
		if i := find(headers, []string{a.name}); i >= 0 {
			out = append(out, arrows{i, a.words})
		}
	}
	return out
}

// isOnodo tells whether the columns are those of Onodo's relations, whose directed is 1 or empty.
func isOnodo(headers []header) bool {
	for _, name := range []string{"source", "type", "target", "directed", "at", "from", "to"} {
		if !slices.ContainsFunc(headers, func(h header) bool { return h.folded == name }) {
			return false
		}
	}
	return true
}

// takeArrows turns the edges as the first column says that holds nothing but its words.
func (t *table) takeArrows() {
	if !t.edges {
		return
	}
	for _, a := range findArrows(t.headers) {
		if t.turn(a) {
			t.r.note("direction_column", "{file}: column {column} says which relations have a direction", graph.V{"file": t.name, "column": t.headers[a.at].own})
			return
		}
	}
}

// turn gives the edges the directions of a column, unless that holds other words or says nothing.
func (t *table) turn(a arrows) (turned bool) {
	i := slices.IndexFunc(t.fields, func(f field) bool { return f.at == a.at })
	word := func(edge int) string {
		return strings.ToLower(strings.TrimSpace(t.r.b.EdgeValue(edge, t.fields[i].column.handle).String()))
	}
	says := t.first < t.r.b.Edges() && !a.words[""]
	for edge := t.first; edge < t.r.b.Edges(); edge++ {
		if _, known := a.words[word(edge)]; !known {
			return false
		}
		says = says || word(edge) != ""
	}
	for edge := t.first; says && edge < t.r.b.Edges(); edge++ {
		said := word(edge)
		if said == "mutual" {
			t.r.mutual++
		}
		if t.r.b.Retype(edge, t.r.b.EdgeType(edge), a.words[said]) != a.words[said] && said != "" {
			t.r.fixed++
		}
	}
	return says
}
