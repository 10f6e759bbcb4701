// Package json reads and writes trama.graph/1, Trama's own format: every value with its type, digit by digit, so that
// what is written comes back as the same graph with the same digest.
//
// The document is what graph.Graph.WriteJSON writes (RFC 8259, doi:10.17487/RFC8259, in UTF-8). Decode (read.go) reads it
// as a stream, token by token (scan.go).
package json

import (
	"bufio"
	"io"

	"trama/graph"
)

// EncodeOptions say how the document is laid out.
type EncodeOptions struct {
	// Lines puts every node and every edge on a line of its own, for people who read files or compare them.
	Lines bool
}

// Encode writes the graph as trama.graph/1. The same graph gives the same bytes: without Lines the document without white
// space of which the digest is the hash. There is nothing that this format cannot hold, so the sentences are none. The
// error is that of w.
func Encode(w io.Writer, g *graph.Graph, o EncodeOptions) ([]graph.Sentence, error) {
	if !o.Lines {
		return nil, g.WriteJSON(w)
	}
	lines := &lineWriter{out: bufio.NewWriterSize(w, 1<<16)}
	if err := g.WriteJSON(lines); err != nil {
		return nil, err
	}
	lines.out.WriteByte('\n')
	return nil, lines.out.Flush()
}

// lineWriter breaks the document after each member and after each node and edge. It knows how deep it is by counting
// brackets outside of texts.
type lineWriter struct {
	out     *bufio.Writer
	depth   int
	inText  bool
	escaped bool
}

// Write hands the bytes on, with line breaks among them. An error of the writer behind stays there until its Flush.
func (l *lineWriter) Write(p []byte) (int, error) {
	for _, c := range p {
		l.out.WriteByte(c)
		if l.inText {
			l.insideText(c)
			continue
		}
		switch {
		case c == '"':
			l.inText = true
		case c == '{' || c == '[':
			l.depth++
		case c == '}' || c == ']':
			l.depth--
		case c == ',' && l.depth <= 2:
			l.out.WriteByte('\n')
		}
	}
	return len(p), nil
}

func (l *lineWriter) insideText(c byte) {
	switch {
	case l.escaped:
		l.escaped = false
	case c == '\\':
		l.escaped = true
	case c == '"':
		l.inText = false
	}
}
