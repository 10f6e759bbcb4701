package neo4j

import (
	"context"
	"errors"

	"trama/graph"
)

// logged is a commit of the log.
type logged struct {
	graph.Commit
	token   string
	batches int64
}

// loggedCommits returns all commits of a network, the first one first.
func (s *Store) loggedCommits(ctx context.Context, op string, h head) (all []logged, err error) {
	query := "MATCH (c:_TramaCommit {network: $network}) WHERE c.revision <= $at RETURN properties(c) ORDER BY c.revision"
	err = s.read(ctx, work{op: op, do: func(t transaction) error {
		all = nil
		return t.each(query, map[string]any{"network": h.Network, "at": int64(h.Revision)}, func(values []any) error {
			p, _ := values[0].(map[string]any)
			c := logged{Commit: commitFrom(values[0])}
			c.token, _ = p["token"].(string)
			c.batches, _ = p["batches"].(int64)
			all = append(all, c)
			return nil
		})
	}})
	if err == nil && len(all) != int(h.Revision) {
		err = s.changedMeanwhile(ctx, op, h)
	}
	return all, err
}

// walkLog hands over the payloads of all batches, in their order, with the position of their commit, and says when each
// commit ends. It reads them outside of what it calls, so that nothing is handed over twice, and those of many small commits at
// once: a long history is mostly that.
func (s *Store) walkLog(ctx context.Context, op string, h head, commits []logged, batch func(commit int, payload []byte) error, end func(commit int) error) error {
	var parts []part
	var of []int
	ended := 0
	endBefore := func(commit int) (err error) {
		for ; ended < commit && err == nil; ended++ {
			err = end(ended)
		}
		return err
	}
	flush := func() error {
		graph.Report(ctx, "store_load", int64(ended), int64(len(commits)))
		payloads, err := s.payloads(ctx, op, h, parts)
		for i := 0; err == nil && i < len(payloads); i++ {
			if err = endBefore(of[i]); err == nil {
				err = batch(of[i], payloads[i])
			}
		}
		parts, of = parts[:0], of[:0]
		return err
	}
	for i, c := range commits {
		for number := range c.batches {
			if parts, of = append(parts, part{c.token, number}), append(of, i); len(parts) == partsAtOnce {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	return endBefore(len(commits))
}

// payloads reads batches of the log. It is a Conflict where the network is another one meanwhile.
func (s *Store) payloads(ctx context.Context, op string, h head, parts []part) (payloads [][]byte, err error) {
	if len(parts) == 0 {
		return nil, ctx.Err()
	}
	err = s.read(ctx, work{op: op, fetch: 4, do: func(t transaction) (err error) {
		payloads, err = t.payloads(parts)
		return err
	}})
	for _, payload := range payloads {
		if err == nil && payload == nil {
			err = s.changedMeanwhile(ctx, op, h)
		}
	}
	return payloads, err
}

// changedMeanwhile returns why a part of the log is missing: its network is another one now, or it is damaged.
func (s *Store) changedMeanwhile(ctx context.Context, op string, h head) error {
	now, err := s.head(ctx, op, h.Network)
	switch {
	case err != nil:
		return err
	case now.epoch != h.epoch:
		return graph.StaleBase(op, h.Network, h.Revision, now.Revision)
	}
	return s.logDamaged(op, h.Network)
}

// Versions calls visit with every state of nodes, edges and attributes that the log adds up to. One state of each is in
// memory at a time.
func (s *Store) Versions(ctx context.Context, network string, at graph.Revision, visit func(graph.Version) error) error {
	const op = "neo4j.Versions"
	h, err := s.head(ctx, op, network)
	if err != nil {
		return err
	}
	if h.Revision != at {
		return graph.StaleBase(op, network, at, h.Revision)
	}
	commits, err := s.loggedCommits(ctx, op, h)
	if err != nil {
		return err
	}
	t := newTelling(visit)
	err = s.walkLog(ctx, op, h, commits, func(commit int, payload []byte) error {
		b, err := unpack(payload)
		if errors.Is(err, errPayload) {
			return s.logDamaged(op, network)
		}
		t.follow(b, commits[commit].Revision)
		return t.err
	}, func(int) error { return nil })
	if err != nil {
		return err
	}
	return t.rest()
}

// telling is a replay that tells of each state once it stands no more.
type telling struct {
	*replay
	visit             func(graph.Version) error
	since, edgesSince map[string]graph.Revision
	attributesSince   graph.Revision
	err               error
}

func newTelling(visit func(graph.Version) error) *telling {
	return &telling{replay: newReplay(), visit: visit, since: map[string]graph.Revision{}, edgesSince: map[string]graph.Revision{}}
}

// follow applies a batch of a revision.
func (t *telling) follow(b *batch, at graph.Revision) {
	if len(b.attributes) > 0 {
		t.tellAttributes(at)
		t.attributesSince = at
	}
	for _, e := range b.removeEdges {
		t.tellEdge(e.id, at)
		delete(t.edgesSince, e.id)
	}
	for _, n := range b.putNodes {
		t.tellNode(n.ID, at)
		t.since[n.ID] = at
	}
	for _, e := range b.putEdges {
		t.tellEdge(e.ID, at)
	}
	for _, id := range b.removeNodes {
		t.tellNode(id, at)
		delete(t.since, id)
	}
	t.apply(b)
	for _, e := range b.putEdges {
		t.edgesSince[e.ID] = at
	}
}

func (t *telling) tell(v graph.Version) {
	if t.err == nil {
		t.err = t.visit(v)
	}
}

func (t *telling) tellAttributes(until graph.Revision) {
	if len(t.attributes) > 0 && t.attributesSince < until {
		t.tell(graph.Version{Since: t.attributesSince, Until: until, Attributes: there(t.attributes)})
	}
}

// tellNode tells of the state of a node that stands until a revision; of one that the same commit made it does not.
func (t *telling) tellNode(id string, until graph.Revision) {
	since, stands := t.since[id]
	if !stands || since == until {
		return
	}
	n := t.nodes.list[t.nodes.at[id]]
	t.tell(graph.Version{Since: since, Until: until, Node: &graph.Node{ID: n.ID, Kind: *n.Kind, Attributes: there(n.Attributes)}})
}

func (t *telling) tellEdge(id string, until graph.Revision) {
	since, stands := t.edgesSince[id]
	if !stands || since == until {
		return
	}
	e := t.edges.list[t.edges.at[id]]
	t.tell(graph.Version{Since: since, Until: until, Edge: &graph.Edge{ID: e.ID, Source: e.Source, Target: e.Target, Type: *e.Type, Directed: *e.Directed, Attributes: there(e.Attributes)}})
}

// there returns the attributes that have a value.
func there(attrs graph.Attributes) graph.Attributes {
	var out graph.Attributes
	for _, a := range attrs {
		if !a.Value.IsZero() {
			out = append(out, a)
		}
	}
	return out
}

// rest tells of all that still stands, and returns the first error.
func (t *telling) rest() error {
	if len(t.attributes) > 0 {
		t.tell(graph.Version{Since: t.attributesSince, Attributes: there(t.attributes)})
	}
	for _, n := range t.nodes.list {
		if _, stands := t.since[n.ID]; stands {
			t.tellNode(n.ID, 0)
		}
	}
	for _, e := range t.edges.list {
		if _, stands := t.edgesSince[e.ID]; stands {
			t.tellEdge(e.ID, 0)
		}
	}
	return t.err
}
