package xml

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"trama/graph"
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

func (s *scanner) charData() (err error) {
	s.token.Kind = CharData
	s.token.Text, err = s.text(0)
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
		case graph.Unholdable(r):
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
