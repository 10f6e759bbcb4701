package graphml

import (
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

// stream is the file as UTF-8, of which only so many bytes may be read for one token. It keeps a buffer of its own,
// because the XML decoder asks for one byte at a time.
type stream struct {
	src   io.Reader
	buf   []byte // what has been read of src
	at    int    // what of it has been taken
	err   error  // of src, to be told when buf is taken
	wide  bool   // it was UTF-16, whatever the declaration says of it
	left  int
	limit int
}

const bufferSize = 1 << 16

// newStream returns the stream of a file: byte order marks are taken off, and UTF-16 is known by its mark or by the zero
// byte beside its first "<".
func newStream(r io.Reader, limit int) *stream {
	s := &stream{src: r, buf: make([]byte, 0, bufferSize), limit: limit, left: limit}
	for len(s.buf) < 3 && s.err == nil {
		s.fill()
	}
	switch {
	case bytes.HasPrefix(s.buf, []byte("\xef\xbb\xbf")):
		s.at = 3
	case bytes.HasPrefix(s.buf, []byte("\xfe\xff")), bytes.HasPrefix(s.buf, []byte("\x00<")):
		s.decode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM))
		s.wide = true
	case bytes.HasPrefix(s.buf, []byte("\xff\xfe")), bytes.HasPrefix(s.buf, []byte("<\x00")):
		s.decode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))
		s.wide = true
	}
	return s
}

// decode makes UTF-8 of all that has not been taken.
func (s *stream) decode(e encoding.Encoding) {
	rest := io.MultiReader(bytes.NewReader(bytes.Clone(s.buf[s.at:])), failing{s.err}, s.src)
	s.src, s.buf, s.at, s.err = transform.NewReader(rest, e.NewDecoder()), s.buf[:0], 0, nil
}

// failing is a reader of which nothing can be read; without an error it is at its end.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err == nil {
		return 0, io.EOF
	}
	return 0, f.err
}

// fill reads more of the source behind what is in the buffer, which is emptied first where all of it is taken.
func (s *stream) fill() {
	if s.at == len(s.buf) {
		s.buf, s.at = s.buf[:0], 0
	}
	for range 100 {
		n, err := s.src.Read(s.buf[len(s.buf):cap(s.buf)])
		if s.buf, s.err = s.buf[:len(s.buf)+n], err; n > 0 || err != nil {
			return
		}
	}
	s.err = io.ErrNoProgress
}

// nextToken gives the next token its share of bytes.
func (s *stream) nextToken() { s.left = s.limit }

// ReadByte makes the XML decoder read from here without a buffer of its own.
func (s *stream) ReadByte() (byte, error) {
	if s.left <= 0 {
		return 0, errTokenTooLong
	}
	for s.at == len(s.buf) {
		if s.err != nil {
			return 0, s.err
		}
		s.fill()
	}
	s.left--
	s.at++
	return s.buf[s.at-1], nil
}

// Read is what makes a stream a reader; the XML decoder reads bytes.
func (s *stream) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	c, err := s.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = c
	return 1, nil
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
	s.decode(e)
	return s, nil
}

// unknownCharset is the error of a character set that nobody can read.
type unknownCharset string

func (u unknownCharset) Error() string { return "unknown encoding " + string(u) }
