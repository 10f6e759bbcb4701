package api

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"trama/graph"
	"trama/graph/csv"
	"trama/graph/gexf"
	"trama/graph/graphml"
	"trama/handlers/problem"
)

// streamed is an answer that is written while it is made.
type streamed struct {
	ETag        string `header:"ETag"`
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        func(huma.Context)
}

// handleStream registers an operation that streams.
func handleStream[In any](s *Service, a huma.API, op huma.Operation, h func(context.Context, *In) (*streamed, error)) {
	huma.Register(a, op, func(ctx context.Context, in *In) (*streamed, error) {
		out, err := h(ctx, in)
		if err != nil {
			return nil, s.failure(op.OperationID, languageOf(in, s.Lang), err)
		}
		return out, nil
	})
}

type inExport struct {
	NetworkInput
	LensInput
	At     string `query:"at" doc:"a revision or a snapshot"`
	Format string `path:"format" doc:"graphml, gexf, json, nodes.csv or edges.csv"`
}

// file is a format to export: its media type and its encoder.
type file struct {
	media  string
	encode func(io.Writer, *graph.Graph) error
}

func exportFile(format string) (file, bool) {
	f, ok := map[string]file{
		"graphml": {"application/graphml+xml", func(w io.Writer, g *graph.Graph) error {
			_, err := graphml.Encode(w, g, graphml.EncodeOptions{})
			return err
		}},
		"gexf": {"application/gexf+xml", func(w io.Writer, g *graph.Graph) error {
			_, err := gexf.Encode(w, g)
			return err
		}},
		"json":      {"application/json", func(w io.Writer, g *graph.Graph) error { return g.WriteJSON(w) }},
		"nodes.csv": {"text/csv; charset=utf-8", csv.EncodeNodes},
		"edges.csv": {"text/csv; charset=utf-8", csv.EncodeEdges},
	}[format]
	return f, ok
}

func (s *Service) export(ctx context.Context, in *inExport) (*streamed, error) {
	f, known := exportFile(in.Format)
	if !known {
		return nil, problem.New(http.StatusNotFound, "export_format", in.Lang)
	}
	part, st, err := s.exported(ctx, in)
	if err != nil {
		return nil, err
	}
	return &streamed{
		ETag: Tag(st.info), ContentType: f.media,
		Disposition: fmt.Sprintf(`attachment; filename="%s-%d.%s"`, st.info.Network, st.revision, in.Format),
		Body: func(hc huma.Context) {
			if err := f.encode(hc.BodyWriter(), part); err != nil {
				// A file cut short must not look whole: the connection is broken off.
				panic(http.ErrAbortHandler)
			}
		},
	}, nil
}

// exported returns what the lens leaves, starting from everything.
func (s *Service) exported(ctx context.Context, in *inExport) (*graph.Graph, state, error) {
	st, err := s.stateOf(ctx, in.Network, in.At)
	if err != nil {
		return nil, st, err
	}
	g, err := s.Store.Load(ctx, in.Network, st.revision)
	if err != nil {
		return nil, st, err
	}
	lens, err := in.lens(g)
	if err != nil {
		return nil, st, err
	}
	lens.Everything = true
	selection, err := lens.Select(g)
	if err != nil {
		return nil, st, err
	}
	return selection.Part(), st, nil
}

type inGraph struct {
	NetworkInput
	At string `query:"at" doc:"a revision or a snapshot"`
}

func (s *Service) graph(ctx context.Context, in *inGraph) (*Answer, error) {
	st, err := s.stateOf(ctx, in.Network, in.At)
	if err != nil {
		return nil, err
	}
	g, err := s.Store.Load(ctx, in.Network, st.revision)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := g.WriteJSON(&out); err != nil {
		return nil, err
	}
	return &Answer{Status: http.StatusOK, ETag: Tag(st.info), ContentType: mediaType("json"), Body: out.Bytes()}, nil
}
