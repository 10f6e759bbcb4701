package graph

import "hash/maphash"

// dictionary numbers distinct texts in the order of their first mention, from 0. They lie packed, and an open table of
// numbers finds them: 8 bytes a slot, no pointer and no allocation per text. The seed of the hash decides where a number
// stands in the table and nothing else.
type dictionary struct {
	packer
	slots []uint64 // 0: free; else 32 bits of the hash over 1 + the number
	seed  maphash.Seed
}

func newDictionary() *dictionary { return &dictionary{seed: maphash.MakeSeed()} }

// find returns the number of a text, and whether it has one.
func (d *dictionary) find(text []byte) (n int, ok bool) {
	if len(d.slots) == 0 && !d.index() {
		return 0, false
	}
	n, _ = d.probe(text, d.tag(text))
	return n, n >= 0
}

// intern returns the number of a text, and whether it is new.
func (d *dictionary) intern(text []byte) (n int, added bool) {
	if 4*(len(d.ends)+1) > 3*len(d.slots) {
		d.grow(max(16, 2*len(d.slots), 2*len(d.ends)))
	}
	tag := d.tag(text)
	n, slot := d.probe(text, tag)
	if n >= 0 {
		return n, false
	}
	n = len(d.ends)
	d.addBytes(text)
	d.slots[slot] = uint64(tag)<<32 | uint64(n+1)
	return n, true
}

func (d *dictionary) tag(text []byte) uint32 { return uint32(maphash.Bytes(d.seed, text) >> 32) }

// probe returns the number of a text, or -1 and the free slot where it belongs.
func (d *dictionary) probe(text []byte, tag uint32) (n, slot int) {
	mask := uint32(len(d.slots) - 1)
	for at := tag & mask; ; at = (at + 1) & mask {
		entry := d.slots[at]
		if entry == 0 {
			return -1, int(at)
		}
		if uint32(entry>>32) == tag {
			if n := int(uint32(entry)) - 1; string(d.at(n)) == string(text) {
				return n, int(at)
			}
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
	d.slots = make([]uint64, tableSize(2*len(d.ends)))
	for n := range d.ends {
		tag := d.tag(d.at(n))
		_, slot := d.probe(d.at(n), tag)
		d.slots[slot] = uint64(tag)<<32 | uint64(n+1)
	}
	return true
}

// grow makes a table for at least n slots, from the tags of the old one where there is one.
func (d *dictionary) grow(n int) {
	old := d.slots
	if len(old) == 0 && d.index() {
		old = d.slots
		if 4*(len(d.ends)+1) <= 3*len(old) {
			return
		}
	}
	d.slots = make([]uint64, tableSize(n))
	if d.seed == (maphash.Seed{}) {
		d.seed = maphash.MakeSeed()
	}
	mask := uint32(len(d.slots) - 1)
	for _, entry := range old {
		if entry == 0 {
			continue
		}
		at := uint32(entry>>32) & mask
		for d.slots[at] != 0 {
			at = (at + 1) & mask
		}
		d.slots[at] = entry
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
