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
	ExactInput
	Measures []string `query:"measures,explode" doc:"columns; all of the usual ones otherwise"`
	By       string   `query:"by" doc:"the attribute of groups, for brokerage"`
}

// Question returns the question that the request asks.
func (in *MetricsInput) Question(*Service) (Question, error) {
	measures, err := graph.SplitLists(in.Measures)
	o := analysis.MetricsOptions{Measures: measures, By: in.By, Seed: in.Seed.value, Exact: in.Exact.value}
	return in.question("metrics", asked{in.LensInput, o}, func(ctx context.Context, src analysis.Source) (_ any, err error) {
		if o.Lens, err = in.lens(src.Graph); err != nil {
			return nil, err
		}
		return analysis.NewMetrics(ctx, src, o)
	}), err
}
