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

import "trama/graph"

// Options say how a file is read. The zero value reads with the limits of the contract.
type Options struct {
	// Weight is the title of the edge attribute that is the weight; "" is the weight of GEXF itself or an attribute of that
	// title, and "none" is none of them. A weight that is not the weight is kept as weight_data.
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

// NoWeight is the value of Options.Weight by which nothing is the weight.
const NoWeight = "none"

// Names of attributes that have a meaning here.
const (
	kindName   = "kind"
	labelName  = "label"
	weightName = "weight"
	dataWeight = "weight_data"
)

// withDefaults returns the options with what the contract says where nothing is said.
func (o Options) withDefaults() Options {
	o.Limits = o.Limits.OrDefault()
	if o.Weight == "" {
		o.Weight = weightName
	}
	return o
}

// Limits against small files that would take much room: attributes of a file, XML attributes of a tag, and how many values
// one element may hold, as the greatest size of one.
const (
	maxColumns = 4096
	maxOfTag   = 1024
	maxValues  = 16
)

// class is what an attribute is of.
type class int

const (
	ofNodes class = iota
	ofEdges
)

// String returns what the file calls the class.
func (c class) String() string { return [...]string{"node", "edge"}[c] }
