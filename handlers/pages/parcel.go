package pages

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"

	"trama/graph/source"
)

// parcel is the files of an import on their way from the preview to the confirmation. They travel in the page itself, as
// one hidden field of the form that confirms: packed, compressed, in letters.
//
// The service could keep them instead, in memory or in a folder. But then what two people preview would have to be kept
// apart, bounded and swept, a restart or another replica would lose it, and the name of a file would meet a disk. In the
// page nothing is kept: whoever previewed has the bytes, for as long as the page is open, and their number is bounded by
// what one request may bring. The digest beside them is that of what was previewed; what comes back with another one is
// previewed again instead of written. It is no seal: who sends other bytes with their digest imports what they could as
// well have chosen.
type parcel []parcelFile

type parcelFile struct {
	name    string
	content []byte
}

// parcelMost is how many bytes all files of an import from a page may have, as they are chosen: the service needs 15 bytes
// of memory for each, up to 60 where rows are as short as “12,34”, for as many imports at once as there are cores; and the browser
// keeps a page that is larger than they are where they do not get smaller by compressing.
// The command line takes larger ones. parcelFiles is how many there may be.
const (
	parcelMost  = 32 << 20
	parcelFiles = 50
)

// ImportMost is how many bytes a request may have that imports from a page: the files in letters, and what stands beside them.
const ImportMost = parcelMost*3/2 + 1<<20

// errParcel is what is wrong with a field that holds no parcel.
var errParcel = errors.New("pages: no parcel")

func (p parcel) bytes() []byte {
	var out []byte
	for _, f := range p {
		for _, part := range [][]byte{[]byte(f.name), f.content} {
			out = append(binary.AppendUvarint(out, uint64(len(part))), part...)
		}
	}
	return out
}

// digest names what the parcel holds.
func (p parcel) digest() string {
	sum := sha256.Sum256(p.bytes())
	return hex.EncodeToString(sum[:])
}

// field returns the parcel as a field holds it.
func (p parcel) field() (string, error) {
	var out bytes.Buffer
	zipped := gzip.NewWriter(&out)
	if _, err := zipped.Write(p.bytes()); err != nil {
		return "", err
	}
	if err := zipped.Close(); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(out.Bytes()), nil
}

// parcelOf returns the parcel that a field holds. What is unpacked is bounded.
func parcelOf(field string) (parcel, error) {
	packed, err := base64.RawURLEncoding.DecodeString(field)
	if err != nil {
		return nil, errParcel
	}
	zipped, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, errParcel
	}
	most := int64(parcelMost + parcelFiles*1024)
	content, err := io.ReadAll(io.LimitReader(zipped, most+1))
	if err != nil || int64(len(content)) > most {
		return nil, errParcel
	}
	var p parcel
	for len(content) > 0 {
		var name, body []byte
		var ok bool
		if name, content, ok = firstPart(content); !ok {
			return nil, errParcel
		}
		if body, content, ok = firstPart(content); !ok || len(p) == parcelFiles {
			return nil, errParcel
		}
		p = append(p, parcelFile{string(name), body})
	}
	if len(p) == 0 {
		return nil, errParcel
	}
	return p, nil
}

// firstPart returns the first part of what is packed, and what follows it.
func firstPart(packed []byte) (part, rest []byte, ok bool) {
	n, used := binary.Uvarint(packed)
	if used <= 0 || n > uint64(len(packed)-used) {
		return nil, nil, false
	}
	return packed[used : used+int(n)], packed[used+int(n):], true
}

// sources returns the files for a reader of sources.
func (p parcel) sources() []source.File {
	var out []source.File
	for _, f := range p {
		out = append(out, source.File{Name: f.name, Reader: bytes.NewReader(f.content)})
	}
	return out
}

// names are those of the files.
func (p parcel) names() []string {
	out := make([]string, len(p))
	for i, f := range p {
		out[i] = f.name
	}
	return out
}
