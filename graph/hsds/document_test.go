package hsds_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/hsds"
	"trama/graph/source"
)

func TestDocument(t *testing.T) {
	for name, o := range map[string]source.Options{"document": {}, "document-contacts": {Contacts: true}} {
		r := open(t, o, "testdata/services.json")
		if r.RefusedCount > 0 || r.Read != r.Kept {
			t.Errorf("%s: read %v, kept %v, refused %v", name, r.Read, r.Kept, r.Refused)
		}
		golden(t, filepath.Join("testdata", "golden", name+".txt"), sheet(t, r))
	}
}

// A directory in JSON comes as one object, as a list, as a page or as lists by part, under any name.
func TestFormsOfDocuments(t *testing.T) {
	const want = "o offers s"
	for name, document := range map[string]string{
		"a service":                     `{"id":"s","name":"S","organization":{"id":"o","name":"O"}}`,
		"an organization":               `{"id":"o","name":"O","services":[{"id":"s","name":"S"}]}`,
		"a list":                        `[{"id":"s","name":"S","organization":{"id":"o","name":"O"}}]`,
		"a page":                        `{"total_pages":1,"contents":[{"id":"s","organization_id":"o","organization":{"id":"o"}}]}`,
		"lists":                         `{"organizations":[{"id":"o"}],"services":[{"id":"s","organization_id":"o"}]}`,
		"lists by the names of files":   `{"organizations.csv":[{"id":"o"}],"services.csv":[{"id":"s","organization_id":"o"}]}`,
		"an organization of long words": `{"id":"o","name":"O","parent_organization_id":"","description":"` + strings.Repeat("x", 5000) + `","services":[{"id":"s"}]}`,
		"a service with a byte mark":    "\xef\xbb\xbf" + `{"id":"s","organization":{"id":"o"}}`,
		"an organization of programs":   `{"id":"o","programs":[{"id":"p","name":"P","services":[{"id":"s"}]}],"services":[{"id":"s"}]}`,
	} {
		r, err := decode(source.Options{}, "x.json", document)
		if err != nil || edges(r.Graph) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	r, err := decode(source.Options{}, "place.json", `[{"id":"a","service":{"id":"s","name":"S"},"location":{"id":"l","parent":null}}]`)
	if err != nil || edges(r.Graph) != "l hosts s" {
		t.Errorf("a service at its place: %v", err)
	}
	r, err = decode(source.Options{}, "organizations.json", `[{"id":"o","languages":["it","en"],"parent_organization":{"id":"p"},"organization_identifiers":[{"identifier":"1","identifier_scheme":"RUNTS"}]}]`)
	if err != nil || edges(r.Graph) != "o part_of p" || r.Graph.NodeColumn("identifiers").Text(0) != "RUNTS: 1" || r.Graph.NodeColumn("languages").Text(0) != "it|en" {
		t.Errorf("an organization within another: %v", err)
	}
}

func TestDocumentsRefused(t *testing.T) {
	for document, want := range map[string]string{
		`{"services":[{"id":"a"}]`:                                                    "x.json: line 1: the file breaks off",
		`{"services":[{"id":a}]}`:                                                     "x.json: line 1: this is no JSON: ",
		"{\"services\":[\n{\"id\":\"a\",\n\"id\":\"b\"}]}":                            `x.json: line 3: "id" is given twice`,
		`[{"id":"a","organization_id":"z","status":"active"}] 1`:                      "x.json: line 1: this is no JSON: something follows its end",
		`[{"id":"a","organization_id":"z","status":"active"}]`:                        "x.json: services: this is a table of a service directory (HSDS), and what it names stands in another, organizations",
		`{"organizations":[{"id":"a"},3]}`:                                            "x.json: this JSON is neither a trama.graph/1 nor a directory of human services (HSDS)",
		`{"id":1,"contents":3}`:                                                       "x.json: this JSON is neither",
		"{\"contents\":[\n{\"id\":\"s\",\n\"organization\":\n{\"name\":\"O\"}}]}":     "x.json: organizations: line 4: the id is empty",
		`{"organizations":[{"id":"o","name":"A"},` + "\n" + `{"id":"o","name":"B"}]}`: "x.json: organizations: line 2: node o has another name already: if they are two, one of them needs another id; if they are one, write the same in both places",
	} {
		_, err := decode(source.Options{}, "x.json", document)
		if graph.KindOf(err) != graph.Invalid || !strings.HasPrefix(fmt.Sprint(err), want) {
			t.Errorf("%s: %v", document, err)
		}
	}
	for document, want := range map[string]string{
		`{"organizations":` + strings.Repeat("[", 300):                      "x.json: line 1: there are more than 256 levels (limit-depth)",
		`{"organizations":[{"id":"` + strings.Repeat("x", 5000) + `"}]}`:    "x.json: line 1: a value is longer than 4096 bytes (limit-value)",
		`{"organizations":[{"` + strings.Repeat("x", 1500) + `":"value"}]}`: "x.json: line 1: the name of an attribute is longer than 1024 bytes",
	} {
		_, err := decode(source.Options{Limits: graph.Limits{Value: 4096}}, "x.json", document)
		if graph.KindOf(err) != graph.TooLarge || !strings.HasPrefix(fmt.Sprint(err), want) {
			t.Errorf("%.40s: %v", document, err)
		}
	}
}

func TestIsDocument(t *testing.T) {
	for head, want := range map[string]bool{
		`{"contents":[`: true, ` [{"organization":`: true, `{"schema":"trama.graph/1","nodes":[{"id":"organization"`: false, `{"nodes":[],"services":[]`: false,
		`{"143903":["46"]}`: false, `<x "services">`: false, "": false, `"services"`: false,
	} {
		if got := hsds.IsDocument("x.json", []byte(head)); got != want {
			t.Errorf("%s: %v", head, got)
		}
	}
	if !hsds.IsDocument("service.json", []byte(`{"id":"x","name":"y"`)) || hsds.IsDocument("units.json", []byte(`{"id":"x"}`)) {
		t.Error("names of files")
	}
}

// JSON of another kind in a folder is only named.
func TestOtherDocumentsInAFolder(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{"a.json": `{"services":3}`, "services.json": `[{"id":"s","organization":{"id":"o"}}]`} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if r := open(t, source.Options{}, folder); edges(r.Graph) != "o offers s" || !strings.HasSuffix(codes(r), "passed_over") {
		t.Errorf("%s; %s", edges(r.Graph), codes(r))
	}
}

// FuzzDocument reads any bytes as a directory in JSON: nothing panics, a refusal names the file, and reading the same again
// gives the same.
func FuzzDocument(f *testing.F) {
	content, err := os.ReadFile("testdata/services.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(content))
	for _, document := range []string{`{"organizations":[{"id":"o"}],"services":[{"id":"s","organization_id":"o"}]}`, `[{"id":"a","service":{"id":"s"},"location":{"id":"l"}}]`, `[[[`, `{"contents":[{"id":1e400,"organization":{"id":true}}]}`} {
		f.Add(document)
	}
	f.Fuzz(func(t *testing.T, document string) {
		o := source.Options{Contacts: len(document)%2 == 0, Limits: graph.Limits{Value: 4096, NodeID: 64}}
		first, err := decode(o, "services.json", document)
		if err != nil {
			if kind := graph.KindOf(err); kind != graph.Invalid && kind != graph.TooLarge || !strings.Contains(err.Error(), "services.json") {
				t.Fatalf("%v is %v", err, kind)
			}
			return
		}
		second, err := decode(o, "services.json", document)
		if err != nil || second.Graph.Digest() != first.Graph.Digest() || codes(second) != codes(first) {
			t.Fatalf("another reading: %v", err)
		}
	})
}
