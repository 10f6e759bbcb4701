package graphtest

import (
	"cmp"
	"context"
	"reflect"
	"slices"
	"sync"
	"time"

	"trama/graph"
)

// Memory returns a store that keeps everything in memory, every revision whole: the contract in its plainest form, for
// tests that need a store and no engine.
func Memory() graph.Store { return &memory{networks: map[string]*memoryNetwork{}} }

type memory struct {
	mu       sync.Mutex
	networks map[string]*memoryNetwork
}

type memoryNetwork struct {
	states    []*graph.Graph // states[r] is revision r; states[0] is empty
	commits   []graph.Commit // commits[r] made revision r
	snapshots []graph.Snapshot
}

// newest is the network's newest revision; a nil network is at 0.
func (n *memoryNetwork) newest() graph.Revision {
	if n == nil {
		return 0
	}
	return graph.Revision(len(n.states) - 1)
}

// revision is the one that is asked for: at 0 the newest.
func (n *memoryNetwork) revision(op, network string, at graph.Revision) (graph.Revision, error) {
	if at == 0 {
		at = n.newest()
	}
	if at < 1 || at > n.newest() {
		return 0, graph.NoRevision(op, network, at)
	}
	return at, nil
}

func (m *memory) find(ctx context.Context, op, network string) (*memoryNetwork, error) {
	if err := ctx.Err(); err != nil {
		return nil, &graph.Error{Kind: graph.Interrupted, Op: op, Err: err}
	}
	n := m.networks[network]
	if n == nil {
		return nil, graph.NoNetwork(op, network)
	}
	return n, nil
}

func (m *memory) Networks(ctx context.Context) ([]graph.NetworkInfo, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, &graph.Error{Kind: graph.Interrupted, Op: "graphtest.Networks", Err: err}
	}
	out := []graph.NetworkInfo{}
	for name, n := range m.networks {
		out = append(out, n.info(name))
	}
	slices.SortFunc(out, func(a, b graph.NetworkInfo) int { return cmp.Compare(a.Network, b.Network) })
	return out, nil
}

func (m *memory) Info(ctx context.Context, network string) (graph.NetworkInfo, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find(ctx, "graphtest.Info", network)
	if err != nil {
		return graph.NetworkInfo{}, err
	}
	return n.info(network), nil
}

func (n *memoryNetwork) info(name string) graph.NetworkInfo {
	g := n.states[n.newest()]
	return graph.NetworkInfo{
		Network: name, Title: g.Attributes().Get("title").String(), Revision: n.newest(), Digest: g.Digest(),
		Nodes: g.Nodes(), Edges: g.Edges(), Time: n.commits[n.newest()].Time, Snapshots: slices.Clone(n.snapshots),
	}
}

func (m *memory) Load(ctx context.Context, network string, at graph.Revision) (*graph.Graph, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find(ctx, "graphtest.Load", network)
	if err != nil {
		return nil, err
	}
	if at, err = n.revision("graphtest.Load", network, at); err != nil {
		return nil, err
	}
	return n.states[at], nil
}

func (m *memory) Apply(ctx context.Context, network string, base graph.Revision, c graph.Commit) (graph.Revision, error) {
	return m.commit(ctx, network, base, c, func(before *graph.Graph) (*graph.Graph, error) { return before.Apply(c.Changes) })
}

func (m *memory) Import(ctx context.Context, network string, base graph.Revision, next *graph.Graph, c graph.Commit) (graph.Revision, error) {
	return m.commit(ctx, network, base, c, func(*graph.Graph) (*graph.Graph, error) { return next, nil })
}

func (m *memory) commit(ctx context.Context, network string, base graph.Revision, c graph.Commit, change func(*graph.Graph) (*graph.Graph, error)) (graph.Revision, error) {
	const op = "graphtest.Apply"
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := graph.CheckNetworkName(network); err != nil {
		return 0, err
	}
	n, err := m.find(ctx, op, network)
	if err != nil && (graph.KindOf(err) != graph.NotFound || base != 0) {
		return 0, err
	}
	if base != n.newest() {
		return 0, graph.StaleBase(op, network, base, n.newest())
	}
	if n == nil {
		n = &memoryNetwork{states: []*graph.Graph{graph.Empty()}, commits: make([]graph.Commit, 1), snapshots: []graph.Snapshot{}}
	}
	before := n.states[base]
	after, err := change(before)
	if err != nil {
		return 0, err
	}
	made := graph.Diff(before, after)
	if made.Empty() {
		return base, nil
	}
	c.Counts = made.Count(before)
	m.networks[network] = n
	return n.add(after, c), nil
}

// add makes a state the newest revision, which a commit made, and returns its number.
func (n *memoryNetwork) add(state *graph.Graph, c graph.Commit) graph.Revision {
	c.Revision, c.Changes, c.Snapshot = n.newest()+1, graph.Changes{}, ""
	if c.Time.IsZero() {
		c.Time = time.Now()
	}
	c.Time = c.Time.UTC()
	n.states, n.commits = append(n.states, state), append(n.commits, c)
	return c.Revision
}

func (m *memory) Snapshot(ctx context.Context, network string, at graph.Revision, name string) error {
	if err := graph.CheckSnapshotName(name); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find(ctx, "graphtest.Snapshot", network)
	if err != nil {
		return err
	}
	if at, err = n.revision("graphtest.Snapshot", network, at); err != nil {
		return err
	}
	for _, s := range n.snapshots {
		if s.Name == name {
			if s.Revision == at {
				return nil
			}
			return graph.SnapshotTaken("graphtest.Snapshot", network, s)
		}
	}
	n.snapshots = append(n.snapshots, graph.Snapshot{Name: name, Revision: at})
	slices.SortFunc(n.snapshots, func(a, b graph.Snapshot) int {
		return cmp.Or(cmp.Compare(a.Revision, b.Revision), cmp.Compare(a.Name, b.Name))
	})
	return nil
}

func (m *memory) History(ctx context.Context, network string, page graph.Page) ([]graph.Commit, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find(ctx, "graphtest.History", network)
	if err != nil {
		return nil, err
	}
	out := []graph.Commit{}
	for r := n.newest() - graph.Revision(page.Offset); r >= 1 && (page.Limit == 0 || len(out) < page.Limit); r-- {
		c := n.commits[r]
		c.Snapshot = graph.NetworkInfo{Snapshots: n.snapshots}.SnapshotOf(r)
		out = append(out, c)
	}
	return out, nil
}

func (m *memory) Since(ctx context.Context, network string, at graph.Revision, nodes []string) ([]graph.Revision, error) {
	const op = "graphtest.Since"
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find(ctx, op, network)
	if err != nil {
		return nil, err
	}
	if at, err = n.revision(op, network, at); err != nil {
		return nil, err
	}
	out := make([]graph.Revision, len(nodes))
	for i, id := range nodes {
		for r := at; r > 0; r-- {
			if _, there := n.states[r].FindNode(id); !there {
				break
			}
			out[i] = r
		}
	}
	return out, nil
}

func (m *memory) Versions(ctx context.Context, network string, at graph.Revision, visit func(graph.Version) error) error {
	const op = "graphtest.Versions"
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find(ctx, op, network)
	if err != nil {
		return err
	}
	if at != n.newest() {
		return graph.StaleBase(op, network, at, n.newest())
	}
	for _, v := range n.versions() {
		if err := visit(v); err != nil {
			return err
		}
	}
	return nil
}

// versions returns all states of nodes, edges and attributes, whatever comes first.
func (n *memoryNetwork) versions() []graph.Version {
	var all []graph.Version
	standing := map[string]int{} // positions in all of what stands, by what it is
	for at := graph.Revision(1); at <= n.newest(); at++ {
		before, after := n.states[at-1], n.states[at]
		put := func(key string, there bool, v graph.Version) {
			if i, was := standing[key]; was {
				all[i].Until = at
				delete(standing, key)
			}
			if v.Since = at; there {
				standing[key], all = len(all), append(all, v)
			}
		}
		graph.Differences(before, after, func(i, j int) {
			if j < 0 {
				put("node "+before.NodeID(i), false, graph.Version{})
				return
			}
			node := after.Node(j)
			put("node "+node.ID, true, graph.Version{Node: &node})
		}, func(i, j int) {
			if j < 0 {
				put("edge "+before.EdgeID(i), false, graph.Version{})
				return
			}
			edge := after.Edge(j)
			put("edge "+edge.ID, true, graph.Version{Edge: &edge})
		})
		if at == 1 || !slices.Equal(before.Attributes(), after.Attributes()) {
			put("", true, graph.Version{Attributes: after.Attributes()})
		}
	}
	return all
}

func (m *memory) Rewrite(ctx context.Context, network string, base graph.Revision, r graph.Rewriting, c graph.Commit) (graph.Revision, error) {
	const op = "graphtest.Rewrite"
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find(ctx, op, network)
	if err != nil {
		return 0, err
	}
	if base != n.newest() {
		return 0, graph.StaleBase(op, network, base, n.newest())
	}
	next := &memoryNetwork{states: []*graph.Graph{graph.Empty()}, commits: make([]graph.Commit, 1), snapshots: r.Snapshots(n.snapshots)}
	same := slices.Equal(next.snapshots, n.snapshots)
	for at := graph.Revision(1); at <= base; at++ {
		g, err := r.Graph(n.states[at])
		if err != nil {
			return 0, err
		}
		before, commit := next.states[at-1], r.Commit(n.commits[at])
		commit.Counts = graph.Diff(before, g).Count(before)
		same = same && g == n.states[at] && reflect.DeepEqual(commit, n.commits[at])
		next.states, next.commits = append(next.states, g), append(next.commits, commit)
	}
	if same {
		return base, nil
	}
	c = r.Commit(c)
	c.Counts = graph.Counts{}
	m.networks[network] = next
	return next.add(next.states[base], c), nil
}

func (m *memory) Delete(ctx context.Context, network string, base graph.Revision) error {
	const op = "graphtest.Delete"
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find(ctx, op, network)
	if err != nil {
		return err
	}
	if base != 0 && base != n.newest() {
		return graph.StaleBase(op, network, base, n.newest())
	}
	delete(m.networks, network)
	return nil
}

func (m *memory) Close() error { return nil }
