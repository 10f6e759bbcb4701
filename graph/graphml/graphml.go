// Package graphml reads and writes GraphML (Brandes, Eiglsperger, Herman, Himsolt and Marshall, "GraphML Progress
// Report", GD 2001, doi:10.1007/3-540-45848-4_59; http://graphml.graphdrawing.org/specification.html).
//
// Decode takes what other programs write: files without a namespace, with keys of unknown types or of none, edges before
// their nodes, several graphs, encodings that XML can declare. Encode writes the narrow dialect that opens whole in
// NetworkX, igraph, Gephi, Cytoscape and graphology, and marks it, so that Decode gives back what was written.
//
// The way in: graph/internal/xml brings tokens within limits, parser.go follows what is open and gives the steps of step.go,
// read.go has them done while the parser reads ahead: element.go, node.go and edge.go make nodes and edges, column.go types
// their data, file.go does what needs the whole file. The way out: plan.go decides on the keys, values.go on their types,
// write.go writes rows and part.go puts the parts of all cores together. What the two agree on is in dialect.go. Start with
// Decode, then Encode.
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
	// Unmade, where it is set, counts the nodes and edges that made nothing: those refused, and those about a node that
	// was told of already.
	Unmade *graph.Size
	// Limits bound values, ids and the levels of XML.
	Limits graph.Limits
}

// NoWeight is the value of Options.Weight by which no data is the weight.
const NoWeight = "none"

// withDefaults returns the options with what the contract says where nothing is said.
func (o Options) withDefaults() Options {
	o.Limits = o.Limits.OrDefault()
	if o.Weight == "" {
		o.Weight = weightName
	}
	return o
}

// Limits against small files that would take much room: keys of a file, and keys of one name that contradict each other on
// one element.
const (
	maxKeys     = 4096
	maxRepeated = 64
)
