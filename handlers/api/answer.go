package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"trama/analysis"
	"trama/graph"
	"trama/handlers/problem"
	"trama/render"
)

// answer is a result that has been written.
type answer struct {
	Status      int
	ETag        string `header:"ETag"`
	ContentType string `header:"Content-Type"`
	Policy      string `header:"Content-Security-Policy"`
	Location    string `header:"Location"`
	Body        []byte
}

// state is a network at a revision, as a request names it.
type state struct {
	info     graph.NetworkInfo
	revision graph.Revision
	newest   bool
}

// tag returns the ETag of a network's newest state.
func tag(info graph.NetworkInfo) string { return fmt.Sprintf(`"%s-%d"`, info.Digest, info.Revision) }

// stateOf finds the revision that a request asks for.
func (s *Service) stateOf(ctx context.Context, network, at string) (state, error) {
	info, err := s.Store.Info(ctx, network)
	if err != nil {
		return state{}, err
	}
	revision, err := info.At(at)
	if err != nil {
		return state{}, err
	}
	if revision == 0 {
		revision = info.Revision
	}
	return state{info: info, revision: revision, newest: revision == info.Revision}, nil
}

// sourceOf loads the graph of a state.
func (s *Service) sourceOf(ctx context.Context, st state) (analysis.Source, error) {
	g, err := s.Store.Load(ctx, st.info.Network, st.revision)
	if err != nil {
		return analysis.Source{}, err
	}
	return analysis.Source{Graph: g, Network: st.info.Network, Revision: st.revision}, nil
}

// question is an analysis that a request asks for.
type question struct {
	network, at, format, lang string
	known                     string // an ETag that the client has
	key                       string // everything else that the answer depends on
	formats                   []string
	ask                       func(context.Context, analysis.Source) (any, error)
}

// formats that results are written in; the first is what a request gets that asks for none.
var resultFormats = []string{"json", "text", "csv", "html"}

// answered returns the answer to a question, from the cache where it has been given before.
func (s *Service) answered(ctx context.Context, q question) (*answer, error) {
	if q.format == "" {
		q.format = resultFormats[0]
	}
	if !slices.Contains(resultFormats, q.format) {
		return nil, problem.New(http.StatusUnprocessableEntity, "format", q.lang)
	}
	st, err := s.stateOf(ctx, q.network, q.at)
	if err != nil {
		return nil, err
	}
	out := &answer{Status: http.StatusOK, ETag: tag(st.info), ContentType: mediaType(q.format)}
	if q.known != "" && q.known == out.ETag {
		out.Status = http.StatusNotModified
		return out, nil
	}
	key := fmt.Sprintf("%s\x00%d\x00%s\x00%s\x00%s\x00%s", st.info.Network, st.revision, st.info.Digest, q.format, q.lang, q.key)
	if out.Body, err = s.once(ctx, key, st, q); err != nil {
		return nil, err
	}
	if q.format == "html" {
		out.Policy = PagePolicy(out.Body)
	}
	return out, nil
}

// once works an answer out, once for all who ask for it at the same time.
func (s *Service) once(ctx context.Context, key string, st state, q question) ([]byte, error) {
	if body, ok := s.answers.Get(key); ok {
		return body, nil
	}
	for {
		flight := s.flights.DoChan(key, func() (any, error) { return s.workedOut(ctx, key, st, q) })
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case r := <-flight:
			if r.Err != nil && graph.KindOf(r.Err) == graph.Interrupted && ctx.Err() == nil {
				continue // it was another client's request, and that client has gone
			}
			if r.Err != nil {
				return nil, r.Err
			}
			return r.Val.([]byte), nil
		}
	}
}

func (s *Service) workedOut(ctx context.Context, key string, st state, q question) ([]byte, error) {
	end, err := s.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	src, err := s.sourceOf(ctx, st)
	if err != nil {
		return nil, err
	}
	result, err := q.ask(ctx, src)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := write(&out, result, q.format, q.lang); err != nil {
		return nil, err
	}
	if out.Len() <= maxAnswer {
		s.answers.Add(key, out.Bytes())
	}
	return out.Bytes(), nil
}

// write writes a result in one of the formats, as the command line does.
func write(w io.Writer, result any, format, lang string) error {
	switch format {
	case "text":
		return render.Text(w, result, lang)
	case "csv":
		return render.CSV(w, result, lang)
	case "html":
		return render.HTML(w, result, lang)
	}
	return render.JSON(w, render.Localize(result, lang))
}

func mediaType(format string) string {
	return map[string]string{
		"json": "application/json", "text": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8", "html": "text/html; charset=utf-8",
	}[format]
}

// written returns the answer of a value that is no analysis.
func written(v any, lang string) (*answer, error) {
	var out bytes.Buffer
	if err := write(&out, v, "json", lang); err != nil {
		return nil, err
	}
	return &answer{Status: http.StatusOK, ContentType: mediaType("json"), Body: out.Bytes()}, nil
}

// failure turns an error into the answer that huma sends, and tells operators what is inside.
func (s *Service) failure(op, lang string, err error) error {
	p := problem.From(err, lang)
	if p.Status >= http.StatusInternalServerError && !errors.Is(err, context.Canceled) {
		s.Log.Error("request failed", slog.String("operation", op), slog.Any("error", err))
	}
	return p
}

// handle registers an operation whose handler may return any error of ours.
func handle[In any](s *Service, a huma.API, op huma.Operation, h func(context.Context, *In) (*answer, error)) {
	huma.Register(a, op, func(ctx context.Context, in *In) (*answer, error) {
		out, err := h(ctx, in)
		if err != nil {
			return nil, s.failure(op.OperationID, languageOf(in, s.Lang), err)
		}
		return out, nil
	})
}

// languageOf returns the language that an input asks for.
func languageOf(in any, otherwise string) string {
	if asked, ok := in.(interface{ language() string }); ok && asked.language() != "" {
		return asked.language()
	}
	return otherwise
}
