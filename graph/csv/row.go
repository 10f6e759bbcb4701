package csv

import (
	"bytes"
	"errors"
	"io"

	"trama/graph"
)

// rows cuts text into rows of cells. A cell in quotes may hold separators and line ends; a quote inside it is doubled.
// A quote within an unquoted cell is text. Memory is bounded by the limits, whatever quote is never closed.
type rows struct {
	in       *text
	sheet    Rows  // in place of the text, where there is one
	made     *Made // what another room says of the sheet's columns
	buf      []byte
	pos, end int
	ended    error // the file is read to its end, or until this error

	class     [256]class
	separator byte
	said      bool        // the file says what the separator is
	bare      bool        // the table is a list of pairs
	inName    *endsInName // the table is one of Cytoscape's edges
	names     []fullName  // of which the parts stand in two columns
	held      *heldRow    // looked at, and still to come
	limit     int
	perBatch  int // rows
	room      int // bytes that are read at a time, while no row is longer

	row
	marks     []mark
	blank     bool // no cell holds more than white space
	inQuotes  bool // a cell stands in quotes
	following int  // where the next row begins
}

// row is what a row holds.
type row struct {
	cells [][]byte
	line  int  // where it begins
	odd   bool // it may hold a character that XML cannot, or that no id holds
}

// id returns the id in a column, nil where there is none.
func (r *row) id(i int) []byte {
	if i < 0 || i >= len(r.cells) {
		return nil
	}
	return unguarded(trimmed(r.cells[i]))
}

// mark is a cell in the buffer, counted from the beginning of its row.
type mark struct {
	start, end int
	doubled    bool // quotes inside are doubled
}

type class uint8

const (
	plainByte class = iota
	separator
	lineEnd
	oddByte
)

// maxRow bounds a row in the buffer: a row is many cells, each within its own limit.
const maxRow = 64 << 20

// Room for text: how much there is at first, and the least that is read into.
const (
	firstRoom = 1 << 18
	minRead   = 64
)

// maxColumns is what the widest spreadsheet has.
const maxColumns = 16384

func newRows(in *text, limit int64) *rows {
	r := &rows{in: in, limit: int(limit), perBatch: batchRows, room: firstRoom, following: 1}
	for c := range r.class[:' '] {
		r.class[c] = oddByte
	}
	r.class['\n'], r.class['\r'] = lineEnd, lineEnd
	r.class[0xef] = oddByte // U+FFFE and U+FFFF begin so
	return r
}

// separate sets what stands between cells.
func (r *rows) separate(sep byte) { r.separator, r.class[sep] = sep, separator }

// refusal is the error of a row that is wrong by itself: the next one can be read.
type refusal struct{ why graph.Sentence }

// Error returns the reason.
func (r refusal) Error() string { return r.why.Text }

func isRefusal(err error) bool {
	var wrong refusal
	return errors.As(err, &wrong)
}

// beyond is the error of a row that is over a limit.
type beyond struct{ why graph.Sentence }

// Error returns the reason.
func (b beyond) Error() string { return b.why.Text }

// status says how the scan of a row ended.
type status uint8

const (
	rowRead status = iota
	needMore
	textAfterQuote
	tooLong
	tooMany // cells
	endless // a quote that is open beyond the limit
)

// heldRow is how reading a row ended.
type heldRow struct {
	ok  bool
	err error
}

// look reads the next row and holds it back for next. It returns its cells, none where it cannot be read.
func (r *rows) look() [][]byte {
	if r.held != nil && r.held.ok {
		return r.cells
	}
	if r.held != nil {
		return nil
	}
	ok, err := r.nextRow()
	if r.held = (&heldRow{ok, err}); !ok || err != nil {
		return nil
	}
	return r.cells
}

// next reads a row that is not blank into cells, which hold until the next call; ok is false at the end of the file. A
// refusal tells of a row that is wrong by itself.
func (r *rows) next() (ok bool, err error) {
	if held := r.held; held != nil {
		r.held, ok, err = nil, held.ok, held.err
	} else {
		ok, err = r.nextRow()
	}
	if !ok || err != nil {
		return ok, err
	}
	for _, n := range r.names {
		r.cells = n.join(r.cells)
	}
	if r.inName != nil {
		err = r.inName.part(r.cells)
	}
	return ok, err
}

func (r *rows) nextRow() (ok bool, err error) {
	if r.sheet != nil {
		return r.nextOfSheet()
	}
	for {
		r.line = r.following
		if ok, err = r.read(); !ok || err != nil || !r.blank {
			return ok, err
		}
	}
}

// read reads the row at pos.
func (r *rows) read() (ok bool, err error) {
	for {
		if r.pos == r.end && r.ended != nil {
			return false, r.failure()
		}
		used, how := r.scan(r.buf[r.pos:r.end])
		switch how {
		case rowRead:
			data := r.buf[r.pos : r.pos+used]
			r.pos += used
			if err := r.failure(); err != nil && r.pos == r.end {
				r.line += lines(data)
				return false, err
			}
			r.cut(data)
			return true, nil
		case needMore:
			if r.ended != nil {
				return false, r.unclosed()
			}
			if err := r.fill(); err != nil {
				return false, err
			}
		case textAfterQuote:
			return false, r.afterQuote(used)
		case tooLong:
			return false, r.overLimit()
		case tooMany:
			return false, tooManyCells()
		case endless:
			return false, r.skipQuoted(used)
		}
	}
}

// failure returns why the file ended, nil where it was read to its end.
func (r *rows) failure() error {
	if r.ended == io.EOF {
		return nil
	}
	return r.ended
}

func (r *rows) unclosed() error {
	r.pos = r.end
	if err := r.failure(); err != nil {
		return err
	}
	return refusal{graph.Say("unclosed_quote", "a quote in this row is never closed; the rest of the file belongs to it", nil)}
}

func (r *rows) overLimit() error {
	return beyond{graph.Limits{Value: int64(r.limit)}.LongValue()}
}

// longest returns how long a row may be.
func (r *rows) longest() int { return max(maxRow, 4*r.limit) }

func longRow(limit int) error {
	return beyond{graph.Say("limit_row", "a row is longer than {limit} bytes", graph.V{"limit": limit})}
}

// fill reads more of the file behind what is there, as much as the buffer holds: a row is scanned anew after it.
func (r *rows) fill() error {
	r.end = copy(r.buf, r.buf[r.pos:r.end])
	r.pos = 0
	if len(r.buf)-r.end < minRead {
		if len(r.buf) >= r.longest() {
			return longRow(len(r.buf))
		}
		r.buf = append(r.buf, make([]byte, max(len(r.buf), r.room))...)
	}
	for len(r.buf)-r.end >= minRead && r.ended == nil {
		n, err := r.in.Read(r.buf[r.end:])
		r.end, r.ended = r.end+n, err
	}
	return nil
}

// scan finds the cells of the first row in data. used is how far it came: for a whole row its length, line end included.
func (r *rows) scan(data []byte) (used int, how status) {
	r.marks, r.odd, r.blank, r.inQuotes = r.marks[:0], false, true, false
	for i := 0; ; {
		var m mark
		var how status
		if i < len(data) && data[i] == '"' {
			m, i, how = r.quoted(data, i)
		} else {
			m, i, how = r.unquoted(data, i)
		}
		if how != rowRead {
			return i, how
		}
		if r.marks = append(r.marks, m); len(r.marks) > maxColumns {
			return i, tooMany
		}
		if i == len(data) { // only at the end of the file
			return i, rowRead
		}
		if r.class[data[i]] == separator {
			i++
			continue
		}
		return i + lineEndAt(data, i), rowRead
	}
}

// lineEndAt returns how long the line end at i is: CR, LF or CR LF.
func lineEndAt(data []byte, i int) int {
	if data[i] == '\r' && i+1 < len(data) && data[i+1] == '\n' {
		return 2
	}
	return 1
}

// unquoted finds the end of the cell at i, where a separator or line end stands.
func (r *rows) unquoted(data []byte, i int) (mark, int, status) {
	start := i
	for i < len(data) {
		k := r.class[data[i]]
		if k == plainByte {
			i++
			continue
		}
		if k != oddByte {
			break
		}
		r.odd = true
		i++
	}
	if i-start > r.limit {
		return mark{}, i, tooLong
	}
	if r.ended == nil && (i == len(data) || i+1 == len(data) && data[i] == '\r') {
		return mark{}, i, needMore
	}
	r.blank = r.blank && blank(data[start:i])
	return mark{start: start, end: i}, i, rowRead
}

// quoted finds the end of the cell in quotes at i.
func (r *rows) quoted(data []byte, i int) (mark, int, status) {
	m := mark{start: i + 1}
	for i++; ; i++ {
		n := bytes.IndexByte(data[i:], '"')
		if n < 0 {
			if len(data)-m.start > 2*r.limit {
				return m, m.start, endless
			}
			return m, len(data), needMore
		}
		i += n
		if i+1 == len(data) || data[i+1] != '"' {
			break
		}
		m.doubled = true
		i++
	}
	m.end = i
	i++
	if r.ended == nil && i+1 >= len(data) {
		return m, i, needMore
	}
	if i < len(data) && r.class[data[i]] != separator && r.class[data[i]] != lineEnd {
		return m, i, textAfterQuote
	}
	return m, i, r.quotedCell(data[m.start:m.end], m.doubled)
}

func (r *rows) quotedCell(cell []byte, doubled bool) status {
	r.inQuotes = true
	for _, c := range cell {
		if r.class[c] == oddByte || c < ' ' {
			r.odd = true
			break
		}
	}
	r.blank = r.blank && blank(cell)
	size := len(cell)
	if doubled {
		size -= bytes.Count(cell, []byte(`""`))
	}
	if size > r.limit {
		return tooLong
	}
	return rowRead
}

// cut makes the cells of a row that was scanned whole, and counts its lines.
func (r *rows) cut(data []byte) {
	r.following += r.lines(data)
	r.cells = r.cells[:0]
	for _, m := range r.marks {
		cell := data[m.start:m.end]
		if m.doubled {
			cell = undoubled(cell)
		}
		r.cells = append(r.cells, cell)
	}
}

// undoubled makes one of each two quotes, in place.
func undoubled(cell []byte) []byte {
	out := cell[:0]
	for i := 0; i < len(cell); i++ {
		out = append(out, cell[i])
		if cell[i] == '"' {
			i++
		}
	}
	return out
}

// lines counts the line ends in a row that was scanned whole. Without quotes it has at most the one at its end.
func (r *rows) lines(data []byte) int {
	if r.inQuotes {
		return lines(data)
	}
	if end := data[len(data)-1]; end == '\n' || end == '\r' {
		return 1
	}
	return 0
}

// lines counts the line ends in a text.
func lines(data []byte) int {
	n := bytes.Count(data, []byte{'\n'})
	if i := bytes.IndexByte(data, '\r'); i >= 0 {
		for ; i < len(data); i++ {
			if data[i] == '\r' && (i+1 == len(data) || data[i+1] != '\n') {
				n++
			}
		}
	}
	return n
}
