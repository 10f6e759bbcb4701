package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"trama/graph/source"
	"trama/web"
)

// printing are the commands that print a result, on a network with one snapshot.
func printing() [][]string {
	return [][]string{
		{"report"}, {"missing"}, {"plan", "--goal", "connected"}, {"plan", "--budget", "2"}, {"whatif", "--add", "solo,anna"},
		{"metrics"}, {"backtest"}, {"networks"}, {"history"}, {"compare", "1", "Incontro 1"}, {"minutes"},
	}
}

// TestEveryResultInEveryFormatAndLanguage also asks for the file of --out, which holds what is printed.
func TestEveryResultInEveryFormatAndLanguage(t *testing.T) {
	home(t)
	store := newStore(t)
	net := []string{"--network", "n", "--store", store}
	done(t, with("import", town(t), net...)...)
	done(t, append([]string{"snapshot", "Incontro 1"}, net...)...)
	done(t, append([]string{"meeting", "--id", "m1", "--date", "2026-04-01"}, net...)...)
	for _, command := range printing() {
		args := append(append([]string{}, command...), net...)
		if command[0] == "networks" {
			args = []string{"networks", "--store", store}
		}
		for _, lang := range []string{"it", "en"} {
			for format, fault := range map[string]func(string) error{"json": faultOfJSON, "csv": faultOfCSV, "html": faultOfHTML, "text": faultOfText} {
				asked := append(append([]string{}, args...), "--format", format, "--lang", lang)
				out := done(t, asked...)
				if err := fault(out); err != nil {
					t.Errorf("%v: %v: %.300s", asked, err, out)
				}
				file := t.TempDir() + "/out"
				if printed := done(t, append(asked, "--out", file)...); printed != "" {
					t.Errorf("%v --out prints too", asked)
				}
				wantFile(t, file, out)
			}
		}
	}
}

type fault string

func (f fault) Error() string { return string(f) }

func faultOfJSON(out string) error {
	var doc struct{ Schema string }
	if err := json.Unmarshal([]byte(out), &doc); err != nil {
		return err
	}
	if !strings.HasPrefix(doc.Schema, "trama.") || !strings.HasPrefix(out, "{\n  \"schema\"") {
		return fault("the schema does not come first")
	}
	for _, list := range []string{"notes", "suggestions", "components", "isolates", "without", "networks", "commits", "snapshots", "reached", "strengths", "methods"} {
		if strings.Contains(out, `"`+list+`": null`) {
			return fault(list + " is null")
		}
	}
	return nil
}

func faultOfCSV(out string) error {
	r := csv.NewReader(strings.NewReader(out))
	r.FieldsPerRecord = -1 // a report is several tables
	rows, err := r.ReadAll()
	if err == nil && len(rows) < 1 {
		err = fault("no rows")
	}
	return err
}

func faultOfHTML(out string) error {
	if !strings.HasPrefix(out, "<!DOCTYPE html>") || !strings.Contains(out, "</html>") {
		return fault("no page")
	}
	out = strings.Replace(out, "<script>"+web.Script()+"</script>", "", 1)
	for _, outside := range []string{`src="http`, `<script`, `@import`, `url(http`} {
		if strings.Contains(out, outside) {
			return fault("the page has " + outside)
		}
	}
	d := xml.NewDecoder(strings.NewReader(out))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func faultOfText(out string) error {
	if len(out) < 40 || strings.Contains(out, "%!") || strings.Contains(out, "map[") {
		return fault("no page for people")
	}
	return nil
}

func TestTextSpeaksTheLanguageAskedFor(t *testing.T) {
	home(t)
	files := town(t)
	for _, command := range []string{"report", "missing", "metrics", "check"} {
		if it, en := done(t, with(command, files)...), done(t, with(command, files, "--lang", "en")...); it == en {
			t.Errorf("%s says the same in both languages", command)
		}
	}
}

func TestEveryFileFormatIsWrittenAndUnknownOnesAreNot(t *testing.T) {
	home(t)
	files := town(t)
	for _, format := range source.Encodings() {
		out := done(t, with("convert", files, "--to", format.Name)...)
		if again := done(t, with("convert", files, "--to", format.Name)...); out == "" || again != out {
			t.Errorf("%s: %d and %d bytes", format.Name, len(out), len(again))
		}
	}
	for _, format := range []string{"GraphML", "txt", ""} {
		if got := trama(t, with("convert", files, "--to", format)...); got.code != 2 {
			t.Errorf("--to %q: exit %d", format, got.code)
		}
	}
}

// The codebook of a file counts what the file holds, and stands in the language that is asked for.
func TestCodebookBesideAFile(t *testing.T) {
	home(t)
	folder := t.TempDir()
	done(t, with("convert", town(t), "--to", "graphml", "--out", folder+"/g.graphml", "--codebook", folder+"/g.csv", "--lang", "en")...)
	var read struct{ Kept struct{ Nodes, Edges int } }
	if err := json.Unmarshal([]byte(done(t, "check", folder+"/g.graphml", "--format", "json")), &read); err != nil {
		t.Fatal(err)
	}
	book, err := os.ReadFile(folder + "/g.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(book)).ReadAll()
	if err != nil || rows[1][7] != fmt.Sprint(read.Kept.Nodes) || rows[2][7] != fmt.Sprint(read.Kept.Edges) || !strings.Contains(string(book), "The name that is shown.") {
		t.Errorf("%v:\n%s", err, book)
	}
	store := newStore(t)
	done(t, with("import", town(t), "--network", "n", "--store", store)...)
	done(t, "export", "--network", "n", "--store", store, "--with-metrics", "--to", "gexf", "--out", folder+"/n.gexf", "--codebook", folder+"/n.csv")
	if book, err := os.ReadFile(folder + "/n.csv"); err != nil || !strings.Contains(string(book), "node,pagerank,float,") || !strings.Contains(string(book), "damping") {
		t.Errorf("%v:\n%s", err, book)
	}
	if got := trama(t, with("convert", town(t), "--to", "graphml", "--out", folder+"/h.graphml", "--codebook", folder+"/none/h.csv")...); got.code == 0 {
		t.Error("a codebook that cannot be written is no success")
	}
	before, err := os.ReadFile(folder + "/g.graphml")
	if err != nil {
		t.Fatal(err)
	}
	for _, places := range [][]string{{"--out", folder + "/g.graphml", "--codebook", folder + "/./g.graphml"}, {"--codebook", "-"}} {
		if got := trama(t, with("convert", town(t), append(places, "--to", "graphml")...)...); got.code != 2 || got.out != "" {
			t.Errorf("%v: exit %d, %q", places, got.code, got.err)
		}
	}
	if after, err := os.ReadFile(folder + "/g.graphml"); err != nil || string(after) != string(before) {
		t.Errorf("a codebook took the place of its network: %v", err)
	}
}
