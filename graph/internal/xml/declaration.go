package xml

import (
	"bytes"
	"fmt"
	"io"
)

func (s *scanner) instruction() (err error) {
	s.at = 2
	target, _, err := s.nameBytes("expected target name after <?")
	if err != nil {
		return err
	}
	if _, err := s.visible(); err != nil {
		return err
	}
	s.token.Kind, s.token.Name = Instruction, Name{full: target}
	s.token.Text, err = s.until("?>")
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
	if string(s.token.Name.full) != "xml" {
		return nil
	}
	if version := declared("version", s.token.Text); version != "" && version != "1.0" {
		return syntaxError(fmt.Sprintf("unsupported version %q; only version 1.0 is supported", version))
	}
	if encoding := declared("encoding", s.token.Text); encoding != "" {
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
	s.token.Kind = comment
	if s.token.Text, err = s.until("--"); err != nil {
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
	s.token.Kind, s.token.Text = CharData, s.withLineFeeds(text)
	return checkChars(s.token.Text)
}

// directive ends at the ">" that is neither quoted nor inside of it. A comment in it is a space.
func (s *scanner) directive() error {
	s.token.Kind = directive
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
			s.token.Text = s.made
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
