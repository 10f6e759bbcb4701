package source

import (
	"regexp"
	"slices"
	"strings"

	"trama/graph"
	"trama/graph/csv"
)

// Rows of a table that are no nodes become nodes all the same: a total, a source below, headings that come again. Nobody can
// know that they are none; a note says so.

// abbreviated is how a spreadsheet writes a long number into a text: its other digits are lost.
var abbreviated = regexp.MustCompile(`^[0-9]([.,][0-9]+)?E\+[0-9]+$`)

// maxLone is up to how many nodes without anything are named: many are a table of names.
const maxLone = 5

// strays returns a note on each sort of nodes that are probably none, with how many and the first.
func (r *Reading) strays() []graph.Sentence {
	g := r.Graph
	sorts := []struct {
		code, template string
		is             func(i int) bool
		name           func(i int) string
	}{
		{"total_row", "a row of totals seems to have become a node ({count}), as “{name}”: take it out if it is none", func(i int) bool { return isTotal(g.Label(i)) }, g.Label},
		{"heading_row", "headings that come again seem to have become nodes ({count}), as “{name}”: take the row out, or give the second table a sheet of its own", func(i int) bool { return isHeading(g, i) }, g.NodeID},
		{"ids_abbreviated", "ids such as “{name}” ({count}) are numbers that the spreadsheet abbreviated: make the column one of text and write them anew", func(i int) bool { return abbreviated.MatchString(g.NodeID(i)) }, g.NodeID},
		{"lone_rows", "rows with one cell only have become nodes ({count}), as “{name}”: take out those that are a remark or a source", func(i int) bool { return isLone(g, i) }, g.Label},
	}
	var notes []graph.Sentence
	for _, s := range sorts {
		var found []int
		for i := range g.Nodes() {
			if s.is(i) {
				found = append(found, i)
			}
		}
		if s.code == "lone_rows" && (len(found) > maxLone || 2*len(found) >= g.Nodes()) {
			found = slices.DeleteFunc(found, func(i int) bool { return !isRemark(g.Label(i)) })
		}
		if n := len(found); n > 0 {
			notes = append(notes, graph.Say(s.code, s.template, graph.V{"count": n, "name": graph.Shown(s.name(found[0]))}))
		}
	}
	return notes
}

// isRemark tells whether a label begins as what people write below a table.
func isRemark(label string) bool {
	label = strings.ToLower(strings.TrimSpace(label))
	for _, start := range []string{"*", "n.b.", "nb:", "nb ", "nota:", "note:", "fonte", "per informazioni", "aggiornat", "legenda", "source:", "updated", "(*"} {
		if strings.HasPrefix(label, start) {
			return true
		}
	}
	return false
}

// isTotal tells whether a label is that of a sum, or speaks of one.
func isTotal(label string) bool {
	return csv.IsTotal(label) || strings.HasPrefix(strings.ToLower(strings.TrimSpace(label)), "totale ")
}

// isHeading tells whether a node is called as two columns are.
func isHeading(g *graph.Graph, i int) bool {
	id, label, kind := g.NodeID(i), g.Label(i), g.Kind(i)
	if !csv.IsHeading(id) {
		return false
	}
	if !strings.EqualFold(label, id) && csv.IsHeading(label) || csv.IsHeading(kind) || csv.IsEnds(id, label) || csv.IsEnds(id, kind) {
		return true
	}
	for _, e := range g.Incidence().Of(i) {
		if s, t := g.Ends(int(e)); csv.IsEnds(g.NodeID(s), g.NodeID(t)) {
			return true
		}
	}
	return false
}

// isLone tells whether nothing is known of a node but what it is called.
func isLone(g *graph.Graph, i int) bool {
	if g.Kind(i) != "" || len(g.Incidence().Of(i)) > 0 {
		return false
	}
	for _, c := range g.NodeColumns() {
		if v, has := c.At(i); has && v.String() != g.NodeID(i) {
			return false
		}
	}
	return true
}
