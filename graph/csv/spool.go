package csv

import (
	"bytes"
	"errors"
	"io"
	"os"
)

// spool keeps what is read ahead of a file that cannot be read twice: the first of it in memory, the rest in a temporary
// file, or all in memory where none can be made.
type spool struct {
	head bytes.Buffer
	file *os.File
	full bool // no file can be made
}

// Write keeps what is read. It fails where the disk is full.
func (s *spool) Write(p []byte) (int, error) {
	if s.file == nil && !s.full && s.head.Len()+len(p) > window {
		s.open()
	}
	if s.file == nil {
		return s.head.Write(p)
	}
	return s.file.Write(p)
}

// open makes the file. It is taken out of its folder at once where a system can do that, so that nothing of it stays
// whatever happens.
func (s *spool) open() {
	file, err := os.CreateTemp("", "trama-*")
	if s.full = err != nil; s.full {
		return
	}
	s.file = file
	os.Remove(file.Name())
}

// again returns what was written, from the beginning.
func (s *spool) again() (io.Reader, error) {
	if s.file == nil {
		return &s.head, nil
	}
	_, err := s.file.Seek(0, io.SeekStart)
	return io.MultiReader(&s.head, s.file), err
}

// Close lets go of the file. Where a system could not take it out of its folder while it was open, it is taken out now.
func (s *spool) Close() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if left := os.Remove(s.file.Name()); !errors.Is(left, os.ErrNotExist) {
		err = errors.Join(err, left)
	}
	return err
}
