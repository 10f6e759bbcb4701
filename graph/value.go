package graph

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"
	"time"
)

// ValueType is the type that a Value carries.
type ValueType uint8

// The types of values. Mixed is the type of a column only.
const (
	None ValueType = iota
	Text
	Integer
	Float
	Boolean
	Date
	List
	Mixed
)

// String returns the name of the type.
func (t ValueType) String() string {
	return [...]string{"none", "text", "integer", "float", "boolean", "date", "list", "mixed"}[t]
}

// Value is one attribute value with its type: text, integer (64 bits), float, boolean, date or list of text. Two values
// are equal (==) when type and content are. The zero Value is no value.
type Value struct {
	typ  ValueType
	num  uint64
	text string
}

// TextValue returns a text; an empty one is no value.
func TextValue(text string) Value {
	if text == "" {
		return Value{}
	}
	return Value{typ: Text, text: text}
}

// IntegerValue returns an integer.
func IntegerValue(n int64) Value { return Value{typ: Integer, num: uint64(n)} }

// FloatValue returns a float; NaN and infinities are no value.
func FloatValue(x float64) Value {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Value{}
	}
	return Value{typ: Float, num: math.Float64bits(x + 0)} // + 0 makes the negative zero a zero
}

// BooleanValue returns a boolean.
func BooleanValue(b bool) Value {
	if b {
		return Value{typ: Boolean, num: 1}
	}
	return Value{typ: Boolean}
}

// DateValue returns a date written as 2006-01-31; ok is false where that day does not exist.
func DateValue(day string) (v Value, ok bool) {
	if t, err := time.Parse(time.DateOnly, day); err != nil || t.Year() < 1 {
		return Value{}, false
	}
	return Value{typ: Date, text: day}, true
}

// ListValue returns a list of texts. Empty items are left out, as an empty text is absent everywhere; a list without
// items is no value.
func ListValue(items []string) Value {
	var packed []byte
	for _, item := range items {
		if item != "" {
			packed = binary.AppendUvarint(packed, uint64(len(item)))
			packed = append(packed, item...)
		}
	}
	if len(packed) == 0 {
		return Value{}
	}
	return Value{typ: List, text: string(packed)}
}

// Type returns the type of the value, None where there is no value.
func (v Value) Type() ValueType { return v.typ }

// IsZero tells whether there is no value.
func (v Value) IsZero() bool { return v.typ == None }

// Integer returns the integer, and whether the value is one.
func (v Value) Integer() (int64, bool) { return int64(v.num), v.typ == Integer }

// Number returns an integer or a float as a float, and whether the value is one of them.
func (v Value) Number() (float64, bool) {
	switch v.typ {
	case Integer:
		return float64(int64(v.num)), true
	case Float:
		return math.Float64frombits(v.num), true
	}
	return 0, false
}

// Boolean returns the boolean, and whether the value is one.
func (v Value) Boolean() (value, ok bool) { return v.num == 1, v.typ == Boolean }

// Items returns the items of a list, and of a text those that tables join by "|"; none of no value.
func (v Value) Items() []string {
	if v.typ == Text {
		return strings.Split(v.text, "|")
	}
	return v.List()
}

// List returns the items of a list; another value is a list of its own text.
func (v Value) List() []string {
	if v.typ != List {
		if v.typ == None {
			return nil
		}
		return []string{v.String()}
	}
	var items []string
	for packed := []byte(v.text); len(packed) > 0; {
		n, size := binary.Uvarint(packed)
		items = append(items, string(packed[size:size+int(n)]))
		packed = packed[size+int(n):]
	}
	return items
}

// String returns the value as text: a float always with a point or an exponent, a date as 2006-01-31, the items of a
// list joined with "|".
func (v Value) String() string {
	switch v.typ {
	case None, Text, Date:
		return v.text
	case List:
		return strings.Join(v.List(), "|")
	}
	return string(v.Append(nil))
}

// Append appends the text that String returns.
func (v Value) Append(dst []byte) []byte {
	switch v.typ {
	case Integer:
		return strconv.AppendInt(dst, int64(v.num), 10)
	case Float:
		return appendFloat(dst, math.Float64frombits(v.num))
	case Boolean:
		return strconv.AppendBool(dst, v.num == 1)
	}
	return append(dst, v.String()...)
}

func appendFloat(dst []byte, x float64) []byte {
	if short, ok := appendShortFloat(dst, x); ok {
		return short
	}
	start := len(dst)
	format := byte('f')
	if a := math.Abs(x); a != 0 && (a < 1e-6 || a >= 1e21) {
		format = 'e'
	}
	dst = strconv.AppendFloat(dst, x, format, -1, 64)
	for _, c := range dst[start:] {
		if c == '.' || c == 'e' {
			return dst
		}
	}
	return append(dst, ".0"...)
}

// appendShortFloat appends a float that is the nearest one to a decimal number of at most fifteen digits with at most three
// behind the point: that is then the shortest text that reads as this float. ok is false for any other.
func appendShortFloat(dst []byte, x float64) (out []byte, ok bool) {
	const exact = 1e15 // up to here such a number is an exact integer over an exact power of ten
	power := 1.0
	for places := range 4 {
		digits := math.Round(x * power)
		if math.Abs(digits) < exact && digits/power == x {
			return appendPoint(dst, int64(digits), places), true
		}
		power *= 10
	}
	return dst, false
}

// appendPoint appends a number of which so many digits stand behind the point; there is one always.
func appendPoint(dst []byte, digits int64, places int) []byte {
	if digits < 0 {
		dst, digits = append(dst, '-'), -digits
	}
	unit := int64(1)
	for range places {
		unit *= 10
	}
	dst = append(strconv.AppendInt(dst, digits/unit, 10), '.')
	if places == 0 {
		return append(dst, '0')
	}
	for unit /= 10; unit > 0; unit /= 10 {
		dst = append(dst, byte('0'+digits/unit%10))
	}
	return dst
}

// appendPacked appends the value as bytes that unpack reads: one for the type, then the content.
func (v Value) appendPacked(dst []byte) []byte {
	dst = append(dst, byte(v.typ))
	switch v.typ {
	case Text, Date, List:
		return append(dst, v.text...)
	}
	return binary.LittleEndian.AppendUint64(dst, v.num)
}

func unpack(packed string) Value {
	switch typ := ValueType(packed[0]); typ {
	case Text, Date, List:
		return Value{typ: typ, text: packed[1:]}
	default:
		var num uint64
		for i := 8; i >= 1; i-- {
			num = num<<8 | uint64(packed[i])
		}
		return Value{typ: typ, num: num}
	}
}

// Attribute is a name with a value. In Changes a zero Value removes the attribute.
type Attribute struct {
	Name  string
	Value Value
}

// Attributes are in ascending order of name, each name once.
type Attributes []Attribute

// Get returns the value with the name, the zero Value where there is none.
func (a Attributes) Get(name string) Value {
	for _, attr := range a {
		if attr.Name == name {
			return attr.Value
		}
	}
	return Value{}
}

// With returns a copy in which the name has the value; a zero Value takes the name out.
func (a Attributes) With(name string, v Value) Attributes {
	out := make(Attributes, 0, len(a)+1)
	placed := v.IsZero()
	for _, attr := range a {
		if !placed && attr.Name >= name {
			out, placed = append(out, Attribute{Name: name, Value: v}), true
		}
		if attr.Name != name {
			out = append(out, attr)
		}
	}
	if !placed {
		out = append(out, Attribute{Name: name, Value: v})
	}
	return out
}
