package csv

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"trama/graph"
)

// People write above their table what it is: a title, a date, the name of the office, groups of columns. The headings are then
// the first row that would do as such, where nothing above it could be taken for a table.

// heading is a row that may be the one of the headings.
type heading struct {
	headers   []header
	row       row
	separator byte
	filled    int    // cells that hold something
	matrix    bool   // it is the row above a matrix, and would do as nothing else
	kind      string // of the rows, where it says that and would do as nothing else
	names     int    // the column whose heading says the kind
}

// titleRows is how many rows below the first are looked at for headings.
const titleRows = 20

// headings returns the first rows of a table, the first alone where it has a meaning, and which of them has the headings. Those of
// a matrix have one where that is asked for.
func (r *rows) headings(matrix bool) (first []heading, at int, err error) {
	for range titleRows + 1 {
		if len(first) > 0 && r.held == nil {
			if err := r.separateAnew(); err != nil {
				return first, 0, r.aside(first, err)
			}
		}
		if ok, err := r.next(); !ok || err != nil {
			return first, 0, r.aside(first, err)
		}
		h := r.heading()
		h.matrix = matrix && !h.means() && h.isOfMatrix(r.look())
		h.names, h.kind = h.kindOfRows(r)
		if (h.means() || h.matrix || h.kind != "") && (len(first) == 0 || h.stands(first)) {
			return append(first, h), len(first), nil
		}
		first = append(first, h)
	}
	return first, 0, nil
}

// aside returns an error of a row that is the first; what is wrong further down is not looked for yet.
func (r *rows) aside(first []heading, err error) error {
	var why graph.Sentence
	var over beyond
	if len(first) > 0 && (isRefusal(err) || errors.As(err, &why) || errors.As(err, &over)) {
		return nil
	}
	return err
}

// heading returns the row that was read.
func (r *rows) heading() heading {
	cells := make([][]byte, len(r.cells))
	for i, cell := range r.cells {
		cells[i] = slices.Clone(cell)
	}
	return heading{readHeaders(cells), row{cells: cells, line: r.line, odd: r.odd}, r.separator, filled(cells), false, "", -1}
}

// means tells whether the row would do as the headings of nodes or of relations.
func (h heading) means() bool {
	return isEdges(h.headers) || find(h.headers, idMeaning().headers) >= 0 || find(h.headers, labelMeaning().headers) >= 0 || fullNames(h.headers) != nil || endNames(h.headers) != nil
}

// stands tells whether the row must be that of the headings, whatever stands above: it has several cells, and each row above
// has half as many at most. One of them may have more, as groups of columns have, where two headings at least have a meaning.
func (h heading) stands(above []heading) bool {
	if h.filled < 2 {
		return false
	}
	wide, meaning := 0, 0
	for _, own := range h.headers {
		if IsHeading(own.own) {
			meaning++
		}
	}
	for _, a := range above {
		n := a.filled
		if a.separator != h.separator {
			n = 1 // what stands between cells is part of a text there
		}
		if n >= h.filled {
			return false
		}
		if 2*n > h.filled {
			wide++
		}
	}
	return wide == 0 || wide == 1 && meaning > 1
}

// passedShown is how many rows above the headings are named.
const passedShown = 5

// noteTitle says which rows above the headings were passed over.
func (r *Reader) noteTitle(name string, above []heading, line int) {
	if len(above) == 0 {
		return
	}
	var rows []string
	for _, a := range above[:min(len(above), passedShown)] {
		var cells []string
		for _, h := range a.headers {
			if !h.empty {
				cells = append(cells, h.own)
			}
		}
		rows = append(rows, fmt.Sprintf("(%d) %s", a.row.line, graph.Shown(strings.Join(cells, ", "))))
	}
	if len(above) > passedShown {
		rows = append(rows, "…")
	}
	r.note("title_rows", "{file}: the headings are those of line {line}; passed over above them, by their lines: {rows}", graph.V{"file": name, "line": line, "rows": strings.Join(rows, ", ")})
}

// openHeadings reads the headings and says what each column is; ok is false where the file holds nothing.
func (t *table) openHeadings(rows *rows) (ok bool, err error) {
	first, at, err := rows.headings(t.r.options.Matrix)
	if err != nil || len(first) == 0 {
		return false, err
	}
	h, err := t.pairHeadings(first[:at+1], rows)
	if err != nil {
		return false, err
	}
	if slices.ContainsFunc(h.row.cells, func(cell []byte) bool { return len(cell) > graph.MaxNodeID }) {
		return false, beyond{graph.LongName()}
	}
	t.headers, t.row, t.r.headings = h.headers, h.row, h.row.line
	for i := range t.cells {
		t.cell(i) // counts the control characters that the header loses
	}
	t.commas = h.separator == ','
	if t.edges = isEdges(t.headers); !t.edges {
		rows.inName = findEndsInName(t.headers)
		t.edges = rows.inName != nil
	}
	t.takeNames(rows)
	if h.matrix {
		t.nameRows()
	} else if err := t.takeRowKind(rows, h); err != nil {
		return false, err
	}
	t.r.assign(t.headers, t.edges)
	if err := t.refusedAs(first[at:], rows); err != nil {
		return false, err
	}
	t.r.noteTitle(t.name, first[:at], h.row.line)
	if note, missing := t.labelMissing(); missing {
		t.r.notes = append(t.r.notes, note)
	}
	return true, nil
}

// refusedAs returns why a table is refused whole: it is something else, or neither nodes nor edges. It is given the rows that
// were read of it.
func (t *table) refusedAs(first []heading, rows *rows) error {
	var second [][]byte
	switch {
	case len(first) > 1:
		second = first[1].row.cells
	case !t.edges:
		second = rows.look()
	}
	if why, is := otherTable(t, first, second); is {
		return wholly{why}
	}
	if !t.edges && !hasRole(t.headers, ownID) && labelColumn(t.headers) < 0 {
		return wholly{notATable(first, rows)}
	}
	return nil
}

// wholly is the error of a table that is refused whole, whatever its line.
type wholly struct{ why graph.Sentence }

// Error returns the reason.
func (w wholly) Error() string { return w.why.Text }

// placed puts the error of a table's first rows into the file and, where one is wrong, its line.
func placed(name string, line int, err error) error {
	if all, ok := errors.AsType[wholly](err); ok {
		return at(graph.Invalid, name, 0, all.why)
	}
	return place(name, line, err)
}
