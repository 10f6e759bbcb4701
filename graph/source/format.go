package source

import (
	"bytes"
	"path"
	"strings"
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
)

// formatNamed returns the format that --from names, and whether it is one.
func formatNamed(name string) (format, bool) {
	switch strings.ToLower(name) {
	case "csv", "tsv":
		return formatTable, true
	case "graphml":
		return formatGraphML, true
	case "json":
		return formatJSON, true
	case "zip":
		return formatZip, true
	case "gexf":
		return formatGEXF, true
	case "xlsx":
		return formatXLSX, true
	}
	return formatUnknown, false
}

// byName returns the format that a file's name tells.
func byName(name string) format {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".tab":
		return formatTable
	case ".graphml", ".xml":
		return formatGraphML
	case ".json":
		return formatJSON
	case ".zip":
		return formatZip
	case ".gz":
		return formatGzip
	case ".gexf":
		return formatGEXF
	case ".xlsx", ".xlsm", ".xls", ".ods":
		return formatXLSX
	}
	return formatUnknown
}

// sniffed is how much of a file's beginning is looked at.
const sniffed = 4096

// byContent returns the format of a file whose name says one, or none, from its first bytes.
func byContent(named format, head []byte) format {
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		if named == formatXLSX {
			return formatXLSX
		}
		return formatZip
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return formatGzip
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch named {
	case formatUnknown, formatGraphML:
		if bytes.HasPrefix(text, []byte("<")) && bytes.Contains(text, []byte("<gexf")) {
			return formatGEXF
		}
		if bytes.HasPrefix(text, []byte("<")) {
			return formatGraphML
		}
		if named == formatUnknown && bytes.HasPrefix(text, []byte("{")) {
			return formatJSON
		}
	}
	return named
}
