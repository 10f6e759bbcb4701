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

// Decoding is a file on its way into a Builder: what every codec keeps of it.
type Decoding struct {
	File        string // its name, for messages
	Options     DecodeOptions
	Found, Made Size // nodes and edges that the file tells of, and those that they made
	refused     *Refused
}

// NewDecoding returns the beginning of a file, with what the options say where nothing is said.
func NewDecoding(file string, o DecodeOptions) Decoding {
	refused := o.Refused
	if refused == nil {
		refused = &Refused{}
	}
	return Decoding{File: file, Options: o.WithDefaults(), refused: refused}
}

// Refuse notes that what stands at a line is not taken, and why.
func (d *Decoding) Refuse(line int, why Sentence) {
	d.refused.Add(Refusal{File: d.File, Line: line, Why: why})
}

// End is the error of a file of which something is refused, where nobody collects that; else what made nothing is counted.
func (d *Decoding) End(op string) error {
	if d.Options.Refused == nil && d.refused.Count > 0 {
		return &Error{Kind: Invalid, Op: op, Err: d.refused}
	}
	if unmade := d.Options.Unmade; unmade != nil {
		unmade.Nodes += d.Found.Nodes - d.Made.Nodes
		unmade.Edges += d.Found.Edges - d.Made.Edges
	}
	return nil
}
