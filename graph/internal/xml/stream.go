package xml

import (
	"bytes"
	"errors"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// errTooLong is the error of a tag or text that would take too much memory: a token lies in memory whole.
var errTooLong = errors.New("a tag or text is too long")

// stream is the file as UTF-8, of which a window lies in memory: what has been read and not been taken.
type stream struct {
	src     io.Reader
	buf     []byte // what has been read of src
	at      int    // what of it has been taken
	err     error  // of src, to be told when buf is taken
	decoded bool   // it has been made UTF-8: what a declaration says of it does not count any more
	limit   int    // bytes that may be looked at in one window
	lines   int    // line feeds before buf[counted]
	counted int
}

const bufferSize = 1 << 16

// newStream returns the stream of a file: byte order marks are taken off, and UTF-16 is known by its mark or by the zero
// byte beside its first "<".
func newStream(r io.Reader, limit int) *stream {
	s := &stream{src: r, buf: make([]byte, 0, bufferSize), limit: limit}
	for len(s.buf) < 3 && s.err == nil {
		s.fill()
	}
	switch {
	case bytes.HasPrefix(s.buf, []byte("\xef\xbb\xbf")):
		s.at = 3
	case bytes.HasPrefix(s.buf, []byte("\xfe\xff")), bytes.HasPrefix(s.buf, []byte("\x00<")):
		s.decode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM))
	case bytes.HasPrefix(s.buf, []byte("\xff\xfe")), bytes.HasPrefix(s.buf, []byte("<\x00")):
		s.decode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))
	}
	return s
}

// decode makes UTF-8 of all that has not been taken.
func (s *stream) decode(e encoding.Encoding) {
	s.countLines()
	rest := io.MultiReader(bytes.NewReader(bytes.Clone(s.buf[s.at:])), failing{s.err}, s.src)
	s.src, s.buf, s.at, s.counted, s.err = transform.NewReader(rest, e.NewDecoder()), s.buf[:0], 0, 0, nil
	s.decoded = true
}

// failing is a reader of which nothing can be read; without an error it is at its end.
type failing struct{ err error }

// Read gives nothing.
func (f failing) Read([]byte) (int, error) {
	if f.err == nil {
		return 0, io.EOF
	}
	return 0, f.err
}

// window returns what has been read and not been taken, and whether nothing follows it.
func (s *stream) window() (bytes []byte, last bool) {
	if len(s.buf)-s.at > s.limit {
		return s.buf[s.at : s.at+s.limit], false
	}
	return s.buf[s.at:], s.err != nil
}

// take moves the window behind the next n bytes of it.
func (s *stream) take(n int) { s.at += n }

// widen makes the window larger. Where that cannot be, because of the limit or because nothing follows, all of it is taken
// and the error is why; io.ErrUnexpectedEOF is that of a file that ends there.
func (s *stream) widen() error {
	bytes, last := s.window()
	switch {
	case len(bytes) == s.limit:
		s.take(len(bytes))
		return errTooLong
	case !last:
		s.fill()
		return nil
	}
	s.take(len(bytes))
	if s.err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return s.err
}

// fill reads more of the source: where it can, as much again as there is, so that a long token, which is looked at anew
// each time, is looked at a few times only.
func (s *stream) fill() {
	s.countLines()
	rest := copy(s.buf, s.buf[s.at:])
	s.buf, s.at, s.counted = s.buf[:rest], 0, 0
	if 2*rest > cap(s.buf) {
		s.buf = append(make([]byte, 0, 2*cap(s.buf)), s.buf...)
	}
	for s.err == nil && len(s.buf) < max(2*rest, rest+1) {
		s.read()
	}
}

// read appends what the source gives next.
func (s *stream) read() {
	for range 100 {
		n, err := s.src.Read(s.buf[len(s.buf):cap(s.buf)])
		if s.buf, s.err = s.buf[:len(s.buf)+n], err; n > 0 || err != nil {
			return
		}
	}
	s.err = io.ErrNoProgress
}

// line returns the line, from 1, in which the window begins.
func (s *stream) line() int {
	s.countLines()
	return s.lines + 1
}

func (s *stream) countLines() {
	s.lines += bytes.Count(s.buf[s.counted:s.at], []byte{'\n'})
	s.counted = s.at
}

// charset switches to the character set that the XML declaration names.
func (s *stream) charset(name string) error {
	if s.decoded {
		return nil
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return unknownCharset(name)
	}
	if canonical, _ := htmlindex.Name(e); canonical == "utf-8" || canonical == "utf-16le" || canonical == "utf-16be" {
		return nil // UTF-16 would have been seen by its bytes
	}
	s.decode(e)
	return nil
}

// unknownCharset is the error of a character set that nobody can read.
type unknownCharset string

// Error names the character set.
func (u unknownCharset) Error() string { return "unknown encoding " + string(u) }
