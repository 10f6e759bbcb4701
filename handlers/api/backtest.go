package api

import (
	"context"

	"trama/analysis"
)

// BacktestInput are the parameters of a backtest.
type BacktestInput struct {
	StateInput
	LensInput
	SeedInput
	Repeats int `query:"repeats" minimum:"1" maximum:"100" default:"3" doc:"how often relations are hidden, up to 100 times"`
}

// Question returns the question that the request asks.
func (in *BacktestInput) Question(*Service) (Question, error) {
	o := analysis.BacktestOptions{Repeats: in.Repeats, Seed: in.Seed.value}
	return in.question("backtest", asked{in.LensInput, o}, func(ctx context.Context, src analysis.Source) (_ any, err error) {
		if o.Lens, err = in.lens(src.Graph); err != nil {
			return nil, err
		}
		return analysis.Backtest(ctx, src, o)
	}), nil
}
