package csv

import (
	"bytes"
	"context"
	stdcsv "encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// allRows returns the rows of a text, each with its line in front, and what is refused in their place.
func allRows(in io.Reader, sep byte) ([][]string, error) {
	text, err := newText(context.Background(), in)
	if err != nil {
		return nil, err
	}
	rows := newRows(text, 1000)
	rows.separate(sep)
	var out [][]string
	for {
		ok, err := rows.next()
		var wrong refusal
		switch {
		case errors.As(err, &wrong):
			out = append(out, []string{fmt.Sprint(rows.line), "refused: " + wrong.why.Code})
			continue
		case err != nil:
			return out, err
		case !ok:
			return out, nil
		}
		row := []string{fmt.Sprint(rows.line)}
		for _, cell := range rows.cells {
			row = append(row, string(cell))
		}
		out = append(out, row)
	}
}

// TestRowsAreThoseOfTheStandardLibrary compares rows that both read alike: quoted where needed, LF between them.
func TestRowsAreThoseOfTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sep := rapid.SampledFrom([]byte(";\t,")).Draw(t, "separator")
		cell := rapid.StringMatching(`[ab"\n;,\t è]{0,4}`)
		var content bytes.Buffer
		w := stdcsv.NewWriter(&content)
		w.Comma = rune(sep)
		for range rapid.IntRange(0, 6).Draw(t, "rows") {
			row := rapid.SliceOfN(cell, 1, 4).Draw(t, "row")
			if strings.TrimSpace(strings.Join(row, "")) == "" {
				row[0] = "x" // we skip a row of white space alone
			}
			w.Write(row)
		}
		w.Flush()
		r := stdcsv.NewReader(bytes.NewReader(content.Bytes()))
		r.Comma, r.FieldsPerRecord = rune(sep), -1
		var want [][]string
		for {
			row, err := r.Read()
			if err != nil {
				break
			}
			line, _ := r.FieldPos(0)
			want = append(want, append([]string{fmt.Sprint(line)}, row...))
		}
		got, err := allRows(bytes.NewReader(content.Bytes()), sep)
		if err != nil || !slices.EqualFunc(got, want, slices.Equal) {
			t.Fatalf("%q: %v\ngot  %q\nwant %q", content.String(), err, got, want)
		}
	})
}

// TestRowsAnyhow: rows are the same however the bytes come, and at whatever size the buffer begins.
func TestRowsAnyhow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOf(rapid.SampledFrom([]string{"a", "\"", "\"\"", ",", "\n", "\r", "\r\n", "è", " ", "\xe9", "\x01", strings.Repeat("x", 300), strings.Repeat("\"\"", 400)})).Draw(t, "text")
		content := []byte(strings.Join(pieces, ""))
		want, wantErr := allRows(bytes.NewReader(content), ',')
		for _, in := range []io.Reader{iotest.OneByteReader(bytes.NewReader(content)), iotest.DataErrReader(bytes.NewReader(content)), struct{ io.Reader }{bytes.NewReader(content)}} {
			got, err := allRows(in, ',')
			if fmt.Sprint(err) != fmt.Sprint(wantErr) || !slices.EqualFunc(got, want, slices.Equal) {
				t.Fatalf("%q:\ngot  %q %v\nwant %q %v", content, got, err, want, wantErr)
			}
		}
	})
}

// TestLinesOfRows counts lines as an editor does, whatever ends them.
func TestLinesOfRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		content := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"a", "\"b\nc\"", "\"\r\"", "\"d\r\n\r\"", ",", "\n", "\r", "\r\n"})).Draw(t, "text"), "")
		rows, err := allRows(strings.NewReader(content), ',')
		if err != nil {
			t.Fatal(err)
		}
		// The line of each row is one more than the line ends before it: search for the rows one after the other.
		starts := lineStarts(content)
		for _, row := range rows {
			var line int
			fmt.Sscan(row[0], &line)
			if line < 1 || line > len(starts) {
				t.Fatalf("%q: line %d of %d", content, line, len(starts))
			}
			rest := content[starts[line-1]:]
			first, _, _ := strings.Cut(row[1], `"`)
			if !strings.HasPrefix(row[1], "refused") && !strings.HasPrefix(strings.TrimPrefix(rest, `"`), first) {
				t.Fatalf("%q: line %d is %q, the row %q", content, line, rest, row[1:])
			}
		}
	})
}

func lineStarts(content string) []int {
	starts := []int{0}
	for i := 0; i < len(content); i++ {
		if content[i] == '\n' || content[i] == '\r' && (i+1 == len(content) || content[i+1] != '\n') {
			starts = append(starts, i+1)
		}
	}
	return starts
}

func TestSeparator(t *testing.T) {
	for content, want := range map[string]byte{
		"id;label\n": ';', "id,label\n": ',', "id\tlabel\n": '\t', "id\n": ';', "": ';', "a,b;c\n": ';', "a,b\tc\n": '\t',
		"a;b,c,d\n1;2;3;4;5\n": ',', "id;\"Sport, cultura, gioco\"\n": ';', "\"a;b;c\",d\n": ',', "5\" tubo;x;\"y,z,w,v\"\n": ';',
		"\"id\n,,,,,\";b\n": ';', "\n\n;;;\n a,b,c\n": ',', "sep=|\na;b\n": '|', "SEP=,\r\na;b;c\n": ',', "\"sep=\t\"\na\n": '\t',
		"sep=;;\na,b\n": ';', "sep=\na,b,c\n": ';', "sep=\"\na,b,c\n": ';',
	} {
		for _, in := range []io.Reader{strings.NewReader(content), iotest.OneByteReader(strings.NewReader(content))} {
			text, err := newText(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			got, err := newRows(text, 1000).chooseSeparator()
			if err != nil || got != want {
				t.Errorf("%q: %q, %v, want %q", content, got, err, want)
			}
		}
	}
}

// TestNumbers compares the numbers of a cell with what the standard library reads.
func TestNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`-?[0-9]{0,20}([.,][0-9]{0,20})?([eE][-+]?[0-9]{0,3})?`).Draw(t, "cell")
		n, ok := parseNumber([]byte(cell))
		var x float64
		var rest string
		count, _ := fmt.Sscanf(strings.Replace(cell, ",", ".", 1)+" ", "%g%s", &x, &rest)
		plain := count == 1 && !strings.HasSuffix(strings.TrimRight(cell, "eE+-0123456789"), "_")
		if ok && !plain && !strings.ContainsAny(cell, "eE") {
			t.Fatalf("%q is taken for a number", cell)
		}
		if !ok {
			return
		}
		if y, inRange := floatOf([]byte(cell), n); inRange && count == 1 && y != x {
			t.Fatalf("%q is %v, want %v", cell, y, x)
		}
		if n.integer != (strings.Trim(cell, "-0123456789") == "") || n.zero != (strings.Trim(strings.FieldsFunc(cell, func(c rune) bool { return c == 'e' || c == 'E' })[0], "-0.,") == "") {
			t.Fatalf("%q: %+v", cell, n)
		}
	})
}

func TestUndoubled(t *testing.T) {
	for in, want := range map[string]string{`""`: `"`, `a""b""""c`: `a"b""c`, `""""`: `""`, `x`: `x`} {
		if got := string(undoubled([]byte(in))); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// TestLinesBehindAQuoteLeftOpen: what is passed over, because a quote is open beyond the limit, counts by its lines, wherever the
// room for it ends.
func TestLinesBehindAQuoteLeftOpen(t *testing.T) {
	for _, end := range []string{"\n", "\r\n", "\r"} {
		for n := range 3 * minRead {
			content := "a,\"" + end + "\",\"" + strings.Repeat("x", n) + strings.Repeat("y"+end, 40) + "\"z" + end + "b" + end
			text, err := newText(context.Background(), strings.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			rows := newRows(text, 10)
			rows.room = minRead
			rows.separate(',')
			if _, err := rows.next(); !isRefusal(err) || rows.line != 1 {
				t.Fatalf("%q: line %d, %v", content, rows.line, err)
			}
			if ok, err := rows.next(); !ok || string(rows.cells[0]) != "b" || rows.line != 43 {
				t.Fatalf("%q: %q in line %d, %v", content, rows.cells, rows.line, err)
			}
		}
	}
}

// A row may be as long as some values of the limit, however high that is.
func TestLongestRow(t *testing.T) {
	for limit, want := range map[int64]int{1 << 20: maxRow, 1 << 30: 4 << 30} {
		if got := newRows(nil, limit).longest(); got != want {
			t.Errorf("values of %d bytes: rows of %d, want %d", limit, got, want)
		}
	}
}
