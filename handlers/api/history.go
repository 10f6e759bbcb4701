package api

import (
	"context"
	"fmt"

	"trama/analysis"
	"trama/graph"
)

type inHistory struct {
	NetworkInput
	Limit  int `query:"limit" minimum:"0" default:"0" doc:"0 is all"`
	Offset int `query:"offset" minimum:"0"`
}

func (s *Service) history(ctx context.Context, in *inHistory) (*Answer, error) {
	commits, err := s.Store.History(ctx, in.Network, graph.Page{Offset: in.Offset, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return written(graph.NewCommitList(in.Network, commits), orElse(in.Lang, s.Lang))
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
