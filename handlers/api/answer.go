package api

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"trama/analysis"
	"trama/graph"
	"trama/handlers/problem"
	"trama/render"
)

// Answer is a result that has been written.
type Answer struct {
	Status      int
	ETag        string `header:"ETag"`
	ContentType string `header:"Content-Type"`
	Policy      string `header:"Content-Security-Policy"`
	Location    string `header:"Location"`
	Remark      string `header:"Trama-Remark" doc:"what else there is to know of the network, as a code and its values"`
	Body        []byte
}

// state is a network at a revision, as a request names it.
type state struct {
	info     graph.NetworkInfo
	revision graph.Revision
	remark   *graph.Sentence // what the store says of the newest state although it gives it; nil: nothing
}

// answer returns an answer about the state that has no body yet; known names the ETags that the client has, and the status says
// whether it has this one's.
func (st state) answer(known string) *Answer {
	out := &Answer{Status: http.StatusOK, ETag: Tag(st.info), Remark: headed(st.remark)}
	if hasTag(known, out.ETag, weakly) {
		out.Status = http.StatusNotModified
	}
	return out
}

// Tag returns the ETag of a network's newest state.
func Tag(info graph.NetworkInfo) string { return fmt.Sprintf(`"%s-%d"`, info.Digest, info.Revision) }

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
	st := state{info: info, revision: revision}
	if revision == info.Revision {
		st.remark, err = s.Remark(ctx, network)
	}
	return st, err
}

// Remark returns what a store that others change past its history says of the newest state of a network; nil where there is
// nothing to say.
func (s *Service) Remark(ctx context.Context, network string) (remark *graph.Sentence, err error) {
	if _, shared := s.Store.(graph.Shared); !shared {
		return nil, nil
	}
	_, err = s.Store.Load(graph.WithRemarks(ctx, func(said graph.Sentence) { remark = &said }), network, 0)
	return remark, err
}

// headed returns a remark as a header has it: its code, and its values in order of name.
func headed(remark *graph.Sentence) string {
	if remark == nil {
		return ""
	}
	out := remark.Code
	for _, name := range slices.Sorted(maps.Keys(remark.Values)) {
		out += fmt.Sprintf(" %s=%v", name, remark.Values[name])
	}
	return out
}

// sourceOf loads the graph of a state.
func (s *Service) sourceOf(ctx context.Context, st state) (analysis.Source, error) {
	g, err := s.Store.Load(ctx, st.info.Network, st.revision)
	if err != nil {
		return analysis.Source{}, err
	}
	return analysis.SourceAt(st.info, st.revision, g), nil
}

// Question is an analysis that a request asks for.
type Question struct {
	Network, At, Format, Lang string
	Known                     string // ETags that the client has
	Key                       string // everything else that the answer depends on
	Ask                       func(context.Context, analysis.Source) (any, error)
	Page                      Page
	Beside                    func(context.Context, analysis.Source, *render.View) error // what the page shows beside the result; nil: nothing more

	// Write, where it is set, writes the answer itself instead of Ask: a page of several results.
	Write func(context.Context, io.Writer, analysis.Source, render.View) error
}

// Page is where a result stands when it is shown as a page.
type Page struct {
	Name  string     // the last part of its address
	Query url.Values // what it was asked with

	Settled bool // the revision is not one that was asked for: the page does not say that it is past
}

// usualFormat is what a request gets that asks for none.
const usualFormat = "json"

// Answered returns the answer to a question, from the cache where it has been given before.
func (s *Service) Answered(ctx context.Context, q Question) (*Answer, error) {
	q.Format = cmp.Or(q.Format, usualFormat)
	media := mediaType(q.Format)
	if media == "" {
		return nil, problem.New(http.StatusUnprocessableEntity, "format", q.Lang)
	}
	st, err := s.stateOf(ctx, q.Network, q.At)
	if err != nil {
		return nil, err
	}
	page := q.Format == "html" || q.Format == "text" // it shows more than the state
	if page {
		q.Known = ""
	}
	out := st.answer(q.Known)
	if out.ContentType = media; out.Status == http.StatusNotModified {
		return out, nil
	}
	// The time tells apart two networks of which one took the other's name, and one that undoing brought back from itself.
	key := fmt.Sprintf("%s\x00%d\x00%s\x00%d\x00%s\x00%s\x00%s", st.info.Network, st.revision, st.info.Digest, st.info.Time.UnixNano(), q.Format, q.Lang, q.Key)
	if page {
		key += fmt.Sprintf("\x00%s\x00%s\x00%s", st.info.SnapshotOf(st.revision), q.Page.Query.Encode(), out.Remark) // a page shows the first and the last, and its links and forms the other
	}
	out.Body, err = s.answers.of(ctx, key, func() ([]byte, bool, error) {
		body, err := s.workedOut(ctx, st, q)
		return body, len(body) <= maxAnswer, err
	})
	if err != nil {
		return nil, err
	}
	out.Policy = policyOf(out.Body, q.Format)
	return out, nil
}

func (s *Service) workedOut(ctx context.Context, st state, q Question) ([]byte, error) {
	end, err := s.Turn(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	src, err := s.sourceOf(ctx, st)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = q.write(ctx, &out, src, st)
	return out.Bytes(), err
}

// write works the answer out and writes it; what is to be a page is put together with what the page shows beside it.
func (q Question) write(ctx context.Context, w io.Writer, src analysis.Source, st state) error {
	if q.Write != nil {
		return q.Write(ctx, w, src, viewOf(src, st, q))
	}
	result, err := q.Ask(ctx, src)
	if err != nil {
		return err
	}
	if q.Format == "html" || q.Format == "text" {
		view := viewOf(src, st, q)
		if q.Beside != nil {
			if err := q.Beside(ctx, src, &view); err != nil {
				return err
			}
		}
		result = render.Viewed{Result: result, View: view}
	}
	return render.In(q.Format)(w, result, q.Lang)
}

// viewOf returns what stands around a result on its page.
func viewOf(src analysis.Source, st state, q Question) render.View {
	view := render.View{
		Lang: q.Lang, Title: src.Graph.Attributes().Get("title").String(), Snapshot: st.info.SnapshotOf(st.revision), Graph: src.Graph, Remark: st.remark,
	}
	if q.Format == "html" {
		if q.At != "" && !q.Page.Settled {
			view.Past = st.revision
		}
		view.Self, view.Query = "/networks/"+url.PathEscape(q.Network)+"/"+q.Page.Name, q.Page.Query
	}
	return view
}

// mediaType returns the media type of a format of results, "" where it is none.
func mediaType(format string) string {
	return map[string]string{
		"json": "application/json", "text": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8", "html": "text/html; charset=utf-8",
	}[format]
}

// written returns the answer of a value that is no analysis.
func written(v any, lang string) (*Answer, error) { return writtenAs(v, "json", lang) }

// writtenAs is written in one of the formats of results; "" is the usual one.
func writtenAs(v any, format, lang string) (*Answer, error) {
	format = cmp.Or(format, usualFormat)
	var out bytes.Buffer
	if err := render.In(format)(&out, v, lang); err != nil {
		return nil, err
	}
	return &Answer{Status: http.StatusOK, ContentType: mediaType(format), Policy: policyOf(out.Bytes(), format), Body: out.Bytes()}, nil
}

// policyOf returns what a page may load, "" for what is none: the service's own then lets it load nothing.
func policyOf(body []byte, format string) string {
	if format != "html" {
		return ""
	}
	return render.Policy(body)
}

// failure turns an error into the answer that huma sends, and tells operators what is inside.
func (s *Service) failure(op, lang string, err error) *problem.Problem {
	p := problem.From(err, lang)
	if at, ok := errors.AsType[atField](err); ok {
		p.Errors = []problem.Place{{Location: strings.TrimSuffix("body."+at.field, "."), Message: p.Detail}}
	}
	if p.Status >= http.StatusInternalServerError && !errors.Is(err, context.Canceled) {
		s.Log.Error("request failed", slog.String("operation", op), slog.Any("error", err))
	}
	return p
}

// handle registers an operation whose handler may return any error of ours.
func handle[In any](s *Service, a huma.API, op huma.Operation, h func(context.Context, *In) (*Answer, error)) {
	huma.Register(a, op, func(ctx context.Context, in *In) (*Answer, error) {
		s.complete(in)
		out, err := h(ctx, in)
		if err != nil {
			problem.Keep(ctx, err)
			return nil, s.failure(op.OperationID, languageOf(in, s.Lang), err)
		}
		return out, nil
	})
}

// complete gives an input that asks for no language, or none of the settings, the service's.
func (s *Service) complete(in any) {
	if about, ok := in.(interface{ speak(string) }); ok {
		about.speak(s.Lang)
	}
	if about, ok := in.(interface{ settle(Settings) }); ok {
		about.settle(s.Settings)
	}
}

// languageOf returns the language that an input asks for.
func languageOf(in any, otherwise string) string {
	if asked, ok := in.(interface{ language() string }); ok && asked.language() != "" {
		return asked.language()
	}
	return otherwise
}
