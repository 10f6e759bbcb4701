package graph

import (
	"math"
	"sync/atomic"
)

// Column holds one attribute of all nodes or of all edges. Integers and floats lie in one array where the whole column
// is of that type; everything else is a code into the distinct values, so that a column may mix types and stay exact.
// The methods take a nil Column, which holds nothing.
type Column struct {
	name    string
	typ     ValueType
	codes   []uint32 // 0: no value; c: values.at(c-1)
	values  packed
	numbers []uint64 // with present, where typ is Integer or Float
	present bits
	count   int
}

// Name returns the attribute's name.
func (c *Column) Name() string { return c.name }

// Type returns the type that all values share, Mixed where they differ, None where there are none.
func (c *Column) Type() ValueType {
	if c == nil {
		return None
	}
	return c.typ
}

// Count returns how many rows hold a value.
func (c *Column) Count() int {
	if c == nil {
		return 0
	}
	return c.count
}

// At returns the value in a row, and whether there is one.
func (c *Column) At(row int) (Value, bool) {
	if c == nil {
		return Value{}, false
	}
	if c.numbers != nil {
		if !c.present.get(row) {
			return Value{}, false
		}
		return Value{typ: c.typ, num: c.numbers[row]}, true
	}
	code := c.codes[row]
	if code == 0 {
		return Value{}, false
	}
	return unpack(c.values.at(int(code) - 1)), true
}

// Text returns the value in a row as text, "" where there is none.
func (c *Column) Text(row int) string {
	v, ok := c.At(row)
	if !ok {
		return ""
	}
	return v.String()
}

// Number returns the value in a row as a float, and whether there is a number.
func (c *Column) Number(row int) (float64, bool) {
	if c != nil && c.typ == Float && c.numbers != nil {
		return math.Float64frombits(c.numbers[row]), c.present.get(row)
	}
	v, ok := c.At(row)
	if !ok {
		return 0, false
	}
	return v.Number()
}

// Distinct returns the distinct values of a column that is coded (text, boolean, date, list, mixed), in no promised
// order, and nil for a column of numbers. Some of them may stand in no row.
func (c *Column) Distinct() []Value {
	if c == nil || c.numbers != nil {
		return nil
	}
	out := make([]Value, c.values.len())
	for i := range out {
		out[i] = unpack(c.values.at(i))
	}
	return out
}

// Code returns, for a coded column, 0 where the row holds nothing, else one more than the position in Distinct.
func (c *Column) Code(row int) int {
	if c == nil || c.codes == nil {
		return 0
	}
	return int(c.codes[row])
}

// cells is a column that can still be written.
type cells struct {
	name    string
	codes   []uint32
	values  *dictionary
	scratch []byte
	numeric ValueType // Integer or Float while all values are; then numbers and present hold them
	numbers []uint64
	present bits
	room    *room // none where whoever writes vouches for the rows
}

func newCells(name string) *cells { return &cells{name: name} }

// at returns the value in a row.
func (c *cells) at(row int) Value {
	if c.numeric != None {
		if row < len(c.numbers) && c.present.get(row) {
			return Value{typ: c.numeric, num: c.numbers[row]}
		}
		return Value{}
	}
	if row >= len(c.codes) || c.codes[row] == 0 {
		return Value{}
	}
	return unpack(string(c.values.at(int(c.codes[row]) - 1)))
}

// same tells whether two rows hold the same.
func (c *cells) same(x, y int) bool {
	if c.numeric != None {
		return c.at(x) == c.at(y)
	}
	return c.codeAt(x) == c.codeAt(y)
}

func (c *cells) codeAt(row int) uint32 {
	if row < len(c.codes) {
		return c.codes[row]
	}
	return 0
}

// set puts a value into a row; the zero Value empties it.
func (c *cells) set(row int, v Value) {
	if v.IsZero() {
		c.unset(row)
		return
	}
	if !c.fits(row) {
		return
	}
	if c.numeric == None && c.values == nil && (v.typ == Integer || v.typ == Float) {
		c.numeric = v.typ
	}
	if c.numeric != None {
		if v.typ == c.numeric {
			c.numbers = grown(c.numbers, row+1)
			c.numbers[row] = v.num
			c.present.set(row)
			return
		}
		c.code()
	}
	c.codes = grown(c.codes, row+1)
	c.codes[row] = c.codeOf(v)
}

// setText puts a text that is not empty into a row, and returns whether the column holds it for the first time.
func (c *cells) setText(row int, text []byte) (added bool) {
	if !c.fits(row) {
		return false
	}
	if c.numeric != None {
		c.code()
	}
	code, added := c.intern(c.packedText(text))
	c.codes = grown(c.codes, row+1)
	c.codes[row] = code
	return added
}

// holdsText tells whether a row holds nothing or just this text.
func (c *cells) holdsText(row int, text []byte) bool {
	if c.numeric != None {
		return c.at(row).IsZero()
	}
	if row >= len(c.codes) || c.codes[row] == 0 {
		return true
	}
	return string(c.values.at(int(c.codes[row])-1)) == string(c.packedText(text))
}

func (c *cells) packedText(text []byte) []byte {
	c.scratch = append(append(c.scratch[:0], byte(Text)), text...)
	return c.scratch
}

func (c *cells) unset(row int) {
	if c.numeric != None {
		c.present.clear(row)
	} else if row < len(c.codes) {
		c.codes[row] = 0
	}
}

// code turns a column of numbers into a coded one, for a value that is no number of that type.
func (c *cells) code() {
	numbers, present, typ := c.numbers, c.present, c.numeric
	c.numbers, c.present, c.numeric = nil, nil, None
	c.codes = make([]uint32, len(numbers))
	for row, num := range numbers {
		if present.get(row) {
			c.codes[row] = c.codeOf(Value{typ: typ, num: num})
		}
	}
}

func (c *cells) codeOf(v Value) uint32 {
	c.scratch = v.appendPacked(c.scratch[:0])
	code, _ := c.intern(c.scratch)
	return code
}

func (c *cells) intern(packed []byte) (code uint32, added bool) {
	if c.values == nil {
		c.values = newDictionary()
	}
	n, added := c.values.intern(packed)
	return uint32(n + 1), added
}

// grown returns the slice with at least n elements; what is new is zero.
func grown[T any](s []T, n int) []T {
	if n <= len(s) {
		return s
	}
	if n <= cap(s) {
		return s[:n]
	}
	larger := make([]T, n, max(n, 2*cap(s)))
	copy(larger, s)
	return larger
}

// column returns the rows in the given order as a Column, nil where no row holds a value. A coded column in which only
// numbers of one type are left becomes a column of numbers.
func (c *cells) column(order []uint32) *Column {
	if c.numeric != None {
		return c.numberColumn(order)
	}
	out := &Column{name: c.name, codes: make([]uint32, len(order))}
	if c.values == nil {
		return nil
	}
	renamed, kept := make([]uint32, len(c.values.ends)+1), c.values.roomFor()
	for i, row := range order {
		if int(row) >= len(c.codes) || c.codes[row] == 0 {
			continue
		}
		code := c.codes[row]
		if renamed[code] == 0 {
			kept.addBytes(c.values.at(int(code) - 1))
			renamed[code] = uint32(len(kept.ends))
			out.typ = joinedType(out.typ, ValueType(c.values.at(int(code) - 1)[0]))
		}
		out.codes[i] = renamed[code]
		out.count++
	}
	if out.count == 0 {
		return nil
	}
	out.values = kept.strings()
	if out.typ == Integer || out.typ == Float {
		return out.asNumbers()
	}
	return out
}

func joinedType(a, b ValueType) ValueType {
	if a == None || a == b {
		return b
	}
	return Mixed
}

func (c *cells) numberColumn(order []uint32) *Column {
	out := &Column{name: c.name, typ: c.numeric, numbers: make([]uint64, len(order)), present: newBits(len(order))}
	var count atomic.Int64
	inShares(len(order), func(from, to int) { count.Add(int64(c.numbersInto(out, order, from, to))) })
	if out.count = int(count.Load()); out.count == 0 {
		return nil
	}
	return out
}

// numbersInto copies the numbers of some rows of the order, and returns how many there are.
func (c *cells) numbersInto(out *Column, order []uint32, from, to int) (count int) {
	for i := from; i < to; i++ {
		if row := int(order[i]); row < len(c.numbers) && c.present.get(row) {
			out.numbers[i] = c.numbers[row]
			out.present[i>>6] |= 1 << (i & 63)
			count++
		}
	}
	return count
}

func (c *Column) asNumbers() *Column {
	out := &Column{name: c.name, typ: c.typ, numbers: make([]uint64, len(c.codes)), present: newBits(len(c.codes)), count: c.count}
	for row := range c.codes {
		if v, ok := c.At(row); ok {
			out.numbers[row] = v.num
			out.present.set(row)
		}
	}
	return out
}

// gathered returns the rows named by from, in that order, as cells that can be written; absent stands for an empty row.
func (c *Column) gathered(from []uint32) *cells {
	out := newCells(c.name)
	if c.numbers != nil {
		out.numeric, out.numbers = c.typ, make([]uint64, len(from))
		for i, row := range from {
			if row != absent && c.present.get(int(row)) {
				out.numbers[i] = c.numbers[row]
				out.present.set(i)
			}
		}
		return out
	}
	out.values = &dictionary{packer: packer{bytes: []byte(c.values.bytes), ends: append([]uint64(nil), c.values.ends...)}}
	out.codes = make([]uint32, len(from))
	for i, row := range from {
		if row != absent {
			out.codes[i] = c.codes[row]
		}
	}
	return out
}

// absent stands for no row.
const absent = ^uint32(0)
