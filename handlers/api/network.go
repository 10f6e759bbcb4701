package api

import (
	"cmp"
	"context"
	"net/http"

	"trama/graph"
	"trama/handlers/problem"
)

// Health says that the service answers, and whether its store does.
type Health struct {
	Status  string `json:"status" enum:"ok,store_away"`
	Version string `json:"version"`
}

func (s *Service) health(ctx context.Context, _ *LangInput) (*Answer, error) {
	h := Health{Status: "ok", Version: s.Version}
	if _, err := s.Store.Networks(ctx); err != nil {
		h.Status = "store_away"
	}
	out, err := written(h, s.Lang)
	if err == nil && h.Status != "ok" {
		out.Status = http.StatusServiceUnavailable
	}
	return out, err
}

// LangInput is what a request about no network has.
type LangInput struct {
	Lang string `query:"lang" enum:"it,en"`
}

func (in LangInput) language() string { return in.Lang }

type inNetworks struct {
	LangInput
	Format string `query:"format" enum:"json,text,csv,html" doc:"json otherwise"`
}

func (in *inNetworks) speak(lang string) { in.Lang = cmp.Or(in.Lang, lang) }

func (s *Service) networks(ctx context.Context, in *inNetworks) (*Answer, error) {
	list, err := s.Store.Networks(ctx)
	if err != nil {
		return nil, err
	}
	return writtenAs(graph.NewNetworkList(list), in.Format, in.Lang)
}

// JSONInput is of requests whose answer has one form only, which may be asked for all the same.
type JSONInput struct {
	Format string `query:"format" enum:"json" doc:"json, as without it"`
}

// WriteInput guards a write: If-Match names the state that the client knows.
type WriteInput struct {
	NetworkInput
	JSONInput
	IfMatch string `header:"If-Match" doc:"the ETag of the state that the write builds on"`
}

// guarded returns the state that a write builds on: 428 where the client names none, 412 where it is no longer the newest.
func (s *Service) guarded(ctx context.Context, in WriteInput) (graph.NetworkInfo, error) {
	info, err := s.Store.Info(ctx, in.Network)
	switch {
	case err != nil:
		return info, err
	case in.IfMatch == "":
		return info, problem.New(http.StatusPreconditionRequired, "if_match", in.Lang)
	case !hasTag(in.IfMatch, Tag(info), strongly):
		return info, stale(in.Lang)
	}
	return info, nil
}

func stale(lang string) error { return problem.New(http.StatusPreconditionFailed, "stale", lang) }

func (s *Service) deleteNetwork(ctx context.Context, in *WriteInput) (*Answer, error) {
	info, err := s.guarded(ctx, *in)
	if err != nil {
		return nil, err
	}
	if err := s.Store.Delete(ctx, in.Network, info.Revision); err != nil {
		return nil, overtaken(err, in.Lang)
	}
	return &Answer{Status: http.StatusNoContent}, nil
}
