package graphtest_test

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"trama/graph"
	"trama/graph/graphtest"
)

// broken is a store with one defect.
type broken struct {
	graph.Store
	defect string
	mu     sync.Mutex
}

func (b *broken) is(defect string) bool { return b.defect == defect }

// defects are what a store may do wrong; the suite must find each.
var defects = []string{
	"load ignores the revision", "load loses the attributes", "load loses the directions", "load makes integers floats", "load fails as internal",
	"apply ignores the base", "apply returns the base", "apply loses every seventh commit", "apply ignores a stale base of nothing",
	"apply takes any name", "apply loses the message", "apply loses the time", "apply is interrupted and applies",
	"a conflict is told as internal", "history is oldest first", "history ignores the page", "history has no counts", "history carries changes",
	"snapshot takes a taken name", "snapshot of nothing is fine", "info is of the first revision", "info loses the title", "networks are in no order",
	"networks mix", "delete does nothing", "delete takes all", "delete takes any base", "the context is ignored", "import adds only", "import ignores the base",
	"since ignores the revision", "since counts what broke off", "since is of the last change", "versions are of the newest state", "versions ignore the revision", "rewrite ignores the base", "rewrite leaves the past", "rewrite leaves the names",
	"rewrite is interrupted and rewrites", "rewrite makes a revision each time",
}

const defectVariable = "GRAPHTEST_DEFECT"

// TestDefects runs the suite on each broken store, in a process of its own, which must fail.
func TestDefects(t *testing.T) {
	if defect := os.Getenv(defectVariable); defect != "" {
		open := func(testing.TB) graph.Store { return &broken{Store: graphtest.Memory(), defect: defect} }
		graphtest.TestStore(t, open, graphtest.Options{Histories: 1, Writers: 4})
		return
	}
	const sound = "none"
	for _, defect := range append(defects, sound) {
		t.Run(defect, func(t *testing.T) {
			child := exec.Command(os.Args[0], "-test.run=^TestDefects$", "-test.failfast", "-test.timeout=60s")
			child.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "TRAMA_") }), defectVariable+"="+defect)
			if out, err := child.CombinedOutput(); (err == nil) != (defect == sound) {
				t.Errorf("the suite ends with %v:\n%s", err, out)
			}
		})
	}
}

func (b *broken) name(network string) string {
	if b.is("networks mix") && len(network) > 1 {
		return network[:1]
	}
	return network
}

func (b *broken) context(ctx context.Context) context.Context {
	if b.is("the context is ignored") {
		return context.WithoutCancel(ctx)
	}
	return ctx
}

func (b *broken) Load(ctx context.Context, network string, at graph.Revision) (*graph.Graph, error) {
	if b.is("load ignores the revision") && at > 0 {
		if info, err := b.Store.Info(ctx, network); err == nil && at <= info.Revision {
			at = 0
		}
	}
	g, err := b.Store.Load(b.context(ctx), b.name(network), at)
	if err != nil {
		if b.is("load fails as internal") {
			err = &graph.Error{Kind: graph.Internal, Err: err.(*graph.Error).Err}
		}
		return nil, err
	}
	l := graph.NewLoader(g.Nodes(), g.Edges())
	for i := range g.Nodes() {
		n := g.Node(i)
		for j, attr := range n.Attributes {
			if x, isInteger := attr.Value.Integer(); isInteger && b.is("load makes integers floats") {
				n.Attributes[j].Value = graph.FloatValue(float64(x))
			}
		}
		if err := l.Node(n); err != nil {
			return nil, err
		}
	}
	for e := range g.Edges() {
		edge := g.Edge(e)
		edge.Directed = edge.Directed && !b.is("load loses the directions")
		if err := l.Edge(edge); err != nil {
			return nil, err
		}
	}
	if b.is("load loses the attributes") {
		return l.Graph(nil), nil
	}
	return l.Graph(g.Attributes()), nil
}

func (b *broken) Apply(ctx context.Context, network string, base graph.Revision, c graph.Commit) (graph.Revision, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	network = b.name(network)
	if b.is("apply takes any name") && graph.CheckNetworkName(network) != nil {
		network = "any"
	}
	if b.is("apply ignores the base") && base > 0 || b.is("apply ignores a stale base of nothing") && c.Changes.Empty() {
		if info, err := b.Store.Info(ctx, network); err == nil {
			base = info.Revision
		}
	}
	if b.is("apply loses every seventh commit") && base > 0 && base%7 == 0 {
		return base + 1, nil
	}
	if b.is("apply loses the message") {
		c.Message = ""
	}
	if b.is("apply loses the time") {
		c.Time = time.Time{}
	}
	if b.is("apply is interrupted and applies") && ctx.Err() != nil {
		b.Store.Apply(context.WithoutCancel(ctx), network, base, c)
	}
	made, err := b.Store.Apply(b.context(ctx), network, base, c)
	if b.is("a conflict is told as internal") && graph.KindOf(err) == graph.Conflict {
		err = &graph.Error{Kind: graph.Internal, Err: err.(*graph.Error).Err}
	}
	if b.is("apply returns the base") && err == nil {
		made = base
	}
	return made, err
}

func (b *broken) Import(ctx context.Context, network string, base graph.Revision, next *graph.Graph, c graph.Commit) (graph.Revision, error) {
	if b.is("import ignores the base") {
		if info, err := b.Store.Info(ctx, network); err == nil {
			base = info.Revision
		}
	}
	if b.is("import adds only") && base > 0 {
		before, err := b.Store.Load(ctx, network, base)
		if err != nil {
			return 0, err
		}
		if c.Changes, _ = graph.Merge(before, next); !c.Changes.Empty() {
			return b.Store.Apply(ctx, network, base, c)
		}
	}
	return b.Store.(graph.Importer).Import(b.context(ctx), network, base, next, c)
}

func (b *broken) Versions(ctx context.Context, network string, at graph.Revision, visit func(graph.Version) error) error {
	if info, err := b.Store.Info(ctx, network); err == nil && b.is("versions ignore the revision") {
		at = info.Revision
	}
	return b.Store.(graph.Rewriter).Versions(b.context(ctx), b.name(network), at, func(v graph.Version) error {
		if v.Until > 0 && b.is("versions are of the newest state") {
			return nil
		}
		return visit(v)
	})
}

func (b *broken) Rewrite(ctx context.Context, network string, base graph.Revision, r graph.Rewriting, c graph.Commit) (graph.Revision, error) {
	if info, err := b.Store.Info(ctx, network); err == nil && b.is("rewrite ignores the base") {
		base = info.Revision
	}
	if b.is("rewrite leaves the names") {
		r.Text = func(text string) string { return text }
	}
	if b.is("rewrite leaves the past") {
		g, err := b.Store.Load(ctx, network, base)
		if err != nil {
			return 0, err
		}
		next, err := r.Graph(g)
		if err != nil {
			return 0, err
		}
		c.Changes = graph.Diff(g, next)
		return b.Store.Apply(ctx, network, base, c)
	}
	rewriter := b.Store.(graph.Rewriter)
	if b.is("rewrite is interrupted and rewrites") && ctx.Err() != nil {
		rewriter.Rewrite(context.WithoutCancel(ctx), network, base, r, c)
	}
	made, err := rewriter.Rewrite(b.context(ctx), b.name(network), base, r, c)
	if b.is("rewrite makes a revision each time") && err == nil && made == base {
		made++
	}
	return made, err
}

func (b *broken) History(ctx context.Context, network string, page graph.Page) ([]graph.Commit, error) {
	if b.is("history ignores the page") {
		page = graph.Page{}
	}
	commits, err := b.Store.History(b.context(ctx), b.name(network), page)
	if b.is("history is oldest first") {
		slices.Reverse(commits)
	}
	for i := range commits {
		if b.is("history has no counts") {
			commits[i].Counts = graph.Counts{}
		}
		if b.is("history carries changes") {
			commits[i].Changes.RemoveNodes = []string{"x"}
		}
	}
	return commits, err
}

func (b *broken) Since(ctx context.Context, network string, at graph.Revision, nodes []string) ([]graph.Revision, error) {
	info, err := b.Store.Info(ctx, network)
	if err == nil && b.is("since ignores the revision") && at > 0 && at <= info.Revision {
		at = 0
	}
	out, err := b.Store.(graph.Dated).Since(b.context(ctx), b.name(network), at, nodes)
	for i := range out {
		if err != nil || out[i] == 0 {
			continue
		}
		for r := graph.Revision(1); r < out[i] && b.is("since counts what broke off"); r++ {
			if first, err := b.Store.(graph.Dated).Since(ctx, network, r, nodes[i:i+1]); err == nil && first[0] > 0 {
				out[i] = first[0]
			}
		}
		if b.is("since is of the last change") {
			out[i] = info.Revision
		}
	}
	return out, err
}

func (b *broken) Snapshot(ctx context.Context, network string, at graph.Revision, name string) error {
	err := b.Store.Snapshot(b.context(ctx), b.name(network), at, name)
	if b.is("snapshot takes a taken name") && graph.KindOf(err) == graph.Conflict || b.is("snapshot of nothing is fine") && graph.KindOf(err) == graph.NotFound {
		return nil
	}
	return err
}

func (b *broken) Info(ctx context.Context, network string) (graph.NetworkInfo, error) {
	info, err := b.Store.Info(b.context(ctx), b.name(network))
	if b.is("info is of the first revision") && err == nil {
		if g, err := b.Store.Load(ctx, network, 1); err == nil {
			info.Digest, info.Nodes, info.Edges = g.Digest(), g.Nodes(), g.Edges()
		}
	}
	if b.is("info loses the title") {
		info.Title = ""
	}
	return info, err
}

func (b *broken) Networks(ctx context.Context) ([]graph.NetworkInfo, error) {
	infos, err := b.Store.Networks(b.context(ctx))
	if b.is("networks are in no order") {
		slices.Reverse(infos)
	}
	return infos, err
}

func (b *broken) Delete(ctx context.Context, network string, base graph.Revision) error {
	if b.is("delete does nothing") {
		return nil
	}
	if b.is("delete takes all") {
		infos, err := b.Store.Networks(ctx)
		if err != nil {
			return err
		}
		for _, info := range infos {
			if info.Network != network {
				b.Store.Delete(ctx, info.Network, 0)
			}
		}
	}
	if b.is("delete takes any base") {
		base = 0
	}
	return b.Store.Delete(b.context(ctx), b.name(network), base)
}
