package api

import (
	"context"
	"fmt"

	"trama/analysis"
)

type inBacktest struct {
	inState
	inLens
	Repeats int   `query:"repeats" minimum:"1" maximum:"20" default:"3" doc:"how often relations are hidden"`
	Seed    int64 `query:"seed" default:"1"`
}

func (s *Service) backtest(ctx context.Context, in *inBacktest) (*answer, error) {
	o := analysis.BacktestOptions{Repeats: in.Repeats, Seed: in.Seed}
	var err error
	if o.Lens, err = in.lens(); err != nil {
		return nil, err
	}
	return s.answered(ctx, in.question(s.Lang, fmt.Sprintf("backtest %+v", o), func(ctx context.Context, src analysis.Source) (any, error) {
		return analysis.Backtest(ctx, src, o)
	}))
}
