package bench

import (
	"cmp"
	"context"
	"math"
	"slices"

	"trama/analysis"
	"trama/analysis/augment"
	"trama/analysis/centrality"
	"trama/analysis/cohesion"
	"trama/analysis/community"
	"trama/analysis/internal/view"
	"trama/analysis/pairs"
	"trama/analysis/paths"
	"trama/analysis/structure"
)

// run is what a kernel is given.
type run struct {
	g       *Graph
	v       *view.View
	seed    int64
	network analysis.Source // only where the kernel is a whole analysis
}

// kernel is one task. run is timed; the function that it returns works out the figure to compare, untimed.
type kernel struct {
	name    string
	threads int // 0: all cores
	upTo    int // nodes; 0: any number
	run     func(context.Context, run) (func() any, error)
	whole   bool // a whole analysis, from the network to the result: it runs where it is named
}

// exactUpTo is the number of nodes above which work on all pairs is not asked of anyone.
const exactUpTo = 20_000

// Sizes of the tasks that sample or list.
const (
	pivots      = 64
	suggestions = 100
)

type figures = map[string]any

func kernels() []kernel {
	return []kernel{
		{name: "load", run: load}, {name: "build", run: build}, {name: "components", run: components},
		{name: "bridges", threads: 1, run: bridges}, {name: "kcore", threads: 1, run: kcore}, {name: "triangles", run: triangles},
		{name: "pagerank", run: pagerank}, {name: "betweenness_sampled", run: betweennessSampled},
		{name: "betweenness_exact", upTo: exactUpTo, run: betweennessExact}, {name: "harmonic", upTo: exactUpTo, run: harmonic},
		{name: "constraint", run: constraint}, {name: "communities_louvain", run: louvain},
		{name: "communities_leiden", run: leiden}, {name: "predict_top100", run: predict}, {name: "augment2", threads: 1, run: augment2},
		{name: "distances", run: distances}, {name: "robustness", threads: 1, run: robustness}, {name: "key_actors", run: keyActors},
		{name: "report", run: report, whole: true}, {name: "missing", run: missing, whole: true},
		{name: "plan_connected", run: planFor(analysis.GoalConnected), whole: true},
		{name: "plan_robust_links", run: planFor(analysis.GoalRobustLinks), whole: true},
		{name: "plan_robust_actors", run: planFor(analysis.GoalRobustActors), whole: true},
		{name: "plan_budget", run: planBudget, whole: true},
	}
}

// load reads the graph and makes the rows that the kernels run on.
func load(ctx context.Context, r run) (func() any, error) {
	g, err := r.g.load(ctx)
	if err != nil {
		return nil, err
	}
	v, err := view.Of(ctx, g.Nodes(), g.Sources(), g.Targets())
	return func() any { return figures{"nodes": v.N(), "edges": v.M()} }, err
}

// build makes the rows, and those in which the hubs come first.
func build(ctx context.Context, r run) (func() any, error) {
	v, err := view.Of(ctx, r.g.n, r.g.source, r.g.target)
	if err == nil {
		v.HubsFirst()
	}
	return func() any { return figures{"nodes": v.N(), "edges": v.M()} }, err
}

func components(ctx context.Context, r run) (func() any, error) {
	c, err := structure.NewComponents(ctx, r.v)
	return func() any { return figures{"components": c.Count(), "largest": c.Largest()} }, err
}

func bridges(ctx context.Context, r run) (func() any, error) {
	c, err := structure.NewCuts(ctx, r.v)
	return func() any {
		return figures{"bridges": len(c.Bridges), "articulation_points": len(c.ArticulationPoints()), "blocks": c.Blocks}
	}, err
}

func kcore(ctx context.Context, r run) (func() any, error) {
	core, err := cohesion.Cores(ctx, r.v)
	return func() any {
		most := uint32(0)
		for _, k := range core {
			most = max(most, k)
		}
		return figures{"max_core": most}
	}, err
}

func triangles(ctx context.Context, r run) (func() any, error) {
	t, err := cohesion.NewTriangles(ctx, r.v)
	return func() any { return figures{"triangles": t.Total, "average_clustering": rounded(t.Average(), 6)} }, err
}

func pagerank(ctx context.Context, r run) (func() any, error) {
	rank, err := centrality.PageRank(ctx, r.v, centrality.PageRankOptions{Tolerance: 1e-6})
	return func() any { return r.leading(rank, false) }, err
}

func betweennessSampled(ctx context.Context, r run) (func() any, error) {
	b, err := centrality.SampledBetweenness(ctx, r.v, centrality.Options{Pivots: pivots, Seed: r.seed})
	return func() any { return r.leading(b.Values, false) }, err
}

func betweennessExact(ctx context.Context, r run) (func() any, error) {
	b, err := centrality.NewBetweenness(ctx, r.v, centrality.Options{Exact: true})
	return func() any { return r.leading(b.Values, false) }, err
}

func harmonic(ctx context.Context, r run) (func() any, error) {
	h, _, err := paths.Harmonic(ctx, r.v, paths.Options{Exact: true})
	return func() any {
		for u := range h {
			h[u] *= float64(len(h) - 1) // peers do not divide
		}
		return r.leading(h, false)
	}, err
}

func constraint(ctx context.Context, r run) (func() any, error) {
	c, err := centrality.Constraint(ctx, r.v)
	return func() any { return r.leading(c, true) }, err
}

func leiden(ctx context.Context, r run) (func() any, error) {
	p, err := community.New(ctx, r.v, community.Options{Seed: r.seed, Runs: 1})
	return partition(p), err
}

func louvain(ctx context.Context, r run) (func() any, error) {
	p, err := community.Louvain(ctx, r.v, r.seed)
	return partition(p), err
}

func partition(p *community.Partition) func() any {
	return func() any { return figures{"communities": len(p.Sizes), "modularity": rounded(p.Modularity, 4)} }
}

func predict(ctx context.Context, r run) (func() any, error) {
	top, err := pairs.Top(ctx, r.v, suggestions, pairs.AdamicAdar)
	return func() any {
		sum, first := 0.0, [][]any{}
		for i, p := range top {
			sum += rounded(p.Score, 6)
			if i < 3 {
				first = append(first, []any{rounded(p.Score, 6), r.g.id(int(p.U)), r.g.id(int(p.W))})
			}
		}
		return figures{"pairs": len(top), "sum": rounded(sum, 4), "first": first}
	}, err
}

func augment2(ctx context.Context, r run) (func() any, error) {
	p, err := augment.TwoEdgeConnected(ctx, r.v, augment.Options{})
	return func() any { return figures{"edges_added": len(p.Links)} }, err
}

func distances(ctx context.Context, r run) (func() any, error) {
	d, err := paths.New(ctx, r.v, paths.Options{Seed: r.seed})
	return func() any { return figures{"global_efficiency": rounded(d.Efficiency(), 9), "samples": d.Sources} }, err
}

func robustness(ctx context.Context, r run) (func() any, error) {
	b, err := structure.NewRobustness(ctx, r.v)
	return func() any {
		if b.R() == nil {
			return figures{"robustness": nil}
		}
		return figures{"robustness": rounded(*b.R(), 9)}
	}, err
}

func keyActors(ctx context.Context, r run) (func() any, error) {
	all, err := structure.NewKeyActors(ctx, r.v, 5)
	return func() any {
		if len(all) == 0 {
			return figures{"components_after": nil}
		}
		return figures{"components_after": all[len(all)-1].Components}
	}, err
}

func report(ctx context.Context, r run) (func() any, error) {
	o := analysis.DefaultReportOptions()
	o.Seed = r.seed
	found, err := analysis.NewReport(ctx, r.network, o)
	return func() any {
		return figures{"components": found.Fragmentation.Components, "digest": found.Network.Digest}
	}, err
}

func missing(ctx context.Context, r run) (func() any, error) {
	o := analysis.DefaultMissingOptions()
	o.Seed = r.seed
	found, err := analysis.Missing(ctx, r.network, o)
	return func() any {
		return figures{"candidates": found.Params.Candidates, "suggestions": len(found.Suggestions)}
	}, err
}

// planFor plans all relations that a goal takes.
func planFor(goal string) func(context.Context, run) (func() any, error) {
	return func(ctx context.Context, r run) (func() any, error) {
		plan, err := analysis.Plan(ctx, r.network, analysis.PlanOptions{Goal: goal, Seed: r.seed})
		return func() any {
			return figures{"relations": len(plan.Suggestions), "lower_bound": plan.LowerBound, "efficiency": rounded(plan.After.GlobalEfficiency, 9)}
		}, err
	}
}

// planBudget plans the ten best relations.
func planBudget(ctx context.Context, r run) (func() any, error) {
	plan, err := analysis.Plan(ctx, r.network, analysis.PlanOptions{Budget: 10, Seed: r.seed})
	return func() any {
		return figures{"relations": len(plan.Suggestions), "efficiency": rounded(plan.After.GlobalEfficiency, 9)}
	}, err
}

// leading returns five ids that lead by score, the first score, and the sum: enough to see whether two agree.
func (r run) leading(scores []float64, lowest bool) figures {
	var order []int
	sum := 0.0
	for u, x := range scores {
		if !math.IsNaN(x) {
			order, sum = append(order, u), sum+x
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if lowest {
			a, b = b, a
		}
		return cmp.Compare(rounded(scores[b], 9), rounded(scores[a], 9))
	})
	ids := []string{}
	for _, u := range order[:min(5, len(order))] {
		ids = append(ids, r.g.id(u))
	}
	if len(order) == 0 {
		return figures{"top": ids, "first": nil, "sum": 0.}
	}
	return figures{"top": ids, "first": rounded(scores[order[0]], 6), "sum": rounded(sum, 4)}
}

func rounded(x float64, digits int) float64 {
	scale := math.Pow10(digits)
	return math.Round(x*scale) / scale
}
