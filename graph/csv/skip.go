package csv

import (
	"bytes"

	"trama/graph"
)

// afterQuote leaves the row in which text follows a closing quote, at the end of the line where it does.
func (r *rows) afterQuote(used int) error {
	r.following += lines(r.buf[r.pos : r.pos+used])
	r.pos += used
	if err := r.skipLine(); err != nil {
		return err
	}
	return refusal{graph.Say("text_after_quote", "text follows the closing quote of a value", nil)}
}

// skipLine leaves what is left of a line.
func (r *rows) skipLine() error {
	for {
		i := bytes.IndexAny(r.buf[r.pos:r.end], "\r\n")
		if i >= 0 && (r.pos+i+1 < r.end || r.buf[r.pos+i] == '\n' || r.ended != nil) {
			r.pos += i + lineEndAt(r.buf[r.pos:r.end], i)
			r.following++
			return nil
		}
		if i < 0 {
			r.pos = r.end
		} else {
			r.pos += i
		}
		if r.ended != nil {
			return r.failure()
		}
		if err := r.fill(); err != nil {
			return err
		}
	}
}

// skipQuoted reads on, keeping nothing, to where the quote is closed that is open beyond the limit: a value too long if
// the cell ends there, a quote forgotten if text follows or the file ends.
func (r *rows) skipQuoted(start int) error {
	r.following += lines(r.buf[r.pos : r.pos+start])
	r.pos += start
	for {
		i := bytes.IndexByte(r.buf[r.pos:r.end], '"')
		if i >= 0 && (r.pos+i+1 < r.end || r.ended != nil) {
			r.following += lines(r.buf[r.pos : r.pos+i])
			r.pos += i + 1
			if r.pos < r.end && r.buf[r.pos] == '"' {
				r.pos++
				continue
			}
			if r.pos == r.end || r.class[r.buf[r.pos]] == separator || r.class[r.buf[r.pos]] == lineEnd {
				return r.overLimit()
			}
			return r.afterQuote(0)
		}
		if i < 0 {
			r.dropAll()
		} else {
			r.following += lines(r.buf[r.pos : r.pos+i])
			r.pos += i
		}
		if r.ended != nil {
			return r.unclosed()
		}
		if err := r.fill(); err != nil {
			return err
		}
	}
}

// dropAll leaves all that is read, but for a CR at its end that may be half a line end.
func (r *rows) dropAll() {
	end := r.end
	if end > r.pos && r.buf[end-1] == '\r' && r.ended == nil {
		end--
	}
	r.following += lines(r.buf[r.pos:end])
	r.pos = end
}
