// Package graphml reads and writes GraphML (Brandes, Eiglsperger, Herman, Himsolt and Marshall, "GraphML Progress
// Report", GD 2001, doi:10.1007/3-540-45848-4_59; http://graphml.graphdrawing.org/specification.html).
//
// Decode takes what other programs write: files without a namespace, with keys of unknown types or of none, edges before
// their nodes, several graphs, encodings that XML can declare. Encode writes the narrow dialect that opens whole in
// NetworkX, igraph, Gephi, Cytoscape and graphology, and marks it, so that Decode gives back what was written.
//
// Start with Decode (read.go), which hands what it reads to element.go; then Encode (write.go). What the two agree on is
// in dialect.go.
package graphml

import "trama/graph"

// Options say how a file is read. The zero value reads with the limits of the contract.
type Options struct {
	// Weight is the name of the edge data that is the weight; "" is "weight", and "none" is none of them. Data named
	// weight that is not the weight is kept as weight_data.
	Weight string
	// Refused collects what is refused of the elements, and the rest is read. Where it is nil, Decode fails with all that
	// is refused.
	Refused *graph.Refused
	// The limits: bytes of a value, of a node's id, of an edge's, and levels of XML; 0 is that of the contract.
	MaxValue, MaxNodeID, MaxEdgeID, MaxDepth int
}

// withDefaults returns the options with the limits of the contract where none are given.
func (o Options) withDefaults() Options {
	for _, limit := range []struct {
		value    *int
		contract int
	}{
		{&o.MaxValue, graph.MaxValue}, {&o.MaxNodeID, graph.MaxNodeID}, {&o.MaxEdgeID, graph.MaxEdgeID}, {&o.MaxDepth, maxDepth},
	} {
		if *limit.value <= 0 {
			*limit.value = limit.contract
		}
	}
	if o.Weight == "" {
		o.Weight = weightName
	}
	return o
}

// The limits that are the codec's own: levels of XML, and keys of a file.
const (
	maxDepth = 256
	maxKeys  = 10_000
)
