// Package bench times the kernels of the analysis on a graph, under the names of the tasks that peers are timed with.
// Start with Run; the kernels and what they tell of their results are in kernel.go.
package bench

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"trama/analysis"
	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
	"trama/graph"
)

// Graph is a graph to time kernels on.
type Graph struct {
	Name           string
	n              int
	source, target []uint32
	id             func(u int) string
	load           func(context.Context) (*graph.Graph, error) // nil: it was made
	network        *graph.Graph                                // nil: not made yet
}

// Made returns a large random graph: ba:NODES:PAIRS, rmat:SCALE:FACTOR, er:NODES:EDGES, path:NODES or star:NODES, the
// same for the same seed. It fails with Usage where the name is none of them.
func Made(name string, seed int64) (*Graph, error) {
	e, err := graphs.Made(name, seed)
	if err != nil {
		return nil, graph.Fail(graph.Usage, "bench.Made", graph.Say("no_graph",
			"a graph to make is ba:NODES:PAIRS, rmat:SCALE:FACTOR, er:NODES:EDGES, path:NODES or star:NODES", nil))
	}
	return &Graph{Name: name, n: e.N, source: e.Source, target: e.Target, id: strconv.Itoa}, nil
}

// Of returns a given graph, all of it, whatever the default lens leaves out. load reads it again.
func Of(name string, g *graph.Graph, load func(context.Context) (*graph.Graph, error)) *Graph {
	return &Graph{Name: name, n: g.Nodes(), source: g.Sources(), target: g.Targets(), id: g.NodeID, load: load, network: g}
}

// asNetwork returns the graph as it would be read from a file.
func (g *Graph) asNetwork() *graph.Graph {
	if g.network == nil {
		b := graph.NewBuilder()
		for u := range g.n {
			b.Node(g.id(u))
		}
		for e, s := range g.source {
			b.Edge(graph.BuilderEdge{Source: int(s), Target: int(g.target[e]), Directed: true})
		}
		g.network, _ = b.Build()
	}
	return g.network
}

// Options say what is timed and how often.
type Options struct {
	Kernels []string      // by name; none: all but those that are whole analyses
	Repeat  int           // runs of each
	Enough  time.Duration // no further run of a kernel after so much time
	Seed    int64
}

// DefaultOptions returns three runs of each kernel, or fewer once they have taken ten seconds.
func DefaultOptions() Options { return Options{Repeat: 3, Enough: 10 * time.Second, Seed: 1} }

// Line is what was measured of one kernel. Seconds are nil where it did not run; Reason says why.
type Line struct {
	Kernel        string   `json:"kernel"`
	Graph         string   `json:"graph"`
	N             int      `json:"n"`
	M             int      `json:"m"`
	SecondsMin    *float64 `json:"seconds_min"`
	SecondsMedian *float64 `json:"seconds_median"`
	RSS           int      `json:"rss_mb"`
	Threads       int      `json:"threads"`
	Result        any      `json:"result"`
	Reason        string   `json:"reason,omitempty"`
}

// Run times kernels on a graph and tells of each as it is done. It fails with Usage for a kernel that there is not, with
// what tell returns, and when the context ends.
func Run(ctx context.Context, g *Graph, o Options, tell func(Line) error) error {
	for _, name := range o.Kernels {
		if !slices.Contains(Names(), name) {
			return graph.Fail(graph.Usage, "bench.Run", graph.Say("no_kernel", "there is no kernel {kernel}; there are {kernels}",
				graph.V{"kernel": name, "kernels": strings.Join(Names(), ", ")}))
		}
	}
	v, err := view.Of(ctx, g.n, g.source, g.target)
	if err != nil {
		return err
	}
	v.HubsFirst() // the task build has the time of it
	for i, k := range kernels() {
		graph.Report(ctx, "bench", int64(i), int64(len(kernels())))
		if len(o.Kernels) > 0 && !slices.Contains(o.Kernels, k.name) || len(o.Kernels) == 0 && k.whole {
			continue
		}
		line, err := timed(ctx, k, run{g: g, v: v, seed: o.Seed}, o)
		if err == nil {
			err = tell(line)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Names returns the names of the kernels, in the order in which they run.
func Names() []string {
	var names []string
	for _, k := range kernels() {
		names = append(names, k.name)
	}
	return names
}

func timed(ctx context.Context, k kernel, r run, o Options) (Line, error) {
	line := Line{Kernel: k.name, Graph: r.g.Name, N: r.v.N(), M: r.v.M(), Threads: min(k.threads, runtime.GOMAXPROCS(0))}
	if k.threads == 0 {
		line.Threads = runtime.GOMAXPROCS(0)
	}
	if k.upTo > 0 && r.v.N() > k.upTo {
		line.Reason = fmt.Sprintf("asked only up to %d nodes", k.upTo)
		return line, nil
	}
	if k.name == "load" && r.g.load == nil {
		line.Reason = "the graph is made, not read"
		return line, nil
	}
	if k.whole {
		r.network = analysis.Source{Graph: r.g.asNetwork()}
	}
	var seconds []float64
	runtime.GC()
	forgetPeak()
	for spent := 0.0; len(seconds) < max(1, o.Repeat) && (len(seconds) == 0 || spent < o.Enough.Seconds()); {
		start := time.Now()
		result, err := k.run(ctx, r)
		took := rounded(time.Since(start).Seconds(), 6)
		if err != nil {
			return line, err
		}
		seconds, spent = append(seconds, took), spent+took
		line.RSS = max(line.RSS, peak())
		line.Result = result()
	}
	slices.Sort(seconds)
	line.SecondsMin, line.SecondsMedian = &seconds[0], &seconds[len(seconds)/2]
	return line, nil
}

// forgetPeak lets the system count the peak of memory anew, where it can.
func forgetPeak() {
	if f, err := os.OpenFile("/proc/self/clear_refs", os.O_WRONLY, 0); err == nil {
		f.WriteString("5")
		f.Close()
	}
}

// peak returns the peak of resident memory in MB, or what the runtime holds where the system does not tell.
func peak() int {
	status, err := os.ReadFile("/proc/self/status")
	if err == nil {
		for line := range strings.Lines(string(status)) {
			if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
				kb, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")))
				if err == nil {
					return kb / 1024
				}
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.Sys >> 20)
}
