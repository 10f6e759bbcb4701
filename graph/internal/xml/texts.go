package xml

import "strings"

// Texts makes strings of what lies in the scanner's window, many in one piece of memory. A piece stays as long as one of
// its strings does: whoever keeps one for long keeps a copy.
type Texts struct{ piece strings.Builder }

// pieceSize is how much lies together; a text of a quarter of it and more lies alone.
const pieceSize = 1 << 16

// Of returns a copy of a text.
func (t *Texts) Of(text []byte) string {
	switch {
	case len(text) == 0:
		return ""
	case len(text) >= pieceSize/4:
		return string(text)
	case t.piece.Cap()-t.piece.Len() < len(text):
		t.piece = strings.Builder{}
		t.piece.Grow(pieceSize)
	}
	start := t.piece.Len()
	t.piece.Write(text)
	return t.piece.String()[start:]
}
