package xml

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"trama/graph"
)

// Trimmed returns a text without white space around it, the no-break space included.
func Trimmed[T string | []byte](text T) T {
	if n := len(text); n == 0 || visible(text[0]) && visible(text[n-1]) {
		return text
	}
	return T(strings.TrimFunc(string(text), unicode.IsSpace))
}

// visible tells whether a byte is a character of ASCII that is no white space.
func visible(c byte) bool { return c > ' ' && c < utf8.RuneSelf }

// TypeNamed returns the type that formats mean by a name, and whether any does.
func TypeNamed(name string) (typ graph.ValueType, known bool) {
	switch strings.ToLower(name) {
	case "", "string", "anyuri", "char", "character":
		return graph.Text, true
	case "int", "integer", "long", "short", "byte", "biginteger":
		return graph.Integer, true
	case "float", "double", "bigdecimal":
		return graph.Float, true
	case "boolean", "bool":
		return graph.Boolean, true
	case "date":
		return graph.Date, true
	}
	return graph.Text, false
}

// Value returns what a text without white space around it is in a type; ok is false where it does not fit. A number that is
// none, NaN, is a zero value.
func Value(typ graph.ValueType, text string) (v graph.Value, ok bool) {
	switch typ {
	case graph.Integer:
		return Integer(text)
	case graph.Float:
		return float(text)
	case graph.Boolean:
		return Boolean(text)
	case graph.Date:
		return graph.DateValue(text)
	}
	return graph.TextValue(text), true
}

// Integer reads a whole number. The error of another number, which is made with much ado, is not asked for.
func Integer(text string) (v graph.Value, ok bool) {
	for i := range len(text) {
		if c := text[i]; c < '0' && c != '-' && c != '+' || c > '9' {
			return graph.Value{}, false
		}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return graph.IntegerValue(n), err == nil
}

// float reads a decimal number, NaN as a zero value; hexadecimal ones and "_" between digits, which Go would take, are none.
func float(text string) (v graph.Value, ok bool) {
	x, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || strings.ContainsAny(text, "xX_"):
		return graph.Value{}, false
	case math.IsNaN(x):
		return graph.Value{}, true
	}
	return graph.FloatValue(x), !math.IsInf(x, 0)
}

// Boolean reads true and false in any case, and 1 and 0.
func Boolean(text string) (v graph.Value, ok bool) {
	switch strings.ToLower(text) {
	case "true", "1":
		return graph.BooleanValue(true), true
	case "false", "0":
		return graph.BooleanValue(false), true
	}
	return graph.Value{}, false
}

// Exact returns the value of a type, by its name, that would be written as the text, zero where there is none.
func Exact(typ, text string) graph.Value {
	for _, t := range []graph.ValueType{graph.Integer, graph.Float, graph.Boolean, graph.Date} {
		if t.String() != typ {
			continue
		}
		if v, ok := Value(t, text); ok && v.String() == text {
			return v
		}
	}
	return graph.Value{}
}

// Weight returns the weight of an edge that a text is, an integer where it may be one; fine is false for what is no finite
// number above 0.
func Weight(text string, isFloat bool) (v graph.Value, fine bool) {
	if v, ok := Integer(text); ok && !isFloat {
		return v, graph.Fits("weight", v)
	}
	v, ok := float(text)
	return v, ok && graph.Fits("weight", v)
}
