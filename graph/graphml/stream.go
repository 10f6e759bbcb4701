package graphml

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// errTokenTooLong stops the XML decoder, which keeps a whole attribute or text in memory, before that is too much.
var errTokenTooLong = errors.New("a tag or text is too long")

// stream is the file as UTF-8, of which only so many bytes may be read for one token.
type stream struct {
	in    *bufio.Reader
	wide  bool // it was UTF-16, whatever the declaration says of it
	left  int
	limit int
}

// newStream returns the stream of a file: byte order marks are taken off, and UTF-16 is known by its mark or by the zero
// byte beside its first "<".
func newStream(r io.Reader, limit int) *stream {
	s := &stream{in: bufio.NewReaderSize(r, 1<<16), limit: limit, left: limit}
	head, err := s.in.Peek(3)
	if err != nil && err != io.EOF {
		s.in = bufio.NewReader(failing{err})
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		s.in.Discard(3)
	case bytes.HasPrefix(head, []byte("\xfe\xff")), bytes.HasPrefix(head, []byte("\x00<")):
		s.decode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM))
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("<\x00")):
		s.decode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))
	}
	return s
}

// failing is a reader of which nothing can be read.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func (s *stream) decode(e encoding.Encoding) {
	s.in = bufio.NewReaderSize(transform.NewReader(s.in, e.NewDecoder()), 1<<16)
	s.wide = true
}

// nextToken gives the next token its share of bytes.
func (s *stream) nextToken() { s.left = s.limit }

// ReadByte makes the XML decoder read from here without a buffer of its own.
func (s *stream) ReadByte() (byte, error) {
	if s.left <= 0 {
		return 0, errTokenTooLong
	}
	s.left--
	return s.in.ReadByte()
}

// Read is what a decoder of another character set would use.
func (s *stream) Read(p []byte) (int, error) {
	if s.left <= 0 {
		return 0, errTokenTooLong
	}
	n, err := s.in.Read(p[:min(len(p), s.left)])
	s.left -= n
	return n, err
}

// charset switches to the character set that the XML declaration names.
func (s *stream) charset(name string, _ io.Reader) (io.Reader, error) {
	if s.wide {
		return s, nil
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return nil, unknownCharset(name)
	}
	if canonical, _ := htmlindex.Name(e); canonical == "utf-8" || canonical == "utf-16le" || canonical == "utf-16be" {
		return s, nil // UTF-16 would have been seen by its bytes
	}
	s.in = bufio.NewReaderSize(transform.NewReader(s.in, e.NewDecoder()), 1<<16)
	return s, nil
}

// unknownCharset is the error of a character set that nobody can read.
type unknownCharset string

func (u unknownCharset) Error() string { return "unknown encoding " + string(u) }
