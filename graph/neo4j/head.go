package neo4j

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"reflect"
	"time"

	"trama/graph"
)

// head is what a network's _TramaNetwork node says: its newest revision, and whether something is left to be done.
type head struct {
	graph.NetworkInfo
	attributes graph.Attributes // of the graph itself
	epoch      string           // tells a network from an earlier one of the same name
	deleted    bool             // it is gone, but not all that it was has been taken away
	pending    string           // the token of the newest commit while its batches are not all applied, else ""
	batches    int64            // how many the pending commit has
	applied    int64            // how many of them stand in the public shape
}

// there tells whether the network exists for readers.
func (h head) there() bool { return h.epoch != "" && !h.deleted }

// key names the state that the head tells of.
func (h head) key() cacheKey {
	return cacheKey{network: h.Network, epoch: h.epoch, revision: h.Revision}
}

// sameState tells whether two readings of a head are of one state, all applied.
func (h head) sameState(other head) bool {
	return h.epoch == other.epoch && h.Revision == other.Revision && h.Digest == other.Digest && h.pending == "" && other.pending == "" && !other.deleted
}

const headOf = "MATCH (h:_TramaNetwork {network: $network}) RETURN properties(h)"

// readHead returns the head of a network; the zero head where there is none.
func (t transaction) readHead(network string) (h head, err error) {
	err = t.each(headOf, map[string]any{"network": network}, func(values []any) error {
		h = headFrom(values[0])
		return nil
	})
	return h, err
}

// lockHead returns the head as it stands once no other transaction writes the network. On base 0, where there may be no
// node to lock yet, those that make networks take turns.
func (t transaction) lockHead(network string, base graph.Revision) (head, error) {
	if base == 0 {
		if err := t.run("MATCH (s:_TramaSchema {name: 'trama'}) SET s.lock = true REMOVE s.lock", nil); err != nil {
			return head{}, err
		}
	}
	if err := t.run("MATCH (h:_TramaNetwork {network: $network}) SET h.lock = true REMOVE h.lock", map[string]any{"network": network}); err != nil {
		return head{}, err
	}
	return t.readHead(network)
}

func headFrom(properties any) head {
	p, _ := properties.(map[string]any)
	text := func(name string) string { s, _ := p[name].(string); return s }
	number := func(name string) int64 { n, _ := p[name].(int64); return n }
	h := head{
		NetworkInfo: graph.NetworkInfo{
			Network: text("network"), Title: text("title"), Revision: graph.Revision(number("revision")), Digest: text("digest"),
			Nodes: int(number("nodes")), Edges: int(number("edges")), Snapshots: []graph.Snapshot{},
		},
		epoch: text("epoch"), pending: text("pending"), batches: number("batches"), applied: number("applied"),
	}
	h.Time, _ = p["time"].(time.Time)
	h.Time = h.Time.UTC()
	h.deleted, _ = p["deleted"].(bool)
	json.Unmarshal([]byte(text("attributes")), &h.attributes) // written by stateOf
	return h
}

// stateOf returns the properties by which a head tells of a graph.
func stateOf(g *graph.Graph, digest string) map[string]any {
	attributes, _ := json.Marshal(g.Attributes()) // attributes always are JSON
	return map[string]any{
		"title": g.Attributes().Get("title").String(), "digest": digest,
		"nodes": int64(g.Nodes()), "edges": int64(g.Edges()), "attributes": string(attributes),
	}
}

// head returns the head of a network that is there.
func (s *Store) head(ctx context.Context, op, network string) (h head, err error) {
	err = s.read(ctx, work{op: op, do: func(t transaction) error {
		h, err = t.readHead(network)
		return err
	}})
	if err == nil && !h.there() {
		err = graph.NoNetwork(op, network)
	}
	return h, err
}

// Networks lists all networks in ascending order of name.
func (s *Store) Networks(ctx context.Context) ([]graph.NetworkInfo, error) {
	return s.infos(ctx, "neo4j.Networks", "MATCH (h:_TramaNetwork)", nil)
}

// Info tells of one network.
func (s *Store) Info(ctx context.Context, network string) (graph.NetworkInfo, error) {
	const op = "neo4j.Info"
	infos, err := s.infos(ctx, op, "MATCH (h:_TramaNetwork {network: $network})", map[string]any{"network": network})
	if err != nil {
		return graph.NetworkInfo{}, err
	}
	if len(infos) == 0 {
		return graph.NetworkInfo{}, graph.NoNetwork(op, network)
	}
	return infos[0], nil
}

func (s *Store) infos(ctx context.Context, op, match string, params map[string]any) (infos []graph.NetworkInfo, err error) {
	// The server reads a node's properties one after the other, and a commit may come in between: what two readings agree on
	// is of one state.
	once := func() error { infos, err = s.infosOnce(ctx, op, match, params); return err }
	for err = once(); err == nil; {
		before := infos
		if err = once(); reflect.DeepEqual(before, infos) {
			break
		}
	}
	return infos, err
}

func (s *Store) infosOnce(ctx context.Context, op, match string, params map[string]any) (infos []graph.NetworkInfo, err error) {
	query := match + ` WHERE h.deleted IS NULL
		RETURN properties(h), COLLECT { MATCH (s:_TramaSnapshot {network: h.network}) WHERE s.name IS NOT NULL RETURN [s.name, s.revision] ORDER BY s.revision, s.name }
		ORDER BY h.network`
	err = s.read(ctx, work{op: op, do: func(t transaction) error {
		infos = []graph.NetworkInfo{}
		return t.each(query, params, func(values []any) error {
			info := headFrom(values[0]).NetworkInfo
			info.Snapshots = snapshotsFrom(values[1])
			infos = append(infos, info)
			return nil
		})
	}})
	return infos, err
}

func snapshotsFrom(list any) []graph.Snapshot {
	out := []graph.Snapshot{}
	items, _ := list.([]any)
	for _, item := range items {
		pair, _ := item.([]any)
		name, _ := pair[0].(string)
		revision, _ := pair[1].(int64)
		out = append(out, graph.Snapshot{Name: name, Revision: graph.Revision(revision)})
	}
	return out
}

// newToken returns a name that nothing else has.
func newToken() string { return rand.Text() }
