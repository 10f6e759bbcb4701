package api

import (
	"context"

	"trama/analysis"
)

// PlanInput are the parameters of a plan.
type PlanInput struct {
	StateInput
	LensInput
	ExactInput
	Goal   string `query:"goal" enum:"connected,robust-links,robust-actors,needs-covered"`
	Budget int    `query:"budget" minimum:"0" doc:"the best so many relations; with a goal, of those that reach it"`
}

// Question returns the question that the request asks.
func (in *PlanInput) Question(*Service) (Question, error) {
	o := analysis.PlanOptions{Goal: in.Goal, Budget: in.Budget, Seed: in.Seed.value, Exact: in.Exact.value}
	return in.question("plan", asked{in.LensInput, o}, func(ctx context.Context, src analysis.Source) (_ any, err error) {
		if o.Lens, err = in.lens(src.Graph); err != nil {
			return nil, err
		}
		return analysis.Plan(ctx, src, o)
	}), nil
}
