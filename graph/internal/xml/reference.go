package xml

import (
	"unicode"
	"unicode/utf8"
)

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
