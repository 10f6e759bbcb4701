package graph

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

// grow makes the list as long as a value needs, unless it would cost much more than the table: sixteen places for a text.
// Texts that stood in the table move to the list; what is left of them there is not looked at any more.
func (d *decimals) grow(value Key, texts *packer) bool {
	if value >= Key(8*len(texts.ends)+64) {
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
