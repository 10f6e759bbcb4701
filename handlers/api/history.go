package api

import (
	"context"
	"net/url"

	"trama/analysis"
	"trama/graph"
	"trama/render"
)

type inHistory struct {
	NetworkInput
	PageInput
	LimitInput
	Offset int    `query:"offset" minimum:"0"`
	Format string `query:"format" enum:"json,text,csv,html" doc:"json otherwise"`
}

func (s *Service) history(ctx context.Context, in *inHistory) (*Answer, error) {
	info, err := s.Store.Info(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	commits, err := s.Store.History(ctx, in.Network, graph.Page{Offset: in.Offset, Limit: in.Limit.or(0)})
	if err != nil {
		return nil, err
	}
	view := render.View{Title: info.Title}
	if in.Format == "html" {
		view.Self, view.Query = "/networks/"+url.PathEscape(in.Network)+"/history", in.query
	}
	return writtenAs(render.Viewed{Result: graph.NewCommitList(in.Network, commits), View: view}, in.Format, in.Lang)
}

type inCompare struct {
	NetworkInput
	PageInput
	LensInput
	ExactInput
	KnownInput
	A      string `query:"a" required:"true" doc:"a revision or a snapshot"`
	B      string `query:"b" doc:"a revision or a snapshot; the newest otherwise"`
	Format string `query:"format" enum:"json,text,csv,html"`
}

func (s *Service) compare(ctx context.Context, in *inCompare) (*Answer, error) {
	then, err := s.stateOf(ctx, in.Network, in.A)
	if err != nil {
		return nil, err
	}
	now := StateInput{NetworkInput: in.NetworkInput, PageInput: in.PageInput, KnownInput: in.KnownInput, At: in.B, Format: in.Format}
	o := analysis.CompareOptions{Seed: in.Seed.value, Exact: in.Exact.value}
	q := now.question("compare", asked{in.LensInput, []any{then.revision, o}}, func(ctx context.Context, after analysis.Source) (_ any, err error) {
		before, err := s.sourceOf(ctx, then)
		if err != nil {
			return nil, err
		}
		if o.Lens, err = in.lens(after.Graph, before.Graph); err != nil {
			return nil, err
		}
		return analysis.Compare(ctx, before, after, o)
	})
	return s.Answered(ctx, q)
}
