package neo4j

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// row is what a statement gets for one node or edge: the keys by which it is found, and its properties.
type row struct {
	keys       []any
	properties map[string]any
}

// grouped collects rows by the part of the query's text that differs between them, in the order of first use.
type grouped struct {
	texts []string
	rows  map[string][]row
}

func (g *grouped) add(text string, r row) {
	if g.rows == nil {
		g.rows = map[string][]row{}
	}
	if g.rows[text] == nil {
		g.texts = append(g.texts, text)
	}
	g.rows[text] = append(g.rows[text], r)
}

// A query names its properties where it has many rows, and not too many properties: each set of names is another query
// for the server to read.
const (
	minRows    = 500
	maxLiteral = 40
)

// literals is how a query that creates something names the properties of its rows: lists of values are written faster
// than maps, which say every name in every row.
type literals struct {
	literal string // " {`area`: row[2], `id`: row[3]}"
	extra   string // "row[4]", the map of the properties that are not named, or ""
}

// rest returns the part of a query that sets what the literal does not name.
func (l literals) rest(variable string) string {
	if l.extra == "" {
		return ""
	}
	return " SET " + variable + " += " + l.extra
}

// tabled returns rows as lists, keys first, with the way in which a query names their properties. What the quoting
// function does not let into a query stands in a map at the end.
func tabled(rows []row) ([]any, literals) {
	names, others := propertyNames(rows)
	first := len(rows[0].keys)
	var l literals
	texts := make([]string, len(names))
	for i, name := range names {
		text, _ := quoted(name)
		texts[i] = fmt.Sprintf("%s: row[%d]", text, first+i)
	}
	if len(names) > 0 {
		l.literal = " {" + strings.Join(texts, ", ") + "}"
	}
	if others {
		l.extra = fmt.Sprintf("row[%d]", first+len(names))
	}
	out := make([]any, len(rows))
	for i, r := range rows {
		out[i] = r.list(names, others)
	}
	return out, l
}

// propertyNames returns the names that may stand in a query, ascending, and whether there are others.
func propertyNames(rows []row) (names []string, others bool) {
	if len(rows) < minRows {
		return nil, true
	}
	all := map[string]bool{}
	for _, r := range rows {
		for name := range r.properties {
			all[name] = true
		}
	}
	names = slices.Sorted(maps.Keys(all))
	names = slices.DeleteFunc(names, func(name string) bool { _, ok := quoted(name); return !ok })
	names = names[:min(len(names), maxLiteral)]
	return names, len(names) < len(all)
}

func (r row) list(names []string, others bool) []any {
	out := append(make([]any, 0, len(r.keys)+len(names)+1), r.keys...)
	for _, name := range names {
		out = append(out, r.properties[name])
	}
	if !others {
		return out
	}
	rest := map[string]any{}
	for name, value := range r.properties {
		if _, named := slices.BinarySearch(names, name); !named {
			rest[name] = value
		}
	}
	return append(out, rest)
}
