package graph

import (
	"encoding/binary"
	"hash/maphash"
)

// dictionary numbers distinct texts in the order of their first mention, from 0. They lie packed, and an open table finds
// them: no pointer and no allocation per text. A text of up to eight bytes is recognized in the table itself, so that
// finding one costs one look at memory that is far away; a small number is found by its value. The seed of the hash decides
// where a text stands in the table and nothing else.
type dictionary struct {
	packer
	slots   []slot
	hashed  int // texts in slots
	seed    maphash.Seed
	numbers decimals
	near    uint32 // what approach read: a read that nobody needs is left out
}

// slot is a place of the table.
type slot struct {
	key uint64 // the text, where it is short, else more of its hash
	tag uint32 // 28 bits of the hash, and the length of a short text; a long one has 15 there
	n   uint32 // 1 + the number; 0: free
}

// shortText is how long a text may be to stand in the table.
const shortText = 8

const longText = 15

// Key is a text as a dictionary looks for it: its value, where it is a small decimal number, else its hash.
type Key uint64

// hashedKey marks a key that is a hash.
const hashedKey Key = 1 << 63

func keyOf(seed maphash.Seed, text []byte) Key {
	if value, ok := decimalValue(text); ok {
		return Key(value)
	}
	return hashOf(seed, text)
}

func hashOf(seed maphash.Seed, text []byte) Key { return Key(maphash.Bytes(seed, text)) | hashedKey }

func newDictionary() *dictionary { return &dictionary{seed: maphash.MakeSeed()} }

// find returns the number of a text, and whether it has one.
func (d *dictionary) find(text []byte) (n int, ok bool) {
	d.index()
	return d.findKey(keyOf(d.seed, text), text)
}

// findKey is find where the key of the text is known.
func (d *dictionary) findKey(key Key, text []byte) (n int, ok bool) {
	if key&hashedKey == 0 {
		if d.numbers.hold(key) {
			n = int(d.numbers.rows[key]) - 1
			return n, n >= 0
		}
		key = hashOf(d.seed, text)
	}
	if len(d.slots) == 0 {
		return 0, false
	}
	n, _ = d.probe(text, slotOf(key, text))
	return n, n >= 0
}

// intern returns the number of a text, and whether it is new.
func (d *dictionary) intern(text []byte) (n int, added bool) {
	d.index()
	return d.internKey(keyOf(d.seed, text), text)
}

// internKey is intern where the key of the text is known.
func (d *dictionary) internKey(key Key, text []byte) (n int, added bool) {
	if key&hashedKey != 0 {
		return d.internHashed(key, text)
	}
	if n, ok := d.findKey(key, text); ok {
		return n, false
	}
	if !d.numbers.hold(key) && !d.numbers.grow(key, &d.packer, 0) {
		return d.internHashed(hashOf(d.seed, text), text)
	}
	d.addBytes(text)
	d.numbers.rows[key] = uint32(len(d.ends))
	return len(d.ends) - 1, true
}

func (d *dictionary) internHashed(key Key, text []byte) (n int, added bool) {
	if 4*(d.hashed+1) > 3*len(d.slots) {
		d.grow(2 * len(d.slots))
	}
	s := slotOf(key, text)
	n, at := d.probe(text, s)
	if n >= 0 {
		return n, false
	}
	d.addBytes(text)
	s.n = uint32(len(d.ends))
	d.slots[at] = s
	d.hashed++
	return len(d.ends) - 1, true
}

// inOrder returns the numbers of all texts in ascending order of the texts.
func (d *dictionary) inOrder() []uint32 {
	if order := d.numbers.inTextOrder(len(d.ends)); order != nil {
		return order
	}
	return d.ascending(identity(len(d.ends)))
}

// approach reads where the search for each key begins: the processor does many such reads at once, and has them near after.
func (d *dictionary) approach(keys []Key) {
	mask := uint32(len(d.slots) - 1)
	for _, key := range keys {
		switch {
		case d.numbers.hold(key):
			d.near += d.numbers.rows[key]
		case key&hashedKey != 0 && len(d.slots) > 0:
			d.near += d.slots[key.home()&mask].n
		}
	}
}

// slotOf returns what the table holds of a text, without its number.
func slotOf(key Key, text []byte) slot {
	tag := uint32(key>>32) &^ 15
	if len(text) > shortText {
		return slot{key: uint64(key), tag: tag | longText}
	}
	var short [shortText]byte
	copy(short[:], text)
	return slot{key: binary.LittleEndian.Uint64(short[:]), tag: tag | uint32(len(text))}
}

// home returns where the search for a text begins.
func (k Key) home() uint32 { return uint32(k >> 36) }

// home returns where the search for a slot begins.
func (s slot) home() uint32 { return s.tag >> 4 }

// probe returns the number of a text, or -1 and the free place where it belongs.
func (d *dictionary) probe(text []byte, s slot) (n, at int) {
	mask := uint32(len(d.slots) - 1)
	for i := s.home() & mask; ; i = (i + 1) & mask {
		found := &d.slots[i]
		switch {
		case found.n == 0:
			return -1, int(i)
		case found.key != s.key || found.tag != s.tag:
		case s.tag&15 != longText || string(d.at(int(found.n)-1)) == string(text):
			return int(found.n) - 1, int(i)
		}
	}
}

// index makes the table of texts that were packed without one.
func (d *dictionary) index() {
	if d.seed == (maphash.Seed{}) {
		d.seed = maphash.MakeSeed()
	}
	if len(d.ends) == 0 || len(d.slots) > 0 || len(d.numbers.rows) > 0 {
		return
	}
	d.grow(2 * len(d.ends))
	for n := range d.ends {
		text := d.at(n)
		s := slotOf(hashOf(d.seed, text), text)
		s.n = uint32(n + 1)
		d.place(s)
	}
	d.hashed = len(d.ends)
}

// place puts a slot where it belongs.
func (d *dictionary) place(s slot) {
	mask := uint32(len(d.slots) - 1)
	at := s.home() & mask
	for d.slots[at].n != 0 {
		at = (at + 1) & mask
	}
	d.slots[at] = s
}

// grow gives the table at least so many places.
func (d *dictionary) grow(places int) {
	old := d.slots
	d.slots = make([]slot, tableSize(places))
	for _, s := range old {
		if s.n != 0 {
			d.place(s)
		}
	}
}

// tableSize returns the power of two that is at least n.
func tableSize(n int) int {
	size := 16
	for size < n {
		size *= 2
	}
	return size
}
