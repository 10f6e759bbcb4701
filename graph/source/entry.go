package source

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"trama/graph"
	"trama/graph/hsds"
)

// entry is a file to read.
type entry struct {
	name   string // in messages
	format format
	loose  bool // found in a folder or an archive, not named by itself
	size   int64
	open   func() (io.ReadCloser, error)

	part  hsds.Part // of a directory, "" where it is none
	other bool      // in the folder of a directory, and none of its tables
}

// input collects the entries of all sources.
type input struct {
	ctx     context.Context
	o       Options
	entries []entry
	strange []graph.Refusal // files in folders and archives of no known format
	several bool            // folders stand beside other sources
	open    []io.Closer     // archives
	packed  int64           // bytes of archives and of compressed files
	left    int64           // bytes that may still be unpacked
	done    int64           // bytes of the entries read
	total   int64
}

func newInput(ctx context.Context, o Options) (*input, error) {
	if _, known := formatNamed(o.From); o.From != "" && !known {
		return nil, graph.Fail(graph.Usage, "source.Open", graph.Say("unknown_from", "{format} is no format that is read: csv, xlsx, ods, graphml, gexf or json", graph.V{"format": o.From}))
	}
	o.Limits = o.Limits.OrDefault()
	return &input{ctx: ctx, o: o, left: o.Limits.Unpacked}, nil
}

func (in *input) close() {
	for _, c := range in.open {
		c.Close()
	}
}

// namesOf returns how the paths are named in messages: by their last part where that is enough.
func namesOf(paths []string) []string {
	counts := map[string]int{}
	for _, p := range paths {
		counts[filepath.Base(p)]++
	}
	names := make([]string, len(paths))
	for i, p := range paths {
		if names[i] = filepath.Base(p); counts[names[i]] > 1 {
			names[i] = filepath.ToSlash(p)
		}
	}
	return names
}

// addPath adds what a path names.
func (in *input) addPath(path, name string) error {
	if path == "-" {
		return in.addStdin()
	}
	info, err := os.Stat(path)
	if err != nil {
		return pathError(name, err)
	}
	if info.IsDir() {
		return in.addFolder(path, name)
	}
	return in.addFile(entry{name: name, size: info.Size(), open: opener(path, name)})
}

func opener(path, name string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, pathError(name, err)
		}
		return f, nil
	}
}

// pathError returns the error of a path that cannot be read, without what the system says of it.
func pathError(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return graph.Fail(graph.NotFound, "source.Open", graph.Say("no_file", "there is no file {file}", graph.V{"file": name}))
	case errors.Is(err, fs.ErrPermission):
		return graph.Fail(graph.Denied, "source.Open", graph.Say("file_denied", "{file} may not be read", graph.V{"file": name}))
	}
	return &graph.Error{Kind: graph.Internal, Op: "source.Open", Err: graph.Say("file_unreadable", "{file} cannot be read", graph.V{"file": name})}
}

func (in *input) addStdin() error {
	if _, known := formatNamed(in.o.From); !known {
		return graph.Fail(graph.Usage, "source.Open", graph.Say("from_needed", "standard input needs a format: csv, xlsx, ods, graphml, gexf or json", nil))
	}
	if in.o.Stdin == nil {
		in.o.Stdin = bytes.NewReader(nil)
	}
	return in.addReader("-", in.o.Stdin)
}

// addReader adds what is at hand already. It is read from its beginning each time, where it can be read at any place; a
// stream is read once, unless its name says that it may have to be looked at first (directory.go).
func (in *input) addReader(name string, r io.Reader) error {
	if r == nil {
		r = bytes.NewReader(nil)
	}
	e := entry{name: name}
	if _, at := r.(random); !at && mayBeOfDirectory(name) {
		content, size, err := in.randomAccess(r, e)
		if err != nil {
			return err
		}
		r = io.NewSectionReader(content, 0, size)
	}
	again := false
	e.open = func() (io.ReadCloser, error) {
		at, ok := r.(random)
		if !ok {
			return io.NopCloser(r), nil
		}
		if again {
			if _, err := at.Seek(0, io.SeekStart); err != nil {
				return nil, err
			}
		}
		again = true
		return unclosed{at}, nil
	}
	return in.addFile(e)
}

// random is what can be read at any place, as files and bytes in memory can.
type random interface {
	io.Reader
	io.ReaderAt
	io.Seeker
}

// unclosed leaves it to the caller to close what the caller has opened.
type unclosed struct{ random }

// Close does nothing.
func (unclosed) Close() error { return nil }

// addFolder adds the files in a folder and in those inside it, in the order of their names. They are named by their way
// inside the folder, with the folder in front where it is not the only source.
func (in *input) addFolder(folder, name string) error {
	real, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return pathError(name, err)
	}
	return filepath.WalkDir(real, func(p string, d fs.DirEntry, err error) error {
		inside, relErr := filepath.Rel(real, p)
		if err = errors.Join(err, relErr); err != nil {
			return pathError(filepath.ToSlash(inside), err)
		}
		if in.ctx.Err() != nil {
			return in.ctx.Err()
		}
		switch {
		case inside == ".":
			return nil
		case passedOver(d.Name()) && d.IsDir():
			return fs.SkipDir
		case passedOver(d.Name()) || d.IsDir():
			return nil
		}
		inside = filepath.ToSlash(inside)
		if in.several {
			inside = name + "/" + inside
		}
		return in.addFound(p, inside)
	})
}

// addFound adds a file in a folder. What is no file, as a link to a folder, is only named.
func (in *input) addFound(path, name string) error {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		in.passOver(entry{name: name})
		return nil
	}
	return in.addFile(entry{name: name, loose: true, size: info.Size(), open: opener(path, name)})
}

// passOver names what is not read.
func (in *input) passOver(e entry) {
	in.strange = append(in.strange, graph.Refusal{File: e.name, Why: notRead(e)})
}

// passedOver tells whether a file or folder is one that systems leave behind.
func passedOver(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || base == "__MACOSX" || strings.EqualFold(base, "Thumbs.db")
}

// addFile adds a file, or the members of an archive.
func (in *input) addFile(e entry) error {
	e.format = byName(e.name)
	if from, given := formatNamed(in.o.From); given && !e.loose && e.format == formatUnknown {
		e.format = from
	}
	if e.loose && (e.format == formatUnknown || e.format == formatGzip && byName(unpackedName(e.name)) == formatUnknown) {
		in.passOver(entry{name: e.name})
		return nil
	}
	if e.format == formatZip {
		return in.addArchive(e)
	}
	in.total += e.size
	in.entries = append(in.entries, e)
	return nil
}

// addArchive adds the members of an archive.
func (in *input) addArchive(e entry) error {
	r, err := e.open()
	if err != nil {
		return err
	}
	in.open = append(in.open, r)
	at, size, err := in.randomAccess(r, e)
	if err != nil {
		return err
	}
	archive, err := zip.NewReader(at, size)
	if err != nil {
		return badArchive(e.name)
	}
	in.packed += size
	return in.addMembers(e, archive)
}

// randomAccess returns the archive's bytes, read into memory where they come as a stream.
func (in *input) randomAccess(r io.Reader, e entry) (io.ReaderAt, int64, error) {
	if f, ok := r.(random); ok {
		if size, err := f.Seek(0, io.SeekEnd); err == nil {
			return f, size, nil
		}
	}
	content, err := io.ReadAll(io.LimitReader(r, in.left+1))
	if err != nil {
		return nil, 0, err
	}
	if int64(len(content)) > in.left {
		return nil, 0, in.tooMuch(e.name)
	}
	return bytes.NewReader(content), int64(len(content)), nil
}

func (in *input) tooMuch(name string) error {
	return tooMuch(name, in.o.Limits.Unpacked)
}

func tooMuch(name string, limit int64) error {
	return refuse(graph.TooLarge, name, graph.MuchUnpacked(limit))
}

func (in *input) addMembers(e entry, archive *zip.Reader) error {
	files := slices.DeleteFunc(slices.Clone(archive.File), func(f *zip.File) bool {
		return f.FileInfo().IsDir() || slices.ContainsFunc(strings.Split(slashed(f.Name), "/"), passedOver)
	})
	if int64(len(files)) > in.o.Limits.Members {
		return refuse(graph.TooLarge, e.name, graph.Say("limit_members", "the archive has more than {limit} members (limit-members)", graph.V{"limit": in.o.Limits.Members}))
	}
	slices.SortFunc(files, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	if format := workbookIn(files); format != formatUnknown {
		in.entries = append(in.entries, entry{name: e.name, format: format, open: e.open})
		return nil
	}
	for _, f := range files {
		member := entry{name: e.name + ": " + printable(slashed(f.Name)), loose: true, open: memberOpener(e.name, f)}
		switch {
		case byName(member.name) == formatZip: // an archive within an archive
			member.format = formatZip
			in.passOver(member)
			continue
		case f.Flags&1 != 0:
			return refuse(graph.Invalid, member.name, graph.Encrypted())
		}
		if err := in.addFile(member); err != nil {
			return err
		}
	}
	return nil
}

// workbookIn returns the format of the workbook that an archive is, if it is one, by the list of parts that it holds.
func workbookIn(files []*zip.File) format {
	for _, f := range files {
		switch f.Name {
		case "[Content_Types].xml":
			return formatXLSX
		case "META-INF/manifest.xml":
			return formatODS
		}
	}
	return formatUnknown
}

// memberOpener opens a member of an archive. What fails then is the archive: its directory points to where no member is.
func memberOpener(archive string, f *zip.File) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		content, err := f.Open()
		if err != nil {
			return nil, badArchive(archive)
		}
		return content, nil
	}
}

func slashed(name string) string { return strings.ReplaceAll(name, `\`, "/") }

// printable returns a name as messages carry it.
func printable(name string) string {
	return strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) {
			return '?'
		}
		return c
	}, strings.ToValidUTF8(name, "?"))
}

// read opens an entry, unpacks it where it is compressed, finds its format and hands it on.
func (in *input) read(e entry, decode func(entry, io.Reader) error) error {
	file, err := e.open()
	if err != nil {
		return unpackError(e.name, err)
	}
	defer file.Close()
	r, head, err := in.begin(file, e)
	if err != nil {
		return unpackError(e.name, err)
	}
	if e.format = byContent(e.format, head, e); e.format == formatGzip {
		unpacked, err := gzip.NewReader(packed{in, r})
		if err != nil {
			return badArchive(e.name)
		}
		e.format = byName(unpackedName(e.name))
		if from, given := formatNamed(in.o.From); given && e.format == formatUnknown {
			e.format = from
		}
		buffered := bufio.NewReaderSize(&budget{in: in, r: unpacked, name: e.name}, 1<<16)
		head, _ = buffered.Peek(sniffed)
		e.format, r = byContent(e.format, head, e), buffered
	}
	if e.format == formatUnknown && !e.loose {
		e.format = formatTable // of another name
	}
	err = unpackError(e.name, decode(e, r))
	in.done += e.size
	return err
}

// unpackedName returns a name without its last ending.
func unpackedName(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// begin returns a reader at the file's beginning, and that beginning.
func (in *input) begin(file io.Reader, e entry) (io.Reader, []byte, error) {
	if f, ok := file.(random); ok {
		head := make([]byte, sniffed)
		if n, err := f.ReadAt(head, 0); err == nil || err == io.EOF {
			return &counted{in: in, f: f}, head[:n], nil
		}
	}
	if e.loose {
		file = &budget{in: in, r: file, name: e.name}
	}
	buffered := bufio.NewReaderSize(file, 1<<16)
	head, err := buffered.Peek(sniffed)
	if err != nil && err != io.EOF {
		return nil, nil, err
	}
	return buffered, head, nil
}

// unpackError names the file of an archive whose content is broken, or which the system does not let be read; other
// errors stay as they are.
func unpackError(name string, err error) error {
	if err == nil || graph.KindOf(err) != graph.Internal {
		return err
	}
	var flate flate.CorruptInputError
	var system *fs.PathError
	switch {
	case errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrAlgorithm),
		errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &flate):
		return badArchive(name)
	case errors.As(err, &system):
		return pathError(name, system)
	}
	return err
}

func badArchive(name string) error {
	return refuse(graph.Invalid, name, graph.Say("bad_archive", "this is no archive that can be read", nil))
}

// packed counts what is read of a compressed file.
type packed struct {
	in *input
	r  io.Reader
}

// Read reads on.
func (p packed) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.in.packed += int64(n)
	return n, err
}

// budget counts what is unpacked against the limit, and against what is packed.
type budget struct {
	in   *input
	r    io.Reader
	name string
}

// Read reads on until the limit.
func (b *budget) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.in.left -= int64(n); b.in.left < 0 {
		return 0, b.in.tooMuch(b.name)
	}
	if b.in.o.Limits.Unpacked-b.in.left > graph.MostUnpacked(b.in.packed) {
		return 0, refuse(graph.Invalid, b.name, graph.Swollen())
	}
	return n, err
}

// counted tells the context's progress how much of a file is read.
type counted struct {
	in       *input
	f        random
	at, told int64
}

// Read reads on.
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.f.Read(p)
	if c.at += int64(n); c.at-c.told >= 1<<20 {
		c.told = c.at
		graph.Report(c.in.ctx, "read", c.in.done+c.at, c.in.total)
	}
	return n, err
}

// Seek goes to another place.
func (c *counted) Seek(offset int64, whence int) (int64, error) {
	at, err := c.f.Seek(offset, whence)
	if err == nil {
		c.at = at
	}
	return at, err
}
