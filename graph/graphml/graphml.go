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

// maxRepeated is a limit against small files that would take much room: keys of one name that contradict each other on one
// element.
const maxRepeated = 64
