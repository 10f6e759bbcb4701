package source

import (
	"slices"
	"strings"
	"unicode"

	"trama/graph"
)

// A form that asks for five names has five columns: “Con chi collabori 1” to “Con chi collabori 5”, or [1] to [5], or [SQ001] to
// [SQ005]. They say one thing.

// columnGroup are columns of the nodes that are one, and what they are called without their numbers.
type columnGroup struct {
	stem    string
	columns []*graph.Column
}

// maxDigits is how many digits such a number has: more are a year, or anything else.
const maxDigits = 3

// stemOf returns the name of a column without the number behind it: 1, _1, (1), [1], [SQ001], n. 1, 1°; or without what stands in
// brackets there, as in a form.
func stemOf(name string) string {
	if at := strings.LastIndex(name, " ["); at > 0 && strings.HasSuffix(name, "]") {
		return strings.TrimSpace(name[:at])
	}
	rest := strings.TrimRight(name, " )]°ªº")
	stem := strings.TrimRight(rest, "0123456789")
	if digits := len(rest) - len(stem); digits == 0 || digits > maxDigits {
		return name
	}
	for _, before := range []string{"[SQ", " n.", " n°", " n. "} {
		stem = strings.TrimSuffix(stem, before)
	}
	stem = strings.TrimRight(stem, " _:.#-([")
	if !strings.ContainsFunc(stem, unicode.IsLetter) {
		return name
	}
	return stem
}

// groups returns the columns of the nodes that are texts and have no meaning, those together that differ by a number only.
func (r *Reading) groups() []columnGroup {
	var out []columnGroup
	for _, column := range r.Graph.NodeColumns() {
		if column.Type() != graph.Text || slices.Contains(apartFromNames(), column.Name()) {
			continue
		}
		stem := stemOf(column.Name())
		i := slices.IndexFunc(out, func(g columnGroup) bool { return graph.FoldedName(g.stem) == graph.FoldedName(stem) })
		if i < 0 {
			out = append(out, columnGroup{stem: stem})
			i = len(out) - 1
		}
		out[i].columns = append(out[i].columns, column)
	}
	for i, g := range out {
		if len(g.columns) == 1 {
			out[i].stem = g.columns[0].Name()
		}
	}
	return out
}

// names are those of the columns.
func (g columnGroup) names() string {
	var names []string
	for _, c := range g.columns {
		names = append(names, c.Name())
	}
	return strings.Join(names, ", ")
}

// relationColumns returns the attributes of the nodes that are called so, in any case and with "_" for white space: the one of
// that name, and those with a number behind it. One that is named with its number is itself alone, of the type of all of them.
func (r *Reading) relationColumns(name string) (columnGroup, error) {
	for _, g := range r.groups() {
		if graph.FoldedName(g.stem) == graph.FoldedName(name) {
			return g, nil
		}
		for _, c := range g.columns {
			if graph.FoldedName(c.Name()) == graph.FoldedName(name) {
				return columnGroup{g.stem, []*graph.Column{c}}, nil
			}
		}
	}
	for _, c := range r.Graph.NodeColumns() {
		if graph.FoldedName(c.Name()) == graph.FoldedName(name) {
			return columnGroup{c.Name(), []*graph.Column{c}}, nil
		}
	}
	return columnGroup{}, graph.Fail(graph.Invalid, "source.Open", graph.Say("no_relations_column", "no table of nodes has a column {column}", graph.V{"column": name}))
}
