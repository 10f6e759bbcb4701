package api

import (
	"bytes"
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"trama/analysis"
	"trama/graph"
	"trama/graph/source"
	"trama/handlers/problem"
	"trama/render"
)

// streamed is an answer that is written while it is made.
type streamed struct {
	ETag        string `header:"ETag"`
	ContentType string `header:"Content-Type"`
	Remark      string `header:"Trama-Remark" doc:"what else there is to know of the network, as a code and its values"`
	Disposition string `header:"Content-Disposition"`
	Body        func(huma.Context)
}

// handleStream registers an operation that streams.
func handleStream[In any](s *Service, a huma.API, op huma.Operation, h func(context.Context, *In) (*streamed, error)) {
	huma.Register(a, op, func(ctx context.Context, in *In) (*streamed, error) {
		s.complete(in)
		out, err := h(ctx, in)
		if err != nil {
			return nil, s.failure(op.OperationID, languageOf(in, s.Lang), err)
		}
		return out, nil
	})
}

// PartInput says which part of a network is exported.
type PartInput struct {
	NetworkInput
	LensInput
	ExactInput
	At          string `query:"at" doc:"a revision or a snapshot"`
	WithMetrics bool   `query:"with_metrics" doc:"with the figures of each node"`
}

type inExport struct {
	PartInput
	Format string `path:"format" doc:"graphml, gexf, json, csv (an archive of both tables), nodes.csv or edges.csv"`
}

func (s *Service) export(ctx context.Context, in *inExport) (*streamed, error) {
	f, known := source.FindEncoding(in.Format)
	if !known {
		return nil, problem.New(http.StatusNotFound, "export_format", in.Lang)
	}
	part, st, err := s.exported(ctx, &in.PartInput)
	if err != nil {
		return nil, err
	}
	return &streamed{
		ETag: Tag(st.info), Remark: headed(st.remark), ContentType: f.Media,
		Disposition: fmt.Sprintf(`attachment; filename="%s-%d.%s"`, st.info.Network, st.revision, f.Ending),
		Body: func(hc huma.Context) {
			if _, err := f.Encode(hc.BodyWriter(), part.Graph); err != nil {
				// A file cut short must not look whole: the connection is broken off.
				panic(http.ErrAbortHandler)
			}
		},
	}, nil
}

// codebook answers with a table of what an export of the same part is and means.
func (s *Service) codebook(ctx context.Context, in *PartInput) (*streamed, error) {
	part, st, err := s.exported(ctx, in)
	if err != nil {
		return nil, err
	}
	var table bytes.Buffer
	if err := render.Codebook(&table, part, languageOf(in, s.Lang)); err != nil {
		return nil, err
	}
	return &streamed{
		ETag: Tag(st.info), Remark: headed(st.remark), ContentType: mediaType("csv"),
		Disposition: fmt.Sprintf(`attachment; filename="%s-%d.codebook.csv"`, st.info.Network, st.revision),
		Body:        func(hc huma.Context) { hc.BodyWriter().Write(table.Bytes()) },
	}, nil
}

// exported returns what the lens leaves, starting from everything.
func (s *Service) exported(ctx context.Context, in *PartInput) (render.Documented, state, error) {
	var none render.Documented
	st, err := s.stateOf(ctx, in.Network, in.At)
	if err != nil {
		return none, st, err
	}
	src, err := s.sourceOf(ctx, st)
	if err != nil {
		return none, st, err
	}
	lens, err := in.lens(src.Graph)
	if err != nil {
		return none, st, err
	}
	all := lens
	all.Everything = true
	selection, err := all.Select(src.Graph)
	if err != nil {
		return none, st, err
	}
	part := selection.Part()
	if !in.WithMetrics {
		return render.Documented{Graph: part}, st, nil
	}
	with, err := s.measured(ctx, src, part, analysis.MetricsOptions{Lens: lens, Seed: in.Seed.value, Exact: in.Exact.value})
	if err != nil {
		return none, st, err
	}
	return render.Documented{Graph: with, Figures: analysis.FiguresAdded(part, with)}, st, nil
}

// measured returns a part of a source with the figures of its nodes, when its turn has come.
func (s *Service) measured(ctx context.Context, src analysis.Source, part *graph.Graph, o analysis.MetricsOptions) (*graph.Graph, error) {
	end, err := s.Turn(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	with, _, err := analysis.WithMetrics(ctx, src, part, o)
	return with, err
}

type inGraph struct {
	NetworkInput
	JSONInput
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
	return &Answer{Status: http.StatusOK, ETag: Tag(st.info), Remark: headed(st.remark), ContentType: mediaType("json"), Body: out.Bytes()}, nil
}
