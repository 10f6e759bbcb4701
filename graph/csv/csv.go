// Package csv reads and writes tables of nodes and of edges: comma, semicolon or tab, in UTF-8, UTF-16 or Windows-1252,
// with headers in Italian or English. RFC 4180 (doi:10.17487/RFC4180) is the common ground; what it leaves open, people's
// tables decide.
//
// Tables have no types. A Reader therefore keeps cells as text, of any number of tables, and types each column when all
// have been read: a column is a number only where all its cells are.
//
// The way of a table: text.go makes UTF-8 of its bytes, heading.go and headingpair.go find the headings, header.go says what each
// column means, row.go cuts the rows into cells, or pairs.go reads those of a bare list of numbers as they are; batch.go takes many
// at a time from the goroutine that cuts to the one that adds, where table.go hands them to the graph.Builder; column.go types the
// columns, from what cell.go sees in them. So two cores share the work, and all is as if one had done it. A sheet of a workbook,
// cut into cells already, joins the way at batch.go (sheet.go); a table of which another room knows the columns leaves it as
// cells (cut.go) and comes back as a sheet. The way back is writer.go. Next: graph/source, which opens files and calls this package.
package csv

import (
	"context"
	"errors"
	"io"

	"trama/graph"
)

// Options say how tables are read.
type Options struct {
	// Weight is the header of the column that is the weight of edges; "" is weight, strength, peso or forza, and
	// graph.Unweighted is no column.
	Weight string
	// Matrix takes a table for one of nodes whose first column has no heading of ours and the others hold marks.
	Matrix bool
	// Known gives the network into which the tables go, whose nodes keep their kinds where only a surname or a table's heading
	// says another; nil, also what it returns, where there is none. It is asked for once, where there are such.
	Known func() (*graph.Graph, error)
	// Refused collects the rows that are refused; the others are read. Where it is nil, Finish fails with them.
	Refused *graph.Refused
	// Limits bound values and ids.
	Limits graph.Limits
}

// Codes of the sentences that refuse a whole table, for callers who look for another file then.
const (
	NotATable = "not_a_table" // neither nodes nor edges
	Matrix    = "matrix"      // rows and columns of nodes
	Neo4j     = "neo4j_table" // what Neo4j imports and exports
	NotText   = "not_text"    // a file of something else
)

// Reader reads tables into a Builder; all tables of a Reader count as one. It is not safe for concurrent use.
type Reader struct {
	b             *graph.Builder
	options       Options
	own           graph.Refused
	nodes         columns
	edges         columns
	files         []string // the tables, by their numbers
	uses          []use
	notes         []graph.Sentence
	weights       weights
	dropped       int // values that lost a control character
	mutual        int
	fixed         int // relations with the direction of their type, where the table says another
	headings      int // the line of those of the last table, of the lower ones where they stand in two
	read          graph.Size
	made          graph.Size
	supposing     []*table     // that suppose a kind
	network       *graph.Graph // into which the tables go; nil until a kind is supposed
	typesAreKinds bool         // the type of node tables is the kind
	found         bool         // a column named as Options.Weight
	edged         bool         // a table of edges

	perBatch int // rows that are handed on together
	room     int // bytes that are read at a time
}

// NewReader returns a Reader that adds to b.
func NewReader(b *graph.Builder, o Options) *Reader {
	o.Limits = o.Limits.OrDefault()
	r := &Reader{b: b, options: o, nodes: newColumns(), edges: newColumns(), perBatch: batchRows, room: firstRoom}
	if o.Refused == nil {
		r.options.Refused = &r.own
	}
	return r
}

// Read adds a table. A wrong row is refused and the next one read; a table that is refused whole, one beyond a limit and
// the end of ctx are errors. The name of the file stands in all messages.
func (r *Reader) Read(ctx context.Context, in io.Reader, name string) error {
	text, err := newText(ctx, in)
	if err != nil {
		return whole(name, err)
	}
	defer text.ahead.Close() // what is read of it is in the graph
	rows := newRows(text, r.options.Limits.Value)
	rows.perBatch, rows.room = r.perBatch, r.room
	if err := r.readRows(rows, name); err != nil {
		return err
	}
	if text.encoding == windows1252 {
		r.noteEncoding(name)
	}
	return nil
}

func (r *Reader) noteEncoding(name string) {
	r.note("encoding_windows1252", "{file} is read as Windows-1252: it is not UTF-8", graph.V{"file": name})
}

// readRows adds the rows of a table, the header first.
func (r *Reader) readRows(rows *rows, name string) error {
	t, err := r.open(rows, name)
	if err != nil {
		return err
	}
	if t == nil {
		return at(graph.Invalid, name, 0, graph.Say(EmptyFile, "the file is empty", nil))
	}
	rows.bare = rows.sheet == nil && t.bare(rows.separator)
	for batch := range rows.batches(t.ids(), r.b.Keys()) {
		t.expect(batch, rows.in.size)
		if err := t.addBatch(batch); err != nil {
			return err
		}
	}
	t.finish()
	return nil
}

// Rows returns how many rows of nodes and of edges were read, refused ones too, and how many of them made a node or an
// edge: those about a node that a row has told of already did not.
func (r *Reader) Rows() (read, made graph.Size) { return r.read, r.made }

// HeadingsAt returns in which line the headings of the last table stand, the lower of the two where they stand in two; 0 where another
// room has made it, or none was found.
func (r *Reader) HeadingsAt() int { return r.headings }

// Finish types the columns and returns what there is to say. It fails where rows were refused and Options.Refused is nil. The
// Reader is not to be used afterwards.
func (r *Reader) Finish() ([]graph.Sentence, error) {
	if w := r.options.Weight; w != "" && w != graph.Unweighted && r.edged && !r.found {
		return nil, graph.Fail(graph.Invalid, "csv.Finish", graph.Say("no_weight_column", "no table of edges has a column {column}", graph.V{"column": w}))
	}
	if err := r.weights.doubt(); err != nil {
		return nil, err
	}
	r.finishColumns()
	r.finishSupposed()
	if r.dropped > 0 {
		r.notes = append(r.notes, graph.ControlsDropped(r.dropped))
	}
	if r.mutual > 0 {
		r.note("mutual_edges", "relations marked Mutual are read as undirected ({count})", graph.V{"count": r.mutual})
	}
	if r.fixed > 0 {
		r.notes = append(r.notes, graph.DirectionFixed(r.fixed))
	}
	if r.own.Count > 0 {
		return nil, &graph.Error{Kind: graph.Invalid, Op: "csv.Finish", Err: &r.own}
	}
	return r.notes, nil
}

// Mapping says which column of which file became what, in the order of the files. It is known after Finish.
func (r *Reader) Mapping() []graph.ColumnUse {
	out := make([]graph.ColumnUse, 0, len(r.uses))
	for _, u := range r.uses {
		if became := u.became(); became != "" {
			out = append(out, graph.ColumnUse{File: u.file, Column: u.header, Became: became})
		}
	}
	return out
}

func (r *Reader) note(code, template string, values graph.V) {
	r.notes = append(r.notes, graph.Say(code, template, values))
}

func (r *Reader) refuse(name string, line int, why graph.Sentence) {
	r.options.Refused.Add(graph.Refusal{File: name, Line: line, Why: why})
}

// at returns the error of a place in a file.
func at(kind graph.ErrorKind, name string, line int, why graph.Sentence) error {
	return graph.FailAt(kind, "csv.Read", graph.Refusal{File: name, Line: line, Why: why})
}

// whole returns the error of a whole file. What already carries a kind, and the end of a context, stay as they are.
func whole(name string, err error) error {
	var kind *graph.Error
	if errors.As(err, &kind) || graph.KindOf(err) == graph.Interrupted {
		return err
	}
	if why, ok := errors.AsType[graph.Sentence](err); ok {
		return at(graph.Invalid, name, 0, why)
	}
	return &graph.Error{Kind: graph.Internal, Op: "csv.Read", Err: err}
}
