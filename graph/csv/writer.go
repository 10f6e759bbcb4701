package csv

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"trama/graph"
)

// EncodeNodes writes the nodes as a table: id, label where there is one, kind, then the other attributes in ascending
// order of name. UTF-8 without mark, commas, LF, quotes where needed. A text that a spreadsheet would run gets an
// apostrophe in front, which reading takes off.
func EncodeNodes(w io.Writer, g *graph.Graph) error {
	columns := g.NodeColumns()
	named := func(name string) bool { return g.NodeColumn(name) != nil }
	t := newWriter(w)
	t.text("id")
	if named("label") {
		t.text("label")
	}
	t.text("kind")
	apart := apartFrom(nodeMeanings(), named)
	var others []*graph.Column
	for _, c := range columns {
		if c.Name() != "label" {
			others = append(others, c)
			t.text(kept(c.Name(), "id", "kind"))
		}
	}
	t.header(apart)
	for i := range g.Nodes() {
		t.text(g.NodeID(i))
		if named("label") {
			t.value(g.NodeColumn("label").At(i))
		}
		t.text(g.Kind(i))
		for _, c := range others {
			t.value(c.At(i))
		}
		t.end(len(apart))
	}
	return t.flush()
}

// EncodeEdges writes the edges as a table: source, target, type, the edges' ids where reading would not make the same, then the
// attributes in ascending order of name. Where reading would not know the direction from the type, type is Directed or
// Undirected, as in Gephi, and kind is the type.
func EncodeEdges(w io.Writer, g *graph.Graph) error {
	t := newWriter(w)
	named := func(name string) bool { return g.EdgeColumn(name) != nil }
	turned, ids := needsDirection(g), needsIDs(g)
	for _, name := range []string{"source", "target", "type"} {
		t.text(name)
	}
	if turned {
		t.text("kind")
	}
	if ids {
		t.text("id")
	}
	apart := apartFrom(edgeMeanings()[3:], named)
	if ids {
		apart = slices.DeleteFunc(apart, func(name string) bool { return name == "id" })
	}
	for _, c := range g.EdgeColumns() {
		t.text(kept(c.Name(), "id", "source", "target", "type"))
	}
	t.header(apart)
	for e := range g.Edges() {
		s, d := g.Ends(e)
		t.text(g.NodeID(s))
		t.text(g.NodeID(d))
		if turned {
			t.text(directionWord(g.Directed(e)))
		}
		t.text(g.Type(e))
		if ids {
			t.text(g.EdgeID(e))
		}
		for _, c := range g.EdgeColumns() {
			t.value(c.At(e))
		}
		t.end(len(apart))
	}
	return t.flush()
}

func directionWord(directed bool) string {
	if directed {
		return "Directed"
	}
	return "Undirected"
}

// needsDirection tells whether the types alone do not tell the directions to who reads the table: a relation that is
// undirected by itself, or types that would be taken for directions.
func needsDirection(g *graph.Graph) bool {
	words, others := false, false
	for e := range g.Edges() {
		typ := g.Type(e)
		if _, known := graph.FindType(typ); !known && !g.Directed(e) {
			return true
		}
		words, others = words || isDirection(typ), others || typ != "" && !isDirection(typ)
	}
	return words && !others
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

// kept returns a header for an attribute: with a trailing "_" where the table keeps the name for itself.
func kept(name string, reserved ...string) string {
	if slices.Contains(reserved, name) {
		return name + "_"
	}
	return name
}

// apartFrom returns the meanings whose other names are attributes of the graph, while the meaning itself has none: an
// empty column of that name keeps readers from taking name for label.
func apartFrom(meanings []meaning, named func(string) bool) []string {
	var out []string
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

// writer writes a table.
type writer struct {
	out   *bufio.Writer
	begun bool // the row has a cell
}

func newWriter(w io.Writer) *writer { return &writer{out: bufio.NewWriterSize(w, 1<<16)} }

// text writes a cell. A cell alone in its row is quoted where it is empty, or the row would be blank.
func (t *writer) text(cell string) {
	t.next()
	if runs([]byte(cell)) {
		cell = "'" + cell
	}
	t.raw(cell)
}

func (t *writer) next() {
	if t.begun {
		t.out.WriteByte(',')
	}
	t.begun = true
}

func (t *writer) raw(cell string) {
	if !strings.ContainsAny(cell, ",\"\r\n") {
		t.out.WriteString(cell)
		return
	}
	t.out.WriteByte('"')
	for {
		before, after, found := strings.Cut(cell, `"`)
		t.out.WriteString(before)
		if !found {
			break
		}
		t.out.WriteString(`""`)
		cell = after
	}
	t.out.WriteByte('"')
}

// value writes a value, an empty cell where there is none. Numbers are no text and stay as they are.
func (t *writer) value(v graph.Value, ok bool) {
	switch {
	case !ok:
		t.next()
	case v.Type() == graph.Text || v.Type() == graph.List:
		t.text(v.String())
	default:
		t.next()
		t.raw(v.String())
	}
}

// header ends the header with the names of columns that are empty.
func (t *writer) header(apart []string) {
	for _, name := range apart {
		t.text(name)
	}
	t.end(0)
}

// end ends a row after some empty cells.
func (t *writer) end(empty int) {
	for range empty {
		t.out.WriteByte(',')
	}
	t.out.WriteByte('\n')
	t.begun = false
}

func (t *writer) flush() error { return t.out.Flush() }
