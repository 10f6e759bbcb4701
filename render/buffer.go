package render

import (
	"bytes"
	"io"

	"trama/graph"
)

// buffer holds what is rendered until it is whole, so that what fails in the middle never leaves half a page.
type buffer struct{ bytes.Buffer }

// to writes what is held. A reader who is gone is not our error to word: the writer's own is kept inside.
func (b *buffer) to(w io.Writer) error {
	if _, err := w.Write(b.Bytes()); err != nil {
		return &graph.Error{Kind: graph.Unavailable, Op: "render", Err: err}
	}
	return nil
}
