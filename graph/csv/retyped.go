package csv

import (
	"cmp"
	"slices"
	"strings"

	"trama/graph"
)

// Retyped returns the names of the columns, of so many rows, of which a table gives back other values than it was given,
// since it says of none what it is: texts that all look like numbers, days or true and false, whole numbers among others,
// texts of white space alone. Of lists those alone are looked at that a table has: tags and lines, whose items may be white space.
func Retyped(rows int, columns []*graph.Column) []string {
	var names []string
	for _, c := range columns {
		if isList(c.Name()) {
			other := func(v graph.Value) bool { return listOf(v.String(), c.Name() == "lines") != v }
			if c.Type() != graph.List && c.Count() > 0 || c.Type() == graph.List && slices.ContainsFunc(inRows(rows, c), other) {
				names = append(names, c.Name())
			}
			continue
		}
		if c.Type() != graph.Text && c.Type() != graph.Mixed {
			continue // what is all of one of these comes back
		}
		values := slices.DeleteFunc(inRows(rows, c), func(v graph.Value) bool { return v.Type() == graph.List })
		if back := readBack(c.Name(), values); slices.ContainsFunc(values, func(v graph.Value) bool { return back(v) != v }) {
			names = append(names, c.Name())
		}
	}
	return names
}

// Trimmed returns the names in a graph that a table gives back without the white space that they begin or end with: ids, kinds,
// types and what attributes are called.
func Trimmed(g *graph.Graph) []string {
	var names []string
	look := func(name string) {
		if strings.TrimSpace(name) != name {
			names = append(names, name)
		}
	}
	for i := range g.Nodes() {
		look(g.NodeID(i))
		look(g.Kind(i))
	}
	for e := range g.Edges() {
		look(g.EdgeID(e))
		look(g.Type(e))
	}
	for _, c := range slices.Concat(g.NodeColumns(), g.EdgeColumns()) {
		look(c.Name())
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// inRows returns the distinct values of a coded column that stand in some row.
func inRows(rows int, c *graph.Column) []graph.Value {
	all := c.Distinct()
	used := make([]bool, len(all)+1)
	for row := range rows {
		used[c.Code(row)] = true
	}
	var out []graph.Value
	for i, v := range all {
		if used[i+1] {
			out = append(out, v)
		}
	}
	return out
}

// readBack returns what reading makes of the values of a column, as columns are typed.
func readBack(name string, values []graph.Value) func(graph.Value) graph.Value {
	var p profile
	var texts []string
	for _, v := range values {
		if text := v.String(); !blank([]byte(text)) && !(p.noNumber && p.noBool && p.noDate) {
			texts = append(texts, text)
			p.add([]byte(text), false)
		}
	}
	typ := p.typ(name == "lat" || name == "lon")
	if (typ == graph.Integer || typ == graph.Float) && p.twins && name != "lat" && name != "lon" && anyTwins(texts) {
		typ = graph.Text
	}
	f := conversion(typ, &column{name: name})
	if name == "status" && areStatuses(values) {
		f = statusOf
	}
	return func(v graph.Value) graph.Value {
		text := v.String()
		switch {
		case blank([]byte(text)):
			return graph.Value{}
		case f == nil:
			return graph.TextValue(text)
		}
		return f(graph.TextValue(text))
	}
}

// isList tells whether cells of a column are read as lists.
func isList(name string) bool { return name == "tags" || name == "lines" }

// anyTwins tells whether two of the texts, which are all numbers, are the same number.
func anyTwins(texts []string) bool {
	type numbered struct {
		x    float64
		text string
	}
	var all []numbered
	for _, text := range texts {
		all = append(all, numbered{cellNumber(text), strings.TrimSpace(text)})
	}
	slices.SortFunc(all, func(a, b numbered) int {
		return cmp.Or(cmp.Compare(a.x, b.x), strings.Compare(a.text, b.text))
	})
	for i := 1; i < len(all); i++ {
		if all[i].x == all[i-1].x && all[i].text != all[i-1].text {
			return true
		}
	}
	return false
}
