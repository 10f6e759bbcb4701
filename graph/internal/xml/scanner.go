package xml

import "errors"

// scanner parts a file into the tokens of XML. It takes and refuses what encoding/xml does, in its words, and gives the
// tokens of its RawToken, but without an allocation for each: names and values are slices of the stream's window, which
// is widened and looked at anew where a token goes on behind it.
type scanner struct {
	in     *stream
	window []byte
	at     int  // how much of the window has been looked at
	last   bool // nothing follows the window
	token  Token
	empty  bool   // the tag that was returned ended its element, too: <a/>
	made   []byte // texts that stand in the file in another form
}

func newScanner(in *stream) *scanner { return &scanner{in: in} }

// errShort tells that the window ends inside a token.
var errShort = errors.New("the window ends inside a token")

// syntaxError says what is no XML. The stream has been taken up to it.
type syntaxError string

// Error returns what is wrong.
func (e syntaxError) Error() string { return string(e) }

// next returns the next token; io.EOF where the file ends between two, io.ErrUnexpectedEOF where it breaks off inside
// one, a syntaxError, errTooLong, or an error of the reader.
func (s *scanner) next() (*Token, error) {
	if s.empty {
		s.empty, s.token.Kind = false, EndTag
		return &s.token, nil
	}
	for {
		s.window, s.last = s.in.window()
		if s.last && len(s.window) == 0 {
			return nil, s.in.err
		}
		s.at, s.made = 0, s.made[:0]
		err := s.scan()
		if err == errShort {
			if err = s.in.widen(); err == nil {
				continue
			}
			return nil, err
		}
		s.in.take(s.at)
		if err == nil && s.token.Kind == Instruction {
			err = s.declare()
		}
		return &s.token, err
	}
}

// scan looks at the token with which the window begins.
func (s *scanner) scan() error {
	if len(s.window) == 0 {
		return errShort
	}
	if s.window[0] != '<' {
		return s.charData()
	}
	if len(s.window) == 1 {
		return errShort
	}
	switch s.window[1] {
	case '/':
		return s.endTag()
	case '?':
		return s.instruction()
	case '!':
		return s.declaration()
	}
	return s.startTag()
}

func (s *scanner) startTag() (err error) {
	s.at = 1
	s.token.Kind, s.token.Attrs = StartTag, s.token.Attrs[:0]
	if s.token.Name, err = s.name("expected element name after <"); err != nil {
		return err
	}
	for {
		switch c, err := s.visible(); {
		case err != nil:
			return err
		case c == '>':
			s.at++
			return nil
		case c == '/':
			return s.emptyTag()
		}
		if err := s.attribute(); err != nil {
			return err
		}
	}
}

// emptyTag is what follows the "/" in <a/>.
func (s *scanner) emptyTag() error {
	if s.at+1 == len(s.window) {
		return errShort
	}
	s.at += 2
	if s.window[s.at-1] != '>' {
		return syntaxError("expected /> in element")
	}
	s.empty = true
	return nil
}

func (s *scanner) attribute() error {
	name, err := s.name("expected attribute name in element")
	if err != nil {
		return err
	}
	c, err := s.visible()
	if err != nil {
		return err
	}
	s.at++
	if c != '=' {
		return syntaxError("attribute name without = in element")
	}
	if c, err = s.visible(); err != nil {
		return err
	}
	s.at++
	if c != '"' && c != '\'' {
		return syntaxError("unquoted or missing attribute value in element")
	}
	value, err := s.text(c)
	if err != nil {
		return err
	}
	s.at++ // the quote behind it
	s.token.Attrs = append(s.token.Attrs, Attribute{name, value})
	return nil
}

func (s *scanner) endTag() (err error) {
	s.at = 2
	s.token.Kind = EndTag
	if s.token.Name, err = s.name("expected element name after </"); err != nil {
		return err
	}
	c, err := s.visible()
	if err != nil {
		return err
	}
	s.at++
	if c != '>' {
		return syntaxError("invalid characters between </" + string(s.token.Name.Local()) + " and >")
	}
	return nil
}

// visible passes over white space and returns the byte behind it.
func (s *scanner) visible() (byte, error) {
	for ; s.at < len(s.window); s.at++ {
		switch c := s.window[s.at]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c, nil
		}
	}
	return 0, errShort
}
