package csv

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"trama/graph"
)

// encoding is how a file's bytes stand for letters.
type encoding uint8

const (
	utf8Text encoding = iota
	utf16Text
	windows1252
)

// window is how much of a file that cannot be read twice is kept in memory until its encoding is decided.
const window = 1 << 20

// text gives a file's bytes as valid UTF-8 without mark.
type text struct {
	ctx      context.Context
	in       io.Reader
	encoding encoding
	binary   bool             // the file begins with zero bytes
	checked  bool             // the whole file is known to be UTF-8
	file     io.Seeker        // the file, where it can be read twice
	size     int64            // what was left of it to read, about
	ahead    spool            // what was read ahead of a file that cannot
	pending  []byte           // read and not given yet
	carry    []byte           // the beginning of a letter of UTF-16 whose end is not read yet
	letter   [256]rune        // of Windows-1252
	order    binary.ByteOrder // of UTF-16
	err      error
}

// newText finds the encoding: what a mark says, else UTF-8 where all of the file is, else Windows-1252. Which of these two
// it is may be found while the file is read.
func newText(ctx context.Context, in io.Reader) (*text, error) {
	t := &text{ctx: ctx, in: in}
	head := make([]byte, 4096)
	n, err := io.ReadFull(in, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		t.encoding, t.order, t.pending = utf16Text, binary.LittleEndian, head[2:]
		return t, nil
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		t.encoding, t.order, t.pending = utf16Text, binary.BigEndian, head[2:]
		return t, nil
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		head = head[3:]
	}
	t.binary = bytes.IndexByte(head, 0) >= 0
	t.pending = head
	return t, t.look()
}

// look finds out whether the file can be looked at again. Its first letter beyond ASCII decides, and all that comes after
// it; before that letter UTF-8 and Windows-1252 are the same.
func (t *text) look() error {
	file, ok := t.in.(io.Seeker)
	if !ok {
		return nil
	}
	at, err := file.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil // a pipe
	}
	end, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	t.file, t.size = file, end-at
	_, err = file.Seek(at, io.SeekStart)
	return err
}

// lookOn tells whether what was read from a letter on, and all that is left of the file, is UTF-8.
func (t *text) lookOn(read []byte) (bool, error) {
	at, err := t.file.Seek(0, io.SeekCurrent)
	if err != nil {
		return false, err
	}
	valid, err := t.allUTF8(slices.Concat(read, t.pending))
	if err != nil {
		return false, err
	}
	_, err = t.file.Seek(at, io.SeekStart)
	return valid, err
}

// keepAhead tells whether what was read from a letter on, and all that is left of a file that cannot be read twice, is
// UTF-8. All of it that was read for that is given again.
func (t *text) keepAhead(read []byte, end error) (bool, error) {
	read, t.pending = slices.Concat(read, t.pending), nil
	if _, err := t.ahead.Write(read); err != nil {
		return false, err
	}
	valid, rest := validStart(read) == len(read), t.in
	switch end {
	case nil:
		t.in = io.TeeReader(rest, &t.ahead)
		if valid, end = t.allUTF8(read); end != nil {
			return false, end
		}
	case io.EOF:
		rest = &bytes.Reader{}
	default:
		return false, end
	}
	again, err := t.ahead.again()
	t.in = io.MultiReader(again, rest)
	return valid, err
}

func (t *text) toWindows() {
	t.encoding = windows1252
	for c := range t.letter {
		t.letter[c] = charmap.Windows1252.DecodeByte(byte(c))
	}
}

// allUTF8 tells whether what was read and all that is left of the file is UTF-8.
func (t *text) allUTF8(read []byte) (bool, error) {
	buf := append(make([]byte, 0, len(read)+1<<18), read...)
	for {
		n, err := t.in.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		valid := validStart(buf)
		if err == io.EOF {
			return valid == len(buf), nil
		}
		if err != nil || t.ctx.Err() != nil {
			return false, errors.Join(err, t.ctx.Err())
		}
		if !cutOff(buf[valid:]) {
			return false, nil
		}
		buf = buf[:copy(buf, buf[valid:])]
	}
}

// validStart returns how many bytes of the beginning are whole UTF-8 letters.
func validStart(b []byte) int {
	if utf8.Valid(b) {
		return len(b)
	}
	n := 0
	for n < len(b) {
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		n += size
	}
	return n
}

// cutOff tells whether what follows the valid start is nothing, or a letter whose end is not read yet.
func cutOff(b []byte) bool {
	b = b[validStart(b):]
	return len(b) == 0 || !utf8.FullRune(b)
}

// Read gives the next bytes. It may give none without an error.
func (t *text) Read(p []byte) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	switch {
	case t.err != nil && len(t.pending) == 0:
		return 0, t.err
	case t.encoding == windows1252:
		return t.readWindows(p)
	case t.encoding == utf16Text:
		return t.readUTF16(p)
	case t.checked:
		return t.raw(p)
	}
	return t.readChecked(p)
}

// raw gives what is pending, then what the file holds.
func (t *text) raw(p []byte) (int, error) {
	if len(t.pending) > 0 {
		n := copy(p, t.pending)
		t.pending = t.pending[n:]
		return n, nil
	}
	if t.err != nil {
		return 0, t.err
	}
	return t.in.Read(p)
}

func (t *text) readWindows(p []byte) (int, error) {
	buf := make([]byte, len(p)/utf8.UTFMax)
	n, err := t.raw(buf)
	out := p[:0]
	for _, c := range buf[:n] {
		if t.letter[c] == utf8.RuneError {
			t.pending, t.err = nil, errEncoding()
			return len(out), nil
		}
		out = utf8.AppendRune(out, t.letter[c])
	}
	return len(out), err
}

// readUTF16 turns UTF-16 into UTF-8. Half a letter at the end of the file, or anywhere else, is an error.
func (t *text) readUTF16(p []byte) (int, error) {
	buf := make([]byte, len(p)/2) // two bytes make three at most, four make four
	n := copy(buf, t.carry)
	t.carry = t.carry[:0]
	more, err := t.raw(buf[n:])
	buf = buf[:n+more]
	out := p[:0]
	for len(buf) >= 2 {
		letter, size := rune(t.order.Uint16(buf)), 2
		if utf16.IsSurrogate(letter) {
			if len(buf) < 4 {
				break
			}
			letter, size = utf16.DecodeRune(letter, rune(t.order.Uint16(buf[2:]))), 4
			if letter == utf8.RuneError {
				t.pending, t.err = nil, errEncoding()
				return len(out), nil
			}
		}
		out, buf = utf8.AppendRune(out, letter), buf[size:]
	}
	t.carry = append(t.carry, buf...)
	if err == io.EOF && len(buf) > 0 {
		t.carry, t.err = nil, errEncoding()
		return len(out), nil
	}
	return len(out), err
}

// readChecked gives ASCII, and decides for UTF-8 or Windows-1252 at the first letter that tells them apart.
func (t *text) readChecked(p []byte) (int, error) {
	n, err := t.raw(p)
	plain := asciiStart(p[:n])
	if plain == n {
		return n, err
	}
	return plain, t.settle(p[plain:n], err)
}

// settle decides for UTF-8 or Windows-1252; what was read from the letter on is given again.
func (t *text) settle(read []byte, end error) (err error) {
	if t.file != nil {
		t.checked, err = t.lookOn(read)
		t.giveAgain(read, end)
	} else {
		t.checked, err = t.keepAhead(read, end)
	}
	if !t.checked {
		t.toWindows()
	}
	return err
}

// giveAgain puts what was read, and the error behind it, before what is pending.
func (t *text) giveAgain(read []byte, err error) {
	t.pending, t.err = slices.Concat(read, t.pending), err
}

// asciiStart returns how many bytes of the beginning are ASCII.
func asciiStart(b []byte) int {
	n := 0
	for n+8 <= len(b) && binary.LittleEndian.Uint64(b[n:])&0x8080808080808080 == 0 {
		n += 8
	}
	for n < len(b) && b[n] < utf8.RuneSelf {
		n++
	}
	return n
}

func errEncoding() error {
	return graph.Say("bad_encoding", "here are bytes that are no letters of the file's encoding; save the file as UTF-8", nil)
}
