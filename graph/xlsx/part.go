package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"io"

	"trama/graph/internal/workbook"
)

// What a part has at most.
const (
	maxPlain = 4 << 20 // bytes of one that is neither a sheet nor the texts
	// Each element of such a part takes some hundred bytes in memory.
	maxElements = 100_000
)

// parts are the members of the archive that are read, each of them proved: unpacked once to its end.
type parts struct {
	*workbook.Archive
	o     workbook.Options
	used  []*zip.File
	texts []int32 // how many bytes each text has that cells share
	made  int64   // bytes of the cells that have them
}

func openParts(ctx context.Context, in workbook.Source, o workbook.Options) (*parts, error) {
	archive, err := workbook.OpenArchive(ctx, in, o)
	if err != nil {
		return nil, err
	}
	return &parts{Archive: archive, o: o}, nil
}

// take returns the member of a name, nil where there is none, and counts what it unpacks to.
func (p *parts) take(name string, most int64) (*zip.File, error) {
	f, err := p.Take(name, most)
	if f != nil {
		p.used = append(p.used, f)
	}
	return f, err
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
				return workbook.Swollen(p.o.Name)
			}
		}
		return nil
	})
	return content.Bytes(), err
}

// look reads a member to its end, so that its checksum is proved, shows each token of its XML with the depth at which it
// stands, and copies its bytes.
func (p *parts) look(f *zip.File, copied io.Writer, see func(t xml.Token, depth int) error) error {
	r, err := p.Unpack(f)
	if err != nil {
		return err
	}
	defer r.Close()
	in := &bounded{r: r, most: 8*p.o.Limits.Value + 1<<16}
	d := xml.NewDecoder(io.TeeReader(in, copied))
	for depth := 0; ; {
		t, err := d.Token()
		in.token = 0
		if err == io.EOF {
			break
		}
		if err != nil {
			return workbook.PartError(p.o.Name, err)
		}
		switch t.(type) {
		case xml.StartElement:
			if depth++; depth > int(p.o.Limits.Depth) {
				return workbook.Broken(p.o.Name)
			}
			err = see(t, depth)
		case xml.EndElement:
			err = see(t, depth)
			depth--
		default:
			err = see(t, depth)
		}
		if err != nil {
			return workbook.PartError(p.o.Name, err)
		}
	}
	return nil
}

// bounded reads a part. One token of it, which the XML decoder has in memory as a whole, may be as long as a value of which
// each letter is written as an entity.
type bounded struct {
	r     io.Reader
	token int64 // bytes since the last token
	most  int64
}

// Read reads on until a token is too long.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.token += int64(n); b.token > b.most {
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
			return nil, workbook.Broken(p.o.Name)
		}
	}
	if err := w.Close(); err != nil {
		return nil, workbook.Broken(p.o.Name)
	}
	return out.Bytes(), nil
}
