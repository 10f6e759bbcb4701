package csv

import (
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"

	"trama/graph"
)

// EncodeNodes writes the nodes as a table: id, label where there is one, kind, then the other attributes in ascending
// order of name. UTF-8 without mark, commas, LF, quotes where needed. A text that a spreadsheet would run gets an
// apostrophe in front, which reading takes off.
func EncodeNodes(w io.Writer, g *graph.Graph) error {
	label := g.NodeColumn("label")
	headers := []string{"id", "label", "kind"}
	if label == nil {
		headers = []string{"id", "kind"}
	}
	others := slices.DeleteFunc(slices.Clone(g.NodeColumns()), func(c *graph.Column) bool { return c == label })
	names, others := form{attributeMeanings(), headers, nodeNames()}.attributes(others)
	headers = append(headers, names...)
	if columns := foldedHeaders(headers); isEdges(columns) {
		headers = withoutTarget(headers, columns)
	}
	apart, numbers := apartFrom(nodeMeanings(), headers), floats(others)
	return encode(w, append(headers, apart...), g.Nodes(), func(r *rowWriter, i int) {
		r.text(g.NodeID(i))
		if label != nil {
			r.value(label.At(i))
		}
		r.text(g.Kind(i))
		for k, c := range others {
			r.cell(c, i, numbers[k])
		}
		r.end(len(apart))
	})
}

// EncodeEdges writes the edges as a table: source, target, type, the edges' ids where reading would not make the same, then the
// attributes in ascending order of name. Where reading would not know the direction from the type, type is Directed or
// Undirected, as in Gephi, and kind is the type.
func EncodeEdges(w io.Writer, g *graph.Graph) error {
	turned, ids := needsDirection(g), needsIDs(g)
	headers := []string{"source", "target", "type"}
	if turned {
		headers = append(headers, "kind")
	}
	if ids {
		headers = append(headers, "id")
	}
	names, columns := form{edgeMeanings()[3:], headers, edgeNames()}.attributes(g.EdgeColumns())
	headers = append(headers, names...)
	apart, numbers := apartFrom(edgeMeanings()[3:], headers), floats(columns)
	return encode(w, append(headers, apart...), g.Edges(), func(r *rowWriter, e int) {
		if e%near == 0 {
			r.approach(g, e)
		}
		source, target := g.Ends(e)
		r.text(g.NodeID(source))
		r.text(g.NodeID(target))
		if turned {
			r.text(directionWord(g.Directed(e)))
		}
		r.text(g.Type(e))
		if ids {
			r.text(g.EdgeID(e))
		}
		for k, c := range columns {
			r.cell(c, e, numbers[k])
		}
		r.end(len(apart))
	})
}

func directionWord(directed bool) string {
	if directed {
		return "Directed"
	}
	return "Undirected"
}

// needsDirection tells whether the types alone do not tell the directions to who reads the table: a relation that is
// undirected by itself, types that would be taken for directions, or an attribute that would.
func needsDirection(g *graph.Graph) bool {
	if slices.ContainsFunc(g.EdgeColumns(), func(c *graph.Column) bool { return saysDirection(g, c) }) {
		return true
	}
	types := g.Types()
	known, used := make([]bool, len(types)), make([]bool, len(types))
	for code, typ := range types {
		_, known[code] = graph.FindType(typ)
	}
	for e := range g.Edges() {
		code := g.TypeCode(e)
		if used[code] = true; !known[code] && !g.Directed(e) {
			return true
		}
	}
	words, others := false, false
	for code, typ := range types {
		words = words || used[code] && isDirection(typ)
		others = others || used[code] && typ != "" && !isDirection(typ)
	}
	return words && !others
}

// saysDirection tells whether who reads the table would take an attribute for the direction.
func saysDirection(g *graph.Graph, c *graph.Column) bool {
	found := findArrows(foldedHeaders([]string{c.Name()}))
	if len(found) == 0 {
		return false
	}
	for e := range g.Edges() {
		if _, known := found[0].words[strings.ToLower(strings.TrimSpace(c.Text(e)))]; !known {
			return false
		}
	}
	return true
}

// needsIDs tells whether reading would not give the edges the ids that they have: some are no derived ones, or number
// relations of the same ends and type.
func needsIDs(g *graph.Graph) bool {
	for e := range g.Edges() {
		if g.EdgeNumber(e) != 1 {
			return true
		}
	}
	return false
}

// kept returns a header for an attribute: with a trailing "_" where the table keeps the name for itself, with or without some
// behind it already, so that reading can take one off again.
func kept(name string, reserved ...string) string {
	if slices.Contains(reserved, strings.TrimRight(name, "_")) {
		return name + "_"
	}
	return name
}

func foldedHeaders(names []string) []header {
	out := make([]header, len(names))
	for i, name := range names {
		out[i] = header{folded: foldedHeader(name)}
	}
	return out
}

// withoutTarget returns the headers of a table of nodes that would be read as one of edges, with a trailing "_" behind those
// that name a target.
func withoutTarget(names []string, columns []header) []string {
	_, to := endMeanings()
	out := slices.Clone(names)
	for i, c := range columns {
		if slices.Contains(targetHeaders(columns, to), c.folded) {
			out[i] += "_"
		}
	}
	return out
}

// form is a table before its attributes: the meanings that these may have, the headers that are there, and the names that the
// table keeps for itself.
type form struct {
	meanings          []meaning
	headers, reserved []string
}

// attributes returns the columns as they are written, with their headers: a name with a meaning before another that reads as
// the same, such as Weight, which would take the meaning. Where the graph has no attribute of that name, a column of nothing
// stands in its place. A header that is there already keeps the meaning for itself.
func (f form) attributes(columns []*graph.Column) (names []string, out []*graph.Column) {
	ahead := map[*graph.Column]bool{}
	for _, m := range f.meanings {
		twin := func(c *graph.Column) bool { return c.Name() != m.name && foldedHeader(c.Name()) == m.name }
		if slices.Contains(f.headers, m.name) || !slices.ContainsFunc(columns, twin) {
			continue
		}
		var own *graph.Column
		if i := slices.IndexFunc(columns, func(c *graph.Column) bool { return c.Name() == m.name }); i >= 0 && m.role != ownID {
			own = columns[i]
			ahead[own] = true
		}
		names, out = append(names, m.name), append(out, own)
	}
	for _, c := range columns {
		if !ahead[c] {
			names, out = append(names, kept(c.Name(), f.reserved...)), append(out, c)
		}
	}
	return names, out
}

// apartFrom returns the meanings whose other names are headers of the table, while the meaning itself has none: an
// empty column of that name keeps readers from taking name for label, or key for the id where an attribute id is written id_.
func apartFrom(meanings []meaning, headers []string) []string {
	var folded, out []string
	for _, name := range headers {
		folded = append(folded, foldedHeader(name))
	}
	named := func(name string) bool { return slices.Contains(folded, name) }
	for _, m := range meanings {
		if m.role == nodeKind || m.role == maybeKind || named(m.name) {
			continue
		}
		if slices.ContainsFunc(m.headers, named) {
			out = append(out, m.name)
		}
	}
	return out
}

// floats tells of each column whether its integers are written as floats, since reading would make them such beside the
// others.
func floats(columns []*graph.Column) []bool {
	out := make([]bool, len(columns))
	for i, c := range columns {
		out[i] = c.Type() == graph.Mixed && !slices.ContainsFunc(c.Distinct(), func(v graph.Value) bool { return !isFloat(v) })
	}
	return out
}

// exactIntegers is up to where a float is an integer to the last digit.
const exactIntegers = 1 << 53

// isFloat tells whether a value is a float, or an integer that is one as well.
func isFloat(v graph.Value) bool {
	n, whole := v.Integer()
	return v.Type() == graph.Float || whole && n >= -exactIntegers && n <= exactIntegers
}

// blockRows is how many rows a core makes at a time.
const blockRows = 1 << 13

// encode writes a table of n rows under its headers. Blocks of rows are made on all cores and written in their order.
func encode(w io.Writer, headers []string, n int, row func(r *rowWriter, i int)) error {
	first := &rowWriter{}
	for _, name := range headers {
		first.header(name)
	}
	first.end(0)
	if _, err := w.Write(first.bytes); err != nil {
		return err
	}
	blocks := make([]rowWriter, max(1, min(runtime.GOMAXPROCS(0), n/blockRows)))
	for start := 0; start < n; start += len(blocks) * blockRows {
		var made sync.WaitGroup
		for i := range blocks {
			made.Go(func() { blocks[i].rows(start+i*blockRows, n, row) })
		}
		made.Wait()
		for _, b := range blocks {
			if _, err := w.Write(b.bytes); err != nil {
				return err
			}
		}
	}
	return nil
}

// rowWriter collects rows as they are written.
type rowWriter struct {
	bytes []byte
	begun bool // the row has a cell
	near  byte // what approach read: a read that nobody needs is left out
}

// rows makes a block of rows, up to n, in place of what was there.
func (r *rowWriter) rows(from, n int, row func(r *rowWriter, i int)) {
	r.bytes = r.bytes[:0]
	for i := from; i < min(from+blockRows, n); i++ {
		row(r, i)
	}
}

// approach fetches the ids of the next edges' ends together; one after the other they take several times as long.
func (r *rowWriter) approach(g *graph.Graph, edge int) {
	for e := edge; e < min(edge+near, g.Edges()); e++ {
		source, target := g.Ends(e)
		for _, node := range [...]int{source, target} {
			if id := g.NodeID(node); id != "" {
				r.near += id[0]
			}
		}
	}
}

// header adds a cell of the first line. What might be taken there for what separates cells stands in quotes.
func (r *rowWriter) header(name string) {
	if !strings.ContainsAny(name, ";\t") {
		r.text(name)
		return
	}
	r.next()
	r.quoted(guarded(name))
}

// guarded puts an apostrophe before what a spreadsheet would run.
func guarded(cell string) string {
	if cell != "" && startsFormula(cell[0]) && runs([]byte(cell)) {
		return "'" + cell
	}
	return cell
}

// text adds a cell of text.
func (r *rowWriter) text(cell string) {
	r.next()
	cell = guarded(cell)
	for i := range len(cell) {
		if c := cell[i]; c == ',' || c == '"' || c == '\n' || c == '\r' {
			r.quoted(cell)
			return
		}
	}
	r.bytes = append(r.bytes, cell...)
}

// startsFormula tells whether what a spreadsheet would run may begin so.
func startsFormula(c byte) bool {
	switch c {
	case '=', '+', '-', '@', '\t', '\r', '\'':
		return true
	}
	return false
}

func (r *rowWriter) next() {
	if r.begun {
		r.bytes = append(r.bytes, ',')
	}
	r.begun = true
}

func (r *rowWriter) quoted(cell string) {
	r.bytes = append(r.bytes, '"')
	for i := range len(cell) {
		if cell[i] == '"' {
			r.bytes = append(r.bytes, '"')
		}
		r.bytes = append(r.bytes, cell[i])
	}
	r.bytes = append(r.bytes, '"')
}

// value adds a cell, an empty one where there is no value. Numbers are no text and stay as they are.
func (r *rowWriter) value(v graph.Value, ok bool) {
	switch {
	case !ok:
		r.next()
	case v.Type() == graph.Text || v.Type() == graph.List:
		r.text(v.String())
	default:
		r.next()
		r.bytes = v.Append(r.bytes)
	}
}

// cell adds the cell of a column; float says that its numbers are floats.
func (r *rowWriter) cell(c *graph.Column, row int, float bool) {
	v, ok := c.At(row)
	if n, whole := v.Integer(); float && whole {
		v = graph.FloatValue(float64(n))
	}
	r.value(v, ok)
}

// end ends a row after some empty cells.
func (r *rowWriter) end(empty int) {
	for range empty {
		r.bytes = append(r.bytes, ',')
	}
	r.bytes, r.begun = append(r.bytes, '\n'), false
}
