package ods

import (
	"bytes"
	"context"
	"io"

	"trama/graph"
	"trama/graph/internal/workbook"
	"trama/graph/internal/xml"
)

// content is the XML in which all sheets stand: a part of the archive, or all of a flat file.
type content struct {
	ctx    context.Context
	o      workbook.Options
	root   string
	most   int64 // bytes that the cells may take, those that repeat with them
	styles styles
	open   func() (io.ReadCloser, error)
}

// Names of the parts, and of the elements that they begin with.
const (
	contentPart  = "content.xml"
	contentRoot  = "document-content"
	stylesPart   = "styles.xml"
	stylesRoot   = "document-styles"
	flatRoot     = "document"
	manifestPart = "META-INF/manifest.xml"
	manifestRoot = "manifest"
	lockedPart   = "encrypted-package" // of newer workbooks with a password
	maxManifest  = 4 << 20
)

func openContent(ctx context.Context, in workbook.Source, o workbook.Options) (*content, error) {
	c := &content{ctx: ctx, o: o, root: flatRoot, most: min(graph.MostUnpacked(in.Size()), o.Limits.Unpacked), styles: newStyles()}
	if isXML(in) {
		c.open = func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(in, 0, in.Size())), nil }
		return c, nil
	}
	archive, err := workbook.OpenArchive(ctx, in, o)
	if err != nil {
		return nil, err
	}
	if err := unlocked(archive, o); err != nil {
		return nil, err
	}
	part, err := archive.Take(contentPart, archive.Most())
	if err != nil {
		return nil, err
	}
	if part == nil {
		return nil, workbook.NotOne(o)
	}
	if c.styles, err = readStyles(archive, o); err != nil {
		return nil, err
	}
	c.root, c.open = contentRoot, func() (io.ReadCloser, error) { return archive.Unpack(part) }
	return c, nil
}

// isXML tells whether a file begins as XML does, in UTF-8 or UTF-16.
func isXML(in workbook.Source) bool {
	head := make([]byte, min(in.Size(), 64))
	n, _ := in.ReadAt(head, 0)
	return bytes.HasPrefix(bytes.TrimLeft(head[:n], "\xef\xbb\xbf\xfe\xff\x00 \t\r\n"), []byte("<"))
}

// unlocked refuses a workbook with a password: the list of its parts says how they are encrypted.
func unlocked(archive *workbook.Archive, o workbook.Options) error {
	if archive.Member(lockedPart) != nil {
		return workbook.Locked(o.Name)
	}
	part, err := archive.Take(manifestPart, maxManifest)
	if part == nil || err != nil {
		return err // some programs write none
	}
	file, err := archive.Unpack(part)
	if err != nil {
		return err
	}
	defer file.Close()
	c := newCursor(file, manifestRoot, o)
	for {
		t, err := c.next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return workbook.PartError(o.Name, err)
		case t.Kind == xml.StartTag && string(t.Name.Local()) == "encryption-data":
			return workbook.Locked(o.Name)
		}
	}
}
