package xml

// Kind is what a piece of XML is.
type Kind int

// The kinds of tokens.
const (
	StartTag Kind = iota
	EndTag
	CharData
	comment
	Instruction
	directive // <!DOCTYPE …> and what else begins so
)

// Token is a piece of XML. What it holds lies in the window of the stream: it is good until the next token.
type Token struct {
	Kind  Kind
	Name  Name // of a tag or an instruction
	Attrs []Attribute
	Text  []byte // of all but tags, with every character as it is meant
}

// Attribute is one of a tag.
type Attribute struct {
	Name  Name
	Value []byte
}
