package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

func TestOutIsWrittenWholeOrNotAtAll(t *testing.T) {
	home(t)
	files := town(t)
	folder := t.TempDir()
	out := filepath.Join(folder, "rete.graphml")
	want := done(t, with("convert", files, "--to", "graphml")...)
	if got := done(t, with("convert", files, "--to", "graphml", "--out", out)...); got != "" {
		t.Errorf("prints beside --out: %.100s", got)
	}
	wantFile(t, out, want)

	bad := put(t, folder, "bad.csv", "source,target,weight\na,b,zz\n")
	if got := trama(t, "convert", bad, "--to", "graphml", "--out", out); got.code != 3 {
		t.Errorf("exit %d", got.code)
	}
	wantFile(t, out, want)
	if got := trama(t, "convert", bad, "--to", "graphml", "--out", out+".new"); got.code != 3 {
		t.Errorf("exit %d", got.code)
	}
	wantNames(t, folder, "bad.csv", "rete.graphml")
}

// full is a disk with room for a little.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	n := min(f.room, len(p))
	f.room -= n
	if n < len(p) {
		return n, errors.New("no space left on device")
	}
	return n, nil
}

// A disk that fills while something long is written is said as one that fills at its end is: no fault of Trama's.
func TestAFullDiskIsNoInternalError(t *testing.T) {
	for _, length := range []int{100, 1 << 20} {
		err := encodeBuffered(&full{10}, func(w io.Writer) error {
			for range length / 10 {
				if _, err := io.WriteString(w, "0123456789"); err != nil {
					return fmt.Errorf("row: %w", err)
				}
			}
			return nil
		})
		var why *graph.Error
		if !errors.As(err, &why) || why.Kind != graph.Unavailable {
			t.Errorf("%d bytes: %v", length, err)
		}
	}
	mine := errors.New("mine")
	if err := encodeBuffered(&full{10}, func(io.Writer) error { return mine }); err != mine {
		t.Errorf("the encoder's own error: %v", err)
	}
}

func wantFile(t *testing.T, name, want string) {
	t.Helper()
	got, err := os.ReadFile(name)
	if err != nil || string(got) != want {
		t.Errorf("%s: %v, %d bytes, want %d", filepath.Base(name), err, len(got), len(want))
	}
}

func wantNames(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if got := strings.Join(names, " "); got != strings.Join(want, " ") {
		t.Errorf("the folder holds %s, want %s", got, strings.Join(want, " "))
	}
}

func TestEncoderThatFailsLeavesWhatWasThere(t *testing.T) {
	folder := t.TempDir()
	var printed bytes.Buffer
	s := &session{streams: streams{out: &printed}}
	fault := graph.Fail(graph.Invalid, "test", graph.Say("c", "text", nil))
	halfway := func(w io.Writer) error {
		if _, err := io.WriteString(w, strings.Repeat("x", 1<<17)); err != nil {
			return err
		}
		return fault
	}
	out := put(t, folder, "vecchio.json", "vecchio")
	for _, place := range []string{out, filepath.Join(folder, "nuovo.json"), "", "-"} {
		if err := s.write(context.Background(), place, halfway); !errors.Is(err, fault) {
			t.Errorf("%q: error %v", place, err)
		}
	}
	if printed.Len() > 0 {
		t.Errorf("%d bytes printed of a result that failed", printed.Len())
	}
	wantFile(t, out, "vecchio")
	wantNames(t, folder, "vecchio.json")
}

func TestOutKeepsRightsAndFollowsLinks(t *testing.T) {
	folder := t.TempDir()
	file := put(t, folder, "file", "vecchio")
	link := filepath.Join(folder, "link")
	if err := os.Symlink(file, link); err != nil {
		t.Skip("no symbolic links here")
	}
	if err := os.Chmod(file, 0o640); err != nil {
		t.Fatal(err)
	}
	s := &session{}
	if err := s.write(context.Background(), link, func(w io.Writer) error { _, err := io.WriteString(w, "nuovo"); return err }); err != nil {
		t.Fatal(err)
	}
	wantFile(t, file, "nuovo")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is no link any more")
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("rights %v", info.Mode())
	}
}

func TestOutThatCannotBe(t *testing.T) {
	home(t)
	files := town(t)
	folder := t.TempDir()
	for out, code := range map[string]int{folder: 2, filepath.Join(folder, "no", "f.json"): 4} {
		if got := trama(t, with("convert", files, "--to", "json", "--out", out)...); got.code != code || strings.Count(got.err, "\n") != 1 {
			t.Errorf("--out %s: exit %d, want %d: %s", out, got.code, code, got.err)
		}
	}
	if got := trama(t, with("convert", files, "--to", "json", "--out", os.DevNull)...); got.code != 0 {
		t.Errorf("--out %s: exit %d: %s", os.DevNull, got.code, got.err)
	}
}

// TestWritingStopsWithItsContext ends the context while a graph is being encoded, in each format that graphs are written in.
func TestWritingStopsWithItsContext(t *testing.T) {
	b := graph.NewBuilder()
	for i := range 20_000 {
		b.Edge(graph.BuilderEdge{Source: b.End(fmt.Sprint("a", i)), Target: b.End(fmt.Sprint("b", i)), Type: "knows"})
	}
	g, _ := b.Build()
	for _, f := range source.Encodings() {
		ctx, end := context.WithCancel(context.Background())
		s := &session{streams: streams{out: io.Discard}}
		out := filepath.Join(t.TempDir(), "grafo")
		err := s.writeGraph(ctx, graphFile{out: out}, outgoing{graph: g, format: source.Encoding{Encode: func(w io.Writer, g *graph.Graph) ([]graph.Sentence, error) {
			return f.Encode(writerFunc(func(p []byte) (int, error) { end(); return w.Write(p) }), g)
		}}})
		if graph.KindOf(err) != graph.Interrupted {
			t.Errorf("%s: %v", f.Name, err)
		}
		if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: a file was left: %v", f.Name, err)
		}
	}
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestMoreThanMemoryHoldsIsPrintedWhole(t *testing.T) {
	var printed bytes.Buffer
	s := &session{streams: streams{out: &printed}}
	block := bytes.Repeat([]byte("0123456789abcdef"), 1<<16)
	blocks := 2*heldInMemory/len(block) + 1
	err := s.write(context.Background(), "", func(w io.Writer) error {
		for range blocks {
			if _, err := w.Write(block); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || printed.Len() != blocks*len(block) || !bytes.Equal(printed.Bytes()[:len(block)], block) {
		t.Errorf("error %v, %d bytes of %d", err, printed.Len(), blocks*len(block))
	}
}

// fullDisk is a writer that takes nothing.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestOutputThatCannotBeWrittenIsSaid(t *testing.T) {
	home(t)
	var errs bytes.Buffer
	code := run(t.Context(), streams{in: strings.NewReader(""), out: fullDisk{}, err: &errs}, with("convert", town(t), "--to", "json"))
	if code != 7 || strings.Count(errs.String(), "\n") != 1 {
		t.Errorf("exit %d, %q", code, errs.String())
	}
}
