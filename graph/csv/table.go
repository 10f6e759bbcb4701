package csv

import (
	"bytes"
	"cmp"
	"errors"
	"slices"

	"trama/graph"
)

// table is one file while it is read: which column is what, and the way of its rows into the Builder.
type table struct {
	r        *Reader
	pairs    []uint32    // rows of two numbers that wait to be added together
	row                  // the one that is added
	keys     []graph.Key // of its ids
	name     string
	number   int // among the tables of the Reader
	edges    bool
	rowKind  []byte    // of all rows, where no column says it
	keptKind bool      // a node of the network has another
	supposed *supposed // kind of its rows; nil where there is none
	sheet    bool      // of a workbook
	commas   bool      // between cells; else a number may have a decimal comma, and a date be DD/MM/YYYY
	headers  []header

	id, source, target, typ, weight, kind int // columns, -1 where there is none
	fields                                []field

	nodes     []int // those of its rows, of the first maxSummed
	first     int   // the first edge of the table
	types     map[string]string
	raw       []byte // the type cell of the last row that had one, and its type
	last      string
	direction direction
	spare     int // the column that is the type where the first turns out to be the direction
	spareAt   int
	uses      int // where the table's columns begin among the Reader's uses
}

// field is a column that becomes an attribute.
type field struct {
	at     int
	column *column
}

// direction says whether the type column holds directions, and whether it holds anything else.
type direction struct{ any, other bool }

// use is a column of a file and what it became: a role, or the attribute of a column.
type use struct {
	file, header string
	role         string
	column       *column
	unnamed      bool
	added        bool // the file has no such column
}

func (u use) became() string {
	if u.added {
		return ""
	}
	if u.column == nil {
		return u.role
	}
	if u.unnamed && !u.column.profile.cells {
		return ""
	}
	return u.column.name
}

// open reads the header and says what each column is; the table is nil where the file holds nothing.
func (r *Reader) open(rows *rows, name string) (*table, error) {
	t := &table{r: r, name: name, number: len(r.files), types: map[string]string{}}
	r.files, r.headings = append(r.files, name), 0
	if err := rows.settleSeparator(); err != nil {
		return nil, place(name, rows.line, err)
	}
	t.commas, t.sheet = rows.separator == ',', rows.sheet != nil && rows.made == nil
	if rows.made != nil {
		t.openMade(rows.made)
		return t, nil
	}
	switch ok, err := t.openHeadings(rows); {
	case err != nil:
		return nil, placed(name, rows.line, err)
	case !ok:
		return nil, nil
	}
	if sideBySide(t.headers) {
		r.note("side_by_side", "{file}: two tables seem to stand side by side and are read as one: give each a sheet of its own", graph.V{"file": name})
	}
	if t.layOut(); rows.inName != nil {
		r.note("cytoscape_edges", "{file}: the table of Cytoscape's edges has no columns of their ends; these are read from the names, which are SOURCE (INTERACTION) TARGET", graph.V{"file": name})
	}
	return t, nil
}

// labelColumn returns the column that is the label, -1 where there is none.
func labelColumn(headers []header) int {
	return slices.IndexFunc(headers, func(h header) bool { return h.role == meant && h.name == "label" })
}

// layOut turns the headers' roles into columns.
func (t *table) layOut() {
	t.id, t.source, t.target, t.typ, t.weight, t.kind, t.spareAt = -1, -1, -1, -1, -1, -1, -1
	t.uses, t.first = len(t.r.uses), t.r.b.Edges()
	t.r.b.BeginFile()
	places := map[role]struct {
		at   *int
		name string
	}{
		source: {&t.source, "source"}, target: {&t.target, "target"}, edgeType: {&t.typ, "type"},
		weight: {&t.weight, "weight"}, ownID: {&t.id, "id"}, nodeKind: {&t.kind, "kind"},
	}
	for i, h := range t.headers {
		u := use{file: t.name, header: h.own, unnamed: h.empty, added: h.added}
		if place, special := places[h.role]; special {
			*place.at, u.role = i, place.name
		} else {
			u.column = t.r.column(!t.edges, h, t)
			t.fields = append(t.fields, field{i, u.column})
		}
		t.r.uses = append(t.r.uses, u)
	}
	if !t.edges && t.id < 0 {
		t.id = labelColumn(t.headers)
		t.r.uses = append(t.r.uses, use{file: t.name, header: t.headers[t.id].own, role: "id"})
	}
	t.holdSpare()
}

// holdSpare keeps the next column that could be the type apart until it is known whether the first is the direction.
func (t *table) holdSpare() {
	if t.typ < 0 {
		return
	}
	at := find(t.headers, typeHeaders())
	if at < 0 {
		return
	}
	t.spareAt = at
	t.spare = t.r.b.EdgeColumn(hidden + "spare")
}

// place puts an error into a file and line.
func place(name string, line int, err error) error {
	var wrong refusal
	var over beyond
	var why graph.Sentence
	switch {
	case errors.As(err, &wrong):
		return at(graph.Invalid, name, line, wrong.why)
	case errors.As(err, &over):
		return at(graph.TooLarge, name, line, over.why)
	case errors.As(err, &why):
		return at(graph.Invalid, name, line, why)
	}
	return whole(name, err)
}

// ids returns the columns of the ids that each row has.
func (t *table) ids() []int {
	if t.edges {
		return []int{t.source, t.target}
	}
	return []int{t.id}
}

// expect makes room for the edges of a file of so many bytes, if its rows are about as long as those of the first batch.
func (t *table) expect(b *batch, size int64) {
	const most = 1 << 24
	if width := b.width(); t.edges && t.r.b.Edges() == t.first && len(t.pairs) == 0 && width > 0 {
		rows := int(min(1.02*float64(size)/width+1, most))
		t.r.b.ExpectEdges(rows)
		if len(b.pairs) > 0 {
			t.pairs = make([]uint32, 0, 2*min(rows, manyPairs+batchRows))
		}
	}
}

// near is of how many rows the ids are fetched together: so many stay near until their row is added.
const near = 128

// addBatch adds rows, and says what is wrong of the one behind them.
func (t *table) addBatch(b *batch) error {
	if t.pairs = append(t.pairs, b.pairs...); len(b.rows) > 0 || b.err != nil || len(t.pairs) >= 2*manyPairs {
		t.addPairs()
	}
	ids := len(t.ids())
	for i := range b.all(&t.row) {
		if t.keys = b.keys[i*ids:]; i%near == 0 {
			t.r.b.Approach(t.keys[:min(near*ids, len(t.keys))])
		}
		var err error
		if !b.last || i < len(b.rows)-1 || !t.leaveClosing() {
			err = t.wrongRow(t.add())
		}
		if i%near == near-1 || i == len(b.rows)-1 {
			err = cmp.Or(err, t.checkRoom())
		}
		if err != nil {
			return err
		}
	}
	if b.err == nil {
		return nil
	}
	t.count()
	t.line = b.line
	return t.wrongRow(b.err)
}

// checkRoom is the error of a table that asks for much more room than it says.
func (t *table) checkRoom() error {
	err := t.r.b.CheckRoom()
	if why, ok := errors.AsType[graph.Sentence](err); ok {
		return at(graph.TooLarge, t.name, t.line, why)
	}
	return nil
}

// manyPairs is how many rows are added together.
const manyPairs = 1 << 20

// addPairs adds the rows that are two numbers and wait.
func (t *table) addPairs() {
	t.r.b.NumberedEdges(t.pairs)
	t.r.read.Edges += len(t.pairs) / 2
	t.r.made.Edges += len(t.pairs) / 2
	t.pairs = t.pairs[:0]
}

// wrongRow notes a refusal and returns any other error.
func (t *table) wrongRow(err error) error {
	if err == nil {
		return nil
	}
	if wrong, ok := errors.AsType[refusal](err); ok {
		t.r.refuse(t.name, t.line, wrong.why)
		return nil
	}
	return place(t.name, t.line, err)
}

// count counts a row that was read.
func (t *table) count() {
	if t.edges {
		t.r.read.Edges++
	} else {
		t.r.read.Nodes++
	}
}

// add hands the row that was read to the Builder, or returns why it is refused; then nothing of it is there.
func (t *table) add() error {
	t.count()
	if err := tooLongFor(t.cells, len(t.headers)); err != nil {
		return err
	}
	if t.edges {
		return t.addEdge()
	}
	return t.addNode()
}

// tooLongFor returns why a row has more cells than there are headers; those beyond may be empty.
func tooLongFor(cells [][]byte, headers int) error {
	for _, cell := range cells[min(len(cells), headers):] {
		if !blank(cell) {
			return refusal{graph.Say("row_too_long", "the row has {cells} cells, the header {columns}", graph.V{"cells": len(cells), "columns": headers})}
		}
	}
	return nil
}

// cell returns a cell as it is kept, nil where it is absent.
func (t *table) cell(i int) []byte {
	if i < 0 || i >= len(t.cells) {
		return nil
	}
	cell := unguarded(t.cells[i])
	if t.odd {
		clean := withoutControls(cell)
		if len(clean) < len(cell) {
			t.r.dropped++
		}
		cell = clean
	}
	if blank(cell) {
		return nil
	}
	return cell
}

// idAt returns the id in a column, which must be there.
func (t *table) idAt(i int, what string) ([]byte, error) {
	id := t.row.id(i)
	switch {
	case len(id) == 0:
		return nil, refusal{graph.Say("empty_"+what, "the "+what+" is empty", nil)}
	case int64(len(id)) > t.r.options.Limits.NodeID:
		return nil, beyond{t.r.options.Limits.LongNodeID()}
	case t.odd && bytes.ContainsAny(id, "\r\n"):
		return nil, refusal{graph.Say("break_in_id", "the "+what+" holds a line break: write it on one line", nil)}
	case t.odd && bytes.IndexFunc(id, graph.NotInID) >= 0:
		return nil, refusal{graph.Say("control_in_id", "the "+what+" holds a control character", nil)}
	}
	return id, nil
}

// nameless says of a row of a table without ids that it has no name, and what stands in it: most are remarks below the table.
func (t *table) nameless() error {
	at := slices.IndexFunc(t.cells, func(cell []byte) bool { return !blank(cell) })
	return refusal{graph.Say("empty_name", "there is no name under “{column}”, and the row says “{text}”: take it out if it is a remark",
		graph.V{"column": graph.Shown(t.headers[t.id].own), "text": graph.Shown(string(trimmed(t.cells[at])))})}
}

func (t *table) addNode() error {
	r := t.r
	if t.headers[t.id].role != ownID && len(t.row.id(t.id)) == 0 {
		return t.nameless()
	}
	id, err := t.idAt(t.id, "id")
	if err != nil {
		return err
	}
	row, known := r.b.FindKeyed(t.keys[0], id)
	if known {
		if err := t.agree(row, id); err != nil {
			return err
		}
	}
	if !known || !r.b.Listed(row) {
		r.made.Nodes++
	}
	row = r.b.NodeKeyed(t.keys[0], id)
	if len(t.nodes) < maxSummed {
		t.nodes = append(t.nodes, row)
	}
	if kind := t.kindIn(id); len(kind) > 0 {
		r.b.SetKind(row, t.named(kind))
	}
	t.suppose(row)
	for _, f := range t.fields {
		cell := t.fieldCell(f)
		if cell == nil || known && t.holdsOther(row, f, cell) {
			continue
		}
		f.column.see(cell, r.b.SetNodeText(row, f.column.handle, cell), t)
		if f.column.role == maybeKind {
			f.column.from(row, t)
		}
	}
	return nil
}

// holdsOther tells whether a node holds the same value already, written otherwise. Of two ways of writing the first in
// order stays, whatever the order of rows.
func (t *table) holdsOther(row int, f field, cell []byte) bool {
	return !t.r.b.NodeTakes(row, f.column.handle, cell) && t.r.b.NodeValue(row, f.column.handle).String() < string(cell)
}

// agree returns why a row about a node that is known is refused: it says another kind, or another value in a column.
func (t *table) agree(row int, id []byte) error {
	if kind := t.kindIn(id); len(kind) > 0 {
		if old, set := t.r.b.Kind(row); set && graph.KindNamed(t.named(kind)) != old {
			return refusal{t.kindConflict(id)}
		}
	}
	for _, f := range t.fields {
		cell := t.fieldCell(f)
		if cell == nil || t.r.b.NodeTakes(row, f.column.handle, cell) {
			continue
		}
		old := t.r.b.NodeValue(row, f.column.handle)
		if !sameCell([]byte(old.String()), cell, f.column.role) {
			return refusal{t.conflict(id, f)}
		}
	}
	return nil
}

// fieldCell returns a cell of a column that becomes an attribute. A label that is the id as well loses the white space around it, as
// ids do.
func (t *table) fieldCell(f field) []byte {
	if f.at == t.id {
		return trimmed(t.cell(f.at))
	}
	return t.cell(f.at)
}

// conflict says that a node has another value in a column already. Where ids are names it may be another one of that name.
func (t *table) conflict(id []byte, f field) graph.Sentence {
	if t.headers[t.id].role == ownID {
		return graph.NodeConflict(string(id), t.headers[f.at].own)
	}
	return graph.Say("name_conflict", "node {id} has another {column} already: if they are two, give the table a column id that tells them apart; if they are one, write both rows alike",
		graph.V{"id": graph.Shown(string(id)), "column": graph.Shown(t.headers[f.at].own)})
}

// see lets the column look at a cell that is new to it, or new in a table of this form.
func (c *column) see(cell []byte, added bool, t *table) {
	if added && c.days != nil {
		c.days.add(cell)
	}
	p := &c.profile
	if (added || c.mixed) && !(p.noNumber && p.noBool && p.noDate) {
		p.add(cell, !t.commas)
	}
}

func (t *table) addEdge() error {
	r := t.r
	from, err := t.idAt(t.source, "source")
	if err != nil {
		return err
	}
	to, err := t.idAt(t.target, "target")
	if err != nil {
		return err
	}
	e := graph.BuilderEdge{Directed: true}
	if e.ID, err = t.edgeID(); err != nil {
		return err
	}
	strength := trimmed(t.cell(t.weight))
	var x float64
	var n number
	if len(strength) > 0 {
		var ok bool
		if x, n, ok = weightOf(strength, !t.commas); !ok {
			return refusal{wrongWeight(strength, n, !t.commas)}
		}
	}
	if cell := trimmed(t.cell(t.typ)); len(cell) > 0 {
		e.Type = t.typeNamed(cell)
	}
	e.Source, e.Target = r.b.EndKeyed(t.keys[0], from), r.b.EndKeyed(t.keys[1], to)
	edge := r.b.Edge(e)
	r.made.Edges++
	if len(strength) > 0 {
		r.weights.add(t, edge, x, n)
	}
	for _, f := range t.fields {
		cell := t.cell(f.at)
		switch {
		case cell == nil:
		case f.at == t.spareAt:
			r.b.SetEdgeText(edge, t.spare, cell)
		default:
			f.column.see(cell, r.b.SetEdgeText(edge, f.column.handle, cell), t)
		}
	}
	return nil
}

// edgeID returns the edge's own id, empty where it has none.
func (t *table) edgeID() (string, error) {
	id := t.row.id(t.id)
	switch {
	case len(id) == 0:
		return "", nil
	case int64(len(id)) > t.r.options.Limits.EdgeID:
		return "", beyond{t.r.options.Limits.LongEdgeID()}
	case t.odd && bytes.IndexFunc(id, graph.NotInID) >= 0:
		return "", refusal{graph.ControlInID()}
	}
	return string(id), nil
}

// named returns a name that is mostly that of the row before, without a copy.
func (t *table) named(cell []byte) string {
	if !bytes.Equal(cell, t.raw) || len(t.raw) == 0 {
		name, known := t.types[string(cell)]
		if !known {
			name = string(cell)
			t.types[name] = name
		}
		t.raw, t.last = append(t.raw[:0], cell...), name
	}
	return t.last
}
