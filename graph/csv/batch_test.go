package csv

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trama/graph"
)

// outcome is all that reading a table tells.
type outcome struct {
	Digest     string
	Notes      []string
	Refused    []string
	Read, Made graph.Size
	Built      graph.Built
	Err        string
}

// read returns the outcome of reading with a function; limits are low enough to be met.
func read(read func(*Reader) error) outcome {
	var refused graph.Refused
	b := graph.NewBuilder()
	r := NewReader(b, Options{Refused: &refused, Limits: graph.Limits{Value: 200, NodeID: 20}})
	err := read(r)
	var out outcome
	if err == nil {
		var notes []graph.Sentence
		notes, err = r.Finish()
		for _, note := range notes {
			out.Notes = append(out.Notes, note.Text)
		}
	}
	if err != nil {
		out.Err = err.Error()
	}
	for _, refusal := range refused.First {
		out.Refused = append(out.Refused, refusal.Where()+": "+refusal.Why.Text)
	}
	out.Read, out.Made = r.Rows()
	g, built := b.Build()
	out.Digest, out.Built = g.Digest(), built
	return out
}

// plainly reads a table row by row in one goroutine: what batches must not differ from.
func plainly(r *Reader, content []byte) error {
	text, err := newText(context.Background(), bytes.NewReader(content))
	if err != nil {
		return whole("f.csv", err)
	}
	rows := newRows(text, r.options.Limits.Value)
	t, err := r.open(rows, "f.csv")
	if err != nil {
		return err
	}
	if t == nil {
		return at(graph.Invalid, "f.csv", 0, graph.Say("empty_file", "the file is empty", nil))
	}
	for {
		ok, err := rows.next()
		t.line = rows.line
		switch {
		case err != nil:
			t.count()
			err = t.wrongRow(err)
		case ok:
			t.row, t.keys = rows.row, nil
			for _, i := range t.ids() {
				t.keys = append(t.keys, r.b.Key(rows.id(i)))
			}
			err = t.wrongRow(t.add())
		default:
			t.finish()
			if text.encoding == windows1252 {
				r.note("encoding_windows1252", "{file} is read as Windows-1252: it is not UTF-8", graph.V{"file": "f.csv"})
			}
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// pieces gives a content in pieces: up to each of the places.
type pieces struct {
	content []byte
	at      int
	places  []int
}

func (p *pieces) Read(into []byte) (int, error) {
	if p.at == len(p.content) {
		return 0, io.EOF
	}
	end := len(p.content)
	for _, place := range p.places {
		if place > p.at {
			end = min(end, place)
		}
	}
	n := copy(into, p.content[p.at:end])
	p.at += n
	return n, nil
}

// hostile is a table in which each border may fall amid something: CR LF, quotes that span lines, letters of two bytes, rows
// that are refused, a mark in front and no line end at the end.
const hostile = "\ufeffsource,target,weight,nòte\r\n1,2,3,\"a\r\nb\"\r\n\r\n1,\"2\"x,1,\r\n10,,1,x\r\n02,\"1\"\"\n\",,è\r\n" +
	"à,2,-1,\r\n,,,\r\nb,\"a,\r\",2.5,\"\"\r\n1,2,3,4,5\r\nb,01,7,x\x01y\rc,d,1,last"

// TestEveryBorder cuts tables in two at each byte, and into batches of each number of rows.
func TestEveryBorder(t *testing.T) {
	want := read(func(r *Reader) error { return plainly(r, []byte(hostile)) })
	wrong := []string{
		"f.csv: line 5: text follows the closing quote of a value", "f.csv: line 6: the target is empty",
		"f.csv: line 9: weight \"-1\" is not a finite number above 0", "f.csv: line 13: the row has 5 cells, the header 4",
	}
	if !slices.Equal(want.Refused, wrong) || want.Made.Edges != 5 {
		t.Fatalf("read plainly: %+v", want)
	}
	everyBorder(t, hostile)
	everyBorder(t, "source,target\r\n"+strings.Repeat("12345678,87654321\r\n", 7)) // the longest of bare numbers
	everyBorder(t, strings.Repeat("\"", 401))                                      // longer than a value may be, and holds nothing
}

func everyBorder(t *testing.T, content string) {
	t.Helper()
	want := read(func(r *Reader) error { return plainly(r, []byte(content)) })
	for place := range len(content) {
		for _, rows := range []int{1, 2, 3, batchRows} {
			got := read(func(r *Reader) error {
				r.perBatch, r.room = rows, max(minRead, place) // what is cut into rows ends there, too
				return r.Read(context.Background(), &pieces{content: []byte(content), places: []int{place}}, "f.csv")
			})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("cut at %d, %d rows a batch (-plain +batches):\n%s", place, rows, diff)
			}
		}
	}
}

// TestBatchesAreTheRows compares any table, cut anywhere, read in batches of any number on one core and on two, with what
// reading row by row gives.
func TestBatchesAreTheRows(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"1", "2", "10", "007", "a", "è", "\xe9", "\"", "\"\"", ",", ",", ";", "\n", "\n", "\r\n", "\r", " ", "\x01", "'=", "-1", "1.5", "true",
		"collabora", "Mutual", "12345678", "123456789", "1,2,3,x\n", "b,c,1,\n", "\"x\ny\",2,,\n", "d,e,,f,\n", strings.Repeat("z", 30), strings.Repeat("\"", 401),
		"1,2\n", "10,9\n3,10\n", "0,10\r\n", "12345678,1\n", "123456789,2\n", "1,02\n", "1;2\n", strings.Repeat("4,5\n77,1234567\n", 5),
	})
	header := rapid.SampledFrom([]string{
		"source,target,weight,note\n", "source,target,type,kind\n", "id,label,kind,x\n", "id,label,tipo,dal\r\n", "sep=;\nda;a;peso;id\n", "label,x\n", "", "\ufeffid,x\n",
		"source,target\n", "source,target\n", "da;a\r\n", "source;target\n", "target,source\n", "sep=1\nsource1target\n",
	})
	rapid.Check(t, func(t *rapid.T) {
		content := []byte(header.Draw(t, "header") + strings.Join(rapid.SliceOf(piece).Draw(t, "text"), ""))
		want := read(func(r *Reader) error { return plainly(r, content) })
		rows, places := rapid.IntRange(1, 5).Draw(t, "rows"), rapid.SliceOfN(rapid.IntRange(0, 80), 0, 3).Draw(t, "places")
		room := rapid.IntRange(minRead, 3*minRead).Draw(t, "room")
		for cores := range 2 {
			before := runtime.GOMAXPROCS(1 + cores)
			got := read(func(r *Reader) error {
				r.perBatch, r.room = rows, room
				return r.Read(context.Background(), &pieces{content: content, places: places}, "f.csv")
			})
			runtime.GOMAXPROCS(before)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%q on %d cores (-plain +batches):\n%s", content, 1+cores, diff)
			}
		}
	})
}

// TestManyPairs reads a bare list of numbers that is longer than what is read at a time, amid which another row stands.
func TestManyPairs(t *testing.T) {
	const rows = 5 * batchRows
	var b strings.Builder
	b.WriteString("source,target\r\n")
	for i := range rows {
		if i == 2*batchRows+7 {
			b.WriteString("x\n n , 5 \n")
		}
		fmt.Fprintf(&b, "%d,%d\n", i*7919%100_000, i%10)
	}
	b.WriteString("1,\n")
	want := read(func(r *Reader) error { return plainly(r, []byte(b.String())) })
	got := read(func(r *Reader) error { return r.Read(context.Background(), strings.NewReader(b.String()), "f.csv") })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	last := fmt.Sprintf("f.csv: line %d: the target is empty", rows+4)
	if len(got.Refused) != 2 || got.Refused[1] != last || got.Made.Edges != rows+1 {
		t.Errorf("refused %q, want %q; made %v", got.Refused, last, got.Made)
	}
}

// TestManyBatches reads more rows than are handed on together, and more bytes than are read at a time, and says of a row far
// behind where it is.
func TestManyBatches(t *testing.T) {
	const rows = 15 * batchRows
	var b strings.Builder
	b.WriteString("source,target,note\r\n")
	for i := range rows {
		fmt.Fprintf(&b, "%d,n%d,\"a,\r\n%d\"\r\n", i%1000, i*7%2000, i%10)
	}
	b.WriteString("x\r\ny,t,\"a\nz\"")
	want := read(func(r *Reader) error { return plainly(r, []byte(b.String())) })
	got := read(func(r *Reader) error { return r.Read(context.Background(), strings.NewReader(b.String()), "f.csv") })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if line := fmt.Sprintf("f.csv: line %d: the target is empty", 2*rows+2); len(got.Refused) != 1 || got.Refused[0] != line || got.Made.Edges != rows+1 {
		t.Errorf("refused %q, want %q; made %v", got.Refused, line, got.Made)
	}
}

// watched reads slowly, and fails the test where it is read after Read has returned.
type watched struct {
	t    *testing.T
	in   io.Reader
	done atomic.Bool
}

func (w *watched) Read(p []byte) (int, error) {
	time.Sleep(100 * time.Microsecond)
	if w.done.Load() {
		w.t.Error("read after the end")
	}
	return w.in.Read(p[:min(len(p), 1<<14)])
}

// TestNobodyReadsOn: a table that is left amid its rows, because of a limit or the end of the context, is left by all. The
// rows are so long that one batch is read while the one before it is added, once what was looked at ahead is used up.
func TestNobodyReadsOn(t *testing.T) {
	row := "a,b," + strings.Repeat("n", 150) + "\n"
	long := "source,target,note\n" + strings.Repeat(row, 8000) + strings.Repeat("x", 30) + ",b,\n" + strings.Repeat(row, 8000)
	w := &watched{t: t, in: struct{ io.Reader }{strings.NewReader(long)}}
	got := read(func(r *Reader) error { return r.Read(context.Background(), w, "f.csv") })
	w.done.Store(true)
	if got.Err != "f.csv: line 8002: an id is longer than 20 bytes (limit-node-id)" {
		t.Errorf("error %q", got.Err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	w = &watched{t: t, in: struct{ io.Reader }{strings.NewReader(strings.ReplaceAll(long, "x", ""))}}
	err := NewReader(graph.NewBuilder(), Options{Refused: &graph.Refused{}}).Read(ctx, &cancels{w, cancel, 120}, "f.csv")
	w.done.Store(true)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	time.Sleep(time.Millisecond) // for who would read on
}

// cancels ends a context after some reads.
type cancels struct {
	io.Reader
	cancel context.CancelFunc
	left   int
}

func (c *cancels) Read(p []byte) (int, error) {
	if c.left--; c.left == 0 {
		c.cancel()
	}
	return c.Reader.Read(p)
}

// A fault in the goroutine that cuts comes to the one that reads, where it can be recovered.
func TestFaultsComeToTheCaller(t *testing.T) {
	rows := strings.Repeat("a,b\n", 200_000)
	in := io.MultiReader(strings.NewReader("source,target\n"+rows), faulty{})
	defer func() {
		if got := recover(); got != (faulty{}) {
			t.Errorf("recovered %v", got)
		}
	}()
	err := NewReader(graph.NewBuilder(), Options{}).Read(context.Background(), in, "rows.csv")
	t.Errorf("went on: %v", err)
}

// faulty is a reader with a fault.
type faulty struct{}

func (f faulty) Read([]byte) (int, error) { panic(f) }
