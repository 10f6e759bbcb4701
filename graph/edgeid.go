package graph

import (
	"strconv"
	"strings"
)

// edgeKey is what edges without an id of their own are known by.
type edgeKey struct{ source, target, typ string }

// canonical returns the key with the ends of a symmetric type in ascending order.
func (k edgeKey) canonical() edgeKey {
	if k.source > k.target && symmetric(k.typ) {
		k.source, k.target = k.target, k.source
	}
	return k
}

// derivedID returns source~type~target~n, each part percent-encoded.
func derivedID(k edgeKey, n uint32) string {
	return string(appendDerivedID(make([]byte, 0, len(k.source)+len(k.target)+len(k.typ)+8), k, n))
}

func appendDerivedID(dst []byte, k edgeKey, n uint32) []byte {
	k = k.canonical()
	dst = append(appendPart(dst, k.source), '~')
	dst = append(appendPart(dst, k.typ), '~')
	dst = append(appendPart(dst, k.target), '~')
	return strconv.AppendUint(dst, uint64(n), 10)
}

// PairID returns the id of a pair of nodes, as suggestions carry it: the ends in ascending order, percent-encoded and
// joined by ~.
func PairID(a, b string) string {
	if a > b {
		a, b = b, a
	}
	return string(appendPart(append(appendPart(nil, a), '~'), b))
}

// PairOf returns the two nodes of a PairID, and whether the text is one.
func PairOf(id string) (a, b string, ok bool) {
	first, second, found := strings.Cut(id, "~")
	if !found || strings.Contains(second, "~") {
		return "", "", false
	}
	a, okA := unescaped(first)
	b, okB := unescaped(second)
	return a, b, okA && okB && a < b && PairID(a, b) == id
}

// PairNamed returns the PairID that a text means, also where its ends stand the other way round; a text that names no
// pair is returned as it is.
func PairNamed(text string) string {
	if first, second, found := strings.Cut(text, "~"); found {
		if turned := second + "~" + first; first > second {
			if _, _, ok := PairOf(turned); ok {
				return turned
			}
		}
	}
	return text
}

func unescaped(part string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(part); i++ {
		if part[i] != '%' {
			b.WriteByte(part[i])
			continue
		}
		if i+2 >= len(part) {
			return "", false
		}
		c, err := strconv.ParseUint(part[i+1:i+3], 16, 8)
		if err != nil {
			return "", false
		}
		b.WriteByte(byte(c))
		i += 2
	}
	return b.String(), true
}

const hexDigits = "0123456789ABCDEF"

// appendPart percent-encodes every byte but letters, digits, "-", "." and "_", so that parts hold no "~" and sort below it.
func appendPart(dst []byte, part string) []byte {
	for i := range len(part) {
		if c := part[i]; plain(c) {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return dst
}

func plain(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_'
}

// lessPart compares two parts as they stand in derived ids: encoded, each followed by "~".
func lessPart(a, b string) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	if i == len(a) || i == len(b) {
		return i == len(b) && i < len(a) // "~" is greater than all that a part can hold
	}
	x, y := firstByte(a[i]), firstByte(b[i])
	if x != y {
		return x < y
	}
	return a[i] < b[i] // both are encoded: their digits sort as they do
}

func firstByte(c byte) byte {
	if plain(c) {
		return c
	}
	return '%'
}

// DerivedEdgeID returns the id of the n-th edge, from 1, among those with the same ends and type that have no id of their
// own: source~type~target~n, each part percent-encoded, the ends of a symmetric type in ascending order.
func DerivedEdgeID(source, typ, target string, n int) string {
	return derivedID(edgeKey{source: source, target: target, typ: typ}, uint32(n))
}
