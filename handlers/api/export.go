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
	KnownInput
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
	return s.streamed(ctx, &in.PartInput, func(part render.Documented, out *streamed) error {
		out.ContentType = f.Media
		out.Disposition += f.Ending + `"`
		out.Body = func(hc huma.Context) {
			if _, err := f.Encode(hc.BodyWriter(), part.Graph); err != nil {
				// A file cut short must not look whole: the connection is broken off.
				panic(http.ErrAbortHandler)
			}
		}
		return nil
	})
}

// codebook answers with a table of what an export of the same part is and means.
func (s *Service) codebook(ctx context.Context, in *PartInput) (*streamed, error) {
	return s.streamed(ctx, in, func(part render.Documented, out *streamed) error {
		var table bytes.Buffer
		if err := render.Codebook(&table, part, languageOf(in, s.Lang)); err != nil {
			return err
		}
		out.ContentType = mediaType("csv")
		out.Disposition += `codebook.csv"`
		out.Body = func(hc huma.Context) { hc.BodyWriter().Write(table.Bytes()) }
		return nil
	})
}

// streamed returns the answer about a part of a network, to which write adds its body and the end of the file's name; without
// both where the client has it.
func (s *Service) streamed(ctx context.Context, in *PartInput, write func(render.Documented, *streamed) error) (*streamed, error) {
	st, err := s.stateOf(ctx, in.Network, in.At)
	if err != nil {
		return nil, err
	}
	head := st.answer(in.IfNoneMatch)
	out := &streamed{ETag: head.ETag, Remark: head.Remark}
	if head.Status == http.StatusNotModified {
		out.Body = func(hc huma.Context) { hc.SetStatus(head.Status) }
		return out, nil
	}
	part, err := s.exported(ctx, in, st)
	if err != nil {
		return nil, err
	}
	out.Disposition = fmt.Sprintf(`attachment; filename="%s-%d.`, st.info.Network, st.revision)
	return out, write(part, out)
}

// exported returns what the lens leaves of a state, starting from everything.
func (s *Service) exported(ctx context.Context, in *PartInput, st state) (render.Documented, error) {
	var none render.Documented
	src, err := s.sourceOf(ctx, st)
	if err != nil {
		return none, err
	}
	lens, err := in.lens(src.Graph)
	if err != nil {
		return none, err
	}
	all := lens
	all.Everything = true
	selection, err := all.Select(src.Graph)
	if err != nil {
		return none, err
	}
	part := selection.Part()
	if !in.WithMetrics {
		return render.Documented{Graph: part}, nil
	}
	with, err := s.measured(ctx, src, part, analysis.MetricsOptions{Lens: lens, Seed: in.Seed.value, Exact: in.Exact.value})
	if err != nil {
		return none, err
	}
	return render.Documented{Graph: with, Figures: analysis.FiguresAdded(part, with)}, nil
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
	KnownInput
	At string `query:"at" doc:"a revision or a snapshot"`
}

func (s *Service) graph(ctx context.Context, in *inGraph) (*Answer, error) {
	st, err := s.stateOf(ctx, in.Network, in.At)
	if err != nil {
		return nil, err
	}
	out := st.answer(in.IfNoneMatch)
	if out.Status == http.StatusNotModified {
		return out, nil
	}
	g, err := s.Store.Load(ctx, in.Network, st.revision)
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	err = g.WriteJSON(&body)
	out.ContentType, out.Body = mediaType("json"), body.Bytes()
	return out, err
}
