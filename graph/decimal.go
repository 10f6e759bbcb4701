package graph

import (
	"slices"
	"strconv"
)

// decimals finds the texts of a dictionary that are small numbers by their value: ids that a database counted lie so near
// each other that a list of them is smaller than a table, and each is where its neighbours are. The texts whose value is
// beyond the list stand in the table.
type decimals struct {
	rows []uint32 // 1 + the number of the text, by value; 0: there is none
}

// maxDigits bounds the values, and so the list.
const maxDigits = 8

// decimalValue returns the value of a text that is a number as it would be written, without sign or needless zero, and ok
// false for any other: of those each value has one text only.
func decimalValue(text []byte) (value uint32, ok bool) {
	if len(text) == 0 || len(text) > maxDigits || text[0] == '0' && len(text) > 1 {
		return 0, false
	}
	for _, c := range text {
		if c-'0' > 9 {
			return 0, false
		}
		value = 10*value + uint32(c-'0')
	}
	return value, true
}

// hold tells whether the text with a value stands in the list, if anywhere.
func (d *decimals) hold(value Key) bool { return value < Key(len(d.rows)) }

// holds tells whether the text with a value stands in the list.
func (d *decimals) holds(value uint32) bool { return d.hold(Key(value)) && d.rows[value] > 0 }

// grow makes the list as long as a value needs, unless it would cost much more than the table: sixteen places for a text,
// with those that are coming. Texts that stood in the table move to the list; what is left of them there is not looked at
// any more.
func (d *decimals) grow(value Key, texts *packer, coming int) bool {
	if value >= Key(8*(len(texts.ends)+coming)+64) {
		return false
	}
	d.rows = make([]uint32, tableSize(int(value)+1))
	for n := range texts.ends {
		if v, ok := decimalValue(texts.at(n)); ok && d.hold(Key(v)) {
			d.rows[v] = uint32(n + 1)
		}
	}
	return true
}

// inTextOrder returns the numbers of so many texts in ascending order of the texts, without looking at one. It returns nil
// where the list does not hold all of them.
func (d *decimals) inTextOrder(texts int) []uint32 {
	order := make([]uint32, 0, texts)
	add := func(value int) {
		if n := d.rows[value]; n > 0 {
			order = append(order, n-1)
		}
	}
	if len(d.rows) > 0 {
		add(0)
	}
	for value := range decimalOrder(len(d.rows) - 1) {
		add(value)
	}
	if len(order) < texts {
		return nil
	}
	return order
}

// addNumbers adds the texts of numbers of at most maxDigits digits: in ascending order of value, unless these are a few
// among many that are not there.
func (d *dictionary) addNumbers(values []uint32) {
	add := func(value uint32) {
		if !d.numbers.holds(value) {
			d.internKey(Key(value), decimalText(value))
		}
	}
	if len(values) == 0 {
		return
	}
	most := highest(values)
	if int(most) > 64*len(values) {
		for _, value := range values {
			add(value)
		}
		return
	}
	distinct := setOf(values, most)
	if !d.numbers.hold(Key(most)) {
		d.numbers.grow(Key(most), &d.packer, distinct.count())
	}
	distinct.each(add)
}

// number returns the number of the text of a value that was added.
func (d *dictionary) number(value uint32) uint32 {
	if d.numbers.hold(Key(value)) {
		return d.numbers.rows[value] - 1
	}
	n, _ := d.findKey(Key(value), decimalText(value))
	return uint32(n)
}

func decimalText(value uint32) []byte {
	return strconv.AppendUint(make([]byte, 0, maxDigits), uint64(value), 10)
}

func highest(values []uint32) uint32 {
	of := make([]uint32, partsOf(len(values)))
	inParts(len(values), len(of), func(part, from, to int) { of[part] = slices.Max(values[from:to]) })
	return slices.Max(of)
}

// setOf returns the set of values of which none is above most.
func setOf(values []uint32, most uint32) bits {
	parts := make([]bits, partsOf(len(values)))
	inParts(len(values), len(parts), func(part, from, to int) {
		set := newBits(int(most) + 1)
		for _, value := range values[from:to] {
			set[value>>6] |= 1 << (value & 63)
		}
		parts[part] = set
	})
	for _, other := range parts[1:] {
		for i, word := range other {
			parts[0][i] |= word
		}
	}
	return parts[0]
}
