package api

import (
	"context"
	"fmt"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"trama/analysis"
	"trama/graph"
	"trama/render"
)

type inHistory struct {
	NetworkInput
	Limit  int    `query:"limit" minimum:"0" default:"0" doc:"0 is all"`
	Offset int    `query:"offset" minimum:"0"`
	Format string `query:"format" enum:"json,text,csv,html" doc:"json otherwise"`

	query url.Values
}

// Resolve keeps the parameters as they were sent, for the links of a page. It is called by huma.
func (in *inHistory) Resolve(ctx huma.Context) []error {
	u := ctx.URL()
	in.query = u.Query()
	return nil
}

func (s *Service) history(ctx context.Context, in *inHistory) (*Answer, error) {
	info, err := s.Store.Info(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	commits, err := s.Store.History(ctx, in.Network, graph.Page{Offset: in.Offset, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	view := render.View{Title: info.Title}
	if in.Format == "html" {
		view.Self, view.Query = "/networks/"+url.PathEscape(in.Network)+"/history", in.query
	}
	return writtenAs(render.Viewed{Result: graph.NewCommitList(in.Network, commits), View: view}, in.Format, orElse(in.Lang, s.Lang))
}

type inCompare struct {
	NetworkInput
	LensInput
	A      string `query:"a" required:"true" doc:"a revision or a snapshot"`
	B      string `query:"b" doc:"a revision or a snapshot; the newest otherwise"`
	Format string `query:"format" enum:"json,text,csv,html"`
}

func (s *Service) compare(ctx context.Context, in *inCompare) (*Answer, error) {
	lens, err := in.lens()
	if err != nil {
		return nil, err
	}
	then, err := s.stateOf(ctx, in.Network, in.A)
	if err != nil {
		return nil, err
	}
	before, err := s.sourceOf(ctx, then)
	if err != nil {
		return nil, err
	}
	now := StateInput{NetworkInput: in.NetworkInput, At: in.B, Format: in.Format}
	q := now.question("compare", fmt.Sprintf("%d %+v", then.revision, lens), func(ctx context.Context, after analysis.Source) (any, error) {
		return analysis.Compare(ctx, before, after, analysis.CompareOptions{Lens: lens, Seed: 1})
	})
	return s.Answered(ctx, s.inLanguage(q))
}
