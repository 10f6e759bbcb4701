package workbook

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strings"

	"trama/graph"
)

// MaxMembers is how many members an archive has at most: pictures and notes are members too.
const MaxMembers = 10_000

// Archive is the archive that a workbook is.
type Archive struct {
	ctx      context.Context
	o        Options
	members  map[string]*zip.File // by lower case
	unpacked int64
	most     int64
}

// OpenArchive opens a workbook's archive.
func OpenArchive(ctx context.Context, in Source, o Options) (*Archive, error) {
	if err := notPacked(in, o); err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(in, in.Size())
	if err != nil {
		return nil, Broken(o.Name)
	}
	if len(archive.File) > MaxMembers {
		return nil, Swollen(o.Name)
	}
	a := &Archive{ctx: ctx, o: o, members: map[string]*zip.File{}, most: graph.MostUnpacked(in.Size())}
	for _, f := range archive.File {
		name := Key(f.Name)
		if a.members[name] != nil {
			return nil, Broken(o.Name)
		}
		a.members[name] = f
	}
	return a, nil
}

// Key is what two names of the same member have in common.
func Key(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// notPacked says why a file is no archive: the workbooks of old, and Excel's with a password, are another container.
func notPacked(in Source, o Options) error {
	head := make([]byte, min(in.Size(), 8))
	if _, err := in.ReadAt(head, 0); err != nil && err != io.EOF {
		return err
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK")):
		return nil
	case !bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return NotOne(o)
	case holdsWide(in, "EncryptedPackage"):
		return Locked(o.Name)
	}
	return Refuse(graph.Invalid, o.Name, graph.Say("old_workbook", "this is a workbook of the old kind (xls) or one with a password; save it as .xlsx, without a password", nil))
}

// holdsWide looks for a name in UTF-16, as the container's directory has it.
func holdsWide(in Source, name string) bool {
	var wide []byte
	for _, c := range []byte(name) {
		wide = append(wide, c, 0)
	}
	const window = 1 << 16
	buf := make([]byte, window+len(wide))
	for at := int64(0); at < in.Size(); at += window {
		n, err := in.ReadAt(buf, at)
		if bytes.Contains(buf[:n], wide) {
			return true
		}
		if err != nil {
			return false
		}
	}
	return false
}

// Member returns the member of a name, nil where there is none.
func (a *Archive) Member(name string) *zip.File { return a.members[Key(name)] }

// Take returns the member of a name, nil where there is none, and counts what it unpacks to.
func (a *Archive) Take(name string, most int64) (*zip.File, error) {
	f := a.Member(name)
	if f == nil {
		return nil, nil
	}
	if f.Flags&1 != 0 {
		return nil, Refuse(graph.Invalid, a.o.Name, graph.Encrypted())
	}
	size := int64(f.UncompressedSize64)
	if size < 0 || size > a.o.Limits.Unpacked-a.unpacked {
		return nil, Refuse(graph.TooLarge, a.o.Name, graph.MuchUnpacked(a.o.Limits.Unpacked))
	}
	if a.unpacked += size; a.unpacked > a.most || size > most {
		return nil, Swollen(a.o.Name)
	}
	return f, nil
}

// Unpacked returns how many bytes the members that were taken unpack to, and Most how many they may.
func (a *Archive) Unpacked() int64 { return a.unpacked }

// Most returns how many bytes the members may unpack to.
func (a *Archive) Most() int64 { return a.most }

// Unpack opens a member, which must be as long as the directory says; that it is what was packed is proved by its checksum
// to who reads it to the end.
func (a *Archive) Unpack(f *zip.File) (io.ReadCloser, error) {
	r, err := f.Open()
	if err != nil {
		return nil, Broken(a.o.Name)
	}
	return &unpacking{ctx: a.ctx, ReadCloser: r, left: int64(f.UncompressedSize64)}, nil
}

// unpacking reads a member.
type unpacking struct {
	io.ReadCloser
	ctx  context.Context
	left int64
}

// Read reads on until the end of the context.
func (u *unpacking) Read(b []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := u.ReadCloser.Read(b)
	if u.left -= int64(n); u.left < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return n, err
}
