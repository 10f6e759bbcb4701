package xml

import (
	"bytes"
	"encoding/xml"
	"strings"
	"unicode/utf8"
)

// Name is the name of an element or an attribute.
type Name struct {
	full   []byte
	prefix int // bytes up to the colon, and of it
}

// Local returns the name without its prefix.
func (n Name) Local() []byte { return n.full[n.prefix:] }

// Full returns the name with its prefix.
func (n Name) Full() []byte { return n.full }

// Prefixed tells whether the name has a prefix.
func (n Name) Prefixed() bool { return n.prefix > 0 }

// newName parts a name at its colon. ok is false where there are several.
func newName(full []byte) (n Name, ok bool) {
	at := bytes.IndexByte(full, ':')
	switch {
	case at < 0:
		return Name{full: full}, true
	case bytes.IndexByte(full[at+1:], ':') >= 0:
		return Name{}, false
	case at == 0 || at == len(full)-1:
		return Name{full: full}, true
	}
	return Name{full, at + 1}, true
}

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

// name reads the name of an element or an attribute; missing is what is wrong where there is none.
func (s *scanner) name(missing string) (Name, error) {
	full, seen, err := s.nameBytes(missing)
	if err != nil || seen&colon == 0 {
		return Name{full: full}, err
	}
	n, ok := newName(full)
	if !ok {
		return Name{}, syntaxError(missing)
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
