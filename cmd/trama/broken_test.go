package main

import (
	"strings"
	"testing"
)

// brokenFile is a file that cannot be read, and how that is said.
type brokenFile struct {
	name, text string
	code       int
	says       string
}

func brokenFiles() []brokenFile {
	head := `<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">`
	return []brokenFile{
		{"e.csv", "", 3, ""},
		{"e.csv", "a,b\n1,2\n", 3, ""},
		{"e.csv", "source,target,weight\n1,2,abc\n", 3, "2"},
		{"e.csv", "source,target\n1,\"2\n" + strings.Repeat("3,4\n", 1000), 3, "2"},
		{"e.csv", "source,target\na,b,c\n", 3, "2"},
		{"e.csv", "source,target\n\"a\"x,b\n", 3, "2"},
		{"n.csv", "id,label\nx,uno\nx,due\n", 3, "3"},
		{"n.csv", "id,label\n" + strings.Repeat("x", 1025) + ",lungo\n", 8, "2"},
		{"n.csv", "id,label\nx," + strings.Repeat("x", 1<<20+1) + "\n", 8, "2"},
		{"g.graphml", "ciao", 3, ""},
		{"g.graphml", head + `<graph edgedefault="directed"><node id="a"/>`, 3, ""},
		{"g.graphml", `<!DOCTYPE x [<!ENTITY a "b">]>` + head + `<graph edgedefault="directed"/></graphml>`, 3, ""},
		{"g.graphml", head + `<graph edgedefault="directed">` + strings.Repeat("<a>", 300) + strings.Repeat("</a>", 300) + `</graph></graphml>`, 8, ""},
		{"g.json", `{"nodes":[`, 3, ""},
		{"g.json", `[]`, 3, ""},
		{"g.json", `{"schema":"trama.graph/1","nodes":[{"id":"a"}],"edges":[{"source":"a"}]}`, 3, ""},
		{"g.zip", "PK\x03\x04 and no more", 3, ""},
		{"g.csv.gz", "\x1f\x8b and no more", 3, ""},
		{"x.xlsx", "no sheet", 3, ""},
		{"x.xlsx", "PK\x03\x04 and no more", 3, ""},
		{"x.xlsx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 of old", 3, ""},
		{"x.ods", "no sheet", 3, "ods"},
		{"x.ods", "PK\x03\x04 and no more", 3, ""},
		{"x.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 of old", 3, "xlsx"},
	}
}

func TestBrokenFilesAreOneClearLineAndNothingElse(t *testing.T) {
	home(t)
	store := newStore(t)
	for i, f := range brokenFiles() {
		folder := t.TempDir()
		file := put(t, folder, f.name, f.text)
		for _, args := range [][]string{
			{"report", file}, {"convert", file, "--to", "graphml", "--out", folder + "/out"}, {"missing", file, "--lang", "en"},
			{"import", file, "--network", "n", "--store", store},
		} {
			got := trama(t, args...)
			if got.code != f.code || got.out != "" || strings.Count(got.err, "\n") != 1 || !strings.Contains(got.err, f.name) || !strings.Contains(got.err, f.says) {
				t.Errorf("%d: %s of %s: exit %d, want %d; out %.60q, err %.200q", i, args[0], f.name, got.code, f.code, got.out, got.err)
			}
			if strings.Contains(got.err, folder) || strings.Contains(got.err, ".go:") || len(got.err) > 500 {
				t.Errorf("%d: not for people: %.200q", i, got.err)
			}
		}
		wantNames(t, folder, f.name)
	}
	if out := done(t, "networks", "--store", store, "--format", "json"); strings.Contains(out, `"n"`) {
		t.Errorf("a broken file made a network: %s", out)
	}
}

func TestLimitsAreNamedAndCanBeRaised(t *testing.T) {
	home(t)
	long := put(t, t.TempDir(), "n.csv", "id,label\n"+strings.Repeat("x", 1500)+",lungo\n")
	if got := trama(t, "report", long); got.code != 8 {
		t.Errorf("an id of 1,500 bytes: exit %d, %s", got.code, got.err)
	}
	done(t, "convert", long, "--to", "json", "--limit-node-id", "2000")
	for flag, file := range map[string]string{
		"--limit-value":   put(t, t.TempDir(), "n.csv", "id,label\na,più di otto\n"),
		"--limit-node-id": put(t, t.TempDir(), "n.csv", "id\npiù di otto\n"),
		"--limit-depth":   put(t, t.TempDir(), "g.graphml", done(t, with("convert", town(t), "--to", "graphml")...)),
	} {
		limit := "8"
		if flag == "--limit-depth" {
			limit = "2"
		}
		if got := trama(t, "report", file, flag, limit); got.code != 8 || !strings.Contains(got.err, limit) {
			t.Errorf("%s %s: exit %d, %s", flag, limit, got.code, got.err)
		}
	}
	archive := t.TempDir() + "/a.zip"
	done(t, with("convert", town(t), "--to", "csv", "--out", archive)...)
	for _, flag := range []string{"--limit-members", "--limit-unpacked"} {
		if got := trama(t, "report", archive, flag, "1"); got.code != 8 {
			t.Errorf("%s 1: exit %d, %s", flag, got.code, got.err)
		}
	}
}

func TestBrokenChangesStoreNothing(t *testing.T) {
	home(t)
	store := newStore(t)
	net := []string{"--network", "n", "--store", store}
	done(t, with("import", town(t), net...)...)
	before := done(t, append([]string{"export", "--to", "json"}, net...)...)
	for text, code := range map[string]int{
		"": 3, "null": 3, "[]": 3, "{": 3, `{"put_node":[]}`: 3, `{"schema":"trama.graph/1"}`: 3,
		`{"remove_nodes":["nessuno"]}`: 4, `{"remove_edges":["nessuno"]}`: 4,
		`{"put_edges":[{"source":"anna","target":"nessuno"}]}`: 3,
		`{"put_nodes":[{"id":""}]}`:                            3,
		`{"put_nodes":[{"id":"x"}],"put_edges":[{"source":"x","target":"x","attributes":{"weight":-1}}]}`: 3,
	} {
		file := put(t, t.TempDir(), "c.json", text)
		if got := trama(t, append([]string{"change", "--changes", file}, net...)...); got.code != code || got.out != "" || strings.Count(got.err, "\n") != 1 {
			t.Errorf("%s: exit %d, want %d; %q", text, got.code, code, got.err)
		}
	}
	if after := done(t, append([]string{"export", "--to", "json"}, net...)...); after != before {
		t.Error("the network changed")
	}
	if got := tramaReading(t, `{"put_nodes":[{"id":"nuovo","kind":"persona"}]}`, append([]string{"change", "--changes", "-"}, net...)...); got.code != 0 {
		t.Errorf("from standard input: exit %d, %s", got.code, got.err)
	}
	// What is so already is no change.
	said := tramaReading(t, `{"put_nodes":[{"id":"nuovo","kind":"persona"},{"id":"altro"},{"id":"altro","kind":"persona"}]}`, append([]string{"change", "--changes", "-"}, net...)...).out
	if !strings.Contains(said, "aggiunti 1, cambiati 0, tolti 0") {
		t.Errorf("one node that is there, one that is new: %q", said)
	}
}
