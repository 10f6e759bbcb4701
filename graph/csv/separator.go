package csv

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// firstLine returns the first line that is not blank, as far as it is needed to see how cells are separated, and goes to
// its beginning.
func (r *rows) firstLine() ([]byte, error) {
	for {
		data := r.buf[r.pos:r.end]
		i := headerEnd(data)
		switch whole := i >= 0 && (i+1 < len(data) || data[i] == '\n' || r.ended != nil); {
		case whole && i <= r.limit && holdsNothing(data[:i]):
			i += lineEndAt(data, i)
			r.pos, r.following = r.pos+i, r.following+lines(data[:i])
			continue
		case whole:
			return data[:i], nil
		case len(data) > r.limit: // whatever of it was read: it is no blank line that is passed over
			return data, nil
		case r.ended != nil:
			if holdsNothing(data) {
				r.pos = r.end
			}
			return data, r.failure()
		}
		if err := r.fill(); err != nil {
			return nil, err
		}
	}
}

// holdsNothing tells whether a line is blank whatever separates its cells.
func holdsNothing(line []byte) bool {
	return len(bytes.Trim(line, " \t\r\n;,\"")) == 0
}

// headerEnd returns where the first line end outside quotes stands, -1 where none does.
func headerEnd(data []byte) int {
	end := -1
	outsideQuotes(data, func(i int) bool {
		if data[i] == '\n' || data[i] == '\r' {
			end = i
		}
		return end < 0
	})
	return end
}

// outsideQuotes visits the bytes outside quotes until the function returns false. A quote opens at the beginning of a
// cell only, whatever separates cells.
func outsideQuotes(data []byte, visit func(i int) bool) {
	inside, fresh := false, true
	for i := 0; i < len(data); i++ {
		c := data[i]
		switch {
		case inside && c == '"' && i+1 < len(data) && data[i+1] == '"':
			i++
		case inside:
			inside = c != '"'
		case c == '"' && fresh:
			inside = true
		case !visit(i):
			return
		}
		fresh = !inside && (c == ';' || c == '\t' || c == ',')
	}
}

// settleSeparator sets what stands between cells. A sheet has none; its numbers are written as those between commas are,
// unless who made it says otherwise.
func (r *rows) settleSeparator() error {
	if r.sheet != nil {
		r.separator = ','
		if r.made != nil && r.made.DecimalComma {
			r.separator = ';'
		}
		return nil
	}
	sep, err := r.chooseSeparator()
	if err == nil {
		r.separate(sep)
	}
	return err
}

// chooseSeparator obeys a first line like sep=; and else takes what the header line holds most often outside quotes.
func (r *rows) chooseSeparator() (byte, error) {
	line, err := r.firstLine()
	if err != nil {
		return 0, err
	}
	sep, said := saidSeparator(line)
	r.said = said
	if !said {
		return mostOften(line), nil
	}
	r.pos += len(line)
	if r.pos < r.end {
		r.pos += lineEndAt(r.buf[r.pos:r.end], 0)
	}
	r.following++
	return sep, nil
}

// separateAnew takes what the next line holds most often for the separator, where none was said: above the headings stand rows
// that are no table.
func (r *rows) separateAnew() error {
	if r.sheet != nil || r.said {
		return nil
	}
	line, err := r.firstLine()
	if err != nil {
		return err
	}
	if r.class[r.separator] = plainByte; r.separator < ' ' {
		r.class[r.separator] = oddByte
	}
	r.separate(mostOften(line))
	return nil
}

// saidSeparator returns the separator that a line like sep=; says, in quotes or not.
func saidSeparator(line []byte) (sep byte, said bool) {
	text := strings.Trim(string(line[:min(len(line), 16)]), `"`)
	if len(line) >= 16 || len(text) < 5 || !strings.EqualFold(text[:4], "sep=") {
		return 0, false
	}
	if text = text[4:]; text == `\t` {
		text = "\t"
	}
	ok := len(text) == 1 && text[0] < utf8.RuneSelf && text[0] != '\'' && text[0] != ' '
	return text[0], ok
}

// mostOften returns the one of ; tab and , that stands most often in the line outside quotes; of equals the first.
func mostOften(line []byte) byte {
	var counts [256]int
	outsideQuotes(line, func(i int) bool {
		counts[line[i]]++
		return true
	})
	best := byte(';')
	for _, sep := range []byte("\t,") {
		if counts[sep] > counts[best] {
			best = sep
		}
	}
	return best
}
