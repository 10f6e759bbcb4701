package xml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// The tests hold the scanner to the tokens, the errors and the lines of encoding/xml, which reads the same bytes.

// shownToken is a token with what is to be compared, and the line in which it ends.
type shownToken struct {
	Kind       Kind
	Name, Text string
	Attrs      [][2]string
	Line       int
	Failure    string
}

const testLimit = 1 << 20

// scanned returns the tokens of the scanner.
func scanned(r io.Reader) []shownToken {
	var out []shownToken
	in := newStream(r, testLimit)
	s := newScanner(in)
	for {
		t, err := s.next()
		if err != nil {
			return append(out, shownToken{Line: in.line(), Failure: err.Error()})
		}
		one := shownToken{Kind: t.Kind, Line: in.line()}
		switch t.Kind {
		case StartTag, EndTag:
			one.Name = spacedName(t.Name)
		case Instruction:
			one.Name, one.Text = string(t.Name.full), string(t.Text)
		default:
			one.Text = string(t.Text)
		}
		if t.Kind == StartTag {
			for _, a := range t.Attrs {
				one.Attrs = append(one.Attrs, [2]string{spacedName(a.Name), string(a.Value)})
			}
		}
		out = append(out, one)
	}
}

// spacedName returns the two parts of a name in a form that a name cannot have.
func spacedName(n Name) string {
	space := ""
	if n.Prefixed() {
		space = string(n.full[:len(n.full)-len(n.Local())-1])
	}
	return space + "\x00" + string(n.Local())
}

// byteWise gives the bytes of a stream one by one, as encoding/xml takes them.
type byteWise struct{ *stream }

func (b byteWise) ReadByte() (byte, error) {
	for {
		window, last := b.window()
		if len(window) > 0 {
			b.take(1)
			return window[0], nil
		}
		if last {
			return 0, b.err
		}
		b.fill()
	}
}

func (b byteWise) Read(p []byte) (int, error) {
	c, err := b.ReadByte()
	if err != nil || len(p) == 0 {
		return 0, err
	}
	p[0] = c
	return 1, nil
}

// decoded returns the tokens of encoding/xml.
func decoded(r io.Reader) []shownToken {
	in := byteWise{newStream(r, testLimit)}
	d := xml.NewDecoder(in)
	d.CharsetReader = func(name string, _ io.Reader) (io.Reader, error) { return in, in.charset(name) }
	var out []shownToken
	for {
		token, err := d.RawToken()
		line, _ := d.InputPos()
		if err != nil {
			return append(out, shownToken{Line: line, Failure: words(err)})
		}
		out = append(out, shownXML(token, line))
	}
}

// words returns what is wrong in the scanner's words.
func words(err error) string {
	var syntax *xml.SyntaxError
	var charset unknownCharset
	switch {
	case errors.As(err, &charset):
		return charset.Error()
	case errors.As(err, &syntax) && syntax.Msg == "unexpected EOF":
		return io.ErrUnexpectedEOF.Error()
	case syntax != nil:
		return syntax.Msg
	}
	return strings.TrimPrefix(err.Error(), "xml: ")
}

func shownXML(token xml.Token, line int) shownToken {
	spaced := func(n xml.Name) string { return n.Space + "\x00" + n.Local }
	switch t := token.(type) {
	case xml.StartElement:
		one := shownToken{Kind: StartTag, Name: spaced(t.Name), Line: line}
		for _, a := range t.Attr {
			one.Attrs = append(one.Attrs, [2]string{spaced(a.Name), a.Value})
		}
		return one
	case xml.EndElement:
		return shownToken{Kind: EndTag, Name: spaced(t.Name), Line: line}
	case xml.CharData:
		return shownToken{Kind: CharData, Text: string(t), Line: line}
	case xml.Comment:
		return shownToken{Kind: comment, Text: string(t), Line: line}
	case xml.ProcInst:
		return shownToken{Kind: Instruction, Name: t.Target, Text: string(t.Inst), Line: line}
	case xml.Directive:
		return shownToken{Kind: directive, Text: string(t), Line: line}
	}
	return shownToken{}
}

// failer is a test that can fail.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkTokens holds the scanner to encoding/xml on a document, which comes whole or piece by piece.
func checkTokens(t failer, doc []byte) {
	t.Helper()
	want := decoded(bytes.NewReader(doc))
	for _, r := range []io.Reader{
		bytes.NewReader(doc), iotest.OneByteReader(bytes.NewReader(doc)), iotest.DataErrReader(bytes.NewReader(doc)),
	} {
		got := scanned(r)
		for i := range max(len(got), len(want)) {
			if i >= len(got) || i >= len(want) || fmt.Sprint(got[i]) != fmt.Sprint(want[i]) {
				t.Fatalf("%.500q: token %d of %T\ngot  %+v\nwant %+v", doc, i, r, got[min(i, len(got)):], want[min(i, len(want)):])
			}
		}
	}
}

// xmlPieces are what documents of XML, valid and damaged, are made of.
var xmlPieces = []string{
	"<a>", "</a>", "<a/>", "<a b='c'>", `<a b="c" d='e'/>`, "<", ">", "/", "/>", "</", "<a", " b", "=", " = ", "'", `"`, "\n", "\r", "\r\n", "\t", " ",
	"x", "]]>", "]]", "]", "<![CDATA[", "<![", "<!", "<!-", "<!--", "-->", "--", "-", "<?", "?>", "<?x y?>", `<?xml version="1.0"?>`, `<?xml version="1.1"?>`,
	`<?xml version='1.0' encoding="windows-1252"?>`, `<?xml encoding='klingon'?>`, "<?xml encoding=utf encoding='latin1?>", "<!DOCTYPE a>", `<!DOCTYPE a [<!ENTITY b "c>">]>`,
	"<!doctype", "[", "<!-- - -->", "&", "&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&amp", "&no;", "&;", "&#65;", "&#x41;", "&#X41;", "&#1;", "&#0;", "&#13;", "&#10;",
	"&#xD800;", "&#xFFFE;", "&#x10FFFF;", "&#x110000;", "&#99999999999999999999;", "&#;", "&#x;", "&#xg;", "&#65", ";", "è", "€", "😀", "\ufffd", "\ufffe", "\uffff", "\xe8", "\xff\xfe",
	"\x00", "\x01", "\x1f", "\x7f", "\u0080", "\u2028", "<è>", "<a:b c:d='e'>", "</a:b>", "<:a>", "<a:>", "<a:b:c>", "<1>", "<.a>", "<-/>", "<·/>", "<a·/>", ":", "a:b", "<a b>", "<a b=c>", "<a 'b'>",
	"<a/ >", "</a b>", "</ a>", "< a>", "<a\n>", "<a\r\nb\n=\n'c\nd'>", "</a\n>", "<a b='<'>", "<a b='\x01'", "<a b='è&#1;'/>", "<a b='&amp", strings.Repeat("y", 300),
}

// xmlDocument draws documents.
func xmlDocument() *rapid.Generator[[]byte] {
	return rapid.Custom(func(t *rapid.T) []byte {
		var doc []byte
		for _, piece := range rapid.SliceOfN(rapid.SampledFrom(xmlPieces), 0, 12).Draw(t, "pieces") {
			doc = append(doc, piece...)
		}
		if len(doc) > 0 && rapid.IntRange(0, 4).Draw(t, "damage") == 0 {
			doc[rapid.IntRange(0, len(doc)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
		return doc
	})
}

func TestScannerGivesTheTokensOfEncodingXML(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkTokens(t, xmlDocument().Draw(t, "document")) })
}

func TestScannerGivesTheTokensOfEncodingXMLOfEveryPairOfPieces(t *testing.T) {
	for _, first := range xmlPieces {
		for _, second := range xmlPieces {
			checkTokens(t, []byte(first+second))
			checkTokens(t, []byte("<r x='"+first+second+"'>"+second+first))
		}
	}
}

func FuzzScanner(f *testing.F) {
	for _, piece := range xmlPieces {
		f.Add([]byte("<a b='" + piece + "'>" + piece + "</a>"))
	}
	if entries, err := filepath.Glob("../../../../shared/data/graphml_torture/*/*"); err == nil {
		for _, path := range entries {
			if content, err := os.ReadFile(path); err == nil && len(content) < 5_000 {
				f.Add(content)
			}
		}
	}
	f.Fuzz(func(t *testing.T, doc []byte) { checkTokens(t, doc) })
}
