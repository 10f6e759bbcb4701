package analysis_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"trama/analysis"
)

var update = flag.Bool("update", false, "write docs/methods.md anew")

const methods = "../docs/methods.md"

// methodsTable returns the table of measures as docs/methods.md has it.
func methodsTable() string {
	var b strings.Builder
	section := ""
	for _, m := range analysis.Measures() {
		if m.Section != section {
			section = m.Section
			fmt.Fprintf(&b, "\n### `%s`\n\n| measure | definition | convention | source | exact up to | cost | kernel |\n|---|---|---|---|---|---|---|\n", section)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s | `%s` |\n", m.ID, m.Definition, m.Convention, m.Source, m.Exact, m.Cost, m.Kernel)
	}
	return b.String()
}

func TestMethodsPageIsTheCatalogue(t *testing.T) {
	page, err := os.ReadFile(filepath.FromSlash(methods))
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- measures: written by the test of analysis.Measures -->\n", "\n<!-- end of measures -->"
	before, rest, ok := strings.Cut(string(page), begin)
	table, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the table", methods)
	}
	if want := methodsTable(); table != want {
		if *update {
			if err := os.WriteFile(filepath.FromSlash(methods), []byte(before+begin+want+end+after), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		t.Errorf("%s does not say what the catalogue says; run with -update", methods)
	}
}

// TestCatalogueIsWhole looks that every figure of a report and every column has its row, answered in full.
func TestCatalogueIsWhole(t *testing.T) {
	rows := map[string]analysis.Measure{}
	for _, m := range analysis.Measures() {
		key := m.Section + " " + m.ID
		if _, twice := rows[key]; twice {
			t.Errorf("%s stands twice", key)
		}
		rows[key] = m
		if m.Definition == "" || m.Source == "" || m.Exact == "" || m.Cost == "" || !strings.Contains(m.Kernel, ".") {
			t.Errorf("%s: %+v", key, m)
		}
	}
	for _, column := range analysis.MetricNames() {
		if _, ok := rows["metrics "+column]; !ok && column != "id" && column != "label" && column != "kind" {
			t.Errorf("column %s has no row", column)
		}
	}
	for section, fields := range map[string]any{
		"structure": analysis.Structure{}, "fragmentation": analysis.Fragmentation{}, "fragility": analysis.Fragility{}, "cohesion": analysis.Cohesion{},
	} {
		for _, field := range jsonNames(fields) {
			if _, ok := rows[section+" "+field]; !ok && !slices.Contains([]string{"exact", "samples", "standard_error"}, field) {
				t.Errorf("%s.%s has no row", section, field)
			}
		}
	}
}
