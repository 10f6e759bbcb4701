package api

import (
	"context"
	"net/http"

	"trama/graph"
)

// NodeWithEdges is a node and the edges that touch it.
type NodeWithEdges struct {
	graph.Node
	Edges []graph.Edge `json:"edges"`
}

type inID struct {
	NetworkInput
	JSONInput
	KnownInput
	At string `query:"at" doc:"a revision or a snapshot"`
	ID string `path:"id" doc:"percent-encoded, a slash too; + is a plus"`
}

// found returns the graph that a request about one id asks for, its state, and the id.
func (s *Service) found(ctx context.Context, in *inID) (g *graph.Graph, st state, id string, err error) {
	if id, err = decoded(in.ID); err != nil {
		return nil, st, "", err
	}
	if st, err = s.stateOf(ctx, in.Network, in.At); err != nil {
		return nil, st, "", err
	}
	g, err = s.Store.Load(ctx, in.Network, st.revision)
	return g, st, id, err
}

func (s *Service) node(ctx context.Context, in *inID) (*Answer, error) {
	g, st, id, err := s.found(ctx, in)
	if err != nil {
		return nil, err
	}
	i, there := g.FindNode(id)
	if !there {
		return nil, graph.NoNode("api.node", id)
	}
	n := NodeWithEdges{Node: g.Node(i), Edges: []graph.Edge{}}
	for _, e := range g.Incidence().Of(i) {
		n.Edges = append(n.Edges, g.Edge(int(e)))
	}
	return st.with(n, in.IfNoneMatch)
}

func (s *Service) edge(ctx context.Context, in *inID) (*Answer, error) {
	g, st, id, err := s.found(ctx, in)
	if err != nil {
		return nil, err
	}
	e, there := g.FindEdge(id)
	if !there {
		return nil, graph.NoEdge("api.edge", id)
	}
	return st.with(g.Edge(e), in.IfNoneMatch)
}

// with returns the answer that is a value of the state, without it where the client has it.
func (st state) with(v any, known string) (*Answer, error) {
	out := st.answer(known)
	if out.Status == http.StatusNotModified {
		return out, nil
	}
	body, err := written(v, "")
	if err != nil {
		return nil, err
	}
	out.ContentType, out.Body = body.ContentType, body.Body
	return out, nil
}
