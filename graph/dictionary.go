package graph

import (
	"encoding/binary"
	"hash/maphash"
)

// dictionary numbers distinct texts in the order of their first mention, from 0. They lie packed, and an open table finds
// them: no pointer and no allocation per text. A text of up to eight bytes is recognized in the table itself, so that
// finding one costs one look at memory that is far away. The seed of the hash decides where a text stands in the table
// and nothing else.
type dictionary struct {
	packer
	slots []slot
	seed  maphash.Seed
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

func newDictionary() *dictionary { return &dictionary{seed: maphash.MakeSeed()} }

// find returns the number of a text, and whether it has one.
func (d *dictionary) find(text []byte) (n int, ok bool) {
	if len(d.slots) == 0 && !d.index() {
		return 0, false
	}
	n, _ = d.probe(text, d.slotOf(text))
	return n, n >= 0
}

// intern returns the number of a text, and whether it is new.
func (d *dictionary) intern(text []byte) (n int, added bool) {
	if 4*(len(d.ends)+1) > 3*len(d.slots) {
		d.grow()
	}
	s := d.slotOf(text)
	n, at := d.probe(text, s)
	if n >= 0 {
		return n, false
	}
	d.addBytes(text)
	s.n = uint32(len(d.ends))
	d.slots[at] = s
	return len(d.ends) - 1, true
}

// slotOf returns what the table holds of a text, without its number.
func (d *dictionary) slotOf(text []byte) slot {
	hash := maphash.Bytes(d.seed, text)
	tag := uint32(hash>>32) &^ 15
	if len(text) > shortText {
		return slot{key: hash, tag: tag | longText}
	}
	var key [shortText]byte
	copy(key[:], text)
	return slot{key: binary.LittleEndian.Uint64(key[:]), tag: tag | uint32(len(text))}
}

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

// index makes the table of texts that were packed without one; it returns whether there are any.
func (d *dictionary) index() bool {
	if len(d.ends) == 0 {
		return false
	}
	if d.seed == (maphash.Seed{}) {
		d.seed = maphash.MakeSeed()
	}
	d.slots = make([]slot, tableSize(2*len(d.ends)))
	for n := range d.ends {
		s := d.slotOf(d.at(n))
		s.n = uint32(n + 1)
		d.place(s)
	}
	return true
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

// grow makes room for one text more.
func (d *dictionary) grow() {
	if len(d.slots) == 0 && d.index() {
		return
	}
	if d.seed == (maphash.Seed{}) {
		d.seed = maphash.MakeSeed()
	}
	old := d.slots
	d.slots = make([]slot, tableSize(2*len(old)))
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
