package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"trama/graph/graphtest"
)

// TestFiguresCanBeMadeAgain runs the program of docs/methods.md with NetworkX, as it is printed there, on what trama export
// writes: it prints the figures of the report.
func TestFiguresCanBeMadeAgain(t *testing.T) {
	python := graphtest.Getenv(t, "TRAMA_TEST_PYTHON")
	text, err := os.ReadFile(filepath.Join(graphtest.Root(t), "docs", "methods.md"))
	if err != nil {
		t.Fatal(err)
	}
	program := regexp.MustCompile("(?s)```python\n(.*?)```").FindSubmatch(text)
	if program == nil {
		t.Fatal("docs/methods.md has no program")
	}
	folder := home(t)
	t.Chdir(folder)
	for _, command := range [][]string{
		{"demo", "--files", "."}, {"import", "valdora.nodes.csv", "valdora.edges.csv", "--network", "valdora"},
		{"export", "--network", "valdora", "--to", "graphml", "--out", "valdora.graphml"},
	} {
		if got := trama(t, command...); got.code != 0 {
			t.Fatalf("%v: %s", command, got.err)
		}
	}
	out, err := exec.Command(python, "-c", string(program[1])).Output()
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Structure     struct{ Nodes, Edges int }
		Fragmentation struct {
			Components       int
			Fragmentation    float64
			GlobalEfficiency float64 `json:"global_efficiency"`
		}
		Fragility struct {
			Bridges            int
			ArticulationPoints int `json:"articulation_points"`
		}
	}
	if err := json.Unmarshal([]byte(trama(t, "report", "--network", "valdora", "--format", "json").out), &r); err != nil {
		t.Fatal(err)
	}
	want := []float64{
		float64(r.Structure.Nodes), float64(r.Structure.Edges), float64(r.Fragmentation.Components), r.Fragmentation.Fragmentation,
		r.Fragmentation.GlobalEfficiency, float64(r.Fragility.Bridges), float64(r.Fragility.ArticulationPoints),
	}
	got := strings.Fields(string(out))
	if len(got) != len(want) {
		t.Fatalf("%s, want %v", out, want)
	}
	for i, x := range want {
		y, err := strconv.ParseFloat(got[i], 64)
		if err != nil || fmt.Sprintf("%.12g", x) != fmt.Sprintf("%.12g", y) {
			t.Errorf("figure %d: %s, want %v", i, got[i], x)
		}
	}
}
