package graph

// DecodeOptions say how a codec reads a file that is a whole graph. The zero value reads with the limits of the contract.
type DecodeOptions struct {
	// Weight is the name of the edges' data that are the weight; "" is what the format itself calls so, else "weight", and
	// Unweighted is none of them. Data named weight that are not the weight are kept as weight_data. Trama's own format
	// leaves no choice.
	Weight string
	// Refused collects what is refused of nodes and edges, and the rest is read. Where it is nil, the file fails with all
	// that is refused.
	Refused *Refused
	// Unmade, where it is set, counts the nodes and edges that made nothing: those refused, and those about a node that was
	// told of already.
	Unmade *Size
	// Limits bound values, ids and the levels of XML.
	Limits Limits
}

// Unweighted is the name of a weight by which nothing is the weight.
const Unweighted = "none"

// WithDefaults returns the options with what the contract says where nothing is said.
func (o DecodeOptions) WithDefaults() DecodeOptions {
	o.Limits = o.Limits.OrDefault()
	if o.Weight == "" {
		o.Weight = "weight"
	}
	return o
}
