package neo4j

import (
	"context"
	"slices"

	"trama/graph"
)

// Rewrite makes the history of a network anew. The batches of the commits that differ are written first, under a lease; one
// transaction then puts them in place of the old ones and moves the head, and the public shape with it where that is one
// batch. From there on nobody reads the old batches, and they are taken away in steps, by whoever comes next where this
// process ends. A log that does not lead to the newest revision is damaged, and stays as it is. Cost: the log is read once, and what
// differs of it is written.
func (s *Store) Rewrite(ctx context.Context, network string, base graph.Revision, r graph.Rewriting, c graph.Commit) (graph.Revision, error) {
	const op = "neo4j.Rewrite"
	h, before, err := s.base(ctx, op, network, base)
	if err != nil {
		return 0, err
	}
	if !h.there() {
		return 0, graph.NoNetwork(op, network)
	}
	w := &remaking{writing: newWriting(s, network, h, revising{op: op, commit: r.Commit(c)}), Rewriting: r, state: newReplay()}
	if err := w.prepare(ctx, h, before); err != nil {
		return 0, err
	}
	if len(w.commits)+len(w.renamed) == 0 && len(w.shape) == 0 {
		return base, nil
	}
	if err := w.logAll(ctx); err != nil {
		w.abandon(ctx)
		return 0, err
	}
	if err := s.write(ctx, work{op: op, do: w.point, kept: w.kept}); err != nil {
		w.abandon(ctx)
		return 0, err
	}
	s.cache.written(cacheKey{network: network, epoch: w.renewed, revision: base + 1}, w.after)
	if len(w.shape) > 1 {
		w.applyAll(ctx)
	}
	w.sweepOld(ctx)
	return base + 1, nil
}

// remaking is one Rewrite on its way.
type remaking struct {
	*writing
	graph.Rewriting
	state   *replay     // of the new history, up to the commit that is being looked at
	commits []remade    // those that differ
	renamed [][2]string // snapshots: the old name and the new one
	after   *graph.Graph
	shape   []*batch        // what changes the public shape
	under   int64           // how many batches are written under the lease
	current remade          // the commit that is being looked at
	cut     map[string]bool // ids of edges that it takes away
	altered bool
}

// remade is a commit that differs.
type remade struct {
	graph.Commit
	old      string   // the token of its batches
	token    string   // of the new ones; "": they stay as they are
	payloads [][]byte // the new ones
	first    int64    // the number of the first of them while they are under the lease
}

// prepare finds out what differs. Nothing is written.
func (w *remaking) prepare(ctx context.Context, h head, before *graph.Graph) error {
	commits, err := w.store.loggedCommits(ctx, w.op, h)
	if err != nil {
		return err
	}
	w.cut = map[string]bool{}
	take := func(_ int, payload []byte) error { return w.take(payload) }
	end := func(i int) error { w.end(commits[i]); return nil }
	if err := w.store.walkLog(ctx, w.op, h, commits, take, end); err != nil {
		return err
	}
	infos, err := w.store.Info(ctx, w.network)
	if err != nil {
		return err
	}
	for i, now := range w.Snapshots(infos.Snapshots) {
		if old := infos.Snapshots[i].Name; old != now.Name {
			w.renamed = append(w.renamed, [2]string{old, now.Name})
		}
	}
	w.after = w.state.graph()
	if wanted, err := w.Graph(before); err != nil || wanted.Digest() != w.after.Digest() {
		return w.store.logDamaged(w.op, w.network) // it leads elsewhere than to the newest revision
	}
	w.writing.state = stateOf(w.after, w.after.Digest())
	w.reshape(before)
	w.renewed, w.commit.Counts = w.token, graph.Counts{}
	return nil
}

// reshape finds out what changes the public shape. What other programs have kept there of a node that goes, goes too.
func (w *remaking) reshape(before *graph.Graph) {
	for b := range merging(batches(before, w.after, graph.Diff(before, w.after), w.store.bounds)) {
		w.shape = append(w.shape, b)
	}
	var gone []string
	for id := range w.Nodes {
		if _, there := before.FindNode(id); !there {
			gone = append(gone, id)
		}
	}
	slices.Sort(gone)
	if last := len(w.shape) - 1; last >= 0 {
		w.shape[last].removeNodes = append(w.shape[last].removeNodes, gone...)
	} else if len(gone) > 0 && len(w.commits) > 0 {
		w.shape = append(w.shape, &batch{removeNodes: gone})
	}
	w.count = int64(len(w.shape))
	w.all = slices.Values(w.shape)
}

// take rewrites a batch of the commit that is being looked at.
func (w *remaking) take(payload []byte) error {
	b, err := unpack(payload)
	if err != nil {
		return w.store.logDamaged(w.op, w.network)
	}
	altered := w.altered
	w.altered = false
	now := &batch{
		fresh: b.fresh, attributes: w.attributes(b.attributes), removeEdges: w.removedEdges(b.removeEdges), putNodes: w.nodes(b.putNodes),
		putEdges: w.edges(b.putEdges), removeNodes: w.removedNodes(b.removeNodes),
	}
	w.state.apply(now)
	switch {
	case !w.altered:
		w.current.payloads = append(w.current.payloads, payload)
	case now.items() > 0:
		w.current.payloads = append(w.current.payloads, now.pack())
	}
	w.altered = w.altered || altered
	return nil
}

// end ends the commit that is being looked at.
func (w *remaking) end(c logged) {
	now := w.current
	counts := now.Counts
	now.Commit, now.old = w.Commit(c.Commit), c.token
	now.Counts = counts
	if w.altered {
		now.token = newToken()
	} else {
		now.payloads = nil
	}
	if w.altered || now.Author != c.Author || now.Message != c.Message || now.Counts != c.Counts {
		w.commits = append(w.commits, now)
	}
	w.current, w.altered = remade{}, false
	clear(w.cut)
}

func (w *remaking) attributes(attrs graph.Attributes) graph.Attributes {
	changed := w.Changed(attrs)
	out := differing(changed, w.state.attributes)
	w.altered = w.altered || !slices.Equal(attrs, changed) || len(out) < len(attrs)
	return out
}

// differing returns the changes that change something in what is there.
func differing(changed, is graph.Attributes) graph.Attributes {
	var out graph.Attributes
	for _, a := range changed {
		if is.Get(a.Name) != a.Value {
			out = append(out, a)
		}
	}
	return out
}

func (w *remaking) nodes(list []graph.NodeChange) []graph.NodeChange {
	var out []graph.NodeChange
	for _, n := range list {
		if w.Nodes[n.ID] {
			w.altered = true
			continue
		}
		changed := w.Changed(n.Attributes)
		w.altered = w.altered || !slices.Equal(changed, n.Attributes)
		was, there := w.state.nodes.standing(n.ID)
		n.Attributes = differing(changed, was.Attributes)
		if !there {
			w.current.Counts.NodesAdded++
		} else if len(n.Attributes) == 0 && (n.Kind == nil || *n.Kind == *was.Kind) {
			w.altered = true
			continue
		} else {
			w.current.Counts.NodesChanged++
		}
		out = append(out, n)
	}
	return out
}

func (w *remaking) edges(list []graph.EdgeChange) []graph.EdgeChange {
	var out []graph.EdgeChange
	for _, e := range list {
		if w.Nodes[e.Source] || w.Nodes[e.Target] {
			w.altered = true
			continue
		}
		changed := w.Changed(e.Attributes)
		w.altered = w.altered || !slices.Equal(changed, e.Attributes)
		was, there := w.state.edges.standing(e.ID)
		if w.cut[e.ID] {
			was, there = graph.EdgeChange{}, false
		}
		e.Attributes = differing(changed, was.Attributes)
		n := &w.current.Counts
		switch {
		case w.cut[e.ID]:
			n.EdgesRemoved, n.EdgesChanged = n.EdgesRemoved-1, n.EdgesChanged+1
		case !there:
			n.EdgesAdded++
		case len(e.Attributes) == 0 && (e.Type == nil || *e.Type == *was.Type) && (e.Directed == nil || *e.Directed == *was.Directed):
			w.altered = true
			continue
		default:
			n.EdgesChanged++
		}
		out = append(out, e)
	}
	return out
}

func (w *remaking) removedEdges(list []edgeRef) []edgeRef {
	var out []edgeRef
	for _, e := range list {
		if _, there := w.state.edges.standing(e.id); !there {
			w.altered = true
			continue
		}
		w.cut[e.id] = true
		w.current.Counts.EdgesRemoved++
		out = append(out, e)
	}
	return out
}

func (w *remaking) removedNodes(list []string) []string {
	var out []string
	for _, id := range list {
		if _, there := w.state.nodes.standing(id); !there {
			w.altered = true
			continue
		}
		w.current.Counts.NodesRemoved++
		out = append(out, id)
	}
	return out
}

// logAll writes the batches of the public shape under the lease, where they are more than one, and behind them the new ones
// of the log.
func (w *remaking) logAll(ctx context.Context) error {
	write := func(payload []byte) error {
		params := map[string]any{"network": w.network, "token": w.token, "number": w.under, "payload": payload, "term": w.store.lease.Milliseconds()}
		w.under++
		graph.Report(ctx, "store_log", w.under, 0)
		return w.store.write(ctx, work{op: w.op, do: func(t transaction) error { return w.logBatch(t, params) }})
	}
	for _, b := range w.shape {
		if len(w.shape) == 1 {
			break // it goes with the head
		}
		if err := write(b.pack()); err != nil {
			return err
		}
	}
	for i := range w.commits {
		w.commits[i].first = w.under
		for _, payload := range w.commits[i].payloads {
			if err := write(payload); err != nil {
				return err
			}
		}
	}
	return nil
}

// point puts the new history in place of the old one, if all of its batches are there.
func (w *remaking) point(t transaction) error {
	if err := w.moveHead(t, len(w.shape) > 1); err != nil {
		return err
	}
	if w.under > 0 {
		if err := w.endLease(t, w.under); err != nil {
			return err
		}
	}
	for _, c := range w.commits {
		if err := w.replace(t, c); err != nil {
			return err
		}
	}
	for _, names := range w.renamed {
		err := t.run("MATCH (s:_TramaSnapshot {network: $network, name: $old}) SET s.name = $new", map[string]any{"network": w.network, "old": names[0], "new": names[1]})
		if err != nil {
			return err
		}
	}
	if len(w.shape) == 1 {
		return w.store.newShaper(w.network).apply(t, w.shape[0])
	}
	return nil
}

// replace puts the new batches of a commit in place of the old ones, which are left to be swept.
func (w *remaking) replace(t transaction, c remade) error {
	set := commitProperties(w.network, c.token, c.Commit, int64(len(c.payloads)))
	if c.token == "" {
		delete(set, "token")
		delete(set, "batches")
	}
	params := map[string]any{
		"network": w.network, "revision": int64(c.Revision), "set": set, "old": c.old, "token": w.token, "new": c.token,
		"first": c.first, "end": c.first + int64(len(c.payloads)),
	}
	if err := t.run("MATCH (c:_TramaCommit {network: $network, revision: $revision}) SET c += $set", params); err != nil || c.token == "" {
		return err
	}
	err := t.run("MATCH (b:_TramaBatch {token: $token}) WHERE b.number >= $first AND b.number < $end SET b.token = $new, b.number = b.number - $first", params)
	if err != nil {
		return err
	}
	return t.run("MERGE (l:_TramaLease {token: $old}) SET l.network = $network, l.until = 0, l.swept = true", params)
}

// sweepOld takes the old batches away. What it cannot reach goes with the next opening, and a remark says so.
func (w *remaking) sweepOld(ctx context.Context) {
	for _, c := range w.commits {
		if c.token == "" {
			continue
		}
		if err := w.store.sweepLease(ctx, c.old, false); err != nil {
			graph.Remark(ctx, sweptLater())
			return
		}
	}
}
