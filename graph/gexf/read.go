package gexf

import (
	"context"
	"io"

	"trama/graph"
	"trama/graph/internal/xml"
)

// Decode reads a GEXF file into b, which may hold other files already, and returns what is to be said of it. The name is the
// file's, for messages.
//
// The error is Invalid for what is no GEXF, with a graph.Refused inside that names the lines, and for a DOCTYPE; TooLarge for
// what is beyond a limit; Interrupted at the end of the context. The file is read as a stream: memory is that of b and of one
// element.
func Decode(ctx context.Context, r io.Reader, name string, b *graph.Builder, o graph.DecodeOptions) ([]graph.Sentence, error) {
	b.BeginFile()
	f := newFile(graph.NewDecoding(name, o), b)
	f.in = xml.NewReader(r, xml.Document{File: name, Root: "gexf", Format: "GEXF", Limits: f.Options.Limits})
	if err := f.read(ctx); err != nil {
		return nil, err
	}
	if err := f.finish(ctx); err != nil {
		return nil, err
	}
	if err := f.End("gexf.Decode"); err != nil {
		return nil, err
	}
	return f.notes.sentences(), nil
}

// file is what is known of a file while it is read.
type file struct {
	graph.Decoding
	b     *graph.Builder
	notes notes
	in    *xml.Reader
	stack []open
	mark  mark // of a file that Encode wrote

	directed bool // edges that say nothing
	graphs   int

	declared [2]map[string]*column // by the id of their attribute
	others   [2]map[string]*column // of what stands in XML attributes and drawings, by that name
	taken    [2]map[string]bool    // names of columns
	again    [2]map[string]int     // how many more have a name
	columns  [2][]*column          // in the order in which they were made

	rows     []nodeRow
	listed   map[int]bool // nodes of this file
	first    int          // its first edge
	weighted bool         // some edge has the attribute that is the weight
	attrs    map[string]graph.Value
}

// nodeRow is a node and where it stands first.
type nodeRow struct{ row, line int }

func newFile(d graph.Decoding, b *graph.Builder) *file {
	f := &file{Decoding: d, b: b, first: b.Edges(), listed: map[int]bool{}, attrs: map[string]graph.Value{}}
	f.notes.file = d.File
	for c := range f.declared {
		f.declared[c], f.others[c] = map[string]*column{}, map[string]*column{}
		f.taken[c], f.again[c] = map[string]bool{}, map[string]int{}
	}
	return f
}

// checkEvery is the number of tokens after which the context is asked.
const checkEvery = 4096

// read goes through the file to its end.
func (f *file) read(ctx context.Context) error {
	for n := 0; ; n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return f.in.Interrupted(ctx)
		}
		line := f.in.Line() // in which the token begins
		token, err := f.in.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return f.in.Failed(err, f.in.Line())
		}
		if err := f.take(token, line); err != nil {
			return f.in.Failed(err, line)
		}
	}
}

func (f *file) take(t *xml.Token, line int) error {
	switch t.Kind {
	case xml.StartTag:
		return f.start(t, line)
	case xml.EndTag:
		return f.stop()
	case xml.CharData:
		return f.chars(t.Text)
	case xml.Instruction:
		return f.instruction(t)
	}
	return nil
}
