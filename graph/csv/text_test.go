package csv_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"trama/graph"
	"trama/graph/csv"
)

// oneWay is a reader that cannot go back, like a pipe.
type oneWay struct{ io.Reader }

// readBytes reads one table of nodes.
func readBytes(in io.Reader) (*graph.Graph, []graph.Sentence, error) {
	b := graph.NewBuilder()
	r := csv.NewReader(b, csv.Options{})
	if err := r.Read(context.Background(), in, "n.csv"); err != nil {
		return nil, nil, err
	}
	notes, err := r.Finish()
	if err != nil {
		return nil, nil, err
	}
	g, _ := b.Build()
	return g, notes, nil
}

// waysIn are the ways in which the same bytes may come.
func waysIn(content []byte) map[string]io.Reader {
	return map[string]io.Reader{
		"file": bytes.NewReader(content), "pipe": oneWay{bytes.NewReader(content)},
		"byte by byte":          iotest.OneByteReader(bytes.NewReader(content)),
		"half by half":          iotest.HalfReader(bytes.NewReader(content)),
		"with the end of file":  iotest.DataErrReader(bytes.NewReader(content)),
		"file, two at a time":   &slowFile{bytes.NewReader(content), 2},
		"file, three at a time": &slowFile{bytes.NewReader(content), 3},
	}
}

// slowFile is a file that gives a few bytes at a time.
type slowFile struct {
	*bytes.Reader
	n int
}

func (f *slowFile) Read(p []byte) (int, error) { return f.Reader.Read(p[:min(len(p), f.n)]) }

func TestEncodings(t *testing.T) {
	const full = "Società «L’Angolo» – 5 € Perù"
	const table = "id;label;Attività\nn1;" + full + ";caffè\nn2;Œuvre;tè\n"
	encoded := func(e encoding.Encoding) []byte {
		out, err := e.NewEncoder().Bytes([]byte(table))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for name, content := range map[string][]byte{
		"UTF-8": []byte(table), "UTF-8 with mark": []byte("\ufeff" + table), "Windows-1252": encoded(charmap.Windows1252),
		"UTF-16 LE": encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)), "UTF-16 BE": encoded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM)),
		"with a quoted header": []byte("\ufeff\"id\";\"label\"" + strings.TrimPrefix(table, "id;label")),
	} {
		for way, in := range waysIn(content) {
			g, notes, err := readBytes(in)
			if err != nil {
				t.Errorf("%s, %s: %v", name, way, err)
				continue
			}
			if got := column(g, "label") + "; " + column(g, "Attività"); got != "n1="+full+" n2=Œuvre; n1=caffè n2=tè" {
				t.Errorf("%s, %s: %s", name, way, got)
			}
			if said := codes(notes); said != "" && name != "Windows-1252" || said != "encoding_windows1252" && name == "Windows-1252" {
				t.Errorf("%s, %s: notes %v", name, way, notes)
			}
		}
	}
}

// TestLateLetters: the first letter beyond ASCII decides, also where it comes far into the file.
func TestLateLetters(t *testing.T) {
	row := strings.Repeat("x", 99) + "\n"
	long := "id\n" + strings.Repeat(row, 20_000) // 2 MB, a node said again and again
	for _, c := range []struct{ what, tail, want, fails string }{
		{"UTF-8", "perché\n", "perché", ""},
		{"Windows-1252", "perch\xe9\n", "perché", ""},
		{"Windows-1252 at the very end", "perch\xe9", "perché", ""},
		{"bytes that Windows-1252 lacks", "perch\x8f\n", "", "n.csv: line 20002: here are bytes that are no letters of the file's encoding"},
	} {
		for way, in := range waysIn([]byte(long + c.tail)) {
			if strings.Contains(way, "time") || strings.Contains(way, "byte") {
				continue // slow
			}
			g, _, err := readBytes(in)
			switch {
			case c.fails != "":
				if err == nil || !strings.Contains(err.Error(), c.fails) || graph.KindOf(err) != graph.Invalid {
					t.Errorf("%s, %s: %v", c.what, way, err)
				}
			case err != nil:
				t.Errorf("%s, %s: %v", c.what, way, err)
			default:
				if _, there := g.FindNode(c.want); !there || g.Nodes() != 2 {
					t.Errorf("%s, %s: %d nodes, %q", c.what, way, g.Nodes(), g.NodeID(0))
				}
			}
		}
	}
}

// TestMixedEncodings: a file that is not UTF-8 as a whole is Windows-1252 as a whole, however far in that is found, and
// whether or not it can be read twice. What was kept of it for that is gone when it is read.
func TestMixedEncodings(t *testing.T) {
	kept := t.TempDir()
	t.Setenv("TMPDIR", kept)
	filler := strings.Repeat("c,"+strings.Repeat("x", 98)+"\n", 20_000) // 2 MB
	for what, c := range map[string]struct{ content, want, note string }{
		"short":                  {"id,label\na,città\nb,citt\xe0\n", "a=cittÃ\u00a0 b=città", "encoding_windows1252"},
		"long":                   {"id,label\na,città\n" + filler + "b,citt\xe0\n" + filler, "a=cittÃ\u00a0 b=città c=" + strings.Repeat("x", 98), "encoding_windows1252"},
		"cut off":                {"id,label\na,città\n" + filler + "b,citt\xc3", "a=cittÃ\u00a0 b=cittÃ c=" + strings.Repeat("x", 98), "encoding_windows1252"},
		"UTF-8":                  {"id,label\na,città\n" + filler + "b,più\n", "a=città b=più c=" + strings.Repeat("x", 98), ""},
		"UTF-8 about the window": {"id,label\na,città\n" + filler[:101*10_382], "a=città c=" + strings.Repeat("x", 98), ""},
	} {
		for way, in := range waysIn([]byte(c.content)) {
			if len(c.content) > 1<<16 && (strings.Contains(way, "time") || strings.Contains(way, "byte")) {
				continue // slow
			}
			g, notes, err := readBytes(in)
			if err != nil || column(g, "label") != c.want || codes(notes) != c.note {
				t.Errorf("%s, %s: %v, %v", what, way, err, notes)
			}
		}
	}
	if left, err := os.ReadDir(kept); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

// TestNowhereToKeep: without a folder for temporary files, what has to be kept is kept in memory.
func TestNowhereToKeep(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "none"))
	content := "id\na\xe8\n" + strings.Repeat(strings.Repeat("x", 99)+"\n", 20_000)
	g, _, err := readBytes(oneWay{strings.NewReader(content)})
	if err != nil || g.Nodes() != 2 || g.NodeID(0) != "aè" {
		t.Error(err)
	}
}

// TestFaultsAhead: what fails while a file is read ahead of its rows is said.
func TestFaultsAhead(t *testing.T) {
	broken := errors.New("broken")
	for _, after := range []int{0, 3 << 20} {
		content := "id\nperché\n" + strings.Repeat(strings.Repeat("x", 99)+"\n", after/100)
		in := oneWay{io.MultiReader(strings.NewReader(content), iotest.ErrReader(broken))}
		if _, _, err := readBytes(in); !errors.Is(err, broken) {
			t.Errorf("after %d bytes: %v", after, err)
		}
	}
}

// TestLettersAcrossChunks: letters of several bytes are whole wherever the file is cut.
func TestLettersAcrossChunks(t *testing.T) {
	for shift := range 4 {
		content := "id\n" + strings.Repeat("x", shift) + strings.Repeat("è€\U0001F600", 100_000/9*3) + "\n"
		for way, in := range waysIn([]byte(content)) {
			if strings.Contains(way, "time") {
				continue
			}
			b := graph.NewBuilder()
			r := csv.NewReader(b, csv.Options{Limits: graph.Limits{NodeID: 1 << 20}})
			if err := r.Read(context.Background(), in, "n.csv"); err != nil {
				t.Fatalf("%s: %v", way, err)
			}
			if b.Nodes() != 1 || b.NodeID(0) != strings.TrimSpace(content[3:]) {
				t.Errorf("%s, shift %d: another text", way, shift)
			}
		}
	}
}

// TestHalfLetters: UTF-16 that is cut, or whose letters are halved, is refused, not broken.
func TestHalfLetters(t *testing.T) {
	whole := "\xff\xfei\x00d\x00\n\x00a\x00\n\x00\x3d\xd8\x00\xde"
	g, _, err := readBytes(strings.NewReader(whole))
	if err != nil || g.NodeID(1) != "\U0001F600" {
		t.Errorf("%v", err)
	}
	for what, content := range map[string]string{
		"a byte too few": whole[:len(whole)-1], "half a pair": whole[:len(whole)-2], "the other half": whole[:len(whole)-4] + "\x00\xde\n\x00",
		"a half before a letter": whole[:len(whole)-2] + "a\x00", "a byte too many": whole[:len(whole)-4] + "b",
	} {
		for way, in := range waysIn([]byte(content)) {
			if _, _, err := readBytes(in); graph.KindOf(err) != graph.Invalid || !strings.HasPrefix(err.Error(), "n.csv: line 3: here are bytes") {
				t.Errorf("%s, %s: %v", what, way, err)
			}
		}
	}
}

func TestReadErrorIsNoTable(t *testing.T) {
	_, _, err := readBytes(io.MultiReader(strings.NewReader("id\na\n"), iotest.ErrReader(io.ErrClosedPipe)))
	if graph.KindOf(err) != graph.Internal {
		t.Errorf("%v", err)
	}
}
