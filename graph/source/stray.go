package source

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"trama/graph"
	"trama/graph/csv"
)

// Rows of a table that are no nodes become nodes all the same: a total, a source below, headings that come again. Nobody can
// know that they are none; a note says so.

// abbreviated is how a spreadsheet writes a long number into a text: its other digits are lost.
var abbreviated = regexp.MustCompile(`^[0-9]([.,][0-9]+)?E\+[0-9]+$`)

// misread is what becomes of accents and quotes in UTF-8 that is read as Windows-1252, and of letters that are none.
var misread = regexp.MustCompile(`Ã[\x{00a0}-\x{00bf}]|\p{Ll}Ã$|â€|\x{fffd}`)

// clock is an hour, perhaps with minutes.
const clock = `(?:[01]?[0-9]|2[0-4])(?:[:.,][0-5][0-9])?`

// clockTime is a time of the day, or from when to when; hour is one that may be any number as well.
var (
	clockTime = regexp.MustCompile(`^` + clock + `(?:(?:\s*[-–]\s*|\s+)` + clock + `)?$`)
	hour      = regexp.MustCompile(`^[0-9]{1,2}$`)
)

// timesIn returns what tells whether a node that only relations name is a time of the day. Bare numbers are where other times are ends
// too, or where a column of the relations is called Giorno: else they are ids.
func timesIn(g *graph.Graph) func(i int) bool {
	bare := slices.ContainsFunc(g.EdgeColumns(), func(c *graph.Column) bool {
		return slices.Contains([]string{"giorno", "giorni", "orario", "day", "days"}, strings.ToLower(c.Name()))
	})
	for i := 0; i < g.Nodes() && !bare; i++ {
		bare = isBare(g, i) && clockTime.MatchString(g.NodeID(i)) && !hour.MatchString(g.NodeID(i))
	}
	return func(i int) bool {
		return bare && isBare(g, i) && clockTime.MatchString(g.NodeID(i))
	}
}

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
		{"total_row", "a row of totals seems to have become a node ({count}), as “{name}”: take it out if it is none", func(i int) bool { return isTotalRow(g, i) }, g.Label},
		{"heading_row", "headings that come again seem to have become nodes ({count}), as “{name}”: take the row out, or give the second table a sheet of its own", func(i int) bool { return isHeading(g, i) }, g.NodeID},
		{"ids_abbreviated", "ids such as “{name}” ({count}) are numbers that the spreadsheet abbreviated: make the column one of text and write them anew", func(i int) bool { return abbreviated.MatchString(g.NodeID(i)) }, g.NodeID},
		{"times_as_ends", "relations lead from one time of the day to another: nodes such as “{name}” ({count}); if the columns of their ends are opening hours, call them otherwise", timesIn(g), g.NodeID},
		{"several_in_end", "several names in one cell of a relation have become one node ({count}), as “{name}”: give each of them a row", r.severalIn(), g.NodeID},
		{"misread_letters", "letters such as in “{name}” ({count}) were read elsewhere in the wrong encoding: save the file anew from where it comes, as UTF-8", func(i int) bool { return misread.MatchString(g.Label(i)) }, g.Label},
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
			found = slices.DeleteFunc(found, func(i int) bool { return !isRemark(g, i) })
		}
		if n := len(found); n > 0 {
			notes = append(notes, graph.Say(s.code, s.template, graph.V{"count": n, "name": graph.Shown(s.name(found[0]))}))
		}
	}
	return notes
}

// isRemark tells whether a node is called as what people write below a table; no person is called “Assenti: Bo”.
func isRemark(g *graph.Graph, i int) bool {
	label := strings.ToLower(strings.TrimSpace(g.Label(i)))
	if g.Kind(i) == graph.Person && strings.Contains(label, ":") {
		return true
	}
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

// isTotalRow tells whether a node is called so, or as a number beside such a word: a sum that stands under the names.
func isTotalRow(g *graph.Graph, i int) bool {
	if isTotal(g.Label(i)) {
		return true
	}
	if _, err := strconv.ParseFloat(g.Label(i), 64); err != nil {
		return false
	}
	return slices.ContainsFunc(g.NodeAttributes(i), func(a graph.Attribute) bool { return isTotal(a.Value.String()) })
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

// severalIn returns what tells whether a node that only relations name is called by several names, of which one at least is that of
// another node.
func (r *Reading) severalIn() func(i int) bool {
	g := r.Graph
	if g.Nodes() > maxNaming {
		return func(int) bool { return false }
	}
	n := newNames(g)
	return func(i int) bool {
		parts := strings.FieldsFunc(g.NodeID(i), func(c rune) bool { return strings.ContainsRune("\n\r;,|", c) })
		return len(parts) > 1 && !clockTime.MatchString(g.NodeID(i)) && isBare(g, i) && slices.ContainsFunc(parts, n.knows)
	}
}

// isLone tells whether nothing is known of a node but what it is called, and no relation.
func isLone(g *graph.Graph, i int) bool { return len(g.Incidence().Of(i)) == 0 && isBare(g, i) }

// isBare tells whether nothing is known of a node but what it is called; a remark may have the kind of all rows.
func isBare(g *graph.Graph, i int) bool {
	if g.Kind(i) != "" && !isRemark(g, i) {
		return false
	}
	for _, c := range g.NodeColumns() {
		if v, has := c.At(i); has && v.String() != g.NodeID(i) {
			return false
		}
	}
	return true
}
