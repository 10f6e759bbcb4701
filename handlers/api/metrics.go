package api

import (
	"context"

	"trama/analysis"
	"trama/graph"
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
func (in *MetricsInput) Question(*Service) (Question, error) {
	measures, err := graph.SplitLists(in.Measures)
	o := analysis.MetricsOptions{Measures: measures, By: in.By, Seed: in.Seed, Exact: in.Exact}
	return in.question("metrics", asked{in.LensInput, o}, func(ctx context.Context, src analysis.Source) (_ any, err error) {
		if o.Lens, err = in.lens(src.Graph); err != nil {
			return nil, err
		}
		return analysis.NewMetrics(ctx, src, o)
	}), err
}
