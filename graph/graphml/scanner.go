package graphml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// scanner parts a file into the tokens of XML. It takes and refuses what encoding/xml does, in its words, and gives the
// tokens of its RawToken, but without an allocation for each: names and values are slices of the stream's window, which
// is widened and looked at anew where a token goes on behind it.
type scanner struct {
	in     *stream
	window []byte
	at     int  // how much of the window has been looked at
	last   bool // nothing follows the window
	token  token
	empty  bool   // the tag that was returned ended its element, too: <a/>
	made   []byte // texts that stand in the file in another form
}

func newScanner(in *stream) *scanner { return &scanner{in: in} }

// errShort tells that the window ends inside a token.
var errShort = errors.New("the window ends inside a token")

// syntaxError says what is no XML. The stream has been taken up to it.
type syntaxError string

func (e syntaxError) Error() string { return string(e) }

// next returns the next token; io.EOF where the file ends between two, io.ErrUnexpectedEOF where it breaks off inside
// one, a syntaxError, errTokenTooLong, or an error of the reader.
func (s *scanner) next() (*token, error) {
	if s.empty {
		s.empty, s.token.kind = false, endTag
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
		if err == nil && s.token.kind == instruction {
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
	s.token.kind, s.token.attrs = startTag, s.token.attrs[:0]
	if s.token.name, err = s.name("expected element name after <"); err != nil {
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
	s.token.attrs = append(s.token.attrs, attribute{name, value})
	return nil
}

func (s *scanner) endTag() (err error) {
	s.at = 2
	s.token.kind = endTag
	if s.token.name, err = s.name("expected element name after </"); err != nil {
		return err
	}
	c, err := s.visible()
	if err != nil {
		return err
	}
	s.at++
	if c != '>' {
		return syntaxError("invalid characters between </" + string(s.token.name.local) + " and >")
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

// name reads the name of an element or an attribute; missing is what is wrong where there is none.
func (s *scanner) name(missing string) (name, error) {
	full, seen, err := s.nameBytes(missing)
	if err != nil || seen&colon == 0 {
		return name{full, full}, err
	}
	n, ok := newName(full)
	if !ok {
		return name{}, syntaxError(missing)
	}
	return n, nil
}

// nameBytes reads a name in which colons mean nothing, and returns which classes of bytes are in it.
func (s *scanner) nameBytes(missing string) (full []byte, seen nameClass, err error) {
	window, at := s.window, s.at
	for ; at < len(window); at++ {
		class := nameClasses[window[at]]
		if class == noName {
			break
		}
		seen |= class
	}
	full, s.at = window[s.at:at], at
	switch {
	case at == len(window):
		return nil, 0, errShort
	case len(full) == 0:
		return nil, 0, syntaxError(missing)
	case !isName(full, seen):
		return nil, 0, syntaxError("invalid XML name: " + string(full))
	}
	return full, seen, nil
}

func (s *scanner) instruction() (err error) {
	s.at = 2
	target, _, err := s.nameBytes("expected target name after <?")
	if err != nil {
		return err
	}
	if _, err := s.visible(); err != nil {
		return err
	}
	s.token.kind, s.token.name = instruction, name{target, target}
	s.token.text, err = s.until("?>")
	return err
}

// until returns what stands before the end of a token, and passes over both.
func (s *scanner) until(end string) ([]byte, error) {
	text, _, found := bytes.Cut(s.window[s.at:], []byte(end))
	if !found {
		return nil, errShort
	}
	s.at += len(text) + len(end)
	return text, nil
}

// declare does what an XML declaration says of all that follows.
func (s *scanner) declare() error {
	if string(s.token.name.full) != "xml" {
		return nil
	}
	if version := declared("version", s.token.text); version != "" && version != "1.0" {
		return syntaxError(fmt.Sprintf("unsupported version %q; only version 1.0 is supported", version))
	}
	if encoding := declared("encoding", s.token.text); encoding != "" {
		return s.in.charset(encoding)
	}
	return nil
}

// declared returns what an XML declaration says under a name.
func declared(name string, content []byte) string {
	for {
		_, rest, _ := bytes.Cut(content, []byte(name+"="))
		if len(rest) == 0 {
			return ""
		}
		if quote := rest[:1]; quote[0] == '"' || quote[0] == '\'' {
			if value, _, closed := bytes.Cut(rest[1:], quote); closed {
				return string(value)
			}
			return ""
		}
		content = rest[1:]
	}
}

// declaration is a comment, a CDATA section or a directive.
func (s *scanner) declaration() error {
	if len(s.window) == 2 {
		return errShort
	}
	switch s.at = 3; s.window[2] {
	case '-':
		return s.comment()
	case '[':
		return s.cdata()
	}
	return s.directive()
}

// follows passes over a text; wrong is what is wrong where another stands there.
func (s *scanner) follows(text, wrong string) error {
	for i := range len(text) {
		if s.at == len(s.window) {
			return errShort
		}
		if s.at++; s.window[s.at-1] != text[i] {
			return syntaxError(wrong)
		}
	}
	return nil
}

func (s *scanner) comment() (err error) {
	if err = s.follows("-", "invalid sequence <!- not part of <!--"); err != nil {
		return err
	}
	s.token.kind = comment
	if s.token.text, err = s.until("--"); err != nil {
		return err
	}
	return s.follows(">", `invalid sequence "--" not allowed in comments`)
}

func (s *scanner) cdata() error {
	if err := s.follows("CDATA[", "invalid <![ sequence"); err != nil {
		return err
	}
	text, err := s.until("]]>")
	if err != nil && s.last && s.in.err == io.EOF {
		s.at = len(s.window)
		return syntaxError("unexpected EOF in CDATA section")
	}
	if err != nil {
		return err
	}
	s.token.kind, s.token.text = charData, s.withLineFeeds(text)
	return checkChars(s.token.text)
}

// directive ends at the ">" that is neither quoted nor inside of it. A comment in it is a space.
func (s *scanner) directive() error {
	s.token.kind = directive
	s.made = append(s.made, s.window[2])
	quote, depth := byte(0), 0
	for ; s.at < len(s.window); s.at++ {
		c := s.window[s.at]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>' && depth == 0:
			s.at++
			s.token.text = s.made
			return nil
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			depth--
		case bytes.HasPrefix(s.window[s.at:], []byte("<!--")):
			s.at += len("<!--")
			if _, err := s.until("-->"); err != nil {
				return err
			}
			s.at--
			c = ' '
		case c == '<':
			depth++
		}
		s.made = append(s.made, c)
	}
	return errShort
}
