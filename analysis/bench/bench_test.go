package bench_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"trama/analysis/bench"
	"trama/graph"
)

func lines(t *testing.T, g *bench.Graph, o bench.Options) []bench.Line {
	t.Helper()
	var all []bench.Line
	err := bench.Run(context.Background(), g, o, func(l bench.Line) error {
		all = append(all, l)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEachKernelTellsItsLine(t *testing.T) {
	for _, name := range []string{"ba:400:3", "rmat:8:4", "er:300:500", "path:200", "star:200", "er:1:1"} {
		g, err := bench.Made(name, 1)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		all := lines(t, g, bench.Options{Repeat: 1, Seed: 1})
		for _, l := range append(all, lines(t, g, bench.Options{Kernels: []string{"report", "missing", "plan_connected", "plan_robust_links", "plan_robust_actors", "plan_budget"}, Repeat: 1, Seed: 1})...) {
			names = append(names, l.Kernel)
			if l.Kernel == "load" {
				if l.SecondsMin != nil || l.Reason == "" {
					t.Errorf("%s was made, not read: %+v", name, l)
				}
				continue
			}
			if l.SecondsMin == nil || l.SecondsMedian == nil || *l.SecondsMin > *l.SecondsMedian || l.RSS <= 0 || l.Threads < 1 || l.Graph != name {
				t.Errorf("%s: %+v", name, l)
			}
			if _, err := json.Marshal(l); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if !slices.Equal(names, bench.Names()) {
			t.Errorf("%s: timed %v", name, names)
		}
	}
}

func TestSameSeedSameGraph(t *testing.T) {
	result := func(seed int64) string {
		g, _ := bench.Made("ba:500:4", seed)
		text, _ := json.Marshal(lines(t, g, bench.Options{Kernels: []string{"pagerank"}})[0].Result)
		return string(text)
	}
	if first, again := result(3), result(3); first != again || first == result(4) {
		t.Error("the seed does not choose the graph")
	}
}

func TestTooLargeIsSaidAndNotTimed(t *testing.T) {
	g, _ := bench.Made("path:20001", 1)
	l := lines(t, g, bench.Options{Kernels: []string{"betweenness_exact"}})[0]
	if l.SecondsMin != nil || !strings.Contains(l.Reason, "20000") {
		t.Errorf("%+v", l)
	}
}

func TestGivenGraph(t *testing.T) {
	b := graph.NewBuilder()
	b.Edge(graph.BuilderEdge{Source: b.End("x"), Target: b.End("y"), Type: "raised"})
	g, _ := b.Build()
	given := bench.Of("given", g, func(context.Context) (*graph.Graph, error) { return g, nil })
	for _, l := range lines(t, given, bench.Options{Kernels: []string{"load", "build"}}) {
		if l.N != 2 || l.M != 1 || l.Graph != "given" || l.SecondsMin == nil {
			t.Errorf("%+v", l)
		}
	}
}

func TestWrongNamesAreUsage(t *testing.T) {
	for _, name := range []string{"", "ba", "ba:5", "ba:5:5", "ba:x:1", "er:-1:3", "rmat:60:1", "grid:4:4", "path:3:3"} {
		if _, err := bench.Made(name, 1); graph.KindOf(err) != graph.Usage {
			t.Errorf("%q: %v", name, err)
		}
	}
	g, _ := bench.Made("path:3", 1)
	err := bench.Run(context.Background(), g, bench.Options{Kernels: []string{"nothing"}}, nil)
	if graph.KindOf(err) != graph.Usage {
		t.Errorf("an unknown kernel: %v", err)
	}
}

func TestRunStops(t *testing.T) {
	g, _ := bench.Made("path:30", 1)
	stop := errors.New("enough")
	if err := bench.Run(context.Background(), g, bench.Options{}, func(bench.Line) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("%v", err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if err := bench.Run(ended, g, bench.Options{}, func(bench.Line) error { return nil }); graph.KindOf(err) != graph.Interrupted {
		t.Errorf("%v", err)
	}
}

func TestGrowth(t *testing.T) {
	names, err := bench.Sizes("ba:100000:5")
	if want := []string{"ba:1000:5", "ba:10000:5", "ba:100000:5"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("%v, want %v; %v", names, want, err)
	}
	if names, _ := bench.Sizes("er:1000:3000"); !slices.Equal(names, []string{"er:10:30", "er:100:300", "er:1000:3000"}) {
		t.Errorf("%v", names)
	}
	if names, _ := bench.Sizes("rmat:20:5"); !slices.Equal(names, []string{"rmat:14:5", "rmat:17:5", "rmat:20:5"}) {
		t.Errorf("%v", names)
	}
	for _, name := range []string{"path", "path:10", "rmat:5:5", "ba:x:y"} {
		if _, err := bench.Sizes(name); graph.KindOf(err) != graph.Usage {
			t.Errorf("%s: %v", name, err)
		}
	}
	one, hundred := .01, 1.
	got := bench.Growths([]bench.Line{
		{Kernel: "kcore", Graph: "small", N: 1, M: 9, SecondsMin: &one, RSS: 10},
		{Kernel: "kcore", Graph: "large", N: 100, M: 900, SecondsMin: &hundred, RSS: 100},
		{Kernel: "bridges", Graph: "large", N: 100, M: 900, SecondsMin: &hundred},
	})
	if len(got) != 1 || got[0].Kernel != "kcore" || *got[0].Seconds != 1 || *got[0].Memory != .5 {
		t.Errorf("%+v", got)
	}
}
