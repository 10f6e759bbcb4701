package render_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/source"
	"trama/locale"
	"trama/render"
)

// realNetworks are the networks of the shared data that are small enough for a quick look, and the town of the demo.
func realNetworks(t *testing.T) map[string][]string {
	t.Helper()
	root := graphtest.Root(t)
	found := map[string][]string{"valdora": {filepath.Join(root, "cmd", "trama", "valdora")}}
	files, err := filepath.Glob(filepath.Join(filepath.Dir(root), "shared", "data", "*", "*.edges.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, edges := range files {
		nodes := strings.Replace(edges, ".edges.", ".nodes.", 1)
		info, err := os.Stat(nodes)
		if err == nil && info.Size() < 12_000 {
			found[strings.TrimSuffix(filepath.Base(edges), ".edges.csv")] = []string{nodes, edges}
		}
	}
	return found
}

func opened(t *testing.T, paths []string) analysis.Source {
	t.Helper()
	r, err := source.Open(context.Background(), paths, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return analysis.Source{Graph: r.Graph, Notes: r.Notes}
}

// TestRealNetworksInEveryFormat: every network, every format, both languages: whole pages, no sentence without words.
func TestRealNetworksInEveryFormat(t *testing.T) {
	for name, paths := range realNetworks(t) {
		t.Run(name, func(t *testing.T) {
			src := opened(t, paths)
			report, err := analysis.NewReport(context.Background(), src, analysis.DefaultReportOptions())
			if err != nil {
				t.Fatal(err)
			}
			for _, lang := range locale.Languages() {
				result := render.Viewed{Result: report, View: render.View{Graph: src.Graph}}
				page := string(rendered(t, render.HTML, result, lang))
				checkPage(t, name+"."+lang, page, lang)
				if strings.Count(page, "<h2") != 10 || !strings.Contains(page, "pieces-drawing") && src.Graph.Nodes() > 0 {
					t.Errorf("%s: not the ten sections, or no drawing", lang)
				}
				text := string(rendered(t, render.Text, result, lang))
				if unfilled.MatchString(text) {
					t.Errorf("%s: a value without its place: %s", lang, unfilled.FindString(text))
				}
				checkRows(t, rendered(t, render.CSV, result, lang))
				checkWords(t, lang, render.Localize(*report, lang))
			}
		})
	}
}

// checkRows reads a table back.
func checkRows(t *testing.T, table []byte) {
	t.Helper()
	if rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll(); err != nil || len(rows) < 2 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

// checkWords finds sentences that have a code and no words of their own, anywhere in a result.
func checkWords(t *testing.T, lang string, result any) {
	t.Helper()
	data, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	walk(tree, func(entry map[string]any) {
		code, hasCode := entry["code"].(string)
		text, hasText := entry["text"].(string)
		if hasCode && hasText && (text == "" || text == code) {
			t.Errorf("%s: no words for %s", lang, code)
		}
	})
}

func walk(tree any, visit func(map[string]any)) {
	switch x := tree.(type) {
	case map[string]any:
		visit(x)
		for _, v := range x {
			walk(v, visit)
		}
	case []any:
		for _, v := range x {
			walk(v, visit)
		}
	}
}

// TestValdoraInEveryResult asks everything there is to ask of the town of the demo.
func TestValdoraInEveryResult(t *testing.T) {
	src := opened(t, realNetworks(t)["valdora"])
	ctx := context.Background()
	results := map[string]any{}
	keep := func(name string, result any, err error) {
		if err != nil {
			t.Fatal(name, err)
		}
		results[name] = result
	}
	list, err := analysis.Missing(ctx, src, analysis.DefaultMissingOptions())
	keep("missing", list, err)
	for _, goal := range []string{"connected", "robust-links", "robust-actors", "needs-covered"} {
		plan, err := analysis.Plan(ctx, src, analysis.PlanOptions{Goal: goal, Seed: 1})
		keep("plan "+goal, plan, err)
	}
	first := list.Suggestions[0]
	tried, err := analysis.WhatIf(ctx, src, analysis.WhatIfOptions{Add: []analysis.Relation{{Source: first.Source, Target: first.Target, Type: first.Type}}, Seed: 1})
	keep("whatif", tried, err)
	metrics, err := analysis.NewMetrics(ctx, src, analysis.MetricsOptions{Seed: 1})
	keep("metrics", metrics, err)
	empty := analysis.Source{Graph: graph.Empty()}
	compared, err := analysis.Compare(ctx, empty, src, analysis.CompareOptions{Seed: 1})
	keep("compare", compared, err)
	backtest, err := analysis.Backtest(ctx, src, analysis.DefaultBacktestOptions())
	keep("backtest", backtest, err)
	for name, result := range results {
		for _, lang := range locale.Languages() {
			viewed := render.Viewed{Result: result, View: render.View{Graph: src.Graph}}
			checkPage(t, name+"."+lang, string(rendered(t, render.HTML, viewed, lang)), lang)
			if text := string(rendered(t, render.Text, viewed, lang)); unfilled.MatchString(text) {
				t.Errorf("%s %s: a value without its place: %s", name, lang, unfilled.FindString(text))
			}
			checkRows(t, rendered(t, render.CSV, viewed, lang))
			checkWords(t, lang, render.Localize(result, lang))
		}
	}
}
