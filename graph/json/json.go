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

// Options say how a file is read. The zero value reads with the limits of the contract.
type Options struct {
	// Refused collects what is refused of nodes and edges, and the rest is read. Where it is nil, Decode fails with all
	// that is refused.
	Refused *graph.Refused
	// Limits bound values and ids.
	Limits graph.Limits
}

// Encode writes the graph as trama.graph/1 without white space: the document of which the digest is the hash. It returns
// an error of w only.
func Encode(w io.Writer, g *graph.Graph) error { return g.WriteJSON(w) }
