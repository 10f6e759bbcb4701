package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"trama/graph"
	"trama/render"
)

// outFlag adds --out; write takes its value.
func (s *session) outFlag(cmd *cobra.Command, to *string) {
	cmd.Flags().StringVar(to, "out", "", s.say("scrive in questo `FILE`, tutto o niente", "writes to this `FILE`, whole or not at all"))
}

// print writes a short result in the format asked for, with its sentences in the reader's language: whatever ends
// meanwhile, since it may say what was done.
func (s *session) print(out string, result any) error {
	return s.printView(context.Background(), out, result, render.View{})
}

// printView writes a result in the format asked for; its page shows the view too.
func (s *session) printView(ctx context.Context, out string, result any, view render.View) error {
	return s.write(ctx, out, func(w io.Writer) error {
		return render.In(s.Format)(w, render.Viewed{Result: result, View: view}, s.lang)
	})
}

// write gives what is encoded to a file, or to standard output where out is "" or "-": whole, or not at all.
func (s *session) write(ctx context.Context, out string, encode func(io.Writer) error) error {
	whole := func(w io.Writer) error { return encode(untilEnd{ctx, w}) }
	if out == "" || out == "-" {
		return writeHeld(s.out, whole)
	}
	if info, err := os.Stat(out); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return writeDevice(out, whole)
	}
	return writeFile(out, whole)
}

// untilEnd is a writer that fails once its context has ended: who encodes then stops.
type untilEnd struct {
	ctx context.Context
	w   io.Writer
}

// Write writes to the writer behind.
func (u untilEnd) Write(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.w.Write(p)
}

// writeFile writes into a file beside the one named and then takes its place.
func writeFile(out string, encode func(io.Writer) error) (err error) {
	place, mode := out, fs.FileMode(0)
	if real, err := filepath.EvalSymlinks(out); err == nil {
		place = real
	}
	if info, err := os.Stat(place); err == nil {
		if info.IsDir() {
			return usage("out_is_folder", "{file} is a folder", graph.V{"file": out})
		}
		mode = info.Mode().Perm()
	}
	f, err := beside(place)
	if err != nil {
		return fileError(out, err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := encodeBuffered(f, encode); err != nil {
		return err
	}
	for _, step := range []func() error{
		func() error { return keepMode(f, mode) }, f.Sync, f.Close, func() error { return os.Rename(f.Name(), place) },
	} {
		if err := step(); err != nil {
			return fileError(out, err)
		}
	}
	return nil
}

// beside makes a new file in the folder of the one named, with the rights that the user gives to new files.
func beside(place string) (*os.File, error) {
	for n := 0; ; n++ {
		name := filepath.Join(filepath.Dir(place), fmt.Sprintf(".%s.%d-%d", filepath.Base(place), os.Getpid(), n))
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// keepMode gives the file the rights of the one whose place it takes, if there is one.
func keepMode(f *os.File, mode fs.FileMode) error {
	if mode == 0 {
		return nil
	}
	return f.Chmod(mode)
}

// writeDevice writes to what is no file, a pipe or /dev/null, which nothing can take the place of.
func writeDevice(out string, encode func(io.Writer) error) error {
	f, err := os.OpenFile(out, os.O_WRONLY, 0)
	if err != nil {
		return fileError(out, err)
	}
	if err := writeHeld(f, encode); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func encodeBuffered(w io.Writer, encode func(io.Writer) error) error {
	to := &refusing{w: w}
	b := bufio.NewWriterSize(to, 1<<16)
	err := encode(b)
	if err == nil {
		err = b.Flush()
	}
	if to.refused {
		return writeFailed()
	}
	return err
}

// refusing is a writer that remembers whether what is behind it has refused to take something: a full disk is no fault
// of who encodes.
type refusing struct {
	w       io.Writer
	refused bool
}

// Write writes to the writer behind.
func (r *refusing) Write(p []byte) (int, error) {
	n, err := r.w.Write(p)
	r.refused = r.refused || err != nil
	return n, err
}

func writeFailed() error {
	return &graph.Error{Kind: graph.Unavailable, Op: "trama.write", Err: graph.Say("write_failed", "the output cannot be written", nil)}
}

// writeHeld holds what is encoded until it is whole, in memory and past 32 MiB in a file, and then writes it.
func writeHeld(w io.Writer, encode func(io.Writer) error) error {
	h := &held{}
	defer h.close()
	if err := encodeBuffered(h, encode); err != nil {
		return err
	}
	if err := h.copyTo(w); err != nil {
		return writeFailed()
	}
	return nil
}

const heldInMemory = 32 << 20

// held is a writer that can be read once all is written.
type held struct {
	memory []byte
	file   *os.File
}

// Write holds p in memory, or in a file once there is much.
func (h *held) Write(p []byte) (int, error) {
	if h.file == nil && len(h.memory)+len(p) <= heldInMemory {
		h.memory = append(h.memory, p...)
		return len(p), nil
	}
	if h.file == nil {
		f, err := os.CreateTemp("", "trama-*")
		if err != nil {
			return 0, err
		}
		h.file = f
	}
	return h.file.Write(p)
}

func (h *held) copyTo(w io.Writer) error {
	if _, err := w.Write(h.memory); err != nil || h.file == nil {
		return err
	}
	if _, err := h.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, h.file)
	return err
}

func (h *held) close() {
	if h.file != nil {
		h.file.Close()
		os.Remove(h.file.Name())
	}
}

// fileError returns what kept a file that the user named from being read or written.
func fileError(name string, err error) error {
	values := graph.V{"file": name}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return graph.Fail(graph.NotFound, "trama.file", graph.Say("no_file_or_folder", "{file}: there is no such file or folder", values))
	case errors.Is(err, fs.ErrPermission):
		return graph.Fail(graph.Denied, "trama.file", graph.Say("file_denied", "{file}: this user may not read or write it", values))
	}
	return graph.Fail(graph.Unavailable, "trama.file", graph.Say("file_failed", "{file} cannot be read or written", values))
}
