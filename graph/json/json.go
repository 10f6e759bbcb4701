// Package json reads and writes trama.graph/1, Trama's own format: every value with its type, digit by digit, so that
// what is written comes back as the same graph with the same digest.
//
// The document is what graph.Graph.WriteJSON writes (RFC 8259, doi:10.17487/RFC8259, in UTF-8). Decode (read.go) reads it
// as a stream, token by token (scan.go).
package json

import (
	"io"

	"trama/graph"
)

// Encode writes the graph as trama.graph/1: the document without white space of which the digest is the hash. There is
// nothing that this format cannot hold, so the sentences are none. The error is that of w.
func Encode(w io.Writer, g *graph.Graph) ([]graph.Sentence, error) { return nil, g.WriteJSON(w) }
