package xml

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode"

	"pgregory.net/rapid"
)

func TestATokenLongerThanTheLimitIsRefusedInItsLine(t *testing.T) {
	long := strings.Repeat("x", 100)
	for _, c := range []struct {
		doc  string
		line int
	}{
		{"<a b='" + long + "'/>", 1},
		{"<a>\n<" + long + "/>", 2},
		{"<a>" + long + "</a>", 1},
		{"<a>\n\n<!--" + long + "-->", 3},
		{"<a>\n<![CDATA[" + long + "]]>", 2},
		{"<?x\n\n" + long + "?>", 3},
		{"<!DOCTYPE\n" + long + ">", 2},
		{"<a b='" + strings.Repeat("\n", 100) + "'/>", 45}, // of the 50 bytes, 6 are no line feeds
		{"<a b='" + long + "'><<", 1},                      // what is wrong behind the limit is not looked at
	} {
		in := newStream(strings.NewReader(c.doc), 50)
		s := newScanner(in)
		var err error
		for err == nil {
			_, err = s.next()
		}
		if err != errTooLong || in.line() != c.line {
			t.Errorf("%.20q: %v in line %d, want line %d", c.doc, err, in.line(), c.line)
		}
	}
}

func TestATokenAtTheLimitIsTaken(t *testing.T) {
	in := newStream(strings.NewReader("<a b='"+strings.Repeat("x", 42)+"'>"), 50)
	if token, err := newScanner(in).next(); err != nil || len(token.Attrs[0].Value) != 42 {
		t.Errorf("%v", err)
	}
}

// What was read before an error is scanned before the error is told, however it came.
func TestErrorsOfTheReaderComeBehindWhatWasRead(t *testing.T) {
	broken := errors.New("no more")
	for _, c := range []struct{ doc, want string }{
		{"<a>", "<a>|no more"}, {"<a>xy", "<a>|xy|no more"}, {"<a b", "no more"}, {"<a><![CDATA[x", "<a>|no more"},
		{"<a>&am", "<a>|no more"}, {"<a b='\x01", "illegal character code U+0001"}, {"", "no more"},
	} {
		for _, r := range []io.Reader{strings.NewReader(c.doc), iotest.OneByteReader(strings.NewReader(c.doc))} {
			s := newScanner(newStream(io.MultiReader(r, iotest.ErrReader(broken)), testLimit))
			var got []string
			for {
				token, err := s.next()
				if err != nil {
					got = append(got, err.Error())
					break
				}
				if token.Kind == StartTag {
					got = append(got, "<"+string(token.Name.full)+">")
				} else {
					got = append(got, string(token.Text))
				}
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("%q: got %q, want %q", c.doc, got, c.want)
			}
		}
	}
}

// A file that declares its encoding again and again would be decoded as often, one decoder around the other.
func TestOnlyOneEncodingCounts(t *testing.T) {
	declared := `<?xml version="1.0" encoding="windows-1252"?>`
	in := newStream(strings.NewReader(strings.Repeat(declared, 50_000)+"<\xe8>"), testLimit)
	s := newScanner(in)
	for {
		token, err := s.next()
		if err != nil {
			t.Fatal(err)
		}
		if token.Kind == StartTag {
			if string(token.Name.full) != "è" {
				t.Errorf("%q", token.Name.full)
			}
			return
		}
	}
}

func TestAReaderThatGivesNothingEnds(t *testing.T) {
	if _, err := newScanner(newStream(nothing{}, testLimit)).next(); err != io.ErrNoProgress {
		t.Error(err)
	}
}

type nothing struct{}

func (nothing) Read([]byte) (int, error) { return 0, nil }

// Texts stay what they were, whatever becomes of the buffer that they were made of.
func TestTextsStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var made Texts
		var got, want []string
		buffer := make([]byte, 0, 40_000)
		for i := range rapid.IntRange(0, 60).Draw(t, "texts") {
			n := rapid.OneOf(rapid.IntRange(0, 5), rapid.IntRange(0, 3000), rapid.IntRange(pieceSize/4-2, pieceSize/4+2)).Draw(t, "length")
			text := strings.Repeat(fmt.Sprint(i%10), n)
			buffer = append(buffer[:0], text...)
			got, want = append(got, made.Of(buffer)), append(want, text)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("text %d of %d bytes became another", i, len(want[i]))
			}
		}
	})
}

func TestTrimmedTakesOffWhatUnicodeCallsSpace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var text string
		for _, piece := range rapid.SliceOf(rapid.SampledFrom([]string{" ", "\n", "\u00a0", "\u2003", "\x85", "\u0085", "a", "è", "\xff", "\u200b", "\x7f"})).Draw(t, "pieces") {
			text += piece
		}
		want := strings.TrimFunc(text, unicode.IsSpace)
		if got := Trimmed(text); got != want {
			t.Fatalf("%q: got %q, want %q", text, got, want)
		}
		if got := Trimmed([]byte(text)); string(got) != want {
			t.Fatalf("%q: got %q, want %q", text, got, want)
		}
	})
}
