package ods

import "trama/graph/internal/xml"

// addParagraphs reads what stands in a cell to its end, and adds its paragraphs, a line each, if they are what it shows; it
// returns how many there are. Notes, drawings and what else lies in a cell are not its text. Spaces stay as many as they are,
// as LibreOffice reads them.
func (r *Rows) addParagraphs(shows bool) (count int, err error) {
	err = r.children(func(t *xml.Token) error {
		if string(t.Name.Full()) != "text:p" {
			return nil
		}
		if count++; !shows {
			return nil
		}
		if count > 1 {
			r.add([]byte("\n"))
		}
		return r.addParagraph()
	})
	return count, err
}

func (r *Rows) addParagraph() error {
	for inside := r.depth; r.depth >= inside; {
		t, err := r.next()
		if err != nil {
			return err
		}
		switch t.Kind {
		case xml.CharData:
			r.add(t.Text)
		case xml.StartTag:
			if err := r.addMark(t); err != nil {
				return err
			}
		}
	}
	return nil
}

// addMark adds what an element in a paragraph stands for. Those that only dress a text are gone through.
func (r *Rows) addMark(t *xml.Token) error {
	switch string(t.Name.Full()) {
	case "text:s":
		for range min(repeats(attribute(t, "text:c")), int(r.o.Limits.Value)+1) {
			r.add([]byte(" "))
		}
	case "text:tab":
		r.add([]byte("\t"))
	case "text:line-break":
		r.add([]byte("\n"))
	case "office:annotation", "text:note", "text:ruby-text":
		return r.leave(r.depth)
	}
	return nil
}

// add adds to the cell that is read, not much beyond the longest that a value may be: who takes the row refuses it then.
func (r *Rows) add(text []byte) {
	if room := int(r.o.Limits.Value) + 1 - (len(r.buf) - r.start); len(text) > room {
		text = text[:max(room, 0)]
	}
	r.buf = append(r.buf, text...)
}
