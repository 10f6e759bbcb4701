package source_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

// tarOf returns an archive of one file.
func tarOf(t *testing.T, name, content string) string {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	failed := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(content)), Mode: 0o644})
	_, err := w.Write([]byte(content))
	if failed = errors.Join(failed, err, w.Close()); failed != nil {
		t.Fatal(failed)
	}
	return out.String()
}

// What is packed in a way that is not read says what to do, whatever its name; beside what is read it is named in a note.
func TestArchivesThatAreNotRead(t *testing.T) {
	const unpack, outer = "unpack it and hand over the folder, or pack the folder as .zip", "unpack the outer one and hand over what is in it"
	inner, tarred := archive(t, "n.csv", nodeTable), tarOf(t, "n.csv", nodeTable)
	for _, c := range []struct{ name, content, says string }{
		{"a.tar", tarred, "tar are not read: " + unpack}, {"a.tar.gz", packed(tarred), "tar are not read: " + unpack},
		{"a.tgz", packed(tarred), "tar are not read: " + unpack}, {"a.csv", tarred, "tar are not read: " + unpack},
		{"a.zip.gz", packed(inner), outer}, {"a.csv", inner, "its name must end in .zip"},
		{"a.rar", "Rar!\x1a\x07\x01\x00", "rar are not read: " + unpack}, {"a.csv.xz", "\xfd7zXZ\x00\x00", "xz are not read: " + unpack},
		{"a.7z", "7z\xbc\xaf\x27\x1c\x00", "7z are not read: " + unpack}, {"a.csv.bz2", "BZh91AY&SY\xff\x00", "bz2 are not read: " + unpack},
		{"a.zst", "\x28\xb5\x2f\xfd\x00", "zst are not read: " + unpack}, {"pagina.html", "<html><table></table></html>", "this is a document (html)"},
	} {
		if _, err := decode(source.Options{}, c.name, c.content); graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
		if strings.Contains(c.says, "must end") {
			if _, err := open(source.Options{}, folder(t, "n.csv", nodeTable, "z"+c.name, c.content)); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s in a folder, which is one that was meant: %v", c.name, err)
			}
			continue
		}
		r, err := open(source.Options{}, folder(t, "n.csv", nodeTable, "z"+c.name, c.content))
		if err != nil || r.Graph.Nodes() == 0 || told(r) != "passed_over" {
			t.Errorf("%s in a folder: %v, %v", c.name, err, r)
		}
	}
	r, err := decode(source.Options{}, "z.zip", archive(t, "n.csv", nodeTable, "in.zip", inner))
	if err != nil || told(r) != "passed_over" || !strings.Contains(r.Notes[0].Text, outer) {
		t.Errorf("an archive in an archive: %v, %v", err, r)
	}
	if r, err := decode(source.Options{}, "n.csv", "BZh9;nome\na;A\n"); err != nil || r.Graph.Nodes() != 1 {
		t.Errorf("a heading that begins so: %v", err)
	}
}
