package source

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"trama/graph/hsds"
)

// format is what a file holds.
type format string

const (
	formatUnknown format = ""
	formatTable   format = "csv"
	formatGraphML format = "graphml"
	formatJSON    format = "json"
	formatZip     format = "zip"
	formatGzip    format = "gz"
	formatGEXF    format = "gexf"
	formatXLSX    format = "xlsx"
	formatODS     format = "ods"
	formatHSDS    format = "hsds" // JSON of a directory of services
	formatTar     format = "tar"
)

// formatNamed returns the format that --from names, and whether it is one.
func formatNamed(name string) (format, bool) {
	name = strings.ToLower(name)
	if !slices.Contains([]string{"csv", "tsv", "graphml", "gexf", "json", "xlsx", "ods", "fods", "zip"}, name) {
		return formatUnknown, false
	}
	return byName("." + name), true
}

// byName returns the format that a file's name tells.
func byName(name string) format {
	switch ending := strings.TrimPrefix(strings.ToLower(path.Ext(name)), "."); ending {
	case "csv", "tsv", "tab":
		return formatTable
	case "graphml", "xml":
		return formatGraphML
	case "xlsx", "xlsm", "xltx", "xltm":
		return formatXLSX
	case "ods", "ots", "fods":
		return formatODS
	case "tgz":
		return formatTar
	case "json", "zip", "gz", "gexf", "gml", "gdf", "dot", "net", "paj", "vna", "dl", "parquet":
		return format(ending)
	default:
		if f := format(ending); isDocument(f) || isOtherBook(f) || isOtherArchive(f) {
			return f
		}
		return formatUnknown
	}
}

// isOtherArchive tells whether a format is one of archives and of compressed files that are not read.
func isOtherArchive(f format) bool { return f == formatTar || signatures()[f] != "" }

// signatures are what archives and compressed files that are not read begin with.
func signatures() map[format]string {
	return map[format]string{"7z": "7z\xbc\xaf\x27\x1c", "rar": "Rar!\x1a\x07", "xz": "\xfd7zXZ\x00", "bz2": "BZh", "zst": "\x28\xb5\x2f\xfd"}
}

// otherArchive returns which of them a file is by its beginning.
func otherArchive(head []byte) (f format, is bool) {
	const at, magic = 257, "ustar" // POSIX.1-1988, of a header of 512 bytes
	if len(head) >= 512 && string(head[at:at+len(magic)]) == magic {
		return formatTar, true
	}
	for f, begins := range signatures() {
		if bytes.HasPrefix(head, []byte(begins)) && bytes.ContainsFunc(head, isControl) {
			return f, true
		}
	}
	return formatUnknown, false
}

// isControl tells whether a letter stands in no table.
func isControl(c rune) bool {
	return c == utf8.RuneError || c < ' ' && !strings.ContainsRune("\t\r\n", c)
}

// isOtherBook tells whether a format is one of workbooks that are not read.
func isOtherBook(f format) bool {
	return slices.Contains([]format{"xls", "xlsb", "sxc", "numbers", "gsheet"}, f)
}

// isDocument tells whether a format is one of pages, in which a table can stand that people have to take out.
func isDocument(f format) bool {
	return slices.Contains([]format{"pdf", "doc", "docx", "odt", "rtf", "ppt", "pptx", "odp", "html", "htm"}, f)
}

// sniffed is how much of a file's beginning is looked at.
const sniffed = 4096

// byContent returns the format of a file from its first bytes and the format that its name or From says. A file that a
// folder or an archive holds is XML or JSON of another kind where nothing in its beginning says that it is a graph.
func byContent(named format, head []byte, e entry) format {
	if f, is := byMagic(named, head); is {
		return f
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	xml, object := bytes.HasPrefix(text, []byte("<")), bytes.HasPrefix(text, []byte("{"))
	switch {
	case (named == formatUnknown || named == formatJSON) && hsds.IsDocument(e.name, head):
		return formatHSDS
	case (named == formatUnknown || named == formatGraphML) && xml && bytes.Contains(text, []byte("<gexf")):
		return formatGEXF
	case (named == formatUnknown || named == formatGraphML) && xml && bytes.Contains(text, []byte("<office:document")):
		return formatODS // a flat one
	case e.loose && isOfOtherKind(named, text):
		return formatUnknown
	case named == formatUnknown && xml:
		return formatGraphML
	case named == formatUnknown && object:
		return formatJSON
	}
	return named
}

// byMagic returns the format of a file that is no text; of an archive that is a workbook or a document, its name says which.
func byMagic(named format, head []byte) (f format, is bool) {
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		if named == formatXLSX || named == formatODS || isDocument(named) || isOtherBook(named) {
			return named, true
		}
		return formatZip, true
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return "pdf", true
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return formatGzip, true
	}
	return otherArchive(head)
}

// isOfOtherKind tells whether nothing in the beginning of a file says that it is a graph in the format of its name.
func isOfOtherKind(named format, text []byte) bool {
	switch named {
	case formatGraphML:
		return bytes.HasPrefix(text, []byte("<")) && !bytes.Contains(text, []byte("<graphml"))
	case formatGEXF:
		return bytes.HasPrefix(text, []byte("<")) && !bytes.Contains(text, []byte("<gexf"))
	case formatJSON:
		return !bytes.Contains(text, []byte(`"nodes"`)) && !bytes.Contains(text, []byte("trama.graph"))
	}
	return false
}
