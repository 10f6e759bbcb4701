package json

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"trama/graph"
)

// scanner reads the tokens of JSON and counts lines. Its methods return the first thing wrong as an error, with which it
// is not to be used further.
type scanner struct {
	in      *bufio.Reader
	line    int
	buf     []byte // the text or number read last
	limits  graph.Limits
	dropped bool // the text read last held characters that XML cannot hold
}

func newScanner(r io.Reader, limits graph.Limits) *scanner {
	s := &scanner{in: bufio.NewReaderSize(r, 1<<16), line: 1, limits: limits}
	head, err := s.in.Peek(3)
	if err != nil && err != io.EOF {
		s.in = bufio.NewReader(failing{err})
	} else if string(head) == "\xef\xbb\xbf" {
		s.in.Discard(3)
	}
	return s
}

// failing is a reader of which nothing can be read.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// next returns the first byte of the next token, which stays to be read; 0 where the file ends.
func (s *scanner) next() (byte, error) {
	for {
		c, err := s.in.ReadByte()
		if err == io.EOF {
			return 0, nil
		}
		if err != nil {
			return 0, err
		}
		switch c {
		case '\n':
			s.line++
		case ' ', '\t', '\r':
		case 0:
			return 0, unexpectedByte(c)
		default:
			return c, s.in.UnreadByte()
		}
	}
}

// take reads one byte, which must be c.
func (s *scanner) take(c byte) error {
	is, err := s.next()
	if err != nil {
		return err
	}
	if is != c {
		return s.unexpected(is)
	}
	_, err = s.in.ReadByte()
	return err
}

// more is called before each member of an object or a list that ends with the byte: it reads the comma, or the end. The
// first of them has no comma before it.
func (s *scanner) more(end byte, first *bool) (bool, error) {
	c, err := s.next()
	if err != nil {
		return false, err
	}
	switch {
	case c == end:
		_, err = s.in.ReadByte()
		return false, err
	case *first:
		*first = false
		return true, nil
	case c != ',':
		return false, s.unexpected(c)
	}
	if _, err = s.in.ReadByte(); err != nil {
		return false, err
	}
	if c, err = s.next(); err == nil && c == end {
		err = s.unexpected(c)
	}
	return true, err
}

// name reads the name of a member and its colon. It stays valid until the next token.
func (s *scanner) name() ([]byte, error) {
	if err := s.text(); err != nil {
		return nil, err
	}
	return s.buf, s.take(':')
}

// text reads a text into buf.
func (s *scanner) text() error {
	if err := s.take('"'); err != nil {
		return err
	}
	s.buf, s.dropped = s.buf[:0], false
	for {
		s.plainText()
		if int64(len(s.buf)) > s.limits.Value {
			return tooLarge(s.limits.LongValue())
		}
		c, err := s.in.ReadByte()
		switch {
		case err == io.EOF:
			return s.unexpected(0)
		case err != nil:
			return err
		case c == '"':
			if !utf8.Valid(s.buf) {
				return graph.Say("json_encoding", "a text is not UTF-8", nil)
			}
			return nil
		case c == '\\':
			err = s.escape()
		case c < ' ':
			err = graph.Say("bad_json", "this is no JSON: {why}", graph.V{"why": "a control character inside a text"})
		default:
			s.buf = append(s.buf, c)
		}
		if err != nil {
			return err
		}
	}
}

// plainText reads what of a text lies in the buffer up to the next quote, escape or control character.
func (s *scanner) plainText() {
	chunk, _ := s.in.Peek(s.in.Buffered())
	n := 0
	for n < len(chunk) && chunk[n] != '"' && chunk[n] != '\\' && chunk[n] >= ' ' {
		n++
	}
	s.buf = append(s.buf, chunk[:n]...)
	s.in.Discard(n)
}

func (s *scanner) escape() error {
	c, err := s.in.ReadByte()
	if err != nil {
		return s.ended(err)
	}
	switch c {
	case '"', '\\', '/':
		s.buf = append(s.buf, c)
	case 'n':
		s.buf = append(s.buf, '\n')
	case 't':
		s.buf = append(s.buf, '\t')
	case 'r':
		s.buf = append(s.buf, '\r')
	case 'b', 'f':
		s.dropped = true
	case 'u':
		return s.unicode()
	default:
		return unexpectedByte(c)
	}
	return nil
}

// unicode reads the four digits of an escape, and those of its other half; half a character becomes U+FFFD.
func (s *scanner) unicode() error {
	r, err := s.four()
	if err != nil {
		return err
	}
	if utf16.IsSurrogate(r) {
		if r = utf16.DecodeRune(r, s.otherHalf()); r != utf8.RuneError {
			s.in.Discard(len(`\u0000`))
		}
	}
	s.appendRune(r)
	return nil
}

// otherHalf returns the character of the escape that follows and stays to be read, 0 where none does.
func (s *scanner) otherHalf() rune {
	head, _ := s.in.Peek(len(`\u0000`))
	digits, is := strings.CutPrefix(string(head), `\u`)
	r, err := strconv.ParseUint(digits, 16, 16)
	if !is || err != nil {
		return 0
	}
	return rune(r)
}

// appendRune appends a character, unless XML cannot hold it: then it is dropped in this format too.
func (s *scanner) appendRune(r rune) {
	if graph.Unholdable(r) {
		s.dropped = true
		return
	}
	s.buf = utf8.AppendRune(s.buf, r)
}

func (s *scanner) four() (rune, error) {
	var r rune
	for range 4 {
		c, err := s.in.ReadByte()
		if err != nil {
			return 0, s.ended(err)
		}
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c >= 'a' && c <= 'f':
			r = r<<4 | rune(c-'a'+10)
		case c >= 'A' && c <= 'F':
			r = r<<4 | rune(c-'A'+10)
		default:
			return 0, unexpectedByte(c)
		}
	}
	return r, nil
}

// word reads a number or true, false or null into buf. It does not say whether it is one.
func (s *scanner) word() error {
	s.buf = s.buf[:0]
	for {
		c, err := s.in.ReadByte()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '-' || c == '+' || c == '.' || c == 'E') {
			if len(s.buf) == 0 {
				return unexpectedByte(c)
			}
			return s.in.UnreadByte()
		}
		if s.buf = append(s.buf, c); len(s.buf) > maxNumber {
			return graph.Say("json_number", "a number has more than {limit} characters", graph.V{"limit": maxNumber})
		}
	}
}

// maxNumber is more characters than any number needs.
const maxNumber = 1100

// end makes sure that nothing follows.
func (s *scanner) end() error {
	c, err := s.next()
	if err == nil && c != 0 {
		err = s.unexpected(c)
	}
	return err
}

func (s *scanner) ended(err error) error {
	if err == io.EOF {
		return s.unexpected(0)
	}
	return err
}

// unexpected is the error of a byte that may not stand where it does; 0 is the end of the file, as next returns it.
func (s *scanner) unexpected(c byte) error {
	if c == 0 {
		return graph.Say("json_cut", "the file breaks off", nil)
	}
	return unexpectedByte(c)
}

func unexpectedByte(c byte) error {
	return graph.Say("bad_json", "this is no JSON: {why}", graph.V{"why": "unexpected " + shownByte(c)})
}

func shownByte(c byte) string {
	if c > ' ' && c < utf8.RuneSelf {
		return string(rune(c))
	}
	const hex = "0123456789abcdef"
	return "byte 0x" + string(hex[c>>4]) + string(hex[c&15])
}

func tooLarge(why graph.Sentence) error { return graph.Fail(graph.TooLarge, "json.Decode", why) }
