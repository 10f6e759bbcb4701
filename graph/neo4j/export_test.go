package neo4j

import (
	"bytes"
	"compress/flate"
	"context"
	"io"
	"time"

	"trama/graph"
)

// InSmallSteps makes a store take the long way: batches of a few items, and a short lease.
func (s *Store) InSmallSteps(items int, lease time.Duration) {
	s.bounds.items, s.lease = items, lease
}

// WithNames bounds the labels and relationship types that foreign names may bring the server to.
func (s *Store) WithNames(most int) { s.names = most }

// Sweep takes away what dead processes have left, as Open does.
func (s *Store) Sweep(ctx context.Context) error { return s.sweep(ctx) }

// Newer is the answer of a server whose schema is newer than this program's.
func (s *Store) Newer() error { return s.newer("test") }

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
func Labels(kind string) string            { return newVocabulary(200).nodeLabels(kind) }
func Relationship(typ string) string       { return newVocabulary(200).relationship(typ) }
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

// Native and ValueOf are the two ways of a value.
func Native(v graph.Value) any       { return native(v) }
func ValueOf(native any) graph.Value { return valueOf(native) }

// Explained returns what an error of the driver becomes.
func Explained(ctx context.Context, err error) error {
	return (&Store{server: "db.example:7687"}).failure(ctx, "test", err)
}

// Retried tells whether work that failed so is tried again.
func Retried(err error) bool { return !unreachable(err) && (away(err) || transient(err)) }

// A Cut is what one batch holds, for tables.
type Cut struct {
	Fresh                                  bool
	RemoveEdges, Nodes, Edges, RemoveNodes []string
	Attributes                             int
}

// Cuts returns the batches that make next of base.
func Cuts(base, next *graph.Graph, items, bytes int) (out []Cut) {
	for b := range batches(base, next, graph.Diff(base, next), bounds{items, bytes}) {
		c := Cut{Fresh: b.fresh, RemoveNodes: b.removeNodes, Attributes: len(b.attributes)}
		for _, e := range b.removeEdges {
			c.RemoveEdges = append(c.RemoveEdges, e.source+">"+e.id+">"+e.target)
		}
		for _, n := range b.putNodes {
			c.Nodes = append(c.Nodes, n.ID)
		}
		for _, e := range b.putEdges {
			c.Edges = append(c.Edges, e.Source+">"+e.ID+">"+e.Target)
		}
		out = append(out, c)
	}
	return out
}

// Memory is the store's memory of graphs.
type Memory struct{ cache }

// Put and Get keep a graph and find it.
func (m *Memory) Put(network, epoch string, at graph.Revision, g *graph.Graph) {
	m.put(cacheKey{network, epoch, at}, g, nil)
}
func (m *Memory) Get(network, epoch string, at graph.Revision) *graph.Graph {
	return m.get(cacheKey{network, epoch, at})
}
func (m *Memory) Drop(network string) { m.drop(network) }

// Later makes of what the store keeps what it would be after a while.
func (s *Store) Later(while time.Duration) {
	for i := range s.cache.entries {
		s.cache.entries[i].until = s.cache.entries[i].until.Add(-while)
	}
}

// LogTexts returns what the batches hold that are kept for networks whose names begin so, whoever they belong to.
func (s *Store) LogTexts(ctx context.Context, prefix string) (texts []string, err error) {
	query := "MATCH (b:_TramaBatch) WHERE b.network STARTS WITH $prefix RETURN b.payload"
	err = s.read(ctx, work{op: "test", do: func(t transaction) error {
		texts = nil
		return t.each(query, map[string]any{"prefix": prefix}, func(values []any) error {
			payload, _ := values[0].([]byte)
			text, err := io.ReadAll(flate.NewReader(bytes.NewReader(payload[1:])))
			texts = append(texts, string(text))
			return err
		})
	}})
	return texts, err
}
