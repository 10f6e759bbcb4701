package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"strings"

	"trama/graph"
)

// Source is a file as a workbook needs it: its directory stands at its end.
type Source interface {
	io.ReaderAt
	Size() int64
}

// What a workbook has at most.
const (
	maxMembers = 10_000 // of the archive; pictures and notes are members too
	maxSheets  = 1024
	maxPlain   = 4 << 20 // bytes of a part that is neither a sheet nor the texts
	// Each element of such a part takes some hundred bytes in memory.
	maxElements = 100_000
)

// parts are the members of the archive that are read, each of them proved: unpacked once to its end.
type parts struct {
	ctx      context.Context
	o        Options
	members  map[string]*zip.File // by lower case
	used     []*zip.File
	unpacked int64
	most     int64
	depth    int
}

func openParts(ctx context.Context, in Source, o Options) (*parts, error) {
	if err := notPacked(in, o.Name); err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(in, in.Size())
	if err != nil {
		return nil, broken(o.Name)
	}
	if len(archive.File) > maxMembers {
		return nil, swollen(o.Name)
	}
	p := &parts{ctx: ctx, o: o, members: map[string]*zip.File{}, depth: int(o.Limits.Depth)}
	p.most = graph.MostUnpacked(in.Size())
	for _, f := range archive.File {
		name := folded(f.Name)
		if p.members[name] != nil {
			return nil, broken(o.Name)
		}
		p.members[name] = f
	}
	return p, nil
}

func folded(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// notPacked says why a file is no archive: the workbooks of old, and those with a password, are another container.
func notPacked(in Source, name string) error {
	head := make([]byte, min(in.Size(), 1<<16))
	if n, err := in.ReadAt(head, 0); err != nil && err != io.EOF {
		return err
	} else {
		head = head[:n]
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK")):
		return nil
	case !bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return notWorkbook(name)
	}
	if holdsWide(in, "EncryptedPackage") {
		return refuse(graph.Invalid, name, graph.Say("locked_workbook", "this workbook has a password; save it without one", nil))
	}
	return refuse(graph.Invalid, name, graph.Say("old_workbook", "this is a workbook of the old kind (xls) or one with a password; save it as .xlsx, without a password", nil))
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

// take returns the member of a name, nil where there is none, and counts what it unpacks to.
func (p *parts) take(name string, most int64) (*zip.File, error) {
	f := p.members[folded(name)]
	if f == nil {
		return nil, nil
	}
	if f.Flags&1 != 0 {
		return nil, refuse(graph.Invalid, p.o.Name, graph.Encrypted())
	}
	size := int64(f.UncompressedSize64)
	if size < 0 || size > p.o.Limits.Unpacked-p.unpacked {
		return nil, refuse(graph.TooLarge, p.o.Name, graph.MuchUnpacked(p.o.Limits.Unpacked))
	}
	if p.unpacked += size; p.unpacked > p.most || size > most {
		return nil, swollen(p.o.Name)
	}
	p.used = append(p.used, f)
	return f, nil
}

// plain returns the content of a small part, nil where there is none.
func (p *parts) plain(name string) ([]byte, error) {
	f, err := p.take(name, maxPlain)
	if f == nil || err != nil {
		return nil, err
	}
	var content bytes.Buffer
	elements := 0
	err = p.look(f, &content, func(t xml.Token, _ int) error {
		if _, ok := t.(xml.StartElement); ok {
			if elements++; elements > maxElements {
				return swollen(p.o.Name)
			}
		}
		return nil
	})
	return content.Bytes(), err
}

// look reads a member to its end, so that its checksum is proved, shows each token of its XML with the depth at which it
// stands, and copies its bytes.
func (p *parts) look(f *zip.File, copied io.Writer, see func(t xml.Token, depth int) error) error {
	r, err := f.Open()
	if err != nil {
		return broken(p.o.Name)
	}
	defer r.Close()
	in := &proved{ctx: p.ctx, r: r, left: int64(f.UncompressedSize64), most: 8*p.o.Limits.Value + 1<<16}
	d := xml.NewDecoder(io.TeeReader(in, copied))
	for depth := 0; ; {
		t, err := d.Token()
		in.token = 0
		if err == io.EOF {
			break
		}
		if err != nil {
			return partError(p.o.Name, err)
		}
		switch t.(type) {
		case xml.StartElement:
			if depth++; depth > p.depth {
				return broken(p.o.Name)
			}
			err = see(t, depth)
		case xml.EndElement:
			err = see(t, depth)
			depth--
		default:
			err = see(t, depth)
		}
		if err != nil {
			return partError(p.o.Name, err)
		}
	}
	return nil
}

// proved reads a member that must be as long as the directory says. One token of it, which the XML decoder has in memory as
// a whole, may be as long as a value of which each letter is written as an entity.
type proved struct {
	ctx   context.Context
	r     io.Reader
	left  int64
	token int64 // bytes since the last token
	most  int64
}

// Read reads on until the end of the context.
func (p *proved) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := p.r.Read(b)
	p.token += int64(n)
	if p.left -= int64(n); p.left < 0 || p.token > p.most {
		return 0, io.ErrUnexpectedEOF
	}
	return n, err
}

// packed returns an archive of the parts that were proved and no others, packed as they were.
func (p *parts) packed() ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range p.used {
		if err := w.Copy(f); err != nil {
			return nil, broken(p.o.Name)
		}
	}
	if err := w.Close(); err != nil {
		return nil, broken(p.o.Name)
	}
	return out.Bytes(), nil
}
