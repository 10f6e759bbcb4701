package api

import (
	"context"

	"trama/analysis"
)

// MetricsInput are the parameters of the figures of nodes.
type MetricsInput struct {
	StateInput
	LensInput
	Measures []string `query:"measures,explode" doc:"columns; all of the usual ones otherwise"`
	By       string   `query:"by" doc:"the attribute of groups, for brokerage"`
	Seed     int64    `query:"seed" default:"1"`
	Exact    bool     `query:"exact"`
}

// Question returns the question that the request asks.
func (in *MetricsInput) Question() (Question, error) {
	lens, err := in.lens()
	if err != nil {
		return Question{}, err
	}
	measures, err := split(in.Measures)
	o := analysis.MetricsOptions{Lens: lens, Measures: measures, By: in.By, Seed: in.Seed, Exact: in.Exact}
	return in.question("metrics", o, func(ctx context.Context, src analysis.Source) (any, error) {
		if err := named(src.Graph, &o.Lens.LeaveOut); err != nil {
			return nil, err
		}
		return analysis.NewMetrics(ctx, src, o)
	}), err
}
