package xml

import (
	"bytes"
	"context"
	"errors"
	"io"

	"trama/graph"
)

// Document says what a file is to be.
type Document struct {
	File   string // its name, in messages
	Root   string // the name of its first element
	Format string // its name for people
	Limits graph.Limits
}

// MaxKeys is how many kinds of data a file may declare: a small one with many more would take much room.
const MaxKeys = 4096

// ManyKeys says that a file has more than MaxKeys.
func ManyKeys() graph.Sentence {
	return graph.Say("limit_keys", "the file has more than {limit} keys", graph.V{"limit": MaxKeys})
}

// Reader gives the tokens of a document and sees that it is one: it has one root of the right name, tags end what is open,
// nothing is deeper or longer than the limits. A DOCTYPE is refused: entities that it declares could make any file endless.
type Reader struct {
	Document
	in    *stream
	scan  *scanner
	open  []byte // the names of the elements that are open, one behind the other
	begun []int  // where in it each begins
	root  bool   // has been seen
}

// NewReader returns a Reader of a file.
func NewReader(r io.Reader, d Document) *Reader {
	in := newStream(r, 10*int(d.Limits.Value)+(1<<16)) // a character may take ten bytes in XML
	return &Reader{Document: d, in: in, scan: newScanner(in)}
}

// Line returns the line, from 1, that has been reached.
func (r *Reader) Line() int { return r.in.line() }

// Next returns the next token, io.EOF behind the document. Before the token of a tag that begins an element is returned, the
// element is open; before that of the tag that ends it, it is not.
func (r *Reader) Next() (*Token, error) {
	t, err := r.scan.next()
	switch {
	case err == io.EOF:
		return nil, r.end()
	case err != nil:
		return nil, err
	}
	return t, r.follow(t)
}

func (r *Reader) end() error {
	switch {
	case !r.root:
		return graph.Say("xml_empty", "the file holds no {format}", graph.V{"format": r.Format})
	case len(r.begun) > 0:
		return r.cut()
	}
	return io.EOF
}

// cut says where the file breaks off.
func (r *Reader) cut() graph.Sentence {
	inside := r.Root
	if n := len(r.begun); n > 0 {
		open, _ := newName(r.open[r.begun[n-1]:])
		inside = string(open.Local())
	}
	return graph.Say("xml_cut", "the file breaks off inside <{element}>", graph.V{"element": graph.Shown(inside)})
}

func (r *Reader) follow(t *Token) error {
	switch t.Kind {
	case StartTag:
		return r.start(t.Name)
	case EndTag:
		return r.stop(t.Name)
	case CharData:
		if len(r.begun) == 0 && len(bytes.Trim(t.Text, " \t\r\n")) > 0 {
			return wrong("text outside of the document")
		}
	case directive:
		if bytes.HasPrefix(t.Text, []byte("DOCTYPE")) || bytes.HasPrefix(t.Text, []byte("doctype")) {
			return graph.Say("doctype", "a DOCTYPE is not taken", nil)
		}
		return wrong("a declaration inside the document")
	}
	return nil
}

func (r *Reader) start(n Name) error {
	if depth := r.Limits.Depth; int64(len(r.begun)) >= depth {
		return r.TooLarge(graph.Say("limit_depth", "elements lie in each other more than {limit} deep (limit-depth)", graph.V{"limit": depth}))
	}
	switch {
	case len(r.begun) > 0:
	case r.root:
		return wrong("a second document follows")
	case string(n.Local()) != r.Root:
		return graph.Say("xml_root", "this is no {format}: it begins with <{element}>; if it is open data, take it as CSV or as a workbook",
			graph.V{"format": r.Format, "element": graph.Shown(string(n.Local()))})
	}
	r.root = true
	r.begun, r.open = append(r.begun, len(r.open)), append(r.open, n.full...)
	return nil
}

func (r *Reader) stop(n Name) error {
	last := len(r.begun) - 1
	if last < 0 || !bytes.Equal(r.open[r.begun[last]:], n.full) {
		return wrong("</" + string(n.Local()) + "> ends what is not open")
	}
	r.open, r.begun = r.open[:r.begun[last]], r.begun[:last]
	return nil
}

func wrong(why string) graph.Sentence {
	return graph.Say("bad_xml", "this is no XML: {why}", graph.V{"why": graph.Shown(why)})
}

// TooLarge returns the error of what is beyond a limit.
func (r *Reader) TooLarge(why graph.Sentence) error {
	return graph.Fail(graph.TooLarge, r.op(), why)
}

func (r *Reader) op() string { return r.Root + ".Decode" }

// Interrupted returns the error of the end of a context.
func (r *Reader) Interrupted(ctx context.Context) error {
	return &graph.Error{Kind: graph.Interrupted, Op: r.op(), Err: ctx.Err()}
}

// Failed returns an error, of the Reader or of what is done with its tokens, with the place where it is.
func (r *Reader) Failed(err error, line int) error {
	kind, known := graph.Invalid, graph.Sentence{}
	var syntax syntaxError
	var charset unknownCharset
	var inside *graph.Error
	switch {
	case errors.As(err, &inside):
		kind = inside.Kind
		if !errors.As(err, &known) {
			return err
		}
	case errors.As(err, &known):
	case errors.Is(err, errTooLong):
		kind, known = graph.TooLarge, r.Limits.LongValue()
	case errors.As(err, &charset):
		known = graph.Say("unknown_encoding", "nothing is known of the encoding {encoding}", graph.V{"encoding": string(charset)})
	case errors.Is(err, io.ErrUnexpectedEOF):
		known = r.cut()
	case errors.As(err, &syntax):
		known = wrong(string(syntax))
	case graph.KindOf(err) == graph.Interrupted:
		return &graph.Error{Kind: graph.Interrupted, Op: r.op(), Err: err}
	default: // of the reader: a damaged archive, a disk
		known = graph.Say("unreadable", "the file cannot be read further: {why}", graph.V{"why": err.Error()})
	}
	return graph.FailAt(kind, r.op(), graph.Refusal{File: r.File, Line: line, Why: known})
}
