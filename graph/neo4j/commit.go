package neo4j

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"time"

	"trama/graph"
)

// Apply makes the next revision of the changes.
func (s *Store) Apply(ctx context.Context, network string, base graph.Revision, c graph.Commit) (graph.Revision, error) {
	changed := func(before *graph.Graph) (*graph.Graph, error) { return before.Apply(c.Changes) }
	return s.commit(ctx, network, base, revising{op: "neo4j.Apply", commit: c, next: changed, merges: base > 0})
}

// Import makes next the newest revision.
func (s *Store) Import(ctx context.Context, network string, base graph.Revision, next *graph.Graph, c graph.Commit) (graph.Revision, error) {
	given := func(*graph.Graph) (*graph.Graph, error) { return next, nil }
	return s.commit(ctx, network, base, revising{op: "neo4j.Import", commit: c, next: given})
}

// revising is what a commit is to do.
type revising struct {
	op     string
	commit graph.Commit
	next   func(before *graph.Graph) (*graph.Graph, error)
	merges bool // what it puts may stand in the public shape: another program's, which is taken in
}

func (s *Store) commit(ctx context.Context, network string, base graph.Revision, r revising) (graph.Revision, error) {
	if err := graph.CheckNetworkName(network); err != nil {
		return 0, err
	}
	h, before, err := s.base(ctx, r.op, network, base)
	if err != nil {
		return 0, err
	}
	next, err := r.next(before)
	if err != nil {
		return 0, err
	}
	w := newWriting(s, network, h, r)
	if !w.between(before, next) {
		return base, nil
	}
	if err := w.write(ctx); err != nil {
		return 0, err
	}
	s.cache.written(cacheKey{network: network, epoch: w.epoch, revision: base + 1}, next)
	return base + 1, nil
}

// base returns the head and the graph that a commit starts from: the newest, which must be of that revision.
func (s *Store) base(ctx context.Context, op, network string, base graph.Revision) (head, *graph.Graph, error) {
	h, err := s.settled(ctx, op, network)
	if err != nil {
		return h, nil, err
	}
	switch {
	case !h.there() && base != 0:
		return h, nil, graph.NoNetwork(op, network)
	case h.Revision != base:
		return h, nil, graph.StaleBase(op, network, base, h.Revision)
	case base == 0:
		return h, graph.Empty(), nil
	}
	if g := s.cache.get(h.key()); g != nil {
		return h, g, nil
	}
	found, g, err := s.newest(ctx, op, network)
	if errors.Is(err, errReplaced) {
		err = graph.StaleBase(op, network, base, 0)
	}
	if err == nil && (found.epoch != h.epoch || found.Revision != base) {
		err = graph.StaleBase(op, network, base, found.Revision)
	}
	return h, g, err
}

// settled returns the head of a network after what was left undone has been finished; the zero head where the network
// is not there.
func (s *Store) settled(ctx context.Context, op, network string) (h head, err error) {
	for {
		err = s.read(ctx, work{op: op, do: func(t transaction) error {
			h, err = t.readHead(network)
			return err
		}})
		switch {
		case err != nil:
			return head{}, err
		case h.deleted:
			err = s.clear(ctx, op, network, h.epoch)
		case h.pending != "":
			err = s.finish(ctx, op, h)
		default:
			return h, nil
		}
		if err != nil {
			return head{}, err
		}
	}
}

// writing is one commit on its way into the server.
type writing struct {
	store   *Store
	op      string
	network string
	base    graph.Revision
	commit  graph.Commit
	token   string
	merges  bool
	epoch   string // of the network: the token of the commit that made it, or made its history anew
	renewed string // the epoch that begins with the commit, which keeps no batches; "": none
	state   map[string]any
	batches []*batch         // the first ones: all of a small commit
	all     iter.Seq[*batch] // all of them, made anew each time
	count   int64
	shaper  *shaper
}

func newWriting(s *Store, network string, h head, r revising) *writing {
	c := r.commit
	c.Revision, c.Changes = h.Revision+1, graph.Changes{}
	if c.Time.IsZero() {
		c.Time = time.Now()
	}
	c.Time = c.Time.UTC()
	w := &writing{store: s, op: r.op, network: network, base: h.Revision, merges: r.merges, epoch: h.epoch, commit: c, token: newToken(), shaper: s.newShaper(network)}
	if w.epoch == "" {
		w.epoch = w.token
	}
	return w
}

// between finds out what makes next of before; it returns false where that is nothing.
func (w *writing) between(before, next *graph.Graph) bool {
	var changes graph.Changes
	if before.Nodes() == 0 && len(before.Attributes()) == 0 {
		w.commit.Counts = graph.Counts{NodesAdded: next.Nodes(), EdgesAdded: next.Edges()}
		if next.Nodes() == 0 && len(next.Attributes()) == 0 {
			return false
		}
	} else {
		changes = graph.Diff(before, next)
		w.commit.Counts = changes.Count(before)
		if changes.Empty() {
			return false
		}
	}
	w.state = stateOf(next, next.Digest())
	w.all = batches(before, next, changes, w.store.bounds)
	if w.merges {
		w.all = merging(w.all)
	}
	for b := range w.all {
		w.batches = append(w.batches, b)
		if len(w.batches) == 2 {
			break
		}
	}
	return true
}

// write takes the short way, in one transaction, or the long one.
func (w *writing) write(ctx context.Context) error {
	if len(w.batches) == 1 {
		w.count = 1
		return w.store.merging(ctx, applying{w.batches[0], w.shaper}, work{op: w.op, do: w.atOnce, kept: w.kept})
	}
	return w.inSteps(ctx)
}

// atOnce writes log, public shape and head.
func (w *writing) atOnce(t transaction) error {
	if err := w.moveHead(t, false); err != nil {
		return err
	}
	b := w.batches[0]
	err := t.run("CREATE (b:_TramaBatch {network: $network, token: $token, number: 0, payload: $payload})",
		map[string]any{"network": w.network, "token": w.token, "payload": b.pack()})
	if err != nil {
		return err
	}
	return w.store.newShaper(w.network).apply(t, b)
}

// moveHead checks the base under the lock of the head, writes the commit and moves the head to it. Pending says that its
// batches still have to be applied.
func (w *writing) moveHead(t transaction, pending bool) error {
	h, err := t.lockHead(w.network, w.base)
	if err != nil {
		return err
	}
	if h.Revision != w.base || h.deleted || h.pending != "" || h.epoch != "" && h.epoch != w.epoch {
		return graph.StaleBase(w.op, w.network, w.base, h.Revision)
	}
	state := map[string]any{"network": w.network, "epoch": cmp.Or(w.renewed, w.epoch), "revision": int64(w.commit.Revision), "time": w.commit.Time}
	for name, value := range w.state {
		state[name] = value
	}
	kept := w.count
	if w.renewed != "" {
		kept = 0
	}
	state["pending"], state["batches"], state["applied"] = nil, nil, nil
	if pending {
		state["pending"], state["batches"], state["applied"] = w.token, w.count, int64(0)
	}
	return t.run("MERGE (h:_TramaNetwork {network: $network}) SET h += $state CREATE (c:_TramaCommit) SET c = $commit",
		map[string]any{"network": w.network, "state": state, "commit": commitProperties(w.network, w.token, w.commit, kept)})
}

// kept tells whether the commit stands.
func (w *writing) kept(t transaction) (bool, error) {
	if _, err := t.lockHead(w.network, w.base); err != nil {
		return false, err
	}
	n, err := t.count("MATCH (c:_TramaCommit {network: $network, revision: $revision}) WHERE c.token = $token RETURN count(c)",
		map[string]any{"network": w.network, "revision": int64(w.commit.Revision), "token": w.token})
	return n == 1, err
}
