package api

import (
	"context"
	"fmt"

	"trama/analysis"
)

type inMetrics struct {
	inState
	inLens
	Measures []string `query:"measures,explode" doc:"columns; all of the usual ones otherwise"`
	By       string   `query:"by" doc:"the attribute of groups, for brokerage"`
	Seed     int64    `query:"seed" default:"1"`
	Exact    bool     `query:"exact"`
}

func (s *Service) metrics(ctx context.Context, in *inMetrics) (*answer, error) {
	o := analysis.MetricsOptions{By: in.By, Seed: in.Seed, Exact: in.Exact}
	var err error
	if o.Lens, err = in.lens(); err != nil {
		return nil, err
	}
	if o.Measures, err = split(in.Measures); err != nil {
		return nil, err
	}
	return s.answered(ctx, in.question(s.Lang, fmt.Sprintf("metrics %+v", o), func(ctx context.Context, src analysis.Source) (any, error) {
		return analysis.NewMetrics(ctx, src, o)
	}))
}
