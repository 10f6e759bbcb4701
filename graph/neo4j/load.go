package neo4j

import (
	"context"
	"errors"

	"trama/graph"
)

// Load returns the graph at a revision; at 0 it is the newest. It is read out of the public shape where that has the
// digest of the revision, else out of the log.
func (s *Store) Load(ctx context.Context, network string, at graph.Revision) (*graph.Graph, error) {
	for {
		g, err := s.loaded(ctx, network, at)
		if !errors.Is(err, errReplaced) {
			return g, err
		}
	}
}

func (s *Store) loaded(ctx context.Context, network string, at graph.Revision) (*graph.Graph, error) {
	const op = "neo4j.Load"
	if at == 0 {
		_, g, err := s.newest(ctx, op, network)
		return g, err
	}
	h, err := s.head(ctx, op, network)
	if err != nil {
		return nil, err
	}
	if at < 1 || at > h.Revision {
		return nil, graph.NoRevision(op, network, at)
	}
	if at == h.Revision {
		if found, g, err := s.newest(ctx, op, network); err != nil || found.Revision == at && found.epoch == h.epoch {
			return g, err
		}
	}
	return s.replayed(ctx, op, h, at)
}

// readings is how often the public shape is read again because somebody wrote meanwhile; then the log, which nobody
// changes, gives the graph.
const readings = 3

// newest returns the newest graph of a network with the head that it is of.
func (s *Store) newest(ctx context.Context, op, network string) (head, *graph.Graph, error) {
	for reading := 1; ; reading++ {
		h, err := s.settledOrLogged(ctx, op, network)
		if err != nil {
			return h, nil, err
		}
		if g, remark := s.cache.recent(h.key()); g != nil {
			if remark != nil {
				graph.Remark(ctx, *remark)
			}
			return h, g, nil
		}
		if h.pending != "" || reading > readings {
			g, err := s.replayed(ctx, op, h, h.Revision)
			return h, g, err
		}
		g, err := s.shape(ctx, op, h)
		if err != nil {
			return h, nil, err
		}
		after, err := s.head(ctx, op, network)
		if err != nil {
			return h, nil, err
		}
		if h.sameState(after) {
			g, remark, err := s.truth(ctx, op, h, g)
			if err == nil {
				s.cache.put(h.key(), g, remark)
			}
			return h, g, err
		}
	}
}

// settledOrLogged returns the head of a network that is there, with all that is logged applied. Where this user or this
// server cannot do that, the head comes back as pending, and the log has the graph.
func (s *Store) settledOrLogged(ctx context.Context, op, network string) (head, error) {
	h, err := s.settled(ctx, op, network)
	if kind := graph.KindOf(err); err != nil && (kind == graph.Denied || kind == graph.Internal) {
		return s.head(ctx, op, network)
	}
	if err == nil && !h.there() {
		err = graph.NoNetwork(op, network)
	}
	return h, err
}

// hub is the number of outgoing relations from which a node's are read one by one, and not as one list.
const hub = 200

const (
	shapeNodes = "MATCH (n:Trama) WHERE n.network = $network AND n.id IS NOT NULL RETURN id(n), properties(n)"
	shapeEdges = "MATCH (n:Trama) WHERE n.network = $network AND n.id IS NOT NULL AND COUNT { (n)-->() } < $hub AND COUNT { (n)-->() } > 0 " +
		"RETURN id(n), [(n)-[r]->(m) WHERE r.id IS NOT NULL | [id(m), properties(r)]]"
	shapeHubs = "MATCH (n:Trama) WHERE n.network = $network AND n.id IS NOT NULL AND COUNT { (n)-->() } >= $hub " +
		"MATCH (n)-[r]->(m) WHERE r.id IS NOT NULL RETURN id(n), [[id(m), properties(r)]]"
)

// shape reads the graph out of the public shape, which it takes to be that of the head. What other tools have added and
// is no node or relation of Trama's is passed over.
func (s *Store) shape(ctx context.Context, op string, h head) (g *graph.Graph, err error) {
	err = s.read(ctx, work{op: op, fetch: 2000, do: func(t transaction) error {
		var repeated bool
		if g, repeated, err = newShapeReading(h, t).graph(); err == nil && repeated {
			again := newShapeReading(h, t)
			again.seen = map[string]bool{}
			g, _, err = again.graph()
		}
		return err
	}})
	return g, err
}

// shapeReading is one reading of the public shape.
type shapeReading struct {
	builder *graph.Builder
	rows    map[int64]int // of the server's own ids
	head    head
	t       transaction
	columns columns
	done    int64
	seen    map[string]bool // ids of edges, where one of them repeats: a copy that another program has made is its own
}

func newShapeReading(h head, t transaction) *shapeReading {
	return &shapeReading{builder: graph.NewBuilder(), rows: make(map[int64]int, h.Nodes), head: h, t: t}
}

// graph returns what the public shape holds, and whether the ids of edges repeat in it.
func (r *shapeReading) graph() (g *graph.Graph, repeated bool, err error) {
	params := map[string]any{"network": r.head.Network, "hub": int64(hub)}
	r.columns = columns{handle: r.builder.NodeColumn, handles: map[string]int{}}
	if err := r.t.each(shapeNodes, params, r.node); err != nil {
		return nil, false, err
	}
	r.columns = columns{handle: r.builder.EdgeColumn, handles: map[string]int{}}
	for _, query := range []string{shapeEdges, shapeHubs} {
		if err := r.t.each(query, params, r.edgesOf); err != nil {
			return nil, false, err
		}
	}
	for _, attr := range r.head.attributes {
		r.builder.SetAttribute(attr.Name, attr.Value)
	}
	g, built := r.builder.Build()
	return g, built.ReplacedIDs > 0, nil
}

// progress tells how much is read.
func (r *shapeReading) progress(n int) {
	if r.done += int64(n); r.done%1000 < int64(n) {
		graph.Report(r.t.ctx, "store_load", r.done, int64(r.head.Nodes+r.head.Edges))
	}
}

func (r *shapeReading) node(values []any) error {
	p, _ := values[1].(map[string]any)
	id, _ := p[propID].(string)
	if id == "" {
		return nil // no id that Trama gives
	}
	row := r.builder.Node(id)
	r.rows[values[0].(int64)] = row
	kind, _ := p[propKind].(string)
	r.builder.SetKind(row, kind)
	r.columns.each(p, func(column int, v graph.Value) { r.builder.SetNode(row, column, v) })
	r.progress(1)
	return nil
}

func (r *shapeReading) edgesOf(values []any) error {
	source, there := r.rows[values[0].(int64)]
	list, _ := values[1].([]any)
	for _, item := range list {
		pair, _ := item.([]any)
		target, known := r.rows[pair[0].(int64)]
		p, _ := pair[1].(map[string]any)
		id, _ := p[propID].(string)
		if !there || !known || id == "" || r.seen[id] {
			continue
		}
		if r.seen != nil {
			r.seen[id] = true
		}
		typ, _ := p[propType].(string)
		directed, said := p[propDirected].(bool)
		e := r.builder.Edge(graph.BuilderEdge{ID: id, Source: source, Target: target, Type: typ, Directed: directed || !said})
		r.columns.each(p, func(column int, v graph.Value) { r.builder.SetEdge(e, column, v) })
	}
	r.progress(len(list))
	return nil
}

// columns finds the handle of a property's column.
type columns struct {
	handle  func(attribute string) int
	handles map[string]int // by property; -1: no attribute
}

func (c *columns) each(properties map[string]any, set func(column int, v graph.Value)) {
	for name, value := range properties {
		if name == propOther {
			for _, attr := range otherAttributes(value) {
				set(c.handle(attr.Name), attr.Value)
			}
			continue
		}
		column, ok := c.handles[name]
		if !ok {
			column = -1
			if attr, is := attribute(name); is {
				column = c.handle(attr)
			}
			c.handles[name] = column
		}
		if column >= 0 {
			set(column, valueOf(value))
		}
	}
}
