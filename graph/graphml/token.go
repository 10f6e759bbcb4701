package graphml

// tokenKind is what a piece of XML is.
type tokenKind int

const (
	startTag tokenKind = iota
	endTag
	charData
	comment
	instruction
	directive // <!DOCTYPE …> and what else begins so
)

// token is a piece of XML. What it holds lies in the scanner's window: it is good until the next token.
type token struct {
	kind  tokenKind
	name  name // of a tag or an instruction
	attrs []attribute
	text  []byte // of all but tags, with every character as it is meant
}

type attribute struct {
	name  name
	value []byte
}
