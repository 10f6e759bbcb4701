package ods

import (
	"errors"
	"io"

	"trama/graph"
	"trama/graph/internal/workbook"
	"trama/graph/internal/xml"
)

// cursor goes through a part from its beginning to its end.
type cursor struct {
	name  string // of the workbook
	in    *xml.Reader
	depth int // elements that are open
}

func newCursor(r io.Reader, root string, o workbook.Options) *cursor {
	return &cursor{name: o.Name, in: xml.NewReader(r, xml.Document{File: o.Name, Root: root, Format: o.Format, Limits: o.Limits})}
}

// next returns the next token.
func (c *cursor) next() (*xml.Token, error) {
	t, err := c.in.Next()
	switch {
	case err == io.EOF, err != nil && isOther(err):
		return nil, err
	case err != nil:
		return nil, failed(c.in, c.name, err)
	case t.Kind == xml.StartTag:
		c.depth++
	case t.Kind == xml.EndTag:
		c.depth--
	}
	return t, nil
}

// isOther tells whether an error says that a part is something else: it has another root, or none.
func isOther(err error) bool {
	var why graph.Sentence
	return errors.As(err, &why) && (why.Code == "xml_root" || why.Code == "xml_empty")
}

// failed returns the error of XML that cannot be read. Where in it that is helps nobody: people do not see it.
func failed(in *xml.Reader, name string, err error) error {
	if err = in.Failed(err, 0); graph.KindOf(err) == graph.Invalid {
		return workbook.Broken(name)
	}
	return err
}

// leave goes to the end of the element of a depth, if it has not ended.
func (c *cursor) leave(depth int) error {
	for c.depth >= depth {
		if _, err := c.next(); err != nil {
			return err
		}
	}
	return nil
}

// children shows the tags that begin the elements in the one that is open, and leaves it. What is not looked at of an
// element is passed over.
func (c *cursor) children(see func(t *xml.Token) error) error {
	for inside := c.depth; ; {
		t, err := c.next()
		switch {
		case err != nil:
			return err
		case t.Kind == xml.StartTag:
			at := c.depth
			if err := see(t); err != nil {
				return err
			}
			if err := c.leave(at); err != nil {
				return err
			}
		case t.Kind == xml.EndTag && c.depth < inside:
			return nil
		}
	}
}

// attribute returns an attribute of a tag, "" where it has none of the name.
func attribute(t *xml.Token, name string) string {
	for _, a := range t.Attrs {
		if string(a.Name.Full()) == name {
			return string(a.Value)
		}
	}
	return ""
}
