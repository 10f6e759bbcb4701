package graphml

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// byteClass is what a byte may mean in a text.
type byteClass uint8

const (
	plain   byteClass = iota // itself
	quoting                  // the end of a value, where it began with it
	tagging                  // "<"
	closing                  // ">", which may not follow "]]"
	naming                   // "&"
	turning                  // a carriage return
	odd                      // a control character, or part of a character beyond ASCII
)

// byteClasses holds the class of each byte.
var byteClasses = func() (classes [256]byteClass) {
	for c := range classes {
		if c < ' ' && c != '\t' && c != '\n' || c >= utf8.RuneSelf {
			classes[c] = odd
		}
	}
	classes['"'], classes['\''], classes['<'], classes['>'], classes['&'], classes['\r'] =
		quoting, quoting, tagging, closing, naming, turning
	return classes
}()

// nameClass is what a byte may mean in a name; the classes of several bytes are joined by "or".
type nameClass uint8

const (
	noName nameClass = 0
	letter nameClass = 1 << iota
	digit            // or what else may not begin a name
	colon
	wide // part of a character beyond ASCII, which is looked at when the name has ended
)

// nameClasses holds the class of each byte.
var nameClasses = func() (classes [256]nameClass) {
	for c := range classes {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_':
			classes[c] = letter
		case c >= '0' && c <= '9', c == '.', c == '-':
			classes[c] = digit
		case c == ':':
			classes[c] = colon
		case c >= utf8.RuneSelf:
			classes[c] = wide
		}
	}
	return classes
}()

// isName tells whether bytes that a name may hold, of the classes that were seen, are one.
func isName(name []byte, seen nameClass) bool {
	if seen&wide != 0 {
		return isWideName(string(name))
	}
	return nameClasses[name[0]] != digit
}

// isWideName asks encoding/xml, which has XML's tables of letters beyond ASCII. Such names are rare.
func isWideName(name string) bool {
	_, err := xml.NewDecoder(strings.NewReader("<?" + name + "?>")).RawToken()
	return err == nil
}

func (s *scanner) charData() (err error) {
	s.token.kind = charData
	s.token.text, err = s.text(0)
	return err
}

// text reads up to the quote, or without one up to the next tag, and returns what is meant: references resolved, line
// ends as line feeds. It is a slice of the window where nothing of that is in it.
func (s *scanner) text(quote byte) ([]byte, error) {
	t := run{s: s, quote: quote, begun: s.at, made: len(s.made)}
	for {
		ended, err := t.next()
		if err != nil {
			return nil, err
		}
		if ended {
			return t.end()
		}
	}
}

// run is a text while it is read.
type run struct {
	s     *scanner
	quote byte
	begun int  // where in the window the part begins that is not in made
	made  int  // where in made the text begins
	odd   bool // it holds something that may be no character of XML
}

// next reads up to the first byte that may mean something, and tells whether the text has ended there.
func (t *run) next() (ended bool, err error) {
	s := t.s
	at, window := s.at, s.window
	for at < len(window) && byteClasses[window[at]] == plain {
		at++
	}
	s.at = at
	if at == len(window) {
		if !s.last {
			return false, errShort
		}
		return true, nil
	}
	switch c := window[at]; byteClasses[c] {
	case quoting:
		if c == t.quote {
			return true, nil
		}
	case tagging:
		if t.quote == 0 {
			return true, nil
		}
		s.at++
		return false, syntaxError("unescaped < inside quoted string")
	case closing:
		if t.quote == 0 && bytes.HasSuffix(window[t.begun:at], []byte("]]")) {
			s.at++
			return false, syntaxError("unescaped ]]> not in CDATA section")
		}
	case naming:
		return false, t.reference()
	case turning:
		t.turn()
		return false, nil
	case odd:
		t.odd = true
	}
	s.at++
	return false, nil
}

// keep puts what has been read as it stands behind what has been made of the text.
func (t *run) keep() { t.s.made = append(t.s.made, t.s.window[t.begun:t.s.at]...) }

// turn makes a line feed of a carriage return, with or without one behind it.
func (t *run) turn() {
	s := t.s
	t.keep()
	s.made = append(s.made, '\n')
	if s.at++; s.at < len(s.window) && s.window[s.at] == '\n' {
		s.at++
	}
	t.begun = s.at
}

func (t *run) reference() error {
	s := t.s
	t.keep()
	r, err := s.reference()
	if err != nil {
		return err
	}
	s.made = utf8.AppendRune(s.made, r)
	t.begun, t.odd = s.at, t.odd || byteClasses[byte(r)] == odd || r >= utf8.RuneSelf
	return nil
}

func (t *run) end() ([]byte, error) {
	s := t.s
	text := s.window[t.begun:s.at]
	if len(s.made) > t.made {
		t.keep()
		text = s.made[t.made:]
	}
	if t.odd {
		if err := checkChars(text); err != nil {
			return nil, err
		}
	}
	if t.quote != 0 && s.at == len(s.window) {
		return nil, errShort
	}
	return text, nil
}

// checkChars refuses what is no character of XML.
func checkChars(text []byte) error {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size == 1:
			return syntaxError("invalid UTF-8")
		case unholdable(r):
			return syntaxError(fmt.Sprintf("illegal character code %U", r))
		}
		text = text[size:]
	}
	return nil
}

// withLineFeeds returns a text with line feeds in place of carriage returns.
func (s *scanner) withLineFeeds(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	for i, c := range text {
		switch {
		case c == '\r':
			s.made = append(s.made, '\n')
		case c != '\n' || i == 0 || text[i-1] != '\r':
			s.made = append(s.made, c)
		}
	}
	return s.made
}

// reference reads what begins with "&" and returns the character that it means.
func (s *scanner) reference() (rune, error) {
	start := s.at
	s.at++
	r, err := s.referenced()
	if err == nil && s.at == len(s.window) {
		err = errShort
	}
	if err != nil {
		return 0, err
	}
	missing := ""
	if s.window[s.at] == ';' {
		s.at++
	} else {
		r, missing = -1, " (no semicolon)"
	}
	if r < 0 {
		return 0, syntaxError("invalid character entity " + string(s.window[start:s.at]) + missing)
	}
	return r, nil
}

// referenced returns the character of a reference without its "&" and ";", -1 where it is none.
func (s *scanner) referenced() (rune, error) {
	switch {
	case s.at == len(s.window):
		return 0, errShort
	case s.window[s.at] == '#':
		s.at++
		return s.numbered()
	}
	start := s.at
	for s.at < len(s.window) && nameClasses[s.window[s.at]] != noName {
		s.at++
	}
	switch string(s.window[start:s.at]) {
	case "amp":
		return '&', nil
	case "lt":
		return '<', nil
	case "gt":
		return '>', nil
	case "quot":
		return '"', nil
	case "apos":
		return '\'', nil
	}
	return -1, nil
}

// numbered returns the character with the number that stands there.
func (s *scanner) numbered() (rune, error) {
	base := rune(10)
	if s.at < len(s.window) && s.window[s.at] == 'x' {
		base = 16
		s.at++
	}
	start, r := s.at, rune(0)
	for ; s.at < len(s.window); s.at++ {
		digit := digitOf(s.window[s.at])
		if digit >= base {
			break
		}
		if r = r*base + digit; r > unicode.MaxRune {
			r = unicode.MaxRune + 1
		}
	}
	if s.at == start || r > unicode.MaxRune {
		return -1, nil
	}
	if utf8.ValidRune(r) {
		return r, nil
	}
	return utf8.RuneError, nil
}

// digitOf returns the value of a digit, hexadecimal ones too, and 16 for all else.
func digitOf(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c >= 'a' && c <= 'f':
		return rune(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return rune(c-'A') + 10
	}
	return 16
}
