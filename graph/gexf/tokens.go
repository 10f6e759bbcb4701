package gexf

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// errTokenTooLong is the error of a tag or text that would take too much memory: encoding/xml holds a token whole.
var errTokenTooLong = errors.New("a tag or text is too long")

// tokens are those of a file as UTF-8, each with the line in which it begins.
type tokens struct {
	in  *bounded
	dec *xml.Decoder
}

// newTokens returns the tokens of a file: byte order marks are taken off, and UTF-16 is known by its mark or by the zero byte
// beside its first "<".
func newTokens(r io.Reader, limit int) *tokens {
	buffered := bufio.NewReaderSize(r, 1<<16)
	head, _ := buffered.Peek(3)
	decoded := true
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, _ = buffered.Discard(3)
	case bytes.HasPrefix(head, []byte("\xfe\xff")), bytes.HasPrefix(head, []byte("\x00<")):
		buffered = utf16(buffered, unicode.BigEndian)
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("<\x00")):
		buffered = utf16(buffered, unicode.LittleEndian)
	default:
		decoded = false
	}
	t := &tokens{in: &bounded{r: buffered, limit: limit}}
	t.dec = xml.NewDecoder(t.in)
	t.dec.CharsetReader = func(name string, rest io.Reader) (io.Reader, error) {
		if decoded {
			return rest, nil // what a declaration says does not count any more
		}
		return charset(name, rest)
	}
	return t
}

func utf16(r io.Reader, order unicode.Endianness) *bufio.Reader {
	return bufio.NewReader(transform.NewReader(r, unicode.UTF16(order, unicode.UseBOM).NewDecoder()))
}

// charset returns the rest of a file in the character set that its declaration names.
func charset(name string, rest io.Reader) (io.Reader, error) {
	e, err := htmlindex.Get(name)
	if err != nil {
		return nil, unknownCharset(name)
	}
	if canonical, _ := htmlindex.Name(e); canonical == "utf-8" || canonical == "utf-16le" || canonical == "utf-16be" {
		e = encoding.Nop // UTF-16 would have been seen by its bytes
	}
	return transform.NewReader(rest, e.NewDecoder()), nil
}

// unknownCharset is the error of a character set that nobody can read.
type unknownCharset string

// Error names the character set.
func (u unknownCharset) Error() string { return "unknown encoding " + string(u) }

// line returns the line, from 1, that has been reached.
func (t *tokens) line() int {
	line, _ := t.dec.InputPos()
	return line
}

// next returns the next token, which is good until the one after it, and the line in which it begins.
func (t *tokens) next() (xml.Token, int, error) {
	line := t.line()
	t.in.taken = 0
	token, err := t.dec.RawToken()
	return token, line, err
}

// bounded is a reader that ends with an error where a token is too long.
type bounded struct {
	r     *bufio.Reader
	taken int // since the token began
	limit int
}

// ReadByte returns a byte of the token.
func (b *bounded) ReadByte() (byte, error) {
	if b.taken++; b.taken > b.limit {
		return 0, errTokenTooLong
	}
	return b.r.ReadByte()
}

// Read reads for what makes UTF-8 of another character set, which is ahead of the token by some buffers.
func (b *bounded) Read(p []byte) (int, error) {
	if b.taken > b.limit {
		return 0, errTokenTooLong
	}
	n, err := b.r.Read(p)
	b.taken += n
	return n, err
}
