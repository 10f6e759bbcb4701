package graphml

import "bytes"

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

// name is the name of an element or an attribute.
type name struct {
	full  []byte
	local []byte // without the prefix
}

func (n name) prefixed() bool { return len(n.local) < len(n.full) }

type attribute struct {
	name  name
	value []byte
}

// newName parts a name at its colon. ok is false where there are several.
func newName(full []byte) (n name, ok bool) {
	at := bytes.IndexByte(full, ':')
	switch {
	case at < 0:
		return name{full, full}, true
	case bytes.IndexByte(full[at+1:], ':') >= 0:
		return name{}, false
	case at == 0 || at == len(full)-1:
		return name{full, full}, true
	}
	return name{full, full[at+1:]}, true
}
