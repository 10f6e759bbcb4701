package neo4j

import (
	"context"
	"time"

	"trama/graph"
)

// InSmallSteps makes a store take the long way: batches of a few items, and a short lease.
func (s *Store) InSmallSteps(items int, lease time.Duration) {
	s.bounds.items, s.lease = items, lease
}

// Sweep takes away what dead processes have left, as Open does.
func (s *Store) Sweep(ctx context.Context) error { return s.sweep(ctx) }

// Forget empties the store's memory of graphs.
func (s *Store) Forget() { s.cache = cache{} }

// Replayed returns a revision out of the log alone.
func (s *Store) Replayed(ctx context.Context, network string, at graph.Revision) (*graph.Graph, error) {
	h, err := s.head(ctx, "test", network)
	if err != nil {
		return nil, err
	}
	if at == 0 {
		at = h.Revision
	}
	return s.replayed(ctx, "test", h, at)
}

// Pending tells whether something is logged and not applied.
func (s *Store) Pending(ctx context.Context, network string) (bool, error) {
	h, err := s.head(ctx, "test", network)
	return h.pending != "", err
}

// Quoted, CamelCase, SnakeCase and the others are for tables of names.
func Quoted(name string) (string, bool)    { return quoted(name) }
func Labels(kind string) string            { return newVocabulary().nodeLabels(kind) }
func Relationship(typ string) string       { return newVocabulary().relationship(typ) }
func Property(name string) (string, bool)  { return property(name) }
func Attribute(name string) (string, bool) { return attribute(name) }

// Repacked packs and unpacks the changes that make next of base, and returns how many batches they were.
func Repacked(base, next *graph.Graph, items int) (out *graph.Graph, count int, err error) {
	r := newReplay()
	for b := range batches(graph.Empty(), base, graph.Changes{}, bounds{items, 1 << 20}) {
		r.apply(b)
	}
	for b := range batches(base, next, graph.Diff(base, next), bounds{items, 1 << 20}) {
		again, err := unpack(b.pack())
		if err != nil {
			return nil, 0, err
		}
		r.apply(again)
		count++
	}
	return r.graph(), count, nil
}

// Unpack reads a payload and packs it again.
func Unpack(payload []byte) ([]byte, error) {
	b, err := unpack(payload)
	if err != nil {
		return nil, err
	}
	return b.pack(), nil
}

// Payloads returns the packed batches that make next of base.
func Payloads(base, next *graph.Graph) (out [][]byte) {
	for b := range batches(base, next, graph.Diff(base, next), usualBounds()) {
		out = append(out, b.pack())
	}
	return out
}
