package xml

import (
	"strings"
	"unicode/utf8"

	"trama/graph"
)

// plainText and plainAttribute tell, for each byte, whether it may stand in a text or an attribute as it is.
var (
	plainText      = plainBytes("&<>")
	plainAttribute = plainBytes("&<>\"\t\n")
)

func plainBytes(except string) (plain [256]bool) {
	for c := range plain {
		plain[c] = c >= ' ' && c < utf8.RuneSelf || c == '\t' || c == '\n'
	}
	for i := range len(except) {
		plain[except[i]] = false
	}
	return plain
}

// AppendText appends a text as the content of an element. dropped tells that it held characters that XML cannot.
func AppendText(dst []byte, text string) (out []byte, dropped bool) {
	return appendEscaped(dst, text, &plainText)
}

// AppendAttribute appends a text as the value of an attribute.
func AppendAttribute(dst []byte, text string) (out []byte, dropped bool) {
	return appendEscaped(dst, text, &plainAttribute)
}

// IsPlain tells whether a text stands in an attribute as it is.
func IsPlain(text []byte) bool {
	for _, c := range text {
		if !plainAttribute[c] {
			return false
		}
	}
	return true
}

func appendEscaped(dst []byte, text string, plain *[256]bool) (out []byte, dropped bool) {
	start := 0
	for i := 0; i < len(text); {
		c := text[i]
		if plain[c] {
			i++
			continue
		}
		r, size := rune(c), 1
		if c >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
			if (r != utf8.RuneError || size > 1) && r != 0xFFFE && r != 0xFFFF {
				i += size
				continue
			}
		}
		dst = append(dst, text[start:i]...)
		var gone bool
		dst, gone = appendSpecial(dst, r)
		dropped = dropped || gone
		i += size
		start = i
	}
	return append(dst, text[start:]...), dropped
}

func appendSpecial(dst []byte, r rune) (out []byte, dropped bool) {
	switch r {
	case '&':
		return append(dst, "&amp;"...), false
	case '<':
		return append(dst, "&lt;"...), false
	case '>':
		return append(dst, "&gt;"...), false
	case '"':
		return append(dst, "&quot;"...), false
	case '\t':
		return append(dst, "&#9;"...), false
	case '\n':
		return append(dst, "&#10;"...), false
	case '\r':
		return append(dst, "&#13;"...), false
	case utf8.RuneError:
		return append(dst, "\uFFFD"...), false
	}
	return dst, true
}

// Cleaned returns a text without the characters that XML cannot hold. What is no UTF-8 becomes U+FFFD.
func Cleaned(text string) string {
	return graph.WithoutControls(strings.ToValidUTF8(text, "\uFFFD"))
}
