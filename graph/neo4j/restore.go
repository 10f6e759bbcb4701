package neo4j

import (
	"context"
	"slices"

	"trama/graph"
)

// restoring puts back what others have changed, as long as it is as it was seen. What stands as it is to be may be put
// there again: a commit that was not answered is done twice.
type restoring struct {
	store        *Store
	head         head
	seen, logged *graph.Graph
	taken        map[string]bool // the edges that were taken from between other ends, to be put between their own
}

// restore applies a batch, but for the nodes and edges that others have changed since, and returns how many those are.
func (r restoring) restore(ctx context.Context, op string, b *batch) (left int, err error) {
	b.fresh = false // what differs may be there all the same, where the reading has passed it over
	network := r.head.Network
	err = r.store.write(ctx, work{op: op, do: func(tx transaction) error {
		now, err := tx.lockHead(network, 1)
		if err == nil && !r.head.sameState(now) {
			err = graph.StaleBase(op, network, r.head.Revision, now.Revision)
		}
		if err != nil {
			return err
		}
		still, err := r.unchanged(tx, *b)
		if err != nil {
			return err
		}
		left = b.items() - still.items()
		return r.store.newShaper(network).apply(tx, &still)
	}})
	return left, err
}

// unchanged returns what of a batch is about nodes and edges that are as they were seen. They are locked before they are
// read, so that they stay so until the transaction ends.
func (r restoring) unchanged(tx transaction, b batch) (batch, error) {
	now, err := r.read(tx, b)
	if err != nil {
		return b, err
	}
	node := func(id string) bool { return sameNode(r.seen, now, id) || sameNode(r.logged, now, id) }
	edge := func(id string) bool { return sameEdge(r.seen, now, id) || sameEdge(r.logged, now, id) }
	b.putNodes = those(b.putNodes, func(n graph.NodeChange) bool { return node(n.ID) })
	b.removeEdges = those(b.removeEdges, func(e edgeRef) bool { return edge(e.id) })
	for _, e := range b.removeEdges {
		r.taken[e.id] = true
	}
	b.putEdges = those(b.putEdges, func(e graph.EdgeChange) bool { return r.taken[e.ID] || edge(e.ID) })
	related, err := r.relatedSince(tx, b.removeNodes)
	b.removeNodes = those(b.removeNodes, func(id string) bool { return node(id) && !related[id] })
	return b, err
}

func those[T any](list []T, still func(T) bool) []T {
	var out []T
	for _, item := range list {
		if still(item) {
			out = append(out, item)
		}
	}
	return out
}

// read locks and reads the nodes and edges of a batch, with the ends of the edges.
func (r restoring) read(tx transaction, b batch) (*graph.Graph, error) {
	reading := newShapeReading(r.head, tx)
	reading.seen = map[string]bool{}
	refs := slices.Clone(b.removeEdges)
	for _, e := range b.putEdges {
		refs = append(refs, edgeRef{e.ID, e.Source, e.Target})
	}
	ids := slices.Clone(b.removeNodes)
	for _, n := range b.putNodes {
		ids = append(ids, n.ID)
	}
	for _, e := range refs {
		ids = append(ids, e.source, e.target)
	}
	slices.Sort(ids)
	params := map[string]any{"network": r.head.Network, "ids": listOf(slices.Compact(ids)), "edges": rowsOf(refs)}
	reading.columns = columns{handle: reading.builder.NodeColumn, handles: map[string]int{}}
	if err := tx.each("UNWIND $ids AS id MATCH (n:Trama {network: $network, id: id}) SET n.id = id RETURN id(n), properties(n)", params, reading.node); err != nil {
		return nil, err
	}
	reading.columns = columns{handle: reading.builder.EdgeColumn, handles: map[string]int{}}
	err := tx.each(`UNWIND $edges AS row
		MATCH (a:Trama {network: $network, id: row[1]})-[r {id: row[0]}]->(b:Trama {network: $network, id: row[2]})
		SET r.id = row[0] RETURN id(a), [[id(b), properties(r)]]`, params, reading.edgesOf)
	if err != nil {
		return nil, err
	}
	g, _ := reading.builder.Build()
	return g, nil
}

// relatedSince returns those nodes that have relations which were not seen: they would go with them.
func (r restoring) relatedSince(tx transaction, ids []string) (map[string]bool, error) {
	out := map[string]bool{}
	if len(ids) == 0 {
		return out, nil
	}
	query := "UNWIND $ids AS id MATCH (n:Trama {network: $network, id: id})-[r]-(:Trama {network: $network}) WHERE r.id IS NOT NULL RETURN id, r.id"
	err := tx.each(query, map[string]any{"network": r.head.Network, "ids": listOf(ids)}, func(values []any) error {
		id, _ := values[0].(string)
		edge, is := values[1].(string)
		if _, known := r.seen.FindEdge(edge); is && !known {
			out[id] = true
		}
		return nil
	})
	return out, err
}

// listOf returns texts as the driver takes them.
func listOf(texts []string) []any {
	out := make([]any, len(texts))
	for i, text := range texts {
		out[i] = text
	}
	return out
}

// rowsOf returns edges as rows of id, source and target.
func rowsOf(refs []edgeRef) []any {
	out := make([]any, len(refs))
	for i, e := range refs {
		out[i] = []any{e.id, e.source, e.target}
	}
	return out
}

// sameNode tells whether two graphs have the same of a node, or both none.
func sameNode(a, b *graph.Graph, id string) bool {
	i, there := a.FindNode(id)
	j, also := b.FindNode(id)
	if !there || !also {
		return there == also
	}
	return a.Kind(i) == b.Kind(j) && slices.Equal(a.NodeAttributes(i), b.NodeAttributes(j))
}

// sameEdge tells whether two graphs have the same of an edge, or both none.
func sameEdge(a, b *graph.Graph, id string) bool {
	i, there := a.FindEdge(id)
	j, also := b.FindEdge(id)
	if !there || !also {
		return there == also
	}
	s, t := a.Ends(i)
	u, v := b.Ends(j)
	return a.NodeID(s) == b.NodeID(u) && a.NodeID(t) == b.NodeID(v) && a.Type(i) == b.Type(j) && a.Directed(i) == b.Directed(j) && slices.Equal(a.EdgeAttributes(i), b.EdgeAttributes(j))
}
