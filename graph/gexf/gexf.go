// Package gexf reads and writes GEXF, the format of Gephi (https://gexf.net/schema.html), in its versions 1.1draft, 1.2draft
// and 1.3.
//
// Decode takes what Gephi, NetworkX and others write: namespaces of any version or none, attributes that are declared late or
// not at all, nodes inside of nodes, edges before their nodes, drawings and times. Encode writes version 1.3 with one default
// direction, so that NetworkX opens it too, and marks it by a processing instruction, which other readers pass over, so that
// Decode gives back what was written.
//
// The way in: graph/internal/xml brings tokens within limits, parser.go follows what is open, declaration.go knows the
// attributes, node.go and edge.go put elements into the graph, column.go types their data when all of it has been read,
// time.go and drawing.go read what Gephi adds. The way out: plan.go decides on the attributes, write.go writes. What the two
// agree on is in mark.go. Start with Decode, then Encode.
package gexf

// Names of attributes that have a meaning here.
const (
	kindName   = "kind"
	labelName  = "label"
	weightName = "weight"
	dataWeight = "weight_data"
)

// Limits against small files that would take much room: XML attributes of a tag, and how many values one element may
// hold, as the greatest size of one.
const (
	maxOfTag  = 1024
	maxValues = 16
)

// class is what an attribute is of.
type class int

const (
	ofNodes class = iota
	ofEdges
)

// String returns what the file calls the class.
func (c class) String() string { return [...]string{"node", "edge"}[c] }
