package neo4j

import (
	"context"
	"errors"

	"trama/graph"
)

// The public shape is there for other programs, and some of them write. The log is the truth: what differs from it is in
// no revision. Load finds it out by the digest, and then reads the log; Outside tells what it is, to be committed like any
// change; Restore puts the log's state back.

// Outside returns the newest revision of a network, and what others see in its place.
func (s *Store) Outside(ctx context.Context, network string) (graph.Seen, error) {
	t, err := s.twofold(ctx, "neo4j.Outside", network)
	if err != nil {
		return graph.Seen{}, err
	}
	return graph.Seen{At: t.head.Revision, Graph: t.logged, Shown: t.shown}, nil
}

// Restore puts the newest revision back in place of what others have made of it in seen. Others may go on meanwhile: a node
// or a relation that is no longer as in seen stays as it is.
func (s *Store) Restore(ctx context.Context, network string, at graph.Revision, seen *graph.Graph) (left int, err error) {
	const op = "neo4j.Restore"
	h, err := s.settled(ctx, op, network)
	switch {
	case err != nil:
		return 0, err
	case !h.there():
		return 0, graph.NoNetwork(op, network)
	case h.Revision != at:
		return 0, graph.StaleBase(op, network, at, h.Revision)
	}
	logged, err := s.logged(ctx, op, h)
	if errors.Is(err, errReplaced) {
		err = graph.StaleBase(op, network, at, 0)
	}
	if err != nil {
		return 0, err
	}
	defer s.cache.drop(network) // what others see is not what it was
	r := restoring{store: s, head: h, seen: seen, logged: logged, taken: map[string]bool{}}
	for b := range batches(seen, logged, graph.Diff(seen, logged), s.bounds) {
		n, err := r.restore(ctx, op, b)
		if err != nil {
			return left, err
		}
		left += n
	}
	return left, nil
}

// twofold is the newest revision of a network as the log has it, and as others see it.
type twofold struct {
	head          head
	logged, shown *graph.Graph
}

func (s *Store) twofold(ctx context.Context, op, network string) (t twofold, err error) {
	for reading := 1; ; reading++ {
		if t.head, err = s.settled(ctx, op, network); err != nil {
			return t, err
		}
		if !t.head.there() {
			return t, graph.NoNetwork(op, network)
		}
		if t.shown, err = s.shape(ctx, op, t.head); err != nil {
			return t, err
		}
		after, err := s.head(ctx, op, network)
		switch {
		case err != nil:
			return t, err
		case t.head.sameState(after):
			if t.logged, err = s.logged(ctx, op, t.head); !errors.Is(err, errReplaced) {
				return t, err
			}
		case reading >= readings:
			return t, graph.StaleBase(op, network, t.head.Revision, after.Revision)
		}
	}
}

// logged returns the newest revision out of the log. It must have the digest that the head was given.
func (s *Store) logged(ctx context.Context, op string, h head) (*graph.Graph, error) {
	g, err := s.replayed(ctx, op, h, h.Revision)
	if err != nil || g.Digest() == h.Digest {
		return g, err
	}
	now, err := s.head(ctx, op, h.Network)
	if err == nil && !h.sameState(now) {
		return nil, errReplaced // the head was read while it moved
	}
	if err == nil {
		err = s.logDamaged(op, h.Network)
	}
	return nil, err
}

// truth returns the newest graph, given what the public shape has: the log's, and what it remarks, where others have changed
// that.
func (s *Store) truth(ctx context.Context, op string, h head, shown *graph.Graph) (*graph.Graph, *graph.Sentence, error) {
	if shown.Digest() == h.Digest {
		return shown, nil, nil
	}
	g, err := s.logged(ctx, op, h)
	if err != nil {
		return nil, nil, err
	}
	changes := graph.Diff(g, shown)
	remark := graph.Say("outside_changes",
		"in Neo4j another program has changed network {network}: nodes and relations that differ from its history, which is what you get here: {count} (trama reconcile --network {network} lists them, takes them in or takes them back)",
		graph.V{"network": h.Network, "count": changes.Count(g).Total()})
	graph.Remark(ctx, remark)
	return g, &remark, nil
}
