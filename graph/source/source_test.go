package source_test

import (
	"context"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

func decode(t *testing.T, o source.Options, files ...string) (*source.Reading, error) {
	t.Helper()
	var list []source.File
	for i := 0; i < len(files); i += 2 {
		list = append(list, source.File{Name: files[i], Reader: strings.NewReader(files[i+1])})
	}
	return source.Decode(context.Background(), list, o)
}

func TestSeveralFilesCountAsOne(t *testing.T) {
	r, err := decode(t, source.Options{}, "n.csv", "id,label\na,Anna\n", "e.csv", "source,target\na,b\n")
	if err != nil {
		t.Fatal(err)
	}
	if r.Graph.Nodes() != 2 || r.Graph.Edges() != 1 || r.Kept != (graph.Size{Nodes: 2, Edges: 1}) || r.Read != r.Kept {
		t.Errorf("%+v", r)
	}
	if len(r.Notes) != 1 || r.Notes[0].Code != "unlisted_ends" {
		t.Errorf("notes %+v", r.Notes)
	}
}
