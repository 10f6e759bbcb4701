package neo4j

import (
	"context"
	"errors"
	"fmt"

	"trama/graph"
)

// replayed returns the graph at a revision out of the log, which nobody changes. It is errReplaced where the network of
// the head was deleted meanwhile.
func (s *Store) replayed(ctx context.Context, op string, h head, at graph.Revision) (g *graph.Graph, err error) {
	err = s.read(ctx, work{op: op, fetch: 8, do: func(t transaction) error {
		r := newReplay()
		err := r.followAll(t, h.Network, at)
		if err != nil && !errors.Is(err, errPayload) {
			return err
		}
		if now, failed := t.readHead(h.Network); failed != nil {
			return failed
		} else if now.epoch != h.epoch || now.deleted {
			return errReplaced // and what was read may be a part of it
		}
		if err != nil {
			return s.logDamaged(op, h.Network)
		}
		g = r.graph()
		return nil
	}})
	return g, err
}

// errReplaced is the end of reading a network that was deleted, and perhaps made anew, while it was read.
var errReplaced = errors.New("the network is another now")

func (s *Store) logDamaged(op, network string) error {
	return graph.Fail(graph.Unavailable, op, graph.Say("log_damaged",
		"in Neo4j at {server} another program has changed the history of network {network}, which cannot be read any more",
		graph.V{"server": s.server, "network": network}))
}

// part names a batch of the log.
type part struct {
	token  string
	number int64
}

// partsAtOnce bounds how many batches are asked for in one statement.
const partsAtOnce = 64

// parts lists the batches of all commits up to a revision, in their order. It is errPayload where a commit is missing.
func (t transaction) parts(network string, at graph.Revision) (parts []part, err error) {
	commits := graph.Revision(0)
	query := "MATCH (c:_TramaCommit {network: $network}) WHERE c.revision <= $at RETURN c.token, c.batches ORDER BY c.revision"
	err = t.each(query, map[string]any{"network": network, "at": int64(at)}, func(values []any) error {
		token, _ := values[0].(string)
		batches, _ := values[1].(int64)
		commits++
		for number := range batches {
			parts = append(parts, part{token, number})
		}
		return nil
	})
	if err == nil && commits != at {
		err = errPayload
	}
	return parts, err
}

// payloads reads batches of the log; that of one that is missing is nil.
func (t transaction) payloads(parts []part) ([][]byte, error) {
	keys, payloads := make([]any, len(parts)), make([][]byte, len(parts))
	for i, p := range parts {
		keys[i] = []any{int64(i), p.token, p.number}
	}
	query := "UNWIND $keys AS key MATCH (b:_TramaBatch {token: key[1], number: key[2]}) RETURN key[0], b.payload"
	err := t.each(query, map[string]any{"keys": keys}, func(values []any) error {
		payloads[values[0].(int64)], _ = values[1].([]byte)
		return nil
	})
	return payloads, err
}

// replay is the state that batches add up to.
type replay struct {
	attributes graph.Attributes
	nodes      states[graph.NodeChange]
	edges      states[graph.EdgeChange]
}

// states keeps one state for each id, in the order in which they came.
type states[T any] struct {
	at   map[string]int
	list []T
	gone []bool
}

func newStates[T any]() states[T] { return states[T]{at: map[string]int{}} }

// state returns the state of an id, which is a new one where the id is unknown or gone.
func (s *states[T]) state(id string) *T {
	i, ok := s.at[id]
	if !ok {
		i = len(s.list)
		s.at[id] = i
		var empty T
		s.list, s.gone = append(s.list, empty), append(s.gone, false)
	} else if s.gone[i] {
		var empty T
		s.list[i], s.gone[i] = empty, false
	}
	return &s.list[i]
}

// standing returns the state of an id, and whether it is there.
func (s *states[T]) standing(id string) (state T, there bool) {
	i, known := s.at[id]
	if !known || s.gone[i] {
		return state, false
	}
	return s.list[i], true
}

func (s *states[T]) remove(id string) {
	if i, ok := s.at[id]; ok {
		s.gone[i] = true
	}
}

func newReplay() *replay {
	return &replay{nodes: newStates[graph.NodeChange](), edges: newStates[graph.EdgeChange]()}
}

// followAll reads and applies all batches up to a revision.
func (r *replay) followAll(t transaction, network string, at graph.Revision) error {
	parts, err := t.parts(network, at)
	for first := 0; err == nil && first < len(parts); first += partsAtOnce {
		err = r.follow(t, parts[first:min(first+partsAtOnce, len(parts))])
		graph.Report(t.ctx, "store_load", int64(first), int64(len(parts)))
	}
	return err
}

// follow reads batches and applies them in their order.
func (r *replay) follow(t transaction, parts []part) error {
	payloads, err := t.payloads(parts)
	for i := 0; err == nil && i < len(payloads); i++ {
		var b *batch
		if b, err = unpack(payloads[i]); err == nil {
			r.apply(b)
		} else {
			err = fmt.Errorf("%w: %s %d", err, parts[i].token, parts[i].number)
		}
	}
	return err
}

func (r *replay) apply(b *batch) {
	r.attributes = over(r.attributes, b.attributes)
	for _, e := range b.removeEdges {
		r.edges.remove(e.id)
	}
	for _, n := range b.putNodes {
		state := r.nodes.state(n.ID)
		state.ID = n.ID
		if n.Kind != nil {
			state.Kind = n.Kind
		}
		state.Attributes = over(state.Attributes, n.Attributes)
	}
	for _, e := range b.putEdges {
		state := r.edges.state(e.ID)
		state.ID, state.Source, state.Target = e.ID, e.Source, e.Target
		if e.Type != nil {
			state.Type = e.Type
		}
		if e.Directed != nil {
			state.Directed = e.Directed
		}
		state.Attributes = over(state.Attributes, e.Attributes)
	}
	for _, id := range b.removeNodes {
		r.nodes.remove(id)
	}
}

func over(attrs, changed graph.Attributes) graph.Attributes {
	if len(attrs) == 0 {
		return changed
	}
	for _, attr := range changed {
		attrs = attrs.With(attr.Name, attr.Value)
	}
	return attrs
}

func (r *replay) graph() *graph.Graph {
	b := graph.NewBuilder()
	for _, attr := range r.attributes {
		b.SetAttribute(attr.Name, attr.Value)
	}
	for i, n := range r.nodes.list {
		if r.nodes.gone[i] {
			continue
		}
		row := b.Node(n.ID)
		b.SetKind(row, *n.Kind)
		for _, attr := range n.Attributes {
			b.SetNode(row, b.NodeColumn(attr.Name), attr.Value)
		}
	}
	for i, e := range r.edges.list {
		if r.edges.gone[i] {
			continue
		}
		row := b.Edge(graph.BuilderEdge{ID: e.ID, Source: b.End(e.Source), Target: b.End(e.Target), Type: *e.Type, Directed: *e.Directed})
		for _, attr := range e.Attributes {
			b.SetEdge(row, b.EdgeColumn(attr.Name), attr.Value)
		}
	}
	g, _ := b.Build()
	return g
}
