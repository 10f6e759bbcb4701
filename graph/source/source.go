// Package source opens what people hand over (files, folders, archives, standard input, the body of a request), finds the
// format of each and reads all of it into one graph: several sources at once count as one.
// A workbook is read as a folder of tables (workbook.go), and a directory of services as one thing (directory.go).
//
// The way of a source: entry.go finds the files inside folders and archives, format.go tells what each of them is, the
// codecs read them (graph/csv, graph/graphml, graph/gexf, graph/json), check.go says what became of them. encode.go has the
// formats in which a graph goes out again. Next: graph/csv.
package source

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"

	"trama/graph"
	"trama/graph/csv"
	"trama/graph/gexf"
	"trama/graph/graphml"
	"trama/graph/hsds"
	"trama/graph/internal/workbook"
	"trama/graph/json"
)

// Options say how sources are read.
type Options struct {
	// From is the format of what no name tells (csv, tsv, xlsx, ods, graphml, gexf, json, zip): standard input first of all.
	From string
	// Weight is the column that is the weight of edges; "" is the usual ones, "none" is no column.
	Weight string
	// Relations are columns of node tables that name other nodes: relations are made of them (relations.go).
	Relations []string
	// Matrix is the type of the relations that columns of marks of node tables are (matrix.go); "" leaves them as data.
	Matrix string
	// DefaultKind is the kind of the nodes that say none; "" leaves them without one.
	DefaultKind string
	// SkipRefused takes what is right of a source that holds wrong rows; Reading.Refused lists the others.
	SkipRefused bool
	// Check reads all that can be read and refuses nothing: what is wrong, whole files too, is in Reading.Refused.
	Check bool
	// Contacts takes what a directory of services says of persons too.
	Contacts bool
	// Known gives the network into which the sources go; nil where there is none. It is asked for at most once, and only where there is
	// a directory of services, whose nodes keep the ids that they have there, where relations, also of a column or of marks, may name
	// what no table lists, or where names and surnames say that nodes are persons, which others may be there.
	Known func(context.Context) (*graph.Graph, error)
	// Replace says that the network becomes what the sources say: then no relation goes to what it alone holds.
	Replace bool
	// Stdin is read for the path "-".
	Stdin io.Reader
	// Limits bound what is read; zeros are the defaults.
	Limits graph.Limits
}

// Reading is what was read.
type Reading struct {
	Graph        *graph.Graph
	Notes        []graph.Sentence // what there is to say, in English
	Mapping      []graph.ColumnUse
	Read, Kept   graph.Size      // kept is what the graph holds; read counts refused and repeated rows too
	Refused      []graph.Refusal // what was left out, the first 100,000
	RefusedCount int

	known  *graph.Graph // the network into which it goes, where a column may name nodes of it; else nil
	before *graph.Graph // that network, also where it becomes what the sources say
}

// File is a file that is at hand already. Its name decides its format.
type File struct {
	Name   string
	Reader io.Reader
}

// maxListed is how many refusals are listed where the rest is taken.
const maxListed = 100_000

// Open reads files, folders and archives as one source. The error is NotFound for a path that is not there, TooLarge
// beyond a limit, Invalid with a graph.Refused inside for what is wrong in the files, and Usage for "-" without a format.
func Open(ctx context.Context, paths []string, o Options) (*Reading, error) {
	if len(paths) == 0 {
		return nil, graph.Fail(graph.Usage, "source.Open", graph.Say("no_source", "a file or a folder is needed", nil))
	}
	in, err := newInput(ctx, o)
	if err != nil {
		return nil, err
	}
	defer in.close()
	in.several = len(paths) > 1
	shown := namesOf(paths)
	for i, path := range paths {
		if err := in.addPath(path, shown[i]); err != nil {
			return nil, err
		}
	}
	return in.reading()
}

// Decode reads files that are at hand as one source; see Open.
func Decode(ctx context.Context, files []File, o Options) (*Reading, error) {
	in, err := newInput(ctx, o)
	if err != nil {
		return nil, err
	}
	defer in.close()
	for _, f := range files {
		if err := in.addReader(cmp.Or(printable(f.Name), "-"), f.Reader); err != nil {
			return nil, err
		}
	}
	return in.reading()
}

// decoder reads entries into one Builder.
type decoder struct {
	ctx     context.Context
	o       Options
	b       *graph.Builder
	tables  *csv.Reader
	refused *graph.Refused
	notes   []graph.Sentence
	strange []graph.Refusal // files in a folder that are something else
	known   int             // files that were read
	unmade  graph.Size      // nodes and edges of files other than tables that made nothing

	directory *hsds.Directory
	mapping   []graph.ColumnUse // of its columns that are no attributes
	told      []graph.Sentence  // of it

	network func() (*graph.Graph, error) // into which the sources go; nil where there is none

	moved   int // ends of relations that are nodes called so
	unclear int // names of relations that several nodes are called
}

// reading reads all entries.
func (in *input) reading() (*Reading, error) {
	d := &decoder{ctx: in.ctx, o: in.o, b: graph.NewBuilder(), refused: &graph.Refused{}, strange: in.strange}
	d.network = sync.OnceValues(d.askNetwork)
	for _, refusal := range in.strange {
		d.notes = append(d.notes, passed(refusal))
	}
	if in.o.SkipRefused || in.o.Check {
		d.refused.Keep = maxListed
	}
	d.tables = csv.NewReader(d.b, csv.Options{Weight: in.o.Weight, Matrix: in.o.Matrix != "", Known: d.merged, Refused: d.refused, Limits: in.o.Limits})
	d.directory = hsds.New(hsds.Options{Contacts: in.o.Contacts, Refused: d.refused, Limits: in.o.Limits})
	if err := in.findDirectory(); err != nil {
		return nil, err
	}
	for _, e := range in.entries {
		if err := in.ctx.Err(); err != nil {
			return nil, err
		}
		if e.other {
			continue // readBeside
		}
		if err := d.judge(e, in.read(e, d.decode)); err != nil {
			return nil, err
		}
	}
	if err := d.finishDirectory(); err != nil {
		return nil, err
	}
	if err := in.readBeside(d); err != nil {
		return nil, err
	}
	if err := d.nothing(); err != nil {
		return nil, err
	}
	return d.finish()
}

// decode hands an entry to the codec of its format.
func (d *decoder) decode(e entry, r io.Reader) error {
	var notes []graph.Sentence
	var err error
	o := graph.DecodeOptions{Weight: d.o.Weight, Refused: d.refused, Unmade: &d.unmade, Limits: d.o.Limits}
	switch e.format {
	case formatTable:
		err = d.readTable(e, r)
	case formatGraphML:
		notes, err = graphml.Decode(d.ctx, r, e.name, d.b, o)
	case formatGEXF:
		notes, err = gexf.Decode(d.ctx, r, e.name, d.b, o)
	case formatJSON:
		notes, err = json.Decode(d.ctx, r, e.name, d.b, o)
	case formatHSDS:
		err = d.directory.AddDocument(d.ctx, e.name, r)
	case formatXLSX, formatODS:
		err = d.readWorkbook(e, r)
	default:
		err = refuse(graph.Invalid, e.name, notRead(e))
	}
	d.notes = append(d.notes, notes...)
	return err
}

// readTable reads a table, or keeps it for the directory of services to which it belongs.
func (d *decoder) readTable(e entry, r io.Reader) error {
	if e.part == "" {
		return d.tables.Read(d.ctx, r, e.name)
	}
	cut, err := d.tables.Cut(d.ctx, r, e.name)
	if err != nil {
		return err
	}
	return d.addTable(e, cut)
}

// judge says what an error of a file means for the whole: something else in a folder is only named, what is wrong is
// collected, all else ends the reading.
func (d *decoder) judge(e entry, err error) error {
	if err == nil {
		d.known++
		return nil
	}
	if graph.KindOf(err) != graph.Invalid {
		return err
	}
	var refused *graph.Refused
	if !errors.As(err, &refused) {
		refused = &graph.Refused{}
		refused.Add(graph.Refusal{File: e.name, Why: sentenceOf(err)})
	}
	if e.loose && isStrange(refused) {
		for _, refusal := range refused.First {
			d.strange = append(d.strange, refusal)
			d.notes = append(d.notes, passed(refusal))
		}
		return nil
	}
	if d.o.SkipRefused && !d.o.Check {
		return err // half a file is not the rest of it
	}
	if refused != d.refused {
		for _, refusal := range refused.First {
			d.refused.Add(refusal)
		}
		d.refused.Count += refused.Count - len(refused.First)
	}
	return nil
}

// isStrange tells whether a file is refused because it is something else.
func isStrange(refused *graph.Refused) bool {
	switch refused.First[0].Why.Code {
	case csv.NotATable, csv.Matrix, csv.Neo4j:
		return refused.Count == 1 || !slices.ContainsFunc(refused.First, func(r graph.Refusal) bool { return !isNoTable(r.Why.Code) }) // sheets of a workbook
	case csv.NotText, workbook.CodeNotOne, codeUnknown, codeNotRead, codeSheet, codeBeside, codeDocument, codeArchive:
		return refused.Count == 1
	}
	return hsds.NoDirectory(refused.First[0].Why.Code)
}

// passed returns the note on a file in a folder that is something else.
func passed(r graph.Refusal) graph.Sentence {
	return graph.Say("passed_over", "{file} is passed over: {why}", graph.V{"file": r.File, "why": r.Why})
}

// sentenceOf returns the sentence inside an error, or its message as one.
func sentenceOf(err error) graph.Sentence {
	if s, ok := errors.AsType[graph.Sentence](err); ok {
		return s
	}
	return graph.Say("unreadable", "{why}", graph.V{"why": err.Error()})
}

// nothing returns why there is no graph, where no file was read and none is refused already.
func (d *decoder) nothing() error {
	if d.known > 0 || d.refused.Count > 0 {
		return nil
	}
	if len(d.strange) == 0 {
		return graph.Fail(graph.Invalid, "source.Open", graph.Say("nothing_to_read", "there is no file of a known format", nil))
	}
	for _, refusal := range d.strange {
		d.refused.Add(refusal)
	}
	if d.o.Check {
		return nil
	}
	return d.wrong()
}

// wrong returns the error of what is refused.
func (d *decoder) wrong() error {
	return &graph.Error{Kind: graph.Invalid, Op: "source.Open", Err: d.refused}
}

// finish builds the graph. It returns at the end of the context, and lets what is under way end by itself then.
func (d *decoder) finish() (*Reading, error) {
	type made struct {
		r     *Reading
		err   error
		fault any // for this goroutine to panic with: in the other nobody can recover
	}
	done := make(chan made, 1)
	go func() {
		var m made
		defer func() {
			m.fault = recover()
			done <- m
		}()
		m.r, m.err = d.build()
	}()
	select {
	case <-d.ctx.Done():
		return nil, d.ctx.Err()
	case m := <-done:
		if m.fault != nil {
			panic(m.fault)
		}
		return m.r, m.err
	}
}

func (d *decoder) build() (*Reading, error) {
	notes, err := d.tables.Finish()
	if err != nil {
		return nil, err
	}
	skips := d.o.SkipRefused || d.o.Check
	if d.refused.Count > 0 && !skips {
		return nil, d.wrong()
	}
	ends, err := d.endsByLabel()
	if err != nil {
		return nil, err
	}
	namesakes, err := d.namesakes()
	if err != nil {
		return nil, err
	}
	rows, made := d.tables.Rows()
	rows.Nodes, rows.Edges = rows.Nodes+d.unmade.Nodes, rows.Edges+d.unmade.Edges
	out := &Reading{Mapping: d.mapped(), Refused: d.refused.First, RefusedCount: d.refused.Count}
	out.Read = graph.Size{Nodes: d.b.Nodes() - d.moved + rows.Nodes - made.Nodes, Edges: d.b.Edges() + rows.Edges - made.Edges}
	var built graph.Built
	out.Graph, built = d.b.Build()
	out.Kept = graph.Size{Nodes: out.Graph.Nodes(), Edges: out.Graph.Edges()}
	if note, apart := out.apart(built.UnlistedAll); apart && d.unclear == 0 {
		out.Notes = append(out.Notes, note) // first: nothing else is worth reading before it is mended
	}
	first := len(out.Notes)
	out.Notes = slices.Concat(out.Notes, ends, namesakes, d.told, d.notes, notes, builtNotes(built))
	if err := d.asked(out); err != nil {
		return nil, err
	}
	if err := d.meet(out); err != nil {
		return nil, err
	}
	if note, is := graph.Ownership(out.Graph); is && !d.directory.Empty() {
		out.Notes = slices.Insert(out.Notes, first, note)
	}
	switch {
	case d.o.Check: // it looks in any case
	case out.Graph.Edges() == 0:
		out.Notes = append(append(out.Notes, out.namings()...), out.marks()...)
	default:
		out.Notes = append(out.Notes, out.madeBefore()...)
	}
	out.Notes = append(out.Notes, out.leftOut()...)
	return out, nil
}

// asked makes of the nodes what is asked for. Where all files are refused that matters, and not that there is no such column.
func (d *decoder) asked(r *Reading) error {
	if r.RefusedCount > 0 && r.Graph.Nodes() == 0 || d.o.Matrix == "" && d.o.DefaultKind == "" && len(d.o.Relations) == 0 {
		return nil
	}
	network, err := d.mergedNames()
	if err != nil {
		return err
	}
	if err := r.matrixed(d.o.Matrix, network); err != nil {
		return err
	}
	if err := r.related(d.o.Relations, d.o.DefaultKind, network); err != nil {
		return err
	}
	return r.kindGiven(d.o.DefaultKind, network)
}

// meet lets a reading know the network into which it goes, where its columns are looked at for names.
func (d *decoder) meet(r *Reading) error {
	if r.Graph.Nodes() > maxNaming || len(r.groups()) == 0 { // the network need not be loaded
		return nil
	}
	before, err := d.network()
	if r.before = before; !d.o.Replace {
		r.known = before
	}
	return err
}

// askNetwork returns the network into which the sources go, nil where there is none.
func (d *decoder) askNetwork() (*graph.Graph, error) {
	if d.o.Known == nil {
		return nil, nil
	}
	return d.o.Known(d.ctx)
}

// merged returns the network with which the sources become one; nil where there is none, or it becomes what they say.
func (d *decoder) merged() (*graph.Graph, error) {
	if d.o.Replace {
		return nil, nil
	}
	return d.network()
}

// mergedNames returns the names in that network.
func (d *decoder) mergedNames() (*names, error) {
	known, err := d.merged()
	if err != nil || known == nil {
		return nil, err
	}
	return newNames(known), nil
}

// builtNotes says what the Builder had to decide.
func builtNotes(built graph.Built) []graph.Sentence {
	var notes []graph.Sentence
	if built.UnlistedAll > 0 {
		ids := strings.Join(built.Unlisted[:min(5, len(built.Unlisted))], ", ")
		if built.UnlistedAll > 5 {
			ids += ", …"
		}
		notes = append(notes, graph.Say("unlisted_ends", "nodes that only edges name are on the map all the same ({count}): {ids}", graph.V{"count": built.UnlistedAll, "ids": ids}))
	}
	if built.ReplacedIDs > 0 {
		notes = append(notes, graph.Say("edge_ids_replaced", "the edges' own ids repeat or are incomplete and were replaced ({count})", graph.V{"count": built.ReplacedIDs}))
	}
	return notes
}

// leftOut returns a note for each of the first refusals that were left out, and the count.
func (r *Reading) leftOut() []graph.Sentence {
	var notes []graph.Sentence
	for _, refusal := range r.Refused[:min(graph.MaxRefusals, len(r.Refused))] {
		notes = append(notes, graph.Say("left_out", "{where}: left out: {why}", graph.V{"where": refusal.Where(), "why": refusal.Why}))
	}
	if r.RefusedCount > graph.MaxRefusals {
		notes = append(notes, graph.Say("left_out_count", "rows left out in all: {count}", graph.V{"count": r.RefusedCount}))
	}
	return notes
}

// refuse returns the error of a whole file.
func refuse(kind graph.ErrorKind, name string, why graph.Sentence) error {
	return graph.FailAt(kind, "source.Open", graph.Refusal{File: name, Why: why})
}

// Codes of the sentences about files of a format that is not read.
const (
	codeUnknown  = "unknown_format"
	codeNotRead  = "format_not_read"
	codeSheet    = "sheet_not_read"
	codeDocument = "document_not_read"
	codeArchive  = "archive_not_read"
)

func notRead(e entry) graph.Sentence {
	switch e.format {
	case formatZip, formatGzip:
		if named := byName(e.name); e.loose && named == e.format || named == formatGzip {
			return graph.Say(codeArchive, "an archive within an archive, or compressed once more, is not read: unpack the outer one and hand over what is in it", graph.V{"nested": true})
		}
		return graph.Say("misnamed_archive", "this is an archive; its name must end in .{format}", graph.V{"format": string(e.format)})
	case formatUnknown:
		return graph.Say(codeUnknown, "the format of this file is not known", nil)
	}
	if isOtherArchive(e.format) {
		return graph.Say(codeArchive, "archives and files of the kind {format} are not read: unpack it and hand over the folder, or pack the folder as .zip", graph.V{"format": string(e.format)})
	}
	if isDocument(e.format) {
		return graph.Say(codeDocument, "this is a document ({format}), no table: copy the table that is in it into a spreadsheet and hand that over", graph.V{"format": string(e.format)})
	}
	if isOtherBook(e.format) {
		return graph.Say(codeSheet, "{format} files are not read: save the workbook as .xlsx or .ods, or each sheet as CSV", graph.V{"format": string(e.format)})
	}
	return graph.Say(codeNotRead, "{format} files are not read: open the file in the program that it comes from, or a network in Gephi, and export GraphML or two tables", graph.V{"format": string(e.format)})
}
